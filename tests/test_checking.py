"""Quotations, alone or in an article, are told to be exact, altered or absent."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest
from checked import one, told
from click.testing import CliRunner, Result
from quotation_samples import OWN, SPEECH, samples

from assistant import Assistant, DocumentError, QuestionError
from assistant.checks.check_formats import html, markdown, terminal, word
from assistant.checks.checking import LONGEST_ARTICLE
from assistant.checks.findings import CheckReport
from assistant.checks.quotations import quotations
from assistant.cli import main
from assistant.terminal.check import NOT_EXACT

AGAIN = "全市防汛工作会议上的讲话\n（2015年5月）\n再强调一遍：任何人不准脱岗，不准漏报，不准迟报。"
UNDATED = "没有日期的发言\n任何人不准脱岗，不准漏报。"
ARTICLE = """昨天的会议要求，挪用的要限期在2016年7月30日前全部退回。
王立民同志强调：“我们不怕困难多，就怕去想办法”。
文中还提到“先立规矩”，并称「没有一处堤防决口」。
按照全市统一要求，各地要组织好春季植树造林。
“我们要修一条通到月亮上去的铁路”是谣传。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    texts = {"speech.txt": SPEECH.read_text(encoding="utf-8"), "own.txt": OWN}
    with Assistant.open(tmp_path_factory.mktemp("library")) as opened:
        opened.add_texts(texts | {"again.txt": AGAIN, "undated.txt": UNDATED})
        yield opened


def test_verdicts_are_right_on_exact_altered_joined_and_invented_quotations(
    assistant: Assistant,
) -> None:
    asked = list(samples())
    assert len(asked) >= 300
    verdicts = [(how, q, v, one(assistant, q).check.verdict) for how, q, v in asked]
    assert [v for v in verdicts if v[3] == "exact" != v[2]] == []
    wrong = [v for v in verdicts if v[2] != v[3]]
    assert len(wrong) <= 0.02 * len(asked), wrong


@pytest.mark.parametrize(
    ("quotation", "difference"),
    [
        ("各县可以挪用工程款项", ("可以", "不得", "negation")),
        ("挪用的要限期在2016年7月30日前全部退回", ("7", "6", "date")),
        ("全年要解决16万人的饮水问题", ("16万", "15万", "digit")),
        ("李国强院士讲过，治水先治人", ("强", "华", "name")),
        ("不管涉及到谁，决不姑息", ("", "一律从严处理", "dropped")),
        ("治水先治人，治人先看本领高低，治人先立规矩", ("治人先看本领高低", "", "added")),
        ("去年汛期下了七场大雪", ("雪", "雨", "wording")),
    ],
)
def test_what_differs_is_named(
    assistant: Assistant, quotation: str, difference: tuple[str, str, str]
) -> None:
    finding = one(assistant, quotation)
    assert finding.check.verdict == "altered"
    assert difference in told(finding)
    assert not finding.minor


@pytest.mark.parametrize(
    ("quotation", "kind"),
    [("治水先治人。治人先立规矩", "punctuation"), ("三年之内每户都要有人回访2次", "numeral")],
)
def test_punctuation_and_the_writing_of_numbers_are_minor_differences(
    assistant: Assistant, quotation: str, kind: str
) -> None:
    finding = one(assistant, quotation)
    assert finding.minor
    assert [d.kind for d in finding.check.differences] == [kind]


@pytest.mark.parametrize(
    "quotation",
    [
        "「各级党员干部网络安全意识需要进一步提高」",
        "各级X员干部网络安全意识需要进一步提高",
        "  任何人不准 脱岗,不准漏报\n",
    ],
)
def test_masked_words_marks_and_white_space_make_no_difference(
    assistant: Assistant, quotation: str
) -> None:
    assert one(assistant, quotation).check.verdict == "exact"


def test_a_masked_word_is_no_difference_of_an_altered_quotation(assistant: Assistant) -> None:
    finding = one(assistant, "各级党员干部网络安全意识需要大幅提高")
    assert told(finding) == [("大幅", "进一步", "wording")]


@pytest.mark.parametrize(
    "quotation",
    ["千人的饮水问题，其中", "15万人", "万人的饮水问题", "怕去想办法", "信息化就没有现代化"],
)
def test_a_cut_through_a_number_or_behind_a_negation_is_never_exact(
    assistant: Assistant, quotation: str
) -> None:
    expected = "exact" if quotation == "15万人" else ("altered", "absent")
    assert one(assistant, quotation).check.verdict in expected


def test_halves_of_two_sentences_are_shown_with_the_place_of_each(assistant: Assistant) -> None:
    finding = one(assistant, "王立民同志在水利局干了三十一年，新建水库3座，加固堤防286公里")
    assert finding.check.verdict == "altered"
    assert finding.joined
    assert [p.quote.paragraph for p in finding.places] == [4, 3]


def test_a_quotation_that_runs_on_into_the_next_paragraph_is_exact(assistant: Assistant) -> None:
    finding = one(
        assistant, "一个也不能丢下。全年要解决15万人的饮水问题，其中青石县4万人，柳河镇8000人。"
    )
    assert finding.check.verdict == "exact"
    assert len(finding.places) == 2


def test_several_occurrences_come_by_date_and_are_quoted_from_the_source(
    assistant: Assistant,
) -> None:
    finding = one(assistant, "任何人不准脱岗，不准漏报")
    assert [p.date for p in finding.places] == ["2015-05", "2016-03-12", ""]
    for place in finding.places:
        quote = place.quote
        assert assistant.text(quote.document)[quote.start : quote.end] == quote.text
        ((start, end),) = quote.highlights
        assert assistant.text(quote.document)[start:end] == "任何人不准脱岗，不准漏报"


def test_filters_narrow_where_a_quotation_is_looked_for(assistant: Assistant) -> None:
    report = assistant.check("任何人不准脱岗，不准漏报", years=[2016])
    assert [p.quote.document for p in report.findings[0].places] == ["own.txt"]
    assert report.searched.documents == 1


def test_an_article_is_read_for_what_it_quotes_and_attributes(assistant: Assistant) -> None:
    report = assistant.check(ARTICLE, article=True)
    found = [
        (f.quotation.text, f.check.verdict, f.quotation.attributed_to) for f in report.findings
    ]
    assert found == [
        ("挪用的要限期在2016年7月30日前全部退回。", "altered", "昨天的会议"),
        ("我们不怕困难多，就怕去想办法", "altered", "王立民同志"),
        ("先立规矩", "exact", "文中"),
        ("没有一处堤防决口", "exact", ""),
        ("我们要修一条通到月亮上去的铁路", "absent", ""),
    ]
    for f in report.findings:
        assert ARTICLE[f.quotation.start : f.quotation.end] == f.quotation.text
    assert report.counts == {"exact": 2, "altered": 2, "absent": 1}


@pytest.mark.parametrize(
    ("article", "found"),
    [
        ("他说：“甲乙丙丁戊己。”", ["甲乙丙丁戊己。"]),
        ("“打工人”不是引文", []),
        (
            "会议指出，要树牢“四个意识”，抓紧春季农业生产。",
            ["要树牢“四个意识”，抓紧春季农业生产。", "四个意识"],
        ),
        ("“第一段的话在这里。\n“第二段的话在这里。”", ["第一段的话在这里。", "第二段的话在这里。"]),
        ("没有合上的“引号后面是别的话", []),
        ("按照会议要求，全市要抓紧春季农业生产。", []),
        ("會議指出，要抓緊春季農業生產工作。", ["要抓緊春季農業生產工作。"]),
    ],
)
def test_quotations_are_found_in_an_article(article: str, found: list[str]) -> None:
    assert [q.text for q in quotations(article)] == found


def test_a_clause_left_out_among_clauses_that_begin_alike_is_whole(tmp_path: Path) -> None:
    with Assistant.open(tmp_path) as opened:
        opened.add_text("修路要坚持不搞强迫命令，不砍林木，不增加村民负担。", name="road.txt")
        finding = one(opened, "不搞强迫命令，不增加村民负担")
    assert told(finding) == [("", "不砍林木", "dropped")]


def test_what_quotes_several_sentences_and_stands_nowhere_is_checked_as_an_article(
    assistant: Assistant,
) -> None:
    report = assistant.check(ARTICLE)
    assert report.as_article and "已按文章逐句核对" in terminal(report)
    assert report.findings == assistant.check(ARTICLE, article=True).findings
    assert not assistant.check("他说“先立规矩”，又说“要快”。").as_article


@pytest.mark.parametrize("text", ["", " \n", "。，！"])
def test_refuses_a_text_without_letters(assistant: Assistant, text: str) -> None:
    for article in (True, False):
        with pytest.raises(QuestionError) as refused:
            assistant.check(text, article=article)
        assert re.search(r"[一-鿿]", refused.value.zh)


def test_refuses_what_is_too_long_and_an_article_that_quotes_nothing(assistant: Assistant) -> None:
    for text, article in (
        ("字" * 2001, False), ("字" * (LONGEST_ARTICLE + 1), True), ("今天天气很好。", True),
    ):  # fmt: skip
        with pytest.raises(QuestionError):
            assistant.check(text, article=article)


def test_a_megabyte_of_one_quotation_after_another_is_checked_up_to_the_limit(
    assistant: Assistant,
) -> None:
    article = "他说：“任何人不准脱岗，不准漏报”。" * 20_000
    report = assistant.check(article, article=True)
    assert len(report.findings) == 500
    assert report.left_out == 19_500
    assert "19500" in terminal(report)


def test_refuses_to_check_against_nothing(tmp_path: Path) -> None:
    with Assistant.open(tmp_path) as empty, pytest.raises(DocumentError) as refused:
        empty.check("任何人不准脱岗")
    assert "没有文献" in refused.value.zh


def test_an_english_quotation_is_not_called_absent_from_chinese_texts(assistant: Assistant) -> None:
    finding = one(assistant, "every village should have clean water")
    assert finding.foreign
    assert finding.check.verdict == "absent"


@pytest.fixture(scope="module")
def report(assistant: Assistant) -> CheckReport:
    odd = "他说“<b>*任何人*</b>\x07不准脱岗，不准漏报”。"
    return assistant.check(ARTICLE + odd, article=True)


def test_reports_show_deleted_and_inserted_wording(report: CheckReport) -> None:
    assert "<del>7</del><ins>6</ins>" in markdown(report).decode()
    assert "<del>7</del><ins>6</ins>" in html(report).decode()
    assert "[-7-]" in terminal(report)


def test_html_and_markdown_show_markup_of_a_quotation_as_text(report: CheckReport) -> None:
    for page in (markdown(report).decode(), html(report).decode()):
        assert "<b>" not in page
        assert "\x07" not in page


def test_a_word_report_opens_whatever_a_quotation_holds(report: CheckReport) -> None:
    paragraphs = docx.Document(io.BytesIO(word(report))).paragraphs
    assert "核对 6 处引文" in paragraphs[1].text
    struck = [r.text for p in paragraphs for r in p.runs if r.font.strike]
    assert "7" in struck


@pytest.fixture
def run(library: Path):  # type: ignore[no-untyped-def]
    def invoke(*arguments: str, given: str | None = None) -> Result:
        return CliRunner().invoke(main, ["--library", str(library), *arguments], input=given)

    return invoke


def test_the_command_checks_a_quotation_and_a_file(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    assert run("add", str(SPEECH)).exit_code == 0
    exact = run("check", "没有网络安全就没有国家安全")
    assert exact.exit_code == 0, exact.output
    assert "逐字相符" in exact.output
    altered = run("--language", "en", "check", "没有网络安全就有国家安全", "--json")
    assert altered.exit_code == NOT_EXACT
    assert json.loads(altered.output)["findings"][0]["check"]["verdict"] == "altered"
    article = tmp_path / "报道.docx"
    document = docx.Document()
    document.add_paragraph("他强调：“没有网络安全就没有国家安全”。")
    document.save(str(article))
    for ending in ("md", "docx", "html"):
        output = tmp_path / f"report.{ending}"
        assert run("check", "--file", str(article), "--output", str(output)).exit_code == 0
        assert output.stat().st_size
    piped = run("check", "--file", "-", given="他强调：“没有网络安全就没有国家安全”。")
    assert piped.exit_code == 0, piped.output


def test_the_command_refuses_what_it_cannot_check(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    assert "没有文献" in run("check", "没有网络安全就没有国家安全").output
    assert "没有可核对的文字" in run("check", "").output
    assert run("check").exit_code == 2
    refused = run("check", "任何人", "--output", str(tmp_path / "a.pdf"))
    assert (refused.exit_code, "报告不能存为" in refused.output) == (1, True)
    assert run("check", "--file", str(tmp_path / "absent.txt")).exit_code == 1

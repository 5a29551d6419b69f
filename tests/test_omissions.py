"""A quotation with ellipses is exact where its parts stand in order, and what it leaves out is told."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from checked import one, told

from assistant import Assistant
from assistant.checks.check_formats import html, markdown, terminal, word
from assistant.checks.omissions import parts
from ui.strings import EN, ZH
from ui.tools.check_page import report as page

TALK = """全县果业工作座谈会上的讲话
（2017年5月）
今年新栽果树80万株以上，改造老果园2万亩，建成冷库45座；果品外销增长15%左右。
合作社的账目要按月公开，谁经手谁签字，谁签字谁负责。
果农最盼的是好苗子、好销路，农技员要到地头去，不是坐在办公室里打电话。
承包的果园，三十年不变。
如果连续两年没有验收，补贴停发。验收合格的，补贴照发。
"""
OTHER = """全县林业工作座谈会上的讲话
（2018年5月）
今年新栽果树90万株以上，改造老果园3万亩，建成冷库45座。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with Assistant.open(tmp_path_factory.mktemp("library")) as opened:
        opened.add_texts({"talk.txt": TALK, "other.txt": OTHER})
        yield opened


@pytest.mark.parametrize("sign", ["……", "…", "...", "......", "⋯⋯", "。。。", "[…]", "（……）"])
def test_parts_in_order_in_a_paragraph_are_exact_whatever_the_ellipsis(
    assistant: Assistant, sign: str
) -> None:
    finding = one(assistant, f"今年新栽果树80万株以上{sign}建成冷库45座")
    assert finding.check.verdict == "exact"
    assert [o.text for o in finding.omitted] == ["，改造老果园2万亩，"]
    assert not finding.turning
    (place,) = finding.places
    lit = [assistant.text("talk.txt")[slice(*span)] for span in place.quote.highlights]
    assert lit == ["今年新栽果树80万株以上", "建成冷库45座"]


def test_several_ellipses_signs_beside_them_and_cut_clauses_are_exact(assistant: Assistant) -> None:
    finding = one(assistant, "“今年新栽果树……，建成冷库45座；……增长15%左右。”")
    assert finding.check.verdict == "exact"
    assert len(finding.omitted) == 2


def test_a_quotation_that_leaves_out_the_end_of_a_paragraph_is_exact(assistant: Assistant) -> None:
    finding = one(assistant, "合作社的账目要按月公开……果农最盼的是好苗子")
    assert finding.check.verdict == "exact"
    assert [p.quote.paragraph for p in finding.places] == [4, 5]


def test_an_ellipsis_before_or_after_a_quotation_leaves_nothing_out(assistant: Assistant) -> None:
    finding = one(assistant, "……谁经手谁签字……")
    assert (finding.check.verdict, finding.omitted) == ("exact", ())


def test_what_was_left_out_of_a_condition_is_told_first(assistant: Assistant) -> None:
    finding = one(assistant, "果农最盼的是好苗子……农技员要到地头去……坐在办公室里打电话")
    assert finding.check.verdict == "altered"
    assert ("……", "不是", "negation") in told(finding)
    unsaid = one(assistant, "连续两年……补贴停发")
    assert unsaid.check.verdict == "exact"
    assert unsaid.turning == "没有"


def test_a_negation_of_another_sentence_among_what_is_left_out_is_no_warning(
    assistant: Assistant,
) -> None:
    assert not one(assistant, "谁签字谁负责……承包的果园").turning


@pytest.mark.parametrize(
    ("quotation", "difference"),
    [
        ("今年新栽果树70万株以上……果品外销增长15%左右", ("70万", "80万", "digit")),
        ("合作社的账目要按月公布……谁签字谁负责", ("布", "开", "wording")),
    ],
)
def test_what_differs_in_a_part_is_named_and_the_ellipsis_is_not(
    assistant: Assistant, quotation: str, difference: tuple[str, str, str]
) -> None:
    finding = one(assistant, quotation)
    assert finding.check.verdict == "altered"
    assert told(finding) == [difference]


def test_parts_in_another_order_or_of_two_documents_are_put_together(assistant: Assistant) -> None:
    for quotation in ("谁签字谁负责……合作社的账目要按月公开", "谁经手谁签字……改造老果园3万亩"):
        finding = one(assistant, quotation)
        assert finding.check.verdict == "altered"
        assert finding.joined
        assert len(finding.places) == 2


def test_what_is_nowhere_stays_absent(assistant: Assistant) -> None:
    assert one(assistant, "海底隧道三年完工……通到对岸的岛上").check.verdict == "absent"


@pytest.mark.parametrize(("text", "found"), [("甲乙丙丁", []), ("甲……乙丙", []), ("甲乙…丙丁…", ["甲乙", "丙丁"])])  # fmt: skip
def test_a_quotation_is_taken_apart_at_ellipses_between_words(text: str, found: list[str]) -> None:
    assert parts(text) == found


def test_reports_and_the_page_show_what_was_left_out(assistant: Assistant) -> None:
    report = assistant.check("连续两年……补贴停发")
    for shown in (terminal(report), markdown(report).decode(), html(report).decode()):
        assert "有省略" in shown
        assert "没有验收" in shown
        assert "“没有”" in shown
    assert word(report)
    for strings in (ZH, EN):
        shown = str(page(report, "1", strings))
        assert strings.tools.badge_omits in shown
        assert strings.tools.turning.format("没有") in shown


def test_the_chat_takes_a_quotation_with_an_ellipsis_the_same_way(assistant: Assistant) -> None:
    answer = assistant.ask("“今年新栽果树80万株以上……建成冷库45座”，这句话讲过吗？")
    assert answer.check is not None
    assert answer.check.verdict == "exact"
    assert "省略" in answer.lead
    false = assistant.ask("“今年新栽果树80万株以上……改造老果园3万亩”，这句话讲过吗？")
    assert false.check is not None
    assert false.check.verdict != "exact"


@pytest.mark.parametrize(
    "quotation", ["‘谁经手谁签字’", "'谁经手谁签字'", "“谁经手谁签字", "‘谁经手谁签字，’"]
)
def test_marks_around_a_quotation_are_no_difference(assistant: Assistant, quotation: str) -> None:
    assert one(assistant, quotation).check.verdict == "exact"


def test_single_marks_quote_in_an_article_and_an_apostrophe_does_not(assistant: Assistant) -> None:
    text = "他说‘谁经手谁签字’。It's said that they're here. 又说'谁签字谁负责'。"
    found = assistant.check(text, article=True).findings
    assert [f.quotation.text for f in found] == ["谁经手谁签字", "谁签字谁负责"]


@pytest.mark.parametrize(
    ("quotation", "kind"),
    [("承包的果园，四十年不变", "digit"), ("（2016年5月）", "date")],
)
def test_a_length_of_time_is_a_number_and_a_year_a_date(
    assistant: Assistant, quotation: str, kind: str
) -> None:
    assert [d.kind for d in one(assistant, quotation).check.differences] == [kind]

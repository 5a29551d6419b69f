"""What the page says beside quotations: once, in its own punctuation, and nothing of what was not asked."""

from __future__ import annotations

from pathlib import Path

import pytest
from rendered import Rendered
from tools_samples import plain

from assistant import Assistant, phrases
from assistant.answers import several_phrases
from assistant.segment import parse
from assistant.types import Language
from ui.chat import reader
from ui.strings import EN, ZH
from ui.tools.trace_page import tracing

TALK = "林场工作座谈会上的讲话\n（2016年4月8日）\n林业局局长 郑文\n\n护林员每天巡山不少于六公里。\n"


@pytest.mark.parametrize(
    ("language", "lead"),
    [
        ("zh", "检索了 9 篇报告，5 篇有直接回答，按时间各引一处（以后的 4 篇未列出，可按年份再问）："),
        ("zh-Hant", "檢索了 9 篇報告，5 篇有直接回答，按時間各引一處（以後的 4 篇未列出，可按年份再問）："),
        ("en", "Of 9 reports, 5 answer; one passage of each, by date (the 4 later ones are not listed; ask for them by year):"),
    ],
)  # fmt: skip
def test_a_bracket_stands_before_the_colon_that_leads_to_the_quotations(
    language: Language, lead: str
) -> None:
    assert several_phrases.lead_each(5, 9, 4, language) == lead


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("zh", "最接近的段落没有提到：“水渠”，也没有给出所问的：数字。"),
        ("zh-Hant", "最接近的段落沒有提到：“水渠”，也沒有給出所問的：數字。"),
        ("en", "The nearest passages do not mention: “水渠”, nor give what is asked for: number."),
    ],
)
def test_what_the_nearest_passages_lack_is_said_in_one_sentence(
    language: Language, told: str
) -> None:
    kind = phrases.kind("number", language)
    line = phrases.not_found(2, 9, ("水渠",), (), language, (kind,))
    assert line.endswith(told) and line.count(told[:6]) == 1


@pytest.mark.parametrize("greeting", ["你好", "谢谢", "Hello"])
def test_nothing_is_near_to_a_greeting(tmp_path: Path, greeting: str) -> None:
    with Assistant.open(tmp_path / "library") as assistant:
        assistant.add_text(TALK, "林场.txt")
        answer = assistant.ask(greeting)
        assert answer.status == "not_found" and not answer.nearest and not answer.missing
        assert assistant.ask("矿井有多深？").nearest


def test_names_of_tags_and_entities_are_no_words_that_are_missing(tmp_path: Path) -> None:
    with Assistant.open(tmp_path / "library") as assistant:
        assistant.add_text(TALK, "林场.txt")
        answer = assistant.ask("<script>矿井</script>&nbsp;有多深<br>？")
        assert not {"script", "nbsp", "br"} & set(answer.missing)
        assert "script" not in answer.lead and "nbsp" not in answer.lead


def test_the_line_of_the_speaker_is_no_second_title() -> None:
    parsed = parse("林场.txt", TALK)
    page = reader.reader(parsed.document, parsed.text, parsed.paragraphs, (), (), 0, ZH)
    assert [e for e, _ in Rendered(page).elements].count("h2") == 1
    assert Rendered(page).all("p", "byline")


def test_the_marks_of_a_markdown_title_are_not_seen_and_not_quoted(tmp_path: Path) -> None:
    text = "# 林场管护办法\n\n## 一、巡山\n\n护林员每天巡山不少于六公里。\n"
    with Assistant.open(tmp_path / "library") as assistant:
        assistant.add_text(text, "林场.md")
        (quote, *_) = assistant.ask("这份文件的标题是什么？").quotes
        assert quote.text == "林场管护办法" == text[quote.start : quote.end]
        (document,) = assistant.documents()
        outline = assistant.outline("林场.md")
        page = reader.reader(document, text, outline, (), (), 0, ZH)
    assert len(Rendered(page).all("span", "syntax")) == 2
    assert "# 林场管护办法" in Rendered(page).text  # as it is stored


@pytest.mark.parametrize("words", [ZH, EN])
def test_documents_without_a_date_are_told_of_where_there_is_a_use(
    tmp_path: Path, words: object
) -> None:
    strings = ZH if words is ZH else EN
    with Assistant.open(tmp_path / "library") as assistant:
        assistant.add_text("短文\n\n巡山要勤。\n", "短文.txt")
        for wording, told in (("巡山", True), ("矿井", False)):
            page = plain(tracing(assistant.trace([wording]), "x", strings))
            assert (strings.trace.undated_fix in page) is told

"""Conversation, reader and exports without a browser: quotations as they stand in the source."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from pathlib import Path

import docx
import pytest
from rendered import Rendered, inner

from assistant.export import Section, markdown, word
from assistant.segment import parse
from assistant.types import (
    Answer,
    Difference,
    Document,
    ParsedDocument,
    Quote,
    QuoteCheck,
    Restoration,
    Searched,
    Turn,
)
from ui.chat import render
from ui.chat.reader import chooser, reader
from ui.strings import EN, ZH, Strings

ROOT = Path(__file__).parent.parent
NASTY = (
    "一是 *星* _线_ ~~删~~ # 井 $$x^2$$ `反引号` ${alert(1)} {{value}} {% x %} \\n 1. <b>粗</b> "
    '&amp; <img src=x onerror="alert(1)"> [1] <script>alert(1)</script> 𠮷；二是 ]]> <!-- --> 。'
)


def quote(parsed: ParsedDocument, start: int, end: int, **more: object) -> Quote:
    document = parsed.document
    text = parsed.text[start:end]
    made = Quote(1, document.name, document.title, "第1段", 2, start, end, text)
    return replace(made, **more)  # type: ignore[arg-type]  # fields of Quote


def answer(*quotes: Quote, **more: object) -> Answer:
    made = Answer(
        question="问",
        standalone_question="问",
        status="answered",
        text="",
        quotes=quotes,
        answerability=1.0,
        missing=(),
        check=None,
        searched=Searched(1, 14),
        nearest=(),
        elapsed_ms=8.7,
        lead="讲话列出 2 项：",
    )
    return replace(made, **more)  # type: ignore[arg-type]  # fields of Answer


@pytest.fixture
def nasty() -> ParsedDocument:
    return parse("<i>&.md", f"<script>alert(0)</script> ${{x}} 题\n{NASTY}\n")


@pytest.mark.parametrize("words", [ZH, EN])
def test_quotations_stand_in_the_conversation_as_in_the_source(
    nasty: ParsedDocument, words: Strings
) -> None:
    start = nasty.text.index("一是")
    quoted = quote(nasty, start, start + len(NASTY))
    question = "<img src=x onerror=alert(1)> $$ *问*"
    turn = Turn(question, answer(quoted, standalone_question="<u>全</u>", lead="<s>"))
    page = render.conversation([turn], [], words)
    (shown,) = inner(page, "verbatim")
    assert Rendered(shown).text == NASTY == quoted.text
    assert not {"script", "img", "b", "i", "u", "s"} & {e for e, _ in Rendered(page).elements}
    assert question in Rendered(page).text
    (copied,) = [
        a for a in Rendered(page).all("button") if a.get("data-text", "").startswith(NASTY)
    ]  # type: ignore[union-attr]  # never None here
    assert copied["data-done"] == words.copied


def test_masked_words_are_annotated_outside_the_text() -> None:
    parsed = parse("x.txt", "关于工作的讲话\nX的十八大以来,全市取得成效。\n")
    start = parsed.text.index("X")
    masked = (Restoration(start, start + 1, "党"),)
    page = render.conversation(
        [Turn("问", answer(quote(parsed, start, start + 7, restorations=masked)))], [], ZH
    )
    (shown,) = inner(page, "verbatim")
    assert Rendered(shown).text == "X的十八大以来"
    assert Rendered(shown).all("span", "masked")[0]["data-reading"] == "党"


def test_an_answer_tells_what_was_searched_and_what_was_understood() -> None:
    made = answer(standalone_question="前问，第二个呢", missing=("时间", "地点"))
    text = Rendered(render.conversation([Turn("第二个呢", made)], [], ZH)).text
    assert "检索 1 篇 · 14 段 · 9 毫秒" in text
    assert "理解为：前问，第二个呢" in text
    assert "未见回答的部分：时间、地点" in text
    english = Rendered(render.conversation([Turn("第二个呢", made)], [], EN)).text
    assert "Searched 1 document · 14 paragraphs · 9 ms" in english


def test_what_is_only_near_is_labelled(nasty: ParsedDocument) -> None:
    near = quote(nasty, 0, 4, marker=3)
    page = render.conversation([Turn("问", answer(status="not_found", nearest=(near,)))], [], ZH)
    assert ZH.nearest in Rendered(page).text
    assert Rendered(page).all("article", "not-found")
    assert Rendered(page).all("a", "cite")[0]["data-quote"] == "1-3"


@pytest.mark.parametrize("words", [ZH, EN])
def test_a_quote_check_shows_verdict_and_differences(words: Strings) -> None:
    check = QuoteCheck("altered", "六个", "四个", (Difference("六", "四", "digit"),))
    check = replace(check, differences=(*check.differences, Difference("", "不", "negation")))
    page = render.conversation([Turn("问", answer(check=check))], [], words)
    text = Rendered(page).text
    assert words.check_altered in text
    assert words.differences["digit"] in text
    assert words.nothing in text
    assert len(Rendered(page).all("ins")) == 2


def test_the_reader_numbers_paragraphs_as_citations_do_and_marks_quotes() -> None:
    text = (ROOT / "data" / "changchun_2018.txt").read_text(encoding="utf-8")
    parsed = parse("changchun_2018.txt", text)
    start = text.index("一是各级")
    end = text.index(";二是网络安全事件")
    other = quote(parsed, start, end, document="another.txt", marker=9)
    quotes = [quote(parsed, start, end, marker=2), other]
    page = reader(parsed.document, text, parsed.paragraphs, parsed.edits, quotes, 5, ZH)
    shown = Rendered(page)
    assert re.sub(r"\s", "", shown.text).startswith(re.sub(r"\s", "", text))
    numbers = shown.all("button", "number")
    assert [a["data-position"] for a in numbers] == ["1", "2", "3", "1", "2", "1"]
    assert "深入贯彻网络强国战略思想" in (numbers[1]["data-text"] or "")
    assert (numbers[1]["data-text"] or "").endswith("开头 第2段")
    assert [a["id"] for a in shown.all("h3", "heading")] == ["p-10", "p-13"]
    assert [a["data-quote"] for a in shown.all("mark")] == ["5-2"]
    (marked,) = re.findall(r"<mark[^>]*>(.*?)</mark>", page)
    assert Rendered(marked).text == text[start:end]
    assert {a["data-reading"] for a in shown.all("span", "masked")} == {"党", "政治"}


def test_a_quote_beside_a_watermark_is_marked_exactly() -> None:
    text = "关于工作的讲话\n努力取得更大进步。更多资 料+微信:\n𠮷祥。\n"
    parsed = parse("x.txt", text)
    start = text.index("𠮷")
    page = reader(
        parsed.document,
        text,
        parsed.paragraphs,
        parsed.edits,
        [quote(parsed, start, start + 3)],
        1,
        ZH,
    )
    assert re.findall(r"<mark[^>]*>(.*?)</mark>", page) == ["𠮷祥。"]
    assert inner(page, "removed") == ["更多资 料+微信:"]


def test_there_is_a_choice_of_documents_only_when_there_are_several(nasty: ParsedDocument) -> None:
    assert chooser([nasty.document], ZH) == ""
    example = Document("b.txt", "二", date="2019", bundled=True)
    made = Rendered(chooser([nasty.document, example], ZH))
    assert [a["value"] for a in made.all("option")] == ["<i>&.md", "b.txt"]
    assert "<script>alert(0)</script>" in made.text
    assert f"二 · 2019 · {ZH.panel.example}" in made.text
    assert made.text.count(ZH.panel.example) == 1


def test_an_exported_quotation_is_the_source_to_the_letter(nasty: ParsedDocument) -> None:
    start = nasty.text.index("一是")
    quoted = quote(nasty, start, start + len(NASTY), citation="《<b>*题*》")
    sections = [Section("*问* <u>", "# 1. $$x$$", (quoted,))]
    document = docx.Document(io.BytesIO(word("_题_\x07", sections)))
    texts = [p.text for p in document.paragraphs]
    assert texts == ["_题_␇", "*问* <u>", "# 1. $$x$$", NASTY, "[1] 《<b>*题*》"]
    (shown,) = re.findall(r"^> (.*)$", markdown("题", sections), re.MULTILINE)
    assert re.sub(r"\\(.)", r"\1", shown) == NASTY

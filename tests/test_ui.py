"""The page without a browser: its words, its rendering, its handlers, and how it is served."""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant import Assistant
from assistant.config import Config, ConfigError
from assistant.errors import DocumentError, QuestionError
from assistant.export import Section, markdown, word
from assistant.segment import parse
from assistant.types import (
    Answer,
    Difference,
    Document,
    Filter,
    ParsedDocument,
    Quote,
    QuoteCheck,
    Restoration,
    Searched,
    Turn,
)
from ui import instance, render
from ui.actions import Actions
from ui.events import Events
from ui.links import Target, resolve, target
from ui.markup import Mark, escaped, tag, verbatim
from ui.reader import chooser, reader
from ui.session import Session, inside, scoped
from ui.starters import MOST, starters
from ui.strings import EN, STRINGS, ZH, PageLanguage, Strings, counted
from ui.visitor import COOKIE, owner

ROOT = Path(__file__).parent.parent
NASTY = (
    "一是 *星* _线_ ~~删~~ # 井 $$x^2$$ `反引号` ${alert(1)} {{value}} {% x %} \\n 1. <b>粗</b> "
    '&amp; <img src=x onerror="alert(1)"> [1] <script>alert(1)</script> 𠮷；二是 ]]> <!-- --> 。'
)
_HAN = re.compile(r"[㐀-鿿]")


class _Page(HTMLParser):
    """Text, elements and attributes of a piece of HTML."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.text = ""
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data

    def all(self, name: str, class_: str = "") -> list[dict[str, str | None]]:
        return [
            attributes
            for element, attributes in self.elements
            if element == name and (not class_ or class_ in (attributes.get("class") or "").split())
        ]


def inner(html: str, class_: str) -> list[str]:
    """Source of the elements of that class, which hold no element of their own kind."""
    found = re.findall(rf'<(\w+)[^>]* class="{class_}"[^>]*>(.*?)</\1>', html, re.DOTALL)
    return [content for _, content in found]


# Words


def written(words: Any) -> list[str]:
    texts: list[str] = []
    for name in (f.name for f in fields(words)):
        value = getattr(words, name)
        if is_dataclass(value):
            texts += written(value)
        elif isinstance(value, dict):
            texts += value.values()
        else:
            texts += value if isinstance(value, tuple) else [value]
    return texts


def test_no_word_is_missing_in_either_language() -> None:
    for words in STRINGS.values():
        assert all(text.strip() for text in written(words))


def test_templates_take_the_same_values_in_both_languages() -> None:
    assert [t.count("{}") for t in written(ZH)] == [t.count("{}") for t in written(EN)]


def test_each_language_keeps_to_itself() -> None:
    foreign = {ZH.other_language, EN.other_language, ZH.locale, EN.locale}
    named = {ZH.panel.word, ZH.panel.markdown}
    for zh, en in zip(written(ZH), written(EN), strict=True):
        if zh not in foreign:
            assert not _HAN.search(en), en
            assert zh in named or not re.search(r"[A-Za-z]", zh), zh


def test_counts_have_a_singular() -> None:
    assert counted(EN.documents, 1) == "1 document"
    assert counted(EN.paragraphs, 12345) == "12,345 paragraphs"
    assert counted(ZH.documents, 2) == "2 篇"


# Markup


def test_text_and_attributes_are_escaped() -> None:
    made = tag("p", '<b> & "x"', title='"><script>')
    assert made == '<p title="&quot;&gt;&lt;script&gt;">&lt;b&gt; &amp; &quot;x&quot;</p>'
    assert escaped(made) is made


spans = st.tuples(st.integers(0, 60), st.integers(0, 60)).map(sorted)


@given(
    st.text(max_size=60), st.integers(0, 1000), st.lists(st.lists(spans, max_size=4), max_size=3)
)
def test_marks_never_change_the_text(text: str, start: int, layers: list[list[list[int]]]) -> None:
    text = text.replace("\r", "").replace("\0", "")
    marks = [
        [Mark(start + a, start + b, "mark", {"class_": "m"}, {"data_n": a}) for a, b in layer]
        for layer in layers
    ]
    assert _Page(verbatim(text, start, marks)).text == text


def test_line_breaks_of_a_hard_wrapped_quotation_are_marked() -> None:
    made = verbatim("全市经\n济 and\nso on", 5, [[Mark(5, 10, "mark")]])
    assert made == (
        '<mark>全市经<span class="wrap">\n</span>济</mark> and<span class="wrap latin">\n</span>so on'
    )


def test_a_mark_cut_by_another_ends_once() -> None:
    made = verbatim("甲乙丙丁", 10, [[Mark(10, 13, "mark", {}, {"data_n": 1}), Mark(12, 14, "i")]])
    assert made == '<mark>甲乙</mark><i><mark data-n="1">丙</mark></i><i>丁</i>'


# Conversation and reader


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
    assert _Page(shown).text == NASTY == quoted.text
    assert not {"script", "img", "b", "i", "u", "s"} & {e for e, _ in _Page(page).elements}
    assert question in _Page(page).text
    (copied,) = [a for a in _Page(page).all("button") if a.get("data-text", "").startswith(NASTY)]  # type: ignore[union-attr]  # never None here
    assert copied["data-done"] == words.copied


def test_masked_words_are_annotated_outside_the_text() -> None:
    parsed = parse("x.txt", "关于工作的讲话\nX的十八大以来,全市取得成效。\n")
    start = parsed.text.index("X")
    masked = (Restoration(start, start + 1, "党"),)
    page = render.conversation(
        [Turn("问", answer(quote(parsed, start, start + 7, restorations=masked)))], [], ZH
    )
    (shown,) = inner(page, "verbatim")
    assert _Page(shown).text == "X的十八大以来"
    assert _Page(shown).all("span", "masked")[0]["data-reading"] == "党"


def test_an_answer_tells_what_was_searched_and_what_was_understood() -> None:
    made = answer(standalone_question="前问，第二个呢", missing=("时间", "地点"))
    text = _Page(render.conversation([Turn("第二个呢", made)], [], ZH)).text
    assert "检索 1 篇 · 14 段 · 9 毫秒" in text
    assert "理解为：前问，第二个呢" in text
    assert "未见回答的部分：时间、地点" in text
    english = _Page(render.conversation([Turn("第二个呢", made)], [], EN)).text
    assert "Searched 1 document · 14 paragraphs · 9 ms" in english


def test_what_is_only_near_is_labelled(nasty: ParsedDocument) -> None:
    near = quote(nasty, 0, 4, marker=3)
    page = render.conversation([Turn("问", answer(status="not_found", nearest=(near,)))], [], ZH)
    assert ZH.nearest in _Page(page).text
    assert _Page(page).all("article", "not-found")
    assert _Page(page).all("a", "cite")[0]["data-quote"] == "1-3"


@pytest.mark.parametrize("words", [ZH, EN])
def test_a_quote_check_shows_verdict_and_differences(words: Strings) -> None:
    check = QuoteCheck("altered", "六个", "四个", (Difference("六", "四", "digit"),))
    check = replace(check, differences=(*check.differences, Difference("", "不", "negation")))
    page = render.conversation([Turn("问", answer(check=check))], [], words)
    text = _Page(page).text
    assert words.check_altered in text
    assert words.differences["digit"] in text
    assert words.nothing in text
    assert len(_Page(page).all("ins")) == 2


def test_the_reader_numbers_paragraphs_as_citations_do_and_marks_quotes() -> None:
    text = (ROOT / "data" / "changchun_2018.txt").read_text(encoding="utf-8")
    parsed = parse("changchun_2018.txt", text)
    start = text.index("一是各级")
    end = text.index(";二是网络安全事件")
    other = quote(parsed, start, end, document="another.txt", marker=9)
    quotes = [quote(parsed, start, end, marker=2), other]
    page = reader(parsed.document, text, parsed.paragraphs, parsed.edits, quotes, 5, ZH)
    shown = _Page(page)
    assert re.sub(r"\s", "", shown.text).startswith(re.sub(r"\s", "", text))
    numbers = shown.all("button", "number")
    assert [a["data-position"] for a in numbers] == ["1", "2", "3", "1", "2", "1"]
    assert "深入贯彻网络强国战略思想" in (numbers[1]["data-text"] or "")
    assert (numbers[1]["data-text"] or "").endswith("开头 第2段")
    assert [a["id"] for a in shown.all("h3", "heading")] == ["p-10", "p-13"]
    assert [a["data-quote"] for a in shown.all("mark")] == ["5-2"]
    (marked,) = re.findall(r"<mark[^>]*>(.*?)</mark>", page)
    assert _Page(marked).text == text[start:end]
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
    made = _Page(chooser([nasty.document, Document("b.txt", "二", date="2019")], ZH))
    assert [a["value"] for a in made.all("option")] == ["<i>&.md", "b.txt"]
    assert "<script>alert(0)</script>" in made.text
    assert "二 · 2019" in made.text


# Starter questions and handlers


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with Assistant.open(tmp_path_factory.mktemp("library")) as assistant:
        assistant.add(ROOT / "data" / "changchun_2018.txt")
        yield assistant


def test_starters_come_from_headings_and_enumerations() -> None:
    text = (
        "关于安全生产的讲话\n主要任务有:一是抓教育;二是抓检查。\n"
        "一、提高ZZ站位,抓好落实\n全党必须高度重视。\n（一）小节\n内容。\n"
    )
    parsed = parse("x.txt", text)
    edits = parsed.edits
    zh = starters(parsed.document, text, parsed.paragraphs, edits, "zh")
    assert zh == ["提出了哪些主要任务？", "讲话怎样谈提高政治站位？"]
    en = starters(parsed.document, text, parsed.paragraphs, edits, "en")
    assert en == ["What tasks are set?", "What does the speech say about “提高政治站位”?"]


def test_a_text_without_structure_has_a_starter_too() -> None:
    parsed = parse("x.txt", "随便写的一段话。")
    assert len(starters(parsed.document, parsed.text, parsed.paragraphs, (), "zh")) == 1


HERE = Session("me", "a")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_starter_of_the_bundled_speech_is_answered(
    opened: Assistant, language: PageLanguage
) -> None:
    page = Events(opened, language).page(HERE)
    offered = re.findall(r'data-do="ask">(.*?)</button>', page.conversation or "")
    assert 2 <= len(offered) <= MOST
    for question in offered:
        assert opened.ask(_Page(question).text).status == "answered", question


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("question", ["", " \n　", "问" * 100_000])
def test_a_question_that_cannot_be_asked_gets_a_sentence(
    opened: Assistant, language: PageLanguage, question: str
) -> None:
    before = Events(opened, language).ask("存在哪些突出问题？", HERE).session
    page = Events(opened, language).ask(question, before)
    assert page.box == question
    assert page.session == before
    assert bool(_HAN.search(page.notice)) == (language == "zh")
    with pytest.raises(QuestionError):
        opened.ask(question)


def test_a_failure_is_told_and_logged(
    opened: Assistant, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object, **__: object) -> Answer:
        raise RuntimeError("disk")

    monkeypatch.setattr(opened, "ask", fail)
    page = Events(opened, "en").ask("Which problems?", HERE)
    assert page.notice == EN.failed
    assert page.box == "Which problems?"
    assert "disk" in caplog.text


def questions(session: Session) -> list[str]:
    return [t.question for t in session.turns]


def test_every_step_can_be_taken_back(opened: Assistant) -> None:
    events = Events(opened, "zh")
    first = events.ask("存在哪些突出问题？", HERE).session
    second = events.ask("第二个呢？", first).session
    assert second.turns[1].answer.standalone_question != "第二个呢？"
    edited = events.edit(1, "取得了哪些成效？", second).session
    assert questions(edited) == ["取得了哪些成效？", "第二个呢？"]
    assert "成效" in edited.turns[1].answer.standalone_question
    back = events.undo(edited)
    assert (back.box, questions(back.session)) == ("", questions(second))
    back = events.undo(back.session)
    assert (back.box, back.session.turns) == ("第二个呢？", first.turns)
    again = events.retry(first).session
    assert questions(again) == questions(first)
    assert events.retry(HERE).session == HERE
    assert events.undo(HERE).session.turns == ()
    assert events.edit(7, "问", first).session == first


def test_a_new_conversation_leaves_the_old_one_in_the_list(opened: Assistant) -> None:
    events = Events(opened, "zh")
    session = events.ask("存在哪些突出问题？", Session("new", "n")).session
    begun = events.new(session).session
    assert begun.turns == ()
    assert [c.id for c in opened.conversations.listed("new")] == ["n"]
    came = events.arrive("new", "n", Target(), Session()).session
    assert questions(came) == ["存在哪些突出问题？"]
    assert events.arrive("new", "", Target(), Session()).session.turns == ()
    assert events.arrive("stranger", "n", Target(), Session()).session.turns == ()


def test_a_citation_opens_its_document_whatever_the_browser_sends(tmp_path: Path) -> None:
    with Assistant.open(tmp_path / "library") as assistant:
        assistant.add(ROOT / "data" / "changchun_2018.txt")
        assistant.add_text("关于防汛工作的讲话\n要加固堤坝,转移群众。\n", "flood.txt")
        actions = Actions(Events(assistant, "zh"))
        first = actions.act("me", "ask", {"question": "存在哪些突出问题？"}, HERE).session
        assert first.open == "changchun_2018.txt"
        other = actions.act("me", "open", {"name": "flood.txt"}, first).session
        assert other.open == "flood.txt"
        page = actions.act("me", "cite", {"turn": 1, "marker": "1"}, other)
        assert page.session.open == "changchun_2018.txt"
        assert 'data-quote="1-1"' in (page.source or "")
        for turn, marker in [(0, 1), (-1, 1), (7, 1), (1, 99), ("x", None), ([], {})]:
            page = actions.act("me", "cite", {"turn": turn, "marker": marker}, other)
            assert page.session == other
        odd = {"document": "../../etc/passwd", "start": -5, "end": "9" * 30}
        assert actions.act("me", "show", odd, other).session == other
        gone = actions.act("me", "open", {"name": "../../etc/passwd"}, first).session
        assert gone.open == "changchun_2018.txt"
        for name in ("", "__class__", "act", "events"):
            assert actions.act("me", name, {}, first).session == first


def test_an_empty_library_says_what_to_do(tmp_path: Path) -> None:
    with Assistant.open(tmp_path / "library") as assistant:
        page = Events(assistant, "zh").page(Session())
    assert ZH.no_documents in (page.conversation or "")
    assert page.source == ""


# Scope


OWN = Document("own.txt", "一", speaker="王岚", date="2019-03-01", type="report")
EXAMPLE = Document("example.txt", "二", date="2018", type="speech", bundled=True)


def test_the_example_leaves_the_default_scope_beside_documents_of_ones_own() -> None:
    assert inside(Filter(), [EXAMPLE]) == [EXAMPLE]
    assert inside(Filter(), [EXAMPLE, OWN]) == [OWN]
    assert inside(Filter(examples=True), [EXAMPLE, OWN]) == [EXAMPLE, OWN]
    assert inside(Filter(("example.txt",)), [EXAMPLE, OWN]) == [EXAMPLE]


def test_a_scope_is_narrowed_by_year_speaker_and_type() -> None:
    both = Filter(examples=True)
    assert inside(replace(both, years=(2018,)), [EXAMPLE, OWN]) == [EXAMPLE]
    assert inside(replace(both, speakers=("王嵐",)), [EXAMPLE, OWN]) == [OWN]
    assert inside(replace(both, types=("report", "policy")), [EXAMPLE, OWN]) == [OWN]


def test_documents_that_went_are_told_and_never_replaced_in_silence() -> None:
    assert scoped(Filter(("own.txt", "gone.txt")), [EXAMPLE, OWN])["documents"] == ("own.txt",)
    with pytest.raises(DocumentError, match="None of the chosen"):
        scoped(Filter(("gone.txt",)), [EXAMPLE, OWN])


def test_the_bundled_speech_never_returns_once_removed() -> None:
    with Assistant.open() as assistant:
        assert [d.bundled for d in assistant.documents()] == [True]
        assistant.remove(assistant.documents()[0].name)
    with Assistant.open() as assistant:
        assert assistant.documents() == []


# Links, cookies, files


def test_a_link_says_so_when_its_text_was_replaced_or_removed(tmp_path: Path) -> None:
    with Assistant.open(tmp_path / "library") as assistant:
        assistant.add_text("关于防汛工作的讲话\n要加固堤坝。\n", "flood.txt")
        link = target(assistant.documents()[0].sha256[:16], "2")
        assert resolve(assistant, link, ZH.panel) == ("flood.txt", "")
        assistant.add_text("关于防汛工作的讲话\n要转移群众。\n", "flood.txt", replace=True)
        assert resolve(assistant, link, ZH.panel) == ("flood.txt", ZH.panel.link_replaced)
        assistant.remove("flood.txt")
        name, told = resolve(assistant, link, ZH.panel)
        assert name == "" and "关于防汛工作的讲话" in told
        for odd in ("../../etc/passwd", "%", "0" * 16, "f" * 64):
            assert resolve(assistant, target(odd, "-1"), EN.panel) == ("", EN.panel.link_unknown)


def test_an_owner_is_an_account_or_a_hash_of_the_cookie() -> None:
    assert owner("li", {}) == "account:li"
    assert owner(None, {}) == ""
    secret = owner(None, {COOKIE: "secret"})
    assert secret.startswith("visitor:") and "secret" not in secret
    assert secret != owner(None, {COOKIE: "other"})


def test_an_exported_quotation_is_the_source_to_the_letter(nasty: ParsedDocument) -> None:
    start = nasty.text.index("一是")
    quoted = quote(nasty, start, start + len(NASTY), citation="《<b>*题*》")
    sections = [Section("*问* <u>", "# 1. $$x$$", (quoted,))]
    document = docx.Document(io.BytesIO(word("_题_\x07", sections)))
    texts = [p.text for p in document.paragraphs]
    assert texts == ["_题_␇", "*问* <u>", "# 1. $$x$$", NASTY, "[1] 《<b>*题*》"]
    (shown,) = re.findall(r"^> (.*)$", markdown("题", sections), re.MULTILINE)
    assert re.sub(r"\\(.)", r"\1", shown) == NASTY


# Serving


def test_the_next_free_port_is_taken() -> None:
    with instance.listen("127.0.0.1", 0) as first:
        port = first.getsockname()[1]
        with instance.listen("127.0.0.1", port) as second:
            assert second.getsockname()[1] > port


def test_without_a_free_port_there_is_a_message(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> socket.socket:
        raise OSError

    monkeypatch.setattr(instance, "_bound", refuse)
    with pytest.raises(ConfigError, match="No port from 7860"):
        instance.listen("127.0.0.1", 7860)


def test_a_stale_or_damaged_note_is_not_a_running_instance(tmp_path: Path) -> None:
    assert instance.running(tmp_path) is None
    for note in ("", "[]", '{"url": 3}', '{"url": "http://127.0.0.1:9/"}'):
        (tmp_path / "serving.json").write_text(note, encoding="utf-8")
        assert instance.running(tmp_path) is None
    with instance.noted(tmp_path, "http://127.0.0.1:9/"):
        assert json.loads((tmp_path / "serving.json").read_text())["url"] == "http://127.0.0.1:9/"
    assert not (tmp_path / "serving.json").exists()


def test_a_second_start_opens_the_first_instance(
    opened: Assistant,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    from ui import serve

    visited: list[str] = []
    monkeypatch.setattr("webbrowser.open", visited.append)
    monkeypatch.setattr(instance, "serves", lambda url, library: True)
    with instance.noted(tmp_path, "http://127.0.0.1:7999/"):
        serve(opened, Config(tmp_path))
        serve(opened, Config(tmp_path, language="en"), open_browser=False)
    assert visited == ["http://127.0.0.1:7999/"]
    assert "已在运行" in capsys.readouterr().out


def command(library: Path, *more: str) -> list[str]:
    start = [sys.executable, "-m", "assistant.cli", "--library", str(library)]
    return [*start, "serve", "--no-browser", *more]


@contextlib.contextmanager
def started(library: Path) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """`serve` as people start it, with the address it prints."""
    process = subprocess.Popen(
        command(library, "--port", "0"),
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )
    assert process.stdout
    try:
        line = process.stdout.readline()
        found = re.search(r"http://127\.0\.0\.1:\d+/", line)
        assert found, line + process.communicate(timeout=10)[1]
        yield found.group(), process
    finally:
        if process.poll() is None:
            process.kill()
        process.communicate()


def fetch(url: str, host: str | None = None) -> tuple[int, dict[str, str], str]:
    request = urllib.request.Request(url, headers={"Host": host} if host else {})
    try:
        with urllib.request.urlopen(request, timeout=10) as response:
            return response.status, dict(response.headers), response.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, dict(error.headers), error.read().decode()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT to send")
def test_serving_from_start_to_end(tmp_path: Path) -> None:
    library = tmp_path / "library"
    with started(library) as (url, process):
        status, headers, page = fetch(url)
        assert status == 200
        assert ZH.title in page
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert fetch(f"{url}en/")[0] == 200
        assert EN.title in fetch(f"{url}en/")[2]
        health = json.loads(fetch(f"{url}healthz")[2])
        assert health == {"status": "ok", "library": instance.identity(library)}
        for evil in ("evil.example", f"127.0.0.1.evil.example:{url.split(':')[2][:-1]}"):
            assert fetch(url, host=evil)[0] == 403
            assert fetch(f"{url}zh/gradio_api/info", host=evil)[0] == 403
        assert fetch(f"{url}docs")[0] == 404

        second = subprocess.run(
            command(library), cwd=ROOT, capture_output=True, text=True, timeout=60, encoding="utf-8"
        )
        assert second.returncode == 0
        assert url in second.stdout

        began = time.monotonic()
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=20)
        assert process.returncode == 0
        assert "Traceback" not in errors
        assert time.monotonic() - began < 5
    assert not (library / "serving.json").exists()

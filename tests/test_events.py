"""What the page answers to questions, corrections and citations, whatever the browser sends."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from rendered import HAN, Rendered

from assistant import Assistant
from assistant.errors import QuestionError
from assistant.segment import parse
from assistant.types import Answer, Filter
from ui.actions import Actions
from ui.chat import reader, render
from ui.chat.links import Target
from ui.chat.session import Session
from ui.chat.starters import MOST, starters
from ui.events import Events
from ui.strings import EN, ZH, PageLanguage

ROOT = Path(__file__).parent.parent


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


def test_the_marks_of_markdown_headings_stand_in_no_starter_and_no_contents() -> None:
    text = "# 关于安全生产的讲话\n## 一、提高站位,抓好落实\n全党必须高度重视。\n"
    parsed = parse("x.md", text)
    offered = starters(parsed.document, text, parsed.paragraphs, (), "zh")
    assert "讲话怎样谈提高站位？" in offered
    shown = Rendered(reader.head(parsed.document, text, parsed.paragraphs, ZH))
    assert "一、提高站位,抓好落实" in shown.text
    assert "#" not in shown.text


def test_a_text_without_structure_has_a_starter_too() -> None:
    parsed = parse("x.txt", "随便写的一段话。")
    assert len(starters(parsed.document, parsed.text, parsed.paragraphs, (), "zh")) == 1


def test_a_paper_of_no_known_kind_is_called_no_speech() -> None:
    text = "海滨区节水二十条\n一、修补管网\n各街道每月巡查一次。\n"
    parsed = parse("x.txt", text)
    assert parsed.document.type == ""
    offered = starters(parsed.document, text, parsed.paragraphs, (), "zh")
    assert offered == ["文件怎样谈修补管网？"]


def _talk(by: str, day: str, about: str) -> str:
    title = "在全县水利工作会议上的讲话"
    return f"{title}\n（{day}）\n{by}\n\n同志们：\n一、切实抓好{about}\n{about}要在六月底以前完成，由县水务局负责。\n"


def test_what_is_offered_names_the_document_and_is_answered_by_it(tmp_path: Path) -> None:
    texts = {
        "a.txt": _talk("何建国", "2015年3月4日", "水库加固"),
        "b.txt": _talk("何建国", "2016年3月4日", "渠道清淤"),
        "c.txt": "关于校车安全的通知\n一、加强校车检查\n要加强对校车的检查，学校每月检查两次，发现隐患立即停运。\n",
    }
    with Assistant.open(tmp_path) as assistant:
        assistant.add_texts(texts)
        events = Events(assistant, "zh")

        def offered(name: str, *documents: str) -> list[str]:
            session = Session("me", "a", filter=Filter(documents=documents), open=name)
            page = events.page(session).conversation or ""
            return [Rendered(q).text for q in re.findall(r'data-do="ask">(.*?)</button>', page)]

        for name in texts:
            for question in offered(name):
                answer = assistant.ask(question)
                assert {q.document for q in answer.quotes} == {name}, question
        assert "2016年在全县水利工作会议上的讲话怎样谈切实抓好渠道清淤？" in offered("b.txt")
        assert "《关于校车安全的通知》怎样谈加强校车检查？" in offered("c.txt")
        assert "讲话怎样谈切实抓好渠道清淤？" in offered("b.txt", "b.txt")
        assert offered("b.txt", "c.txt") == []


def test_the_same_text_twice_is_no_other_document(tmp_path: Path) -> None:
    talk = _talk("何建国", "2015年3月4日", "水库加固")
    with Assistant.open(tmp_path) as assistant:
        assistant.add_texts({"a.txt": talk, "b.txt": talk})
        page = Events(assistant, "zh").page(Session("me", "a", open="b.txt"))
        assert "讲话怎样谈切实抓好水库加固？" in Rendered(page.conversation or "").text


HERE = Session("me", "a")


def test_nothing_rendered_of_a_deleted_conversation_stays_in_memory(opened: Assistant) -> None:
    page = Events(opened, "zh").ask("存在哪些突出问题？", Session("me", "gone"))
    assert render._turn.cache_info().currsize
    Actions(Events(opened, "zh")).act("me", "delete", {"id": "gone"}, page.session)
    assert not render._turn.cache_info().currsize


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_starter_of_the_bundled_speech_is_answered(
    opened: Assistant, language: PageLanguage
) -> None:
    page = Events(opened, language).page(HERE)
    offered = re.findall(r'data-do="ask">(.*?)</button>', page.conversation or "")
    assert 2 <= len(offered) <= MOST
    for question in offered:
        assert opened.ask(Rendered(question).text).status == "answered", question


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("question", ["", " \n　", "问" * 100_000])
def test_a_question_that_cannot_be_asked_gets_a_sentence(
    opened: Assistant, language: PageLanguage, question: str
) -> None:
    before = Events(opened, language).ask("存在哪些突出问题？", HERE).session
    page = Events(opened, language).ask(question, before)
    assert page.box == question
    assert page.session == before
    assert bool(HAN.search(page.notice)) == (language == "zh")
    with pytest.raises(QuestionError):
        opened.ask(question)


def test_a_failure_is_told_and_logged(
    opened: Assistant, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fail(*_: object, **__: object) -> Answer:
        raise RuntimeError("disk")

    monkeypatch.setattr(opened, "ask", fail)
    page = Events(opened, "en").ask("Which problems?", Session("me", "failing"))
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


def test_the_reader_and_the_suggestions_follow_the_scope_only_out_of_another_document(
    tmp_path: Path,
) -> None:
    with Assistant.open(tmp_path / "library") as assistant:
        assistant.add_text(
            "关于供水工作的讲话\n主要任务有：一是修泵站；二是换管网。\n", "water.txt"
        )
        assistant.add_text(
            "关于防汛工作的讲话\n存在的突出问题有：一是堤坝老；二是沙袋少。\n", "flood.txt"
        )
        actions = Actions(Events(assistant, "zh"))
        water = actions.act("me", "open", {"name": "water.txt"}, HERE).session
        asked = actions.act("me", "ask", {"question": "提出了哪些主要任务？"}, water).session
        assert asked.open == "water.txt" and asked.turns
        for session in (water, asked):
            page = actions.act("me", "scope", {"documents": ["flood.txt"]}, session)
            assert page.session.open == "flood.txt"
            assert 'data-document="flood.txt"' in (page.source or "")
            assert "突出问题有哪些？" in (page.conversation or "")
        page = actions.act("me", "scope", {"documents": ["water.txt"]}, asked)
        assert page.session.open == "water.txt"
        assert page.source is None and page.conversation is None


def test_an_empty_library_says_what_to_do(tmp_path: Path) -> None:
    with Assistant.open(tmp_path / "library") as assistant:
        page = Events(assistant, "zh").page(Session())
    assert ZH.no_documents in (page.conversation or "")
    assert page.source == ""


def test_what_quotes_nothing_leaves_the_reader_where_it_is(opened: Assistant) -> None:
    events = Events(opened, "zh")
    session = Session(open=opened.documents()[0].name)
    page = events.ask("网络安全怎么保障？", session)
    assert page.source is not None
    thanked = events.ask("谢谢", page.session)
    assert thanked.source is None and thanked.conversation
    assert events.retry(thanked.session).source is not None

"""What visitors keep in the library: theirs alone, as it was, and gone when deleted."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import Assistant
from assistant.errors import (
    ConversationChanged,
    ConversationDeleted,
    ConversationError,
    LibraryReadOnly,
)
from assistant.library import conversations
from assistant.types import Filter, Turn

ME, OTHER = "me", "other"
TEXT = "关于防汛工作的讲话\n一要加固堤坝，二要转移群众。\n"


@pytest.fixture
def assistant(library: Path) -> Iterator[Assistant]:
    with Assistant.open(library) as opened:
        opened.add_text(TEXT, "flood.txt")
        yield opened


def turn(assistant: Assistant, question: str = "防汛要加固什么？") -> Turn:
    return Turn(question, assistant.ask(question))


def test_a_conversation_comes_back_as_it_was(assistant: Assistant, library: Path) -> None:
    kept, turns = assistant.conversations, (turn(assistant), turn(assistant, "房价？"))
    scope = Filter(("flood.txt",), (2019,), ("王岚",), ("speech",), True)
    kept.keep(ME, "a", turns, scope)
    with Assistant.open(library) as again:
        last = again.conversations.last(ME)
    assert (last.id, last.turns, last.filter) == ("a", turns, scope)
    assert last.name == "防汛要加固什么？"


def test_an_answer_is_kept_though_its_document_goes(assistant: Assistant) -> None:
    given = turn(assistant)
    assistant.conversations.keep(ME, "a", [given], Filter())
    assistant.remove("flood.txt")
    assert assistant.conversations.load(ME, "a").turns == (given,)


def test_conversations_are_listed_latest_first_and_renamed(assistant: Assistant) -> None:
    kept = assistant.conversations
    versions = {"a": "", "b": ""}
    for id_ in ("a", "b", "a"):
        versions[id_] = kept.keep(ME, id_, [turn(assistant)], Filter(), seen=versions[id_])
    kept.enter(ME, "b", Filter())  # looked at, not continued
    kept.rename(ME, "b", "  防汛\n记录 ")
    assert [(c.id, c.name, c.turns) for c in kept.listed(ME)] == [
        ("a", "防汛要加固什么？", 1),
        ("b", "防汛 记录", 1),
    ]
    for name in ("", "名" * 81):
        with pytest.raises(ConversationError):
            kept.rename(ME, "b", name)


def test_a_conversation_is_its_owners_alone(assistant: Assistant) -> None:
    kept = assistant.conversations
    kept.keep(ME, "a", [turn(assistant)], Filter())
    assert kept.listed(OTHER) == []
    assert kept.last(OTHER).turns == ()
    for attempt in (
        lambda: kept.load(OTHER, "a"),
        lambda: kept.rename(OTHER, "a", "x"),
        lambda: kept.delete(OTHER, "a"),
        lambda: kept.keep(OTHER, "a", [], Filter()),
    ):
        with pytest.raises(ConversationError):
            attempt()
    assert len(kept.load(ME, "a").turns) == 1


def test_of_two_who_write_from_the_same_version_the_second_writes_nothing(
    assistant: Assistant, library: Path
) -> None:
    kept, first, mine, theirs = assistant.conversations, *(turn(assistant, q) for q in "甲乙丙")
    seen = kept.keep(ME, "a", [first], Filter())
    with Assistant.open(library) as elsewhere:  # as another process has it
        elsewhere.conversations.keep(ME, "a", [first, theirs], Filter(), seen=seen)
    for late in (
        lambda: kept.keep(ME, "a", [first, mine], Filter(), seen=seen),
        lambda: kept.keep(ME, "a", [first], Filter(), asked=["丁"], seen=seen),
        lambda: kept.keep(ME, "a", [], Filter(), seen=seen),
        lambda: kept.keep(ME, "a", [mine], Filter()),
    ):
        with pytest.raises(ConversationChanged):
            late()
    assert kept.load(ME, "a").turns == (first, theirs)


def test_every_change_makes_another_version_also_where_the_clock_stands_still(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, given, seen = assistant.conversations, turn(assistant), [""]
    monkeypatch.setattr(conversations, "now", lambda: "2026-01-01T00:00:00.999999+00:00")
    for n in range(1, 4):
        seen.append(kept.keep(ME, "a", [given] * n, Filter(), seen=seen[-1]))
    assert seen == sorted(set(seen))
    assert kept.load(ME, "a").version == seen[-1]


def test_a_scope_or_a_name_that_changes_puts_nobody_behind(assistant: Assistant) -> None:
    kept, given = assistant.conversations, turn(assistant)
    seen = kept.keep(ME, "a", [given], Filter())
    kept.enter(ME, "a", Filter(years=(2018,)))
    kept.rename(ME, "a", "防汛")
    assert kept.load(ME, "a").filter == Filter(years=(2018,))
    kept.keep(ME, "a", [given] * 2, Filter(), seen=seen)
    assert len(kept.load(ME, "a").turns) == 2


def test_a_conversation_that_was_deleted_is_not_written_again(assistant: Assistant) -> None:
    kept, given = assistant.conversations, turn(assistant)
    seen = kept.keep(ME, "a", [given], Filter())
    kept.delete(ME, "a")
    for late in (
        lambda: kept.keep(ME, "a", [given] * 2, Filter(), seen=seen),
        lambda: kept.enter(ME, "a", Filter()),
    ):
        with pytest.raises(ConversationDeleted):
            late()
    assert kept.listed(ME) == [] and kept.last(ME).turns == ()


def test_a_question_is_kept_before_it_is_answered(assistant: Assistant, library: Path) -> None:
    kept, given = assistant.conversations, turn(assistant)
    seen = kept.keep(ME, "a", [given], Filter(), asked=["转移谁？"])
    with Assistant.open(library) as elsewhere:
        last = elsewhere.conversations.last(ME)
    assert (last.turns, last.asked, last.version) == ((given,), ("转移谁？",), seen)
    assert last.questions == (given.question, "转移谁？")
    answered = (given, turn(assistant, "转移谁？"))
    kept.keep(ME, "a", answered, Filter(), seen=seen)
    assert (kept.load(ME, "a").turns, kept.load(ME, "a").asked) == (answered, ())


def test_a_conversation_with_no_question_left_is_kept_no_more(assistant: Assistant) -> None:
    kept = assistant.conversations
    seen = kept.keep(ME, "a", [], Filter(), asked=["甲？"])
    assert kept.keep(ME, "a", [], Filter(), seen=seen) == ""
    assert kept.listed(ME) == []
    assert kept.last(ME).id == ""


def test_turns_that_stay_are_not_written_again(assistant: Assistant) -> None:
    kept, given = assistant.conversations, [turn(assistant, q) for q in "甲乙丙"]
    seen = kept.keep(ME, "a", given, Filter())
    written: list[str] = []
    with kept._connections.connection() as db:
        db.set_trace_callback(written.append)
    kept.keep(ME, "a", [given[0], given[2]], Filter(), seen=seen)
    with kept._connections.connection() as db:
        db.set_trace_callback(None)
    assert sum(s.startswith("INSERT INTO turns") for s in written) == 1
    assert kept.load(ME, "a").turns == (given[0], given[2])


def bytes_of(library: Path) -> bytes:
    return b"".join(p.read_bytes() for p in library.glob("library.db*"))


def test_what_is_deleted_is_nowhere_in_the_files(assistant: Assistant, library: Path) -> None:
    kept, secret = assistant.conversations, "水库泄密甲乙丙"
    given = turn(assistant, f"{secret}有哪些？" * 20)
    for n in range(30):
        kept.keep(ME, str(n), [given] * 3, Filter())
    kept.put_aside(ME, secret, turn(assistant).answer.quotes[0])
    assert secret.encode() in bytes_of(library)
    for n in range(30):
        assert kept.delete(ME, str(n))
    kept.drop_excerpts(ME)
    assert secret.encode() not in bytes_of(library)
    assert kept.listed(ME) == []
    assert kept.last(ME).turns == ()


def test_the_scope_of_an_empty_conversation_is_remembered(assistant: Assistant) -> None:
    assistant.conversations.keep(ME, "a", [], Filter(years=(2018,)))
    assert assistant.conversations.listed(ME) == []
    assert assistant.conversations.last(ME).filter == Filter(years=(2018,))


def test_scopes_have_names(assistant: Assistant) -> None:
    kept = assistant.conversations
    kept.name_filter(ME, "今年", Filter(years=(2018,)))
    kept.name_filter(ME, "今年", Filter(years=(2019,)))
    assert kept.filters(ME) == {"今年": Filter(years=(2019,))}
    assert kept.filters(OTHER) == {}
    kept.forget_filter(ME, "今年")
    assert kept.filters(ME) == {}


def test_an_excerpt_is_put_aside_once(assistant: Assistant) -> None:
    kept, quote = assistant.conversations, turn(assistant).answer.quotes[0]
    kept.put_aside(ME, "问", quote)
    kept.put_aside(ME, "问", quote)
    (excerpt,) = kept.excerpts(ME)
    assert excerpt.quote == quote
    kept.drop_excerpts(OTHER, excerpt.id)
    assert kept.excerpts(ME) == [excerpt]
    kept.drop_excerpts(ME, excerpt.id)
    assert kept.excerpts(ME) == []


def test_a_read_only_library_keeps_nothing_and_says_so(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(assistant.conversations, "_read_only", True)
    with pytest.raises(LibraryReadOnly):
        assistant.conversations.keep(ME, "a", [turn(assistant)], Filter())


def test_conversations_are_kept_while_documents_are_being_added(assistant: Assistant) -> None:
    with assistant._library._keeper.locked():
        assistant.conversations.keep(ME, "a", [turn(assistant)], Filter())
    assert len(assistant.conversations.listed(ME)) == 1


def test_a_wording_is_found_to_the_letter(assistant: Assistant) -> None:
    found = assistant.find("轉移群眾")
    assert found.paragraphs == 1
    start, end = found.hits[0].sentence
    assert assistant.text("flood.txt")[start:end] == "转移群众"
    assert assistant.find("转移物资").hits == ()
    assert assistant.find("转移群众", offset=1).hits == ()
    assert assistant.find("动").paragraphs == 0
    assert assistant.find("汛").paragraphs == 1


def test_an_answer_is_explained_by_words_of_the_source(assistant: Assistant) -> None:
    answer = assistant.ask("防汛要把谁转移走？")
    explanation = assistant.explain(answer)
    text = assistant.text("flood.txt")
    words = [w for e in explanation.evidence for w in e.aligned]
    assert any(w.word == "转移" and w.passage == "转移" and w.likeness == 1.0 for w in words)
    for word in words:
        assert word.span is None or text[slice(*word.span)] == word.passage
    assert {name for name, _ in explanation.evidence[0].parts} >= {"late", "lexical"}
    assistant.remove("flood.txt")
    assert assistant.explain(answer).evidence == ()

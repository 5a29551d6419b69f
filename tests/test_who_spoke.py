"""The speakers of a library are the persons of its questions."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import Assistant
from assistant.followups.who_spoke import of_another_speaker, who_says_what

SPEAKERS = frozenset({"何建国", "方敏", "丁一"})


def _talk(by: str, day: str, meeting: str, *parts: str) -> str:
    head = f"在全县{meeting}上的讲话\n（{day}）\n{by}\n\n同志们：\n"
    return head + "\n".join(parts) + "\n"


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    he = _talk(
        *("何建国", "2015年3月4日", "水利工作会议", "一、加固水库"),
        "加固水库是头等大事，今年要加固水库三十座。",
        *("二、清理渠道", "清理渠道要在六月底以前完成。"),
    )
    fang = _talk(
        *("方敏", "2016年3月4日", "水利工作推进会议", "一、节约用水"),
        "节约用水要靠全社会，水价按用量分三档。",
        *("二、加固水库", "加固水库不能只靠财政投入，要引导村集体出资。"),
    )
    texts = {"何.txt": he, "何（副本）.txt": he, "方.txt": fang}
    with Assistant.open(tmp_path_factory.mktemp("library")) as assistant:
        assistant.add_texts(texts)
        assert {d.speaker for d in assistant.documents()} == {"何建国", "方敏"}
        yield assistant


@pytest.mark.parametrize(
    ("question", "previous", "understood"),
    [
        ("丁一呢", "何建国怎么看修路", "丁一怎么看修路"),
        ("那方敏同志呢？", "丁一县长怎么看修路", "方敏怎么看修路"),
        ("方敏呢？", "存在哪些问题", "方敏的讲话里存在哪些问题"),
        ("方敏呢？", "2015年的报告里存在哪些问题", ""),
        ("方敏呢？", "丁一和何建国怎么看修路", ""),
        ("修桥呢？", "丁一怎么看修路", ""),
    ],
)
def test_a_question_is_asked_of_another_speaker(
    question: str, previous: str, understood: str
) -> None:
    assert of_another_speaker(question, previous, SPEAKERS) == understood


@pytest.mark.parametrize(
    ("question", "speakers"),
    [
        ("丁一讲了什么？", ("丁一",)),
        ("方敏主要讲了哪些内容", ("方敏",)),
        ("方敏和丁一分别讲了什么？", ("方敏", "丁一")),
        ("方敏和丁一讲的有什么不同？", ("方敏", "丁一")),
        ("丁一讲了什么措施？", ()),
        ("丁一谈修路讲了什么？", ()),
        ("报告讲了什么？", ()),
        ("方敏讲的有什么不同？", ()),
    ],
)
def test_what_a_speaker_says_in_all(question: str, speakers: tuple[str, ...]) -> None:
    assert who_says_what(question, SPEAKERS) == speakers


def test_what_a_speaker_says_is_told_by_his_headings(opened: Assistant) -> None:
    told = opened.ask("何建国讲了什么？")
    assert [q.text for q in told.quotes] == ["一、加固水库", "二、清理渠道"]
    told = opened.ask("何建国和方敏讲的有什么不同？")
    assert [q.text[2:] for q in told.quotes] == ["加固水库", "清理渠道", "节约用水", "加固水库"]
    assert {q.document for q in told.quotes} == {"何.txt", "方.txt"}


def test_another_speaker_is_quoted_from_his_own_speech(opened: Assistant) -> None:
    told = opened.ask("方敏呢？", ["何建国怎么看加固水库？"])
    assert told.standalone_question == "方敏怎么看加固水库？"
    assert {q.document for q in told.quotes} == {"方.txt"}
    assert opened.ask("何建国呢？", ["方敏怎么看水价？"]).status == "not_found"


@pytest.mark.parametrize(
    "question",
    [
        *("这篇讲话主要讲什么？", "讲了什么", "讲话的主要内容是什么", "這篇講話主要講什麼？"),
        *("What is the speech about?", "请问这篇讲话讲了些什么内容"),
    ],
)
def test_what_the_only_document_says_in_all_is_told_by_its_headings(
    tmp_path: Path, question: str
) -> None:
    text = "在全县植树动员会上的讲话\n一、为什么要植树\n荒山还有八千亩。\n二、树苗从哪里来\n苗圃备了三万株。\n"
    with Assistant.open(tmp_path) as a:
        a.add_text(text, "植树.txt")
        answer = a.ask(question)
        assert [q.text for q in answer.quotes] == ["一、为什么要植树", "二、树苗从哪里来"]
        assert a.ask("讲了什么树苗").quotes != answer.quotes
        a.add_text("在全县防火会议上的讲话\n一、为什么要防火\n山上干旱。\n", "防火.txt")
        assert [q.text for q in a.ask(question).quotes] != ["一、为什么要植树", "二、树苗从哪里来"]

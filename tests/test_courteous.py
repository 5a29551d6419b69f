"""What is said to the program itself gets a few friendly words, and who wants a text written is told that nothing is."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant import Assistant, Turn
from assistant.questions.small_talk import courtesies, wants_written

SPEECH = """在全县渔业工作会议上的讲话

一、看清渔业的新形势

去年全县渔产量达到三万吨。

二、抓好今年的捕捞

全县要新造渔船四十艘。要保护渔场，守住休渔期。
"""
REPORT = "县林业工作报告\n林场今年要植树八千亩。\n"


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with Assistant.open(tmp_path_factory.mktemp("library")) as opened:
        opened.add_texts({"渔业.txt": SPEECH, "林业.txt": REPORT})
        yield opened


@pytest.mark.parametrize(
    ("said", "kinds"),
    [
        ("谢谢你！", ("thanks",)),
        ("好的，非常感谢", ("noted", "thanks")),
        ("您好，你是谁？", ("greeting", "self")),
        ("謝謝", ("thanks",)),
        ("Thank you very much!", ("thanks",)),
        ("Hello, what can you do?", ("greeting", "self")),
        ("谢谢大家的支持", ()),
        ("你好，渔船造多少艘？", ()),
        ("谢谢，那林业呢", ()),
        ("好在哪里", ()),
    ],
)
def test_courtesies_are_what_says_nothing_else(said: str, kinds: tuple[str, ...]) -> None:
    assert courtesies(said) == kinds


@pytest.mark.parametrize(
    ("asked", "of"),
    [
        ("请总结渔业讲话", "渔业讲话"),
        ("帮我把这份报告总结一下", "这份报告"),
        ("请用三句话概括全文", "全文"),
        ("写一篇关于渔业的读后感", "渔业"),
        ("Please write a summary of the report.", "the report"),
        ("Summarise the speech", "the speech"),
        ("总结了什么经验？", None),
        ("工作总结怎么写", None),
        ("总结大会什么时候召开", None),
        ("概括来说有哪些任务", None),
    ],
)
def test_a_wish_for_a_text_is_told_from_a_question_about_one(asked: str, of: str | None) -> None:
    assert wants_written(asked) == of


@pytest.mark.parametrize(
    ("said", "lead"),
    [("谢谢", "不客气。可以接着问。"), ("Hello", "Hello. Ask "), ("再见", "再见。")],
)
def test_courtesies_get_friendly_words(assistant: Assistant, said: str, lead: str) -> None:
    answer = assistant.ask(said)
    assert answer.lead.startswith(lead) and answer.text == answer.lead
    assert not answer.quotes and not answer.nearest and not answer.missing


def test_thanks_do_not_stand_between_a_question_and_what_leans_on_it(assistant: Assistant) -> None:
    history: list[Turn] = []
    for question in ("渔船今年要造多少艘？", "谢谢", "为什么？"):
        answer = assistant.ask(question, history)
        history.append(Turn(question, answer))
    assert history[1].answer.standalone_question == "谢谢"
    assert history[2].answer.standalone_question.startswith("渔船今年要造多少艘")


def test_who_wants_a_summary_is_told_that_nothing_is_written_and_gets_the_headings(
    assistant: Assistant,
) -> None:
    answer = assistant.ask("请总结全县渔业工作会议上的讲话")
    assert answer.lead.startswith("本程序只引用原文") and "文件提要" in answer.lead
    assert [q.text for q in answer.quotes] == ["一、看清渔业的新形势", "二、抓好今年的捕捞"]
    assert answer.text.startswith(answer.lead)
    short = assistant.ask("Summarise the speech", documents=["渔业.txt"])
    assert short.lead.startswith("This program quotes") and len(short.quotes) == 2


def test_who_wants_a_summary_of_a_matter_gets_what_is_said_of_it(assistant: Assistant) -> None:
    answer = assistant.ask("请总结保护渔场的要求")
    assert answer.lead.startswith("本程序只引用原文")
    assert any("保护渔场" in q.text for q in (*answer.quotes, *answer.nearest))


def test_a_summary_of_no_document_that_is_named_asks_which(assistant: Assistant) -> None:
    answer = assistant.ask("总结一下")
    assert answer.status == "not_found" and answer.lead.endswith("哪方面的内容。")

"""What of the questions before a follow-up is carried along, and what is over."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant import Assistant
from assistant.followup import in_conversation, standalone, understood
from assistant.questions.question import read
from embeddings import bundled_model

FOREST = """在全县林业工作会议上的讲话
(2014年5月6日)
护林要坚持三条原则:一是谁造谁有,二是封育结合,三是以管为主。
护林经费由县财政列支,每年安排二百万元。
护林经费不足的部分,由乡镇自筹,每年不超过五十万元。
"""


@pytest.mark.parametrize(
    ("history", "alone"),
    [
        (["护林员的补贴归谁管？", "由谁发放？", "怎么申请？"], "护林员的补贴，什么时候到账？"),
        (
            ["林场面临哪些困难？", "第二个困难是什么？"],
            "林场面临哪些困难，第二个困难是什么，什么时候到账？",
        ),
    ],
)
def test_chinese_turns_do_not_pile_up(history: list[str], alone: str) -> None:
    assert in_conversation("什么时候到账？", history, bundled_model()) == alone


def test_a_turn_with_a_subject_of_its_own_takes_the_first_question_along() -> None:
    history = ["护林员有哪些难处？", "怎么解决？", "谁负责？"]
    alone = in_conversation("还缺多少护林站？", history, bundled_model())
    assert alone.count("，") == 1 and alone.startswith("护林员")


def test_english_turns_take_only_the_last_standalone_question_along() -> None:
    history = ["What did the forester say about pines?", "And oaks?", "What about birches?"]
    assert (
        in_conversation("And willows?", history, bundled_model())
        == "What did the forester say about pines; And willows?"
    )


@pytest.mark.parametrize("asked", ["and in 2019?", "What about 2019?", "then 2019"])
def test_another_year_in_english_takes_the_place_of_the_one_before(asked: str) -> None:
    alone = standalone(asked, "How many trees were planted in 2018?", bundled_model())
    assert alone == "How many trees were planted in 2019?"


def test_a_latin_word_alone_stays_in_the_language_of_the_conversation() -> None:
    alone = in_conversation("PPI", ["2014年粮食产量目标"], bundled_model())
    assert alone == "2014年PPI目标？" and understood("PPI", alone).language == "zh"
    assert read(in_conversation("PPI", ["赤字率"], bundled_model())).language == "zh"
    assert in_conversation("PPI", ["What is it?"], bundled_model()) == "PPI"


def test_a_term_in_marks_or_in_latin_letters_is_a_subject() -> None:
    for asked in ("“四荒”是什么", "1+X什么时候开始"):
        assert standalone(asked, "护林要遵循哪些原则？", bundled_model()) == asked


def test_whether_there_is_more_is_over_with_the_next_question() -> None:
    history = ["护林要坚持哪些原则？", "还有吗"]
    asked = in_conversation("谁来护林", history, bundled_model())
    assert in_conversation(history[1], history[:1], bundled_model()) == "护林要坚持哪些原则，还有吗"
    assert "还有" not in asked


def test_after_a_whole_list_there_is_no_more(library: Path) -> None:
    with Assistant.open(library) as assistant:
        assistant.add_text(FOREST, name="forest.txt")
        listed = assistant.ask("护林要坚持哪三条原则？")
        more = assistant.ask("还有吗", ["护林要坚持哪三条原则？"])
    assert len(listed.quotes) == 3
    assert (more.status, more.quotes) == ("not_found", ())
    assert "3 处" in more.lead and more.lead in more.text


def test_what_more_there_is_was_not_quoted_before(library: Path) -> None:
    history = ["护林经费由谁出？"]
    with Assistant.open(library) as assistant:
        assistant.add_text(FOREST, name="forest.txt")
        before, more = assistant.ask(history[0]), assistant.ask("还有吗", history)
    quoted = {quote.paragraph for quote in before.quotes}
    assert quoted and all(quote.paragraph not in quoted for quote in more.quotes)
    assert more.standalone_question == "护林经费由谁出，还有吗"

"""Why and when, asked of the answer before, and what is asked whole in a conversation."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant import Answer, Assistant
from assistant.followup import in_conversation
from assistant.questions.question import read
from embeddings import bundled_model

HERDING = """在全县畜牧工作会议上的讲话
(2013年4月9日)
全县畜牧工作还存在三个问题：一是草场退化，二是棚圈破旧，三是兽医不足。
冬季一律禁止上山放牧。这主要是因为积雪之下牧草没有养分，羊群容易冻伤。
县里成立了兽医协会、牧民合作社，牧区面貌焕然一新。
2011年草场全部承包到户。同时，牧道也修到了每个牧点。
牧民的贷款由信用社统一发放。
没有草场就没有羊群，没有羊群就没有牧民的好日子。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with Assistant.open(tmp_path_factory.mktemp("library")) as opened:
        opened.add_texts({"herding.txt": HERDING})
        yield opened


def in_turn(assistant: Assistant, *questions: str) -> Answer:
    *before, last = questions
    return assistant.ask(last, before)


@pytest.mark.parametrize(
    "asked",
    [
        ("牧民的贷款由谁发放？", "为什么"),
        ("全县畜牧工作存在哪些问题？", "第二个呢？", "为什么？"),
        ("牧民的贷款由谁发放？", "why?"),
    ],
)
def test_a_reason_that_is_not_given_is_not_found(
    assistant: Assistant, asked: tuple[str, ...]
) -> None:
    told = in_turn(assistant, *asked)
    assert (told.status, told.quotes) == ("not_found", ())
    assert told.missing in (("理由",), ("reason",))


def test_a_reason_that_stands_beside_the_quotation_is_given(assistant: Assistant) -> None:
    told = in_turn(assistant, "冬季能不能上山放牧？", "为什么")
    assert any("积雪之下" in quote.text for quote in told.quotes)


def test_a_time_that_is_not_given_is_not_found(assistant: Assistant) -> None:
    told = in_turn(assistant, "县里成立了哪些协会？", "什么时候成立的？")
    assert (told.status, told.missing) == ("not_found", ("时间",))


def test_a_time_that_the_sentence_before_gives_is_given(assistant: Assistant) -> None:
    told = in_turn(assistant, "牧道修到了哪里？", "什么时候")
    assert any("2011年" in quote.text for quote in told.quotes)


@pytest.mark.parametrize("asked", ["哪一年说的", "这是什么时候说的？", "when did he say that?"])
def test_when_it_was_said_is_told_by_the_document(assistant: Assistant, asked: str) -> None:
    told = in_turn(assistant, "“没有草场就没有羊群”这句话讲过吗？", asked)
    assert [quote.text for quote in told.quotes] == ["(2013年4月9日)"]
    assert told.question == asked and told.check is None


@pytest.mark.parametrize(
    ("asked", "verdict"),
    [
        ("没有草场就没有羊群，这句话讲过吗？", "exact"),
        ("没有草场就没有收成，这句话讲过吗？", "altered"),
        ("没有草场就没有收成 这话说过没", "altered"),
        ("没有羊群就没有牧民的好日子，没有草场就没有羊群，是不是这么说的", "altered"),
        ("“没有草场就没有羊群”这是原话吗", "exact"),
    ],
)
def test_a_question_for_a_verdict_is_never_joined_to_the_one_before(
    assistant: Assistant, asked: str, verdict: str
) -> None:
    told = in_turn(assistant, "全县畜牧工作存在哪些问题？", asked)
    assert told.standalone_question == asked
    assert told.check and told.check.verdict == verdict
    assert "这" not in told.check.asked


def test_he_who_is_asked_whether_he_said_it_is_the_person_named_before() -> None:
    history = ["李先念怎么看畜牧？"]
    alone = in_conversation("他说过“牧区要富起来”吗", history, bundled_model())
    assert alone == "李先念说过“牧区要富起来”吗"
    assert in_conversation("这句话讲过吗", history, bundled_model()).startswith("李先念")


@pytest.mark.parametrize(
    ("asked", "wording"),
    [
        ("没有草场就没有收成这句话说过吗", "没有草场就没有收成"),
        ("牧区要富起来，讲话里是这样写的吗", "牧区要富起来"),
    ],
)
def test_the_words_of_asking_are_not_checked(asked: str, wording: str) -> None:
    assert read(asked).quotations == (wording,)


@pytest.mark.parametrize(
    "asked",
    [
        "为什么圈养重要？",
        "四个到位是什么",
        "四个自信是哪四个自信？",
        "Who gave this speech and when?",
    ],
)
def test_a_complete_question_stands_alone(asked: str) -> None:
    assert in_conversation(asked, ["羊群一共死了多少只？"], bundled_model()) == asked


@pytest.mark.parametrize("asked", ["为什么重要？", "为什么价格高？", "四个方面是什么"])
def test_an_incomplete_question_does_not(asked: str) -> None:
    assert in_conversation(asked, ["养羊有哪些补贴？"], bundled_model()) != asked


@pytest.mark.parametrize(
    ("history", "asked", "alone"),
    [
        (["取得了哪些成效？"], "那问题呢", "存在哪些问题？"),
        (["采取了哪些措施？"], "目标呢", "有哪些目标？"),
        (["不登记罚多少钱？"], "单位呢", "单位不登记罚多少钱？"),
        (["不登记罚多少钱？", "单位呢"], "哪个部门管", "单位不登记罚多少钱，哪个部门管"),
        (["雪灾冻死了多少人？"], "冻伤的呢", "雪灾冻伤的有多少人？"),
        (["羊毛总产量是多少？"], "羊绒的呢", "羊绒总产量是多少？"),
        (["1982年羊毛总产量是多少？"], "83年的羊绒呢", "1983年羊绒总产量是多少？"),
        (["存在哪些问题？", "第二个呢", "为什么"], "还有呢", "存在哪些问题，除第二个外？"),
        (
            ["牧民遭灾还不上贷款，可以申请延期吗？"],
            "最长能延几个月",
            "牧民遭灾还不上贷款，可以申请延期，最长能延几个月",
        ),
    ],
)
def test_what_is_carried_along_reads_as_chinese(history: list[str], asked: str, alone: str) -> None:
    assert in_conversation(asked, history, bundled_model()) == alone


def test_the_second_after_a_list_is_its_second_member(assistant: Assistant) -> None:
    told = in_turn(assistant, "取得了哪些成效？", "那问题呢", "第二个呢")
    assert [quote.text for quote in told.quotes] == ["二是棚圈破旧"]


def test_the_others_after_a_member_are_all_but_that(assistant: Assistant) -> None:
    told = in_turn(assistant, "畜牧工作存在哪些问题？", "第二个呢", "还有呢")
    assert len(told.quotes) == 2 and not any("棚圈" in quote.text for quote in told.quotes)

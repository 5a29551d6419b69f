"""When a law comes into force is told by its sentence on that."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant import Assistant
from assistant.ranking.in_force import tells_in_force

BEES = """云岭市养蜂条例
第一条 为了保护蜜蜂，制定本条例。
第二条 市农业部门负责养蜂的登记。登记费为每箱五元，自2034年起执行。
第三条 本条例施行前已经养蜂的，应当在本条例施行后三个月内登记。
第四条 本条例自2033年5月1日起施行。
"""
TREES = """云岭市古树办法
第一条 为了保护古树，制定本办法。
第二条 古树由市林业部门挂牌。
第三条 本办法自公布之日起施行。
"""
GUIDE = """关于发展茶园的意见
各县要扩大茶园，实施品种改良。
茶园改造要及早开始执行，抓紧落实。
"""


@pytest.fixture(scope="module")
def laws(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    assistant = Assistant.open(Path(tmp_path_factory.mktemp("laws")) / "library")
    assistant.add_texts({"bees.txt": BEES, "trees.txt": TREES, "guide.txt": GUIDE})
    return assistant


@pytest.mark.parametrize(
    "question",
    [
        "养蜂条例什么时候施行？",
        "养蜂条例从哪天开始执行",
        "养蜂条例哪年开始实行？",
        "《云岭市养蜂条例》何时生效",
        "養蜂條例的生效日期是哪一天？",
    ],
)
def test_a_law_comes_into_force_on_the_day_that_its_sentence_on_that_tells(
    laws: Assistant, question: str
) -> None:
    answer = laws.ask(question)
    assert [quote.text for quote in answer.quotes] == ["第四条 本条例自2033年5月1日起施行。"]


def test_the_one_document_that_is_asked_need_not_be_named(laws: Assistant) -> None:
    answer = laws.ask("该办法什么时候开始生效？", documents=["trees.txt"])
    assert "公布之日" in answer.quotes[0].text


def test_no_other_law_tells_when_the_named_one_comes_into_force(laws: Assistant) -> None:
    assert laws.ask("发展茶园的意见什么时候施行？").status == "not_found"


def test_what_held_before_is_still_asked_of_its_own_provision(laws: Assistant) -> None:
    assert "三个月" in laws.ask("养蜂条例施行前已经养蜂的怎么办？").quotes[0].text


def test_only_what_the_law_itself_does_is_its_coming_into_force() -> None:
    asked = "养蜂条例何时施行"
    assert tells_in_force(asked, "现予公布,自2033年5月1日起施行。")
    assert not tells_in_force(asked, "登记费为每箱五元,自2034年起执行。")
    assert not tells_in_force("养蜂登记何时办理", "本条例自2033年5月1日起施行。")

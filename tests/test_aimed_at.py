"""Where a target is asked for, what was reached is none."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant import Assistant
from assistant.questions.aimed_at import (
    asks_what_is_aimed_at,
    sets_none_of,
    sets_one_of,
    was_reached,
)


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("今年造林面积目标是多少?", True),
        ("造林要达到多少亩", True),
        ("计划造林多少亩", True),
        ("去年造林目标是多少?", False),
        ("造林目标完成情况怎么样?", False),
        ("造林多少亩?", False),
        ("what is the target for forests?", True),
    ],
)
def test_a_target_is_asked_for(question: str, asks: bool) -> None:
    assert asks_what_is_aimed_at(question) == asks


@pytest.mark.parametrize(
    ("sentence", "reached"),
    [
        ("全县生产总值达到90.5亿元,增长7.2%。", True),
        ("茶叶产量超过3000吨。", True),
        ("新增就业4200人,超过全年预期目标。", True),
        ("茶叶产量稳定在3000吨以上。", False),
        ("今年茶叶产量达到3000吨,增长5%。", False),
        ("到2030年,覆盖率达到95%。", False),
        ("森林覆盖率60%。", False),
    ],
)
def test_a_figure_was_reached(sentence: str, reached: bool) -> None:
    assert was_reached(sentence) == reached


def test_that_no_target_is_set_is_of_what_it_says() -> None:
    none = "我们没有提出经济增速的具体目标,因为外部不确定性很大。"
    assert sets_none_of(none, "gdp增长目标是多少?")
    assert not sets_none_of(none, "招工人数的目标是多少?")
    assert not sets_none_of(none, "经济增速是多少?")
    assert sets_one_of("经济增长预期目标6%左右,留有余地。", "gdp增长目标是多少?")


_REPORT = (
    "政府工作报告\n——{year}年1月8日在桐溪县人民代表大会会议上\n桐溪县县长 何建国\n\n各位代表：\n"
    "一、上一年工作回顾\n全县生产总值达到{before}亿元，增长6.9%。茶叶产量超过三千吨。\n"
    "二、今年工作安排\n{ahead}\n"
)


def test_of_each_report_the_target_is_quoted_or_that_none_is_set(tmp_path: Path) -> None:
    ahead = {
        2011: "今年经济社会发展的预期目标是：生产总值增长9%左右，新增就业4000人以上。",
        2012: "今年发展的预期目标是：生产总值增长8%左右，新增就业4200人以上。",
        2013: "今年没有提出经济增速的具体目标，主要是考虑到外部环境不确定性很大。",
    }
    texts = {
        f"{year}.txt": _REPORT.format(year=year, before=60 + n, ahead=said)
        for n, (year, said) in enumerate(ahead.items())
    }
    with Assistant.open(tmp_path) as assistant:
        assistant.add_texts(texts)
        told = assistant.ask("历年政府工作报告的GDP增长目标是多少？")
        assert [q.document for q in told.quotes] == list(texts)
        assert "9%" in told.quotes[0].text
        assert "8%" in told.quotes[1].text
        assert "没有提出" in told.quotes[2].text

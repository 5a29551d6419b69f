"""Decades and short years that people say are spans of years."""

from __future__ import annotations

import numpy as np
import pytest

from assistant.clean import normalize
from assistant.questions.question import read
from assistant.ranking.route import route
from assistant.text.period import period
from assistant.text.titles import Titles
from assistant.types import Document


@pytest.mark.parametrize(
    ("question", "years"),
    [
        ("八十年代末物价涨得凶不凶？", (1987, 1990)),
        ("上世纪五十年代初怎么分地", (1950, 1953)),
        ("九十年代下岗的人怎么办", (1990, 2000)),
        ("90年代中的粮价", (1994, 1996)),
        ("八八年抢购那阵", (1988, 1988)),
        ("96年前后的地震", (1994, 1998)),
        ("六零年饿肚子", (1960, 1960)),
        ("What happened to prices in the late eighties?", (1987, 1990)),
        ("Farming in the 1970s", (1970, 1980)),
        ("21年政府说的资费", (2021, 2021)),
        ("一五年定的目标", (2015, 2015)),
        ("在18年底的会上", (2018, 2018)),
        ("○八年定的目标", (2008, 2008)),
        ("20世纪五十年代怎么分地", (1950, 1960)),
        ("1950年代怎么分地", (1950, 1960)),
        ("2050年代会怎样", None),
        ("19世纪90年代", None),
        ("150年代", None),
        ("goals for the 2050s", None),
        ("2018年的就业目标", None),
        ("未来15年怎么办", None),
        ("缴费15年可以领养老金吗", None),
        ("12年义务教育什么时候普及", None),
        ("粮食连续12年增产", None),
        ("判刑15年", None),
        ("这21年变了多少", None),
        ("12年制的学校", None),
        ("再过一二年", None),
        ("一九八八年的物价", None),
        ("三十年来的变化", None),
        ("干了五十年的老厂", None),
        ("过了五六年才通车", None),
        ("干了五八年", None),
        ("60年没修过", None),
        ("", None),
    ],
)
def test_a_named_period_is_understood(question: str, years: tuple[int, int] | None) -> None:
    assert period(normalize(question)) == years


def test_a_report_of_the_period_is_meant_and_one_of_another_is_not() -> None:
    reports = [
        Document(f"{year}.txt", f"{year}年政府工作报告", date=f"{year}-03-05", type="report")
        for year in (1979, 1989, 1999)
    ]
    strength = route(read("八十年代末物价涨得凶不凶？"), Titles.of(reports), np.arange(3)).strength
    assert strength[1] > 0 > max(strength[0], strength[2])

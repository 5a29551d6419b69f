"""What of a question is read whole."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import cast

import numpy as np
import pytest

from assistant import Assistant
from assistant.followup import understood
from assistant.library.features import ScopeFeatures
from assistant.ranking.whole import Together, Within, asked_whole, led_by, read_together, read_units
from assistant.store import StoredParagraph
from embeddings import bundled_context, bundled_cross_encoder
from embeddings.context import sentences
from embeddings.cross import Judgement


def test_what_a_follow_up_says_itself_weighs_more_than_what_was_asked_before() -> None:
    context = bundled_context()
    alone = understood("那谁来管？", "校车多久检修一次，那谁来管？")
    of_paragraph, of_part = asked_whole(context, alone, alone.text)
    plain, own = context.question(alone.text), context.question("那谁来管？")
    assert of_part @ own > of_paragraph @ own > plain @ own
    for vector in (of_paragraph, of_part):
        assert np.linalg.norm(vector) == pytest.approx(1.0, abs=1e-5)


def test_what_is_read_with_the_question_stands_around_the_best_part() -> None:
    text = "".join(f"第{n}句话说的是另外的一件事情，和问题没有关系。" for n in range(20))
    spans = sentences(text)
    for best in (0, 7, 19):
        scores = np.zeros(len(spans), np.float32)
        scores[best] = 1
        within = Within(spans, scores)
        ((start, end),) = within.stretches(text)
        assert within.clear
        assert start <= spans[best][0] < spans[best][1] <= end
        assert end - start <= 160


def test_what_stands_around_a_part_that_is_hardly_less_than_the_best_is_read_too() -> None:
    text = "".join(f"第{n}句话说的是另外的一件事情，和问题没有关系。" for n in range(20))
    spans = sentences(text)
    scores = np.zeros(len(spans), np.float32)
    scores[[2, 3, 15, 19]] = 1.0, 0.95, 0.9, 0.7
    within = Within(spans, scores)
    first, second = within.stretches(text)
    assert not within.clear
    assert first[0] <= spans[2][0] < spans[3][1] <= first[1]
    assert second[0] <= spans[15][0] < spans[15][1] <= second[1]


def test_a_part_tells_what_the_stretch_that_holds_it_says() -> None:
    judged = [
        Judgement(1.0, np.array([-2], np.float32), np.array([(0, 4)])),
        Judgement(3.0, np.array([-1], np.float32), np.array([(0, 4)])),
    ]
    together = Together([(0, judged[0]), (10, judged[1])])
    assert together.telling([(0, 4), (10, 14), (5, 9)]).tolist() == [-2, -1, -2]
    assert together.odds == 1.0


def test_a_part_that_was_not_read_tells_as_little_as_any_that_was() -> None:
    text = "水库都蓄满了水。城里坐公交的票价由市政府来定。学校都开学了。"
    spans = sentences(text)
    start = spans[1][0]
    judgement = bundled_cross_encoder().read("城里坐公交的价钱谁来定", text[start:])
    unread, answer, other = Together([(start, judgement)]).telling(spans)
    assert answer > other == unread


def test_the_unit_that_tells_most_is_the_best_of_its_paragraph_whatever_another_tells() -> None:
    spans = [(0, 4), (4, 8)]

    def told(*telling: float) -> Together:
        return Together([(0, Judgement(0.0, np.array(telling, np.float32), np.array(spans)))])

    scores = np.array([0.5, 0.4], np.float32)
    within = {place: Within(spans, scores) for place in (0, 1)}
    features = SimpleNamespace(first_units=[0, 2], units=[spans, spans])
    units = np.array([1.0, 0.9, 1.0, 0.9], np.float32)
    read = read_units(
        within, {0: told(-5, -2), 1: told(-9, -9)}, cast(ScopeFeatures, features), units
    )
    assert read[1] == pytest.approx(1.0)  # the best of the first, by what it tells
    assert read[0] < read[1]
    assert list(read[2:]) == pytest.approx([1.0, 0.9])  # by its words, as it tells nothing more
    assert (units == np.array([1.0, 0.9, 1.0, 0.9], np.float32)).all()


@pytest.mark.parametrize(
    ("before", "lead"),
    [
        ("一切都好。今年的主要目标是:造林十万亩;修渠三十里;", "今年的主要目标是:"),
        ("今年的主要目标是:造林十万亩。", ""),  # the list has ended
        ("造林十万亩;修渠三十里;", ""),
        ("", ""),
    ],
)
def test_a_late_member_of_a_list_is_read_with_what_leads_into_it(before: str, lead: str) -> None:
    assert led_by(before) == lead


def test_a_lead_counts_only_where_it_says_what_the_question_asks_and_the_member_does_not() -> None:
    cross = bundled_cross_encoder()
    member = "造林十万亩，修渠三十里，各乡都要有人管。"
    text = f"今年的预期目标是:{'水库要加固，堤坝要修好，农时不能误;' * 12}{member}"
    row = SimpleNamespace(search=SimpleNamespace(text=text), paragraph=SimpleNamespace(section=()))
    rows = [cast(StoredParagraph, row)]
    span = (text.index(member), len(text))
    within = {0: Within([span], np.ones(1, np.float32))}
    (start, _), *_ = within[0].stretches(text)
    assert start > len("今年的预期目标是:")
    for question, led in (("造林的目标是多少", True), ("造林多少亩", False)):
        read = read_together(cross, question, within, rows)[0].odds
        plain = cross.read(question, text[start:]).odds
        assert (read != plain) == led


def test_what_a_heading_names_is_read_as_said_of_the_paragraphs_below_it(tmp_path: Path) -> None:
    text = """县林业局工作报告

一、“八五”时期林业工作的回顾
苗圃建成十二处，护林员增加到一百名。林场职工都住进了新房。水面养殖率提高到百分之二十一。

二、“九五”时期林业工作的主要目标
加快荒山绿化，搞好封山育林，办好国有林场，推行承包经营。水面养殖率达到百分之二十六。重视防火防虫。
"""
    with Assistant.open(tmp_path) as a:
        a.add_text(text, "林业.txt")
        for question, share in (
            ("“八五”时期水面养殖率提高到多少", "百分之二十一"),
            ("“九五”时期水面养殖率要达到多少", "百分之二十六"),
        ):
            assert [share in quote.text for quote in a.ask(question).quotes] == [True]

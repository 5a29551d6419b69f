"""The bundled cross-encoder: a question and a stretch of a passage read together."""

from __future__ import annotations

import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from embeddings import CrossEncoder, EmbeddingError, bundled_context, bundled_cross_encoder
from embeddings.context import CONTEXT_FOLDER, sentences
from embeddings.cross import APART, TOGETHER, WEIGHTS, stretch

PASSAGES = [
    "今年新建改建农村公路二十万公里，实现具备条件的乡镇全部通硬化路。",
    "农村公路建设关系乡村振兴，各地要把好事办好、实事办实。",
    "城市公共交通票价由市、县人民政府制定，并向社会公布。",
]
QUESTION = "乡下的路今年修了多长"


def odds(question: str, cross: CrossEncoder | None = None) -> list[float]:
    read = (cross or bundled_cross_encoder()).read
    return [read(question, passage).odds for passage in PASSAGES]


def test_the_passage_that_answers_has_the_best_odds() -> None:
    assert np.argmax(odds(QUESTION)) == 0


def test_a_question_of_the_same_matter_that_is_not_answered_has_worse_odds() -> None:
    assert odds("城里坐公交的价钱谁来定")[2] > odds("城里坐公交刷卡打几折")[2]


def test_the_sentence_that_answers_tells_more_than_those_around_it() -> None:
    told = bundled_cross_encoder().read(QUESTION, "".join(PASSAGES[::-1]))
    spans = sentences("".join(PASSAGES[::-1]))
    found = [told.of(span) for span in spans]
    assert len(found) == 3
    assert found[2] == max(f for f in found if f is not None)
    assert told.of((500, 510)) is None


def test_threads_may_share_it() -> None:
    expected = odds(QUESTION)
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda _: odds(QUESTION), range(12))) == [expected] * 12


def test_what_was_read_before_changes_nothing() -> None:
    fresh = CrossEncoder.load(CONTEXT_FOLDER, bundled_context())
    before = odds(QUESTION, fresh)
    odds("谁来定公交的票价", fresh)
    assert odds(QUESTION, fresh) == before


@pytest.mark.parametrize(("question", "passage"), [("", ""), ("？", "路" * 5000), ("𠮷", "\n")])
def test_odds_are_finite_whatever_is_read(question: str, passage: str) -> None:
    told = bundled_cross_encoder().read(question, passage)
    assert np.isfinite([told.odds, *told.telling]).all()
    assert len(told.telling) == len(told.places)


def test_a_stretch_is_a_sentence_with_those_around_it_as_far_as_they_fit() -> None:
    text = "".join(f"第{n}句话说的是这一件事情。" for n in "一二三四五六七八九")
    assert stretch(text, 4) == (0, len(text))
    long = "长" * 119 + "。"
    assert stretch(f"前一句。{long}后一句。", 1) == (0, 128)
    assert stretch(f"{long}{long}{long}", 1) == (120, 240)


@given(st.text(alphabet="甲乙丙。！；\n", max_size=400), st.integers(0, 50))
def test_a_stretch_stands_in_its_passage(text: str, sentence: int) -> None:
    start, end = stretch(text, sentence)
    assert 0 <= start <= end <= len(text)
    assert end - start <= 160


FILES = [name for graph in (APART, TOGETHER) for name in (graph, Path(graph).stem + WEIGHTS)]


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("damage", ["missing", "cut", "of another kind"])
def test_a_damaged_file_is_told(tmp_path: Path, name: str, damage: str) -> None:
    for file in FILES:
        shutil.copy(CONTEXT_FOLDER / file, tmp_path / file)
    if damage == "missing":
        (tmp_path / name).unlink()
    elif damage == "cut":
        (tmp_path / name).write_bytes((CONTEXT_FOLDER / name).read_bytes()[:-100])
    else:
        other = "layers" + Path(name).suffix
        shutil.copy(CONTEXT_FOLDER / other, tmp_path / name)
    with pytest.raises(EmbeddingError, match="install the program again"):
        CrossEncoder.load(tmp_path, bundled_context())

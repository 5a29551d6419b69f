"""The bundled model that reads texts whole."""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from embeddings import ContextModel, EmbeddingError, bundled_context
from embeddings.context import (
    CONTEXT_FOLDER,
    LAYER_WEIGHTS,
    LAYERS,
    TOKENIZER,
    TOKENS,
    likeness,
    sentences,
)

PASSAGES = [
    "完善医疗费用结算办法，推进跨省异地就医直接结算。",
    "严守耕地红线，把中国人的饭碗牢牢端在自己手中。",
    "加大对电信网络诈骗等犯罪的打击力度，守护群众财产安全。",
    "增加普惠性学前教育资源供给，减轻家庭养育负担。",
]
QUESTIONS = [
    "在外地住院花的钱怎么报",
    "种粮的地会不会被占光",
    "老有人打电话骗老人钱，管不管",
    "孩子没人带，幼儿园又贵",
]


@pytest.fixture(scope="module")
def model() -> ContextModel:
    return bundled_context()


@pytest.mark.parametrize("number", range(len(QUESTIONS)))
def test_a_question_in_everyday_words_is_nearest_to_what_answers_it(
    model: ContextModel, number: int
) -> None:
    found = likeness(model.question(QUESTIONS[number]), [model.passage(p) for p in PASSAGES])
    assert found.argmax() == number


def test_a_question_s_vector_has_length_one(model: ContextModel) -> None:
    vector = model.question(QUESTIONS[0])
    assert vector.shape == (model.dimension,)
    assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-5)


def test_what_is_read_does_not_depend_on_what_was_read_before(model: ContextModel) -> None:
    again = ContextModel.load(CONTEXT_FOLDER)
    for passage in reversed(PASSAGES):
        np.testing.assert_array_equal(again.passage(passage), model.passage(passage))


def test_a_passage_is_read_once(model: ContextModel) -> None:
    assert model.passage(PASSAGES[0]) is model.passage(PASSAGES[0])


@pytest.mark.parametrize("number", [0, 2])
def test_a_stretch_of_a_passage_is_read_within_it(model: ContextModel, number: int) -> None:
    text = PASSAGES[0] + PASSAGES[2]
    spans = [(0, len(PASSAGES[0])), (len(PASSAGES[0]), len(text))]
    found = model.parts(text, spans) @ model.question(QUESTIONS[number])
    assert found.argmax() == number // 2


def test_a_passage_longer_than_what_is_read_at_once_is_read_on(model: ContextModel) -> None:
    text = PASSAGES[0] * 20 + PASSAGES[2]
    spans = [(0, len(PASSAGES[0])), (len(text) - len(PASSAGES[2]), len(text))]
    assert (model.parts(text, spans) @ model.question(QUESTIONS[2])).argmax() == 1


def test_of_an_endless_passage_the_beginning_is_read(model: ContextModel) -> None:
    found = model.parts("安全" * 50_000, [(0, 10), (99_000, 99_010)])
    assert found.any(axis=1).tolist() == [True, False]


@pytest.mark.parametrize(("text", "span"), [("", (0, 0)), ("安全", (2, 2)), ("安全", (5, 9))])
def test_a_stretch_without_words_is_like_nothing(
    model: ContextModel, text: str, span: tuple[int, int]
) -> None:
    assert not model.parts(text, [span]).any()


@pytest.mark.parametrize("text", ["", "   ", "\ufffd\ue000", "安全" * 5_000])
def test_any_text_can_be_read(model: ContextModel, text: str) -> None:
    assert np.isfinite(model.question(text)).all()
    assert model.passage(text).shape[1:] == (model.dimension,)


def test_a_passage_is_as_like_as_its_likest_sentence_makes_it(model: ContextModel) -> None:
    asked = model.question("打电话骗钱怎么管")
    near, far = "坚决打击电信网络诈骗。", "新建铁路一千公里。"
    alone, beside, elsewhere = (
        model.passage(text) for text in (near, far * 3 + near + far * 3, far * 7)
    )
    assert [len(read) for read in (alone, beside, elsewhere)] == [2, 8, 8]
    alone_like, beside_like, elsewhere_like = likeness(asked, [alone, beside, elsewhere])
    assert alone_like > beside_like > elsewhere_like


def test_a_passage_without_sentences_is_like_its_whole(model: ContextModel) -> None:
    asked, read = model.question("网络安全"), model.passage("。")
    (found,) = likeness(asked, [read])
    whole = read[0] / np.linalg.norm(read[0].astype(np.float32))
    assert found == pytest.approx(float(whole @ asked), abs=1e-6)


LONG = "".join(f"第{n}条　{t}。" for n in "一二三四五六七八" for t in ("水库要蓄满", "学校要建好"))


@pytest.mark.parametrize("text", [LONG[:40], LONG, LONG * 4])
def test_parts_are_the_same_whether_the_passage_was_read_before_or_not(
    model: ContextModel, text: str
) -> None:
    spans = [(0, 9), *sentences(text), (3, 20), (len(text) - 5, len(text))]
    new, read = model.parts(text, spans), model.parts(text, spans, model.passage(text))
    # A sentence of which the reading holds the beginning only is told by that.
    cosines = (new * read).sum(axis=1)
    assert (cosines[new.any(axis=1)] > 0.9).all()
    assert np.mean(cosines[new.any(axis=1)] > 0.999) >= 0.9
    np.testing.assert_array_equal(new.any(axis=1), read.any(axis=1))


def test_a_passage_that_was_read_is_not_read_again_for_its_sentences(
    model: ContextModel, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "今年天气很好。要把好互联网的安全关口。水库都蓄满了水。"
    reading, spans = model.passage(text), sentences(text)
    monkeypatch.setattr(model, "_states", None)
    assert model.parts(text, spans, reading).any(axis=1).all()


@pytest.mark.parametrize("name", [TOKENIZER, TOKENS, LAYERS, LAYER_WEIGHTS])
@pytest.mark.parametrize("damaged", [True, False])
def test_a_missing_or_damaged_file_is_named(tmp_path: Path, name: str, damaged: bool) -> None:
    folder = tmp_path / "context"
    shutil.copytree(CONTEXT_FOLDER, folder)
    if damaged:
        (folder / name).write_bytes(b"not what it was")
    else:
        (folder / name).unlink()
    with pytest.raises(EmbeddingError, match="no usable context model") as told:
        ContextModel.load(folder)
    assert str(folder) in str(told.value)

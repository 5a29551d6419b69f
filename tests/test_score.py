"""Scores against the formulas of docs/retrieval.md, written as plain loops."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from itertools import chain

import numpy as np
import pytest
from numpy.typing import NDArray

from assistant.library.features import (
    ParagraphFeatures,
    Passage,
    QueryFeatures,
    ScopeFeatures,
    lexical_terms,
    paragraph_features,
    query_features,
    scope_features,
)
from assistant.ranking.score import score
from assistant.types import ParagraphKind
from embeddings import StaticModel, bundled_model

TEXTS = [
    "加强网络安全保障。维护国家网络空间主权，筑牢安全屏障。发展数字经济。培养信息化人才。",
    "粮食产量达到三百四十三万吨；农民收入稳步增长。",
    "We will strengthen cybersecurity. Grain output grew by 6%.",
    "网络",
    "一是抓好水利建设，二是抓好铁路建设，三是抓好网络建设。",
]
QUESTIONS = ["网络安全怎么保障?", "粮食产量是多少?", "how is cybersecurity strengthened?", "水"]

Vectors = NDArray[np.float64]


@pytest.fixture(scope="module")
def model() -> StaticModel:
    return bundled_model()


def described(
    model: StaticModel, texts: Sequence[str], kind: ParagraphKind = "body"
) -> list[ParagraphFeatures]:
    return paragraph_features(model, [Passage(text, kind=kind) for text in texts])


def scope_of(
    model: StaticModel, texts: Sequence[str], *, one_document: bool = False
) -> ScopeFeatures:
    return scope_features(
        model, np.arange(len(texts)), described(model, texts), one_document=one_document
    )


def tokens_by_unit(paragraph: ParagraphFeatures) -> list[list[int]]:
    starts = [0, *paragraph.unit_ends[:-1]]
    return [
        paragraph.tokens[a:b].tolist() for a, b in zip(starts, paragraph.unit_ends, strict=True)
    ]


def joined(units: Sequence[list[int]]) -> list[int]:
    return list(chain.from_iterable(units))


def vector(model: StaticModel, token: int) -> Vectors:
    row: Vectors = model.vectors(np.array([token]))[0].astype(np.float64)
    return row


def cosine(a: Vectors, b: Vectors) -> float:
    lengths = float(np.linalg.norm(a) * np.linalg.norm(b))
    return float(a @ b) / lengths if lengths else 0.0


def best_excess(model: StaticModel, token: int, others: Sequence[int]) -> float:
    """max over u of max(cos(t, u) - 0.2, 0)"""
    v = vector(model, token)
    return max([0.0, *(cosine(v, vector(model, other)) - 0.2 for other in set(others))])


def naive_late(model: StaticModel, weights: dict[int, float], passage: Sequence[int]) -> float:
    total = sum(weights.values())
    met = sum(w * best_excess(model, t, passage) for t, w in weights.items())
    return met / total if total else 0.0


def importance(model: StaticModel, question: str) -> dict[int, float]:
    tokens = set(model.token_ids([question.lower()])[0].tolist())
    return {t: float(np.linalg.norm(vector(model, t))) for t in tokens}


@pytest.mark.parametrize("question", QUESTIONS)
def test_late_interaction_equals_the_formula(model: StaticModel, question: str) -> None:
    scores = score(query_features(model, question), scope_of(model, TEXTS))
    weights = importance(model, question)
    expected = [
        naive_late(model, weights, [t for unit in tokens_by_unit(p) for t in unit])
        for p in described(model, TEXTS)
    ]
    assert max(expected) > 0.1
    np.testing.assert_allclose(scores.parts["late"], expected, atol=1e-5)


@pytest.mark.parametrize("question", QUESTIONS)
def test_the_window_is_the_best_three_neighbouring_units(model: StaticModel, question: str) -> None:
    scores = score(query_features(model, question), scope_of(model, TEXTS))
    weights = importance(model, question)
    expected = []
    for units in map(tokens_by_unit, described(model, TEXTS)):
        windows = [joined(units[max(0, i - 1) : i + 2]) for i in range(len(units))]
        expected.append(max(naive_late(model, weights, window) for window in windows))
    assert len(tokens_by_unit(described(model, TEXTS)[0])) == 4
    np.testing.assert_allclose(scores.parts["window"], expected, atol=1e-5)


@pytest.mark.parametrize("question", QUESTIONS)
def test_dense_and_sentence_are_cosines_of_mean_vectors(model: StaticModel, question: str) -> None:
    def mean(tokens: Sequence[int]) -> Vectors:
        total: Vectors = np.sum([vector(model, t) for t in tokens], axis=0)
        return total

    scores = score(query_features(model, question), scope_of(model, TEXTS))
    asked = mean(model.token_ids([question])[0].tolist())
    units = [tokens_by_unit(p) for p in described(model, TEXTS)]
    dense = [cosine(asked, mean(joined(u))) for u in units]
    sentence = [max(cosine(asked, mean(unit)) for unit in u) for u in units]
    np.testing.assert_allclose(scores.parts["dense"], dense, atol=1e-5)
    np.testing.assert_allclose(scores.parts["sentence"], sentence, atol=1e-5)


def naive_bm25(idf: dict[str, float], texts: Sequence[str]) -> list[float]:
    """Share of the most attainable; k1 = 1.2, b = 0.75. The texts are normalised single units."""
    held = [Counter(lexical_terms(text)) for text in texts]
    average = sum(sum(h.values()) for h in held) / len(held)
    shares = []
    for counts in held:
        length = sum(counts.values()) / average
        total = sum(
            idf[w] * counts[w] * 2.2 / (counts[w] + 1.2 * (1 - 0.75 + 0.75 * length)) for w in idf
        )
        shares.append(total / (sum(idf.values()) * 2.2))
    return shares


UNITS = ["加强网络安全保障", "网络网络网络", "粮食产量达到三百四十三万吨", "铁路"]


@pytest.mark.parametrize("question", ["网络安全怎么保障", "产量343万吨", "铁路", "bridges"])
def test_candidates_are_matched_by_bm25_with_background_frequencies(
    model: StaticModel, question: str
) -> None:
    query = query_features(model, question)
    scores = score(query, scope_of(model, UNITS))
    expected = naive_bm25(dict(zip(query.terms, query.idf.tolist(), strict=True)), UNITS)
    np.testing.assert_allclose(scores.parts["lexical"], expected, atol=1e-5)


@pytest.mark.parametrize("question", ["网络安全怎么保障", "产量343万吨", "铁路"])
def test_a_document_s_own_frequencies_are_blended_in(model: StaticModel, question: str) -> None:
    query = query_features(model, question)
    idf = {}
    for term, background in zip(query.terms, query.idf.tolist(), strict=True):
        df = sum(term in lexical_terms(text) for text in UNITS)
        own = math.log(1 + (len(UNITS) - df + 0.5) / (df + 0.5))
        idf[term] = (background + own) / 2
    scores = score(query, scope_of(model, UNITS, one_document=True))
    np.testing.assert_allclose(scores.parts["lexical"], naive_bm25(idf, UNITS), atol=1e-5)


def test_what_most_paragraphs_of_a_document_meet_weighs_less(model: StaticModel) -> None:
    question = "网络铁路"
    texts = ["网络", "网络", "网络铁路", "铁路", "网络建设"]
    parts = [tokens_by_unit(p) for p in described(model, texts)]
    tempered = {}
    for token, weight in importance(model, question).items():
        met = sum(best_excess(model, token, joined(units)) > 0.4 for units in parts)
        tempered[token] = weight * (1 - met / (len(texts) + 1)) ** 2
    scores = score(query_features(model, question), scope_of(model, texts, one_document=True))
    expected = [naive_late(model, tempered, joined(units)) for units in parts]
    np.testing.assert_allclose(scores.parts["late"], expected, atol=1e-5)
    assert scores.parts["late"][3] > scores.parts["late"][0]


def test_candidates_do_not_change_each_others_late_interaction(model: StaticModel) -> None:
    query = query_features(model, "网络安全怎么保障?")
    alone = [score(query, scope_of(model, [text])).parts["late"][0] for text in TEXTS]
    np.testing.assert_allclose(score(query, scope_of(model, TEXTS)).parts["late"], alone, atol=1e-5)


def test_words_that_name_a_document_weigh_less(model: StaticModel) -> None:
    question = "2019年政府工作报告怎么讲粮食?"
    texts = ["政府工作报告的说明，政府工作报告的起草。", "粮食安全要抓好，粮食产量要稳住。"]
    plain = score(query_features(model, question), scope_of(model, texts))
    named = score(query_features(model, question, ["政府工作报告"]), scope_of(model, texts))
    assert plain.paragraphs.argmax() == 0
    assert named.paragraphs.argmax() == 1


def test_naming_lightens_the_words_themselves_and_no_others(model: StaticModel) -> None:
    plain = query_features(model, "报告怎么讲粮食")
    named = query_features(model, "报告怎么讲粮食", ["报告"])
    lightness = dict(zip(named.terms, named.lightness.tolist(), strict=True))
    assert lightness["报告"] == pytest.approx(0.3)
    assert lightness["粮食"] == 1.0
    np.testing.assert_allclose(named.idf, plain.idf * named.lightness, rtol=1e-6)
    ratio = dict(zip(named.tokens.tolist(), (named.weights / plain.weights).tolist(), strict=True))
    assert {t: ratio[t] for t in model.token_ids(["粮食"])[0].tolist()} == pytest.approx(
        dict.fromkeys(model.token_ids(["粮食"])[0].tolist(), 1.0)
    )
    assert min(ratio.values()) == pytest.approx(0.3)


def test_a_word_that_is_also_asked_about_keeps_its_weight(model: StaticModel) -> None:
    question = "报告怎么讲粮食，粮食怎么写报"
    named = query_features(model, question, ["讲粮食"])
    lightness = dict(zip(named.terms, named.lightness.tolist(), strict=True))
    assert lightness["粮食"] == 1.0
    assert lightness["讲粮"] == pytest.approx(0.3)


@pytest.mark.parametrize("one_document", [True, False])
def test_a_single_paragraph_is_scored_by_what_it_says(
    model: StaticModel, one_document: bool
) -> None:
    scope = scope_of(model, ["加强网络安全保障。"], one_document=one_document)
    about = score(query_features(model, "网络安全怎么保障?"), scope)
    other = score(query_features(model, "篮球比赛怎么判犯规?"), scope)
    assert about.paragraphs.shape == (1,)
    assert about.paragraphs[0] > 2 * other.paragraphs[0]
    for part in ("late", "window", "lexical"):
        assert 0 <= about.parts[part][0] <= 1


@pytest.mark.parametrize("at", [0, 2, 5])
@pytest.mark.parametrize("one_document", [True, False])
def test_a_paragraph_without_tokens_scores_nothing_and_moves_no_other(
    model: StaticModel, at: int, one_document: bool
) -> None:
    texts = [*TEXTS[:at], "……", *TEXTS[at:]]
    query = query_features(model, "网络安全怎么保障?")
    with_empty = score(query, scope_of(model, texts, one_document=one_document))
    assert with_empty.paragraphs[at] == 0
    assert np.isfinite(with_empty.paragraphs).all()
    without = score(query, scope_of(model, TEXTS, one_document=False))
    if not one_document:
        rest = np.delete(with_empty.parts["late"], at)
        np.testing.assert_allclose(rest, without.parts["late"], atol=1e-5)


def test_a_question_in_an_unknown_script_scores_nothing(model: StaticModel) -> None:
    scores = score(query_features(model, "ཀཁག"), scope_of(model, TEXTS, one_document=True))
    np.testing.assert_allclose(scores.paragraphs, 0, atol=1e-6)


def test_another_models_cosines_take_the_place_of_the_bundled_ones(model: StaticModel) -> None:
    query = query_features(model, "网络安全怎么保障?")
    scope = scope_of(model, TEXTS)
    given = np.array([0.1, 0.2, 0.3, 0.4, 0.5], np.float32)
    own, other = score(query, scope), score(query, scope, dense=given)
    moved = other.paragraphs - own.paragraphs
    np.testing.assert_allclose(moved, 0.5 * (given - own.parts["dense"]), atol=1e-5)


def test_title_lines_are_found_by_the_words_that_ask_for_them(model: StaticModel) -> None:
    query: QueryFeatures = query_features(model, "什么时候讲的?")
    lines = [
        Passage("（2018年8月8日）", kind="date"),
        Passage("（2018年8月8日）", kind="body"),
    ]
    described_ = paragraph_features(model, lines)
    scores = score(query, scope_features(model, np.arange(2), described_, one_document=False))
    assert scores.paragraphs[0] > scores.paragraphs[1] + 0.1

"""How likely it is that the retrieved passages answer the question."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import astuple, dataclass

import numpy as np
import numpy.typing as npt

from assistant.answers.foreign import share_met, strange_names
from assistant.answers.required import TELLING_NEAR, TOLD_AT_ONCE, Required, half_lacking, lacking
from assistant.clean import normalize
from assistant.library.features import Floats
from assistant.questions.aimed_at import tells_of_target
from assistant.questions.content_words import content_words
from assistant.questions.question import Question
from assistant.quoting.beside import told_beside
from assistant.ranking.in_force import tells_in_force
from assistant.ranking.particulars import named, stated_year
from assistant.ranking.ranked import Ranked
from assistant.ranking.score import COSINE_FLOOR
from assistant.ranking.selected import Selected
from assistant.retrieve import Retrieval
from assistant.segment import is_salutation
from assistant.text.assigned import read_with
from assistant.text.markup import unmarked
from assistant.text.units import quotable, structure
from assistant.types import Span
from embeddings import StaticModel, background_idf

Shares = npt.NDArray[np.float64]

THRESHOLD = 0.5
"""Answerability below which the answer is "not found"."""

STRONG = 0.5
"""Cosine from which a token or a word counts as met."""
_ELSEWHERE = 0.5
"""Least probability where the best paragraph cannot answer alone: the answer is put together of several, or was found by its
place."""
_ANNOUNCEMENT = 40
"""Characters up to which a paragraph is taken only to announce the list that was found."""
_MEMBERS_UNTOLD, _IN_PARAGRAPH = 0.3, 0.5
"""What it counts for that a paragraph does not tell so many members as are asked for, which may be told in another way, and that
another sentence of it holds what is asked for."""
_HALF_TOLD = 0.3
"""What it counts for that a paragraph holds no quantity or date where one is asked for beside something else."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """Monotone signs that a question is answered, higher is better; all but `size` about 0 to 1."""

    late: float
    """Best window's late interaction score."""
    coverage: float
    """Share, by importance, of the question's tokens met in the best paragraph."""
    together: float
    """Probability that the best paragraph answers, read together with the question (embeddings/cross.py), as far as
    that is on its matter: what tells answers from near misses was never taught what lies far off."""
    evenness: float
    """1 less the cosine of the best sentence times how far a content word is unmet by the best paragraph that holds the
    others to the letter: where the matter is told but not this of it. What is far in all its words
    need not be, so it counts as far as that sentence is near. Of a question in English, how much of it is met (answers/foreign.py)."""
    whole: float
    """How like the question the best paragraph is, read whole (embeddings/context.py)."""
    type_match: float
    """0 where a quantity, date, body, name, place, sanction or rank is asked for and the best paragraph holds none, or a set whose
    members it does not tell, 0.3 where so many members are asked for; 0.5 if only its best sentence does not, but for names and
    places, of which others may well stand there; else 1."""
    year: float
    """How well the worst met year of the question is met: 1 in the best paragraph or by what is
    known of its document, 0.8 in another ranked paragraph of the document, 0.6 in neither; 0.4 and 0 where that is a yearly report."""
    named: float
    """The same of the persons, places and institutions that it names, 0.8 in any other paragraph of the document."""
    source: float
    """0 where it is of another source than is asked for, another speaker or a report that is not there, else 1."""
    size: float
    """Less the natural logarithm of the number of paragraphs / 10: chance matches grow with it."""
    foreign: bool = False
    """Whether the question is in English, whose signs lie on another scale."""


_MATTER = (0.4, 0.5)
"""Likeness up to which a paragraph is on quite another matter, and from which it is on that of the question: of ours, one in
a hundred is less like the paragraph that answers it than .53."""

# Of a logistic function: between what benchmarks/answerability.py --fit takes, whose traps lie as near
# as can be, and what keeps questions far from the collection apart (benchmarks/LOG.md).
_COEFFICIENTS = (2.3, 2.0, 4.2, 7.5, 9.5, 7.0, 5.5, 4.0, 12.0, 0.9)
_INTERCEPT = -42.5
_FOREIGN_COEFFICIENTS = (8.0, 1.0, 2.2, 1.3, 6.8, 7.5, 4.0, 5.0, 12.0, 1.8)
_FOREIGN_INTERCEPT = -34.0
"""The same of questions in English, fitted with such as are far from the collection in the same number."""


def evidence(
    question: Question, retrieval: Retrieval, model: StaticModel, members: Sequence[Selected] = ()
) -> Evidence:
    """Gathered from the best paragraph and the scope; requires at least one ranked paragraph. `members` are those of the
    enumeration that was found of what is asked for."""
    question, listed = retrieval.asked or question, bool(members)
    scope, scores = retrieval.scope, retrieval.scores
    assert scope is not None and scores is not None
    ranked = telling(retrieval.ranked)
    best = ranked[0]
    if members and _is_of(members, retrieval.ranked[0]):
        best = retrieval.ranked[0]  # the heading that announces them
    read = [r.index for r in retrieval.ranked if _is_of(members, r)]
    maxima = scores.maxima[:, [best.index, *read]].max(axis=1)
    weights = retrieval.query.weights
    coverage = float(weights[maxima >= STRONG - COSINE_FLOOR].sum()) / max(weights.sum(), 1e-9)
    sentence = float(scores.parts["sentence"][best.index])
    whole = float(scores.parts["whole"][best.index])
    # Where his words do not bear his name.
    sayer = retrieval.source.sayer if retrieval.source.borrowed and not best.elsewhere else ""
    words = [word for word in content_words(question) if word != sayer]
    held = np.array([word in best.row.search.text for word in words], np.float64)
    vocabulary = scope.vocabulary_of(best.index)
    met = np.maximum(word_strengths(words, vocabulary, model), held)
    foreign = question.language == "en"
    strange = foreign and strange_names(
        question.text,
        dict(zip(words, met.tolist(), strict=True)),
        [row.search.text for row in retrieval.rows if row.document == best.row.document],
    )
    return Evidence(
        late=float(scores.parts["window"][best.index]),
        coverage=coverage,
        together=max(
            float(scores.parts["together"][best.index]) * _on_the_matter(best, whole),
            _ELSEWHERE * _stands_elsewhere(question, best, members),
            # Neither model was taught that this answers.
            float(_tells_of_target(question, best) or _tells_in_force(question, best)),
        ),
        evenness=share_met(met) if foreign else 1.0 - sentence * _unevenness(words, held, met),
        whole=whole,
        type_match=_type_match(question, best, listed=listed),
        year=stated_year(question, ranked),
        named=0.0 if strange else named(question, ranked, retrieval.rows, sayer),
        source=0.0 if best.elsewhere else 1.0,
        size=-math.log(len(scope.ids)) / 10.0,
        foreign=foreign,
    )


def _tells_of_target(question: Question, best: Ranked) -> bool:
    """Whether the best sentence says in so many words which target is set, where one is asked for, or that none is."""
    start, end = best.best_unit
    return tells_of_target(normalize(best.row.text[start:end]), question.normalized)


def _tells_in_force(question: Question, best: Ranked) -> bool:
    """Whether the best sentence tells when a law comes into force, where that is asked for."""
    start, end = best.best_unit
    return tells_in_force(question.normalized, normalize(best.row.text[start:end]))


def _is_of(members: Sequence[Selected], place: Ranked) -> bool:
    """Whether a paragraph holds a member of an enumeration or is a heading above it."""
    title = unmarked(place.row.text)
    above = place.row.paragraph.kind == "heading" and any(
        place.row.document == m.document and title in map(unmarked, m.paragraph.section)
        for m in members
    )
    return above or any(m.place == place.row.place for m in members)


def _stands_elsewhere(question: Question, best: Ranked, members: Sequence[Selected]) -> bool:
    """Whether a member or list was found that the best paragraph only announces."""
    held = {m.place for m in members}
    announces = (
        question.ordinal is not None
        or len(best.row.text) <= _ANNOUNCEMENT
        or (len(held) > 1 and (best.row.place not in held or len(members) == question.size))
    )
    return bool(members) and announces


def _on_the_matter(best: Ranked, whole: float) -> float:
    """How far a paragraph so like the question is on its matter, 0 to 1. A line of the title block is like no question."""
    if best.row.paragraph.kind not in ("body", "heading"):
        return 1.0
    least, most = _MATTER
    return min(max((whole - least) / (most - least), 0.0), 1.0)


def telling(ranked: Sequence[Ranked]) -> Sequence[Ranked]:
    """Without title lines, headings and salutations, which repeat the words of a question without answering it, where there is
    anything else and the question is not about their document."""
    body = [
        r
        for r in ranked
        if r.asked_about or (r.row.paragraph.kind == "body" and not is_salutation(r.row.text))
    ]
    return body or ranked


def answerability(signs: Evidence) -> float:
    """Probability between 0 and 1."""
    (*values, foreign) = astuple(signs)
    weights = _FOREIGN_COEFFICIENTS if foreign else _COEFFICIENTS
    z = _FOREIGN_INTERCEPT if foreign else _INTERCEPT
    z += sum(c * f for c, f in zip(weights, values, strict=True))
    return 1.0 / (1.0 + math.exp(-z))


def _type_match(question: Question, best: Ranked, *, listed: bool) -> float:
    text = best.row.text
    if best.row.paragraph.kind != "body":  # a line of the title block tells one fact of several
        return 1.0
    listed = listed or _is_list(question, text)
    lacks = _untold(question, best, listed=listed)
    if lacks is None:
        return 1.0 if half_lacking(question, text) is None else _HALF_TOLD
    if lacks not in ("name", "place") and lacking(question, text, text, listed=listed) is None:
        return _IN_PARAGRAPH
    return _MEMBERS_UNTOLD if lacks == "members" else 0.0


def untold(question: Question, ranked: Sequence[Ranked]) -> Required | None:
    """Of which kind that is asked for the best paragraph holds nothing, if so; None for a line of the title block."""
    if not ranked or (best := telling(ranked)[0].row).paragraph.kind != "body":
        return None
    listed = _is_list(question, best.text)
    return lacking(question, best.text, best.text, listed=listed) or half_lacking(
        question, best.text
    )


def _is_list(question: Question, text: str) -> bool:
    return question.intent == "list" and bool(structure(text).items)


def _untold(question: Question, best: Ranked, *, listed: bool) -> Required | None:
    """Of which kind that is asked for neither the best sentence holds anything, as it would be quoted, nor, where one sentence
    tells that, another that scores nearly as much."""
    text = best.row.text
    found = _untold_in(question, text, best.best_unit, listed=listed)
    if found not in TOLD_AT_ONCE:
        return found
    least = max(score for _, score in best.units) - TELLING_NEAR
    near = [unit for unit, score in best.units if score >= least and unit != best.best_unit]
    tells = any(_untold_in(question, text, unit, listed=listed) is None for unit in near)
    return None if tells else found


def _untold_in(question: Question, text: str, unit: Span, *, listed: bool) -> Required | None:
    """The same of one sentence as it would be quoted."""
    start, end = told_beside(question, text, quotable(text, unit))
    after = next((s for s in structure(text).sentences if s[0] >= end), (end, end))
    told = read_with(text, (start, end))
    return lacking(question, told, text[start : after[1]], listed=listed)


def _unevenness(words: Sequence[str], held: Shares, met: Shares) -> float:
    """`held` (n,) whether the best paragraph holds each word, `met` (n,) how well it meets it."""
    if len(words) < 2:  # a single word has no others
        return 0.0
    rarity = background_idf(words)
    share = rarity / max(float(rarity.sum()), 1e-9)
    others = (float(share @ held) - share * held) / np.maximum(1.0 - share, 1e-6)
    return float((rarity / max(float(rarity.max()), 1e-9) * (1.0 - met) * others).max())


def word_strengths(words: Sequence[str], vocabulary: Floats, model: StaticModel) -> Floats:
    """(n,) how well each word is met by any of the unit token vectors `vocabulary` (V, d).

    The mean over the word's tokens of their best cosine, by importance.
    """
    ids = model.token_ids(list(words))
    joined = np.concatenate([np.zeros(0, np.uint16), *ids])
    if not len(joined) or not len(vocabulary):
        return np.zeros(len(words), np.float32)
    weights = model.weights(joined)
    best = (model.unit_vectors(joined) @ vocabulary.T).max(axis=1) * weights
    owner = np.repeat(np.arange(len(words)), [len(i) for i in ids])
    total = np.bincount(owner, weights, len(words))
    met = np.bincount(owner, best, len(words))
    return np.divide(met, total, out=np.zeros(len(words)), where=total > 0).astype(np.float32)

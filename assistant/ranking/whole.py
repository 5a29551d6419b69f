"""The best paragraphs read whole: what their words mean together, beside what they mean one by one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from assistant.clean import normalize, simplify
from assistant.library.features import Floats, Integers, ScopeFeatures
from assistant.questions.question import Question
from assistant.ranking.loaded import as_searched
from assistant.store import Snapshot, StoredParagraph
from assistant.text.markup import unmarked
from embeddings import ContextModel, CrossEncoder
from embeddings.context import Reading, Span, likeness, sentences
from embeddings.cross import Judgement, stretch

_READ = 8
"""Best paragraphs that are read: some six milliseconds each, unless they were read before."""
_OWN_WORDS = 0.5
_OWN_WORDS_WITHIN = 2.0
"""Weight of what a follow-up says itself, beside what it means after the questions before; and beside that, within a paragraph."""
_SENTENCE = 1.5
"""Weight of the cosine with a unit within its paragraph, beside what its words say one by one."""
_EVEN = 3.0
"""Added to log odds, which were learned where one of four or five stretches answers; how much, our own traps decided
(benchmarks/LOG.md)."""
_CLOSE = 0.2
"""How far below a paragraph's best unit another is, at most, for what stands around that to be read too: of one paragraph
in six that is read."""
_TELLING = 0.05
"""Weight of how much a unit answers, read together with the question."""

_WORD = re.compile("[\u3400-\u9fff]{2}")
_LEAD = re.compile(r"[^:;]{2,40}:")
"""Begins a sentence that goes on as a list."""
_STOPS = "。!?"


@dataclass(frozen=True, slots=True)
class Within:
    """What the parts of a paragraph say of a question within it."""

    spans: Sequence[Span]
    """Its n units, in code points of the paragraph as it is searched."""
    scores: Floats
    """(n,) by their words one by one, and by what they mean in the paragraph."""

    @property
    def clear(self) -> bool:
        """Whether its best unit is so by far."""
        return int((self.scores >= self.scores.max() - _CLOSE).sum()) == 1

    def stretches(self, text: str) -> list[Span]:
        """What is read of the paragraph `text` together with the question: what stands around its best unit, and around
        the best beyond that, if it is hardly less."""
        best = int(np.argmax(self.scores))
        first = _around(text, self.spans[best])
        beyond = [i for i, (a, b) in enumerate(self.spans) if a >= first[1] or b <= first[0]]
        close = [i for i in beyond if self.scores[i] >= self.scores[best] - _CLOSE]
        if not close:
            return [first]
        return [first, _around(text, self.spans[max(close, key=lambda i: float(self.scores[i]))])]


def _around(text: str, span: Span) -> Span:
    middle = sum(span) // 2
    before = [a for a, _ in sentences(text) if a <= middle]
    return stretch(text, max(len(before) - 1, 0))


@dataclass(frozen=True, slots=True)
class Together:
    """What a paragraph is, read together with a question."""

    read: Sequence[tuple[int, Judgement]]
    """Where each stretch that was read begins, in code points of the paragraph as it is searched, and what it is; the
    one around the best unit first."""

    @property
    def odds(self) -> float:
        """Natural logarithm of the odds that the first stretch answers."""
        return self.read[0][1].odds

    def telling(self, spans: Sequence[Span]) -> Floats:
        """(n,) how much n parts of the paragraph answer; what was not read, as little as any that was."""
        found = [self._telling(span) for span in spans]
        least = min((f for f in found if f is not None), default=0.0)
        return np.array([least if f is None else f for f in found], np.float32)

    def _telling(self, span: Span) -> float | None:
        of = (one.of((span[0] - start, span[1] - start)) for start, one in self.read)
        return next((found for found in of if found is not None), None)


def asked_whole(context: ContextModel, question: Question, text: str) -> tuple[Floats, Floats]:
    """The unit vectors (d,) of a question that reads `text`: to compare with paragraphs, and with their parts. Of a follow-up,
    its own words count once more, the more so among parts: what was asked before chose the paragraph, and a part that says
    that again answers nothing new."""
    vector = context.question(text)
    if not question.earlier:
        return vector, vector
    own = context.question(simplify(question.own))
    paragraph = _unit(vector + _OWN_WORDS * own)
    return paragraph, _unit(paragraph + _OWN_WORDS_WITHIN * own)


def _unit(vector: Floats) -> Floats:
    scaled: Floats = vector / np.linalg.norm(vector)
    return scaled


def readings(
    context: ContextModel, snapshot: Snapshot, order: Integers, rows: Sequence[StoredParagraph]
) -> dict[int, Reading]:
    """The first paragraphs of `order` as they were read, by place."""
    best = [int(i) for i in order[:_READ]]
    known = snapshot.readings([rows[i].id for i in best], context)
    return {
        i: known[rows[i].id] if rows[i].id in known else context.passage(rows[i].search.text)
        for i in best
    }


def read_whole(asked: Floats, read: Mapping[int, Reading], count: int) -> Floats:
    """(P,) how like those of P = `count` paragraphs that were `read` are to `asked` (d,); the others count as the
    least like it of these."""
    return _with_others(likeness(asked, list(read.values())), list(read), count)


def read_within(
    context: ContextModel,
    asked: Floats,
    read: Mapping[int, Reading],
    best: Integers,
    rows: Sequence[StoredParagraph],
    features: ScopeFeatures,
    units: Floats,
) -> dict[int, Within]:
    """The `best` (n,) paragraphs part by part: the scores `units` (U,) of their words, and how like `asked` (d,) each part is
    within its paragraph; one that is not read, as the least like it of the others."""
    found = {}
    for place in map(int, best):
        spans = as_searched(rows[place], features.units[place])
        parts = context.parts(rows[place].search.text, spans, read.get(place))
        known = parts.any(axis=1)
        likeness = parts @ asked
        likeness[~known] = likeness[known].min(initial=1.0)
        found[place] = Within(spans, units[_own(place, features)] + _SENTENCE * likeness)
    return found


def read_together(
    cross: CrossEncoder, text: str, within: Mapping[int, Within], rows: Sequence[StoredParagraph]
) -> dict[int, Together]:
    """Some paragraphs read with the question `text`, by place: of each what stands around its best unit."""
    return {
        i: Together(_judged(cross, text, rows[i], one.stretches(rows[i].search.text)[:1]))
        for i, one in within.items()
    }


def read_further(
    cross: CrossEncoder, text: str, one: Within, before: Together, row: StoredParagraph
) -> Together:
    """What was read of a paragraph, with the other stretch of it that may answer."""
    return Together([*before.read, *_judged(cross, text, row, one.stretches(row.search.text)[1:])])


def _judged(
    cross: CrossEncoder, text: str, row: StoredParagraph, stretches: Sequence[Span]
) -> list[tuple[int, Judgement]]:
    searched = row.search.text
    heading = "".join(f"{normalize(unmarked(one))}:" for one in row.paragraph.section[-1:])
    return [
        (a, _led(cross, text, led_by(searched[:a]) or heading, searched[a:b])) for a, b in stretches
    ]


def _led(cross: CrossEncoder, text: str, lead: str, stretch_: str) -> Judgement:
    """What a stretch is, after its lead if that says something of the question that it does not say itself; no part of it is
    of the lead."""
    pairs = {pair for i in range(len(lead) - 1) if _WORD.fullmatch(pair := lead[i : i + 2])}
    if not any(pair in text and pair not in stretch_ for pair in pairs):
        return cross.read(text, stretch_)
    read = cross.read(text, f"{lead}{stretch_}")
    return replace(read, places=read.places - len(lead))


def led_by(before: str) -> str:
    """What leads into a list that goes on after `before`: a member far down says nothing of what it is one of."""
    found = _LEAD.match(before[max(before.rfind(stop) for stop in _STOPS) + 1 :])
    return found[0] if found else ""


def odds_of(together: Mapping[int, Together], count: int) -> Floats:
    """(P,) log odds that P = `count` paragraphs answer; those that were not read with the question have the least of the others."""
    odds = np.array([one.odds for one in together.values()], np.float32)
    return _with_others(odds, list(together), count)


def probabilities(odds: Floats) -> Floats:
    """Of the logarithms of odds, those at which one of two questions is answered as even."""
    return np.asarray(1 / (1 + np.exp(-odds - _EVEN)), np.float32)


def _with_others(found: Floats, places: Sequence[int] | Integers, count: int) -> Floats:
    values = np.full(count, found.min(), np.float32)
    values[places] = found
    return values


def read_units(
    within: Mapping[int, Within],
    together: Mapping[int, Together],
    features: ScopeFeatures,
    units: Floats,
) -> Floats:
    """The scores `units` (U,) with those of the paragraphs that were read, by place, by what each of their units says within it and
    with the question, if it was read so. The best unit of each has as much as its best had before."""
    rescored = units.copy()
    for place, one in within.items():
        own, read = _own(place, features), one.scores
        if place in together:
            read = read + _TELLING * together[place].telling(one.spans)
        rescored[own] = read + (units[own].max() - read.max())
    return rescored


def _own(place: int, features: ScopeFeatures) -> slice:
    """Where the scores of the units of a paragraph stand."""
    first = int(features.first_units[place])
    return slice(first, first + len(features.units[place]))

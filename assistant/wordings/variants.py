"""Other forms of a wording: with a word more, or with a character changed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import rjieba

from assistant.ranking.occurrences import Held
from assistant.store import Scope, Snapshot, StoredParagraph
from assistant.types import Span
from embeddings import terms

Kind = Literal["longer", "altered"]

_AROUND = 8
"""Characters on either side of a wording that are cut into words."""
_FEWEST = 2
"""Uses from which a longer form is one, and not just what happened to stand there."""
_MOST = 10
_NEAREST = 2_000
"""Paragraphs without the wording in which altered forms are looked for."""
_SHORTEST = 4
"""Characters from which one of a wording may change; of 信息 or 信息化 too little would be left."""
_LONGEST = 16
_NOUNS = ("n", "a", "b", "i", "j", "l", "s")
"""Tags of nouns and what stands before them: adjectives, idioms, abbreviations, places. Verbs count
after a wording only (数字中国建设): before it they govern it (建设数字中国)."""


@dataclass(frozen=True, slots=True)
class Variant:
    """A form that occurs, how often, and the offsets of one of its places in a document.

    `longer`: the wording with the noun before or the noun or verb after it (网络强国战略), or the word it
    is part of, at least twice. `altered`: one character of it replaced or left out, or one or two put
    in (网络强市), from word boundary to word boundary.
    """

    form: str
    kind: Kind
    uses: int
    document: str
    paragraph: int
    start: int
    end: int


def variants(
    snapshot: Snapshot, scope: Scope, wanted: str, held: Sequence[Held]
) -> tuple[tuple[Variant, ...], int]:
    """The most frequent forms of each kind, and in how many paragraphs altered ones were looked
    for: those that hold the wording, and the 2,000 others that share most of its pairs of
    characters (BM25), which in a smaller scope are all that share one.
    """
    longer = _most_used(_longer(held), "longer", _FEWEST)
    # Of 2018年, every other year would be a changed form.
    if not _SHORTEST <= len(wanted) <= _LONGEST or any(map(str.isdigit, wanted)):
        return longer, 0
    pairs = [t for t in terms(wanted) if len(t) == 2] or terms(wanted)
    ids = {h.row.id for h in held}
    near = snapshot.lexical(pairs, len(ids) + _NEAREST, scope).tolist()
    others = snapshot.rows([id_ for id_ in near if id_ not in ids][:_NEAREST])
    rows = [*held, *(Held(row, ()) for row in others)]
    return longer + _most_used(_altered(wanted, rows), "altered", 1), len(rows)


_Place = tuple[str, StoredParagraph, Span]
"""A form and where it stands in the search text of a paragraph."""


def _most_used(places: Iterator[_Place], kind: Kind, fewest: int) -> tuple[Variant, ...]:
    counted: Counter[str] = Counter()
    example: dict[str, tuple[StoredParagraph, Span]] = {}
    for form, row, span in places:
        counted[form] += 1
        example.setdefault(form, (row, span))
    found = []
    for form, uses in sorted(counted.items(), key=lambda entry: (-entry[1], entry[0]))[:_MOST]:
        if uses >= fewest:
            row, span = example[form]
            place = row.search.source(*span)
            found.append(Variant(form, kind, uses, row.document, row.paragraph.number, *place))
    return tuple(found)


def _longer(held: Sequence[Held]) -> Iterator[_Place]:
    for one in held:
        text = one.row.search.text
        for start, end in one.spans:
            for a, b in _extensions(text, start, end):
                yield text[a:b], one.row, (a, b)


def _extensions(text: str, start: int, end: int) -> Iterator[Span]:
    """The word that a use is part of, or else the use with the content word on either side."""
    at = max(0, start - _AROUND)
    beside: list[Span] = []
    for word, tag in rjieba.tag(text[at : end + _AROUND]):
        first, at = at, at + len(word)
        if first <= start and end <= at and (first, at) != (start, end):
            return iter([(first, at)])
        if len(word) > 1 and at == start and tag.startswith(_NOUNS):
            beside.append((first, end))
        elif len(word) > 1 and first == end and tag.startswith((*_NOUNS, "v")):
            beside.append((start, at))
    return iter(beside)


def _altered(wanted: str, rows: Sequence[Held]) -> Iterator[_Place]:
    pattern = _pattern(wanted)
    for one in rows:
        text = one.row.search.text
        for start, end in one.spans:
            text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
        for match in pattern.finditer(text):
            if match.group() != wanted and _at_boundaries(text, *match.span()):
                yield match.group(), one.row, match.span()


def _pattern(wanted: str) -> re.Pattern[str]:
    """Whatever is one changed, missing or one or two added characters away from a wording. Its
    first and last character may be changed but not missing: that is found in every use."""
    letters = list(map(re.escape, wanted))
    forms = []
    for i in range(len(letters)):
        before, after = "".join(letters[:i]), "".join(letters[i + 1 :])
        forms.append(rf"{before}\w{after}")
        if 0 < i < len(letters) - 1:
            forms.append(before + after)
        if i:
            forms.append(rf"{before}\w{{1,2}}{letters[i]}{after}")
    return re.compile("|".join(forms))


def _at_boundaries(text: str, start: int, end: int) -> bool:
    """Whether words begin and end where the form does."""
    at = max(0, start - _AROUND)
    edges = {at}
    for word in rjieba.cut(text[at : end + _AROUND]):
        at += len(word)
        edges.add(at)
    return {start, end} <= edges

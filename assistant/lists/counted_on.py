"""An enumeration that goes on over several paragraphs, some of which hold several members: 一是 to 七是 in one, 八是 in the next."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest

from assistant.clean import normalize
from assistant.lists.called import is_called, short_of
from assistant.lists.parts import Lines, Mark
from assistant.questions.question import Question
from assistant.quoting.beside import ANNOUNCES
from assistant.ranking.ranked import Ranked
from assistant.ranking.selected import Selected, of_paragraph
from assistant.store import Snapshot
from assistant.text.items import counted, marks
from assistant.text.provisions import opens_article
from assistant.text.units import structure
from assistant.types import Paragraph

_FAR = 15
"""Paragraphs before and after one that are looked through."""
_DEMANDS = re.compile(r"对[^,。]{2,30}提出[^,。]{0,12}(?:要求|任务|问题)")
"""Says what circumstances ask for, before the reasons why: 对创新提出了更为迫切的要求。"""


def counted_on(place: Ranked, snapshot: Snapshot) -> list[Selected]:
    """The members of the enumeration that runs through the paragraph or begins right below it, each by its first sentence; empty
    if there is none or all of them stand in one paragraph, or each opens one of its own."""
    lines = snapshot.lines_of(place.row.document)
    at = place.row.paragraph.number - 1
    window = range(max(at - _FAR, 0), min(at + _FAR + 1, len(lines)))
    for run in runs({i: lines[i][1] for i in window}):
        held = sorted({i for i, _ in run})
        # The first member may stand in the paragraph that leads into them.
        apart = len(held) < len(run) or run[0][1]
        if len(held) > 1 and apart and (at in held or at + 1 == held[0]):
            return [
                _opening(place, *lines[mark[0]], mark, following)
                for mark, following in zip_longest(run, run[1:])
            ]
    return []


def led_into(question: Question, place: Ranked, whole: Sequence[Selected], lines: Lines) -> bool:
    """Whether a question asks for the members that are counted on: the sentence right before the first of them is the best unit of
    the place and announces something (主要做了以下工作。一是…) or names what is asked for; or the place is one of their paragraphs,
    shortcomings are asked for, and that sentence ends in a word for them."""
    first, at = whole[0], place.row.paragraph.number
    start = first.start - first.paragraph.start
    number = first.paragraph.number if start else first.paragraph.number - 1
    before = lines[number - 1][1][: start or None].rstrip() if number else ""
    if not before:
        return False
    lead = before[slice(*structure(before).sentences[-1])]
    best = place.row.text[slice(*place.best_unit)]
    if number <= at <= whole[-1].paragraph.number and short_of(
        normalize(question.own), normalize(lead), normalize(best)
    ):
        return True
    if at != number or not before.endswith(best.rstrip()):
        return False
    called = is_called(question, lead) and not _DEMANDS.search(normalize(lead))
    return called or ANNOUNCES.search(lead) is not None


def runs(texts: Mapping[int, str]) -> Iterator[list[Mark]]:
    """Members 1, 2, 3… that are counted in one form, in order."""
    found: dict[str, list[tuple[Mark, int]]] = defaultdict(list)
    for i, text in texts.items():
        for form, start, number in marks(text):
            found[form].append(((i, start), number))
    for counting in found.values():
        for run in counted([number for _, number in counting]):
            within = _before_next_article([counting[i][0] for i in run], texts)
            if len(within) > 1:
                yield within


def _before_next_article(run: Sequence[Mark], texts: Mapping[int, str]) -> list[Mark]:
    """Members up to the next article of a law, whose items are others."""
    first, last = run[0][0], run[-1][0]
    opens = (i for i in range(first + 1, last + 1) if opens_article(texts.get(i, "")))
    end = next(opens, last + 1)
    return [mark for mark in run if mark[0] < end]


def _opening(
    place: Ranked, paragraph: Paragraph, text: str, mark: Mark, following: Mark | None
) -> Selected:
    """The first sentence of a member, to the one that follows at most."""
    number, start = mark
    found = structure(text)
    item = found.item_at(start)
    end = min(found.sentence_at(start)[1], item.end if item else len(text))
    if following and following[0] == number:
        end = min(end, len(text[: following[1]].rstrip("；;，,、 ")))
    return of_paragraph(place.row.document, paragraph, text, (start, end), place.score)

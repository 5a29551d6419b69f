"""What belongs together in several paragraphs: a sentence that ends in a colon, and the items that it introduces."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from assistant.clean import normalize
from assistant.lists.below import is_heading, text_below, whole_below
from assistant.lists.headed import names
from assistant.lists.parts import Lines
from assistant.questions.expected import expected, held
from assistant.questions.question import Question
from assistant.quoting.beside import told_beside
from assistant.ranking.selected import Selected, Selection, of_paragraph
from assistant.store import Snapshot
from assistant.text.numerals import number_terms
from assistant.text.provisions import item_number
from assistant.text.sentences import LONG_SENTENCE
from assistant.text.units import quotable, structure
from assistant.types import Paragraph

_MOST = 5
"""Items that are quoted with a sentence where no list is asked for."""
_INTRODUCES = re.compile(r"[：:]\s*$")
_PENALTY = re.compile(r"[处惩]罚|罚[款金多几没]|处分|责令|没收|吊销|拘留|后果|责任")


def completed(question: Question, selection: Selection, snapshot: Snapshot) -> Selection:
    """What is quoted, with the items that it introduces, and with the sentence that introduces it, where only that holds what is
    asked: the penalty, the figure."""
    if not selection.listed and question.ordinal is None:
        selection = replace(
            selection, quotes=_without_headings(question, selection.quotes, snapshot)
        )
    most = None if question.intent == "list" else _MOST
    quotes: list[Selected] = []
    behind: list[Selected] = []
    for one in selection.quotes:
        lines = snapshot.lines_of(one.document)
        if (head := _head(question, one, lines)) is not None:
            # Of a list it is the items that answer: what they have in common comes behind them.
            (behind if selection.listed else quotes).append(head)
        quotes += [one, *_introduced(one, lines, most)]
    found = {(q.document, q.start, q.end): q for q in (*quotes, *behind)}
    if len(found) == len(selection.quotes):
        return selection
    return replace(selection, quotes=tuple(found.values()), listed=selection.listed and not behind)


def _without_headings(
    question: Question, quotes: Sequence[Selected], snapshot: Snapshot
) -> tuple[Selected, ...]:
    """The quotes, in place of a line that only says what the next ones are about with what these say; without it where
    that is quoted as well."""
    found: list[Selected] = []
    for one in quotes:
        lines, at = snapshot.lines_of(one.document), one.paragraph.number - 1
        below = text_below(lines, at) if is_heading(lines, at) else []
        if not below or item_number(lines[below[0]][1]) is not None:
            found.append(one)
        elif not any(
            q.document == one.document and q.paragraph.number - 1 in below for q in quotes
        ):
            found += _below(question, one, [lines[i] for i in whole_below(lines, below)])
    return tuple(found)


def _below(question: Question, heading: Selected, lines: Lines) -> list[Selected]:
    """What stands below a heading: all, where the question names it, or what is said first."""
    name, score = heading.document, heading.score
    if names(question.normalized, heading.text):
        return [of_paragraph(name, *line, None, score) for line in lines]
    paragraph, text = lines[0]
    span = told_beside(question, text, quotable(text, structure(text).units[0]))
    return [of_paragraph(name, paragraph, text, span, score)]


def _introduced(one: Selected, lines: Lines, most: int | None) -> list[Selected]:
    """The items in the paragraphs below a quote that ends its paragraph with a colon."""
    at = one.paragraph.number
    if one.end < one.paragraph.end or not _INTRODUCES.search(one.text):
        return []
    return [_item(one, *line) for line in islice(_items(lines, range(at, len(lines))), most)]


def _items(lines: Lines, places: range) -> Iterator[tuple[Paragraph, str]]:
    """The lines at the places up to the first that opens no item."""
    for i in places:
        if item_number(lines[i][1]) is None:
            return
        yield lines[i]


def _item(one: Selected, paragraph: Paragraph, text: str) -> Selected:
    """An item whole or, if it is long, its first sentence."""
    span = None if len(text) <= LONG_SENTENCE else quotable(text, structure(text).units[0])
    return of_paragraph(one.document, paragraph, text, span, one.score)


def _head(question: Question, one: Selected, lines: Lines) -> Selected | None:
    """The sentence that introduces an item, if it alone holds what is asked."""
    at = one.paragraph.number - 1
    if item_number(one.text) is None:
        return None
    above = at - sum(1 for _ in _items(lines, range(at, -1, -1)))
    paragraph, text = lines[above]
    if above < 0 or not _INTRODUCES.search(text):
        return None
    span = structure(text).sentences[-1]
    if not _holds(question, normalize(text[slice(*span)]), normalize(one.text)):
        return None
    return of_paragraph(one.document, paragraph, text, span, one.score)


def _holds(question: Question, head: str, item: str) -> bool:
    """Whether a question asks for a figure or a penalty that a sentence holds and the item below it does not."""
    told = set(number_terms(question.normalized)) - set(number_terms(item))
    if told & set(number_terms(head)):
        return True
    sought = [kind for kind in expected(question.normalized) if kind.kind in ("number", "date")]
    if sought and held(sought, head) and not held(sought, item):
        return True
    asked = _PENALTY.search(question.normalized)
    return bool(asked and _PENALTY.search(head) and not _PENALTY.search(item))

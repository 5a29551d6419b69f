"""What tells documents of one title apart: the year, else the date, else the name of the file."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from assistant.reference import written
from assistant.types import Document, Language


def told_apart(documents: Sequence[Document]) -> dict[str, str]:
    """By the name of each document whose title another one has too, what no other one of that title has: its year, its date (ISO 8601),
    else its name. One without a title is called by its name, which is its own."""
    titled: dict[str, list[Document]] = defaultdict(list)
    for document in documents:
        if document.title:
            titled[document.title].append(document)
    return {d.name: _own(d, same) for same in titled.values() if len(same) > 1 for d in same}


def _own(document: Document, same: Sequence[Document]) -> str:
    others = [d.date for d in same if d is not document]
    for known in (document.date[:4], document.date):
        # A date known to the year or month only may be that of any day of it.
        alike = (o.startswith(known) or (o and known.startswith(o)) for o in others)
        if known and not any(alike):
            return known
    return document.name


def in_words(name: str, apart: Mapping[str, str], language: Language) -> str:
    """What tells a document apart, as it is shown: 2016年, 2016年3月5日, 2016-03-05, or its own name; empty where its title does."""
    own = apart.get(name, "")
    return own if own == name or language == "en" else written(own)

"""Which documents are wanted, by words of what is known of them, and in which order."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant import reference
from assistant.clean import normalize
from assistant.types import Document


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be listed, in which order."""

    sought: str = ""
    year: str = ""
    speaker: str = ""
    type: str = ""
    order: str = "date"
    page: int = 1


def matching(all_: Iterable[Document], wanted: Wanted) -> list[Document]:
    """The documents that are wanted, in the order that is."""
    sought = normalize(wanted.sought).split()
    return _ordered([d for d in all_ if _matches(d, wanted, sought)], wanted.order)


def _matches(d: Document, wanted: Wanted, sought: Sequence[str]) -> bool:
    if (
        (wanted.year and str(d.year) != wanted.year)
        or (wanted.speaker and d.speaker != wanted.speaker)
        or (wanted.type and d.type != wanted.type)
    ):
        return False
    if not sought:
        return True
    dated = f"{d.date} {reference.written(d.date)}"
    text = normalize(f"{d.title} {d.speaker} {d.occasion} {d.name} {dated}")
    # A month or day is not the end of another: 1月 is not in 11月.
    return all(re.search(rf"(?<!\d){re.escape(word)}", text) for word in sought)


def _ordered(found: Iterable[Document], order: str) -> list[Document]:
    by_name = sorted(found, key=lambda d: d.name)
    if order == "title":
        return sorted(by_name, key=lambda d: d.title or d.name)
    return sorted(by_name, key=lambda d: d.added_at if order == "added" else d.date, reverse=True)

"""Which documents are wanted, by words of what is known of them, and in which order."""

from __future__ import annotations

from collections.abc import Iterable
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
    return _ordered([d for d in all_ if _matches(d, wanted)], wanted.order)


def _matches(d: Document, wanted: Wanted) -> bool:
    sought = normalize(wanted.sought).split()
    text = normalize(
        f"{d.title} {d.speaker} {d.occasion} {d.name} {d.date} {reference.written(d.date)}"
    )
    return (
        all(word in text for word in sought)
        and (not wanted.year or str(d.year) == wanted.year)
        and (not wanted.speaker or d.speaker == wanted.speaker)
        and (not wanted.type or d.type == wanted.type)
    )


def _ordered(found: Iterable[Document], order: str) -> list[Document]:
    by_name = sorted(found, key=lambda d: d.name)
    if order == "title":
        return sorted(by_name, key=lambda d: d.title or d.name)
    return sorted(by_name, key=lambda d: d.added_at if order == "added" else d.date, reverse=True)

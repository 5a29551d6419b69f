"""How documents are called: beside a title that another one has too stands what tells them apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.text.apart import in_words, told_apart
from assistant.types import Document, Language


def alike(titles: Mapping[str, str]) -> frozenset[str]:
    """The documents whose title another one has too; titles by the names of documents. One
    without a title is called by its name, which is its own."""
    times = Counter(titles.values())
    return frozenset(name for name, title in titles.items() if title and times[title] > 1)


def titles(documents: Sequence[Document], language: Language) -> dict[str, str]:
    """By their names, what documents are called in lists: by title, or name, and what tells them apart from others of that title."""
    apart = told_apart(documents)
    own = {d.name: in_words(d.name, apart, language) for d in documents}
    return {d.name: " · ".join(filter(None, (d.title or d.name, own[d.name]))) for d in documents}


def by_file(documents: Sequence[Document]) -> frozenset[str]:
    """The documents that neither their titles nor their dates tell apart."""
    return frozenset(name for name, own in told_apart(documents).items() if own == name)


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of the document of a quotation, as it is now in the library."""

    title: str
    apart: str = ""
    """What tells it apart, not yet in words."""
    speaker: str = ""
    date: str = ""

    def called(self, name: str, language: Language) -> str:
        """Its title with what tells it apart from others of that title."""
        own = in_words(name, {name: self.apart}, language)
        if language == "en":
            return f"“{self.title}”" + (f" ({own})" if own else "")
        return f"《{self.title}》" + (f"（{own}）" if own else "")


def known(documents: Sequence[Document]) -> dict[str, Known]:
    """What is known of documents, by their names."""
    apart = told_apart(documents)
    return {
        d.name: Known(d.title or d.name, apart.get(d.name, ""), d.speaker, d.date)
        for d in documents
    }

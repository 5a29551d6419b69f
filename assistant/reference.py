"""Formal citations: GB/T 7714-2015, BibTeX, CSL-JSON and a plain note.

A fact that is not known stays unknown: it is named in `Reference.missing` and never filled in. The
library knows who spoke, what, on what occasion and when; where a text was published only its reader
knows, and tells by `Published`.

GB/T 7714-2015 is written here rather than by a CSL processor: citeproc-py 0.11.1 with the standard's own
style leaves the type out ([R], [N], [A]) wherever there is no URL, which is how files come.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from assistant.errors import CitationError
from assistant.text.dates import iso_date

Style = Literal["gbt7714", "bibtex", "csl-json", "note"]
STYLES: tuple[Style, ...] = ("gbt7714", "bibtex", "csl-json", "note")

Missing = Literal[
    "author", "title", "date", "place", "publisher", "published", "page", "accessed"
]  # fmt: skip

_URL = re.compile(r"https?://[!-~]+")
# Table B.1 of the standard; a speech that is neither a report nor a record is 其他.
_MARK = {"report": "R", "policy": "A"}
_CSL_TYPE = {"report": "report", "policy": "legislation", "speech": "speech"}
_MOST_AUTHORS = 3


@dataclass(frozen=True, slots=True)
class Published:
    """Where a text appeared. Dates become ISO 8601, as precise as known; empty string means unknown.

    :raises CitationError: a date that is none, or an address that is none.
    """

    place: str = ""
    publisher: str = ""
    date: str = ""
    newspaper: str = ""
    page: str = ""
    """The page quoted, or the page of the newspaper (版次)."""
    url: str = ""
    accessed: str = ""

    def __post_init__(self) -> None:
        for field in ("date", "accessed"):
            object.__setattr__(self, field, iso_date(getattr(self, field), CitationError))
        if self.url and not _URL.fullmatch(self.url):
            raise CitationError(
                f"“{self.url}” is not a web address; expected https://… without spaces.",
                f"“{self.url}”不是网址，应以 https:// 开头，不含空格。",
            )


UNPUBLISHED = Published()


@dataclass(frozen=True, slots=True)
class Reference:
    """What a citation is made of. Empty string means unknown.

    `kind` is `speech`, `report`, `policy`, or empty for anything else. `date` is when a speech was
    held, and when anything else was issued. `note` is the plain note, whole.
    """

    key: str
    kind: str
    authors: tuple[str, ...]
    title: str
    occasion: str = ""
    date: str = ""
    locator: str = ""
    note: str = ""
    published: Published = UNPUBLISHED

    @property
    def issued(self) -> str:
        """When it was published: of a speech, the day it was held says nothing about that."""
        return self.published.date or ("" if self.kind == "speech" else self.date)

    @property
    def online(self) -> bool:
        """Whether it appeared on the web alone, where place and publisher need not be named."""
        p = self.published
        return bool(p.url) and not (p.place or p.publisher or p.newspaper)

    @property
    def missing(self) -> tuple[Missing, ...]:
        """The facts that GB/T 7714-2015 asks for and that are not known."""
        p = self.published
        wanted: dict[Missing, object] = {"author": self.authors, "title": self.title}
        wanted["date"] = self.date or self.kind != "speech"
        if not self.online and not p.newspaper:
            wanted |= {"place": p.place, "publisher": p.publisher}
        wanted["published"] = self.issued
        wanted["page"] = p.page or not p.newspaper
        wanted["accessed"] = p.accessed or not p.url
        return tuple(fact for fact, known in wanted.items() if not known)

    def formatted(self, style: Style) -> str:
        """One citation: a line, a BibTeX entry, or a CSL-JSON list of one item."""
        if style == "gbt7714":
            return gbt7714(self)
        if style == "bibtex":
            return bibtex(self)
        if style == "csl-json":
            return json.dumps([csl(self)], ensure_ascii=False, indent=1)
        return self.note


def bibliography(references: Iterable[Reference], style: Style) -> str:
    """A list of references, each once, in their order; numbered in GB/T 7714."""
    distinct = list(dict.fromkeys(references))
    if style == "csl-json":
        return json.dumps([csl(r) for r in distinct], ensure_ascii=False, indent=1) + "\n"
    entries = [reference.formatted(style) for reference in distinct]
    if style == "gbt7714":
        entries = [f"[{number}] {entry}" for number, entry in enumerate(entries, 1)]
    return "\n".join(entries) + "\n"


def gbt7714(reference: Reference) -> str:
    """An entry of a list of references as GB/T 7714-2015 writes it (4.1, 4.4, 4.6), without its number.

    Place and publisher that are not known are written as the standard has it (8.8): 不详, in brackets. The
    date of a speech belongs to its title, as that of a conference does.
    """
    p = reference.published
    title = ": ".join(
        _one_line(t) for t in (reference.title or "[题名不详]", reference.occasion) if t
    )
    if reference.kind == "speech" and reference.date:
        title += f", {written(reference.date)}"
    authors = [_one_line(a) for a in reference.authors]
    if len(authors) > _MOST_AUTHORS:
        authors[_MOST_AUTHORS:] = ["等"]
    parts = (", ".join(authors), f"{title}[{_mark(reference)}]", _source(reference), p.url)
    return ". ".join(part for part in parts if part) + "."


def _mark(reference: Reference) -> str:
    p = reference.published
    mark = "N" if p.newspaper else _MARK.get(reference.kind, "EB" if reference.online else "Z")
    return f"{mark}/OL" if p.url else mark


def _source(reference: Reference) -> str:
    """Where it appeared, the paragraph in the place of the page, and when it was looked up."""
    p = reference.published
    accessed = f"[{p.accessed}]" if p.url and p.accessed else ""
    where = ", ".join(part for part in (reference.locator, p.page) if part)
    if p.newspaper:
        page = f"({p.page})" if p.page else ""
        appeared = ", ".join(part for part in (p.newspaper, reference.issued) if part) + page
        return ": ".join(part for part in (appeared, reference.locator) if part) + accessed
    if reference.online:
        day = f"({reference.issued})" if reference.issued else ""
        return f"{where}{day}{accessed}"
    year = reference.issued[:4]
    house = f"{p.place or '[出版地不详]'}: {p.publisher or '[出版者不详]'}"
    if not p.place and not p.publisher:
        house = "[出版地不详: 出版者不详]"
    appeared = ", ".join(part for part in (house, year) if part)
    return ": ".join(part for part in (appeared, where) if part) + accessed


def written(date: str) -> str:
    """A date in words, as precise as it is known: `2018年8月8日`."""
    units = ("年", "月", "日")
    return "".join(
        f"{int(part)}{unit}" for part, unit in zip(date.split("-"), units, strict=False) if part
    )


def csl(reference: Reference) -> dict[str, object]:
    """An item of CSL-JSON (citeproc-js schema); the locator is that of a cite, kept beside it."""
    p = reference.published
    kind = "article-newspaper" if p.newspaper else _CSL_TYPE.get(reference.kind, "document")
    speech = reference.kind == "speech"
    known = {
        "id": reference.key,
        "type": kind,
        "language": "zh-CN",
        "author": [{"literal": author} for author in reference.authors],
        "title": reference.title,
        "event-title": reference.occasion,
        "event-date": _date_parts(reference.date if speech else ""),
        "issued": _date_parts(reference.issued),
        "container-title": p.newspaper,
        "publisher": p.publisher,
        "publisher-place": p.place,
        "page": p.page,
        "URL": p.url,
        "accessed": _date_parts(p.accessed),
        "locator": reference.locator,
    }
    return {key: value for key, value in known.items() if value}


def _date_parts(date: str) -> dict[str, list[list[int]]]:
    return {"date-parts": [[int(part) for part in date.split("-")]]} if date else {}


def bibtex(reference: Reference) -> str:
    """An entry that classic BibTeX reads as UTF-8; facts it has no field for stand in `note`."""
    p = reference.published
    kind = {"report": "techreport"}.get(reference.kind, "misc")
    if p.newspaper:
        kind = "article"
    year, month, day = [*reference.issued.split("-"), "", ""][:3]
    held = written(reference.date) if reference.kind == "speech" else ""
    notes = (reference.occasion, held, reference.locator)
    known = {
        # Braces in braces: a name is one whole, never cut at a comma or an "and".
        "author": " and ".join(f"{{{_tex(a)}}}" for a in reference.authors),
        "title": f"{{{_tex(reference.title)}}}" if reference.title else "",
        "journal": _tex(p.newspaper),
        "institution" if kind == "techreport" else "publisher": _tex(p.publisher),
        "address": _tex(p.place),
        "year": year,
        "month": month,
        "day": day,
        "pages": _tex(p.page),
        "url": p.url.translate(_IN_URL),
        "urldate": p.accessed,
        "note": _tex("，".join(n for n in notes if n)),
    }
    fields = "".join(f",\n  {name} = {{{value}}}" for name, value in known.items() if value)
    return f"@{kind}{{{reference.key}{fields}\n}}"


_IN_TEX = str.maketrans(
    {c: f"\\{c}" for c in "{}%&#_$"}
    | {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
)
_IN_URL = str.maketrans({c: f"%{ord(c):02X}" for c in "{}\\"})


def _tex(text: str) -> str:
    return _one_line(text).translate(_IN_TEX)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def key(kind: str, date: str, sha256: str) -> str:
    """A name for an entry, in ASCII and the same on every computer: `speech2018-5f3a9c`."""
    return f"{kind or 'document'}{date[:4]}-{sha256[:6]}"

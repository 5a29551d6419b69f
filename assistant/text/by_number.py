"""Documents called by their number: 国发〔2018〕42号."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.clean import normalize

_NUMBER = re.compile(
    r"(?P<before>[\u3400-\u9fff]{0,12})\s*[〔\[(【]\s*(?P<year>(?:19|20)\d\d)\s*[〕\])】]\s*第?\s*(?P<number>\d+)\s*号(?:文件?)?"
)
_NO_ISSUER = re.compile(
    r"^.*(?:请问|问[一下]*|查[一下找询]*|按照?|根据|依据|关于|印发|转发|落实|贯彻|执行|学习|的|[与和及在是把])"
)
"""What may stand before the short name of the body that gave a number."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number as a text gives it."""

    issuer: str
    """The short name of the body that gave it, with what runs into it; empty if none is named."""
    year: str
    number: str
    written: str
    """As it is written, without what stands before it."""

    def is_of(self, series: str) -> bool:
        """Whether it is the number that a document's line gives."""
        own = number_in(series)
        if own is None or (own.year, own.number) != (self.year, self.number):
            return False
        return not self.issuer or self.issuer.endswith(own.issuer)


def number_in(text: str) -> Number | None:
    """The first number of a document in a text, if there is one."""
    m = _NUMBER.search(normalize(text))
    if m is None:
        return None
    issuer = _NO_ISSUER.sub("", m["before"])
    written = f"{issuer}〔{m['year']}〕{m['number']}号"
    return Number(issuer, m["year"], m["number"], written)


def without_number(text: str) -> str:
    """A normalised text without that number."""
    m = _NUMBER.search(text)
    if m is None:
        return text
    issuer = _NO_ISSUER.sub("", m["before"])
    return f"{text[: m.end('before') - len(issuer)]} {text[m.end() :]}"

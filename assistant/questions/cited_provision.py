"""Which article a question asks for: 第十二条第二款, Article 12."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.clean import has_chinese
from assistant.text.numerals import parse_integer, written
from assistant.text.provisions import NUMBER
from assistant.types import Language

_BELOW = rf"(?:[,，的\s]*第({NUMBER})款)?(?:[,，的\s]*第[（(]?({NUMBER})[)）]?项)?"
_CITED = re.compile(rf"第({NUMBER})条(?:之({NUMBER}))?{_BELOW}")
_CITED_EN = re.compile(
    r"\b(?:article|art\.)\s*(\d{1,4})(?:-(\d{1,2}))?(?:,? (?:para(?:graph|\.)?) (\d{1,2}))?(?:,? (?:item|point) (\d{1,2}))?\b"
)
_ONLY_CITES = re.compile(
    rf"(?:那么?|还有|再看)?[,，]*(?P<cited>(?:第{NUMBER}条)?{_BELOW})的?(?:内容|规定|呢|是|讲|说|写|了|的|什么|啥|如何|怎么)*[?？]*"
)
_ONLY_CITES_EN = re.compile(
    rf"(?:and|then|what about|how about)?[,\s]*(?:the )?(?P<cited>{_CITED_EN.pattern})[?\s]*"
)
_OF_A_LAW = re.compile(rf"(?:[》法例]|办法|规定|细则)的?第{NUMBER}条|第{NUMBER}条(?:的?规定|第)")


@dataclass(frozen=True, slots=True)
class Cited:
    """An article, and the paragraph (款) or item (项) of it, that a normalised text cites once."""

    number: int
    beside: int
    paragraph: int
    item: int
    """0 for none."""
    name: str
    """As it is written."""
    before: str
    after: str

    @property
    def article(self) -> str:
        """The name without paragraph and item."""
        return re.split(rf"[,，的\s]*第{NUMBER}款|[,，的\s]*第[（(]?{NUMBER}[)）]?项", self.name)[0]

    def called(self, language: Language) -> str:
        """How it is cited in an answer."""
        english = language == "en"
        if not english and has_chinese(self.name):
            return self.name
        parts = (("Article {}", "第{}条", self.number), ("-{}", "之{}", self.beside),
                 (", paragraph {}", "第{}款", self.paragraph), (", item {}", "第{}项", self.item))  # fmt: skip
        told = ((en if english else zh, n) for en, zh, n in parts if n)
        return "".join(form.format(n if english else written(n)) for form, n in told)


def cited(text: str) -> Cited | None:
    """The one article that a normalised text cites; None if it cites none, or several."""
    found = [*_CITED.finditer(text), *_CITED_EN.finditer(text.lower())]
    if len(found) != 1:
        return None
    m = found[0]
    number, *below = (parse_integer(g or "") or 0 for g in m.groups())
    if not number:
        return None
    beside, paragraph, item = below
    return Cited(number, beside, paragraph, item, m.group(), text[: m.start()], text[m.end() :])


def of_the_article(follow_up: str, previous: str) -> str:
    """The question before asked of another paragraph or item of the article it asked for; else empty: 第十条规定什么 · 第二款呢
    → 第十条第二款规定什么."""
    before = cited(previous)
    if before is None:
        return ""
    if (other := _ONLY_CITES_EN.fullmatch(follow_up)) and not has_chinese(before.name):
        return f"{before.before}{other['cited']}{before.after}"
    m = _ONLY_CITES.fullmatch(follow_up)
    if m is None or not has_chinese(before.name):
        return ""
    paragraph, item = m[2], m[3]
    if "条" in m["cited"] or not (paragraph or (item and _OF_A_LAW.search(previous))):
        return ""
    named = re.search(rf"第{NUMBER}款", previous)
    kept = named[0] if named and before.paragraph and not paragraph else ""
    asked = f"{before.article}{kept}{m['cited'].lstrip(',，的 ')}"
    return f"{before.before}{asked}{before.after}"


def of_whole_article(previous: str) -> str:
    """A question without the paragraph or item of an article that it asked for: another article is asked for whole."""
    return re.sub(rf"(第{NUMBER}条(?:之{NUMBER})?){_BELOW}", r"\1", previous)

"""Verifies quotations and says where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal

from assistant.errors import QuoteError
from assistant.reference import Published, Reference, key, written
from assistant.text.markup import unmarked
from assistant.text.metadata import labelled
from assistant.text.numerals import parse_integer
from assistant.text.provisions import Provision
from assistant.text.speakers import names_only
from assistant.text.surnames import DOUBLE_SURNAMES, SURNAMES
from assistant.types import Document, Edit, Language, Paragraph, ParagraphKind, Quote, Restoration

_SECTION_NUMERAL = re.compile(
    r"^(?:第([一二三四五六七八九十百\d]+)(?:部分|编|篇|章|节)|([一二三四五六七八九十百]+)、)"
)
_CHAPTER = re.compile(r"第[一二三四五六七八九十百\d]+(?:部分|分?编|篇|章|节)")
_SUBSECTION = re.compile(r"^[（(]([一二三四五六七八九十百\d]+)[)）]")
LineKind = ParagraphKind | Literal["speaker", "place"]
_KIND_ZH: dict[LineKind, str] = {
    "series": "系列号",
    "title": "标题",
    "occasion": "场合",
    "date": "日期",
    "furniture": "页面文字",
    "speaker": "讲话人",
    "place": "地点",
}
_KIND_EN: dict[LineKind, str] = {
    "series": "series line",
    "title": "title",
    "occasion": "occasion line",
    "date": "date line",
    "furniture": "page text",
    "speaker": "speaker line",
    "place": "place line",
}
_LONGEST_SECTION = 16


def verify(quote: Quote, original: str) -> Quote:
    """The quote itself, once its text is proved equal to its place in the source.

    :raises QuoteError: it is not. Every quote passes here before anyone sees it.
    """
    source = original[quote.start : quote.end]
    if not quote.text or source != quote.text:
        raise QuoteError(
            f"Quotation check failed in {quote.document} at {quote.start}-{quote.end}: "
            f"shown {quote.text!r}, source {source!r}. Please report this defect.",
            f"引文核对失败：{quote.document} 第 {quote.start}-{quote.end} 字，显示 {quote.text!r}，"
            f"原文 {source!r}。请报告此缺陷。",
        )
    return quote


def line_kind(paragraph: Paragraph, line: str, document: Document) -> LineKind:
    """What a paragraph is. Lines of the title block are stored by their form; who spoke and where is told by what they say."""
    if paragraph.kind not in ("title", "occasion"):
        return paragraph.kind
    said = unmarked(line)
    if names_only(said, document.speaker):
        return "speaker"
    return labelled(said) or paragraph.kind


def locator(
    paragraph: Paragraph,
    *,
    sectioned: bool,
    language: Language = "zh",
    kind: LineKind | None = None,
    article: Provision | None = None,
) -> str:
    """Where a paragraph stands, as a reader counts: `第一部分 第2段`, `Part 1 ¶2`, in a law `第二十六条`,
    `Article 26`; with the page in files that have pages.

    `sectioned` tells whether the document has headings; without them paragraphs are counted
    through. `kind` is what a line of the title block is, its `line_kind`; `article` is that of a law which holds the paragraph.
    """
    english = language == "en"
    above = paragraph.section
    if article is not None:  # its items may read like headings
        above = tuple(h for h in above if _CHAPTER.match(unmarked(h)))
    where = " ".join(_section(heading, english) for heading in above)
    if article is not None and paragraph.kind in ("body", "heading"):
        stands = f"{where} {article.called(language)}".strip()
    elif paragraph.kind == "heading":
        stands = f"{where} heading" if english else f"{where} 标题"
    elif paragraph.kind != "body":
        stands = (_KIND_EN if english else _KIND_ZH)[kind or paragraph.kind]
    else:
        if not where and sectioned:
            where = "Opening" if english else "开头"
        count = f"¶{paragraph.position}" if english else f"第{paragraph.position}段"
        stands = f"{where} {count}".strip()
    if not paragraph.page:
        return stands
    return f"{stands}, p. {paragraph.page}" if english else f"{stands}（第{paragraph.page}页）"


def _section(heading: str, english: bool) -> str:
    heading = unmarked(heading)  # sections were once stored as Markdown marks them
    m = _SECTION_NUMERAL.match(heading)
    if m:
        numeral = m.group(1) or m.group(2)
        return f"Part {parse_integer(numeral)}" if english else f"第{numeral}部分"
    m = _SUBSECTION.match(heading)
    if m:
        return f"({parse_integer(m.group(1))})" if english else f"（{m.group(1)}）"
    return heading if len(heading) <= _LONGEST_SECTION else f"{heading[:_LONGEST_SECTION]}…"


def citation(document: Document, where: str, attributed: str | None = None) -> str:
    """One line for a footnote: speaker, title, occasion, date, place, and whom the passage cites.
    Unknown facts are left out."""
    occasion = (
        document.occasion if document.occasion and document.occasion not in document.title else ""
    )
    facts = [f"《{document.title}》", occasion, written(document.date), where]
    line = "，".join(f for f in facts if f)
    if attributed:
        line += f"（转引{attributed}）"
    return f"{document.speaker}：{line}" if document.speaker else line


def reference(document: Document, published: Published) -> Reference:
    """A formal citation of a whole document."""
    # An occasion that the title names already would stand there twice.
    occasion = "" if document.occasion in document.title else document.occasion
    return Reference(
        key=key(document.type, document.date, document.sha256),
        kind=document.type,
        authors=(document.speaker,) if document.speaker else (),
        title=document.title,
        occasion=occasion,
        date=document.date,
        note=citation(document, ""),
        published=published,
    )


def restorations(edits: Iterable[Edit], start: int, end: int) -> tuple[Restoration, ...]:
    """The readings of masked words inside a span."""
    return tuple(
        Restoration(e.start, e.end, e.replacement)
        for e in edits
        if e.replacement and e.reason == "masked word" and e.start >= start and e.end <= end
    )


_SURNAME = f"(?:{'|'.join(DOUBLE_SURNAMES)}|[{''.join(sorted(SURNAMES))}])"
_OFFICE = "总书记|主席|总理|委员长|同志|先生|书记|省长|市长|部长|主任|院士|教授"
_SAYS = "强调|指出|说过?|讲过?|要求|提出|认为|明确|有云"
_ATTRIBUTION = re.compile(
    rf"(?P<who>{_SURNAME}[一-鿿]{{1,2}}(?:{_OFFICE})"
    rf"|(?:{_OFFICE}){_SURNAME}[一-鿿]{{1,2}}(?={_SAYS}|同志|在|[，：])"
    r"|马克思|恩格斯|列宁|斯大林|毛泽东|周恩来|邓小平|江泽民|胡锦涛|习近平|总书记|古人|前人|孔子|有人|有的人|有些人"
    r"|党的[一二三四五六七八九十]+(?:大|届[一二三四五六七八九]中全会)(?:报告)?|(?:党)?中央(?:[一-鿿]{2,6}会议)?|俗话|古语)"
    rf"(?:[^。！？；“”]{{0,30}}?)(?:{_SAYS})[，,：:“]"
)


def attributed_to(paragraph: str, start: int, end: int) -> str | None:
    """Whom the speaker is citing in `paragraph[start:end]`, if anyone.

    Either the quoted span names the source itself, or it stands inside quotation marks that an
    attribution opens earlier in the paragraph.
    """
    inside = _ATTRIBUTION.search(paragraph, start, end)
    if inside:
        return inside.group("who")
    opened = paragraph.rfind("“", 0, start)
    if opened < 0 or "”" in paragraph[opened:start]:
        return None
    before = list(_ATTRIBUTION.finditer(paragraph, 0, opened + 1))
    return before[-1].group("who") if before and before[-1].end() >= opened - 2 else None

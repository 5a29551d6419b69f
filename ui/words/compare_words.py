"""The words of comparing documents and of digests, in Chinese and in English."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CompareWords:
    """The words of one language. Fields with `{}` are templates."""

    lead: str
    before: str
    after: str
    run: str
    choose_two: str
    kept: str
    reworded: str
    new: str
    dropped: str
    moved: str
    kept_here: str
    badge_reworded: str
    badge_new: str
    badge_dropped: str
    badge_moved: str
    opening: str
    no_section: str
    nothing_changed: str
    digest_lead: str
    document: str
    digest_run: str
    choose_one: str
    nothing: str
    head: str


ZH = CompareWords(
    lead="选择两篇文献：保留、改写、移动、新增、删去的句子，逐节对照。",
    before="前一篇",
    after="后一篇",
    run="比较",
    choose_two="请从列表中选择两篇文献。",
    kept="保留 {}",
    reworded="改写 {}",
    new="新增 {}",
    dropped="删去 {}",
    moved="移动 {}",
    kept_here="保留 {} 句",
    badge_reworded="改写",
    badge_new="新增",
    badge_dropped="删去",
    badge_moved="移动",
    opening="开头",
    no_section="（无）",
    nothing_changed="两篇文字相同。",
    digest_lead="选择一篇文献：标题、各部分、列举的各项和数字，均为原文。",
    document="文献",
    digest_run="提要",
    choose_one="请从列表中选择一篇文献。",
    nothing="正文中没有标题、列举或数字。",
    head="篇首",
)
EN = CompareWords(
    lead="Choose two documents: sentences kept, reworded, moved, new and dropped, section by section.",
    before="Before",
    after="After",
    run="Compare",
    choose_two="Choose two documents from the lists.",
    kept="{} kept",
    reworded="{} reworded",
    new="{} new",
    dropped="{} dropped",
    moved="{} moved",
    kept_here="{} kept",
    badge_reworded="Reworded",
    badge_new="New",
    badge_dropped="Dropped",
    badge_moved="Moved",
    opening="Opening",
    no_section="(none)",
    nothing_changed="Both texts are the same.",
    digest_lead="Choose a document: its titles, sections, list items and figures, word for word.",
    document="Document",
    digest_run="Digest",
    choose_one="Choose a document from the list.",
    nothing="No headings, enumerations or figures in the text.",
    head="Title block",
)

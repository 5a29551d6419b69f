"""What is answered where something is said to the program itself: thanks, a greeting, a wish for a text, which it cannot write."""

from __future__ import annotations

from dataclasses import replace

from assistant.answers.meant import named_documents
from assistant.answers.reply import Context, as_text, result
from assistant.clean import normalize
from assistant.lists.parts import headings
from assistant.questions.content_words import content_words
from assistant.questions.question import read
from assistant.questions.small_talk import SmallTalk, courtesies
from assistant.ranking.particulars import about
from assistant.ranking.selected import Selection
from assistant.types import Answer, Language

_SAID: dict[SmallTalk, tuple[str, str, str]] = {
    "greeting": ("您好。", "您好。", "Hello."),
    "thanks": ("不客气。", "不客氣。", "You are welcome."),
    "farewell": ("再见。", "再見。", "Goodbye."),
    "noted": ("好。", "好。", "Good."),
    "self": (
        "这是一个只引用原文的问答程序：在资料库中找到回答问题的原句，注明出处，不自己写话。",
        "這是一個只引用原文的問答程式：在資料庫中找到回答問題的原句，註明出處，不自己寫話。",
        "This program answers with quotations only: it finds the sentences of your documents that answer and says where they stand.",
    ),
}
_ASK: dict[bool, tuple[str, str, str]] = {
    True: ("可以接着问。", "可以接著問。", "Ask on whenever you like."),
    False: (
        "请提问，例如问一份文件里说了什么、某个数字是多少、一句话有没有说过。",
        "請提問，例如問一份文件裡說了什麼、某個數字是多少、一句話有沒有說過。",
        "Ask what a document says, how large a figure is, or whether a sentence was said.",
    ),
}
"""What may follow: after thanks, or at the beginning."""
_QUOTES_ONLY = (
    "本程序只引用原文，不代写文字；一份文件的标题、要点和数字见“文件提要”。",
    "本程式只引用原文，不代寫文字；一份文件的標題、要點和數字見“文件提要”。",
    "This program quotes and writes no text of its own; for a document’s headings, points and figures see its “Digest”. ",
)
_WHICH_ONE = (
    "请说明是哪一份文件，或要找其中哪方面的内容。",
    "請說明是哪一份文件，或要找其中哪方面的內容。",
    "Say which document, or what to look for in it.",
)
_OF_ANY_TEXT = frozenset(
    "内容 要点 重点 主要 精神 观点 全文 文章 核心 思想 大意 主旨 主题 文献 材料 讲话 报告 谈话 发言 会议 重要 基本 段落 意思 中心 全部 文本 文档"
    " main points content contents text document key whole".split()
)


def courteous(context: Context) -> Answer:
    """A few friendly words for what says nothing but courtesies."""
    kinds, at = courtesies(context.asked), _at(context.question.language)
    said = [_SAID[kind][at] for kind in kinds]
    if "farewell" not in kinds:
        said.append(_ASK["thanks" in kinds or "noted" in kinds][at])
    joint = " " if context.question.language == "en" else ""
    return result(context, joint.join(said), (), 0.0, ())


def outlined(context: Context, wanted: str) -> Selection:
    """The headings of the document of which a text is `wanted`, the one that is named or the only one; nothing where it is not one,
    has none, or something in it is asked for."""
    named = named_documents(context, context.question)
    if context.scope.documents == 1:
        named = tuple(context.snapshot.documents_in(context.scope))
    if len(named) != 1:
        return Selection(())
    (document,) = named
    words = content_words(read(wanted)) if wanted else []
    known = normalize(about(document))
    if any(word not in known and word not in _OF_ANY_TEXT for word in words):
        return Selection(())
    found, nth = headings(document.name, 1.0, context.snapshot), context.question.ordinal
    if nth is not None and 0 < nth <= len(found):
        found = found[nth - 1 : nth]
    return Selection(tuple(found), listed=len(found) > 1)


def without_writing(told: Answer) -> Answer:
    """An answer to a wish for a text, which says first that nothing is written."""
    at = _at(told.language)
    bare = not told.quotes and not told.nearest
    lead = _QUOTES_ONLY[at] + (_WHICH_ONE[at] if bare else told.lead)
    text = as_text(lead, ()) + told.text.removeprefix(told.lead)
    return replace(told, lead=lead, text=text)


def _at(language: Language) -> int:
    return ("zh", "zh-Hant", "en").index(language)

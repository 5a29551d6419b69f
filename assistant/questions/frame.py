"""A question without the politeness that frames it: greetings, thanks, and that somebody would like to know."""

from __future__ import annotations

import re

from assistant.clean import simplify

_PAUSE = r"[\s,，.。!！~～:：;；、…]*"
_GREETING = (
    r"(?:你们?|您|大家|老师|早上|上午|下午|晚上)好(?!不好|的)[呀啊哦]?|[嗨嘿哈][喽啰]?(?=[,，!！\s])"
    r"|(?:hello|hi|hey|good (?:morning|afternoon|evening))\b(?: there\b)?"
)
_PARDON = (
    r"打[扰搅](?:一下|下|了)?(?=[,，。\s请])|不好意思|劳驾|拜托|麻烦(?:你|您)?(?:了|一下|下)?(?=[,，\s请帮给告问查])"
    r"|excuse me\b|sorry\b(?=,)"
)
_ASIDE = r"请问(?:一下|下)?|请教(?:一下|下)|问一?下|(?:please|pls)\b"
_OF_THE_ASKER = (
    r"(?:(?:我|本人)(?:现在|目前)?(?:是|在)(?!不是|否)|作为一[名个位])[^,，。;；?？]{0,20}(?:研究生|本科生|大学生|博士生|硕士生|学生|学者|研究者|研究员|记者|编辑|教师|老师|爱好者)[,，。;；]"
    r"(?:我(?=[^国们省市县党军]))?"
    r"|(?:因为|由于)?(?:(?:我|本人)?(?:现在|最近|目前)?(?:正在|在|要)?(?:写|撰写|准备|赶|备)|(?:我|本人)(?:现在|最近|目前)?(?:正在|在|要)?(?:做|备))"
    r"(?:一?[篇份个节])?[^,，。;；?？]{0,24}(?:论文|作业|课题|发言稿|稿子|讲稿|课件|教案|课)[^,，。;；?？]{0,8}[,，。;；]"
    r"|(?:需要|要|得)(?:标注|注明|标明)出处[,，。;；]"
    r"|i(?: am|['’]m) (?:an? |writing |working |preparing )[^,.;?]{3,60}[,.;](?: and\b)?"
)
"""Says who asks, or what for."""
_TO_KNOW = r"(?:(?:了解(?!决)|知道|请教|咨询|查询|打听|弄?清楚|弄明白)(?:一下|下)?|[问查看]一?下|问(?=[,，:：\s问])(?:问|个问题)?)"
_WISH = rf"(?:我|本人)(?:就|只|现在|很|非常|特别)?(?:想要?|希望|需要|要)(?:向?[你您])?{_TO_KNOW}|想(?:要|向?[你您])?{_TO_KNOW}|需要(?:了解|知道)(?:一下|下)?"
_TELL = r"(?:(?:介绍|解释|说明|查|找|看|说|讲|告知)(?:一下|下)|讲讲|说说|查查|找找|看看|告诉我)"
_ASKED = (
    r"(?:(?:能不能|能否|可不可以|可否|可以|能)(?:请|麻烦)?[你您]?)?"
    rf"(?:(?:请[你您]?)?(?:帮(?:忙|我)?|给我|跟我|为我|和我)|请[你您]?)?{_TELL}(?!吗)"
)
_ASKED_EN = (
    r"(?:can|could|would|will) you (?:please )?(?:tell|explain to|show) me\b|tell me(?= (?:what|who|when|where|why|how|which))"
    r"|i(?: would|['’]d)? (?:like|want|wish|need) to (?:know|ask|find out|learn)\b(?: about\b)?"
)
_OPENING = re.compile(
    rf"^{_PAUSE}(?:(?:{_GREETING}|{_PARDON}|{_ASIDE}|{_OF_THE_ASKER}|{_WISH}|{_ASKED}|{_ASKED_EN}){_PAUSE})+",
    re.I,
)
_CLOSING = re.compile(
    rf"(?:^|[\s,，.。!！?？~～](?<!['’] )|(?<=[吗呢么啥少谁])){_PAUSE}(?:(?:非常|十分)?(?:感谢|谢谢|多谢)(?:你们?|您|大家|老师|啦|了)*"
    rf"|谢[了啦]|拜托了?|麻烦[你您]?了|(?:many )?thanks(?: a lot| in advance)?|thank you(?: very much)?|please){_PAUSE}$",
    re.I,
)
_WANTED = re.compile(
    r"[,，。;；?？!！\s](?:麻烦|请|请你|请您|帮我|希望)*(?:能)?(?:逐[条一个项]|分[条点项]|一[条个一项]+|全部?|都)*(?:(?:给|找|列|查|指|标|告诉)(?:我)?(?:一下|下|出来|出|到|明|个)*(?:原文|原话|出处|来源|引文)?(?:的?(?:出处|来源|段落))?"
    r"|(?:我|本人)?(?:写|做)?(?:论文|作业|报告|文章|稿子)?(?:里|中)?(?:需要|要|得|用来)(?:标注|注明|标明|引用|写论文)(?:出处|来源|原文)?|急用|急)(?:谢谢)?[\s。.!！~～]*$"
)
"""Says at the end what the answer is to be like, or is wanted for."""
_SAYS = re.compile(r"[^\W_]{2}")


def without_frame(text: str) -> str:
    """What somebody polite asks, as it was typed; all of it where nothing else is said."""
    simple = simplify(text)
    if len(simple) != len(text):
        return text
    opening, closing = _OPENING.search(simple), _CLOSING.search(simple)
    start, end = opening.end() if opening else 0, closing.start() if closing else len(text)
    if start < end and (wanted := _WANTED.search(simple, start, end)) and wanted.start() > start:
        end = wanted.start() + (simple[wanted.start()] in "?？")
    inner = text[start:end].strip()
    return inner if _SAYS.search(inner) else text

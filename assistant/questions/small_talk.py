"""What is said to the program itself: thanks, greetings, who it is, and that it should write a text, which it cannot."""

from __future__ import annotations

import re
from typing import Literal

from assistant.clean import normalize
from assistant.questions.frame import without_frame
from assistant.questions.interrogatives import ASKS, ASKS_EN, WHAT_OR_WHICH

SmallTalk = Literal["thanks", "greeting", "farewell", "noted", "self"]

_TO = r"(?:你们?|您|大家|老师)?"
_SAID: dict[SmallTalk, re.Pattern[str]] = {
    "thanks": re.compile(
        rf"(?:好的?|嗯|非常|十分|太|真是?|ok|okay|great|many|so)*\s*(?:谢谢|多谢|感谢|谢[了啦]|谢过|辛苦)(?:{_TO}的?(?:帮助|帮忙|回答|解答)?)[了啦呀啊]?"
        r"|(?:ok|okay|great|many|so)?\s*(?:thanks|thank you|thx)(?: (?:a lot|so much|very much|again))?"
    ),
    "greeting": re.compile(
        r"(?:你们?|您|大家|老师|早上|上午|中午|下午|晚上)好[呀啊哦]?|早上?好?|[嗨嘿哈][喽啰]?|hello(?: there)?|hi(?: there)?|hey|good (?:morning|afternoon|evening)"
    ),
    "farewell": re.compile(r"再见|拜拜|回见|晚安|(?:good)?\s?bye(?: ?bye)?|see you(?: later)?"),
    "noted": re.compile(r"好的?|好吧|嗯+|行|知道了|明白了?|懂了|了解了|ok|okay|i see|got it"),
    "self": re.compile(
        rf"(?:你|您|这)(?:到底|究竟)?(?:是|叫)(?:谁|什么|啥|干什么的|做什么的)(?:名字|程序|软件|系统|东西|模型)?[呀啊呢]?"
        rf"|(?:你|您|这个?程序)(?:是不是)?(?:是)?(?:个)?(?:人工智能|机器人|真人|ai|大模型)[吗么]?"
        rf"|(?:你|您|这个?程序)(?:都|到底)?(?:能|会|可以)(?:帮我|为我)?(?:做|干|回答|答)?(?:些)?{WHAT_OR_WHICH}(?:问题|事情?)?"
        r"|(?:你|您|这个?(?:程序|软件|系统))?(?:该|要)?(?:怎么|怎样|如何)(?:使用|用)(?:你|这个?(?:程序|软件|系统))"
        r"|(?:使用)?帮助|(?:who|what) are you|what can you do|help(?: me)?|how (?:do|can|does) (?:i|you|this|it) (?:use (?:this|it|you)|work)"
    ),
}
_BREAK = re.compile(r"[,，.。!！?？~～;；、:：…\n]+")
_WISHES = r"(?:请|帮我?|给我|替我|为我|麻烦|劳驾|我想|想要?|希望|能不能|能否|可以|可否|你|您|先|来|用[^,，。]{1,8}?话|简[单要]地?|简明|概括地?|扼要地?|一下|[,，\s])*"
_SUMMARISES = r"(?:总结|概括|归纳|概述|缩写|提炼|小结|综述)(?!大?会|表彰)(?:一?下|出)?"
_TEXT_MADE = r"(?:总结|摘要|提要|概要|综述|小结|提纲|读后感|心得(?:体会)?|感想|发言稿|讲话稿|新闻稿|评论|文章|论文|作文|报告|材料)"
_WRITES = (
    re.compile(rf"^{_WISHES}{_SUMMARISES}(?P<of>.*)$"),
    re.compile(rf"^{_WISHES}[把将对](?P<of>[^,，。]+?)(?:做|作|进行|来)?(?:一?个)?{_SUMMARISES}$"),
    re.compile(
        rf"^{_WISHES}(?:写|撰写|起草|生成|拟|做|作)(?:出|成)?(?:一?[篇份个段则]|\d+字的?)?(?:关于|对)?(?P<of>[^,，。]*?)的?{_TEXT_MADE}(?:吧)?$"
    ),
    re.compile(r"^(?P<of>[^,，。]{2,30}?)的(?:总结|摘要|概要)$"),
    re.compile(
        r"^(?:please |can you |could you |would you )*(?:summari[sz]e|sum up|recap|outline|paraphrase|(?:write|give me|make|draft) (?:me )?an? (?:\w+ )?(?:summary|abstract|essay|article|overview|outline|synopsis)(?: (?:of|on|about))?)\b\s*(?P<of>.*)$"
    ),
)
_EDGES = " ?？。.!！,，"


def courtesies(question: str) -> tuple[SmallTalk, ...]:
    """What courtesies a text consists of, each once; none if it says or asks anything else."""
    pieces = [piece.strip() for piece in _BREAK.split(normalize(question)) if piece.strip()]
    kinds = [next((k for k, said in _SAID.items() if said.fullmatch(p)), None) for p in pieces]
    found = [kind for kind in kinds if kind is not None]
    return tuple(dict.fromkeys(found)) if len(found) == len(pieces) else ()


def wants_written(question: str) -> str | None:
    """Of what a request wants a summary or another text written, as far as it says, normalised; None if it wants none: a question
    what was summed up (总结了哪些经验) does not."""
    text = normalize(without_frame(question)).strip(_EDGES)
    wish = next((m for p in _WRITES if (m := p.match(text))), None)
    if wish is None or re.search(rf"{ASKS.pattern}|{ASKS_EN}", wish["of"]):
        return None
    return wish["of"].strip(_EDGES) if not re.match("[了过的]", wish["of"]) else None

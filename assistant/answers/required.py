"""What a sentence must hold to answer: a quantity, a date, a body, a name, a place or so many members, where a question asks for one.

A sentence can tell all that a question takes for granted and not what it asks: a database is set up, not by whom; there
are three campaigns, not which.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Literal

import rjieba

from assistant.clean import normalize
from assistant.lists.named_set import joined, members_told
from assistant.questions.expected import ASKS_FOR_BODY, FEW_ASKED, Expected, expected
from assistant.questions.interrogatives import ASKS_EN, HOW, HOW_FAR, WHAT, WHEN, WHO, WHY
from assistant.questions.lexicon import known_names
from assistant.questions.question import Question
from assistant.ranking.particulars import names
from assistant.text.numerals import numbers
from assistant.text.ordinals import FEW
from assistant.text.surnames import DOUBLE_SURNAMES, SURNAMES

Required = Literal["number", "date", "body", "name", "place", "members", "set", "sanction", "rank"]
TOLD_AT_ONCE = frozenset(("number", "date", "name", "place", "body", "sanction", "rank"))
"""Kinds that one sentence tells."""
TELLING_NEAR = 0.15
"""How much less than the best sentence of its paragraph one may score that holds the kind asked for, to be quoted before it."""
_BODY_ASKED = re.compile(ASKS_FOR_BODY)
_BODY = re.compile(
    r"[部委局署厅行院办社党会网省市县乡镇村所](?=[、,。;:)和与及负牵制组建审批统按等的对向要应将可依根共一联提投举领办出·]|$)|政府|国务院|中央|党组织|共产党"
    r"|单位(?!的?gdp)|机[关构]|部门(?=应|要|须|负责|会同|等|制定|牵头|按)|组织|公司|企业|银行|学校|[中小大]学|财政|群众|人民|村民|街道|[总副]理|主席|书记|[部市省校所院区县厅局处]长|秘书长|主任|负责|领导|同志|各方|地方|主管|牵头"
    r"|承担|由[^,。]{1,12}|、.+[、和与]"
)
"""A body or somebody in office; 由 somebody."""
_PEOPLE = "网友|老板|企业家|专家|教授|院士|科学家|老师|教师|医生|大夫|委员|代表|记者|作者|干部|领导|官员|贪官|当事人|发言人"
_PERSON_ASKED = re.compile(
    rf"(?P<office>会长|主席|主任|组长|负责人|代表|校长|书记|总理|[市省县区州部局厅院厂处科所站乡镇村社]长|董事长|经理)(?:各|都|分别)?(?:(?:是|由){WHO}(?:担任|当)?|叫{WHAT})|姓(?:{WHAT}|甚)"
    rf"|哪一?[个位](?:{_PEOPLE})(?=[^们])|(?:{_PEOPLE})(?:都|各|分别|到底|究竟)*是(?:谁|哪(?:位|几位))"
    r"|\bwho (?:chairs|chaired|heads|headed)\b"
    r"|\bwho (?:is|was) the (?:chair|president|head|director|leader|secretary|mayor|minister|principal)"
)
_NAME_ASKED = re.compile(rf"叫{WHAT}名字?|名字[是叫]{WHAT}|(?:分别|各|都)叫{WHAT}")
_IN_OFFICE = re.compile(
    r"[总副]理|主席|书记|[部市省县区州校院厅局处科所站乡镇村社]长|秘书长|主任|担任|任组长"
)
_NAMED_FOR = re.compile(
    r"(?:毛泽东|邓小平|习近平)(?:新时代中国特色社会主义)?(?:思想|理论)|以[\u3400-\u9fff]{2,4}同志为(?:核心|总书记)|[\u3400-\u9fff]{2,3}总书记"
)
"""Names somebody, but not as who does or is something here: what is called after a person, the one at the head of all."""
_WHICH = rf"哪(?:些|(?:几|{FEW})?[个家所座])"
"""Places and institutions, which are counted in few measures and are also asked for one by one: 哪个城市."""
_PLACE_ASKED = re.compile(
    rf"{_WHICH}(?:国家|省份|省区|省市|城市|区县|县市|市县|街道|[国省县市])(?=$|[,。?;、的和与])"
)
_INSTITUTION_ASKED = re.compile(
    rf"{_WHICH}[\u3400-\u9fff]{{0,8}}(?P<each>公司|集团|大学|学校|[高院]校|银行|交易所)(?=$|[,。?;、的和与])"
)
_SANCTION_ASKED = re.compile(
    rf"(?:{WHAT}|{HOW}|哪些|哪种)(?:样的)?(?:行政|法律|刑事)?(?:处罚|处分|惩罚|惩处|罚款|制裁)|(?:受到?|给予?|挨)(?:{WHAT}|怎样的|哪些)(?:处理|责罚)"
    rf"|{HOW}(?:罚|惩|处罚|惩处|追责|问责|追究)|罚(?:{WHAT}|多少)|\bwhat (?:fine|penalt(?:y|ies)|punishments?|sanctions?)\b"
)
_SANCTION = re.compile(
    r"罚|处分|惩|追究|追责|问责|责任|通报(?!表扬)|批评|警告|约谈|撤销|免职|降级|开除|取消|整改|改正|没收|拘留|刑|吊销|关停|关闭|取缔|查处|移送|曝光|赔偿|清退|退回|扣"
)
_RANK_ASKED = re.compile(
    r"[排居列占](?:在)?(?:全国|世界|全球|全省|国际)?第几|第几(?:位|名(?!代))|排名(?:多少|怎么样|如何|第几)|\bwhat (?:rank|place) (?:does|did|is)\b|\bhow .{1,30}\brank(?:ed|s)?\b"
)
_RANK = re.compile(
    r"第[一二三四五六七八九十百\d]|首位|榜首|之首|前[列茅]|领先|首次|最|末|倒数|前[一二三四五六七八九十\d]"
)
_TELLTALE: tuple[tuple[Required, re.Pattern[str], re.Pattern[str]], ...] = (
    ("sanction", _SANCTION_ASKED, _SANCTION),
    ("rank", _RANK_ASKED, _RANK),
)
"""Kinds of thing told by a word of their own."""
_QUOTED = re.compile("[“《‘「『]")
_OPEN, _CLOSE = '[“"‘「『]', '[”"’」』]'
"""Around the name of a set: “四个自信”."""
_REGION = re.compile(r"[东西南北中]部|所有|全部|沿海|各省|各地|[东西南北]{1,2}地区|三角洲|流域")
_OF_A_SORT = re.compile(
    r"国有|民营|私营|外资|集体|地方|商业|新兴|各级|有关|农村|城市|城镇|上市|中小"
)
"""Begins what names a sort of bodies and none of them."""
_PROPER = {"name": ("nr", "ns", "nt", "nz"), "place": ("ns",)}
"""Tags of words that name persons, places and bodies."""
_ASKS = re.compile(
    rf"多少|{HOW_FAR}|{FEW_ASKED}|{WHEN}|{WHAT}|哪|{WHO}|{WHY}|{HOW}|[吗么]|{ASKS_EN}"
)
"""Those of a question that count: not 那几项, of which something is asked."""
_MEMBERS_ASKED = re.compile(
    rf"哪(?:几|{FEW})(?:个|位|条|项|家|类|种|点|座|所|名|样|件|方面|大)|{FEW}(?:个|大|项|条|种)[^,。?]{{2,12}}(?:是{WHAT}|是哪|分别|包括哪|包含哪|指{WHAT}|指的?是)"
)
_COUNTED = re.compile(
    rf"{FEW}[个大项条种](?P<each>[\u3400-\u9fff]{{2,8}})(?=是哪|分别|是{WHAT}|具体|指|都?(?:有|包括|包含)哪)"
)
"""What is counted and asked for one by one: where a sentence only counts it as well, it does not tell them."""
_MOST_MEMBERS = 12
"""Members that are still named one by one."""
_COUNTED_OFF = re.compile("(?:一是|第一[,、]).*(?:二是|第二[,、])")
_ALIKE = 2
"""Characters with which clauses begin or end that name members."""
_READ = 600
"""Characters that are looked through for members: clauses are compared with each other."""
_SHORTEST, _LONGEST = 3, 24
"""Characters of a wording that a sentence repeats of a question."""
_CHARACTERS_ASKED = re.compile(r"哪(?:几|[二两三四五六七八九十]|\d{1,2})个(?:字|词)")


def lacking(question: Question, quoted: str, after: str, *, listed: bool) -> Required | None:
    """Of which kind that `question` asks for in its own words what would be quoted holds nothing, if so; members may stand in
    what it is part of, to the sentence `after` it. `listed` tells that an enumeration of what is asked for was found, whose
    members need not stand together."""
    own, text = normalize(question.own), normalize(quoted)
    read, counted = normalize(after)[:_READ], _COUNTED.search(own)
    by_name = counted is not None and re.search(f"{_OPEN}{counted[0]}{_CLOSE}", read) is not None
    sized_set = by_name or (question.each and question.size is not None)
    if (sized_set or not listed) and _asks_for_members(question, own):
        size = question.size or 2
        each = question.each or (counted["each"] if counted and counted[0] in read else "")
        told = members_told(each, size, read) if each else _named(min(size, _MOST_MEMBERS), read)
        if not told:
            return "set" if each else "members"
    kinds = _measured(own)
    if kinds and not _asks_more(own, kinds):  # what asks another thing may be answered that
        told = (listed and question.intent == "list") or _holds(kinds, own, text)
        return None if told else _kind(kinds)
    for kind, asks, looks in _TELLTALE:
        if asks.search(own):
            return None if looks.search(_without(own, text)) else kind
    if person := _PERSON_ASKED.search(own):
        rest = _NAMED_FOR.sub("·", _without(own, text)).replace(person["office"] or "·", "·")
        if names(rest) or _IN_OFFICE.search(rest) or _by_surname(person["office"], text):
            return None
        return "name"
    if _NAME_ASKED.search(own):
        return None if _QUOTED.search(text) or _names_more(own, text, "name") else "name"
    if _PLACE_ASKED.search(own):
        return None if _REGION.search(text) or _names_more(own, text, "place") else "place"
    if institution := _INSTITUTION_ASKED.search(own):
        each = rf"[\u3400-\u9fff]{{2}}{institution['each']}|、"
        rest = _without(own, text)
        return None if re.search(each, rest) or _names_more(own, text, "name") else "name"
    if not _BODY_ASKED.search(own) or names(text):
        return None
    return None if _BODY.search(_without(_BODY_ASKED.sub(" ", own), text)) else "body"


def half_lacking(question: Question, paragraph: str) -> Required | None:
    """The quantity or the date that a question asks for beside something else, where a paragraph holds none."""
    own = normalize(question.own)
    kinds = _measured(own)
    if not _asks_more(own, kinds) or _holds(kinds, own, normalize(paragraph)):
        return None
    return _kind(kinds)


def _measured(own: str) -> list[Expected]:
    return [asked for asked in expected(own) if asked.kind in ("number", "date")]


def _kind(kinds: Sequence[Expected]) -> Required:
    return "date" if kinds[0].kind == "date" else "number"


def _asks_more(own: str, kinds: Sequence[Expected]) -> bool:
    """Whether a question asks something beside what is expected of these kinds, if any is."""
    return bool(kinds) and len(_ASKS.findall(own)) > len(kinds)


def _holds(kinds: Sequence[Expected], own: str, text: str) -> bool:
    rest = _unstated(own, text)
    return any(kind.may_be_in(rest) for kind in kinds)


def _unstated(own: str, text: str) -> str:
    """A sentence without the numbers that the question states, which are not what it asks for: 546条意见里有多少条…."""
    stated = {value for _, _, value in numbers(own) if len(value) > 1}
    for start, end, value in reversed(numbers(text)):
        if value in stated:
            text = f"{text[:start]}·{text[end:]}"
    return text


def _by_surname(office: str | None, text: str) -> bool:
    """Whether an office stands right before what may be a surname: 局长许文山, of which the tagger makes no name."""
    after = re.findall(f"{office}(?=(.))", text) if office else ()
    return any(letter in SURNAMES for letter in after)


def _names_more(own: str, text: str, kind: Literal["name", "place"]) -> bool:
    """Whether a sentence holds a proper noun that the question does not."""
    return any(
        tag in _PROPER[kind] and len(word) > 1 and word not in own and not _only_tagged(word, tag)
        for word, tag in rjieba.tag(text)
    )


def _only_tagged(word: str, tag: str) -> bool:
    """Whether the tagger takes for a name what is none: 国有银行, 纪检监察."""
    if tag == "nr":
        of_person = word[0] in SURNAMES or word.startswith(DOUBLE_SURNAMES) or "·" in word
        return not of_person and word not in known_names()
    return tag == "nt" and _OF_A_SORT.match(word) is not None


def _asks_for_members(question: Question, own: str) -> bool:
    return (
        question.ordinal is None
        and _MEMBERS_ASKED.search(own) is not None
        and not _CHARACTERS_ASKED.search(own)
    )


def _named(size: int, text: str) -> bool:
    """Whether a text names `size` members: joined in a row, counted off, or in clauses that begin or end alike."""
    return _COUNTED_OFF.search(text) is not None or any(
        any(joined(clause, size) for clause in re.split("[,;]", sentence))
        or any(stretch.count(";") >= size - 1 for stretch in sentence.split(","))
        or _any_run(re.split("[,;、]", sentence), size, _begin_alike)
        or _any_run(re.split("[,;]", sentence), size, _end_alike)
        for sentence in text.split("。")
    )


def _any_run(clauses: Sequence[str], size: int, alike: Callable[[Sequence[str]], bool]) -> bool:
    return any(alike(clauses[at : at + size]) for at in range(len(clauses) - size + 1))


def _begin_alike(clauses: Sequence[str]) -> bool:
    """Whether clauses begin with the same two characters; before those of the first something may stand that leads to them."""
    opening = clauses[-1][:_ALIKE]
    return (
        len(opening) == _ALIKE
        and opening in clauses[0]
        and all(clause.startswith(opening) for clause in clauses[1:])
    )


def _end_alike(clauses: Sequence[str]) -> bool:
    """The same of their ends; after those of the last something may follow."""
    closing = clauses[0][-_ALIKE:]
    return (
        len(closing) == _ALIKE
        and closing in clauses[-1]
        and all(clause.endswith(closing) for clause in clauses[:-1])
    )


def _without(own: str, text: str) -> str:
    """A sentence without the words of the question, which it only repeats: 国家职业教育指导咨询委员会 names no other body."""
    for part in sorted(re.findall(r"[\u3400-\u9fff]{3,}", own), key=len, reverse=True):
        for size in range(min(len(part), _LONGEST), _SHORTEST - 1, -1):
            for at in range(len(part) - size + 1):
                if part[at : at + size] in text:
                    text = text.replace(part[at : at + size], "·")
    return text

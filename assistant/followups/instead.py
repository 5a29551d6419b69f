"""The question before asked of another subject: the oil price, and steel? And per head?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import zip_longest

import rjieba

from assistant.clean import normalize, simplify
from assistant.followups.in_place import another_counted, in_its_place, is_quantity, speaking
from assistant.questions.interrogatives import ASKS, HOW_MANY, WHAT
from assistant.questions.subject import MEASURE, subjects
from assistant.ranking.particulars import names
from assistant.text.ordinals import OF_LISTS
from assistant.types import Span
from embeddings import StaticModel

_OF_LISTS = re.compile(OF_LISTS)
_LIKE = 0.15
"""Cosine from which a subject is like another; of those that are not, the first is what is asked about."""
_DOCUMENT = re.compile(
    r"(?:政府)?工作报告|(?:报告|讲话|谈话|座谈会|会议|大会|文件|通知|意见)(?=[里中上说讲提指强])"
)
"""Names what a question is put to, not what it is about."""
_REPORTED = re.compile(
    r"[^,，]{0,40}?(?:会议|大会|座谈会|全会|报告|讲话|谈话|意见|通知|方案|决定|规划|纲要)"
    r"(?:(?:上|中|里)?(?:说|讲|提到|谈到|指出|强调|提出)[过了到]?[,，]?|[上中里]面?[,，])"
)
"""Opens a question with who said where what it asks."""
_OF_A_KIND = re.compile(r"[^,，的年月日]{1,12}的(?!时候)")
"""Opens a question with words that say which ones it is about."""
_ASKED_FOR = re.compile(rf"(?:哪[个些几一类种家位所]*|{WHAT}|{HOW_MANY})$")
_ASKS = re.compile(rf"[谁哪]|{WHAT}")
"""Asks who or which; not how or how many, which no verb follows that says what these do."""
_PARTY = re.compile(r"个人|单位|企业|公司|机构|组织|法人|公民|个体户")
"""Whom a rule binds: one takes the place of another, wherever it is done."""
_A_PERSON = re.compile(r"个人|公民|个体户")
_A_PARTY = re.compile(rf"(?:{_PARTY.pattern})$")
_A_PLACE = re.compile(r"[全我]国|全[省市县区]|.+省|(?!城|超|股|上|门|都|夜).+市|.+县")
_NAME = 2
"""Characters of most names of places that longer names begin with: 深圳 of 深圳经济特区."""
_KEPT = re.compile(r"(?:目标|指标)$")
"""Ends what is asked for of one quantity as of another."""
_WHOSE = re.compile(r"(?:[人民户工员生业院校村镇部方边区市省县国地]|单位|机构|部门|公司|组织)的$")
"""Says whose or where it is, not of what thing: 南方的, 企业的."""
_PEOPLE = re.compile(r"了(?P<many>(?:多少|几)[名个]?人)$")
"""Ends a question for how many people something was done to, or did it."""
_PER_HEAD = re.compile(r"[人户亩]均|平均")
_NEGATED = re.compile("[不未没]$")
"""Stands before what is not done, and so no subject: 分类 of 不分类."""
_HOW_MUCH = re.compile(rf"[从由]?{HOW_MANY}")
_OF_A_PHRASE = ("n", "v", "b", "s", "j", "l", "i", "a", "eng")
"""First letters of the tags of words that one phrase is made of: 城镇新增就业目标."""
_IN_MARKS = re.compile("[“‘「『《][^”’」』》]*[”’」』》]")
_OF_A_NAME = ("n", "s", "b", "j", "vn")
_OUTSIDE = frozenset("时期 期间 时代 以来 提出 指出 强调 要求 提到 规定 预计 计划 说 讲".split())
"""Words of other phrases, whatever their tag: when it was, and who said so."""


def of_another(asked: str, subject: str, model: StaticModel, written: str = "") -> str:
    """The Chinese question `asked` of another, simplified, subject, which takes, as it was `written`, the place of its counterpart
    (副组长 after 组长), of the quantity asked for if it is one, of the subject most like it, or of the first; empty where the
    question names none. What ends in 的 says which ones (新入职的 after 退休的职工…): it takes the place of words that do, or
    stands before the first subject."""
    previous, written = simplify(asked), written or subject
    if other := in_its_place(asked, previous, subject, written):
        return other
    runs = _replaceable(previous)
    first = runs[0][0] if runs else len(previous)
    if other := another_counted(asked, previous, subject, written, first):
        return other
    if _A_PARTY.search(subject) and _names_no_agent(previous):
        return f"{written}{asked}"
    if not runs:
        return ""
    if _is_place(subject) and not any(
        _is_place(word) or _is_place(word[:_NAME]) for word in rjieba.cut(previous)
    ):
        return ""
    if subject.endswith("的"):
        if measured := _of_a_measure(asked, previous, written):
            return measured
        runs = [(a, b) for a, b in runs if previous[b : b + 1] == "的"]
        if not runs:
            start, end = _of_a_kind(previous)
            return f"{asked[:start]}{written}{asked[end:]}"
        subject, written = subject.removesuffix("的"), written[:-1]
    inside = any(subject in word and word != subject for word in rjieba.cut(previous))
    if subject in previous and not inside:
        return asked
    place = _place(previous, subject, runs, model)
    if place is None:
        return ""
    start, end = place[0], _end(previous, subject, place)
    if _IN_MARKS.match(written):
        marked = (m.span() for m in _IN_MARKS.finditer(previous))
        start, end = next((m for m in marked if m[0] < start and end < m[1]), (start, end))
    return f"{asked[:start]}{written}{asked[end:]}"


def _place(previous: str, subject: str, runs: Sequence[Span], model: StaticModel) -> Span | None:
    """Of what in a question a subject takes the place; of nothing that is only what the members of a list are called: problems."""
    quantity = _quantity(previous)
    if quantity and (is_quantity(subject) or _PER_HEAD.fullmatch(subject)):
        return quantity
    if _A_PARTY.search(subject):
        bound = _PARTY if _PARTY.fullmatch(subject) else _A_PERSON
        if parties := bound.findall(previous):
            start = previous.rindex(parties[-1])
            return start, start + len(parties[-1])
        if quantity and not ASKS.search(previous):
            return quantity[0], quantity[0]  # one to whom it applies: 小企业 the 用电价格
    if counterpart := _counterpart(previous, subject):
        return _whole_phrase(previous, counterpart, _OF_A_PHRASE)
    likeness = _cosines(subject, [previous[a:b] for a, b in runs], model)
    best = max(range(len(runs)), key=likeness.__getitem__)
    if likeness[best] >= _LIKE:
        return _whole_phrase(previous, runs[best])
    quantity = quantity if ASKS.search(previous) else None
    owned = quantity and previous[: quantity[0]].endswith(("的", "、"))
    if quantity and not owned and rjieba.tag(subject)[0][1] != "ns":
        return quantity
    things = (_with_verb(previous, run) for run in runs)
    first = next((t for t in things if not _OF_LISTS.fullmatch(previous[slice(*t)])), None)
    return first and _whole_phrase(previous, first)


def _end(previous: str, subject: str, place: Span) -> int:
    """Where in a question the words end of whose place a subject takes."""
    start, end = place
    if _PER_HEAD.fullmatch(subject):
        return start
    if measure := _said_of(MEASURE, previous[start:end], subject):
        return end - len(
            measure
        )  # what is asked for of another thing stays: 大豆产量 after 粮食产量
    if ASKS.search(previous):
        return end
    end -= len(_said_of(_KEPT, previous[start:end], subject))
    closes = [tag for _, tag in rjieba.tag(previous[end:])] == ["v"]
    return len(previous) if closes else end  # 决定 of 行政处罚决定


def _said_of(ending: re.Pattern[str], phrase: str, subject: str) -> str:
    """What a phrase says at its end of a thing that it names, where the subject does not say the like; else empty."""
    said = ending.search(phrase)
    return said[0] if said and said.start() and not ending.search(subject) else ""


def _with_verb(previous: str, run: Span) -> Span:
    """What members of a list are called, with the verb that a question begins with and that says which: 审核 of 审核意见."""
    before = list(rjieba.tag(previous[: run[0]]))
    says_which = _OF_LISTS.fullmatch(previous[slice(*run)]) and [t for _, t in before] == ["v"]
    return (0, run[1]) if says_which else run


def _is_place(word: str) -> bool:
    return _A_PLACE.fullmatch(word) is not None or [t for _, t in rjieba.tag(word)] == ["ns"]


def _replaceable(previous: str) -> list[Span]:
    """Places of the subjects of a question; not of the document, the speaker, the time or the kind of thing that it asks for."""
    named = [m.span() for m in _DOCUMENT.finditer(previous)]
    runs = [
        (a, b)
        for a, b in subjects(previous)
        if not (_ASKED_FOR.search(previous[:a]) or _NEGATED.search(previous[:a]))
        and not any(a < d and b > c for c, d in named)
    ]
    persons = {*names(normalize(previous)), *speaking(previous)}
    told = reported.end() if (reported := _REPORTED.match(previous)) else 0
    return [
        (a, b)
        for a, b in runs
        if a >= told and previous[a:b] not in persons and previous[b : b + 2] not in _OUTSIDE
    ] or runs


def _counterpart(previous: str, subject: str) -> Span | None:
    """Place of the word at the end of a phrase that a subject ends with, or that ends with it, or shares its last character: 组长 of
    副组长, 优势 of 劣势."""
    words = list(rjieba.tag(previous))
    at = 0
    found = None
    for (written, _), (_, following) in zip_longest(words, words[1:], fillvalue=("", "x")):
        word = written.removeprefix("任")  # 任组长 is no word
        at += len(written) - len(word)
        closes = len(word) > 1 and subject != word and not following.startswith(("n", "vn"))
        if closes and (subject.endswith(word) or word.endswith(subject)):
            return at, at + len(word)
        if closes and len(word) == len(subject) == 2 and word[-1] == subject[-1]:
            found = at, at + len(word)
        at += len(word)
    return found


def _quantity(previous: str) -> Span | None:
    """Place of the phrase of which a question asks how much it is: 城镇新增就业目标 of 城镇新增就业目标是多少."""
    asks = _HOW_MUCH.search(previous)
    if asks is None and (ASKS.search(previous) or not _named_quantity(previous)):
        return None
    words = list(rjieba.tag(previous[: asks.start()] if asks else previous))
    while words and words[-1][1][0] != "n":
        words.pop()
    end = sum(len(word) for word, _ in words)
    start = _opens(words, _OF_A_PHRASE)
    return (start, end) if start < end else None


def _names_no_agent(previous: str) -> bool:
    """Whether a question begins with what is done, or is not, and names nobody who does it: 不分类罚多少钱."""
    words = list(rjieba.tag(previous))
    done = [tag.startswith("v") or word in "不未没乱" for word, tag in words[:1]]
    return done == [True] and not _PARTY.search(previous) and _HOW_MUCH.search(previous) is not None


def _named_quantity(previous: str) -> bool:
    """Whether a quantity or a goal of it is all that a question says."""
    named = _KEPT.sub("", previous)
    return is_quantity(named) or named != previous


def _whole_phrase(previous: str, run: Span, tags: tuple[str, ...] = _OF_A_NAME) -> Span:
    """The run with the words right before it that belong to it and name nothing by themselves: 地方政府 of 政府;
    no verbs after a word that asks, as what is asked for does them: 哪个部门检查 of 学校."""
    before = previous[: run[0]]
    if _ASKS.search(re.split("[,，]", before)[-1]):
        tags = tuple(tag for tag in tags if not tag.startswith("v"))
    return _opens(list(rjieba.tag(before)), tags), run[1]


def _opens(words: Sequence[tuple[str, str]], tags: tuple[str, ...]) -> int:
    """Where the phrase begins that goes to the end of the words, is made of words with such tags and opens with a noun."""
    start = end = sum(len(word) for word, _ in words)
    for word, tag in reversed(words):
        if not tag.startswith(tags) or word in _OUTSIDE or (tag == "v" and len(word) == 1):
            break
        end -= len(word)
        if tag.startswith((*_OF_A_NAME, "l", "eng")):
            start = end
    return start


def _of_a_measure(asked: str, previous: str, written: str) -> str:
    """The question for a measure of another thing, of which it is only said what it is: 棉花的 after 粮食总产量是多少; of those that
    are counted, of others: 受伤的 after 死了多少人. Empty where it asks for neither."""
    if counted := _PEOPLE.search(previous):
        words = list(rjieba.tag(previous[: counted.start()]))
        while words and words[-1][1] in ("v", "zg", "d", "p"):
            words.pop()
        if words:
            return f"{asked[: sum(len(word) for word, _ in words)]}{written}有{asked[counted.start('many') :]}"
    for start, end in [] if _WHOSE.search(written) else subjects(previous):
        measure = MEASURE.search(previous[start:end])
        if measure and (measure.start() or previous[start - 1 : start] not in ("的", "")):
            opens, _ = _whole_phrase(previous, (start, end), _OF_A_PHRASE)
            return f"{asked[:opens]}{written[:-1]}{asked[start + measure.start() :]}"
    return ""


def _of_a_kind(previous: str) -> Span:
    opening = _OF_A_KIND.match(previous)
    return opening.span() if opening else (subjects(previous)[0][0],) * 2


def _cosines(word: str, others: Sequence[str], model: StaticModel) -> list[float]:
    vectors = model.embed_queries([normalize(text) for text in (word, *others)])
    return [float(vector @ vectors[0]) for vector in vectors[1:]]

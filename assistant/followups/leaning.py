"""Whether a question leans on the one before it: an ellipsis, a pronoun, an ordinal, another year or subject of the same."""

from __future__ import annotations

import re

import rjieba

from assistant.clean import normalize
from assistant.errors import QuestionError
from assistant.followups.another import FILLER, TWO_DIGITS, YEAR, YEAR_AFTER
from assistant.followups.in_place import is_quantity
from assistant.followups.own_matter import names_its_own_matter
from assistant.questions.interrogatives import ASKS
from assistant.questions.question import FUNCTION_WORDS_EN, language, read
from assistant.questions.subject import begins_with_subject, has_subject
from assistant.text.ordinals import BY_PLACE, FEW, NUMERAL, OF_LIST, OF_LISTS, is_bare

PRONOUN = re.compile(
    r"(?:^|[,，。;；\s那])(?:它|它们|他|她|他们|这|那|这个|那个|这些|那些|其中|其|该|此|前者|后者|上面|上述|刚才|这么|那么|这样|这段|这件|这项|这种)"
    r"|(?:在|对|为|把|从|跟|和|向|由|关于|除了)(?:这|那|它|他|她|其|此)|[它他她]们?的|这么|这样|为什么这|原来的|同一"
    r"|这(?:个|些)?(?=$|[?？要])"
    r"|这(?:一|项|条|句)(?![年代届次])"
    r"|^(?:那么?|还有)?(?:里头|里面|当中)|^[^,，]{1,6}[那这]个(?!时候|年代)"
)
"""Stands for what was asked about before."""
# These demonstratives name the open document, not the question before.
_DOCUMENT = re.compile(
    r"这(?:份|篇|次|个|场)?(?:讲话|报告|文件|材料|会议|文章|意见|通知|方案|试点|座谈会)|(?:本|该)(?:文|讲话|报告|文件)"
)
_PRONOUN_EN = re.compile(
    r"\b(?:it|its|they|them|their|this|that|these|those|which ones|which one(?! of)|the ones?|the others?|the (?:first|second|third|fourth|fifth|sixth|last) one)\b"
)
_DOCUMENT_EN = re.compile(
    r"\b(?:this|that|these|those) (?:speech|report|document|text|talk|law|plan|notice|paper|article|collection|library)(?:es|s)?\b"
)
_WITHIN_EN = re.compile(r"\b(?:so that|because|if|when|while|before|after|unless|and|but)\b")
"""Opens a clause whose pronouns stand for what the clause before it names (officials … so that they …)."""
_SPEAKER_EN = re.compile(r"\b(?:he|she|him|his|her)\b")
_SAYING_EN = frozenset("say says said so".split())
_MAIN_CLAUSE_EN = 4
"""Words from which an English clause names something that a later pronoun can stand for."""
_ENOUGH_EN = 3
"""Content words from which he or she is the speaker, whoever was asked about before."""
_OPENS_EN = re.compile(
    r"^(?:and|but|so|what about|how about|why|then|also|who else|what else|any(?:thing)? else)\b"
)
_CONTINUES = re.compile(
    r"^(?:那|那么|还有|然后|再|另外|除此之外|除此以外|比如|例如|要是|万一|[单光只]说|具体到)"
)
_ELLIPSIS = re.compile(
    r"呢\s*[?？]*$|呢[,，]|^(?:为什么|为啥|怎么说|具体|详细|谁说的|什么时候|多少|结果)"
)
_TAKES_UP = re.compile(r"^[也又还都]")
_HOW_MUCH = r"[又再要将]?(?:(?:提[高升]?|增加?|[上下]调|降低?|减少?|涨|达)[到了至]?|是|有|占)?(?:多少|几[成倍]|百分之几)"
_HEADLESS = re.compile(
    rf"的(?:怎么办|怎么处理|怎么弄|怎么算|咋办|咋处理)[?？]*$|^[^,，的]{{1,10}}的{_HOW_MUCH}[?？]*$"
)
"""Says which ones, but not of what: 长期没人看的怎么办, 制造业的提到多少."""
_OF_A_LIST = re.compile(rf"^(?:那么?)?(?:倒数)?第{NUMERAL}{OF_LIST}(?P<noun>[㐀-鿿]{{2}})")
_IN_MARKS = re.compile(
    r"(?:什么(?:是|叫))?(?:[“\"「『‘][^”\"」』’]{2,}[”\"」』’]|[a-z\d][a-z+-][a-z\d+-]*)"
)
"""Names a subject by what it is called."""
_OPENS_WHY = re.compile(r"(?:为什么|为啥|为何)(?:说)?")
_NAMED_SET = re.compile(
    rf"(?:那么?)?(?:什么是|何谓|什么叫)?[“「]?{FEW}[个项大](?!{OF_LISTS}|关系|工作|目标|步骤|阶段|部分|[类种点条件样的])[\u3400-\u9fff]{{2,6}}[”」]?"
    rf"(?:指的?)?(?:是什么|是啥|是哪|指什么|指哪|是指|包括|有哪)|什么是[“「]?{FEW}[个项大](?!{OF_LISTS})[\u3400-\u9fff]{{2,6}}[”」]?[?？]*$"
)
"""Asks what a set is by its own name: 四个自信是什么, but not 四个方面是什么."""
_SHORT = 6
"""Characters of content, or words of English, up to which an ordinal question cannot stand alone."""
_SHORT_SUBJECT = 4
"""Characters of content up to which any other question that may lean back does."""
_LONGEST_FOLLOW_UP = 24
_LONGEST_WITHOUT_SUBJECT = 14
"""Characters up to which a question that names no subject leans on the one before."""
ANOTHER_YEAR = re.compile(
    rf"^(?:那么?|再往[前后]|后来|之[前后]|到了?|[,，])*(?P<year>{YEAR}|{TWO_DIGITS}|{YEAR_AFTER})(?:[底末初]|以?前)?"
    r"(?P<report>的?那?[份年次]?(?:政府工作)?报告(?:里|中)?面?)?(?:(?:的?呢)?|(?:又|是|有|的|定|要|变成|达到|(?P<verb>[㐀-鿿]{2})了)*(?:多少|如何|怎么样|怎样|几\w)呢?)[?？]*$"
)
"""Asks the same of another `year`, perhaps of its `report`, with no `verb` but one of the question before."""
ANOTHER_SUBJECT = re.compile(
    r"^(?:那么?|还有)?(?:换[到成作]|至于|对于|说到|对(?![口外内策象比待联面方手华台]))?(?!(?:那么?|还有)?(?:第|最后|最末|末尾|[和跟与同比][去上前往\d]|还有|其[他它余]|别的|另|剩下|接下来|要是|如果|万一|换))(?P<subject>[^,，]{1,12}?的?)(?:方面|那些|那边|这块)*(?:呢|又(?:如何|怎么样|怎样|是?多少|怎么[办说讲]?)"
    rf"|(?<=的){_HOW_MUCH})[?？]*$"
)
"""Asks the same of another `subject`: 那医院呢."""


def leans_back(question: str) -> bool:
    """Whether the question cannot be understood without the one before it."""
    if asks_of_its_own_words(question):
        return False
    text = normalize(question).strip()
    if language(text) == "en":
        return _leans_back_en(text)
    if _of_its_own_year(text):
        return False
    if is_ordinal(question):
        return True
    text = _DOCUMENT.sub("讲话", text)
    if "它" in re.split("[,，]", text)[0] and not begins_with_subject(text):
        return True
    if PRONOUN.search(text) or (_CONTINUES.search(text) and len(text) <= _LONGEST_FOLLOW_UP):
        return True
    if (
        _TAKES_UP.search(text)
        or _HEADLESS.search(text)
        or ANOTHER_YEAR.match(text)
        or (ANOTHER_SUBJECT.match(text) and not _names_its_subject(text))
    ):
        return True
    named = _IN_MARKS.match(text) or _NAMED_SET.match(text) or names_its_own_matter(text)
    if len(text) <= _LONGEST_WITHOUT_SUBJECT and not (has_subject(text) or named):
        return True
    return bool(_ELLIPSIS.search(text)) and not _names_its_subject(text)


def asks_of_its_own_words(question: str) -> bool:
    """Whether a question wants to know of a wording that it holds whether it was said: what points at it (这句话) points at nothing
    in the question before."""
    try:
        return read(question).intent == "check"
    except QuestionError:
        return False


def _leans_back_en(text: str) -> bool:
    if _OPENS_EN.search(text):
        return True
    text = _DOCUMENT_EN.sub("the speech", text)
    content = [w for w in re.findall(r"[a-z']+", text) if w not in FUNCTION_WORDS_EN]
    if _SPEAKER_EN.search(text) and len(content) < _ENOUGH_EN:
        return True
    if clause := _WITHIN_EN.search(text):
        main = text[: clause.start()]
        text = main if len(main.split()) >= _MAIN_CLAUSE_EN else text
    for pronoun in _PRONOUN_EN.finditer(text):
        before = text[: pronoun.start()].split()
        # The measures that help, he says that: no pronoun.
        if pronoun[0] != "that" or not before or before[-1] not in {*content, *_SAYING_EN}:
            return True
    return False


def _of_its_own_year(text: str) -> bool:
    """Whether a question names a year and a subject of its own: 那2024年的GDP增长目标是多少."""
    opened = re.match(rf"那么?{YEAR}的?(?P<rest>.+)", text)
    return opened is not None and _names_its_subject(opened["rest"])


def _names_its_subject(text: str) -> bool:
    """Whether a question asks something of a subject of its own: 教育经费投入情况怎么样呢 does,
    原因是什么呢 and 乡镇呢 do not."""
    if _reason_of_its_own(text) or _NAMED_SET.match(text):
        return True
    return bool(ASKS.search(text)) and len(FILLER.sub("", ASKS.sub("", text))) > _SHORT_SUBJECT


def _reason_of_its_own(text: str) -> bool:
    """Whether a question asks why something that it names is as it says: 为什么改厕重要, but not 为什么重要, 为什么价格高."""
    opens = _OPENS_WHY.match(text)
    words = list(rjieba.tag(text[opens.end() :])) if opens else []
    if len(words) < 2 or len(words[0][0]) < 2:
        return False
    (subject, tag), (_, following) = words[:2]
    if not (tag.startswith(("n", "vn", "j", "l")) or following == "a"):
        return False
    of_something = is_quantity(subject) or re.fullmatch(OF_LISTS, subject)
    says = any(tag.startswith(("v", "a")) for _, tag in words[1:])
    return says and not of_something and (following == "a" or has_subject(subject))


def is_ordinal(question: str, before: str = "") -> bool:
    """Whether the question asks for one member of a list that it does not name itself; or names as the question `before` does."""
    text = normalize(question)
    if is_bare(text):
        return True
    if not (BY_PLACE.search(text) or of_its_list(text, before)):
        return False
    if language(text) == "en":
        return len(text.split()) <= _SHORT
    return len(FILLER.sub("", text)) <= _SHORT


def of_its_list(question: str, before: str) -> bool:
    """Whether a question is about a member of what the one before asked for: 第一个影响 after 有哪几个方面的影响."""
    member = _OF_A_LIST.match(normalize(question))
    return member is not None and member["noun"] in normalize(before)

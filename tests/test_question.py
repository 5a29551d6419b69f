"""Reading questions and follow-ups."""

from __future__ import annotations

import pytest

from assistant.errors import QuestionError
from assistant.followup import standalone, understood
from assistant.questions.question import LONGEST_QUESTION, read
from assistant.questions.subject import matter
from embeddings import StaticModel, bundled_model
from embeddings.static import MODEL_FOLDER


@pytest.mark.parametrize("text", ["", "  \n\u3000", "???", "。。。"])
def test_an_empty_question_is_told_so(text: str) -> None:
    with pytest.raises(QuestionError, match="empty"):
        read(text)


def test_an_over_long_question_states_the_limit() -> None:
    with pytest.raises(QuestionError, match=f"{LONGEST_QUESTION:,}"):
        read("问" * 100_000)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("存在哪些问题?", "zh"),
        ("輿情監測體系建立了嗎?", "zh-Hant"),
        ("What was achieved?", "en"),
        ("GDP增长多少", "zh"),
    ],
)
def test_the_language_is_told(text: str, language: str) -> None:
    assert read(text).language == language


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("要抓好哪些工作?", "list"),
        ("What are the main measures?", "list"),
        ("“没有网络安全就没有国家安全”这句话讲过吗?", "check"),
        ("“数字长春”提到了几次?", "count"),
        ("会议什么时候开的?", "plain"),
    ],
)
def test_the_intent_is_read_off_the_words(text: str, intent: str) -> None:
    assert read(text).intent == intent


@pytest.mark.parametrize(
    ("text", "ordinal"),
    [
        ("第三个方面是什么", 3),
        ("And the second one?", 2),
        ("最后一点呢", -1),
        ("第三产业怎么样", None),
    ],
)
def test_ordinals_are_read(text: str, ordinal: int | None) -> None:
    assert read(text).ordinal == ordinal


def test_years_are_read_in_both_writings() -> None:
    assert read("2015年和二〇二一年的目标各是多少").years == (2015, 2021)


@pytest.mark.parametrize(
    "question",
    [
        "第四个呢?",
        "为什么?",
        "那乡镇呢?",
        "这是怎么造成的?",
        "其中第二条说的是什么?",
        "And the third one?",
        "Why did they do that?",
        "What did he do next?",
        "How will they be fined if they refuse?",
        "How long until they must reply?",
        "What about that policy?",
        "原因是什么呢?",
        "什么时候开始?",
        "还有哪些部门参加?",
        "谁提出了这一要求?",
    ],
)
def test_a_question_that_leans_back_takes_the_earlier_one_along(question: str) -> None:
    understood = standalone(question, "存在的突出问题有哪些?", bundled_model())
    assert understood.startswith("存在的突出问题") and understood.endswith(question)


@pytest.mark.parametrize(
    "question",
    [
        "今年的财政赤字率拟定为多少?",
        "这篇讲话提到人才了吗?",
        "What is the growth target for agriculture?",
        "What does he ask of officials so that they know the web?",
        "Which shortcomings in staffing does she name?",
        "What are the measures that protect children?",
        "Does he say that the city will build more schools?",
        "第三产业增加值是多少?",
        "教育经费投入情况怎么样呢?",
        "什么时候开始实行九年义务教育?",
        "为什么要建设网络强国?",
        "多少贫困人口脱了贫?",
    ],
)
def test_a_new_topic_is_not_contaminated(question: str) -> None:
    assert standalone(question, "存在的突出问题有哪些?", bundled_model()) == question


def test_a_conversation_does_not_pile_up_what_was_asked_on_the_way() -> None:
    standing = ""
    for question in (
        "关于粮食安全有什么要求？",
        "那教育呢？",
        "为什么？",
        "为什么？",
        "那医疗呢？",
    ):
        standing = standalone(question, standing or None, bundled_model())
    assert standing == "关于教育有什么要求，那医疗呢？"


def test_another_year_takes_the_place_of_the_one_before() -> None:
    standing = ""
    for question in ("2017年财政收入是多少？", "2018年呢？", "那2019年呢？"):
        standing = standalone(question, standing or None, bundled_model())
    assert standing == "2019年财政收入是多少？"


def test_a_year_after_a_question_without_one_is_added_and_then_replaced() -> None:
    standing = ""
    for question in ("财政收入是多少？", "2018年呢？", "2019年呢？"):
        standing = standalone(question, standing or None, bundled_model())
    assert standing == "2019年财政收入是多少？"


def test_another_subject_takes_the_place_of_the_one_before_in_english() -> None:
    standing = ""
    for question in ("What is said about grain?", "What about schools?", "And what about health?"):
        standing = standalone(question, standing or None, bundled_model())
    assert standing == "What is said about grain; And what about health?"


def test_the_same_follow_up_twice_is_one() -> None:
    once = standalone("为什么？", "粮食产量增长了多少？", bundled_model())
    assert standalone("为什么？", once, bundled_model()) == once


@pytest.mark.parametrize(
    ("previous", "question", "understood"),
    [
        ("网吧由哪个部门检查？", "那医院呢？", "医院由哪个部门检查？"),
        ("1955年水利建设完成了多少？", "造林方面呢", "1955年造林完成了多少？"),
        ("1978年棉花产量是多少？", "八二年呢", "1982年棉花产量是多少？"),
        ("2007年农民人均收入是多少？", "那2009年又是多少", "2009年农民人均收入是多少？"),
        ("2007年农民人均收入是多少？", "再往后，2009年呢？", "2009年农民人均收入是多少？"),
        ("新入职的司机要培训几天？", "转岗来的那些呢", "转岗来的司机要培训几天？"),
        ("小学的校车归谁管？", "那中学的呢", "中学的校车归谁管？"),
        ("去年粮食产量是多少？", "南方的呢", "去年南方的粮食产量是多少？"),
    ],
)
def test_another_subject_or_year_is_asked_the_same(
    previous: str, question: str, understood: str
) -> None:
    model = StaticModel.load(MODEL_FOLDER)
    assert standalone(question, previous, model) == understood


@pytest.mark.parametrize(
    ("previous", "question", "understood"),
    [
        ("摩托车的保修期从哪天起算？", "最短多长时间？", "摩托车的保修期，最短多长时间？"),
        ("单位可以不让职工休假吗？", "那要补多少钱", "单位可以不让职工休假，那要补多少钱"),
        ("2007年钢产量下降了多少？", "怎么会下降呢", "2007年钢产量下降了多少，怎么会下降呢"),
        ("老人领补贴要看收入吗？", "也要看户口吗", "老人领补贴要看收入，也要看户口吗"),
    ],
)
def test_a_question_that_names_no_subject_is_asked_of_the_matter_before(
    previous: str, question: str, understood: str
) -> None:
    assert standalone(question, previous, bundled_model()) == understood


@pytest.mark.parametrize(
    ("previous", "question", "understood"),
    [
        ("养老保险由谁缴费？", "它从哪年开始的", "养老保险从哪年开始的"),
        ("什么样的企业叫小微企业？", "它们能少缴多少税？", "小微企业能少缴多少税？"),
        ("扶贫办公室由哪些部门组成？", "其经费从哪里来", "扶贫办公室经费从哪里来"),
        ("驻村干部从哪里选派？", "他们要住多久", "驻村干部要住多久"),
        ("有没有补贴？", "它从哪年开始的", "有没有补贴，它从哪年开始的"),
        ("低保标准是多少？", "其间涨过吗", "低保标准是多少，其间涨过吗"),
    ],
)
def test_a_pronoun_that_opens_a_question_stands_for_what_was_asked_about(
    previous: str, question: str, understood: str
) -> None:
    assert standalone(question, previous, bundled_model()) == understood


def test_the_matter_of_a_question_that_begins_by_asking_is_all_of_it() -> None:
    assert matter("哪些人不交学费") == "哪些人不交学费"


@pytest.mark.parametrize(
    ("previous", "question", "earlier"),
    [
        ("存在的突出问题有哪些?", "那谁来负责整改？", "存在的突出问题有哪些，"),
        ("存在的突出问题有哪些?", "第二个呢？", ""),
        ("粮食产量增长了多少?", "为什么？", ""),
        ("What problems are there?", "And the third one?", ""),
        ("粮食产量增长了多少?", "水库大坝由谁管理？", ""),
    ],
)
def test_only_words_of_its_own_outweigh_what_was_asked_before(
    previous: str, question: str, earlier: str
) -> None:
    assert understood(question, standalone(question, previous, bundled_model())).earlier == earlier


@pytest.mark.parametrize(
    ("question", "size"),
    [
        ("讲话提了哪四种精神?", 4),
        ("要过哪3道关?", 3),
        ("What are the five measures?", 5),
        ("第三条措施是什么?", None),
        ("Which measures were taken?", None),
    ],
)
def test_the_size_of_the_list_asked_for_is_read(question: str, size: int | None) -> None:
    assert read(question).size == size


@pytest.mark.parametrize(
    ("question", "size", "each"),
    [
        ("六个“必须”分别是什么", 6, "必须"),
        ("“四個意識”是哪四個", 4, "意识"),
        ("第三个“必须”是什么", None, ""),
        ("“不忘初心”出自哪里", None, ""),
        ("100个“示范村”分布在哪些县？", None, ""),
        ("第十四个“五年规划”的目标是什么？", None, ""),
        ("三“农”问题怎么解决", None, ""),
        ("“四个自信”是什么时候提出的", None, ""),
        ("为什么要坚持“两个维护”", None, ""),
        ("三个月的重点任务是什么", None, ""),
    ],
)
def test_the_word_that_each_member_holds_is_read(
    question: str, size: int | None, each: str
) -> None:
    asked = read(question)
    assert (asked.size, asked.each) == (size, each)


@pytest.mark.parametrize("question", ["列一下存在的问题", "把措施逐条说说", "罗列主要成绩"])
def test_to_list_is_to_ask_for_a_list(question: str) -> None:
    assert read(question).intent == "list"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Did he say “人民至上”?", "en"),
        ("What does 《渡江纪事》 say?", "en"),
        ("“人民至上”", "zh"),
        ("What does 渡江 mean?", "zh"),
    ],
)
def test_what_is_quoted_does_not_tell_the_language(text: str, language: str) -> None:
    assert read(text).language == language


@pytest.mark.parametrize(
    "text",
    [
        *("Did the talk contain “人民至上，生命至上”?", "Does “人民至上，生命至上” appear in it?"),
        *("无论走多远都要记得来路，这句话讲过吗？", "几代人种树才有今天，这话他讲过吗？"),
    ],
)
def test_whether_a_text_contains_a_wording_is_a_check(text: str) -> None:
    assert read(text).intent == "check"


def test_a_part_of_a_number_is_no_year() -> None:
    assert read("投入12018万元修路，新增2000万人用水").years == ()

"""Which documents a question names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from assistant.questions.question import read
from assistant.ranking.route import Routing, route
from assistant.ranking.unnamed import put_to
from assistant.text.titles import Titles, title_match
from assistant.types import Document

REPORT_2019 = Document(
    "2019.txt", "2019年政府工作报告", speaker="李克强", date="2019-03-05", type="report"
)
REPORT_2009 = Document(
    "2009.txt", "2009年政府工作报告", speaker="温家宝", date="2009-03-05", type="report"
)
CONGRESS_16 = Document(
    "16.txt",
    "全面建设小康社会，开创中国特色社会主义事业新局面",
    speaker="江泽民",
    occasion="在中国共产党第十六次全国代表大会上的报告",
    date="2002-11-08",
    type="report",
)
SCIENCE_TALK = Document(
    "talk.txt",
    "在科学家座谈会上的讲话",
    speaker="习近平",
    occasion="在科学家座谈会上",
    date="2020-09-11",
    type="speech",
)
UNKNOWN = Document("note.txt", "关于加强安全生产工作的意见", type="policy")
ALL = (REPORT_2019, REPORT_2009, CONGRESS_16, SCIENCE_TALK, UNKNOWN)


def routed_among(question: str, documents: Sequence[Document]) -> Routing:
    return route(read(question), Titles.of(documents), np.arange(len(documents)))


def routed(question: str) -> Routing:
    return routed_among(question, ALL)


def named_most(question: str) -> Document:
    strength = routed(question).strength.tolist()
    assert sorted(strength)[-1] > sorted(strength)[-2]
    return ALL[strength.index(max(strength))]


@pytest.mark.parametrize(
    ("question", "document"),
    [
        ("2019年政府工作报告提出的增长目标是多少?", REPORT_2019),
        ("二〇一九年政府工作报告提出的增长目标是多少?", REPORT_2019),
        ("二○○九年政府工作报告怎么讲农业?", REPORT_2009),
        ("２００９年的政府工作报告怎么讲农业?", REPORT_2009),
        ("What does the 2009 report say about farming?", REPORT_2009),
        ("2020年那次讲话怎么讲创新?", SCIENCE_TALK),
    ],
)
def test_a_year_names_a_document_in_either_writing(question: str, document: Document) -> None:
    assert named_most(question) is document


@pytest.mark.parametrize(
    ("question", "document"),
    [
        ("江泽民怎么讲小康?", CONGRESS_16),
        ("溫家寶怎麼講農業?", REPORT_2009),
        ("What did Jiang Zemin say about reform?", CONGRESS_16),
        ("What does Li Keqiang promise?", REPORT_2019),
        ("What did Premier Wen say about farming?", REPORT_2009),
    ],
)
def test_a_speaker_names_a_document_in_chinese_and_english(
    question: str, document: Document
) -> None:
    assert named_most(question) is document


@pytest.mark.parametrize(
    "question",
    [
        "十六大提出的奋斗目标是什么?",
        "第十六次全国代表大会提出的奋斗目标是什么?",
        "What goal did the 16th National Congress set?",
        "What goal did the 16th Party Congress set?",
    ],
)
def test_a_congress_is_known_by_its_short_name_its_full_one_and_in_english(question: str) -> None:
    assert named_most(question) is CONGRESS_16


def test_another_congress_is_not_meant() -> None:
    asked = routed("十六大提出了什么?").strength[2]
    assert routed("十八大提出了什么?").strength[2] < asked / 2


def test_the_report_of_another_year_is_pushed_away() -> None:
    strength = dict(zip(ALL, routed("2019年政府工作报告怎么讲粮食?").strength, strict=True))
    assert strength[REPORT_2009] < strength[REPORT_2019] - 0.5
    plain = dict(zip(ALL, routed("政府工作报告怎么讲粮食?").strength, strict=True))
    assert strength[REPORT_2009] < plain[REPORT_2009]


def test_a_speech_of_another_year_is_not_pushed_away() -> None:
    # A speech is asked about by years it mentions; a report stands for its own.
    assert routed("2019年的粮食产量是多少?").strength[ALL.index(SCIENCE_TALK)] == 0


def test_a_report_without_a_known_year_is_not_pushed_away() -> None:
    undated = Document("r.txt", "工作总结", type="report")
    assert routed_among("2019年的报告怎么讲粮食?", [undated]).strength[0] >= 0


def test_all_years_of_a_comparison_are_named() -> None:
    strength = routed("2009年和2019年的政府工作报告怎么讲粮食?").strength
    assert sorted(strength)[-2:] == sorted([strength[0], strength[1]])


@pytest.mark.parametrize(
    ("question", "document"),
    [("科学家座谈会讲了什么?", SCIENCE_TALK), ("安全生产工作的意见是怎么说的?", UNKNOWN)],
)
def test_telling_words_of_a_title_name_it(question: str, document: Document) -> None:
    assert named_most(question) is document


def test_a_question_that_names_nothing_points_nowhere() -> None:
    routing = routed("篮球怎么判犯规?")
    assert not routing.strength.any()
    assert routing.naming == frozenset()


def test_the_words_that_name_a_document_are_told_from_those_that_ask() -> None:
    naming = routed("2019年政府工作报告怎么讲粮食?").naming
    assert {"2019年", "政府工作报告"} <= naming
    assert not any("粮食" in word for word in naming)


def test_strength_keeps_within_its_bounds() -> None:
    everything = "2002年江泽民在中国共产党第十六次全国代表大会上的报告全面建设小康社会，开创中国特色社会主义事业新局面"
    for question in (everything, "1999年的报告", "2019年2009年报告李克强温家宝"):
        assert all(-0.5 <= s <= 1 for s in routed(question).strength)
    assert max(routed(everything).strength) == 1


def test_a_document_without_a_title_matches_no_words() -> None:
    assert title_match(frozenset({"政府工", "府工作"}), Document("x.txt")) == 0


@pytest.mark.parametrize(
    "question",
    ["在全国大会上的讲话里说了什么?", "政府的工作会议怎么开?", "关于进一步做好这件事的通知呢?"],
)
def test_what_all_titles_say_names_none(question: str) -> None:
    assert all(s == 0 for s in routed(question).strength)


def test_no_documents_give_no_strengths() -> None:
    assert not len(routed_among("2019年的报告?", []).strength)


def test_a_follow_up_that_names_another_meeting_means_that_one() -> None:
    question = replace(
        read("二〇〇二年十六大讲了什么，那在科学家座谈会上呢？"),
        earlier="二〇〇二年十六大讲了什么，",
        tail="那在科学家座谈会上呢？",
    )
    strength = route(question, Titles.of(ALL), np.arange(len(ALL))).strength
    assert ALL[int(strength.argmax())] is SCIENCE_TALK
    assert strength[ALL.index(CONGRESS_16)] < 0.45


FORESTS = Document("f.txt", "关于在全省林区全面推行“双轮换、一公示”护林的意见", type="policy")
NORTH = Document(
    "n.txt",
    "在许昌主持召开豫东和豫北地区水利工作座谈会时的讲话",
    speaker="许文山",
    date="1999-08-12",
    type="speech",
)


@pytest.mark.parametrize(
    ("question", "document"),
    [
        ("双轮换的意见里，多久换一次人？", FORESTS),
        ("豫东豫北水利座谈会上说可以卖水库吗？", NORTH),
        ("十六大报告里说党员有多少？", CONGRESS_16),
    ],
)
def test_a_reference_names_the_document_whose_title_holds_what_it_says(
    question: str, document: Document
) -> None:
    routing = route(read(question), Titles.of([*ALL, FORESTS, NORTH]), np.arange(len(ALL) + 2))
    assert routing.meant == {document.name}
    assert put_to(read(question), routing) == {document.name}


@pytest.mark.parametrize(
    "question",
    ["双轮换的通知里，多久换一次人？", "豫西水利座谈会上说了什么？", "座谈会上说了什么？"],
)
def test_a_reference_of_another_kind_or_place_names_none_of_them(question: str) -> None:
    routing = route(read(question), Titles.of([FORESTS, NORTH]), np.arange(2))
    assert put_to(read(question), routing) == set()


def test_a_speaker_who_is_spoken_of_is_not_put_the_question() -> None:
    question = read("习近平在科学家座谈会上怎么评价李克强？")
    assert route(question, Titles.of(ALL), np.arange(len(ALL))).speakers == {"习近平"}

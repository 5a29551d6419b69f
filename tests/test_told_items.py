"""Items that are asked for by another name than the text gives them, counted with a word between, or told by one sentence."""

from __future__ import annotations

from pathlib import Path

import pytest
from selecting import chosen, retrieved, words

from assistant.lists.called import fits
from assistant.lists.named_set import told_again
from assistant.questions.question import read
from assistant.segment import parse
from assistant.store import Library
from embeddings import bundled_model

FAULTS = """在养蜂现场会上的讲话
养蜂这几年有了起色。也要看到养蜂工作存在的一些突出问题，一是蜂农的防病能力不足，不认得螨害；二是蜂箱老旧，漏风漏雨；三是没有统一的收购点，卖蜜要跑三十里路。
下面说三条基本经验。
一是要选好蜜源。哪里有花往哪里走。
二是要分好蜂群。强群带弱群。
三是要存好冬蜜。
蜂农精神是山里人多年养成的好传统。要学习早出晚归的勤劳精神，你帮我助的互助精神，不掺一滴水的诚信精神。
养蜂要按统一蜂箱、统一防病、统一收购的办法来做。
"""
"""A speech that tells each list in another way."""
STORM = """在抗风会上的讲话
这次台风带来三个新的困难。
——船坞进了水。影响主要有这样几个方面。一是锯台泡坏了两张，工人们只好到邻村借锯。二是木料漂走了一半，沿江两岸都派人去找回来。三是工棚的顶揭了，夜里没有地方睡，只好挤在祠堂里。
——道路断了。运料的车绕行四十里。
——电线倒了。修了七天。
"""


@pytest.mark.parametrize(
    "question", ["养蜂工作有哪些不足？", "养蜂存在什么短板？", "养蜂工作有什么困难？"]
)
def test_shortcomings_are_listed_by_whatever_name_they_are_announced(
    tmp_path: Path, question: str
) -> None:
    listed = words(chosen(tmp_path, question, FAULTS))
    assert [one[:2] for one in listed] == ["一是", "二是", "三是"]


def test_one_of_the_shortcomings_alone_answers_what_is_asked_of_it(tmp_path: Path) -> None:
    told = words(chosen(tmp_path, "蜂农在防病上有什么不足？", FAULTS))
    assert len(told) == 1


@pytest.mark.parametrize("question", ["养蜂的三条基本经验", "养蜂的三条经验是什么？"])
def test_a_word_may_stand_between_the_number_of_members_and_what_they_are_called(
    tmp_path: Path, question: str
) -> None:
    assert words(chosen(tmp_path, question, FAULTS)) == [
        "一是要选好蜜源。",
        "二是要分好蜂群。",
        "三是要存好冬蜜。",
    ]


@pytest.mark.parametrize("question", ["蜂农精神是什么？", "蜂农精神的内容", "蜂农精神包括哪些？"])
def test_what_something_consists_of_is_told_by_the_sentence_that_names_each(
    tmp_path: Path, question: str
) -> None:
    (told,) = words(chosen(tmp_path, question, FAULTS))
    assert told.startswith("要学习早出晚归的勤劳精神")


def test_what_is_itself_one_of_them_is_not_told_by_naming_all(tmp_path: Path) -> None:
    with Library.open(tmp_path, bundled_model()) as library:
        library.write([parse("a.txt", FAULTS)])
        with library.snapshot() as snapshot:
            asked = read("什么是互助精神？互助精神是什么？")
            assert told_again(asked, retrieved(snapshot, asked.text)) is None


def test_a_set_called_by_a_number_and_a_word_is_told_where_each_says_the_word(
    tmp_path: Path,
) -> None:
    (told,) = words(chosen(tmp_path, "“三统一”是哪三个？", FAULTS))
    assert told == "养蜂要按统一蜂箱、统一防病、统一收购的办法来做。"


def test_a_member_that_only_announces_is_quoted_with_what_it_announces(tmp_path: Path) -> None:
    (told,) = words(chosen(tmp_path, "台风带来的第一个困难具体是什么？", STORM))
    assert told == STORM.splitlines()[2]


def test_members_of_any_list_are_not_those_of_a_set_that_one_of_them_mentions(
    tmp_path: Path,
) -> None:
    texts = ["一是要讲三个认真，做到人人有责。", "二是要节约。", "三是要守时。"]
    with Library.open(tmp_path, bundled_model()) as library:
        library.write([parse("a.txt", "在班前会上的讲话\n同志们：\n" + "\n".join(texts))])
        with library.snapshot() as snapshot:
            asked = "三个认真是哪三个？"
            place = retrieved(snapshot, asked)[0]
            assert not fits(read(asked), place, texts)
            assert fits(read("三个要求是哪三个？"), place, texts)

"""What people call things leads to what texts call them."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant import Assistant
from assistant.clean import normalize
from assistant.questions.lexicon import Lexicon, LexiconError, named_in_chinese, open_lexicon

LEXICON = Lexicon.of(
    [
        ("看病报销", "医疗费用结算、医保报销"),
        ("看病", "医疗卫生"),
        ("打电话骗钱", "电信网络诈骗"),
        ("left-behind children", "农村留守儿童"),
        ("AI骗人", "人工智能诈骗"),
    ]
)


def official(question: str) -> str:
    return LEXICON.official(normalize(question))


def test_the_longest_wording_counts() -> None:
    assert official("在外地看病报销方便吗") == "医疗费用结算、医保报销"
    assert official("看病难怎么办") == "医疗卫生"


def test_each_matter_of_a_question_is_worded_once() -> None:
    assert official("看病时遇到打电话骗钱，又看病") == "医疗卫生、电信网络诈骗"


def test_traditional_characters_and_wide_letters_are_met() -> None:
    assert official("打電話騙錢的人") == "电信网络诈骗"
    assert official("ＡＩ骗人怎么防") == "人工智能诈骗"


def test_english_is_met_by_whole_words_in_singular_or_plural() -> None:
    lexicon = Lexicon.of([("land reform", "土地改革"), ("price", "物价")])
    assert lexicon.official("what did the land reforms change?") == "土地改革"
    assert lexicon.official("left-behind children") == ""
    assert lexicon.official("priceless") == ""
    assert official("Who cares for left-behind children?") == "农村留守儿童"


def test_a_question_without_known_wordings_has_no_other() -> None:
    assert official("讲了什么") == ""
    assert official("") == ""
    assert open_lexicon("none").official("打电话骗钱") == ""


def test_a_wording_given_twice_keeps_both_meanings(tmp_path: Path) -> None:
    file = tmp_path / "own.tsv"
    file.write_text("# ours\n\n打电话骗钱\t我市反诈专班\n", encoding="utf-8")
    found = open_lexicon(str(file)).official("打电话骗钱")
    assert "我市反诈专班" in found
    assert len(found) > len("我市反诈专班")


@pytest.mark.parametrize("line", ["没有制表符", "三\t列\t多", "\t空", "长\t" + "长" * 500])
def test_a_malformed_line_is_named(tmp_path: Path, line: str) -> None:
    file = tmp_path / "own.tsv"
    file.write_text(f"一\t二\n{line}\n", encoding="utf-8")
    with pytest.raises(LexiconError, match="line 2") as caught:
        Lexicon.read([file])
    assert "第 2 行" in caught.value.message("zh")


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "gbk.tsv").write_bytes("看病\t医疗".encode("gbk"))
    for name in ("gbk.tsv", "absent.tsv"):
        with pytest.raises(LexiconError, match=name):
            open_lexicon(str(tmp_path / name))


def test_an_own_lexicon_finds_what_the_question_calls_otherwise(tmp_path: Path) -> None:
    file = tmp_path / "own.tsv"
    file.write_text("蓝鲸计划\t河道清淤整治工程\n", encoding="utf-8")
    text = (
        "市政工作报告\n\n全市新建中小学二十所。\n\n河道清淤整治工程如期完工。\n\n引进人才三百名。\n"
    )
    with Assistant.open(tmp_path / "library", lexicon=str(file)) as a:
        a.add_text(text, "报告.txt")
        assert a.search("蓝鲸计划怎么样了")[0].text == "河道清淤整治工程如期完工。"


@pytest.mark.parametrize(
    ("question", "chinese"),
    [
        ("What did Zhu Rongji say in Shenzhen?", "朱镕基、深圳"),
        ("How many people live in Xi'an?", "西安"),
        ("What about the Yangtze River Delta?", "长三角、长江三角洲"),
        ("他去了哪里？", ""),
    ],
)
def test_people_and_places_in_latin_script_are_known_by_their_chinese_names(
    question: str, chinese: str
) -> None:
    assert named_in_chinese(normalize(question)) == chinese

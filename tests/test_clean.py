"""What is left out of searching, what is restored, and the map back to the source."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.clean import find_edits, normalize, search_text, simplify

SPEECH = Path(__file__).parent.parent / "data" / "changchun_2018.txt"


def searched(text: str) -> str:
    return search_text(text, find_edits(text)).text


@pytest.mark.parametrize(
    ("masked", "read"),
    [
        ("X的十八大以来", "党的十八大以来"),
        ("在X中央和全X的核心地位,坚决维护X中央权威", "在党中央和全党的核心地位,坚决维护党中央权威"),
        ("为X委政府科学决策", "为党委政府科学决策"),
        ("各级X员干部", "各级党员干部"),
        ("非公X建走在了全省前列", "非公党建走在了全省前列"),
        ("在X和国家事业全局中", "在党和国家事业全局中"),
        ("坚定正确ZZ方向", "坚定正确政治方向"),
        ("对ZZ、经济、文化", "对政治、经济、文化"),
        ("Ｘ中央", "党中央"),
        ("x的十九大报告", "党的十九大报告"),
        ("中国共产X第十八次", "中国共产党第十八次"),
        ("坚定zz方向", "坚定政治方向"),
        ("X中央领导的多X合作", "党中央领导的多党合作"),
    ],
)
def test_masked_words_are_restored_for_searching(masked: str, read: str) -> None:
    assert searched(masked) == read


@pytest.mark.parametrize(
    "text",
    [
        "做了X光检查",
        "X射线衍射仪",
        "X县人民政府",
        "于X月召开",
        "XX年XX市",
        "代码ZZ的设备",
        "变量X的值",
        "A组对X组",
        "MAX的值",
        "XX县委书记到X镇调研",
        "年产X吨、两X两Y",
        "车牌号ZZ1234，型号x1",
        "救援队伍代号用X代表消防救援",
        "财政部补贴XXX元",
        "×月×日，应纳税额＝数量×单位税额",
        "Mac OS X的用户",
    ],
)
def test_real_letters_are_not_taken_for_masked_words(text: str) -> None:
    assert find_edits(text) == ()


def test_doubtful_masks_are_read_only_where_the_text_is_known_to_mask() -> None:
    assert searched("X的事业") == "党的事业"
    assert searched("X要管党") == "x要管党"
    assert searched("X中央要求,X要管理好自己") == "党中央要求,党要管理好自己"


def test_edits_never_overlap_and_the_surer_rule_wins() -> None:
    text = "X中央决定。\n关注公众号：X的资料库\n各级X员干部"
    assert [(text[e.start : e.end], e.replacement, e.reason) for e in find_edits(text)] == [
        ("X", "党", "masked word"),
        ("关注公众号：X的资料库", "", "watermark"),
        ("X", "党", "masked word"),
    ]


def test_the_bundled_speech_has_no_masks_or_watermarks_left_in_its_search_text() -> None:
    text = searched(SPEECH.read_text(encoding="utf-8"))
    assert "x" not in text and "zz" not in text and "微信" not in text


def test_search_text_folds_width_case_and_script() -> None:
    assert normalize("ＡＢＣ１２３ 輿情監測") == "abc123 舆情监测"


@given(st.text(max_size=80))
def test_simplifying_never_changes_the_length(text: str) -> None:
    assert len(simplify(text)) == len(text)


@given(
    st.text(alphabet="X的中央党ZZ方向正文复制更多资料+微信:\n。A輿½", max_size=60),
    st.integers(0, 100),
)
def test_every_search_character_maps_to_a_source_span_in_order(text: str, start: int) -> None:
    found = search_text(text, [], start)
    assert len(found.text) == len(found.starts) == len(found.ends)
    assert list(found.starts) == sorted(found.starts)
    assert all(
        start <= a < b <= start + len(text) for a, b in zip(found.starts, found.ends, strict=True)
    )


def test_a_restored_word_maps_to_its_mask() -> None:
    text = "全市X中央"
    found = search_text(text, find_edits(text))
    at = found.text.index("党")
    assert text[slice(*found.source(at, at + 1))] == "X"

"""Quotations in a question are compared with the wording of the collection."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import Answer, Assistant, retrieve
from assistant.questions.question import read
from assistant.text.numerals import numbers

TEXT = """全市水利工作会议上的讲话
今年粮食总产量增长百分之八点五，新建水库三百四十三座。
各地不得挪用工程款项，谁挪用就追究谁的责任。
“十三五”期间要完成病险水库除险加固。我们的目标是让每个村子都喝上干净水。
河道清淤要抓紧，河道清淤不能等到汛期。
"""


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with Assistant.open(tmp_path_factory.mktemp("library")) as opened:
        opened.add_texts({"water.txt": TEXT})
        yield opened


def verdict(answer: Answer) -> str:
    assert answer.check is not None
    return answer.check.verdict


@pytest.mark.parametrize(
    "quotation",
    [
        "今年粮食总产量增长8.5%",
        "今年粮食总产量增长８．５％",
        "新建水库343座",
        "新建水库三四三座",
        "我們的目標是讓每個村子都喝上乾淨水",
    ],
)
def test_a_quotation_in_other_digits_or_characters_is_there_and_shown_as_it_stands(
    assistant: Assistant, quotation: str
) -> None:
    answer = assistant.ask(f"“{quotation}”，这句话讲过吗？")
    assert verdict(answer) == "exact"
    assert "一字不差" not in answer.lead
    assert all(q.text in TEXT for q in answer.quotes)


def test_a_quotation_to_the_letter_is_told_from_one_in_other_digits(assistant: Assistant) -> None:
    answer = assistant.ask("“新建水库三百四十三座”，这句话讲过吗？")
    assert verdict(answer) == "exact"
    assert "一字不差" in answer.lead


@pytest.mark.parametrize(
    ("quotation", "differences"),
    [
        ("今年粮食总产量增长6.5%", [("6.5%", "百分之八点五", "digit")]),
        ("新建水库343座，粮食总产量", None),
        ("“十五”期间要完成病险水库除险加固".replace("“", "").replace("”", ""), None),
        ("各地可挪用工程款项", [("可", "不得", "negation")]),
    ],
)
def test_a_changed_quotation_is_never_called_exact(
    assistant: Assistant, quotation: str, differences: list[tuple[str, str, str]] | None
) -> None:
    answer = assistant.ask(f"“{quotation}”，这句话讲过吗？")
    assert verdict(answer) != "exact"
    if differences is not None:
        assert answer.check is not None
        found = [(d.asked, d.source, d.kind) for d in answer.check.differences]
        assert found == differences


def test_other_words_at_the_start_of_a_clause_are_shown(assistant: Assistant) -> None:
    answer = assistant.ask("“他们不得挪用工程款项”，这句话讲过吗？")
    assert answer.check is not None
    assert [(d.asked, d.source) for d in answer.check.differences] == [("他们", "各地")]


def test_punctuation_and_the_writing_of_numbers_are_no_differences(assistant: Assistant) -> None:
    answer = assistant.ask("“今年粮食总产量增长8.5%，兴建水库343座”，这句话讲过吗？")
    assert answer.check is not None
    assert [(d.asked, d.source) for d in answer.check.differences] == [("兴", "新")]


def test_each_of_several_quotations_is_checked(assistant: Assistant) -> None:
    answer = assistant.ask("“谁挪用就追究谁的责任”和“新建机场四十座”都是原话吗？")
    assert verdict(answer) == "absent"
    assert "“谁挪用就追究谁的责任”有这句话" in answer.lead
    assert "“新建机场四十座”没有这句话" in answer.lead
    assert len(answer.quotes) == 1
    assert answer.missing == ("新建机场四十座",)


@pytest.mark.parametrize("short", ["河道巡查", "工程验收", "每个城市", "病险桥梁加固"])
def test_a_short_wording_that_only_looks_alike_is_absent(assistant: Assistant, short: str) -> None:
    assert verdict(assistant.ask(f"“{short}”，讲过这句话吗？")) == "absent"


def test_an_english_quotation_gets_no_verdict_on_chinese_texts_but_passages_to_compare(
    assistant: Assistant,
) -> None:
    answer = assistant.ask("Did he really say “every village should have clean water to drink”?")
    assert answer.check is None
    assert answer.status == "not_found"
    assert "cannot be checked" in answer.lead
    assert any("干净水" in q.text for q in answer.nearest)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("三百四十三座", ["343"]),
        ("增长百分之八点五", ["8.5%"]),
        ("第三个和第3个", ["3", "3"]),
        ("十三亿人，13亿人", ["1300000000", "1300000000"]),
        ("十三五规划", []),
        ("三五成群，千方百计", []),
        ("二〇一九年", ["2019"]),
    ],
)
def test_numbers_are_read_alike_in_either_writing(text: str, found: list[str]) -> None:
    read = numbers(text)
    assert [value for _, _, value in read] == found
    assert all(0 <= start < end <= len(text) for start, end, _ in read)


def test_an_empty_library_is_called_empty_whatever_is_asked(tmp_path: Path) -> None:
    with Assistant.open(tmp_path) as empty:
        leads = {
            empty.ask(q).lead for q in ("“春耕要抓紧”，讲过吗？", "春耕出现了几次？", "春耕？")
        }
    assert leads == {"范围内没有文献。请先添加文献，或放宽范围。"}


@pytest.mark.parametrize(
    ("quotation", "expected"),
    [
        ("新建水库三百四十三座", "exact"),
        ("新建水库343座", "exact"),
        ("今年粮食总产量增长8.5%", "exact"),
        ("各地不得挪用工程款项谁挪用就追究谁的责任", "exact"),
        ("今年粮食总产量增长6.5%", "altered"),
        ("要大力发展远洋捕捞和深海养殖事业", "absent"),
    ],
)
def test_verdicts_on_a_large_scope_are_those_on_a_small_one(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch, quotation: str, expected: str
) -> None:
    question = f"“{quotation}”，这句话讲过吗？"
    small = assistant.ask(question)
    monkeypatch.setattr(retrieve, "EXHAUSTIVE", 2)
    monkeypatch.setattr(retrieve, "_FILTERED", 2)
    large = assistant.ask(question)
    assert verdict(large) == expected == verdict(small)
    assert [q.text for q in large.quotes] == [q.text for q in small.quotes]


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ('What did he say one should call "socialist"?', "plain"),
        ('Did he really say "practice is the sole criterion of truth"?', "check"),
        ('Where did he say "practice is the sole criterion"?', "check"),
        ('Did he say "socialist"?', "check"),
    ],
)
def test_a_term_in_marks_is_not_checked_where_more_is_asked(text: str, intent: str) -> None:
    assert read(text).intent == intent

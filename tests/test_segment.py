"""Structure of texts: title block, headings, paragraphs, sentences, items, units."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.segment import is_salutation, parse
from assistant.text.items import items
from assistant.text.sentences import sentences
from assistant.text.units import quotable, structure

SPEECH = (Path(__file__).parent.parent / "data" / "changchun_2018.txt").read_text(encoding="utf-8")


def listed(text: str) -> list[list[str]]:
    groups: dict[int, list[str]] = {}
    for item in items(text):
        groups.setdefault(item.group, []).append(text[item.start : item.end])
    return list(groups.values())


def test_the_bundled_speech_is_described_by_its_head() -> None:
    document = parse("speech.txt", SPEECH).document
    assert document.title == "深入贯彻网络强国战略思想 努力开创新时代长春网信工作新局面"
    assert document.occasion == "在长春市网络安全和信息化工作会议上的讲话"
    assert document.date == "2018-08-08"
    assert document.series == "“日新月异”系列№7962"
    assert document.type == "speech"
    assert document.place == "长春市"
    assert document.paragraphs == 14
    assert set(document.remarks) == {"根据录音整理", "原文未完"}


def test_the_bundled_speech_has_its_paragraphs_numbered_and_sectioned() -> None:
    paragraphs = parse("speech.txt", SPEECH).paragraphs
    assert [p.number for p in paragraphs] == list(range(1, 15))
    kinds = (
        "furniture series date title occasion date body body body heading body body heading body"
    )
    assert [p.kind for p in paragraphs] == kinds.split()
    assert [p.position for p in paragraphs if p.kind == "body"] == [1, 2, 3, 1, 2, 1]
    assert paragraphs[11].section[0].startswith("一、")


@pytest.mark.parametrize(
    ("head", "speaker", "date", "type_"),
    [
        (
            "在全国科学大会上的讲话（邓小平，1978）\n\n同志们：\n今天召开大会。",
            "邓小平",
            "1978",
            "speech",
        ),
        (
            "某市2019年政府工作报告\n2019年1月10日\n各位代表：\n现在报告工作。",
            "",
            "2019-01-10",
            "report",
        ),
        (
            "在座谈会上的讲话\n（二〇〇三年七月一日）\n王明\n同志们：我讲几点。",
            "王明",
            "2003-07-01",
            "speech",
        ),
        ("关于促进就业的若干意见\n各县人民政府：\n就业是最大的民生。", "", "", "policy"),
    ],
)
def test_speaker_date_and_type_are_read_from_the_head(
    head: str, speaker: str, date: str, type_: str
) -> None:
    document = parse("a.txt", head).document
    assert (document.speaker, document.date, document.type) == (speaker, date, type_)


def test_a_text_that_ends_in_mid_sentence_is_noted() -> None:
    assert "原文未完" in parse("a.txt", "标题\n第一段。\n提出的“打先锋").document.remarks
    assert "原文未完" not in parse("a.txt", "标题\n第一段。\n说完了。").document.remarks


@given(st.text(alphabet="一二、（）。；，是第要\n \u3000标题X”“!?abc", max_size=120))
def test_paragraphs_cover_all_text_but_white_space_in_order(text: str) -> None:
    paragraphs = parse("a.txt", text).paragraphs
    assert "\n".join(text[p.start : p.end] for p in paragraphs).split() == text.split()
    assert all(a.end <= b.start for a, b in zip(paragraphs, paragraphs[1:], strict=False))


MARKED = """# 在科技创新大会上的讲话

2023年6月1日

## 一、形势 ##

形势很好。

### 人才

人才很多。

## 结语

谢谢。
"""


def test_the_marks_of_markdown_headings_are_kept_in_the_text_and_are_no_part_of_what_it_says() -> (
    None
):
    parsed = parse("a.md", MARKED)
    document = parsed.document
    assert document.title == "在科技创新大会上的讲话"
    assert (document.date, document.type) == ("2023-06-01", "speech")
    headings = [p for p in parsed.paragraphs if p.kind == "heading"]
    assert [(p.level, p.section[-1]) for p in headings] == [
        (1, "一、形势"),
        (2, "人才"),
        (1, "结语"),
    ]
    assert MARKED[headings[0].start : headings[0].end] == "## 一、形势 ##"


def test_a_text_reads_the_same_with_marks_of_markdown_headings_and_without() -> None:
    plain = (
        "在科技创新大会上的讲话\n2023年6月1日\n张华\n一、形势\n形势很好。\n（一）人才\n人才很多。"
    )
    marked = plain.replace("在", "# 在", 1).replace("一、", "## 一、").replace("（", "### （")
    a, b = parse("a.txt", plain), parse("a.txt", marked)
    assert (a.document.title, a.document.speaker) == (b.document.title, b.document.speaker)
    shapes = [[(p.kind, p.level, p.section, p.position) for p in x.paragraphs] for x in (a, b)]
    assert shapes[0] == shapes[1]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("# 标题\n# 一、形势\n很好。\n# 二、任务\n很多。", "title heading body heading body"),
        ("# 凝心聚力 真抓实干\n# 开创新局面\n## 一、形势\n很好。", "title title heading body"),
        ("# 标题\n# 形势\n很好。\n# 任务\n很多。", "heading heading body heading body"),
        ("今天我讲三点。\n# 结语\n谢谢。", "body heading body"),
        ("#话题# 很热。\n大家在谈。", "body body"),
    ],
)
def test_the_heading_that_opens_a_text_and_alone_has_no_number_is_its_title(
    text: str, kinds: str
) -> None:
    assert [p.kind for p in parse("a.md", text).paragraphs] == kinds.split()


def test_what_markdown_marks_as_strong_is_read_without_the_marks() -> None:
    parsed = parse("a.md", "# **在大会上的讲话**\n**市长 李强**\n**一、形势**\n形势**很好**。")
    assert (parsed.document.title, parsed.document.speaker) == ("在大会上的讲话", "李强")
    assert [p.section for p in parsed.paragraphs[2:]] == [("一、形势",), ("一、形势",)]


def test_a_table_of_contents_opens_no_sections() -> None:
    text = (
        "政府工作报告\n目录\n一、回顾…………1\n二、任务…………8\n"
        "各位代表：\n一、回顾\n很好。\n二、任务\n很多。"
    )
    parsed = parse("a.txt", text)
    assert [p.section for p in parsed.paragraphs if p.kind == "heading"] == [
        ("一、回顾",),
        ("二、任务",),
    ]
    (addressed,) = [p for p in parsed.paragraphs if text.startswith("各位", p.start)]
    assert (addressed.section, addressed.position) == ((), 1)


def test_sentences_keep_their_closing_marks() -> None:
    text = "他说：“要改革。”我们同意！真的吗？……是的"
    assert [text[s.start : s.end] for s in sentences(text)] == [
        "他说：“要改革。”",
        "我们同意！",
        "真的吗？……",
        "是的",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("有三点:一是快;二是好;三是省。", [["一是快", "二是好", "三是省。"]]),
        ("要求:1.快,2.好,3.省。", [["1.快", "2.好", "3.省。"]]),
        ("要求:１．快,２．好。", [["１．快", "２．好。"]]),
        ("要求:(1)快,(2)好。", [["(1)快", "(2)好。"]]),
        ("要求:①快,②好。", [["①快", "②好。"]]),
        (
            "第一，抓紧。要快。第二，抓实。要准。最后祝好。",
            [["第一，抓紧。要快。", "第二，抓实。要准。最后祝好。"]],
        ),
        ("（一）甲；（二）乙。", [["（一）甲", "（二）乙。"]]),
        (
            "首先，看清。其次，想透。再次，做实。",
            [["首先，看清。", "其次，想透。", "再次，做实。"]],
        ),
        ("要坚持改革;要坚持开放;要坚持创新。", [["要坚持改革", "要坚持开放", "要坚持创新。"]]),
        ("一是好。同时,别的也好。", []),
        ("第一次去，第三次来。", []),
        ("第三产业和第一产业", []),
    ],
)
def test_enumerations_are_found(text: str, expected: list[list[str]]) -> None:
    assert listed(text) == expected


def test_the_last_item_stops_where_the_text_leaves_the_list() -> None:
    text = "一是展现气象。发展了。二是得到提升。加强了。同时,我们还做了别的。"
    assert listed(text) == [["一是展现气象。发展了。", "二是得到提升。加强了。"]]


def test_a_short_sentence_is_quoted_whole() -> None:
    text = "我们要改革;我们要开放。别的话。"
    assert text[slice(*quotable(text, (0, 3)))] == "我们要改革;我们要开放。"


def test_a_part_of_a_long_sentence_keeps_the_clause_it_leans_on() -> None:
    long = "甲" * 70
    text = f"如果{long},就要停止;但是乙可以继续;丙{long}。"
    start, end = quotable(text, (text.index("但是"), text.index("但是") + 3))
    assert text[start:end].startswith("如果")


def test_an_item_is_quoted_whole() -> None:
    text = "问题有:一是甲乙丙;二是丁戊己。"
    at = text.index("戊")
    assert text[slice(*quotable(text, (at, at + 1)))] == "二是丁戊己。"


@given(st.text(alphabet="一二三是、；。，：但如果不得“”甲乙丙丁 ", min_size=1, max_size=400))
def test_units_and_quotes_stay_inside_their_paragraph(text: str) -> None:
    for start, end in structure(text).units:
        a, b = quotable(text, (start, end))
        assert 0 <= a < b <= len(text)


def test_text_without_full_stops_is_quoted_by_its_clauses() -> None:
    text = "，".join(f"第{n}号村要把水利设施建设好管理好" for n in range(1, 60))
    quotes = {quotable(text, unit) for unit in structure(text).units}
    assert all(end - start <= 120 for start, end in quotes)
    assert all(text[end - 1] == "，" for _, end in quotes if end < len(text))
    assert "".join(text[a:b] for a, b in sorted(quotes)) == text


def test_such_text_is_not_cut_within_a_clause_that_lists() -> None:
    text = "，".join(f"修第{n}号渠、筑坝、清淤、植树、护林" for n in range(1, 40))
    ends = {end for _, end in structure(text).sentences}
    assert all(text[end - 1] == "，" for end in ends if end < len(text))


def test_text_without_any_mark_is_cut_between_words_and_outside_numbers() -> None:
    text = "".join(f"全年粮食总产量达到{n}345.67万吨并且adopted继续增长" for n in range(1, 40))
    for start, end in structure(text).sentences:
        assert end - start <= 120
        around = text[max(0, start - 1) : start + 1]
        assert start == 0 or not all(c.isascii() and (c.isalnum() or c in ".%") for c in around)


@given(st.text(alphabet="粮食产量，、；。 ", min_size=200, max_size=2000))
def test_no_part_of_a_sentence_is_endless(text: str) -> None:
    for start, end in structure(text).sentences:
        assert all(len(part) <= 240 for part in text[start:end].split("；"))


def test_a_short_first_paragraph_is_no_title_whatever_is_stuck_to_its_end() -> None:
    for line in ("一要抓好春耕；二要管好水利。更多资 料+微信：abc123", "抓好春耕；管好水利"):
        parsed = parse(
            "a.txt", f"在农业座谈会上的讲话\n（2019年3月2日）\n{line}\n其他工作也要落实。\n"
        )
        assert [p.kind for p in parsed.paragraphs] == ["title", "date", "body", "body"]


@pytest.mark.parametrize(
    ("line", "addresses"),
    [
        ("同志们：", True),
        ("老师们、同学们：", True),
        ("主席先生，女士们、先生们：", True),
        ("各位代表：", True),
        ("尊敬的各位来宾，朋友们！", True),
        ("同志们，今天讲三点意见：", False),
        ("我们要团结起来，争取更大的胜利！", False),
        ("加强组织领导：", False),
        ("们" * 60, False),  # read once, not in every way to divide it
        ("各位" * 30, False),
    ],
)
def test_a_line_that_only_addresses_the_audience_is_a_salutation(
    line: str, addresses: bool
) -> None:
    assert is_salutation(line) is addresses

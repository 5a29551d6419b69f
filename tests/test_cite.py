"""Locators, citations, attribution and the readings of masked words."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant import cite
from assistant.segment import parse
from assistant.text.provisions import article_at
from assistant.types import Document, Edit, Paragraph, ParagraphKind, Restoration

PART = "一、突出重点，抓好落实"
LONG = "关于进一步加强和改进新形势下城乡社区治理工作的总体考虑"


def paragraph(*section: str, kind: ParagraphKind = "body", position: int = 2) -> Paragraph:
    return Paragraph(7, 0, 10, kind, len(section), section, position)


@pytest.mark.parametrize(
    ("where", "chinese", "english"),
    [
        (paragraph(PART), "第一部分 第2段", "Part 1 ¶2"),
        (paragraph("第三章 总则"), "第三部分 第2段", "Part 3 ¶2"),
        (paragraph(PART, "（二）抓投资"), "第一部分 （二） 第2段", "Part 1 (2) ¶2"),
        (paragraph(), "开头 第2段", "Opening ¶2"),
        (paragraph("## 结语"), "结语 第2段", "结语 ¶2"),
        (paragraph("## 一、形势"), "第一部分 第2段", "Part 1 ¶2"),
        (paragraph(PART, kind="heading", position=0), "第一部分 标题", "Part 1 heading"),
        (paragraph(kind="title", position=0), "标题", "title"),
        (paragraph(kind="occasion", position=0), "场合", "occasion line"),
        (paragraph(kind="date", position=0), "日期", "date line"),
        (paragraph(kind="series", position=0), "系列号", "series line"),
        (paragraph(kind="furniture", position=0), "页面文字", "page text"),
    ],
)
def test_a_place_is_told_as_a_reader_counts_in_both_languages(
    where: Paragraph, chinese: str, english: str
) -> None:
    assert cite.locator(where, sectioned=True) == chinese
    assert cite.locator(where, sectioned=True, language="zh-Hant") == chinese
    assert cite.locator(where, sectioned=True, language="en") == english


HEAD = """在全市教育大会上的讲话
时间：2020年9月10日
地点：长春市
会议名称：全市教育大会
{}
一、形势
张华同志讲得好。"""


@pytest.mark.parametrize(
    "line",
    [
        "张华",
        "张  华",
        "（张华）",
        "**张华**",
        "市长 张华",
        "中共长春市委书记张华同志",
        "讲话人：张华",
    ],
)
def test_a_line_that_names_the_speaker_alone_is_told_as_the_speaker(line: str) -> None:
    text = HEAD.format(line)
    parsed = parse("a.txt", text)
    kinds = [
        cite.line_kind(p, text[p.start : p.end], replace(parsed.document, speaker="张华"))
        for p in parsed.paragraphs
    ]
    assert kinds == ["title", "date", "place", "occasion", "speaker", "heading", "body"]
    told = [
        cite.locator(parsed.paragraphs[4], sectioned=True, language=language, kind=kinds[4])
        for language in ("zh", "en")
    ]
    assert told == ["讲话人", "speaker line"]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("在长春会议上的讲话（江泽民）", "occasion"),
        ("江泽民在长春会议上的讲话", "title"),
        ("关于教育工作的报告 省长江泽民", "title"),
        ("王明", "occasion"),
    ],
)
def test_a_line_that_says_more_than_the_speaker_is_told_as_it_is_stored(
    line: str, kind: ParagraphKind
) -> None:
    assert cite.line_kind(paragraph(kind=kind, position=0), line, FULL) == kind
    unknown = Document("a.txt", "讲话")
    assert cite.line_kind(paragraph(kind=kind, position=0), line, unknown) == kind


def test_paragraphs_of_a_text_without_headings_are_counted_through() -> None:
    assert cite.locator(paragraph(), sectioned=False) == "第2段"
    assert cite.locator(paragraph(), sectioned=False, language="en") == "¶2"


def test_paragraphs_of_a_law_are_told_by_their_article() -> None:
    text = "第一章 总则\n第一条 为了护林，制定本办法。\n第二条 巡护包括：\n（一）防火\n（二）防虫。\n第三条 本办法即日施行。"
    parsed = parse("a.txt", text)
    told = [
        [
            cite.locator(p, sectioned=True, language=language, article=article_at(text, p.start))
            for p in parsed.paragraphs[1:]
        ]
        for language in ("zh", "en")
    ]
    assert told[0] == [f"第一部分 第{n}条" for n in "一二二二三"]
    assert told[1] == [f"Part 1 Article {n}" for n in (1, 2, 2, 2, 3)]


def test_a_long_heading_is_cut_and_says_so() -> None:
    assert cite.locator(paragraph(LONG), sectioned=True) == f"{LONG[:16]}… 第2段"


def test_headings_and_positions_of_a_read_text_give_its_locators() -> None:
    parsed = parse(
        "a.txt", "在会议上的讲话\n各位同志：\n一、形势\n形势很好。\n二、任务\n甲。\n乙。"
    )
    told = [cite.locator(p, sectioned=True) for p in parsed.paragraphs]
    assert told == [
        "标题",
        "开头 第1段",
        "第一部分 标题",
        "第一部分 第1段",
        "第二部分 标题",
        "第二部分 第1段",
        "第二部分 第2段",
    ]


FULL = Document(
    "a.txt", "讲话", speaker="江泽民", occasion="在长春会议上", date="2018-08-08", type="speech"
)


@pytest.mark.parametrize(
    ("date", "written"),
    [("2018-08-08", "2018年8月8日"), ("2018-11", "2018年11月"), ("2018", "2018年")],
)
def test_a_date_is_written_as_precisely_as_it_is_known(date: str, written: str) -> None:
    line = cite.citation(Document("a.txt", "讲话", date=date), "第1段")
    assert [line.count(unit) for unit in "年月日"] == [written.count(unit) for unit in "年月日"]
    assert written in line


def test_a_citation_names_speaker_title_occasion_date_and_place_in_this_order() -> None:
    line = cite.citation(FULL, "第1段")
    facts = ["江泽民", "《讲话》", "在长春会议上", "2018年8月8日", "第1段"]
    assert [line.index(fact) for fact in facts] == sorted(line.index(fact) for fact in facts)


def test_missing_facts_leave_no_traces() -> None:
    assert cite.citation(Document("a.txt", "讲话"), "第1段") == "《讲话》，第1段"


def test_a_citation_says_whom_the_passage_cites() -> None:
    line = cite.citation(FULL, "第1段", "马克思")
    assert line.endswith("第1段（转引马克思）")


def test_an_occasion_that_the_title_tells_is_not_repeated() -> None:
    document = Document("a.txt", "在长春会议上的讲话", occasion="在长春会议上")
    assert cite.citation(document, "第1段").count("长春") == 1


CITING = "习近平总书记强调，绿水青山就是金山银山。我们要保护好河流。"
QUOTING = "毛泽东同志说：“实事求是。没有调查就没有发言权。”我们要深入基层。"


def attributed(text: str, quoted: str) -> str | None:
    start = text.index(quoted)
    return cite.attributed_to(text, start, start + len(quoted))


@pytest.mark.parametrize(
    ("text", "quoted", "who"),
    [
        (CITING, "习近平总书记强调，绿水青山就是金山银山。", "习近平总书记"),
        (CITING, "我们要保护好河流。", None),
        (QUOTING, "没有调查就没有发言权。", "毛泽东同志"),
        (QUOTING, "实事求是。", "毛泽东同志"),
        (QUOTING, "我们要深入基层。", None),
        ("有人说，这样做太慢了。我看不慢。", "有人说，这样做太慢了。", "有人"),
        ("我们强调“两手抓”。两手都要硬。", "两手抓", None),
        ("列宁指出：“第一句。”可以说“第二句。”", "第二句。", None),
        ("我们要抓落实。", "我们要抓落实。", None),
        (
            "要牢记习近平总书记强调，生态兴则文明兴。",
            "要牢记习近平总书记强调，生态兴则文明兴。",
            "习近平总书记",
        ),
        ("国务院总理李克强指出，要稳就业。", "国务院总理李克强指出，要稳就业。", "总理李克强"),
        ("总书记高度重视，多次强调，要节粮。", "总书记高度重视，多次强调，要节粮。", "总书记"),
        (
            "党的十八大报告指出，要建设美丽中国。",
            "党的十八大报告指出，要建设美丽中国。",
            "党的十八大报告",
        ),
    ],
)
def test_whom_a_passage_cites_is_told_inside_and_outside_quotation_marks(
    text: str, quoted: str, who: str | None
) -> None:
    assert attributed(text, quoted) == who


EDITS = (
    Edit(0, 1, "党", "masked word"),
    Edit(4, 9, "", "watermark"),
    Edit(12, 14, "政治", "masked word"),
)


@pytest.mark.parametrize(
    ("start", "end", "readings"),
    [
        (0, 20, [(0, 1, "党"), (12, 14, "政治")]),
        (1, 20, [(12, 14, "政治")]),
        (0, 13, [(0, 1, "党")]),
        (2, 12, []),
    ],
)
def test_masked_words_are_read_where_they_lie_whole_inside_a_quote(
    start: int, end: int, readings: list[tuple[int, int, str]]
) -> None:
    assert cite.restorations(EDITS, start, end) == tuple(Restoration(*r) for r in readings)

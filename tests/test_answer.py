"""Answers: verbatim quotations, whole lists, verdicts, counts, honest refusals."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant import Answer, Assistant, Quote, QuoteError, cite, retrieve
from assistant.library import contents
from assistant.store import StoredParagraph

NAME = "changchun_2018.txt"
DATA = Path(__file__).parent.parent / "data"


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with Assistant.open(tmp_path_factory.mktemp("library")) as assistant:
        assistant.add(DATA / NAME)
        yield assistant


def bundled_questions() -> list[dict[str, object]]:
    lines = (DATA / "changchun_dev.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def assert_exact(answer: Answer, text: str) -> None:
    for quote in (*answer.quotes, *answer.nearest):
        assert text[quote.start : quote.end] == quote.text != ""
        assert all(quote.start <= a < b <= quote.end for a, b in quote.highlights)
        assert all(quote.start <= r.start < r.end <= quote.end for r in quote.restorations)


@pytest.mark.parametrize("record", bundled_questions(), ids=lambda r: str(r["id"]))
def test_every_quote_is_exact_on_every_question_of_the_bundled_set(
    opened: Assistant, record: dict[str, object]
) -> None:
    answer = opened.ask(str(record["question"]), history=record["history"])  # type: ignore[arg-type]
    assert_exact(answer, opened.text(NAME))
    assert answer.searched.documents == 1
    assert answer.searched.paragraphs == 14
    assert 0 <= answer.answerability <= 1


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    text=st.text(
        alphabet="一二三是、；。，：“”‘’（）()但如果不得甲乙丙网络安全X的中央ZZ更多资料+微信:\n \u3000*_#$<>`|~½①A1",
        min_size=1,
        max_size=300,
    ).filter(lambda t: bool(t.strip())),
    question=st.text(alphabet="网络安全哪些第二个吗甲乙丙“”what?", min_size=1, max_size=30).filter(
        lambda q: any(c.isalnum() for c in q)
    ),
)
def test_quotes_are_exact_on_any_text_and_question(
    tmp_path_factory: pytest.TempPathFactory, text: str, question: str
) -> None:
    with Assistant.open(tmp_path_factory.mktemp("any")) as assistant:
        assistant.add_text(text, "any.txt")
        answer = assistant.ask(question)
        assert_exact(answer, assistant.text("any.txt"))


def test_a_tampered_quote_is_never_passed_on(opened: Assistant) -> None:
    quote = opened.ask("存在的突出问题有哪些?").quotes[0]
    with pytest.raises(QuoteError, match="check failed"):
        cite.verify(replace(quote, text=quote.text.replace("不足", "充足")), opened.text(NAME))


def test_a_list_question_gets_all_items_in_order(opened: Assistant) -> None:
    answer = opened.ask("存在的突出问题有哪些?")
    assert [q.text[:2] for q in answer.quotes] == ["一是", "二是", "三是", "四是"]
    assert [q.marker for q in answer.quotes] == [1, 2, 3, 4]
    assert "4" in answer.lead


def test_an_ordinal_picks_one_item(opened: Assistant) -> None:
    answer = opened.ask("第三个突出问题是什么?")
    assert [q.text[:2] for q in answer.quotes] == ["三是"]


def test_masked_words_stay_masked_in_the_quote_and_are_read_beside_it(opened: Assistant) -> None:
    quote = opened.ask("怎么维护党中央权威?").quotes[0]
    assert "X中央" in quote.text
    assert "党中央" not in quote.text
    assert {(opened.text(NAME)[r.start : r.end], r.reading) for r in quote.restorations} >= {
        ("X", "党")
    }


@pytest.mark.parametrize(
    ("question", "language", "frame"),
    [
        ("存在的突出问题有哪些?", "zh", "列出"),
        ("存在的突出問題有哪些?", "zh-Hant", "講話"),
        ("What are the prominent problems in cyber security work?", "en", "The speech"),
    ],
)
def test_the_lead_speaks_the_language_of_the_question(
    opened: Assistant, question: str, language: str, frame: str
) -> None:
    answer = opened.ask(question)
    assert answer.language == language
    assert frame in answer.lead


def test_an_exact_quotation_is_confirmed(opened: Assistant) -> None:
    answer = opened.ask("“没有网络安全就没有国家安全，没有信息化就没有现代化”这句话讲过吗？")
    assert answer.check is not None
    assert answer.check.verdict == "exact"
    assert "没有信息化就没有现代化" in answer.quotes[0].text


@pytest.mark.parametrize(
    ("asked", "kind"),
    [
        ("没有网络安全就有国家安全,没有信息化就没有现代化", "negation"),
        ("实现“三个一百年”奋斗目标和中华民族伟大复兴中国梦", "digit"),
        ("没有网络安全就没有社会安全,没有信息化就没有现代化", "wording"),
    ],
)
def test_an_altered_quotation_is_shown_with_its_difference(
    opened: Assistant, asked: str, kind: str
) -> None:
    answer = opened.ask(f"「{asked}」,这句话讲过吗?")
    assert answer.check is not None
    assert answer.check.verdict == "altered"
    assert [d.kind for d in answer.check.differences] == [kind]


def test_an_invented_quotation_is_absent(opened: Assistant) -> None:
    answer = opened.ask("“要大力发展远洋捕捞和深海养殖事业”,这句话讲过吗?")
    assert answer.check is not None
    assert answer.check.verdict == "absent"
    assert answer.status == "not_found"


def test_mentions_are_counted_exactly(opened: Assistant) -> None:
    answer = opened.ask("“网信工作”出现了几次?")
    count = opened.text(NAME).count("网信工作")
    assert f" {count} 次" in answer.lead


def test_a_word_that_never_occurs_is_counted_as_zero(opened: Assistant) -> None:
    answer = opened.ask("“区块链”出现了几次?")
    assert answer.status == "not_found"
    assert " 0 次" in answer.lead


@pytest.mark.parametrize(
    "question",
    [
        "篮球比赛怎么判犯规?",
        "How many moons does Jupiter have?",
        "红烧肉要炖多长时间?",
        "昨天的股票收盘价是多少?",
    ],
)
def test_refuses_when_no_paragraph_supports(opened: Assistant, question: str) -> None:
    answer = opened.ask(question)
    assert answer.status == "not_found"
    assert answer.quotes == ()
    assert 1 <= len(answer.nearest) <= 3
    assert "14" in answer.lead


def test_the_text_is_markdown_that_shows_the_quotation_as_it_is(library: Path) -> None:
    nasty = "标题\n收费标准为 *每户* _10_ 元 <b>整</b>, 编号 #1 `a` $$x$$ 1. 项。"
    with Assistant.open(library) as assistant:
        assistant.add_text(nasty, "a.txt")
        answer = assistant.ask("收费标准是多少?")
    assert "\\*每户\\*" in answer.text
    assert "\\<b\\>" in answer.text
    assert answer.quotes[0].text in nasty


def test_whom_the_speaker_is_citing_is_told(library: Path) -> None:
    text = "在会议上的讲话\n习近平总书记强调，绿水青山就是金山银山。我们要保护好河流。"
    with Assistant.open(library) as assistant:
        assistant.add_text(text, "a.txt")
        quote = assistant.ask("绿水青山是什么?").quotes[0]
    assert quote.attributed_to == "习近平总书记"


def test_a_quote_says_where_it_stands(opened: Assistant) -> None:
    quote: Quote = opened.ask("“四个意识”要怎样树立?").quotes[0]
    assert quote.locator == "第一部分 第2段"
    assert quote.paragraph == 12
    assert "2018年8月8日" in quote.citation
    assert "长春市网络安全和信息化工作会议" in quote.citation


@pytest.mark.parametrize("question", ["谁讲的？什么时候？", "When was the speech given?"])
def test_the_date_line_answers_when(opened: Assistant, question: str) -> None:
    answer = opened.ask(question)
    assert answer.status == "answered"
    assert any("2018年8月8日" in q.text for q in answer.quotes)
    assert "指出" not in answer.lead
    assert "says" not in answer.lead


def test_what_asks_is_never_called_missing(opened: Assistant) -> None:
    answer = opened.ask("老百姓办事能不能少跑腿？")
    assert not {"不能", "能不能", "时候"} & set(answer.missing)
    plain = opened.ask("网络安全有人管没人管，这些事咋办")
    assert not {"有人", "没人", "这些", "咋办"} & set(plain.missing)


def test_words_that_stand_elsewhere_are_not_called_absent(tmp_path: Path) -> None:
    with Assistant.open(tmp_path) as assistant:
        assistant.add_text(
            "关于水利的通知\n\n各地要加强水库巡查。\n\n附件：春耕时间表，责任单位是市农业局。\n",
            "a.txt",
        )
        answer = assistant.ask("春耕补贴每亩发多少钱，月球基地几时完工？")
        assert answer.status == "not_found"
        told = answer.text.split("\n")[0]
        assert "未见" not in told or "春耕" not in told.split("未见")[1]


def test_a_word_that_a_large_library_lacks_is_looked_up_in_the_index(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retrieve, "EXHAUSTIVE", 10)
    monkeypatch.setattr(retrieve, "_FILTERED", 10)
    loaded: list[int] = []
    rows = contents.Contents.rows

    def counting(self: contents.Contents, ids: Sequence[int]) -> list[StoredParagraph]:
        loaded.append(len(ids))
        return rows(self, ids)

    monkeypatch.setattr(contents.Contents, "rows", counting)
    with Assistant.open(tmp_path) as assistant:
        lines = (f"{n}号水库今年完成清淤和加固。" for n in range(300))
        assistant.add_text("\n".join(lines), "水库.txt")
        answer = assistant.ask("Which zeppelins were launched?")
    assert answer.status == "not_found"
    assert "zeppelins" in answer.missing
    assert 0 < max(loaded) < 100


def test_an_answer_names_only_what_it_does_not_deal_with(opened: Assistant) -> None:
    assert opened.ask("What prominent problems remain?").missing == ()
    assert opened.ask("网信工作的突出问题有哪些，渔业捕捞有哪些？").missing != ()

"""Documents of one title are told apart by year, date or file wherever they are cited, and others are not."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from rendered import Rendered

from assistant import Assistant
from assistant.text.apart import told_apart
from assistant.types import Document
from ui.actions import Actions
from ui.chat.session import Session
from ui.events import Events

REPORT = "县政府工作报告\n——{day}在县人民代表大会上\n县长 {who}\n\n{text}\n"
TEXTS = {
    "甲.txt": ("2015年1月9日", "周和平", "今年新修水渠目标是31公里，维修泵站8座。"),
    "乙.txt": ("2016年1月8日", "周和平", "今年新修水渠目标是42公里，维修泵站9座。"),
    "丙.txt": ("2017年2月6日", "吴建国", "今年新修水渠目标是53公里，维修泵站7座。"),
    "丁.txt": ("2017年8月1日", "吴建国", "今年苗圃要扩大到六百亩，育苗三十万株。"),
    "戊.txt": ("2018年1月5日", "吴建国", "渠水通到哪里，林带就栽到哪里，井要一眼一眼地打。"),
    "己.txt": ("2018年1月5日", "吴建国", "渠水通到哪里，林带就栽到哪里，井要一眼一眼地打。"),
}
TALK = "护林工作座谈会上的讲话\n（2014年5月4日）\n郑文\n\n护林员每天巡山不少于六公里。\n"
HERE = Session("me", "a")


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with Assistant.open(tmp_path_factory.mktemp("library")) as opened:
        for name, (day, who, text) in TEXTS.items():
            opened.add_text(REPORT.format(day=day, who=who, text=text), name)
        opened.add_text(TALK, "护林.txt")
        yield opened


def test_the_year_tells_apart_else_the_date_else_the_file(assistant: Assistant) -> None:
    assert told_apart(assistant.documents()) == {
        "甲.txt": "2015",
        "乙.txt": "2016",
        "丙.txt": "2017-02-06",
        "丁.txt": "2017-08-01",
        "戊.txt": "戊.txt",
        "己.txt": "己.txt",
    }


def test_a_date_known_to_the_year_only_does_not_tell_a_day_of_it_apart() -> None:
    same = [Document("a", "报告", date="2017"), Document("b", "报告", date="2017-03-05")]
    assert told_apart(same) == {"a": "a", "b": "b"}


def test_a_title_of_its_own_or_none_at_all_needs_nothing_beside_it() -> None:
    assert not told_apart(
        [Document("a", "讲话"), Document("b", "报告"), Document("c"), Document("d")]
    )


@pytest.mark.parametrize(
    ("question", "called"),
    [
        ("2016年新修水渠目标是多少？", "《县政府工作报告》（2016年）"),
        ("苗圃要扩大到多少亩？", "《县政府工作报告》（2017年8月1日）"),
        ("苗圃要擴大到多少畝？", "《县政府工作报告》（2017年8月1日）"),
        ("林带栽到哪里？", "《县政府工作报告》（戊.txt）"),
        ("护林员每天巡山多少公里？", "《护林工作座谈会上的讲话》第"),
        ("How many mu will the nursery grow to?", "“县政府工作报告” (2017-08-01), "),
    ],
)
def test_in_the_lead(assistant: Assistant, question: str, called: str) -> None:
    assert called in assistant.ask(question).lead


def test_in_the_lead_of_a_quotation_that_is_checked(assistant: Assistant) -> None:
    lead = assistant.ask("“维修泵站9座”，这句话讲过吗？").lead
    assert "《县政府工作报告》（2016年）" in lead


def test_beside_quotations_and_in_what_is_read_of_their_numbers(assistant: Assistant) -> None:
    page = Events(assistant, "zh").ask("2016年新修水渠目标是多少？", HERE).conversation or ""
    (number, *_) = Rendered(page).all("a", "cite")
    assert "《县政府工作报告》（2016年）" in (number["title"] or "")
    assert number["title"] == number["aria-label"]
    assert "《县政府工作报告》（2016年） · " in Rendered(page).text
    other = Events(assistant, "zh").ask("护林员每天巡山多少公里？", HERE).conversation or ""
    assert "《护林工作座谈会上的讲话》 · 第1段" in Rendered(other).text


@pytest.mark.parametrize(("language", "year"), [("zh", "2016年"), ("en", "2016")])
def test_in_the_panels_behind_an_answer(assistant: Assistant, language: str, year: str) -> None:
    events = Events(assistant, language)  # type: ignore[arg-type]  # of the two
    session = events.ask("2016年新修水渠目标是多少？", HERE).session
    for name, data in (
        ("passages", {"turn": 1}),
        ("about", {"turn": 1}),
        ("find", {"wording": "42公里"}),
    ):
        panel = Actions(events).act("me", name, data, session).panel or ""
        assert f"县政府工作报告 · {year} · " in Rendered(panel).text, name


def test_beside_the_places_of_a_checked_article_only_what_the_date_leaves_open(
    assistant: Assistant,
) -> None:
    from browser import app_of
    from starlette.testclient import TestClient
    from tools_samples import plain
    from visitors import HERE as AT

    client = TestClient(app_of(assistant), base_url=AT)
    client.get("/zh/")
    page = plain(client.post("/tools/zh/check", json={"text": "林带就栽到哪里"}).text)
    assert "县政府工作报告 · 戊.txt · " in page
    page = plain(client.post("/tools/zh/check", json={"text": "维修泵站9座"}).text)
    assert "县政府工作报告 · 第" in page


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("谁说过护林员每天巡山不少于六公里？", "郑文《护林工作座谈会上的讲话》（2014年5月4日）"),
        ("护林员每天巡山不少于六公里是谁讲的？", "郑文《护林工作座谈会上的讲话》（2014年5月4日）"),
        ("護林員每天巡山不少於六公里是誰講的？", "郑文《护林工作座谈会上的讲话》（2014年5月4日）"),
        ("“护林员每天巡山”是谁说的？", "郑文《护林工作座谈会上的讲话》（2014年5月4日）"),
        ("育苗三十万株是谁提出的？", "，讲话人：吴建国（2017年8月1日）："),
        (
            "Who said that rangers walk six kilometres a day?",
            "郑文, “护林工作座谈会上的讲话” (2014-05-04)",
        ),
    ],
)
def test_who_said_it_is_told_with_the_day(assistant: Assistant, question: str, told: str) -> None:
    assert told in assistant.ask(question).lead


def test_the_only_document_tells_who_said_it_too(assistant: Assistant) -> None:
    lead = assistant.ask("巡山不少于六公里是谁说的？", documents=["护林.txt"]).lead
    assert "郑文" in lead and "2014年5月4日" in lead


def test_what_is_not_asked_for_is_not_told(assistant: Assistant) -> None:
    assert "郑文" not in assistant.ask("护林员每天巡山多少公里？").lead


def test_what_several_documents_say_tells_all_who_said_it(assistant: Assistant) -> None:
    lead = assistant.ask("新修水渠目标是谁说的？").lead
    assert "见于 3 篇" in lead
    assert "讲话人：周和平（2015年1月9日）、周和平（2016年1月8日）、吴建国（2017年2月6日）" in lead


def test_the_other_documents_that_hold_a_quotation_are_named_and_open_there(
    assistant: Assistant,
) -> None:
    events = Events(assistant, "zh")
    page = events.ask("林带栽到哪里？", HERE)
    (opener,) = [
        e for e in Rendered(page.conversation or "").all("button") if e.get("data-send") == "also"
    ]
    assert (
        "《县政府工作报告》 · 吴建国 · 2018-01-05 · 己.txt"
        in Rendered(page.conversation or "").text
    )
    data = {k.removeprefix("data-v-"): v for k, v in opener.items() if k.startswith("data-v-")}
    opened = Actions(events).act("me", "also", data, page.session)
    assert opened.session.open == "己.txt"
    (marked, *_) = Rendered(opened.source or "").all("mark", "quoted")
    quoted = page.session.turns[0].answer.quotes[0].text
    start = int(marked["data-start"] or 0)
    assert assistant.text("己.txt")[start:].startswith(quoted)


def test_a_document_that_went_meanwhile_is_told_and_nothing_opens(assistant: Assistant) -> None:
    events = Events(assistant, "zh")
    page = events.ask("林带栽到哪里？", HERE)
    data = {"turn": 1, "marker": 1, "document": "庚.txt"}
    gone = Actions(events).act("me", "also", data, page.session)
    assert gone.notice == events.strings.panel.document_gone and gone.source is None


@pytest.mark.parametrize(
    "question", ["护林的事由谁提出申请？", "巡山谁说了算？", "谁负责说明情况？"]
)
def test_who_does_something_is_not_who_said_it(assistant: Assistant, question: str) -> None:
    assert "郑文" not in assistant.ask(question).lead

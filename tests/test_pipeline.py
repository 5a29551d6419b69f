"""The contract of Assistant, on the bundled speech and model."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant import (
    Answer,
    Assistant,
    DocumentError,
    LoadError,
    Progress,
    QuestionError,
    Turn,
)

NAME = "changchun_2018.txt"
OTHER = """在某县粮食工作会议上的讲话
(2011年3月2日)
同志们:
一、粮食生产
今年全县粮食总产达到四十二万吨,比上年增长百分之六。农机具购置补贴发放到户。
二、粮食流通
粮站要敞开收购,不得打白条,不得压级压价。
"""


@pytest.fixture
def opened(library: Path, speech_path: Path) -> Iterator[Assistant]:
    with Assistant.open(library) as assistant:
        assistant.add(speech_path)
        yield assistant


def test_the_default_library_starts_with_the_bundled_speech_once() -> None:
    with Assistant.open(None) as assistant:
        assert [(d.name, d.bundled) for d in assistant.documents()] == [(NAME, True)]
        assistant.remove(NAME)
    with Assistant.open(None) as assistant:
        assert assistant.documents() == []


def test_a_library_of_ones_own_starts_empty(library: Path) -> None:
    with Assistant.open(library) as assistant:
        assert assistant.documents() == []
        answer = assistant.ask("存在哪些问题?")
        assert answer.status == "not_found"
        assert answer.searched.documents == 0
        assert assistant.search("网络安全") == []


def test_the_stored_text_is_the_file(opened: Assistant, speech_path: Path) -> None:
    assert opened.text(NAME) == speech_path.read_text(encoding="utf-8")


def test_adding_the_same_file_again_changes_nothing(opened: Assistant, speech_path: Path) -> None:
    assert [f.status for f in opened.add(speech_path).files] == ["unchanged"]


def test_another_text_of_a_taken_name_is_refused_unless_replacing(
    opened: Assistant, tmp_path: Path
) -> None:
    path = tmp_path / NAME
    path.write_text(OTHER, encoding="utf-8")
    with pytest.raises(DocumentError, match="--replace"):
        opened.add(path)
    assert [f.status for f in opened.add(path, replace=True).files] == ["replaced"]
    assert opened.text(NAME) == OTHER


def test_a_bad_file_is_refused_and_the_rest_of_the_folder_goes_in(
    library: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "texts"
    (folder / "子目录").mkdir(parents=True)
    (folder / "子目录" / "好.txt").write_text(OTHER, encoding="gbk")
    (folder / "empty.txt").write_bytes(b"")
    (folder / "picture.png").write_bytes(b"\x89PNG")
    with Assistant.open(library) as assistant:
        report = assistant.add(folder)
        assert {f.name: f.status for f in report.files} == {
            "子目录/好.txt": "added",
            "empty.txt": "refused",
            "picture.png": "refused",
        }
        assert all(f.reason and f.reason_zh for f in report.refused)
        assert report.added[0].encoding == "gb18030"
        assert [d.name for d in assistant.documents()] == ["子目录/好.txt"]


def test_a_missing_path_is_an_error(opened: Assistant, tmp_path: Path) -> None:
    with pytest.raises(LoadError, match="No such file"):
        opened.add(tmp_path / "missing")


def test_cancelling_keeps_what_was_stored_and_says_so(library: Path, tmp_path: Path) -> None:
    for i in range(3):
        (tmp_path / f"{i}.txt").write_text(f"{OTHER}第{i}份", encoding="utf-8")
    seen: list[Progress] = []
    with Assistant.open(library) as assistant:
        report = assistant.add(tmp_path, progress=seen.append, cancel=lambda: len(seen) >= 2)
        assert report.cancelled
        assert [f.name for f in report.files] == [d.name for d in assistant.documents()]
        assert len(report.files) < 3


def test_text_can_be_added_under_a_name_and_title(library: Path) -> None:
    with Assistant.open(library) as assistant:
        assistant.add_text(OTHER, "粮食", title="粮食讲话")
        (document,) = assistant.documents()
        assert (document.name, document.title, document.date) == ("粮食", "粮食讲话", "2011-03-02")
        with pytest.raises(DocumentError):
            assistant.add_text("别的内容。", "粮食")


def test_removal_can_be_undone_and_made_final(opened: Assistant) -> None:
    opened.remove(NAME)
    assert opened.search("网络安全") == []
    opened.restore(NAME)
    assert opened.search("网络安全")
    opened.remove(NAME)
    assert opened.purge() == 1
    with pytest.raises(DocumentError):
        opened.restore(NAME)


def test_what_was_removed_a_month_ago_is_gone_at_the_next_opening(
    library: Path, speech_path: Path
) -> None:
    with Assistant.open(library) as assistant:
        for name in ("old.txt", "recent.txt"):
            assistant.add(speech_path, name=name)
            assistant.remove(name)
    with sqlite3.connect(library / "library.db") as db:
        db.execute(
            "UPDATE documents SET removed_at = '2020-01-01T00:00:00+00:00' WHERE name = 'old.txt'"
        )
    db.close()
    with Assistant.open(library) as assistant:
        assert [r.document.name for r in assistant.removed()] == ["recent.txt"]


def test_metadata_can_be_corrected(opened: Assistant) -> None:
    assert opened.edit(NAME, speaker="王君正").speaker == "王君正"
    assert opened.documents()[0].speaker == "王君正"
    with pytest.raises(DocumentError):
        opened.edit(NAME, date="昨天")


def test_hits_are_whole_paragraphs_with_their_best_sentence(opened: Assistant) -> None:
    text = opened.text(NAME)
    hits = opened.search("网络安全事件", limit=5)
    assert len({h.paragraph for h in hits}) == len(hits) == 5
    assert [h.score for h in hits] == sorted((h.score for h in hits), reverse=True)
    for hit in hits:
        assert text[hit.start : hit.end] == hit.text
        assert hit.start <= hit.sentence[0] < hit.sentence[1] <= hit.end


def test_filters_narrow_what_is_searched(opened: Assistant) -> None:
    opened.add_text(OTHER, "粮食.txt")
    assert {h.document for h in opened.search("会议上的讲话")} == {NAME, "粮食.txt"}
    for scope in ({"documents": ["粮食.txt"]}, {"years": [2011]}):
        assert {h.document for h in opened.search("讲话", **scope)} == {"粮食.txt"}
    answer = opened.ask("粮食总产是多少?", documents=[NAME])
    assert answer.searched.documents == 1
    assert {q.document for q in (*answer.quotes, *answer.nearest)} <= {NAME}
    with pytest.raises(DocumentError, match=r"no\.txt"):
        opened.search("讲话", documents=["no.txt"])


def test_a_year_in_the_question_leads_to_its_document(opened: Assistant) -> None:
    opened.add_text(OTHER.replace("2011", "2012").replace("四十二万", "四十五万"), "2012.txt")
    opened.add_text(OTHER, "2011.txt")
    assert opened.search("2012年的讲话说粮食总产达到多少?")[0].document == "2012.txt"
    assert opened.search("二〇一一年的讲话说粮食总产达到多少?")[0].document == "2011.txt"


def test_the_same_paragraph_in_two_documents_is_one_hit(opened: Assistant) -> None:
    opened.add_text(OTHER.replace("2011年3月2日", "2013年3月2日"), "later.txt")
    opened.add_text(OTHER, "earlier.txt")
    hits = [h for h in opened.search("粮站收购能不能打白条", 20) if "打白条" in h.text]
    assert [h.document for h in hits] == ["earlier.txt"]
    quote = opened.ask("粮站收购能不能打白条?").quotes[0]
    assert quote.also_in == ("later.txt",)


@pytest.mark.parametrize("question", ["", "   ", "问" * 100_000])
def test_unusable_questions_are_errors_with_a_message(opened: Assistant, question: str) -> None:
    with pytest.raises(QuestionError) as caught:
        opened.ask(question)
    assert caught.value.message("zh") != caught.value.message("en")


def test_history_may_be_turns_or_questions(opened: Assistant) -> None:
    first = opened.ask("存在的突出问题有哪些?")
    by_turn = opened.ask("第四个呢?", history=[Turn("存在的突出问题有哪些?", first)])
    by_text = opened.ask("第四个呢?", history=["存在的突出问题有哪些?"])
    assert by_turn.quotes == by_text.quotes
    assert by_turn.quotes[0].text == first.quotes[3].text
    assert by_turn.standalone_question != by_turn.question


def test_what_a_follow_up_says_itself_weighs_more_than_what_was_asked_before(
    opened: Assistant,
) -> None:
    opened.add_texts(
        {
            "水库管理办法": "在水库水面内，禁止使用电网、毒药和炸药捕鱼，捕鱼须经水库管理单位许可。\n"
            "水库大坝管理范围内，禁止垂钓；其他水面的垂钓，由水库管理单位划定区域。\n"
            "违反规定捕鱼的，由水务部门处以二百元以上两千元以下罚款。\n"
        }
    )
    answer = opened.ask("那哪里不能垂钓？", history=["在水库水面捕鱼有什么禁止？"])
    assert answer.standalone_question == "在水库水面捕鱼有什么禁止，那哪里不能垂钓？"
    assert "大坝管理范围内，禁止垂钓" in answer.quotes[0].text
    hits = opened.search(answer.standalone_question, asked=answer.question)
    assert hits[0].paragraph == answer.quotes[0].paragraph


def test_many_threads_get_the_answers_of_one(opened: Assistant) -> None:
    questions = [
        "存在的突出问题有哪些?",
        "会议是什么时候开的?",
        "最多跑一次改革",
        "How is public opinion monitored?",
    ]
    alone = [_essence(opened.ask(q)) for q in questions]
    together: dict[int, Answer] = {}

    def ask(number: int) -> None:
        together[number] = opened.ask(questions[number % len(questions)])

    threads = [threading.Thread(target=ask, args=(n,)) for n in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(together) == 16
    assert all(_essence(a) == alone[n % len(questions)] for n, a in together.items())


def _essence(answer: Answer) -> tuple[object, ...]:
    return answer.status, answer.quotes, answer.nearest

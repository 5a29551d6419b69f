"""Adding lets questions go first, and ends all the same."""

from __future__ import annotations

import threading
from pathlib import Path

from assistant import Assistant
from assistant.courtesy import Courtesy


def test_adding_waits_until_the_last_question_is_answered() -> None:
    courtesy = Courtesy(longest=60)
    went_on = threading.Event()

    def add() -> None:
        courtesy.give_way()
        went_on.set()

    with courtesy.asking():
        with courtesy.asking():
            adding = threading.Thread(target=add)
            adding.start()
            assert not went_on.wait(0.1)
        assert not went_on.wait(0.1)
    adding.join(60)
    assert went_on.is_set()


def test_adding_goes_on_though_questions_never_end() -> None:
    courtesy = Courtesy(longest=0.05)
    with courtesy.asking():
        courtesy.give_way()


def test_a_question_that_fails_holds_nothing_up() -> None:
    courtesy = Courtesy(longest=60)
    try:
        with courtesy.asking():
            raise ValueError
    except ValueError:
        pass
    courtesy.give_way()


def test_a_library_gives_way_to_whoever_reads_it(tmp_path: Path) -> None:
    (tmp_path / "甲.txt").write_text("全县新建学校二十七所。", "utf-8")
    report: list[str] = []
    with Assistant.open(tmp_path / "library") as a:
        with a._scoped():
            adding = threading.Thread(
                target=lambda: report.append(a.add(tmp_path / "甲.txt").files[0].status)
            )
            adding.start()
            adding.join(0.2)
            assert not report and not a.documents()
        adding.join(60)
        assert report == ["added"]

"""Adding lets questions go first, and ends all the same."""

from __future__ import annotations

import threading
from pathlib import Path

from assistant import Assistant
from assistant.library import ingest
from assistant.library.courtesy import Courtesy


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


def test_a_pause_ends_with_the_question_or_after_a_moment() -> None:
    went_on = threading.Event()
    patient = Courtesy(pause=60)

    def add() -> None:
        patient.pause()
        went_on.set()

    with patient.asking():
        adding = threading.Thread(target=add)
        adding.start()
        assert not went_on.wait(0.1)
    assert went_on.wait(60)
    adding.join()
    hasty = Courtesy(longest=60, pause=0.01)
    with hasty.asking():
        hasty.pause()


def test_adding_pauses_in_the_midst_of_a_batch(tmp_path: Path) -> None:
    class Counted(Courtesy):
        pauses = 0

        def pause(self) -> None:
            self.pauses += 1

    courtesy, texts = Counted(), tmp_path / "texts"
    texts.mkdir()
    for number in range(5):
        (texts / f"{number}.txt").write_text(f"全县新建学校{number + 2}所。", "utf-8")
    with Assistant.open(tmp_path / "library") as a:
        ingest.add(a._library, texts, None, ingest.Options(courtesy=courtesy), None, None)
        assert len(a.documents()) == 5
    assert courtesy.pauses > 5


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

"""Libraries written by earlier versions open in this one with everything they held.

`tests/libraries/v1.zip` was written once, by the first version: the bundled speech, two short texts
made up for it, and a draft that was removed. `v2.zip` is the same with a conversation. They are
never written again; a new schema version adds a file of its own.
"""

from __future__ import annotations

import hashlib
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from assistant.library import migrations
from assistant.library.migrations import MIGRATIONS
from assistant.pipeline import Assistant
from assistant.store import Library
from assistant.types import Filter

LIBRARIES = Path(__file__).parent / "libraries"
SHA256 = {
    "v1": "065316efede85d2a2622d5348dc495e48cf4c2939c7f46eddb8189f8f9cfd664",
    "v2": "c972bd27e61107b9936f140d0ef4b2812bd7bce6ee1494eab7df5e8d4d71bf60",
    "v3": "110476de7dea00b75ffffabeaa2fd1fa1275568519f6dca707f15e7e231bef6a",
    "v4": "696881253ae3e1fd85787a080d3816aa3484d51c00dc51efffc5e5a7b4a3bf0f",
    "v5": "07ffa5b30300b16a29d0b9db8f11a00e057bc97ec7be6bdc7b3e5ad2908af258",
}
TEXTS = {
    "changchun_2018.txt": "9748a5c9147fcf61509eb5c009b94289578956a474a30387b237bdd919501952",
    "社区图书馆讲话.txt": "eb38e43d21a1f49bfef5e6d45e4e4867d995cc3e2ccac95aa82260d7b0660a32",
    "通知/电梯加装.txt": "a2b10c479a209535d288472522b43395be4a5aa46b13d20a8c1dc70435425e4e",
}


@pytest.fixture(params=sorted(SHA256))
def folder(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    archive = LIBRARIES / f"{request.param}.zip"
    with zipfile.ZipFile(archive) as zipped:
        zipped.extractall(tmp_path / "library")
    return tmp_path / "library"


@pytest.fixture
def assistant(folder: Path) -> Iterator[Assistant]:
    with Assistant.open(folder) as assistant:
        yield assistant


@pytest.mark.parametrize("name", sorted(SHA256))
def test_a_library_for_tests_is_never_written_again(name: str) -> None:
    data = (LIBRARIES / f"{name}.zip").read_bytes()
    assert hashlib.sha256(data).hexdigest() == SHA256[name]


def test_there_is_a_library_of_every_schema_version() -> None:
    assert sorted(SHA256) == [f"v{n}" for n in range(1, len(MIGRATIONS) + 1)]


def test_every_text_is_there_to_the_letter(assistant: Assistant) -> None:
    held = {d.name: assistant.text(d.name) for d in assistant.documents()}
    assert {n: hashlib.sha256(t.encode()).hexdigest() for n, t in held.items()} == TEXTS


def test_metadata_is_kept(assistant: Assistant) -> None:
    held = {d.name: d for d in assistant.documents()}
    speech = held["changchun_2018.txt"]
    assert (speech.bundled, speech.date, speech.paragraphs) == (True, "2018-08-08", 14)
    assert "根据录音整理" in speech.remarks
    talk = held["社区图书馆讲话.txt"]
    assert (talk.speaker, talk.year, talk.type) == ("王岚", 2021, "speech")


@pytest.mark.parametrize(
    ("question", "document", "words"),
    [
        ("每部电梯补助多少钱？", "通知/电梯加装.txt", "十五万元"),
        ("去年新建了多少家社区图书馆？", "社区图书馆讲话.txt", "四十二家"),
    ],
)
def test_questions_are_answered(
    assistant: Assistant, question: str, document: str, words: str
) -> None:
    answer = assistant.ask(question)
    assert answer.status == "answered"
    quote = answer.quotes[0]
    assert quote.document == document
    assert words in quote.text
    assert assistant.text(document)[quote.start : quote.end] == quote.text
    assert assistant.search(question)[0].document == document


def test_a_removed_draft_can_be_restored(assistant: Assistant) -> None:
    assistant.restore("草稿.txt")
    assert "这份草稿已经移除" in assistant.text("草稿.txt")
    assert assistant.search("草稿", documents=["草稿.txt"])


def test_it_can_be_added_to(assistant: Assistant) -> None:
    assistant.add_text("新来的一段文字讲的是河道清淤。", name="新.txt")
    assert assistant.search("河道清淤")[0].document == "新.txt"
    assert len(assistant.documents()) == 4


def test_a_conversation_is_kept(tmp_path: Path) -> None:
    with zipfile.ZipFile(LIBRARIES / "v2.zip") as zipped:
        zipped.extractall(tmp_path / "library")
    with Assistant.open(tmp_path / "library") as assistant:
        kept = assistant.conversations.last("visitor")
    assert kept.filter == Filter(years=(2021,))
    (turn,) = kept.turns
    assert "十五万元" in turn.answer.quotes[0].text


def test_an_interrupted_migration_leaves_the_library_as_it_was(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopping(db: sqlite3.Connection) -> None:
        db.execute("CREATE TABLE half_done (x)")
        raise RuntimeError("stopped")

    with monkeypatch.context() as patch:
        patch.setattr(migrations, "MIGRATIONS", (*MIGRATIONS, stopping))
        with pytest.raises(RuntimeError, match="stopped"):
            Library.open(folder, None)
    with closing(sqlite3.connect(folder / "library.db")) as db:
        assert not db.execute("SELECT 1 FROM sqlite_schema WHERE name = 'half_done'").fetchall()
    with Assistant.open(folder) as assistant:
        assert len(assistant.documents()) == len(TEXTS)

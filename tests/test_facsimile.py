"""Pages of a PDF file: the original is kept with its document, and drawn within limits."""

from __future__ import annotations

import io
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import browser as b
import pytest
from fastapi.testclient import TestClient
from files import LONG, OTHER, asleep, paragraph, pdf
from PIL import Image

from assistant import Assistant
from assistant.errors import DocumentError
from assistant.library import facsimile, ingest, kept
from assistant.library.backup import restore_backup
from ui.serving.access import Access

NAME = "报告.pdf"
LAST = "会议要求把各项任务落到实处，让群众看得见、摸得着、信得过，共同书写新的篇章。"


@pytest.fixture
def assistant(tmp_path: Path) -> Iterator[Assistant]:
    with Assistant.open(tmp_path / "library") as opened:
        yield opened


def report(folder: Path, *texts: str, name: str = NAME) -> Path:
    """A PDF with a paragraph on each page."""
    return pdf(folder / name, [paragraph(text) for text in texts or (LONG, OTHER)])


def ink(png: bytes) -> float:
    """The share of an image that is dark."""
    grey = Image.open(io.BytesIO(png)).convert("L")
    histogram = grey.histogram()
    return sum(histogram[:128]) / sum(histogram)


# The original is kept


def test_the_original_of_a_pdf_is_kept_unasked_and_of_no_other_file(
    assistant: Assistant, tmp_path: Path
) -> None:
    path = report(tmp_path)
    (tmp_path / "a.txt").write_text(LONG, encoding="utf-8")
    assistant.add(path)
    assistant.add(tmp_path / "a.txt")
    file = assistant.file(NAME)
    assert file is not None and file.read_bytes() == path.read_bytes()
    assert assistant.file("a.txt") is None


def test_no_original_is_kept_where_none_is_wanted_or_it_is_too_large(
    assistant: Assistant, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = report(tmp_path)
    assistant.add(path, keep_files=False)
    assert assistant.file(NAME) is None
    monkeypatch.setattr(kept, "LARGEST", path.stat().st_size - 1)
    assistant.add(path)
    assert assistant.file(NAME) is None
    monkeypatch.setattr(kept, "LARGEST", path.stat().st_size)
    assert assistant.add(path).unchanged
    assert assistant.file(NAME) is not None


def test_the_originals_of_replaced_and_removed_documents_stay_until_the_removal_is_final(
    assistant: Assistant, tmp_path: Path
) -> None:
    assistant.add(report(tmp_path))
    first = assistant.file(NAME)
    assistant.add(report(tmp_path, OTHER, LONG), replace=True)
    second = assistant.file(NAME)
    assert first and second and first != second and first.exists()
    assistant.remove(NAME)
    assistant.restore(NAME)
    assert assistant.file(NAME) == second
    assistant.purge()
    assert second.exists() and not first.exists()


def test_a_backup_brings_the_pages_back(assistant: Assistant, tmp_path: Path) -> None:
    assistant.add(report(tmp_path))
    drawn = assistant.page_image(NAME, 2)
    assistant.backup(tmp_path / "made.zip")
    restore_backup(tmp_path / "made.zip", tmp_path / "restored")
    with Assistant.open(tmp_path / "restored") as restored:
        assert restored.page_image(NAME, 2) == drawn


def test_a_file_written_to_since_it_was_read_is_not_kept(
    assistant: Assistant, tmp_path: Path
) -> None:
    path = report(tmp_path)
    assistant.add(path)
    (document,) = (d for d in assistant.documents() if d.name == NAME)
    (tmp_path / "other").mkdir()
    path.write_bytes(path.read_bytes() + b"\n% more")
    kept.keep(tmp_path / "other", path, document)
    assert kept.kept_file(tmp_path / "other", document) is None
    assert not list((tmp_path / "other" / kept.FILES).iterdir())


def test_a_disk_without_room_for_the_original_still_takes_the_text_and_says_so(
    assistant: Assistant, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(ingest, "keep", full)
    (added,) = assistant.add(report(tmp_path)).added
    assert added.unkept
    assert LONG in assistant.text(NAME)


def test_a_path_in_a_database_that_was_tampered_with_is_not_followed(
    assistant: Assistant, tmp_path: Path
) -> None:
    assistant.add(report(tmp_path))
    (tmp_path / "library" / "secret.pdf").write_bytes(report(tmp_path).read_bytes())
    with closing(sqlite3.connect(tmp_path / "library" / "library.db")) as db, db:
        db.execute("UPDATE documents SET source = '../secret'")
    with Assistant.open(tmp_path / "library") as other:
        assert other.file(NAME) is None
        assert other.purge() == 0


# Its pages


def test_a_paragraph_knows_its_page_and_the_page_shows_it(
    assistant: Assistant, tmp_path: Path
) -> None:
    assistant.add(report(tmp_path, LONG, OTHER, LAST))
    assert [p.page for p in assistant.outline(NAME)] == [1, 2, 3]
    assert len(assistant.pages(NAME)) == 3
    pictures = [assistant.page_image(NAME, page) for page in (1, 2, 3)]
    sizes = {Image.open(io.BytesIO(png)).size for png in pictures}
    assert sizes == {(1400, 1982)}
    assert len(set(pictures)) == 3 and all(map(ink, pictures))


def test_a_page_that_is_not_there_is_refused(assistant: Assistant, tmp_path: Path) -> None:
    assistant.add(report(tmp_path))
    for page in (-1, 0, 3, 10**9):
        with pytest.raises(DocumentError, match=f"Page {page} of"):
            assistant.page_image(NAME, page)


def test_without_the_original_the_remedy_is_named(assistant: Assistant, tmp_path: Path) -> None:
    assistant.add(report(tmp_path), keep_files=False)
    with pytest.raises(DocumentError, match="Add the PDF file again"):
        assistant.page_image(NAME, 1)


def test_a_page_of_monstrous_size_is_drawn_small(tmp_path: Path) -> None:
    path = report(tmp_path)
    path.write_bytes(path.read_bytes().replace(b"[0 0 595 842]", b"[0 0 9e4 9e6]"))
    drawn = facsimile.draw(path, 1)
    assert drawn is not None
    width, height = Image.open(io.BytesIO(drawn)).size
    assert width <= 1400 and height <= 2801


def test_a_damaged_original_is_told_and_the_next_page_is_drawn(
    assistant: Assistant, tmp_path: Path
) -> None:
    assistant.add(report(tmp_path))
    assistant.add(report(tmp_path, OTHER, name="b.pdf"))
    file = assistant.file(NAME)
    assert file is not None
    file.write_bytes(b"%PDF-1.7 damaged")
    with pytest.raises(DocumentError, match="cannot be shown"):
        assistant.page_image(NAME, 1)
    assert assistant.page_image("b.pdf", 1)


def test_drawing_that_takes_too_long_is_ended_and_the_next_page_is_drawn(
    assistant: Assistant, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assistant.add(report(tmp_path))
    with monkeypatch.context() as patch:
        patch.setattr(facsimile, "SECONDS", 0.5)
        patch.setattr(facsimile, "draw", asleep)
        with pytest.raises(DocumentError, match="cannot be shown"):
            assistant.page_image(NAME, 1)
    assert assistant.page_image(NAME, 1)


# Over the web


def client(assistant: Assistant, **options: object) -> TestClient:
    return TestClient(b.app_of(assistant, **options), base_url="http://127.0.0.1")


def test_a_page_is_served_and_asked_for_again_each_time(
    assistant: Assistant, tmp_path: Path
) -> None:
    assistant.add(report(tmp_path))
    with client(assistant) as visitor:
        where = "/source/zh/page"
        answer = visitor.get(where, params={"name": NAME, "number": 2})
        assert answer.headers["content-type"] == "image/png"
        assert answer.headers["cache-control"] == "private, no-cache"
        assert answer.content == assistant.page_image(NAME, 2)
        tag = {"If-None-Match": answer.headers["etag"]}
        again = visitor.get(where, params={"name": NAME, "number": 2}, headers=tag)
        assert again.status_code == 304
        other = visitor.get(where, params={"name": NAME, "number": 1}, headers=tag)
        assert other.status_code == 200


@pytest.mark.parametrize("name", ["../library.db", "报告.pdf/../../library.db", "/etc/passwd", ""])
def test_only_documents_have_pages(assistant: Assistant, tmp_path: Path, name: str) -> None:
    assistant.add(report(tmp_path))
    with client(assistant) as visitor:
        answer = visitor.get("/source/en/page", params={"name": name, "number": 1})
        assert answer.status_code == 400 and "No document" in answer.json()["message"]


def test_whoever_has_to_sign_in_sees_no_page(assistant: Assistant, tmp_path: Path) -> None:
    assistant.add(report(tmp_path))
    with client(assistant, access=Access(anonymous=None)) as visitor:
        answer = visitor.get("/source/zh/page", params={"name": NAME, "number": 1})
        assert answer.status_code == 401
    with client(assistant, access=Access(anonymous="reader")) as visitor:
        answer = visitor.get("/source/zh/page", params={"name": NAME, "number": 1})
        assert answer.status_code == 200

"""Files sent to the library page: where they may go, what becomes of them."""

from __future__ import annotations

import re
import time
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from typing import Any

import pytest
from browser import app_of, awaited
from starlette.testclient import TestClient

from assistant import Assistant
from assistant.errors import LibraryError
from assistant.types import AddReport
from ui.library.jobs import AddRequest, Jobs
from ui.library.uploads import Limits, Upload, UploadError, Uploads, relative_path
from ui.strings import STRINGS, ZH

HERE = "http://127.0.0.1:7860"
TEXT = "在座谈会上的讲话\n一要抓好春耕；二要管好水利。\n"


@pytest.fixture
def assistant(tmp_path: Path) -> Iterator[Assistant]:
    with Assistant.open(tmp_path / "library") as opened:
        yield opened


@pytest.fixture
def client(assistant: Assistant, tmp_path: Path) -> Iterator[TestClient]:
    with TestClient(app_of(assistant, library=tmp_path / "library"), base_url=HERE) as client:
        yield client


def begun(client: TestClient) -> str:
    return f"/library/zh/uploads/{client.post('/library/zh/uploads').json()['id']}"


def sent(client: TestClient, upload: str, path: str, data: bytes | str = TEXT) -> int:
    body = data.encode() if isinstance(data, str) else data
    return client.put(upload, params={"path": path}, content=body).status_code


def ended(client: TestClient, upload: str, **options: bool) -> dict[str, Any]:
    """Add what was sent; the state once the job has ended."""
    assert client.post(f"{upload}/add", json=options).status_code == 200
    while True:
        state = client.get("/library/zh/state").json()
        if not state["running"]:
            return dict(state)
        time.sleep(0.02)


# Paths


@pytest.mark.parametrize(
    "path",
    [
        *("../a.txt", "a/../../b.txt", "/etc/a.txt", "a//b.txt", "./a.txt", ".. /a.txt", ""),
        *("..\\a.txt", "C:\\a.txt", "C:a.txt", "a\\..\\b.txt", "a.txt/", ".ssh/a.txt", "a/.b.txt"),
        "x" * 300 + ".txt",
    ],
)
def test_a_path_that_leads_elsewhere_is_refused(path: str) -> None:
    with pytest.raises(UploadError):
        relative_path(path)


@pytest.mark.parametrize("path", ["讲话.txt", "2019/工作报告.docx", "a b/c (1).md", "a..b.txt"])
def test_a_path_below_the_folder_is_its_name(path: str) -> None:
    assert relative_path(path) == path


def test_nothing_is_written_outside_the_upload(client: TestClient, tmp_path: Path) -> None:
    upload, before = begun(client), sorted(tmp_path.rglob("*.txt"))
    for path in ("../../evil.txt", "/tmp/evil.txt", "..%2Fevil.txt/../../evil.txt"):
        assert sent(client, upload, path) == 400
    assert sorted(tmp_path.rglob("*.txt")) == before
    for id_ in ("..", "%2e%2e%2fx", "unknown"):
        assert sent(client, f"/library/zh/uploads/{id_}", "a.txt") in (404, 405, 413)


# From the browser into the library


def test_a_folder_is_added_with_its_paths_and_leaves_nothing_behind(
    client: TestClient, assistant: Assistant, tmp_path: Path
) -> None:
    upload = begun(client)
    assert sent(client, upload, "2019/讲话.txt") == 200
    assert sent(client, upload, "图.png", b"x") == 415
    assert sent(client, upload, "坏.pdf", b"%PDF-1.4") == 200
    state = ended(client, upload)
    assert [d.name for d in assistant.documents()] == ["2019/讲话.txt"]
    for told in ("2019/讲话.txt", "图.png", "坏.pdf", "不支持“.png”文件"):
        assert told in state["jobs"]
    assert not list((tmp_path / "library").glob("uploads-*/*"))
    assert sent(client, upload, "b.txt") == 404


def test_a_known_name_is_replaced_only_where_that_is_wanted(
    client: TestClient, assistant: Assistant
) -> None:
    for replace, last in ((False, "管好水利"), (False, "管好水利"), (True, "管好林业")):
        upload = begun(client)
        sent(client, upload, "a.txt", TEXT.replace("水利", "林业") if replace else TEXT)
        ended(client, upload, replace=replace)
        assert last in assistant.text("a.txt")


def test_a_known_name_is_refused_with_what_the_page_can_do_about_it(
    client: TestClient, assistant: Assistant
) -> None:
    assistant.add_text(TEXT, "a.txt")
    upload = begun(client)
    sent(client, upload, "a.txt", TEXT.replace("水利", "林业"))
    ended(client, upload)
    for language, strings in STRINGS.items():
        told = client.get(f"/library/{language}/state").json()["jobs"]
        assert f"“{strings.library.replace}”" in told
        assert "--replace" not in told and "--name" not in told


def test_a_job_that_added_nothing_does_not_say_that_it_did(client: TestClient) -> None:
    headings = []
    for name, data in (("a.txt", TEXT), ("坏.pdf", "%PDF-1.4"), ("a.txt", TEXT)):
        upload = begun(client)
        sent(client, upload, name, data)
        told = ended(client, upload)["jobs"]  # the newest first
        headings.append(re.findall("<strong>(.*?)</strong>", told)[0])
    assert headings == [ZH.job.done, ZH.job.none_added, ZH.job.none_added]


def test_the_original_is_kept_where_that_is_wanted(
    client: TestClient, assistant: Assistant
) -> None:
    for name, keep in (("a.txt", True), ("b.txt", False)):
        upload = begun(client)
        sent(client, upload, name, f"{name}\n{TEXT}")
        ended(client, upload, keep=keep)
    kept = assistant.file("a.txt")
    assert kept and kept.read_bytes().decode() == f"a.txt\n{TEXT}"
    assert assistant.file("b.txt") is None


def test_an_abandoned_upload_adds_nothing(
    client: TestClient, assistant: Assistant, tmp_path: Path
) -> None:
    upload = begun(client)
    sent(client, upload, "a.txt")
    assert client.delete(upload).status_code == 200
    assert client.post(f"{upload}/add", json={}).status_code == 404
    assert not list((tmp_path / "library").glob("uploads-*/*"))
    assert assistant.documents() == []


# Limits


async def chunks(*parts: bytes) -> AsyncIterator[bytes]:
    for part in parts:
        yield part


def received(uploads: Uploads, upload: Upload, path: str, *parts: bytes, size: int = 0) -> int:
    """What HTTP would say."""
    try:
        awaited(uploads.receive(upload, path, size, chunks(*parts)))
    except UploadError as error:
        return error.status
    return 200


def test_what_is_too_large_is_refused_before_and_while_it_is_sent(tmp_path: Path) -> None:
    uploads = Uploads(tmp_path, Limits(file=10, total=25, files=3, reserve=0))
    upload = uploads.begin()
    assert received(uploads, upload, "a.txt", size=11) == 413
    assert received(uploads, upload, "a.txt", b"12345", b"123456") == 413
    assert not (upload.folder / "a.txt").exists()
    assert received(uploads, upload, "a.txt", b"1234567890") == 200
    assert received(uploads, upload, "b.txt", b"1234567890") == 200
    assert received(uploads, upload, "a.txt", b"1") == 409
    assert received(uploads, upload, "c.txt", size=6) == 413
    assert received(uploads, upload, "c.txt", b"1") == 200
    assert received(uploads, upload, "d.txt", b"1") == 413
    other = uploads.begin()
    assert received(uploads, other, "e.txt", b"12345") == 413
    uploads.discard(upload)
    assert received(uploads, other, "e.txt", b"12345") == 200


def test_a_full_disk_is_told_before_it_is_full(tmp_path: Path) -> None:
    uploads = Uploads(tmp_path, Limits(reserve=2**62))
    assert received(uploads, uploads.begin(), "a.txt", b"1") == 507


def test_uploads_that_nobody_ends_make_room_after_an_hour(tmp_path: Path) -> None:
    now = [0.0]
    uploads = Uploads(tmp_path, Limits(uploads=2), clock=lambda: now[0])
    first = uploads.begin()
    uploads.begin()
    with pytest.raises(UploadError, match="going on already"):
        uploads.begin()
    now[0] = 3601
    uploads.begin()
    assert not first.folder.exists()


def test_what_a_crash_left_behind_goes_with_the_next_start(tmp_path: Path) -> None:
    left = Uploads(tmp_path).begin().folder
    Uploads(tmp_path)
    assert not left.parent.exists()


# Jobs


class Waiting(Assistant):
    """Fails as it is told to; adds nothing."""

    def __init__(self, error: Exception | None = None) -> None:
        self.error = error

    def add(self, path: Any, **options: Any) -> AddReport:
        cancel = options["cancel"]
        while self.error is None and not cancel():
            time.sleep(0.01)
        if self.error is not None:
            raise self.error
        return AddReport((), cancelled=True)


def states(jobs: Jobs) -> list[str]:
    while any(not job.ended and job.cancelling for job in jobs.listed()):
        time.sleep(0.01)
    return [job.state for job in jobs.listed()]


def test_a_job_is_cancelled_whether_it_runs_or_waits(tmp_path: Path) -> None:
    jobs, discarded = Jobs(Waiting()), []
    ids = [
        jobs.submit(AddRequest(tmp_path, 1), lambda n=n: discarded.append(n))  # type: ignore[misc]
        for n in range(2)
    ]
    for id_ in reversed(ids):
        jobs.cancel(id_)
    assert states(jobs) == ["cancelled", "cancelled"]
    jobs.close()
    assert discarded == [0, 1]


def test_a_job_that_fails_says_why_and_the_next_one_runs(tmp_path: Path) -> None:
    jobs, gone = Jobs(Waiting(LibraryError("The disk is full.", "磁盘已满。"))), []
    for _ in range(2):
        jobs.submit(AddRequest(tmp_path, 1), lambda: gone.append(1))
    while not all(job.ended for job in jobs.listed()):
        time.sleep(0.01)
    jobs.close()
    assert [job.state for job in jobs.listed()] == ["failed", "failed"]
    assert all(job.error and job.error.zh == "磁盘已满。" for job in jobs.listed())
    assert len(gone) == 2


def test_a_job_has_ended_only_when_its_files_are_gone(tmp_path: Path) -> None:
    jobs, seen = Jobs(Waiting(LibraryError("The disk is full.", "磁盘已满。"))), []
    jobs.submit(AddRequest(tmp_path, 1), lambda: seen.extend(j.ended for j in jobs.listed()))
    jobs.close()
    assert seen == [False] and jobs.listed()[0].ended


def test_a_server_that_cannot_write_says_so_before_anything_is_sent(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(**_: object) -> str:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr("ui.library.uploads.tempfile.mkdtemp", refused)
    answered = client.post("/library/zh/uploads")
    assert answered.status_code == 507 and "磁盘是只读的" in answered.json()["message"]

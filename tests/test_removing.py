"""Several documents are removed at once, an upload is taken back, and both can be undone."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browser import app_of
from rendered import Rendered
from starlette.testclient import TestClient

from assistant import Assistant
from assistant.errors import DocumentError
from assistant.types import Added
from ui.library import job_page, removed_page
from ui.library.jobs import Job
from ui.strings import EN, ZH

NAMES = ["a.txt", "b.txt", "c.txt"]


@pytest.fixture
def assistant(tmp_path: Path) -> Iterator[Assistant]:
    with Assistant.open(tmp_path / "library") as opened:
        for name in NAMES:
            opened.add_text(f"关于{name}的讲话\n要加固堤坝。\n", name)
        yield opened


@pytest.fixture
def client(assistant: Assistant, tmp_path: Path) -> Iterator[TestClient]:
    app = app_of(assistant, library=tmp_path / "library")
    with TestClient(app, base_url="http://127.0.0.1:7860") as client:
        yield client


def live(assistant: Assistant) -> list[str]:
    return sorted(d.name for d in assistant.documents())


def uploaded(client: TestClient, texts: dict[str, str], **options: bool) -> str:
    """The id of the job that has added the texts."""
    upload = client.post("/library/zh/uploads").json()["id"]
    for name, text in texts.items():
        client.put(f"/library/zh/uploads/{upload}", params={"path": name}, content=text.encode())
    job = client.post(f"/library/zh/uploads/{upload}/add", json=options).json()["job"]
    while client.get("/library/zh/state").json()["running"]:
        time.sleep(0.02)
    return str(job)


def buttons(client: TestClient, job: str) -> str:
    shown: str = client.get("/library/zh/state").json()["jobs"]
    return Rendered(shown[shown.index(f'data-job="{job}"') :]).text


def post(client: TestClient, path: str, **data: Any) -> Any:
    return client.post(f"/library/zh/{path}", json=data)


def test_several_documents_go_and_come_back_together(
    assistant: Assistant, client: TestClient
) -> None:
    gone = post(client, "remove", names=["a.txt", "b.txt", "b.txt", "none.txt"]).json()["names"]
    assert set(gone) == {"a.txt", "b.txt"}
    assert live(assistant) == ["c.txt"]
    assert len({r.removed_at for r in assistant.removed()}) == 1
    assert post(client, "restore", names=gone).status_code == 200
    assert live(assistant) == NAMES
    assert post(client, "remove", names=["none.txt"]).status_code == 400


def test_all_or_none_are_removed_and_restored(assistant: Assistant) -> None:
    with pytest.raises(DocumentError):
        assistant.remove("a.txt", "none.txt")
    assert live(assistant) == NAMES
    assistant.remove("a.txt", "b.txt")
    assistant.add_text("另一篇", "b.txt")
    with pytest.raises(DocumentError):
        assistant.restore("a.txt", "b.txt")
    assert live(assistant) == ["b.txt", "c.txt"]


def test_an_upload_is_taken_back_without_what_was_there_before(
    assistant: Assistant, client: TestClient
) -> None:
    texts = {f"{n}.txt": f"第{n}篇讲话\n要修{n}座泵站。\n" for n in range(4)}
    job = uploaded(client, {**texts, "a.txt": "关于a.txt的讲话\n要加固堤坝。\n"})
    assert ZH.job.take_back[1].format(4) in buttons(client, job)
    assistant.remove("0.txt")
    post(client, "remove", names=["1.txt"])
    assert ZH.job.take_back[1].format(2) in buttons(client, job)
    gone = post(client, f"jobs/{job}/remove").json()["names"]
    assert sorted(gone) == ["2.txt", "3.txt"]
    assert live(assistant) == NAMES
    assert "移除这次" not in buttons(client, job)
    post(client, "restore", names=gone)
    assert ZH.job.take_back[1].format(2) in buttons(client, job)
    assert live(assistant) == ["2.txt", "3.txt", *NAMES]


def test_what_a_later_upload_replaced_is_not_taken_back_with_the_earlier(
    assistant: Assistant, client: TestClient
) -> None:
    first = uploaded(client, {"x.txt": "一篇\n甲。\n", "y.txt": "二篇\n乙。\n"})
    uploaded(client, {"x.txt": "一篇\n改过的甲。\n"}, replace=True)
    assert post(client, f"jobs/{first}/remove").json()["names"] == ["y.txt"]
    assert "x.txt" in live(assistant)


def test_whoever_reads_only_is_offered_nothing_to_remove() -> None:
    job = Job("j", "done", 1, results=(Added("a", "a", "added"),))
    assert "data-takeback" in job_page.jobs([job], EN, True, {"j": 1})
    assert "data-takeback" not in job_page.jobs([job], EN, False, {"j": 1})
    assert "data-takeback" not in job_page.jobs([job], EN, True)


def test_what_was_removed_together_is_restored_together_later(assistant: Assistant) -> None:
    assistant.remove("a.txt", "b.txt")
    assistant.remove("c.txt")
    shown = removed_page.removed(assistant.removed(), set(), ZH, True)
    assert shown.count("data-restorebatch") == 1
    assert ZH.library.restore_batch.format(2) in Rendered(shown).text
    assert "data-restore" not in removed_page.removed(assistant.removed(), set(), ZH, False)

"""Lone surrogates, and JSON that cannot be read, end in an answer or a message, never in a traceback."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from browser import app_of
from starlette.testclient import TestClient
from visitors import HERE

from assistant import Assistant, DocumentError
from assistant.types import Filter
from ui.actions import Actions
from ui.chat.session import Session
from ui.events import Events

JSON = {"Content-Type": "application/json"}
HALF = "\ud83d"
"""Half of a picture character, as a program leaves it that cuts a text anywhere."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("library")


@pytest.fixture(scope="module")
def assistant(folder: Path) -> Iterator[Assistant]:
    with Assistant.open(folder) as opened:
        opened.add_text("在座谈会上的讲话\n一要抓好春耕；二要管好水利；三要备足种子。", "a.txt")
        yield opened


@pytest.fixture(scope="module")
def client(assistant: Assistant, folder: Path) -> TestClient:
    return TestClient(app_of(assistant, library=folder), base_url=HERE)


def test_what_is_asked_and_looked_for_is_repaired(assistant: Assistant) -> None:
    assert assistant.ask("第二个呢", [f"要抓好哪些工作{HALF}"]).quotes
    assert assistant.find(f"水利{HALF}").paragraphs == 0
    assert assistant.ask("水利", speakers=[HALF]).status == "not_found"
    assert assistant.search("水利", speakers={HALF, "王明"}) == []


def test_what_is_stored_is_repaired(assistant: Assistant) -> None:
    assistant.add_text("在会议上的讲话\n要种树。", "b.txt", f"种树{HALF}")
    assert assistant.edit("b.txt", remarks=[f"节选{HALF}"]).remarks == ("节选?",)
    assistant.add_texts({f"c{HALF}.txt": f"在会议上的讲话\n要修渠{HALF}。"})
    assert {d.name: d.title for d in assistant.documents()}["b.txt"] == "种树?"
    assert "要修渠?。" in assistant.text("c?.txt")


@pytest.mark.parametrize("act", [Assistant.remove, Assistant.restore, Assistant.edit])
def test_a_name_that_no_document_has_is_refused_with_the_usual_message(
    assistant: Assistant, act: Callable[..., Any]
) -> None:
    with pytest.raises(DocumentError, match=r"“\?”"):
        act(assistant, HALF)


def test_conversations_and_scopes_are_named_with_what_can_be_kept(assistant: Assistant) -> None:
    kept = assistant.conversations
    kept.name_filter("owner", f"近年{HALF}", Filter(years=(2019,)))
    assert list(kept.filters("owner")) == ["近年?"]
    kept.forget_filter("owner", f"近年{HALF}")
    assert not kept.filters("owner")
    page = Actions(Events(assistant, "zh")).act(
        "owner", "find", {"wording": HALF}, Session("owner")
    )
    assert page.notice.encode()


@pytest.mark.parametrize(
    ("path", "sent"),
    [
        ("library/zh/remove", {"names": [HALF]}),
        ("library/zh/edit", {"name": "a.txt", "fields": {HALF: "x"}}),
        ("tools/zh/compare", {"left": HALF, "right": "a.txt"}),
        ("tools/zh/digest", {"name": HALF}),
    ],
)
def test_the_page_is_told_what_was_wrong(client: TestClient, path: str, sent: Any) -> None:
    answered = client.post(f"/{path}", content=json.dumps(sent), headers=JSON)
    assert answered.status_code == 400 and "?" in answered.json()["message"]


@pytest.mark.parametrize("body", [b"{", b"[]", b'{"name": NaN}'])
def test_json_that_cannot_be_read_is_refused_in_the_language_of_the_page(
    client: TestClient, body: bytes
) -> None:
    for language, says in (("zh", "无法理解"), ("en", "could not be understood")):
        answered = client.post(f"/library/{language}/remove", content=body, headers=JSON)
        assert answered.status_code == 422 and says in answered.json()["message"]

"""A server as people start it, and visitors without a browser: what the page sends, with a cookie of
one's own."""

from __future__ import annotations

import contextlib
import json
import secrets
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
from selectolax.lexbor import LexborHTMLParser

ROOT = Path(__file__).parent.parent


@dataclass(frozen=True, slots=True)
class Shown:
    """What of an answer stays the same, whoever asks and however long it takes."""

    quotes: tuple[str, ...]
    places: tuple[str, ...]
    """Document and place of each quotation."""
    notice: str = ""


@contextlib.contextmanager
def started(library: Path) -> Iterator[str]:
    """`speech-assistant serve` in a process of its own; yields the page's address."""
    command = [sys.executable, "-m", "assistant.cli", "--library", str(library)]
    command += ["--language", "en", "serve", "--no-browser", "--port", "0"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            yield process.stdout.readline().split()[2]
        finally:
            process.terminate()


class Visit:
    """One tab of one visitor."""

    def __init__(self, url: str, language: str = "zh") -> None:
        self._client = httpx.Client(base_url=f"{url}{language}/", timeout=60, verify=False)
        self._client.get("").raise_for_status()
        config = self._client.get("config").raise_for_status().json()
        self._outputs = {c["id"]: c["props"].get("elem_id") for c in config["components"]}
        self._events = {d["api_name"]: d for d in config["dependencies"]}
        self._tab = secrets.token_hex(6)
        self._act("arrive", {"conversation": "", "text": "", "paragraph": ""})

    def __enter__(self) -> Visit:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def ask(self, question: str) -> Shown:
        """What is shown when the question has been sent; the last turn of the conversation."""
        return self.answer(self.begin(question))

    def begin(self, question: str) -> str:
        """Send a question, which then runs or waits for its turn.

        :raises httpx.HTTPStatusError: the queue is full.
        """
        return self._send("ask", [question, None])

    def answer(self, sent: str) -> Shown:
        """What is shown when a question that was sent has been answered."""
        named = (self._outputs.get(id_) for id_ in self._events["ask"]["outputs"])
        return _shown(dict(zip(named, self._result(sent), strict=True)))

    def _act(self, name: str, data: dict[str, object]) -> None:
        self._result(self._send("act", [None], {"name": name, "data": data}))

    def _send(self, event: str, data: list[object], detail: object = None) -> str:
        of = self._events[event]
        body = {"data": data, "event_data": detail, "fn_index": of["id"]}
        body |= {"session_hash": self._tab, "trigger_id": of["targets"][0][0]}
        joined = self._client.post("gradio_api/queue/join", json=body).raise_for_status()
        return str(joined.json()["event_id"])

    def _result(self, event: str) -> list[Any]:
        """The values of the components that an event changes, in their order."""
        told = self._client.stream(
            "GET", "gradio_api/queue/data", params={"session_hash": self._tab}
        )
        with told as response:
            for line in response.iter_lines():
                message = json.loads(line.removeprefix("data: ")) if line else {}
                if message.get("msg") == "process_completed" and message["event_id"] == event:
                    assert message["success"], message
                    return message["output"]["data"]  # type: ignore[no-any-return]
        raise AssertionError("the server ended the stream before the answer")


def _shown(components: dict[str | None, Any]) -> Shown:
    conversation = components["conversation"]
    turns = LexborHTMLParser(conversation if isinstance(conversation, str) else "").css(".turn")
    notice = LexborHTMLParser(components["notice"]).text().strip()
    if not turns:
        return Shown((), (), notice)
    quotes = tuple(node.text() for node in turns[-1].css(".verbatim"))
    places = tuple(node.text() for node in turns[-1].css(".place"))
    return Shown(quotes, places, notice)


class Librarian:
    """Who adds files on the library page."""

    def __init__(self, url: str) -> None:
        self._client = httpx.Client(base_url=f"{url}library/zh/", timeout=60, verify=False)

    def __enter__(self) -> Librarian:
        return self

    def __exit__(self, *_: object) -> None:
        self._client.close()

    def add(self, folder: Path) -> str:
        """Upload the files of a folder; the id of the job that adds them."""
        upload = self._client.post("uploads").raise_for_status().json()["id"]
        for file in sorted(folder.iterdir()):
            self._client.put(
                f"uploads/{upload}", params={"path": file.name}, content=file.read_bytes()
            ).raise_for_status()
        added = self._client.post(f"uploads/{upload}/add", json={})
        return str(added.raise_for_status().json()["job"])

    def busy(self) -> bool:
        """Whether files are still being added."""
        return bool(self._client.get("state").raise_for_status().json()["running"])

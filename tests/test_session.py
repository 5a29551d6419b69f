"""What belongs to a visitor: a scope, links to passages, an owner's name."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from assistant import Assistant
from assistant.errors import DocumentError
from assistant.types import Document, Filter
from ui.chat.links import resolve, target
from ui.chat.session import inside, scoped
from ui.serving.visitor import COOKIE, owner
from ui.strings import EN, ZH

OWN = Document("own.txt", "一", speaker="王岚", date="2019-03-01", type="report")
EXAMPLE = Document("example.txt", "二", date="2018", type="speech", bundled=True)


def test_the_example_leaves_the_default_scope_beside_documents_of_ones_own() -> None:
    assert inside(Filter(), [EXAMPLE]) == [EXAMPLE]
    assert inside(Filter(), [EXAMPLE, OWN]) == [OWN]
    assert inside(Filter(examples=True), [EXAMPLE, OWN]) == [EXAMPLE, OWN]
    assert inside(Filter(("example.txt",)), [EXAMPLE, OWN]) == [EXAMPLE]


def test_a_scope_is_narrowed_by_year_speaker_and_type() -> None:
    both = Filter(examples=True)
    assert inside(replace(both, years=(2018,)), [EXAMPLE, OWN]) == [EXAMPLE]
    assert inside(replace(both, speakers=("王嵐",)), [EXAMPLE, OWN]) == [OWN]
    assert inside(replace(both, types=("report", "policy")), [EXAMPLE, OWN]) == [OWN]


def test_documents_that_went_are_told_and_never_replaced_in_silence() -> None:
    assert scoped(Filter(("own.txt", "gone.txt")), [EXAMPLE, OWN])["documents"] == ("own.txt",)
    with pytest.raises(DocumentError, match="None of the chosen"):
        scoped(Filter(("gone.txt",)), [EXAMPLE, OWN])


def test_the_bundled_speech_never_returns_once_removed() -> None:
    with Assistant.open() as assistant:
        assert [d.bundled for d in assistant.documents()] == [True]
        assistant.remove(assistant.documents()[0].name)
    with Assistant.open() as assistant:
        assert assistant.documents() == []


def test_a_link_says_so_when_its_text_was_replaced_or_removed(tmp_path: Path) -> None:
    with Assistant.open(tmp_path / "library") as assistant:
        assistant.add_text("关于防汛工作的讲话\n要加固堤坝。\n", "flood.txt")
        link = target(assistant.documents()[0].sha256[:16], "2")
        assert resolve(assistant, link, ZH.panel) == ("flood.txt", "")
        assistant.add_text("关于防汛工作的讲话\n要转移群众。\n", "flood.txt", replace=True)
        assert resolve(assistant, link, ZH.panel) == ("flood.txt", ZH.panel.link_replaced)
        assistant.remove("flood.txt")
        name, told = resolve(assistant, link, ZH.panel)
        assert name == "" and "关于防汛工作的讲话" in told
        for odd in ("../../etc/passwd", "%", "0" * 16, "f" * 64):
            assert resolve(assistant, target(odd, "-1"), EN.panel) == ("", EN.panel.link_unknown)


def test_an_owner_is_an_account_or_a_hash_of_the_cookie() -> None:
    assert owner("li", {}) == "account:li"
    assert owner(None, {}) == ""
    secret = owner(None, {COOKIE: "secret"})
    assert secret.startswith("visitor:") and "secret" not in secret
    assert secret != owner(None, {COOKIE: "other"})

"""Is the installation sound? Versions, paths, model, library, a test question."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import platform
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import assistant
from assistant.bundled import bundled_speech
from assistant.config import Config, config_file
from assistant.errors import AssistantError
from assistant.pipeline import Assistant
from embeddings import EmbeddingError, bundled_context, bundled_cross_encoder, open_embedder

_PACKAGES = (
    "speech-assistant", "sentence-transformers", "torch", "faiss-cpu", "gradio", "tantivy",
    "onnxruntime", "tokenizers", "safetensors", "numpy", "rjieba", "opencc",
)  # fmt: skip
_TEST_QUESTION = "存在的突出问题有哪些?"
_TEST_ITEMS = 4


@dataclass(frozen=True, slots=True)
class Check:
    """One thing examined: whether it is well, and what was found."""

    name: str
    ok: bool
    found: str


def examine(config: Config) -> Iterator[Check]:
    """All checks in order; each failure says what to do."""
    yield Check(
        "Python", sys.version_info >= (3, 11), f"{platform.python_version()} ({sys.executable})"
    )
    yield Check("platform", True, platform.platform())
    for package in _PACKAGES:
        yield _version(package)
    yield from _imports()
    yield Check(
        "settings", True, f"{config_file()} ({'used' if config_file().exists() else 'none'})"
    )
    yield _guarded("model", lambda: _model(config))
    yield _guarded("context model", lambda: bundled_context().fingerprint[:12])
    yield _guarded("cross-encoder", _cross_encoder)
    yield _guarded("library", lambda: _library(config))
    yield _guarded("test question", _test_question)


def _cross_encoder() -> str:
    odds = bundled_cross_encoder().read("水库建成了吗", "水库已经建成。").odds
    return f"log odds {odds:.1f} of a passage that answers"


def _version(package: str) -> Check:
    try:
        return Check(package, True, importlib.metadata.version(package))
    except importlib.metadata.PackageNotFoundError:
        return Check(package, False, "not installed; run the set-up of README.md again")


def _imports() -> Iterator[Check]:
    """The three import names are generic: another package or a folder may stand in their way."""
    home = Path(assistant.__file__).resolve().parent.parent
    for name in ("assistant", "embeddings", "ui"):
        spec = importlib.util.find_spec(name)
        origin = Path(spec.origin).resolve() if spec and spec.origin else None
        if origin is not None and origin.parent.parent == home:
            yield Check(f"import {name}", True, str(origin.parent))
        else:
            yield Check(
                f"import {name}",
                False,
                f"shadowed by {origin or 'nothing importable'}; expected {home / name}. "
                "Start from another folder or rename what stands in the way",
            )


def _guarded(name: str, examine_: Callable[[], str]) -> Check:
    try:
        return Check(name, True, examine_())
    except (AssistantError, EmbeddingError, OSError) as error:
        return Check(name, False, str(error))


def _model(config: Config) -> str:
    embedder = open_embedder(config.model or None)
    return f"{embedder.name}, {embedder.dimension} dimensions, {embedder.fingerprint[:12]}"


def _library(config: Config) -> str:
    if not (config.library / "library.db").exists():
        return f"{config.library} (not created yet)"
    with Assistant.open(config.library, model=config.model) as opened:
        documents = opened.documents()
        notices = "; ".join(n.en for n in opened.notices)
    paragraphs = sum(d.paragraphs for d in documents)
    state = f"; {notices}" if notices else "; indexes in step"
    return f"{config.library}: {len(documents)} documents, {paragraphs} paragraphs{state}"


def _test_question() -> str:
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder,
        Assistant.open(Path(folder) / "library") as opened,
    ):
        opened.add(bundled_speech())
        answer = opened.ask(_TEST_QUESTION)
    if len(answer.quotes) != _TEST_ITEMS:
        raise AssistantError(
            f"{_TEST_QUESTION} gave {len(answer.quotes)} quotations, expected {_TEST_ITEMS}: "
            "the installation is damaged; install it again",
            f"{_TEST_QUESTION} 得到 {len(answer.quotes)} 条引文，应为 {_TEST_ITEMS} 条：安装已损坏，请重新安装",
        )
    return f"{_TEST_QUESTION} {len(answer.quotes)} quotations in {answer.elapsed_ms:.0f} ms"

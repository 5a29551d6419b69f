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

import click

import assistant
from assistant.config import Config, config_file
from assistant.errors import AssistantError
from assistant.library.bundled import bundled_speech
from assistant.pipeline import Assistant
from embeddings import EmbeddingError, bundled_context, bundled_cross_encoder, open_embedder

_PACKAGES = (
    "speech-assistant", "sentence-transformers", "torch", "faiss-cpu", "gradio", "tantivy",
    "onnxruntime", "tokenizers", "safetensors", "numpy", "rjieba", "opencc",
)  # fmt: skip
_TEST_QUESTION = "存在的突出问题有哪些?"
_TEST_ITEMS = 4


_ZH = {
    "platform": "系统",
    "import assistant": "导入 assistant",
    "import embeddings": "导入 embeddings",
    "import ui": "导入 ui",
    "settings": "设置",
    "model": "模型",
    "context model": "语境模型",
    "cross-encoder": "对读模型",
    "library": "资料库",
    "test question": "试问",
}


@dataclass(frozen=True, slots=True)
class Check:
    """One thing examined: whether it is well, and what was found, in English and in Chinese."""

    name: str
    ok: bool
    found: str
    zh: str = ""
    """Empty where it is the same."""


def printed(check: Check, language: str) -> str:
    """A check as a line of the terminal."""
    english = language == "en"
    words = ("ok  ", "FAIL") if english else ("正常", "异常")
    mark = click.style(words[0], fg="green") if check.ok else click.style(words[1], fg="red")
    if english:
        return f"{mark} {check.name}: {check.found}"
    return f"{mark} {_ZH.get(check.name, check.name)}：{check.zh or check.found}"


_Found = tuple[str, str]
"""What was found, in English and in Chinese."""


def examine(config: Config) -> Iterator[Check]:
    """All checks in order; each failure says what to do."""
    yield Check(
        "Python", sys.version_info >= (3, 11), f"{platform.python_version()} ({sys.executable})"
    )
    yield Check("platform", True, platform.platform())
    for package in _PACKAGES:
        yield _version(package)
    yield from _imports()
    used = config_file().exists()
    yield Check(
        "settings",
        True,
        f"{config_file()} ({'used' if used else 'none'})",
        f"{config_file()}（{'已采用' if used else '没有'}）",
    )
    yield _guarded("model", lambda: _model(config))
    yield _guarded("context model", lambda: (bundled_context().fingerprint[:12], ""))
    yield _guarded("cross-encoder", _cross_encoder)
    yield _guarded("library", lambda: _library(config))
    yield _guarded("test question", _test_question)


def _cross_encoder() -> _Found:
    odds = bundled_cross_encoder().read("水库建成了吗", "水库已经建成。").odds
    return (
        f"log odds {odds:.1f} of a passage that answers",
        f"一段能回答问题的文字，对数几率 {odds:.1f}",
    )


def _version(package: str) -> Check:
    try:
        return Check(package, True, importlib.metadata.version(package))
    except importlib.metadata.PackageNotFoundError:
        return Check(
            package,
            False,
            "not installed; run the set-up of README.md again",
            "没有安装；请按 README.md 重新安装",
        )


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
                f"被 {origin or '别的东西'} 挡住，应为 {home / name}。请换一个文件夹启动，或给挡路的改名",
            )


def _guarded(name: str, examine_: Callable[[], _Found]) -> Check:
    try:
        return Check(name, True, *examine_())
    except AssistantError as error:
        return Check(name, False, str(error), error.message("zh"))
    except (EmbeddingError, OSError) as error:
        return Check(name, False, str(error))


def _model(config: Config) -> _Found:
    embedder = open_embedder(config.model or None)
    name, dimension, fingerprint = embedder.name, embedder.dimension, embedder.fingerprint[:12]
    return (
        f"{name}, {dimension} dimensions, {fingerprint}",
        f"{name}，{dimension} 维，{fingerprint}",
    )


def _library(config: Config) -> _Found:
    if not (config.library / "library.db").exists():
        return f"{config.library} (not created yet)", f"{config.library}（尚未建立）"
    with Assistant.open(config.library, model=config.model) as opened:
        documents = opened.documents()
        notices = opened.notices
    paragraphs = sum(d.paragraphs for d in documents)
    state = "; ".join(n.en for n in notices) or "indexes in step"
    state_zh = "；".join(n.zh for n in notices) or "索引与资料库一致"
    return (
        f"{config.library}: {len(documents)} documents, {paragraphs} paragraphs; {state}",
        f"{config.library}：{len(documents)} 篇文献，{paragraphs} 段；{state_zh}",
    )


def _test_question() -> _Found:
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
    count, spent = len(answer.quotes), f"{answer.elapsed_ms:.0f}"
    return (
        f"{_TEST_QUESTION} {count} quotations in {spent} ms",
        f"{_TEST_QUESTION} {count} 条引文，{spent} 毫秒",
    )

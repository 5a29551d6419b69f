"""Imports go one way, stay light, and modules stay small."""

from __future__ import annotations

import ast
import importlib
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ALLOWED = {
    "embeddings": {"embeddings"},
    "assistant": {"assistant", "embeddings"},
    "ui": {"ui", "assistant", "embeddings"},
}
LONGEST_MODULE = 300
LINES = {
    "assistant": (
        *("text", "loading", "library", "questions", "ranking", "quoting", "lists", "followups"),
        *("wordings", "checks", "answers", "terminal"),
    ),
    "ui": ("words", "serving", "chat", "library", "tools"),
}
"""The folders of a package, in the order in which they build on each other."""


def modules(package: str) -> list[Path]:
    return sorted((ROOT / package).rglob("*.py"))


def imported(path: Path) -> Iterator[str]:
    yield from (name.split(".")[0] for name in imported_modules(path))


def imported_modules(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module


@pytest.mark.parametrize("package", ALLOWED)
def test_imports_go_from_ui_to_assistant_to_embeddings(package: str) -> None:
    # The command line starts the page: the one place that looks up, inside the command.
    exempt = {ROOT / "assistant" / "cli.py": {"ui"}}
    for path in modules(package):
        ours = set(imported(path)) & set(ALLOWED)
        assert ours <= ALLOWED[package] | exempt.get(path, set()), path


@pytest.mark.parametrize("package", LINES)
def test_every_folder_builds_on_those_before_it(package: str) -> None:
    line = LINES[package]
    with_modules = {path.parent.name for path in (ROOT / package).glob("*/__init__.py")}
    assert with_modules - {"types"} == set(line)
    for number, folder in enumerate(line):
        later = {f"{package}.{name}" for name in line[number + 1 :]}
        for path in modules(f"{package}/{folder}"):
            ours = {".".join(name.split(".")[:2]) for name in imported_modules(path)}
            assert not ours & later, path


@pytest.mark.parametrize("package", ["assistant", "embeddings", "assistant.cli"])
def test_importing_loads_neither_torch_nor_gradio(package: str) -> None:
    heavy = "{'torch', 'gradio', 'sentence_transformers', 'transformers', 'pandas'}"
    code = f"import sys, {package}; print(sorted({heavy} & set(sys.modules)))"
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert run.stdout.strip() == "[]"


@pytest.mark.parametrize("package", ALLOWED)
def test_the_public_names_are_listed_and_exist(package: str) -> None:
    module = importlib.import_module(package)
    public = {
        name
        for name, value in vars(module).items()
        if not name.startswith("_") and getattr(value, "__module__", "").split(".")[0] == package
    }
    assert public == set(module.__all__)


@pytest.mark.parametrize("package", ALLOWED)
def test_no_module_outgrows_a_screenful_of_screens(package: str) -> None:
    lengths = {p: len(p.read_text(encoding="utf-8").splitlines()) for p in modules(package)}
    assert {p.name: n for p, n in lengths.items() if n > LONGEST_MODULE} == {}


def test_there_is_no_module_for_leftovers() -> None:
    names = {path.name for package in ALLOWED for path in modules(package)}
    assert names.isdisjoint({"utils.py", "helpers.py", "common.py", "misc.py"})

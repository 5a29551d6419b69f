"""Pins, the set-up script and what a wheel would carry."""

from __future__ import annotations

import argparse
import importlib.util
import re
import sys
import tomllib
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("run_script", ROOT / "run.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def pins(name: str) -> dict[str, str]:
    text = (ROOT / name).read_text(encoding="utf-8")
    return dict(re.findall(r"^([\w.-]+)==([\w.+]+)", text, re.MULTILINE))


@pytest.mark.parametrize("name", ["constraints.txt", "constraints-dev.txt"])
def test_everything_that_is_installed_is_pinned_with_hashes(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    blocks = re.split(r"\n(?=[\w-]+==)", text)
    assert all("--hash=sha256:" in block for block in blocks)
    assert pins(name)["torch"] == "2.13.0"
    assert not [p for p in pins(name) if p.startswith(("nvidia", "triton"))]


def test_every_dependency_is_pinned() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    names = [re.split(r"[<>=~]", d)[0] for d in project["project"]["dependencies"]]
    assert set(names) <= set(pins("constraints.txt"))
    assert set(project["dependency-groups"]["dev"]) <= set(pins("constraints-dev.txt"))


def test_both_files_agree_on_versions() -> None:
    runtime, dev = pins("constraints.txt"), pins("constraints-dev.txt")
    assert {name: dev.get(name) for name in runtime} == runtime


def test_torch_is_installed_apart_and_nothing_else_is_lost(
    script: ModuleType, tmp_path: Path
) -> None:
    steps = script.without_torch(ROOT / "constraints.txt", tmp_path)
    assert [torch for _, torch in steps] == ["", "torch==2.13.0"]
    kept = (tmp_path / "constraints.txt").read_text(encoding="utf-8")
    names = set(re.findall(r"^([\w.-]+)==", kept, re.MULTILINE))
    assert names == set(pins("constraints.txt")) - {"torch"}


@pytest.mark.parametrize(
    ("target", "python", "colorama", "audioop"),
    [("win_amd64", "3.11", True, False), ("macosx_14_0_arm64", "3.13", False, True),
     ("manylinux_2_28_x86_64", "3.12", False, False)],
)  # fmt: skip
def test_a_bundle_holds_what_its_target_needs(
    script: ModuleType, target: str, python: str, colorama: bool, audioop: bool
) -> None:
    options = argparse.Namespace(target=target, python=python)
    text = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    kept = script.for_target(text, options)
    assert ("colorama==" in kept) == colorama
    assert ("audioop-lts==" in kept) == audioop
    assert "numpy==" in kept
    assert len(re.findall(r"^numpy==", kept, re.MULTILINE)) == 1


def test_the_wheel_maps_the_canonical_speech() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wheel = project["tool"]["hatch"]["build"]["targets"]["wheel"]
    assert wheel["packages"] == ["assistant", "embeddings", "ui"]
    assert wheel["force-include"] == {
        "data/changchun_2018.txt": "assistant/_data/changchun_2018.txt"
    }


def test_an_old_python_is_told_what_is_needed(
    script: ModuleType, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 1))
    assert script.main() == 1
    assert "3.11 or later" in capsys.readouterr().out

"""What is installed is what is pinned, and what is shipped is what is meant."""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
import sys
import sysconfig
import tomllib
import zipfile
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from assistant.library.bundled import bundled_speech

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

import run  # noqa: E402  # the set-up script, beside the packages
from bundling.target import Target  # noqa: E402

PACKAGES = ("assistant", "embeddings", "ui")
SPEECH = ROOT / "data" / "changchun_2018.txt"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
RUNTIME = run.RUNTIME.read_text(encoding="utf-8")
ALL = RUNTIME + run.DEV.read_text(encoding="utf-8")


def pinned(text: str) -> dict[str, str]:
    """Name -> version of what a constraints file pins for this machine."""
    found = [Requirement(run.requirement(block)) for block in run.blocks(text) if block.strip()]
    return {
        canonicalize_name(r.name): str(r.specifier).removeprefix("==")
        for r in found
        if not r.marker or r.marker.evaluate()
    }


def needed(requirements: list[str]) -> Iterator[str]:
    """Names of the distributions that requirements bring along on this machine."""
    waiting, seen = [Requirement(r) for r in requirements], set()
    while waiting:
        one = waiting.pop()
        name = canonicalize_name(one.name)
        if (one.marker and not one.marker.evaluate({"extra": ""})) or name in seen:
            continue
        seen.add(name)
        yield name
        further = [Requirement(r) for r in metadata.requires(name) or []]
        extras = ["", *one.extras]
        waiting += [
            r
            for r in further
            if not r.marker or any(r.marker.evaluate({"extra": e}) for e in extras)
        ]


# --- pins ---


@pytest.mark.parametrize(
    ("text", "groups"), [(RUNTIME, ["build"]), (ALL, ["build", "dev"])], ids=["runtime", "dev"]
)
def test_everything_installed_is_pinned_at_its_version(text: str, groups: list[str]) -> None:
    asked = list(PROJECT["project"]["dependencies"])
    for group in groups:
        asked += [r for r in PROJECT["dependency-groups"][group] if isinstance(r, str)]
    pins = pinned(text)
    installed = {name: metadata.version(name).partition("+")[0] for name in needed(asked)}
    assert installed == {name: pins.get(name) for name in installed}


def test_every_pin_has_hashes() -> None:
    bare = [run.requirement(b) for b in run.blocks(ALL) if b.strip() and "--hash=sha256:" not in b]
    assert bare == []


def test_no_pin_drags_cuda_along() -> None:
    assert not [name for name in pinned(ALL) if re.match("nvidia|cuda|triton|pytorch-triton", name)]


def test_torch_and_gradio_are_the_agreed_ones() -> None:
    assert pinned(RUNTIME)["torch"] == "2.13.0"
    assert "gradio~=6.31.0" in PROJECT["project"]["dependencies"]


@pytest.mark.parametrize("python", ["3.11", "3.12", "3.13"])
@pytest.mark.parametrize("platform", ["win_amd64", "macosx_14_0_arm64", "manylinux_2_28_x86_64"])
def test_a_target_gets_one_version_of_everything_it_needs(platform: str, python: str) -> None:
    blocks = run.blocks(Target(platform, python).holding(RUNTIME))
    pins = [run.requirement(block) for block in blocks if block.strip()]
    names = [pin.partition("==")[0] for pin in pins]
    assert len(set(names)) == len(names)
    assert not [pin for pin in pins if ";" in pin]
    assert ("colorama" in names) == (platform == "win_amd64")
    assert ("audioop-lts" in names) == (python == "3.13")
    assert {"numpy", "torch", "gradio", "hf-xet"} <= set(names)


def test_a_target_accepts_the_wheels_of_its_older_systems() -> None:
    assert "macosx_11_0_arm64" in Target("macosx_14_0_arm64", "3.11").tags()
    assert "macosx_15_0_arm64" not in Target("macosx_14_0_arm64", "3.11").tags()
    assert "manylinux2014_x86_64" in Target("manylinux_2_28_x86_64", "3.11").tags()
    assert Target("win_amd64", "3.11").tags() == ["win_amd64"]


# --- the wheel ---


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[zipfile.ZipFile]:
    folder = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT]
    subprocess.run(build, check=True, capture_output=True)
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as archive:
        yield archive


def test_the_wheel_holds_the_three_packages_alone(wheel: zipfile.ZipFile) -> None:
    tops = {name.partition("/")[0] for name in wheel.namelist()}
    assert tops == {*PACKAGES, "speech_assistant-0.1.0.dist-info"}


def test_the_wheel_holds_every_file_of_the_packages(wheel: zipfile.ZipFile) -> None:
    files = {
        path.relative_to(ROOT).as_posix()
        for package in PACKAGES
        for path in (ROOT / package).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert {f for f in wheel.namelist() if ".dist-info" not in f} == {
        *files,
        "assistant/_data/changchun_2018.txt",
        "assistant/_data/training/phrases.tsv",
        "assistant/_data/training/same.tsv",
        "assistant/_data/training/terms.tsv",
        "assistant/_data/training/names.tsv",
    }
    assert {"embeddings/model/model.safetensors", "ui/assets/style.css"} <= files


def test_the_speech_in_the_wheel_is_the_one_in_data(wheel: zipfile.ZipFile) -> None:
    shipped = hashlib.sha256(wheel.read("assistant/_data/changchun_2018.txt")).hexdigest()
    assert shipped == hashlib.sha256(SPEECH.read_bytes()).hexdigest()


def test_the_wheel_brings_the_command_and_the_licence(wheel: zipfile.ZipFile) -> None:
    info = "speech_assistant-0.1.0.dist-info"
    assert (
        "speech-assistant = assistant.cli:main" in wheel.read(f"{info}/entry_points.txt").decode()
    )
    assert wheel.read(f"{info}/licenses/LICENSE") == (ROOT / "LICENSE").read_bytes()


def test_a_checkout_uses_the_speech_in_data() -> None:
    assert bundled_speech().samefile(SPEECH)


def test_folders_that_bear_the_packages_names_do_not_matter(tmp_path: Path) -> None:
    for package in PACKAGES:
        (tmp_path / package).mkdir()
        (tmp_path / package / "__init__.py").write_text("raise RuntimeError('decoy')")
    command = Path(sysconfig.get_path("scripts")) / "speech-assistant"
    shown = subprocess.run([command, "--version"], cwd=tmp_path, capture_output=True, text=True)
    assert (shown.returncode, shown.stderr) == (0, "")
    assert "0.1.0" in shown.stdout


# --- the bundle's installer ---


def test_the_installer_of_a_bundle_wants_the_python_it_was_made_for(tmp_path: Path) -> None:
    installer = shutil.copy(ROOT / "bundling" / "files" / "install.py", tmp_path)
    (tmp_path / "python-version").write_text("3.1\n")
    refused = subprocess.run([sys.executable, installer], capture_output=True, text=True)
    assert refused.returncode == 1
    assert "Python 3.1 is needed" in refused.stdout
    assert not (tmp_path / "app").exists()


def test_the_start_script_for_windows_has_windows_line_ends() -> None:
    script = (ROOT / "bundling" / "files" / "start.cmd").read_bytes()
    assert script.count(b"\r\n") == script.count(b"\n") > 0

"""The set-up script: once, again, interrupted, without an index, with an old Python."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

import run  # noqa: E402  # the set-up script, beside the packages


class Calls:
    """Stands in for the commands that `run.py` starts; remembers them and may fail."""

    def __init__(self) -> None:
        self.made: list[str] = []
        self.failing: dict[str, BaseException] = {}
        self.status: dict[str, int] = {}
        self.requirements = ""

    def __call__(
        self, command: list[str | Path], *, check: bool = True, quiet: bool = False
    ) -> int:
        words = list(map(str, command))
        line = " ".join(words)
        self.made.append(line)
        for word, error in self.failing.items():
            if word in line:
                raise error
        if "venv" in words:
            if "--clear" in words:
                shutil.rmtree(run.VENV)
            run.python().parent.mkdir(parents=True, exist_ok=True)
            run.python().touch()
        read = [Path(words[i + 1]) for i, word in enumerate(words) if word == "-r"]
        self.requirements += "".join(path.read_text(encoding="utf-8") for path in read)
        return next((status for word, status in self.status.items() if word in line), 0)

    def with_word(self, word: str) -> list[str]:
        return [line for line in self.made if word in line]


@pytest.fixture
def calls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Calls:
    made = Calls()
    monkeypatch.setattr(run, "VENV", tmp_path / ".venv")
    monkeypatch.setattr(run, "call", made)
    monkeypatch.setattr(sys, "platform", "linux")
    return made


def main(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr(sys, "argv", ["run.py", *arguments])
    return run.main()


def test_a_python_that_is_too_old_is_named_with_what_to_do(
    calls: Calls, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 10, 4))
    assert main(monkeypatch) == 1
    shown = capsys.readouterr().out
    assert "3.10.4" in shown
    assert "3.11" in shown
    assert "https://www.python.org/downloads/" in shown
    assert calls.made == []


def test_the_second_set_up_starts_nothing(calls: Calls) -> None:
    run.set_up(dev=False)
    made = len(calls.made)
    run.set_up(dev=False)
    assert len(calls.made) == made > 0


def test_a_set_up_for_tests_serves_for_running_too(calls: Calls) -> None:
    run.set_up(dev=True)
    made = len(calls.made)
    run.set_up(dev=False)
    assert len(calls.made) == made


def test_tests_need_more_than_running(calls: Calls) -> None:
    run.set_up(dev=False)
    assert "\npytest==" not in calls.requirements
    run.set_up(dev=True)
    assert "\npytest==" in calls.requirements


def test_changed_pins_are_installed(
    calls: Calls, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run.set_up(dev=False)
    made = len(calls.made)
    changed = tmp_path / "constraints.txt"
    changed.write_text(run.RUNTIME.read_text(encoding="utf-8") + "# renewed\n", encoding="utf-8")
    monkeypatch.setattr(run, "RUNTIME", changed)
    run.set_up(dev=False)
    assert len(calls.made) > made
    assert "# renewed" in calls.requirements


def test_an_environment_whose_python_is_gone_is_set_up_again(calls: Calls) -> None:
    run.set_up(dev=False)
    run.python().unlink()
    run.set_up(dev=False)
    assert len(calls.with_word("-m venv")) == 2


def test_an_environment_without_pip_is_made_anew(calls: Calls) -> None:
    run.set_up(dev=False)
    run.stamp(dev=False).unlink()
    calls.status = {"import pip": 1}
    run.set_up(dev=False)
    assert len(calls.with_word("-m venv")) == 2


def test_what_an_interrupted_set_up_left_is_thrown_away(
    calls: Calls, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls.failing = {"--require-hashes": KeyboardInterrupt()}
    assert main(monkeypatch, "setup") == 130
    half = run.VENV / "half-a-package"
    half.touch()
    calls.failing = {}
    assert main(monkeypatch, "setup") == 0
    assert not half.exists()


def test_an_index_that_cannot_be_reached_is_explained_and_costs_nothing(
    calls: Calls, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    calls.failing = {"--require-hashes": subprocess.CalledProcessError(1, ["pip", "install"])}
    assert main(monkeypatch) == 1
    shown = capsys.readouterr().out
    assert "HTTPS_PROXY" in shown
    assert "PIP_INDEX_URL" in shown
    assert calls.with_word("serve") == []
    kept = run.VENV / "kept"
    kept.touch()
    calls.failing = {}
    assert main(monkeypatch) == 0
    assert kept.exists()
    assert len(calls.with_word("serve")) == 1


def test_on_linux_the_cpu_build_of_torch_is_taken_where_pip_looks(calls: Calls) -> None:
    run.set_up(dev=False)
    assert "torch==" not in calls.requirements
    assert [line.endswith("torch==2.13.0+cpu") for line in calls.with_word("torch==")] == [True]


def test_on_linux_the_cpu_build_of_torch_comes_from_its_own_index_otherwise(calls: Calls) -> None:
    calls.status = {"torch==2.13.0+cpu": 1}
    run.set_up(dev=False)
    assert [run.CPU_TORCH in line for line in calls.with_word("torch==")] == [False, True]
    assert all("--no-deps" in line for line in calls.with_word("torch=="))


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_elsewhere_torch_is_installed_by_its_hash(
    calls: Calls, monkeypatch: pytest.MonkeyPatch, platform: str
) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    run.set_up(dev=False)
    assert "\ntorch==2.13.0" in calls.requirements
    assert calls.with_word("torch==") == []


def test_the_project_itself_is_installed_last_and_without_an_index(calls: Calls) -> None:
    run.set_up(dev=False)
    assert calls.made[-1].endswith(f"--no-deps --no-build-isolation --editable {run.ROOT}")


def test_options_without_a_command_are_those_of_serve(
    calls: Calls, monkeypatch: pytest.MonkeyPatch
) -> None:
    main(monkeypatch, "--port", "8080")
    assert calls.made[-1].endswith("-m assistant.cli serve --port 8080")


def test_the_status_of_the_tests_is_passed_on(
    calls: Calls, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls.status = {"-m pytest": 3}
    assert main(monkeypatch, "test", "-k", "quotes") == 3
    assert calls.made[-1].endswith("--dist loadfile -k quotes")

"""The process is killed at every step of a batch, and at any moment: nothing that was acknowledged
is lost, every other batch is there whole or not at all, and every search is exact."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from library_crashes import BATCHES, expected
from library_samples import TinyModel, assert_search_is_exact, document

from assistant.library.failpoints import WRITE_STEPS
from assistant.store import Library

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are forked")


def crashes(root: Path, failpoints: list[str]) -> list[tuple[str, bool, int]]:
    """(failpoint, whether the process was killed, batches acknowledged) of each."""
    script = Path(__file__).with_name("library_crashes.py")
    source = Path(__file__).parent.parent
    done = subprocess.run(
        [sys.executable, str(script), str(root), *failpoints],
        env=os.environ | {"PYTHONPATH": os.pathsep.join([str(source), str(source / "tests")])},
        capture_output=True,
        text=True,
        timeout=600,
        cwd=source,
    )
    assert done.returncode == 0, done.stderr
    lines = [line.split() for line in done.stdout.splitlines()]
    return [(name, killed == "1", int(count)) for name, killed, count in lines]


def assert_nothing_was_lost(folder: Path, acknowledged: int) -> int:
    """Returns the number of batches that are there."""
    model = TinyModel()
    with Library.open(folder, model, tokenizer=TinyModel("tokens"), lock_seconds=0) as library:
        present = library.generation
        assert present in (acknowledged, acknowledged + 1)
        with library.snapshot() as snapshot:
            held = {d.name: snapshot.text(d.name) for d in snapshot.documents()}
        assert held == expected(present)
        assert_search_is_exact(library, model, filtered=False)
        library.write([document("after", "之后还能写入")])
        assert_search_is_exact(library, model, filtered=False)
    with Library.open(folder, model, tokenizer=TinyModel("tokens")) as library:
        assert_search_is_exact(library, model, filtered=False)
        used = {p.name for p in (folder / "index").iterdir()}
        assert len(used) == 4, f"obsolete files are left behind: {used}"
    return present


def run(root: Path, failpoints: list[str]) -> Counter[str]:
    """How often each step killed the process."""
    killed: Counter[str] = Counter()
    for name, was_killed, acknowledged in crashes(root, failpoints):
        step = name.partition("@")[0]
        killed[step] += was_killed
        present = assert_nothing_was_lost(root / name / "library", acknowledged)
        assert was_killed or present == len(BATCHES)
    return killed


def test_a_kill_at_any_step_loses_nothing(tmp_path: Path) -> None:
    killed = run(tmp_path, [f"{step}@2" for step in WRITE_STEPS])
    assert set(killed) == {s for s, n in killed.items() if n}, "a step was never reached"


@pytest.mark.slow
def test_a_kill_at_any_step_of_any_batch_loses_nothing(tmp_path: Path) -> None:
    killed = run(tmp_path, [f"{s}@{n}" for s in WRITE_STEPS for n in (1, 3, 4, 5, 6, 7, 8)])
    assert min(killed.values()) >= 3


@pytest.mark.slow
def test_a_kill_at_any_moment_loses_nothing(tmp_path: Path) -> None:
    killed = run(tmp_path, [f"random@{seed}" for seed in range(120)])
    assert killed["random"] == 120

"""A disk that is really full: a batch is stored whole or refused, and nothing else is harmed."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("unshare") is None, reason="mounts a small disk of its own"),
]
SOURCE = Path(__file__).parent.parent


def test_a_disk_of_any_room_holds_a_batch_whole_or_refuses_it(tmp_path: Path) -> None:
    """The script asserts after every batch, on the full disk and with room again, that every
    acknowledged document is there and that search is exact."""
    mount = 'mount -t tmpfs -o size=64m tmpfs "$0" && exec "$@"'
    script = Path(__file__).with_name("library_full_disk.py")
    done = subprocess.run(
        ["unshare", "-rm", "sh", "-c", mount, tmp_path, sys.executable, script, tmp_path],
        env=os.environ | {"PYTHONPATH": os.pathsep.join([str(SOURCE), str(SOURCE / "tests")])},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    outcomes = json.loads(done.stdout)
    assert len(outcomes) >= 15
    assert set(outcomes.values()) == {"refused", "written, indexes behind", "written"}

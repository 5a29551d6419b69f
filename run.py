#!/usr/bin/env python3
"""Set up and start the program on any platform, with nothing but Python.

python run.py [serve options]   set up, then open the chat in the browser
python run.py test [pytest options]
python run.py setup [--dev]     set up only
python run.py bundle [--target PLATFORM --python 3.11] [--output DIR]
python run.py lock              renew the constraints files (needs uv)
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
RUNTIME, DEV = ROOT / "constraints.txt", ROOT / "constraints-dev.txt"
OLDEST = (3, 11)
# PyPI's Linux build of torch drags gigabytes of CUDA along; its Windows and macOS builds do not.
CPU_TORCH = "https://download.pytorch.org/whl/cpu"
TORCH = re.compile(r"^torch==(\S+)(?: |\\|$).*\n(?:    .*\n)*", re.MULTILINE)


def main() -> int:
    sys.stdout.reconfigure(errors="replace")  # type: ignore[union-attr]  # old Windows code pages
    if sys.version_info < OLDEST:
        found = ".".join(map(str, sys.version_info[:3]))
        print(
            f"Python {found} is too old, 3.11 or later is needed: https://www.python.org/downloads/"
        )
        return 1
    command, *rest = sys.argv[1:] or ["serve"]
    try:
        return run(command, rest)
    except subprocess.CalledProcessError as error:
        print(f"\nStopped: {' '.join(error.cmd[:6])} … failed with status {error.returncode}.")
        print("If the package index cannot be reached, name a proxy (HTTPS_PROXY) or a mirror")
        print("(PIP_INDEX_URL), then run the same command again.")
        return 1
    except KeyboardInterrupt:
        return 130


def run(command: str, rest: list[str]) -> int:
    if command in ("-h", "--help", "help"):
        print(__doc__)
        return 0
    if command == "lock":
        return lock()
    set_up(dev=command == "test" or rest == ["--dev"])
    if command == "setup":
        return 0
    if command == "bundle":
        return call([python(), "-m", "bundling", *rest], check=False)
    if command == "test":
        # Files of tests side by side: most of the time goes into waiting for pages and processes.
        side = ["-n", "auto", "--maxprocesses", "4", "--dist", "loadfile"]
        return call([python(), "-m", "pytest", *side, *rest], check=False)
    if command != "serve":
        rest = [command, *rest]
    return call([python(), "-m", "assistant.cli", "serve", *rest], check=False)


def python() -> Path:
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def call(command: list[str | Path], *, check: bool = True, quiet: bool = False) -> int:
    # From another folder too, the three packages of this one are meant.
    output = subprocess.DEVNULL if quiet else None
    words = list(map(str, command))
    return subprocess.run(words, cwd=ROOT, check=check, stdout=output, stderr=output).returncode


def pip(*arguments: str) -> list[str | Path]:
    return [python(), "-m", "pip", "--disable-pip-version-check", "-qq", *arguments]


def set_up(*, dev: bool) -> None:
    """Install what the constraints files pin into `.venv`; at once where that is already done."""
    if is_set_up(dev=dev):
        return
    print(f"Setting up in {VENV} (once; some minutes) …", flush=True)
    with unfinished_is_started_anew():
        if not python().exists():
            call([sys.executable, "-m", "venv", VENV])
        print("Installing the pinned packages …", flush=True)
        with pins([RUNTIME, DEV] if dev else [RUNTIME], with_torch=not on_linux()) as requirements:
            call([*pip("install", "--no-deps", "--require-hashes"), *requirements])
        if on_linux():
            print("Installing torch …", flush=True)
            call_for_cpu_torch(pip("install", "--no-deps"))
        call([*pip("install", "--no-deps", "--no-build-isolation", "--editable"), ROOT])
    stamp(dev=dev).write_text(fingerprint())


def has_pip() -> bool:
    # Python itself is gone where the one that `.venv` was made from was removed.
    return python().exists() and call([python(), "-c", "import pip"], check=False, quiet=True) == 0


def stamp(*, dev: bool) -> Path:
    return VENV / ("installed-dev" if dev else "installed")


def is_set_up(*, dev: bool) -> bool:
    enough = [stamp(dev=True)] if dev else [stamp(dev=True), stamp(dev=False)]
    done = any(path.exists() and path.read_text() == fingerprint() for path in enough)
    return done and python().exists()


@contextmanager
def unfinished_is_started_anew() -> Iterator[None]:
    """pip takes a package that was killed half-way for installed: such a `.venv` is not reused."""
    mark = VENV / "unfinished"
    if VENV.exists() and (mark.exists() or not has_pip()):
        shutil.rmtree(VENV)
    VENV.mkdir(exist_ok=True)
    for dev in (True, False):
        stamp(dev=dev).unlink(missing_ok=True)
    mark.touch()
    try:
        yield
    except subprocess.CalledProcessError:
        # pip itself gave up, and leaves no half package then.
        mark.unlink(missing_ok=True)
        raise
    mark.unlink(missing_ok=True)


def fingerprint() -> str:
    digest = hashlib.sha256(f"{sys.version_info[:2]} {ROOT}".encode())
    for path in (ROOT / "pyproject.toml", RUNTIME, DEV):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def on_linux(target: str | None = None) -> bool:
    return "linux" in (target or sys.platform)


@contextmanager
def pins(
    files: list[Path], *, with_torch: bool, holding: Callable[[str], str] = str
) -> Iterator[list[str | Path]]:
    """Arguments of pip for what the files pin; `holding` may leave out some of it."""
    with tempfile.TemporaryDirectory() as folder:
        arguments: list[str | Path] = []
        for file in files:
            text = file.read_text(encoding="utf-8")
            text = text if with_torch else TORCH.sub("", text)
            copy = Path(folder) / file.name
            copy.write_text(holding(text), encoding="utf-8")
            arguments += ["-r", copy]
        yield arguments


def call_for_cpu_torch(command: list[str | Path]) -> None:
    """The CPU build, from where this machine's pip looks, or else from PyTorch's own index.

    Without a hash: the builds differ by place and Python, and PyPI lists none of them. All that
    torch needs at run time is pinned and installed before.
    """
    pinned = TORCH.search(RUNTIME.read_text(encoding="utf-8"))
    if not pinned:
        raise SystemExit(f"{RUNTIME} pins no torch")
    wanted = f"torch=={pinned.group(1)}+cpu"
    if call([*command, wanted], check=False, quiet=True):
        call([*command, wanted, "--index-url", CPU_TORCH])


def lock() -> int:
    """Renew both constraints files from pyproject.toml for all platforms at once."""
    compile_ = ["uv", "pip", "compile", "--universal", "--generate-hashes", "--python-version", "3.11",
                "--no-header", "--quiet", "pyproject.toml", "--group", "build"]  # fmt: skip
    call([*compile_, "-o", RUNTIME])
    # The development set adds to the runtime set and agrees with it.
    runtime = RUNTIME.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder:
        chosen = Path(folder) / "chosen.txt"
        chosen.write_text("\n".join(re.findall(r"^\S+==[^\\\n]+", runtime, re.MULTILINE)))
        call([*compile_, "--group", "dev", "-c", chosen, "--no-annotate", "-o", DEV])
    kept = set(map(requirement, blocks(runtime)))
    added = [b for b in blocks(DEV.read_text(encoding="utf-8")) if requirement(b) not in kept]
    DEV.write_text("\n".join(added).rstrip("\n") + "\n", encoding="utf-8")
    return 0


def blocks(text: str) -> list[str]:
    """The requirements of a constraints file, each with its hashes and comments."""
    return re.split(r"\n(?=\S)", text)


def requirement(block: str) -> str:
    return block.partition("\\\n")[0].strip()


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""Set up and start the program on any platform, with nothing but Python.

python run.py [serve options]   set up, then open the chat in the browser
python run.py test [pytest options]
python run.py setup [--dev]     set up only
python run.py bundle [--target PLATFORM] [--python 3.11] [--output DIR]
python run.py lock              renew the constraints files (needs uv)
"""

from __future__ import annotations

import argparse
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
RUNTIME, DEV = ROOT / "constraints.txt", ROOT / "constraints-dev.txt"
OLDEST = (3, 11)


def main() -> int:
    if sys.version_info < OLDEST:
        found = ".".join(map(str, sys.version_info[:3]))
        print(
            f"Python {found} is too old; 3.11 or later is needed: https://www.python.org/downloads/"
        )
        return 1
    command, *rest = sys.argv[1:] or ["serve"]
    try:
        if command == "test":
            set_up(dev=True)
            return call([python(), "-m", "pytest", *rest], check=False)
        if command == "setup":
            set_up(dev="--dev" in rest)
            return 0
        if command == "bundle":
            return bundle(rest)
        if command == "lock":
            return lock()
        set_up(dev=False)
        if command != "serve":
            rest = [command, *rest]
        return call([python(), "-m", "assistant.cli", "serve", *rest], check=False)
    except subprocess.CalledProcessError as error:
        print(
            f"\nStopped: {' '.join(map(str, error.cmd[:6]))} … failed with status {error.returncode}."
        )
        print(
            "Is the package index reachable (proxy: HTTPS_PROXY, mirror: PIP_INDEX_URL)? Then run again."
        )
        return 1
    except KeyboardInterrupt:
        return 130


def python(venv: Path = VENV) -> Path:
    return venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def call(command: list[str | Path], *, check: bool = True) -> int:
    # From another folder too, the three packages of this one are meant.
    return subprocess.run(list(map(str, command)), cwd=ROOT, check=check).returncode


def set_up(*, dev: bool) -> None:
    """Install what the constraints files pin into `.venv`; at once where that is already done."""
    wanted = fingerprint()
    stamps = {name: VENV / f"installed-{name}" for name in ("run", "dev")}
    done = [
        name for name, stamp in stamps.items() if stamp.exists() and stamp.read_text() == wanted
    ]
    if "dev" in done or (not dev and done):
        return
    print(f"Setting up in {VENV} (once; some minutes) …", flush=True)
    if not python().exists() or call([python(), "-c", "import pip"], check=False):
        call([sys.executable, "-m", "venv", "--clear", VENV])
    for stamp in stamps.values():
        stamp.unlink(missing_ok=True)
    pip = [python(), "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    with tempfile.TemporaryDirectory() as folder:
        for name, torch in without_torch(DEV if dev else RUNTIME, Path(folder)):
            print(f"Installing {torch or name} …", flush=True)
            if torch:
                # Without a hash: on Linux the CPU build comes from another index than PyPI's CUDA
                # build, and a mirror may hold either. What torch needs is pinned and installed.
                call([*pip, torch])
            else:
                call([*pip, "--no-deps", "--require-hashes", "-r", Path(folder) / name])
    call([*pip, "--no-deps", "--no-build-isolation", "--editable", ROOT])
    stamps["dev" if dev else "run"].write_text(wanted)


def without_torch(constraints: Path, folder: Path) -> list[tuple[str, str]]:
    """Writes the pins without torch to a file; returns the steps (file, "") and ("", torch pin)."""
    text = constraints.read_text(encoding="utf-8")
    block = re.search(r"^(torch==\S+)(?:.*\\\n(?:.*\\\n)*.*)?\n", text, re.MULTILINE)
    assert block, f"{constraints} pins no torch"
    (folder / constraints.name).write_text(text.replace(block.group(), ""), encoding="utf-8")
    return [(constraints.name, ""), ("", block.group(1))]


def fingerprint() -> str:
    digest = hashlib.sha256(f"{sys.version_info[:2]} {ROOT}".encode())
    for path in (ROOT / "pyproject.toml", RUNTIME, DEV):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def lock() -> int:
    """Renew both constraints files from pyproject.toml for all platforms at once."""
    compile_ = ["uv", "pip", "compile", "--universal", "--generate-hashes", "--python-version", "3.11",
                "--no-header", "--quiet", "pyproject.toml", "--group", "build"]  # fmt: skip
    call([*compile_, "-o", RUNTIME])
    # The development set holds the runtime set, version for version.
    with tempfile.TemporaryDirectory() as folder:
        pins = Path(folder) / "pins.txt"
        pins.write_text("\n".join(re.findall(r"^\S+==[^\\\n]+", RUNTIME.read_text(), re.MULTILINE)))
        call([*compile_, "--group", "dev", "-c", pins, "--no-annotate", "-o", DEV])
    return 0


def bundle(arguments: list[str]) -> int:
    """A folder with all wheels that installs without administrator rights and without network."""
    parser = argparse.ArgumentParser(prog="run.py bundle")
    parser.add_argument("--target", help="win_amd64, macosx_14_0_arm64, …; default: this machine")
    parser.add_argument("--python", default=".".join(map(str, sys.version_info[:2])))
    parser.add_argument("--output", type=Path, default=ROOT / "bundle")
    options = parser.parse_args(arguments)
    set_up(dev=False)
    wheels = options.output / "wheels"
    shutil.rmtree(options.output, ignore_errors=True)
    wheels.mkdir(parents=True)
    fetch: list[str | Path] = [python(), "-m", "pip", "--disable-pip-version-check", "download",
                               "--quiet", "--no-deps", "--dest", wheels]  # fmt: skip
    if options.target:
        fetch += ["--only-binary=:all:", "--python-version", options.python]
        for platform in platforms(options.target):
            fetch += ["--platform", platform]
    with tempfile.TemporaryDirectory() as folder:
        for name, torch in without_torch(RUNTIME, Path(folder)):
            print(f"Fetching {torch or name} …", flush=True)
            pins = Path(folder) / name
            if not torch and options.target:
                pins.write_text(for_target(pins.read_text(encoding="utf-8"), options))
            call([*fetch, torch] if torch else [*fetch, "--require-hashes", "-r", pins])
    call([python(), "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation",
          "--wheel-dir", wheels, ROOT])  # fmt: skip
    for path in sorted((ROOT / "bundling").iterdir()):
        shutil.copy(path, options.output / path.name)
    size = sum(f.stat().st_size for f in wheels.iterdir()) / 2**20
    print(
        f"{options.output}: {len(list(wheels.iterdir()))} wheels, {size:.0f} MB, Python {options.python}"
    )
    print("Copy the folder, then run install.py with that Python there, and start.cmd or start.sh.")
    return 0


def platforms(target: str) -> list[str]:
    """Wheel tags that a platform accepts besides its own: older macOS and glibc versions."""
    mac = re.fullmatch(r"macosx_(\d+)_0_(\w+)", target)
    if mac:
        newer = [f"macosx_{n}_0_{mac.group(2)}" for n in range(int(mac.group(1)), 10, -1)]
        return [*newer, *(f"macosx_{n}_0_universal2" for n in range(int(mac.group(1)), 10, -1)),
                "macosx_10_9_universal2", "macosx_10_13_universal2"]  # fmt: skip
    linux = re.fullmatch(r"manylinux_2_(\d+)_(\w+)", target)
    if linux:
        tags = [f"manylinux_2_{n}_{linux.group(2)}" for n in range(int(linux.group(1)), 4, -1)]
        return [*tags, f"manylinux2014_{linux.group(2)}", f"manylinux1_{linux.group(2)}"]
    return [target]


def for_target(pins: str, options: argparse.Namespace) -> str:
    """Drops the pins whose markers do not hold on the target: pip judges markers by this machine."""
    from importlib.util import find_spec

    if find_spec("packaging") is None:
        from pip._vendor.packaging.markers import Marker, default_environment
    else:
        from packaging.markers import Marker, default_environment
    systems = {"win": ("win32", "Windows", "nt"), "mac": ("darwin", "Darwin", "posix")}
    platform, system, name = systems.get(options.target[:3], ("linux", "Linux", "posix"))
    machine = "AMD64" if platform == "win32" else options.target.rsplit("_0_", 1)[-1]
    machine = "x86_64" if machine.endswith("x86_64") else machine
    environment = {**default_environment(), "sys_platform": platform, "platform_system": system,
                   "os_name": name, "platform_machine": machine, "python_version": options.python,
                   "python_full_version": f"{options.python}.0"}  # fmt: skip
    kept = []
    for block in re.split(r"\n(?=\S)", pins):
        first, _, hashes = block.partition("\\\n")
        requirement, _, marker = first.partition(" ; ")
        if not marker.strip() or Marker(marker.strip()).evaluate(environment):
            kept.append(f"{requirement.rstrip()} \\\n{hashes}" if hashes else block)
    return "\n".join(kept)


if __name__ == "__main__":
    sys.exit(main())

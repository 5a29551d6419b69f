"""Write a folder with all wheels that installs without administrator rights and without network.

Called by `python run.py bundle`, which sets up the environment this runs in.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import run
from bundling.target import Target

HERE = ".".join(map(str, sys.version_info[:2]))
FILES = Path(__file__).parent / "files"


def main() -> int:
    parser = argparse.ArgumentParser(prog="run.py bundle", description=__doc__)
    parser.add_argument(
        "--target", help="win_amd64, macosx_14_0_arm64 or manylinux_2_28_x86_64; else this machine"
    )
    parser.add_argument("--python", help=f"version on the target; else {HERE}")
    parser.add_argument("--output", type=Path, default=run.ROOT / "bundle")
    options = parser.parse_args()
    if options.python and not options.target:
        parser.error("--python needs --target")
    output: Path = options.output.resolve()
    if output.exists() and any(output.iterdir()) and not (output / "python-version").exists():
        parser.error(f"{output} holds something else; name a new or empty folder")
    version = options.python or HERE
    with tempfile.TemporaryDirectory() as folder:
        # Only a complete bundle takes the place of an earlier one.
        new = Path(folder) / "bundle"
        fetch(new / "wheels", Target(options.target, version) if options.target else None)
        shutil.copytree(FILES, new, dirs_exist_ok=True)
        (new / "python-version").write_text(version)
        shutil.rmtree(output, ignore_errors=True)
        shutil.copytree(new, output)
    describe(output, version)
    return 0


def fetch(wheels: Path, target: Target | None) -> None:
    """Fill the folder with the wheels of all pinned packages and of this project."""
    wheels.mkdir(parents=True)
    linux = run.on_linux(target.platform if target else None)
    download = [*run.pip("download", "--no-deps", "--dest"), wheels]
    download += target.arguments() if target else []
    print("Fetching the pinned packages …", flush=True)
    holding = target.holding if target else str
    with run.pins([run.RUNTIME], with_torch=not linux, holding=holding) as requirements:
        run.call([*download, "--require-hashes", *requirements])
    if linux:
        print("Fetching torch …", flush=True)
        run.call_for_cpu_torch(download)
    build = run.pip("wheel", "--no-deps", "--no-build-isolation", "--wheel-dir")
    run.call([*build, wheels, run.ROOT])


def describe(output: Path, version: str) -> None:
    files = list((output / "wheels").iterdir())
    size = sum(file.stat().st_size for file in files) / 2**20
    print(f"{output}: {len(files)} wheels, {size:.0f} MB, for Python {version}")
    print("Copy the folder to the other machine and run start.cmd (Windows) or start.sh there.")


if __name__ == "__main__":
    try:
        sys.exit(main())
    except subprocess.CalledProcessError as error:
        sys.exit(f"Stopped: pip failed with status {error.returncode}; its message is above.")

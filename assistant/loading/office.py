"""Files that only an office program reads, through LibreOffice where it is installed."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from assistant.errors import LoadError
from assistant.loading.docx import check_package, read_docx
from assistant.loading.process import kill_tree
from assistant.types import LoadedText

SECONDS = 120.0
"""What a conversion may take; a long report takes two."""
_PROGRAMS = ("soffice", "libreoffice")
_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
)


def read_office(data: bytes, name: str) -> LoadedText:
    """:raises LoadError: LibreOffice is missing, does not finish, or cannot read the file; or a zip
    bomb."""
    if data.startswith(b"PK\x03\x04"):
        check_package(data, name)
    program = _program()
    if program is None:
        raise LoadError(
            f"{name}: reading this format needs LibreOffice, which was not found. Install it, or"
            " save the file as .docx and add that.",
            f"{name}：读取这种格式需要 LibreOffice，本机没有找到。请安装它，或另存为 .docx 再添加。",
        )
    with tempfile.TemporaryDirectory(prefix="speech-assistant-") as folder:
        source = Path(folder) / f"source{Path(name).suffix.lower()}"
        source.write_bytes(data)
        _convert(program, source, name)
        converted = source.with_suffix(".docx")
        if not converted.exists():
            raise LoadError(
                f"{name}: LibreOffice could not read it. Open it in its own program, save it as"
                " .docx, and add that.",
                f"{name}：LibreOffice 无法读取。请用原来的软件打开，另存为 .docx 再添加。",
            )
        return replace(read_docx(converted.read_bytes(), name), format="")


def is_installed() -> bool:
    """Whether LibreOffice is found on this machine."""
    return _program() is not None


def _program() -> str | None:
    found = next((path for p in _PROGRAMS if (path := shutil.which(p))), None)
    return found or next((p for p in _PLACES if Path(p).exists()), None)


def _convert(program: str, source: Path, name: str) -> None:
    """:raises LoadError: it does not finish in time; nothing of it is left running."""
    # A profile of its own: a second instance on the user's profile would hand over and return.
    profile = (source.parent / "profile").as_uri()
    command = [program, f"-env:UserInstallation={profile}", "--headless", "--norestore",
               "--convert-to", "docx", "--outdir", str(source.parent), str(source)]  # fmt: skip
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=sys.platform != "win32",
    )
    try:
        process.wait(SECONDS)
    except subprocess.TimeoutExpired as error:
        raise LoadError(
            f"{name}: LibreOffice did not finish within {SECONDS:.0f} seconds. Save the file as .docx"
            " and add that.",
            f"{name}：LibreOffice 在 {SECONDS:.0f} 秒内没有完成转换。请另存为 .docx 再添加。",
        ) from error
    finally:
        kill_tree(process.pid)
        if sys.platform != "win32":
            with suppress(ProcessLookupError):  # what outlived the program that started it
                os.killpg(process.pid, signal.SIGKILL)
        process.wait()

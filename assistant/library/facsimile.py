"""Pages of kept PDF files as pictures, drawn in a process of its own."""

from __future__ import annotations

import io
import threading
from pathlib import Path

from assistant.errors import DocumentError
from assistant.loading.process import Broken, Process

SECONDS = 30.0
"""What drawing one page may take; a dense map takes five."""
MEMORY = 2**30
_WIDTH, _HEIGHT = 1400, 2800
"""Pixels within which a page is drawn: print of eight points can be read at twice a phone's width."""
_IDLE = 60.0
"""Seconds after which the process ends; starting it takes longer than drawing a page."""
_PAGES = 200
"""Pages after which it is replaced, as libraries leak."""


class Facsimiles:
    """Draws one page at a time; threads share it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._process: Process | None = None
        self._timer: threading.Timer | None = None

    def draw(self, path: Path, page: int, name: str) -> bytes:
        """Page `page`, from 1, as PNG. `name` is the document's, for messages.

        :raises DocumentError: the file has no such page, or it cannot be drawn within the limits.
        """
        with self._lock:
            self._rest()
            process = self._process = self._process or Process(SECONDS, MEMORY)
            try:
                drawn = process.call(draw, path, page)
            except Broken:
                drawn = None
            if not process.usable or process.calls >= _PAGES:
                self._end()
            else:
                self._timer = threading.Timer(_IDLE, self._retire)
                self._timer.daemon = True
                self._timer.start()
        if drawn is None:
            raise DocumentError(
                f"Page {page} of {name} cannot be shown. Open the file itself in a PDF reader.",
                f"无法显示 {name} 的第 {page} 页。请用 PDF 阅读器打开原文件。",
            )
        return drawn

    def close(self) -> None:
        """End the process, whatever it is drawing."""
        process = self._process
        if process is not None:
            process.end()
        self._retire()

    def _retire(self) -> None:
        with self._lock:
            self._rest()
            self._end()

    def _rest(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _end(self) -> None:
        if self._process is not None:
            self._process.end()
            self._process = None


def draw(path: Path, page: int) -> bytes | None:
    """A page as PNG, in this process; None where there is none or it is damaged."""
    import pypdfium2 as pdfium

    try:
        with pdfium.PdfDocument(path) as document:
            if not 1 <= page <= len(document):
                return None
            drawn = document[page - 1]
            width, height = drawn.get_size()
            scale = min(_WIDTH / max(width, 1), _HEIGHT / max(height, 1))
            picture = drawn.render(scale=scale).to_pil()
    except (pdfium.PdfiumError, OSError):
        return None
    png = io.BytesIO()
    picture.save(png, "PNG")
    return png.getvalue()

"""Serves the page on this machine: next free port, one instance a library, a clean end."""

from __future__ import annotations

import contextlib
import inspect
import os
import webbrowser
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.config import ConfigError
from ui import instance
from ui.guard import LOOPBACK, Guard
from ui.strings import PageLanguage
from ui.visitor import Visitors

if TYPE_CHECKING:
    from fastapi import FastAPI

    from assistant.pipeline import Assistant

_CONCURRENT = 8
"""Questions answered at a time; the rest wait in the queue."""
_QUEUE = 256


def serve(
    assistant: Assistant,
    *,
    library: Path | None = None,
    host: str = "127.0.0.1",
    port: int = 7860,
    open_browser: bool = True,
    language: str = "zh",
) -> None:
    """Serve until interrupted, or open the instance that serves `library` already.

    :raises ConfigError: `host` is not this machine alone, or no port is free.
    """
    if host not in LOOPBACK:
        raise ConfigError(
            f"host is “{host}”; the page is served on this machine only, use {LOOPBACK[0]}.",
            f"主机“{host}”无效：页面只在本机提供，请用 {LOOPBACK[0]}。",
        )
    url = instance.running(library) if library else None
    if url:
        _announce(url, language, open_browser, again=True)
        return
    named = f"[{host}]" if ":" in host else host
    with contextlib.suppress(KeyboardInterrupt), instance.listen(host, port) as listener:
        url = f"http://{named}:{listener.getsockname()[1]}/"
        with instance.noted(library, url) if library else contextlib.nullcontext():
            app = create_app(assistant, library=library, language=language)
            import uvicorn

            config = uvicorn.Config(
                app, log_level="warning", access_log=False, timeout_graceful_shutdown=1
            )
            _announce(url, language, open_browser)
            uvicorn.Server(config).run(sockets=[listener])


def create_app(
    assistant: Assistant, *, library: Path | None = None, language: str = "zh"
) -> FastAPI:
    """The web application: `/zh/`, `/en/`, `/healthz`, and `/` leading to the chosen language."""
    # Gradio reads these when it is imported; nothing may leave this machine.
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    # Else every event waits for statistics over the events before it, which nobody reads.
    os.environ["GRADIO_ANALYTICS_CACHE_FREQUENCY"] = "1000000000"
    with _without_stub_files():
        import gradio as gr
    from fastapi import FastAPI
    from fastapi.responses import JSONResponse, RedirectResponse, Response

    from ui import exports, layout
    from ui.events import Events

    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    first: PageLanguage = "en" if language.startswith("en") else "zh"
    served = instance.identity(library) if library else ""

    @app.get("/")
    def home() -> Response:
        return RedirectResponse(f"{first}/")

    @app.get("/healthz")
    def health() -> Response:
        return JSONResponse({"status": "ok", "library": served})

    @app.get("/favicon.ico")
    def icon() -> Response:
        return Response(_ICON, media_type="image/svg+xml")

    pages: tuple[PageLanguage, ...] = ("zh", "en")
    for each in pages:
        page = layout.blocks(Events(assistant, each))
        page.queue(default_concurrency_limit=_CONCURRENT, max_size=_QUEUE)
        gr.mount_gradio_app(
            app,
            page,
            path=f"/{each}",
            theme=layout.theme(),
            css=layout.style(each),
            footer_links=[],
            run_history=False,
            show_error=False,
            pwa=False,
            mcp_server=False,
            ssr_mode=False,
            enable_monitoring=False,
        )
    app.include_router(exports.routes(assistant))
    app.add_middleware(Visitors)
    app.add_middleware(Guard, hosts=LOOPBACK)
    return app


@contextlib.contextmanager
def _without_stub_files() -> Iterator[None]:
    """Halves the time of importing Gradio.

    For each of its components it parses the source and rewrites an interface stub beside it, at
    every start and on behalf of editors. It passes over classes that have no source file.
    """
    find = inspect.getfile

    def getfile(of: Any) -> str:
        if str(getattr(of, "__module__", "")).startswith("gradio."):
            raise OSError("not looked for at start")
        return find(of)

    inspect.getfile = getfile  # type: ignore[assignment]  # takes all that the original takes
    try:
        yield
    finally:
        inspect.getfile = find


_ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">'
    '<rect width="32" height="32" rx="6" fill="#a8321f"/>'
    '<path d="M9 9h14M9 16h14M9 23h8" stroke="#fbfaf7" stroke-width="3"/></svg>'
)


def _announce(url: str, language: str, open_browser: bool, *, again: bool = False) -> None:
    if language.startswith("en"):
        line = f"Already running: {url}" if again else f"Speech Assistant: {url}  (Ctrl-C ends it)"
    else:
        line = f"已在运行:{url}" if again else f"讲话问答:{url}  (按 Ctrl-C 结束)"
    print(line, flush=True)
    if open_browser:
        webbrowser.open(url)

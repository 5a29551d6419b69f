"""Serves the page: next free port, one instance a library, a clean end."""

from __future__ import annotations

import contextlib
import gc
import inspect
import os
import webbrowser
from collections.abc import AsyncIterator, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from assistant.config import Config
from assistant.errors import AssistantError
from assistant.library.repairing import repaired
from ui.serving import instance
from ui.serving.access import Access
from ui.serving.exposure import WILDCARDS, access_of, hosts_of
from ui.serving.gate import Gate
from ui.serving.guard import LOOPBACK, Guard
from ui.serving.nowhere import Nowhere
from ui.serving.prefix import Prefix
from ui.serving.visitor import Visitors
from ui.strings import PageLanguage

if TYPE_CHECKING:
    from fastapi import FastAPI

    from assistant.pipeline import Assistant

_CONCURRENT = 5
"""Questions answered at a time, as many as keep two cores busy; the rest wait in the queue."""
_QUEUE = 256
_LOOK_EVERY = 0.01
"""Seconds between two looks of an idle queue for what to do. Gradio's thousand a second, for each of two
pages, would take time from those who are being answered."""


class _Unreadable(AssistantError):
    """What no page of this program sends."""

    status = 422

    def __init__(self) -> None:
        super().__init__(
            "The request could not be understood. Reload the page and try again.",
            "无法理解这个请求。请刷新页面后重试。",
        )


def serve(assistant: Assistant, config: Config, *, open_browser: bool = True) -> None:
    """Serve until interrupted, or open the instance that serves the library already.

    :raises ConfigError: the page would be open to others without saying who may use it, the
        accounts cannot be read, or no port is free.
    :raises embeddings.EmbeddingError: the model that reads paragraphs ahead cannot be loaded.
    """
    access, library = access_of(config), config.library
    url = instance.running(library)
    if url:
        _announce(url, config.language, open_browser, again=True)
        return
    host = LOOPBACK[0] if config.host in WILDCARDS else config.host
    named = f"[{host}]" if ":" in host else host
    with (
        contextlib.suppress(KeyboardInterrupt),
        instance.listen(config.host, config.port) as listener,
    ):
        url = f"http://{named}:{listener.getsockname()[1]}/"
        with instance.noted(library, url):
            app = create_app(
                assistant,
                library=library,
                language=config.language,
                access=access,
                hosts=hosts_of(config),
                root=config.root_path,
            )
            import uvicorn

            settings = uvicorn.Config(
                app, log_level="warning", access_log=False, timeout_graceful_shutdown=1
            )
            with assistant.reading_ahead():
                _announce(url, config.language, open_browser)
                # What is loaded by now stays: passing over it again takes a tenth of a second each time.
                gc.collect()
                gc.freeze()
                uvicorn.Server(settings).run(sockets=[listener])


def create_app(
    assistant: Assistant,
    *,
    library: Path | None = None,
    language: str = "zh",
    access: Access | None = None,
    hosts: Iterable[str] = LOOPBACK,
    root: str = "",
) -> FastAPI:
    """The web application: `/zh/`, `/en/`, `/healthz`, and `/` leading to the chosen language.

    `root` is the path below which a proxy publishes it, such as `/speeches`.
    """
    # Gradio reads these when it is imported; nothing may leave this machine.
    os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    # Else every event waits for statistics over the events before it, which nobody reads.
    os.environ["GRADIO_ANALYTICS_CACHE_FREQUENCY"] = "1000000000"
    with _without_stub_files():
        import gradio as gr
    from fastapi import FastAPI, Request
    from fastapi.exceptions import RequestValidationError
    from fastapi.responses import JSONResponse, RedirectResponse, Response

    from ui import layout
    from ui.chat import exports, facsimile
    from ui.events import Events
    from ui.library import library_routes
    from ui.library.jobs import Jobs
    from ui.library.uploads import Uploads
    from ui.serving import signin
    from ui.tools import tools_routes

    access = access or Access()
    jobs, uploads = Jobs(assistant), Uploads(library)

    @contextlib.asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        jobs.close()
        uploads.close()

    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None, lifespan=lifespan)
    first: PageLanguage = "en" if language.startswith("en") else "zh"
    served = instance.identity(library) if library else ""

    @app.get("/")
    def home() -> Response:
        return RedirectResponse(f"{root}/{first}/")

    @app.get("/healthz")
    def health() -> Response:
        return JSONResponse({"status": "ok", "library": served})

    @app.get("/favicon.ico")
    def icon() -> Response:
        return Response(_ICON, media_type="image/svg+xml")

    @app.exception_handler(AssistantError)
    def explained(request: Request, error: AssistantError) -> Response:
        told = repaired(error.message(str(request.path_params.get("language", first))))
        return JSONResponse({"message": told}, getattr(error, "status", 400))

    @app.exception_handler(RequestValidationError)
    def unreadable(request: Request, _: RequestValidationError) -> Response:
        """What was sent is not repeated: JSON may not be able to hold it."""
        return explained(request, _Unreadable())

    app.include_router(exports.routes(assistant, access))
    app.include_router(facsimile.routes(assistant))
    app.include_router(library_routes.routes(assistant, access, jobs, uploads))
    app.include_router(tools_routes.routes(assistant, access))
    app.include_router(signin.routes(access, first, root))
    pages: tuple[PageLanguage, ...] = ("zh", "en")
    for each in pages:
        page = layout.blocks(Events(assistant, each), access)
        page.queue(default_concurrency_limit=_CONCURRENT, max_size=_QUEUE)
        page._queue.sleep_when_free = _LOOK_EVERY
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
    # The last one added is the first to see a request.
    app.add_middleware(Visitors, root=root)
    app.add_middleware(Gate, access=access, root=root)
    app.add_middleware(Nowhere, first=first, root=root)
    app.add_middleware(Guard, hosts=hosts)
    app.add_middleware(Prefix, root=root)
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

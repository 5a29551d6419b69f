"""The page to sign in on, and the way out again."""

from __future__ import annotations

import re
from importlib.resources import files
from math import ceil
from urllib.parse import parse_qs

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.concurrency import run_in_threadpool

from ui.markup import Html, joined, tag
from ui.serving.access import SESSION, SESSION_SECONDS, Access, Refused
from ui.serving.gate import LOGIN, LOGOUT
from ui.strings import STRINGS, PageLanguage

_PLACE = re.compile(r"/(zh|en)/\??(?:text=[0-9a-f]{1,64}&p=\d{1,7})?")
"""Where signing in may lead: a page, or the place of a permanent link on it."""
_LONGEST_FORM = 4096


def routes(access: Access, first: PageLanguage, root: str) -> APIRouter:
    router = APIRouter()

    @router.get(LOGIN)
    def form(request: Request) -> Response:
        wanted = _place(request.query_params.get("next", ""), first)
        return HTMLResponse(page(wanted))

    @router.post(LOGIN)
    async def sign_in(request: Request) -> Response:
        fields = await _fields(request)
        wanted = _place(fields.get("next", ""), first)
        address = request.client.host if request.client else ""
        name, password = fields.get("name", ""), fields.get("password", "")
        outcome = await run_in_threadpool(access.sign_in, name, password, address)
        if isinstance(outcome, Refused):
            wait = ceil(outcome.wait)
            status, headers = (429, {"Retry-After": str(wait)}) if wait else (401, {})
            return HTMLResponse(page(wanted, name, wait, failed=True), status, headers)
        response = RedirectResponse(f"{root}{wanted}", 303)
        response.set_cookie(
            SESSION,
            outcome,
            max_age=SESSION_SECONDS,
            path=root or "/",
            secure=request.url.scheme == "https",
            httponly=True,
            samesite="lax",
        )
        return response

    @router.post(LOGOUT)
    def sign_out(request: Request) -> Response:
        access.sign_out(request.cookies)
        response = RedirectResponse(f"{root}/", 303)
        response.delete_cookie(SESSION, path=root or "/", httponly=True, samesite="lax")
        return response

    return router


def page(wanted: str, name: str = "", wait: int = 0, *, failed: bool = False) -> Html:
    """The form, in the language of the page it leads to. `wait` is in seconds."""
    language: PageLanguage = "en" if wanted.startswith("/en") else "zh"
    strings, words = STRINGS[language], STRINGS[language].library
    told = words.sign_in_wait.format(wait) if wait else words.sign_in_failed
    form = tag(
        "form",
        tag("h1", strings.title),
        tag("p", told, role="alert") if failed else Html(""),
        tag("label", words.account, for_="name"),
        tag(
            "input",
            id="name",
            name="name",
            value=name,
            autocomplete="username",
            required=True,
            autofocus=not name,
            maxlength=64,
        ),
        tag("label", words.password, for_="password"),
        tag(
            "input",
            id="password",
            name="password",
            type="password",
            required=True,
            autocomplete="current-password",
            autofocus=bool(name),
            maxlength=1024,
        ),
        tag("input", type="hidden", name="next", value=wanted),
        tag("button", words.sign_in, type="submit"),
        method="post",
        action=f".{LOGIN}",
    )
    style = (files("ui") / "assets" / "signin.css").read_text(encoding="utf-8")
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("title", f"{words.sign_in} · {strings.title}"),
        tag("style", Html(style)),
    )
    html = tag("html", head, tag("body", tag("main", form)), lang=strings.locale)
    return joined([Html("<!doctype html>"), html])


def _place(wanted: str, first: PageLanguage) -> str:
    return wanted if _PLACE.fullmatch(wanted) else f"/{first}/"


async def _fields(request: Request) -> dict[str, str]:
    """The fields of a form; none where there is more than a form of ours can hold."""
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > _LONGEST_FORM:
            return {}
    found = parse_qs(body.decode("utf-8", "replace"), max_num_fields=10)
    return {name: values[0] for name, values in found.items()}

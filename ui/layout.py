"""The Gradio Blocks of one language: header, conversation, reader, and the events between them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from importlib.resources import files
from typing import Any

import gradio as gr

from ui.actions import Actions
from ui.chat import facsimile, reader
from ui.chat.pages import Page
from ui.chat.session import Session
from ui.events import Events
from ui.library import library_page
from ui.markup import Html, tag
from ui.serving.access import Access
from ui.strings import STRINGS, PageLanguage, Strings, other
from ui.tools import tools_page


def style(language: PageLanguage) -> str:
    working = json.dumps(STRINGS[language].working, ensure_ascii=False)
    return f"{_assets(*_SHEETS)}\n:root {{ --working: {working}; }}\n"


def theme() -> gr.themes.Base:
    """Gradio's plainest theme in the system's own fonts: nothing is fetched.

    The first paint has its colours; everything later has those of the style sheet.
    """
    families = ("PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", "WenQuanYi Zen Hei")
    base = gr.themes.Base(
        font=[*(gr.themes.Font(f) for f in families), "system-ui", "sans-serif"],
        font_mono=["ui-monospace", "monospace"],
    )
    return base.set(
        body_background_fill="#fbfaf7",
        body_background_fill_dark="#16181c",
        body_text_color="#1f2328",
        body_text_color_dark="#e6e6e3",
        loader_color="#a8321f",
        loader_color_dark="#ff8a70",
    )


def blocks(events: Events, access: Access) -> gr.Blocks:
    """The page in one language."""
    words = STRINGS[events.language]
    actions = Actions(events)
    page: gr.Blocks = gr.Blocks(title=words.title, analytics_enabled=False, fill_width=True)
    with page:
        gr.HTML(
            _header(events.language),
            elem_id="header",
            js_on_load=_assets("places.js"),
            apply_default_css=False,
        )
        with gr.Row(elem_id="columns"):
            with gr.Column(elem_id="talk"):
                bar = gr.HTML(
                    elem_id="bar", js_on_load=_TELL.format("bar"), apply_default_css=False
                )
                conversation = gr.HTML(
                    elem_id="conversation", js_on_load=_script(words), apply_default_css=False
                )
                panel = gr.HTML(
                    elem_id="panel", js_on_load=_TELL.format("panel"), apply_default_css=False
                )
                notice = gr.HTML(elem_id="notice", **_PLAIN)
                with gr.Row(elem_id="asking"):
                    box = gr.Textbox(
                        elem_id="question",
                        label=words.question,
                        placeholder=words.placeholder,
                        lines=1,
                        max_lines=6,
                        container=False,
                        scale=1,
                    )
                    send = gr.Button(words.ask, elem_id="send", variant="primary", scale=0)
            with gr.Column(elem_id="reader"):
                gr.HTML(reader.toolbar(words), elem_id="toolbar", **_PLAIN)
                chooser = gr.HTML(elem_id="documents", **_PLAIN)
                source = gr.HTML(
                    elem_id="source", js_on_load=_TELL.format("source"), apply_default_css=False
                )
                gr.HTML(
                    facsimile.viewer(words),
                    elem_id="facsimile",
                    js_on_load=_assets("facsimile.js"),
                    apply_default_css=False,
                )
        gr.HTML(
            library_page.shell(words),
            elem_id="library",
            js_on_load=_assets(*LIBRARY),
            apply_default_css=False,
        )
        gr.HTML(
            tools_page.shell(words),
            elem_id="tools",
            js_on_load=_assets(*TOOLS),
            apply_default_css=False,
        )
        session: gr.State = gr.State(Session())
        shown = [session, box, notice, conversation, source, bar, panel, chooser]
        asking: dict[str, Any] = {
            "api_visibility": "private",
            "show_progress": "minimal",
            "show_progress_on": conversation,
            "trigger_mode": "multiple",
        }

        def ask(question: str, session: Session) -> tuple[object, ...]:
            return _outputs(events.ask(question, session))

        def act(session: Session, event: gr.EventData, request: gr.Request) -> tuple[object, ...]:
            name, data = str(event._data.get("name")), event._data.get("data")
            visitor = access.visitor(request.cookies)
            assert visitor is not None  # the gate let them in
            data = data if isinstance(data, dict) else {}
            page = actions.act(visitor.owner, name, data, session)
            return _outputs(page)

        gr.on([box.submit, send.click], ask, [box, session], shown, **asking)
        conversation.act(act, session, shown, **asking)
    return page


# Each is read as one, in this order.
_SHEETS = (
    *("style.css", "panels.css", "answers.css", "source.css", "facsimile.css", "narrow.css"),
    *("library.css", "tools.css"),
)
PAGE = (
    *("page.js", "connection.js", "stream.js", "find.js", "source.js", "sheet.js"),
    "conversation.js",
    *("panels.js", "actions.js"),
)
LIBRARY = (
    *("server.js", "library.js", "library_list.js", "library_upload.js"),
    *("library_state.js", "library_events.js", "cite.js"),
)
TOOLS = ("server.js", "tools.js", "check.js", "trace.js", "pick.js", "compare.js")
_TELL = (
    "watch('value', () => document.dispatchEvent(new Event('{0}-rendered')));"
    "document.addEventListener('empty-{0}', () => {{ props.value = ''; }});"
)
_PLAIN: dict[str, Any] = {"js_on_load": None, "apply_default_css": False}


def _outputs(page: Page) -> tuple[object, ...]:
    calm = "calm" if page.calm else None
    notice = tag("p", page.notice, role="alert", class_=calm) if page.notice else Html("")
    rendered = (page.conversation, page.source, page.bar, page.panel, page.chooser)
    return (
        page.session,
        gr.skip() if page.box is None else page.box,
        notice,
        *(gr.skip() if value is None else value for value in rendered),
    )


def _header(language: PageLanguage) -> Html:
    words = STRINGS[language]
    elsewhere = other(language)
    return tag(
        "header",
        tag("h1", words.title),
        tag(
            "nav",
            _place(words.library.ask, "ask", ("ask",)),
            _place(words.tools.tools, "tools", tools_page.TABS),
            _place(words.library.library, "library", ("library",)),
            class_="places",
            aria_label=words.library.places,
        ),
        tag(
            "div",
            tag("button", words.open_source, type="button", class_="quiet sheet", data_do="source"),
            tag(
                "a",
                words.other_language,
                href=f"../{elsewhere}/",
                lang=STRINGS[elsewhere].locale,
                hreflang=STRINGS[elsewhere].locale,
                class_="quiet",
            ),
            tag(
                "button",
                "◐",
                type="button",
                class_="quiet",
                title=words.theme,
                aria_label=words.theme,
                data_do="theme",
            ),
            tag("span", class_="account"),
            class_="tools",
        ),
    )


def _place(label: str, place: str, addresses: Sequence[str]) -> Html:
    """A link to one of the places of the page; `addresses` are the page's, behind `#`, that show it."""
    return tag(
        "a",
        label,
        tag("span", class_="busy"),
        href=f"#{addresses[0]}",
        class_="quiet",
        data_place=place,
        data_addresses=" ".join(addresses),
    )


def _script(words: Strings) -> str:
    labels = {
        "talk": words.conversation,
        "reader": words.source,
    }
    connection = asdict(words.connection) | {"failed": words.failed}
    return (
        f"document.documentElement.lang = {json.dumps(words.locale)};\n"
        f"const LABELS = {json.dumps(labels, ensure_ascii=False)};\n"
        f"const CONNECTION = {json.dumps(connection, ensure_ascii=False)};\n{_assets(*PAGE)}"
    )


def _assets(*names: str) -> str:
    return "\n".join((files("ui") / "assets" / name).read_text(encoding="utf-8") for name in names)

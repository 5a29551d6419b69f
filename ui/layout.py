"""The Gradio Blocks of one language: header, conversation, reader, and the events between them."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

import gradio as gr

from ui import reader
from ui.events import Events, Page, Turns
from ui.markup import Html, tag
from ui.strings import STRINGS, PageLanguage, Strings, other

_LONGEST_REPLAY = 20
"""Earlier questions that a reload asks again."""


def style(language: PageLanguage) -> str:
    working = json.dumps(STRINGS[language].working, ensure_ascii=False)
    return f"{_asset('style.css')}\n:root {{ --working: {working}; }}\n"


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


def blocks(events: Events) -> gr.Blocks:
    """The page in one language."""
    words = STRINGS[events.language]
    page: gr.Blocks = gr.Blocks(title=words.title, analytics_enabled=False, fill_width=True)
    with page:
        gr.HTML(_header(events.language), elem_id="header", **_PLAIN)
        with gr.Row(elem_id="columns"):
            with gr.Column(elem_id="talk"):
                conversation = gr.HTML(
                    elem_id="conversation", js_on_load=_script(words), apply_default_css=False
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
                    elem_id="source",
                    js_on_load=_TELL_RENDERED,
                    apply_default_css=False,
                )
        turns: gr.State = gr.State(())
        open_ = gr.State("")
        shown = [box, notice, turns, open_, conversation, source]
        quiet: dict[str, Any] = {"api_visibility": "private", "show_progress": "hidden"}
        asking: dict[str, Any] = {
            "api_visibility": "private",
            "show_progress": "minimal",
            "show_progress_on": conversation,
        }

        def ask(question: str, turns: Turns, open_: str) -> tuple[object, ...]:
            return _outputs(events.ask(question, turns, open_))

        def offered(turns: Turns, open_: str, event: gr.EventData) -> tuple[object, ...]:
            return _outputs(events.ask(str(event.question), turns, open_))

        def arrive(event: gr.EventData) -> tuple[object, ...]:
            questions = [str(q) for q in event.questions][-_LONGEST_REPLAY:]
            return (*_outputs(events.replay(questions)), events.chooser())

        def retry(turns: Turns, open_: str) -> tuple[object, ...]:
            return _outputs(events.retry(turns, open_))

        def undo(turns: Turns, open_: str) -> tuple[object, ...]:
            return _outputs(events.undo(turns, open_))

        def clear(open_: str) -> tuple[object, ...]:
            return _outputs(events.clear(open_))

        def cite(turns: Turns, open_: str, event: gr.EventData) -> tuple[str, Html]:
            return events.cite(int(event.turn), int(event.marker), turns, open_)

        def choose(turns: Turns, event: gr.EventData) -> tuple[str, Html, Html]:
            return events.open(str(event.name), turns)

        gr.on([box.submit, send.click], ask, [box, turns, open_], shown, **asking)
        conversation.ask(offered, [turns, open_], shown, **asking)
        conversation.arrive(arrive, None, [*shown, chooser], **asking)
        conversation.retry(retry, [turns, open_], shown, **asking)
        conversation.undo(undo, [turns, open_], shown, **quiet)
        conversation.clear(clear, open_, shown, **quiet)
        conversation.cite(cite, [turns, open_], [open_, source], **quiet)
        conversation.open(choose, turns, [open_, conversation, source], **quiet)
    return page


_TELL_RENDERED = "watch('value', () => document.dispatchEvent(new Event('source-rendered')));"
_PLAIN: dict[str, Any] = {"js_on_load": None, "apply_default_css": False}


def _outputs(page: Page) -> tuple[object, ...]:
    notice = tag("p", page.notice, role="alert") if page.notice else Html("")
    return (page.box, notice, page.turns, page.open, page.conversation, page.source)


def _header(language: PageLanguage) -> Html:
    words = STRINGS[language]
    elsewhere = other(language)
    return tag(
        "header",
        tag("h1", words.title),
        tag(
            "nav",
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
        ),
    )


def _script(words: Strings) -> str:
    labels = {"talk": words.conversation, "reader": words.source}
    return (
        f"document.documentElement.lang = {json.dumps(words.locale)};\n"
        f"const LABELS = {json.dumps(labels, ensure_ascii=False)};\n{_asset('page.js')}"
    )


def _asset(name: str) -> str:
    return (files("ui") / name).read_text(encoding="utf-8")

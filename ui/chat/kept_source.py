"""What an answer quoted from a text that the library holds no more, or not in these words. Values in,
HTML out."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.types import Quote
from ui.chat.quoted import masked, reference
from ui.markup import Html, Mark, joined, tag, verbatim
from ui.strings import Strings


def kept(quotes: Sequence[Quote], turn: int, words: Strings) -> Html:
    """In the place of their document, the quotations of one turn that were taken from it."""
    name = quotes[0].title or quotes[0].document
    notice = tag("p", words.panel.quote_changed, class_="changed", role="status")
    return joined(
        [
            tag("div", notice, class_="about-document"),
            tag(
                "article",
                tag("h2", name, class_="title"),
                *(_quotation(quote, turn) for quote in quotes),
                class_="document kept",
                lang="zh",
                aria_label=name,
                data_turn=turn,
            ),
        ]
    )


def _quotation(quote: Quote, turn: int) -> Html:
    whole = Mark(
        quote.start,
        quote.end,
        "mark",
        {"class_": "quoted", "data_quote": reference(turn, quote.marker), "tabindex": -1},
        {"data_marker": quote.marker},
    )
    return joined(
        [
            tag(
                "p",
                verbatim(quote.text, quote.start, [[whole], masked(quote.restorations)]),
                class_="body",
            ),
            tag("p", quote.citation or quote.title, class_="cited"),
        ]
    )

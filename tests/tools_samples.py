"""Three documents for the tools of the page."""

from __future__ import annotations

import re

from browser import NASTY

from assistant import Assistant

TALK = (
    "在全市农业座谈会上的讲话\n（2019年3月2日）\n王明\n\n"
    "一要抓好春耕备耕，全年粮食产量达到343万吨；二要管好水利设施，决不能带病度汛。\n"
)
_NOTE = "短文\n\n全年粮食产量达到343万吨，这句话要记牢。\n"


def fill(assistant: Assistant) -> None:
    """A dated talk, an undated note that repeats a line of it, and a document full of markup."""
    assistant.add_text(TALK, "座谈会.txt")
    assistant.add_text(_NOTE, "短文.txt")
    assistant.add_text(f"关于 <i>防汛</i> 的讲话\n{NASTY}\n", "<u>防汛</u> & ${x}.md")


def plain(html: str) -> str:
    """What is seen of HTML."""
    return re.sub(r"<[^>]*>", "", html)

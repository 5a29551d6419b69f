"""What the page says when the server is busy or out of reach."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ConnectionWords:
    """The words of one language."""

    busy: str
    full: str
    lost: str


ZH = ConnectionWords(
    busy="现在提问的人很多，正在自动重试，请稍候。",
    full="现在提问的人太多，这次没有答成。问题还在输入框里，请过一会儿再按回车。",
    lost="与服务器的连接断了，正在重新连接；连上后本页会自动刷新，问题会留在输入框里。"
    "若一直连不上，请确认程序仍在运行，或联系管理员。",
)

EN = ConnectionWords(
    busy="Many people are asking right now. Trying again, please wait.",
    full="Too many people are asking right now, and this was not answered. The question is still in"
    " the box: press Enter again in a little while.",
    lost="The connection to the server was lost. Connecting again; the page then reloads and keeps"
    " the question in the box. If that does not happen, check that the program is still running, or"
    " ask whoever runs it.",
)

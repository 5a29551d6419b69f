"""The words of citing a document, in Chinese and in English."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from assistant.reference import Missing


@dataclass(frozen=True, slots=True)
class CiteWords:
    """The words of one language. Fields with `{}` are templates."""

    cite: str
    note: str
    copy: str
    copied: str
    missing: str
    facts: Mapping[Missing, str]
    appeared: str
    place: str
    publisher: str
    date: str
    newspaper: str
    page: str
    url: str
    accessed: str
    update: str


ZH = CiteWords(
    cite="引用",
    note="文内注",
    copy="复制",
    copied="已复制",
    missing="未知：{}。文献自身的事项在上面更正，出版事项在下面填写。",
    facts={
        "author": "责任者",
        "title": "题名",
        "date": "日期",
        "place": "出版地",
        "publisher": "出版者",
        "published": "出版日期",
        "page": "版次",
        "accessed": "引用日期",
    },
    appeared="发表于何处（不保存）",
    place="出版地",
    publisher="出版者",
    date="出版日期",
    newspaper="报纸",
    page="页码或版次",
    url="网址",
    accessed="引用日期",
    update="更新引文",
)

EN = CiteWords(
    cite="Cite",
    note="Plain note",
    copy="Copy",
    copied="Copied",
    missing="Not known: {}. What concerns the document is corrected above, its publication below.",
    facts={
        "author": "speaker or author",
        "title": "title",
        "date": "date",
        "place": "place of publication",
        "publisher": "publisher",
        "published": "date of publication",
        "page": "page of the newspaper",
        "accessed": "date of access",
    },
    appeared="Where it appeared (not stored)",
    place="Place",
    publisher="Publisher",
    date="Published",
    newspaper="Newspaper",
    page="Page",
    url="Address",
    accessed="Accessed",
    update="Update the citation",
)

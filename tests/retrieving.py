"""A small library, and what is retrieved from it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from topics import TOPICS

from assistant.questions.lexicon import Lexicon
from assistant.questions.question import read
from assistant.retrieve import Retrieval, Retriever
from assistant.segment import parse
from assistant.store import Library, Snapshot
from embeddings import bundled_context, bundled_cross_encoder, bundled_model

YEARS = (2017, 2018, 2019)


@contextmanager
def reports(folder: Path) -> Iterator[Library]:
    """Three reports, one a year; a line of the first two is the same in both."""
    with Library.open(folder, bundled_model()) as library:
        for year in YEARS:
            lines = [f"{year}年{word}工作：{line}" for word, line in TOPICS.items()]
            same = "坚持稳中求进工作总基调。" if year < 2019 else "守住不发生系统性风险的底线。"
            text = "\n".join([f"{year}年政府工作报告", "各位代表：", *lines, same])
            library.write([parse(f"{year}.txt", text)])
        yield library


@dataclass(frozen=True)
class Found:
    """A retrieval with what it was made from."""

    retrieval: Retrieval
    snapshot: Snapshot

    @property
    def candidates(self) -> set[int]:
        assert self.retrieval.scope is not None
        return set(self.retrieval.scope.ids.tolist())

    @property
    def texts(self) -> list[str]:
        return [r.row.text for r in self.retrieval.ranked]


@contextmanager
def found(
    library: Library,
    question: str,
    limit: int = 5,
    years: list[int] | None = None,
    judged: bool = True,
) -> Iterator[Found]:
    retriever = Retriever(
        bundled_model(), bundled_model(), Lexicon(), bundled_context, bundled_cross_encoder
    )
    with library.snapshot() as snapshot:
        scope = snapshot.scope(years=years)
        asked = read(question)
        made = retriever.retrieve(snapshot, scope, asked, limit, judged=judged)
        yield Found(made, snapshot)

"""The held-out questions of data/training, asked of a library: `python benchmarks/own.py DATA_DIR`.

The library holds every report and document of the training folder and, of its laws and news, those
that the questions are about among others; about ten thousand paragraphs. Nothing of it was seen in
training with these questions. Recall@k by kind of question, with and without the lexicon, and the
recall of the candidates that a library of this size is searched through.
"""

from __future__ import annotations

import argparse
import random
import tempfile
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from pathlib import Path

import numpy as np
import numpy.typing as npt
from rich.console import Console
from rich.table import Table

from assistant import Assistant
from embeddings.training.data import find, lines, read_pairs, simplified
from embeddings.training.own import FILES, Question, read_questions

OWN = Path(__file__).parent.parent / "data" / "training"
_OTHERS = {"mono_laws": 40, "pairs_xinwenlianbo": 700}
"""Documents without a question that are added from the large files."""
CUTS = (1, 5, 100)


def documents(folder: Path, questions: Sequence[Question]) -> dict[str, str]:
    """Texts by name, `file:number`, as `Question` numbers documents."""
    wanted = {(q.file, q.document) for q in questions}
    rng = random.Random(0)
    texts: dict[str, str] = {}
    for filename in FILES.values():
        file = filename.split(".", 1)[0]
        found = dict(_numbered(folder, filename))
        others = [n for n in found if (file, n) not in wanted]
        if file in _OTHERS:
            others = rng.sample(others, min(len(others), _OTHERS[file]))
        kept = sorted([*others, *(n for f, n in wanted if f == file)])
        texts |= {f"{file}:{n}": found[n] for n in kept}
    return texts


def _numbered(folder: Path, filename: str) -> Iterator[tuple[int, str]]:
    for path in find(folder, filename):
        if filename.startswith("pairs_"):
            yield from ((n, p) for n, (_, p) in enumerate(read_pairs(path), start=1))
            return
        rows = ((line, number) for number, line in _with_document(lines(path)))
        for number, group in groupby(rows, key=lambda row: row[1]):
            text = "\n".join(line for line, _ in group if line)
            if text:
                yield number, simplified(text)


def _with_document(rows: Iterator[str]) -> Iterator[tuple[int, str]]:
    number = 0
    for line in rows:
        number += not line
        yield number, line


def ranks(assistant: Assistant, questions: Sequence[Question]) -> npt.NDArray[np.int64]:
    """Rank (n,) of the paragraph that answers each question, from 1; a news item counts whole."""
    found = []
    for question in questions:
        hits = assistant.search(question.text, limit=max(CUTS))
        name = f"{question.file}:{question.document}"
        whole = question.file.startswith("pairs_")
        places = (
            rank
            for rank, hit in enumerate(hits, start=1)
            if hit.text == question.passage.strip()
            or (name in (hit.document, *hit.also_in) and whole)
        )
        found.append(next(places, 10**6))
    return np.array(found)


GROUPS: dict[str, Callable[[Question], bool]] = {
    "all": lambda q: True,
    "colloquial": lambda q: q.kind == "colloquial",
    "paraphrase": lambda q: q.kind == "paraphrase",
    "fact": lambda q: q.kind == "fact",
    "number": lambda q: q.kind == "number",
    "list": lambda q: q.kind == "list",
    "why": lambda q: q.kind == "why",
    "English": lambda q: q.language == "en",
    "traditional": lambda q: q.language == "zh-Hant",
}


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("data", type=Path, help="folder of training data, see docs/training.md")
    parser.add_argument("--model", default="", help="another sentence-transformers model")
    options = parser.parse_args()
    questions = [q for q in read_questions(OWN, options.data) if q.held_out]
    measured = {}
    with tempfile.TemporaryDirectory() as folder:
        with Assistant.open(folder, model=options.model) as assistant:
            assistant.add_texts(documents(options.data, questions))
            size = sum(d.paragraphs for d in assistant.documents())
        for lexicon in ("", "none"):
            with Assistant.open(folder, model=options.model, lexicon=lexicon) as assistant:
                measured[lexicon] = ranks(assistant, questions)
    title = f"{len(questions):,} held-out questions, {size:,} paragraphs"
    heads = [f"R@{k}" for k in CUTS] + [f"R@{k}, no lexicon" for k in CUTS]
    table = Table("", "n", *heads, title=title)
    for name, belongs in GROUPS.items():
        chosen = np.array([belongs(q) for q in questions])
        if chosen.any():
            figures = [(r[chosen] <= k).mean() for r in measured.values() for k in CUTS]
            table.add_row(name, str(chosen.sum()), *(f"{f:.3f}" for f in figures))
    Console(width=110).print(table)


if __name__ == "__main__":
    main()

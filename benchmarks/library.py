"""A large library: `python benchmarks/library.py LINES… [--documents 8000] [--keep FOLDER]`.

LINES are text files, one paragraph a line, `.gz` or plain. Documents of 50 paragraphs each are
composed from their distinct lines; when these run out, from distinct pairs of them. Printed are the
speed of adding, size, memory, opening, search with and without filters, and how many of the nearest
100 vectors are found.
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import json
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import psutil

from assistant import Assistant
from embeddings import bundled_model

ROOT = Path(__file__).parent.parent
QUESTIONS = ROOT / "data" / "training" / "questions.tsv"
PARAGRAPHS = 50
YEARS = range(1990, 2026)


def distinct(paths: list[str]) -> list[str]:
    seen: dict[str, None] = {}
    for path in paths:
        with (
            gzip.open(path, "rt") if path.endswith(".gz") else open(path, encoding="utf-8") as file
        ):
            seen.update((line.strip(), None) for line in file if len(line.strip()) >= 8)
    return list(seen)


def paragraphs(lines: list[str]) -> Iterator[str]:
    shuffled = lines[:]
    random.Random(1).shuffle(shuffled)
    yield from shuffled
    for step in itertools.count(1):
        yield from (a + b for a, b in zip(shuffled, shuffled[step:], strict=False))


def compose(folder: Path, lines: list[str], documents: int) -> int:
    """Returns the bytes of text written."""
    source, size = paragraphs(lines), 0
    for number in range(documents):
        year = YEARS[number % len(YEARS)]
        head = f"第{number}号汇编\n（{year}年1月1日）\n\n"
        text = head + "\n".join(itertools.islice(source, PARAGRAPHS)) + "\n"
        (folder / f"{number:06}.txt").write_text(text, encoding="utf-8")
        size += len(text.encode())
    return size


class Peak(threading.Thread):
    """The most memory that this process and its children held together, in bytes."""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.bytes = 0
        self.start()

    def run(self) -> None:
        me = psutil.Process()
        while True:
            held = 0
            for process in (me, *me.children(recursive=True)):
                try:
                    held += process.memory_info().rss
                except psutil.NoSuchProcess:
                    continue
            self.bytes = max(self.bytes, held)
            time.sleep(0.1)


def disk(folder: Path) -> int:
    return sum(f.stat().st_size for f in folder.rglob("*") if f.is_file())


def questions(count: int) -> list[str]:
    asked = [row.split("\t")[3].strip() for row in QUESTIONS.read_text("utf-8").splitlines()]
    return asked[:: len(asked) // count][:count]


def percentiles(seconds: list[float]) -> str:
    ordered = sorted(1000 * s for s in seconds)
    return (
        f"p50 {statistics.median(ordered):.0f} ms, p95 {ordered[int(0.95 * len(ordered))]:.0f} ms"
    )


def search(library: Path) -> None:
    """In a process of its own, so that its memory and its first question are those of a user."""
    began = time.perf_counter()
    assistant = Assistant.open(library)
    print(f"opening             {time.perf_counter() - began:.2f} s")
    began = time.perf_counter()
    assistant.search("如何加强网络安全工作")
    print(f"first search        {time.perf_counter() - began:.2f} s")
    asked = questions(200)
    for what, filters in (
        ("all", [{}] * len(asked)),
        ("one year", [{"years": [YEARS[i % len(YEARS)]]} for i in range(len(asked))]),
        ("half of the years", [{"years": list(YEARS[i % 2 :: 2])} for i in range(len(asked))]),
    ):
        spent = []
        for question, chosen in zip(asked, filters, strict=True):
            began = time.perf_counter()
            assistant.search(question, **chosen)  # type: ignore[arg-type]
            spent.append(time.perf_counter() - began)
        print(f"search, {what:<18}  {percentiles(spent)}")
    memory = psutil.Process().memory_info().rss / 2**20
    print(f"memory after it     {memory:.0f} MB")
    recall(assistant, asked[:100])
    assistant.close()


def recall(assistant: Assistant, asked: list[str]) -> None:
    """Of the nearest 100 vectors by brute force, how many the index finds."""
    model = bundled_model()
    with assistant._library.snapshot() as snapshot:
        scope = snapshot.scope()
        queries = model.embed_queries(asked)
        products = np.concatenate(
            [snapshot.vectors(block) @ queries.T for block in np.array_split(scope.ids, 100)]
        )
        found = 0
        for query, column in zip(queries, products.T, strict=True):
            worst = np.partition(column, -100)[-100]
            # Any of those that are equally near will do.
            found += int((snapshot.dense(query, 100, scope)[1] >= worst - 1e-6).sum())
    print(f"recall of the index {found / 100 / len(asked):.4f} at 100")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("lines", nargs="*")
    parser.add_argument("--documents", type=int, default=8000)
    parser.add_argument("--keep", type=Path, help="leave the library here")
    parser.add_argument("--search", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.search:
        search(options.search)
        return
    work = Path(tempfile.mkdtemp(dir=options.keep and options.keep.parent))
    try:
        texts, library = work / "texts", options.keep or work / "library"
        texts.mkdir()
        size = compose(texts, distinct(options.lines), options.documents)
        peak = Peak()
        began = time.perf_counter()
        with Assistant.open(library) as assistant:
            report = assistant.add(texts)
            seconds = time.perf_counter() - began
            added = sum(d.paragraphs for d in assistant.documents())
        print(json.dumps({"added": len(report.added), "refused": len(report.refused)}))
        print(f"{options.documents} documents, {added} paragraphs, {size / 2**20:.0f} MB of text")
        print(f"adding              {added / seconds:.0f} paragraphs/s, {seconds:.0f} s")
        print(f"peak memory         {peak.bytes / 2**20:.0f} MB, workers included")
        print(
            f"disk                {disk(library) / 2**20:.0f} MB, {disk(library) / size:.2f} × text"
        )
        for part in ("library.db", "index"):
            used = disk(library / part) if part == "index" else (library / part).stat().st_size
            print(f"  {part:<18}{used / 2**20:.0f} MB")
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        subprocess.run(
            [sys.executable, __file__, "--search", str(library)], check=True, env=environment
        )
    finally:
        shutil.rmtree(work, ignore_errors=True)


if __name__ == "__main__":
    main()

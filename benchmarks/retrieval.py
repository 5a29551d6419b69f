"""Retrievers side by side on BEIR folders: `python benchmarks/retrieval.py FOLDER... [--model NAME]...`.

A BEIR folder holds corpus.jsonl (`_id`, `title`, `text`), queries.jsonl (`_id`, `text`) and
qrels/test.tsv (`query-id`, `corpus-id`, `score` under a header line), each plain or gzipped. Every
passage is scored exhaustively, so the table shows what scoring is worth, not what an index loses.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from rich.console import Console
from rich.table import Table

from assistant.clean import normalize
from assistant.library.features import (
    Passage,
    ScopeFeatures,
    paragraph_features,
    query_features,
    scope_features,
)
from assistant.questions.lexicon import Lexicon, open_lexicon
from assistant.ranking.score import lexical, one_thread, score
from assistant.retrieve import reworded_scores
from embeddings import PassageTokens, StaticModel, bundled_model, late_scores, open_embedder

Scores = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Collection:
    """Passages, questions and which passages answer each."""

    name: str
    passages: dict[str, str]
    questions: dict[str, str]
    relevant: dict[str, dict[str, int]]


@dataclass(frozen=True, slots=True)
class System:
    """A retriever over one collection: `ask` gives scores (P,) in the order of the passages."""

    name: str
    ask: Callable[[str], Scores]
    passages_per_second: float
    megabytes: float
    """Of what it keeps of the passages."""


def read_collection(folder: Path) -> Collection:
    passages = {
        r["_id"]: f"{r.get('title', '')}\n{r['text']}".strip() for r in _records(folder, "corpus")
    }
    questions = {r["_id"]: r["text"] for r in _records(folder, "queries")}
    relevant: dict[str, dict[str, int]] = defaultdict(dict)
    with _opened(folder / "qrels", "test.tsv") as file:
        for row in list(csv.reader(file, delimiter="\t"))[1:]:
            if int(row[2]) > 0:
                relevant[row[0]][row[1]] = int(row[2])
    asked = {q: text for q, text in questions.items() if q in relevant}
    return Collection(folder.name, passages, asked, dict(relevant))


def _records(folder: Path, name: str) -> Iterator[dict[str, Any]]:
    with _opened(folder, f"{name}.jsonl") as file:
        yield from map(json.loads, file)


def _opened(folder: Path, name: str) -> Any:
    plain = folder / name
    if plain.exists():
        return plain.open(encoding="utf-8")
    return gzip.open(folder / f"{name}.gz", "rt", encoding="utf-8")


def systems(texts: Sequence[str], others: Sequence[str], lexicon: Lexicon) -> Iterator[System]:
    """BM25, the bundled model's parts, everything, and each other model alone and in everything."""
    model = bundled_model()
    began = time.perf_counter()
    features = paragraph_features(model, [Passage(t.replace("\n", " ")) for t in texts])
    own = scope_features(model, np.arange(len(texts)), features)
    scope = replace(own, one_document=False)  # as documents of a library are scored
    rate = len(texts) / (time.perf_counter() - began)
    postings = scope.terms.nbytes + scope.postings.nbytes + scope.counts.nbytes
    tokens = scope.holders.nbytes + scope.first_holders.nbytes
    vectors = scope.unit_vectors.nbytes + scope.paragraph_vectors.nbytes

    yield System("BM25", lambda q: lexical(query_features(model, q), own), rate, postings / 2**20)
    yield _late(model, texts)
    yield _dense("bundled, dense", texts, None)
    everything = (postings + tokens + vectors) / 2**20
    yield System("everything", lambda q: _full(model, scope, q, Lexicon()), rate, everything)
    yield System("… with lexicon", lambda q: _full(model, scope, q, lexicon), rate, everything)
    for name in others:
        yield _dense(name, texts, name)
        yield _fused(name, model, scope, texts)


def _full(model: StaticModel, scope: ScopeFeatures, question: str, lexicon: Lexicon) -> Scores:
    query = query_features(model, question)
    official = lexicon.reword(normalize(question))
    return reworded_scores(model, scope, score(query, scope), official).paragraphs


def _late(model: StaticModel, texts: Sequence[str]) -> System:
    began = time.perf_counter()
    passages = PassageTokens.of_texts(model, [normalize(t) for t in texts])
    rate = len(texts) / (time.perf_counter() - began)

    def ask(question: str) -> Scores:
        return late_scores(model, model.token_ids([normalize(question)])[0], passages)

    return System("bundled, late", ask, rate, passages.columns.nbytes / 2**20)


def _dense(label: str, texts: Sequence[str], name: str | None) -> System:
    embedder = open_embedder(name)
    began = time.perf_counter()
    vectors = embedder.embed_passages([normalize(t) if name is None else t for t in texts])
    rate = len(texts) / (time.perf_counter() - began)

    def ask(question: str) -> Scores:
        asked = normalize(question) if name is None else question
        product: Scores = vectors @ embedder.embed_queries([asked])[0]
        return product

    return System(label, ask, rate, vectors.nbytes / 2**20)


def _fused(name: str, model: StaticModel, scope: ScopeFeatures, texts: Sequence[str]) -> System:
    other = _dense(name, texts, name)

    def ask(question: str) -> Scores:
        return score(query_features(model, question), scope, dense=other.ask(question)).paragraphs

    return System("  in everything", ask, other.passages_per_second, other.megabytes)


@dataclass(frozen=True, slots=True)
class Row:
    """Figures of one system on one collection."""

    recall: dict[int, float]
    ndcg: float
    milliseconds: float


CUTS = (1, 5, 100)


def measure(system: System, collection: Collection) -> Row:
    """Recall@k is the share of questions with a relevant passage among the first k."""
    ids = list(collection.passages)
    ranks: list[int] = []
    gains: list[float] = []
    spent: list[float] = []
    for identity, text in collection.questions.items():
        began = time.perf_counter()
        with one_thread():
            scores = system.ask(text)
        spent.append((time.perf_counter() - began) * 1000)
        order = np.argsort(-scores, kind="stable")[:100]
        relevant = collection.relevant[identity]
        found = [relevant.get(ids[i], 0) for i in order]
        ranks.append(next((n for n, gain in enumerate(found, start=1) if gain), 10**6))
        best = sorted(relevant.values(), reverse=True)
        gains.append(_dcg(found[:10]) / _dcg(best[:10]))
    at = np.array(ranks)
    recall = {k: float((at <= k).mean()) for k in CUTS}
    return Row(recall, float(np.mean(gains)), float(np.median(spent)))


def _dcg(gains: Sequence[int]) -> float:
    return float(sum(g / np.log2(n + 1) for n, g in enumerate(gains, start=1)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folders", type=Path, nargs="+", metavar="FOLDER")
    parser.add_argument("--model", action="append", default=[], help="sentence-transformers model")
    parser.add_argument("--lexicon", default="", help="lexicon file; see speech-assistant --help")
    options = parser.parse_args()
    console = Console(width=110)
    for folder in options.folders:
        collection = read_collection(folder)
        title = (
            f"{collection.name}: {len(collection.passages):,} passages,"
            f" {len(collection.questions):,} questions"
        )
        heads = (*(f"R@{k}" for k in CUTS), "nDCG@10", "query ms", "passages/s", "MB")
        table = Table("", *heads, title=title)
        texts = list(collection.passages.values())
        for system in systems(texts, options.model, open_lexicon(options.lexicon)):
            row = measure(system, collection)
            figures = [f"{row.recall[k]:.3f}" for k in CUTS]
            figures += [f"{row.ndcg:.3f}", f"{row.milliseconds:.1f}"]
            figures += [f"{system.passages_per_second:,.0f}", f"{system.megabytes:.1f}"]
            table.add_row(system.name, *figures)
        console.print(table)


if __name__ == "__main__":
    main()

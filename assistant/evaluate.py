"""Question sets to metrics. Formats and definitions are in docs/evaluation.md."""

from __future__ import annotations

import gzip
import json
import math
import statistics
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from assistant.config import Config
from assistant.errors import AssistantError
from assistant.pipeline import Assistant, Report
from assistant.types import Answer, Hit, Progress, Quote, Span
from assistant.units import structure

_LIST_QUOTES = 20
_OTHER_QUOTES = 5
Step = Callable[[int, int], None]


class EvaluationError(AssistantError):
    """A question set cannot be read or names a document that is not there."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was measured on one question. None where a metric does not apply."""

    id: str
    kind: str
    scope: str
    answerable: bool
    rank: int | None
    """Rank of the first paragraph holding a gold span, from 1; None when not among the first 10."""
    sentence: bool | None
    first_quote: bool | None
    span_recall: float | None
    quote_precision: float | None
    exact: bool
    refused: bool
    answerability: float
    milliseconds: float


@dataclass(frozen=True, slots=True)
class Metrics:
    """Shares over the questions of one group; see docs/evaluation.md."""

    questions: int
    paragraph_at_1: float | None
    paragraph_at_5: float | None
    ndcg_at_10: float | None
    sentence_at_1: float | None
    first_quote: float | None
    span_recall: float | None
    quote_precision: float | None
    exactness: float
    false_refusals: float | None
    unanswerable_refused: float | None
    auroc: float | None
    p50_ms: float


def read_questions(path: Path) -> list[dict[str, Any]]:
    """Question records of a `.jsonl` or `.jsonl.gz` file.

    :raises EvaluationError: the file is missing or a line is no record with a question.
    """
    try:
        records = list(_records(path))
    except (OSError, UnicodeDecodeError, json.JSONDecodeError) as error:
        raise EvaluationError(
            f"{path} is no question set: {error}. Expected one JSON record a line.",
            f"{path} 不是题集:{error}。应为每行一个 JSON 记录。",
        ) from error
    if not records or not all("question" in r or "question_zh" in r for r in records):
        raise EvaluationError(
            f"{path}: a record without “question”. See docs/evaluation.md for the format.",
            f"{path}:有记录缺少 question。格式见 docs/evaluation.md。",
        )
    return records


def _records(path: Path) -> Iterator[dict[str, Any]]:
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                yield json.loads(line)


def evaluate(
    assistant: Assistant, questions: Sequence[dict[str, Any]], step: Step | None = None
) -> list[Outcome]:
    """Search and ask every question.

    :raises DocumentError: a question is about a document that is not in the library.
    """
    outcomes = []
    for done, record in enumerate(questions):
        if step is not None:
            step(done, len(questions))
        outcomes.append(_outcome(assistant, record))
    return outcomes


def _outcome(assistant: Assistant, record: dict[str, Any]) -> Outcome:
    within = [record["open_document"]] if record.get("scope") == "document" else None
    gold = record.get("document")
    names = set(gold if isinstance(gold, list) else [gold] if gold else [])
    spans: list[str] = record.get("spans", [])
    hits = assistant.search(record.get("standalone") or record["question"], 10, within)
    began = time.perf_counter()
    answer = assistant.ask(record["question"], record.get("history", ()), within)
    elapsed = (time.perf_counter() - began) * 1000
    quotes = answer.quotes[: _LIST_QUOTES if record.get("kind") == "list" else _OTHER_QUOTES]
    texts = {name: assistant.text(name) for name in names | {q.document for q in answer.quotes}}
    return Outcome(
        id=str(record.get("id", "")),
        kind=str(record.get("kind", "")),
        scope=str(record.get("scope", "collection")),
        answerable=bool(spans),
        rank=_rank(hits, names, spans),
        sentence=_overlaps_hit(hits, names, spans, texts) if spans else None,
        first_quote=_overlaps_quote(quotes, names, spans, texts) if spans else None,
        span_recall=_span_recall(quotes, names, spans) if spans else None,
        quote_precision=_precision(quotes, names, spans, texts) if spans and quotes else None,
        exact=_exact(answer, texts, assistant),
        refused=answer.status == "not_found",
        answerability=answer.answerability,
        milliseconds=elapsed,
    )


def _rank(hits: Sequence[Hit], names: set[str], spans: Sequence[str]) -> int | None:
    for rank, hit in enumerate(hits, 1):
        if hit.document in names and any(s in hit.text for s in spans):
            return rank
    return None


def _places(text: str, spans: Sequence[str]) -> list[Span]:
    found = []
    for span in spans:
        at = text.find(span)
        while at >= 0:
            found.append((at, at + len(span)))
            at = text.find(span, at + 1)
    return found


def _overlap(place: Span, others: Sequence[Span]) -> bool:
    return any(place[0] < b and place[1] > a for a, b in others)


def _overlaps_hit(
    hits: Sequence[Hit], names: set[str], spans: Sequence[str], texts: dict[str, str]
) -> bool:
    if not hits or hits[0].document not in names:
        return False
    return _overlap(hits[0].sentence, _places(texts[hits[0].document], spans))


def _overlaps_quote(
    quotes: Sequence[Quote], names: set[str], spans: Sequence[str], texts: dict[str, str]
) -> bool:
    if not quotes or quotes[0].document not in names:
        return False
    first = quotes[0]
    return _overlap((first.start, first.end), _places(texts[first.document], spans))


def _span_recall(quotes: Sequence[Quote], names: set[str], spans: Sequence[str]) -> float:
    quoted = [q.text for q in quotes if q.document in names]
    return sum(any(s in text for text in quoted) for s in spans) / len(spans)


def _precision(
    quotes: Sequence[Quote], names: set[str], spans: Sequence[str], texts: dict[str, str]
) -> float:
    """Share of quoted characters in sentences or items that hold a gold span."""
    good = total = 0
    for quote in quotes:
        total += len(quote.text)
        if quote.document in names:
            text = texts[quote.document]
            holders = _holders(text, _places(text, spans))
            good += sum(any(a <= i < b for a, b in holders) for i in range(quote.start, quote.end))
    return good / total if total else 0.0


def _holders(text: str, places: Sequence[Span]) -> list[Span]:
    holders = []
    for start, end in places:
        line = text.rfind("\n", 0, start) + 1
        stop = text.find("\n", end)
        paragraph = text[line : stop if stop >= 0 else len(text)]
        found = structure(paragraph)
        whole = [*found.sentences, *((i.start, i.end) for i in found.items)]
        holders += [
            (line + a, line + b) for a, b in whole if line + a < end and line + b > start
        ]
    return holders


def _exact(answer: Answer, texts: dict[str, str], assistant: Assistant) -> bool:
    for quote in (*answer.quotes, *answer.nearest):
        original = texts.get(quote.document) or assistant.text(quote.document)
        if original[quote.start : quote.end] != quote.text:
            return False
    return True


def _mean(values: Sequence[float | bool | None]) -> float | None:
    known = [float(v) for v in values if v is not None]
    return sum(known) / len(known) if known else None


def summarize(outcomes: Sequence[Outcome]) -> Metrics:
    """Metrics of a group of at least one outcome."""
    yes = [o for o in outcomes if o.answerable]
    no = [o for o in outcomes if not o.answerable]
    return Metrics(
        questions=len(outcomes),
        paragraph_at_1=_mean([o.rank == 1 for o in yes]),
        paragraph_at_5=_mean([o.rank is not None and o.rank <= 5 for o in yes]),
        ndcg_at_10=_mean([1 / math.log2(1 + o.rank) if o.rank else 0.0 for o in yes]),
        sentence_at_1=_mean([o.sentence for o in yes]),
        first_quote=_mean([o.first_quote for o in yes]),
        span_recall=_mean([o.span_recall for o in yes]),
        quote_precision=_mean([o.quote_precision for o in yes]),
        exactness=_mean([o.exact for o in outcomes]) or 0.0,
        false_refusals=_mean([o.refused for o in yes]),
        unanswerable_refused=_mean([o.refused for o in no]),
        auroc=auroc([o.answerability for o in yes], [o.answerability for o in no]),
        p50_ms=statistics.median(o.milliseconds for o in outcomes),
    )


def auroc(positives: Sequence[float], negatives: Sequence[float]) -> float | None:
    """Probability that a positive scores above a negative, ties half; None without both kinds."""
    if not positives or not negatives:
        return None
    wins = sum((p > n) + 0.5 * (p == n) for p in positives for n in negatives)
    return wins / (len(positives) * len(negatives))


def by_group(outcomes: Sequence[Outcome]) -> dict[str, Metrics]:
    """Metrics of all questions, of each scope and of each kind."""
    groups: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        groups["all"].append(outcome)
        groups[f"scope: {outcome.scope}"].append(outcome)
        groups[f"kind: {outcome.kind}"].append(outcome)
    return {name: summarize(members) for name, members in groups.items()}


def passage_retrieval(
    assistant: Assistant,
    questions: Sequence[dict[str, Any]],
    field: str,
    step: Step | None = None,
) -> Metrics:
    """R@1, R@5 and nDCG@10 of questions with one relevant passage, stored as a document each."""
    outcomes = []
    for done, record in enumerate(questions):
        if step is not None:
            step(done, len(questions))
        began = time.perf_counter()
        hits = assistant.search(record[field], 10)
        elapsed = (time.perf_counter() - began) * 1000
        ranked = list(dict.fromkeys(h.document for h in hits))
        gold = record["passage_id"]
        rank = ranked.index(gold) + 1 if gold in ranked else None
        outcomes.append(
            Outcome(str(record.get("id", "")), field, "collection", True, rank, None, None, None,
                    None, True, False, 1.0, elapsed)
        )  # fmt: skip
    return summarize(outcomes)


def run(
    path: Path, documents: Path | None, config: Config, progress: Report
) -> dict[str, Metrics]:
    """Evaluate a question set on the library, or on `documents` in a temporary library.

    Records with `passage_id` are asked over the passages file `documents`, or the one beside the
    questions named `*.passages.jsonl(.gz)`.
    """
    questions = read_questions(path)

    def step(done: int, total: int) -> None:
        progress(Progress("reading", done + 1, total, path.name))

    if "passage_id" in questions[0]:
        with _temporary(config) as assistant:
            _add_passages(assistant, documents or _passages_beside(path))
            fields = [f for f in ("question", "question_zh", "question_en") if f in questions[0]]
            return {f: passage_retrieval(assistant, questions, f, step) for f in fields}
    if documents is None:
        with Assistant.open(config.library, model=config.model) as assistant:
            return by_group(evaluate(assistant, questions, step))
    with _temporary(config) as assistant:
        assistant.add(documents, progress=progress)
        return by_group(evaluate(assistant, questions, step))


@contextmanager
def _temporary(config: Config) -> Iterator[Assistant]:
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder,
        Assistant.open(Path(folder) / "library", model=config.model) as assistant,
    ):
        yield assistant


def _passages_beside(path: Path) -> Path:
    stem = path.name.split(".")[0]
    found = sorted(path.parent.glob(f"{stem}.passages.jsonl*"))
    if not found:
        raise EvaluationError(
            f"No {stem}.passages.jsonl beside {path}. Name the passages with --documents.",
            f"{path} 旁没有 {stem}.passages.jsonl。请用 --documents 指明段落文件。",
        )
    return found[0]


def _add_passages(assistant: Assistant, path: Path) -> None:
    texts = {r["passage_id"]: " ".join(r["text"].split("\n")) for r in _records(path)}
    assistant.add_texts(texts)


def as_json(groups: dict[str, Metrics]) -> str:
    return json.dumps({k: asdict(v) for k, v in groups.items()}, ensure_ascii=False, indent=1)

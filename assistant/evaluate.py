"""Question sets to metrics. Formats and definitions are in docs/evaluation.md."""

from __future__ import annotations

import gzip
import json
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from assistant.collection import Report
from assistant.config import Config
from assistant.errors import AssistantError
from assistant.metrics import Metrics, Outcome, by_group, summarize
from assistant.pipeline import Assistant
from assistant.reasons import reason
from assistant.text.units import structure
from assistant.types import Answer, Hit, Progress, Quote, Span

_LIST_QUOTES = 20
_OTHER_QUOTES = 5
Step = Callable[[int, int], None]


class EvaluationError(AssistantError):
    """A question set cannot be read or names a document that is not there."""


def read_questions(path: Path) -> list[dict[str, Any]]:
    """Question records of a `.jsonl` or `.jsonl.gz` file.

    :raises EvaluationError: the file is missing or a line is no record with a question.
    """
    records = list(_records(path))
    if not records or not all("question" in r or "question_zh" in r for r in records):
        raise EvaluationError(
            f"{path}: a record without “question”. See docs/evaluation.md for the format.",
            f"{path}：有记录缺少 question。格式见 docs/evaluation.md。",
        )
    return records


def _records(path: Path) -> Iterator[dict[str, Any]]:
    """:raises EvaluationError: the file cannot be read, or a line is no JSON."""
    opener = gzip.open if path.suffix == ".gz" else open
    try:
        with opener(path, "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                if line.strip():
                    yield _record(path, number, line)
    except (OSError, UnicodeDecodeError) as error:
        raise _no_set(path, *reason(error)) from error


def _record(path: Path, number: int, line: str) -> Any:
    try:
        return json.loads(line)
    except json.JSONDecodeError as error:
        raise _no_set(path, f"line {number} is no JSON", f"第 {number} 行不是 JSON") from error


def _no_set(path: Path, en: str, zh: str) -> EvaluationError:
    return EvaluationError(
        f"{path} is no question set: {en}. Expected one JSON record a line.",
        f"{path} 不是题集：{zh}。应为每行一个 JSON 记录。",
    )


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
        holders += [(line + a, line + b) for a, b in whole if line + a < end and line + b > start]
    return holders


def _exact(answer: Answer, texts: dict[str, str], assistant: Assistant) -> bool:
    for quote in (*answer.quotes, *answer.nearest):
        original = texts.get(quote.document) or assistant.text(quote.document)
        if original[quote.start : quote.end] != quote.text:
            return False
    return True


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


def run(path: Path, documents: Path | None, config: Config, progress: Report) -> dict[str, Metrics]:
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

"""Own questions within their document and among forty: `python benchmarks/answers.py DATA_DIR`.

A: the questions of data/training/answers.tsv, whose answer is marked to the letter. H: held-out questions
of data/training/questions.tsv on reports, documents and laws, of which the paragraph is known. No document of
H was trained on. Prints paragraph@1 and @5, the first quote, the share of the answers' parts that is quoted, and
precision, all as `speech-assistant eval` counts them.
"""

from __future__ import annotations

import argparse
import random
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from answerability import read_documents
from rich.console import Console
from rich.table import Table

from assistant import Assistant
from assistant.evaluate import evaluate
from assistant.metrics import Outcome
from embeddings.training.data import lines, simplified
from embeddings.training.own import read_questions

OWN = Path(__file__).parent.parent / "data" / "training"
TOGETHER = 40
"""Documents of one library."""
HELD_OUT = 600
"""Of the held-out questions, as many are drawn; they are three times as many."""


def read_records(folder: Path) -> tuple[list[dict[str, Any]], dict[str, str]]:
    """Records as `speech-assistant eval` reads them, and the documents they are about by name."""
    rows = [line.split("\t") for line in lines(OWN / "answers.tsv")]
    asked = [("A", r[0], r[1], r[4], simplified(r[3]).split("‖")) for r in rows]
    held_out = [q for q in read_questions(OWN, folder) if q.held_out and q.identity[0] in "gsl"]
    for q in random.Random(1).sample(held_out, HELD_OUT):
        asked.append(("H", q.identity, q.kind, q.text, [q.passage.strip()]))
    records = []
    documents: dict[str, str] = {}
    for code in "gsl":
        own = [a for a in asked if a[1][0] == code]
        for name, numbers, text in read_documents(folder, code):
            for part, identity, kind, question, spans in own:
                if int(identity[1:]) in numbers:
                    documents[name] = text
                    records.append(
                        {
                            "id": f"{part} {identity}",
                            "question": question,
                            "kind": kind,
                            "document": name,
                            "open_document": name,
                            "spans": spans,
                        }
                    )
    return records, documents


def ask(records: Sequence[dict[str, Any]], documents: dict[str, str]) -> dict[str, list[Outcome]]:
    """Outcomes by part and scope: `A document`, `A collection`, `H document`, `H collection`."""
    names = sorted(documents)
    random.Random(1).shuffle(names)
    found: dict[str, list[Outcome]] = {}
    count = -(-len(names) // TOGETHER)
    for group in (names[i::count] for i in range(count)):
        with tempfile.TemporaryDirectory() as folder, Assistant.open(folder) as assistant:
            assistant.add_texts({name: documents[name] for name in group})
            for scope in ("document", "collection"):
                chosen = [r | {"scope": scope} for r in records if r["document"] in group]
                for record, outcome in zip(chosen, evaluate(assistant, chosen), strict=True):
                    found.setdefault(f"{record['id'][0]} {scope}", []).append(outcome)
    return found


def report(found: dict[str, list[Outcome]]) -> Table:
    heads = ("n", "@1", "@5", "everyday @1", "@5", "first quote", "of those first", "recall")
    table = Table("", *heads, "lists", "precision", "refused")
    for name, outcomes in sorted(found.items()):
        first = [o for o in outcomes if o.rank == 1]
        everyday = [o for o in outcomes if o.kind in ("colloquial", "paraphrase")]
        figures = [
            *(_share([(o.rank or 99) <= k for o in part]) for part in (outcomes, everyday) for k in (1, 5)),
            *(_share([bool(o.first_quote) for o in part]) for part in (outcomes, first)),
            *(_share([o.span_recall for o in part]) for part in (outcomes, [o for o in outcomes if o.kind == "list"])),
            _share([o.quote_precision for o in outcomes]),
            _share([o.refused for o in outcomes]),
        ]  # fmt: skip
        if name.startswith("H"):  # only the paragraph is known
            figures[4:9] = [None] * 5
        table.add_row(name, str(len(outcomes)), *("" if f is None else f"{f:.3f}" for f in figures))
    return table


def _share(values: Sequence[float | None]) -> float | None:
    known = [v for v in values if v is not None]
    return sum(known) / len(known) if known else None


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="folder of training data, see docs/training.md")
    options = parser.parse_args()
    Console(width=130).print(report(ask(*read_records(options.data))))


if __name__ == "__main__":
    main()

"""Whether what ranks first answers, by passages that were read and graded: `python benchmarks/grades.py DATA_DIR`.

Of a question one paragraph is known to answer, the one it was written on; others may too. So the best that several rankings
found for 1,381 questions that nothing was trained on, half of them on documents held out, were graded (`grades.tsv` in data/training), and the
sentences named that answer. Each is asked of forty documents. Prints how often the first paragraph was graded 3 or
at least 2, how often it was not graded at all, and, where it answers and has several parts, how often its best
one is among those that answer.
"""

from __future__ import annotations

import argparse
import random
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from answerability import read_documents
from rich.console import Console
from rich.table import Table

from assistant import Assistant
from assistant.questions.question import read
from embeddings.training.own import GradedQuestion, read_grades

OWN = Path(__file__).parent.parent / "data" / "training"
TOGETHER = 40
"""Documents of one library."""
_ANSWERS = 2
_SEED = 11
"""So that each question meets the documents among which its passages were graded."""


@dataclass(frozen=True, slots=True)
class First:
    """The first body paragraph of a ranking: its grade, if it has one, and whether its best part is among those that answer,
    where it answers and has several."""

    grade: int | None
    told: bool | None


def groups(folder: Path) -> Iterator[tuple[dict[str, str], list[GradedQuestion]]]:
    """Libraries of documents by name, and what is asked of each."""
    asked: defaultdict[str, list[GradedQuestion]] = defaultdict(list)
    for question in read_grades(OWN / "grades.tsv", folder):
        asked[question.identity].append(question)
    documents: dict[str, str] = {}
    questions: dict[str, list[GradedQuestion]] = {}
    for code in "gsl":
        for name, numbers, text in read_documents(folder, code):
            if own := [q for n in numbers for q in asked.get(f"{code}{n}", [])]:
                documents[name], questions[name] = text, own
    names = sorted(documents)
    random.Random(_SEED).shuffle(names)
    count = -(-len(names) // TOGETHER)
    for group in (names[i::count] for i in range(count)):
        yield {n: documents[n] for n in group}, [q for n in group for q in questions[n]]


def first_of(assistant: Assistant, question: GradedQuestion) -> First | None:
    """None if nothing is found."""
    ranked = assistant.retrieve(read(question.text)).ranked
    best = next((r for r in ranked if r.row.paragraph.kind == "body"), None)
    if best is None:
        return None
    text = best.row.text
    graded = next((g for g in question.passages if g.passage.strip() == text.strip()), None)
    if graded is None:
        return First(None, None)
    shift = graded.passage.find(text.strip()) - text.find(text.strip())
    start, end = (offset + shift for offset in best.best_unit)
    several = graded.grade >= _ANSWERS and len(best.units) > 1 and question.kind != "list"
    told = any(start < b and a < end for a, b in graded.answers) if several else None
    return First(graded.grade, told)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="folder of training data, see docs/training.md")
    options = parser.parse_args()
    found: list[First] = []
    for documents, questions in groups(options.data):
        with tempfile.TemporaryDirectory() as folder, Assistant.open(folder) as assistant:
            assistant.add_texts(documents)
            found += filter(None, (first_of(assistant, question) for question in questions))
    grades = [one.grade for one in found]
    told = [one.told for one in found if one.told is not None]
    table = Table("n", "graded 3", "at least 2", "not graded", "its best part answers")
    table.add_row(
        str(len(found)),
        f"{grades.count(3) / len(found):.3f}",
        f"{sum((grade or 0) >= _ANSWERS for grade in grades) / len(found):.3f}",
        f"{grades.count(None) / len(found):.3f}",
        f"{sum(told) / len(told):.3f} of {len(told)}",
    )
    Console(width=110).print(table)


if __name__ == "__main__":
    main()

"""How far answerability can be trusted, on questions and traps written for our training documents.

    python benchmarks/answerability.py TRAINING_FOLDER --library FOLDER [--fit]

data/training/answers.tsv holds questions that a document answers, traps.tsv questions like them that
it does not: of another year, speaker, number, body or aspect, half answered, or absurd. All are asked of
libraries of 1, 40 and 400 documents. Prints AUROC and both error rates by size and by trap; `--fit`
also fits a logistic function with coefficients at zero or above, cross-validated by document.
"""

from __future__ import annotations

import argparse
import random
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant import Assistant
from assistant.answers.answerability import THRESHOLD, Evidence, answerability, evidence
from assistant.metrics import auroc
from assistant.questions.question import read
from embeddings.training.data import find, lines, simplified
from embeddings.training.own import FILES

OWN = Path(__file__).parent.parent / "data" / "training"
SIZES = (1, 40, 400)
_SAMPLED = 0.25
"""Share of the questions that are also asked of the largest library."""
_SHORTEST = 400
_FOLDS = 5
_REFUSED = 0.06
"""Share of the answerable questions whose paragraph is found that the fitted function may refuse."""
_TRAP_WEIGHTS = {"absurd": 6.0, "near": 1.5}
"""What people ask in vain is mostly far from the collection; the traps mostly lie as near as can be."""
_EVERYDAY = 0.6
_NOT_RANKED_FIRST = 0.3
"""Weight of answerable questions in everyday words, and of those whose paragraph is not found."""
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of a document; `trap` is empty where the document answers it."""

    text: str
    kind: str
    trap: str
    document: str
    passage: str


@dataclass(frozen=True, slots=True)
class Case:
    """One question asked of one scope."""

    asked: Asked
    signs: tuple[float, ...]
    """Those of `Evidence`, in its order; the last tells whether it is in English."""
    size: int
    found: bool
    """Whether the paragraph that answers ranks first."""


def read_documents(folder: Path, code: str) -> Iterator[tuple[str, range, str]]:
    """Name, line numbers and text of each document of a `mono_*` file."""
    (path,) = find(folder, FILES[code])
    held: list[str] = []
    for number, line in enumerate([*lines(path), ""], 1):
        if line:
            held.append(line)
        elif held:
            first = number - len(held)
            yield f"{code}{first}", range(first, number), simplified("\n".join(held))
            held = []


def gather(folder: Path) -> tuple[list[Asked], dict[str, str]]:
    """All questions, and the largest library: what is asked about, all reports and documents, laws."""
    rows = [
        *((r[0], r[1], "", r[4]) for r in _rows(OWN / "answers.tsv")),
        *((r[0], "", r[1], r[3]) for r in _rows(OWN / "traps.tsv")),
    ]
    asked: list[Asked] = []
    library: dict[str, str] = {}
    others: dict[str, str] = {}
    for code in "gsl":
        wanted = {int(r[0][1:]): r for r in rows if r[0][0] == code}
        for name, numbers, text in read_documents(folder, code):
            about = [r for r in rows if r[0][0] == code and int(r[0][1:]) in numbers] if any(
                n in wanted for n in numbers
            ) else []  # fmt: skip
            held = text.split("\n")
            for identity, kind, trap, question in about:
                passage = held[int(identity[1:]) - numbers[0]]
                asked.append(Asked(question, kind, trap, name, passage))
            if about or code != "l":
                library[name] = text
            elif len(text) > _SHORTEST:
                others[name] = text
    missing = max(0, SIZES[-1] - len(library))
    chosen = random.Random(5).sample(sorted(others), missing)
    return asked, library | {name: others[name] for name in chosen}


def _rows(path: Path) -> list[list[str]]:
    return [line.split("\t") for line in lines(path)]


def ask(assistant: Assistant, asked: Sequence[Asked], library: Sequence[str]) -> list[Case]:
    rng = random.Random(5)
    mixed = rng.sample(list(library), len(library))
    groups = [mixed[i :: -(-len(mixed) // SIZES[1])] for i in range(-(-len(mixed) // SIZES[1]))]
    cases = []
    for one in asked:
        group = next(g for g in groups if one.document in g)
        scopes = [[one.document], group, *([mixed] if rng.random() < _SAMPLED else [])]
        for size, scope in zip(SIZES, scopes, strict=False):
            question = read(one.text)
            retrieval = assistant.retrieve(question, scope)
            first = retrieval.ranked[0].row.text.strip()
            signs = astuple(evidence(question, retrieval, assistant.model))
            cases.append(Case(one, signs, size, first == one.passage.strip()))
    return cases


def fit(x: Floats, y: Floats, w: Floats, steps: int = 4000) -> tuple[Floats, float]:
    """Logistic regression by gradient descent, coefficients >= 0. x (n, f), y and w (n,)."""
    mean, spread = x.mean(0), x.std(0) + 1e-9
    z, w = (x - mean) / spread, w / w.sum()
    b, c = np.zeros(x.shape[1]), 0.0
    for _ in range(steps):
        error = (1 / (1 + np.exp(-(z @ b + c))) - y) * w
        b = np.maximum(b - 0.8 * (z.T @ error + 1e-3 * b), 0)
        c -= 0.8 * error.sum()
    return b / spread, float(c - (b * mean / spread).sum())


def report(cases: Sequence[Case], z: Floats, threshold: float) -> None:
    """`z` (n,) what is told of each case; below the threshold it is refused."""
    trap = np.array([c.asked.trap for c in cases])
    size = np.array([c.size for c in cases])
    found = np.array([c.found for c in cases])
    everyday = np.array([c.asked.kind in ("colloquial", "paraphrase") for c in cases])
    yes = trap == ""
    for s in SIZES:
        here = size == s
        no = here & ~yes
        print(
            f"{s:4} documents: AUROC {auroc(list(z[here & yes]), list(z[no])):.3f}, of those found"
            f" {auroc(list(z[here & yes & found]), list(z[no])):.3f}  refused: answerable"
            f" {(z[here & yes] < threshold).mean():.3f} (found {(z[here & yes & found] < threshold).mean():.3f},"
            f" plain words {(z[here & yes & ~everyday] < threshold).mean():.3f}), traps {(z[no] < threshold).mean():.3f}"
        )
    for kind in sorted(set(trap) - {""}):
        of_kind = z[trap == kind]
        print(
            f"{kind:10} {len(of_kind):5}: AUROC {auroc(list(z[yes]), list(of_kind)):.3f}"
            f"  refused {(of_kind < threshold).mean():.3f}"
        )


def fitted(cases: Sequence[Case]) -> None:
    x = np.array([c.signs[:-1] for c in cases], np.float64)
    y = np.array([float(not c.asked.trap) for c in cases])
    w = np.array([_weight(c) for c in cases])
    w = np.where(y == 1, w / w[y == 1].sum(), w / w[y == 0].sum())
    fold = np.array([zlib.crc32(c.asked.document.encode()) % _FOLDS for c in cases])
    z = np.zeros(len(cases))
    for k in range(_FOLDS):
        b, c = fit(x[fold != k], y[fold != k], w[fold != k])
        z[fold == k] = x[fold == k] @ b + c
    b, c = fit(x, y, w)
    print("\nfitted, cross-validated by document; refused at the same share of those found")
    for field, value in zip(fields(Evidence)[:-1], b, strict=True):
        print(f"{field.name:12} {value:8.2f}")
    print(f"{'intercept':12} {c:8.2f}")
    found = np.array([c.found and not c.asked.trap for c in cases])
    report(cases, z, float(np.quantile(z[found], _REFUSED)))


def _weight(case: Case) -> float:
    if case.asked.trap:
        return _TRAP_WEIGHTS.get(case.asked.trap, 1.0)
    everyday = _EVERYDAY if case.asked.kind in ("colloquial", "paraphrase") else 1.0
    return everyday * (1.0 if case.found else _NOT_RANKED_FIRST)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--library", type=Path, required=True)
    parser.add_argument("--fit", action="store_true")
    options = parser.parse_args()
    asked, library = gather(options.folder)
    with Assistant.open(options.library) as assistant:
        stored = {d.name for d in assistant.documents()}
        assistant.add_texts({n: t for n, t in library.items() if n not in stored})
        cases = ask(assistant, asked, sorted(library))
    print(f"{len(asked)} questions, {len(cases)} cases, {len(library)} documents")
    report(cases, np.array([answerability(Evidence(*c.signs)) for c in cases]), THRESHOLD)
    if options.fit:
        for foreign in (False, True):
            print(f"\n{'English' if foreign else 'Chinese'} questions")
            fitted([c for c in cases if bool(c.signs[-1]) is foreign])


if __name__ == "__main__":
    main()

"""How far answerability can be trusted, on traps made from our own questions.

    python benchmarks/answerability.py TRAINING_FOLDER --library FOLDER [--model FOLDER]

Questions of data/training/questions.tsv are asked of libraries of 1, 40 and about 200 documents that
hold the answer, and as traps: with the answering paragraph taken out, of another document, with
another year, with another name. `--model` names a model that has not seen the questions; questions on
held-out documents alone are asked without it. Prints AUROC and both error rates by size and by trap,
and what a logistic regression over the signs would take (coefficients at zero or above; the
paragraph taken out counts a tenth, as its document often answers elsewhere).
"""

from __future__ import annotations

import argparse
import random
import re
from dataclasses import astuple, dataclass, fields, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz

from assistant import Assistant
from assistant.answerability import THRESHOLD, Evidence, answerability, evidence
from assistant.metrics import auroc
from assistant.particulars import names
from assistant.question import read
from assistant.retrieve import Retrieval
from embeddings import static
from embeddings.training.data import find, lines
from embeddings.training.own import read_questions

ROOT = Path(__file__).parent.parent
FILES = {"g": "mono_gwr.txt", "s": "mono_statecouncil_docs.txt", "l": "mono_laws.txt"}
LAWS = 100
SIZES = (1, 40, 200)
TRAPS = ("removed", "other", "year", "name")
_SAME = 70
_MOST = 600
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Case:
    """One question asked of one scope; `trap` is empty where the scope answers."""

    signs: tuple[float, ...]
    trap: str
    size: int


def read_documents(folder: Path, asked: set[str]) -> tuple[dict[str, str], dict[str, str]]:
    """Texts by name, and the document of each paragraph id that a question is about."""
    texts: dict[str, str] = {}
    owners: dict[str, str] = {}
    for code, file in FILES.items():
        document, held, start = 0, list[str](), 1
        for path in find(folder, file):
            for number, line in enumerate([*lines(path), ""], 1):
                if line:
                    held.append(line)
                    continue
                ids = [f"{code}{i}" for i in range(start, start + len(held))]
                if sum(map(len, held)) > 400 and (code != "l" or asked.intersection(ids)):
                    texts[f"{code}{document}.txt"] = "\n".join(held)
                    owners |= dict.fromkeys(ids, f"{code}{document}.txt")
                document, held, start = document + 1, [], number + 1
    laws = sorted(name for name in texts if name.startswith("l"))
    for name in random.Random(5).sample(laws, max(0, len(laws) - LAWS)):
        del texts[name]
    return texts, {id_: name for id_, name in owners.items() if name in texts}


class Asking:
    """Asks questions of scopes, plain and as traps."""

    def __init__(self, assistant: Assistant, names: list[str]) -> None:
        self.assistant = assistant
        self.cases: list[Case] = []
        self._rng = random.Random(5)
        self._names = names

    def ask(self, text: str, scope: list[str], size: int, gold: str) -> None:
        """The question as it is, without its paragraph, and with another year and name."""
        retrieval = self.assistant.retrieve(read(text), scope)
        self._add(text, retrieval, "", size)
        others = tuple(r for r in retrieval.ranked if fuzz.ratio(r.row.text, gold) < _SAME)
        self._add(text, replace(retrieval, ranked=others), "removed", size)
        for trap, changed in (("year", self._other_year(text)), ("name", self._other_name(text))):
            if changed:
                self._add(changed, self.assistant.retrieve(read(changed), scope), trap, size)

    def ask_another(self, text: str, other: str) -> None:
        """The question, of a document that is not its own."""
        self._add(text, self.assistant.retrieve(read(text), [other]), "other", 1)

    def _add(self, text: str, retrieval: Retrieval, trap: str, size: int) -> None:
        if retrieval.ranked:
            signs = astuple(evidence(read(text), retrieval, self.assistant.model))
            self.cases.append(Case(signs, trap, size))

    def _other_year(self, text: str) -> str:
        year = next(iter(re.findall(r"(?:19|20)\d\d", text)), "")
        return text.replace(year, str(int(year) + self._rng.choice((-7, -3, 4, 9)))) if year else ""

    def _other_name(self, text: str) -> str:
        named = [name for name in names(read(text).normalized) if name in text]
        return text.replace(named[0], self._rng.choice(self._names)) if named else ""


def gather(assistant: Assistant, folder: Path, everything: bool) -> list[Case]:
    questions = [
        q
        for q in read_questions(ROOT / "data/training", folder)
        if (everything or q.held_out) and q.identity[0] in FILES
    ]
    texts, owners = read_documents(folder, {q.identity for q in questions})
    stored = {d.name for d in assistant.documents()}
    assistant.add_texts({n: t for n, t in texts.items() if n not in stored})
    library, rng = sorted(texts), random.Random(5)
    groups = [library[i :: -(-len(library) // 40)] for i in range(-(-len(library) // 40))]
    questions = sorted((q for q in questions if q.identity in owners), key=lambda q: q.identity)
    known = sorted({n for q in questions for n in names(read(q.text).normalized)})
    asking = Asking(assistant, known)
    for number, question in enumerate(rng.sample(questions, min(len(questions), _MOST))):
        own = owners[question.identity]
        asking.ask(question.text, [own], 1, question.passage)
        group = next(g for g in groups if own in g)
        asking.ask(question.text, group, 40, question.passage)
        if number % 4 == 0:
            asking.ask(question.text, library, 200, question.passage)
            # Another report may well say the same: reports are asked of other kinds of documents.
            others = [n for n in library if n != own and not n[0] == own[0] == "g"]
            asking.ask_another(question.text, rng.choice(others))
    return asking.cases


def fit(x: Floats, y: Floats, w: Floats, steps: int = 4000) -> tuple[Floats, float]:
    """Logistic regression by gradient descent, classes weighted alike, coefficients >= 0 but the
    last (the size of the scope). x (n, f), y and w (n,)."""
    mean, spread = x.mean(0), x.std(0) + 1e-9
    z = (x - mean) / spread
    weight = w * np.where(y == 1, w[y == 0].sum() / w[y == 1].sum(), 1.0)
    b, c = np.zeros(x.shape[1]), 0.0
    for _ in range(steps):
        error = (1 / (1 + np.exp(-(z @ b + c))) - y) * weight / weight.sum()
        b -= 0.5 * (z.T @ error + 1e-3 * b)
        b[:-1] = np.maximum(b[:-1], 0)
        c -= 0.5 * error.sum()
    return b / spread, float(c - (b * mean / spread).sum())


def report(cases: list[Case]) -> None:
    x = np.array([c.signs for c in cases])
    trap = np.array([c.trap for c in cases])
    size = np.array([c.size for c in cases])
    p = np.array([answerability(Evidence(*c.signs)) for c in cases])
    yes = trap == ""
    print(f"{len(cases)} cases, {yes.sum()} answerable, threshold {THRESHOLD}")
    for s in SIZES:
        here = size == s
        print(
            f"{s:4} documents: AUROC {auroc(list(p[here & yes]), list(p[here & ~yes])):.3f}  "
            f"false refusals {(p[here & yes] < THRESHOLD).mean():.3f}  "
            f"refused {(p[here & ~yes] < THRESHOLD).mean():.3f}"
        )
    for kind in TRAPS:
        no = p[trap == kind]
        print(
            f"{kind:8} {len(no):5}: AUROC {auroc(list(p[yes]), list(no)):.3f}  "
            f"refused {(no < THRESHOLD).mean():.3f}"
        )
    b, c = fit(x, yes.astype(np.float64), np.where(trap == "removed", 0.1, 1.0))
    for field, value in zip(fields(Evidence), b, strict=True):
        print(f"{field.name:12} {value:8.2f}")
    print(f"{'intercept':12} {c:8.2f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--library", type=Path, required=True)
    parser.add_argument("--model", type=Path, help="a model that has not seen the questions")
    options = parser.parse_args()
    if options.model:
        static.MODEL_FOLDER = options.model
    with Assistant.open(options.library, lexicon="none") as assistant:
        report(gather(assistant, options.folder, everything=options.model is not None))


if __name__ == "__main__":
    main()

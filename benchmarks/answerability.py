"""Fit the answerability of assistant/answerability.py on our own questions.

    python benchmarks/answerability.py TRAINING_FOLDER --library FOLDER

Every question of data/training/questions.tsv is asked of libraries of 1, 40 and about 200 documents
that hold its document (answerable) and that do not (not answerable: another report may say the same,
so questions on work reports are asked of laws and State Council documents only, and questions on the
news, which no library holds, of everything). Coefficients are kept at zero or above; five-fold
cross-validation goes by document.
"""

from __future__ import annotations

import argparse
import random
import zlib
from collections.abc import Iterator
from dataclasses import astuple, dataclass, fields
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant import Assistant
from assistant.answerability import Evidence, evidence
from assistant.metrics import auroc
from assistant.question import read
from embeddings.training.data import find, lines

ROOT = Path(__file__).parent.parent
FILES = {"g": "mono_gwr.txt", "s": "mono_statecouncil_docs.txt", "l": "mono_laws.txt"}
LAWS = 100
SIZES = (1, 40, 200)
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Case:
    """One question asked of one scope."""

    signs: tuple[float, ...]
    answerable: bool
    document: str
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


def scopes(
    id_: str, number: int, own: str | None, names: list[str], rng: random.Random
) -> Iterator[tuple[list[str], bool, int]]:
    """Scopes to ask one question of: names, whether they answer, how many there are."""
    code = id_[0]
    others = [n for n in names if n != own and not (n[0] == code == "g")]
    if own:
        yield [own], True, 1
        yield [own, *rng.sample(others, 39)], True, 40
        if number % 4 == 0:
            yield names, True, 200
    yield [rng.choice(others)], False, 1
    if code != "g" and number % 2 == 0:
        yield rng.sample(others, 40), False, 40
    if own is None and number % 3 == 0:
        yield names, False, 200


def gather(assistant: Assistant, folder: Path) -> list[Case]:
    rows = [
        line.split("\t")
        for line in (ROOT / "data/training/questions.tsv").read_text("utf-8").splitlines()
    ]
    texts, owners = read_documents(folder, {r[0] for r in rows})
    stored = {d.name for d in assistant.documents()}
    assistant.add_texts({n: t for n, t in texts.items() if n not in stored})
    names, rng = sorted(texts), random.Random(5)
    cases = []
    for number, (id_, _, _, text) in enumerate(rows):
        own = owners.get(id_)
        if own is None and id_[0] in "gs":
            continue
        question = read(text)
        for scope, answerable, size in scopes(id_, number, own, names, rng):
            retrieval = assistant.retrieve(question, scope)
            signs = astuple(evidence(question, retrieval, assistant.model))
            cases.append(Case(signs, answerable, own or id_, size))
    return cases


def fit(x: Floats, y: Floats, steps: int = 4000, rate: float = 0.5) -> tuple[Floats, float]:
    """Logistic regression by gradient descent, classes weighted alike, coefficients >= 0 but the
    last (the size of the scope). x (n, f), y (n,)."""
    mean, spread = x.mean(0), x.std(0) + 1e-9
    z, weight = (x - mean) / spread, np.where(y == 1, (y == 0).sum() / (y == 1).sum(), 1.0)
    b, c = np.zeros(x.shape[1]), 0.0
    for _ in range(steps):
        error = (1 / (1 + np.exp(-(z @ b + c))) - y) * weight / weight.sum()
        b -= rate * (z.T @ error + 1e-3 * b)
        b[:-1] = np.maximum(b[:-1], 0)
        c -= rate * error.sum()
    return b / spread, float(c - (b * mean / spread).sum())


def report(cases: list[Case]) -> None:
    x = np.array([c.signs for c in cases])
    y = np.array([float(c.answerable) for c in cases])
    fold = np.array([zlib.crc32(c.document.encode()) % 5 for c in cases])
    size = np.array([c.size for c in cases])
    likelihood = np.zeros(len(y))
    for k in range(5):
        b, c = fit(x[fold != k], y[fold != k])
        likelihood[fold == k] = 1 / (1 + np.exp(-(x[fold == k] @ b + c)))
    print(f"{len(cases)} cases, {y.mean():.2f} answerable")
    for s in (0, *SIZES):
        chosen = (size == s) | (s == 0)
        yes, no = likelihood[chosen & (y == 1)], likelihood[chosen & (y == 0)]
        rates = "  ".join(
            f"{t:.2f}: {(yes < t).mean():.3f} / {(no < t).mean():.3f}" for t in (0.3, 0.4, 0.5)
        )
        print(f"size {s or 'all'}: AUROC {auroc(list(yes), list(no)):.3f}  "
              f"false refusals / refused at {rates}")  # fmt: skip
    b, c = fit(x, y)
    for field, value in zip(fields(Evidence), b, strict=True):
        print(f"{field.name:12} {value:8.2f}")
    print(f"{'intercept':12} {c:8.2f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--library", type=Path, required=True)
    options = parser.parse_args()
    with Assistant.open(options.library) as assistant:
        report(gather(assistant, options.folder))


if __name__ == "__main__":
    main()

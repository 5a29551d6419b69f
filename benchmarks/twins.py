"""Questions that a paragraph answers, and their twins that it does not: `python benchmarks/twins.py DATA_DIR`.

data/training/twins.tsv holds pairs of one subject, one build and one register, of which only what the
paragraph says tells which is answered. News items and topic sentences are asked in sixty of them taken for
one document, and in forty such documents. The context model in use was trained on these twins, so its figures here tell
how well it learnt them, not how it does on others. Prints how often the paragraph is found, AUROC, and what is refused.
"""

from __future__ import annotations

import argparse
import random
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from followups import Texts

from assistant import Assistant
from assistant.answers.answerability import THRESHOLD, answerability, evidence
from assistant.metrics import auroc
from assistant.questions.question import read
from embeddings.training.data import lines

TWINS = Path(__file__).parent.parent / "data" / "training" / "twins.tsv"
TOGETHER = 40
"""Documents of one library."""
LIBRARIES = 2
_SHARE = 0.45
"""Of the twins of a document, as many are asked."""


@dataclass(frozen=True, slots=True)
class Asked:
    """`trap` is empty where the paragraph answers; `found` tells whether that ranks first."""

    trap: str
    score: float
    found: bool


def by_document(texts: Texts) -> list[tuple[str, str, list[tuple[str, str, str]]]]:
    """Name and text of each document with its twins (trap, question, paragraph), most twins first."""
    twins: defaultdict[str, list[tuple[str, str, str]]] = defaultdict(list)
    contents: dict[str, str] = {}
    for identity, trap, _, _, question in (line.split("\t") for line in lines(TWINS)):
        if identity[0] in "xt":
            name, contents[name], passage = texts.document(identity)
            twins[name].append((trap, question, passage))
    order = sorted(twins, key=lambda name: (-len(twins[name]), name))
    return [(name, contents[name], twins[name]) for name in order]


def ask(texts: Texts) -> dict[str, list[Asked]]:
    """What became of the twins, by scope."""
    documents = by_document(texts)[: TOGETHER * LIBRARIES]
    rng = random.Random(1)
    rng.shuffle(documents)
    found: defaultdict[str, list[Asked]] = defaultdict(list)
    for group in (documents[i::LIBRARIES] for i in range(LIBRARIES)):
        with tempfile.TemporaryDirectory() as folder, Assistant.open(folder) as assistant:
            assistant.add_texts({name: text for name, text, _ in group})
            for name, _, twins in group:
                for trap, text, passage in twins:
                    if rng.random() < _SHARE:
                        for scope, within in (("document", [name]), ("collection", None)):
                            question = read(text)
                            retrieval = assistant.retrieve(question, within)
                            score = answerability(evidence(question, retrieval, assistant.model))
                            first = retrieval.ranked[0].row.text.strip() == passage
                            found[scope].append(Asked(trap, score, first))
    return found


def report(scope: str, asked: Sequence[Asked]) -> None:
    answered = [a for a in asked if not a.trap]
    first = [a.score for a in answered if a.found]
    traps = [a for a in asked if a.trap]
    print(
        f"{scope:10} {len(answered)} answered, {len(first) / len(answered):.3f} of them ranked first,"
        f" {len(traps)} traps: AUROC {auroc([a.score for a in answered], [a.score for a in traps]):.3f},"
        f" of those found {auroc(first, [a.score for a in traps]):.3f}"
        f"  refused: found {_refused(first):.3f}, traps {_refused([a.score for a in traps]):.3f}"
    )
    for kind in sorted({a.trap for a in traps}):
        of_kind = [a.score for a in traps if a.trap == kind]
        print(f"  {kind:10} {len(of_kind):5}  refused {_refused(of_kind):.3f}")


def _refused(scores: Sequence[float]) -> float:
    return sum(score < THRESHOLD for score in scores) / max(len(scores), 1)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="folder of training data, see docs/training.md")
    options = parser.parse_args()
    for scope, asked in ask(Texts(options.data)).items():
        report(scope, asked)


if __name__ == "__main__":
    main()

"""Follow-ups made standalone against their hand-written forms: `python benchmarks/followups.py DATA_DIR`.

data/training/followups.jsonl holds conversations over the training folder: `id` (file and line of the paragraph
that answers), `history`, `question`, `standalone`, `kind`. Both forms are searched within the document
(60 paragraphs around the line where the file has no documents). Prints by kind how often each form finds
the paragraph first, and how often ours does where the hand-written one does.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import defaultdict
from pathlib import Path
from typing import Any

from assistant import Assistant
from assistant.followup import in_conversation
from embeddings.training.data import find, lines, read_pairs, simplified
from embeddings.training.own import FILES

CONVERSATIONS = Path(__file__).parent.parent / "data" / "training" / "followups.jsonl"
_AROUND = 60


class Texts:
    """The paragraphs of the training folder's files, and the document around each."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files: dict[str, list[str]] = {}

    def _lines(self, code: str) -> list[str]:
        if code not in self._files:
            (path,) = find(self._folder, FILES[code])
            self._files[code] = (
                [f"{q}。{p}".replace("\n", " ") for q, p in read_pairs(path)]
                if FILES[code].startswith("pairs_")
                else [simplified(line) for line in lines(path)]
            )
        return self._files[code]

    def document(self, identity: str) -> tuple[str, str, str]:
        """Name and text of the document of a paragraph, and the paragraph."""
        held, at = self._lines(identity[0]), int(identity[1:]) - 1
        if FILES[identity[0]].startswith("pairs_"):
            first = at - at % _AROUND
            last = min(first + _AROUND, len(held))
        else:
            first = last = at
            while first > 0 and held[first - 1]:
                first -= 1
            while last < len(held) and held[last]:
                last += 1
        return f"{identity[0]}{first}", "\n".join(held[first:last]), held[at].strip()


def understood(conversation: dict[str, Any], assistant: Assistant) -> str:
    """The follow-up as the assistant understands it."""
    return in_conversation(conversation["question"], conversation["history"], assistant.model)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="folder of training data, see docs/training.md")
    options = parser.parse_args()
    texts = Texts(options.data)
    conversations = [json.loads(line) for line in lines(CONVERSATIONS)]
    found: dict[str, list[tuple[bool, bool]]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as folder, Assistant.open(folder) as assistant:
        around = {c["id"]: texts.document(c["id"]) for c in conversations}
        assistant.add_texts({name: text for name, text, _ in around.values()})
        for one in conversations:
            name, _, passage = around[one["id"]]
            forms = ((understood(one, assistant), one["question"]), (one["standalone"], None))
            first = [
                assistant.search(form, 1, [name], asked=asked)[0].text.strip() == passage
                for form, asked in forms
            ]
            found[one["kind"]].append((first[0], first[1]))
    found["all"] = [pair for pairs in found.values() for pair in pairs]
    for kind, pairs in found.items():
        by_hand = [ours for ours, hand in pairs if hand]
        print(
            f"{kind:16} {len(pairs):4}: ours {sum(o for o, _ in pairs):4}, by hand {len(by_hand):4},"
            f" ours of those {sum(by_hand):4}"
        )


if __name__ == "__main__":
    main()

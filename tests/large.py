"""A large library of distinct paragraphs, made by rule from the bundled speech and the word lists, and
questions of which each has its answer in one of them.

Documents of even numbers and those of odd ones are about different matters: adding some of the one
kind changes no answer from the other.
"""

from __future__ import annotations

import itertools
import random
import re
from pathlib import Path

DATA = Path(__file__).parent.parent / "data"
PARAGRAPHS = 50
"""Of each document."""
_FIRST = "安宝昌长常成崇大德东丰富高广贵海和恒弘华嘉建江金锦景靖康乐临"
_SECOND = "山川河陵平宁阳原泉州源城江岭溪湖浦坪塘林"
_KINDS = ("县", "区", "市", "镇", "乡")


def _wordings() -> list[str]:
    rows = (DATA / "training" / "phrases.tsv").read_text(encoding="utf-8").splitlines()
    listed = (w for row in rows for w in row.partition("\t")[2].split("、"))
    return sorted({w for w in listed if re.fullmatch("[一-鿿]{4,9}", w)})


def _clauses() -> list[str]:
    text = (DATA / "changchun_2018.txt").read_text(encoding="utf-8")
    return [c for c in re.split("[,;。:、\n]", text) if re.fullmatch("[一-鿿]{8,18}", c)]


WORDINGS, CLAUSES = _wordings(), _clauses()
PLACES = [a + b + kind for kind, a, b in itertools.product(_KINDS, _FIRST, _SECOND)]


def title(number: int) -> str:
    return f"{PLACES[number % len(PLACES)]}{1990 + number // len(PLACES)}年工作报告"


def text(number: int) -> str:
    """The document of a number; no two share a paragraph."""
    chance, place = random.Random(number), PLACES[number % len(PLACES)]
    lines = [title(number), ""]
    for wording, done in zip(_topics(number), _amounts(number), strict=True):
        aims = "，".join(chance.sample(CLAUSES, 2))
        lines.append(f"{aims}。{place}在{wording}方面办结{done}件，比上年多{done % 89 + 2}件。")
    return "\n".join(lines) + "\n"


def question(number: int) -> str:
    """What the middle of the document of that number tells, and nothing else does."""
    return f"{PLACES[number % len(PLACES)]}在{_topics(number)[PARAGRAPHS // 2]}方面办结了多少件？"


def answer(number: int) -> str:
    """Part of the sentence that answers `question(number)`."""
    middle = PARAGRAPHS // 2
    place = PLACES[number % len(PLACES)]
    return f"{place}在{_topics(number)[middle]}方面办结{_amounts(number)[middle]}件"


def write(folder: Path, numbers: range) -> Path:
    """The documents of these numbers as files of a new folder."""
    folder.mkdir()
    for number in numbers:
        (folder / f"{number:05}.txt").write_text(text(number), encoding="utf-8")
    return folder


def _topics(number: int) -> list[str]:
    return random.Random(f"topics {number}").sample(WORDINGS[number % 2 :: 2], PARAGRAPHS)


def _amounts(number: int) -> list[int]:
    return random.Random(f"amounts {number}").sample(range(100, 9000), PARAGRAPHS)

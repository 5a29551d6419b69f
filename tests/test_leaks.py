"""No evaluation question may be near anything that trains or extends the model."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(Path(__file__).parent / "leaks"))

from sketch import SKETCHES, nearest  # noqa: E402  # a script beside its data, not a package

NEAR = 0.5
"""Similarity from which a text counts as a copy: unrelated questions reach 0.25 at most."""
EVALUATION = {ROOT / "data" / "changchun_dev.jsonl"}


@pytest.fixture(scope="module")
def sketches() -> np.ndarray:
    return np.load(SKETCHES)["sketches"]


def training_files() -> list[Path]:
    files = [
        p for p in (ROOT / "data").rglob("*") if p.suffix in {".tsv", ".jsonl", ".txt", ".csv"}
    ]
    return sorted(set(files) - EVALUATION - {ROOT / "data" / "changchun_2018.txt"})


def texts(path: Path) -> Iterator[str]:
    """Every cell or string value long enough to be a question."""
    for line in path.read_text(encoding="utf-8").splitlines():
        cells = re.split(r"\t", line)
        if path.suffix == ".jsonl":
            cells = [v for v in json.loads(line).values() if isinstance(v, str)]
        yield from (cell for cell in cells if len(cell) >= 6)


def test_no_training_text_is_near_an_evaluation_question(sketches: np.ndarray) -> None:
    for path in training_files():
        found = list(texts(path))
        similarity = nearest(found, sketches) if found else np.zeros(1)
        worst = int(similarity.argmax())
        assert similarity[worst] < NEAR, f"{path}: {found[worst]}"


@pytest.mark.parametrize("change", ["{}", "请问{}", "{}呢", "  {} !"])
def test_a_planted_near_copy_is_found(sketches: np.ndarray, change: str) -> None:
    lines = (ROOT / "data" / "changchun_dev.jsonl").read_text(encoding="utf-8").splitlines()
    questions = [json.loads(line)["question"] for line in lines]
    planted = [change.format(q) for q in questions if len(q) >= 12]
    assert (nearest(planted, sketches) >= NEAR).all()


def test_unrelated_text_passes(sketches: np.ndarray) -> None:
    unrelated = [
        "修路占了我家的地,补偿款什么时候发?",
        "How much grain did the county harvest in the year of the flood?",
        "粮食收购价格",
        "老师的工资能不能按时发到手?",
    ]
    assert (nearest(unrelated, sketches) < NEAR).all()

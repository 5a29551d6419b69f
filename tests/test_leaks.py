"""No evaluation question may be near anything that trains or extends the model."""

from __future__ import annotations

import gzip
import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from opencc import OpenCC

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(Path(__file__).parent / "leaks"))

from sketch import NEAR, SKETCHES, nearest  # noqa: E402  # a script beside its data, not a package

pytestmark = pytest.mark.slow

EVALUATION = ROOT / "data" / "changchun_dev.jsonl"
SPEECH = ROOT / "data" / "changchun_2018.txt"
LISTS = {".tsv", ".txt", ".json", ".jsonl", ".gz"}
SHORTEST = 6
"""Characters; a shorter text is a word, and no question."""


@pytest.fixture(scope="module")
def sketches() -> NDArray[np.uint16]:
    stored: NDArray[np.uint16] = np.load(SKETCHES)["sketches"]
    return stored


def training_files() -> list[Path]:
    """Everything under data/ that is not for measuring, and word lists kept beside the code."""
    files = {p for p in (ROOT / "data").rglob("*") if p.is_file() and p.name != "README.md"}
    for package in ("assistant", "embeddings"):
        kept = (p for p in (ROOT / package).rglob("*") if p.suffix in LISTS)
        files |= {p for p in kept if ROOT / "embeddings" / "model" not in p.parents}
    return sorted(files - {EVALUATION, SPEECH})


def texts(path: Path) -> set[str]:
    """Every cell or string long enough to be a question, and its sentences."""
    return {
        part
        for cell in cells(path)
        for part in (cell, *re.split(r"[。．？！；：?!;:\n]", cell))
        if len(part) >= SHORTEST
    }


def cells(path: Path) -> Iterator[str]:
    """The strings of a file; an unknown kind of file is an error, as it would go unread."""
    name = path.name.removesuffix(".gz")
    raw = path.read_bytes()
    content = (gzip.decompress(raw) if path.suffix == ".gz" else raw).decode("utf-8")
    if name.endswith((".tsv", ".txt")):
        yield from re.split(r"[\t\n]", content)
    elif name.endswith(".jsonl"):
        yield from strings([json.loads(line) for line in content.splitlines() if line.strip()])
    elif name.endswith(".json"):
        yield from strings(json.loads(content))
    else:
        raise ValueError(f"{path}: no reader for this kind of file; add one here")


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from strings([*value.keys(), *value.values()])
    elif isinstance(value, list):
        for item in value:
            yield from strings(item)


def leaks(path: Path, sketches: NDArray[np.uint16]) -> list[str]:
    found = sorted(texts(path))
    return [found[i] for i in np.flatnonzero(nearest(found, sketches) >= NEAR)]


def questions() -> list[str]:
    lines = EVALUATION.read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["question"] for line in lines]


def test_no_training_text_is_near_an_evaluation_question(sketches: NDArray[np.uint16]) -> None:
    assert {path.name: leaks(path, sketches) for path in training_files()} == {
        path.name: [] for path in training_files()
    }


@pytest.mark.parametrize("change", ["{}", "请问{}", "{}呢", "  {} !"])
def test_a_near_copy_is_found(sketches: NDArray[np.uint16], change: str) -> None:
    planted = [change.format(question) for question in questions()]
    assert (nearest(planted, sketches) >= NEAR).all()


def test_a_longer_question_with_a_character_missing_is_found(
    sketches: NDArray[np.uint16],
) -> None:
    planted = [q[: len(q) // 2] + q[len(q) // 2 + 1 :] for q in questions() if len(q) >= 12]
    assert (nearest(planted, sketches) >= NEAR).all()


def test_a_copy_in_other_characters_is_found(sketches: NDArray[np.uint16]) -> None:
    planted = list(map(OpenCC("s2t").convert, questions()))
    assert (nearest(planted, sketches) >= NEAR).all()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("questions.tsv", "g1\tfact\tzh\t{}\n"),
        ("terms.txt", "粮食\n问：{} 答：见第二部分。\n"),
        ("pairs.jsonl", '{{"pairs": [["今年收成怎么样", "{}"]]}}\n'),
        ("phrases.json", '{{"{}": ["收成"]}}'),
    ],
)
def test_a_copy_is_found_wherever_it_stands_in_a_file(
    sketches: NDArray[np.uint16], tmp_path: Path, name: str, content: str
) -> None:
    planted = next(q for q in questions() if len(q) >= 12)
    clean, dirty = tmp_path / name, tmp_path / f"dirty.{name}"
    clean.write_text(content.format("县里修了多少公里的水渠"), encoding="utf-8")
    dirty.write_text(content.format(planted), encoding="utf-8")
    packed = tmp_path / f"{name}.gz"
    packed.write_bytes(gzip.compress(dirty.read_bytes()))
    assert leaks(clean, sketches) == []
    assert leaks(dirty, sketches)
    assert leaks(packed, sketches)


def test_a_file_nobody_can_read_is_not_passed_over(tmp_path: Path) -> None:
    unknown = tmp_path / "questions.parquet"
    unknown.write_bytes(b"PAR1")
    with pytest.raises(ValueError, match="no reader"):
        list(cells(unknown))


def test_unrelated_text_passes(sketches: NDArray[np.uint16]) -> None:
    unrelated = [
        "修路占了我家的地,补偿款什么时候发?",
        "How much grain did the county harvest in the year of the flood?",
        "粮食收购价格",
        "老师的工资能不能按时发到手?",
    ]
    assert (nearest(unrelated, sketches) < NEAR).all()

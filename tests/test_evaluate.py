"""Metrics mean what docs/evaluation.md says."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from assistant.config import load_config
from assistant.evaluate import EvaluationError, read_questions, run
from assistant.metrics import auroc

DATA = Path(__file__).parent.parent / "data"


@pytest.mark.parametrize(
    ("positives", "negatives", "area"),
    [([0.9, 0.8], [0.1, 0.2], 1.0), ([0.1], [0.9], 0.0), ([0.5], [0.5], 0.5), ([], [0.5], None)],
)
def test_auroc_counts_pairs_in_order(
    positives: list[float], negatives: list[float], area: float | None
) -> None:
    assert auroc(positives, negatives) == area


def test_a_question_set_is_measured_on_a_folder(tmp_path: Path) -> None:
    documents = tmp_path / "texts"
    documents.mkdir()
    (documents / "a.txt").write_text("标题甲\n粮食总产四十万吨。水稻面积减少。\n", encoding="utf-8")
    records = [
        {"id": "1", "question": "粮食总产多少?", "kind": "number", "scope": "collection",
         "document": "a.txt", "spans": ["粮食总产四十万吨"]},
        {"id": "2", "question": "火星上有没有水?", "kind": "unanswerable", "spans": []},
    ]  # fmt: skip
    questions = tmp_path / "q.jsonl"
    questions.write_text("\n".join(json.dumps(r) for r in records), encoding="utf-8")
    groups = run(questions, documents, load_config(), lambda _: None)
    all_ = groups["all"]
    assert (all_.questions, all_.paragraph_at_1, all_.exactness) == (2, 1.0, 1.0)
    assert all_.span_recall == all_.quote_precision == all_.first_quote == 1.0
    assert all_.unanswerable_refused == 1.0
    assert all_.auroc == 1.0
    assert groups["kind: number"].ndcg_at_10 == 1.0


def test_passage_sets_are_measured_in_each_language(tmp_path: Path) -> None:
    with gzip.open(tmp_path / "s.passages.jsonl.gz", "wt", encoding="utf-8") as file:
        for i, text in enumerate(["粮食丰收,农民增收。", "铁路通车,旅客增加。"]):
            print(json.dumps({"passage_id": f"p{i}", "text": text}), file=file)
    question = {
        "id": "1",
        "question_zh": "铁路怎么样?",
        "question_en": "What about the railway?",
        "passage_id": "p1",
    }
    (tmp_path / "s.questions.jsonl").write_text(json.dumps(question), encoding="utf-8")
    groups = run(tmp_path / "s.questions.jsonl", None, load_config(), lambda _: None)
    assert {name: m.paragraph_at_1 for name, m in groups.items()} == {
        "question_zh": 1.0,
        "question_en": 1.0,
    }


@pytest.mark.parametrize("text", ["", "not json", '{"id": 1}'])
def test_what_is_no_question_set_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "q.jsonl"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(EvaluationError):
        read_questions(path)


def test_the_bundled_set_is_readable_and_its_spans_are_in_the_speech() -> None:
    text = (DATA / "changchun_2018.txt").read_text(encoding="utf-8")
    for record in read_questions(DATA / "changchun_dev.jsonl"):
        assert all(span in text for span in record["spans"])

"""What is learned of passages that were graded for a question."""

from __future__ import annotations

from embeddings.training.graded import judgements
from embeddings.training.own import Graded, GradedQuestion

PASSAGES = (
    Graded("水库建成了。", (0, 6), 3, ((0, 6),)),
    Graded("水库在建。", (0, 5), 2, ((0, 5),)),
    Graded("水库有鱼。", (0, 5), 1, ()),
    Graded("铁路通了。", (0, 5), 0, ()),
    Graded("水库去年建成。", (0, 7), 3, ((0, 7),)),
)


def test_a_passage_answers_does_in_part_or_misses_by_its_grade() -> None:
    question = GradedQuestion("g1", "fact", "水库建成了吗", PASSAGES)
    found = judgements([question], {one.passage for one in PASSAGES[:4]})
    assert found.answers == {("水库建成了吗", "水库建成了。"): ((0, 6),)}
    assert found.partly == {"水库建成了吗": ["水库在建。"]}
    assert found.misses == {"水库建成了吗": ["水库有鱼。", "铁路通了。"]}

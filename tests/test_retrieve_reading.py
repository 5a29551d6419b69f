"""What reading the best paragraphs whole, and with the question, changes of their ranking."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from retrieving import found, reports

from assistant import Assistant, retrieve
from assistant.ranking import whole
from assistant.store import Library
from embeddings import CrossEncoder
from embeddings.cross import Judgement


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with reports(tmp_path_factory.mktemp("library")) as library:
        yield library


def test_a_question_that_quotes_a_wording_is_not_ranked_by_what_is_read_whole(
    filled: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    quoting, plain = "“粮食产量达到新高”这句话讲过吗", "粮食产量怎么样?"
    with found(filled, quoting) as f:
        before = f.texts
    monkeypatch.setattr(retrieve, "_CONTEXT", 1000.0)
    with found(filled, quoting) as f:
        assert f.texts == before
    with found(filled, plain) as f:
        assert f.retrieval.scores is not None
        read_whole = f.retrieval.scores.parts["whole"]
        assert read_whole[f.retrieval.ranked[0].index] == read_whole.max() > read_whole.min()


def test_only_paragraphs_that_are_near_the_best_are_read_with_the_question(
    filled: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    own = CrossEncoder.read

    def counted(cross: CrossEncoder, question: str, passage: str) -> Judgement:
        read.append(passage)
        return own(cross, question, passage)

    monkeypatch.setattr(CrossEncoder, "read", counted)
    counts: list[int] = []
    for near in (0.0, 1000.0):
        read.clear()
        monkeypatch.setattr(retrieve, "_NEAR", near)
        with found(filled, "粮食产量怎么样?") as f:
            assert f.retrieval.scores is not None
            together = f.retrieval.scores.parts["together"]
            assert 0 < together.min() <= together.max() < 1
        counts.append(len(read))
    assert counts == [1, 3]


@pytest.mark.parametrize(
    "question", ["粮食产量怎么样?", "怎么保护古镇?", "How are rivers cleaned up?"]
)
def test_what_is_not_judged_is_ranked_as_what_is(filled: Library, question: str) -> None:
    with found(filled, question) as judged, found(filled, question, judged=False) as ranked:
        assert ranked.texts == judged.texts
        sentences = [[r.sentence for r in f.retrieval.ranked] for f in (judged, ranked)]
        assert sentences[0] == sentences[1]
        assert judged.retrieval.scores is not None
        assert "together" in judged.retrieval.scores.parts


def test_what_is_far_before_the_others_is_not_read_with_the_question_to_be_ranked(
    filled: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(retrieve, "_NEAR", 0.0)
    monkeypatch.setattr(whole, "_CLOSE", 0.0)
    with found(filled, "粮食产量怎么样?", judged=False) as f:
        assert f.retrieval.scores is not None
        assert "together" not in f.retrieval.scores.parts
    monkeypatch.setattr(retrieve, "_NEAR", 9.0)
    with found(filled, "粮食产量怎么样?", judged=False) as f:
        assert f.retrieval.scores is not None
        assert "together" in f.retrieval.scores.parts


def test_the_sentence_is_chosen_by_what_it_says_in_its_paragraph(tmp_path: Path) -> None:
    wages = "健全最低工资标准调整机制，保障劳动者取得报酬的权利。"
    paragraph = (
        "完善医疗费用结算办法，推进跨省异地就医直接结算。增加普惠性学前教育资源供给。"
        f"深化户籍制度改革，让随迁子女平等接受义务教育。{wages}整治形式主义，切实为基层减负。"
    )
    with Assistant.open(tmp_path) as assistant:
        assistant.add_text(f"县里的工作\n同志们：\n{paragraph}\n", "工作.txt")
        hit = assistant.search("老板拖着不发钱咋办", 1)[0]
    start, end = hit.sentence
    assert hit.text[start - hit.start : end - hit.start] == wages

"""Ranking over whole scopes and over what the indexes propose."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pytest
from retrieving import Found, found, reports
from topics import TOPICS

from assistant import retrieve
from assistant.clean import normalize
from assistant.library.features import lexical_terms
from assistant.ranking import candidates
from assistant.segment import parse
from assistant.store import Library
from embeddings import bundled_model


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    with reports(tmp_path_factory.mktemp("library")) as library:
        yield library


@pytest.fixture
def large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Scopes count as large from four paragraphs, and each index proposes three."""
    monkeypatch.setattr(retrieve, "EXHAUSTIVE", 3)
    monkeypatch.setattr(retrieve, "_FILTERED", 3)
    monkeypatch.setattr(candidates, "_PROPOSALS", 3)


def test_all_paragraphs_of_a_small_scope_are_scored(filled: Library) -> None:
    with found(filled, "粮食产量怎么样?") as f:
        assert f.candidates == set(f.snapshot.scope().ids.tolist())


@pytest.mark.parametrize(("years", "counts"), [((), False), ((2018,), True)])
def test_frequencies_of_the_scope_count_within_one_document(
    filled: Library, years: tuple[int, ...], counts: bool
) -> None:
    with found(filled, "粮食产量怎么样?", years=years) as f:
        assert f.retrieval.scope is not None
        assert f.retrieval.scope.one_document == counts


@pytest.mark.usefixtures("large")
@pytest.mark.parametrize(
    "question", ["粮食产量怎么样?", "怎么保护古镇?", "How are rivers cleaned up?"]
)
def test_candidates_of_a_large_scope_are_the_best_of_both_indexes(
    filled: Library, question: str
) -> None:
    with found(filled, question) as f:
        snapshot = f.snapshot
        ids = snapshot.scope().ids
        cosines = snapshot.vectors(ids) @ bundled_model().embed_queries([question])[0]
        dense = set(ids[np.argsort(-cosines, kind="stable")[:3]].tolist())
        assert dense <= f.candidates
        asked = set(lexical_terms(normalize(question)))
        lexical = f.candidates - dense
        for row in snapshot.rows(sorted(lexical)):
            assert asked & set(lexical_terms(row.search.text))
        assert len(f.candidates) <= 6
        assert f.retrieval.scope is not None
        assert not f.retrieval.scope.one_document


@pytest.mark.usefixtures("large")
@pytest.mark.parametrize("word", TOPICS)
def test_a_large_scope_answers_as_a_small_one_does(
    filled: Library, word: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    question = f"2018年{word}工作有什么安排?"
    with found(filled, question) as f:
        proposed = f.texts[0]
    monkeypatch.setattr(retrieve, "EXHAUSTIVE", 4000)
    with found(filled, question) as f:
        assert f.texts[0] == proposed == f"2018年{word}工作：{TOPICS[word]}"


@pytest.mark.usefixtures("large")
def test_filters_hold_before_candidates_are_taken(filled: Library) -> None:
    # Unfiltered, paragraphs of other years would take every place.
    with found(filled, "2017年粮食产量怎么样?", years=[2019]) as f:
        documents = {r.row.document for r in f.retrieval.ranked}
        assert documents == {"2019.txt"}
        assert f.texts[0] == f"2019年粮食工作：{TOPICS['粮食']}"
        rows = f.snapshot.rows(sorted(f.candidates))
        assert {row.document for row in rows} == {"2019.txt"}
        assert len(rows) >= 3


@pytest.mark.usefixtures("large")
def test_a_removed_document_is_proposed_no_more(library: Path) -> None:
    with Library.open(library, bundled_model()) as opened:
        lines = [f"{word}工作：{line}" for word, line in TOPICS.items()]
        opened.write([parse("kept.txt", "\n".join(["讲话", *lines]))])
        opened.write([parse("gone.txt", "\n".join(["讲话", "粮食产量创了历史新高。", *lines[2:]]))])
        opened.write([], remove=["gone.txt"])
        with found(opened, "粮食产量创新高了吗?") as f:
            assert {r.row.document for r in f.retrieval.ranked} == {"kept.txt"}
            assert f.texts[0] == f"粮食工作：{TOPICS['粮食']}"


def test_equal_paragraphs_are_one_hit_that_names_the_earliest(filled: Library) -> None:
    with found(filled, "工作总基调是什么?") as f:
        best = f.retrieval.ranked[0]
        assert best.row.text == "坚持稳中求进工作总基调。"
        assert best.row.document == "2017.txt"
        assert best.also_in == ("2018.txt",)
        assert len(f.texts) == len(set(f.texts))


def test_the_limit_counts_hits_and_not_their_repetitions(filled: Library) -> None:
    with found(filled, "工作总基调是什么?", limit=2) as f:
        assert len(f.retrieval.ranked) == 2


def test_scores_fall_and_sentences_lie_in_their_paragraphs(filled: Library) -> None:
    with found(filled, "粮食产量怎么样?", limit=50) as f:
        scores = [r.score for r in f.retrieval.ranked]
        assert scores == sorted(scores, reverse=True)
        for r in f.retrieval.ranked:
            start, end = r.sentence
            base = r.row.paragraph.start
            assert 0 <= start < end <= r.row.paragraph.end - base
            whole = f.snapshot.text(r.row.document)
            assert whole[base + start : base + end] == r.row.text[start:end]


def test_an_empty_scope_retrieves_nothing(filled: Library) -> None:
    with found(filled, "粮食产量怎么样?", years=[1999]) as f:
        assert f.retrieval.ranked == ()
        assert f.retrieval.scope is None


def test_title_lines_are_asked_for_to_be_found_first(filled: Library) -> None:
    with found(filled, "2019年政府工作报告的标题是什么?") as f:
        assert f.retrieval.ranked[0].row.paragraph.kind == "title"
    with found(filled, "2019年政府工作报告怎么讲铁路?") as f:
        assert f.retrieval.ranked[0].row.paragraph.kind == "body"


_WORDED = (
    "要把乡镇卫生院的药房办好，让老人在村口就能拿到慢性病的常用药，药费按规定{}，"
    "不许以任何理由推给病人自己垫付，更不许停药。各县每季度报送一次进展。"
)


@contextmanager
def worded(library: Path, *lines: str) -> Iterator[Found]:
    """A question about the pharmacies of township hospitals, asked of speeches of a line each."""
    with Library.open(library, bundled_model()) as opened:
        for year, line in enumerate(lines, start=2020):
            opened.write([parse(f"{year}.txt", f"讲话\n{year}年3月1日\n{line}\n")])
        with found(opened, "乡镇卫生院的药房怎么办") as f:
            yield f


def test_paragraphs_that_differ_by_a_few_characters_are_one_hit(library: Path) -> None:
    earlier, later = _WORDED.format("报销"), _WORDED.format("报销了")
    with worded(library, earlier, later) as f:
        assert earlier in f.texts
        assert later not in f.texts
        best = f.retrieval.ranked[0]
        assert best.row.document == "2020.txt"
        held = best.row.text[slice(*best.sentence)]
        assert best.also_in == (("2021.txt",) if held in later else ())


def test_paragraphs_that_differ_in_a_number_are_two_hits(library: Path) -> None:
    lines = [_WORDED.format("报销70%"), _WORDED.format("报销80%")]
    with worded(library, *lines) as f:
        assert set(lines) <= set(f.texts)


@pytest.mark.usefixtures("large")
def test_of_many_candidates_those_are_scored_that_their_tokens_speak_for(
    filled: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    with found(filled, "怎么保护古镇?", limit=1) as f:
        everything = f.candidates
    monkeypatch.setattr(candidates, "_SHORTLIST", 2)
    with found(filled, "怎么保护古镇?", limit=1) as f:
        assert len(f.candidates) == 2 < len(everything)
        assert f.candidates < everything
        assert "古镇" in f.texts[0]


YEARLY = "大力发展校车事业，农村学校的校车由县里统一购买，司机由学校聘用，费用由财政分担。"


@pytest.mark.parametrize(
    ("question", "named", "others"),
    [
        ("校车由谁购买？", "2017.txt", ("2018.txt", "2019.txt")),
        ("2019年政府工作报告说校车由谁购买？", "2019.txt", ("2017.txt", "2018.txt")),
        ("2018年校车由谁购买？", "2018.txt", ("2017.txt", "2019.txt")),
    ],
)
def test_of_documents_that_say_the_same_the_one_that_is_named_stands_for_all(
    tmp_path: Path, question: str, named: str, others: tuple[str, ...]
) -> None:
    with Library.open(tmp_path, bundled_model()) as library:
        for year, own in ((2017, "修好水渠。"), (2018, "疏通河道。"), (2019, "栽好果树。")):
            title = f"{year}年政府工作报告\n（{year}年3月5日）\n各位代表：\n"
            library.write([parse(f"{year}.txt", f"{title}{own}\n{YEARLY}\n")])
        with found(library, question) as one:
            first = next(r for r in one.retrieval.ranked if r.row.text == YEARLY)
    assert (first.document.name, first.also_in) == (named, others)

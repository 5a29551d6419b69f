"""Two documents are compared sentence by sentence: kept, reworded, moved, new, dropped."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from quotation_samples import SPEECH

from assistant import Assistant, DocumentError
from assistant.checks.check_formats import html, markdown, terminal, word
from assistant.checks.compare import Comparison, Pair
from assistant.cli import main

ORIGINAL = [line for line in SPEECH.read_text(encoding="utf-8").split("\n") if line.strip()]
ADDED = "今后五年，要建成一百个智慧社区，让群众少跑腿。"


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("library")


@pytest.fixture(scope="module")
def assistant(library: Path) -> Iterator[Assistant]:
    with Assistant.open(library) as opened:
        opened.add_texts({"before.txt": "\n".join(ORIGINAL)})
        yield opened


def compared(assistant: Assistant, lines: Sequence[str]) -> Comparison:
    with_name = "after.txt"
    if with_name in {d.name for d in assistant.documents()}:
        assistant.remove(with_name)
    assistant.add_text("\n".join(lines), name=with_name)
    return assistant.compare("before.txt", with_name)


def pairs(comparison: Comparison) -> list[Pair]:
    return [pair for section in comparison.sections for pair in section.pairs]


def changed(comparison: Comparison) -> list[Pair]:
    return [pair for pair in pairs(comparison) if pair.verdict != "kept" or pair.moved]


def test_every_side_is_exact_and_stands_once(assistant: Assistant) -> None:
    comparison = compared(assistant, [*ORIGINAL[:3], ADDED, *ORIGINAL[5:], ORIGINAL[4]])
    for name, sides in (
        ("before.txt", [p.left for p in pairs(comparison) if p.left]),
        ("after.txt", [p.right for p in pairs(comparison) if p.right]),
    ):
        text = assistant.text(name)
        assert all(text[s.start : s.end] == s.text for s in sides)
        assert len({s.start for s in sides}) == len(sides)
        told = {p.number for p in assistant.outline(name) if p.kind != "furniture"}
        assert {s.paragraph for s in sides} == told


def test_a_text_equal_in_all_but_its_name_is_kept_whole(assistant: Assistant) -> None:
    comparison = compared(assistant, ORIGINAL)
    assert changed(comparison) == []
    assert all(section.left == section.right for section in comparison.sections)


def test_a_changed_number_is_a_rewording_that_names_it(assistant: Assistant) -> None:
    (pair,) = changed(
        compared(assistant, [x.replace("2018年8月8日", "2018年8月9日") for x in ORIGINAL])
    )
    assert pair.verdict == "reworded"
    assert [(r.asked, r.source) for r in pair.runs if r.kind == "date"] == [("8", "9")]


def test_a_new_sentence_is_new_and_a_dropped_one_is_dropped(assistant: Assistant) -> None:
    (new,) = changed(compared(assistant, [*ORIGINAL, ADDED]))
    assert (new.verdict, new.left, new.right and new.right.text) == ("new", None, ADDED)
    gone = changed(compared(assistant, ORIGINAL[:-1]))
    assert {p.verdict for p in gone} == {"dropped"}
    assert "".join(p.left.text for p in gone if p.left) == ORIGINAL[-1]


def test_edits_made_at_random_are_found(assistant: Assistant) -> None:
    """A paragraph moved, a sentence added and a character exchanged in another, twelve times over."""
    draw = random.Random(7)
    bodies = [n for n, line in enumerate(ORIGINAL) if n > 3 and len(line) > 60]
    for _ in range(12):
        lines = ORIGINAL[:]
        moved, altered = draw.sample(bodies, 2)
        place = draw.randrange(10, len(lines[altered]) - 10)
        lines[altered] = lines[altered][:place] + "鼎" + lines[altered][place + 1 :]
        line = lines.pop(moved)
        target = draw.choice([n for n in range(4, len(lines)) if abs(n - moved) > 1])
        lines.insert(target, line)
        lines.append(ADDED)
        comparison = compared(assistant, lines)
        assert [p.right.text for p in changed(comparison) if p.verdict == "new" and p.right] == [
            ADDED
        ]
        assert comparison.counts["dropped"] == 0
        (reworded,) = [p for p in pairs(comparison) if p.verdict == "reworded"]
        assert reworded.right is not None
        assert "鼎" in reworded.right.text
        assert comparison.counts["moved"] > 0


def test_sections_in_another_order_are_still_beside_each_other(assistant: Assistant) -> None:
    texts = {
        "y1.txt": "工作报告\n一、农业\n粮食总产量达到三百万吨。\n二、教育\n新建学校十二所。",
        "y2.txt": "工作报告\n一、教育\n新建学校十五所。\n二、农业\n粮食总产量达到三百二十万吨。",
    }
    assistant.add_texts(texts)
    comparison = assistant.compare("y1.txt", "y2.txt")
    beside = [(s.left, s.right) for s in comparison.sections]
    assert (("二、教育",), ("一、教育",)) in beside
    assert (("一、农业",), ("二、农业",)) in beside
    numbers = [r for p in pairs(comparison) for r in p.runs if r.kind == "digit"]
    assert {(r.asked, r.source) for r in numbers} >= {("十二", "十五"), ("三百万", "三百二十万")}


def test_what_cannot_be_compared_is_refused(assistant: Assistant) -> None:
    with pytest.raises(DocumentError, match="itself"):
        assistant.compare("before.txt", "before.txt")
    with pytest.raises(DocumentError, match=r"none\.txt"):
        assistant.compare("before.txt", "none.txt")


def test_an_endless_sentence_is_compared_by_what_it_is_made_of(assistant: Assistant) -> None:
    endless = "一是水利；二是种子；三是土地；" * 1000
    assistant.add_texts({"a.txt": endless, "b.txt": endless[5:] + "四是林地"})
    found = changed(assistant.compare("a.txt", "b.txt"))
    said = [(p.verdict, p.left and p.left.text, p.right and p.right.text) for p in found]
    assert said == [("dropped", "一是水利；", None), ("new", None, "四是林地")]


def test_stretches_without_any_mark_are_compared_as_well(assistant: Assistant) -> None:
    lines = ["水" * 2000, "土" * 900]
    assistant.add_texts({"marks.txt": "\n".join(lines)})
    shown = [p.right.text for p in pairs(assistant.compare("before.txt", "marks.txt")) if p.right]
    assert "".join(shown) == "".join(lines) and max(map(len, shown)) == 400


def test_texts_of_too_many_characters_are_refused_with_their_length(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    assistant.add_texts({"long.txt": "要抓好水利工作，备足种子。" * 100})
    monkeypatch.setattr("assistant.checks.compare._LARGEST_TEXTS", 1000 * 1000)
    with pytest.raises(DocumentError, match="1,300 characters") as caught:
        assistant.compare("before.txt", "long.txt")
    assert "1,300 字" in caught.value.zh


def test_a_report_shows_both_wordings_and_keeps_markup_as_text(assistant: Assistant) -> None:
    comparison = compared(assistant, [*ORIGINAL[:-1], ORIGINAL[-1].replace("正在", "必须", 1),
                                      "<script>alert(1)</script>是新的一句。"])  # fmt: skip
    page = html(comparison).decode()
    assert "<del>正在</del><ins>必须</ins>" in page
    assert "<script>" not in page
    assert "<script>" not in markdown(comparison).decode()
    assert "[-正在-]{+必须+}" in click.unstyle(terminal(comparison))
    assert word(comparison)[:2] == b"PK"


def test_the_command_prints_the_comparison_and_its_data(
    assistant: Assistant, library: Path
) -> None:
    compared(assistant, [*ORIGINAL, ADDED])
    run = CliRunner().invoke(
        main, ["--library", str(library), "compare", "before.txt", "after.txt"]
    )
    assert run.exit_code == 0, run.output
    assert ADDED in run.output
    assert "新增 1 句" in run.output
    english = ["--library", str(library), "--language", "en", "compare"]
    run = CliRunner().invoke(main, [*english, "before.txt", "after.txt", "--json"])
    assert json.loads(run.output)["counts"]["new"] == 1

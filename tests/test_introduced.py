"""Sentences that end in a colon, and the items that they introduce."""

from __future__ import annotations

from pathlib import Path

from assistant.lists.introduced import completed
from assistant.questions.question import read
from assistant.ranking.selected import Selection, of_paragraph
from assistant.segment import parse
from assistant.store import Library
from embeddings import bundled_model

RULES = """护林条例
有下列行为之一的，由林场处四百元罚款：
（一）在林区放火的；
（二）在林区打猎的；
（三）在林区采石的；
（四）在林区放羊的；
（五）在林区挖药的；
（六）在林区伐木的。
林场应当在七日内办完手续，但下列除外：
（一）需要公告的；
（二）需要勘查的。
第九条 另有规定的，从其规定。
"""


def quoted(folder: Path, question: str, *numbers: int, listed: bool = False) -> list[int]:
    """The paragraphs that are quoted for a question of which these are selected."""
    with Library.open(folder, bundled_model()) as library:
        library.write([parse("a.txt", RULES)], replace=True)
        with library.snapshot() as snapshot:
            lines = snapshot.lines_of("a.txt")
            chosen = [of_paragraph("a.txt", *lines[n - 1], None, 1.0) for n in numbers]
            found = completed(read(question), Selection(tuple(chosen), listed=listed), snapshot)
            return [q.paragraph.number for q in found.quotes]


def test_what_ends_in_a_colon_is_quoted_with_its_items(tmp_path: Path) -> None:
    assert quoted(tmp_path, "手续要几天办完？", 9) == [9, 10, 11]


def test_at_most_five_items_are_quoted_where_no_list_is_asked_for(tmp_path: Path) -> None:
    assert quoted(tmp_path, "在林区放火怎么办？", 2) == [2, 3, 4, 5, 6, 7]
    assert quoted(tmp_path, "在林区有哪些行为要罚款？", 2) == [2, 3, 4, 5, 6, 7, 8]


def test_an_item_is_quoted_with_the_sentence_that_alone_tells_the_penalty(tmp_path: Path) -> None:
    assert quoted(tmp_path, "在林区打猎罚多少钱？", 4) == [2, 4]
    assert quoted(tmp_path, "在林区打猎要受什么处罚？", 4) == [2, 4]


def test_an_item_that_answers_is_quoted_alone(tmp_path: Path) -> None:
    assert quoted(tmp_path, "在林区不能做什么？", 4) == [4]


def test_items_of_a_list_are_followed_by_the_figure_that_was_asked_for(tmp_path: Path) -> None:
    question = "哪些行为罚款400元？"
    assert quoted(tmp_path, question, 3, 4, listed=True) == [3, 4, 2]

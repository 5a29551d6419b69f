"""Sentences that are quoted with those beside them are joined where they meet."""

from __future__ import annotations

from itertools import pairwise, product
from pathlib import Path

from assistant.answers.select import select
from assistant.questions.question import read
from assistant.ranking.ranked import Ranked
from assistant.segment import parse
from assistant.store import Library
from assistant.text.units import structure
from embeddings import bundled_model

SENTENCES = (
    "校车的费用由县财政列入专项预算并按学生人数拨付。",
    "各乡的司机每个季度要到县里接受一次安全培训。",
    "全县的危旧校舍要在秋季开学以前全部加固完毕。",
    "山区的卫生室要配齐常用药品和受过训练的医生。",
    "各处的景区在节假日实行预约并控制每天的人数。",
)


def test_however_sentences_score_no_two_quotes_share_a_character(tmp_path: Path) -> None:
    text = "".join(SENTENCES)
    question = read("座谈会上讲了哪些工作？")
    with Library.open(tmp_path, bundled_model()) as library:
        library.write([parse("1.txt", f"全县工作座谈会\n{text}\n")])
        with library.snapshot() as snapshot:
            (row,) = (r for r in snapshot.rows(snapshot.scope().ids) if r.text == text)
            document = snapshot.document("1.txt")
            assert document is not None
    units = structure(text).units
    assert len(units) == len(SENTENCES)
    for scores in product((0.8, 0.9, 1.0), repeat=len(units)):
        scored = tuple(zip(units, scores, strict=True))
        place = Ranked(row, document, 0, 3.0, scored, ())
        quotes = sorted((q.start, q.end) for q in select(question, [place], 0.9).quotes)
        assert all(end <= start for (_, end), (start, _) in pairwise(quotes)), scores

"""What of a question is read beside passages: not the document it is put to."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from assistant import Assistant
from assistant.library.features import covered
from assistant.questions.question import read
from assistant.ranking.route import Routing
from assistant.ranking.unnamed import references, unnamed, untitled

POINTED = Routing(
    np.zeros(1, np.float32),
    frozenset("许文山 全省 林业 工作 会议 2016 2016年 报告 讲话 政府工作报告".split()),
    frozenset({"许文山"}),
)


@pytest.mark.parametrize(
    ("question", "read_beside"),
    [
        ("许文山在全省林业工作会议上说，林场要造多少亩林？", "林场要造多少亩林？"),
        ("全省林业工作会议上，许文山要求管住哪几道口子？", "要求管住哪几道口子？"),
        ("2016年政府工作报告里提出造林多少亩？", "提出造林多少亩？"),
        ("按全省林业工作会议的讲话，护林员归谁管？", "护林员归谁管？"),
        ("许文山认为林场难在哪里？", "林场难在哪里？"),
        # What it is about stays, though the title says it as well.
        ("为什么要把护林放在林业工作的首位？", "为什么要把护林放在林业工作的首位？"),
        ("到2016年要造林多少亩？", "到2016年要造林多少亩？"),
        # A reference to another document is no reference to the one that was found.
        ("第三次全省林业工作会议上定了什么？", "第三次全省林业工作会议上定了什么？"),
        # A number is no year.
        ("报告里说20165户怎么搬？", "20165户怎么搬？"),
        ("许文山", "许文山"),
        ("谁在全省林业工作会议上发了言？", "谁发了言？"),
        ("为什么要开全省林业工作会议？", "为什么要开全省林业工作会议？"),
        ("没有参加全省林业工作会议的人怎么办？", "没有参加全省林业工作会议的人怎么办？"),
        ("许文山提倡什么？", "提倡什么？"),
        ("許文山認為林場難在哪裡？", "林场难在哪里？"),
    ],
)
def test_the_reference_to_a_document_is_left_out_and_the_matter_kept(
    question: str, read_beside: str
) -> None:
    assert unnamed(read(question), POINTED) == read_beside


@pytest.mark.parametrize(
    ("question", "speakers", "referring"),
    [
        (
            "许文山在全省林业工作会议上说，林场要造多少亩林？",
            {"许文山"},
            "许文山在全省林业工作会议上说，",
        ),
        ("全省林业工作会议上说，林场要造多少亩林？", set(), ""),
        ("林场要造多少亩林？", {"许文山"}, ""),
    ],
)
def test_what_refers_to_where_a_speaker_said_it_is_told_from_the_matter(
    question: str, speakers: set[str], referring: str
) -> None:
    routing = replace(POINTED, speakers=frozenset(speakers))
    referred = references(read(question), routing)
    assert max(referred, key=len, default="") == referring.replace("，", ",")


def test_who_only_mentions_what_a_speaker_said_does_not_come_before_it(library: Path) -> None:
    own = "在南湖、北山等地的谈话要点（许文山）\n（二）\n有人怕担责任。护林的本质，是保住山，养好山，消灭乱砍，最终让山里人共同富裕。就是要对大家讲这个道理。\n林场要办好。\n"
    other = "在全省林业检查会议上的讲话（李大川）\n护林要靠大家，靠山里人。许文山同志在视察南方的重要谈话中也讲到这一点。全省都要学习。\n水库要修好。\n"
    with Assistant.open(library) as assistant:
        assistant.add_texts({"own.txt": own, "other.txt": other})
        answer = assistant.ask("许文山在南方谈话中讲到的护林本质是什么")
    assert answer.quotes[0].document == "own.txt"


def test_beside_whole_paragraphs_no_word_of_the_title_is_read() -> None:
    question = read("为什么要把护林放在林业工作的首位？")
    assert untitled(question, POINTED) == "为什么要把护林放在的首位？"
    assert untitled(read("林业工作"), POINTED) == "林业工作"


def test_words_that_name_a_document_weigh_less_only_where_they_do() -> None:
    text = "林业工作会议上说林业的税怎么收"
    named = covered(text, ["林业", "工作", "会议"])
    assert named[:6].all() and not named[6:].any()


@pytest.mark.parametrize("name", ["apec", "APEC", "ＡＰＥＣ"])
def test_a_name_is_known_in_capitals_and_full_width(name: str) -> None:
    pointed = Routing(np.zeros(1, np.float32), frozenset({"apec", "会议", "讲话"}))
    question = read(f"在{name}会议上的讲话说了什么经济问题？")
    assert unnamed(question, pointed) == "什么经济问题？"
    assert "pec" not in untitled(question, pointed).lower()

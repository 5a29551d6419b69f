"""The sentence that says what a word means."""

from __future__ import annotations

from pathlib import Path

import pytest
from selecting import chosen, retrieved, words

from assistant.answers.defined import defined
from assistant.questions.question import read
from assistant.segment import parse
from assistant.store import Library
from embeddings import bundled_model

HARBOUR = """关于管好渔港的意见
渔港是渔民的家。各港要建立船证、人证、鱼证（以下统称“三证”），三证不齐的不得出港。
本意见所称休渔船，是指按规定停在港内不出海的渔船。
建设全港共用的冰鲜码头（以下称冰码头），先到先用。“一船一档”制度（每条船建立一份维修和出海记录的制度）今年起实行。
所谓早市，就是天亮前在码头上开的鱼市。
三证由港务所发放，休渔船要按时检查，冰码头每天冲洗。早市的秤要每月校一次。
要把三证管理和早市管理统一起来，定期公布三证检查的结果。
"""


@pytest.mark.parametrize(
    ("question", "opening"),
    [
        ("什么是休渔船？", "本意见所称休渔船"),
        ("休渔船指什么", "本意见所称休渔船"),
        ("冰码头是什么意思？", "建设全港共用的冰鲜码头"),
        ("意见中提到的“冰码头”是什么？", "建设全港共用的冰鲜码头"),
        ("一船一档制度是什么？", "“一船一档”制度"),
        ("什么叫早市？", "所谓早市"),
        ("三证是哪三个证？", "各港要建立船证、人证、鱼证"),
        ("三证都包括哪几项？", "各港要建立船证、人证、鱼证"),
    ],
)
def test_a_word_is_explained_by_the_sentence_that_says_what_it_means(
    tmp_path: Path, question: str, opening: str
) -> None:
    (told,) = words(chosen(tmp_path, question, HARBOUR))
    assert told.startswith(opening)


@pytest.mark.parametrize(
    "question",
    ["三证由谁发放？", "什么是渔港？", "三证是哪五个证？", "什么是早市管理？", "冰鲜码头是什么？"],
)
def test_no_sentence_explains_what_it_only_mentions_or_another_word(
    tmp_path: Path, question: str
) -> None:
    with Library.open(tmp_path, bundled_model()) as library:
        library.write([parse("a.txt", HARBOUR)])
        with library.snapshot() as snapshot:
            assert defined(read(question), retrieved(snapshot, question), snapshot) is None


ORCHARDS = """在果业会议上的讲话
同志们：去年病虫害少了一半，这是坚持防重于治方针的成果。
这次会议进一步明确了果业工作的基本方针，这就是：防重于治，水肥并重，让种果的人得实惠。
果业工作的方针定了，就要一条一条落到地头。
在做油改电的同时，要把旧机器收好。从今年起，将果园里的烧油水泵分批改为用电水泵，油钱省下一半。
"""


@pytest.mark.parametrize(
    ("question", "opening"),
    [
        ("果业工作的方针是什么？", "这次会议进一步明确"),
        ("油改电是什么？", "从今年起"),
        ("什么是油改电？", "从今年起"),
    ],
)
def test_what_a_policy_or_a_change_is_is_told_by_the_sentence_that_states_it(
    tmp_path: Path, question: str, opening: str
) -> None:
    (told,) = words(chosen(tmp_path, question, ORCHARDS))
    assert told.startswith(opening)


def test_the_policy_of_something_else_is_not_stated(tmp_path: Path) -> None:
    question = "渔业工作的方针是什么？"
    with Library.open(tmp_path, bundled_model()) as library:
        library.write([parse("a.txt", ORCHARDS)])
        with library.snapshot() as snapshot:
            assert defined(read(question), retrieved(snapshot, question), snapshot) is None

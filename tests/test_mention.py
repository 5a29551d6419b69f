"""Questions after the number of mentions, or whether there is any, get an exact count."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant import Assistant, retrieve
from assistant.questions.question import read
from assistant.questions.wording import counted_wording, mentioned_wording, wording_of_places

LINES = [
    "创新驱动发展，创新创业创造。",
    "鼓励创新，宽容失败。",
    "网络安全和信息化要同步推进。",
    *(f"第{n}个县的创新平台已经建成，编号{n}。" for n in range(1, 7)),
]


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with Assistant.open(tmp_path_factory.mktemp("library")) as opened:
        opened.add_texts({"a.txt": "科技工作会议上的讲话\n" + "\n".join(LINES)})
        yield opened


@pytest.mark.parametrize(
    "question",
    [
        "“创新”出现了几次？",
        "创新这个词一共出现过多少次？",
        "讲话里创新提到了几次？",
        "提到了几次创新？",
        "有几处提到创新？",
        "有多少处讲到创新",
        "提到创新多少次？",
        "一共提到过创新几遍？",
        "創新提到了幾次？",
    ],
)
def test_a_count_is_understood_in_many_wordings(question: str) -> None:
    asked = read(question)
    assert asked.intent == "count"
    assert counted_wording(asked) in ("创新", "創新")


@pytest.mark.parametrize(
    ("question", "word"),
    [
        ("有没有提到区块链？", "区块链"),
        ("提到区块链了吗？", "区块链"),
        ("是否提及区块链技术", "区块链技术"),
        ("讲话中区块链有没有提到？", "区块链"),
        ("有沒有講到區塊鏈？", "區塊鏈"),
        ("Does the speech mention blockchain?", "blockchain"),
        ("Was the blockchain mentioned?", "blockchain"),
        ("习近平的讲话，提到王安石变法了没有", "王安石变法"),
        ("讲话里，有没有提到区块链？", "区块链"),
        ("有没有提到人才培养", "人才培养"),
        ("有没有提到自我革命", "自我革命"),
        ("帮我查一下，有没有提到区块链", "区块链"),
        ("在这篇讲话当中，有没有提到人工智能", "人工智能"),
        ("有没有提到社会主义核心价值观", "社会主义核心价值观"),
        ("习近平总书记的讲话里，有没有提到区块链？", "区块链"),
        ("在全国网络安全和信息化工作会议上，提到区块链了吗", "区块链"),
        ("年轻人想自己开个小公司，里头提没提支持的事", ""),
        ("会上说没说咱以后得多干几年才能退休", ""),
        ("有没有讲怎么发展农业？", ""),
        ("提到了哪些困难？", ""),
    ],
)
def test_a_mention_is_asked_for_in_many_wordings(question: str, word: str) -> None:
    assert mentioned_wording(read(question)) == word


@pytest.mark.parametrize(
    ("question", "word"),
    [
        ("How many times does the speech mention innovation?", "innovation"),
        ("How often is cyber security mentioned?", "cyber security"),
        ("How many times does the word innovation appear?", "innovation"),
    ],
)
def test_english_counts_are_understood(question: str, word: str) -> None:
    assert counted_wording(read(question)) == word


def test_every_occurrence_counts_and_what_is_not_shown_is_told(assistant: Assistant) -> None:
    answer = assistant.ask("有几处提到创新？")
    assert f" {sum(line.count('创新') for line in LINES)} 次" in answer.lead
    assert len(answer.quotes) == 5
    assert "共 8 段，列出前 5 段" in answer.lead


def test_an_english_word_is_counted_by_its_chinese_one(assistant: Assistant) -> None:
    answer = assistant.ask("Does the speech mention cybersecurity?")
    assert answer.status == "answered"
    assert "网络安全" in answer.quotes[0].text


def test_what_is_not_mentioned_is_counted_as_zero(assistant: Assistant) -> None:
    answer = assistant.ask("有没有提到高尔夫？")
    assert answer.status == "not_found"
    assert " 0 次" in answer.lead


def test_an_english_word_without_a_known_chinese_one_is_not_called_absent(
    assistant: Assistant,
) -> None:
    answer = assistant.ask("How many times does he mention kangaroos?")
    assert " 0 times" not in answer.lead


@pytest.mark.parametrize("word", ["创新", "网络安全", "编号3", "高尔夫"])
def test_counts_over_a_large_scope_are_those_over_a_small_one(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch, word: str
) -> None:
    small = assistant.ask(f"“{word}”出现了几次？")
    monkeypatch.setattr(retrieve, "EXHAUSTIVE", 2)
    monkeypatch.setattr(retrieve, "_FILTERED", 2)
    large = assistant.ask(f"“{word}”出现了几次？")
    assert f" {sum(line.count(word) for line in LINES)} 次" in large.lead
    assert large.lead == small.lead
    assert [q.text for q in large.quotes] == [q.text for q in small.quotes]


@pytest.mark.parametrize(
    "question",
    ["规定说的是最多申请几次", "工厂出现亏损的原因是什么"],
)
def test_what_is_said_of_something_is_no_wording_to_count(question: str) -> None:
    assert counted_wording(read(question)) == "" == mentioned_wording(read(question))


@pytest.mark.parametrize(
    ("question", "word"),
    [
        ("列出所有提到“水库”的地方", "水库"),
        ("把提到水库的地方都列出来", "水库"),
        ("请帮我找出讲话中所有提到水库的句子", "水库"),
        ("报告里哪些地方提到了水库？", "水库"),
        ("提到水库的地方有哪些", "水库"),
        ("水库在哪些地方提到过", "水库"),
        ("“水库”出现在哪几段？", "水库"),
        ("第几段提到水库", "水库"),
        ("列出全文提到水庫的所有段落", "水庫"),
        ("list every mention of irrigation", "irrigation"),
        ('List all mentions of "irrigation" in the speech.', "irrigation"),
        ("Which passages mention irrigation?", "irrigation"),
        ("Where is irrigation mentioned?", "irrigation"),
        ("哪些地方出现了旱情", ""),
        ("提到了哪些困难？", ""),
        ("列出报告中提到的主要任务", ""),
        ("讲到水库的部分有哪些要求", ""),
        ("What places does the report mention?", ""),
    ],
)
def test_all_places_of_a_wording_are_asked_for_in_many_wordings(question: str, word: str) -> None:
    assert wording_of_places(read(question)) == word


@pytest.mark.parametrize(
    "question", ["列出所有提到“创新”的地方", "哪些地方提到创新？", "List every mention of “创新”"]
)
def test_all_places_of_a_wording_are_counted_and_not_only_those_found(
    assistant: Assistant, question: str
) -> None:
    answer = assistant.ask(question)
    assert f" {sum(line.count('创新') for line in LINES)} " in answer.lead
    assert " 8 " in answer.lead and len(answer.quotes) == 5
    marked = [q.text[a - q.start : b - q.start] for q in answer.quotes for a, b in q.highlights]
    assert set(marked) == {"创新"}


def test_a_word_that_stands_nowhere_has_no_places(assistant: Assistant) -> None:
    answer = assistant.ask("列出所有提到高尔夫的地方")
    assert answer.status == "not_found" and " 0 次" in answer.lead

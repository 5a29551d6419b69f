"""Which of its neighbours a sentence is quoted with."""

from __future__ import annotations

import pytest

from assistant.questions.question import read
from assistant.quoting.beside import told_beside


def quoted(question: str, text: str, sentence: str) -> str:
    start = text.index(sentence)
    first, end = told_beside(read(question), text, (start, start + len(sentence)))
    return text[first:end]


@pytest.mark.parametrize("who", ["有些人", "许多同志", "不少干部"])
def test_what_others_say_is_quoted_with_what_is_thought_of_it(who: str) -> None:
    text = f"{who}嫌麻烦，主张把旧书都卖掉。我说不能卖，卖了就再也找不回来。书库下周腾空。"
    wanted = text[: text.index("书库下周")]
    assert quoted("旧书能卖吗", text, text.split("。")[0] + "。") == wanted


def test_what_is_told_is_quoted_with_the_judgement_passed_on_it() -> None:
    text = "一些地方先修馆、后编目。这种做法是要不得的。编目室设在二楼。"
    assert quoted("先修馆后编目行吗", text, "一些地方先修馆、后编目。").endswith("是要不得的。")


def test_asked_why_a_sentence_that_gives_no_reason_is_quoted_with_the_next_that_does() -> None:
    text = "今年定下新购图书三万册。书架都空着，要让读者愿意来，就必须添新书。书架是松木的。"
    why = quoted("为什么要新购三万册", text, "今年定下新购图书三万册。")
    assert why.endswith("就必须添新书。")
    assert quoted("今年新购多少册", text, "今年定下新购图书三万册。") == "今年定下新购图书三万册。"


def test_asked_why_the_reason_is_quoted_that_is_given_a_little_later() -> None:
    text = f"有的老师建议写明购书的册数。{'起草时反复比较，认为买得起。' * 2}同时，考虑到书价还会涨，就没有写。"
    why = quoted("为什么没有写明购书的册数", text, "有的老师建议写明购书的册数。")
    assert why == "同时，考虑到书价还会涨，就没有写。"


def test_asked_by_when_a_task_is_quoted_with_the_deadline_of_all_that_was_told() -> None:
    text = "各校要清点图书。各班要登记造册。以上工作要在五月底前完成。"
    assert quoted("图书什么时候清点完", text, "各校要清点图书。") == text
    assert quoted("图书由谁清点", text, "各校要清点图书。") == "各校要清点图书。"


@pytest.mark.parametrize(
    "conclusion",
    ["晚上也开馆，就是出于这样的考虑。", "综合考虑各方面意见，晚上也开馆。"],
)
def test_asked_why_what_is_concluded_is_quoted_with_what_it_is_drawn_from(conclusion: str) -> None:
    text = f"门厅铺了新砖。白天上班的人来不了。{conclusion}"
    assert quoted("为什么晚上也开馆", text, conclusion) == f"白天上班的人来不了。{conclusion}"


def test_that_there_are_many_reasons_is_quoted_with_the_reasons() -> None:
    text = "书丢得多，原因是多方面的，要逐一查清。门禁坏了两年，登记也不全。管理员有六名。"
    assert quoted("书怎么会丢这么多", text, text.split("。")[0] + "。").endswith("登记也不全。")


def test_a_difference_is_quoted_with_both_halves() -> None:
    text = "新馆和旧馆有明显的区别。旧馆一到夏天就漏雨。而新馆装了双层屋顶。馆前种了槐树。"
    both = quoted("新馆和旧馆有什么不同", text, "新馆和旧馆有明显的区别。")
    assert both.endswith("而新馆装了双层屋顶。")


def test_neighbours_are_left_out_where_both_are_long() -> None:
    says, judged = "有些人" + "说旧书占地方" * 30 + "。", "这种看法是" + "不对的" * 30 + "。"
    assert quoted("旧书占地方吗", says + judged, says) == says

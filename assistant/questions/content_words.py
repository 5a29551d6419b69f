"""The words that a question asks about, without those that merely ask."""

from __future__ import annotations

import re

import rjieba

from assistant.questions.interrogatives import WHAT_OR_WHICH, WHETHER
from assistant.questions.question import FUNCTION_WORDS_EN, Question
from assistant.text.markup import untagged_words

_ASKING = FUNCTION_WORDS_EN.union(
    (
        "什么 时候 怎么 怎样 如何 多少 哪些 哪个 哪里 哪年 哪 谁 几 为何 为什么 是否 "
        "有没有 吗 呢 啥 咋 请问 讲话 报告 文件 提到 讲到 谈到 说到 指出 说 讲 提 引用 援引 引述 转述 "
        "关于 对于 方面 内容 问题 情况 一下 告诉 这 那 这个 那个 的 了 是 在 和 "
        "与 有 被 把 要 会 能 到底 究竟 的话 里面 文中 本文 原文 这篇 这份 这次 "
        "我们 我 你 他 她 它 他们 咱们 没有 可以 应该 以及 或者 还是 还有 一共 总共 总计 名称 名字 比例 占比 多长 意思 说法 提法 表述"
    ).split()
)
_ASKS = re.compile(
    r"[哪怎咋啥]|多(?:[少久大高远快]|长(?!期))|几[^内经何乎]|第几|何[时地种处人以为]"
)
"""What only words that ask begin with: 哪一年, 咋治, 多长时间. Of single words, so 几内亚 and 几何 count as well."""
_NOT_ABOUT = re.compile(
    rf"{WHETHER}|(?<=.)(?:提出?|有|作出)了?(?:{WHAT_OR_WHICH}|怎样的)(?:要求|希望)"
)
"""What asks whether, or what somebody is to do: a text says that he must, not that this is required of him."""


def content_words(question: Question) -> list[str]:
    """The words a question asks about, in order, without those that merely ask."""
    text = _NOT_ABOUT.sub(" ", untagged_words(question.normalized))
    words = [word.strip() for word in rjieba.cut(text)]
    telling = [w for w in words if len(w) > 1 and re.search(r"\w", w) and w not in _ASKING]
    return list(dict.fromkeys(word for word in telling if not _ASKS.match(word)))

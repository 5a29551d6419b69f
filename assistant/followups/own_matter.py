"""What a question names that is no noun, and yet makes it complete: what is to be prevented or furthered, and a congress by its number."""

from __future__ import annotations

import re

import rjieba

from assistant.questions.interrogatives import ASKS, HOW

_PREVENTS = (
    "防止|预防|防范|防治|避免|治理|整治|打击|遏制|制止|杜绝|消除|克服|减少|对付|战胜|抵御|反对"
)
_FURTHERS = "发展|促进|推动|扩大|稳定|鼓励|支持|保障|刺激|拉动|提振"
_ACTS = re.compile(rf"^{HOW}(?:才能|来|去|更好地?|有效|切实|进一步)*(?:{_PREVENTS}|{_FURTHERS})")
_DONE = ("v", "a", "nr")
"""First letters of the tags of what is not named by a noun: 返贫, 消费, 腐败, 养老."""
_OF_SOMETHING = frozenset(
    (
        "发展 落实 实施 执行 应用 使用 利用 运用 提高 提升 改进 改善 完善 推广 推进 推动 改变 改造 转变 转化 增长 增加 创新 建设 参与 参加"
        " 反弹 复发 发生 出现 扩大 扩散 蔓延 重演 滥用 误用 流失 损失 恶化 反复 泄露 泄漏 失效 失败 出错 遗漏 重复 中断 延误 下降 下滑 减少"
        " 冒领 作弊 造假 弄虚作假 违规 违法 侵害 伤害 损害 破坏 干扰 拖延 推诿"
    ).split()
)
"""What befalls something, or is done with it, which the question before has named: 怎样防止反弹."""
_CONGRESS = re.compile(
    r"^(?:党的)?(?:第?[七八九]大|十[一二三四五六七八九]大|二十[一二三]?大)"
    rf"(?=是|在|于|召开|[开闭]幕|开|的|上|以[来后]|之后|报告|精神|有|提|讲|说|对|{ASKS.pattern})"
)


def names_its_own_matter(text: str) -> bool:
    """Whether a simplified Chinese question without a noun says what it is about all the same: 怎样防止返贫, 十九大什么时候召开."""
    if _CONGRESS.match(text):
        return True
    acts = _ACTS.match(text)
    words = list(rjieba.tag(text[acts.end() :])) if acts else []
    if not words:
        return False
    word, tag = words[0]
    return len(word) > 1 and tag.startswith(_DONE) and word not in _OF_SOMETHING

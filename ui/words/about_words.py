"""The words of what tells about an answer, in Chinese and in English."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class AboutWords:
    """The words of one language. Fields with `{}` are templates."""

    title: str
    words: str
    asked: str
    met: str
    likeness: str
    none: str
    score: str
    parts: str
    late: str
    window: str
    dense: str
    sentence: str
    lexical: str
    unit: str
    whole: str
    together: str
    bundled: str
    edits: str
    restored: str
    removed: str
    changed: str
    answerability: str
    model: str
    index: str


ZH = AboutWords(
    title="关于这个回答",
    words="问题中的词与原文中的词",
    asked="问题",
    met="原文",
    likeness="相近程度",
    none="未见",
    score="排序得分 {}",
    parts="各项得分",
    late="逐词对应",
    window="相邻数句",
    dense="整段语义",
    sentence="最佳句语义",
    lexical="字面相同",
    unit="最佳句得分",
    whole="通读全段",
    together="与问题同读",
    bundled="随程序自带",
    edits="检索时的处理（引文不变）",
    restored="“{}”按“{}”检索",
    removed="“{}”不参与检索",
    changed="部分引文所在的文献已被移除或替换，不再列出。",
    answerability="可回答程度 {}（达到 {} 即作回答）",
    model="模型：{}，{} 维，指纹 {}",
    index="资料库第 {} 次更新后的索引",
)

EN = AboutWords(
    title="About this answer",
    words="Words of the question and of the source",
    asked="Question",
    met="Source",
    likeness="Likeness",
    none="not met",
    score="Ranking score {}",
    parts="Parts of the score",
    late="Word by word",
    window="Sentences side by side",
    dense="Meaning of the paragraph",
    sentence="Meaning of the best sentence",
    lexical="Same words",
    unit="Score of the best sentence",
    whole="Paragraph read whole",
    together="Read with the question",
    bundled="the bundled one",
    edits="Read differently for searching (quotations stay as they are)",
    restored="“{}” searched as “{}”",
    removed="“{}” left out of the search",
    changed="Quotations whose document was removed or replaced since are left out.",
    answerability="Answerability {} (answered from {})",
    model="Model: {}, {} dimensions, fingerprint {}",
    index="Index of the library after {} updates",
)

"""The articles of a law and the items of a policy document, as a text has them."""

from __future__ import annotations

import pytest

from assistant.text.provisions import article_at, articles, numbered_items

LAW = """第一章 总则
第一条 为了保护湿地，制定本条例。
第二条 本条例所称湿地，包括：
（一）沼泽；
（二）滩涂。
前款所称滩涂，不含盐田。
第二章 保护
第三条 禁止在湿地倾倒垃圾。
第三条之一 禁止在湿地放火。
附件：湿地名录
一号湿地
"""


def said(text: str) -> dict[str, str]:
    return {a.label: text[a.start : a.end].strip() for a in articles(text)}


def test_an_article_reaches_to_the_next_one_to_the_next_part_or_to_what_is_attached() -> None:
    found = said(LAW)
    assert list(found) == ["第一条", "第二条", "第三条", "第三条之一"]
    assert found["第二条"].endswith("前款所称滩涂，不含盐田。")
    assert found["第三条之一"] == "第三条之一 禁止在湿地放火。"


def test_articles_are_known_without_a_space_where_the_text_opens_so() -> None:
    run_on = "第一条为了护林，制定本办法。\n第二条林场归县里管。\n第一条的规定另有解释。"
    assert list(said(run_on)) == ["第一条", "第二条"]
    assert said("第一条，要护林。\n第二条，要造林。\n第三条经验是防火。") == {}


def test_where_a_number_is_lacking_only_the_first_paragraph_is_surely_of_the_article() -> None:
    text = "第一条 为了护林。\n第二条 林场归县里管。\n巡护归乡里管。\n第四条 有下列情形的：\n（一）放火；\n（二）伐木。\n罚款。\n第九条 附则。"
    found = said(text)
    assert found["第二条"] == "第二条 林场归县里管。"
    assert found["第四条"].endswith("（二）伐木。")
    assert article_at(text, text.index("巡护")) is None


def test_a_place_is_told_by_its_article_in_either_language() -> None:
    article = article_at(LAW, LAW.index("禁止在湿地放火"))
    assert article is not None
    assert [article.called("zh"), article.called("en")] == ["第三条之一", "Article 3-1"]
    assert article_at(LAW, LAW.index("一号湿地")) is None


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        (
            "一、要求\n（一）甲。\n（二）乙。\n二、措施\n（三）丙。\n1.子。\n（四）丁。\n",
            ["（一）", "（二）", "（三）", "（四）"],
        ),
        (
            "（一）甲。\n1.子。\n2.丑。\n（二）乙。\n3.寅。\n（一）丙。\n4.卯。\n",
            ["（1）", "（2）", "（3）", "（4）"],
        ),
        ("一、甲。\n（一）子。\n二、乙。\n（一）丑。\n", []),
    ],
)
def test_items_of_a_policy_document_are_those_that_are_counted_through(
    text: str, labels: list[str]
) -> None:
    assert [item.label for item in numbered_items(text)] == labels


def test_an_item_ends_with_the_items_below_it() -> None:
    text = "（一）甲。\n1.子。\n2.丑。\n（二）乙。\n（三）丙。\n（四）丁。\n各县要照办。\n"
    found = {i.label: text[i.start : i.end] for i in numbered_items(text)}
    assert found["（一）"] == "（一）甲。\n1.子。\n2.丑。"
    assert found["（四）"] == "（四）丁。"

"""Web pages become the article that their readers see."""

from __future__ import annotations

from pathlib import Path

import pytest
from files import LONG, refusal

from assistant.load import load

PAGE = """<!DOCTYPE html><html><head><meta charset="{charset}"><title>讲话全文_某市政府网</title>
<script>var x = "脚本";</script></head><body>
<nav><a href="/">首页</a> <a href="/zw">政务</a></nav><div class="menu"><a>要闻</a><a>公告</a></div>
<div id="main"><h1>在全市会议上的讲话</h1><div class="text"><p>　　同志们，今天讲三点意见。</p>
<p>要抓<b>落实</b>，&amp;见行动<br>不等不靠。</p><table><tr><td>粮食</td><td>120亿斤</td></tr></table></div></div>
<footer>版权所有 某市政府</footer></body></html>"""
ARTICLE = [
    "在全市会议上的讲话",
    "同志们，今天讲三点意见。",
    "要抓落实，&见行动",
    "不等不靠。",
    "粮食\t120亿斤",
]


@pytest.mark.parametrize(("charset", "encoding"), [("utf-8", "utf-8"), ("gb2312", "gb18030")])
def test_the_article_of_a_web_page_is_read_and_its_menus_are_not(
    tmp_path: Path, charset: str, encoding: str
) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(PAGE.format(charset=charset).encode(encoding))
    loaded = load(path)
    assert loaded.text.split("\n") == ARTICLE
    assert loaded.encoding == encoding


def page(tmp_path: Path, body: str, head: str = "") -> list[str]:
    path = tmp_path / "a.html"
    path.write_text(f"<html><head>{head}</head><body>{body}</body></html>", encoding="utf-8")
    return load(path).text.split("\n")


TWO = "要落实责任，务求实效。", "要加强督查，严格考核。"


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        # A short section before a long one, and a lead paragraph of its own.
        (f"<section><p>{TWO[0]}</p></section><section><p>{LONG}</p></section>", [TWO[0], LONG]),
        (f"<div>{TWO[0]}</div><div><div><p>{LONG}</p></div></div>", [TWO[0], LONG]),
        # Laws named by links are no menu.
        ("<p>按照<a>《网络安全法》</a>和<a>《数据安全法》</a>办理。</p>", ["按照《网络安全法》和《数据安全法》办理。"]),
        (f"<form><table><tr><td>{TWO[0]}<br>{TWO[1]}</td></tr></table></form>", list(TWO)),
        (f"<pre>标题\n\n{TWO[0]}\n{TWO[1]}</pre>", ["标题", *TWO]),
        (f"<font><b><p>{TWO[0]}</p></b>{TWO[1]}</font>", list(TWO)),
        (f"<div class=comments><p>{LONG}</p></div>", [LONG]),
    ],
)  # fmt: skip
def test_no_running_text_of_a_web_page_is_lost(tmp_path: Path, body: str, lines: list[str]) -> None:
    assert page(tmp_path, body) == lines


@pytest.mark.parametrize(
    "beside",
    [
        "<div class=crumbs>当前位置：<a>首页</a> &gt; 正文。</div>",
        "<div class=related><p>相关阅读：全市召开会议。</p></div>",
        "<ul><li><a>首页</a></li><li><a>要闻</a></li></ul>",
        "<p style='display: none'>更多资料。</p><textarea>请留言。</textarea>",
        "<div><p>版权所有，未经授权不得转载。</p></div>",
    ],
)
def test_what_stands_beside_the_article_is_left_out(tmp_path: Path, beside: str) -> None:
    article = f"<div><p>{TWO[0]}</p><p>{TWO[1]}</p></div>"
    assert page(tmp_path, beside + article) == page(tmp_path, article + beside) == list(TWO)


def test_the_article_begins_with_its_heading_and_what_follows_it(tmp_path: Path) -> None:
    above = "<div>某市政府网</div><div><div>在全市会议上的讲话</div><div>（2018年8月8日）</div>"
    body = f"{above}<div><p>{TWO[0]}</p><p>{TWO[1]}</p></div></div>"
    lines = ["在全市会议上的讲话", "（2018年8月8日）", *TWO]
    assert page(tmp_path, body, "<title>在全市会议上的讲话_某市政府网</title>") == lines
    meta = "<title>某市政府网</title><meta name=ArticleTitle content=在全市会议上的讲话>"
    assert page(tmp_path, body, meta) == lines


@pytest.mark.parametrize("charset", ["iso-8859-1", "gb2312", "utf-16", "no-such-charset"])
def test_a_wrongly_declared_charset_does_no_harm(tmp_path: Path, charset: str) -> None:
    path = tmp_path / "a.html"
    for encoding in ("utf-8", "gb18030"):
        path.write_bytes(f"<meta charset={charset}><p>{LONG}</p>".encode(encoding))
        assert load(path).text == LONG


def test_a_page_in_big5_is_read_as_it_declares(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_bytes("<meta charset=big5><p>要落實責任，務求實效。</p>".encode("big5"))
    assert (load(path).text, load(path).encoding) == ("要落實責任，務求實效。", "big5hkscs")


def test_a_web_page_without_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text("<html><body><div id=app></div><script>1</script></body></html>")
    assert "no text" in refusal(path).en

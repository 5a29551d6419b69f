"""Word, PDF, web and office files become the paragraphs that their readers see."""

from __future__ import annotations

import stat
import sys
from contextlib import suppress
from pathlib import Path

import psutil
import pytest
from files import paragraph, pdf, repacked, word

from assistant import load_office
from assistant.errors import LoadError
from assistant.load import load, suffix_of

LINES = ["在全市会议上的讲话", "同志们，今天讲三点意见。", "一、提高认识", "要抓落实。"]
LONG = (
    "我们要坚持把解决好吃饭问题作为头等大事来抓，稳定粮食播种面积，加强高标准农田建设，健全种粮农民收益保障机制，"
    "让种粮的人有钱可赚，让产粮的县有利可图。"
)
OTHER = "要加强网络安全工作，健全监测预警体系，提高应急处置能力，守住不发生重大事件的底线，确保群众放心用网。"


def refusal(path: Path) -> LoadError:
    with pytest.raises(LoadError) as refused:
        load(path)
    assert refused.value.zh and refused.value.en
    return refused.value


# Word


def test_every_paragraph_of_a_word_file_is_a_line(tmp_path: Path) -> None:
    loaded = load(word(tmp_path / "a.docx", LINES))
    assert loaded.text.split("\n") == LINES
    assert (loaded.format, loaded.pages) == ("docx", ())


def test_a_table_row_is_a_line_where_the_table_stands(tmp_path: Path) -> None:
    loaded = load(word(tmp_path / "a.docx", LINES[:1], [("指标", "数值"), ("粮食", "120亿斤")]))
    assert loaded.text.split("\n") == [LINES[0], "指标\t数值", "粮食\t120亿斤"]


def test_inserted_text_is_read_and_deleted_text_is_not(tmp_path: Path) -> None:
    path = word(tmp_path / "a.docx", ["原有甲乙"])
    run = "<w:r><w:t>原有甲乙</w:t></w:r>"
    tracked = (
        '<w:r><w:t>原有</w:t></w:r><w:ins w:id="1" w:author="x"><w:r><w:t>新增</w:t></w:r></w:ins>'
        '<w:del w:id="2" w:author="x"><w:r><w:delText>删去</w:delText></w:r></w:del>'
    )
    assert load(repacked(path, "word/document.xml", run, tracked)).text == "原有新增"


def test_text_in_a_content_control_is_read(tmp_path: Path) -> None:
    path = word(tmp_path / "a.docx", ["甲", "乙"])
    paragraph_ = "<w:p><w:r><w:t>甲</w:t></w:r></w:p>"
    control = f"<w:sdt><w:sdtContent>{paragraph_}</w:sdtContent></w:sdt>"
    assert load(repacked(path, "word/document.xml", paragraph_, control)).text == "甲\n乙"


def test_what_a_word_file_holds_beside_text_is_told(tmp_path: Path) -> None:
    path = word(tmp_path / "a.docx", ["甲"])
    noted = '<w:t>甲</w:t></w:r><w:r><w:footnoteReference w:id="1"/>'
    assert load(repacked(path, "word/document.xml", "<w:t>甲</w:t>", noted)).left_out == (
        "footnotes",
    )


@pytest.mark.parametrize("data", [b"PK\x03\x04 damaged", b"PK\x03\x04" + bytes(200)])
def test_a_damaged_word_file_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(data)
    assert "damaged" in refusal(path).en


def test_a_word_file_without_text_is_refused(tmp_path: Path) -> None:
    assert "empty" in refusal(word(tmp_path / "a.docx", [""])).en


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    path = word(tmp_path / "a.docx", ["甲"])
    repacked(path, "word/document.xml", "甲", "甲" * 20_000_000)
    assert "unpacks to" in refusal(path).en


def test_a_password_protected_word_file_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(b"\xd0\xcf\x11\xe0" + bytes(512) + "EncryptedPackage".encode("utf-16-le"))
    assert "password" in refusal(path).en


def test_an_entity_in_a_word_file_reads_no_file_of_the_machine(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("机密内容", encoding="utf-8")
    path = word(tmp_path / "a.docx", ["甲"])
    declared = f"standalone='yes'?><!DOCTYPE w [<!ENTITY x SYSTEM \"{secret.as_uri()}\">]>"
    repacked(path, "word/document.xml", "standalone='yes'?>", declared)
    repacked(path, "word/document.xml", "甲", "甲&x;")
    assert load(path).text == "甲"


# PDF


def test_paragraphs_of_a_pdf_are_put_together_again(tmp_path: Path) -> None:
    loaded = load(pdf(tmp_path / "a.pdf", [[*paragraph(LONG), *paragraph(OTHER)]]))
    assert loaded.text.split("\n") == [LONG, OTHER]


def test_a_paragraph_runs_on_over_a_page_break_and_pages_are_known(tmp_path: Path) -> None:
    lines = paragraph(LONG)
    loaded = load(pdf(tmp_path / "a.pdf", [lines[:2], [*lines[2:], *paragraph(OTHER)]]))
    assert loaded.text.split("\n") == [LONG, OTHER]
    assert loaded.pages == (0, sum(len(text) for _, text in lines[:2]))


def test_running_heads_and_page_numbers_are_left_out(tmp_path: Path) -> None:
    bodies = [
        LONG,
        OTHER,
        "要坚持绿色发展，打好蓝天、碧水、净土保卫战，推动能耗双控转向碳排放双控，促进人与自然和谐共生。",
    ]
    pages = [
        [(0.0, "某市人民政府公报"), *paragraph(body), (10.0, f"— {n} —")]
        for n, body in enumerate(bodies, 1)
    ]
    assert load(pdf(tmp_path / "a.pdf", pages)).text.split("\n") == bodies


def test_a_centred_title_is_a_paragraph_of_its_own(tmp_path: Path) -> None:
    loaded = load(
        pdf(tmp_path / "a.pdf", [[(8.0, "工作报告"), *paragraph(LONG), *paragraph(OTHER)]])
    )
    assert loaded.text.split("\n") == ["工作报告", LONG, OTHER]


def test_characters_that_a_line_sets_apart_have_no_spaces_between_them(tmp_path: Path) -> None:
    assert load(pdf(tmp_path / "a.pdf", [[(0, "要抓好落实。")]], spacing=5)).text == "要抓好落实。"
    assert load(pdf(tmp_path / "b.pdf", [[(0, "张 三")]], spacing=5)).text == "张 三"


def test_a_line_that_opens_with_a_dash_is_a_line_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # So close that PDFium takes both for one line.
    monkeypatch.setattr("files._ROW", 13)
    path = pdf(tmp_path / "a.pdf", [[(0, "建设取得成就"), (2, "——经济运行")]])
    assert load(path).text.split("\n") == ["建设取得成就", "——经济运行"]


def test_a_pdf_of_pictures_is_refused_with_the_remedy(tmp_path: Path) -> None:
    assert "OCR" in refusal(pdf(tmp_path / "a.pdf", [[], []])).en


def test_a_damaged_pdf_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(b"%PDF-1.5\n" + bytes(300))
    assert "damaged" in refusal(path).en


def test_a_pdf_protected_by_a_password_says_so(tmp_path: Path) -> None:
    path = pdf(tmp_path / "a.pdf", [paragraph(LONG)])
    # Keys that no password opens: what the file holds need not be encrypted for that.
    locked = (
        b"/Encrypt << /Filter /Standard /V 1 /R 2 /O <%s> /U <%s> /P -4 >> /ID [<00> <00>] /Size"
    )
    key = b"5a" * 32
    path.write_bytes(path.read_bytes().replace(b"/Size", locked % (key, key)))
    assert "password" in refusal(path).en


def test_a_pdf_of_too_many_pages_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.load_pdf.MOST_PAGES", 2)
    assert "pages" in refusal(pdf(tmp_path / "a.pdf", [paragraph(LONG)] * 3)).en


# Web pages

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


# Office formats


def fake_soffice(folder: Path, body: str) -> None:
    """An executable in LibreOffice's place."""
    program = folder / "soffice"
    program.write_text(f"#!{sys.executable}\nimport sys, time, os\n{body}\n", encoding="utf-8")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)


@pytest.fixture
def rtf(tmp_path: Path) -> Path:
    path = tmp_path / "a.rtf"
    path.write_bytes(rb"{\rtf1 text}")
    return path


def test_an_office_file_is_refused_with_the_remedy_where_libreoffice_is_missing(
    rtf: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(load_office, "_program", lambda: None)
    assert "LibreOffice" in refusal(rtf).en


def test_an_office_file_is_read_as_libreoffice_converts_it(
    rtf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = word(tmp_path / "made.docx", LINES)
    fake_soffice(
        tmp_path,
        f"import shutil; shutil.copy({str(made)!r}, sys.argv[-1].rsplit('.', 1)[0] + '.docx')",
    )
    monkeypatch.setenv("PATH", str(tmp_path))
    loaded = load(rtf)
    assert (loaded.text.split("\n"), loaded.format) == (LINES, "rtf")


@pytest.mark.parametrize(
    ("ending", "says"), [("time.sleep(600)", "did not finish"), ("sys.exit()", "could not read")]
)
def test_a_conversion_leaves_nothing_running(
    rtf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str, says: str
) -> None:
    note = tmp_path / "pid"
    fake_soffice(
        tmp_path,
        "import subprocess\n"
        "child = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'])\n"
        f"open({str(note)!r}, 'w').write(str(child.pid))\n" + ending,
    )
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(load_office, "SECONDS", 2.0)
    assert says in refusal(rtf).en
    with suppress(psutil.NoSuchProcess):
        assert psutil.Process(int(note.read_text())).wait(10) is None


def test_a_zip_bomb_is_not_handed_to_libreoffice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = word(tmp_path / "a.docx", ["甲"])
    repacked(path, "word/document.xml", "甲", "甲" * 20_000_000)
    fake_soffice(tmp_path, f"open({str(tmp_path / 'started')!r}, 'w')")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "unpacks to" in refusal(path.rename(tmp_path / "a.odt")).en
    assert not (tmp_path / "started").exists()


# Names and contents


def test_a_file_that_is_not_what_its_name_says_is_refused(tmp_path: Path) -> None:
    path = pdf(tmp_path / "a.pdf", [paragraph(LONG)]).rename(tmp_path / "a.txt")
    assert "this is PDF" in refusal(path).en


@pytest.mark.parametrize(
    ("data", "suffix"),
    [(b"%PDF-1.7", ".pdf"), (b"PK\x03\x04", ".docx"), (b"<!DOCTYPE html>", ".html"), ("讲话".encode(), ".txt")],
)  # fmt: skip
def test_bytes_without_a_name_are_known_by_their_beginning(data: bytes, suffix: str) -> None:
    assert suffix_of(data) == suffix

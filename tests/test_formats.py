"""Word and PDF files become the paragraphs that their readers see."""

from __future__ import annotations

from pathlib import Path

import pytest
from files import LONG, OTHER, paragraph, pdf, refusal, repacked, word

from assistant.load import load, suffix_of

LINES = ["在全市会议上的讲话", "同志们，今天讲三点意见。", "一、提高认识", "要抓落实。"]


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


def test_text_after_an_entity_is_read_and_the_entity_is_told_as_left_out(tmp_path: Path) -> None:
    path = word(tmp_path / "a.docx", ["甲乙"])
    declared = "standalone='yes'?><!DOCTYPE w [<!ENTITY x SYSTEM \"other.txt\">]>"
    repacked(path, "word/document.xml", "standalone='yes'?>", declared)
    repacked(path, "word/document.xml", "甲乙", "甲&x;乙")
    assert load(path).text == "甲乙"
    assert load(path).left_out == ("text inserted by reference",)


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
    monkeypatch.setattr("assistant.loading.pdf.MOST_PAGES", 2)
    assert "pages" in refusal(pdf(tmp_path / "a.pdf", [paragraph(LONG)] * 3)).en


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

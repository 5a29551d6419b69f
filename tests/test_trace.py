"""Wordings are followed through the years, to the letter."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from click.testing import CliRunner, Result

from assistant import Assistant, QuestionError
from assistant.cli import main
from assistant.text.printable import cell
from assistant.wordings.collocation import log_likelihood
from assistant.wordings.plot import COLOURS, plot
from assistant.wordings.trace_table import csv_table

SPEECH = Path(__file__).parent.parent / "data" / "changchun_2018.txt"
TEXTS = {
    "a2003.txt": "农村工作会议上的讲话\n（2003年3月5日）\n要办好数字乡村试点。",
    "b2005.txt": "农业工作会议上的讲话\n（2005年5月）\n建设数字乡村，数字乡村要靠人。\n数字鄉村建设不能等，数字化乡村也好。",
    "c2005.txt": "水利工作会议上的讲话\n（2005年6月1日）\n今年只谈水库和堤防，不谈别的。",
    "d.txt": "没有日期的发言\n数字乡村建设要先修路。AI 进村，SAID 不算。",
    "e2005.txt": "渔业工作会议上的讲话\n（2005年）\n数字山村也是方向。=HYPERLINK(1) 数字乡村。",
}


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with Assistant.open(tmp_path_factory.mktemp("library")) as opened:
        opened.add_texts(TEXTS)
        yield opened


def test_every_use_is_counted_and_quoted_from_the_source(assistant: Assistant) -> None:
    trace = assistant.trace(["数字乡村"]).traces[0]
    folded = sum(text.replace("鄉", "乡").count("数字乡村") for text in TEXTS.values())
    assert trace.uses == len(trace.lines) == folded
    assert trace.documents == 4
    for use in trace.lines:
        assert TEXTS[use.document][use.start : use.end] == use.text
        assert f"{use.before}{use.text}{use.after}" in TEXTS[use.document]
    assert "数字鄉村" in {use.text for use in trace.lines}


def test_uses_come_by_date_and_undated_ones_last(assistant: Assistant) -> None:
    dates = [use.date for use in assistant.trace(["数字乡村"]).traces[0].lines]
    assert dates[0] == "2003-03-05"
    assert dates[-1] == ""
    assert dates[:-1] == sorted(dates[:-1])


def test_the_last_use_names_every_document_that_may_hold_it(assistant: Assistant) -> None:
    trace = assistant.trace(["数字乡村"]).traces[0]
    assert [use.document for use in trace.first] == ["a2003.txt"]
    # May 2005 and 2005: either may be the later one.
    assert {use.document for use in trace.last} == {"b2005.txt", "e2005.txt"}


def test_years_without_a_use_count_and_rates_are_per_ten_thousand_characters(
    assistant: Assistant,
) -> None:
    tracing = assistant.trace(["数字乡村"])
    years = {count.year: count for count in tracing.traces[0].years}
    assert set(years) == {2003, 2005}
    assert (years[2005].documents, years[2005].holding) == (3, 2)
    length = sum(len(TEXTS[name]) for name in TEXTS if "2005" in name)
    assert years[2005].characters == length
    assert years[2005].per_10k == pytest.approx(years[2005].uses * 10_000 / length)
    assert tracing.undated == ("d.txt",)
    assert tracing.traces[0].undated.uses == 1


def test_latin_words_count_whole(assistant: Assistant) -> None:
    assert assistant.trace(["ai"]).traces[0].uses == 1


def test_variants_are_longer_forms_and_forms_with_a_change(assistant: Assistant) -> None:
    forms = {v.form: v for v in assistant.trace(["数字乡村"]).traces[0].variants}
    assert forms["数字乡村建设"].kind == "longer"
    assert forms["数字化乡村"].kind == "altered"
    assert forms["数字山村"].kind == "altered"
    for v in forms.values():
        assert TEXTS[v.document][v.start : v.end].replace("鄉", "乡") == v.form


def test_words_beside_are_those_typical_of_its_sentences() -> None:
    g2 = log_likelihood(np.array([8, 2, 10]), np.array([8, 20, 172]))
    # 2 (8 ln(8/.8) + 0 ln 0 of the rest); a word that is rarer inside than outside has none.
    assert g2[0] == pytest.approx(2 * 8 * np.log(8 / 0.8))
    assert g2[1] == 0
    assert g2[2] == 0


def test_filters_narrow_what_is_traced(assistant: Assistant) -> None:
    tracing = assistant.trace(["数字乡村"], years=[2005])
    assert tracing.searched.documents == 3
    assert {use.date[:4] for use in tracing.traces[0].lines} == {"2005"}


@pytest.mark.parametrize(
    "wordings", [[], [""], [" ，。"], ["字" * 101], list("一二三四五六七八九")]
)
def test_refuses_wordings_that_cannot_be_traced(assistant: Assistant, wordings: list[str]) -> None:
    with pytest.raises(QuestionError) as refused:
        assistant.trace(wordings)
    assert refused.value.en
    assert re.search(r"[一-鿿]", refused.value.zh)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_chart_is_xml_whatever_the_wordings_hold(assistant: Assistant, language: str) -> None:
    wordings = ["数字乡村", '<b>&"水库\x07', "水库", *"一二三四五"]
    picture = plot(assistant.trace(wordings), language)
    root = ElementTree.fromstring(picture)
    texts = [element.text or "" for element in root.iter() if element.tag.endswith("text")]
    assert any("<b>&" in text for text in texts)
    assert {"2003", "2005"} <= set(texts)
    assert all(colour in picture for colour in COLOURS)


def test_a_narrow_chart_keeps_within_its_width(assistant: Assistant) -> None:
    root = ElementTree.fromstring(plot(assistant.trace(["数字乡村"]), "zh", width=358))
    assert root.get("width") == "358"
    places = [float(e.get("x", 0)) for e in root.iter() if e.tag.endswith("text")]
    assert max(places) <= 358


def test_the_line_of_the_chart_breaks_at_years_without_a_document(assistant: Assistant) -> None:
    picture = plot(assistant.trace(["数字乡村"]), "zh")
    line = re.search(r'<path d="([^"]+)" fill="none"', picture)
    assert line
    assert "L" not in line.group(1)


@pytest.mark.parametrize("colour", COLOURS)
def test_colours_of_the_chart_stand_out_on_white_and_on_black(colour: str) -> None:
    # Relative luminance of WCAG 2.2; 3:1 is asked of graphics.
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    luminance = sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
    assert 1.05 / (luminance + 0.05) >= 3
    assert (luminance + 0.05) / 0.05 >= 3


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\t=1", " =1", "＝1", "\r=1"])
def test_a_text_that_a_spreadsheet_would_run_is_neutralised(text: str) -> None:
    assert str(cell(text)).startswith("'")


def test_other_cells_stay_as_they_are() -> None:
    assert [cell("数字"), cell(-1.5), cell(None)] == ["数字", -1.5, None]


def test_the_tables_hold_what_was_counted(assistant: Assistant) -> None:
    tracing = assistant.trace(["数字乡村"])
    trace = tracing.traces[0]
    uses = list(csv.DictReader(io.StringIO(csv_table(tracing, "uses"))))
    assert [row["text"] for row in uses] == [use.text for use in trace.lines]
    years = list(csv.DictReader(io.StringIO(csv_table(tracing, "years"))))
    assert [row["year"] for row in years] == ["2003", "2005", ""]
    assert sum(int(row["uses"]) for row in years) == trace.uses
    documents = list(csv.DictReader(io.StringIO(csv_table(tracing, "documents"))))
    assert {row["document"] for row in documents} == {use.document for use in trace.lines}


@pytest.fixture
def run(library: Path):  # type: ignore[no-untyped-def]
    def invoke(*arguments: str) -> Result:
        return CliRunner().invoke(main, ["--library", str(library), *arguments])

    assert invoke("add", str(SPEECH)).exit_code == 0
    return invoke


def test_the_command_writes_chart_table_and_json(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    picture, table = tmp_path / "图.svg", tmp_path / "表.csv"
    shown = run("trace", "网络强国", "=数字", "--plot", str(picture), "--csv", str(table))
    assert shown.exit_code == 0, shown.output
    assert "“网络强国”：1 篇中有 1 篇，共 5 次" in shown.output
    assert "没有“=数字”" in shown.output
    assert ElementTree.parse(picture)
    assert table.read_bytes().startswith(b"\xef\xbb\xbf")
    traced = json.loads(run("trace", "网络强国", "--json").output)
    assert traced["traces"][0]["uses"] == 5


@pytest.mark.parametrize(("language", "undated"), [("zh", "  无日期"), ("en", "   n. d.")])
def test_documents_without_a_date_stand_in_the_column_of_the_years(
    run, tmp_path: Path, language: str, undated: str
) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "a.txt").write_text("座谈会\n建设网络强国。", encoding="utf-8")
    assert run("add", str(tmp_path / "a.txt")).exit_code == 0
    shown = run("--language", language, "trace", "网络强国").output
    years = [line for line in shown.splitlines() if "█" in line]
    assert [line.split("(")[0] for line in years] == ["    2018      5 ", f"{undated}      1 "]


def test_a_chart_is_not_written_to_a_file_that_says_it_is_something_else(
    run, tmp_path: Path
) -> None:  # type: ignore[no-untyped-def]
    refused = run("trace", "网络强国", "--plot", str(tmp_path / "图.png"))
    assert refused.exit_code == 1
    assert "以 .svg 结尾" in refused.stderr and not refused.stdout
    assert not list(tmp_path.glob("*.png"))
    assert run("trace", "网络强国", "--plot", str(tmp_path / "图.SVG")).exit_code == 0


def test_the_command_speaks_english(run) -> None:  # type: ignore[no-untyped-def]
    shown = run("--language", "en", "trace", "网络强国", "--limit", "1")
    assert "5 uses in 1 of 1 documents" in shown.output
    assert "4 more" in shown.output
    assert "Opening" in shown.output or "title" in shown.output


def test_the_command_tells_an_empty_library_and_an_unwritable_place(
    library: Path, tmp_path: Path
) -> None:
    def invoke(*arguments: str) -> Result:
        return CliRunner().invoke(main, ["--library", str(library), *arguments])

    assert "范围内没有文献" in invoke("trace", "网络强国").output
    refused = invoke("trace", "网络强国", "--plot", str(tmp_path / "absent" / "a.svg"))
    assert refused.exit_code == 1
    assert "无法写入" in refused.output

"""The command line as its user meets it."""

from __future__ import annotations

import json
import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from assistant.cli import NOT_FOUND, main

ROOT = Path(__file__).parent.parent
SPEECH = ROOT / "data" / "changchun_2018.txt"


@pytest.fixture
def run(library: Path):  # type: ignore[no-untyped-def]
    def invoke(*arguments: str) -> Result:
        return CliRunner().invoke(main, ["--library", str(library), *arguments])

    return invoke


@pytest.fixture
def filled(run):  # type: ignore[no-untyped-def]
    assert run("add", str(SPEECH)).exit_code == 0
    return run


def test_ask_prints_the_lead_the_quotations_and_what_was_searched(filled) -> None:  # type: ignore[no-untyped-def]
    result = filled("ask", "存在的突出问题有哪些?")
    assert result.exit_code == 0
    assert "[4] 四是信息技术与实体经济融合发展水平还不高" in result.output
    assert "检索 1 篇 · 14 段" in result.output


def test_ask_json_prints_the_whole_answer(filled) -> None:  # type: ignore[no-untyped-def]
    answer = json.loads(filled("ask", "--json", "存在的突出问题有哪些?").output)
    assert answer["status"] == "answered"
    assert len(answer["quotes"]) == 4
    text = SPEECH.read_text(encoding="utf-8")
    assert all(text[q["start"] : q["end"]] == q["text"] for q in answer["quotes"])
    assert set(answer) >= {
        "question", "standalone_question", "status", "text", "quotes", "answerability", "missing",
        "check", "searched", "nearest", "elapsed_ms",
    }  # fmt: skip


def test_ask_tells_not_found_by_its_exit_status(filled) -> None:  # type: ignore[no-untyped-def]
    assert filled("ask", "篮球比赛怎么判犯规?").exit_code == NOT_FOUND


def test_ask_takes_earlier_questions(filled) -> None:  # type: ignore[no-untyped-def]
    result = filled("ask", "第二个呢?", "--after", "存在的突出问题有哪些?")
    assert "二是网络安全事件仍时有发生" in result.output
    assert "理解为" in result.output


def test_search_prints_ranked_paragraphs(filled) -> None:  # type: ignore[no-untyped-def]
    hits = json.loads(filled("search", "--json", "--limit", "3", "最多跑一次").output)
    assert len(hits) == 3
    assert "最多跑一次" in hits[0]["text"]
    assert filled("search", "最多跑一次").output.startswith("1. ")


def test_search_tells_that_nothing_is_in_scope(run) -> None:  # type: ignore[no-untyped-def]
    assert "范围内没有文献" in run("search", "最多跑一次").output
    assert run("add", str(SPEECH)).exit_code == 0
    assert "范围内没有文献" in run("search", "最多跑一次", "--year", "1900").output
    assert (
        "no document in scope"
        in run("--language", "en", "search", "reform", "--year", "1900").output
    )
    assert run("search", "最多跑一次", "--year", "1900", "--json").output == "[]\n"


def test_documents_are_listed_removed_and_restored(filled) -> None:  # type: ignore[no-untyped-def]
    assert "changchun_2018.txt" in filled("list").output
    assert "restore" in filled("remove", "changchun_2018.txt").output
    assert "空" in filled("list").output
    assert filled("restore", "changchun_2018.txt").exit_code == 0
    assert json.loads(filled("list", "--json").output)[0]["date"] == "2018-08-08"


def test_the_command_that_undoes_a_removal_can_be_pasted(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    name = "实施意见 (征求意见稿).txt"
    (tmp_path / name).write_text("座谈会\n一要抓好春耕;二要管好水利。", encoding="utf-8")
    assert run("add", str(SPEECH), str(tmp_path / name)).exit_code == 0
    told = run("remove", name, "changchun_2018.txt").output.splitlines()
    undo = [shlex.split(line.split("：")[1]) for line in told]
    assert undo == [["speech-assistant", "restore", n] for n in (name, "changchun_2018.txt")]


def test_refused_files_are_named_with_the_reason(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    (tmp_path / "空.txt").write_bytes(b"")
    result = run("add", str(tmp_path / "空.txt"))
    assert result.exit_code == 1
    assert "文件是空的" in result.output
    assert "拒绝 1" in result.output


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["ask", "  "], "问题是空的"),
        (["ask", "问" * 3000], "最多 2,000"),
        (["remove", "没有.txt"], "没有.txt"),
        (["add", "/no/such/file.txt"], "没有这个文件"),
        (["eval", "/no/such/set.jsonl"], "不是题集"),
        (["--model", "/no/such/model", "ask", "问题"], "无法打开模型“/no/such/model”"),
    ],
)
def test_errors_are_one_message_without_a_traceback(run, arguments: list[str], says: str) -> None:  # type: ignore[no-untyped-def]
    result = run(*arguments)
    assert result.exit_code == 1
    assert says in result.output
    assert "Traceback" not in result.output


def test_messages_come_in_english_on_request(run) -> None:  # type: ignore[no-untyped-def]
    assert "The question is empty" in run("--language", "en", "ask", " ").output
    refused = run("--language", "en", "--model", "/no/such/model", "list")
    assert "no model folder" in refused.output


def test_settings_come_from_flag_then_environment_then_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from assistant.config import config_file, load_config

    config_file().parent.mkdir(parents=True)
    config_file().write_text('language = "en"\nport = 8001\nhost = "::1"\n', encoding="utf-8")
    monkeypatch.setenv("SPEECH_ASSISTANT_PORT", "8002")
    config = load_config({"port": 8003, "host": None})
    assert (config.language, config.port, config.host) == ("en", 8003, "::1")
    assert load_config().port == 8002


@pytest.mark.parametrize("text", ["colour = 1", "port = 'x'", "language = 'fr'", "= broken"])
def test_bad_settings_are_named(text: str) -> None:
    from assistant.config import ConfigError, config_file, load_config

    config_file().parent.mkdir(parents=True)
    config_file().write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError):
        load_config()


def test_doctor_examines_everything_and_asks_a_question(filled) -> None:  # type: ignore[no-untyped-def]
    result = filled("--language", "en", "doctor")
    assert result.exit_code == 0, result.output
    for word in (
        "Python",
        "torch",
        "tantivy",
        "model",
        "context model",
        "cross-encoder",
        "1 documents, 14 paragraphs",
        "4 quotations",
    ):
        assert word in result.output


def test_doctor_reports_a_folder_that_shadows_the_program(tmp_path: Path) -> None:
    (tmp_path / "ui").mkdir()
    (tmp_path / "ui" / "__init__.py").write_text("")
    environment = {**os.environ, "PYTHONPATH": str(tmp_path)}
    result = subprocess.run(
        [sys.executable, "-m", "assistant.cli", "--library", str(tmp_path / "l"), "--language", "en", "doctor"],
        capture_output=True, text=True, env=environment, cwd=tmp_path, check=False,
    )  # fmt: skip
    assert result.returncode == 1
    assert "shadowed" in result.stdout


def test_a_cold_ask_imports_neither_torch_nor_gradio(library: Path) -> None:
    code = (
        "import sys; from assistant.cli import main\n"
        "try: main(['--library', sys.argv[1], 'ask', '存在的突出问题有哪些?'])\n"
        "except SystemExit as end: assert end.code == 0, end.code\n"
        "print(sorted({'torch', 'gradio', 'sentence_transformers'} & set(sys.modules)))"
    )
    CliRunner().invoke(main, ["--library", str(library), "add", str(SPEECH)])
    result = subprocess.run(
        [sys.executable, "-c", code, str(library)],
        capture_output=True, text=True, cwd=ROOT, check=True,
    )  # fmt: skip
    assert result.stdout.strip().endswith("[]")
    assert "四是" in result.stdout


def test_every_command_and_option_has_help() -> None:
    for name, command in main.commands.items():
        assert command.help, name
        for parameter in command.params:
            if parameter.param_type_name == "option":
                assert getattr(parameter, "help", None), (name, parameter.name)


def test_a_document_is_shown_with_what_is_known_and_its_numbered_text(filled) -> None:  # type: ignore[no-untyped-def]
    shown = filled("show", "changchun_2018.txt").output
    assert "日期: 2018-08-08" in shown
    assert "   5  在长春市网络安全和信息化工作会议上的讲话" in shown


def test_every_edit_is_listed_with_its_reason(filled) -> None:  # type: ignore[no-untyped-def]
    lines = filled("show", "changchun_2018.txt", "--edits").output.splitlines()
    assert any("X → 党" in line and "屏蔽字" in line for line in lines)
    as_json = json.loads(filled("show", "changchun_2018.txt", "--json").output)
    assert len(as_json["edits"]) == len(lines)


def test_metadata_is_corrected_and_emptied(filled) -> None:  # type: ignore[no-untyped-def]
    changed = filled("edit", "changchun_2018.txt", "--speaker", "王某", "--place", "")
    assert changed.output == "讲话人: – → 王某\n地点: 长春市 → –\n"
    (listed,) = json.loads(filled("list", "--json").output)
    assert (listed["speaker"], listed["place"]) == ("王某", "")
    dated = filled("edit", "changchun_2018.txt", "--date", "2018/8/9")
    assert dated.output == "日期: 2018-08-08 → 2018-08-09\n"


def test_remarks_are_separated_as_the_readers_language_does(filled) -> None:  # type: ignore[no-untyped-def]
    remarks = ("edit", "changchun_2018.txt", "--remark", "一", "--remark", "二")
    assert filled(*remarks).output.endswith("→ 一、二\n")
    assert filled("--language", "en", *remarks).output == "remarks: 一, 二 → 一, 二\n"


def test_the_type_is_a_word_of_the_readers_language(filled) -> None:  # type: ignore[no-untyped-def]
    name = "changchun_2018.txt"
    assert "  讲话  " in filled("list").output and "speech" not in filled("list").output
    assert "类型: 讲话" in filled("show", name).output
    assert filled("edit", name, "--type", "policy").output == "类型: 讲话 → 政策文件\n"
    english = ("--language", "en")
    assert "  policy  " in filled(*english, "list").output
    changed = filled(*english, "edit", name, "--type", "")
    assert changed.output == "type: policy → –\n"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("edit", "changchun_2018.txt", "--date", "2018-13-8"), "不是日期"),
        (("edit", "changchun_2018.txt"), "没有要更正的内容"),
        (("edit", "missing.txt", "--title", "题"), "没有文档"),
        (("show", "missing.txt"), "没有文档"),
    ],
)
def test_what_cannot_be_shown_or_corrected_is_told(
    filled, arguments: tuple[str, ...], says: str
) -> None:  # type: ignore[no-untyped-def]
    refused = filled(*arguments)
    assert refused.exit_code != 0 and says in refused.output


def test_standard_input_is_added_under_the_name_given(run, library: Path) -> None:  # type: ignore[no-untyped-def]
    data = SPEECH.read_bytes()
    arguments = ["--library", str(library), "add", "-"]
    assert CliRunner().invoke(main, arguments, input=data).exit_code == 1
    for name in ("讲话", "讲" * 120):
        added = CliRunner().invoke(main, [*arguments, "--name", name], input=data)
        assert added.exit_code == 0
    assert {d["name"] for d in json.loads(run("list", "--json").output)} == {"讲话", "讲" * 120}


def test_a_path_that_is_not_there_keeps_no_other_from_being_added(run, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    result = run("add", str(tmp_path / "absent.txt"), str(SPEECH))
    assert (result.exit_code, "找不到" in result.output) == (1, True)
    assert SPEECH.name in run("list").output


def test_the_report_of_an_addition_is_printed_as_json(run) -> None:  # type: ignore[no-untyped-def]
    report = json.loads(run("add", str(SPEECH), "--json").output)
    assert [f["status"] for f in report["files"]] == ["added"]

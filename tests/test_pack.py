"""Evidence packs: what is altered is found, and what was compared is told."""

from __future__ import annotations

import io
import json
import stat
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner

from assistant import Assistant, ExportError, Pack, PackError, Section, Turn, verify_pack
from assistant.checks.pack import Manifest, files, root_hash
from assistant.checks.verification import LARGEST_FILE, _manifest
from assistant.cli import main
from assistant.export import section

SPEECH = Path(__file__).parent.parent / "data" / "changchun_2018.txt"
PROBLEMS = "存在的突出问题有哪些?"


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with Assistant.open(tmp_path_factory.mktemp("library")) as opened:
        opened.add(SPEECH)
        yield opened


@pytest.fixture(scope="module")
def sections(assistant: Assistant) -> list[Section]:
    return [section(PROBLEMS, assistant.ask(PROBLEMS))]


@pytest.fixture(scope="module")
def made(assistant: Assistant, sections: list[Section]) -> Pack:
    return assistant.pack("问题 \x00 <b>", sections)


def members(pack: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(pack)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return file.getvalue()


def forged(pack: bytes, old: str, new: str) -> bytes:
    """The pack with other contents, and every hash and file in it made to match."""
    manifest = members(pack)["manifest.json"].decode()
    assert old in manifest
    contents = _manifest(manifest.replace(old, new).encode()).contents
    return zipped(files(Manifest(1, root_hash(contents), contents)))


def test_a_pack_is_proved_by_a_library_by_a_root_hash_or_not_at_all(
    assistant: Assistant, made: Pack
) -> None:
    alone = verify_pack(made.data)
    assert (alone.sound, alone.proved, alone.against) == (True, False, ())
    assert verify_pack(made.data, made.root.upper()).against == ("root",)
    both = assistant.verify_pack(made.data, made.root)
    assert both.proved and both.against == ("root", "library")
    assert all(q.text in SPEECH.read_text("utf-8") for q in both.contents.quotes)


def test_a_pack_of_the_former_format_is_still_proved(assistant: Assistant, made: Pack) -> None:
    contents = _manifest(members(made.data)["manifest.json"]).contents
    parts = files(Manifest(1, root_hash(contents), contents))
    assert b"\n\\[1\\] " in parts["answers.md"]
    former = assistant.verify_pack(zipped(parts), made.root)
    assert former.sound and former.proved


def test_figures_and_markers_are_readable_in_the_answers_of_a_pack(made: Pack) -> None:
    readable = members(made.data)["answers.md"].decode()
    assert "\n[1] " in readable
    assert "\\" not in readable.replace("\\<b\\>", "")  # of the title


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("网络安全事件仍时有发生", "网络安全事件再未有发生"),
        ("第", "策"),
        ("2018-08-08", "2018-08-09"),
    ],
)
def test_what_was_altered_is_found_although_all_hashes_in_it_match(
    assistant: Assistant, made: Pack, old: str, new: str
) -> None:
    other = forged(made.data, old, new)
    assert verify_pack(other).sound
    assert not verify_pack(other, made.root).sound
    assert not assistant.verify_pack(other).sound


def test_a_file_of_the_pack_that_was_altered_alone_is_found_without_help(made: Pack) -> None:
    for name in members(made.data):
        parts = members(made.data)
        parts[name] = parts[name].replace("网络".encode(), "网上".encode()) + b" "
        try:
            assert not verify_pack(zipped(parts)).sound
        except PackError:
            assert name == "manifest.json"


def test_documents_are_known_by_their_text_whatever_they_are_called(
    made: Pack, tmp_path: Path
) -> None:
    with Assistant.open(tmp_path) as other:
        other.add(SPEECH, name="另一个名字")
        assert other.verify_pack(made.data).proved
        other.remove("另一个名字")
        lacking = other.verify_pack(made.data)
    assert "does not hold changchun_2018.txt" in lacking.findings[0].en


def test_a_pack_that_told_the_paragraphs_of_a_law_by_their_count_is_still_proved(
    tmp_path: Path,
) -> None:
    law = tmp_path / "护林条例.txt"
    law.write_text("第一条 为了护林，制定本条例。\n第二条 林区禁止放火。\n", encoding="utf-8")
    with Assistant.open(tmp_path / "library") as other:
        other.add(law)
        made = other.pack("x", [section("问", other.ask("护林条例第二条"))])
        assert other.verify_pack(made.data).proved
        assert other.verify_pack(forged(made.data, "，第二条", "，第2段")).proved
        assert not other.verify_pack(forged(made.data, "，第二条", "，第3段")).sound


def test_what_is_not_in_the_library_any_more_is_not_packed(
    sections: list[Section], tmp_path: Path
) -> None:
    with Assistant.open(tmp_path) as other:
        with pytest.raises(ExportError, match="replaced or removed"):
            other.pack("x", sections)
        with pytest.raises(ExportError, match="no quotation"):
            other.pack("x", [replace(sections[0], quotes=())])


def a_link(made: Pack) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, data in members(made.data).items():
            entry = zipfile.ZipInfo(name)
            entry.external_attr = (stat.S_IFLNK | 0o777) << 16
            archive.writestr(entry, data)
    return file.getvalue()


def with_part(name: str, data: bytes) -> Callable[[Pack], bytes]:
    return lambda made: zipped({**members(made.data), name: data})


BAD: dict[str, Callable[[Pack], bytes]] = {
    "empty": lambda made: b"",
    "text": lambda made: b"hello",
    "cut": lambda made: made.data[:-30],
    "before": lambda made: b"MZ" + made.data,
    "behind": lambda made: made.data + b"x",
    "large": lambda made: b"PK\x03\x04" + bytes(9 * 2**20),
    "traversal": with_part("../evil", b"x"),
    "stranger": with_part("evil.exe", b"x"),
    "link": a_link,
    "bomb": with_part("answers.md", bytes(LARGEST_FILE + 1)),
    "no json": with_part("manifest.json", b"{"),
    "other format": with_part("manifest.json", b'{"format": 3}'),
    "deep": with_part("manifest.json", b"[" * 100_000),
}


@pytest.mark.parametrize("kind", BAD)
def test_what_is_no_pack_is_refused(made: Pack, kind: str) -> None:
    with pytest.raises(PackError) as raised:
        verify_pack(BAD[kind](made))
    assert "不是可以核对的证据包" in raised.value.zh


def test_what_another_zip_holds_is_listed_and_cannot_reach_the_terminal(made: Pack) -> None:
    with pytest.raises(PackError) as raised:
        verify_pack(zipped({"a.txt": b"x", "\x1b[2Jb.txt": b"x"}))
    assert "包内是 a.txt、␛[2Jb.txt，应当" in raised.value.zh
    assert "it holds a.txt, ␛[2Jb.txt where" in raised.value.en


def test_a_root_hash_that_is_none_is_refused(made: Pack) -> None:
    with pytest.raises(PackError, match="64 digits"):
        verify_pack(made.data, "abc")


def test_the_commands_say_what_was_compared(assistant: Assistant, tmp_path: Path) -> None:
    library, file = tmp_path / "library", str(tmp_path / "包.zip")
    with Assistant.open(library) as own:
        own.add(SPEECH)

    def run(*command: str) -> tuple[int, str]:
        options = ["--library", str(library), "--language", "en"]
        result = CliRunner().invoke(main, [*options, *command])
        return result.exit_code, result.output

    _, written = run("export", file, PROBLEMS, "第四个呢?")
    root = written.rstrip().rsplit(" ", 1)[1]
    assert run("verify", file)[0] == 3
    assert "proves no quotation" in run("verify", file)[1]
    code, told = run("verify", file, "--library", "--root", root)
    assert code == 0 and "root hash given" in told and "library" in told
    chinese = CliRunner().invoke(main, ["--library", str(library), "verify", file, "--library"])
    assert f"通过：对照资料库 {library}，5 处引文" in chinese.output
    Path(file).write_bytes(forged(Path(file).read_bytes(), "时有发生", "没有发生"))
    code, told = run("verify", file, "--library")
    assert code == 1 and "NOT as it was" in told
    for name, ending in (("a.md", b"##"), ("a.docx", b"PK")):
        run("export", str(tmp_path / name), PROBLEMS)
        assert ending in (tmp_path / name).read_bytes()[:200]
    assert "must end with" in run("export", str(tmp_path / "a.exe"), PROBLEMS)[1]
    manifest = json.loads(members(Path(file).read_bytes())["manifest.json"])
    assert len(manifest["contents"]["sections"]) == 2


def test_a_conversation_follows_on_in_a_pack(assistant: Assistant) -> None:
    first = Turn(PROBLEMS, assistant.ask(PROBLEMS))
    second = assistant.ask("第四个呢?", [first])
    pack = assistant.pack(
        "两问", [section(first.question, first.answer), section("第四个呢?", second)]
    )
    contents = assistant.verify_pack(pack.data).contents
    assert [s.question for s in contents.sections] == [PROBLEMS, "第四个呢?"]

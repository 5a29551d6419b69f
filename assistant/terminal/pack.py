"""speech-assistant export and verify: answers as files, and whether a file is to be believed."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from assistant.config import Config
from assistant.errors import ExportError
from assistant.reasons import reason
from assistant.terminal.opened import open_assistant
from assistant.terminal.options import given, with_filters
from assistant.terminal.written import write_file
from assistant.text.printable import inert

if TYPE_CHECKING:
    from assistant.checks.verification import Verification

FAILED = 1
UNPROVED = 3
"""Exit status of `verify` when nothing but the pack itself was there to compare with."""


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.argument("questions", nargs=-1, required=True)
@click.option("--title", help="Title; the first question unless given.")
@with_filters
@click.pass_obj
def export(
    config: Config,
    file: Path,
    questions: tuple[str, ...],
    title: str | None,
    documents: tuple[str, ...],
    years: tuple[int, ...],
    speakers: tuple[str, ...],
    types: tuple[str, ...],
) -> None:
    """Ask QUESTIONS, one after the other, and write the answers to FILE: .md, .docx, or .zip, an
    evidence pack."""
    from assistant.export import markdown, section, word
    from assistant.types import Turn

    if file.suffix.lower() not in (".md", ".docx", ".zip"):
        raise ExportError(
            f"{file.name}: the name must end with .md, .docx or .zip (an evidence pack).",
            f"{file.name}：文件名须以 .md、.docx 或 .zip（证据包）结尾。",
        )
    filters = given(documents=documents, years=years, speakers=speakers, types=types)
    english, root = config.language == "en", ""
    with open_assistant() as assistant:
        turns: list[Turn] = []
        for question in questions:
            turns.append(Turn(question, assistant.ask(question, turns, **filters)))
        sections = [section(turn.question, turn.answer) for turn in turns]
        heading = title or questions[0]
        if file.suffix.lower() == ".zip":
            packed = assistant.pack(heading, sections)
            content, root = packed.data, packed.root
        elif file.suffix.lower() == ".docx":
            content = word(heading, sections)
        else:
            content = markdown(heading, sections).encode()
    write_file(file, content, config.language, aside=False)
    if root:
        told = "Root hash, to be told by another way" if english else "根哈希（请另行告知对方）"
        click.echo(f"{told}: {root}")


@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--root", help="Root hash that the sender told by another way.")
@click.option(
    "--library", "beside", is_flag=True, help="Compare with the documents of the library."
)
@click.pass_obj
def verify(config: Config, file: Path, root: str | None, beside: bool) -> None:
    """Check an evidence pack (exit status 1: altered; 3: agrees with itself, which proves nothing)."""
    from assistant.checks.verification import LARGEST_PACK, verify_pack

    try:
        with file.open("rb") as stream:
            data = stream.read(LARGEST_PACK + 1)
    except OSError as error:
        en, zh = reason(error)
        raise ExportError(
            f"{file}: cannot be read ({en}).", f"{file}：无法读取（{zh}）。"
        ) from error
    if beside:
        with open_assistant() as assistant:
            result = assistant.verify_pack(data, root)
    else:
        result = verify_pack(data, root)
    for line in _told(result, str(config.library), config.language == "en"):
        click.echo(inert(line))
    if not result.sound:
        sys.exit(FAILED)
    if not result.proved:
        sys.exit(UNPROVED)


def _told(result: Verification, library: str, english: bool) -> list[str]:
    contents = result.contents
    counts = (len(contents.quotes), len(contents.documents))
    lines = [f"{contents.title} · {contents.made_at}"]
    lines += [finding.en if english else finding.zh for finding in result.findings]
    if result.findings:
        failed = "NOT as it was: see above." if english else "核对不通过：见上。"
        return [*lines, failed]
    if "root" in result.against:
        lines.append(_ROOT[english].format(result.root))
    if "library" in result.against:
        lines.append(_LIBRARY[english].format(library, *counts))
        if "root" not in result.against:
            lines.append(_OURS[english])
    if not result.against:
        lines.append(_WITHIN[english].format(result.root))
    return lines


# By whether the reader has English.
_ROOT = (
    "通过：对照另行给出的根哈希 {}，全包逐字未改。",
    "Passed, against the root hash given: {}. No character of the pack was altered.",
)
_LIBRARY = (
    "通过：对照资料库 {}，{} 处引文、{} 篇文献的文本、位置和出处逐字一致。",
    "Passed, against the library {}: {} quotations of {} documents, their places and citations agree"
    " letter for letter.",
)
_OURS = (
    "标题、问题和引语句不属于任何文献，资料库不能证明；须有根哈希。",
    "Title, questions and lead lines are no part of a document and not proved by a library; a root"
    " hash proves them.",
)
_WITHIN = (
    "只核对了内部一致性：包内没有矛盾，但没有可以对照的东西。能改引文的人也能改包内的哈希，所以这"
    "不证明任何引文。请加 --library 对照资料库，或 --root 加上发送人另行告知的根哈希。\n本包自称的根哈希: {}",
    "Only inner consistency was checked: the pack does not contradict itself, but nothing was there to"
    " compare it with. Who can alter a quotation can alter the hashes in the pack, so this proves no"
    " quotation. Add --library, or --root with the hash that the sender told by another way.\nRoot hash"
    " this pack claims: {}",
)

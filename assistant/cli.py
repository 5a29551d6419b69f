"""speech-assistant: serve, ask, search, check, compare, outline, trace, add, list, show, cite, export, verify, edit, remove,
restore, backup, eval, reindex, doctor."""

from __future__ import annotations

import errno
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any, NoReturn

import click

from assistant.config import Config, load_config
from assistant.errors import AssistantError, LoadError
from assistant.terminal.backup import backup, restore
from assistant.terminal.check import check
from assistant.terminal.cite import cite
from assistant.terminal.compare import compare
from assistant.terminal.eval import eval_
from assistant.terminal.metadata import edit, show
from assistant.terminal.opened import open_assistant
from assistant.terminal.options import given, with_filters
from assistant.terminal.outline import outline
from assistant.terminal.pack import export, verify
from assistant.terminal.progress_bar import progress_bar
from assistant.terminal.trace import trace
from assistant.terminal.usage import UsageGroup
from assistant.text.printable import argument
from embeddings import EmbeddingError, ModelNotFound

REFUSED = 1
"""Exit status: something was refused, not found or failed with a message."""
NOT_FOUND = 3
"""Exit status of `ask` when the collection does not answer."""
INTERRUPTED = 130
"""Exit status of `add` after Ctrl-C."""
_SERVING = ("serve", "passwd")


class _Group(UsageGroup):
    """Turns errors meant for people into one message and exit status 1. Commands that serve the
    page are looked up when they are asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted([*super().list_commands(ctx), *_SERVING])

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in _SERVING:
            return super().get_command(ctx, name)
        from ui import commands

        found: click.Command = getattr(commands, name)
        return found

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except AssistantError as error:
            fail(error.message(_language(ctx)))
        except ModelNotFound as error:
            fail(str(error) if _language(ctx) == "en" else _no_model(error.model))
        except EmbeddingError as error:
            fail(str(error))
        except BrokenPipeError:
            # `speech-assistant list | head`: the reader has enough.
            sys.stderr.close()
            sys.exit(0)
        except OSError as error:
            if error.errno != errno.ENOSPC:
                raise
            # `speech-assistant ask --json … > file`
            words = {"en": "The output could not be written: the disk is full. Free some space."}
            fail(words.get(_language(ctx), "输出无法写入：磁盘已满。请腾出空间后重试。"))


def fail(message: str) -> NoReturn:
    click.echo(message, err=True)
    sys.exit(REFUSED)


def _no_model(name: str) -> str:
    return (
        f"无法打开模型“{name}”。请给出 sentence-transformers 模型的文件夹（内有 modules.json），"
        "或在联网时给出 Hugging Face 上的模型名；下载后可离线使用。"
    )


def _language(ctx: click.Context) -> str:
    return ctx.obj.language if isinstance(ctx.obj, Config) else "zh"


@click.group(cls=_Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.option("--library", type=click.Path(path_type=Path), help="Folder of the library.")
@click.option("--model", help="Another sentence-transformers model, by name or path.")
@click.option("--lexicon", help="File of wordings and official wordings; none: no lexicon.")
@click.option("--language", type=click.Choice(["zh", "en"]), help="Language of messages.")
@click.version_option(package_name="speech-assistant")
@click.pass_context
def main(ctx: click.Context, /, **flags: object) -> None:
    """Ask Chinese speeches questions and get exact quotations back."""
    ctx.obj = load_config(flags)
    ctx.meta["library_given"] = flags["library"] is not None


@main.command()
@click.argument("question")
@click.option("--after", "history", multiple=True, help="An earlier question, oldest first.")
@click.option("--json", "as_json", is_flag=True, help="Print the answer as JSON.")
@with_filters
def ask(
    question: str,
    history: tuple[str, ...],
    as_json: bool,
    documents: tuple[str, ...],
    years: tuple[int, ...],
    speakers: tuple[str, ...],
    types: tuple[str, ...],
) -> None:
    """Answer QUESTION with exact quotations (exit status 3: not found)."""
    from assistant.terminal.present import print_answer

    filters = given(documents=documents, years=years, speakers=speakers, types=types)
    with open_assistant() as assistant:
        answer = assistant.ask(question, history, **filters)
    if as_json:
        click.echo(json.dumps(asdict(answer), ensure_ascii=False, indent=1))
    else:
        print_answer(answer)
    if answer.status == "not_found":
        sys.exit(NOT_FOUND)


@main.command()
@click.argument("query")
@click.option(
    "--limit", default=5, show_default=True, type=click.IntRange(1, 1000), help="Paragraphs."
)
@click.option("--json", "as_json", is_flag=True, help="Print the hits as JSON.")
@with_filters
@click.pass_obj
def search(
    config: Config,
    query: str,
    limit: int,
    as_json: bool,
    documents: tuple[str, ...],
    years: tuple[int, ...],
    speakers: tuple[str, ...],
    types: tuple[str, ...],
) -> None:
    """Print the paragraphs nearest to QUERY, best first."""
    from assistant.terminal.present import print_hits

    filters = given(documents=documents, years=years, speakers=speakers, types=types)
    with open_assistant() as assistant:
        hits = assistant.search(query, limit, **filters)
    if as_json:
        click.echo(json.dumps([asdict(h) for h in hits], ensure_ascii=False, indent=1))
    else:
        print_hits(hits, config.language)


@main.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path, allow_dash=True))
@click.option("--name", help="Name of the document (a single file, or -).")
@click.option("--replace", "replace_", is_flag=True, help="Replace documents of the same name.")
@click.option("--prune", is_flag=True, help="Remove what a folder held before and holds no longer.")
@click.option("--keep-files/--keep-no-files", default=None, help="Keep a copy of each file or of none; unless said, of PDFs up to 50 MB.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="Print the report as JSON.")
@click.pass_obj
def add(
    config: Config,
    paths: tuple[Path, ...],
    name: str | None,
    replace_: bool,
    prune: bool,
    keep_files: bool | None,
    as_json: bool,
) -> None:
    """Add files or folders: txt, md, html, docx, pdf; doc, wps, rtf, odt with LibreOffice. `-` reads
    standard input. Ctrl-C stops after the file at hand and keeps what was added."""
    from assistant.terminal.arriving import interruptible, spooled
    from assistant.terminal.present import print_report
    from assistant.types import Added, AddReport

    report = AddReport()
    with (
        progress_bar(config.language) as bar,
        open_assistant(bar) as assistant,
        interruptible() as stopped,
    ):
        for asked in paths:
            try:
                with spooled(asked, name) as path:
                    part = assistant.add(
                        path,
                        name=name,
                        replace=replace_,
                        prune=prune,
                        keep_files=keep_files,
                        progress=bar,
                        cancel=stopped,
                    )
            except LoadError as error:  # of this path; those after it are added all the same
                if len(paths) == 1:
                    raise
                part = AddReport((Added(str(asked), asked.name, "refused", error.en, error.zh),))
            report = report.followed_by(part)
            if part.cancelled:
                break
    if as_json:
        click.echo(json.dumps(asdict(report), ensure_ascii=False, indent=1))
    else:
        print_report(report, config.language)
    if report.cancelled:
        sys.exit(INTERRUPTED)
    if report.refused:
        sys.exit(REFUSED)


@main.command("list")
@click.option("--json", "as_json", is_flag=True, help="Print the documents as JSON.")
@click.pass_obj
def list_(config: Config, as_json: bool) -> None:
    """List the documents of the library."""
    from assistant.terminal.present import print_documents

    with open_assistant() as assistant:
        documents = assistant.documents()
    if as_json:
        click.echo(json.dumps([asdict(d) for d in documents], ensure_ascii=False, indent=1))
    else:
        print_documents(documents, config.language)


@main.command()
@click.argument("names", nargs=-1, required=True)
@click.pass_obj
def remove(config: Config, names: tuple[str, ...]) -> None:
    """Remove documents; `restore NAME` brings one back within 30 days."""
    english = config.language == "en"
    with open_assistant() as assistant:
        for name in names:
            assistant.remove(name)
            undo = f"speech-assistant restore {argument(name)}"
            click.echo(
                f"Removed {name}. Undo: {undo}" if english else f"已移除 {name}。恢复：{undo}"
            )


@main.command()
@click.pass_obj
def reindex(config: Config) -> None:
    """Embed all documents again, after a change of --model."""
    from assistant.pipeline import Assistant

    with progress_bar(config.language) as bar:
        count = Assistant.reindex(config.library, model=config.model, progress=bar)
    click.echo(
        f"Re-embedded {count} documents."
        if config.language == "en"
        else f"已重新嵌入 {count} 篇文献。"
    )


@main.command()
@click.pass_obj
def doctor(config: Config) -> None:
    """Check the installation, the library and the model, and ask a test question."""
    from assistant.terminal.doctor import examine, printed

    healthy = True
    for found in examine(config):
        click.echo(printed(found, config.language))
        healthy = healthy and found.ok
    if not healthy:
        sys.exit(REFUSED)


main.add_command(backup)
main.add_command(restore)
main.add_command(show)
main.add_command(edit)
main.add_command(check)
main.add_command(compare)
main.add_command(outline)
main.add_command(trace)
main.add_command(cite)
main.add_command(export)
main.add_command(verify)
main.add_command(eval_)

if __name__ == "__main__":
    main()

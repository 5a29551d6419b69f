"""What is wrong with a command line, in Chinese where that is the reader's language; click itself says it in English."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any

import click

from assistant.config import load_config
from assistant.errors import AssistantError

_PATTERNS: tuple[tuple[str, str], ...] = (
    (r"No such command '(.*?)'.*", "没有“{0}”这个命令"),
    (r"Missing command.*", "缺少命令"),
    (r"Got unexpected extra arguments? \((.*)\)", "多余的参数：{0}。含空格的内容请加引号"),
    (r"Option '(.*)' requires (?:an|\d+) arguments?.*", "选项 {0} 后面缺少内容"),
    (r"Option '(.*)' does not take a value.*", "选项 {0} 后面不带内容"),
    (r"'?(.*?)'? is not a valid (?:integer|int).*", "“{0}”不是整数"),
    (r"'?(.*?)'? is not in the range (.*?)\.?", "“{0}”超出范围 {1}"),
    (r"'?(.*?)'? is not one of .*", "“{0}”不在可选之列"),
    (r".* '(.*)' is a directory\.?", "“{0}”是文件夹，应为文件"),
)
"""What click says without a class of its own."""


class UsageGroup(click.Group):
    """Commands whose misuse is told in the reader's language."""

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: click.Context | None = None,
        **extra: Any,
    ) -> click.Context:
        given = re.search(r"(?:^|\n)--language[=\n](zh|en)(?:\n|$)", "\n".join(args))
        with _told(given[1] if given else None):
            return super().make_context(info_name, args, parent, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        with _told(ctx.params.get("language")):
            return super().invoke(ctx)


class _ChineseUsageError(click.UsageError):
    def show(self, file: IO[Any] | None = None) -> None:
        if self.ctx is not None:
            pieces = " ".join(self.ctx.command.collect_usage_pieces(self.ctx))
            path = self.ctx.command_path
            click.echo(
                f"用法：{path} {pieces}\n运行“{path} --help”查看帮助。\n", file=file, err=True
            )
        click.echo(f"错误：{self.message}", file=file, err=True)


@contextmanager
def _told(language: str | None) -> Iterator[None]:
    """Usage errors in a language, or in that of the settings."""
    try:
        yield
    except click.UsageError as error:
        if (language or _configured()) == "en" or type(error).__name__ == "NoArgsIsHelpError":
            raise
        raise _ChineseUsageError(in_chinese(error), error.ctx) from error


def in_chinese(error: click.UsageError) -> str:
    """What is wrong and what is possible. What is none of click's errors has its own words."""
    known = list(getattr(error, "possibilities", None) or ())
    near = f"。是不是 {'、'.join(known)}？" if known else "。"
    if isinstance(error, click.NoSuchOption):
        return f"没有“{error.option_name}”这个选项{near}"
    if isinstance(error, click.MissingParameter):
        return f"缺少{_named(error.param)}。{_choices(error.param)}"
    for pattern, words in _PATTERNS:
        if match := re.fullmatch(pattern, error.message):
            place = f"{_named(error.param)}：" if isinstance(error, click.BadParameter) else ""
            chosen = _choices(getattr(error, "param", None))
            return f"{place}{words.format(*match.groups())}{near}{chosen}"
    return error.message


def _named(parameter: click.Parameter | None) -> str:
    if parameter is None:
        return "参数"
    if isinstance(parameter, click.Option):
        return f"选项 {max(parameter.opts, key=len)}"
    return f"参数 {parameter.human_readable_name}"


def _choices(parameter: click.Parameter | None) -> str:
    kind = parameter.type if parameter else None
    if not isinstance(kind, click.Choice):
        return ""
    names = getattr(kind, "named", {})
    return f"可选：{'、'.join(dict.fromkeys([*names, *filter(None, map(str, kind.choices))]))}。"


def _configured() -> str:
    try:
        return load_config().language
    except AssistantError:
        return "zh"

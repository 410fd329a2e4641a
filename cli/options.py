"""Options that commands share, and the session they open."""

from __future__ import annotations

import functools
import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import click

from ..session import Session, load

Command = Callable[..., Any]


class Words(click.ParamType[str]):
    """Text from the command line; under an ASCII locale its UTF-8 bytes arrive as surrogates and are put right."""

    name = "text"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the text as it was typed."""
        return os.fsencode(value).decode("utf-8", "replace")


WORDS = Words()


@dataclass(frozen=True, slots=True)
class Asked:
    """The shared options of one call."""

    store: str | None
    workspace: str | None
    as_of: str | None
    lang: str
    json: bool
    quiet: bool

    def say(self, text: str) -> None:
        """Tell progress on stderr, unless --quiet."""
        if not self.quiet:
            click.echo(text, err=True)

    def open(self) -> Session:
        """Open the graph these options name."""
        return load(self.store, workspace=self.workspace, as_of=self.as_of, scope="all", say=self.say)


_AS_OF = click.option("--as-of", metavar="日期", help="编制日（不给则题头写“编制日未填”；不取系统时钟）")
_SHARED = (
    click.option("--store", metavar="地址", help="图的地址：memory:、ladybug:路径、neo4j://…、bolt://…（默认：工作区内嵌图）"),
    click.option("--workspace", metavar="文件夹", help="工作区（默认：LIANTU_HOME 或用户数据文件夹）"),
    _AS_OF,
    click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", show_default=True, help="输出语言"),
    click.option("--json", "as_json", is_flag=True, help="输出 JSON（键为英文，值如数据）"),
    click.option("--quiet", "-q", is_flag=True, help="不在 stderr 上报告进度"),
)


def shared(command: Command) -> Command:
    """Add the options every command has; the command gets them as one `asked`."""

    @functools.wraps(command)
    def wrapped(
        *args: Any, store: str | None, workspace: str | None, as_of: str | None, lang: str, as_json: bool, quiet: bool, **rest: Any
    ) -> Any:
        return command(Asked(store, workspace, as_of, lang, as_json, quiet), *args, **rest)

    for option in reversed(_SHARED):
        wrapped = option(wrapped)
    return wrapped


def shared_undated(command: Command) -> Command:
    """Add the shared options but `--as-of`, for a command that says otherwise which dates it is about."""

    @functools.wraps(command)
    def wrapped(*args: Any, store: str | None, workspace: str | None, lang: str, as_json: bool, quiet: bool, **rest: Any) -> Any:
        return command(Asked(store, workspace, None, lang, as_json, quiet), *args, **rest)

    for option in reversed([o for o in _SHARED if o is not _AS_OF]):
        wrapped = option(wrapped)
    return wrapped

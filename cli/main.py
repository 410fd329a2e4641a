"""The `liantu` group: commands load when called, every error is one clear line with the exit code of the contract."""

from __future__ import annotations

import errno
import gc
import os
import re
import sys
from collections.abc import Sequence

import click

from .. import __version__
from ..graph.errors import LiantuError
from .lazy import LazyGroup
from .output import first_line

COMMANDS = {  # name → module; the order is the order of the help page
    "demo": "setup",
    "build": "setup",
    "doctor": "setup",
    "chains": "ask",
    "gaps": "ask",
    "compare": "differences",
    "search": "ask",
    "show": "show",
    "query": "ask",
    "cuts": "cuts",
    "recommend": "recommend",
    "whatif": "whatif",
    "brief": "brief",
    "portfolio": "portfolio",
    "audit": "audit",
    "evaluate": "evaluate",
    "complexity": "complexity",
    "reverify": "reverify",
    "report": "produce",
    "map": "map",
    "charts": "charts",
    "serve": "serve",
    "export": "export",
    "replay": "replay",
    "cite": "cite",
    "import": "intake",
    "pool": "pool",
    "template": "template",
    "declare": "declare",
    "ledger": "ledger",
    "verify": "truth",
    "source": "truth",
    "measures": "measures",
    "resolve": "resolve",
    "history": "truth",
    "undo": "truth",
    "backup": "backup",
    "restore": "backup",
}
USAGE_EXIT = 2
RARE_COLLECTIONS = (200_000, 20, 20)  # a graph is some 500,000 objects that stay: the usual (700, 10, 10) takes a fifth of the time


@click.group(cls=LazyGroup, commands_at=COMMANDS, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "--version", prog_name="liantu")
def cli() -> None:
    """链图：产业链图谱。从缺口到依据、到招商对象、到报告，每一行都能回答“谁说的”。"""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line; ends the process with the exit code of the contract."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a GBK console must not break on a rare character
    gc.set_threshold(*RARE_COLLECTIONS)
    sys.exit(run(arguments))


def run(arguments: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit code: 0 ok, 1 run error, 2 usage, 3 data, 4 unknown."""
    try:
        ended = cli.main(args=arguments, prog_name="liantu", standalone_mode=False)
        sys.stdout.flush()
        return ended if isinstance(ended, int) else 0
    except LiantuError as fault:
        return _say(str(fault), fault.exit_code)
    except click.Abort:
        return _say("已中断 / interrupted", 1)
    except click.ClickException as fault:
        return _say(f"{_usage_line(fault)}；用法见 liantu --help / usage, see liantu --help", USAGE_EXIT)
    except BrokenPipeError:
        return _quiet_pipe()
    except OSError as fault:
        return _say(_os_line(fault), 1)
    except ImportError as fault:
        if (fault.name or "").startswith("liantu"):
            raise  # a mistake in the program, which its trace explains
        return _say(f"有程序库不能加载，请运行 liantu doctor / a library cannot be loaded, run liantu doctor：{first_line(fault)}", 1)


def _say(text: str, code: int) -> int:
    for line in text.splitlines():
        click.echo(f"错误：{line}", err=True)
    return code


def _usage_line(fault: click.ClickException) -> str:
    """Return what click complains of, Chinese first for what happens most: a file that is not there."""
    said = fault.format_message()
    absent = re.search(r"'([^']+)' does not exist", said)
    return f"没有这个文件或文件夹：{absent[1]} / no such file" if absent else f"用法有误：{said}"


def _os_line(fault: OSError) -> str:
    where = fault.filename or "输出"
    advice = {
        errno.ENOSPC: "磁盘已满，请腾出空间 / disk full",
        errno.EACCES: "没有写权限，请换一个位置 / permission denied, choose another place",
        errno.EROFS: "文件夹只读，请换一个位置 / read-only folder, choose another place",
    }
    return f"{where}：{advice.get(fault.errno or 0, fault.strerror or str(fault))}"


def _quiet_pipe() -> int:
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0

"""The commands that the documentation shows: lines `liantu …` of code blocks, and the commands named inside sentences."""

from __future__ import annotations

import re
import shlex
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from project import ROOT

BLOCK = re.compile(r"^(?P<indent> *)```(?P<language>[\w-]*)\n(?P<text>.*?)^(?P=indent)```", re.M | re.S)
SPAN = re.compile(r"`(liantu [^`\n]+)`")
SHELL = ("", "sh", "console", "bash")
STATED = re.compile(r"(?:退出码|exit) (\d)")  # in the comment of a line whose exit code is not 0
GENERATED = "cli.md"  # usage lines, compared with the code by tests/unit/test_docs.py


@dataclass(frozen=True, slots=True)
class Shown:
    """A command as the page shows it: its words without `liantu`, and the exit code that the page promises."""

    page: str
    line: str
    words: tuple[str, ...]
    code: int


@cache
def doc_pages() -> tuple[Path, ...]:
    """Return READMEs and the pages below docs/."""
    written = sorted(page for page in (ROOT / "docs").rglob("*.md") if page.name != GENERATED)
    return (ROOT / "README.md", ROOT / "README.zh-CN.md", *written)


@cache
def shown_commands() -> tuple[Shown, ...]:
    """Return the commands of all code blocks, page by page, in their order."""
    return tuple(command for page in doc_pages() for command in commands_of(page.read_text(encoding="utf-8"), _name(page)))


def commands_of(text: str, page: str) -> list[Shown]:
    """Return the commands in the code blocks of one page."""
    lines = [
        line.strip().removeprefix("$ ")
        for block in BLOCK.finditer(text)
        if block["language"] in SHELL
        for line in block["text"].splitlines()
    ]
    return [_shown(page, line) for line in lines if line.startswith("liantu ")]


def _shown(page: str, line: str) -> Shown:
    words = shlex.split(line, comments=True)
    command = " ".join(line.split("  #")[0].split(" # ")[0].split())
    if ">" in words:
        words = words[: words.index(">")]
    stated = STATED.search(line)
    return Shown(page, command, tuple(words[1:]), int(stated[1]) if stated else 0)


def named_commands() -> list[tuple[str, str]]:
    """Return (page, command) for each command named inside a sentence or a table."""
    return [(_name(page), said) for page in doc_pages() for said in SPAN.findall(BLOCK.sub("", page.read_text(encoding="utf-8")))]


def _name(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()

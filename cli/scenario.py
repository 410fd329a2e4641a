"""The options that tell of a what-if, alike in every command that takes one."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..graph.changes import CUT, LAND, LOSE
from .options import WORDS

if TYPE_CHECKING:
    from ..graph.changes import Change

_OPTIONS = (
    click.option("--land", "lands", multiple=True, type=WORDS, metavar="企业@环节", help="引进一家企业到一个环节，可多次；图外企业写名称"),
    click.option("--lose", "losses", multiple=True, type=WORDS, metavar="企业", help="失去一家在区企业，可多次"),
    click.option("--cut", "cuts", multiple=True, type=WORDS, metavar="环节", help="切断一个环节（本地和外购都没有），可多次"),
    click.option(
        "--scenario",
        type=click.Path(dir_okay=False, path_type=Path),
        help="情景文件（.yaml 或 .csv、.xlsx：动作、企业、环节）",
    ),
)


def takes_scenario(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the options of a what-if; it gets them as `changes`, in the order asked, those of the file last."""

    @wraps(command)
    def asked(*args: Any, lands: Sequence[str], losses: Sequence[str], cuts: Sequence[str], scenario: Path | None, **rest: Any) -> Any:
        from ..loaders.scenario_file import changes_of, read_scenario

        written = changes_of({LAND: lands, LOSE: losses, CUT: cuts}) + (read_scenario(scenario) if scenario else [])
        return command(*args, changes=written, **rest)

    for option in reversed(_OPTIONS):
        asked = option(asked)
    return asked


def as_options(changes: Sequence[Change]) -> dict[str, list[str]]:
    """Return changes as the options that say them, so that a manifest holds a scenario and not the name of a file.

    >>> from ..graph.changes import Change
    >>> as_options([Change("land", "甲", "乙", ""), Change("cut", "", "丙", "")])
    {'lands': ['甲@乙'], 'losses': [], 'cuts': ['丙']}
    """
    texts = {LAND: [f"{c.firm}@{c.link}" for c in changes if c.action == LAND]}
    texts |= {LOSE: [c.firm for c in changes if c.action == LOSE], CUT: [c.link for c in changes if c.action == CUT]}
    return {"lands": texts[LAND], "losses": texts[LOSE], "cuts": texts[CUT]}

"""What a manifest keeps so that its files can be made again: the command, what was asked, every input with its hash.

Only the commands and options named here are run again, whatever a manifest says; where files go and which store or workspace is
read is for the reader to say, never for the manifest.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..graph.errors import DataError

if TYPE_CHECKING:
    from ..session import Session

OPTIONS = {
    "report": ("chains", "everything", "profile", "edition", "pdf", "lands", "losses", "cuts"),
    "map": ("chain", "everything", "edition"),
    "export": ("kind", "scope", "redistributable"),
}
Given = str | bool | list[str]


def asked_of(session: Session, command: str, as_of: str | None, **options: Any) -> dict[str, Any]:
    """Return what goes into the manifest under `replay`."""
    from ..workspace.inputs import inputs

    given = {name: list(value) if isinstance(value, tuple) else value for name, value in options.items()}
    if "profile" in given:
        given["profile"] = Path(str(given["profile"])).name  # a file of the user's: where it lies is nobody's business
    return {"command": command, "options": given, "as_of": as_of, "inputs": inputs(session.workspace)}


def words(held: Mapping[str, Any], commands: Mapping[str, click.Command]) -> list[str]:
    """Return the command line that `held` asks for, without the command. Raises DataError for what is not ours."""
    name, options, as_of = held["command"], held["options"], held.get("as_of")
    by_name = {p.name: p for p in commands[name].params}
    found: list[str] = []
    behind: list[str] = []
    for option, value in options.items():
        if option not in OPTIONS[name] or option not in by_name:
            raise DataError(f"清单 replay.options：{name} 没有可重做的选项 {option!r} / no such option to replay")
        argument = isinstance(by_name[option], click.Argument)
        (behind if argument else found).extend(_words(by_name[option], value))
    dated = [f"--as-of={as_of}"] if as_of else []
    return [*found, *dated, "--", *behind]


def _words(param: click.Parameter, value: Given) -> Sequence[str]:
    if isinstance(param, click.Argument):
        given = value if isinstance(value, list) else [value]
        return [one for one in given if isinstance(one, str) and one]
    if isinstance(value, bool):
        return [param.opts[0]] if value else []
    return [f"{param.opts[0]}={one}" for one in (value if isinstance(value, list) else [value])]

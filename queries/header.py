"""The header of a query file: what it asks, what it takes, what it returns, in which order."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..graph.errors import DataError

Value = str | int
_TYPES = {"text": str, "integer": int}
_PARAM = re.compile(r"(?P<name>[a-z_]+) (?P<type>text|integer)(?: = ?(?P<default>[^:]*?))? : (?P<about>.+)")
_COLUMN = re.compile(r"(?P<name>[a-z_]+): (?P<about>.+)")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter; without a default it must be given."""

    name: str
    type: type[str] | type[int]
    default: Value | None
    about: str


@dataclass(frozen=True, slots=True)
class Query:
    """A named question. `order` holds (column, descending); null stands last either way."""

    name: str
    title: str
    title_en: str
    question: str
    parameters: tuple[Parameter, ...]
    columns: dict[str, str]
    order: tuple[tuple[str, bool], ...]
    text: str


def parse(name: str, text: str) -> Query:
    """Return the query of a file's text. Raises DataError naming the file and what its header lacks.

    A header line reads `// title: 中文 / English`, `// question: …`, `// param NAME text|integer = DEFAULT : …` (no `=` where
    it must be given), `// column NAME: …` or `// order: a, b desc`.
    """
    lines = [line[3:] for line in text.splitlines() if line.startswith("// ")]
    title, _, title_en = _one(name, lines, "title").partition(" / ")
    columns = {m["name"]: m["about"] for m in _all(name, lines, "column ", _COLUMN)}
    order = tuple((c.removesuffix(" desc"), c.endswith(" desc")) for c in re.split(r", *", _one(name, lines, "order")))
    if unknown := {c for c, _ in order} - columns.keys():
        raise DataError(f"{name}：order 中的 {sorted(unknown)} 不是列 / order names what is no column")
    parameters = tuple(_parameter(m) for m in _all(name, lines, "param ", _PARAM))
    return Query(name, title, title_en, _one(name, lines, "question"), parameters, columns, order, text)


def _one(name: str, lines: list[str], key: str) -> str:
    found = [line.removeprefix(f"{key}: ").strip() for line in lines if line.startswith(f"{key}: ")]
    if len(found) != 1 or not found[0]:
        raise DataError(f"{name}：文件头应有一行 “// {key}: …” / the header needs exactly one such line")
    return found[0]


def _all(name: str, lines: list[str], key: str, pattern: re.Pattern[str]) -> list[re.Match[str]]:
    matches = [(line, pattern.fullmatch(line.removeprefix(key))) for line in lines if line.startswith(key)]
    if wrong := [line for line, match in matches if match is None]:
        raise DataError(*(f"{name}：看不懂文件头 “{line}” / cannot read this header line" for line in wrong))
    return [match for _, match in matches if match]


def _parameter(match: re.Match[str]) -> Parameter:
    kind, default = _TYPES[match["type"]], match["default"]
    return Parameter(match["name"], kind, None if default is None else kind(default), match["about"])

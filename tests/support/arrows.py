"""Read the imports of the packages and name every one that the architecture forbids."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

BELOW_SESSION = frozenset({"analysis", "graph", "loaders", "queries", "reports", "viz", "workspace"})
ALLOWED: dict[str, frozenset[str]] = {
    "graph": frozenset(),
    "loaders": frozenset({"graph"}),
    "queries": frozenset({"graph"}),
    "analysis": frozenset({"graph"}),
    "workspace": frozenset({"graph", "loaders"}),
    "viz": frozenset({"graph", "analysis"}),
    "reports": frozenset({"graph", "analysis", "queries", "viz"}),
    "session": BELOW_SESSION,
    "acts": BELOW_SESSION,
    "national": BELOW_SESSION,
    "__init__": BELOW_SESSION | {"session", "national"},
    "web": BELOW_SESSION | {"session", "acts"},
    "cli": BELOW_SESSION | {"session", "acts", "national", "web", "__init__"},
    "__main__": frozenset({"cli"}),
}
DRIVERS = frozenset({"ladybug", "neo4j", "py2neo"})
DRIVER_ROOM = ("graph", "store")
IMPORT_CALLS = frozenset({"import_module", "__import__"})


class Import(NamedTuple):
    """One imported module: its dotted name split up, how many dots led to it, its line."""

    parts: tuple[str, ...]
    level: int
    line: int


def forbidden(path: Path, text: str) -> list[str]:
    """Return one sentence for every import of a module (path relative to the root) that breaks a rule."""
    found = [(item, _fault(path, item)) for item in imports(text)]
    return [f"{path.as_posix()}:{item.line}: {fault}" for item, fault in found if fault]


def imports(text: str) -> Iterator[Import]:
    """Yield every import of a module, also those inside functions and by a literal `import_module("…")`."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Import):
            yield from (Import(tuple(alias.name.split(".")), 0, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from _from(node)
        elif isinstance(node, ast.Call) and _is_import_call(node):
            yield _dynamic(node)


def _from(node: ast.ImportFrom) -> Iterator[Import]:
    """Yield `from a.b import c` as a.b.c, so that `from .. import graph` names its room."""
    head = tuple(node.module.split(".")) if node.module else ()
    for alias in node.names:
        yield Import((*head, alias.name), node.level, node.lineno)


def _is_import_call(node: ast.Call) -> bool:
    """Tell import_module("x") with a literal name from other calls."""
    called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    literal = bool(node.args) and isinstance(node.args[0], ast.Constant) and isinstance(node.args[0].value, str)
    return called in IMPORT_CALLS and literal


def _dynamic(node: ast.Call) -> Import:
    """Read the literal name of an import call; leading dots are levels."""
    name = node.args[0].value  # type: ignore[attr-defined]
    bare = name.lstrip(".")
    return Import(tuple(bare.split(".")), len(name) - len(bare), node.lineno)


def _fault(path: Path, item: Import) -> str | None:
    """Say what is wrong with one import of one module, None when nothing is."""
    if not item.level:
        return _absolute_fault(path, item.parts[0])
    folder = path.parts[:-1]
    if item.level > len(folder) + 1:
        return "a relative import leaves the package"
    target = (*folder[: len(folder) + 1 - item.level], *item.parts)
    return _arrow_fault(_room(path), target[0], path)


def _absolute_fault(path: Path, name: str) -> str | None:
    """Judge an absolute import: ours must be relative, drivers have one room."""
    if name == "liantu":
        return "import siblings relatively, not through `liantu.`"
    if name in DRIVERS and path.parts[:2] != DRIVER_ROOM:
        return f"the driver {name} may be imported below graph/store/ only"
    return None


def _arrow_fault(room: str, target: str, path: Path) -> str | None:
    """Judge an arrow between rooms; every room may ask the root for its `__version__`."""
    if room not in ALLOWED:
        return f"the room {room} is not in the architecture: add it to ALLOWED or move {path.name}"
    goal = target if target in ALLOWED else "__init__"
    if goal == room or target == "__version__" or goal in ALLOWED[room]:
        return None
    return f"{room} may not import {goal}"


def _room(path: Path) -> str:
    """Return the room of a module: its first folder, or its own name in the root."""
    return path.parts[0] if len(path.parts) > 1 else path.stem

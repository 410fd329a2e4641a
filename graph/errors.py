"""Errors: one root, the meaning in the name, one clear line each (Chinese first, then English)."""

from __future__ import annotations


class LiantuError(Exception):
    """Root of all our errors; `exit_code` is the contract of the command line (0 ok, 1 run, 2 usage, 3 data, 4 unknown)."""

    exit_code = 1


class StoreError(LiantuError):
    """A store is absent, locked, refused us, or the disk is full."""


class SchemaError(LiantuError):
    """A declaration in graph/schema.py is wrong: says which type, which field, what to do."""

    exit_code = 3


class DataError(LiantuError):
    """Input is broken: where, what came, what was expected, what to do.

    `problems` holds every fault found in one go, never only the first.
    """

    exit_code = 3

    def __init__(self, *problems: str) -> None:
        self.problems = problems
        super().__init__("\n".join(problems))


class NotFound(LiantuError):
    """An unknown chain, link, id or text."""

    exit_code = 4

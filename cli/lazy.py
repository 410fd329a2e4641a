"""A command group whose commands stand in modules that are imported only when asked for."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from typing import Any

import click


class LazyGroup(click.Group):
    """`commands_at`: name → module of this package that holds `<name>_command` (dashes become underscores), in the help page's order."""

    def __init__(self, *args: Any, commands_at: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.commands_at = commands_at

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the command names in the order declared."""
        return list(self.commands_at)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """Import and return a command."""
        if name not in self.commands_at:
            return None
        module = importlib.import_module(f".{self.commands_at[name]}", __package__)
        command: click.Command = getattr(module, f"{name.replace('-', '_')}_command")
        return command

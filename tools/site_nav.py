"""What mkdocs.yml cannot say: a folder in the nav stands for all its pages, so a new decision needs no line there."""

from __future__ import annotations

from pathlib import Path
from typing import Any

Entry = Any  # a page, {title: page}, {title: [entries]}, as mkdocs reads its nav


def on_config(config: Any) -> Any:
    """Put the pages of a folder, by name, wherever the nav names the folder (`decisions/`)."""
    config["nav"] = filled(config["nav"], Path(config["docs_dir"]))
    return config


def filled(nav: list[Entry], docs: Path) -> list[Entry]:
    """Return a nav whose every folder is the list of its pages."""
    return [_filled(entry, docs) for entry in nav]


def _filled(entry: Entry, docs: Path) -> Entry:
    if not isinstance(entry, dict):
        return entry
    ((title, target),) = entry.items()
    if isinstance(target, list):
        return {title: filled(target, docs)}
    if target.endswith("/"):
        return {title: sorted(page.relative_to(docs).as_posix() for page in (docs / target).glob("*.md"))}
    return entry

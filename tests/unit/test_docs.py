"""The generated references say what the code says; every public thing has a description in both languages."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from liantu.cli.main import COMMANDS, cli
from liantu.graph import schema as s

ROOT = Path(__file__).parent.parent.parent
_spec = importlib.util.spec_from_file_location("liantu_docs_tool", ROOT / "tools" / "docs.py")
assert _spec and _spec.loader
docs = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(docs)


@pytest.mark.parametrize("name", ["schema.md", "cli.md", "analyses.md"])
def test_page_is_what_the_code_says(name: str) -> None:
    written = (ROOT / "docs" / name).read_text(encoding="utf-8")
    assert written == docs.pages()[name], "run `python tools/docs.py`"


@pytest.mark.parametrize("name", list(COMMANDS))
def test_every_command_and_option_is_explained(name: str) -> None:
    import click

    command = cli.get_command(click.Context(cli), name)
    assert command is not None and command.help
    assert all(p.help for p in command.params if isinstance(p, click.Option))


@pytest.mark.parametrize("declared", list(s.SCHEMA), ids=lambda d: d.name)
def test_every_type_is_described_in_both_languages(declared: object) -> None:
    assert all(getattr(declared, key) for key in ("zh", "about", "about_zh"))
    assert all(p.zh and p.about for p in declared.props)  # type: ignore[attr-defined]


@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
def test_readme_names_every_command(readme: str) -> None:
    text = (ROOT / readme).read_text(encoding="utf-8")
    assert [name for name in COMMANDS if f"liantu {name}" not in text] == []

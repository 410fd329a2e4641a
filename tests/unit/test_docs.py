"""The generated references say what the code says; every public thing has a description in both languages."""

from __future__ import annotations

import importlib.util
from pathlib import Path

import pytest

from liantu.cli.main import COMMANDS, cli
from liantu.graph import schema as s
from liantu.graph.claims import Claim

ROOT = Path(__file__).parent.parent.parent
_spec = importlib.util.spec_from_file_location("liantu_docs_tool", ROOT / "tools" / "docs.py")
assert _spec and _spec.loader
docs = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(docs)


@pytest.mark.parametrize("name", ["schema.md", "cli.md", "analyses.md", "plan.md", "data-dictionary.md"])
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


def test_the_dictionary_has_every_property_and_every_column() -> None:
    """Read back from the page: what stands there is what the schema, claims and frames declare."""
    from liantu.graph.columns import FRAMES
    from liantu.graph.rows import CLAIM_COLUMNS

    parts = docs.dictionary_page().split("\n## ")[1:]
    cells = [[line.split(" | ")[0].strip("| `") for line in part.splitlines() if line.startswith("| `")] for part in parts]
    assert set(cells[0]) == {p.name for t in s.SCHEMA.nodes for p in t.props}
    assert set(cells[1]) == {p.name for t in s.SCHEMA.edges for p in t.props}
    assert cells[2] == list(CLAIM_COLUMNS)
    assert cells[3] == [column for declared in FRAMES.values() for column in declared]


def test_a_thing_counts_once_where_it_is_first_named() -> None:
    def said(subject: str, predicate: str, locator: str) -> Claim:
        return Claim(subject, predicate, "某名", "source:plan", "某名", locator, "planned", "plan", "2020-12")

    claims = [
        said("platform:a", "name", "第5章第1节·第505行"),
        said("platform:a", "aliases", "第1章第1节·第18–19行"),
        said("platform:a", "stage", "第2行"),
        said("firm:b", "name", "第3行"),
    ]
    assert docs.first_mentions(claims) == {"platform:a": "1", "firm:b": "序"}


def test_the_counts_of_the_plan_add_up() -> None:
    rows = [line.strip("| ").split(" | ") for line in docs.plan_page().splitlines() if line.startswith("| ")]
    numbers = [[int(n.replace("–", "0")) for n in row[1:]] for row in rows if row[0] not in ("kind", "class", "reason")]
    assert numbers and all(sum(row[:-1]) == row[-1] for row in numbers)
    measures = {row[0]: row[-1] for row in rows}
    assert int(measures["举措 Measure"]) == sum(int(measures[kind]) for kind in s.MEASURE_KINDS)

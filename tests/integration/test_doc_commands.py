"""Every command that the documentation shows is run, page by page and in order, on a built workspace; every one it names exists."""

from __future__ import annotations

import csv
import functools
import gc
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from openpyxl import Workbook

from built import copied
from doc_commands import Shown, commands_of, named_commands, shown_commands
from liantu.cli.main import COMMANDS, cli, run
from national_tables import write_national
from project import ROOT
from ranking_tables import drawn_rows, write_tables

LEARNED = "liantu evaluate rank-makers --tables 表文件夹 --queries 产品.csv --ranker learned --model model.json --out ranks.csv"
# What is not run, and why; a line that no page shows any more is a fault.
NOT_RUN = {
    "liantu serve": "a server",
    "liantu serve --open --as-of 2026-11-22": "a server",
    "liantu serve --as-of 2026-11-22": "a server",
    "liantu serve --read-only": "a server",
    "liantu serve --base-path /liantu --allow-host portal.example": "a server",
    "liantu pool import --ckg 表文件夹 --store neo4j://user:password@host:7687": "needs a Neo4j",
    'liantu build --store "bolt://graph.example.org:7687?workspace=zone"': "needs a Neo4j",
    'liantu gaps --store "bolt://graph.example.org:7687?workspace=zone"': "needs a Neo4j",
    "liantu gaps --since dd809bf8": "the number is that of a state the reader kept",
    "liantu declare withdraw declaration:own-… --date 2026-06-01": "the number is that of the reader's own declaration",
    "liantu resolve --undo 238bc843 --who 王某": "the number is that of the reader's own decision",
    "liantu resolve --same 3 --different 5 --who 王某": "numbers of the reader's own list; run in test_resolve_cli.py",
    "liantu evaluate recommend --tables 表文件夹 --seeds 1,2,3 --out result.json": "long; run in test_evaluate_cli.py",
    "liantu report --all --pdf --out 材料": "long; run in test_report_pack.py",
    "liantu report --all --out 材料": "long; run in test_report_pack.py",
    "liantu report --all --edition public --out 推介": "long; run in test_report_pack.py",
    "liantu evaluate fit-ranker --tables 表文件夹 --out model.json": "long; run in test_evaluate_cli.py",
    LEARNED: "needs that model",
}
OPTION = re.compile(r"(?<!\S)-{1,2}[a-z][\w-]*")
PLACES = ("/backup/", "/srv/")  # folders of a server, put below the page's own
PAGES = sorted({shown.page for shown in shown_commands()})


@pytest.fixture
def desk(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder where the reader of a page stands, with a workspace of its own and the files the page starts from."""
    copied(home, tmp_path / "工作区")
    (tmp_path / "backup").mkdir()
    (tmp_path / "srv/liantu").mkdir(parents=True)
    (tmp_path / "data").mkdir()
    for name in ("data/zone.yaml", "b.yaml"):
        shutil.copy(ROOT / "data/zone.yaml", tmp_path / name)
    _table(tmp_path / "情景.csv", [("动作", "企业", "环节"), ("引进", "日亚化学", "三元正极材料")])
    _table(tmp_path / "产品.csv", [("product",), *((row[1],) for row in drawn_rows(9, seed=7)[:5])])
    _book(tmp_path / "企查查导出_20240506.xlsx", [("企业名称", "统一社会信用代码"), ("某某新材料有限公司", "")])
    _book(tmp_path / "清单.xlsx", [("企业名称", "产品", "年份", "来源"), ("某某电池有限公司", "电解液", "2024", "某名录")])
    monkeypatch.setenv("LIANTU_HOME", str(tmp_path / "工作区"))
    monkeypatch.chdir(tmp_path)
    gc.disable()  # a graph a command, all thrown away: looking for cycles in between costs half of the time
    yield tmp_path
    gc.enable()


def _table(path: Path, rows: list[tuple[str, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


def _book(path: Path, rows: list[tuple[str, ...]]) -> None:
    book = Workbook()
    for row in rows:
        book.active.append(row)  # type: ignore[union-attr]
    book.save(path)


def _tables(folder: Path, page: str) -> None:
    write = functools.partial(write_tables, makes=drawn_rows(60, seed=7)) if "rank" in page else write_national
    write(folder / "表文件夹")


def arguments(shown: Shown, desk: Path) -> list[str]:
    """Return the words of a command with a server's folders put below the desk."""
    words = [str(desk) + word if word.startswith(PLACES) else word for word in shown.words]
    return words if "--quiet" in words else [*words, "--quiet"]


@pytest.mark.parametrize("page", PAGES)
def test_the_commands_of_a_page_run_in_their_order(desk: Path, page: str, capsys: pytest.CaptureFixture[str]) -> None:
    _tables(desk, page)
    if "liantu backup" in (ROOT / page).read_text(encoding="utf-8"):
        assert run(["import", "企查查导出_20240506.xlsx", "--quiet"]) == 0  # so that there is something to save
    for shown in shown_commands():
        if shown.page == page and shown.line not in NOT_RUN:
            assert run(arguments(shown, desk)) == shown.code, f"{shown.line}\n{capsys.readouterr().err}"


def test_the_table_of_exceptions_holds_no_old_line() -> None:
    assert set(NOT_RUN) - {shown.line for shown in shown_commands()} == set()
    assert len(NOT_RUN) <= len(shown_commands()) / 5, "most commands must run"


def _command(words: list[str]) -> tuple[click.Command, list[str]]:
    """Return the command that words name, below its groups, and the words after it."""
    found: click.Command = cli
    while isinstance(found, click.Group) and words and (inner := found.get_command(click.Context(found), words[0])):
        found, words = inner, words[1:]
    return found, words


def _options(command: click.Command) -> set[str]:
    context = click.Context(command, help_option_names=["-h", "--help"])
    return {name for param in command.get_params(context) for name in (*param.opts, *param.secondary_opts)} | {"--version"}


def faults(said: str) -> list[str]:
    """Return the options that a command named in a sentence does not have, or the word that names no command."""
    name, *rest = said.replace("\\|", "|").split()[1:]
    first = name.split("|")[0]
    if first not in COMMANDS and not first.startswith("-"):
        return [first]
    below = rest[0].split("|") if rest and "|" in rest[0] else [" ".join(rest[:1])]
    known = set().union(*(_options(_command([first, sub])[0]) for sub in below))
    return [option for option in OPTION.findall(re.sub(r"[\[/]", " ", " ".join(rest))) if option not in known]


@pytest.mark.parametrize(("page", "said"), named_commands())
def test_a_command_named_in_a_sentence_exists_with_its_options(page: str, said: str) -> None:
    assert faults(said) == [], page


@pytest.mark.parametrize("said", ["liantu recomend", "liantu gaps --sinse 2026", "liantu pool import --chkg X", "liantu map --oot 图"])
def test_a_wrong_one_is_seen(said: str) -> None:
    assert len(faults(said)) == 1


def test_blocks_are_read_as_a_shell_reads_them() -> None:
    block = '   ```sh\n   $ liantu gaps 隔膜  # exit 4\n   pip install liantu\n   liantu cite --bibtex > "a b.bib"\n   ```\n'
    text = f"甲\n\n{block}```python\nliantu = 1\n```\n"
    found = commands_of(text, "x.md")
    assert [(c.words, c.code) for c in found] == [(("gaps", "隔膜"), 4), (("cite", "--bibtex"), 0)]
    assert found[1].line == 'liantu cite --bibtex > "a b.bib"'

"""`liantu evaluate`: the judged command on small tables, by both rankers, and what it says when something is wrong."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from liantu.analysis.ranking import learned
from liantu.cli.main import run
from ranking_tables import drawn_rows, write_tables

ODD = ["=HYPERLINK(1)", "从未见过的东西", '引"号,逗号', "</script>"]


@pytest.fixture(scope="module")
def tables(tmp_path_factory) -> Path:
    return write_tables(tmp_path_factory.mktemp("tables"), drawn_rows(80, seed=7))


@pytest.fixture
def queries(tmp_path, tables) -> Path:
    products = sorted({row[1] for row in drawn_rows(80, seed=7)})[:12]
    with (tmp_path / "q.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([("product",), *((p,) for p in [*products, *ODD])])
    return tmp_path / "q.csv"


def call(capsys, *arguments):
    capsys.readouterr()
    code = run([*map(str, arguments), "--quiet"])
    printed = capsys.readouterr()
    return code, printed.out, printed.err


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_rank_makers(capsys, tables, queries, tmp_path):
    out = tmp_path / "out.csv"
    arguments = ("evaluate", "rank-makers", "--tables", tables, "--queries", queries, "--top", 30, "--out", out)
    code, printed, _ = call(capsys, *arguments, "--json")
    assert code == 0 and json.loads(printed)[0] | {"out": ""} == {"queries": 16, "firms": 80, "rows": 480, "out": ""}
    rows = read(out)
    made = {(code, product) for code, product, _ in drawn_rows(80, seed=7)}
    assert list(rows[0]) == ["product", "rank", "firm_code"]
    for product in dict.fromkeys(row["product"] for row in rows):
        mine = [row for row in rows if row["product"] == product]
        assert [row["rank"] for row in mine] == [str(n) for n in range(1, 31)]
        assert all(len(row["firm_code"]) == 6 and (row["firm_code"], product) not in made for row in mine)
    assert {row["product"] for row in rows} >= set(ODD), "a product stands as it was asked"
    first = out.read_bytes()
    assert call(capsys, *arguments)[0] == 0 and out.read_bytes() == first


def test_learned_with_and_without_a_model(capsys, tables, queries, tmp_path, monkeypatch):
    if not learned.installed():
        pytest.skip("the extra `rank` is not installed")
    monkeypatch.setattr(learned.fit, "__defaults__", (1, 10))
    model, out, again = tmp_path / "m.json", tmp_path / "a.csv", tmp_path / "b.csv"
    common = ("evaluate", "rank-makers", "--tables", tables, "--queries", queries, "--ranker", "learned", "--top", 5)
    assert call(capsys, "evaluate", "fit-ranker", "--tables", tables, "--out", model)[0] == 0
    assert call(capsys, *common, "--model", model, "--out", out)[0] == 0
    assert call(capsys, *common, "--out", again)[0] == 0
    assert out.read_bytes() == again.read_bytes() and len(read(out)) == 16 * 5
    code, printed, _ = call(
        capsys, "evaluate", "recommend", "--tables", tables, "--seeds", 1, "--queries", 9, "--deletions", 0, "--learned", "--json"
    )
    assert code == 0 and json.loads(printed)["methods"]["learned"]["hit@50"] > 0


def test_what_is_wrong_is_said(capsys, tables, queries, tmp_path):
    common = ("--queries", queries, "--out", tmp_path / "o.csv")
    code, _, err = call(capsys, "evaluate", "rank-makers", "--tables", tmp_path, *common)
    assert code == 3 and len(err.splitlines()) == 7 and "makes.csv" in err
    code, _, err = call(capsys, "evaluate", "rank-makers", "--tables", tables, *common, "--model", queries)
    assert code == 2 and "--ranker learned" in err
    code, _, err = call(capsys, "evaluate", "rank-makers", "--tables", tables, *common, "--ranker", "learned", "--model", queries)
    assert code in (1, 3) and ("fit-ranker" in err or "liantu[rank]" in err)
    assert call(capsys, "evaluate", "recommend", "--tables", tables, "--seeds", "1,x")[0] == 2
    assert not (tmp_path / "o.csv").exists()


def test_recommend_benchmark(capsys, tables, tmp_path):
    arguments = ("evaluate", "recommend", "--tables", tables, "--seeds", "1,2", "--queries", 15, "--deletions", 12, "--no-learned")
    code, printed, _ = call(capsys, *arguments, "--json", "--out", tmp_path / "r.json")
    found = json.loads(printed)
    assert code == 0 and found == json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
    assert found["queries"] == 30 and found["deletion test"]["cases"] == 12 and "不是招商成功率" in found["what"]
    code, printed, _ = call(capsys, *arguments)
    assert code == 0 and printed.splitlines()[0].split("\t")[0] == "method" and len(printed.splitlines()) == 10

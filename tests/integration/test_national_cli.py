"""`pool import --ckg` and `pool query`: the whole way on the command line and in Python, its report, and every wrong call one line."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

import liantu
from liantu.cli.main import run
from liantu.graph.errors import StoreError
from national_tables import FAULTY, REAL, with_real_tables, write_national


@pytest.fixture
def tables(tmp_path: Path) -> Path:
    return write_national(tmp_path / "全国 表", FAULTY)


def call(capsys: pytest.CaptureFixture[str], home: Path, *arguments: str) -> tuple[int, str, str]:
    capsys.readouterr()
    code = run([*arguments, "--workspace", str(home), "--quiet"])
    said = capsys.readouterr()
    return code, said.out, said.err


def test_import_report_and_ask(capsys, tables: Path, tmp_path: Path) -> None:
    home = tmp_path / "ws"
    code, out, err = call(capsys, home, "pool", "import", "--ckg", str(tables), "--json")
    told = json.loads(out)
    assert (code, err) == (0, "")
    assert told["store"] == f"ladybug:{home / 'national.lbug'}" and told["edges"] == sum(told["counts"][k] for k in (
        "DISCLOSES", "NARROWER_THAN", "GOES_INTO", "IN_INDUSTRY", "UNDER"))  # fmt: skip
    with Path(told["report"]).open(encoding="utf-8-sig", newline="") as file:
        listed = list(csv.DictReader(file))
    assert len(listed) == sum(f["count"] for f in told["faults"]) == 24
    assert {(r["table"], r["line"], r["left_out"]) for r in listed} >= {("firms.csv", "7", "true"), ("makes.csv", "8", "false")}
    code, again, _ = call(capsys, home, "pool", "import", "--ckg", str(tables), "--json")
    assert (code, again) == (0, out)
    code, out, _ = call(capsys, home, "pool", "query", "谁披露某产品", "-p", "product=正极", "--json")
    assert code == 0 and [row["firm"] for row in json.loads(out)] == ["乙", "甲"]
    code, out, _ = call(capsys, home, "pool", "query", "--json")
    assert code == 0 and [q["name"][:2] for q in json.loads(out)] == [f"{n:02}" for n in range(1, 9)]


def test_the_zones_graph_does_not_see_it(capsys, tables: Path, own_home: Path) -> None:
    _, before, _ = call(capsys, own_home, "query", "--cypher", "MATCH (f:Firm) RETURN count(f) AS n, count(f.resident) AS known", "--json")
    assert call(capsys, own_home, "pool", "import", "--ckg", str(tables))[0] == 0
    _, after, _ = call(capsys, own_home, "query", "--cypher", "MATCH (f:Firm) RETURN count(f) AS n, count(f.resident) AS known", "--json")
    assert before == after


def test_check_writes_nothing(capsys, tables: Path, tmp_path: Path) -> None:
    code, out, _ = call(capsys, tmp_path / "ws", "pool", "import", "--ckg", str(tables), "--check", "--json")
    assert code == 0 and len(json.loads(out)["faults"]) > 10
    assert not (tmp_path / "ws").exists()


def test_a_formula_in_the_report_is_harmless(capsys, tmp_path: Path) -> None:
    tables = write_national(tmp_path / "t", {"subclass.csv": [("=HYPERLINK(1)", "x")]})
    report = tmp_path / "问题.csv"
    assert call(capsys, tmp_path / "ws", "pool", "import", "--ckg", str(tables), "--report", str(report))[0] == 0
    assert '"\'=HYPERLINK(1),x"' in report.read_text(encoding="utf-8-sig")


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["import"], 2, "二者只取其一"),
        (["import", "{t}", "--ckg", "{t}"], 2, "二者只取其一"),
        (["import", "--ckg", "{t}", "--store", "memory:"], 1, "全国图不能放在 memory"),
        (["import", "--ckg", "{t}", "--store", "bolt://ann:geheim@127.0.0.1:9"], 1, "连不上"),
        (["import", "--ckg", "{t}", "--store", "neo4j+s://ann:geheim@127.0.0.1:9"], 1, "连不上"),
        (["query", "1", "-p", "product=x"], 1, "没有全国图"),
        (["query", "99"], 1, "没有全国图"),
    ],
)
def test_a_wrong_call_is_one_line(capsys, tables: Path, tmp_path: Path, arguments: list[str], code: int, said: str) -> None:
    found, out, err = call(capsys, tmp_path / "ws", "pool", *(a.format(t=tables) for a in arguments))
    assert (found, out) == (code, "")
    assert said in err and err.count("\n") == 1 and "geheim" not in err


def test_missing_tables_are_one_line_each(capsys, tables: Path, tmp_path: Path) -> None:
    (tables / "upstream.csv").unlink()
    (tables / "firms.csv").write_text("code\n", encoding="utf-8")
    code, _, err = call(capsys, tmp_path / "ws", "pool", "import", "--ckg", str(tables))
    assert code == 3 and [line.split("：")[1] for line in err.splitlines()] == ["firms.csv", "upstream.csv"]


def test_an_unknown_question_and_a_missing_parameter(capsys, tables: Path, tmp_path: Path) -> None:
    home = tmp_path / "ws"
    assert call(capsys, home, "pool", "import", "--ckg", str(tables))[0] == 0
    code, _, err = call(capsys, home, "pool", "query", "99")
    assert code == 4 and "谁披露某产品" in err and "待核实清单" not in err
    code, _, err = call(capsys, home, "pool", "query", "1")
    assert code == 2 and "缺少参数 product" in err


def test_in_python(capsys, tables: Path, tmp_path: Path) -> None:
    home = str(tmp_path / "ws")
    with pytest.raises(StoreError, match="--ckg"):
        liantu.load_national(workspace=home)
    with liantu.load_national(tables) as read:
        assert len(read.faults()) == 24 and read.igraph("GOES_INTO").ecount() == len(read.frame("GOES_INTO")) == 5
    assert call(capsys, Path(home), "pool", "import", "--ckg", str(tables))[0] == 0
    with liantu.load_national(workspace=home) as stored:
        assert sorted(stored.networkx().nodes) == sorted(read.graph.ids())
        assert list(stored.query("5", {"product": "电池"})["kind"]) == ["锂电池"]
        with pytest.raises(StoreError, match="表文件夹"):
            stored.faults()


@with_real_tables
def test_the_real_tables_answer_as_pandas_does(capsys, tmp_path: Path) -> None:
    import pandas as pd

    from liantu.graph.ids import clean_text

    home = str(tmp_path / "ws")
    assert call(capsys, Path(home), "pool", "import", "--ckg", str(REAL))[0] == 0
    read = {
        n: pd.read_csv(REAL / f"{n}.csv", dtype=str, keep_default_na=False, encoding="utf-8-sig") for n in ("makes", "upstream", "firms")
    }
    makes, up = (read[n].apply(lambda c: c.map(clean_text).str.strip()) for n in ("makes", "upstream"))
    with liantu.load_national(workspace=home) as national:
        products = set(national.query("MATCH (p:NationalProduct) RETURN p.name AS name")["name"])
        up = up[up["product"].isin(products) & up["upstream_product"].isin(products) & (up["product"] != up["upstream_product"])]
        uses, firms = up.groupby("upstream_product").size(), makes[makes["product"].isin(products)].groupby("product").size()
        narrow = uses[(uses >= 20) & (firms.reindex(uses.index).fillna(0).between(1, 2))]
        found = national.query("7", {"uses": 20, "firms": 2}).set_index("material")["uses"]
        assert len(narrow) > 10 and found.sort_index().to_dict() == narrow.sort_index().to_dict()
        most = makes.groupby("firm_code").size().idxmax()
        shared = makes[makes["product"].isin(set(makes[makes["firm_code"] == most]["product"])) & (makes["firm_code"] != most)]
        counts = shared.groupby("firm_code")["product"].nunique()
        answer = national.query("8", {"firm": most, "least": 3})
        assert dict(zip(answer["firm_id"].str[-6:], answer["shared"], strict=True)) == counts[counts >= 3].to_dict()

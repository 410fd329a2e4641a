"""`liantu pool import`: a user's own list as CSV and Excel, the folder of tables, every fault at once, and undone like any batch."""

from __future__ import annotations

import json

import pytest

from liantu.cli.main import run
from liantu.workspace.batches import history
from liantu.workspace.paths import open_workspace

HEADER = "name,code,product,link,province,city,year,source\n"
GOOD = "测试锂业有限公司,,碳酸锂,,广东省,东莞市,2024,自采\n测试机电有限公司,,奇异部件,,浙江省,,2023,展会\n"


@pytest.fixture
def home(tmp_path):
    return tmp_path / "ws"


def call(capsys, home, *arguments):
    capsys.readouterr()
    code = run([*arguments, "--workspace", str(home), "--quiet"])
    printed = capsys.readouterr()
    return code, printed.out, printed.err


def write(path, text, encoding="utf-8"):
    path.write_bytes(text.encode(encoding))
    return str(path)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_check_writes_nothing(capsys, home, tmp_path, encoding):
    path = write(tmp_path / "我的.csv", HEADER + GOOD, encoding)
    code, out, _ = call(capsys, home, "pool", "import", path, "--check", "--json")
    assert code == 0
    assert json.loads(out)[0] | {"claims": 0} == {"batch": "", "firms": 2, "products": 2, "unmapped": 1, "claims": 0}
    assert history(open_workspace(home)) == []


def test_import_show_and_undo(capsys, home, tmp_path):
    path = write(tmp_path / "p.csv", HEADER + GOOD)
    code, out, _ = call(capsys, home, "pool", "import", path, "--json")
    batch = json.loads(out)[0]["batch"]
    assert code == 0 and batch
    code, out, _ = call(capsys, home, "show", "测试锂业有限公司", "--json")
    card = json.loads(out)
    assert code == 0 and card["props"]["resident"] is False
    assert {r["type"] for r in card["relations"]} == {"MAKES", "CAPABLE_OF", "LOCATED_IN"}
    code, out, _ = call(capsys, home, "verify", "--json")
    assert code == 0 and json.loads(out)["textless"] > 0
    assert call(capsys, home, "undo", batch)[0] == 0
    assert call(capsys, home, "show", "测试锂业有限公司")[0] == 4


def test_every_fault_is_named_at_once(capsys, home, tmp_path):
    rows = "坏企业,12,碳酸锂,没有这环节,火星省,,24,\n科恒股份,,碳酸锂,,,,2024,x\n"
    code, _, err = call(capsys, home, "pool", "import", write(tmp_path / "p.csv", HEADER + rows))
    assert code == 3
    assert [f"第2行 [{c}]" in err for c in ("source", "year", "code", "link", "province")] == [True] * 5
    assert history(open_workspace(home)) == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("name,product,year,source\n", "只有表头"),
        ("name;product;year;source\n甲;碳酸锂;2024;x\n", "读到：name;product;year;source"),
        ("name,product,year,source,企业名称\n甲,碳酸锂,2024,x,乙\n", "列 name（企业名称）出现 2 次"),
        (HEADER + "甲,,碳酸锂,,广东省,苏州市,2024,x\n", "不在广东省"),
    ],
)
def test_what_would_be_misread_is_a_fault(capsys, home, tmp_path, text, words):
    code, _, err = call(capsys, home, "pool", "import", write(tmp_path / "p.csv", text))
    assert code == 3 and words in err and len(err.splitlines()) == 1
    assert history(open_workspace(home)) == []


def test_what_is_there_already_writes_no_batch(capsys, home, tmp_path):
    path = write(tmp_path / "p.csv", HEADER + GOOD + "北京测试有限公司,,碳酸锂,,北京市,北京市,2024,x\n")
    assert json.loads(call(capsys, home, "pool", "import", path, "--json")[1])[0]["claims"] > 0
    again = json.loads(call(capsys, home, "pool", "import", path, "--json")[1])[0]
    assert (again["batch"], again["claims"], len(history(open_workspace(home)))) == ("", 0, 1)


def test_a_resident_cannot_be_brought_in_as_a_candidate(capsys, home, tmp_path):
    rows = "科恒股份,,碳酸锂,,,深圳市,2024,x\n"
    code, _, err = call(capsys, home, "pool", "import", write(tmp_path / "p.csv", HEADER + rows))
    assert code == 3 and "firm:keheng" in err


def test_missing_columns_and_broken_excel(capsys, home, tmp_path):
    code, _, err = call(capsys, home, "pool", "import", write(tmp_path / "p.csv", "name,link\na,b\n"))
    assert code == 3 and "product" in err and "year" in err
    code, _, err = call(capsys, home, "pool", "import", write(tmp_path / "p.xlsx", "no excel"))
    assert code == 3 and len(err.splitlines()) == 1


def test_excel_with_chinese_headers(capsys, home, tmp_path):
    import xlsxwriter

    path = tmp_path / "p.xlsx"
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["企业名称", "产品", "环节", "年份", "来源"])
        sheet.write_row(1, 0, ["测试隔膜有限公司", "新膜", "隔膜", 2024, "自采"])
    code, out, _ = call(capsys, home, "pool", "import", str(path), "--json")
    assert code == 0 and json.loads(out)[0]["unmapped"] == 0


def test_folder_of_tables(capsys, home, tmp_path):
    firms = "999999,测甲,深圳市测甲股份有限公司\n300340,科恒股份,江门市科恒实业股份有限公司\n"
    write(
        tmp_path / "firms.csv",
        f"firm_code,short_name,full_name\n{firms}",
    )
    write(tmp_path / "makes.csv", "firm_code,product,revenue_share\n999999,碳酸锂,0.6\n300340,碳酸锂,0.6\n999999,电解液,0.001\n")
    code, out, err = call(capsys, home, "pool", "import", str(tmp_path), "--json")
    assert code == 0, err
    assert json.loads(out)[0]["products"] == 1
    code, out, _ = call(capsys, home, "show", "firm:cn-999999", "--json")
    assert json.loads(out)["props"]["resident"] is False
    assert call(capsys, home, "show", "firm:cn-300340")[0] == 4
    code, _, err = call(capsys, home, "pool", "import", str(tmp_path / "ws"))
    assert code == 3 and "firms.csv" in err and "makes.csv" in err

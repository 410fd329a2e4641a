"""The benchmark's tables: codes stay text, faults of the data are borne, faults of the folder are named all at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from liantu.graph.errors import DataError
from liantu.loaders.ckg_tables import read_ckg, read_queries
from ranking_tables import write_tables

ROWS = [("000001", "锂", "0.4"), ("000001", "锂", "0.001"), ("000002", "锂", "0.001"), ("000003", "锂", "1.7"), ("000004", "锂", "")]


def test_codes_keep_their_zeros_and_shares_say_what_is_reported(tmp_path: Path) -> None:
    found = read_ckg(write_tables(tmp_path, ROWS))
    assert [(code, reported) for code, _, reported in found.makes] == [
        ("000001", True), ("000001", False), ("000002", False), ("000003", True), ("000004", True),
    ]  # fmt: skip
    assert found.firms["000002"] == ("简称000002", ("110000", "110002"))
    assert found.industries["110002"] == "行业2"


def test_loops_and_empty_cells_are_borne(tmp_path: Path) -> None:
    more = {
        "upstream.csv": [("锂", "锂")],
        "subclass.csv": [("锂", "锂")],
        "industry_parent.csv": [("110000", "110001"), ("110001", "110000")],
        "makes.csv": [("", "锂", "1"), ("000001", "", "1"), ("000009", "a\x00b", "1"), ("000009",)],
    }
    found = read_ckg(write_tables(tmp_path, ROWS, more))
    assert found.firms["000001"][1] == ("110000", "110001")
    assert found.makes[len(ROWS) :] == (("000009", "ab", True),)


def test_every_fault_of_the_folder_is_named(tmp_path: Path) -> None:
    write_tables(tmp_path, ROWS)
    (tmp_path / "upstream.csv").unlink()
    (tmp_path / "firms.csv").write_text("firm_code,short_name\n", encoding="utf-8")
    (tmp_path / "makes.csv").write_bytes("firm_code,product,revenue_share\n1,锂,1\n".encode("gb18030"))
    with pytest.raises(DataError) as fault:
        read_ckg(tmp_path)
    lines = str(fault.value).splitlines()
    assert len(lines) == 3
    assert [any(word in line for line in lines) for word in ("upstream.csv", "full_name", "UTF-8")] == [True] * 3


def test_queries_stay_as_written_each_once(tmp_path: Path) -> None:
    path = tmp_path / "q.csv"
    path.write_bytes('\ufeffid,product\n1,"a,""b"""\n2,=1+1\n3,=1+1\n4,\n5,{{7*7}}\n'.encode())
    assert read_queries(path) == ('a,"b"', "=1+1", "{{7*7}}")
    path.write_text("name\nx\n", encoding="utf-8")
    with pytest.raises(DataError, match="product"):
        read_queries(path)

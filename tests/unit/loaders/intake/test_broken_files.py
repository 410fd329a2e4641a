"""Files that are no sound lists: one clear line each, never a crash, a hang or a file written. Fuzz over bytes and tables."""

from __future__ import annotations

import csv
import io
import random
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from builders import HOSTILE
from liantu.loaders.intake.examine import Examined, examine
from liantu.loaders.intake.places import Gazetteer
from liantu.loaders.intake.reading import read_sheets
from liantu.loaders.intake.sheet import LIMIT_MB, Unreadable, text_of
from liantu.loaders.places import read_codes
from liantu.loaders.shipped import DATA
from list_files import ALL, book

GAZETTEER = Gazetteer(read_codes(DATA / "codes" / "gbt2260.csv"))
HEAD = ["企业名称", "统一社会信用代码", "登记状态", "注册资本", "成立日期", "所属省份", "所属城市", "我的列"]


def examined(folder: Path, name: str, content: bytes, limit_mb: int = 100) -> Examined | str:
    """Return what is found, or the reason why the file is refused."""
    path = folder / name
    path.write_bytes(content)
    try:
        return examine(path, GAZETTEER, limit_mb=limit_mb)
    except Unreadable as refused:
        reason = str(refused)
        assert reason and "\n" not in reason
        return reason
    finally:
        assert [p.name for p in folder.iterdir()] == [name]
        path.unlink()


def bomb(megabytes: int) -> bytes:
    """A workbook whose first sheet unpacks to so many megabytes of blanks."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book(("表", [HEAD])))) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.infolist():
            content = old.read(item)
            if item.filename.endswith("sheet1.xml"):
                content = content.replace(b"<sheetData>", b"<sheetData>" + b" " * (megabytes << 20))
            new.writestr(item.filename, content)
    return out.getvalue()


def forged(content: bytes) -> bytes:
    """The same archive, claiming that the sheet is small."""
    at = content.rindex(b"PK\x01\x02", 0, content.rindex(b"sheet1.xml"))
    return content[: at + 24] + (1000).to_bytes(4, "little") + content[at + 28 :]


def far_cell() -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as made:
        sheet = made.add_worksheet()
        sheet.write_row(0, 0, HEAD)
        sheet.write(1_048_575, 16_383, "x")
    return buffer.getvalue()


def without(part: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book(("表", [HEAD])))) as old, zipfile.ZipFile(out, "w") as new:
        for item in old.infolist():
            if part not in item.filename:
                new.writestr(item.filename, old.read(item))
    return out.getvalue()


CORPUS = {
    "空.xlsx": (b"", "空文件"),
    "空白.csv": (b" \n \n", "空文件"),
    "头.xlsx": (b"PK\x03\x04 and no more", "损坏"),
    "半.xlsx": (book(("表", [HEAD]))[:900], "损坏"),
    "弹.xlsx": (bomb(6), "上限 5 MB"),
    "假.xlsx": (forged(bomb(6)), "损坏"),
    "远.xlsx": (far_cell(), "多余单元格"),
    "word.xlsx": (without("workbook"), "不是 Excel"),
    "无表.xlsx": (without("sheet1"), "损坏"),
    "旧.xls": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "损坏"),
    "图.png": (b"\x89PNG\r\n\x1a\n" + bytes(60), "图片"),
    "文.pdf": (b"%PDF-1.7", "PDF"),
    "网页.xls": ("<html><table><tr><td>企业名称</td></tr></table>".encode(), "网页"),
    "乱.csv": (bytes(range(256)) * 20, "不是"),
    "散文.txt": ("今天天气很好，我们去公园。\n明天再说吧！\n".encode(), "没有找到表头"),
    "无名.csv": ("甲,乙,丙\n1,2,3\n".encode(), "没有找到表头"),
}


@pytest.mark.parametrize("name", CORPUS)
def test_a_broken_file_is_refused_with_its_reason(tmp_path: Path, name: str) -> None:
    content, reason = CORPUS[name]
    said = examined(tmp_path, name, content, limit_mb=5)
    assert isinstance(said, str) and reason in said


def test_the_limit_is_a_hundred_megabytes() -> None:
    assert LIMIT_MB == 100


def test_a_higher_limit_lets_a_large_file_in(tmp_path: Path) -> None:
    assert isinstance(examined(tmp_path, "大.xlsx", bomb(3), limit_mb=2), str)
    assert isinstance(examined(tmp_path, "大.xlsx", bomb(3), limit_mb=4), Examined)
    assert isinstance(examined(tmp_path, "大.csv", b"a" * (3 << 20), limit_mb=2), str)


def test_a_cell_of_ten_megabytes(tmp_path: Path) -> None:
    text = f"企业名称,登记状态,注册资本,备注\n甲有限公司,存续,5万元,{'长' * (10 << 20)}\n乙有限公司,存续,5万元,\n"
    found = examined(tmp_path, "长.csv", text.encode())
    assert isinstance(found, Examined)
    assert [(f.row, f.column, f.level) for f in found.faults] == [(2, "备注", "错误")]
    assert len(found.faults[0].value) <= 100 and len(found.records) == 2


def test_a_sheet_that_explains_the_columns_holds_no_firms(tmp_path: Path) -> None:
    explained = [["企业名称", "营业执照上的全称"], ["统一社会信用代码", "18 位"], ["登记状态", "存续、注销等"]]
    found = examined(tmp_path, "说明.xlsx", book(("数据", [HEAD, ["甲有限公司"]]), ("字段", [["字段名", "说明"], *explained])))
    assert isinstance(found, Examined)
    assert [r.name for r in found.records] == ["甲有限公司"]
    assert any(f.sheet == "字段" and "未读" in f.problem for f in found.notices)


def test_quotation_marks_that_do_not_pair(tmp_path: Path) -> None:
    text = '企业名称,登记状态,注册资本\n甲有限公司,存续,5万元\n"乙有限公司,存续,5万元\n丙有限公司,存续,5万元\n'
    found = examined(tmp_path, "引号.csv", text.encode())
    assert isinstance(found, Examined)
    assert (3, "错误") in {(f.row, f.level) for f in found.faults}
    assert any("引号" in f.problem for f in found.faults)


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=300), st.sampled_from(["a.xlsx", "a.xls", "a.csv", "a.txt"]))
def test_any_bytes(tmp_path: Path, content: bytes, name: str) -> None:
    examined(tmp_path, name, content)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from([listed for listed in ALL if not listed.name.endswith("txt")]), st.integers(0, 2**32))
def test_a_sound_file_with_some_bytes_changed(tmp_path: Path, listed: object, seed: int) -> None:
    draw = random.Random(seed)
    content = bytearray(listed.write())  # type: ignore[attr-defined]
    for _ in range(draw.randint(1, 30)):
        content[draw.randrange(len(content))] = draw.randrange(256)
    examined(tmp_path, "变.dat", bytes(content[: draw.choice([len(content), draw.randrange(len(content))])]))


cells = st.sampled_from([*HOSTILE, "\x00", "\ud800", "9.14E+17", "5000万", "2001-02-30", "江门市", "存续", "-", "￥"]) | st.text(
    max_size=20
)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(cells, max_size=9), max_size=12), st.sampled_from(["utf-8-sig", "utf-16", "gb18030"]))
def test_any_table_gives_a_record_or_a_notice_for_every_filled_row(tmp_path: Path, rows: list[list[str]], encoding: str) -> None:
    assume(encoding != "gb18030" or sum(c < " " for row in rows for cell in row for c in cell) <= 3)  # else it is taken for no text
    buffer = io.StringIO(newline="")
    csv.writer(buffer).writerows([HEAD, *rows])
    path = tmp_path / "任意.csv"
    path.write_bytes(buffer.getvalue().encode(encoding, "replace"))
    found = examine(path, GAZETTEER)
    filled = {n for n, row in read_sheets(path)[0].rows() if n > 1 and any(text_of(c) not in ("", "-") for c in row)}
    told = {r.row for r in found.records} | {f.row for f in found.notices}
    assert filled - told <= {n for n in filled if n in _blank_rows(path)}
    for record in found.records:
        assert "\n" not in record.line() and record.line() == " ".join(record.line().split("\n"))
        record.line().encode()


def _blank_rows(path: Path) -> set[int]:
    from liantu.loaders.intake.words import is_blank

    return {n for n, row in read_sheets(path)[0].rows() if all(is_blank(text_of(c)) for c in row)}

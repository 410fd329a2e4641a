"""A registry export of 100,000 rows read, checked, resolved against 10,000 known firms and committed; and against pandas + difflib.

`python benchmarks/import_list.py [ROWS]`: prints PASS or FAIL against 60 s and 1 GB, then the ratio to the loop a clerk's helper would
write (read_csv, to_datetime, get_close_matches over the known names), measured on a sample of rows in the same run and scaled up.
"""

from __future__ import annotations

import csv
import difflib
import random
import resource
import shutil
import sys
import tempfile
import time
from pathlib import Path

from run import measure

ROWS, KNOWN, SAMPLE = 100_000, 10_000, 30
SECONDS, MEGABYTES = 60, 1024
HEAD = ["企业名称", "登记状态", "法定代表人", "注册资本", "成立日期", "统一社会信用代码", "所属省份", "所属城市", "所属区县",
 "电话", "曾用名",
        "注册地址", "国标行业小类", "经营范围", "参保人数"]  # fmt: skip
PLACES = (("广东省", "江门市", "江海区"), ("广东省", "江门市", "蓬江区"), ("广东省", "深圳市", "宝安区"), ("浙江省", "宁波市", "鄞州区"))
TRADES = (
    ("锂离子电池制造", "锂离子电池、正极材料"),
    ("电子电路制造", "印制电路板、线路板"),
    ("微特电机及组件制造", "微型电机"),
    ("其他未列明批发业", "批发"),
)
WORDS = "安邦昌达恒辉金隆明瑞盛泰祥兴远正中华新科创"


def credit_code(number: int) -> str:
    """Return a sound code: GB 32100-2015."""
    alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY"
    body = f"91440704MA{number:07d}"
    total = sum(3**i % 31 * alphabet.index(c) for i, c in enumerate(body))
    return body + alphabet[(31 - total % 31) % 31]


def row(number: int, draw: random.Random) -> list[str]:
    """Return one firm of the export; the number makes it what it is."""
    province, city, county = PLACES[number % len(PLACES)]
    trade, scope = TRADES[number % len(TRADES)]
    name = f"{city}{''.join(draw.choices(WORDS, k=4))}{number}{trade[:2]}有限公司"
    capital = (f"{number % 9000 + 1:,}万元人民币", f"{number % 900}万美元", "-")[number % 11 // 5]
    day = f"{1990 + number % 34}-{number % 12 + 1:02d}-{number % 28 + 1:02d}"
    state = "注销" if number % 50 == 0 else "存续（在营、开业、在册）"
    return [name, state, "张三", capital, day, credit_code(number), province, city, county, "13800138000", "-",
            f"{province}{city}{county}某路{number}号", trade, f"一般项目：{scope}的研发、生产、销售；货物进出口；技术服务。" * 2,
             str(number % 300)]  # fmt: skip


def write(path: Path, numbers: range) -> None:
    """Write an export of these firms."""
    draw = random.Random(5)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([HEAD, *(row(n, draw) for n in numbers)])


def by_loop(path: Path, known: list[str]) -> float:
    """Return the seconds a row takes with pandas and difflib."""
    import pandas as pd

    began = time.perf_counter()
    frame = pd.read_csv(path, dtype=str)
    frame["成立日期"] = pd.to_datetime(frame["成立日期"], errors="coerce")
    read = (time.perf_counter() - began) / len(frame)
    began = time.perf_counter()
    for name in frame["企业名称"].head(SAMPLE):
        difflib.get_close_matches(name, known, n=1, cutoff=0.9)
    return read + (time.perf_counter() - began) / SAMPLE


def main() -> int:
    """Measure; return the exit code."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else ROWS
    folder = Path(tempfile.mkdtemp(prefix="liantu-bench-"))
    try:
        known, export = folder / "known.csv", folder / "export.csv"
        write(known, range(KNOWN))
        write(export, range(KNOWN // 2, KNOWN // 2 + rows))
        place = ["--workspace", str(folder / "workspace"), "--quiet"]
        measure(["import", str(known), *place])
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        seconds, megabytes = measure(["import", str(export), *place])
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        passed = seconds <= SECONDS * rows / ROWS and megabytes <= MEGABYTES
        size = export.stat().st_size >> 20
        print(f"{'PASS' if passed else 'FAIL'}  import of {rows} rows ({size} MB of CSV) against {KNOWN} known firms: {seconds:.1f} s"
              f" (≤ {SECONDS * rows / ROWS:g}), {megabytes} MB (≤ {MEGABYTES}); {cpu:.1f} s of processor time")  # fmt: skip
        names = [r[0] for r in list(csv.reader(known.open(encoding="utf-8-sig")))[1:]]
        loop = by_loop(export, names) * rows
        print(f"pandas + difflib, {SAMPLE} rows scaled to {rows}: {loop:.0f} s; the import is {loop / seconds:.0f} times faster")
        return 0 if passed else 1
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    sys.exit(main())

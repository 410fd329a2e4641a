"""Product → link: every way, what is no way, and the precision measured on a sample read by hand."""

from __future__ import annotations

import csv

import pytest

from liantu.loaders.mapping import Mapper
from liantu.loaders.pool_review import precision, read_verdicts
from liantu.loaders.shipped import DATA

LINKS = {
    "link:c/cathode": {"name": "正极材料", "aliases": ["锂电正极材料"], "keywords": ["活性物质"]},
    "link:c/abs": {"name": "防抱死系统", "aliases": ["ABS"]},
    "link:c/sucrose": {"name": "蔗糖"},
    "link:c/carbon-source": {"name": "碳源", "keywords": ["蔗糖"]},
    "link:c/sensor": {"name": "传感器"},
    "link:c/health": {"name": "互联网医疗健康"},
}
POOL = DATA / "pool"


def read(product: str, **broader: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(m.link.removeprefix("link:c/"), m.how) for m in Mapper(LINKS, broader).match(product)]


@pytest.mark.parametrize(
    ("product", "found"),
    [
        ("正极材料", [("cathode", "name")]),
        ("锂电正极材料", [("cathode", "alias")]),
        ("活性物质", [("cathode", "keyword")]),
        ("锂离子电池正极材料", [("cathode", "head")]),
        ("蔗糖", [("sucrose", "name")]),  # a name of one link wins over a keyword of another
        ("互联网医疗及健康", [("health", "similar")]),
        ("正极材料设备", []),  # the head is equipment
        ("材料", []),  # a wider thing is not the narrower
        ("汽车ABS", []),  # Latin forms count whole only
        ("租赁", []),
    ],
)
def test_ways(product, found):
    assert read(product) == found


def test_a_broader_product_of_the_source_must_also_be_the_head():
    assert read("微传感器", 微传感器=("传感器",)) == [("sensor", "narrower")]
    assert read("传感器外壳", 传感器外壳=("传感器",)) == []


def test_precision_on_the_sample_is_what_the_benchmarks_page_says():
    measured = precision(POOL / "sample-200.csv")
    page = (DATA.parent / "docs" / "benchmarks.md").read_text(encoding="utf-8")
    assert f"{measured:.1%}" in page
    assert measured > 0.8


def test_sample_has_200_different_pairs_and_no_verdict_is_open():
    with (POOL / "sample-200.csv").open(encoding="utf-8", newline="") as file:
        pairs = {(row["product"], row["link"]) for row in csv.DictReader(file)}
    assert len(pairs) == 200
    verdicts = read_verdicts(POOL / "mapping.csv")
    assert pairs <= verdicts.keys()
    assert set(verdicts.values()) == {"yes", "no"}


def test_a_sample_with_an_open_verdict_is_refused(tmp_path):
    (tmp_path / "s.csv").write_text("product,link,verdict\na,b,yes\nc,d,\n", encoding="utf-8")
    with pytest.raises(ValueError, match="verdict"):
        precision(tmp_path / "s.csv")


def test_what_was_refused_is_not_in_the_pool():
    verdicts = read_verdicts(POOL / "mapping.csv")
    with (POOL / "makes.csv").open(encoding="utf-8", newline="") as file:
        used = {(row["product"], row["link"]) for row in csv.DictReader(file)}
    assert used and {verdicts[pair] for pair in used} == {"yes"}

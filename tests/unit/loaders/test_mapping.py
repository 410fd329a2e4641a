"""Product → link: every way, what is no way, and the precision measured on a sample read by hand."""

from __future__ import annotations

import csv

import pytest

from liantu.graph.ids import name_key
from liantu.loaders.mapping import Mapper
from liantu.loaders.pool_review import precision, read_refusals, read_verdicts
from liantu.loaders.shipped import DATA, read_links

LINKS = {
    "link:c/cathode": {"name": "正极材料", "aliases": ["锂电正极材料"], "keywords": ["活性物质"]},
    "link:c/abs": {"name": "防抱死系统", "aliases": ["ABS"]},
    "link:c/sucrose": {"name": "蔗糖"},
    "link:c/carbon-source": {"name": "碳源", "keywords": ["蔗糖"]},
    "link:c/sensor": {"name": "传感器"},
    "link:c/health": {"name": "互联网医疗健康"},
}
POOL = DATA / "pool"


REFUSED = {
    "传感器": [("*", ("=", "假")), ("link:c/health", ("*",))],
    "蔗糖": [("link:c/carbon-source", ("*",))],
    "正极材料": [("link:c/cathode", ("镍氢",))],
}
SAMPLES = {"sample-200.csv": 0.8, "sample-200-listed.csv": 0.9, "sample-200-unseen.csv": 0.9}


def read(product: str, refused=None, **broader: tuple[str, ...]) -> list[tuple[str, str]]:
    return [(m.link.removeprefix("link:c/"), m.how) for m in Mapper(LINKS, broader, refused).match(product)]


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
        ("互联网医美健康", []),  # another letter in its place
        ("贸易—正极材料", []),  # trade is no making
        ("其正极材料", []),  # a remainder
        ("正极材料公司", []),  # a subsidiary
    ],
)
def test_ways(product, found):
    assert read(product) == found


@pytest.mark.parametrize(
    ("product", "found"),
    [
        ("传感器", []),  # refused alone
        ("气体传感器", [("sensor", "head")]),
        ("假肢传感器", []),  # refused with that word
        ("蔗糖", [("sucrose", "name")]),
        ("镍氢正极材料", []),
        ("锂电正极材料", [("cathode", "alias")]),
    ],
)
def test_forms_that_mislead_are_refused(product, found):
    assert read(product, REFUSED) == found


def test_a_refused_form_is_not_read_by_a_shorter_one():
    links = {"link:c/spindle": {"name": "大主轴"}, "link:c/electro": {"name": "电大主轴"}}
    mapper = Mapper(links, None, {"电大主轴": [("*", ("风电",))]})
    assert mapper.match("风电大主轴") == []
    assert [m.link for m in mapper.match("新电大主轴")] == ["link:c/electro"]


def test_refusals_name_forms_and_links_that_are_there():
    links, refused = read_links(), read_refusals(POOL / "refusals.csv")
    forms = {name_key(f) for row in links.values() for f in (row["name"], *row.get("aliases", []), *row.get("keywords", []))}
    assert refused and [f for f in refused if name_key(f) not in forms] == []
    assert {link for rows in refused.values() for link, _ in rows} <= {"*", *links}
    assert all(word for rows in refused.values() for _, words in rows for word in words)


def test_what_was_accepted_is_still_proposed_but_for_a_few():
    """Recall: the pairs that only a reader holds are those the refusals cost."""
    with (POOL / "mapping.csv").open(encoding="utf-8", newline="") as file:
        ways = [row["how"] for row in csv.DictReader(file) if row["accepted"] == "yes"]
    assert ways.count("read") / len(ways) < 0.01


def test_a_broader_product_of_the_source_must_also_be_the_head():
    assert read("微传感器", 微传感器=("传感器",)) == [("sensor", "narrower")]
    assert read("传感器外壳", 传感器外壳=("传感器",)) == []


@pytest.mark.parametrize("name", SAMPLES)
def test_precision_on_the_samples_is_what_the_benchmarks_page_says(name):
    measured = precision(POOL / name)
    page = (DATA.parent / "docs" / "benchmarks.md").read_text(encoding="utf-8")
    assert f"{measured:.1%}" in page and name in page
    assert measured > SAMPLES[name]


def sample(name):
    with (POOL / name).open(encoding="utf-8", newline="") as file:
        return {(row["product"], row["link"]) for row in csv.DictReader(file)}


def test_samples_have_200_different_pairs_and_no_verdict_is_open():
    verdicts = read_verdicts(POOL / "mapping.csv")
    assert [len(sample(name)) for name in SAMPLES] == [200] * 3
    assert sample("sample-200.csv") | sample("sample-200-listed.csv") <= verdicts.keys()
    assert set(verdicts.values()) == {"yes", "no"}
    assert not sample("sample-200-unseen.csv") & verdicts.keys(), "nothing of it was read when the rules were made"


def test_the_mapper_still_proposes_the_unseen_sample():
    mapper = Mapper(read_links(), None, read_refusals(POOL / "refusals.csv"))
    missing = [p for p in sample("sample-200-unseen.csv") if p[1] not in {m.link for m in mapper.match(p[0])}]
    assert missing == []


def test_a_sample_with_an_open_verdict_is_refused(tmp_path):
    (tmp_path / "s.csv").write_text("product,link,verdict\na,b,yes\nc,d,\n", encoding="utf-8")
    with pytest.raises(ValueError, match="verdict"):
        precision(tmp_path / "s.csv")


def test_what_was_refused_is_not_in_the_pool():
    verdicts = read_verdicts(POOL / "mapping.csv")
    with (POOL / "makes.csv").open(encoding="utf-8", newline="") as file:
        used = {(row["product"], row["link"]) for row in csv.DictReader(file)}
    assert used and {verdicts[pair] for pair in used} == {"yes"}

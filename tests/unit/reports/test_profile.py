"""Profiles are configuration: the order of parts is theirs, what the data lack is said, a wrong one is refused."""

from __future__ import annotations

import pytest

from liantu.graph.errors import DataError, NotFound
from liantu.reports.base import Material
from liantu.reports.pack import documents
from liantu.reports.profile import Profile, profiles, read_profile
from liantu.reports.sections import SECTIONS
from report_graph import BATTERY, ROBOTS, ZONE, report_graph


def titles(profile: Profile, edition: str = "internal") -> list[str]:
    first = next(documents(Material(report_graph(), ZONE, edition), [BATTERY, ROBOTS], profile))
    return [section.title for section in first.sections]


@pytest.mark.parametrize("name", profiles())
def test_a_profile_prints_its_parts_in_its_order(name):
    profile = read_profile(name)
    found = titles(profile)
    assert found[0] == "一页纸" and found[-2:] == ["附件：方法与局限", "来源登记"]
    assert [t.partition("、")[2] for t in found[1:-2]] == [title for title, _ in profile.parts]


def test_the_default_is_the_order_of_the_pack():
    assert titles(read_profile("default"))[1:-2] == [
        "一、产业链全景图", "二、重点企业清单", "三、缺链弱链清单", "四、待核实清单",
        "五、招商目标企业清单", "六、关键技术与创新资源清单", "七、重点项目清单",
        "八、图解：圈层、需求、流向和方向",
    ]  # fmt: skip


def test_the_public_edition_drops_what_is_not_for_outsiders():
    assert titles(read_profile("default"), "public") == [
        "一页纸", "一、产业链全景图", "二、重点企业清单", "三、关键技术与创新资源清单", "四、重点项目清单", "附件：方法与局限", "来源登记",
    ]  # fmt: skip


def test_what_is_missing_is_said_and_not_invented():
    document = next(documents(Material(report_graph(), ZONE), [BATTERY, ROBOTS], read_profile("five-five")))
    lacking = [section for section in document.sections if section.id == "missing"]
    assert [[c.text for c in section.cells()] for section in lacking] == [["数据未采集"]] * 5
    assert len({section.sheet for section in lacking}) == 5


def test_a_profile_of_ones_own_is_a_file(tmp_path):
    path = tmp_path / "own.toml"
    path.write_text('title = "自定"\n[[parts]]\ntitle = "名册"\nsection = "key_firms"\n', encoding="utf-8")
    assert titles(read_profile(str(path)))[1:-2] == ["一、名册"]


@pytest.mark.parametrize("text", ['[[parts]]\nsection = "none"\n', "title = 1", "= broken", "\x00"])
def test_a_broken_profile_is_refused(tmp_path, text):
    path = tmp_path / "bad.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=r"bad\.toml"):
        read_profile(str(path))


def test_an_unknown_profile_names_those_there_are():
    with pytest.raises(NotFound, match="default、five-five、single、six-six"):
        read_profile("../default")


@pytest.mark.parametrize("section", SECTIONS.values(), ids=lambda x: x.id)
def test_every_section_is_presentable(section):
    assert section.title and section.sheet and "internal" in section.editions
    assert section.build.__doc__

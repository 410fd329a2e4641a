"""The command of the researcher: complexity."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from ..graph.claims import GRADES
from .options import WORDS, Asked, shared
from .output import Column, emit_json, emit_rows

if TYPE_CHECKING:
    from ..analysis.complexity.answer import Complexity
    from ..graph.snapshot import Node

PLACES = (
    Column("place", "地方", "place"),
    Column("pairs", "企业×环节", "firm-link pairs"),
    Column("diversity", "拥有环节", "diversity"),
    Column("eci", "ECI", "ECI"),
    Column("fitness", "适应度", "fitness"),
    Column("coi", "COI", "COI"),
)
LINKS = (
    Column("link", "环节", "link"),
    Column("chain", "产业链", "chain"),
    Column("ubiquity", "拥有的地方", "ubiquity"),
    Column("pci", "PCI", "PCI"),
    Column("complexity", "复杂度（适应度法）", "complexity (fitness map)"),
)
OF_PLACE = (
    Column("link", "环节", "link"),
    Column("chain", "产业链", "chain"),
    Column("count", "名单企业", "firms on the list"),
    Column("rca", "RCA", "RCA"),
    Column("present", "具备（RCA≥1）", "present"),
    Column("density", "密度", "density"),
    Column("cog", "COG", "COG"),
)
RELATED = (
    Column("link", "环节", "link"),
    Column("chain", "产业链", "chain"),
    Column("proximity", "邻近度", "proximity"),
    Column("shared_places", "同有的地方", "shared places"),
)


@click.command("complexity")
@click.argument("thing", metavar="[地方或环节]", required=False, type=WORDS)
@click.option("--level", type=click.Choice(["province", "city"]), default="province", show_default=True, help="按省级还是地级地方计数")
@click.option("--by", type=click.Choice(["places", "links"]), default="places", show_default=True, help="不给地方或环节时列哪张表")
@click.option("--least", type=click.IntRange(1), default=5, show_default=True, help="一地的企业×环节少于多少次就不计")
@click.option("--largest", is_flag=True, help="名单分成互不相连的几部分时只算最大的一部分")
@click.option(
    "--grade",
    "grades",
    type=click.Choice(list(GRADES)),
    multiple=True,
    default=("disclosure",),
    show_default=True,
    help="按哪一等级的断言计数",
)
@shared
def complexity_command(asked: Asked, thing: str | None, level: str, by: str, least: int, largest: bool, grades: tuple[str, ...]) -> None:
    """地方之间的经济复杂度与环节相关性（ECI、PCI、邻近度、密度、COI、COG、适应度），供研究参考；一个园区不能单独计算。

    \b
    给出地方：它在各环节的 RCA、密度和 COG；给出环节：与它最常同在一地的环节。
    """
    with asked.open() as session:
        node = _subject(session.graph, thing)
        found = session.find_complexity(level, grades=grades, least=least, largest=largest)
        _show(asked, found, node, by)


def _subject(graph: Any, thing: str | None) -> Node | None:
    from ..analysis.search import find_node
    from ..graph import schema as s

    node = find_node(graph, thing) if thing else None
    if node and node.type not in (s.PLACE.name, s.LINK.name):
        raise click.UsageError(f"{node.name} 既不是地方也不是环节 / neither a place nor a link")
    return node


def _show(asked: Asked, found: Complexity, node: Node | None, by: str) -> None:
    rows, columns = _rows(found, node, by)
    if asked.json:
        about = found.as_json()
        emit_json(about if node is None else {k: about[k] for k in ("warning", "warning_en", "frame", "apart")} | {"rows": rows})
    else:
        click.echo(str(found), err=True)  # also with --quiet: no figure without its warning
        emit_rows(asked, rows, columns)


def _rows(found: Complexity, node: Node | None, by: str) -> tuple[list[dict[str, Any]], Sequence[Column]]:
    from ..graph import schema as s

    if node is None:
        return (found.places(), PLACES) if by == "places" else (found.links(), LINKS)
    return (found.of_place(node.id), OF_PLACE) if node.type == s.PLACE.name else (found.related(node.id), RELATED)

"""Search by any name form, computed on the snapshot so that every store answers alike."""

from __future__ import annotations

from dataclasses import dataclass

from ..graph import schema as s
from ..graph.errors import NotFound
from ..graph.ids import name_key
from ..graph.snapshot import Node, Snapshot
from .pinyin import INSIDE, START, WHOLE, letters, spelt

WRITTEN, SPELT = (0, 1, 4), (2, 3, 5)  # rank of a match of the whole, from the start, inside: a name spelt out comes before a fragment


@dataclass(frozen=True, slots=True)
class Hit:
    """A node found, and the name form that matched."""

    id: str
    type: str
    name: str
    matched: str
    resident: bool | None


def name_forms(node: Node) -> list[str]:
    """Return every written form of a node's name, the display name first."""
    props = node.props
    forms = [node.name, props.get("name_en", ""), *props.get("aliases", []), *props.get("keywords", [])]
    return [str(f) for f in dict.fromkeys(forms) if f]


def search(graph: Snapshot, text: str) -> list[Hit]:
    """Return the nodes one of whose names is, begins with or contains `text`, then those it spells in pinyin. Raises NotFound.

    Names are compared by their key (NFKC, brackets and legal forms dropped); pinyin: initials, syllables or mixed. Cost O(names).
    """
    wanted, typed = name_key(text), letters(text)
    found = []
    for node in graph.nodes.values():
        best = min(((match(form, wanted, typed), form) for form in name_forms(node)), default=(None, ""), key=_by_rank)
        if best[0] is not None:
            found.append(
                (
                    best[0],
                    len(best[1]),
                    best[1] != node.name,
                    node.id,
                    Hit(node.id, node.type, node.name, best[1], node.props.get("resident")),
                )
            )
    if not found:
        raise NotFound(f"没有找到“{text}”；试试更短的词 / nothing found, try a shorter word")
    return [row[-1] for row in sorted(found, key=lambda r: r[:4])]


def match(form: str, wanted: str, typed: str) -> int | None:
    """Return the rank (0 best) of a written form for a name key and letters typed (pinyin.letters); None where neither is in it."""
    key = name_key(form)
    if wanted and wanted in key:
        return WRITTEN[WHOLE if key == wanted else START if key.startswith(wanted) else INSIDE]
    said = spelt(form, typed)
    return None if said is None else SPELT[said]


def _by_rank(found: tuple[int | None, str]) -> tuple[int, int]:
    return (9 if found[0] is None else found[0], len(found[1]))


def find_chain(graph: Snapshot, text: str) -> Node:
    """Return the chain named by an id, slug, name or alias. Raises NotFound listing the chains."""
    chains = graph.of_type(s.CHAIN)
    for chain in chains:
        keys = {chain.id, chain.id.partition(":")[2], *(name_key(f) for f in name_forms(chain))}
        if text in keys or name_key(text) in keys:
            return chain
    known = "、".join(f"{c.id.partition(':')[2]}（{c.name}）" for c in chains)
    raise NotFound(f"没有产业链“{text}”；可用：{known} / unknown chain")


def find_node(graph: Snapshot, text: str) -> Node:
    """Return the node with this id or exactly this name. Raises NotFound, naming the candidates where there are several.

    A product of a firm often bears the name of its link; the name then means the link.
    """
    if text in graph.nodes:
        return graph.nodes[text]
    named = [hit for hit in search(graph, text) if name_key(text) == name_key(hit.matched)]
    exact = [hit for hit in named if hit.type != s.PRODUCT.name] or named
    if len(exact) == 1:
        return graph.nodes[exact[0].id]
    near = "、".join(f"{h.name}（{h.id}）" for h in (exact or search(graph, text))[:5])
    raise NotFound(f"“{text}”不是唯一的名称或编号；您是否要找：{near} / no single match, did you mean one of these?")


def find_link(graph: Snapshot, text: str) -> Node:
    """Return the link with this id or exactly this name. Raises NotFound, naming the candidates where there are several."""
    return _find_typed(graph, text, s.LINK.name, "环节", "link")


def find_firm(graph: Snapshot, text: str) -> Node:
    """Return the firm with this id or exactly this name. Raises NotFound, naming the candidates where there are several."""
    return _find_typed(graph, text, s.FIRM.name, "企业", "firm")


def firms_named(graph: Snapshot, text: str) -> list[Node]:
    """Return the firms one of whose names is this text; those whose display name it is, where there are any."""
    return _named(graph, text, s.FIRM.name)


def _named(graph: Snapshot, text: str, node_type: str) -> list[Node]:
    key = name_key(text)
    named = [n for n in graph.nodes.values() if key and n.type == node_type and key in (name_key(form) for form in name_forms(n))]
    return [n for n in named if name_key(n.name) == key] or named


def _find_typed(graph: Snapshot, text: str, node_type: str, zh: str, en: str) -> Node:
    if text in graph.nodes and graph.nodes[text].type == node_type:
        return graph.nodes[text]
    named, key = _named(graph, text, node_type), name_key(text)
    if len(named) == 1:
        return named[0]
    near = named or [n for n in graph.nodes.values() if n.type == node_type and key and any(key in name_key(f) for f in name_forms(n))]
    told = "、".join(f"{n.name}（{n.id}）" for n in near[:5])
    advice = f"您是否要找：{told}" if told else "可用 liantu search 查找"
    raise NotFound(f"没有唯一的{zh}“{text}”；{advice} / no single {en} of this name, see `liantu search`")

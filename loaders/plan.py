"""plan.yaml: blocks of a verbatim quote and the claims it supports."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..graph import schema as s
from .base import Scribe, check_modality, typed

Block = Mapping[str, Any]


def transform_blocks(scribe: Scribe, blocks: list[Block], file: str) -> None:
    """Write the claims of each block, with the block's quote, locator, modality and date."""
    for number, block in enumerate(blocks, 1):
        where = f"{file} 第 {number} 块"
        try:
            _block(scribe, block, where)
        except (KeyError, ValueError, AttributeError, TypeError) as fault:
            scribe.fault(where, f"{fault}（每块要有 quote 和 modality）/ every block needs quote and modality")


def _block(scribe: Scribe, block: Block, where: str) -> None:
    source = block.get("source", "plan")
    locator = scribe.locate(source, block["quote"], block.get("nth"), where)
    if locator is None:
        return
    context = {"source": source, "quote": block["quote"], "locator": locator, "as_of": block.get("as_of", "")}
    modality = check_modality(block["modality"])
    for node in block.get("nodes", []):
        scribe.props(node["id"], {k: v for k, v in node.items() if k != "id"}, where, modality=modality, **context)
        _own_words(scribe, node, modality=modality, **context)
    for line in block.get("claims", []):
        entry = line if isinstance(line, dict) else {"claim": line}
        _claim(scribe, entry, where, modality=check_modality(entry.get("modality", modality)), **context)


def _own_words(scribe: Scribe, node: Mapping[str, Any], **context: Any) -> None:
    """A measure bears our short title; the words of the text, where the quote holds them, are its name in the source."""
    text = node.get("text", "")
    if text and text != node.get("name") and text in context["quote"]:
        scribe.say(node["id"], s.ALIASES.name, text, **context)


def _claim(scribe: Scribe, entry: Mapping[str, Any], where: str, **context: Any) -> None:
    parts = entry["claim"].split(None, 2)
    if len(parts) != 3:
        scribe.fault(where, f"{entry['claim']!r} 应为“主体 谓词 值” / expected 'subject PREDICATE value'")
        return
    subject, predicate, value = parts
    if s.SCHEMA.edge(predicate):
        scribe.edge(subject, predicate, value, entry.get("props", {}), where, **context)
        return
    node_type = s.SCHEMA.type_of(subject)
    prop = node_type.prop(predicate) if node_type else None
    if prop is None or prop.derived:
        scribe.fault(where, f"{subject} 没有属性或边 {predicate!r} / no such property or edge")
        return
    scribe.say(subject, predicate, typed(prop, value), **context)

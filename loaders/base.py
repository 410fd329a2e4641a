"""What all loaders share: a Scribe that writes claims for one source, and the faults it meets."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ..graph import schema as s
from ..graph.claims import MODALITIES, Claim, Value
from ..graph.ids import edge_id
from ..graph.sources import QuoteError, Source
from ..graph.spec import Prop

DOMAIN_REFERENCE = "行业常识"


def typed(prop: Prop, text: str) -> Value:
    """Return a YAML scalar in the type its property declares. Raises ValueError."""
    if prop.type == "bool":
        if text not in ("true", "false"):
            raise ValueError(f"{prop.name} 应为 true 或 false，得到 {text!r} / expected true or false")
        return text == "true"
    if prop.type == "int":
        return int(text)
    return float(text) if prop.type == "float" else text


@dataclass
class Scribe:
    """Writes claims and collects faults, so that none is lost after the first."""

    sources: Mapping[str, Source]
    claims: list[Claim] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def say(
        self,
        subject: str,
        predicate: str,
        value: Value,
        *,
        source: str,
        quote: str,
        locator: str,
        modality: str = "existing",
        as_of: str = "",
        key: str = "",
    ) -> Claim:
        """Write one claim; its grade and default date are the source's."""
        origin = self.sources[source]
        claim = Claim(subject, predicate, value, f"source:{source}", quote, locator, modality, origin.grade, as_of or origin.date, key)
        self.claims.append(claim)
        return claim

    def fault(self, where: str, what: str) -> None:
        """Record a fault: where, what came, what to do."""
        self.problems.append(f"{where}：{what}")

    def props(self, subject: str, props: Mapping[str, Any], where: str, **context: Any) -> None:
        """Write one claim per property value (a list gives one claim each); unknown properties are faults."""
        node_type = s.SCHEMA.type_of(subject)
        for name, given in props.items():
            prop = node_type.prop(name) if node_type else None
            if prop is None or prop.derived:
                label = node_type.name if node_type else "未知类型"
                self.fault(where, f"{subject}：{label} 没有属性 {name!r} / no such property")
                continue
            for text in given if isinstance(given, list) else [given]:
                self._typed(subject, prop, text, where, context)

    def _typed(self, subject: str, prop: Prop, text: str, where: str, context: Mapping[str, Any]) -> None:
        try:
            self.say(subject, prop.name, typed(prop, text), **context)
        except (ValueError, TypeError) as fault:
            self.fault(where, f"{subject}：{fault}")

    def edge(self, subject: str, predicate: str, target: str, props: Mapping[str, str], where: str, **context: Any) -> None:
        """Write an edge claim and one claim per edge property."""
        edge_type = s.SCHEMA.edge(predicate)
        if edge_type is None:
            self.fault(where, f"没有这种边 {predicate!r} / no such edge type")
            return
        key = ";".join(f"{k}={props.get(k, '')}" for k in edge_type.key)
        self.say(subject, predicate, target, key=key, **context)
        for name, text in props.items():
            prop = edge_type.prop(name)
            if prop is None or prop.derived:
                self.fault(where, f"{predicate} 没有属性 {name!r} / the edge type has no such property")
            else:
                self.say(edge_id(predicate, subject, target, key), name, typed(prop, text), **context)

    def locate(self, source: str, quote: str, nth: str | None, where: str) -> str | None:
        """Return the quote's locator; None and a recorded fault where it does not stand there."""
        try:
            return self.sources[source].locator(quote, int(nth) if nth else None)
        except (QuoteError, ValueError) as fault:
            self.fault(where, f"「{quote[:40]}」{fault}")
        except KeyError:
            self.fault(where, f"来源 {source!r} 未登记，见 sources/registry.yaml / source not registered")
        return None


def check_modality(modality: str) -> str:
    """Return the modality. Raises ValueError where it is not declared."""
    if modality not in MODALITIES:
        raise ValueError(f"语态 {modality!r} 未声明，可用：{'、'.join(MODALITIES)} / unknown modality")
    return modality

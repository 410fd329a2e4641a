"""organisations/*.yaml: one organisation, one entry, all its name forms."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..graph.ids import name_key
from .base import DOMAIN_REFERENCE, Scribe

_FORMS = ("source_names", "aliases")


def transform_organisations(scribe: Scribe, files: Mapping[str, list[Mapping[str, Any]]]) -> None:
    """Write organisations; a name form that stands in the source is quoted from it (its first mention)."""
    for file, rows in files.items():
        for row in rows:
            _organisation(scribe, row, f"organisations/{file}")
    _one_owner_per_name(scribe, files)


def _organisation(scribe: Scribe, row: Mapping[str, Any], file: str) -> None:
    where = f"{file} {row['id']}"
    source_names(scribe, row, ["name"], where)
    known_otherwise(scribe, row, {k: v for k, v in row.items() if k not in ("id", "name", "source", *_FORMS)}, where)


def source_names(scribe: Scribe, row: Mapping[str, Any], named: list[str], where: str) -> None:
    """Write the name forms of a row that its source uses (`source_names`, and `name` where `named` asks), each quoted by itself."""
    source = row.get("source", "plan")
    said = [*((n, row[n]) for n in named), *(("aliases", form) for form in row.get("source_names", []))]
    for predicate, form in said:
        if (locator := _mention(scribe, source, form, where)) is not None:
            scribe.say(row["id"], predicate, form, source=source, quote=_quoted(source, form), locator=locator, modality="reference")


def known_otherwise(scribe: Scribe, row: Mapping[str, Any], known: Mapping[str, Any], where: str) -> None:
    """Write what we know of a row from elsewhere, with its further name forms (`aliases`), as domain knowledge."""
    context = {"source": "domain", "quote": DOMAIN_REFERENCE, "locator": where, "modality": "reference"}
    scribe.props(row["id"], {**known, "aliases": row.get("aliases", [])}, where, **context)


def _mention(scribe: Scribe, source: str, form: str, where: str) -> str | None:
    return where if source == "domain" else scribe.locate(source, form, "1", where)


def _quoted(source: str, form: str) -> str:
    return DOMAIN_REFERENCE if source == "domain" else form


def _one_owner_per_name(scribe: Scribe, files: Mapping[str, list[Mapping[str, Any]]]) -> None:
    owner: dict[str, str] = {}
    for file, rows in files.items():
        for row in rows:
            for form in [row["name"], *row.get("source_names", []), *row.get("aliases", [])]:
                first = owner.setdefault(name_key(form), row["id"])
                if first != row["id"]:
                    scribe.fault(f"organisations/{file} {row['id']}", f"名称 {form!r} 已属于 {first} / the name belongs to another")

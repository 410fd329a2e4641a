"""The source registry: sources/registry.yaml and the texts beside it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

from ..graph.errors import DataError
from ..graph.sources import Source
from .base import Scribe
from .yaml_file import read_yaml


def read_sources(folder: Path) -> dict[str, Source]:
    """Return the registered sources by id, texts read byte for byte. Raises DataError where a text was altered."""
    rows = read_yaml(folder / "registry.yaml")["sources"]
    return {row["id"]: _source(row, folder) for row in rows}


def _source(row: Mapping[str, str], folder: Path) -> Source:
    known = {k: row[k] for k in ("id", "title", "publisher", "date", "licence", "grade")}
    if "file" not in row:
        return Source(**known, label=row["label"])
    path = folder / row["file"]
    try:
        content = path.read_bytes()
    except OSError:
        raise DataError(f"{path}：来源文本读不到，请恢复该文件 / source text cannot be read, restore it") from None
    if hashlib.sha256(content).hexdigest() != row["sha256"]:
        raise DataError(f"{path}：来源文本与登记的校验和不符，请恢复原文件 / source text was altered, restore the original")
    return Source(**known, label=row["label"], sha256=row["sha256"], text=content.decode("utf-8"))


def transform_sources(scribe: Scribe, sources: Mapping[str, Source] | None = None) -> None:
    """Write a node for every source, or for those given."""
    context = {"source": "domain", "quote": "来源登记", "locator": "sources/registry.yaml"}
    for source in (scribe.sources if sources is None else sources).values():
        props = {"name": source.title, "publisher": source.publisher, "date": source.date}
        props |= {"licence": source.licence, "grade": source.grade}
        scribe.props(f"source:{source.id}", {k: v for k, v in props.items() if v}, "registry.yaml", **context)

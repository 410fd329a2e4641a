"""The endpoints of the JSON interface, read from its OpenAPI description."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One address: method, path, what it returns, (name, type, required) of its parameters."""

    method: str
    path: str
    about: str
    parameters: tuple[tuple[str, str, bool], ...]


def endpoints(described: Mapping[str, Any]) -> list[Endpoint]:
    """Return the endpoints in the order of their paths."""
    return [
        Endpoint(method.upper(), path, str(about.get("description", "")), tuple(map(_parameter, about.get("parameters", []))))
        for path, methods in sorted(described["paths"].items())
        for method, about in sorted(methods.items())
    ]


def _parameter(given: Mapping[str, Any]) -> tuple[str, str, bool]:
    kinds = [given["schema"], *given["schema"].get("anyOf", [])]
    return str(given["name"]), next((str(k["type"]) for k in kinds if "type" in k), ""), bool(given.get("required"))

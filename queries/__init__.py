"""Named Cypher questions: each *.cypher file is one, with a header; the same text runs on Ladybug and Neo4j."""

from __future__ import annotations

from .header import Parameter, Query
from .runner import ParameterError, catalogue, find, run

__all__ = ["Parameter", "ParameterError", "Query", "catalogue", "find", "run"]

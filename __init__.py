"""liantu (链图): an industry-chain knowledge graph for a development zone. `liantu.load()` opens it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .national import National
    from .session import Session

__version__ = "0.1.0"
__all__ = ["__version__", "load", "load_national"]


def load(store: str | None = None, **options: Any) -> Session:
    """Open the graph: `g = liantu.load()`; see liantu.session.load for the options."""
    from .session import load as _load

    return _load(store, **options)


def load_national(tables: str | None = None, **options: Any) -> National:
    """Open the national graph: `n = liantu.load_national("folder of tables")`; see liantu.national.load_national for the options."""
    from .national import load_national as _load

    return _load(tables, **options)

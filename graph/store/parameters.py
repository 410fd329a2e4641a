"""The parameters of a query: Ladybug takes an absent one for null and answers nothing, so both stores ask here first."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from ..errors import StoreError

_NOT_CODE = re.compile(r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"|`[^`]*`|//[^\n]*|/\*.*?\*/", re.DOTALL)
_PARAMETER = re.compile(r"\$([^\W\d]\w*)")
WORKSPACE = "workspace"


def wanted(text: str) -> frozenset[str]:
    """Return the names of the parameters in query text; what stands in strings and comments is none.

    >>> sorted(wanted("MATCH (n {id: $id}) WHERE n.name <> '$x' RETURN n LIMIT $top // $y"))
    ['id', 'top']
    """
    return frozenset(_PARAMETER.findall(_NOT_CODE.sub(" ", text)))


def filled(text: str, params: Mapping[str, Any] | None, workspace: str) -> dict[str, Any]:
    """Return the parameters to send, `$workspace` filled in where the text wants it. Raises StoreError for an absent one."""
    names = wanted(text)
    given = {**({WORKSPACE: workspace} if WORKSPACE in names else {}), **(params or {})}
    if absent := sorted(names - given.keys()):
        raise StoreError(f"查询缺少参数 {'、'.join(absent)} / the query lacks these parameters")
    return given

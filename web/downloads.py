"""Lists as files."""

from __future__ import annotations

from typing import Literal
from urllib.parse import quote

from starlette.responses import Response

from ..analysis.coverage import Head
from .pages.sheet import Sheet

Kind = Literal["csv", "xlsx"]
TYPES = {"csv": "text/csv; charset=utf-8", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}


def download(sheet: Sheet, head: Head, kind: Kind) -> Response:
    """Return a list as a file the browser saves under the list's name."""
    content = sheet.csv(head) if kind == "csv" else sheet.xlsx(head)
    named = f"attachment; filename=list.{kind}; filename*=UTF-8''{quote(sheet.file_name(kind))}"
    return Response(content, media_type=TYPES[kind], headers={"Content-Disposition": named})

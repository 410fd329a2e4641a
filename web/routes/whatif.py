"""情景推演: tick firms in and out, cut links; the whole state stands in the address. Nothing is written."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import quote

from fastapi import APIRouter, Depends, Query
from starlette.requests import Request
from starlette.responses import Response

from ...analysis.search import find_chain, find_link
from ...analysis.whatif_words import as_json
from ...graph import schema as s
from ...reports.whatif import write_whatif
from ..pages.whatif import WORLDS, Wish, played, result, ticks
from ..rendering import address, page
from ..telling import line, see
from .now import Now, Words

router = APIRouter(include_in_schema=False)
Many = Annotated[list[str], Query(max_length=60)]
Kind = Literal["docx", "xlsx", "html", "json"]
TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "html": "text/html; charset=utf-8",
    "json": "application/json; charset=utf-8",
}


def wish_of(
    land: Many = [],  # noqa: B006 (never changed; FastAPI copies it)
    lose: Many = [],  # noqa: B006
    cut: Many = [],  # noqa: B006
    chain: Words = "",
    world: Words = "",
    about: Words = "",
) -> Wish:
    """Return the wish of the address; what is said twice counts once."""
    lands, losses, cuts = (tuple(dict.fromkeys(filter(None, map(line, given)))) for given in (land, lose, cut))
    return Wish(lands, losses, cuts, line(chain), world if world in WORLDS else next(iter(WORLDS)), line(about))


AWish = Annotated[Wish, Depends(wish_of)]


@router.get("/whatif")
def whatif(request: Request, now: Now, wish: AWish, firm: Words = "", at: Words = "", cutting: Words = "") -> Response:
    """情景推演；脚本只取结果部分。"""
    if "hx-request" in request.headers and "hx-history-restore-request" not in request.headers:
        here = address(request.app.state.site.base_path, "/whatif", wish.query())
        return page(request, "_whatif.html.j2", headers={"HX-Push-Url": here}, wish=wish, **result(now, wish))
    if line(firm) and line(at):
        return see(request, "/whatif", **wish.with_landing(line(firm), find_link(now.graph, line(at)).id).query())
    if line(cutting):
        return see(request, "/whatif", **wish.with_cut(find_link(now.graph, line(cutting)).id).query())
    shown = {**ticks(now, wish), **result(now, wish)}
    links = sorted({n.name for n in now.graph.of_type(s.LINK)})
    status = 422 if shown["faults"] else 200
    return page(request, "whatif.html.j2", status=status, title="情景推演", wish=wish, links=links, **shown)


@router.get("/whatif.{kind}")
def whatif_file(now: Now, wish: AWish, kind: Kind) -> Response:
    """情景推演，下载：与 liantu whatif 写出的相同。"""
    found = played(now, wish)
    chain = find_chain(now.graph, wish.chain) if wish.chain else None
    if kind == "json":
        name, content = "情景推演.json", f"{json.dumps(as_json(found), ensure_ascii=False, indent=2)}\n".encode("utf-8", "replace")
    else:
        with tempfile.TemporaryDirectory(prefix="liantu-") as folder:
            written = write_whatif(now.graph, now.zone, found, Path(folder), chain=chain, as_of=now.as_of)
            made = next(path for path in written if path.suffix == f".{kind}")
            name, content = made.name, made.read_bytes()
    named = f"attachment; filename=whatif.{kind}; filename*=UTF-8''{quote(name)}"
    return Response(content, media_type=TYPES[kind], headers={"Content-Disposition": named})

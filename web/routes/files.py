"""The style sheets and scripts of the pages."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.responses import Response

from ..assets import assets

router = APIRouter(include_in_schema=False)
FOR_EVER = "public, max-age=31536000, immutable"


@router.get("/static/{version}/{name:path}")
def asset(version: str, name: str) -> Response:
    """Return an asset of this version."""
    found = assets().get(name)
    if found is None or found.version != version:
        raise HTTPException(404)
    return Response(found.content, media_type=found.media_type, headers={"Cache-Control": FOR_EVER})

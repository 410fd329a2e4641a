"""The web application: what it is put together from. Pages are functions of a snapshot (web/pages), routes only call them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from fastapi import Depends, FastAPI

from .. import __version__
from ..workspace.paths import Workspace
from .desk import Desk
from .errors import add_handlers
from .routes import ROUTERS
from .security import Csrf, Guard, protect
from .site import Site

if TYPE_CHECKING:
    from .state import State


def create_app(workspace: Workspace, store: str | None = None, *, site: Site | None = None, state: State | None = None) -> FastAPI:
    """Return the application over a workspace's graph (or the store at an address, or a state that stands already).

    Loads the graph and works out the gaps first: a few seconds. Raises StoreError, DataError.
    """
    from .state import State as Loading

    site = site or Site()
    app = FastAPI(
        title="liantu 链图",
        version=__version__,
        servers=[{"url": quote(site.base_path)}] if site.base_path else None,
        dependencies=[Depends(protect)],
        openapi_url="/api/openapi.json",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    app.state.site, app.state.workspace, app.state.csrf = site, workspace, Csrf()
    app.state.liantu = state or Loading.of_workspace(workspace, store, site.as_of)
    app.state.desk = Desk(workspace, app.state.liantu, store, read_only=site.read_only)
    add_handlers(app)
    for router in ROUTERS:
        app.include_router(router)
    app.add_middleware(Guard, site=site)
    return app

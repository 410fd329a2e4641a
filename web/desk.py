"""Where the pages write: one writer at a time, what is not yet in the graph, and building it anew beside the pages."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock, RLock, Thread
from typing import Annotated

from fastapi import Depends
from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request

from ..acts import Taken
from ..graph.errors import DataError, LiantuError
from ..workspace.build import build, inputs_hash
from ..workspace.paths import Workspace
from .security import Refused
from .state import State
from .uploads import Uploads

READ_ONLY = "本服务只读（--read-only），不能写入；请找维护人 / this service is read-only"
MEMORY = "memory"
KEPT = 20  # results of batches that can still be looked at


class Desk:
    """Writes of the pages into a workspace; the workspace's own lock still keeps other processes apart."""

    def __init__(self, workspace: Workspace, state: State, store: str | None = None, *, read_only: bool = False) -> None:
        self.workspace, self.read_only = workspace, read_only
        self.uploads = Uploads()
        self.building, self.fault = False, ""
        self.results: OrderedDict[str, Taken] = OrderedDict()
        self._state, self._store, self._lock, self._starting = state, store, RLock(), Lock()

    @contextmanager
    def writing(self) -> Iterator[Workspace]:
        """Yield the workspace to the one page that writes; others, and a build, wait. Raises Refused where reading only."""
        self.accepts()
        with self._lock:
            yield self.workspace

    def accepts(self) -> None:
        """Raise Refused where the pages only read."""
        if self.read_only:
            raise Refused(READ_ONLY)

    def keep(self, batch: str, taken: Taken) -> None:
        """Keep what a batch changed, to be shown until others come."""
        self.results[batch] = taken
        while len(self.results) > KEPT:
            self.results.popitem(last=False)

    @property
    def pending(self) -> bool:
        """True where the workspace holds something that the graph of the pages was not built from."""
        return self._state.now.graph.meta.get("inputs", "") != inputs_hash(self.workspace)

    def rebuild(self) -> None:
        """Begin to build the graph anew, aside; the pages show the old one until then. Nothing where a build is on its way."""
        self.accepts()
        with self._starting:
            if self.building:
                return
            self.building, self.fault = True, ""
        Thread(target=self._build, daemon=True).start()

    def _build(self) -> None:
        try:
            with self._lock:
                if not (self._store or "").startswith(MEMORY):
                    build(self.workspace, self._store)
            self._state.refresh()
        except LiantuError as fault:
            self.fault = str(fault)
        except BaseException as fault:
            self.fault = f"程序出错（{type(fault).__name__}），请看运行 liantu serve 的窗口 / internal error, see the window of the server"
            raise
        finally:
            self.building = False


def desk(request: Request) -> Desk:
    """Return the desk of the application."""
    found: Desk = request.app.state.desk
    return found


async def form(request: Request) -> FormData:
    """Return what a form sent, files included."""
    return await request.form()


async def sent_file(request: Request) -> tuple[str, bytes]:
    """Return name and content of the file a form sent; read here, so that the route itself may wait without stopping other pages.

    Raises DataError where none was chosen.
    """
    file = (await request.form()).get("file")
    if not isinstance(file, UploadFile) or not file.filename:
        raise DataError("请选择一个文件 / choose a file")
    return file.filename, await file.read()


ADesk = Annotated[Desk, Depends(desk)]
Form = Annotated[FormData, Depends(form)]
File = Annotated[tuple[str, bytes], Depends(sent_file)]

"""One writer at a time: an operating-system lock, released when the process ends however it ends."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from ..graph.errors import StoreError


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the lock at `path`. Raises StoreError naming the process that holds it."""
    with path.open("a+", encoding="utf-8") as file:
        try:
            _acquire(file)
        except OSError:
            file.seek(0)
            holder = file.read().strip() or "?"
            raise StoreError(f"工作区正由另一个进程写入（PID {holder}），请稍后再试 / workspace is being written by PID {holder}") from None
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        try:
            yield
        finally:
            _release(file)


if sys.platform == "win32":
    import msvcrt

    def _acquire(file: IO[str]) -> None:
        file.seek(1 << 20)  # beyond the PID, so that others can read it
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

    def _release(file: IO[str]) -> None:
        file.seek(1 << 20)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _acquire(file: IO[str]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _release(file: IO[str]) -> None:
        fcntl.flock(file, fcntl.LOCK_UN)

"""Archives that are the same bytes for the same content: names sorted, one date, fixed rights."""

from __future__ import annotations

import gzip
import io
import os
import subprocess
import tarfile
import time
import zipfile
from pathlib import Path

from ship.targets import ROOT

EARLIEST = 315532800  # 1980-01-01, the first day a zip can bear
EXECUTABLE = (".sh",)


def epoch() -> int:
    """Return the time all files bear: SOURCE_DATE_EPOCH, else that of the last commit, else the earliest a zip can bear."""
    if given := os.environ.get("SOURCE_DATE_EPOCH"):
        return max(int(given), EARLIEST)
    asked = subprocess.run(["git", "log", "-1", "--format=%ct"], cwd=ROOT, capture_output=True, encoding="utf-8", check=False)
    return max(int(asked.stdout.strip() or EARLIEST), EARLIEST)


def write_zip(path: Path, folder: Path, top: str) -> None:
    """Write every file below a folder into a zip whose only top folder is `top`."""
    files = sorted((p.relative_to(folder).as_posix(), p) for p in folder.rglob("*") if p.is_file())
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, file in files:
            entry = zipfile.ZipInfo(f"{top}/{name}", time.gmtime(epoch())[:6])
            entry.create_system, entry.compress_type = 3, _way(name)
            entry.external_attr = (0o100755 if name.endswith(EXECUTABLE) else 0o100644) << 16
            archive.writestr(entry, file.read_bytes())


def _way(name: str) -> int:
    """Wheels are compressed already."""
    return zipfile.ZIP_STORED if name.endswith((".whl", ".zip")) else zipfile.ZIP_DEFLATED


def steady_tar(path: Path) -> None:
    """Write a .tar.gz anew: members sorted, one date, no user, no rights but those of a plain file."""
    with tarfile.open(path) as old:
        members = sorted((m for m in old.getmembers() if m.isfile()), key=lambda m: m.name)
        content = [(m.name, old.extractfile(m)) for m in members]
        packed = io.BytesIO()
        with tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as new:
            for name, file in content:
                assert file is not None
                data = file.read()
                entry = tarfile.TarInfo(name)
                entry.size, entry.mtime, entry.mode = len(data), epoch(), 0o644
                new.addfile(entry, io.BytesIO(data))
    path.write_bytes(gzip.compress(packed.getvalue(), 9, mtime=epoch()))

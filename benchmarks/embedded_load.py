"""Claims of the shipped graph into the embedded store: COPY of a text file (the product), CREATE in batches, COPY of a pandas frame.

`python benchmarks/embedded_load.py`; each runs in a process of its own, so that peak memory can be compared.
"""

from __future__ import annotations

import subprocess
import sys

WAYS = ("text", "create", "frame")
_PROBE = """
import resource, sys, tempfile, time
from pathlib import Path
import ladybug
import pandas as pd
from liantu.graph import ddl
from liantu.graph.rows import CLAIM_LABEL, claim_row
from liantu.graph.store.text_rows import copied_from, write_rows
from liantu.workspace.build import graph_data
from liantu.workspace.paths import open_workspace

folder = Path(tempfile.mkdtemp())
claims = graph_data(open_workspace(folder)).claims
connection = ladybug.Connection(ladybug.Database(str(folder / "g.lbug"), buffer_pool_size=1 << 30, max_db_size=1 << 36))
for statement in ddl.ladybug_ddl():
    connection.execute(statement)
began = time.perf_counter()
if sys.argv[1] == "text":
    write_rows(folder / "c.csv", ((*map(claim_row(c).get, ddl.CLAIM_TYPES), ddl.WORKSPACE) for c in claims))
    connection.execute(ddl.copy_nodes(CLAIM_LABEL, copied_from(folder / "c.csv")))
elif sys.argv[1] == "create":
    for i in range(0, len(claims), 250):
        batch = [{k: claim_row(c).get(k) for k in ddl.CLAIM_TYPES} for c in claims[i : i + 250]]
        connection.execute(ddl.create_nodes(CLAIM_LABEL, ddl.CLAIM_TYPES), {"rows": batch, "workspace": ddl.WORKSPACE})
else:
    rows = [claim_row(c) for c in claims]
    frame = pd.DataFrame({k: pd.Series([r.get(k) for r in rows], dtype=object) for k in ddl.CLAIM_TYPES}).assign(workspace=ddl.WORKSPACE)
    connection.execute(f"COPY `{CLAIM_LABEL}` FROM frame")
print(time.perf_counter() - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def measure(way: str) -> tuple[float, float]:
    """Return (seconds, peak MB) of one run."""
    done = subprocess.run([sys.executable, "-c", _PROBE, way], capture_output=True, text=True, check=True)
    seconds, megabytes = map(float, done.stdout.split())
    return seconds, megabytes


def main() -> None:
    """Print three rounds and the median ratios of the two others to the text file."""
    rounds = [{way: measure(way) for way in WAYS} for _ in range(3)]
    for found in rounds:
        print(", ".join(f"{way} {seconds:.2f} s {megabytes:.0f} MB" for way, (seconds, megabytes) in found.items()))
    for way in WAYS[1:]:
        time = sorted(found[way][0] / found["text"][0] for found in rounds)[1]
        memory = sorted(found[way][1] / found["text"][1] for found in rounds)[1]
        print(f"{way} / text: time {time:.2f}, memory {memory:.2f}")


if __name__ == "__main__":
    main()

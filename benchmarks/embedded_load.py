"""Nodes of the shipped graph into the embedded store: CREATE in batches (the product) against COPY of a pandas frame.

`python benchmarks/embedded_load.py`; each runs in a process of its own, so that peak memory can be compared.
"""

from __future__ import annotations

import subprocess
import sys

_PROBE = """
import resource, sys, tempfile, time
from pathlib import Path
import ladybug
import pandas as pd
from liantu.graph import ddl
from liantu.graph.rows import CLAIM_LABEL, by_type, claim_row, row_of
from liantu.workspace.build import graph_data
from liantu.workspace.paths import open_workspace

folder = Path(tempfile.mkdtemp())
data = graph_data(open_workspace(folder))
rows = {name: [row_of(n) for n in nodes] for name, nodes in by_type(data.nodes).items()}
rows[CLAIM_LABEL] = [claim_row(c) for c in data.claims]
connection = ladybug.Connection(ladybug.Database(str(folder / "g.lbug"), buffer_pool_size=1 << 30, max_db_size=1 << 36))
for statement in ddl.ladybug_ddl():
    connection.execute(statement)
began = time.perf_counter()
for name, types in ddl.node_tables().items():
    if name not in rows:
        continue
    if sys.argv[1] == "copy":
        frame = pd.DataFrame({k: pd.Series([r.get(k) for r in rows[name]], dtype=object) for k in types}).assign(workspace=ddl.WORKSPACE)
        connection.execute(f"COPY `{name}` FROM frame")
    else:
        for i in range(0, len(rows[name]), 1000):
            batch = [{k: r.get(k) for k in types} for r in rows[name][i : i + 1000]]
            connection.execute(ddl.create_nodes(name, types), {"rows": batch, "workspace": ddl.WORKSPACE})
print(time.perf_counter() - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
"""


def measure(how: str) -> tuple[float, float]:
    """Return (seconds, peak MB) of one run."""
    done = subprocess.run([sys.executable, "-c", _PROBE, how], capture_output=True, text=True, check=True)
    seconds, megabytes = map(float, done.stdout.split())
    return seconds, megabytes


def main() -> None:
    """Print three pairs of runs and the median ratios COPY / CREATE."""
    pairs = [(measure("copy"), measure("create")) for _ in range(3)]
    for (a, am), (b, bm) in pairs:
        print(f"COPY {a:.2f} s {am:.0f} MB, CREATE {b:.2f} s {bm:.0f} MB, ratio {a / b:.2f} and {am / bm:.2f}")
    seconds = sorted(a / b for (a, _), (b, _) in pairs)[1]
    memory = sorted(a / b for (_, a), (_, b) in pairs)[1]
    print(f"median ratio: time {seconds:.2f}, memory {memory:.2f}")


if __name__ == "__main__":
    main()

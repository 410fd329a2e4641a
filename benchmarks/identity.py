"""100,000 records against 10,000 known firms: blocks and verdicts, against a loop with difflib (on a sample, scaled). Same run.

`python benchmarks/identity.py` prints PASS or FAIL and the ratio, both from seconds of the processor (one thread). Names are drawn by a
seed from the places of data/codes and made-up trade names: every fifth record is a known firm written in another way.
"""

from __future__ import annotations

import difflib
import random
import resource
import sys
import time

from liantu.graph.identity.index import IdentityIndex, Record
from liantu.loaders.places import read_codes
from liantu.loaders.shipped import DATA
from liantu.loaders.shipped_names import name_reader

KNOWN, RECORDS, SAMPLE, SECONDS = 10_000, 100_000, 20, 30
CHARACTERS = "华金德昌荣信兴盛恒泰安福鑫瑞祥顺达宏隆丰利源通联海天东方新万宝嘉佳博锐科腾迅维拓朗卓晟骏睿杰铭晶灵格普诺特石云龙"
TRADES = ("电子", "科技", "机械", "新材料", "电器", "五金制品", "塑料", "化工", "智能装备", "精密", "照明", "电路板", "包装", "模具")
FORMS = ("有限公司", "有限公司", "有限责任公司", "股份有限公司", "厂")


def made_up(rng: random.Random, cities: list[str]) -> str:
    """Return a firm's name: city, two or three characters, a trade, a legal form."""
    core = "".join(rng.choices(CHARACTERS, k=rng.choice((2, 3))))
    return rng.choice(cities) + core + rng.choice(TRADES) + rng.choice(FORMS)


def written_otherwise(rng: random.Random, name: str) -> str:
    """Return the name as another list might have it."""
    ways = (name, name.replace("市", "", 1), name.replace("有限公司", "有限责任公司"), " ".join(name))
    return rng.choice(ways)


def data() -> tuple[list[Record], list[Record]]:
    """Return known firms and records."""
    rng = random.Random(5)
    cities = [row["name"] for row in read_codes(DATA / "codes" / "gbt2260.csv").values() if row["level"] == "2"]
    known = [made_up(rng, cities) for _ in range(KNOWN)]
    names = [written_otherwise(rng, rng.choice(known)) if i % 5 == 0 else made_up(rng, cities) for i in range(RECORDS)]
    return [Record(f"k{i}", (n,)) for i, n in enumerate(known)], [Record(f"r{i}", (n,)) for i, n in enumerate(names)]


def main() -> int:
    """Print both times, the ratio and the verdict on the limit; return the exit code."""
    known, records = data()
    began = time.process_time()
    index = IdentityIndex(name_reader(), known)
    sure = sum(index.find(record).sure is not None for record in records)
    ours = time.process_time() - began
    began = time.process_time()
    for record in records[:SAMPLE]:
        max(difflib.SequenceMatcher(None, record.names[0], firm.names[0]).ratio() for firm in known)
    loop = (time.process_time() - began) * RECORDS / SAMPLE
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{sure} of {RECORDS} surely known; a loop with difflib would take {loop / 3600:.1f} h: {loop / ours:,.0f} times longer")
    passed = ours <= SECONDS and sure >= RECORDS // 5 * 0.9
    what = f"{RECORDS:,} records against {KNOWN:,} firms"
    print(f"{'PASS' if passed else 'FAIL'}  {what}: {ours:.1f} s of one core (≤ {SECONDS}), {megabytes} MB")
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main())

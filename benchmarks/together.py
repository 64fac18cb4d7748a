"""``python -m benchmarks.together [MILLIONS]``: long two-mode tables to ties, and how much memory that takes.

Made-up attendances, stays and accesses to records, each read in a process of its own with ``--memory 512MiB``.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

_FORM = "'%Y-%m-%d %H:%M'"
#: What -> its rows; ``i`` counts them.
_MADE = {
    "attendance list": """select 'p' || hash(i) % 5000 as person, 'meeting ' || i // 10 as event,
        strftime(date '2024-01-01' + (i // 20000)::int, '%Y-%m-%d') as date, 0.5 * (1 + hash(i * 3) % 3) as hours""",
    "shift roster": f"""select 'p' || (hash(i) % 500 * 10 + hash(i * 3) % 30) % 5000 as person,
        'ward ' || hash(i) % 500 as place, strftime(begin, {_FORM}) as "from",
        strftime(begin + interval 8 hour, {_FORM}) as "to" """,
    "record access log": f"""select 'u' || (hash(i) % 1000000 % 300 * 10 + hash(i * 3) % 40) % 3000 as user,
        'P' || hash(i) % 1000000 as patient, strftime(begin, {_FORM}) as time""",
}


def ours(path: str) -> int:
    from netspread import read

    start = time.process_time()
    ties = read(path, memory="512MiB").ties
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(json.dumps({"cpu": time.process_time() - start, "MiB": peak, "ties": len(ties)}))
    return 0


def main(millions: float) -> None:
    import duckdb

    print("| what | MB of CSV | ties | processor s | peak MiB |")
    print("| --- | ---: | ---: | ---: | ---: |")
    for what, rows in _MADE.items():
        with tempfile.TemporaryDirectory(prefix="netspread-bench-") as folder:
            path = Path(folder) / "table.csv"
            duckdb.sql(
                f"""copy ({rows} from (select i, timestamp '2014-01-01' + to_hours((hash(i * 5) % 87600)::int) as begin
                from range({int(millions * 1e6)}) t(i))) to '{path}' (header)"""
            )
            call = [sys.executable, "-m", "benchmarks.together", "--one", str(path)]
            run = json.loads(subprocess.run(call, capture_output=True, check=True).stdout)
            size = path.stat().st_size / 1e6
        print(f"| {what} | {size:,.0f} | {run['ties']:,} | {run['cpu']:.0f} | {run['MiB']:,} |", flush=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        raise SystemExit(ours(sys.argv[2]))
    main(float((sys.argv[1:2] or [5])[0]))

"""``python -m benchmarks.logs [MILLIONS [ROUNDS]]``: messages to weekly ties, ours and a bare query of duckdb in turn.

Each call runs in a process of its own, which tells how long it took without imports, and how much memory it held at
most. By default 10 million messages (1 GB of CSV) in 3 rounds.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

#: People, weeks, and contacts of each person: activity follows a power law, and most messages go to a few contacts.
_MADE = """
copy (
    select strftime(timestamp '2024-01-01' + to_seconds((hash(i * 3 + 1) % 31449600)::bigint), '%Y-%m-%d %H:%M:%S')
               as timestamp,
        'person' || lpad(ego::text, 5, '0') || '@hospital.example.org' as sender,
        'person' || lpad(((ego + 1 + hash(ego * 1000 + contact) % 19999) % 20000)::text, 5, '0')
            || '@hospital.example.org' as recipients,
        hash(i * 3 + 2) % 100000 as bytes
    from (select i, floor(20000 * pow(hash(i * 5 + 3) % 1000000 / 1e6, 2))::bigint as ego,
                 floor(40 * pow(hash(i * 7 + 4) % 1000000 / 1e6, 6))::bigint as contact
          from range({rows}) t(i))
) to '{path}' (header)
"""
_BARE = """select sender, recipients, date_trunc('week', timestamp) as week, count(*) as messages
from read_csv('{path}') group by all order by all"""


def ours(path: str, memory: str) -> int:
    from netspread import read

    start = time.perf_counter()
    ties = read(path, window="week", memory=memory).ties
    return _told(start, len(ties), int(ties["weight"].sum()))


def bare(path: str, memory: str) -> int:
    """Let duckdb count, and keep the ties to itself."""
    import duckdb

    start = time.perf_counter()
    with tempfile.TemporaryDirectory() as spill:
        base = duckdb.connect(config={"memory_limit": memory, "temp_directory": spill})
        base.execute(f"create temp table ties as {_BARE.format(path=path)}")
        ties, messages = base.execute("select count(*), sum(messages)::bigint from ties").fetchone()
    return _told(start, ties, messages)


def bare_frame(path: str, memory: str) -> int:
    """Let duckdb count, and hand over the ties as a frame."""
    import duckdb

    start = time.perf_counter()
    with tempfile.TemporaryDirectory() as spill:
        base = duckdb.connect(config={"memory_limit": memory, "temp_directory": spill})
        ties = base.execute(_BARE.format(path=path)).df()
    return _told(start, len(ties), int(ties["messages"].sum()))


def _told(start: float, ties: int, messages: int) -> int:
    seconds = time.perf_counter() - start
    used = resource.getrusage(resource.RUSAGE_SELF)
    cpu, peak = used.ru_utime + used.ru_stime, used.ru_maxrss // 1024
    print(json.dumps({"seconds": seconds, "cpu": cpu, "MiB": peak, "ties": ties, "messages": messages}))
    return 0


CONTESTANTS = {
    "netspread, 2 GiB": (ours, "2GiB"),
    "netspread, 512 MiB": (ours, "512MiB"),
    "duckdb, ties stay in it": (bare, "2GiB"),
    "duckdb, ties as a frame": (bare_frame, "2GiB"),
}


def main(millions: float, rounds: int) -> None:
    import duckdb

    with tempfile.TemporaryDirectory(prefix="netspread-bench-") as folder:
        path = Path(folder) / "messages.csv"
        duckdb.sql(_MADE.format(rows=int(millions * 1e6), path=path))
        found: dict[str, list[dict[str, float]]] = {name: [] for name in CONTESTANTS}
        for _ in range(rounds):
            for name in CONTESTANTS:
                call = [sys.executable, "-m", "benchmarks.logs", "--one", name, str(path)]
                found[name].append(json.loads(subprocess.run(call, capture_output=True, check=True).stdout))
        size = path.stat().st_size / 1e6
    one = found["netspread, 2 GiB"][0]
    if len({(run["ties"], run["messages"]) for runs in found.values() for run in runs}) != 1:
        raise SystemExit("the contestants do not agree")
    print(f"### Weekly ties from {millions:g} million messages ({size:,.0f} MB of CSV, {one['ties']:,.0f} ties)\n")
    print("| who | median s | times duckdb with ties in it (by round) | processor s, with imports | peak MiB |")
    print("| --- | ---: | ---: | ---: | ---: |")
    base = [run["seconds"] for run in found["duckdb, ties stay in it"]]
    for name, runs in found.items():
        seconds = [run["seconds"] for run in runs]
        ratios = [second / other for second, other in zip(seconds, base, strict=True)]
        print(
            f"| {name} | {median(seconds):.2f} | {median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f}) | "
            f"{median(run['cpu'] for run in runs):.1f} | {max(run['MiB'] for run in runs):,.0f} |"
        )


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        function, limit = CONTESTANTS[sys.argv[2]]
        raise SystemExit(function(sys.argv[3], limit))
    main(float((sys.argv[1:2] or [10])[0]), int((sys.argv[2:3] or [3])[0]))

"""``python -m benchmarks.map``: how quick the map is to make, to open and to move, in headless Chromium.

Prints a Markdown table for ``docs/benchmarks.md``. Give numbers of people to run fewer:
``python -m benchmarks.map 2000``.
"""

import shutil
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pandas as pd
from playwright.sync_api import sync_playwright

from netspread.communities import communities
from netspread.network import Network
from netspread.pages.map import draw_map
from netspread.ranking import rank
from netspread.spread.compare import compare

#: People -> ties.
SIZES = {250: 1_500, 2_000: 16_000, 10_000: 80_000, 15_000: 150_000}
SECONDS = 3
#: How many frames a second while the map is moved without a stop, in each frame a bit.
MOVED = """([how, seconds]) => new Promise((done) => {
  let frames = 0;
  const begin = performance.now();
  const step = () => {
    const passed = (performance.now() - begin) / 1000;
    if (passed > seconds) { done(frames / passed); return; }
    frames++;
    if (how === 'pan') picture.pan(frames % 40 < 20 ? 8 : -8, 3 * Math.sin(frames));
    else picture.zoom(frames % 60 < 30 ? 1.05 : 1 / 1.05);
    requestAnimationFrame(step);
  };
  requestAnimationFrame(step);
})"""


def organization(people: int, ties: int) -> Network:
    """Return an invented organization: units of about 120 people, four of five ties inside the unit."""
    rng = np.random.default_rng(1)
    unit = np.sort(rng.integers(0, max(4, people // 120), people))
    first = np.searchsorted(unit, np.arange(unit.max() + 2))
    ego = rng.integers(0, people, 2 * ties)
    near = first[unit[ego]] + (rng.random(len(ego)) * (first[unit[ego] + 1] - first[unit[ego]])).astype(int)
    alter = np.where(rng.random(len(ego)) < 0.8, near, rng.integers(0, people, len(ego)))
    pairs = pd.DataFrame({"ego": ego, "alter": alter}).query("ego != alter").drop_duplicates().head(ties)
    staff = pd.DataFrame(
        {
            "name": [f"Person {at}" for at in range(people)],
            "unit": [f"Ward {at + 1}" for at in unit],
            "role": rng.choice(["nurse", "doctor", "pharmacist", "clerk"], people),
        },
        index=[f"p{at}" for at in range(people)],
    )
    return Network.from_ties(pairs.map(lambda at: f"p{at}"), people=staff, relation="advice")


def made(people: int, folder: Path) -> tuple[Path, float]:
    """Return the file of the map, and in how many seconds layout and page were made of the results."""
    network = organization(people, SIZES[people])
    partition = communities(network)
    rankings = [rank(network, by=name) for name in ("in-degree", "pagerank", "k-core")]
    comparison = compare(network, strategies=("random", "in-degree", "community-leaders"), budget=10, worlds=200)
    begin = time.perf_counter()
    page = draw_map(network, partition=partition, rankings=rankings, comparison=comparison)
    path = page.save(folder / f"{people}.html")
    return path, time.perf_counter() - begin


def measured(path: Path, people: int, seconds: float, browser: object) -> str:
    """Return the row of the table."""
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    page.goto(path.resolve().as_uri())
    page.wait_for_function("() => document.body.dataset.ready")
    opened = page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime") / 1000
    ready = page.evaluate("performance.getEntriesByName('ready')[0].startTime") / 1000
    page.evaluate("controls.change({grouped: false}); picture.fit()")
    frames = {}
    for view in ("all", "near"):
        if view == "near":
            page.evaluate("picture.fit(); for (let k = 0; k < 4; k++) picture.zoom(1.4)")
        page.wait_for_timeout(300)
        frames[view] = [page.evaluate(MOVED, [how, SECONDS]) for how in ("pan", "zoom")]
    page.evaluate("controls.change({grouped: true}); picture.fit()")
    grouped = page.evaluate(MOVED, ["pan", SECONDS])
    page.close()
    size = path.stat().st_size / 1e6
    pan, zoom = frames["all"]
    near_pan, near_zoom = frames["near"]
    return (
        f"| {people:,} | {SIZES[people]:,} | {seconds:.1f} | {size:.1f} | {opened:.1f} | {ready:.1f} | {pan:.0f} | "
        f"{zoom:.0f} | {near_pan:.0f} | {near_zoom:.0f} | {grouped:.0f} |"
    )


def main(wanted: list[int]) -> None:
    """Print the table."""
    heads = "people, ties, made in s, MB, first paint s, ready s, pan, zoom, pan near, zoom near, communities"
    print(f"| {heads.replace(', ', ' | ')} |")
    print("| ---: " * 11 + "|")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as tools:
        path = shutil.which("chromium")
        browser = tools.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        made(250, Path(folder))  # kernels are compiled before anything is timed
        for people in wanted:
            file, seconds = made(people, Path(folder))
            print(measured(file, people, seconds, browser), flush=True)
        browser.close()


if __name__ == "__main__":
    main([int(word) for word in sys.argv[1:]] or list(SIZES))

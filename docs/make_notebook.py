"""Make ``docs/notebooks/hospital.ipynb`` from the text below: ``python docs/make_notebook.py``.

The notebook is kept without results, so that it changes only when this file does; the tests run it.
"""

from pathlib import Path

import nbformat

TARGET = Path(__file__).parent / "notebooks" / "hospital.ipynb"
#: A cell each: text, or code if it begins with a line of "#%%".
CELLS = """
# Who leads, who connects, where to start

A hospital asked its 252 people whom they turn to for advice. This notebook reads the answers, finds opinion leaders,
brokers and communities, tries where to start, and draws the map. The data are invented; they come with netspread.
---
#%%
from pathlib import Path
from tempfile import mkdtemp

import netspread as ns
from netspread import samples

folder = samples.copy("hospital", Path(mkdtemp()) / "hospital")
reported = ns.read(folder / "survey.csv", staff=folder / "staff.csv")
network = ns.build(reported, relation="advice")
network
---
## Opinion leaders

Whom do many others name? Not everybody answered; how sure a place is stands beside it: `low` and `high` are the places
between which a person stands in nine of ten plausible complete networks.
---
#%%
leaders = ns.rank(network, by="in-degree", draws=100)
leaders
---
## Communities
---
#%%
communities = ns.communities(network)
communities
---
## Where to start

The same number of people to start with, chosen in several ways, and tried in the same random worlds. How easily this
practice passes on (`p`) is assumed: compare the ways, do not trust the number.
---
#%%
model = ns.IndependentCascade(p=0.1)
compared = ns.compare(
    network, strategies=["random", "in-degree", "community-leaders", "greedy"], budget=10, model=model, worlds=300
)
compared
---
#%%
best = compared.spread(compared.best)
best
---
## The map

Inside the notebook, with everything that it can do; `.save("map.html")` makes a file of it. Choose a strategy under
*Where to start*, and play it.
---
#%%
page = ns.draw_map(network, partition=communities, rankings=[leaders], comparison=compared, title="Who asks whom")
page
---
The same people and their trust, at the same places:
---
#%%
trust = ns.build(reported, relation="trust")
ns.draw_map(trust, rankings=[ns.rank(trust, by="in-degree")], before=page.places, title="Who trusts whom")
---
## All at once

What `netspread run` does on the command line, with its folder of files.
---
#%%
found = ns.study(folder / "survey.csv", staff=folder / "staff.csv", groups="unit", worlds=200)
found
---
#%%
sorted(path.name for path in found.save(folder / "report").iterdir())
"""


def notebook() -> nbformat.NotebookNode:
    """Return the notebook of ``CELLS``."""
    made = nbformat.v4.new_notebook()
    made.metadata["kernelspec"] = {"display_name": "Python 3", "language": "python", "name": "python3"}
    for number, cell in enumerate(CELLS.strip().split("\n---\n"), 1):
        code = cell.startswith("#%%\n")
        new = nbformat.v4.new_code_cell if code else nbformat.v4.new_markdown_cell
        made.cells.append(new(cell.removeprefix("#%%\n"), id=f"cell-{number:02}"))
    return made


def main() -> None:
    """Write the notebook."""
    TARGET.write_text(nbformat.writes(notebook()) + "\n", encoding="utf-8", newline="")


if __name__ == "__main__":
    main()

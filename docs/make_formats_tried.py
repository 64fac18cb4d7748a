"""Write the page of public data sets on which the readers were tried: what each file is taken for, and what is in it.

Run ``python docs/make_formats_tried.py`` where the open data sets lie beside the project (``../shared/data``).
"""

import contextlib
import sys
from pathlib import Path

from netspread.errors import NetspreadError
from netspread.readers import read

DATA = Path(__file__).parents[2] / "shared" / "data"
PAGE = Path(__file__).parent / "formats-tried.md"

#: Folder -> whose data these are, and what published them.
SOURCES = {
    "bernard_killworth_office": "Bernard, Killworth & Sailer (1980); R package networkdata",
    "college_messages": "Panzarasa, Opsahl & Carley (2009); R package tnet",
    "cross_parker_consulting": "Cross & Parker (2004); R package tnet",
    "davis_southern_women": "Davis, Gardner & Gardner (1941); R package manynet",
    "email_eu_core": "Leskovec, Kleinberg & Faloutsos (2007); SNAP",
    "enron_email": "Priebe et al. (2005); R package igraphdata",
    "hospital_ward_contacts": "Vanhems et al. (2013); R package igraphdata",
    "korean_family_planning": "Rogers & Kincaid (1981); R package netdiffuseR",
    "krackhardt_hightech": "Krackhardt (1987)",
    "netdiffuser_fakesurvey": "invented; R package netdiffuseR",
    "nethept": "Chen, Wang & Yang (2009)",
    "newcomb_fraternity": "Newcomb (1961)",
    "physicians_ckm_full": "Coleman, Katz & Menzel (1966)",
    "physicians_medinnovations": "Coleman, Katz & Menzel (1966); R package netdiffuseR",
    "sampson_monastery": "Sampson (1969); UCINET, R package manynet",
    "zachary_karate": "Zachary (1977); R package igraphdata",
    "raw_logs": "test files of open-source programs that read such logs",
    "raw_surveys": "test files of the R packages qualtRics, REDCapR, egor, and of Network Canvas",
}
#: Exports of several files: the folder is given.
WHOLE = ("raw_surveys/openeddi", "raw_surveys/redcap_checkboxes-1", "raw_surveys/redcap_longitudinal", "raw_logs/mbox")
_OPENING = """Made by `python docs/make_formats_tried.py`: {} files and folders of public data sets, each given to
`netspread check` without any option; {} were read, {} refused. Lists of people, of times of adoption, and surveys that
ask about nobody hold no ties: to refuse them is right.
"""


def rows() -> list[tuple[str, str, str, str, str]]:
    """Return what each file is: its name, format, people, ties, and what was told or why it was refused."""
    files = sorted(path for path in DATA.rglob("*") if path.is_file() and path.name != "README.md")
    names = [*(path.relative_to(DATA).as_posix() for path in files if not path.name.startswith(".")), *WHOLE]
    with contextlib.chdir(DATA):
        return [tried(name) for name in sorted(names)]


def tried(name: str) -> tuple[str, str, str, str, str]:
    """Return the row of one file, read without any option."""
    try:
        found = read(name)
    except NetspreadError as error:
        return name, "refused", "", "", str(error).removeprefix(f"{name}: ")
    told = "; ".join(found.told)
    relations = ", ".join(f"{relation} {ties:,}" for relation, ties in found.relations.items() if relation)
    told = f"{relations}; {told}" if relations else told
    return name, found.format, f"{len(found.people):,}", f"{len(found.ties):,}", told


def page(found: list[tuple[str, str, str, str, str]]) -> str:
    """Return the page."""
    refused = sum(row[1] == "refused" for row in found)
    lines = ["# Public data sets that were tried\n", _OPENING.format(len(found), len(found) - refused, refused)]
    for folder, source in SOURCES.items():
        lines += [f"## {folder}\n", f"{source}.\n", "| file | taken as | people | ties | told, or why not |"]
        lines += ["| --- | --- | ---: | ---: | --- |"]
        inside = [row for row in found if row[0].split("/")[0] == folder]
        lines += [
            "| " + " | ".join(_cell(cell) for cell in (row[0].partition("/")[2], *row[1:])) + " |" for row in inside
        ]
        lines.append("")
    return "\n".join(lines)


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|").replace("<", "&lt;")


if __name__ == "__main__":
    if not DATA.exists():
        sys.exit("the open data sets are not here; nothing was written")
    PAGE.write_text(page(rows()), encoding="utf-8")

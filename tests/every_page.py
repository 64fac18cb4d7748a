"""Every page of the app in every state that it can be in, so that all are looked at."""

import shutil
import time
from dataclasses import replace

from netspread_cli.app.jobs import Job
from small_study import WARD, study_of, until_over

#: A table that nothing says how to read.
ODD = "von;wen;wie oft\n" + "".join(f"p{n};p{(n * 3 + 1) % 9};oft\n" for n in range(9))
_POST = """([path, fields]) => {
  const form = document.createElement("form");
  form.method = "post"; form.action = path; form.enctype = fields.files ? "multipart/form-data" : form.enctype;
  for (const [name, value] of Object.entries(fields)) form.append(Object.assign(document.createElement("input"), {name, value}));
  document.body.append(form); form.submit();
}"""


def states(desk):
    """Return name -> the address of a page, or that and the form that is sent there."""
    empty = {"studies, none": "studies"}
    spoken = {} if desk.say.code == "en" else {"language": [desk.say.code]}
    study, later = (study_of(desk, WARD, groups=["unit"], **spoken) for _ in range(2))
    desk.jobs.add(study)
    until_over(desk, study)
    shutil.copytree(study.files, later.files, dirs_exist_ok=True)
    later.answered(study.answer)
    member, other = study.answer["members"][:2]
    changes = _compared(desk, study, later)
    draft, odd = study_of(desk, WARD), study_of(desk, {"survey.csv": ODD})
    odd.note(replace(odd.record, staff=""))
    broken = study_of(desk, {"survey.csv": "a,b\n,\n", "staff.csv": "id\n1\n"})
    decided = study_of(desk, WARD)
    desk.ask("decide", decided, decisions={"Prson 3": "p03", "the porter": ""}, out="names.csv")
    decided.note(replace(decided.record, names="names.csv"))
    said = {
        "start": "files",
        "start, nothing chosen": ("files", {"files": ""}),
        "no such page": "nowhere",
        "no such study": "studies/0123456789abcdef/files",
        "files": f"studies/{draft.id}/files",
        "files, unknown": f"studies/{odd.id}/files",
        "files, broken": f"studies/{broken.id}/files",
        "files, two lists": (
            f"studies/{draft.id}/reading", {"role:survey.csv": "staff", "role:staff.csv": "staff"},
        ),
        "names": f"studies/{draft.id}/names",
        "names, decided": f"studies/{decided.id}/names",
        "names, no list": f"studies/{odd.id}/names",
        "names, nobody": (
            f"studies/{draft.id}/names", {"name": "Prson 3", "is:1": "other", "other:1": "Persn 33"},
        ),
        "question": f"studies/{draft.id}/question",
        "question, wrong": (f"studies/{draft.id}/question", {"champions": "0", "p": "often"}),
        "answer": f"studies/{study.id}/answer",
        "report": f"studies/{study.id}/report",
        "map": f"studies/{study.id}/map",
        "team": f"studies/{study.id}/team",
        "team, again": f"studies/{study.id}/team?no={member}&no={other}&more=East",
        "team, nobody": f"studies/{study.id}/team?no=nobody",
        "try": f"studies/{study.id}/try",
        "try, tried": f"studies/{study.id}/try?who=p01&who=p02&p=0.3",
        "try, wrong": f"studies/{study.id}/try?p=often",
        "take": f"studies/{study.id}/take",
        "studies": "studies",
        "studies, no folder": ("keep", {"folder": "/nowhere/at/all"}),
        "delete": f"studies/{draft.id}/delete",
        "changes": f"studies/{changes.id}/changes",
        "changes, take": f"studies/{changes.id}/take",
    }  # fmt: skip
    said |= {f"work, {name}": f"studies/{each.id}/work" for name, each in _at_work(desk).items()}
    return empty | said


def _compared(desk, before, after):
    """Two studies compared."""
    study = desk.shelf.new(f"{before.record.title} → {after.record.title}", command="changes")
    for each, name in ((before, "before.graphml"), (after, "after.graphml")):
        (study.files / name).write_bytes((each.report / "network.graphml").read_bytes())
    options = {} if desk.say.code == "en" else {"language": [desk.say.code]}
    study.note(replace(study.record, survey=("before.graphml", "after.graphml"), options=options))
    desk.jobs.add(study)
    assert until_over(desk, study).state == "done", desk.jobs.of(study).error
    return study


def _at_work(desk):
    """Studies in every state of their work, without the work."""
    jobs = {
        "now": {"state": "working", "phase": "seeding", "share": 0.5, "worked": 100.0, "heard": time.monotonic()},
        "begun": {"state": "working", "heard": time.monotonic()},
        "waiting": {"state": "waiting"},
        "stopped": {"state": "canceled"},
        "failed": {"state": "failed", "error": desk.said(ValueError("x"))},
        "never": None,
    }
    studies = {}
    for name, known in jobs.items():
        studies[name] = study_of(desk, WARD)
        if known is not None:
            desk.jobs._jobs[studies[name].id] = Job(studies[name], **known)
    return studies


def show(page, here, where):
    """Go to a page, or send the form that leads there."""
    if isinstance(where, str):
        page.goto(f"{here}/{where}")
        return
    path, fields = where
    page.goto(f"{here}/studies")
    with page.expect_navigation():
        page.evaluate(_POST, [f"/{path}", fields])

"""A ward of twelve people, as a study of the app."""

import time
from dataclasses import replace

#: Who asks whom for advice; "Persn 3" is misspelt, and "the porter" is on no list.
WARD = {
    "survey.csv": "respondent,advice 1,advice 2\n"
    + "".join(f"p{n:02},Person {(n * 5) % 11 + 1},Person {(n * 3) % 11 + 1}\n" for n in range(1, 10))
    + "p10,Prson 3,the porter\n",
    "staff.csv": "id,name,unit\n"
    + "".join(f"p{n:02},Person {n},{'East' if n % 2 else 'West'}\n" for n in range(1, 13)),
}
QUICK = {"worlds": ["50"], "draws": ["5"], "runs": ["2"], "budget": ["2"], "champions": ["3"]}


def study_of(desk, files, **options):
    """Return a study of these files on the desk, asked so that it is quick."""
    study = desk.shelf.new("A ward")
    for name, text in files.items():
        (study.files / name).write_text(text, encoding="utf-8")
    known = {"survey": ("survey.csv",), "staff": "staff.csv", "options": {**QUICK, **options}}
    study.note(replace(study.record, **known))
    return study


def until_over(desk, study, seconds=120):
    """Wait for the end of a study's work; return the job."""
    for _ in range(seconds * 20):
        job = desk.jobs.of(study)
        if job.is_over:
            return job
        time.sleep(0.05)
    raise AssertionError(job)

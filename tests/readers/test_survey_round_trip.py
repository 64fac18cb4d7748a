"""Round trip: who names whom is written in each tool's layout, and read back to the last tie."""

import csv
import io
import json
import random
from pathlib import Path

import pytest

from netspread.readers import read
from netspread.readers.staff import read_staff

HOSPITAL = Path(__file__).parents[2] / "sample_networks" / "hospital" / "staff.csv"
PEOPLE = read_staff(HOSPITAL)[0].head(60)
IDS, NAMES, MAILS = (
    dict(zip(PEOPLE.index, values, strict=True)) for values in (PEOPLE.index, PEOPLE["name"], PEOPLE["email"])
)
DRAWN = random.Random(7)  # invents answers
ANSWERED = [person for person in IDS if DRAWN.random() < 0.75]
OFTEN = {"Monthly": 2.0, "Weekly": 3.0, "Daily": 4.0}
SAID = {
    person: {alter: DRAWN.choice(list(OFTEN)) for alter in DRAWN.sample(list(IDS), 5) if alter != person}
    for person in ANSWERED
}
ASKED = "How often do you go to this person - on duty - for advice?"
ROLES = ("Staff Nurse", "Ward Manager", "Junior Doctor")


def ticked(person, yes="1", no=""):
    return [yes if alter in SAID[person] else no for alter in IDS]


def rated(person):
    return [SAID[person].get(alter, "Never" if alter != person else "") for alter in IDS]


def roles():
    return [ROLES[at % 3] for at in range(len(ANSWERED))]


def qualtrics():
    built_in = ["StartDate", "Status", "Finished", "RecordedDate", "ResponseId", "RecipientEmail"]
    yield [*built_in, "Q1", *(f"Q2_{at}" for at, _ in enumerate(IDS, 1))]
    yield [*built_in, "What is your job - in short?", *(f"{ASKED} - {name}" for name in NAMES.values())]
    yield [
        json.dumps({"ImportId": name}) for name in [*built_in, "QID1", *(f"QID2_{at}" for at, _ in enumerate(IDS, 1))]
    ]
    for at, (person, role) in enumerate(zip(ANSWERED, roles(), strict=True)):
        yield [
            "2024-03-01 09:00:00",
            "IP Address",
            "True",
            "2024-03-01 09:05:00",
            f"R_{at}",
            MAILS[person],
            role,
            *rated(person),
        ]


def redcap_codes():
    yield ["record_id", "redcap_survey_identifier", *(f"advice___{person}" for person in IDS), "survey_complete"]
    for at, person in enumerate(ANSWERED, 1):
        yield [at, person, *ticked(person, no="0"), 2]


def surveymonkey():
    yield [
        "Respondent ID",
        "Collector ID",
        "Start Date",
        "End Date",
        "Email Address",
        ASKED,
        *[""] * (len(IDS) - 1),
        "Role",
    ]
    yield [*[""] * 5, *NAMES.values(), "Response"]
    for at, (person, role) in enumerate(zip(ANSWERED, roles(), strict=True)):
        moment = "03/01/2024 09:15:02 AM"
        yield [118_000_000_000 + at, 4812, moment, moment, MAILS[person], *rated(person), role]


def google_forms():
    yield ["Timestamp", "Email Address", *(f"{ASKED} [{name}]" for name in NAMES.values()), "What is your role?"]
    for person, role in zip(ANSWERED, roles(), strict=True):
        yield ["2024/03/01 9:15:02 AM GMT+1", MAILS[person], *rated(person), role]


def microsoft_forms():
    yield ["ID", "Start time", "Completion time", "Email", "Name", "Role", "Whom do you go to for advice?"]
    for at, (person, role) in enumerate(zip(ANSWERED, roles(), strict=True), 1):
        surnames_first = (", ".join(reversed(NAMES[alter].split(" ", 1))) for alter in SAID[person])
        cell = "".join(f"{name};" for name in surnames_first)
        yield [at, "3/1/24 9:15:02", "3/1/24 9:19:02", MAILS[person], NAMES[person], role, cell]


def limesurvey():
    yield ["id", "submitdate", "lastpage", "startlanguage", "token", *(f"advice[{person}]" for person in IDS)]
    for at, person in enumerate(ANSWERED, 1):
        yield [at, "2024-03-01 09:21:40", 3, "en", person, *ticked(person, "Y")]


def jisc():
    first, *others = NAMES.values()
    yield [
        "Unique Response Number",
        "1. Your name",
        f"2. {ASKED} - {first}",
        *(f"2.{'ab'[at % 2]}. {n}" for at, n in enumerate(others)),
    ]
    for at, person in enumerate(ANSWERED):
        yield [f"100001-100000-{1_000_000 + at}", NAMES[person], *rated(person)]


@pytest.mark.parametrize(
    ("written", "form", "question", "has_weights"),
    [
        (qualtrics, "qualtrics", {"Q2": ASKED}, True),
        (redcap_codes, "redcap", {"advice": "advice"}, False),
        (surveymonkey, "surveymonkey", {"How often do you go to this person - on": ASKED}, True),
        (google_forms, "google forms", {"How often do you go to this person - on": ASKED}, True),
        (microsoft_forms, "microsoft forms", {"Whom do you go to for advice?": "Whom do you go to for advice?"}, False),
        (limesurvey, "limesurvey", {"advice": "advice"}, False),
        (jisc, "jisc online surveys", {"Q2": ASKED}, True),
    ],
)
def test_what_was_answered_in_a_tool_is_what_is_read(tmp_path, written, form, question, has_weights):
    staff = tmp_path / "staff.csv"
    PEOPLE.reset_index(names="id").to_csv(staff, index=False)
    text = io.StringIO()
    csv.writer(text, delimiter=";" if form == "limesurvey" else ",").writerows(written())
    (tmp_path / "export.csv").write_text(text.getvalue(), encoding="utf-8")

    reported = read(tmp_path / "export.csv", staff=staff)

    assert reported.silent()["person"].tolist() == [person for person in IDS if person not in ANSWERED]
    expected = {
        (ego, alter): OFTEN[word] if has_weights else 1.0 for ego, said in SAID.items() for alter, word in said.items()
    }
    found = reported.ties
    assert reported.format == form
    assert reported.questions == question  # jobs such as "Staff Nurse" look like names, and are none
    assert dict(zip(zip(found["ego"], found["alter"], strict=True), found["weight"], strict=True)) == expected
    assert reported.respondents == set(ANSWERED)
    assert reported.unknown_names == {}

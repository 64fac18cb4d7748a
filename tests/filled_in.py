"""Questionnaires of ours as their tools would export them, filled in by script."""

import csv
import io
import json
import re

import numpy as np
import xlsxwriter
from python_calamine import CalamineWorkbook

QUESTIONS = {"advice": "Whom do you go to for advice about sepsis?", "trust": "Whom would you trust with a mistake?"}
SCALE = ["never", "monthly", "weekly", "daily"]
#: Namesakes, and what tools take for marks.
NAMES = ["Ana Ruiz", "Ana Ruiz", "Ruiz, Ben", "Cia | Hall", "Dov [RN] Tamm", "=SUM(A1)", "Edda {token} Quist", "<b>Finn</b> Zoller",
         "Gül Şahin", "Hugo O'Neil", "Ida -- Bell", "Jón Þór"]  # fmt: skip
IDS = {
    "padded": [f"{at:04}" for at in range(1, 13)],
    "counting": [str(at) for at in range(1, 13)],
    "marked": [f"AB-{at}x" for at in range(101, 113)],
    "large": [str(7000 + 13 * at) for at in range(12)],
    "words": [f"user{letter}" for letter in "abcdefghijkl"],
}


def staff_list(path, ids):
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "name", "unit"])
        writer.writerows(
            [one, name, "North" if at % 2 else "South"] for at, (one, name) in enumerate(zip(ids, NAMES, strict=True))
        )
    return path


def chosen(ids, *, most=5, rated=False):
    """Return (question, ego) -> {alter: word} for all but two who do not answer; one names nobody."""
    rng = np.random.default_rng(5)
    found = {}
    for question in QUESTIONS:
        for ego in ids[2:]:
            alters = rng.choice(
                [one for one in ids if one != ego],
                0 if ego == ids[2] else int(rng.integers(1, most + 1)),
                replace=False,
            )
            found[question, ego] = {str(alter): str(rng.choice(SCALE[1:])) if rated else "x" for alter in alters}
    return found


def expected(answers):
    weights = {"x": 1.0, "monthly": 2.0, "weekly": 3.0, "daily": 4.0}
    return {
        (ego, alter, question, weights[word])
        for (question, ego), alters in answers.items()
        for alter, word in alters.items()
    }


def id_in(label):
    return re.search(r"\(([^()]+)\)$", label)[1]


def write_csv(path, rows, delimiter=","):
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows(rows)
    return [path]


def redcap_export(folder, answers, style, scale):
    """Fill in a raw export of REDCap by the data dictionary that we wrote."""
    path = next(folder.glob("redcap*.csv"))
    fields = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))
    choices = {
        f["Variable / Field Name"]: [
            part.strip().split(", ", 1) for part in f["Choices, Calculations, OR Slider Labels"].split(" | ")
        ]
        for f in fields
    }
    code_of = {id_in(label): code for code, label in choices["respondent"]}
    columns = ["record_id", "respondent"]
    for field in fields:
        name, kind = field["Variable / Field Name"], field["Field Type"]
        if kind == "checkbox":
            columns += [f"{name}___{re.sub('[^a-z0-9_]', '_', code.lower())}" for code, _ in choices[name]]
        elif name not in ("record_id", "intro", "respondent"):
            columns.append(name)
    rows = []
    for record, ego in enumerate(dict.fromkeys(ego for _, ego in answers), 1):
        row = dict.fromkeys(columns, "") | {"record_id": record, "respondent": code_of[ego]}
        for question in QUESTIONS:
            said = {code_of[alter]: word for alter, word in answers[question, ego].items()}
            if style == "names":
                row |= {f"{question}_{at}": code for at, code in enumerate(said, 1)}
            elif scale:
                row |= {
                    f"{question}_{code}": dict(zip(SCALE, (0, 2, 3, 4), strict=True))[said.get(code, "never")]
                    for code in code_of.values()
                }
            else:
                row |= {f"{question}___{code}": int(code in said) for code in code_of.values()}
        rows.append([*row.values(), 2])
    export = write_csv(folder / "export.csv", [[*columns, "survey_complete"], *rows])
    return [*export, path] if scale else export  # ticks and lists are read without the dictionary as well


def limesurvey_export(folder, answers, style, scale):
    """Fill in an export of LimeSurvey, headings as codes and full answers, by the structure that we wrote."""
    text = next(folder.glob("limesurvey*.txt")).read_text(encoding="utf-8-sig")
    parts = list(csv.DictReader(io.StringIO(text, newline=""), delimiter="\t"))
    columns, label_of, question = [], {}, ""
    for part in parts:
        if part["class"] == "Q":
            question = part["name"]
            columns += [question] if part["type/scale"] == "!" else []
        elif part["class"] == "SQ":
            assert re.fullmatch(r"[A-Za-z0-9]{1,20}", part["name"])
            columns.append(f"{question}[{part['name']}]")
        elif part["class"] == "A":
            assert re.fullmatch(r"[A-Za-z0-9]{1,5}", part["name"])
            if question == "respondent":
                label_of[id_in(part["text"])] = part["text"]
    sub_of = {
        id_in(part["text"]): part["name"] for part in parts if part["class"] == "SQ" and part["text"].endswith(")")
    }
    rows = []
    for number, ego in enumerate(dict.fromkeys(ego for _, ego in answers), 1):
        row = dict.fromkeys(columns, "") | {"respondent": label_of[ego]}
        for question in QUESTIONS:
            said = answers[question, ego]
            if style == "names":
                row |= {f"{question}[SQ{at}]": label_of[alter] for at, alter in enumerate(said, 1)}
            else:
                none = "never" if scale else "No"
                row |= {f"{question}[{sub}]": none for sub in sub_of.values()}
                row |= {f"{question}[{sub_of[alter]}]": word if scale else "Yes" for alter, word in said.items()}
        rows.append(
            [number, "2024-03-01 09:21:40", 3, "en", "2024-03-01 09:15:02", "2024-03-01 09:21:40", *row.values()]
        )
    header = ["id", "submitdate", "lastpage", "startlanguage", "startdate", "datestamp", *columns]
    return write_csv(folder / "export.csv", [header, *rows])


def qualtrics_export(folder, answers, style, scale):
    """Fill in a CSV of Qualtrics with choice texts, by the text file that we wrote."""
    text = next(folder.glob("qualtrics*.txt")).read_text(encoding="utf-8")
    assert text.startswith("[[AdvancedFormat]]\n")
    codes, texts, label_of, people = [], [], {}, []
    for part in text.split("[[Question:")[2:]:
        name, stem = re.search(r"\[\[ID:(\w+)\]\]\n(.+)", part).groups()
        people = re.findall(r"\[\[Choice:(\d+)\]\]\n(.+)", part)
        label_of = {id_in(label): label for _, label in people}
        if part.startswith("Matrix"):
            assert re.findall(r"\[\[Answer:\d+\]\]\n(.+)", part) == scale
            codes += [f"{name}_{code}" for code, _ in people]
            texts += [f"{stem} - {label}" for _, label in people]
        else:
            codes.append(name)
            texts.append(stem)
    number_of = {id_in(label): code for code, label in people}
    built_in = ["StartDate", "EndDate", "Status", "Finished", "RecordedDate", "ResponseId"]
    ids = [json.dumps({"ImportId": code}) for code in [*built_in, *(f"QID{at}" for at in range(len(codes)))]]
    rows = [
        [*built_in, *codes],
        ["Start Date", "End Date", "Response Type", "Finished", "Recorded Date", "Response ID", *texts],
        ids,
    ]
    for number, ego in enumerate(dict.fromkeys(ego for _, ego in answers), 1):
        row = dict.fromkeys(codes, "") | {"respondent": label_of[ego]}
        for question in QUESTIONS:
            said = answers[question, ego]
            if style == "names":
                row |= {f"{question}_{at}": label_of[alter] for at, alter in enumerate(said, 1)}
            elif scale:
                row |= {f"{question}_{number_of[alter]}": said.get(alter, "never") for alter in label_of}
            else:
                row[question] = ",".join(label_of[alter] for alter in said)
        day = "2024-03-01 09:15:02"
        rows.append([day, day, "IP Address", "True", day, f"R_{number}", *row.values()])
    return write_csv(folder / "export.csv", rows)


def workbook_filled_in(folder, answers, style, scale):
    """Fill in the workbook that we wrote."""
    path = next(folder.glob("survey*.xlsx"))
    book = CalamineWorkbook.from_path(path)
    header = book.get_sheet_by_name("answers").to_python()[0]
    label_of = {id_in(row[0]): row[0] for row in book.get_sheet_by_name("people").to_python()}
    others = {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names if name != "answers"}
    with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False}) as out:
        sheet = out.add_worksheet("answers")
        for at, name in enumerate(header):
            sheet.write_string(0, at, name)
        for line, ego in enumerate(dict.fromkeys(ego for _, ego in answers), 1):
            sheet.write_string(line, 0, label_of[ego])
            for question in QUESTIONS:
                for at, (alter, word) in enumerate(answers[question, ego].items(), 1):
                    name = (
                        f"{question} {at}"
                        if style == "names"
                        else next(h for h in header if h.startswith(question) and h.endswith(f"({alter})]"))
                    )
                    sheet.write_string(line, header.index(name), label_of[alter] if style == "names" else word)
        for name, rows in others.items():
            other = out.add_worksheet(name)
            for line, row in enumerate(rows):
                for at, cell in enumerate(row):
                    other.write_string(line, at, str(cell))
    return [path]


EXPORTS = {
    "redcap": redcap_export,
    "limesurvey": limesurvey_export,
    "qualtrics": qualtrics_export,
    "xlsx": workbook_filled_in,
}

"""Words: what columns and answers are usually called; columns are compared by ``table.key``, answers by ``answer``."""

from collections.abc import Iterable

EGO = (
    "ego", "respondent", "nominator", "source", "from", "sender", "chooser", "rater", "asker", "seeker", "giver",
    "ego id", "respondent id", "source id", "from id", "from person", "person from", "nominating person", "who",
    "sender address", "caller", "befragte", "befragter", "von", "répondant", "enquêté", "de", "encuestado",
    "entrevistado", "rispondente",
)  # fmt: skip
ALTER = (
    "alter", "nominee", "nominated", "target", "to", "recipient", "receiver", "chosen", "ratee", "adviser", "advisor",
    "named", "alter id", "nominee id", "target id", "to id", "to person", "person to", "nominated person", "whom",
    "recipient address", "callee", "genannt", "genannte", "an", "nach", "nommé", "cité", "à", "nominado", "nombrado",
    "a", "nominato",
)  # fmt: skip
#: Pairs of columns whose order means nothing.
BETWEEN = (("a", "b"), ("person a", "person b"), ("person1", "person2"), ("person 1", "person 2"),
           ("node1", "node2"), ("node 1", "node 2"), ("id1", "id2"), ("id 1", "id 2"))  # fmt: skip
RELATION = (
    "relation", "relationship", "question", "network", "layer", "tie type", "type", "kind", "beziehung", "frage",
    "lien", "relación", "relazione",
)  # fmt: skip
WEIGHT = (
    "weight", "strength", "frequency", "value", "score", "rating", "count", "messages", "times", "how often",
    "gewicht", "stärke", "häufigkeit", "poids", "fréquence", "peso", "frecuencia", "frequenza",
)  # fmt: skip
TIME = (
    "time", "timestamp", "date", "datetime", "date time", "when", "sent", "sent at", "received", "received at",
    "created", "created at", "start", "start time", "day", "unixtime", "datum", "zeit", "fecha",
)  # fmt: skip
SENDER = (
    "sender", "from", "sender address", "from address", "source", "caller", "author", "user from", "absender", "von",
    "origin", "ego",
)  # fmt: skip
RECIPIENTS = (
    "recipients", "recipient", "to", "recipient address", "to address", "receiver", "receivers", "target", "callee",
    "called", "addressee", "user to", "destination", "an",
)  # fmt: skip
#: Who filled in a row of a survey, the surest first.
RESPONDENT = (
    "respondent id", "staff id", "employee id", "person id", "respondent", "id", "email", "e mail", "email address",
    "staff number", "your name", "name", "full name", "staff", "person", "participant", "i am", "username", "ego",
    "befragte", "befragter", "nom", "nombre",
)  # fmt: skip
#: Inside what a survey may count its people from 1, and the waves in which it may ask them again.
WITHIN = (
    "group", "site", "town", "city", "village", "hospital", "practice", "ward", "unit", "department", "team", "school",
    "class", "organisation", "organization",
)  # fmt: skip
WAVE = (*TIME, "wave", "period", "year", "round")
#: Who attended, worked, or looked something up; what is unique first.
PERSON = (
    "person id", "staff id", "employee id", "email", "e mail", "email address", "user email", "person", "attendee",
    "attendee email", "attendee name", "participant", "participant id", "participant name", "employee",
    "employee name", "staff", "staff name", "member", "nurse", "name", "full name", "user", "worker", "mitarbeiter",
    "personne", "persona",
)  # fmt: skip
#: What people attend.
EVENT = (
    "event id", "meeting id", "session id", "event", "event name", "meeting", "meeting name", "meeting title",
    "session", "session name", "training", "course", "committee", "conference", "workshop", "activity", "termin",
    "veranstaltung", "sitzung", "réunion", "événement", "reunión", "evento", "riunione",
)  # fmt: skip
HOURS = ("hours", "duration hours", "hours attended", "stunden", "heures", "horas", "ore")
MINUTES = ("minutes", "duration minutes", "minutes attended", "duration min", "duration in minutes", "minuten")
#: Where people work, or are.
PLACE = (
    "place", "ward", "unit", "location", "room", "site", "department", "area", "clinic", "station", "floor", "team",
    "ort", "abteilung", "lieu", "service", "lugar", "luogo", "reparto",
)  # fmt: skip
BEGIN = (
    "from", "begin", "start", "start time", "shift start", "time from", "from time", "clock in", "time in", "in",
    "check in", "entered", "arrival", "von", "beginn", "début", "inicio", "inizio",
)  # fmt: skip
END = (
    "to", "end", "end time", "until", "shift end", "time to", "to time", "clock out", "time out", "out", "check out",
    "left", "departure", "finish", "bis", "ende", "fin", "fine",
)  # fmt: skip
SHIFT = ("shift", "shift code", "shift type", "code", "duty", "schicht", "dienst", "turno")
DATE = ("date", "day", "shift date", "work date", "datum", "jour", "fecha", "data", "giorno")
#: Who opens a record, and whose record it is.
USER = (
    "user", "user id", "username", "user name", "login", "staff id", "employee id", "provider", "provider id", "npi",
    "clinician", "clinician id", "accessed by", "viewed by", "opened by",
)  # fmt: skip
PATIENT = (
    "patient", "patient id", "pat id", "mrn", "medical record number", "patient mrn", "patient key", "pat mrn id",
    "record", "record id", "beneficiary", "bene id", "chart",
)  # fmt: skip
#: An answer that names nobody.
NOBODY = frozenset(
    {"nobody", "no one", "no-one", "noone", "no body", "none", "nil", "n/a", "n.a", "na", "not applicable", "nothing",
     "nobody else", "keiner", "keine", "niemand", "personne", "aucun", "aucune", "nadie", "ninguno", "ninguna",
     "nessuno", "x", "", "-", "--", ".", "?", "null", "nan"}
)  # fmt: skip
#: Answers that stand for a tie, and how strong it is; 0 is none.
SCALE = {
    "never": 0.0, "no": 0.0, "n": 0.0, "false": 0.0, "not at all": 0.0, "none": 0.0, "not selected": 0.0,
    "unchecked": 0.0, "nie": 0.0, "nein": 0.0, "jamais": 0.0, "non": 0.0, "nunca": 0.0, "mai": 0.0, "falsch": 0.0,
    "do not know": 0.0, "don't know": 0.0, "don’t know": 0.0, "i do not know this person": 0.0,
    "less than yearly": 1.0, "yearly": 1.0, "rarely": 1.0, "seldom": 1.0, "once a year": 1.0, "selten": 1.0,
    "rarement": 1.0, "raramente": 1.0,
    "monthly": 2.0, "sometimes": 2.0, "once a month": 2.0, "occasionally": 2.0, "several times a year": 2.0,
    "manchmal": 2.0, "monatlich": 2.0, "parfois": 2.0, "a veces": 2.0,
    "weekly": 3.0, "often": 3.0, "once a week": 3.0, "frequently": 3.0, "oft": 3.0, "several times a month": 3.0,
    "woechentlich": 3.0, "wöchentlich": 3.0, "souvent": 3.0, "a menudo": 3.0,
    "daily": 4.0, "very often": 4.0, "always": 4.0, "several times a week": 4.0, "every day": 4.0,
    "täglich": 4.0, "sehr oft": 4.0, "toujours": 4.0, "siempre": 4.0,
    "yes": 1.0, "y": 1.0, "true": 1.0, "x": 1.0, "✓": 1.0, "✔": 1.0, "checked": 1.0, "selected": 1.0, "ja": 1.0,
    "wahr": 1.0, "oui": 1.0, "vrai": 1.0, "si": 1.0, "sí": 1.0, "sì": 1.0,
}  # fmt: skip
#: Cells that stand for no answer.
MISSING = frozenset(
    {"", "na", "n/a", "n.a", "-99", "-999", "-9", ".", "#null!", "#n/a", "#ref!", "null", "-", "--", "?", "nan",
     "keine angabe"}
)  # fmt: skip
#: Numbers that mean "no answer" where all other numbers are far smaller.
_CODES = frozenset({77, 88, 98, 99, 777, 888, 998, 999})
#: Numbers that mean "nobody" where ids are numbers.
NOBODY_CODES = _CODES | {0}


def answer(cell: str) -> str:
    """Return *cell* as answers are compared: without case, repeated blanks, and a full stop at the end.

    Examples
    --------
    >>> answer(" N.A. "), answer("Several  times a week")
    ('n.a', 'several times a week')
    """
    plain = " ".join(cell.casefold().split())
    return plain.rstrip(".") or plain[:1]


def missing_codes(answers: Iterable[str]) -> frozenset[str]:
    """Return which of *answers* are a number such as 99 for "no answer": more than twice all other numbers.

    So 99 is a code among answers from 0 to 5, and a value among answers from 0 to 100.
    """
    numbers = {cell: int(cell) for cell in answers if cell.isdecimal() and len(cell) < 10}
    rest = [number for number in numbers.values() if number not in _CODES]
    return frozenset(cell for cell, number in numbers.items() if number in _CODES and number > 2 * max(rest, default=0))

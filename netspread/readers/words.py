"""Words: what columns and answers are usually called, compared by ``table.key``."""

EGO = (
    "ego", "respondent", "nominator", "source", "from", "sender", "chooser", "rater", "asker", "seeker", "giver",
    "ego id", "respondent id", "source id", "from id", "person from", "nominating person", "who", "von", "de",
)  # fmt: skip
ALTER = (
    "alter", "nominee", "nominated", "target", "to", "recipient", "receiver", "chosen", "ratee", "adviser", "advisor",
    "named", "alter id", "nominee id", "target id", "to id", "person to", "nominated person", "whom", "an", "nach",
)  # fmt: skip
#: Pairs of columns whose order means nothing.
BETWEEN = (("a", "b"), ("person a", "person b"), ("person1", "person2"), ("person 1", "person 2"),
           ("node1", "node2"), ("node 1", "node 2"), ("id1", "id2"), ("id 1", "id 2"))  # fmt: skip
RELATION = ("relation", "relationship", "question", "network", "layer", "tie type", "type", "kind")
WEIGHT = ("weight", "strength", "frequency", "value", "score", "rating", "count", "messages", "times", "how often")
TIME = (
    "time", "timestamp", "date", "datetime", "date time", "when", "sent", "sent at", "received", "received at",
    "created", "created at", "start", "start time", "day", "unixtime", "datum", "zeit",
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
)  # fmt: skip
#: An answer that names nobody.
NOBODY = frozenset(
    {"nobody", "no one", "noone", "none", "n a", "na", "nil", "no body", "not applicable", "nothing", "keiner",
     "keine", "niemand", "personne", "aucun", "nadie", "ninguno", "x", "", "0", "99"}
)  # fmt: skip
#: Answers that stand for a tie, and how strong it is; 0 is none.
SCALE = {
    "never": 0.0, "no": 0.0, "n": 0.0, "false": 0.0, "not at all": 0.0, "none": 0.0, "not selected": 0.0,
    "unchecked": 0.0, "nie": 0.0, "jamais": 0.0, "nunca": 0.0, "do not know": 0.0, "don't know": 0.0,
    "less than yearly": 1.0, "yearly": 1.0, "rarely": 1.0, "seldom": 1.0, "once a year": 1.0, "selten": 1.0,
    "monthly": 2.0, "sometimes": 2.0, "once a month": 2.0, "occasionally": 2.0, "several times a year": 2.0,
    "manchmal": 2.0, "monatlich": 2.0,
    "weekly": 3.0, "often": 3.0, "once a week": 3.0, "frequently": 3.0, "oft": 3.0, "several times a month": 3.0,
    "woechentlich": 3.0, "wöchentlich": 3.0,
    "daily": 4.0, "very often": 4.0, "always": 4.0, "several times a week": 4.0, "every day": 4.0,
    "täglich": 4.0, "sehr oft": 4.0,
    "yes": 1.0, "y": 1.0, "true": 1.0, "x": 1.0, "✓": 1.0, "✔": 1.0, "checked": 1.0, "selected": 1.0, "ja": 1.0,
    "oui": 1.0, "si": 1.0, "sí": 1.0,
}  # fmt: skip
#: Cells that stand for no answer.
MISSING = frozenset({"", "na", "n a", "-99", "-9", ".", "#null!", "null", "-", "--", "?", "nan", "99", "999"})

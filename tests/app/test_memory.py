"""Memory: the process that reads is, after ten studies, where it was."""

import gc

from netspread_cli.app import asked, planning, reading
from netspread_cli.app.commands import reading_words, words
from small_study import WARD, study_of


def looked_at(desk, study):
    """Do with a study all that its pages ask of the reading process, with a new team each time."""
    folder, record = str(study.files), study.record
    answer = {
        "p": 0.1, "worlds": 50, "seed": 1, "groups": "unit", "members": ["p01", "p02"], "strategies": {},
        "team": {"size": 2, "must_have": [], "exclude": [], "declined": [], "quota": {}, "cover": 1},
    }  # fmt: skip
    reading.roles(folder, study.names())
    reading.look(folder, reading_words(record))
    reading.first_rows(folder, "survey.csv", None)
    reading.doubtful(folder, words(record))
    planning.team(folder, words(record), answer, ["p03"], ["East"])
    planning.tried(folder, words(record), answer, ["p04"], 0.2)


def test_after_ten_studies_nothing_but_small_change_is_held(desk, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)

    def held(studies):
        for _ in range(studies):
            study = study_of(desk, WARD, groups=["unit"])
            looked_at(desk, study)
            monkeypatch.chdir(tmp_path)
            desk.shelf.delete(study)
        gc.collect()
        return len(gc.get_objects())

    planning._team.cache_clear()
    asked.network_of.cache_clear()
    held(3)  # what is loaded once, and the two networks that are remembered
    before = held(1)
    after = held(10)

    # A team of the library holds some 450 objects; what is remembered of one in plain types, a tenth of it.
    assert (after - before) / 10 < 60

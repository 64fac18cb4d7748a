"""Published surveys, against the ties that their editors made of them; and names in their cells."""

from pathlib import Path

import pandas as pd
import pytest

from netspread.readers import read
from reported_as import ties, told

SHARED = Path(__file__).parents[2] / ".." / "shared" / "data"


@pytest.mark.skipif(not SHARED.exists(), reason="the research networks are not here")
@pytest.mark.parametrize(
    ("survey", "outside"),
    [("physicians_medinnovations/survey_raw.csv", 331), ("korean_family_planning/survey_raw.csv.gz", 1109)],
)
def test_a_published_survey_gives_the_published_ties(survey, outside):
    expected = pd.read_csv(SHARED / Path(survey).parent / "ties.csv", dtype={"ego": str, "alter": str})
    reported = read(SHARED / survey)

    found = reported.ties[reported.ties["relation"].str.startswith("net")]
    found = found.assign(**{side: found[side].map(published_id) for side in ("ego", "alter")})
    asked = {published_id(person) for person in reported.respondents}
    inside = found[found["alter"].isin(asked) & (found["ego"] != found["alter"])]
    weights = inside.groupby(["ego", "alter"]).size()

    pd.testing.assert_series_equal(
        weights.sort_index(), expected.set_index(["ego", "alter"])["weight"].sort_index(), check_names=False
    )
    assert len(found[~found["alter"].isin(asked)].drop_duplicates(["ego", "alter"])) == outside


def published_id(person):
    """Return the id as published: town x 1000 + number."""
    town, _, number = person.partition("-")
    return str(int(town) * 1000 + int(number))


@pytest.mark.skipif(not SHARED.exists(), reason="the research networks are not here")
def test_the_awkward_small_survey_is_read_by_group_and_its_last_wave_counts():
    one = read(SHARED / "netdiffuser_fakesurvey/survey_one_wave.csv")
    two = read(SHARED / "netdiffuser_fakesurvey/survey_two_waves.csv")

    assert len(one.respondents) == len(two.respondents) == 9
    assert ties(one)[-5:] == [("2-2", "2-3"), ("2-5", "2-10"), ("2-5", "2-1"), ("2-10", "2-5"), ("2-10", "2-1")]
    assert ("2-2", "2-1") in ties(two)  # in the second wave; ("2-2", "2-3") was in the first
    assert ("2-2", "2-3") not in ties(two)
    assert told(two, "9 earlier rows of people who answered more than once")


@pytest.mark.skipif(not SHARED.exists(), reason="the research networks are not here")
@pytest.mark.parametrize("folder", sorted(p.parent.name for p in SHARED.glob("*/ties.csv")))
def test_every_published_tie_list_is_read_row_for_row_and_matches_its_people(folder):
    expected = pd.read_csv(SHARED / folder / "ties.csv", dtype=str, keep_default_na=False)
    reported = read(SHARED / folder / "ties.csv", staff=SHARED / folder / "people.csv")

    assert ties(reported) == list(zip(expected["ego"], expected["alter"], strict=True))
    assert not reported.unknown_names
    if "relation" in expected:
        assert reported.relations == expected["relation"].value_counts(sort=False).to_dict()
    if "weight" in expected:
        assert reported.ties["weight"].tolist() == expected["weight"].astype(float).tolist()


def test_ids_that_differ_in_capitals_alone_stay_two_people(written):
    reported = read(written("ego,alter\na1,b\nA1,b\n"), staff=written("id,name\na1,Ana\nA1,Ben\nb,Cia\n", "s.csv"))

    assert ties(reported) == [("a1", "b"), ("A1", "b")]


LISTS = "respondent,advice 1,advice 2\nAna Tammsaar,{},\nBen Dovric,{},\nCia Kask,{},\n"


def test_a_lone_comma_is_one_name_where_nothing_speaks_against_it_and_that_is_told(written):
    answers = LISTS.format('"Lepp, Dora"', '"Ilves, Eva"', "")
    reported = read(written(answers))

    assert set(reported.ties["alter"]) == {"Lepp, Dora", "Ilves, Eva"}
    assert any("2 answers such as 'Lepp, Dora'" in s and "say --separator ', '" in s for s in reported.told)


def test_the_last_names_of_two_people_are_two_people(written):
    answers = LISTS.format('"Dovric, Kask"', '"Kask, Tammsaar"', '"Tammsaar, Dovric"')
    reported = read(written(answers))

    assert reported.ties["alter"].tolist() == ["Dovric", "Kask", "Kask", "Tammsaar", "Tammsaar", "Dovric"]
    assert not any("one name" in sentence for sentence in reported.told)


def test_last_name_and_first_name_of_one_person_stay_together(written):
    answers = LISTS.format('"Dovric, Ben"', '"Kask, Cia"', '"Tammsaar, Ana"')
    staff = written("id,name\n1,Ana Tammsaar\n2,Ben Dovric\n3,Cia Kask\n", "staff.csv")

    for reported in (read(written(answers)), read(written(answers), staff=staff)):
        assert len(reported.ties) == 3
        assert not any("say --separator" in sentence for sentence in reported.told)
    assert reported.ties["alter"].tolist() == ["2", "3", "1"]


def test_last_names_alone_are_two_people_on_the_staff_list_too(written):
    answers = LISTS.format('"Lepp, Kask"', "Cia Kask", '"Tammsaar, Lepp"')
    staff = written("id,name\n1,Ana Tammsaar\n2,Ben Dovric\n3,Cia Kask\n4,Dora Lepp\n", "staff.csv")

    reported = read(written(answers), staff=staff)

    assert len(reported.ties) + sum(reported.unknown_names.values()) >= 5
    assert "Lepp, Kask" not in reported.unknown_names


def test_a_few_who_name_themselves_do_not_hide_a_question(written):
    rows = ["id,advice 1,advice 2", "101,101,103", "102,102,101", "103,104,", "104,105,106", "105,101,", "106,,"]

    reported = read(written("\n".join(rows)))

    assert reported.quality()["self_nominations"] == 2
    assert len(reported.ties) == 8

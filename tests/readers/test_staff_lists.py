"""Staff lists: who is meant, what is known of them, and who did not answer."""

import pytest

from netspread.build import build
from netspread.errors import ReadError
from netspread.readers import read
from netspread.readers.staff import read_staff
from reported_as import ties

TIES = "ego,alter,relation,weight\nana,ben,advice,2\nana,cia,trust,1\nben,cia,advice,3\n"


STAFF = "id,name,unit,email\n007,Ana Ruiz,x,ana.ruiz@example.org\n008,Ben Ode,x,b@example.org\n009,Cia Morrell,y,\n"


def test_a_staff_list_gives_ids_attributes_and_who_did_not_answer(written):
    staff = written(STAFF, "staff.csv")
    survey = written('respondent,advice 1,advice 2\n7,Dr. Ben Ode,Cia Morell\nben ode,"RUIZ, Ana",a stranger\n')

    reported = read(survey, staff=staff)

    assert ties(reported) == [("007", "008"), ("007", "009"), ("008", "007"), ("008", "a stranger")]
    assert reported.people["responded"].tolist() == [True, True, False]
    assert reported.unknown_names == {"a stranger": 1}
    assert build(reported).n_ties == 3
    assert build(reported, keep_unknown=True).n_people == 4


def test_decisions_on_names_win(written):
    staff = written(STAFF, "staff.csv")
    survey = written("respondent,advice 1,advice 2\n007,the boss,Ben Ode\n008,Ana,\n")
    decided = written("name,person,verdict\nthe boss,009,decided\nBen Ode,,decided\nAna,999,decided\n", "names.csv")

    reported = read(survey, staff=staff, names=decided)

    assert ("007", "009") in ties(reported)
    assert any("no longer on the staff list: '999'" in sentence for sentence in reported.told)


def test_a_staff_list_may_be_ids_alone(written):
    people, _ = read_staff(written("id\nana\nben\n"))

    assert people.index.tolist() == ["ana", "ben"]


def test_in_a_tie_list_who_names_nobody_is_taken_as_silent_and_told(written):
    reported = read(written(TIES), staff=written("id,unit\nana,x\nben,x\ncia,y\n", "staff.csv"))

    assert reported.respondents == {"ana", "ben"}
    assert any("1 people on the list who name nobody" in sentence for sentence in reported.told)


def test_a_staff_list_keeps_codes_as_text_and_numbers_as_numbers(written):
    people, _ = read_staff(written("id,Name,code,years\n01,A,007,3\n02,B,012,11\n"))

    assert people.index.tolist() == ["01", "02"]
    assert people["code"].tolist() == ["007", "012"]
    assert people["years"].tolist() == [3, 11]


def test_a_staff_list_of_other_people_is_told(written):
    with pytest.raises(ReadError, match="nobody in the file"):
        read(written("ego,alter\nqqq,www\n"), staff=written(STAFF, "staff.csv"))
    with pytest.raises(ReadError, match="id '1' stands twice"):
        read_staff(written("id,name\n1,a\n1,b\n"))
    with pytest.raises(ReadError, match="is empty; give each person an id"):
        read_staff(written("id,name\n1,a\n,b\n"))

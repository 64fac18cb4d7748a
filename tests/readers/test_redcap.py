"""REDCap: with its data dictionary, in any folder; events are relations."""

import zipfile
from pathlib import Path

import pytest

from netspread.build import build
from netspread.errors import ReadError
from netspread.readers import read
from reported_as import ties
from surveys_written import STAFF

SAMPLES = Path(__file__).parents[1] / "samples"
RAW = Path(__file__).parents[2] / ".." / "shared" / "data" / "raw_surveys"


DICTIONARY = (
    '"Variable / Field Name","Form Name","Section Header","Field Type","Field Label",'
    '"Choices, Calculations, OR Slider Labels","Field Note","Matrix Group Name"\n'
    "record_id,survey,,text,Record ID,,,\n"
    'unit,survey,,radio,Where do you work?,"1, ICU | 2, Ward 3",,\n'
    'advice,survey,,checkbox,Whom do you ask for advice?,"1, Ana Ruiz|2, Ode, Ben|3, Cia Kay|-99, Nobody",,\n'
    'talk_a,survey,How often do you talk with ...,radio,Ana Ruiz,"0, never | 1, monthly | 2, weekly",,talk\n'
    'talk_b,survey,,radio,Ben Ode,"0, never | 1, monthly | 2, weekly",,talk\n'
    'help_1,survey,,dropdown,Who helps you?,"s-017, Ana Ruiz | s-021, Ben Ode | s-032, Cia Kay",,\n'
    'help_2,survey,,dropdown,And who else?,"s-017, Ana Ruiz | s-021, Ben Ode | s-032, Cia Kay",,\n'
)
DATA = (
    "record_id,unit,advice___1,advice___2,advice___3,advice____99,talk_a,talk_b,help_1,help_2,survey_complete\n"
    "s-017,1,0,1,1,0,,2,s-021,,2\ns-021,1,0,0,0,1,1,,s-017,s-032,2\ns-032,2,1,0,0,0,0,2,,,2\n"
)


@pytest.fixture
def redcap_files(written):
    return written(DATA, "redcap/P_DATA.csv"), written(DICTIONARY, "redcap/P_DataDictionary.csv")


def test_redcap_with_its_dictionary_is_read_in_words_from_folder_archive_and_two_files(redcap_files, tmp_path):
    data, dictionary = redcap_files
    with zipfile.ZipFile(tmp_path / "P.zip", "w") as archive:
        archive.write(data, "P/data.csv")
        archive.write(dictionary, "P/dictionary.csv")

    for paths in (data.parent, tmp_path / "P.zip", [data, dictionary], [dictionary, data]):
        reported = read(paths)

        found = reported.ties
        assert found[found["relation"] == "advice"][["ego", "alter"]].to_numpy().tolist() == [
            ["s-017", "Ode, Ben"], ["s-017", "Cia Kay"], ["s-032", "Ana Ruiz"],
        ]  # fmt: skip
        assert found[found["relation"] == "talk"][["ego", "alter", "weight"]].to_numpy().tolist() == [
            ["s-017", "Ben Ode", 3.0], ["s-021", "Ana Ruiz", 2.0], ["s-032", "Ben Ode", 3.0],
        ]  # fmt: skip
        assert found[found["relation"] == "help"][["ego", "alter"]].to_numpy().tolist() == [
            ["s-017", "s-021"], ["s-021", "s-017"], ["s-021", "s-032"],
        ]  # fmt: skip
        assert reported.questions == {
            "advice": "Whom do you ask for advice?",
            "talk": "How often do you talk with ...",
            "help": "Who helps you?",
        }
        assert reported.people.loc["s-017", "unit"] == "ICU"
        assert reported.format == "redcap with dictionary"


def test_codes_of_choices_that_are_ids_need_no_matching(written):
    staff = written(STAFF.replace("s0", "S-0"), "staff.csv")
    data = "record_id,redcap_survey_identifier,advice___s_017,advice___s_021,advice___s_032,advice___s_040,f_complete\n"
    reported = read(written(data + "1,S-017,0,1,0,1,2\n2,S-021,1,0,0,0,2\n"), staff=staff)

    # REDCap wrote "S-017" as s_017; on the list that is one person
    assert ties(reported) == [("S-017", "S-021"), ("S-017", "S-040"), ("S-021", "S-017")]
    assert reported.people["responded"].tolist() == [True, True, False, False]


def test_a_dictionary_alone_and_data_without_people_are_refused(redcap_files, written):
    with pytest.raises(ReadError, match="data dictionary, which has no answers; give the data beside it"):
        read(redcap_files[1])
    with pytest.raises(
        ReadError, match=r"no question of this redcap file is about people \(looked for .*'sym'.*--staff"
    ):
        read(written("record_id,age,sym___1,sym___2,sym___3,form_complete\n1,44,1,0,0,2\n2,31,0,1,0,2\n3,50,0,0,0,0\n"))


def test_two_files_of_data_beside_one_dictionary_are_not_mixed(redcap_files, written):
    written(DATA, "redcap/P_DATA_2.csv")
    with pytest.raises(ReadError, match="2 files of REDCap data"):
        read(redcap_files[0].parent)


def test_events_are_relations_of_their_own():
    reported = read(SAMPLES / "redcap" / "longitudinal.csv")

    assert reported.relations == {"advice (start_arm_1)": 2, "advice (later_arm_1)": 3}
    assert build(reported, relation="advice (later_arm_1)").n_ties == 3

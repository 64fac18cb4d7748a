"""Ego networks: what an ego calls an alter means something to that ego alone."""

from pathlib import Path

import pandas as pd
import pytest

from netspread.build import build
from netspread.errors import ReadError
from netspread.readers import matched, read
from reported_as import ties

SAMPLES = Path(__file__).parents[1] / "samples"
RAW = Path(__file__).parents[2] / ".." / "shared" / "data" / "raw_surveys"
WIDE = "egoID,alterID.1,alterID.2,alterID.3,1 to 2,1 to 3,2 to 3\nana,Ben,Cia,,2,,\nben,Ben,Ana Ruiz,Dia,1,0,1\n"


def test_the_same_name_under_two_egos_is_two_people(written):
    reported = read(written(WIDE))

    assert reported.people.index.tolist() == ["ana", "ben", "ana/Ben", "ana/Cia", "ben/Ben", "ben/Ana Ruiz", "ben/Dia"]
    assert any("1 names stand under several egos" in sentence for sentence in reported.told)
    assert build(reported).n_ties == 5  # whom egos named
    assert build(reported, relation="alters").n_ties == 6  # three pairs, from both sides


def test_a_staff_list_tells_who_the_alters_are(written):
    staff = written("id,name\n1,Ben Ode\n2,Cia Morell\n3,Ana Ruiz\n4,Ben\n", "staff.csv")

    reported = read(written(WIDE), staff=staff)

    # Ana Ruiz and Ben are on the list by name; Cia and Dia may be anybody
    assert ties(reported, "relation")[2:4] == [("4", "4", "named"), ("4", "3", "named")]
    assert reported.unknown_names.keys() == {"ana", "ana/Cia", "ben/Dia"}


def test_names_are_offered_for_review_each_under_its_ego_and_decisions_are_taken(written):
    staff = written("id,name\n1,Benjamin Ode\n2,Cia Morell\n3,Ana Ruiz\n", "staff.csv")
    text = WIDE.replace("Ben,Cia", "Benn Ode,Cia Morrel")

    frame = matched(written(text), staff=staff).frame.set_index("name")
    decided = written("name,person,verdict\nana/Benn Ode,1,decided\n", "names.csv")

    assert frame.loc["ana/Cia Morrel", "person"] == "2"
    assert "1" in read(written(text), staff=staff, names=decided).ties["alter"].tolist()


def test_the_number_of_an_alter_is_nobody_on_the_staff_list(written):
    staff = written("id,name\n1,Ana Ruiz\n2,Ben Ode\n", "staff.csv")
    text = "egoID,alterID.1,alterID.2,1 to 2\n1,1,2,1\n2,1,2,0\n"

    assert ties(read(written(text)))[:2] == [("1", "1/1"), ("1", "1/2")]
    assert set(read(written(text), staff=staff).unknown_names) == {"1/1", "1/2", "2/1", "2/2"}


def test_netsize_says_how_many_alters_count(written):
    text = "id,netsize,sex.1,sex.2,sex.3,1 to 2,1 to 3,2 to 3\na,2,f,m,9,1,9,9\nb,3,f,m,f,0,1,1\n"

    reported = read(written(text))

    assert ties(reported, "weight")[:5] == [
        ("a", "a/1", 1.0),
        ("a", "a/2", 1.0),
        ("b", "b/1", 1.0),
        ("b", "b/2", 1.0),
        ("b", "b/3", 1.0),
    ]
    assert ("a/1", "a/2", 1.0) in ties(reported, "weight")
    assert len(ties(reported)) == 5 + 2 * 3


def test_pairs_that_are_only_counted_stand_row_by_row(written):
    text = "id,Alter_1,Alter_2,Alter_3,AP1,AP2,AP3\na,Ana,Ben,Cia,0,1,0\nb,Dia,Eva,Fay,0,0,2\n"

    assert [tie[:2] for tie in ties(read(written(text)))[6:]] == [
        ("a/Ana", "a/Cia"), ("a/Cia", "a/Ana"), ("b/Eva", "b/Fay"), ("b/Fay", "b/Eva"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (WIDE.replace(",1 to 3", ",note").replace("alterID", "a"), "3 alters have 3 pairs, but there are 2 columns for pairs ('1 to 3' is missing)"),
        (WIDE + "ben,x,y,z,1,1,1\n", "line 4: ego 'ben' stands twice or is empty"),
        (WIDE.replace(",2,,", ",much,,"), "column '1 to 2' has 'much', which is no number"),
    ],
)  # fmt: skip
def test_a_faulty_wide_file_is_told(written, text, sentence):
    with pytest.raises(ReadError) as caught:
        read(written(text))

    assert sentence in str(caught.value)


FILES = {
    "egos.csv": "egoID,unit\n1,x\n2,y\n", "alters.csv": "egoID,alterID\n1,1\n1,2\n2,1\n",
    "ties.csv": "egoID,Source,Target,weight\n1,1,2,2\n1,2,1,2\n",
}  # fmt: skip


def test_three_files_may_be_named_in_any_order_and_a_pair_listed_from_both_sides_is_one_tie(written):
    paths = [written(text, name) for name, text in FILES.items()]

    for several in (paths, paths[::-1]):
        reported = read(several)
        assert ties(reported, "weight") == [
            ("1", "1/1", 1.0), ("1", "1/2", 1.0), ("2", "2/1", 1.0), ("1/1", "1/2", 2.0), ("1/2", "1/1", 2.0),
        ]  # fmt: skip
        assert reported.respondents == {"1", "2"}
        assert len(reported.sources) == 3


@pytest.mark.parametrize(
    ("name", "more", "sentence"),
    [
        ("ties.csv", "2,1,2,1\n", "ties.csv, line 4: '2' is not among the alters of '2'; add the row"),
        ("ties.csv", "3,1,2,1\n", "ties.csv, line 4: '3' is not among the alters of '3'"),
        ("alters.csv", "1,2\n", "alters.csv, line 5: alter '2' of ego '1' stands twice"),
        ("alters.csv", ",2\n", "alters.csv, line 5: an id is empty"),
        ("egos.csv", "1,z\n", "egos.csv, line 4: the ego '1' stands twice"),
    ],
)
def test_faulty_files_of_ego_networks_are_told_with_their_place(written, tmp_path, name, more, sentence):
    for file, text in FILES.items():
        written(text + (more if file == name else ""), file)

    with pytest.raises(ReadError) as caught:
        read(tmp_path)

    assert sentence in str(caught.value)


CANVAS = SAMPLES / "network_canvas"


def test_network_canvas_gives_the_egos_answers_and_when_it_was(written):
    reported = read(CANVAS / "session")

    assert reported.ties["time"].unique().tolist() == [pd.Timestamp("2024-03-01 09:15:02")]
    assert reported.people.loc["C01", "age"] == 34
    assert set(reported.people) == {
        "age",
        "name",
        "role_friend",
        "role_kin",
        "responded",
    }  # not where they stood on the screen
    assert reported.people["responded"].tolist() == [True, False, False, False]


def test_a_node_of_a_roster_is_one_person_under_all_cases(written):
    reported = read(CANVAS / "merged")

    assert ties(reported)[:4] == [("C01", "C01/Alex"), ("C01", "Ben Ode"), ("C02", "C02/Alex"), ("C02", "Ben Ode")]


def test_an_encrypted_name_is_none(tmp_path):
    for path in (CANVAS / "session").iterdir():
        (tmp_path / path.name).write_text(path.read_text().replace("Ana", "ENCRYPTED").replace("Ben", "ENCRYPTED"))

    assert read(tmp_path).people.index.tolist() == ["C01", "C01/1", "C01/2", "C01/=Cia"]


def test_graphml_and_tables_of_one_export_are_the_same(tmp_path):
    graphml = (CANVAS / "unified.graphml").read_text().split("</graph>")
    (tmp_path / "C01_s1.graphml").write_text(graphml[0] + "</graph></graphml>")
    tables = read(CANVAS / "session").ties

    found = read(tmp_path)

    assert found.format == "Network Canvas"
    assert ties(found, "relation", "weight")[-2:] == [
        tuple(row) for row in tables[["ego", "alter", "relation", "weight"]].tail(2).itertuples(index=False)
    ]


@pytest.mark.parametrize(
    ("file", "old", "new", "sentence"),
    [
        ("C01_s1_edgeList_Talks.csv", "n-2", "n-9", "line 2: the edge names a node that is in no attribute list"),
        ("C01_s1_attributeList_Person.csv", "networkCanvasUUID", "uuid", "there is no column 'networkCanvasUUID'"),
    ],
)
def test_a_faulty_export_of_network_canvas_is_told(tmp_path, file, old, new, sentence):
    for path in (CANVAS / "session").iterdir():
        text = path.read_text()
        (tmp_path / path.name).write_text(text.replace(old, new) if path.name == file else text)

    with pytest.raises(ReadError) as caught:
        read(tmp_path)

    assert sentence in str(caught.value)
    assert file in str(caught.value)


@pytest.mark.skipif(not RAW.exists(), reason="the raw exports are not here")
def test_raw_ego_networks_are_read_whole():
    openeddi, wide = read(RAW / "openeddi"), read(RAW / "ego_one_file" / "one_file_ws.csv")
    sizes = pd.read_csv(RAW / "openeddi" / "study_x_responses.csv")["netsize"]

    assert openeddi.relations == {"named": 508, "alters": 2 * 4112}
    assert len(openeddi.respondents) == 32
    named = openeddi.ties[openeddi.ties["relation"] == "named"]
    assert named.groupby("ego", sort=False).size().tolist() == sizes[sizes > 0].tolist()
    assert wide.relations == {"named": 15, "alters": 46}
    assert ties(wide, "weight")[15:17] == [
        ("Stanley/Harry", "Stanley/Barry", 1.0),
        ("Stanley/Barry", "Stanley/Harry", 1.0),
    ]


@pytest.mark.skipif(not RAW.exists(), reason="the raw exports are not here")
def test_a_roster_alone_is_no_survey():
    with pytest.raises(ReadError, match="a list of people alone goes with --staff"):
        read(RAW / "network_canvas_rosters" / "class-roster.csv")


@pytest.mark.parametrize(
    "header",
    ["puid,nameid,sex", "puid,nameid,targetid,weight", "egoID,alterID,sex", "Interview number,Name,Alter 1 number,Alter 2 number"],
)  # fmt: skip
def test_one_table_of_an_export_is_refused_with_the_others_named(written, header):
    table = f"{header}\n" + ",".join("1" for _ in header.split(",")) + "\n" + ",".join("2" for _ in header.split(","))
    with pytest.raises(
        ReadError, match="give its tables of egos, alters and ties together, as files or as their folder"
    ):
        read(written(table))


def test_a_folder_of_egonet_needs_the_alters_of_each_ego_and_tells_who_named_nobody(written, tmp_path):
    written("egoID,unit\n001,x\n2,y\n3,y\n", "study/egos.csv")
    written("alterID,sex\n1,f\n2,m\n", "study/alters/alter_1.csv")
    written("alterID,sex\n1,m\n", "study/alters/alter_2.csv")
    written("Source,Target\n1,2\n", "study/edges/edge_1.csv")
    written("Source,Target\n", "study/edges/edge_2.csv")

    reported = read(tmp_path / "study")

    assert reported.format == "egonet folder"
    assert ties(reported, "relation") == [
        ("001", "001/1", "named"), ("001", "001/2", "named"), ("2", "2/1", "named"),
        ("001/1", "001/2", "alters"), ("001/2", "001/1", "alters"),
    ]  # fmt: skip
    assert "1 egos have no table of alters, and name nobody" in reported.told
    assert reported.respondents == {"001", "2", "3"}

    written("Source,Target\n1,2\n", "study/edges/edge_9.csv")
    with pytest.raises(
        ReadError, match=r"edge_9.csv: there is no table of alters of the same number; export the alters"
    ):
        read(tmp_path / "study")


def test_a_tie_of_egonet_to_nobody_names_file_and_line(written, tmp_path):
    written("alterID\n1\n2\n", "alters/1.csv")
    written("Source,Target\n1,2\n1,7\n", "edges/1.csv")

    with pytest.raises(ReadError, match=r"edges/1.csv, line 3: '7' is not among the alters of '1'; add the row"):
        read(tmp_path)

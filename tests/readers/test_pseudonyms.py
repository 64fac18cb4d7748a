"""Pseudonyms: the same key gives the same ones, and leaves no name, id or address in any file."""

import hashlib
import hmac
import json
import os
import stat

import pandas as pd
import pytest

from netspread.errors import ChoiceError, ReadError, SaveError
from netspread.readers.privacy.pseudonyms import pseudonyms_of, read_key
from private_ward import assert_nowhere, study

NAMES = ("Ana Ruizolla", "Bertram Odestrandstrand", "Cia Morrell", "Dovric Tammsaar", "Edda Quist", "Finn Zoller")


def test_pseudonyms_leave_no_name_id_or_address_in_any_file(ward):
    study(ward, pseudonyms=ward / "key").save(ward / "out")

    words = [word for name in NAMES for word in [name, name.split()[1]] if len(word) > 5]
    assert_nowhere(ward / "out", [*words, "ward.example", "zz9q01", "zz9q04", "the porter", "Dovric Tamsaar"])
    columns = pd.read_csv(ward / "out" / "people.csv").columns
    assert {"unit", "role", "manager"} <= set(columns)
    assert not {"name", "email", "note"} & set(columns)


def test_the_same_key_gives_the_same_pseudonyms_and_networks(ward):
    real = study(ward)
    first, again = (study(ward, pseudonyms=ward / "key") for _ in range(2))
    other = study(ward, pseudonyms=ward / "other-key")

    assert list(first.network.ids) == list(again.network.ids)
    assert set(first.network.ids).isdisjoint(other.network.ids)
    called = pseudonyms_of(real.network.ids, read_key(ward / "key"))
    pairs = real.network.ties().assign(ego=lambda t: t["ego"].map(called), alter=lambda t: t["alter"].map(called))
    assert set(zip(pairs["ego"], pairs["alter"], strict=True)) == set(
        first.network.ties()[["ego", "alter"]].itertuples(index=False, name=None)
    )
    managers = first.network.people["manager"].dropna()
    assert set(managers) == {called["zz9q01"], called["zz9q02"]}
    assert list(first.network.ids) == sorted(first.network.ids)  # the order of the staff list would tell


def test_a_pseudonym_is_an_hmac_of_the_id():
    secret = bytes(range(32))
    digest = hmac.new(secret, b"zz9q01", hashlib.sha256).digest()
    letters, number = "abcdefghijklmnopqrstuvwxyz234567", int.from_bytes(digest, "big") >> (256 - 50)
    expected = "p" + "".join(letters[(number >> (45 - 5 * at)) & 31] for at in range(10))

    assert pseudonyms_of(["zz9q01"], secret) == {"zz9q01": expected}


def test_two_ids_that_differ_in_capitals_alone_are_not_made_one():
    with pytest.raises(ChoiceError, match="'a1' and 'A1' get the same pseudonym"):
        pseudonyms_of(["a1", "A1"], bytes(32))


def test_the_key_is_made_for_its_owner_alone(tmp_path):
    key = read_key(tmp_path / "key")

    assert len(key) == 32
    assert stat.S_IMODE((tmp_path / "key").stat().st_mode) == 0o600
    assert read_key(tmp_path / "key") == key
    assert (tmp_path / "key").read_text() == key.hex() + "\n"


@pytest.mark.skipif(os.name != "posix", reason="modes of POSIX")
def test_a_key_that_others_can_read_is_refused(tmp_path):
    read_key(tmp_path / "key")
    (tmp_path / "key").chmod(0o640)

    with pytest.raises(ReadError, match="chmod 600"):
        read_key(tmp_path / "key")


def test_a_file_that_is_no_key_is_refused_and_left_alone(tmp_path):
    path = tmp_path / "staff.csv"
    path.write_text("id\n1\n")
    path.chmod(0o600)

    with pytest.raises(ReadError, match="this is no key"):
        read_key(path)
    with pytest.raises(SaveError, match="cannot be made"):
        read_key(tmp_path / "nowhere" / "key")
    assert path.read_text() == "id\n1\n"


def test_a_key_inside_the_output_folder_is_refused(ward):
    from click.testing import CliRunner

    from netspread_cli.main import main

    out = ward / "out"
    words = [
        "run",
        ward / "survey.csv",
        "--staff",
        ward / "staff.csv",
        "--out",
        out,
        "--budget",
        2,
        "--pseudonyms",
        out / "key",
    ]
    result = CliRunner().invoke(main, [str(word) for word in words])

    assert result.exit_code == 1
    assert "keep it elsewhere" in result.stderr
    assert not out.exists()
    found = study(ward, pseudonyms=ward / "key")
    with pytest.raises(SaveError, match="keep it elsewhere"):
        found.save(ward, force=True)


def test_neither_the_place_of_the_key_nor_the_names_of_files_are_on_record(ward):
    (ward / "no.txt").write_text("zz9q05\n", encoding="utf-8")
    study(ward, pseudonyms=ward / "key", optout=ward / "no.txt").save(ward / "out")

    run = json.loads((ward / "out" / "run.json").read_text(encoding="utf-8"))
    assert run["options"]["pseudonyms"] is True
    assert run["options"]["optout"] is True
    assert [entry["name"] for entry in run["inputs"]] == ["input-1.csv", "input-2.csv"]

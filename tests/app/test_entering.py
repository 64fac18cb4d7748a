"""Entering: by the start address, or by a password where others can reach the pages; by nothing else."""

from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from netspread_cli.app import routes
from netspread_cli.app.guard import Door, is_loopback


def test_the_start_address_is_exchanged_for_a_cookie_that_no_script_and_no_other_site_gets(stranger, door):
    answer = stranger.get(door.start)

    # The page goes on by itself, and by no redirection: that would be asked for by the page of before, without cookie.
    assert '<meta http-equiv="refresh" content="0; url=/files">' in answer.text
    assert answer.headers["referrer-policy"] == "no-referrer"
    cookie = answer.headers["set-cookie"].casefold()
    assert {"httponly", "samesite=strict", "path=/"} <= {part.strip() for part in cookie.split(";")}
    assert door.token not in cookie
    assert stranger.get("/files").status_code == 200


@pytest.mark.parametrize(
    "path", ["/", "/files", "/studies", "/?token=", "/?token=guess", "/studies/0123456789abcdef/files"]
)
def test_without_the_key_nothing_is_shown(stranger, path):
    answer = stranger.get(path)

    assert answer.status_code == 403
    assert "Open the address" in answer.text
    assert "set-cookie" not in answer.headers


def test_a_cookie_that_was_guessed_opens_nothing(stranger, door):
    for value in ("", "guess", door.token, 'a"b\\', "ä"):
        answer = stranger.get("/files", headers={"cookie": f"{door.cookie}={value}".encode()})
        assert answer.status_code == 403


@pytest.mark.parametrize(
    ("own", "host", "known"),
    [
        ("127.0.0.1", "127.0.0.1:8000", True),
        ("127.0.0.1", "localhost:8000", True),
        ("127.0.0.1", "[::1]:8000", False),
        ("127.0.0.1", "127.0.0.1.:8000", False),
        ("127.0.0.1", "127.0.0.1:08000", False),
        ("127.0.0.1", "127.0.0.1", False),
        ("127.0.0.1", "evil@127.0.0.1:8000", False),
        ("127.0.0.1", "127.0.0.1:8000@evil.example", False),
        ("::1", "[::1]:8000", True),
        ("::1", "::1:8000", False),
        ("0.0.0.0", "192.0.2.7:8000", True),
        ("0.0.0.0", "evil.example:8000", False),
        ("::", "[2001:db8::1]:8000", True),
    ],
)
def test_only_names_of_ours_are_answered_to(own, host, known):
    assert Door(own, 8000).answers_to(host) is known


def test_the_usual_port_may_be_left_out():
    assert [Door("127.0.0.1", 80).answers_to(host) for host in ("127.0.0.1", "localhost", "evil.example")] == [
        True, True, False,
    ]  # fmt: skip
    assert Door("::1", 80).answers_to("[::1]")


def test_who_has_not_entered_cannot_fill_the_disk(served, monkeypatch):
    monkeypatch.setattr(routes, "_WAIT", 0)
    for known, path in (({}, "/start"), ({"password": "a long word"}, "/enter")):
        _, door = served(**known)
        answer = httpx.post(
            f"{door.address}{path}", files={"file": b"x" * 40_000}, headers={"origin": door.address}, timeout=60
        )
        assert answer.status_code == 413


def test_passwords_are_guessed_one_at_a_time(served, monkeypatch):
    monkeypatch.setattr(routes, "_WAIT", 0.5)
    _, door = served(password="a long word")

    def guess(number):
        form = {"password": f"guess {number}"}
        return httpx.post(f"{door.address}/enter", data=form, headers={"origin": door.address}, timeout=60)

    with ThreadPoolExecutor(12) as guessing:
        answers = list(guessing.map(guess, range(12)))
    statuses = [answer.status_code for answer in answers]
    assert set(statuses) == {403, 429}
    assert statuses.count(403) < statuses.count(429)  # while one is looked at, the others are not
    assert "Wait a second" in next(answer.text for answer in answers if answer.status_code == 429)


def test_on_an_address_for_others_the_token_opens_nothing_and_the_password_does(served, monkeypatch):
    monkeypatch.setattr(routes, "_WAIT", 0)
    _, door = served(host="0.0.0.0", password="a word")
    host = f"192.0.2.7:{door.port}"
    with httpx.Client(base_url=f"http://127.0.0.1:{door.port}", headers={"host": host}) as visitor:
        mine = {"origin": f"http://{host}"}

        assert visitor.get(f"/?token={door.token}").headers["location"] == "/enter"
        assert visitor.get("/enter").status_code == 200
        assert visitor.post("/enter", data={"password": "another"}, headers=mine).status_code == 403
        assert visitor.get("/files").headers["location"] == "/enter"
        assert visitor.post("/enter", data={"password": "a word"}, headers=mine).status_code == 303
        assert visitor.get("/files").status_code == 200
        assert visitor.get("/files", headers={"host": f"evil.example:{door.port}"}).status_code == 421


def test_without_a_password_nobody_enters_by_an_empty_one(stranger, door):
    answer = stranger.post("/enter", data={"password": ""}, headers={"origin": door.address})

    assert answer.status_code == 403
    assert stranger.get("/enter").status_code == 403


def test_only_loopback_addresses_are_for_this_machine_alone():
    assert [is_loopback(host) for host in ("127.0.0.1", "localhost", "::1", "127.9.9.9")] == [True] * 4
    assert [is_loopback(host) for host in ("0.0.0.0", "::", "192.0.2.7", "ward.example")] == [False] * 4

"""Guard: nobody gets in but the person in front, and nothing leaves but what the browser may show."""

import re

import httpx
import pytest

from netspread_cli.app import guard, routes
from netspread_cli.app.guard import is_loopback

SETTERS = ["/files", "/sample", "/keep", "/changes", "/studies/0123456789abcdef/delete"]


def test_the_start_address_is_exchanged_for_a_cookie_that_no_script_and_no_other_site_gets(stranger, door):
    answer = stranger.get(door.start)

    assert (answer.status_code, answer.headers["location"]) == (303, "/")  # the key leaves the address bar
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


@pytest.mark.parametrize("host", ["evil.example:PORT", "127.0.0.1:80", "127.0.0.1", "localhost.evil.example:PORT", ""])
def test_a_name_of_somebody_else_for_this_machine_is_not_answered(visitor, door, host):
    """DNS rebinding: the page of another site makes its own name lead here, and is one origin with us then."""
    host = host.replace("PORT", str(door.port))
    for ask in (visitor.get, visitor.post):
        answer = ask("/files", headers={"host": host, "origin": f"http://{host}"})
        assert answer.status_code == 421


@pytest.mark.parametrize("path", SETTERS)
@pytest.mark.parametrize("origin", ["http://evil.example", "null", "http://127.0.0.1:1", "https://HERE", None])
def test_a_form_of_another_site_does_nothing(visitor, desk, path, origin):
    """Even with the cookie, which a browser would not send along."""
    here = visitor.headers.pop("origin").removeprefix("http://")
    answer = visitor.post(path, headers={} if origin is None else {"origin": origin.replace("HERE", here)})

    assert answer.status_code == 403
    assert desk.shelf.studies() == []


def test_every_answer_is_kept_nowhere_and_shows_only_what_is_ours(visitor, stranger):
    for path in ("/files", "/studies", "/assets/app.js", "/nowhere", "/studies/../../etc/passwd"):
        headers = visitor.get(path).headers
        assert headers["cache-control"] == "no-store"
        assert headers["x-content-type-options"] == "nosniff"
        policy = dict(part.strip().split(" ", 1) for part in headers["content-security-policy"].split(";"))
        assert policy["default-src"] == "'none'"
        assert policy["script-src"] == policy["style-src"] == policy["form-action"] == "'self'"
        assert policy["frame-ancestors"] == "'self'"


def test_no_page_has_a_script_or_a_style_of_its_own(visitor):
    for path in ("/files", "/studies"):
        text = visitor.get(path).text
        assert "<script>" not in text
        assert "<style" not in text
        assert "style=" not in text
        assert not re.search(r"<[^>]+\son\w+=", text)
        assert "http://" not in text
        assert "https://" not in text


def test_what_is_too_large_is_told_and_nothing_of_it_is_kept(visitor, sent, desk, monkeypatch):
    monkeypatch.setattr(guard, "MOST_BYTES", 50_000)
    answer = sent(("survey.csv", b"x" * 60_000))

    assert answer.status_code == 413
    assert "larger than" in answer.text
    assert desk.shelf.studies() == []
    assert visitor.get("/files").status_code == 200


def test_more_files_than_are_taken_are_refused(sent, desk):
    answer = sent(*[(f"{number}.csv", b"a,b\n1,2\n") for number in range(30)])

    assert answer.status_code == 400
    assert desk.shelf.studies() == []


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

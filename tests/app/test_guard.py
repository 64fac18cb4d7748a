"""Guard: nobody gets in but the person in front, and nothing leaves but what the browser may show."""

import re
import socket
from dataclasses import replace

import httpx
import pytest

from netspread_cli.app import guard, routes
from small_study import WARD, study_of, until_over

SETTERS = ["/files", "/sample", "/keep", "/changes", "/studies/0123456789abcdef/delete"]


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


def test_every_answer_is_kept_nowhere_and_shows_only_what_is_ours(visitor, desk, door, monkeypatch):
    study = study_of(desk, WARD)
    desk.jobs.add(study)
    assert until_over(desk, study).state == "done"
    desk.ask("decide", study, decisions={"Prson 3": "p03"}, out="names.csv")
    study.note(replace(study.record, names="names.csv"))
    answers = [
        visitor.get(path)
        for path in (
            "/files", "/studies", "/assets/app.js", "/assets/app.css", "/nowhere", "/studies/../../etc/passwd",
            f"/studies/{study.id}/netspread.zip", f"/studies/{study.id}/names.csv", f"/studies/{study.id}/take",
            "/studies/0123456789abcdef/files",
        )
    ]  # fmt: skip
    answers += [visitor.post("/sample", headers={"origin": "null"}), visitor.get("/files", headers={"host": "x"})]
    answers += [
        visitor.post("/files"),
        visitor.put("/files"),
        httpx.get(f"{door.address}/files"),
        httpx.get(door.start),
    ]
    monkeypatch.setattr(guard, "MOST_BYTES", 10)
    answers += [visitor.post("/files", files=[("files", ("a.csv", b"x" * 100))])]
    statuses = {answer.status_code for answer in answers}

    assert statuses == {200, 400, 403, 404, 405, 413, 421}
    for answer in answers:
        headers = answer.headers
        assert headers["cache-control"] == "no-store"
        assert headers["x-content-type-options"] == "nosniff"
        policy = dict(part.strip().split(" ", 1) for part in headers["content-security-policy"].split(";"))
        assert policy["default-src"] == "'none'"
        assert policy["script-src"] == policy["style-src"] == policy["form-action"] == "'self'"
        assert policy["frame-ancestors"] == "'self'"


def test_a_fault_of_ours_carries_the_same_headers_and_no_traceback(visitor, desk, monkeypatch):
    monkeypatch.setattr(desk.shelf, "studies", lambda: 1 / 0)
    answer = visitor.get("/studies")

    assert (answer.status_code, "Traceback" in answer.text, "ZeroDivision" in answer.text) == (500, False, False)
    assert answer.headers["content-security-policy"] == guard.POLICY


def test_a_report_can_do_nothing_here_wherever_it_is_opened(visitor, desk):
    """Its scripts run as those of nobody: they could not ask the app for anything, whatever a name in it says."""
    study = study_of(desk, WARD)
    desk.jobs.add(study)
    assert until_over(desk, study).state == "done"
    for name in ("report.html", "map.html"):
        policy = visitor.get(f"/studies/{study.id}/{name}").headers["content-security-policy"]
        assert "sandbox allow-scripts" in policy
        assert "allow-same-origin" not in policy
        assert "frame-ancestors 'self'" in policy


@pytest.mark.parametrize("method", ["OPTIONS", "TRACE", "DELETE", "PUT", "PATCH", "PROPFIND"])
def test_no_method_but_the_known_ones_does_anything(visitor, stranger, desk, method):
    study = study_of(desk, WARD)
    for path in ("/files", f"/studies/{study.id}/delete", f"/studies/{study.id}/files"):
        assert visitor.request(method, path).status_code == 405
        assert stranger.request(method, path, headers={"origin": "http://evil.example"}).status_code == 403
    assert [each.id for each in desk.shelf.studies()] == [study.id]


def test_looking_changes_nothing(visitor, desk):
    """Whatever can be asked for by an address alone, by a link or a picture of another page, only shows."""
    study = study_of(desk, WARD)
    before = {path: path.read_bytes() for path in study.path.rglob("*") if path.is_file()}
    for route in routes._PAGES:
        for each in route.routes if hasattr(route, "routes") and route.routes else [route]:
            path = each.path if each is route else f"/studies/{study.id}{each.path}"
            for method in ("GET", "HEAD"):
                visitor.request(method, path)

    assert {path: path.read_bytes() for path in study.path.rglob("*") if path.is_file()} == before
    assert [each.id for each in desk.shelf.studies()] == [study.id]
    assert desk.jobs.of(study) is None


def test_a_websocket_is_not_opened(door):
    with socket.create_connection(("127.0.0.1", door.port), timeout=10) as line:
        line.sendall(
            f"GET /files HTTP/1.1\r\nHost: 127.0.0.1:{door.port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n".encode()
        )
        assert b" 403 " in line.recv(200)


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

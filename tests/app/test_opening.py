"""Opening: the browser is given no key that others on the machine could read, and keeps none in its history."""

import os
import re
import stat
import subprocess
import sys
import time
from pathlib import Path
from urllib.request import url2pathname

import httpx
import pytest

from netspread.language import language
from netspread_cli.app import opening
from netspread_cli.app.guard import Door
from netspread_cli.app.opening import Doorstep, doorstep

pytestmark = pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="there the browser is given the address")
TOKEN = re.compile(r'name="token" value="([^"]+)"')


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A home folder, with a browser in it that only notes what it was given."""
    home = tmp_path / "home"
    home.mkdir()
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\necho "$@" > {tmp_path}/new && mv {tmp_path}/new {tmp_path}/given\n')
    browser.chmod(0o700)
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("BROWSER", f"{browser} %s")
    return home


@pytest.fixture
def command(home, tmp_path):
    """The command, as it runs on a machine with a browser; what it printed first, and what the browser was given."""
    app = subprocess.Popen(
        [sys.executable, "-m", "netspread_cli", "app"], stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True
    )
    try:
        printed = app.stderr.readline().split()[-1]
        while not (tmp_path / "given").is_file():
            assert app.poll() is None
            time.sleep(0.02)
        yield printed, (tmp_path / "given").read_text(encoding="utf-8").strip()
    finally:
        app.terminate()
        app.wait(30)
        app.stderr.close()


def lines_of_all_processes():
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            yield path.read_bytes()
        except OSError:
            continue


def test_the_key_stands_in_no_command_line_and_the_page_that_holds_it_is_for_this_user_alone(home, command):
    printed, given = command
    (page,) = home.glob("netspread-start-*.html")  # where a browser in a box of its own can read it too
    token = printed.partition("token=")[2]

    assert given == page.as_uri()
    assert TOKEN.search(page.read_text(encoding="utf-8"))[1] == token
    assert stat.S_IMODE(page.stat().st_mode) == 0o600
    assert not [line for line in lines_of_all_processes() if token.encode() in line]


@pytest.mark.page
@pytest.mark.parametrize("way", ["opened", "printed", "linked"])
def test_every_way_in_opens_the_pages_and_leaves_no_key_behind(command, browser, way, tmp_path):
    printed, given = command
    link = tmp_path / "link.html"
    link.write_text(f'<a href="{printed}">here</a>', encoding="utf-8")
    context = browser.new_context()
    page = context.new_page()
    page.goto({"opened": given, "printed": printed, "linked": link.as_uri()}[way])
    if way == "linked":
        page.get_by_text("here").click()
    page.wait_for_url("**/files")

    assert page.get_by_role("button", name="Start with the sample hospital").is_visible()
    assert page.evaluate("document.referrer") == ""
    (cookie,) = context.cookies()
    assert (cookie["sameSite"], cookie["httpOnly"]) == ("Strict", True)
    token = printed.partition("token=")[2]
    session = context.new_cdp_session(page)
    assert token not in str(session.send("Page.getNavigationHistory"))
    assert Path(url2pathname(given.removeprefix("file://"))).exists() == (way != "opened")
    if way == "opened":  # a browser that was closed comes in again by the address that was printed
        again = browser.new_context()
        other = again.new_page()
        other.goto(printed)
        other.wait_for_url("**/files")
        again.close()
    context.close()


def test_at_the_end_the_page_is_gone(home, tmp_path):
    with doorstep(Door("127.0.0.1", 80), language("de"), tmp_path) as step:
        assert "netspread öffnen" in Path(url2pathname(step.address.removeprefix("file://"))).read_text("utf-8")

    assert list(home.iterdir()) == []


def test_what_a_killed_app_left_is_removed_later_and_nothing_else_is(home, tmp_path):
    for name in ("netspread-start-old.html", "netspread-start-mine.txt", "other.html"):
        (home / name).write_text("")
        os.utime(home / name, (0, 0))
    (home / "netspread-start-new.html").write_text("")
    Doorstep(Door("127.0.0.1", 80), language("en"), tmp_path).gone()

    assert {path.name for path in home.iterdir()} == {
        "netspread-start-mine.txt", "other.html", "netspread-start-new.html"
    }  # fmt: skip


def test_without_a_home_it_is_the_private_folder_and_without_that_the_address(home, tmp_path, monkeypatch):
    private = tmp_path / "private"
    private.mkdir()
    door = Door("127.0.0.1", 80)
    monkeypatch.setenv("HOME", str(tmp_path / "nowhere"))
    assert Path(Doorstep(door, language("en"), private).address.removeprefix("file://")).parent == private
    assert Doorstep(door, language("en"), tmp_path / "nor there").address == door.start


def test_where_a_password_is_asked_for_there_is_no_key(home, tmp_path):
    step = Doorstep(Door("127.0.0.1", 80, "a long word"), language("en"), tmp_path)

    assert step.address == "http://127.0.0.1:80/"
    assert list(home.iterdir()) == []


@pytest.mark.parametrize("system", ["win32", "darwin"])
def test_where_no_command_line_tells_others_the_browser_is_given_the_address(home, tmp_path, monkeypatch, system):
    monkeypatch.setattr(opening.sys, "platform", system)
    door = Door("127.0.0.1", 80)
    assert Doorstep(door, language("en"), tmp_path).address == door.start


@pytest.mark.parametrize("token", ["", "guess", None])
def test_a_page_of_another_site_that_guesses_the_key_opens_nothing(stranger, token):
    answer = stranger.post("/start", data={} if token is None else {"token": token}, headers={"origin": "null"})

    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers


def test_only_the_key_is_taken_from_a_page_on_the_disk(stranger, door):
    answer = stranger.post("/start", data={"token": door.token}, headers={"origin": "null"})

    assert answer.status_code == 200
    assert stranger.get("/start").headers["location"] == "/files"  # from the history of the browser
    assert stranger.post("/sample", headers={"origin": "null"}).status_code == 403  # with the cookie now


def test_where_a_password_is_asked_for_the_key_opens_nothing(served):
    _, door = served(host="127.0.0.1", password="a long word")
    answer = httpx.post(f"{door.address}/start", data={"token": door.token}, headers={"origin": "null"})

    assert answer.headers["location"] == "/enter"
    assert "set-cookie" not in answer.headers

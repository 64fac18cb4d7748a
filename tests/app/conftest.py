"""What the tests of the app share: an app on true files, a visitor who has entered, and one in a browser."""

import threading
from pathlib import Path

import httpx
import pytest
import uvicorn

from netspread_cli.app.desk import Desk
from netspread_cli.app.guard import Door
from netspread_cli.app.routes import app_of
from netspread_cli.app.server import _listening

HOSPITAL = Path(__file__).parents[2] / "sample_networks" / "hospital"


@pytest.fixture
def served(tmp_path):
    """Start an app as a browser sees it; returns its desk and door."""
    running = []

    def serve(*, host="127.0.0.1", password="", **known):
        folder = tmp_path / f"private{len(running)}"
        folder.mkdir()
        listening = _listening("127.0.0.1", 0)
        door, desk = Door(host, listening.getsockname()[1], password), Desk(folder, **known)
        server = uvicorn.Server(uvicorn.Config(app_of(desk, door), log_level="critical", lifespan="off", ws="none"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        running.append((server, thread, desk, listening))
        return desk, door

    yield serve
    for server, thread, desk, listening in running:
        server.should_exit = True
        thread.join()
        desk.end()
        listening.close()


@pytest.fixture
def app(served):
    """An app that runs: its desk and its door."""
    return served()


@pytest.fixture
def desk(app):
    """What its pages share."""
    return app[0]


@pytest.fixture
def door(app):
    """Where it is."""
    return app[1]


@pytest.fixture
def entered(served):
    """Open an app in a language; returns its desk, its door and somebody who has entered."""
    clients = []

    def enter(code="en", **known):
        desk, door = served(code=code, **known)
        client = httpx.Client(base_url=door.address, timeout=120, headers={"origin": door.address})
        client.get(door.start)
        clients.append(client)
        return desk, door, client

    yield enter
    for client in clients:
        client.close()


@pytest.fixture(params=["en", "de"])
def spoken(request, entered):
    """An app in each language: the code, the desk, and somebody who has entered."""
    desk, _, client = entered(request.param)
    return request.param, desk, client


@pytest.fixture
def stranger(door):
    """Somebody who asks the app without having entered."""
    with httpx.Client(base_url=door.address, timeout=120) as client:
        yield client


@pytest.fixture
def visitor(stranger, door):
    """Somebody who has opened the start address, and whose forms come from the pages."""
    stranger.get(door.start)
    stranger.headers["origin"] = door.address
    return stranger


@pytest.fixture
def sent(visitor):
    """Send files; returns the answer."""

    def send(*files, to="/files"):
        return visitor.post(to, files=[("files", file) for file in files], follow_redirects=True)

    return send


@pytest.fixture
def hospital():
    """The files of the sample hospital, as they are sent."""
    return [(name, (HOSPITAL / name).read_bytes()) for name in ("survey.csv", "staff.csv")]

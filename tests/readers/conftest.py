"""What the tests of readers share."""

import json

import pytest

from chats_written import USERS
from private_ward import STAFF, SURVEY


@pytest.fixture
def written(tmp_path):
    """Write text (or bytes) to a file and return its path."""

    def write(text, name="file.csv", encoding="utf-8"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
        return path

    return write


@pytest.fixture
def box(tmp_path):
    """Write messages to an mbox and return its path."""

    def write(*messages, name="box.mbox"):
        path = tmp_path / name
        path.write_bytes(b"".join(each if isinstance(each, bytes) else each.encode() for each in messages))
        return path

    return write


@pytest.fixture
def slack(tmp_path):
    """Write an export of a workspace and return its folder."""

    def write(messages, *, users=USERS, top="export", **lists):
        files = {"users.json": users, "channels.json": [{"id": "C1", "name": "ward"}]}
        files |= {f"{name}.json": content for name, content in lists.items()}
        files |= {name if "/" in name else f"{name}/2024-03-01.json": each for name, each in messages.items()}
        for name, content in files.items():
            path = tmp_path / top / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(content if isinstance(content, str) else json.dumps(content))
        return tmp_path / top

    return write


@pytest.fixture
def graph(tmp_path):
    """Write messages of Teams to a file and return its path."""

    def write(text, name="messages.json"):
        path = tmp_path / name
        path.write_text(text if isinstance(text, str) else json.dumps(text))
        return path

    return write


@pytest.fixture
def ward(tmp_path):
    (tmp_path / "staff.csv").write_text(STAFF, encoding="utf-8")
    (tmp_path / "survey.csv").write_text(SURVEY, encoding="utf-8")
    return tmp_path

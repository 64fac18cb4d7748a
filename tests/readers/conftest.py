"""What the tests of readers share."""

import pytest


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

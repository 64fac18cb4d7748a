"""Private folder: for this user alone, gone at the end, and gone at the next start after a crash."""

import signal
import subprocess
import sys
import tempfile
import time
from contextlib import nullcontext
from pathlib import Path

import pytest

from netspread_cli.app.private import private_folder, sweep


@pytest.fixture(autouse=True)
def elsewhere(tmp_path, monkeypatch):
    """Temporary folders lie in the test's own."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    return tmp_path


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has other rights")
def test_nobody_else_can_enter_it():
    with private_folder() as folder:
        assert folder.stat().st_mode & 0o777 == 0o700


@pytest.mark.parametrize("ending", [None, SystemExit, KeyboardInterrupt, ValueError])
def test_it_is_gone_at_the_end_however_that_comes(elsewhere, ending):
    with nullcontext() if ending is None else pytest.raises(ending), private_folder() as folder:
        (folder / "survey.csv").write_text("a,b")
        if ending is not None:
            raise ending

    assert list(elsewhere.iterdir()) == []


def test_what_a_crash_left_is_removed_and_the_folder_of_a_running_app_is_not(elsewhere):
    script = (
        "from netspread_cli.app.private import private_folder\nimport time\n"
        "with private_folder() as folder: print(folder, flush=True); time.sleep(60)"
    )
    running = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    try:
        folder = running.stdout.readline().strip()
        assert sweep() == []
        assert Path(folder).is_dir()
    finally:
        running.kill()
        running.wait()
        running.stdout.close()

    assert [str(gone) for gone in sweep()] == [folder]
    assert list(elsewhere.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="Windows ends processes otherwise")
@pytest.mark.parametrize("stop", [signal.SIGINT, signal.SIGTERM])
def test_the_command_serves_within_a_moment_and_leaves_nothing_when_it_is_stopped(elsewhere, stop):
    app = subprocess.Popen(
        [sys.executable, "-m", "netspread_cli", "app", "--no-browser"], stderr=subprocess.PIPE, text=True
    )
    try:
        assert "http://127.0.0.1:" in app.stderr.readline()
        app.stderr.readline()
        time.sleep(0.5)
        assert len(list(elsewhere.iterdir())) == 1
    finally:
        app.send_signal(stop)
        app.wait(30)
        said = app.stderr.read()
        app.stderr.close()

    assert list(elsewhere.iterdir()) == []
    assert "Traceback" not in said

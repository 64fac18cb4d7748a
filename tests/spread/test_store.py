"""Worlds that are done are kept, and a comparison goes on from them."""

import numpy as np
import pandas as pd
import pytest

from netspread import engine
from netspread.errors import SaveError
from netspread.network import Network
from netspread.spread.compare import compare
from netspread.spread.models import IndependentCascade, LinearThreshold
from netspread.spread.store import kept_in
from netspread.spread.worlds import Worlds
from networks import KITE, TWO_CLIQUES

ASKED = {"strategies": ["random", "in-degree"], "budget": 2, "worlds": 500, "seed": 4}


class StoppedError(Exception):
    """What ctrl-C does."""


def counted(monkeypatch):
    """Count the worlds that are really tried."""
    tried = []
    true = IndependentCascade.prepared

    def prepared(self, ground):
        spread = true(self, ground)

        def counting(start, seed, worlds, tally):
            tried.extend(worlds)
            spread(start, seed, worlds, tally)

        return counting

    monkeypatch.setattr(IndependentCascade, "prepared", prepared)
    return tried


def test_a_comparison_that_was_stopped_goes_on_and_comes_to_the_same(tmp_path, monkeypatch):
    whole = compare(KITE, **ASKED)
    tried = counted(monkeypatch)

    def stop(step, done, _total):
        if step.startswith("in-degree") and done == 2:
            raise StoppedError

    with pytest.raises(StoppedError), kept_in(tmp_path / "kept"), engine.using(1), engine.told(stop):
        compare(KITE, **ASKED)
    before = len(tried)
    tried.clear()
    with kept_in(tmp_path / "kept"):
        resumed = compare(KITE, **ASKED)

    assert before >= 750
    assert len(tried) <= 1000 - before
    pd.testing.assert_frame_equal(whole.to_frame(), resumed.to_frame(), check_exact=True)


def test_nothing_is_tried_twice(tmp_path, monkeypatch):
    with kept_in(tmp_path):
        first = compare(KITE, **ASKED)
        tried = counted(monkeypatch)
        again = compare(KITE, **ASKED)

    assert tried == []
    pd.testing.assert_frame_equal(first.to_frame(), again.to_frame(), check_exact=True)


@pytest.mark.parametrize(
    "other",
    [
        Worlds(TWO_CLIQUES, IndependentCascade(0.2), 50, 1),
        Worlds(TWO_CLIQUES, IndependentCascade(0.1), 50, 2),
        Worlds(TWO_CLIQUES, LinearThreshold(), 50, 1),
        Worlds(Network.from_ties(TWO_CLIQUES.ties().assign(weight=2.0)), IndependentCascade(0.1), 50, 1),
        Worlds(Network.from_ties(TWO_CLIQUES.ties(), influence="ego_to_alter"), IndependentCascade(0.1), 50, 1),
    ],
    ids=["chance", "seed", "model", "weights", "influence"],
)
def test_another_question_is_not_taken_for_the_same(tmp_path, other):
    seeds = np.array([0])
    with kept_in(tmp_path):
        Worlds(TWO_CLIQUES, IndependentCascade(0.1), 50, 1).spread(seeds)
        before = len(list(tmp_path.iterdir()))
        kept = other.spread(seeds)

    assert len(list(tmp_path.iterdir())) == 2 * before
    np.testing.assert_array_equal(kept.reaches, other.spread(seeds).reaches)


def test_a_file_that_was_cut_short_is_made_anew(tmp_path):
    seeds = np.array([0])
    worlds = Worlds(TWO_CLIQUES, IndependentCascade(0.1), 50, 1)
    with kept_in(tmp_path):
        first = worlds.spread(seeds)
        for file in tmp_path.iterdir():
            file.write_bytes(file.read_bytes()[:40])
        again = worlds.spread(seeds)

    np.testing.assert_array_equal(first.reaches, again.reaches)
    assert not list(tmp_path.glob("*.part.npz"))


def test_a_folder_that_cannot_be_made_is_told(tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(SaveError, match="cannot be made"), kept_in(tmp_path / "file" / "inside"):
        pass


def test_the_command_resumes(tmp_path):
    from click.testing import CliRunner

    from netspread_cli.main import main

    (tmp_path / "survey.csv").write_text("ego,alter\na,b\nb,c\nc,a\nd,a\n", encoding="utf-8")
    words = ["compare", str(tmp_path / "survey.csv"), "--strategy", "in-degree", "--budget", "1", "--worlds", "50"]
    first = CliRunner().invoke(main, [*words, "--resume", str(tmp_path / "kept")])
    again = CliRunner().invoke(main, [*words, "--resume", str(tmp_path / "kept")])

    assert first.exit_code == 0
    assert first.stdout == again.stdout
    assert list((tmp_path / "kept").glob("*.npz"))


def test_ctrl_c_tells_where_the_worlds_done_are_kept(tmp_path, monkeypatch):
    from click.testing import CliRunner

    from netspread_cli.main import main

    def stopped(*_args, **_options):
        raise KeyboardInterrupt

    monkeypatch.setattr("netspread.engine.stream", stopped)
    (tmp_path / "survey.csv").write_text("ego,alter\na,b\nb,c\nc,a\nd,a\n", encoding="utf-8")
    words = ["compare", str(tmp_path / "survey.csv"), "--budget", "1", "--resume", str(tmp_path / "kept")]
    result = CliRunner().invoke(main, words)

    assert result.exit_code == 130
    assert f"kept in {tmp_path / 'kept'}; the same command goes on" in result.stderr

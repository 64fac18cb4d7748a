"""Engine: the same results wherever work runs, and a listener that is told."""

import pickle
from concurrent.futures import ThreadPoolExecutor

import joblib
from joblib._parallel_backends import ThreadingBackend

from netspread import engine


def test_results_come_in_the_order_of_the_pieces_on_any_number_of_threads():
    for jobs in (1, 2, 5):
        with engine.using(jobs):
            assert engine.run(lambda piece: piece * piece, list(range(20)), name="squares") == [
                piece * piece for piece in range(20)
            ]


def test_a_listener_hears_the_beginning_and_each_piece():
    heard = []
    with engine.told(lambda *words: heard.append(words)):
        engine.step("reading")
        engine.run(str, [1, 2], name="work")
    engine.step("not heard")

    assert heard == [("reading", 0, 0), ("work", 0, 2), ("work", 1, 2), ("work", 2, 2)]


def test_blocks_cover_everything_once():
    assert [i for block in engine.blocks(11, 4) for i in block] == list(range(11))
    assert engine.blocks(0, 4) == []


def test_results_can_be_taken_as_they_come_from_other_processes_as_well():
    with engine.using(2):
        for prefer in ("threads", "processes"):
            assert list(engine.stream(abs, [-3, 2, -1], name="numbers", prefer=prefer)) == [3, 2, 1]
        results = engine.stream(abs, [-1], name="numbers")
        assert next(results) == 1


class AllAtOnce(ThreadingBackend):
    """A backend that gives results back all at once, as Ray's does."""

    supports_return_generator = False


def test_a_backend_that_gives_results_all_at_once_will_do():
    joblib.register_parallel_backend("all at once", AllAtOnce)
    heard = []
    with joblib.parallel_config("all at once"), engine.told(lambda *words: heard.append(words)):
        assert engine.run(abs, [-1, 2, -3], name="numbers") == [1, 2, 3]

    assert heard[-1] == ("numbers", 3, 3)


class Counted:
    """A function that counts how often it is pickled."""

    def __init__(self):
        self.pickled = 0

    def __call__(self, piece):
        return -piece

    def __reduce__(self):
        self.pickled += 1
        return Counted, ()


def test_work_is_pickled_once_however_many_pieces_are_sent_from_however_many_threads():
    function = Counted()
    work = engine._Work(function)
    with ThreadPoolExecutor(8) as pool:
        sent = list(pool.map(pickle.dumps, [work] * 40))

    assert function.pickled == 1
    assert {pickle.loads(each)(3) for each in sent} == {-3}

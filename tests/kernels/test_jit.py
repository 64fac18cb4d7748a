"""The door to numba: quick to open, and all is there behind it."""

import subprocess
import sys

import pytest
from numba import config

OWN = """
import sys
import numpy as np
from numba import njit
from netspread.kernels import coin

coin.mixed(np.uint64(1))
assert "scipy.linalg" not in sys.modules

@njit
def dot(one, other):
    return np.dot(one, other)

assert dot(np.array([1.0, 2.0]), np.array([3.0, 4.0])) == 11.0
assert njit(lambda array: array.T.astype(np.int64).sum())(np.ones((2, 3))) == 6
assert round(njit(lambda square: np.linalg.det(square))(np.eye(2) * 3), 9) == 9
"""


@pytest.mark.skipif(bool(config.DISABLE_JIT), reason="without the compiler nothing gets ready")
def test_kernels_do_without_linear_algebra_but_those_of_others_need_not():
    done = subprocess.run([sys.executable, "-c", OWN], capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr

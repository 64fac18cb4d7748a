"""The one door to numba: how every kernel is compiled, said once.

Kernels release the GIL, so that threads run them side by side; they are cached on disk, so that only the first
call ever compiles; and they divide like numpy, so that no check stands in an inner loop.
"""

from numba import njit

kernel = njit(cache=True, nogil=True, error_model="numpy", boundscheck=False)

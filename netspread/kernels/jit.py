"""The one door to numba: how every kernel is compiled, said once.

Kernels release the GIL, so that threads run them side by side; they are cached on disk, so that only the first
call ever compiles; and they divide like numpy, so that no check stands in an inner loop. The first kernel of a process
waits for numba to get ready; it need not look for linear algebra, which would double that.
"""

from collections.abc import Callable
from typing import Any

from llvmlite import ir
from numba import config, njit, types
from numba.core import cgutils
from numba.extending import intrinsic
from numba.np import linalg


def _looks_later(look: Callable[[], None]) -> Callable[[], None]:
    """Return what numba asks once for linear algebra while it gets ready: it says yes, and leaves the rest to *look*.

    Looking loads ``scipy.linalg``, a quarter of a second, which kernels do not use.
    """

    def not_yet() -> None:
        linalg.ensure_blas = look

    return not_yet


if hasattr(linalg, "ensure_blas"):  # not promised by numba: without it, all works, a little later
    linalg.ensure_blas = _looks_later(linalg.ensure_blas)
kernel = njit(cache=True, nogil=True, error_model="numpy", boundscheck=False)


def _prefetch(_typing: Any, array: Any, at: Any) -> Any:
    """Tell the processor that ``array[at]`` will be read soon; nothing else happens."""

    def code(context: Any, builder: Any, signature: Any, given: Any) -> Any:
        data = context.make_array(signature.args[0])(context, builder, given[0]).data
        number = ir.IntType(32)
        byte = ir.IntType(8).as_pointer()
        kind = ir.FunctionType(ir.VoidType(), [byte, number, number, number])
        call = cgutils.get_or_insert_function(  # type: ignore[no-untyped-call]  # numba has no types
            builder.module, kind, "llvm.prefetch.p0"
        )
        place = builder.bitcast(builder.gep(data, [given[1]]), byte)
        builder.call(call, [place, number(0), number(3), number(1)])  # to read, to be kept near, data
        return context.get_dummy_value()

    return types.void(array, at), code


def _nothing(_array: object, _at: object) -> None:
    """Without the compiler there is nothing to tell the processor."""


prefetch: Any = _nothing if getattr(config, "DISABLE_JIT", False) else intrinsic(_prefetch)

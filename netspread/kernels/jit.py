"""The one door to numba: how every kernel is compiled, said once.

Kernels release the GIL, so that threads run them side by side; they are cached on disk, so that only the first
call ever compiles; and they divide like numpy, so that no check stands in an inner loop.
"""

from typing import Any

from llvmlite import ir
from numba import config, njit, types
from numba.core import cgutils
from numba.extending import intrinsic

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

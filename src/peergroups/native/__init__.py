"""Functions compiled to machine code, which later processes load in a moment.

numba compiles a kernel once on a machine. Loading what numba keeps takes the better part of a second, nearly all of
it for numba itself; here the machine code is kept without it, and llvmlite alone puts it into memory.
"""

from peergroups.native.calls import inner
from peergroups.native.kernel import Kernel, kernel
from peergroups.native.layout import Packed, packed

__all__ = ["Kernel", "Packed", "inner", "kernel", "packed"]

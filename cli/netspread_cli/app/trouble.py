"""Trouble: what a person is told of whatever fails: one sentence, never a traceback."""

import errno

from netspread.errors import NetspreadError, SaveError
from netspread.phrase import Phrase

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_MEMORY = Phrase("the memory of this machine does not suffice; close other programs, or choose a shorter time")


def sentence(error: Exception) -> str:
    """Return the sentence for *error*; one that is ours is a phrase, which other languages say too."""
    if isinstance(error, NetspreadError):
        return str(error) if len(error.args) != 1 else error.args[0]
    if isinstance(error, OSError):
        return sentence(full(error))
    if isinstance(error, MemoryError):
        return _MEMORY
    # A fault of ours.
    return Phrase("something failed that should not ({kind}); please report it as a fault", kind=type(error).__name__)


def full(error: OSError) -> SaveError:
    """Return what is said of a disk that is full, or of what else is wrong with it."""
    if error.errno in _FULL:
        return SaveError(Phrase("the disk is full, and nothing more can be kept; make room on it, and try again"))
    why = error.strerror or str(error)
    return SaveError(Phrase("a file cannot be read or written ({why}); see to the disk, and try again", why=why))

"""Trouble: what a person is told of whatever fails: one sentence, never a traceback."""

import errno

from netspread.complaints import complaint
from netspread.errors import NetspreadError, SaveError
from netspread.language import Language
from netspread.phrase import Phrase

_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_MEMORY = Phrase("the memory of this machine does not suffice; close other programs, or choose a shorter time")


class ToldError(NetspreadError):
    """Something is wrong, and its text says so in the language of the pages already."""


def told(error: Exception, say: Language) -> str:
    """Return what is said of *error* in the language *say*."""
    text = sentence(error)
    return text if isinstance(error, ToldError) else in_words(text, say)


def in_words(text: str, say: Language) -> str:
    """Return what an error says in the language *say*; where it has no words for it, they are quoted."""
    if isinstance(text, Phrase) or say.code == "en":
        return say.said(text)
    return complaint(text, say) or say.say("app.in_english", text=text)


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

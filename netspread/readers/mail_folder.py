"""Mail folder: mailboxes and messages in a folder or an archive (Maildir, eml files, Takeout), as one log."""

import re
from pathlib import PurePosixPath

from netspread.readers.folder import Folder, Listed, portions
from netspread.readers.mail import is_divisible, of_pieces, ranges
from netspread.readers.mail_files import PIECE, Piece, is_mail
from netspread.readers.reader import ReadOptions
from netspread.records import Reported

NAME = "mail folder"
TITLE = "mailboxes and messages in a folder or zip archive: Maildir, eml files, Gmail's Takeout; headers alone are read"
EXAMPLE = """
== ana.mbox
From ana@example.org Fri Mar  1 09:15:00 2024
From: Ana Ruiz <ana@example.org>
To: Ben Ode <ben@example.org>
Date: Fri, 1 Mar 2024 09:15:00 +0000
Message-ID: <1@example.org>

== ward round.eml
From: Ben Ode <ben@example.org>
To: cia@example.org
Date: Fri, 1 Mar 2024 10:02:00 +0000
Message-ID: <2@example.org>

"""
#: What mail programs keep beside the mail.
_BESIDE = frozenset((".msf", ".dat", ".html", ".htm", ".sqlite", ".json", ".css", ".js", ".ini", ".txt"))
#: A Maildir's file ends in flags; D is a draft.
_DRAFT = re.compile(r"[:;!]2,[A-Z]*D[A-Z]*$")


def recognizes(folder: Folder) -> bool:
    """Whether at least half of the files in *folder* are mail."""
    return folder.is_mostly(is_mail, besides=_BESIDE)


def read(folder: Folder, options: ReadOptions) -> Reported:
    """Return a tie for each who wrote and who got it; a message in several mailboxes counts once."""
    files = {name: size for name, size in folder.sizes.items() if not _is_unsent(name)}
    large = {name for name, size in files.items() if size > PIECE and is_divisible(folder.source(name))}
    pieces = [piece for name in sorted(large) for piece in ranges(folder.path, name)]
    small = {name: size for name, size in files.items() if name not in large}
    pieces += [Piece(folder.path, names) for names in portions(small)]
    return of_pieces(pieces, options, name=NAME, sources=folder.files if isinstance(folder, Listed) else [folder.path])


def _is_unsent(name: str) -> bool:
    """Whether a Maildir's file is a draft, or a message that is still on its way into it."""
    path = PurePosixPath(name)
    return path.parent.name == "tmp" or _DRAFT.search(path.name) is not None

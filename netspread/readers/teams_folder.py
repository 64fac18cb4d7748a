"""Teams folder: messages of Microsoft Teams in several files, one for each channel or conversation, as one log."""

from netspread.readers.folder import Folder, portions
from netspread.readers.reader import ReadOptions
from netspread.readers.teams import is_teams, of_files
from netspread.records import Reported

NAME = "teams folder"
TITLE = "messages of Microsoft Teams as JSON, in several files in a folder or zip archive"
EXAMPLE = """
== one.json
[{"id": "1", "messageType": "message", "createdDateTime": "2024-03-01T09:15:00Z", "chatId": "19:u1_u2@unq.gbl.spaces",
  "from": {"user": {"id": "u1", "displayName": "Ana Ruiz"}}}]
== two.json
[{"id": "1", "messageType": "message", "createdDateTime": "2024-03-01T10:02:00Z", "chatId": "19:u2_u3@unq.gbl.spaces",
  "from": {"user": {"id": "u2", "displayName": "Ben Ode"}}}]
"""


def recognizes(folder: Folder) -> bool:
    """Whether at least half of the JSON files in *folder* are messages of Teams."""
    return bool(_files(folder)) and folder.is_mostly(is_teams)


def read(folder: Folder, options: ReadOptions) -> Reported:
    """Return a tie for each who answers, mentions, reacts to or writes to whom; a relation for each of these."""
    return of_files(folder.path, portions(_files(folder)), options, name=NAME, source=folder.path)


def _files(folder: Folder) -> dict[str, int]:
    return {
        name: size for name, size in folder.sizes.items() if name.casefold().endswith((".json", ".jsonl", ".ndjson"))
    }

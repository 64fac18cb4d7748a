"""Slack: who answers, mentions, reacts to and writes directly to whom, from the export of a workspace.

The export is a folder or archive of users.json, channels.json (groups.json, dms.json, mpims.json) and a file for each
channel and day. Other programs write nearly the same, with users that stand in no list.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from typing import Any

import pandas as pd

from netspread import engine
from netspread.phrase import Phrase
from netspread.readers.batches import Batch, Collector
from netspread.readers.chat import Post, add_post, check_ties, parsed, records_in, text_in
from netspread.readers.correspondence import correspondence
from netspread.readers.folder import Folder, opened, portions
from netspread.readers.mail_addresses import addresses
from netspread.readers.reader import CHAT_TIES, ReadOptions
from netspread.records import Reported

NAME = "slack"
TITLE = "an export of a Slack workspace, folder or zip: channels, threads, mentions, reactions, direct messages"
EXAMPLE = """
== users.json
[{"id": "U1", "profile": {"real_name": "Ana Ruiz"}}, {"id": "U2", "profile": {"real_name": "Ben Ode"}}]
== channels.json
[{"id": "C1", "name": "ward-round", "members": ["U1", "U2", "U3"]}]
== ward-round/2024-03-01.json
[{"type": "message", "user": "U1", "ts": "1709284500.000100", "text": "<@U2> and <@U3>: rota?"},
 {"type": "message", "user": "U2", "ts": "1709284600.000100", "thread_ts": "1709284500.000100", "text": "Yes"}]
"""
_LISTS = ("channels.json", "groups.json", "dms.json", "mpims.json")
#: Those where a message goes to the members alone.
_DIRECT = ("dms.json", "mpims.json")
_DAY = re.compile(r"[^/]+/\d{4}-\d\d-\d\d\.json")
#: What people write; all else is told by Slack itself, or by a program.
_BY_PEOPLE = frozenset(("", "thread_broadcast", "reply_broadcast", "me_message", "file_share"))
_MENTION = re.compile(r"<@([UW]\w{1,40})(?:\|[^<>]*)?>")
#: From so many bytes on other processes are worth the second in which they start.
_MUCH = 96 << 20
_IN_WORDS = {
    "posts": Phrase("messages by people found; those count that answer, mention, react to or address somebody"),
    "machine_posts": Phrase("messages by bots, and by Slack itself, left out"),
}


@dataclass(frozen=True, slots=True)
class Workspace:
    """Who is in a workspace, and where they write.

    Attributes
    ----------
    people
        Id of a user -> the person: the address in the profile, else the id; empty for a bot.
    members
        Folder of a channel or conversation -> its members.
    places
        Folder -> id.
    direct
        Folders of direct messages.
    """

    people: Mapping[str, str]
    members: Mapping[str, tuple[str, ...]]
    places: Mapping[str, str]
    direct: frozenset[str]

    def person(self, user: str) -> str:
        """Return the person; a user who stands in no list is one."""
        return self.people.get(user, user)


def recognizes(folder: Folder) -> bool:
    """Whether there is a list of users or channels, and messages of a day beside it."""
    return bool(_days(folder))


def read(folder: Folder, options: ReadOptions) -> Reported:
    """Return a tie for each who answers, mentions, reacts to or writes to whom; a relation for each of these."""
    check_ties(options)
    top = _top(folder)
    users = _listed(folder, top, "users.json")
    workspace = _workspace(folder, top, users)
    days = _days(folder)
    read_days = partial(_read_days, folder.path, len(top), workspace, options)
    batches = engine.stream(
        read_days,
        portions(days),
        name="reading messages",
        prefer="processes" if sum(days.values()) > _MUCH else "threads",
    )
    found = correspondence(
        batches,
        options,
        where=str(folder.path),
        kinds=CHAT_TIES,
        whole_threads=options.whole_threads,
    )
    told = (Phrase("times are in UTC"),)
    return found.reported(NAME, (folder.path,), words=_IN_WORDS, told=told, people=_attributes(users, workspace))


def _top(folder: Folder) -> str:
    """Return the folder in which the lists stand, with its stroke: archives may hold the export in a folder."""
    lists = [name for name in folder.names if PurePosixPath(name).name in ("users.json", *_LISTS)]
    return min((name[: -len(PurePosixPath(name).name)] for name in lists), key=len, default="-")


def _days(folder: Folder) -> dict[str, int]:
    """Return the files of messages -> their sizes."""
    top = _top(folder)
    return {
        name: size for name, size in folder.sizes.items() if name.startswith(top) and _DAY.fullmatch(name[len(top) :])
    }


def _listed(folder: Folder, top: str, name: str) -> list[dict[str, Any]]:
    if top + name not in folder.sizes:
        return []
    found = [parsed(file, where=f"{folder.path}/{each}") for each, file in opened(folder.path, [top + name])]
    return records_in({"all": found[0]}, "all")


def _workspace(folder: Folder, top: str, users: list[dict[str, Any]]) -> Workspace:
    people = {text_in(user, "id"): _person(user) for user in users}
    members: dict[str, tuple[str, ...]] = {}
    places: dict[str, str] = {}
    direct: set[str] = set()
    for name in _LISTS:
        for place in _listed(folder, top, name):
            folders = {text_in(place, "name"), text_in(place, "id")} - {""}
            listed = place.get("members")
            inside = tuple(each for each in listed if isinstance(each, str)) if isinstance(listed, list) else ()
            for each in folders:
                members[each] = inside
                places[each] = text_in(place, "id") or each
            if name in _DIRECT:
                direct |= folders
    return Workspace(people, members, places, frozenset(direct))


def _person(user: dict[str, Any]) -> str:
    user_id = text_in(user, "id")
    if user.get("is_bot") or user_id == "USLACKBOT":
        return ""
    written = addresses(text_in(user, "profile", "email"))
    return written[0][0] if written else user_id


def _attributes(users: list[dict[str, Any]], workspace: Workspace) -> pd.DataFrame:
    """Return what the profiles say of people."""
    rows = {
        workspace.person(text_in(user, "id")): {
            "name": text_in(user, "profile", "real_name") or text_in(user, "real_name") or text_in(user, "name"),
            "title": text_in(user, "profile", "title"),
        }
        for user in users
    }
    return pd.DataFrame.from_dict(rows, orient="index", columns=["name", "title"], dtype="str")


def _read_days(path: Path, top: int, workspace: Workspace, options: ReadOptions, names: tuple[str, ...]) -> Batch:
    """Return the messages in some files."""
    collector = Collector()
    for name, file in opened(path, names):
        folder = name[top:].partition("/")[0]
        for message in records_in({"all": parsed(file, where=f"{path}/{name}")}, "all"):
            _add_message(collector, message, folder, workspace, options)
    return collector.batch()


def _add_message(
    collector: Collector, message: dict[str, Any], folder: str, workspace: Workspace, options: ReadOptions
) -> None:
    user = text_in(message, "user")
    ego = workspace.person(user)
    unlisted_bot = "bot_id" in message and user not in workspace.people
    if not ego or unlisted_bot or text_in(message, "subtype") not in _BY_PEOPLE:
        collector.counts["machine_posts"] += 1
        return
    collector.counts["posts"] += 1
    name = text_in(message, "user_profile", "real_name")
    if name:
        collector.names[ego, name] += 1
    post = Post(
        place=workspace.places.get(folder, folder),
        id=text_in(message, "ts"),
        ego=ego,
        time=_time(text_in(message, "ts")),
        thread=text_in(message, "thread_ts"),
        mentioned=_people(_MENTION.findall(text_in(message, "text")), workspace),
        reacted=_people([user for each in records_in(message, "reactions") for user in _users(each)], workspace),
        members=_people(workspace.members.get(folder, ()), workspace),
        is_direct=folder in workspace.direct,
    )
    add_post(collector, post, options)


def _people(users: Iterable[str], workspace: Workspace) -> list[str]:
    """Return who *users* are; bots are nobody."""
    return [person for person in map(workspace.person, users) if person]


def _users(reaction: dict[str, Any]) -> list[str]:
    users = reaction.get("users")
    return [user for user in users if isinstance(user, str)] if isinstance(users, list) else []


def _time(stamp: str) -> int | None:
    """Return the microseconds in a time stamp such as 1454884927.000002."""
    seconds, _, rest = stamp.partition(".")
    if not (seconds.isascii() and seconds.isdigit() and len(seconds) < 12):
        return None
    return int(seconds) * 1_000_000 + (int(rest[:6].ljust(6, "0")) if rest.isascii() and rest.isdigit() else 0)

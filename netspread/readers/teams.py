"""Teams: who answers, mentions, reacts to and writes directly to whom, from messages as Microsoft Graph gives them.

A file holds ``{"value": [...]}``, a list of messages, or a message (or a page of them) a line.
"""

import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO

from netspread import engine
from netspread.phrase import Phrase
from netspread.readers.batches import Batch, Collector
from netspread.readers.chat import Post, add_post, check_ties, parsed, records_in, text_in
from netspread.readers.correspondence import correspondence
from netspread.readers.folder import faults_told, opened
from netspread.readers.reader import CHAT_TIES, ReadOptions
from netspread.readers.source import Source
from netspread.records import Reported

NAME = "teams"
TITLE = "messages of Microsoft Teams as JSON (Graph): replies, mentions, reactions, direct messages"
EXAMPLE = """
{"value": [
{"id": "1", "createdDateTime": "2024-03-01T09:15:00Z", "messageType": "message",
 "channelIdentity": {"channelId": "19:w"}, "from": {"user": {"id": "u1", "displayName": "Ana Ruiz"}},
 "mentions": [{"mentioned": {"user": {"id": "u2"}}}, {"mentioned": {"user": {"id": "u3"}}}]},
{"id": "2", "replyToId": "1", "createdDateTime": "2024-03-01T10:02:00Z", "messageType": "message",
 "channelIdentity": {"channelId": "19:w"}, "from": {"user": {"id": "u2", "displayName": "Ben Ode"}}},
{"id": "3", "replyToId": "1", "createdDateTime": "2024-03-01T10:05:00Z", "messageType": "message",
 "channelIdentity": {"channelId": "19:w"}, "from": {"user": {"id": "u3", "displayName": "Cia Lim"}}}
]}
"""
#: A conversation of two has both in its name.
_OF_TWO = re.compile(r"19:([0-9A-Za-z-]+)_([0-9A-Za-z-]+)@unq\b.*")
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_LONGEST_LINE = 16 << 20
_IN_WORDS = {
    "posts": Phrase("messages by people found; those count that answer, mention, react to or address somebody"),
    "machine_posts": Phrase("messages by bots, and by Teams itself, left out"),
}


def recognizes(source: Source) -> bool:
    """Whether the JSON has the keys of messages in Teams."""
    return is_teams(source.head)


def is_teams(head: bytes) -> bool:
    """Whether *head*, the first bytes of a file, has the keys of messages in Teams."""
    begins = head.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"[")
    return begins and b'"createdDateTime"' in head and b'"from"' in head and any(key in head for key in _KEYS)


_KEYS = (b'"messageType"', b'"chatId"', b'"channelIdentity"')


def read(source: Source, options: ReadOptions) -> Reported:
    """Return a tie for each who answers, mentions, reacts to or writes to whom; a relation for each of these."""
    path, name = source.place
    return of_files(path, [(name,)], options, name=NAME, source=source.path)


def of_files(path: Path, portions: list[tuple[str, ...]], options: ReadOptions, *, name: str, source: Path) -> Reported:
    """Return what the messages in files of the folder or archive *path* report."""
    check_ties(options)
    batches = engine.stream(partial(_read_files, path, options), portions, name="reading messages")
    found = correspondence(batches, options, where=str(source), kinds=CHAT_TIES, whole_threads=options.whole_threads)
    return found.reported(name, (source,), words=_IN_WORDS, told=(Phrase("times are in UTC"),))


def _read_files(path: Path, options: ReadOptions, names: tuple[str, ...]) -> Batch:
    collector = Collector()
    for name, file in opened(path, names):
        where = f"{path}/{name}"
        with faults_told(where):
            members: dict[str, dict[str, None]] = {}
            for message in filter(_is_by_people, _messages(file, where=where)):
                members.setdefault(_place(message), {}).update(dict.fromkeys(_people(message)))
            file.seek(0)
            for message in _messages(file, where=where):
                _add_message(collector, message, members, options)
    return collector.batch()


def _messages(file: BinaryIO, *, where: str) -> Iterator[dict[str, Any]]:
    """Yield each message in a document, or in the documents of its lines."""
    first = file.readline(_LONGEST_LINE)
    second = file.readline(_LONGEST_LINE)
    file.seek(0)
    if _is_document(first) and second.strip():
        for number, line in enumerate(iter(partial(file.readline, _LONGEST_LINE), b""), 1):
            if line.strip():
                yield from _listed(parsed(io.BytesIO(line), where=f"{where}, line {number}"))
        return
    yield from _listed(parsed(file, where=where))


def _is_document(line: bytes) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False


def _listed(document: Any) -> list[dict[str, Any]]:
    if isinstance(document, list):
        return records_in({"all": document}, "all")
    for key in ("value", "messages"):
        if isinstance(document, dict) and isinstance(document.get(key), list):
            return records_in(document, key)
    return [document] if isinstance(document, dict) else []


def _add_message(
    collector: Collector, message: dict[str, Any], members: Mapping[str, Iterable[str]], options: ReadOptions
) -> None:
    if not _is_by_people(message):
        collector.counts["machine_posts"] += 1
        return
    collector.counts["posts"] += 1
    for user in _users(message):
        if text_in(user, "displayName"):
            collector.names[text_in(user, "id"), text_in(user, "displayName")] += 1
    place = _place(message)
    of_two = _OF_TWO.fullmatch(place)
    post = Post(
        place=place,
        id=text_in(message, "id"),
        ego=text_in(message, "from", "user", "id"),
        time=_time(text_in(message, "createdDateTime")),
        thread=text_in(message, "replyToId") or _quoted(message),
        mentioned=_ids(_mentioned(message)),
        reacted=_ids(_reacted(message)),
        members=of_two.groups() if of_two else tuple(members[place]),
        is_direct="channelIdentity" not in message and bool(text_in(message, "chatId")),
    )
    add_post(collector, post, options)


def _is_by_people(message: dict[str, Any]) -> bool:
    kind = text_in(message, "messageType") or "message"
    return kind == "message" and bool(text_in(message, "from", "user", "id"))


def _place(message: dict[str, Any]) -> str:
    return text_in(message, "chatId") or text_in(message, "channelIdentity", "channelId")


def _quoted(message: dict[str, Any]) -> str:
    """Return the id of the message that this one quotes, as answers in a conversation do."""
    quoted = (each for each in records_in(message, "attachments") if each.get("contentType") == "messageReference")
    return next((text_in(each, "id") for each in quoted), "")


def _mentioned(message: dict[str, Any]) -> list[Any]:
    return [_inside(each, "mentioned", "user") for each in records_in(message, "mentions")]


def _reacted(message: dict[str, Any]) -> list[Any]:
    return [_inside(each, "user", "user") for each in records_in(message, "reactions")]


def _users(message: dict[str, Any]) -> list[Any]:
    return [_inside(message, "from", "user"), *_mentioned(message), *_reacted(message)]


def _people(message: dict[str, Any]) -> list[str]:
    return _ids(_users(message))


def _ids(users: Iterable[Any]) -> list[str]:
    return [found for found in (text_in(user, "id") for user in users) if found]


def _inside(record: dict[str, Any], *keys: str) -> Any:
    found: Any = record
    for key in keys:
        found = found.get(key) if isinstance(found, dict) else None
    return found


def _time(written: str) -> int | None:
    """Return the microseconds since 1970 of a time such as 2024-03-01T09:15:00.123Z; UTC where no zone is said."""
    try:
        time = datetime.fromisoformat(written)
        return ((time if time.tzinfo else time.replace(tzinfo=UTC)) - _EPOCH) // timedelta(microseconds=1)
    except (ValueError, OverflowError):
        return None

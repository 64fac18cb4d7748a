"""Chat: the ties of a message in Slack, Teams and their like; its text is looked through for names and let go."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, BinaryIO

from netspread.errors import ReadError, one_of
from netspread.readers.batches import Collector
from netspread.readers.folder import faults_told
from netspread.readers.mail_headers import key_of
from netspread.readers.reader import CHAT_TIES, ReadOptions

#: A file of messages that is larger does not fit in memory once it is read.
_MOST_BYTES = 512 << 20


@dataclass(frozen=True, slots=True)
class Post:
    """A message in a chat.

    Attributes
    ----------
    place
        The channel or conversation.
    id
        What tells it from others there.
    ego
        Who wrote it.
    time
        In microseconds since 1970.
    thread
        The id of the message that began its thread, or of the one that it quotes; empty for none.
    mentioned, reacted
        Who is mentioned in it; who reacted to it.
    members
        Who is in its place; nobody if that is not known.
    is_direct
        Whether it went to the members alone, and not into a channel.
    """

    place: str
    id: str
    ego: str
    time: int | None
    thread: str
    mentioned: Sequence[str]
    reacted: Sequence[str]
    members: Sequence[str]
    is_direct: bool


def add_post(collector: Collector, post: Post, options: ReadOptions) -> None:
    """Add the ties of *post* that *options* ask for."""
    wanted = options.chat_ties
    reply = post.thread and post.thread != post.id
    root = key_of(f"{post.place}\n{post.thread or post.id}")
    answers = (root,) if reply and "reply" in wanted else ()
    collector.add(key_of(f"{post.place}\n{post.id}"), post.ego, time=post.time, answers=answers, thread=root)
    directed = {"mention": post.mentioned}
    if post.is_direct:
        directed["direct-message"] = post.members
    elif "channel" in wanted and len(post.members) <= options.max_recipients + 1:
        directed["channel"] = post.members
    for kind, alters in directed.items():
        if kind in wanted and alters:
            _add(collector, post, kind, post.ego, alters)
    for person in dict.fromkeys(post.reacted) if "reaction" in wanted else ():
        _add(collector, post, "reaction", person, [post.ego])


def check_ties(options: ReadOptions) -> None:
    """Raise ``ChoiceError`` if something is asked for that makes no tie in a chat."""
    for kind in options.chat_ties:
        if kind not in CHAT_TIES:
            raise one_of("chat tie", kind, CHAT_TIES)


def parsed(file: BinaryIO, *, where: str) -> Any:
    """Return what the JSON in *file* says.

    Raises
    ------
    ReadError
        If it cannot be read, is too large, or no JSON.
    """
    with faults_told(where):
        raw = file.read(_MOST_BYTES + 1)
    if len(raw) > _MOST_BYTES:
        raise ReadError(f"{where}: the file is larger than {_MOST_BYTES >> 20} MB; export a shorter time")
    try:
        return json.loads(raw)
    except (ValueError, RecursionError) as error:
        raise ReadError(f"{where}: this is no JSON ({' '.join(str(error).split())[:100]}); export it again") from error


def text_in(record: Any, *keys: str) -> str:
    """Return the text under *keys*, one inside the other; empty if there is none."""
    for key in keys:
        record = record.get(key) if isinstance(record, dict) else None
    return record.strip() if isinstance(record, str) else ""


def records_in(record: Any, key: str) -> list[dict[str, Any]]:
    """Return the list of records under *key*; what is no record is left out."""
    found = record.get(key) if isinstance(record, dict) else None
    return [each for each in found if isinstance(each, dict)] if isinstance(found, list) else []


def _add(collector: Collector, post: Post, kind: str, ego: str, alters: Iterable[str]) -> None:
    key = key_of(f"{post.place}\n{post.id}\n{kind}\n{ego}")
    others = [alter for alter in dict.fromkeys(alters) if alter != ego]
    collector.add(key, ego, time=post.time, alters=others, kind=CHAT_TIES.index(kind))

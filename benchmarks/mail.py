"""``python -m benchmarks.mail [MESSAGES]``: mail and chats to ties, and Python's own reader of mailboxes beside it.

Each call runs in a process of its own, which tells how long it took without imports, how much of a processor it used,
and how much memory it held at most. Give a number of messages; 200,000 by default.
"""

import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from email.utils import formatdate, getaddresses
from pathlib import Path

PEOPLE = [(f"Person {number}", f"person{number}@hospital.example.org") for number in range(2000)]
#: What servers write above a message, and what people write below.
ABOVE = (
    "".join(
        f"Received: from relay{hop}.example.org ([10.0.0.{hop}])\n\tby mx.example.org with ESMTPS\n"
        f"\tfor <x@example.org>; Mon, 1 Jan 2024 10:00:0{hop} +0000\n"
        for hop in range(5)
    )
    + "DKIM-Signature: v=1; a=rsa-sha256;\n\tb="
    + "\n\t ".join(["Q" * 70] * 9)
    + "\n"
)
LINES = (
    "A note about the ward round and the new pathway, as we said.\n> and what somebody wrote before about the same\n"
)


def message(rng, number):
    """Return a message with one to twelve recipients, half of them in answer to another."""
    name, sender = rng.choice(PEOPLE)
    to = ",\n\t".join(
        f'"{name}" <{address}>' for name, address in rng.sample(PEOPLE, rng.choice([1, 1, 1, 2, 2, 3, 5, 12]))
    )
    answered = f"In-Reply-To: <{number - rng.randint(1, 50)}@example.org>\n" if rng.random() < 0.5 else ""
    return (
        f"{ABOVE}From: {name} <{sender}>\nTo: {to}\nSubject: Ward round {number}\nDate: {formatdate(1.7e9 + number)}\n"
        f"Message-ID: <{number}@example.org>\n{answered}MIME-Version: 1.0\n\n{LINES * rng.randint(2, 30)}\n"
    )


def make_mbox(top, messages):
    rng, path = random.Random(1), top / "mail.mbox"
    with path.open("w") as file:
        for number in range(messages):
            file.write(f"From x@example.org Mon Jan  1 10:00:00 2024\n{message(rng, number)}")
    return path


def make_maildir(top, messages):
    rng, path = random.Random(2), top / "maildir"
    for folder in ("cur", "new", "tmp"):
        (path / folder).mkdir(parents=True)
    for number in range(messages):
        (path / "cur" / f"{number}.M1P1.host").write_text(message(rng, number))
    return path


def make_slack(top, messages):
    """Write an export of 100 channels and 100 days; four in ten messages answer, two mention, one is reacted to."""
    rng, path = random.Random(3), top / "slack"
    path.mkdir()
    users = [
        {"id": f"U{number:08}", "profile": {"real_name": name, "email": address}}
        for number, (name, address) in enumerate(PEOPLE)
    ]
    (path / "users.json").write_text(json.dumps(users))
    (path / "channels.json").write_text(json.dumps([{"id": f"C{c}", "name": f"channel-{c}"} for c in range(100)]))
    for channel in range(100):
        (path / f"channel-{channel}").mkdir()
        members = rng.sample(users, 200)
        for day in range(100):
            begun, posts = [], []
            for number in range(messages // 10_000):
                post = {
                    "type": "message",
                    "user": rng.choice(members)["id"],
                    "ts": f"{1_704_067_200 + 86_400 * day + number}.000100",
                }
                post["text"] = LINES + (f"<@{rng.choice(members)['id']}>" if rng.random() < 0.2 else "")
                if begun and rng.random() < 0.4:
                    post["thread_ts"] = rng.choice(begun)
                else:
                    begun.append(post["ts"])
                if rng.random() < 0.1:
                    post["reactions"] = [{"name": "+1", "users": [rng.choice(members)["id"]]}]
                posts.append(post)
            (path / f"channel-{channel}" / f"2024-{1 + day // 28:02}-{1 + day % 28:02}.json").write_text(
                json.dumps(posts, indent=1)
            )
    return path


def ours(path, jobs):
    from netspread import engine, read

    start = time.perf_counter()
    with engine.using(jobs):
        counts = read(path).counts
    told(start, counts.get("posts") or counts["messages"] + counts["unaddressed_messages"])


def pythons(path, _jobs):
    """Let the module mailbox look for the same fields, and count nothing."""
    import mailbox

    start = time.perf_counter()
    messages = 0
    for each in mailbox.mbox(path) if Path(path).is_file() else mailbox.Maildir(path):
        getaddresses([*each.get_all("From", []), *each.get_all("To", []), *each.get_all("Cc", [])])
        messages += bool(each["Date"] and each["Message-ID"])
    told(start, messages)


def told(start, messages):
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(json.dumps({"messages": messages, "seconds": seconds, "processor": sum(os.times()[:2]), "MiB": peak}))


def main(messages):
    with tempfile.TemporaryDirectory() as folder:
        made = {"mbox": make_mbox, "Maildir": make_maildir, "Slack": make_slack}
        for kind, make in made.items():
            path = make(Path(folder), messages)
            for name, jobs in (("ours", 1), ("ours", 2), ("pythons", 1)):
                if kind == "Slack" and name == "pythons":
                    continue
                call = [sys.executable, "-m", "benchmarks.mail", name, str(path), str(jobs)]
                found = json.loads(subprocess.run(call, check=True, capture_output=True, text=True).stdout)
                rate = found["messages"] / found["seconds"]
                print(
                    f"{kind:8} {name:8} {jobs} jobs  {found['messages']:>9,} messages  {found['seconds']:6.1f} s  "
                    f"{rate:>8,.0f} a second  {found['processor']:6.1f} s of a processor  {found['MiB']:>5} MiB"
                )


if __name__ == "__main__":
    if len(sys.argv) == 4:
        {"ours": ours, "pythons": pythons}[sys.argv[1]](sys.argv[2], int(sys.argv[3]))
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 200_000)

"""What the tests of chats share: people and messages of Slack, written by hand."""

USERS = [
    {"id": f"U{i}", "profile": {"real_name": name}}
    for i, name in enumerate(["Ana Ruiz", "Ben Ode", "Cia Lim", "Dov Katz"])
]


def post(user, ts, **fields):
    return {"type": "message", "user": user, "text": "", "ts": f"17092845{ts:02}.000100", **fields}

"""What the tests of mail share: messages written by hand."""


def message(number=1, sender="ana@example.org", to="ben@example.org", *, body="Hello\n", **fields):
    """Return a message of an mbox; fields with underscores for hyphens."""
    lines = {
        "From": sender,
        "To": to,
        "Date": "Fri, 1 Mar 2024 09:15:00 +0000",
        "Message-ID": f"<{number}@example.org>",
        **{name.replace("_", "-"): value for name, value in fields.items()},
    }
    headers = "".join(f"{name}: {value}\n" for name, value in lines.items() if value is not None)
    return f"From x@example.org Fri Mar  1 09:15:00 2024\n{headers}\n{body}\n"

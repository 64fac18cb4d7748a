"""What the tests of readers ask of what was read."""


def ties(reported, *columns):
    """Return ego, alter and *columns* of each tie."""
    return [tuple(row) for row in reported.ties[["ego", "alter", *columns]].itertuples(index=False)]


def weighted(reported):
    """Return the weight of each tie by its ego and alter."""
    return {(tie.ego, tie.alter): tie.weight for tie in reported.ties.itertuples()}


def told(reported, words):
    """Whether one of the sentences that are told has these *words*."""
    return any(words in sentence for sentence in reported.told)

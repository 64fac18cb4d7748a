"""Regression: what a tie depends on, learnt from pairs of a respondent and somebody else.

Each respondent is seen as if silent too: no feature uses the ego's own answers.
"""

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from netspread.nonresponse.answers import Answers, Links, Pairs
from netspread.nonresponse.fame import Fame

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]


def likeness_of(answers: Answers, pairs: Pairs) -> Floats:
    """Return how much the odds to be named rise for a person of the same value, all else left aside: shape (a,)."""
    if not len(answers.groups):
        return np.ones(0)
    alike = [codes[pairs.egos] == codes[pairs.alters] for codes in answers.groups]
    columns = np.column_stack([*alike, _own_activity(answers, pairs.egos)]).astype(np.float64)
    return np.exp(logistic(columns, pairs)[0])


def features_of(answers: Answers, fame: Fame, pairs: Pairs, rng: np.random.Generator) -> Floats:
    """Return one row a pair: what the model looks at, with the ego's own answers left out.

    Some alters are taken as silent too, as many as really are, so that the model learns what an unknown
    answer is worth. The last column is the ego's own activity, which draws do not use.
    """
    egos, alters, named, _ = pairs
    people, row = np.unique(egos, return_inverse=True)
    links = Links.of(answers.ties, people)
    shape = (len(people), len(answers.known))
    place = csr_array((np.arange(1, len(links.rows) + 1), (links.rows, links.alters)), shape=shape)
    at = np.asarray(place[row, alters]).ravel()  # 0 where nothing special links the pair
    back, together = (np.concatenate([[0.0], values])[at] for values in (links.named_back, links.together))
    hidden = ~answers.known[alters] | (rng.random(len(egos)) < 1 - answers.known.mean())
    columns = [
        *fame.without(egos, alters, named, answers.groups),
        hidden,
        np.where(hidden, 0.0, np.log1p(answers.out_degrees[alters])),
        np.where(hidden, 0.0, back),
        np.where(hidden, 0.0, back) * fame.in_one_unit(egos, alters),
        together,
        *(codes[egos] == codes[alters] for codes in answers.groups),
        _own_activity(answers, egos),
    ]
    return np.column_stack(columns).astype(np.float64)


def _own_activity(answers: Answers, egos: Integers) -> Floats:
    share = (answers.out_degrees[egos] + 0.5) / len(answers.known)
    return np.asarray(np.log(share / (1 - np.minimum(share, 0.99))))


def logistic(features: Floats, pairs: Pairs) -> tuple[Floats, Floats]:
    """Return the coefficients of all features but the last, and a square root of their covariance.

    A feature that is the same for all pairs tells nothing: its coefficient is 0, for sure.
    """
    from sklearn.linear_model import LogisticRegression

    k, answer = features.shape[1], pairs.named
    spread = features.std(axis=0)
    alive = spread > 1e-9
    scale = spread[alive]
    scaled = (features[:, alive] - features[:, alive].mean(axis=0)) / scale
    coefficients, root = np.zeros(k), np.zeros((k, k))
    if not alive.any() or answer.all() or not answer.any():
        return coefficients[:-1], root[:-1, :-1]
    fit = LogisticRegression(C=1.0, max_iter=1000).fit(scaled, answer, pairs.stands)
    chance = fit.predict_proba(scaled)[:, 1]
    information = (scaled * (pairs.stands * chance * (1 - chance))[:, None]).T @ scaled + np.eye(alive.sum())
    covariance = np.linalg.inv(information) / np.outer(scale, scale)
    coefficients[alive] = fit.coef_[0] / scale
    root[np.ix_(alive, alive)] = np.linalg.cholesky(covariance + 1e-12 * np.eye(len(covariance)))
    return coefficients[:-1], root[:-1, :-1]

"""Regression: whether exposure to adopters raises the chance to adopt, whatever else is known about a person."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from netspread.adoption.diffusion import Diffusion, known_exposure
from netspread.adoption.exposure import exposure
from netspread.adoption.periods import BEFORE, named
from netspread.errors import ChoiceError, one_of
from netspread.phrase import Phrase

#: No odds are as long as this: such an estimate would go on growing.
_ENDLESS = 12
_SIGMAS = 1.959963984540054
#: An attribute of more different texts than this says too little about each to be a term of its own.
_MOST_LEVELS = 20


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class EventHistory:
    """A logit regression of adopting on exposure.

    Attributes
    ----------
    table
        ``term, estimate, se, z, p, odds_ratio, low, high``: the last three tell by which factor the odds to adopt
        rise with the term, and its 95 % interval.
    rows, events
        How many person-periods, and how many of them end in adoption.
    log_likelihood
        Of the fitted model.
    told
        What was left out.
    """

    table: pd.DataFrame
    rows: int
    events: int
    log_likelihood: float
    told: tuple[str, ...]

    def term(self, name: str = "exposure") -> "pd.Series[Any]":
        """Return the row of a term."""
        rows = self.table[self.table["term"] == name]
        if not len(rows):
            raise one_of("term", name, list(self.table["term"]))
        return rows.iloc[0]

    def to_frame(self) -> pd.DataFrame:
        """Return the table."""
        return self.table

    def __repr__(self) -> str:
        """Return one line: what exposure does."""
        row = self.term()
        return (
            f"EventHistory of {self.rows} person-periods, {self.events} adoptions: odds ratio of exposure "
            f"{row['odds_ratio']:.2f} ({row['low']:.2f} to {row['high']:.2f})"
        )


def person_periods(
    diffusion: Diffusion, *, attributes: Sequence[str] = (), lag: int = 1, **options: Any
) -> pd.DataFrame:
    """Return one row for each person and period in which they could adopt: ``person, period, adopts, exposure, ...``.

    Periods from the one after *lag* on, up to and with that of adoption; people who adopted before the first are not
    at risk, and people whose exposure is not known because they did not answer are left out. Attributes come along as
    they are.

    Parameters
    ----------
    diffusion
        Who adopted when.
    attributes
        Columns of people to add.
    lag, **options
        Of :func:`netspread.adoption.exposure.exposure`.
    """
    for column in attributes:
        diffusion.networks[0].groups(column)
    values = exposure(diffusion, lag=lag, **options).values
    number = np.arange(diffusion.n_periods)
    times = diffusion.times[:, None]
    at_risk = (number >= lag) & (number <= times) & (times > BEFORE) & diffusion.present.T & ~np.isnan(values)
    at_risk &= known_exposure(diffusion.networks[0])[:, None]
    person, period = np.nonzero(at_risk)
    rows = pd.DataFrame(
        {
            "person": diffusion.people.index.to_numpy()[person],
            "period": [diffusion.periods[at] for at in period],
            "adopts": diffusion.times[person] == period,
            "exposure": values[person, period],
        }
    )
    return rows.join(diffusion.people[list(attributes)], on="person") if attributes else rows


def event_history(
    diffusion: Diffusion,
    *,
    attributes: Sequence[str] = (),
    period_effects: bool = True,
    lag: int = 1,
    **options: Any,
) -> EventHistory:
    """Return a discrete-time logit regression of adopting on exposure, by maximum likelihood.

    A row is a person in a period in which they had not adopted; what is explained is whether they do. With *lag* 1
    exposure is that of the period before, so that an alter who adopts at the same time does not explain it.
    Allison (1982), *Sociological Methodology* 13:61; netdiffuseR's ``diffreg``. An effect of exposure is what
    contagion would show; homophily that the attributes do not capture shows the same (Shalizi & Thomas 2011,
    *Sociol Methods Res* 40:211).

    Parameters
    ----------
    diffusion
        Who adopted when.
    attributes
        Columns of people that may matter: numbers as they are, texts as one term for each value but the first.
    period_effects
        Whether each period has a level of its own: without, that everybody gets more exposed as everybody adopts
        looks like an effect. Periods in which nobody or everybody adopts say nothing about exposure and are left
        out; netdiffuseR keeps them with terms that grow without end, the others' estimates are the same.
    lag, **options
        Of :func:`netspread.adoption.exposure.exposure`.

    Raises
    ------
    ChoiceError
        If exposure or an attribute does not vary, or the terms can explain adoption without any error.
    """
    rows = person_periods(diffusion, attributes=attributes, lag=lag, **options)
    told: list[str] = []
    if period_effects:
        share = rows.groupby("period")["adopts"].transform("mean")
        kept = (share > 0) & (share < 1)
        dropped = rows.loc[~kept, "period"].nunique()
        if dropped:
            told.append(Phrase("{count} periods in which nobody or everybody adopts are left out", count=dropped))
        rows = rows[kept]
    if not len(rows) or rows["adopts"].nunique() < 2 or rows["exposure"].nunique() < 2:
        raise ChoiceError(
            "exposure cannot explain adoption here: nobody adopts after the first period, or all are equally exposed"
        )
    terms = [pd.Series(1.0, index=rows.index, name="(Intercept)"), rows["exposure"]]
    terms.extend(term for column in attributes for term in _terms(rows[column], told))
    if period_effects:
        terms.extend(_dummies(rows["period"], "period"))
    design = _told_apart(pd.concat(terms, axis=1), told)
    if len(design) <= design.shape[1]:
        raise ChoiceError(
            f"{len(design)} person-periods are too few for {design.shape[1]} terms; take fewer attributes, or longer "
            "periods"
        )
    return _fitted(rows["adopts"].astype("float64"), design, told)


def _told_apart(design: pd.DataFrame, told: list[str]) -> pd.DataFrame:
    """Return the terms without those that earlier ones make up: a role that is found in one unit alone, say."""
    numbers = design.to_numpy(dtype=np.float64)
    upper = np.abs(np.diagonal(np.linalg.qr(numbers).R))
    kept = upper > 1e-9 * np.maximum(np.linalg.norm(numbers, axis=0), 1.0)
    told.extend(
        Phrase("'{name}' follows from other terms and is left out", name=name) for name in design.columns[~kept]
    )
    left: pd.DataFrame = design.loc[:, list(design.columns[kept])]
    return left


def _fitted(adopts: pd.Series, design: pd.DataFrame, told: list[str]) -> EventHistory:
    import warnings

    from statsmodels.genmod.families import Binomial
    from statsmodels.genmod.generalized_linear_model import GLM
    from statsmodels.tools.sm_exceptions import ConvergenceWarning, PerfectSeparationError, PerfectSeparationWarning

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", PerfectSeparationWarning)
            warnings.simplefilter("error", ConvergenceWarning)
            # By the deviance, as R does: a term that nobody adopts with grows without end, the others still converge.
            fit = GLM(adopts.to_numpy(), design.to_numpy(dtype=np.float64), family=Binomial()).fit(tol=1e-10)
    except (np.linalg.LinAlgError, PerfectSeparationError, PerfectSeparationWarning, ConvergenceWarning) as error:
        raise ChoiceError(
            f"the {design.shape[1]} terms explain adoption without any error; take fewer attributes, or no period "
            "effects"
        ) from error
    endless = np.abs(np.asarray(fit.params)) > _ENDLESS
    told.extend(
        Phrase("with '{name}' all or none adopt, so its estimate has no end", name=name)
        for name in design.columns[endless]
    )
    estimate, error_ = np.asarray(fit.params), np.asarray(fit.bse)
    table = pd.DataFrame(
        {
            "term": [str(name) for name in design.columns],
            "estimate": estimate,
            "se": error_,
            "z": np.asarray(fit.tvalues),
            "p": np.asarray(fit.pvalues),
            "odds_ratio": np.exp(estimate),
            "low": _odds(estimate - _SIGMAS * error_),
            "high": _odds(estimate + _SIGMAS * error_),
        }
    )
    return EventHistory(table, len(adopts), int(adopts.sum()), float(fit.llf), tuple(told))


def _odds(logs: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return odds ratios; the ends of an interval without end stay numbers."""
    return np.exp(np.clip(logs, -700, 700))


def _terms(values: pd.Series, told: list[str]) -> list[pd.Series]:
    """Return the terms of an attribute: itself if it holds numbers, else a dummy for each value but the first."""
    name = str(values.name)
    if values.dtype.kind in "iufb":
        missing = int(values.isna().sum())
        if missing:
            told.append(
                Phrase("'{name}' is missing in {missing} rows; its mean stands there", name=name, missing=missing)
            )
        return [values.astype("float64").fillna(values.mean()).rename(name)]
    texts = values.astype("str").where(values.notna(), "(missing)")
    if texts.nunique() > _MOST_LEVELS:
        raise ChoiceError(
            f"attribute '{name}' has {texts.nunique()} different values; choose one of {_MOST_LEVELS} at most"
        )
    return _dummies(texts, name)


def _dummies(values: pd.Series, name: str) -> list[pd.Series]:
    return [
        (values == level).astype("float64").rename(f"{name} {level if isinstance(level, str) else named(level)}")
        for level in sorted(values.unique())[1:]
    ]

"""Calibration: the model of spreading whose parameters fit what did happen, with intervals."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from netspread.adoption.calibrated import COLUMN, Calibration
from netspread.adoption.diffusion import Diffusion
from netspread.adoption.fractions import by_fraction
from netspread.adoption.own_thresholds import by_thresholds
from netspread.adoption.rates import by_rates
from netspread.adoption.simulated import by_simulation
from netspread.errors import ChoiceError, in_range, one_of
from netspread.spread.models import MODELS, SI, Broadcast, CascadeByWeight, IndependentCascade


def calibrate(diffusion: Diffusion, *, model: str = "ic", runs: int = 2000, seed: int = 1) -> Calibration:
    """Return the model whose parameters fit the diffusion best.

    By likelihood, where each person in each period is one case: ``ic``, ``ic-weight`` (an adopter has one chance, in
    the next period; Saito, Nakano & Kimura 2008, *KES*), ``si``, ``broadcast`` (each adopter goes on trying),
    ``fraction`` (one threshold for all), ``lt`` (each has a threshold, drawn from a beta distribution; seen through
    the exposures between which people adopt). All have a chance to adopt without the network besides, because some
    always do: without it everybody who adopts with no adopter around would make the model impossible. It is told as
    ``outside``.

    By simulation, for ``sir``, ``sis``, ``ic-group`` and other models with chances: approximate Bayesian computation
    (Beaumont, Zhang & Balding 2002, *Genetics* 162:2025): *runs* sets of chances, log-evenly from 0.001 to 1, are
    simulated from the first period's adopters, and the 2 % are kept whose curves are nearest to the observed one.

    Parameters
    ----------
    diffusion
        Who adopted when.
    model
        A name as ``--model`` takes it; options that are no chances go in brackets: ``sir(periods=12)``,
        ``ic-group(groups=unit)``.
    runs, seed
        Of simulation.

    Raises
    ------
    ChoiceError
        If the model has nothing to fit, or nobody adopts after the first period.
    """
    in_range("runs", runs, 100)
    name = model.partition("(")[0].strip()
    if name not in MODELS:
        raise one_of("model", name, MODELS)
    if not ((diffusion.times > 0) & (diffusion.times < diffusion.n_periods)).any():
        raise ChoiceError("nobody adopts after the first period, so there is nothing to fit a model to")
    if name in _FITS:
        return _FITS[name](diffusion)
    return by_simulation(diffusion, model, name, runs=runs, seed=seed)


_FITS: Mapping[str, Callable[[Diffusion], Calibration]] = MappingProxyType(
    {
        "ic": by_rates(once=True, weighted=False, made=lambda p, _o, _t: IndependentCascade(p)),
        "ic-weight": by_rates(once=True, weighted=True, made=lambda p, _o, _t: CascadeByWeight(p)),
        "si": by_rates(once=False, weighted=False, made=lambda p, _o, t: SI(p, max(t - 1, 1))),
        "broadcast": by_rates(once=False, weighted=False, made=lambda p, o, t: Broadcast(p, o, max(t - 1, 1))),
        "fraction": by_fraction,
        "lt": by_thresholds,
    }
)

__all__ = ["COLUMN", "Calibration", "calibrate"]

"""Models: the rule by which one adopter brings about the next. Frozen values; kernels do the work."""

import re
from collections.abc import Mapping
from dataclasses import MISSING, fields
from types import MappingProxyType
from typing import Any

from netspread.errors import ChoiceError, one_of
from netspread.spread.models.cascades import IndependentCascade, WeightedCascade
from netspread.spread.models.clocked import SI, SIR, SIS, Abandonment, Broadcast
from netspread.spread.models.graded import CascadeByGroup, CascadeByLayer, CascadeByWeight
from netspread.spread.models.model import Ground, Model, Sampler, Samples, Spreader, Start, Tally
from netspread.spread.models.resisted import Resisted
from netspread.spread.models.thresholds import ComplexContagion, FractionalThreshold, GivenThresholds, LinearThreshold

__all__ = [
    "MODELS",
    "SI",
    "SIR",
    "SIS",
    "Abandonment",
    "Broadcast",
    "CascadeByGroup",
    "CascadeByLayer",
    "CascadeByWeight",
    "ComplexContagion",
    "FractionalThreshold",
    "GivenThresholds",
    "Ground",
    "IndependentCascade",
    "LinearThreshold",
    "Model",
    "Resisted",
    "Sampler",
    "Samples",
    "Spreader",
    "Start",
    "Tally",
    "WeightedCascade",
    "parse",
]

#: Name -> model, as a command's ``--model`` takes it.
MODELS: Mapping[str, type[Model]] = MappingProxyType(
    {
        "ic": IndependentCascade,
        "wc": WeightedCascade,
        "lt": LinearThreshold,
        "ic-weight": CascadeByWeight,
        "ic-group": CascadeByGroup,
        "ic-layer": CascadeByLayer,
        "complex": ComplexContagion,
        "fraction": FractionalThreshold,
        "thresholds": GivenThresholds,
        "si": SI,
        "sir": SIR,
        "sis": SIS,
        "broadcast": Broadcast,
        "abandonment": Abandonment,
    }
)


def parse(text: str, *, resists: str | None = None, **options: Any) -> Model:
    """Return the model of a command's ``--model``: a name, or a name with options as ``Model.name`` shows it.

    Parameters
    ----------
    text
        ``ic``, ``sir(p=0.1, leave=0.2)``, ``ic-layer(advice=0.1, trust=0.2)``, ... A name with a comma or an equals
        sign stands in double quotes: ``ic-group(groups=unit, "Ward 1, north">ICU=0.2)``.
    resists
        The attribute that marks people who never adopt, if there is one.
    **options
        More options of the model; those that are ``None`` count as not given.

    Raises
    ------
    ChoiceError
        If there is no such model, it takes no such option, or an option that it needs is missing.

    Examples
    --------
    >>> parse("ic", p=0.2)
    IndependentCascade(p=0.2)
    >>> parse("sir(p=0.1, leave=0.2)").name
    'sir(p=0.1, leave=0.2, periods=50)'
    """
    shape = re.fullmatch(r"\s*([^()]+?)\s*(?:\((.*)\))?\s*", text)
    name = shape.group(1) if shape else text
    if shape is None or name not in MODELS:
        raise one_of("model", name, MODELS)
    written = MODELS[name].gathered(_options(shape.group(2) or "", name))
    given = written | {key: value for key, value in options.items() if value is not None}
    known = {field.name: field for field in fields(MODELS[name])}  # type: ignore[arg-type]  # all are dataclasses
    for key, value in given.items():
        if key not in known:
            takes = f"; it takes {', '.join(known)}" if known else ""
            raise ChoiceError(f"model {name!r} takes no {key}{takes}; leave it out, or choose another model")
        if known[key].type in (int, float) and not isinstance(value, (int, float) if known[key].type is float else int):
            raise ChoiceError(f"{key} of model {name!r} is {value!r}; it must be a number")
    for key, field in known.items():
        if key not in given and field.default is MISSING:
            raise ChoiceError(f"model {name!r} needs {key}; write e.g. {name}({key}=unit)")
    model = MODELS[name](**given)
    return model if resists is None else Resisted(model, resists)


def _options(text: str, name: str) -> dict[str, Any]:
    """Return the options between the brackets."""
    found: dict[str, Any] = {}
    for part in filter(str.strip, _outside_quotes(",", text)):
        key, *value = _outside_quotes("=", part, most=1)
        if not value:
            mend = 'write e.g. ic(p=0.1), and put a name that has a comma into quotes: "Ward 1, north"'
            raise ChoiceError(f"option '{part.strip()}' of model {name!r} has no '='; {mend}")
        found[key.strip().replace('"', "")] = _value(value[0].strip())
    return found


def _outside_quotes(sign: str, text: str, *, most: int = 0) -> list[str]:
    """Return *text* parted at each *sign* (or the first *most* of them) that does not stand between quotes."""
    return re.split(rf'{sign}(?=(?:[^"]*"[^"]*")*[^"]*$)', text, maxsplit=most)


def _value(text: str) -> Any:
    if text.startswith('"'):
        return text.strip('"')
    if text in ("True", "False"):
        return text == "True"
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            continue
    return text

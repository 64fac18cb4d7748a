"""Words on adoption: the sentences of its page, made from the figures; the texts stand in ``languages/``."""

from netspread.adoption.calibration import Calibration
from netspread.adoption.periods import BEFORE, named
from netspread.adoption.results import Adoption
from netspread.language import spoken

SOURCES = {
    "categories": "Rogers (2003), Diffusion of Innovations; Valente (1995, 1996)",
    "exposure": "Marsden & Friedkin (1993), Sociol Methods Res 22:127",
    "followed": "Myers (2000), AJS 106:173; Valente et al. (2015), Soc Sci Med 147:89",
    "bass": "Bass (1969), Management Science 15:215",
    "hazard": "Clopper & Pearson (1934), Biometrika 26:404",
    "moran": "Moran (1950), Biometrika 37:17",
    "rewiring": "Milo et al. (2003), arXiv cond-mat/0312028; netdiffuseR's struct_test",
    "shuffle": "Anagnostopoulos, Kumar & Mahdian (2008), KDD",
    "matched": "Aral, Muchnik & Sundararajan (2009), PNAS 106:21544",
    "events": "Allison (1982), Sociological Methodology 13:61",
    "scores": "Gneiting & Raftery (2007), JASA 102:359",
    "average": "Dawid (1984), JRSS A 147:278; Yao et al. (2018), Bayesian Analysis 13:917",
}


def happened(found: Adoption) -> list[str]:
    """Return how many adopted, how fast, and what is not known."""
    say, diffusion, curve = spoken(), found.diffusion, found.curve
    half = curve.loc[curve["share"] >= 0.5, "period"]
    told = [
        say.say(
            "adoption.adopted",
            number=say.number(curve["adopters"].iloc[-1]),
            people=say.say("counts.people", diffusion.n_people),
            name=say.say("adoption.called", name=diffusion.innovation) if diffusion.innovation else "",
            period=named(diffusion.periods[-1]),
            share=say.percent(curve["share"].iloc[-1]),
        )
    ]
    if len(half):
        told.append(say.say("adoption.half", period=named(half.iloc[0])))
    before = int((diffusion.times == BEFORE).sum())
    if before:
        told.append(say.say("adoption.before", before))
    if len(diffusion.networks) > 1:
        told.append(say.say("adoption.series", diffusion.n_periods))
    return told


def growth(found: Adoption) -> list[str]:
    """Return what the curves without a network say."""
    if found.bass is None:
        return []
    say, values, errors = spoken(), found.bass.estimates, found.bass.errors
    more = say.say("adoption.bass_own" if values["p"] > values["q"] else "adoption.bass_after")
    p, q, p_error, q_error = (say.number(each[name], 3) for each in (values, errors) for name in ("p", "q"))
    return [say.say("adoption.bass", p=p, q=q, p_error=p_error, q_error=q_error, more=more)]


def around(found: Adoption) -> list[str]:
    """Return how people's thresholds lie."""
    say, known = spoken(), found.people["threshold"].dropna()
    told = [say.say("adoption.around_how")]
    if len(known):
        alone, mean = int((known == 0).sum()), say.number(known.mean(), 2)
        told.append(say.say("adoption.thresholds", alone, mean=mean, all=say.number(len(known))))
    return told


def left_out(found: Adoption) -> list[str]:
    """Return what could not be done, and why, in the words of the program."""
    say = spoken()
    return [
        f"{say.named('adoption_tests', name, name.replace('_', ' '))} {why}" for name, why in found.left_out.items()
    ]


def model(name: str, fit: Calibration) -> list[str]:
    """Return what a fitted rule explains, and what it leaves out."""
    say, told = spoken(), []
    if fit.alone is not None:
        alone, everybody = fit.alone
        key = "adoption_models.alone_before" if name == "ic" else "adoption_models.alone_then"
        told.append(say.say(key, everybody, alone=say.number(alone)))
    if name == "fraction":
        above, below = (say.percent(fit.parameter(each)["estimate"], 1) for each in ("above", "outside"))
        return [*told, say.say("adoption_models.step", above=above, below=below)]
    if name == "lt":
        told.append(say.say("adoption_models.between"))
    if name != "broadcast":
        told.append(say.say("adoption_models.without", share=say.percent(fit.parameter("outside")["estimate"], 1)))
    return told


def forecast(found: Adoption) -> list[str]:
    """Return what forecasting the later periods from the first ones came to."""
    if found.forecasts is None:
        return []
    say, rows = spoken(), found.forecasts.table
    whole = rows[rows["forecaster"] == "average"]
    held = int(((whole["observed"] >= whole["low"]) & (whole["observed"] <= whole["high"])).sum())
    best = say.named("adoption_forecasters", found.forecasts.best, found.forecasts.best)
    return [
        say.say("adoption.forecast_how"),
        say.say("adoption.forecast_best", name=best, count=len(whole), held=say.number(held)),
    ]

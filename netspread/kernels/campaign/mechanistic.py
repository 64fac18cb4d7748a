"""Mechanistic: training wave by wave, each behind a gate."""

import numpy as np
from numpy.typing import NDArray

from netspread.kernels.campaign.coins import Likes, coin
from netspread.kernels.campaign.ground import (
    ENDED,
    NEXT_PLACE,
    OPEN_WAVE,
    RESISTANT,
    TRAINED,
    TRAINED_AT,
    TRAINING,
    TRAININGS,
    Ground,
    Now,
    Settings,
    Tally,
    World,
    adopt,
    hear,
    uses,
)
from netspread.kernels.jit import kernel


@kernel
def wave_ends(ground: Ground) -> NDArray[np.int64]:
    """Return where each wave ends in the queue."""
    ends = np.zeros(ground.unit_wave.max() + 1, np.int64)
    for at in range(ground.queue.size):
        ends[ground.unit_wave[ground.unit[ground.queue[at]]]] = at + 1
    return ends


@kernel
def take_up(ground: Ground, world: World, ends: NDArray[np.int64], begins: int) -> None:
    """Set the marks to where those who were trained so far leave the roll-out."""
    marks = world.marks
    marks[OPEN_WAVE], marks[NEXT_PLACE], marks[TRAINED_AT], marks[ENDED] = 0, 0, -1, -1
    for v in range(ground.unit.size):
        if world.done[v] & TRAINED:
            marks[OPEN_WAVE] = max(marks[OPEN_WAVE], ground.unit_wave[ground.unit[v]])
    while marks[NEXT_PLACE] < ends[marks[OPEN_WAVE]] and _is_through(world, ground.queue[marks[NEXT_PLACE]]):
        marks[NEXT_PLACE] += 1
    if marks[NEXT_PLACE] >= ends[marks[OPEN_WAVE]]:
        marks[TRAINED_AT] = begins - 1


@kernel
def _is_through(world: World, v: int) -> bool:
    """Return whether nobody needs to train *v* any more."""
    return uses(world.state[v]) or world.done[v] & TRAINED != 0


@kernel
def train(
    ground: Ground, s: Settings, world: World, now: Now, likes: Likes, ends: NDArray[np.int64], period: int,
    tally: Tally,
) -> None:  # fmt: skip
    """Open the next wave if its gate is passed, end it all if that took too long, and train whom this period pays."""
    marks = world.marks
    if period < s.setup or marks[ENDED] >= 0:
        return
    if marks[TRAINED_AT] >= 0 and marks[OPEN_WAVE] < ends.size - 1:
        if _passes(ground, s, now, marks[OPEN_WAVE]):
            marks[OPEN_WAVE] += 1
            marks[TRAINED_AT] = -1
        elif period - marks[TRAINED_AT] >= s.patience:
            marks[ENDED] = period + 1
            return
    _fill(ground, s, world, likes, ends, period, tally)
    tally.waves[period, marks[OPEN_WAVE]] += 1


@kernel
def _passes(ground: Ground, s: Settings, now: Now, wave: int) -> bool:
    """Return whether the sites up to *wave* show enough users, and enough who sustain it of those who took it up."""
    people = users = ever = kept = 0
    for u in range(ground.unit_size.size):
        if ground.unit_wave[u] <= wave:
            people += ground.unit_size[u]
            users += now.using_in[u]
            ever += now.ever_in[u]
            kept += now.kept_in[u]
    return users >= s.gate_adopted * people and kept >= s.gate_sustained * ever


@kernel
def _fill(
    ground: Ground, s: Settings, world: World, likes: Likes, ends: NDArray[np.int64], period: int, tally: Tally
) -> None:
    """Train the next in the queue, up to the end of the open wave; without gates the next wave opens at once."""
    places, marks = ground.places[period, TRAINING], world.marks
    gated = s.gate_adopted > 0.0 or s.gate_sustained > 0.0
    while places > 0 or marks[TRAINED_AT] < 0:
        if marks[NEXT_PLACE] >= ends[marks[OPEN_WAVE]]:
            if marks[TRAINED_AT] < 0:
                marks[TRAINED_AT] = period
            if gated or marks[OPEN_WAVE] >= ends.size - 1:
                break
            marks[OPEN_WAVE] += 1
            marks[TRAINED_AT] = -1
            continue
        if places <= 0:
            break
        v = ground.queue[marks[NEXT_PLACE]]
        marks[NEXT_PLACE] += 1
        if not _is_through(world, v):
            places -= 1
            tally.actions[period, TRAINING, v] += 1
            _teach(s, world, likes, v, ground.unit_wave[ground.unit[v]], period)


@kernel
def _teach(s: Settings, world: World, likes: Likes, v: int, wave: int, period: int) -> None:
    """Train *v*; the effect is smaller the more waves lie between the pilot and here."""
    world.marks[TRAININGS] += 1
    world.done[v] |= TRAINED
    if world.state[v] == RESISTANT:
        return
    if coin(likes.learns, v) <= s.training_effect * (1.0 - s.fidelity_loss) ** wave:
        adopt(world, v, period)
    else:
        hear(world, v)

"""Slow, obvious twin of a campaign, from the table of transitions: one person after the other, in plain Python."""

import math

import naive
from naive_planners import ABANDONED, ADOPTED, AWARE, RESISTANT, SUSTAINED, UNAWARE, Planners
from naive_spread import GOLD, chance, world
from netspread.kernels.campaign import coins

NAMES = (UNAWARE, AWARE, ADOPTED, SUSTAINED, ABANDONED, RESISTANT)


class Campaign(Planners):
    """One world of a campaign, *ground* and *s* as the kernel has them, *ways* as names of logics."""

    def __init__(self, ground, s, ways, *, begins, seed, number, adaptive=True):
        self.ground, self.s, self.ways, self.begins, self.adaptive = ground, s, set(ways), begins, adaptive
        self.people = range(len(ground.unit))
        self.units = [[v for v in self.people if ground.unit[v] == u] for u in range(len(ground.unit_size))]
        self.ties = [
            (v, int(ground.targets[arc]), arc)
            for v in self.people
            for arc in range(ground.starts[v], ground.starts[v + 1])
        ]
        self.world = world(seed, number)
        self.state = [NAMES[each] for each in ground.state]
        self.since = [int(each) for each in ground.since]
        self.trained = {v for v in self.people if ground.done[v] & 1}
        self.asked = {v for v in self.people if ground.done[v] & 2}
        for v in self.people:
            if self.state[v] in (UNAWARE, AWARE) and self.like("RESISTS", v) <= s.resisters:
                self.state[v] = RESISTANT
        self.known = set(self.users()) if adaptive else set()
        self.strength = dict.fromkeys(range(len(self.ties)), 1.0)
        self.belief = [float(each) for each in ground.belief]
        self.p = self.particle(self.like("TRUTH", 0))
        self.probes = [sum(v in self.asked for v in unit) for unit in self.units]
        self.rests_until = [0] * len(self.units)
        self.waves = [[v for v in ground.queue if ground.unit_wave[ground.unit[v]] == wave]
                      for wave in range(max(ground.unit_wave) + 1)]  # fmt: skip
        self.open = max((int(ground.unit_wave[ground.unit[v]]) for v in self.trained), default=0)
        self.passed = 0
        while self.passed < len(self.queue()) and self.queue()[self.passed] in self.trained | set(self.users()):
            self.passed += 1
        self.through = begins - 1 if self.passed == len(self.queue()) else None
        self.ended = -1
        self.trainings = self.askings = 0
        self.leaders = [int(v) for v in ground.leaders]
        self.curve, self.actions, self.open_waves, self.believed, self.by_unit = [], set(), {}, [], []

    def like(self, kind, v):
        """The coin of what a person is like in this world."""
        return chance(naive.mixed(self.world ^ int(getattr(coins, f"_{kind}"))) + v * GOLD)

    def thrown(self, kind, v, period):
        """The coin of what happens to a person in a period."""
        now = world(self.world, period + 1)
        return chance(naive.mixed(now ^ int(getattr(coins, f"_{kind}"))) + v * GOLD)

    def particle(self, at_most):
        below = 0.0
        for value, share in zip(self.ground.particles, self.belief, strict=True):
            below += share
            if at_most <= below:
                return value
        return self.ground.particles[-1]

    def users(self):
        return [v for v in self.people if self.state[v] in (ADOPTED, SUSTAINED)]

    def queue(self):
        """All in the open waves, in the order of training; whose turn it was when using it is passed over for good."""
        return [int(v) for wave in self.waves[: self.open + 1] for v in wave]

    def share(self, u):
        return sum(self.state[v] in (ADOPTED, SUSTAINED) for v in self.units[u]) / len(self.units[u])

    def play(self):
        periods = len(self.ground.places)
        for period in range(self.begins, periods):
            self.note()
            self.pass_(period)
        self.note()
        return self

    def note(self):
        count = [sum(state in kinds for state in self.state)
                 for kinds in ((ADOPTED, SUSTAINED), (SUSTAINED,), (ABANDONED,))]  # fmt: skip
        cost = self.trainings * self.s.training_cost + self.askings * self.s.champion_cost
        self.curve.append([*count, cost])
        self.believed.append(sum(b * p for b, p in zip(self.belief, self.ground.particles, strict=True)))
        self.by_unit.append([sum(self.state[v] in (ADOPTED, SUSTAINED) for v in unit) for unit in self.units])

    def pass_(self, period):
        s = self.s
        share = [self.share(u) for u in range(len(self.units))]
        self.fit = [min(s.fit + s.fit_gain * each, 1.0) for each in share]
        at_start, known_at_start = list(self.state), set(self.known)
        self.seen = [self.summed(v, at_start, known=known_at_start) for v in self.people]
        tried = []
        for v in self.people:
            self.person(v, period, at_start, share, known_at_start, tried)
        if "ecological" in self.ways and self.adaptive:
            self.observe(period, tried, known_at_start)
        if "mechanistic" in self.ways:
            self.train(period, at_start)
        if "ecological" in self.ways:
            self.ask(period)
        if "social" in self.ways:
            self.lead(period)
        if "ecological" in self.ways:
            for v, w, arc in self.ties:
                using = {v, w} & set(self.users())
                if v not in using:
                    self.strength[arc] = max(self.strength[arc] * (1.0 - s.fade), 0.25)
                elif w in using:
                    self.strength[arc] = min(self.strength[arc] * (1.0 + s.strengthen), 2.0)

    def summed(self, w, states, known=None):
        """Strengths of the ties from users, or from those who are known."""
        users = {v for v in self.people if states[v] in (ADOPTED, SUSTAINED)} if known is None else known
        total = 0.0
        for v, target, arc in self.ties:
            if target == w and v in users:
                total += self.strength[arc]
        return total

    def pressure(self, w, states, share):
        total = 0.0
        for v, target, arc in self.ties:
            if target == w and states[v] in (ADOPTED, SUSTAINED):
                total += self.ground.pull[arc]
            elif target == w and states[v] in (ABANDONED, RESISTANT):
                total -= self.s.negative * self.ground.pull[arc]
        norm = share[self.ground.unit[w]]
        mixed = (1.0 - self.s.norm) * total + self.s.norm * norm
        return max(mixed, norm) if norm >= self.s.tipping else mixed

    def threshold(self, v):
        s, withstood = self.s, self.ground.withstood[v]
        if s.threshold_sd <= 0:
            return max(s.threshold, withstood)
        known = 0.0
        if withstood > 0:
            known = 1.0 / (1.0 + math.exp(-(withstood - s.threshold) * math.pi / (math.sqrt(3.0) * s.threshold_sd)))
        at = min(known + (1.0 - known) * self.like("THRESHOLD", v), 1.0 - 1e-12)
        return s.threshold + s.threshold_sd * math.sqrt(3.0) / math.pi * math.log(at / (1.0 - at))

    def person(self, v, period, at_start, share, known, tried):  # noqa: PLR0917  # all that counts
        before = at_start[v]
        pressure = self.pressure(v, at_start, share) if "social" in self.ways else 0.0
        if before in (ADOPTED, SUSTAINED):
            self.user(v, period, before, pressure, at_start.count(ADOPTED))
        elif before != RESISTANT and (before != UNAWARE or self.hears(v, period, at_start)):
            won = self.wins(v, period, before, pressure, self.summed(v, at_start))
            if won:
                self.state[v], self.since[v] = ADOPTED, period + 1
            if v not in known and before != ABANDONED and self.seen[v] > 0:
                seen = won and self.thrown("SEEN", v, period) > self.s.miss
                tried.append((self.seen[v] * self.fit[self.ground.unit[v]], seen))

    def user(self, v, period, before, pressure, on_trial):  # all that counts
        """Give it up, sustain it, or go on."""
        s, used, stop = self.s, period + 1 - self.since[v], 0.0
        if before == ADOPTED:
            stop = s.abandon
            if "mechanistic" in self.ways:
                stop = s.abandon * (1.0 - s.support_effect * min(1.0, s.support_capacity / on_trial))
            if "ecological" in self.ways:
                stop *= 1.0 - (self.fit[self.ground.unit[v]] - s.fit)
        if "social" in self.ways and used > s.sustain_after and pressure < s.keep_level:
            stop = 1.0 - (1.0 - stop) * (1.0 - s.leave)
        if stop > 0 and self.thrown("STOPS", v, period) <= stop:
            self.state[v] = ABANDONED
        elif before == ADOPTED and used >= s.sustain_after:
            self.state[v] = SUSTAINED

    def hears(self, v, period, at_start):
        around = sum(at_start[a] in (ADOPTED, SUSTAINED) for a, b, _ in self.ties if b == v)
        around = around if self.ways & {"ecological", "social"} else 0
        unheard = (1.0 - self.s.awareness) * (1.0 - self.s.talk) ** around
        if self.thrown("HEARS", v, period) > unheard:
            self.state[v] = AWARE
        return self.state[v] == AWARE

    def wins(self, v, period, before, pressure, exposure):  # all that counts
        s = self.s
        win = s.alone
        if "ecological" in self.ways:
            fit = self.fit[self.ground.unit[v]]
            win = 1.0 - (1.0 - win) * math.exp(exposure * fit * math.log1p(-min(self.p, 1.0 - 1e-12)))
        if before == ABANDONED:
            win *= s.readopt
        if self.thrown("ADOPTS", v, period) <= win:
            return True
        if "social" in self.ways and pressure > 0 and pressure >= self.threshold(v):
            return before != ABANDONED or self.thrown("RETURNS", v, period) <= s.readopt
        return False

"""Slow, obvious twin of a campaign, from the table of transitions: one person after the other, in plain Python."""

import math

import numpy as np

import naive
from naive_spread import GOLD, chance, world
from netspread.kernels.campaign import coins

UNAWARE, AWARE, ADOPTED, SUSTAINED, ABANDONED, RESISTANT = [
    "unaware",
    "aware",
    "adopted",
    "sustained",
    "abandoned",
    "resistant",
]
NAMES = (UNAWARE, AWARE, ADOPTED, SUSTAINED, ABANDONED, RESISTANT)


class Campaign:
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

    def observe(self, period, tried, known_at_start):
        s = self.s
        for v in self.people:
            using = self.state[v] in (ADOPTED, SUSTAINED)
            if using != (v in self.known) and self.thrown("SEEN", v, period) > s.miss:
                self.known ^= {v}
        self.learn(tried)
        if period == int(s.probe_look):
            for u, unit in enumerate(self.units):
                won = len(known_at_start & set(unit)) - self.probes[u]
                if self.probes[u] and won < s.probe_bar * self.probes[u]:
                    self.rests_until[u] = period + int(s.probe_rest)

    def learn(self, tried):
        """Bayes' rule, people of about the same exposure together."""
        logs = []
        for p, b in zip(self.ground.particles, self.belief, strict=True):
            total = math.log(b) if b > 0 else -math.inf
            for box in sorted({min(int(z / 0.25), 31) for z, _ in tried}):
                alike = [(z, seen) for z, seen in tried if min(int(z / 0.25), 31) == box]
                if total > -math.inf:
                    z = sum(each for each, _ in alike) / len(alike)
                    chance_ = (1.0 - self.s.miss) * -math.expm1(z * math.log1p(-min(p, 1.0 - 1e-12)))
                    chance_ = min(max(chance_, 1e-12), 1.0 - 1e-12)
                    hits = sum(seen for _, seen in alike)
                    total += hits * math.log(chance_) + (len(alike) - hits) * math.log1p(-chance_)
            logs.append(total)
        if max(logs) > -math.inf:
            weights = [math.exp(each - max(logs)) for each in logs]
            self.belief = [each / sum(weights) for each in weights]

    def train(self, period, at_start):
        s = self.s
        if period < s.setup or self.ended >= 0:
            return
        if self.through is not None and self.open < len(self.waves) - 1:
            if self.passes(at_start):
                self.open, self.through = self.open + 1, None
            elif period - self.through >= s.patience:
                self.ended = period + 1
                return
        self.fill(period)
        self.open_waves[period] = self.open

    def fill(self, period):
        """Train the next in the queue, as many as there are places."""
        s = self.s
        places = self.ground.places[period, 0]
        while True:
            if self.passed == len(self.queue()):
                if self.through is None:
                    self.through = period
                if s.gate_adopted > 0 or s.gate_sustained > 0 or self.open == len(self.waves) - 1:
                    break
                self.open, self.through = self.open + 1, None
            elif places > 0:
                v = self.queue()[self.passed]
                self.passed += 1
                if v not in self.trained | set(self.users()):
                    places -= 1
                    self.teach(v, period)
            else:
                break

    def passes(self, at_start):
        """The sites so far show enough users, and enough who sustain it."""
        states = [at_start[v] for v in self.queue()]
        users = sum(each in (ADOPTED, SUSTAINED) for each in states)
        ever = users + states.count(ABANDONED)
        kept = states.count(SUSTAINED)
        return users >= self.s.gate_adopted * len(states) and kept >= self.s.gate_sustained * ever

    def teach(self, v, period):
        self.trained.add(v)
        self.trainings += 1
        self.actions.add((period, 0, v))
        effect = self.s.training_effect * (1.0 - self.s.fidelity_loss) ** int(
            self.ground.unit_wave[self.ground.unit[v]]
        )
        self.won_over(v, period, self.like("LEARNS", v) <= effect)

    def won_over(self, v, period, willing):
        if self.state[v] == RESISTANT:
            return False
        if willing:
            self.state[v], self.since[v] = ADOPTED, period + 1
        elif self.state[v] == UNAWARE:
            self.state[v] = AWARE
        return willing

    def ask(self, period):
        s, ground = self.s, self.ground
        places = ground.places[period, 1]
        if places <= 0:
            return
        p = 0.0
        for b, value in zip(self.belief, ground.particles, strict=True):
            p += b * value
        rate = math.log1p(-min(p, 1.0 - 1e-12)) * min(len(ground.places) - period, 6)
        left = [0.0 if v in self.known else math.exp(self.seen[v] * self.fit[ground.unit[v]] * rate)
                for v in self.people]  # fmt: skip
        free = [v for v in self.people
                if v not in self.known | self.asked and self.rests_until[ground.unit[v]] <= period]  # fmt: skip
        chosen = []
        while free and len(chosen) < places:
            gains = [self.gain(v, left, rate) for v in free]
            best = free[int(np.argmax(gains))]
            if max(gains) <= 0:
                break
            chosen.append(best)
            for w, arc in [(w, arc) for v, w, arc in self.ties if v == best]:
                left[w] *= math.exp(self.strength[arc] * self.fit[ground.unit[w]] * rate)
            left[best] = 0.0
            probing = period < s.probe_periods
            free = [v for v in free if v != best and not (probing and ground.unit[v] == ground.unit[best])]
        for v in chosen:
            self.asked.add(v)
            self.askings += 1
            self.actions.add((period, 1, v))
            self.probes[ground.unit[v]] += period < s.probe_periods
            if (
                self.state[v] in (ADOPTED, SUSTAINED)
                or self.won_over(v, period, self.like("REFUSES", v) > s.refuse)
                or not self.adaptive
            ):
                self.known.add(v)

    def gain(self, v, left, rate):
        total = left[v]
        for source, w, arc in self.ties:
            if source == v and w not in self.known:
                total += left[w] * -math.expm1(self.strength[arc] * self.fit[self.ground.unit[w]] * rate)
        return total

    def lead(self, period):
        places = self.ground.places[period, 2]
        while places > 0 and self.leaders:
            v = self.leaders.pop(0)
            if v in self.asked or self.state[v] in (ADOPTED, SUSTAINED):
                continue
            places -= 1
            self.askings += 1
            self.asked.add(v)
            self.actions.add((period, 2, v))
            self.won_over(v, period, self.like("REFUSES", v) > self.s.refuse)

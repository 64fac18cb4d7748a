"""Slow, obvious twin of those who plan a campaign: they observe and learn, train, ask, and win leaders."""

import math

import numpy as np

UNAWARE, AWARE, ADOPTED, SUSTAINED, ABANDONED, RESISTANT = [
    "unaware",
    "aware",
    "adopted",
    "sustained",
    "abandoned",
    "resistant",
]


class Planners:
    """What planners do in a world; :class:`naive_campaign.Campaign` is that world."""

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

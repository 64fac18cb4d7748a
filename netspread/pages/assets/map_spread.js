"use strict";
// What happens if some people start: the models of netspread.spread, world by world, for any seeds that the reader picks.
// Coins are a pure function of world and arc (or person), as there: every set of seeds is tried in the same worlds.
const spreading = (() => {
  const { data, n } = people;
  const LAST = 30; // what is later counts in this step
  const WORK = 2e7; // at most so many arcs are walked

  const arcs = (() => { // from the influencing to the influenced person, of the relation that was analyzed
    const { directed, influence } = data.network;
    const pairs = new Map();
    const add = (from, to, w) => pairs.set(from * n + to, (pairs.get(from * n + to) || 0) + w);
    for (let t = 0; t < people.m; t++) {
      if (people.relation[t] !== 0) continue;
      const a = people.ego[t], b = people.alter[t], w = people.weight[t];
      if (!directed || influence !== "alter_to_ego") add(a, b, w);
      if (!directed || influence !== "ego_to_alter") add(b, a, w);
    }
    const keys = Float64Array.from(pairs.keys()).sort();
    const starts = new Int32Array(n + 1), targets = new Int32Array(keys.length), weights = new Float64Array(keys.length);
    const sources = new Float64Array(n), total = new Float64Array(n);
    keys.forEach((key, k) => {
      const from = Math.floor(key / n), to = key - from * n;
      starts[from + 1]++; targets[k] = to; weights[k] = pairs.get(key);
      sources[to]++; total[to] += weights[k];
    });
    for (let i = 0; i < n; i++) starts[i + 1] += starts[i];
    return { starts, targets, weights, sources, total };
  });
  let known = null;
  const prepared = () => known || (known = arcs());

  const coin = (world, key) => { // evenly from 0 to 1, by a hash (the finalizer of MurmurHash3)
    let h = Math.imul(world + 1, 0x9e3779b1) ^ Math.imul(key + 1, 0x85ebca77);
    h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
    h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
    return ((h ^ (h >>> 16)) >>> 0) / 4294967296;
  };

  // passes(world): a function of (arc, person influenced) that says whether influence along the arc makes them adopt now.
  const rules = {
    cascade: (model) => (world) => (arc) => coin(world, arc) < model.p,
    "weighted-cascade": () => { const { sources } = prepared(); return (world) => (arc, to) => coin(world, arc) * sources[to] < 1; },
    threshold: () => {
      const { weights, total } = prepared();
      return (world) => { const heard = new Map(); return (arc, to) => { const sum = (heard.get(to) || 0) + weights[arc]; heard.set(to, sum); return sum >= (1 - coin(world, to)) * total[to] * (1 - 1e-12); }; };
    },
  };

  const cache = new Map();
  // In many worlds, each in turn; or, for one try, in the world of that number alone.
  const simulate = (model, seeds, only = -1) => {
    const key = `${model.name}|${only}|${seeds.join()}`;
    if (cache.has(key)) return cache.get(key);
    const { starts, targets } = prepared();
    const worlds = only >= 0 ? 1 : Math.max(100, Math.min(1000, Math.floor(WORK / Math.max(1, targets.length))));
    const adopted = Array.from({ length: LAST + 1 }, () => new Uint16Array(n)); // in how many worlds, by step
    const passes = rules[model.kind](model), seen = new Int32Array(n).fill(-1);
    let busiest = 0;
    for (let world = 0; world < worlds; world++) {
      const pass = passes(only >= 0 ? only : world);
      let edge = seeds;
      for (const i of seeds) { seen[i] = world; adopted[0][i]++; }
      for (let step = 1; edge.length; step++) {
        const next = [];
        for (const i of edge) for (let arc = starts[i]; arc < starts[i + 1]; arc++) {
          const to = targets[arc];
          if (seen[to] !== world && pass(arc, to)) { seen[to] = world; next.push(to); adopted[Math.min(step, LAST)][to]++; }
        }
        if (next.length) busiest = Math.max(busiest, Math.min(step, LAST));
        edge = next;
      }
    }
    const chance = [], curve = [];
    const upto = new Float32Array(n);
    for (let step = 0; step <= busiest; step++) {
      let sum = 0;
      for (let i = 0; i < n; i++) { upto[i] += adopted[step][i] / worlds; sum += upto[i]; }
      chance.push(upto.slice()); curve.push(sum);
    }
    const found = { worlds, chance, curve, last: busiest, reach: curve[busiest] };
    if (cache.size > 20) cache.clear();
    cache.set(key, found);
    return found;
  };

  // Who adopted when is played like a spread in one world: what did happen, and one try that Python made.
  const history = (times, last) => {
    const chance = Array.from({ length: last + 1 }, (_, step) => Float32Array.from(times, (time) => (time !== null && time <= step ? 1 : 0)));
    const curve = chance.map((upto) => upto.reduce((sum, one) => sum + one, 0));
    return { worlds: 1, chance, curve, last, reach: curve[last], fixed: true };
  };
  const happened = data.observed ? { ...history(data.observed.times, data.observed.periods.length - 1), periods: data.observed.periods } : null;
  const tried = data.tried ? history(data.tried.times, Math.max(...data.tried.times)) : null;

  const model = () => data.models[page.state.model];
  const start = () => data.starts.find((s) => s.strategy === page.state.start && s.model === page.state.model);
  const seeds = () => page.state.start === "own" ? page.state.own : page.state.start === "tried" ? data.tried.seeds : start() ? start().seeds : [];
  // A rule that the page cannot try has been tried in Python: who starts, and who adopts in the end.
  const told = ({ strategy, model: rule, seeds: first, chance, reach }) => {
    const key = `${rule}|${strategy}`;
    if (cache.has(key)) return cache.get(key);
    const before = new Float32Array(n);
    for (const i of first) before[i] = 1;
    const found = { worlds: 0, chance: [before, Float32Array.from(chance)], curve: [first.length, reach[0]], last: 1, reach: reach[0], ends: true };
    cache.set(key, found);
    return found;
  };
  const current = () => { // null: nothing to play
    if (page.state.start === "observed") return happened;
    if (page.state.start === "tried") return tried;
    if (!seeds().length || !model()) return null;
    if (model().kind) return simulate(model(), seeds(), page.state.world);
    return start() && start().chance ? told(start()) : null;
  };
  const expected = () => ["observed", "tried"].includes(page.state.start) ? current() : model() && model().kind ? simulate(model(), seeds()) : current();
  return { model, start, seeds, current, expected, simulate, happened, tried, LAST: Math.max(LAST, ...[happened, tried].map((one) => one ? one.last : 0)) };
})();

"use strict";
// Who there is: the data that map_data.py describes, and the questions that the page asks of them.
const page = { state: {} };

const at = (id) => document.getElementById(id);
const el = (tag, props = {}, ...children) => {
  const element = document.createElement(tag);
  for (const [key, value] of Object.entries(props)) {
    if (key.includes("-") || key === "role" || key === "for") element.setAttribute(key, value);
    else element[key] = value;
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
};
// Texts and numbers as the language of the page has them: {count} chooses the form of a text that has several.
const given = JSON.parse(at("data").textContent), { language } = given;
const number = (value) => value.toLocaleString(language.code);
const shown = (value) => value === null || value === undefined ? "–" : Number.isInteger(value) || Math.abs(value) >= 1000 ? number(Math.round(value)) : value.toLocaleString(language.code, { maximumSignificantDigits: 3, useGrouping: false });
const forms = new Intl.PluralRules(language.code);
const say = (key, values = {}) => {
  const text = language.texts[key], { count } = values;
  const form = typeof text === "string" ? text : count === 0 && text.zero ? text.zero : text[forms.select(count)] || text.other;
  return form.replace(/\{(\w+)\}/g, (_, name) => typeof values[name] === "number" ? number(values[name]) : values[name]);
};
const short = (text, most = 30) => { const marks = Array.from(text); return marks.length > most ? marks.slice(0, most - 1).join("") + "…" : text; };
// A name that turns the direction of writing must not turn what stands beside it.
const TURNING = /[\u0590-\u08ff\u200e\u200f\u202a-\u202e\u2066-\u2069\ufb1d-\ufdff\ufe70-\ufeff]/;
const isolated = (text) => TURNING.test(text) ? `\u2068${text}\u2069` : text;

const people = (() => {
  const data = given;
  const n = data.people.id.length, m = data.ties.ego.length;
  const ego = Int32Array.from(data.ties.ego), alter = Int32Array.from(data.ties.alter);
  const weight = Float64Array.from(data.ties.weight), relation = Uint8Array.from(data.ties.relation);
  const heaviest = weight.reduce((a, b) => Math.max(a, b), 0), lightest = weight.reduce((a, b) => Math.min(a, b), heaviest);

  const grouped = (side) => {
    const starts = new Int32Array(n + 1), ties = new Int32Array(m);
    for (const i of side) starts[i + 1]++;
    for (let i = 0; i < n; i++) starts[i + 1] += starts[i];
    const next = starts.slice();
    for (let t = 0; t < m; t++) ties[next[side[t]]++] = t;
    return (i) => ties.subarray(starts[i], starts[i + 1]);
  };
  const sent = grouped(ego), received = grouped(alter);
  const counts = (t) => weight[t] >= page.state.weight && (page.state.relation < 0 || relation[t] === page.state.relation);
  const byWeight = (a, b) => weight[b] - weight[a] || a - b;
  const names = (i) => Array.from(sent(i)).filter(counts).sort(byWeight); // ties, the strongest first
  const namedBy = (i) => Array.from(received(i)).filter(counts).sort(byWeight);
  const contacts = (i) => { const found = new Set(); for (const t of sent(i)) if (counts(t)) found.add(alter[t]); for (const t of received(i)) if (counts(t)) found.add(ego[t]); return found; };

  // Names, or what stands for them when they are hidden.
  const role = data.attributes.find((a) => a.kind === "category" && /role|profession|job|grade|title/i.test(a.name)) || data.attributes.find((a) => a.kind === "category");
  const label = (i) => page.state.hide ? role ? `${role.levels[role.values[i]]} ${i + 1}` : say("person_numbered", { number: String(i + 1) }) : data.people.name[i];
  const id = (i) => page.state.hide ? String(i + 1) : data.people.id[i];
  // With names hidden, what only one or two people share would give them away.
  const telling = (a) => a.kind === "text" || (a.kind === "category" && a.levels.length > n / 2);
  const secret = (a) => page.state.hide && (a.kind === "number" || telling(a));
  const value = (a, i) => a.kind === "category" ? a.levels[a.values[i]] : a.values[i];
  const communityOf = (i) => data.communities ? data.communities.names[data.communities.labels[i]] : null;
  const search = (text, most) => {
    const wanted = text.trim().toLowerCase();
    const starting = [], within = [];
    for (let i = 0; i < n && starting.length < most; i++) {
      const name = label(i).toLowerCase(), known = id(i).toLowerCase();
      if (name.startsWith(wanted) || known.startsWith(wanted)) starting.push(i);
      else if (within.length < most && (name.includes(wanted) || known.includes(wanted))) within.push(i);
    }
    return [...starting, ...within].slice(0, most);
  };

  // What people can be colored and filtered by: categories, and numbers in five bins.
  const colorings = [{ key: "", label: say("nothing"), kind: "category", levels: [say("everybody")], level: () => 0 }];
  const binned = (key, name, values, low) => {
    const known = values.filter((v) => v !== null).sort((a, b) => a - b);
    const top = known[known.length - 1];
    const cuts = [...new Set([0.2, 0.4, 0.6, 0.8].map((q) => known[Math.floor(q * (known.length - 1))]))].filter((c) => c < top);
    const levels = !known.length ? [] : cuts.length ? [...cuts.map((c, k) => k ? say("range", { low: shown(cuts[k - 1]), high: shown(c) }) : c === known[0] ? shown(c) : say("range_to", { high: shown(c) })), say("range_over", { low: shown(cuts[cuts.length - 1]) })] : [shown(top)];
    const level = (i) => values[i] === null ? levels.length : cuts.reduce((k, c) => k + (values[i] > c), 0);
    return { key, label: name, kind: "number", ordered: true, turned: Boolean(low), levels: [...levels, say("not_known")], level, value: (i) => values[i] };
  };
  if (data.communities) colorings.push({ key: "community", label: say("community"), kind: "category", levels: data.communities.names, level: (i) => data.communities.labels[i] });
  for (const a of data.attributes) {
    const key = `a:${a.name}`;
    if (a.kind === "category") colorings.push({ key, label: a.name, kind: "category", telling: telling(a), levels: a.levels, level: (i) => a.values[i] });
    else if (a.kind === "number") colorings.push(binned(key, a.name, a.values));
    else colorings.push({ key, label: a.name, kind: "text", telling: true, levels: [], level: () => 0, value: (i) => a.values[i] });
  }
  if (data.communities && data.communities.certainty) colorings.push(binned("certainty", say("certainty"), data.communities.certainty));
  for (const measure of data.measures) colorings.push(binned(`m:${measure.name}`, measure.title, measure.values, measure.lowest_first));
  if (data.people.responded.includes(false)) colorings.push({ key: "responded", label: say("answered"), kind: "category", levels: [say("answered_yes"), say("answered_no")], level: (i) => data.people.responded[i] ? 0 : 1 });
  const coloring = (key) => colorings.find((c) => c.key === key);

  // Who fits the filters: {key: {levels}, {low, high} or {text}}.
  const fits = () => {
    const { filters, steps, chosen } = page.state;
    const close = steps && chosen >= 0 ? near(chosen, steps) : null;
    const tests = Object.entries(filters).map(([key, f]) => {
      const c = coloring(key);
      if (f.levels) { const wanted = new Set(f.levels); return (i) => wanted.has(c.level(i)); }
      if (f.text !== undefined) { const wanted = f.text.toLowerCase(); return (i) => String(c.value(i)).toLowerCase().includes(wanted); }
      return (i) => c.value(i) !== null && (f.low === null || c.value(i) >= f.low) && (f.high === null || c.value(i) <= f.high);
    });
    const list = [];
    for (let i = 0; i < n; i++) if ((!close || close.has(i)) && tests.every((test) => test(i))) list.push(i);
    return list;
  };
  const near = (from, steps) => {
    const seen = new Set([from]);
    let edge = [from];
    for (let s = 0; s < steps; s++) { const next = []; for (const i of edge) for (const j of contacts(i)) if (!seen.has(j)) { seen.add(j); next.push(j); } edge = next; }
    return seen;
  };
  const path = (from, to) => { // the fewest steps along ties, whoever named whom; [] if there is no way
    const before = new Map([[from, -1]]);
    let edge = [from];
    while (edge.length && !before.has(to)) { const next = []; for (const i of edge) for (const j of contacts(i)) if (!before.has(j)) { before.set(j, i); next.push(j); } edge = next; }
    const found = [];
    if (before.has(to)) for (let i = to; i !== -1; i = before.get(i)) found.unshift(i);
    return found;
  };
  // Under this share of the runs a member of a community is a doubtful one, and looks so.
  const SURE = 0.75;
  const doubtful = (i) => Boolean(data.communities && data.communities.certainty && data.communities.certainty[i] !== null && data.communities.certainty[i] < SURE);
  const champions = new Set(data.champions);
  const measure = () => data.measures.find((each) => each.name === page.state.size);
  return { data, n, m, ego, alter, weight, relation, heaviest, lightest, counts, names, namedBy, contacts, label, id, secret, value, communityOf, search, colorings, coloring, fits, near, path, measure, doubtful, champions };
})();

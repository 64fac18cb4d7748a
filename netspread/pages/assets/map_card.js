"use strict";
// The card of one person, the legend, and the box that finds people by name.

// A text field that proposes people: the combobox pattern of the ARIA Authoring Practices.
const finder = (input, choose) => {
  const list = el("ul", { id: `${input.id}-people`, role: "listbox", "aria-label": "People found", hidden: true });
  for (const [key, value] of Object.entries({ role: "combobox", autocomplete: "off", spellcheck: "false", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id })) input.setAttribute(key, value);
  input.after(list);
  let found = [], marked = -1;
  const close = () => { list.hidden = true; marked = -1; input.setAttribute("aria-expanded", "false"); input.removeAttribute("aria-activedescendant"); };
  const mark = (k) => {
    marked = k;
    [...list.children].forEach((li, at) => li.setAttribute("aria-selected", String(at === k)));
    if (k >= 0) { input.setAttribute("aria-activedescendant", list.children[k].id); list.children[k].scrollIntoView({ block: "nearest" }); }
  };
  const open = () => {
    found = people.search(input.value, 8);
    const items = found.map((i, k) => {
      const detail = [people.id(i) === people.label(i) ? "" : people.id(i), people.communityOf(i)].filter(Boolean).join(", ");
      const li = el("li", { role: "option", id: `${list.id}-${k}`, "aria-selected": "false" }, el("bdi", { textContent: short(people.label(i), 40) }), el("small", { textContent: ` ${isolated(short(detail, 50))}` }));
      li.addEventListener("pointerdown", (event) => { event.preventDefault(); take(i); });
      return li;
    });
    list.replaceChildren(...(items.length ? items : [el("li", { role: "option", className: "none", "aria-disabled": "true", textContent: "Nobody has such a name." })]));
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    mark(input.value.trim() && items.length ? 0 : -1);
  };
  const take = (i) => { input.value = ""; close(); choose(i); };
  input.addEventListener("input", open);
  input.addEventListener("focus", () => { if (input.value) open(); });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) open();
      else if (found.length) mark((marked + (event.key === "ArrowDown" ? 1 : -1) + found.length) % found.length);
    } else if (event.key === "Enter" && !list.hidden && marked >= 0) { event.preventDefault(); take(found[marked]); } else if (event.key === "Escape" && !list.hidden) { event.stopPropagation(); input.value = ""; close(); }
  });
};

const legend = (() => {
  const FIRST = 24;
  let whole = false;
  const entries = (c) => { // only levels that somebody has; those without a look of their own together at the end
    const counts = new Map();
    for (let i = 0; i < people.n; i++) { const level = picture.others(c, c.level(i)) ? picture.LEVELS : c.level(i); counts.set(level, (counts.get(level) || 0) + 1); }
    return [...counts].sort((a, b) => a[0] - b[0]).map(([level, count]) => {
      const rest = picture.others(c, level), levels = rest ? c.levels.map((_, k) => k).slice(level) : [level];
      return { levels, count, color: picture.colorOf(c, level), kind: picture.shapeOf(c, level), text: rest ? `${levels.length} others` : c.levels[level] };
    });
  };
  const extra = () => spreading.seeds().length ? [{ kind: "star", color: "#ffffff", text: "starts" }] : [];
  const NS = "http://www.w3.org/2000/svg";
  const swatch = (kind, color) => {
    const large = kind === "star" ? 9 : 6.5;
    const svg = document.createElementNS(NS, "svg"), corners = picture.CORNERS[kind];
    const inner = document.createElementNS(NS, corners ? "polygon" : "circle");
    for (const [key, value] of Object.entries({ viewBox: "-10 -10 20 20", width: "16", height: "16", "aria-hidden": "true" })) svg.setAttribute(key, value);
    if (corners) inner.setAttribute("points", corners.map(([a, b]) => `${large * a},${large * b}`).join(" "));
    else inner.setAttribute("r", "6.5");
    inner.setAttribute("fill", color); inner.setAttribute("stroke", picture.theme().rim);
    svg.append(inner);
    return svg;
  };
  const draw = (change) => {
    const c = picture.coloring(), all = entries(c), filter = page.state.filters[c.key];
    at("keytitle").textContent = c.key ? `${c.label}${people.measure() ? `; size: ${people.measure().name}` : ""}` : people.measure() ? `size: ${people.measure().name}` : "";
    const items = (whole ? all : all.slice(0, FIRST)).map((entry) => {
      const inside = [swatch(entry.kind, entry.color), el("bdi", { textContent: short(entry.text, 32) }), el("small", { textContent: entry.count.toLocaleString("en") })];
      if (!c.key || c.chance) return el("span", { className: "entry" }, ...inside);
      const on = Boolean(filter && filter.levels && entry.levels.every((level) => filter.levels.includes(level)));
      const button = el("button", { type: "button", className: "entry", "aria-pressed": String(on), title: entry.text }, ...inside);
      button.addEventListener("click", () => {
        const levels = new Set(filter && filter.levels ? filter.levels : []);
        for (const level of entry.levels) { if (on) levels.delete(level); else levels.add(level); }
        change({ filters: controls.filtered(c.key, levels.size ? { levels: [...levels].sort((a, b) => a - b) } : null) });
      });
      return button;
    });
    for (const { kind, color, text } of extra()) items.push(el("span", { className: "entry" }, swatch(kind, color), el("span", { textContent: text })));
    if (all.length > FIRST) {
      const more = el("button", { type: "button", className: "entry", textContent: whole ? "Fewer" : `${all.length - FIRST} more` });
      more.addEventListener("click", () => { whole = !whole; draw(change); [...at("legend").querySelectorAll("button")].pop().focus(); });
      items.push(more);
    }
    at("legend").replaceChildren(...items);
  };
  return { draw, entries, extra };
})();

const card = (() => {
  const LISTED = 12, FACTS = 8;
  let long = new Set(), last = -1;
  const summary = (i) => {
    const named = people.namedBy(i), names = people.names(i), { data } = people;
    const groups = data.communities ? new Set(named.map((t) => data.communities.labels[people.ego[t]])).size : 0;
    const among = groups > 1 ? ` from ${groups} communities` : "";
    if (!data.network.directed) return `Tied to ${plural(people.contacts(i).size, "person", "people")}.`;
    return `Named by ${plural(named.length, "person", "people")}${among}; names ${data.people.responded[i] ? plural(names.length, "person", "people") : "not known, as this person did not answer"}.`;
  };
  const ties = (title, mark, list, other, change) => {
    const heading = el("h3", { className: mark, textContent: `${title} (${list.length})` });
    if (!list.length) return [heading, el("p", { className: "note", textContent: "Nobody." })];
    const open = long.has(title), ul = el("ul", { className: "people" });
    for (const t of open ? list : list.slice(0, LISTED)) {
      const j = other(t), button = el("button", { type: "button", className: "link" }, el("bdi", { textContent: short(people.label(j), 60) }));
      button.addEventListener("click", () => change({ chosen: j, target: -1 }));
      const about = [page.state.relation < 0 && people.data.relations.length > 1 ? people.data.relations[people.relation[t]] : "", people.heaviest > people.lightest ? shown(people.weight[t]) : ""].filter(Boolean).join(", ");
      ul.append(el("li", {}, button, about ? el("small", { textContent: ` ${about}` }) : null));
    }
    if (list.length > LISTED) {
      const more = el("button", { type: "button", textContent: open ? "Show fewer" : `Show all ${list.length}` });
      more.addEventListener("click", () => { if (open) long.delete(title); else long.add(title); draw(change); });
      return [heading, ul, more];
    }
    return [heading, ul];
  };
  const facts = (rows) => el("dl", {}, ...rows.flatMap(([name, value]) => [el("dt", { textContent: name }), el("dd", {}, el("bdi", { textContent: value }))]));
  const draw = (change) => {
    const { state } = page, { data } = people, i = state.chosen, box = at("card");
    at("work").classList.toggle("carded", i >= 0);
    box.hidden = i < 0;
    if (i !== last) { long = new Set(); last = i; }
    if (i < 0) { box.replaceChildren(); return; }
    const focused = document.activeElement && box.contains(document.activeElement) ? document.activeElement.id : "";
    const button = (id, text, pressed, work) => { const b = el("button", { type: "button", id, textContent: text }); if (pressed !== null) b.setAttribute("aria-pressed", String(pressed)); b.addEventListener("click", work); return b; };
    const shut = button("shut", "×", null, () => { change({ chosen: -1, target: -1, steps: 0 }); at("picture").focus(); });
    shut.setAttribute("aria-label", "Close the card");
    const starting = spreading.seeds().includes(i);
    const parts = [el("div", { className: "top" }, el("h2", { tabIndex: -1, id: "who" }, el("bdi", { textContent: short(people.label(i), 120), title: people.label(i) })), shut)];
    if (!state.hide && people.id(i) !== people.label(i)) parts.push(el("p", { className: "note" }, el("bdi", { textContent: short(people.id(i), 120) })));
    if (starting) parts.push(el("p", { className: "badge", textContent: state.start === "own" ? "★ Starts, by your choice" : `★ Starts, by ${state.start}` }));
    parts.push(el("p", { textContent: summary(i) }));
    if (data.explanations && data.explanations[i] && !state.hide) parts.push(el("p", {}, el("bdi", { textContent: data.explanations[i] })));

    const steps = [["ego1", "1 step", 1], ["ego2", "2 steps", 2], ["ego0", "Everybody", 0]].map(([id, text, k]) => button(id, text, state.steps === k, () => { change({ steps: k }); picture.fit(); }));
    parts.push(el("div", { className: "pair", role: "group", "aria-label": "Show around this person" }, ...steps));
    const own = state.start === "own" && state.own.includes(i);
    parts.push(button("own", own ? "Does not start after all" : "Let this person start", own, () => controls.pick(i, !own)));

    const input = el("input", { id: "target", type: "text", placeholder: "Another person" });
    parts.push(el("h3", {}, el("label", { for: "target", textContent: "Shortest way to" })), el("div", { className: "combo" }, input));
    if (state.target >= 0) parts.push(...way(button, change));

    const rows = [...(data.communities ? [["community", people.communityOf(i)]] : []), ...data.attributes.filter((a) => !people.secret(a)).map((a) => [a.name, people.value(a, i) === null ? "–" : a.kind === "number" ? shown(people.value(a, i)) : short(String(people.value(a, i)), 300)])];
    if (!data.people.responded[i]) rows.push(["answered", "no"]);
    if (rows.length) parts.push(el("h3", { textContent: "About" }), facts(rows.slice(0, FACTS)));
    if (rows.length > FACTS) parts.push(el("details", {}, el("summary", { textContent: `${rows.length - FACTS} more` }), facts(rows.slice(FACTS))));
    const scores = data.measures.map((m) => el("tr", {}, el("th", { scope: "row", textContent: m.name, title: m.meaning }), el("td", { textContent: shown(m.values[i]) }), el("td", { textContent: m.values[i] === null ? "–" : `${m.ranks[i].toLocaleString("en")} of ${people.n.toLocaleString("en")}` })));
    if (scores.length) parts.push(el("h3", { textContent: "Scores" }), el("table", {}, el("thead", {}, el("tr", {}, ...["Measure", "Score", "Rank"].map((text) => el("th", { scope: "col", textContent: text })))), el("tbody", {}, ...scores)));

    parts.push(...(data.network.directed ? [...ties("Named by", "in", people.namedBy(i), (t) => people.ego[t], change), ...ties("Names", "out", people.names(i), (t) => people.alter[t], change)] : ties("Tied to", "in", [...people.names(i), ...people.namedBy(i)], (t) => people.ego[t] === i ? people.alter[t] : people.ego[t], change)));
    box.replaceChildren(...parts);
    finder(input, (j) => { change({ target: j }); picture.reveal(picture.look.path); });
    if (focused && at(focused)) at(focused).focus({ preventScroll: true });
  };
  const way = (button, change) => {
    const { path } = picture.look;
    const drop = button("drop", "Remove the way", null, () => change({ target: -1 }));
    if (!path.length) return [el("p", { className: "note", textContent: `There is no way to ${isolated(people.label(page.state.target))}.` }), drop];
    const steps = path.map((j) => { const b = el("button", { type: "button", className: "link" }, el("bdi", { textContent: short(people.label(j), 60) })); b.addEventListener("click", () => change({ chosen: j, target: -1 })); return el("li", {}, b); });
    return [el("p", { className: "note", id: "waytext", textContent: `${plural(path.length - 1, "step", "steps")}, whoever named whom:` }), el("ol", { className: "people", id: "way" }, ...steps), drop];
  };
  return { draw };
})();

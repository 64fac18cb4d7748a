"use strict";
// The card of one person, the legend, and the box that finds people by name.

// A text field that proposes people: the combobox pattern of the ARIA Authoring Practices.
const finder = (input, choose) => {
  const list = el("ul", { id: `${input.id}-people`, role: "listbox", "aria-label": say("found"), hidden: true });
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
    list.replaceChildren(...(items.length ? items : [el("li", { role: "option", className: "none", "aria-disabled": "true", textContent: say("found_nobody") })]));
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
      return { levels, count, color: picture.colorOf(c, level), kind: picture.shapeOf(c, level), text: rest ? say("others", { count: levels.length }) : c.levels[level] };
    });
  };
  const extra = () => picture.look.groups ? [] : [
    ...(spreading.seeds().length ? [{ kind: "star", color: "#ffffff", text: say("starts") }] : []),
    ...(people.champions.size ? [{ kind: "diamond", color: "none", text: say("champion") }] : []),
    ...(people.data.communities && picture.look.list.some(people.doubtful) && !picture.playing() ? [{ kind: "circle", color: "none", dashed: true, text: say("doubtful") }] : []),
  ];
  const NS = "http://www.w3.org/2000/svg";
  const swatch = ({ kind, color, dashed }) => {
    const large = kind === "star" ? 9 : 6.5;
    const svg = document.createElementNS(NS, "svg"), corners = picture.CORNERS[kind];
    const inner = document.createElementNS(NS, corners ? "polygon" : "circle");
    for (const [key, value] of Object.entries({ viewBox: "-10 -10 20 20", width: "16", height: "16", "aria-hidden": "true" })) svg.setAttribute(key, value);
    if (corners) inner.setAttribute("points", corners.map(([a, b]) => `${large * a},${large * b}`).join(" "));
    else inner.setAttribute("r", "6.5");
    inner.setAttribute("fill", color); inner.setAttribute("stroke", picture.theme().rim);
    if (color === "none") inner.setAttribute("stroke-width", "2");
    if (dashed) inner.setAttribute("stroke-dasharray", "4 2.5");
    svg.append(inner);
    return svg;
  };
  const draw = (change) => {
    const c = picture.coloring(), all = entries(c), filter = page.state.filters[c.key];
    at("keytitle").textContent = [c.key ? c.label : "", people.measure() && !picture.look.groups ? say("size_in_key", { name: people.measure().title }) : ""].filter(Boolean).join("; ");
    const items = (whole ? all : all.slice(0, FIRST)).map((entry) => {
      const inside = [swatch(entry), el("bdi", { textContent: short(entry.text, 32) }), el("small", { textContent: number(entry.count) })];
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
    for (const entry of extra()) items.push(el("span", { className: "entry" }, swatch(entry), el("span", { textContent: entry.text })));
    if (all.length > FIRST) {
      const more = el("button", { type: "button", className: "entry", textContent: whole ? say("fewer") : say("more", { count: all.length - FIRST }) });
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
    if (!data.network.directed) return say("tied_to_counted", { count: people.contacts(i).size });
    const by = groups > 1 ? say("named_from", { count: groups, people: say("people", { count: named.length }) }) : say("named_counted", { count: named.length });
    return data.people.responded[i] ? say("names_counted", { count: names.length, named: by }) : say("names_unknown", { named: by });
  };
  const ties = (title, mark, list, other, change) => {
    const heading = el("h3", { className: mark, textContent: say("titled_count", { title, count: list.length }) });
    if (!list.length) return [heading, el("p", { className: "note", textContent: say("nobody") })];
    const open = long.has(title), ul = el("ul", { className: "people" });
    for (const t of open ? list : list.slice(0, LISTED)) {
      const j = other(t), button = el("button", { type: "button", className: "link" }, el("bdi", { textContent: short(people.label(j), 60) }));
      button.addEventListener("click", () => change({ chosen: j, target: -1 }));
      const about = [page.state.relation < 0 && people.data.relations.length > 1 ? people.data.relations[people.relation[t]] : "", people.heaviest > people.lightest ? shown(people.weight[t]) : ""].filter(Boolean).join(", ");
      ul.append(el("li", {}, button, about ? el("small", { textContent: ` ${about}` }) : null));
    }
    if (list.length > LISTED) {
      const more = el("button", { type: "button", textContent: open ? say("show_fewer") : say("show_all_counted", { count: list.length }) });
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
    shut.setAttribute("aria-label", say("close_card"));
    const starting = spreading.seeds().includes(i);
    const parts = [el("div", { className: "top" }, el("h2", { tabIndex: -1, id: "who" }, el("bdi", { textContent: short(people.label(i), 120), title: people.label(i) })), shut)];
    if (!state.hide && people.id(i) !== people.label(i)) parts.push(el("p", { className: "note" }, el("bdi", { textContent: short(people.id(i), 120) })));
    if (starting) parts.push(el("p", { className: "badge", textContent: state.start === "own" ? say("starts_own") : say("starts_by", { strategy: state.start === "tried" ? say("start_tried", { world: people.data.tried.world }) : spreading.start().title }) }));
    if (people.champions.has(i)) parts.push(el("p", { className: "badge", textContent: say("is_champion") }));
    parts.push(el("p", { textContent: summary(i) }));
    if (people.doubtful(i)) parts.push(el("p", { id: "doubt", textContent: say("doubt", { community: people.communityOf(i), percent: Math.round(100 * data.communities.certainty[i]) }) }));
    if (data.explanations && data.explanations[i].length && !state.hide) parts.push(el("ul", { className: "people" }, ...data.explanations[i].map((text) => el("li", {}, el("bdi", { textContent: text })))));

    const steps = [["ego1", say("one_step"), 1], ["ego2", say("two_steps"), 2], ["ego0", say("show_everybody"), 0]].map(([id, text, k]) => button(id, text, state.steps === k, () => { change({ steps: k }); picture.fit(); }));
    parts.push(el("div", { className: "pair", role: "group", "aria-label": say("around") }, ...steps));
    const own = state.start === "own" && state.own.includes(i);
    parts.push(button("own", own ? say("let_not_start") : say("let_start"), own, () => controls.pick(i, !own)));

    const input = el("input", { id: "target", type: "text", placeholder: say("another_person") });
    parts.push(el("h3", {}, el("label", { for: "target", textContent: say("way_to") })), el("div", { className: "combo" }, input));
    if (state.target >= 0) parts.push(...way(button, change));

    const rows = [...(data.communities ? [[say("community"), people.communityOf(i)]] : []), ...data.attributes.filter((a) => !people.secret(a)).map((a) => [a.name, people.value(a, i) === null ? "–" : a.kind === "number" ? shown(people.value(a, i)) : short(String(people.value(a, i)), 300)])];
    if (!data.people.responded[i]) rows.push([say("answered"), say("no")]);
    if (rows.length) parts.push(el("h3", { textContent: say("about_person") }), facts(rows.slice(0, FACTS)));
    if (rows.length > FACTS) parts.push(el("details", {}, el("summary", { textContent: say("more", { count: rows.length - FACTS }) }), facts(rows.slice(FACTS))));
    const scores = data.measures.map((m) => el("tr", {}, el("th", { scope: "row", textContent: m.title, title: m.meaning }), el("td", { textContent: shown(m.values[i]) }), el("td", { textContent: place(m, i) })));
    if (scores.length) parts.push(el("h3", { textContent: say("scores") }), el("table", {}, el("thead", {}, el("tr", {}, ...[say("measure"), say("score"), say("rank")].map((text) => el("th", { scope: "col", textContent: text })))), el("tbody", {}, ...scores)));

    if (data.measures.some((m) => m.low)) parts.push(el("p", { className: "note", textContent: say("rank_note") }));
    for (const m of data.measures) if (m.top_k_chance && m.top_k_chance[i] > 0) parts.push(el("p", { className: "note", textContent: say("top_chance", { measure: m.title, k: m.top_k, percent: Math.round(100 * m.top_k_chance[i]) }) }));
    parts.push(...(data.network.directed ? [...ties(say("named_by"), "in", people.namedBy(i), (t) => people.ego[t], change), ...ties(say("names_whom"), "out", people.names(i), (t) => people.alter[t], change)] : ties(say("tied_to"), "in", [...people.names(i), ...people.namedBy(i)], (t) => people.ego[t] === i ? people.alter[t] : people.ego[t], change)));
    box.replaceChildren(...parts);
    finder(input, (j) => { change({ target: j }); picture.reveal(picture.look.path); });
    if (focused && at(focused)) at(focused).focus({ preventScroll: true });
  };
  const place = (m, i) => {
    if (m.values[i] === null) return "–";
    return m.low ? say("rank_between", { rank: m.ranks[i], low: m.low[i], high: m.high[i], all: people.n }) : say("rank_of", { rank: m.ranks[i], all: people.n });
  };
  const way = (button, change) => {
    const { path } = picture.look;
    const drop = button("drop", say("way_drop"), null, () => change({ target: -1 }));
    if (!path.length) return [el("p", { className: "note", textContent: say("way_none", { name: isolated(people.label(page.state.target)) }) }), drop];
    const steps = path.map((j) => { const b = el("button", { type: "button", className: "link" }, el("bdi", { textContent: short(people.label(j), 60) })); b.addEventListener("click", () => change({ chosen: j, target: -1 })); return el("li", {}, b); });
    return [el("p", { className: "note", id: "waytext", textContent: say("way_steps", { count: path.length - 1 }) }), el("ol", { className: "people", id: "way" }, ...steps), drop];
  };
  return { draw };
})();

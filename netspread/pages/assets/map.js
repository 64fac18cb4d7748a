"use strict";
// The map: draws what map_data() of map.py describes, and lets the reader choose. One state, one function draw().
(() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const at = (id) => document.getElementById(id);
  const n = data.ids.length;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  // Okabe & Ito's palette, told apart by most people with any color vision; shapes are the second code.
  const COLORS = ["#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#f0e442", "#7a7a7a"];
  const SHAPES = ["dot", "square", "triangle", "diamond", "triangleDown", "star", "hexagon"];
  const STEPS = ["#deebf7", "#9ecae1", "#4292c6", "#2171b5", "#08306b"];
  const FADED = "#b9c0c9";
  const ROWS = 100;

  const start = { color: "", size: "", strategy: "", search: "", filters: {}, weight: 0, ties: false, hide: false, silent: false, chosen: -1, steps: 0, target: -1 };
  let state = structuredClone(start);
  const past = [];
  let sorted = { by: -1, down: false };
  let shownRows = ROWS;

  const el = (tag, text, more = {}) => { const e = document.createElement(tag); if (text !== undefined) e.textContent = text; Object.assign(e, more); return e; };
  const plural = (count, one, many) => `${count.toLocaleString("en")} ${count === 1 ? one : many}`;
  const shown = (value) => value === null ? "–" : Number.isInteger(value) ? value.toLocaleString("en") : value.toPrecision(3);
  const nameOf = (i) => state.hide ? hiddenName(i) : data.names[i];
  const rolled = data.attributes.find((a) => a.kind === "category" && /role|profession|job/i.test(a.name)) || data.attributes.find((a) => a.kind === "category");
  const hiddenName = (i) => rolled ? `${rolled.levels[rolled.values[i]]} ${i + 1}` : `Person ${i + 1}`;
  const valueOf = (attribute, i) => attribute.kind === "category" ? attribute.levels[attribute.values[i]] : attribute.values[i];

  // Who names whom, once.
  const out = Array.from({ length: n }, () => []), inn = Array.from({ length: n }, () => []);
  data.ties.ego.forEach((ego, t) => { out[ego].push(t); inn[data.ties.alter[t]].push(t); });
  const other = (t, i) => data.ties.ego[t] === i ? data.ties.alter[t] : data.ties.ego[t];
  const contacts = (i) => [...new Set([...out[i], ...inn[i]].map((t) => other(t, i)))];

  // What can be colored by: categories and numbers, under one interface.
  const colorings = [{ key: "", label: "nothing", levels: ["everybody"], level: () => 0 }];
  if (data.communities) colorings.push({ key: "community", label: "community", levels: data.communities.names, level: (i) => data.communities.labels[i] });
  const binned = (key, label, values) => {
    const known = values.filter((v) => v !== null).sort((a, b) => a - b);
    const cuts = [0.2, 0.4, 0.6, 0.8].map((q) => known[Math.floor(q * (known.length - 1))]);
    const edges = [...new Set(cuts)].filter((c) => c < known[known.length - 1]);
    const levels = edges.length ? [`up to ${shown(edges[0])}`, ...edges.slice(1).map((c, k) => `up to ${shown(c)}`), `over ${shown(edges[edges.length - 1])}`, "not known"] : [known.length ? shown(known[0]) : "none", "not known"];
    return { key, label, levels, ordered: true, level: (i) => values[i] === null ? levels.length - 1 : edges.filter((c) => values[i] > c).length };
  };
  for (const a of data.attributes) {
    if (a.kind === "category") colorings.push({ key: `a:${a.name}`, label: a.name, levels: a.levels, level: (i) => a.values[i] });
    if (a.kind === "number") colorings.push(binned(`a:${a.name}`, a.name, a.values));
  }
  for (const m of data.measures) colorings.push(binned(`m:${m.name}`, m.name, m.values));
  data.strategies.forEach((s) => colorings.push(binned(`s:${s.name}`, `chance to adopt (${s.name})`, s.chance)));
  const coloring = () => colorings.find((c) => c.key === state.color) || colorings[0];
  const levelColor = (c, level) => {
    if (c.key === "") return COLORS[0];
    if (c.ordered) return level === c.levels.length - 1 ? FADED : STEPS[Math.min(STEPS.length - 1, Math.round(level * (STEPS.length - 1) / Math.max(1, c.levels.length - 2)))];
    return COLORS[level % COLORS.length];
  };
  const levelShape = (c, level) => c.ordered || c.key === "" ? "dot" : SHAPES[Math.floor(level / COLORS.length) % SHAPES.length === 0 ? level % SHAPES.length : (level + Math.floor(level / COLORS.length)) % SHAPES.length];

  const sizing = () => data.measures.find((m) => m.name === state.size);
  const sizeOf = (() => {
    const ranges = new Map();
    return (m, i) => {
      if (!m) return 11;
      if (!ranges.has(m)) { const known = m.values.filter((v) => v !== null); ranges.set(m, [Math.min(...known.slice(0, 1), ...[known.reduce((a, b) => Math.min(a, b), Infinity)]), known.reduce((a, b) => Math.max(a, b), -Infinity)]); }
      const [low, high] = ranges.get(m);
      if (m.values[i] === null || high <= low) return 7;
      const share = (m.values[i] - low) / (high - low);
      return 7 + 24 * Math.sqrt(m.lowest ? 1 - share : share);
    };
  })();

  // Who is shown.
  const near = (from, steps) => { const seen = new Set([from]); let edge = [from]; for (let s = 0; s < steps; s++) { edge = edge.flatMap(contacts).filter((i) => !seen.has(i) && seen.add(i)); } return seen; };
  const visible = () => {
    const close = state.steps && state.chosen >= 0 ? near(state.chosen, state.steps) : null;
    const tests = Object.entries(state.filters).map(([key, level]) => { const c = colorings.find((x) => x.key === key); return (i) => c.level(i) === level; });
    const list = [];
    for (let i = 0; i < n; i++) if ((!close || close.has(i)) && tests.every((t) => t(i))) list.push(i);
    return list;
  };
  const way = () => { // the shortest way from the chosen person to the target, along contacts
    if (state.chosen < 0 || state.target < 0) return [];
    const from = new Map([[state.chosen, -1]]);
    let edge = [state.chosen];
    while (edge.length && !from.has(state.target)) edge = edge.flatMap((i) => contacts(i).filter((j) => !from.has(j) && from.set(j, i)));
    if (!from.has(state.target)) return [];
    const path = []; for (let i = state.target; i !== -1; i = from.get(i)) path.unshift(i);
    return path;
  };

  // The picture.
  const box = at("picture");
  const nodes = new vis.DataSet(), edges = new vis.DataSet();
  const picture = new vis.Network(box, { nodes, edges }, {
    autoResize: true, physics: false, layout: { improvedLayout: false },
    nodes: { shape: "dot", borderWidth: 1, font: { size: 18, face: "system-ui, DejaVu Sans, sans-serif", strokeWidth: 3 }, scaling: { label: { enabled: true, drawThreshold: 7 } } },
    edges: { smooth: false, width: 1, selectionWidth: 1.5, arrows: { to: { enabled: data.network.directed, scaleFactor: 0.35 } } },
    interaction: { hideEdgesOnDrag: n > 1500, hideEdgesOnZoom: n > 1500, hover: false, keyboard: { enabled: true, bindToWindow: false }, tooltipDelay: 200, multiselect: false },
  });
  let first = true;
  const paint = (list) => {
    const shownSet = new Set(list), c = coloring(), m = sizing();
    const strategy = data.strategies.find((s) => s.name === state.strategy);
    const seeds = new Set(strategy ? strategy.seeds : []);
    const path = way(), onPath = new Set(path);
    const ink = dark.matches ? "#e8ecf1" : "#1b2430", ground = dark.matches ? "#1b222c" : "#ffffff";
    const labeled = new Set(list.length <= 80 ? list : [...list].sort((a, b) => sizeOf(m, b) - sizeOf(m, a)).slice(0, 16));
    const close = state.chosen >= 0 ? new Set([state.chosen, ...contacts(state.chosen)]) : null;
    const nextNodes = list.map((i) => {
      const level = c.level(i), faded = (state.silent && !data.responded[i]) || (path.length ? !onPath.has(i) : close && !close.has(i));
      const fill = faded ? (dark.matches ? "#3a4450" : "#e3e7ec") : levelColor(c, level);
      const edge = seeds.has(i) || i === state.chosen ? (dark.matches ? "#ffb07a" : "#b3450b") : faded ? fill : ink;
      const named = seeds.has(i) || onPath.has(i) || (close ? close.has(i) : labeled.has(i));
      return { id: i, x: data.x[i], y: data.y[i], size: sizeOf(m, i), shape: levelShape(c, level),
        label: named ? (seeds.has(i) ? "★ " : "") + short(nameOf(i)) : undefined, borderWidth: seeds.has(i) || i === state.chosen ? 4 : 1,
        color: { background: fill, border: edge, highlight: { background: fill, border: edge } }, font: { color: ink, strokeColor: ground } };
    });
    const steps = new Set(); for (let k = 1; k < path.length; k++) steps.add(`${Math.min(path[k - 1], path[k])}-${Math.max(path[k - 1], path[k])}`);
    const nextEdges = [];
    data.ties.ego.forEach((ego, t) => {
      const alter = data.ties.alter[t];
      if (!shownSet.has(ego) || !shownSet.has(alter) || data.ties.weight[t] < state.weight) return;
      const stepped = steps.has(`${Math.min(ego, alter)}-${Math.max(ego, alter)}`), own = ego === state.chosen || alter === state.chosen;
      if (!state.ties && !data.ties.strong[t] && !stepped && !own) return;
      const dim = (path.length && !stepped) || (close && !own && !path.length);
      nextEdges.push({ id: t, from: ego, to: alter, width: stepped ? 5 : own ? 2.5 : 1.2,
        color: { color: stepped || own ? (dark.matches ? "#ffb07a" : "#b3450b") : dark.matches ? "#8794a3" : "#7d8894", opacity: dim ? 0.06 : stepped || own ? 0.9 : list.length > 1500 ? 0.28 : 0.55 } });
    });
    edges.clear(); nodes.clear(); nodes.add(nextNodes); edges.add(nextEdges);
    at("status").textContent = `${plural(list.length, "person", "people")} and ${plural(nextEdges.length, "tie", "ties")} shown of ${plural(n, "person", "people")} and ${plural(data.ties.ego.length, "tie", "ties")}.` +
      (!state.ties && nextEdges.length < data.ties.ego.length && data.ties.strong.includes(0) ? " Only the strongest ties are drawn." : "") +
      (state.target >= 0 && state.chosen >= 0 ? path.length ? ` The shortest way has ${plural(path.length - 1, "step", "steps")}.` : " No way connects the two." : "");
    if (first) { picture.fit({ animation: false }); first = false; }
  };
  const short = (text) => text.length > 28 ? text.slice(0, 27) + "…" : text;

  // The legend: each entry filters.
  const MARKS = { dot: "M8 2a6 6 0 1 0 .01 0z", square: "M3 3h10v10H3z", triangle: "M8 2l6 11H2z", diamond: "M8 1l6 7-6 7-6-7z", triangleDown: "M2 3h12L8 14z", star: "M8 1l2 5h5l-4 3 2 6-5-4-5 4 2-6-4-3h5z", hexagon: "M8 1l6 3.5v7L8 15l-6-3.5v-7z" };
  const mark = (color, shape) => {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg"), p = document.createElementNS("http://www.w3.org/2000/svg", "path");
    svg.setAttribute("width", "16"); svg.setAttribute("height", "16"); svg.setAttribute("aria-hidden", "true");
    p.setAttribute("d", MARKS[shape]); p.setAttribute("fill", color); p.setAttribute("stroke", "currentColor"); p.setAttribute("stroke-width", "0.8");
    svg.append(p); return svg;
  };
  const legend = () => {
    const c = coloring(), counts = new Map();
    for (let i = 0; i < n; i++) counts.set(c.level(i), (counts.get(c.level(i)) || 0) + 1);
    at("legend").replaceChildren(...c.levels.map((level, k) => {
      if (!counts.get(k)) return null;
      const b = el("button", undefined, { type: "button" });
      b.append(mark(levelColor(c, k), levelShape(c, k)), el("span", `${short(level)} (${counts.get(k)})`));
      b.setAttribute("aria-pressed", String(state.filters[c.key] === k));
      if (c.key) b.addEventListener("click", () => { const filters = { ...state.filters }; if (filters[c.key] === k) delete filters[c.key]; else filters[c.key] = k; change({ filters }); });
      return b;
    }).filter(Boolean));
  };

  // The card of a person.
  const peopleList = (title, ties, i) => {
    if (!ties.length) return [el("h3", `${title}: nobody`)];
    const ul = el("ul", undefined, { className: "people" });
    for (const t of ties.slice().sort((a, b) => data.ties.weight[b] - data.ties.weight[a]).slice(0, 40)) {
      const j = other(t, i), li = el("li"), b = el("button", nameOf(j), { type: "button" });
      b.addEventListener("click", () => change({ chosen: j, target: -1 }));
      li.append(b, data.ties.weight[t] !== 1 ? ` (${shown(data.ties.weight[t])})` : "");
      ul.append(li);
    }
    return [el("h3", `${title} ${plural(ties.length, "person", "people")}`), ul];
  };
  const card = () => {
    const i = state.chosen, box2 = at("card");
    at("work").classList.toggle("carded", i >= 0);
    box2.hidden = i < 0;
    if (i < 0) return;
    const parts = [el("h2", nameOf(i))], dl = el("dl");
    const row = (name, value) => dl.append(el("dt", name), el("dd", value));
    if (!state.hide) row("id", data.ids[i]);
    for (const a of data.attributes) if (!state.hide || a.kind === "category") row(a.name, String(valueOf(a, i) ?? "–"));
    if (data.communities) row("community", data.communities.names[data.communities.labels[i]]);
    if (!data.responded[i]) row("answered", "no: whom this person names is not known");
    for (const m of data.measures) row(m.name, `${shown(m.values[i])} (rank ${m.ranks[i]})`);
    parts.push(dl);
    const bar = el("div", undefined, { className: "buttons" });
    for (const [label, steps] of [["Only 1 step", 1], ["Only 2 steps", 2], ["Everybody", 0]]) {
      const b = el("button", label, { type: "button" });
      b.setAttribute("aria-pressed", String(state.steps === steps));
      b.addEventListener("click", () => change({ steps }));
      bar.append(b);
    }
    const shut = el("button", "Close", { type: "button" });
    shut.addEventListener("click", () => change({ chosen: -1, target: -1, steps: 0 }));
    bar.append(shut); parts.push(bar);
    const pick = el("input", undefined, { type: "search", id: "target", placeholder: "Name or id", autocomplete: "off" });
    pick.setAttribute("list", "suggestions");
    if (state.target >= 0) pick.value = nameOf(state.target);
    pick.addEventListener("change", () => change({ target: found(pick.value) }));
    parts.push(el("label", "Shortest way to", { htmlFor: "target" }), pick);
    parts.push(...(data.network.directed ? [...peopleList("Named by", inn[i], i), ...peopleList("Names", out[i], i)] : peopleList("Tied to", [...inn[i], ...out[i]], i)));
    box2.replaceChildren(...parts);
  };

  // The list: the same people as a table.
  const columns = () => [
    { label: "Name", number: false, value: (i) => nameOf(i) },
    ...data.attributes.filter((a) => !(state.hide && a.kind === "text")).slice(0, 6).map((a) => ({ label: a.name, number: a.kind === "number", value: (i) => valueOf(a, i) })),
    ...(data.communities ? [{ label: "community", number: false, value: (i) => data.communities.names[data.communities.labels[i]] }] : []),
    ...data.measures.map((m) => ({ label: m.name, number: true, value: (i) => m.values[i] })),
  ];
  const ordered = (list) => {
    const cols = columns();
    if (sorted.by < 0 || !cols[sorted.by]) { const m = sizing(); return m ? [...list].sort((a, b) => m.ranks[a] - m.ranks[b]) : list; }
    const value = cols[sorted.by].value, sign = sorted.down ? -1 : 1;
    return [...list].sort((a, b) => { const x = value(a), y = value(b); if (x === null) return 1; if (y === null) return -1; return sign * (typeof x === "number" && typeof y === "number" ? x - y : String(x).localeCompare(String(y))); });
  };
  const table = (list) => {
    const cols = columns();
    at("count").textContent = `(${list.length})`;
    at("heads").replaceChildren(...cols.map((c, k) => {
      const th = el("th", undefined, { scope: "col", className: c.number ? "number" : "" }), b = el("button", c.label + (sorted.by === k ? (sorted.down ? " ▾" : " ▴") : ""), { type: "button" });
      th.setAttribute("aria-sort", sorted.by === k ? (sorted.down ? "descending" : "ascending") : "none");
      b.addEventListener("click", () => { sorted = { by: k, down: sorted.by === k ? !sorted.down : c.number }; table(visible()); });
      th.append(b); return th;
    }));
    at("rows").replaceChildren(...ordered(list).slice(0, shownRows).map((i) => {
      const tr = el("tr");
      cols.forEach((c, k) => {
        const td = el("td", undefined, { className: c.number ? "number" : "" }), value = c.value(i);
        if (k === 0) { const b = el("button", value, { type: "button" }); b.addEventListener("click", () => { change({ chosen: i, target: -1 }); focusOn(i); }); td.append(b); }
        else td.textContent = typeof value === "number" ? shown(value) : value ?? "–";
        tr.append(td);
      });
      return tr;
    }));
    at("more").hidden = list.length <= shownRows;
  };

  // Controls.
  const found = (text) => { const t = text.trim().toLowerCase(); if (!t) return -1; const exact = data.names.findIndex((x, i) => nameOf(i).toLowerCase() === t || data.ids[i].toLowerCase() === t); return exact >= 0 ? exact : data.names.findIndex((x, i) => nameOf(i).toLowerCase().includes(t)); };
  const focusOn = (i) => { if (i >= 0 && nodes.get(i)) picture.focus(i, { scale: Math.max(picture.getScale(), 0.8), animation: false }); };
  const fill = (select, entries) => select.replaceChildren(...entries.map(([value, label]) => el("option", label, { value })));
  const controls = () => {
    fill(at("color"), colorings.map((c) => [c.key, c.label]));
    fill(at("size"), [["", "nothing"], ...data.measures.map((m) => [m.name, m.meaning ? `${m.name}: ${m.meaning}` : m.name])]);
    fill(at("strategy"), [["", "nobody"], ...data.strategies.filter((s) => s.seeds.length).map((s) => [s.name, s.name])]);
    at("ties").parentElement.hidden = !data.ties.strong.includes(0);
    const top = data.ties.weight.reduce((a, b) => Math.max(a, b), 0);
    Object.assign(at("weight"), { max: String(top), step: top > 20 ? "1" : "0.5" });
    const filters = colorings.filter((c) => c.key && !c.ordered);
    at("filters").append(...filters.slice(0, 12).flatMap((c, k) => {
      const select = el("select", undefined, { id: `filter${k}` });
      fill(select, [["", `any ${c.label}`], ...c.levels.map((level, v) => [String(v), short(level)])]);
      select.dataset.key = c.key;
      select.setAttribute("aria-label", c.label);
      select.addEventListener("change", () => { const all = { ...state.filters }; if (select.value === "") delete all[c.key]; else all[c.key] = Number(select.value); change({ filters: all }); });
      return [select];
    }));
    if (!filters.length) at("filters").hidden = true;
    const on = (id, event, work) => at(id).addEventListener(event, work);
    on("color", "change", () => change({ color: at("color").value }));
    on("size", "change", () => change({ size: at("size").value }));
    on("strategy", "change", () => change({ strategy: at("strategy").value }));
    on("weight", "input", () => change({ weight: Number(at("weight").value) }));
    for (const id of ["ties", "hide", "silent"]) on(id, "change", () => change({ [id]: at(id).checked }));
    on("search", "change", () => { const i = found(at("search").value); if (i >= 0) { change({ chosen: i, target: -1, filters: {}, steps: 0 }); focusOn(i); } else if (at("search").value) at("status").textContent = "Nobody has such a name."; });
    on("search", "input", suggest);
    on("fit", "click", () => picture.fit({ animation: false }));
    on("reset", "click", () => { change(structuredClone(opening)); picture.fit({ animation: false }); });
    on("undo", "click", undo);
    on("png", "click", () => box.querySelector("canvas").toBlob((blob) => save(blob, "map.png")));
    on("csv", "click", () => save(new Blob([csv()], { type: "text/csv" }), "people.csv"));
    on("more", "click", () => { shownRows += 10 * ROWS; table(visible()); });
    on("fold", "click", () => { const shut = at("panel").classList.toggle("folded"); at("fold").setAttribute("aria-expanded", String(!shut)); });
    picture.on("click", (event) => { if (event.nodes.length) change({ chosen: event.nodes[0], target: -1 }); else if (!event.edges.length) change({ chosen: -1, target: -1, steps: 0 }); });
    addEventListener("keydown", (event) => {
      const typing = /INPUT|SELECT|TEXTAREA/.test(event.target.tagName);
      if (event.key === "Escape") { change({ chosen: -1, target: -1, steps: 0 }); at("search").value = ""; }
      if (event.key === "/" && !typing) { event.preventDefault(); at("search").focus(); }
      if ((event.ctrlKey || event.metaKey) && event.key === "z" && !typing) { event.preventDefault(); undo(); }
    });
    dark.addEventListener("change", draw);
    addEventListener("hashchange", () => { if (location.hash !== written) { read(); draw(); } });
    if (innerWidth <= 900) at("fold").click();
  };
  const suggest = () => {
    const t = at("search").value.trim().toLowerCase();
    const hits = []; for (let i = 0; i < n && hits.length < 12; i++) if (!t || nameOf(i).toLowerCase().includes(t) || data.ids[i].toLowerCase().includes(t)) hits.push(i);
    at("suggestions").replaceChildren(...hits.map((i) => el("option", state.hide ? "" : data.ids[i], { value: nameOf(i) })));
  };
  const neutral = (text) => /^[=+\-@\t\r]/.test(text) && Number.isNaN(Number(text)) ? `'${text}` : text;
  const csv = () => [columns().map((c) => c.label), ...ordered(visible()).map((i) => columns().map((c) => c.value(i)))]
    .map((row) => row.map((v) => { const text = neutral(v === null || v === undefined ? "" : String(v)); return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text; }).join(",")).join("\n") + "\n";
  const save = (blob, name) => { const a = el("a", "", { href: URL.createObjectURL(blob), download: name }); a.click(); setTimeout(() => URL.revokeObjectURL(a.href), 1000); };

  // The state, in the address, so that a view can be shared.
  let written = "";
  const write = () => { const changed = Object.fromEntries(Object.entries(state).filter(([k, v]) => JSON.stringify(v) !== JSON.stringify(opening[k]))); written = Object.keys(changed).length ? "#" + encodeURIComponent(JSON.stringify(changed)) : ""; try { history.replaceState(null, "", written || location.pathname + location.search); } catch { /* inside a notebook there is no address */ } };
  const read = () => {
    state = structuredClone(opening);
    try { const given = JSON.parse(decodeURIComponent(location.hash.slice(1)) || "{}"); for (const k of Object.keys(start)) if (typeof given[k] === typeof start[k]) state[k] = given[k]; } catch { /* not ours */ }
    if (!(state.chosen >= -1 && state.chosen < n)) state.chosen = -1;
    if (!(state.target >= -1 && state.target < n)) state.target = -1;
    state.filters = Object.fromEntries(Object.entries(state.filters || {}).filter(([k]) => colorings.some((c) => c.key === k)));
  };
  const change = (part) => { past.push(structuredClone(state)); if (past.length > 100) past.shift(); Object.assign(state, part); shownRows = ROWS; draw(); };
  const undo = () => { if (past.length) { state = past.pop(); draw(); } };
  const draw = () => {
    at("color").value = coloring().key; at("size").value = state.size; at("strategy").value = state.strategy; at("weight").value = String(state.weight);
    at("weightshown").textContent = shown(state.weight);
    for (const id of ["ties", "hide", "silent"]) at(id).checked = state[id];
    for (const select of at("filters").querySelectorAll("select")) select.value = state.filters[select.dataset.key] === undefined ? "" : String(state.filters[select.dataset.key]);
    const strategy = data.strategies.find((s) => s.name === state.strategy);
    at("reach").textContent = strategy ? `${strategy.seeds.length} people start and reach ${shown(strategy.reach)} on average (${strategy.model}, an assumption).` : "";
    at("undo").disabled = !past.length;
    const list = visible();
    paint(list); legend(); card(); table(list); suggest(); write();
  };

  const opening = { ...structuredClone(start), color: data.communities ? "community" : (colorings[1] || colorings[0]).key, size: data.measures.length ? data.measures[0].name : "" };
  at("about").textContent = `${plural(n, "person", "people")}, ${plural(data.network.ties, "tie", "ties")}; ${data.network.influence}.`;
  controls(); read(); draw();
  window.netspread = { state: () => state, change, picture, visible }; // for tests and the curious
})();

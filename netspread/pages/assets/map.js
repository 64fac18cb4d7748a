"use strict";
// The page: one state, one function draw(), and controls that change the state. The state stands in the address, so that
// a view can be kept and handed on; each change can be undone.
const controls = (() => {
  const { data, n } = people;
  const GROUPED_PEOPLE = 10000, GROUPED_TIES = 80000; // above that the map of communities comes first
  const playable = data.models.some((model) => model.kind);
  const opening = Object.freeze({
    color: data.communities ? "community" : (people.colorings.find((c) => c.key && c.kind !== "text") || people.colorings[0]).key,
    size: data.measures.length ? data.measures[0].name : "",
    grouped: Boolean(data.communities) && (n > GROUPED_PEOPLE || people.m > GROUPED_TIES), filters: {}, relation: data.relations.length > 1 ? 0 : -1, weight: 0, all: false, noties: false,
    start: "", own: [], model: 0, step: -1, world: -1,
    hide: false, silent: false, chosen: -1, steps: 0, target: -1, view: "map", sort: "", down: false,
  });
  const past = [];
  let written = null, timer = 0, latest = "";

  const filtered = (key, filter) => { const filters = { ...page.state.filters }; if (filter) filters[key] = filter; else delete filters[key]; return filters; };
  // A row of changes of one kind (a slider that is dragged, a text that is typed, a spread that plays) is one to undo.
  const change = (part, kind = "") => {
    if (!kind || kind !== latest) { past.push(structuredClone(page.state)); if (past.length > 200) past.shift(); }
    latest = kind;
    Object.assign(page.state, part);
    table.shorten();
    draw();
  };
  const undo = () => { if (!past.length) return; stop(); latest = ""; page.state = past.pop(); draw(); };
  const pick = (i, starts) => {
    const own = page.state.own.filter((j) => j !== i);
    change({ start: "own", own: starts ? [...own, i] : own, step: -1 });
  };

  // The address. What comes from there is checked: it may be of another file, or of an evil hand.
  const whole = (value, low, high) => Number.isInteger(value) && value >= low && value < high;
  const rules = {
    color: (v) => { const c = people.coloring(v); return c && c.kind !== "text"; },
    size: (v) => v === "" || data.measures.some((m) => m.name === v),
    filters: (v) => v && typeof v === "object" && Object.entries(v).every(([key, f]) => people.coloring(key) && f && ((Array.isArray(f.levels) && f.levels.every(Number.isInteger)) || typeof f.text === "string" || (people.coloring(key).value && [f.low, f.high].every((x) => x === null || typeof x === "number")))),
    relation: (v) => whole(v, -1, data.relations.length), weight: (v) => typeof v === "number" && v >= 0, model: (v) => whole(v, 0, Math.max(1, data.models.length)),
    start: (v) => v === "" || (v === "own" && playable) || (v === "observed" && spreading.happened) || (v === "tried" && spreading.tried) || data.starts.some((s) => s.strategy === v),
    own: (v) => Array.isArray(v) && v.every((i) => whole(i, 0, n)), step: (v) => whole(v, -1, spreading.LAST + 1), world: (v) => whole(v, -1, 1e6),
    chosen: (v) => whole(v, -1, n), target: (v) => whole(v, -1, n), steps: (v) => whole(v, 0, 3), view: (v) => v === "map" || v === "list", sort: (v) => typeof v === "string",
  };
  const read = () => {
    const state = structuredClone(opening);
    try {
      const given = JSON.parse(decodeURIComponent(location.hash.slice(1)) || "{}");
      for (const key of Object.keys(opening)) if (key in given && (rules[key] ? rules[key](given[key]) : typeof given[key] === typeof opening[key])) state[key] = given[key];
    } catch { /* another anchor, or half an address: the opening view */ }
    page.state = state;
  };
  const write = () => {
    const changed = Object.fromEntries(Object.entries(page.state).filter(([key, value]) => JSON.stringify(value) !== JSON.stringify(opening[key])));
    const hash = Object.keys(changed).length ? `#${encodeURIComponent(JSON.stringify(changed))}` : "";
    if (hash === written) return;
    written = hash;
    try { history.replaceState(null, "", hash || location.pathname + location.search); } catch { /* inside a notebook there is no address */ }
  };

  // Filters: one box each, made once and kept while its kind stays, so that typing is not disturbed.
  const filterBox = (key) => {
    const c = people.coloring(key), box = el("fieldset", { className: "filter" }), title = el("legend", {}, el("bdi", { textContent: short(c.label, 40) }));
    box.dataset.key = key;
    const drop = el("button", { type: "button", className: "drop", textContent: "×", "aria-label": say("remove_filter", { name: c.label }) });
    drop.addEventListener("click", () => { change({ filters: filtered(key, null) }); at("addfilter").focus(); });
    box.append(title, drop);
    if (c.kind === "text") {
      const input = el("input", { type: "text", placeholder: say("contains"), "aria-label": say("contains_label", { name: c.label }) });
      input.addEventListener("input", () => change({ filters: filtered(key, { text: input.value }) }, `text ${key}`));
      box.append(input);
    } else if (c.kind === "number") {
      const fields = ["from", "to"].map((end) => el("input", { type: "number", step: "any", placeholder: say(end), "aria-label": say(`${end}_label`, { name: c.label }) }));
      for (const field of fields) field.addEventListener("input", () => { const [low, high] = fields.map((f) => f.value === "" ? null : Number(f.value)); change({ filters: filtered(key, { low, high }) }, `range ${key}`); });
      box.append(el("div", { className: "range" }, ...fields));
    } else {
      const counts = new Array(c.levels.length).fill(0);
      for (let i = 0; i < n; i++) counts[c.level(i)]++;
      box.append(el("div", { className: "levels" }, ...c.levels.map((text, level) => {
        const input = el("input", { type: "checkbox", value: String(level) });
        input.addEventListener("change", () => { const levels = [...box.querySelectorAll("input:checked")].map((x) => Number(x.value)); change({ filters: filtered(key, { levels }) }); });
        return el("label", { className: "check" }, input, el("bdi", { textContent: short(text, 60) }), el("small", { textContent: number(counts[level]) }));
      })));
    }
    return box;
  };
  const drawFilters = () => {
    const { filters } = page.state, area = at("filters");
    for (const box of [...area.children]) if (!(box.dataset.key in filters)) box.remove();
    for (const [key, filter] of Object.entries(filters)) {
      const c = people.coloring(key);
      let box = [...area.children].find((other) => other.dataset.key === key);
      if (!box) { box = filterBox(key); area.append(box); }
      const inputs = [...box.querySelectorAll("input")];
      if (c.kind === "category") for (const input of inputs) input.checked = Boolean(filter.levels && filter.levels.includes(Number(input.value)));
      else if (c.kind === "text") { if (inputs[0].value !== filter.text) inputs[0].value = filter.text; } else {
        // Bins chosen in the legend are told as such; a range is typed here.
        const bins = filter.levels ? filter.levels.map((level) => c.levels[level]).join(", ") : "";
        [filter.low, filter.high].forEach((value, k) => { const text = value === null || value === undefined ? "" : String(value); if (document.activeElement !== inputs[k]) inputs[k].value = text; });
        let note = box.querySelector(".note");
        if (!note) { note = el("p", { className: "note" }); box.append(note); }
        note.textContent = bins;
      }
    }
    at("addfilter").value = "";
  };

  // Playing a spread.
  const stop = () => { clearInterval(timer); timer = 0; at("playing").textContent = say("play"); };
  const stepTo = (step) => change({ step }, "play");
  const play = () => {
    if (timer) { stop(); return; }
    const spread = spreading.current();
    if (!spread) return;
    if (page.state.step < 0 || page.state.step >= spread.last) stepTo(0);
    at("playing").textContent = say("pause");
    timer = setInterval(() => { const now = spreading.current(); if (!now || page.state.step >= now.last) stop(); else stepTo(page.state.step + 1); }, Number(at("speed").value));
  };
  const drawSpread = () => {
    const { state } = page, spread = spreading.current(), start = spreading.start(), model = spreading.model(), seeds = spreading.seeds();
    at("picking").hidden = state.start !== "own";
    at("modelfield").hidden = data.models.length < 2;
    at("play").hidden = !spread;
    if (!spread && timer) stop();
    at("picked").replaceChildren(...state.own.map((i) => {
      const drop = el("button", { type: "button", textContent: "×", "aria-label": say("not_start", { name: people.label(i) }) });
      drop.addEventListener("click", () => { pick(i, false); at("pick").focus(); });
      return el("li", {}, el("bdi", { textContent: short(people.label(i), 24) }), drop);
    }));
    const tenth = (reach) => shown(Number(reach.toFixed(1))), share = (reach) => say("reach_of", { count: tenth(reach), all: n, percent: Math.round(100 * reach / n) });
    const words = model ? [say("assumed", { rule: model.in_words })] : [], expected = seeds.length && spread ? spreading.expected() : null;
    if (state.start === "own") at("reach").textContent = expected ? [say("reach_own", { count: seeds.length, reach: share(expected.reach), tries: expected.worlds }), ...words].join(" ") : say("reach_none");
    else if (start) at("reach").textContent = [say("reach_start", { count: seeds.length, reach: share(start.reach[0]), low: tenth(start.reach[1]), high: tenth(start.reach[2]) }), ...(start.drawn ? [say("reach_drawn")] : []), ...words].join(" ");
    else if (state.start === "tried") at("reach").textContent = say("tried_reach", { count: seeds.length, world: data.tried.world, reach: share(spread.reach), rule: data.tried.in_words });
    else at("reach").textContent = spread && spread.periods ? say("observed_reach", { reach: share(spread.reach), period: spread.periods[spread.last] }) : "";
    for (const id of ["tries", "again"]) at(id).hidden = !spread || spread.ends || Boolean(spread.fixed);
    at("tries").value = state.world < 0 ? "many" : "one";
    at("again").hidden = at("again").hidden || state.world < 0;
    if (spread) {
      const step = Math.max(0, Math.min(state.step, spread.last));
      Object.assign(at("step"), { max: String(spread.last), value: String(state.step < 0 ? 0 : step) });
      const text = state.step < 0 ? say("not_started") : spread.periods ? say("observed_period", { period: spread.periods[step], reach: share(spread.curve[step]) }) : spread.ends && step ? say("end_text", { reach: share(spread.curve[step]) }) : say(spread.worlds === 1 ? "step_text_one" : "step_text", { step, last: spread.last, reach: share(spread.curve[step]) });
      at("step").setAttribute("aria-valuetext", text);
      at("steptext").textContent = text;
      at("back").disabled = state.step <= 0; at("forth").disabled = state.step >= spread.last;
    }
  };

  const fill = (select, entries) => select.replaceChildren(...entries.map(([value, text]) => el("option", { value, textContent: isolated(short(text, 60)) })));
  const prepare = () => {
    const colors = people.colorings.filter((c) => c.kind !== "text");
    fill(at("color"), colors.map((c) => [c.key, c.label]));
    fill(at("size"), [["", say("nothing")], ...data.measures.map((m) => [m.name, m.title])]);
    fill(at("addfilter"), [["", say("add_filter_open")], ...people.colorings.filter((c) => c.key).map((c) => [c.key, c.label])]);
    fill(at("relation"), [...data.relations.map((r, k) => [String(k), r]), ["-1", say("all_relations")]]);
    fill(at("model"), data.models.map((m, k) => [String(k), m.name]));
    const strategies = [...new Map(data.starts.map((s) => [s.strategy, s.title]))];
    fill(at("start"), [["", say("start_nobody")], ...(spreading.happened ? [["observed", say("start_observed")]] : []), ...(spreading.tried ? [["tried", say("start_tried", { world: data.tried.world })]] : []), ...strategies, ...(playable ? [["own", say("start_own")]] : [])]);
    at("relationfield").hidden = data.relations.length < 2;
    at("weightfield").hidden = !(people.heaviest > people.lightest);
    Object.assign(at("weight"), { min: "0", max: String(people.heaviest), step: people.heaviest > 20 || data.ties.weight.every(Number.isInteger) ? "1" : String(people.heaviest / 50) });
    at("allfield").hidden = !data.backbone;
    at("tiecontrols").hidden = !people.m;
    at("spreadcontrols").hidden = !data.models.length && !spreading.happened && !spreading.tried;
    at("groupedfield").hidden = !data.communities || data.communities.names.length < 2;
    at("silentfield").hidden = !data.people.responded.includes(false);
    at("addfilter").hidden = people.colorings.length < 2;
    const { relation, directed } = data.network;
    at("about").textContent = say("about", { people: say("people", { count: n }), ties: say("ties_counted", { count: data.network.ties }), relation: relation && relation !== data.title ? ` (${isolated(relation)})` : "", influence: data.network.influence_in_words });
    at("helptext").textContent = [say("help_text"), ...(directed ? [say("help_directed")] : []), ...(data.backbone ? [say("help_backbone")] : []), ...(at("groupedfield").hidden ? [] : [say("help_grouped")])].join(" ");
  };

  const on = (id, event, work) => at(id).addEventListener(event, work);
  const listen = () => {
    finder(at("search"), (i) => { change({ chosen: i, target: -1, steps: 0, ...(picture.look.visible[i] ? {} : { filters: {} }) }); picture.reveal([i]); });
    finder(at("pick"), (i) => { pick(i, true); at("pick").focus(); });
    for (const id of ["color", "size"]) on(id, "change", () => change({ [id]: at(id).value, ...(id === "color" ? { step: -1 } : {}) }));
    on("start", "change", () => { stop(); change({ start: at("start").value, step: -1 }); });
    on("model", "change", () => { stop(); change({ model: Number(at("model").value), step: -1 }); });
    on("relation", "change", () => change({ relation: Number(at("relation").value) }));
    on("weight", "input", () => change({ weight: Number(at("weight").value) }, "weight"));
    for (const id of ["all", "noties", "hide", "silent", "grouped"]) on(id, "change", () => change({ [id]: at(id).checked }));
    on("addfilter", "change", () => {
      const c = people.coloring(at("addfilter").value);
      if (!c) return;
      const every = c.levels.map((_, level) => level);
      if (!page.state.filters[c.key]) change({ filters: filtered(c.key, c.kind === "text" ? { text: "" } : c.kind === "number" ? { low: null, high: null } : { levels: every }) });
      const box = [...at("filters").children].find((other) => other.dataset.key === c.key);
      box.querySelector("input").focus();
    });
    on("unfilter", "click", () => change({ filters: {}, steps: 0 }));
    on("asmap", "click", () => change({ view: "map" }));
    on("aslist", "click", () => change({ view: "list" }));
    on("undo", "click", undo);
    on("reset", "click", () => { stop(); change(structuredClone(opening)); picture.fit(); });
    on("png", "click", saving.png);
    on("svg", "click", saving.saveSvg);
    on("csv", "click", saving.saveCsv);
    on("print", "click", () => window.print());
    on("help", "click", () => at("helping").showModal());
    on("more", "click", () => { table.lengthen(); table.draw(picture.look.list, change); });
    on("nearer", "click", () => picture.zoom(1.4));
    on("farther", "click", () => picture.zoom(1 / 1.4));
    on("fit", "click", () => picture.fit());
    on("grouped", "change", () => { if (at("grouped").checked) outside(); else picture.fit(); });
    on("outside", "click", () => { outside(); at("picture").focus(); });
    on("playing", "click", play);
    on("tries", "change", () => { stop(); change({ world: at("tries").value === "one" ? 0 : -1, step: Math.max(0, page.state.step) }); });
    on("again", "click", () => { stop(); change({ world: page.state.world + 1, step: 0 }); });
    on("speed", "change", () => { if (timer) { stop(); play(); } });
    on("step", "input", () => { stop(); stepTo(Number(at("step").value)); });
    on("back", "click", () => { stop(); stepTo(Math.max(0, page.state.step - 1)); });
    on("forth", "click", () => { stop(); stepTo(page.state.step + 1); });
    picture.view.on("click", (event) => {
      if (picture.grouping()) { const disc = picture.hitGroup(event.pointer.DOM); if (disc) inside(disc); return; }
      const i = picture.hit(event.pointer.DOM); change(i >= 0 ? { chosen: i, target: -1 } : { chosen: -1, target: -1, steps: 0 });
    });
    let hovering = 0;
    on("picture", "pointermove", (event) => { if (event.buttons || hovering) return; hovering = requestAnimationFrame(() => { hovering = 0; const box = at("picture").getBoundingClientRect(), spot = { x: event.clientX - box.left, y: event.clientY - box.top };
      const disc = picture.grouping() ? picture.hitGroup(spot) : null, i = picture.grouping() ? -1 : picture.hit(spot);
      at("picture").title = disc ? discWords(disc) : i >= 0 ? people.label(i) : "";
      at("picture").classList.toggle("over", Boolean(disc) || i >= 0);
    }); });
    on("picture", "keydown", keyed);
    document.addEventListener("click", (event) => { if (!at("saving").contains(event.target)) at("saving").open = false; });
    addEventListener("keydown", (event) => {
      const typing = event.target.matches("input[type=text], input[type=number]");
      if (event.key === "Escape" && !at("helping").open) { if (at("saving").open) at("saving").open = false; else if (page.state.chosen >= 0) { change({ chosen: -1, target: -1, steps: 0 }); at("picture").focus(); } }
      if ((event.ctrlKey || event.metaKey) && !event.shiftKey && event.key.toLowerCase() === "z" && !typing) { event.preventDefault(); undo(); }
    });
    addEventListener("hashchange", () => { if (location.hash !== written) { written = location.hash; read(); draw(); } });
    picture.darkly.addEventListener("change", draw);
    for (const [event, on] of [["beforeprint", true], ["afterprint", false]]) addEventListener(event, () => { picture.print(on); table.print(on); draw(); });
    new ResizeObserver(() => picture.refit()).observe(at("stage"));
  };
  // Into a community, and out again to the map of all.
  const discWords = (disc) => `${isolated(disc.name)}: ${say("people", { count: disc.count })}`;
  const inside = (disc) => { change({ filters: filtered("community", { levels: [disc.k] }), chosen: -1, steps: 0 }); picture.fit(); };
  const outside = () => { change({ grouped: true, filters: filtered("community", null), chosen: -1, target: -1, steps: 0 }); picture.fit(); };
  const walkDiscs = (step) => { const disc = picture.walk(picture.marked() < 0 ? (step > 0 ? 0 : -1) : picture.marked() + step); if (disc) at("status").textContent = say("status_disc", { name: isolated(disc.name), people: say("people", { count: disc.count }) }); };
  // Letters work only while the map itself has the focus, so that they never come in the way of an assistive tool.
  const keyed = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { state } = page, order = [...picture.look.list].sort((i, j) => picture.look.size[j] - picture.look.size[i] || i - j), place = order.indexOf(state.chosen);
    const discs = picture.grouping();
    const go = (k) => { if (order.length) { const i = order[(k + order.length) % order.length]; change({ chosen: i, target: -1 }, "walk"); picture.reveal([i]); } };
    const around = (steps) => () => { if (state.chosen >= 0) { change({ steps }); picture.fit(); } };
    const keys = { ArrowLeft: () => picture.pan(-60, 0), ArrowRight: () => picture.pan(60, 0), ArrowUp: () => picture.pan(0, -60), ArrowDown: () => picture.pan(0, 60), "+": () => picture.zoom(1.25), "=": () => picture.zoom(1.25), "-": () => picture.zoom(0.8), 0: () => picture.fit(), n: () => discs ? walkDiscs(1) : go(place + 1), p: () => discs ? walkDiscs(-1) : go(place < 0 ? -1 : place - 1), 1: around(1), 2: around(2), 3: around(0), Enter: () => { if (discs && picture.marked() >= 0) inside(picture.look.groups[picture.marked()]); else if (state.chosen >= 0) at("who").focus(); } };
    const work = keys[event.key] || keys[event.key.toLowerCase()];
    if (work) { event.preventDefault(); work(); }
  };

  const draw = () => {
    const { state } = page;
    if (state.start === "" || !spreading.current()) state.step = -1;
    if (state.hide) { // what would give people away goes with their names
      if (people.coloring(state.color).telling) state.color = "";
      state.filters = Object.fromEntries(Object.entries(state.filters).filter(([key]) => !people.coloring(key).telling));
    }
    for (const id of ["color", "addfilter"]) for (const option of at(id).options) option.disabled = state.hide && Boolean((people.coloring(option.value) || {}).telling);
    for (const id of ["color", "size", "start"]) at(id).value = state[id];
    for (const id of ["model", "relation", "weight"]) at(id).value = String(state[id]);
    for (const id of ["all", "noties", "hide", "silent", "grouped"]) at(id).checked = state[id];
    at("weightshown").textContent = shown(state.weight);
    at("hidenote").hidden = !state.hide;
    const measure = people.measure();
    at("meaning").textContent = measure && measure.meaning ? say(measure.lowest_first ? "large_low" : "large", { meaning: measure.meaning }) : "";
    at("undo").disabled = !past.length;
    at("asmap").setAttribute("aria-pressed", String(state.view === "map"));
    at("aslist").setAttribute("aria-pressed", String(state.view === "list"));
    document.body.dataset.view = state.view;
    const list = people.fits();
    drawFilters();
    picture.draw(list);
    drawSpread();
    legend.draw(change);
    card.draw(change);
    table.draw(list, change);
    at("outside").hidden = !state.grouped || picture.grouping();
    at("nobody").hidden = list.length > 0 || n === 0;
    const ties = picture.look.base.length + picture.look.sent.length + picture.look.received.length + picture.look.stepped.length;
    const asked = state.relation < 0 ? people.m : people.relation.reduce((sum, r) => sum + (r === state.relation), 0);
    const who = say(list.length === n ? "status_all" : "status_some", { count: list.length, all: n }), { groups } = picture.look;
    at("status").textContent = groups ? say("status_grouped", { communities: say("communities_counted", { count: groups.length }), people: who }) : say("status", { people: who, ties: say(ties === asked ? "status_ties" : "status_ties_some", { count: ties, all: asked }) });
    write();
  };

  const begin = () => {
    if (innerWidth <= 900) at("fold").open = false;
    prepare(); read(); listen(); draw(); picture.fit();
    document.body.dataset.ready = "yes";
    performance.mark("ready");
    if (page.state.chosen >= 0) picture.reveal(picture.look.path.length ? picture.look.path : [page.state.chosen]);
  };
  return { change, filtered, pick, undo, begin, past };
})();
controls.begin();

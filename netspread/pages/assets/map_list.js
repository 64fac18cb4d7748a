"use strict";
// The list: the same people as a table that any screen reader reads; what holds for the map holds here.
const table = (() => {
  const ROWS = 100, ATTRIBUTES = 6, PAPER_ROWS = 1000, PAPER_COLUMNS = { map: 8, list: 12 }; // what a sheet of paper has room for, upright below the map or lying
  let rows = ROWS, paper = false;
  const columns = (everything) => {
    const { data } = people, spread = spreading.current(), seeds = new Set(spreading.seeds());
    const told = data.attributes.filter((a) => !people.secret(a)), attributes = everything ? told : [...told.filter((a) => a.kind !== "text"), ...told.filter((a) => a.kind === "text")];
    return [
      { key: "person", label: everything ? "person" : say("head_name"), value: (i) => everything ? people.id(i) : people.label(i) },
      ...(everything ? [{ label: "name", value: people.label }] : []),
      ...(everything ? attributes : attributes.slice(0, ATTRIBUTES)).map((a) => ({ key: `a:${a.name}`, label: a.name, number: a.kind === "number", value: (i) => people.value(a, i) })),
      ...(data.communities ? [{ key: "community", label: everything ? "community" : say("community"), value: people.communityOf }] : []),
      ...data.measures.map((m) => ({ key: m.name, label: everything ? m.name : m.title, number: true, first: !m.lowest_first, value: (i) => m.values[i] })),
      ...(data.communities && data.communities.certainty ? [{ key: "certainty", label: everything ? "certainty" : say("certainty"), number: true, value: (i) => data.communities.certainty[i] }] : []),
      ...(people.champions.size ? [{ key: "champion", label: everything ? "champion" : say("champion"), value: (i) => people.champions.has(i) ? "◇" : "" }] : []),
      ...(seeds.size ? [{ key: "starts", label: everything ? "starts" : say("starts"), value: (i) => seeds.has(i) ? "★" : "" }] : []),
      ...(spread ? [{ key: "chance", label: everything ? "chance" : say("chance"), number: true, value: (i) => Number(spread.chance[page.state.step < 0 ? spread.last : Math.min(page.state.step, spread.last)][i].toFixed(3)) }] : []),
    ];
  };
  const ordered = (list) => {
    const { sort, down } = page.state, column = columns(false).find((c) => c.key === sort), measure = people.measure();
    if (!column) return measure ? [...list].sort((a, b) => measure.ranks[a] - measure.ranks[b] || a - b) : list;
    const sign = down ? -1 : 1, empty = (v) => v === null || v === undefined || v === "";
    return list.map((i) => [column.value(i), i]).sort(([x, i], [y, j]) => {
      if (empty(x) || empty(y)) return empty(x) - empty(y) || i - j;
      return (typeof x === "number" && typeof y === "number" ? sign * (x - y) : sign * String(x).localeCompare(String(y), language.code, { numeric: true })) || i - j;
    }).map(([, i]) => i);
  };
  const draw = (list, change) => {
    const all = columns(false), cols = paper ? all.slice(0, PAPER_COLUMNS[page.state.view]) : all, { sort, down } = page.state;
    const most = paper ? PAPER_ROWS : rows, cut = paper && (all.length > cols.length || list.length > most);
    at("count").textContent = [say("shown_of", { count: list.length, all: people.n }), ...(cut ? [say("on_paper", { rows: Math.min(most, list.length), columns: cols.length, all: all.length })] : [])].join(". ");
    const focused = document.activeElement && document.activeElement.dataset ? document.activeElement.dataset.sort : undefined;
    at("heads").replaceChildren(...cols.map((c) => {
      if (paper) return el("th", { scope: "col", className: c.number ? "number" : "", textContent: c.label });
      const on = sort === c.key, button = el("button", { type: "button", className: "link", textContent: c.label });
      button.dataset.sort = c.key;
      button.append(el("span", { "aria-hidden": "true", textContent: on ? (down ? " ▾" : " ▴") : "" }));
      button.addEventListener("click", () => change({ sort: c.key, down: on ? !down : Boolean(c.number && c.first !== false) }));
      return el("th", { scope: "col", className: c.number ? "number" : "", "aria-sort": on ? (down ? "descending" : "ascending") : "none" }, button);
    }));
    at("rows").replaceChildren(...ordered(list).slice(0, most).map((i) => el("tr", { className: i === page.state.chosen ? "chosen" : "" }, ...cols.map((c, k) => {
      const value = c.value(i), text = typeof value === "number" ? shown(value) : value === null || value === undefined ? "–" : short(String(value), 80);
      if (k) return el("td", { className: c.number ? "number" : "" }, el("bdi", { textContent: text }));
      if (paper) return el("th", { scope: "row" }, el("bdi", { textContent: text }));
      const button = el("button", { type: "button", className: "link" }, el("bdi", { textContent: text }));
      button.addEventListener("click", () => { change({ chosen: i, target: -1 }); picture.reveal([i]); at("who").focus(); });
      return el("th", { scope: "row" }, button);
    }))));
    at("more").hidden = list.length <= rows;
    if (focused !== undefined) { const again = [...at("heads").querySelectorAll("button")].find((b) => b.dataset.sort === focused); if (again) again.focus({ preventScroll: true }); }
  };
  return { columns, ordered, draw, lengthen: () => { rows += 5 * ROWS; }, shorten: () => { rows = ROWS; }, print: (on) => { paper = on; } };
})();

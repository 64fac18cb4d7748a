"use strict";
// Saving: a drawing that any vector program opens, a picture made from it, and the people shown as a table.
const saving = (() => {
  const XML = { "<": "&lt;", ">": "&gt;", "&": "&amp;", '"': "&quot;", "'": "&#39;" };
  // Characters that XML cannot hold are left out.
  const xml = (text) => String(text).replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "").replace(/[<>&"']/g, (mark) => XML[mark]);
  const tenth = (value) => Number(value.toFixed(1));

  const shape = (kind, x, y, r, style) => {
    const corners = picture.CORNERS[kind];
    if (!corners) return `<circle cx="${tenth(x)}" cy="${tenth(y)}" r="${tenth(r)}" ${style}/>`;
    return `<polygon points="${corners.map(([a, b]) => `${tenth(x + r * a)},${tenth(y + r * b)}`).join(" ")}" ${style}/>`;
  };
  const lines = (ties, px, py, style) => ties.length ? `<path fill="none" ${style} d="${Array.from(ties, (t) => { const a = people.ego[t], b = people.alter[t]; return `M${px(a)} ${py(a)}L${px(b)} ${py(b)}`; }).join("")}"/>` : "";

  // The map of communities: the lines between them, then each disc with its slices and its name.
  const groups = (look, state, across, down, zoom, t) => {
    const links = (state.noties ? [] : look.links).map((link) => `<path d="M${across(link.a.x)} ${down(link.a.y)}L${across(link.b.x)} ${down(link.b.y)}" stroke="${t.tie}" stroke-opacity="0.5" stroke-width="${tenth(picture.linkWidth(link))}"/>`);
    const discs = look.groups.map((g) => {
      const x = across(g.x), y = down(g.y), r = tenth(g.r * zoom), edge = (share) => `${tenth(x + r * Math.sin(2 * Math.PI * share))} ${tenth(y - r * Math.cos(2 * Math.PI * share))}`;
      const slices = g.slices.length === 1 ? `<circle cx="${x}" cy="${y}" r="${r}" fill="${g.slices[0].color}"/>` : g.slices.map((s) => `<path d="M${x} ${y}L${edge(s.from)}A${r} ${r} 0 ${s.to - s.from > 0.5 ? 1 : 0} 1 ${edge(s.to)}Z" fill="${s.color}"/>`).join("");
      return `${slices}<circle cx="${x}" cy="${y}" r="${r}" fill="none" stroke="${t.rim}"/>`;
    });
    const names = look.groups.slice(0, 60).map((g) => `<text x="${across(g.x)}" y="${down(g.y) + 4}" font-size="12" font-weight="600" text-anchor="middle" stroke="${t.ground}" stroke-width="3" stroke-linejoin="round" paint-order="stroke">${xml(isolated(short(g.name, 28)))}</text>`);
    return [...links, ...discs, ...names].join("");
  };

  const WIDTH = 1600, MARGIN = 40;
  const drawing = () => { // everybody shown, not only what the screen holds, with title and legend
    const { look } = picture, t = picture.theme(), { state } = page;
    const { left, right, top, bottom } = picture.extent(look.list);
    const zoom = Math.min((WIDTH - 2 * MARGIN) / (right - left), 1100 / (bottom - top), 2);
    const head = 96, inner = (bottom - top) * zoom;
    const middle = (WIDTH - (right - left) * zoom) / 2;
    const across = (x) => tenth(middle + (x - left) * zoom), down = (y) => tenth(head + (y - top) * zoom), px = (i) => across(picture.xs[i]), py = (i) => down(picture.ys[i]);
    const r = (i) => Math.max(look.size[i] * zoom, look.least);
    const c = picture.coloring();
    const entries = [...legend.entries(c).slice(0, 40), ...legend.extra()];
    let legendX = MARGIN, legendY = head + inner + 30;
    const key = entries.map(({ color, kind, text, dashed }) => {
      const wide = 44 + 9 * Array.from(text).length;
      if (legendX + wide > WIDTH - MARGIN) { legendX = MARGIN; legendY += 26; }
      const drawn = `${shape(kind, legendX + 8, legendY - 5, 7, `fill="${color}" stroke="${t.rim}" stroke-width="${color === "none" ? 2 : 0.8}"${dashed ? ' stroke-dasharray="4 2.5"' : ""}`)}<text x="${legendX + 22}" y="${legendY}" font-size="15">${xml(isolated(text))}</text>`;
      legendX += wide;
      return drawn;
    });
    const height = Math.ceil(legendY + 30);
    const fade = state.chosen >= 0 ? 0.1 : look.base.length > 20000 ? 0.12 : look.base.length > 600 ? 0.3 : 0.5;
    const lit = look.order.filter((i) => !look.dim[i]).reverse(), faded = look.order.filter((i) => look.dim[i]);
    const named = new Set([state.chosen, ...look.path, ...look.seed].filter((i) => i >= 0 && look.visible[i]));
    for (const i of look.order) { if (named.size >= 60 || look.dim[i]) break; named.add(i); }
    const taken = [];
    const names = [...named].filter((i) => { // none over another, the important ones first
      const half = 3.6 * Array.from(short(people.label(i), 28)).length, y = py(i) + r(i), own = [px(i) - half, y, px(i) + half, y + 15];
      if (taken.some((o) => o[0] < own[2] && own[0] < o[2] && o[1] < own[3] && own[1] < o[3])) return false;
      taken.push(own);
      return true;
    });
    const marks = () =>
      lines(state.noties ? [] : people.data.backbone && !state.all ? look.spine : look.base, px, py, `stroke="${t.tie}" stroke-width="0.8" stroke-opacity="${fade}"`) +
      faded.map((i) => shape(look.shape[i], px(i), py(i), r(i), `fill="${t.faded}"`)).join("") +
      lines(look.sent, px, py, `stroke="${t.second}" stroke-width="1.6" stroke-dasharray="6 4"`) + lines(look.received, px, py, `stroke="${t.mark}" stroke-width="1.6"`) + lines(look.stepped, px, py, `stroke="${t.mark}" stroke-width="4"`) +
      lit.map((i) => shape(look.shape[i], px(i), py(i), r(i), `fill="${look.fill[i]}" stroke="${t.rim}" stroke-width="0.7"${people.doubtful(i) && !picture.playing() ? ` fill-opacity="${picture.FAINT}" stroke-dasharray="3 2.5"` : ""}`)).join("") +
      [...people.champions].filter((i) => look.visible[i]).map((i) => shape("diamond", px(i), py(i), Math.max(r(i), 5) * 1.3 + 5, `fill="none" stroke="${t.ink}" stroke-width="2"`)).join("") +
      [...look.seed].filter((i) => look.visible[i]).map((i) => shape("star", px(i), py(i), Math.max(1.2 * r(i), 9), 'fill="#ffffff" stroke="#1b2430" stroke-width="2"')).join("") +
      (state.chosen >= 0 && look.visible[state.chosen] ? `<circle cx="${px(state.chosen)}" cy="${py(state.chosen)}" r="${tenth(r(state.chosen) + 4)}" fill="none" stroke="${t.mark}" stroke-width="3"/>` : "") +
      names.map((i) => `<text x="${px(i)}" y="${tenth(py(i) + r(i) + 13)}" font-size="12" text-anchor="middle" stroke="${t.ground}" stroke-width="3" stroke-linejoin="round" paint-order="stroke">${xml(isolated(short(people.label(i), 28)))}</text>`).join("");
    const inside = look.groups ? groups(look, state, across, down, zoom, t) : marks();
    return `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" font-family="${xml(picture.font)}" fill="${t.ink}">` +
      `<title>${xml(people.data.title)}</title><rect width="100%" height="100%" fill="${t.ground}"/>` +
      `<text x="${MARGIN}" y="44" font-size="26" font-weight="600">${xml(isolated(short(people.data.title, 90)))}</text><text x="${MARGIN}" y="72" font-size="15" fill="${t.soft}">${xml(at("status").textContent)} ${xml(say("color_told", { name: c.label }))}${people.measure() && !look.groups ? ` ${xml(say("size_told", { name: people.measure().title }))}` : ""}</text>` +
      inside +
      `<g>${key.join("")}</g></svg>`;
  };

  const download = (blob, name) => {
    const link = el("a", { href: URL.createObjectURL(blob), download: name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 2000);
  };
  const png = () => {
    const url = URL.createObjectURL(new Blob([drawing()], { type: "image/svg+xml" })), image = new Image();
    image.addEventListener("load", () => {
      const canvas = el("canvas", { width: 2 * image.naturalWidth, height: 2 * image.naturalHeight });
      canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
      URL.revokeObjectURL(url);
      canvas.toBlob((blob) => download(blob, "map.png"));
    });
    image.src = url;
  };

  // A cell that a spreadsheet would take for a formula gets an apostrophe before it; a number stays a number.
  const neutral = (value) => typeof value === "number" || /^-?\d+(\.\d+)?$/.test(value) || !/^\s*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/.test(value) ? String(value) : `'${value}`;
  const cell = (value) => { const text = value === null || value === undefined ? "" : neutral(value); return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text; };
  const csv = () => {
    const columns = table.columns(true);
    return [columns.map((c) => cell(c.label)), ...table.ordered(picture.look.list).map((i) => columns.map((c) => cell(c.value(i))))].map((row) => row.join(",")).join("\r\n") + "\r\n";
  };
  return { drawing, csv, png, saveSvg: () => download(new Blob([drawing()], { type: "image/svg+xml" }), "map.svg"), saveCsv: () => download(new Blob([csv()], { type: "text/csv" }), "people.csv") };
})();

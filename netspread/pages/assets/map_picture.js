"use strict";
// The picture: vis-network holds the camera, the gestures and who stands where; ties, people and names are drawn here,
// all ties of one look in one go, so that a large network stays quick.
const picture = (() => {
  const { data, n } = people;
  const xs = Float64Array.from(data.people.x), ys = Float64Array.from(data.people.y);
  const ALONE = say("no_ties");
  const LARGE = n >= 2000, FEW = 2000, CHUNK = 400, ARROWS = 1500;
  // Okabe & Ito's palette, told apart with any color vision; the shape is a second code.
  const COLORS = ["#0072b2", "#e69f00", "#009e73", "#cc79a7", "#56b4e9", "#d55e00", "#f0e442", "#8c8c8c"];
  const SHAPES = ["circle", "square", "triangle", "diamond", "down", "pentagon", "hexagon"];
  const LEVELS = COLORS.length * SHAPES.length - 1; // more levels than this are "others" together
  const CHANCES = [0, 0.1, 0.25, 0.5, 0.75];

  const darkly = matchMedia("(prefers-color-scheme: dark)");
  let printing = false;
  const THEMES = {
    light: { ink: "#1b2430", soft: "#55606e", ground: "#ffffff", tie: "#6d7885", faded: "#e1e5ea", other: "#aeb6c0", rim: "#26303c", mark: "#b3450b", second: "#005a9c", scale: ["#d6e6f4", "#9ac8e0", "#529dcc", "#1c6cb1", "#08306b"], chance: ["#e9ecef", "#fde0c5", "#fbb47a", "#f0853c", "#cc5510", "#7f2704"] },
    dark: { ink: "#e8ecf1", soft: "#aab4c0", ground: "#171d26", tie: "#8b97a5", faded: "#313a46", other: "#6b7684", rim: "#dfe5ec", mark: "#ffa466", second: "#7cc0ff", scale: ["#1d3a5f", "#2a62a0", "#4b91d1", "#8fc1ea", "#e3f1fc"], chance: ["#2b333e", "#5b3215", "#93480f", "#cf6a1c", "#f79b4f", "#ffd9b3"] },
  };
  const theme = () => printing || !darkly.matches ? THEMES.light : THEMES.dark;

  // Chance of adoption, while a spread is played: a coloring like any other.
  const chanceColoring = () => {
    const spread = spreading.current(), step = Math.min(page.state.step, spread.last), chance = spread.chance[step];
    if (spread.periods) return { key: "chance", label: say("observed_by", { period: spread.periods[step] }), levels: language.texts.observed_levels, chance: true, tones: [0, 3], level: (i) => (chance[i] > 0 ? 1 : 0) };
    if (spread.worlds === 1) {
      const before = step ? spread.chance[step - 1] : null;
      return { key: "chance", label: say("one_by", { step }), levels: language.texts.one_levels, chance: true, tones: [0, 5, 3], level: (i) => chance[i] <= 0 ? 0 : before && before[i] > 0 ? 1 : 2 };
    }
    return { key: "chance", label: spread.ends && step ? say("chance_end") : say("chance_by", { step }), levels: language.texts.chance_levels, chance: true, level: (i) => chance[i] <= 0 ? 0 : 1 + CHANCES.slice(1).reduce((k, c) => k + (chance[i] > c), 0) };
  };
  const playing = () => page.state.step >= 0 && spreading.current() !== null;
  const coloring = () => playing() ? chanceColoring() : people.coloring(page.state.color);
  const others = (c, level) => !c.ordered && !c.chance && c.levels.length > LEVELS + 1 && level >= LEVELS;
  const colorOf = (c, level) => {
    const t = theme();
    if (c.chance) return t.chance[c.tones ? c.tones[level] : level];
    if (c.ordered) {
      const most = c.levels.length - 2;
      if (level > most) return t.other;
      return t.scale[Math.round((c.turned ? most - level : level) * (t.scale.length - 1) / Math.max(1, most))];
    }
    return others(c, level) ? t.other : COLORS[level % COLORS.length];
  };
  const shapeOf = (c, level) => c.ordered || c.chance || c.key === "" || others(c, level) ? "circle" : SHAPES[(level + Math.floor(level / COLORS.length)) % SHAPES.length];

  // A shape as corners around (0, 0), of about the same area as the circle; null for the circle.
  const regular = (corners, first, factor) => Array.from({ length: corners }, (_, k) => [factor * Math.cos(first + 2 * Math.PI * k / corners), factor * Math.sin(first + 2 * Math.PI * k / corners)]);
  const CORNERS = { circle: null, square: regular(4, Math.PI / 4, 1.25), triangle: regular(3, -Math.PI / 2, 1.45), diamond: regular(4, 0, 1.3), down: regular(3, Math.PI / 2, 1.45), pentagon: regular(5, -Math.PI / 2, 1.15), hexagon: regular(6, 0, 1.1),
    star: Array.from({ length: 10 }, (_, k) => { const r = k % 2 ? 0.42 : 1; return [r * Math.sin(Math.PI * k / 5), -r * Math.cos(Math.PI * k / 5)]; }) };
  const trace = (ctx, shape, x, y, r) => {
    const corners = CORNERS[shape];
    if (!corners) { ctx.moveTo(x + r, y); ctx.arc(x, y, r, 0, 2 * Math.PI); return; }
    corners.forEach(([a, b], k) => k ? ctx.lineTo(x + r * a, y + r * b) : ctx.moveTo(x + r * a, y + r * b));
    ctx.closePath();
  };

  // How everybody looks now; worked out when the reader changes something, not for each frame.
  const look = { list: [], visible: new Uint8Array(n), size: new Float64Array(n), fill: [], shape: [], dim: new Uint8Array(n), seed: new Set(), path: [], base: [], sent: [], received: [], stepped: [], spine: [], order: [], groups: null, links: [], least: 0 };
  const ranges = new Map();
  const sizeOf = (measure, i) => {
    if (!measure) return LARGE ? 8 : 11;
    if (!ranges.has(measure)) { let low = Infinity, high = -Infinity; for (const v of measure.values) if (v !== null) { low = Math.min(low, v); high = Math.max(high, v); } ranges.set(measure, [low, high]); }
    const [low, high] = ranges.get(measure), value = measure.values[i];
    if (value === null || high <= low) return 7;
    const share = (value - low) / (high - low);
    return 6 + 20 * Math.sqrt(measure.lowest_first ? 1 - share : share);
  };
  // The map of communities: a disc for each, and a line for each two with ties between them.
  const LINKS = 3, DISC = 20; // so many lines for each disc, the strongest; its radius in pixels, times the root of how many people
  const grouping = () => Boolean(data.communities) && page.state.grouped && page.state.chosen < 0 && !page.state.filters.community;
  const grouped = (list, c, ties) => {
    const { labels, names } = data.communities, found = new Map();
    for (const i of list) {
      const k = labels[i], g = found.get(k) || { k, name: names[k], count: 0, x: 0, y: 0, top: Infinity, levels: new Map() }, level = others(c, c.level(i)) ? LEVELS : c.level(i);
      g.count++; g.x += xs[i]; g.y += ys[i]; g.top = Math.min(g.top, ys[i]);
      g.levels.set(level, (g.levels.get(level) || 0) + 1);
      found.set(k, g);
    }
    const groups = [...found.values()].map((g) => {
      const r = DISC * Math.sqrt(g.count), slices = [];
      let from = 0;
      for (const [level, count] of [...g.levels].sort((a, b) => a[0] - b[0])) { slices.push({ color: colorOf(c, level), from, to: from + count / g.count }); from += count / g.count; }
      // Those without ties stand in low rows: their disc hangs from the first row, so that it covers nobody above.
      return { k: g.k, name: g.name, count: g.count, r, slices, x: g.x / g.count, y: g.name === ALONE ? g.top + r : g.y / g.count };
    }).sort((a, b) => b.count - a.count || a.k - b.k);
    const counts = new Map();
    for (const t of ties) { const a = labels[people.ego[t]], b = labels[people.alter[t]], key = a < b ? a * names.length + b : b * names.length + a; if (a !== b) counts.set(key, (counts.get(key) || 0) + 1); }
    const where = new Map(groups.map((g) => [g.k, g]));
    const links = [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, LINKS * groups.length).map(([key, count]) => ({ a: where.get(Math.floor(key / names.length)), b: where.get(key % names.length), count }));
    return { groups, links };
  };
  const linkWidth = (link) => (1 + 6 * link.count / look.links[0].count) / (look.groups.length > 40 ? 3 : 1);
  let marked = -1; // the disc that the keyboard is at
  const walk = (k) => { marked = look.groups.length ? (k + look.groups.length) % look.groups.length : -1; view.redraw(); return look.groups[marked]; };

  const prepare = (list) => {
    const { state } = page, c = coloring(), measure = people.measure();
    const path = state.chosen >= 0 && state.target >= 0 ? people.path(state.chosen, state.target) : [], onPath = new Set(path);
    const close = state.chosen >= 0 && !path.length ? people.contacts(state.chosen).add(state.chosen) : null;
    // Few people stay large enough to be seen, however far apart they stand.
    Object.assign(look, { list, path, least: list.length > 300 ? 1.7 : 4, seed: new Set(spreading.seeds()), base: [], sent: [], received: [], stepped: [] });
    look.visible.fill(0);
    for (const i of list) {
      const level = c.level(i);
      look.visible[i] = 1;
      look.size[i] = sizeOf(measure, i);
      look.fill[i] = colorOf(c, level);
      look.shape[i] = shapeOf(c, level);
      look.dim[i] = (state.silent && !data.people.responded[i]) || (path.length ? !onPath.has(i) : close && !close.has(i) && !playing()) ? 1 : 0;
    }
    const steps = new Set();
    for (let k = 1; k < path.length; k++) steps.add(`${Math.min(path[k - 1], path[k])}-${Math.max(path[k - 1], path[k])}`);
    const shownTie = (t) => look.visible[people.ego[t]] && look.visible[people.alter[t]] && people.counts(t);
    for (let t = 0; t < people.m; t++) {
      if (!shownTie(t)) continue;
      const a = people.ego[t], b = people.alter[t];
      if (steps.size && steps.has(`${Math.min(a, b)}-${Math.max(a, b)}`)) look.stepped.push(t);
      else if (close && a === state.chosen) look.sent.push(t);
      else if (close && b === state.chosen) look.received.push(t);
      else look.base.push(t);
    }
    look.spine = data.backbone ? data.backbone.filter(shownTie) : look.base;
    Object.assign(look, grouping() ? grouped(list, c, look.base) : { groups: null, links: [] });
    look.order = [...list].sort((i, j) => look.dim[i] - look.dim[j] || look.size[j] - look.size[i] || i - j);
  };

  // The camera.
  const box = at("picture");
  const view = new vis.Network(box, { nodes: new vis.DataSet(Array.from({ length: n }, (_, i) => ({ id: i, x: xs[i], y: ys[i] }))), edges: new vis.DataSet() }, {
    autoResize: true, physics: false, layout: { improvedLayout: false },
    nodes: { shape: "custom", ctxRenderer: ({ ctx, id }) => { if (!look.dim[id]) person(ctx, id); return NOTHING; } },
    edges: { smooth: false },
    interaction: { hover: false, selectable: false, dragNodes: false, keyboard: false, zoomSpeed: 0.6 },
  });
  view.canvas.frame.tabIndex = -1; // the box around it has the focus, and a name
  const FAINT = 0.4; // how strongly a doubtful member of a community is filled
  const NOTHING = { drawNode() {}, nodeDimensions: { width: 0, height: 0 } };
  let scale = 1, moving = false, settling = 0, frame = null;
  const person = (ctx, i) => {
    if (!look.visible[i] || look.groups) return;
    const t = theme(), r = Math.max(look.size[i], look.least / scale), big = r * scale > 3;
    ctx.beginPath();
    trace(ctx, look.shape[i], xs[i], ys[i], r);
    ctx.fillStyle = look.dim[i] ? t.faded : look.fill[i];
    const doubtful = people.doubtful(i) && !playing();
    if (doubtful) { ctx.fillStyle = t.ground; ctx.fill(); ctx.fillStyle = look.dim[i] ? t.faded : look.fill[i]; ctx.globalAlpha = FAINT; }
    ctx.fill();
    ctx.globalAlpha = 1;
    if (big) {
      if (doubtful) ctx.setLineDash([3 / scale, 2.5 / scale]);
      ctx.lineWidth = Math.min(1.2, 0.8 / scale); ctx.strokeStyle = look.dim[i] ? t.faded : t.rim; ctx.stroke();
      ctx.setLineDash([]);
    }
  };

  const lines = (ctx, ties, width, color, opacity, dash = []) => {
    if (!ties.length) return;
    const { left, right, top, bottom } = frame;
    ctx.lineWidth = width; ctx.strokeStyle = color; ctx.globalAlpha = opacity; ctx.setLineDash(dash);
    ctx.beginPath();
    let held = 0;
    for (const t of ties) {
      const a = people.ego[t], b = people.alter[t], ax = xs[a], ay = ys[a], bx = xs[b], by = ys[b];
      if ((ax < left && bx < left) || (ax > right && bx > right) || (ay < top && by < top) || (ay > bottom && by > bottom)) continue;
      ctx.moveTo(ax, ay); ctx.lineTo(bx, by);
      if (++held % CHUNK === 0) { ctx.stroke(); ctx.beginPath(); }
    }
    ctx.stroke();
    ctx.globalAlpha = 1; ctx.setLineDash([]);
    if (data.network.directed && !moving && held <= ARROWS && scale > 0.5) heads(ctx, ties, width, color, opacity);
  };
  const heads = (ctx, ties, width, color, opacity) => {
    const { left, right, top, bottom } = frame, long = Math.max(2.6 * width, 4.5 / scale);
    ctx.fillStyle = color; ctx.globalAlpha = Math.min(1, opacity * 1.2);
    ctx.beginPath();
    for (const t of ties) {
      const a = people.ego[t], b = people.alter[t];
      if (xs[b] < left || xs[b] > right || ys[b] < top || ys[b] > bottom) continue;
      const dx = xs[b] - xs[a], dy = ys[b] - ys[a], far = Math.hypot(dx, dy) || 1, ux = dx / far, uy = dy / far;
      const r = Math.max(look.size[b], look.least / scale) * 1.1, x = xs[b] - r * ux, y = ys[b] - r * uy;
      ctx.moveTo(x, y); ctx.lineTo(x - long * ux - 0.45 * long * uy, y - long * uy + 0.45 * long * ux); ctx.lineTo(x - long * ux + 0.45 * long * uy, y - long * uy - 0.45 * long * ux); ctx.closePath();
    }
    ctx.fill();
    ctx.globalAlpha = 1;
  };
  // All ties, or the backbone where all would be fog, or fewer still while the map moves.
  const zoomedOut = () => scale < 0.45;
  const baseTies = () => {
    if (page.state.noties) return [];
    if (moving && LARGE) return look.spine.slice(0, FEW);
    return data.backbone && zoomedOut() && !page.state.all ? look.spine : look.base;
  };
  const widthOf = () => Math.max(0.9, 0.7 / scale);
  view.on("beforeDrawing", (ctx) => {
    scale = view.getScale();
    const { x, y } = view.getViewPosition(), halfWidth = box.clientWidth / 2 / scale, halfHeight = box.clientHeight / 2 / scale;
    frame = { left: x - halfWidth, right: x + halfWidth, top: y - halfHeight, bottom: y + halfHeight };
    const t = theme(), ties = baseTies(), quiet = page.state.chosen >= 0;
    if (look.groups) { links(ctx, t); return; }
    const opacity = (quiet ? 0.25 : playing() ? 0.45 : 1) * (ties.length > 20000 ? 0.1 : ties.length > 6000 ? 0.16 : ties.length > 3000 ? 0.28 : ties.length > 600 ? 0.42 : 0.6);
    lines(ctx, ties, widthOf(), t.tie, opacity);
    for (const i of look.list) if (look.dim[i]) person(ctx, i); // under the ties of the one who is chosen
    lines(ctx, look.sent, 2 * widthOf(), t.second, 0.85, [6 / scale, 4 / scale]);
    lines(ctx, look.received, 2 * widthOf(), t.mark, 0.85);
    lines(ctx, look.stepped, 4 * widthOf(), t.mark, 0.95);
  });
  const links = (ctx, t) => {
    ctx.strokeStyle = t.tie; ctx.globalAlpha = 0.4;
    for (const link of page.state.noties ? [] : look.links) { ctx.beginPath(); ctx.moveTo(link.a.x, link.a.y); ctx.lineTo(link.b.x, link.b.y); ctx.lineWidth = linkWidth(link) / scale; ctx.stroke(); }
    ctx.globalAlpha = 1;
  };
  const discs = (ctx, t) => {
    look.groups.forEach((g, at) => {
      const r = Math.max(g.r, 3 / scale), bare = g.slices.length === 1;
      for (const { color, from, to } of g.slices) {
        ctx.beginPath();
        if (!bare) ctx.moveTo(g.x, g.y);
        ctx.arc(g.x, g.y, r, 2 * Math.PI * (from - 0.25), 2 * Math.PI * (to - 0.25));
        ctx.fillStyle = color; ctx.fill();
      }
      ctx.beginPath(); ctx.arc(g.x, g.y, r, 0, 2 * Math.PI); ctx.lineWidth = 1.2 / scale; ctx.strokeStyle = t.rim; ctx.stroke();
      if (at === marked) { ctx.beginPath(); ctx.arc(g.x, g.y, r + 5 / scale, 0, 2 * Math.PI); ctx.lineWidth = 3 / scale; ctx.strokeStyle = t.mark; ctx.stroke(); }
    });
    const room = [];
    ctx.textAlign = "center"; ctx.textBaseline = "middle";
    // A name that would hide the next discs stays away, until there is room for it closer up; the largest have theirs.
    for (const [at, g] of look.groups.entries()) placed(ctx, room, isolated(short(g.name, 28)), g.x, g.y, 12.5, 600, t, at < 8 ? null : (own) => own[2] - own[0] > 3.2 * g.r * scale);
  };
  const champion = (ctx, i, t) => {
    const r = Math.max(look.size[i], 5 / scale) * 1.3 + 5 / scale;
    ctx.beginPath(); trace(ctx, "diamond", xs[i], ys[i], r);
    ctx.lineWidth = 4 / scale; ctx.strokeStyle = t.ground; ctx.stroke(); ctx.lineWidth = 2 / scale; ctx.strokeStyle = t.ink; ctx.stroke();
  };
  view.on("afterDrawing", (ctx) => {
    const t = theme(), { state } = page;
    if (look.groups) { discs(ctx, t); return; }
    for (const i of people.champions) if (look.visible[i]) champion(ctx, i, t);
    for (const i of look.seed) if (look.visible[i]) star(ctx, i, t);
    if (state.chosen >= 0 && look.visible[state.chosen]) ring(ctx, state.chosen, t);
    if (!moving || !LARGE) labels(ctx, t);
  });
  const ring = (ctx, i, t) => { ctx.beginPath(); ctx.arc(xs[i], ys[i], Math.max(look.size[i], look.least / scale) + 4 / scale, 0, 2 * Math.PI); ctx.lineWidth = 3 / scale; ctx.strokeStyle = t.mark; ctx.stroke(); };
  const star = (ctx, i, t) => {
    const r = Math.max(look.size[i], 8 / scale);
    ctx.beginPath(); trace(ctx, "star", xs[i], ys[i], r);
    ctx.fillStyle = "#ffffff"; ctx.fill(); ctx.lineWidth = 1.3 / scale; ctx.strokeStyle = "#1b2430"; ctx.lineJoin = "round"; ctx.stroke();
    ctx.beginPath(); ctx.arc(xs[i], ys[i], r + 3 / scale, 0, 2 * Math.PI); ctx.lineWidth = 1.5 / scale; ctx.strokeStyle = t.ink; ctx.stroke();
  };

  // Names: the important ones first, none over another, of the same size on the screen at every zoom.
  const FONT = 'system-ui, "Segoe UI", "DejaVu Sans", sans-serif';
  const placed = (ctx, room, text, x, y, size, weight, t, crowded) => {
    ctx.font = `${weight} ${size / scale}px ${FONT}`;
    const width = ctx.measureText(text).width * scale, sx = (x - frame.left) * scale, sy = (y - frame.top) * scale;
    const half = width / 2 + 2, kept = Math.min(Math.max(sx, half), Math.max(box.clientWidth - half, half)); // whole inside the frame
    x += (kept - sx) / scale;
    const own = [kept - half, sy - 1, kept + half, sy + size + 3];
    if (crowded && crowded(own)) return false;
    if (room.some((o) => o[0] < own[2] && own[0] < o[2] && o[1] < own[3] && own[1] < o[3])) return false;
    room.push(own);
    ctx.lineWidth = 3 / scale; ctx.strokeStyle = t.ground; ctx.lineJoin = "round"; ctx.globalAlpha = 0.85; ctx.strokeText(text, x, y); ctx.globalAlpha = 1;
    ctx.fillStyle = t.ink; ctx.fillText(text, x, y);
    return true;
  };
  let seen = []; // whose names the last picture at rest showed: while the map moves, they alone come along
  const labels = (ctx, t) => {
    const { state } = page, room = [];
    ctx.textAlign = "center"; ctx.textBaseline = "top";
    const first = [...new Set([state.chosen, ...look.path, ...look.seed, ...people.champions])].filter((i) => i >= 0 && look.visible[i]);
    const name = (i, weight, crowded) => placed(ctx, room, isolated(short(people.label(i), 28)), xs[i], ys[i] + Math.max(look.size[i], look.least / scale) + 3 / scale, 12, weight, t, crowded);
    for (const i of first) name(i, 600);
    if (moving) { for (const i of seen) if (look.visible[i]) name(i, 400, null); return; }
    seen = [];
    if (data.communities && !first.length && scale * spacing < 14) { for (const [text, x, y] of centers()) placed(ctx, room, text, x, y - 6 / scale, 13, 600, t); return; }
    const most = box.clientWidth * box.clientHeight / 9000, inView = look.list.filter((i) => xs[i] > frame.left && xs[i] < frame.right && ys[i] > frame.top && ys[i] < frame.bottom);
    // A name that would cover other people stays away, until there is room for it closer up.
    const crowded = (own) => inView.length > 3000 || inView.some((j) => { const sx = (xs[j] - frame.left) * scale, sy = (ys[j] - frame.top) * scale, r = 0.7 * look.size[j] * scale; return sx + r > own[0] && sx - r < own[2] && sy + r > own[1] && sy - r < own[3]; });
    let tried = 0;
    for (const i of look.order) {
      if (room.length >= most || tried > 6 * most || look.dim[i]) break;
      if (xs[i] < frame.left || xs[i] > frame.right || ys[i] < frame.top || ys[i] > frame.bottom) continue;
      tried++;
      if (name(i, 400, inView.length > 12 && tried > most / 8 ? crowded : null)) seen.push(i);
    }
  };
  const spacing = (() => { if (n < 2) return 40; let a = Infinity, b = -Infinity, c = Infinity, d = -Infinity; for (let i = 0; i < n; i++) { a = Math.min(a, xs[i]); b = Math.max(b, xs[i]); c = Math.min(c, ys[i]); d = Math.max(d, ys[i]); } return Math.sqrt(Math.max(b - a, 1) * Math.max(d - c, 1) / n); })();
  const centers = () => { // the names of communities, where most of each is
    const sums = new Map();
    for (const i of look.list) { const k = data.communities.labels[i], s = sums.get(k) || [0, 0, 0]; s[0]++; s[1] += xs[i]; s[2] += ys[i]; sums.set(k, s); }
    return [...sums].filter(([k, [count]]) => count > 2 && data.communities.names[k] !== ALONE).sort((a, b) => b[1][0] - a[1][0]).slice(0, 40).map(([k, [count, x, y]]) => [isolated(short(data.communities.names[k], 28)), x / count, y / count]);
  };

  // Moving about.
  const settle = () => { clearTimeout(settling); settling = setTimeout(() => { moving = false; view.redraw(); }, 160); };
  view.on("dragStart", () => { moving = true; fitted = false; clearTimeout(settling); });
  view.on("dragEnd", () => { moving = false; view.redraw(); });
  view.on("zoom", () => { moving = true; fitted = false; settle(); });
  const extent = (list) => {
    if (look.groups && list === look.list) {
      const out = look.groups.reduce((box, g) => ({ left: Math.min(box.left, g.x - g.r), right: Math.max(box.right, g.x + g.r), top: Math.min(box.top, g.y - g.r), bottom: Math.max(box.bottom, g.y + g.r) }), { left: -100, right: 100, top: -100, bottom: 100 });
      return { left: out.left - 20, right: out.right + 20, top: out.top - 20, bottom: out.bottom + 20 };
    }
    let left = Infinity, right = -Infinity, top = Infinity, bottom = -Infinity;
    for (const i of list) { left = Math.min(left, xs[i]); right = Math.max(right, xs[i]); top = Math.min(top, ys[i]); bottom = Math.max(bottom, ys[i]); }
    return list.length ? { left: left - 40, right: right + 40, top: top - 40, bottom: bottom + 50 } : { left: -100, right: 100, top: -100, bottom: 100 };
  };
  let fitted = true; // whether the reader left the camera alone: then it follows the size of the window
  const fit = (list = look.list) => {
    fitted = true;
    if (!box.clientWidth || !box.clientHeight) return; // hidden behind the list; when it shows again it is fitted
    const { left, right, top, bottom } = extent(list);
    view.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 }, scale: Math.min(box.clientWidth / (right - left), box.clientHeight / (bottom - top), 1.6) });
  };
  const zoom = (factor) => { fitted = false; moving = true; settle(); view.moveTo({ scale: Math.min(8, Math.max(0.005, view.getScale() * factor)) }); };
  const pan = (dx, dy) => { fitted = false; moving = true; settle(); const { x, y } = view.getViewPosition(); view.moveTo({ position: { x: x + dx / view.getScale(), y: y + dy / view.getScale() } }); };
  const inside = (i, margin) => { const { x, y } = view.getViewPosition(), s = view.getScale(); return Math.abs(xs[i] - x) * s < box.clientWidth / 2 - margin && Math.abs(ys[i] - y) * s < box.clientHeight / 2 - margin; };
  const reveal = (list) => { // moves only if somebody of the list is out of sight, or too small to be told apart
    const near = Math.min(0.8, 26 / spacing);
    if (!list.length || !box.clientWidth || (list.every((i) => inside(i, 30)) && view.getScale() >= 0.5 * near)) return;
    fitted = false;
    if (list.length > 1) { fit(list); fitted = false; } else view.moveTo({ position: { x: xs[list[0]], y: ys[list[0]] }, scale: Math.max(view.getScale(), near) });
  };
  const hit = (spot) => { // the nearest person under the pointer, with room for a finger
    const { x, y } = view.DOMtoCanvas(spot);
    let best = -1, least = Infinity;
    for (const i of look.list) { const far = Math.hypot(xs[i] - x, ys[i] - y) - Math.max(look.size[i], 9 / scale); if (far <= 0 && far < least) { least = far; best = i; } }
    return best;
  };
  const hitGroup = (spot) => { // the disc under the pointer
    const { x, y } = view.DOMtoCanvas(spot);
    return look.groups.find((g) => Math.hypot(g.x - x, g.y - y) <= Math.max(g.r, 9 / scale)) || null;
  };
  const draw = (list) => { if (!grouping()) marked = -1; prepare(list); view.redraw(); };
  return { view, look, draw, fit, zoom, pan, reveal, hit, hitGroup, grouping, walk, marked: () => marked, linkWidth, FAINT, refit: () => { if (fitted) fit(); }, coloring, playing, colorOf, shapeOf, others, theme, CORNERS, LEVELS, extent, xs, ys, baseTies, redraw: () => view.redraw(), darkly, print: (on) => { printing = on; }, font: FONT, frame: () => frame, isMoving: () => moving, large: LARGE };
})();

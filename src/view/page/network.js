// The network of named actors: who acts on whom, and how.
/** Every tie of the events: from actor to recipient or counterpart, and without direction between actors of one event. */
function tiesOf(events) {
  const ties = new Map();
  const tie = (a, b, way, e) => {
    const key = way ? `${a}\u0001${b}` : `${[a, b].sort().join("\u0001")}\u0001`, old = ties.get(key) || { a: way || a < b ? a : b, b: way || a < b ? b : a, way, n: 0, types: new Map() };
    old.n++; old.types.set(e.type, (old.types.get(e.type) || 0) + 1); ties.set(key, old);
  };
  for (const e of events) {
    const ids = (roles) => [...new Set(e.args.filter((x) => roles.includes(x[0]) && x[5]).map((x) => x[5]))], actors = ids(["actor"]), others = ids(["recipient", "counterpart"]).filter((id) => !actors.includes(id));
    for (const a of actors) for (const b of others) tie(a, b, true, e);
    const level = actors.length ? actors : others;
    for (let i = 0; i < level.length; i++) for (let j = i + 1; j < level.length; j++) tie(level[i], level[j], false, e);
  }
  return [...ties.values()].map((x) => ({ ...x, types: ranked(x.types) })).sort((x, y) => y.n - x.n || order(entityName(x.a), entityName(y.a)) || order(entityName(x.b), entityName(y.b)));
}

const tieNames = (e) => [entityName(e.a), entityName(e.b)];
const tieTypes = (e) => ranked(e.types, typeName).map(([k, n]) => (n > 1 ? `${typeName(k)} × ${number(n)}` : typeName(k))).join(", ");
const familyOf = (e) => e.types[0][0].split(".")[0];

/** A tie as a line bent to its right, so that there and back are two lines, with a point where it goes. */
function arrow(e, from, to, radius) {
  const dx = to.x - from.x, dy = to.y - from.y, long = Math.hypot(dx, dy) || 1, bend = e.way ? Math.min(26, long * 0.14) : 0;
  const mx = (from.x + to.x) / 2 - (dy / long) * bend, my = (from.y + to.y) / 2 + (dx / long) * bend;
  const ex = to.x - mx, ey = to.y - my, last = Math.hypot(ex, ey) || 1, [ux, uy] = [ex / last, ey / last], width = Math.min(5, 0.8 + e.n * 0.6), point = 5 + width;
  const tip = [to.x - ux * (radius + 1), to.y - uy * (radius + 1)], back = [tip[0] - ux * point, tip[1] - uy * point], half = point * 0.45;
  const color = `var(--${familyOf(e)})`, end = e.way ? back : [to.x, to.y], pick = () => set({ actor: e.a, other: e.b }, "events");
  const says = labeled(tieNames(e).join(e.way ? " → " : " — "), tieTypes(e));
  return s("g", { class: "tie", "data-a": e.a, "data-b": e.b, "data-way": e.way ? "1" : "0", "data-type": e.types[0][0], onclick: pick }, s("title", null, says),
    s("path", { class: "wide", d: `M${from.x} ${from.y}Q${mx} ${my} ${end[0]} ${end[1]}` }),
    s("path", { d: `M${from.x} ${from.y}Q${mx} ${my} ${end[0]} ${end[1]}`, "stroke-width": width, css: { stroke: color } }),
    e.way ? s("path", { class: "point", d: `M${tip[0]} ${tip[1]}L${back[0] - uy * half} ${back[1] + ux * half}L${back[0] + uy * half} ${back[1] - ux * half}Z`, css: { fill: color } }) : null);
}

function network(events) {
  const ties = tiesOf(events), weight = tally(events, (e) => e.actors), degree = new Map();
  for (const e of ties) for (const id of [e.a, e.b]) degree.set(id, (degree.get(id) || 0) + e.n);
  const kept = new Set(ranked(degree).slice(0, innerWidth < 760 ? 28 : 60).map(([id]) => id));
  const edges = ties.filter((e) => kept.has(e.a) && kept.has(e.b));
  if (!edges.length) return nothing();
  const W = innerWidth < 760 ? 380 : 820, H = innerWidth < 760 ? 470 : 620;
  const nodes = [...kept].map((id, i) => ({ id, w: weight.get(id), x: W / 2 + Math.cos(i * 2.4) * 22 * Math.sqrt(i), y: H / 2 + Math.sin(i * 2.4) * 18 * Math.sqrt(i), name: entityName(id), type: ENTITY.get(id).type }));
  layout(nodes, edges, W, H);
  const at = new Map(nodes.map((n) => [n.id, n])), most = Math.max(...nodes.map((n) => n.w));
  const svg = s("svg", { class: "net", viewBox: `0 0 ${W} ${H}`, role: "group", "aria-label": t("netTitle") });
  const radius = (n) => 4 + 9 * Math.sqrt(n.w / most);
  for (const e of [...edges].reverse()) svg.append(arrow(e, at.get(e.a), at.get(e.b), radius(at.get(e.b))));
  const focus = (id) => { for (const el of svg.querySelectorAll("[data-id],[data-a]")) { const near = !id || el.dataset.id === id || el.dataset.a === id || el.dataset.b === id || edges.some((e) => (e.a === id && e.b === el.dataset.id) || (e.b === id && e.a === el.dataset.id)); el.classList.toggle("off", !near); } };
  const boxes = [];
  for (const n of [...nodes].sort((a, b) => b.w - a.w)) {
    const r = radius(n), label = n.name.length > 24 ? `${n.name.slice(0, 23)}…` : n.name, wide = label.length * 6.1;
    const right = [n.x + r + 4, n.y + 4, "start"], left = [n.x - r - 4, n.y + 4, "end"], sides = n.x > W * 0.72 ? [left, right] : [right, left];
    const places = [...sides, [n.x, n.y + r + 13, "middle"], [n.x, n.y - r - 5, "middle"]];
    let put = null;
    // First a place that no line crosses, then any.
    for (const [x, y, anchor, anyhow] of [...places, ...places.map((p) => [...p, true])]) {
      const x0 = anchor === "start" ? x : anchor === "end" ? x - wide : x - wide / 2, box = [x0, y - 11, x0 + wide, y + 3];
      if (box[0] < 0 || box[2] > W || box[1] < 0 || box[3] > H) continue;
      if (boxes.some((b) => b[0] < box[2] && box[0] < b[2] && b[1] < box[3] && box[1] < b[3])) continue;
      if (nodes.some((m) => m !== n && m.x + radius(m) > box[0] && m.x - radius(m) < box[2] && m.y + radius(m) > box[1] && m.y - radius(m) < box[3])) continue;
      if (!anyhow && edges.some((e) => crosses(at.get(e.a), at.get(e.b), box))) continue;
      put = { x, y, anchor, box }; break;
    }
    if (put) boxes.push(put.box);
    svg.append(s("g", { "data-id": n.id, tabindex: 0, role: "button", "aria-label": `${n.name}, ${n.w}`, onclick: () => set({ actor: n.id }, "events"), onkeydown: (ev) => ev.key === "Enter" && set({ actor: n.id }, "events"), onmouseenter: () => focus(n.id), onmouseleave: () => focus(null), onfocus: () => focus(n.id), onblur: () => focus(null) },
      s("circle", { cx: n.x, cy: n.y, r, fill: `var(--${n.type})` }), s("title", null, `${n.name} · ${n.w}`), put ? s("text", { x: put.x, y: put.y, "text-anchor": put.anchor }, label) : null));
  }
  const families = FAMILIES.filter((f) => edges.some((e) => familyOf(e) === f));
  const circles = h("ul", { class: "legend" }, ["PER", "ORG", "LOC", "MISC"].map((k) => h("li", null, h("i", { css: { background: `var(--${k})`, "border-radius": "50%" } }), WORDS[lang].entity[k])));
  const lines = h("ul", { class: "legend lines" }, families.map((f) => h("li", null, h("i", { css: { background: `var(--${f})` } }), FAMILY_NAMES[lang][f])));
  const columns = [
    { name: "from", label: t("tieFrom"), of: (e) => tieNames(e)[0], show: (e) => h("button", { type: "button", class: "plainlink", onclick: () => set({ actor: e.a, other: e.b }, "events") }, bdi(tieNames(e)[0])) },
    { name: "direction", label: "", of: (e) => (e.way ? "->" : "--"), show: (e) => (e.way ? "→" : "–") },
    { name: "to", label: t("tieTo"), of: (e) => tieNames(e)[1], show: (e) => bdi(tieNames(e)[1]) },
    { name: "types", label: t("type"), of: (e) => e.types.map(([k, n]) => `${k} ${n}`).join("; "), show: tieTypes },
    { name: "events", label: t("eventsShort"), num: true, named: t("events"), of: (e) => e.n, show: (e) => number(e.n) },
  ];
  return h("div", { class: "grid" },
    h("section", { class: "twothirds" }, h("h2", null, t("netTitle")), h("p", { class: "lede" }, t("netNote")), circles, lines, svg),
    h("section", { class: "third" }, sheet("depeche-network", t("ties"), columns, ties, 24)));
}

/** Whether the line from a to b enters the box. */
function crosses(a, b, [x0, y0, x1, y1]) {
  let [from, to] = [0, 1];
  for (const [start, way, low, high] of [[a.x, b.x - a.x, x0, x1], [a.y, b.y - a.y, y0, y1]]) {
    if (way === 0) { if (start < low || start > high) return false; continue; }
    const [p, q] = [(low - start) / way, (high - start) / way];
    from = Math.max(from, Math.min(p, q)); to = Math.min(to, Math.max(p, q));
  }
  return from <= to;
}

/** Fruchterman and Reingold's layout (1991) on few nodes; starts from a spiral, so it is the same every time. */
function layout(nodes, edges, W, H) {
  const k = Math.sqrt((W * H) / nodes.length) * 0.62, at = new Map(nodes.map((n) => [n.id, n]));
  // Groups without a tie between them would drift apart: the pull to the middle balances the push at a third of the frame.
  const pullX = (nodes.length * k * k) / (W * 0.33) ** 2, pullY = (nodes.length * k * k) / (H * 0.33) ** 2;
  for (let round = 0; round < 320; round++) {
    const heat = 40 * (1 - round / 320) + 0.5;
    for (const n of nodes) { n.dx = (W / 2 - n.x) * pullX; n.dy = (H / 2 - n.y) * pullY; }
    for (let i = 0; i < nodes.length; i++) for (let j = i + 1; j < nodes.length; j++) {
      const a = nodes[i], b = nodes[j], dx = a.x - b.x || 0.01, dy = a.y - b.y || 0.01, d2 = Math.max(9, dx * dx + dy * dy), push = (k * k) / d2;
      a.dx += dx * push; a.dy += dy * push; b.dx -= dx * push; b.dy -= dy * push;
    }
    for (const e of edges) { const a = at.get(e.a), b = at.get(e.b), dx = a.x - b.x, dy = a.y - b.y, pull = (Math.hypot(dx, dy) / k) * Math.min(2, 0.6 + e.n / 4); a.dx -= dx * pull; a.dy -= dy * pull; b.dx += dx * pull; b.dy += dy * pull; }
    for (const n of nodes) { const d = Math.hypot(n.dx, n.dy) || 1, m = Math.min(d, heat); n.x = Math.max(22, Math.min(W - 22, n.x + (n.dx / d) * m)); n.y = Math.max(18, Math.min(H - 18, n.y + (n.dy / d) * m)); }
  }
  for (const [axis, size] of [["x", W], ["y", H]]) {
    const low = Math.min(...nodes.map((n) => n[axis])), high = Math.max(...nodes.map((n) => n[axis])), scale = Math.min(1.7, (size - 70) / Math.max(1, high - low));
    for (const n of nodes) n[axis] = size / 2 + (n[axis] - (low + high) / 2) * scale;
  }
}

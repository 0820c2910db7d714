// Overview, timeline and network: drawn from the selected events.
const tally = (items, key) => { const m = new Map(); for (const i of items) for (const k of [key(i)].flat()) m.set(k, (m.get(k) || 0) + 1); return m; };
const ranked = (m) => [...m].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
const monthOf = (w) => w && w.from.slice(0, 7) === w.to.slice(0, 7) ? w.from.slice(0, 7) : null;
const legend = () => h("ul", { class: "legend" }, FACTS.map((f) => h("li", null, h("i", { class: f }), t(f))));

function bar(name, note, n, max, parts, onclick) {
  return h("li", null, h("button", { type: "button", onclick }, h("span", { class: "name" }, bdi(name), note ? h("small", null, ` ${note}`) : null),
    h("span", { class: "track" }, parts.map(([cls, k]) => h("i", { class: cls, css: { width: `${(100 * k) / max}%`, ...(cls ? {} : { background: "var(--asserted)" }) } }))),
    h("span", { class: "n" }, number(n))));
}

function overview(events) {
  if (!events.length) return h("p", { class: "empty" }, t("none"));
  const types = ranked(tally(events, (e) => e.type)), maxType = types[0][1];
  const facts = tally(events, (e) => e.fact);
  const actors = ranked(tally(events, (e) => e.actors)).slice(0, 15);
  const parts = new Map(types.map(([k]) => [k, FACTS.map((f) => [f, 0])]));
  for (const e of events) parts.get(e.type)[FACTS.indexOf(e.fact)][1]++;
  const shown = types.slice(0, 18), rest = types.slice(18);
  const list = h("ul", { class: "bars" }, shown.map(([k, n]) => bar(typeName(k), null, n, maxType, parts.get(k), () => set({ type: k }))));
  const moreTypes = rest.length ? h("button", { type: "button", class: "kind", onclick: (ev) => { list.append(...rest.map(([k, n]) => bar(typeName(k), null, n, maxType, parts.get(k), () => set({ type: k })))); ev.target.remove(); } }, t("more", rest.length)) : null;
  return h("div", { class: "grid" },
    h("section", { class: "wide" }, h("h2", null, t("byMonth")), months(events)),
    h("section", null, h("h2", null, t("byType")), h("p", { class: "lede" }, t("byTypeNote")), legend(), list, moreTypes),
    h("section", null,
      h("h2", null, t("share")), h("p", { class: "lede" }, t("shareNote")),
      h("div", { class: "share" }, FACTS.filter((f) => facts.get(f)).map((f) => h("button", { type: "button", class: f, title: `${t(f)} ${facts.get(f)}`, "aria-label": `${t(f)} ${facts.get(f)}`, css: { flex: `${facts.get(f)} 0 0` }, onclick: () => set({ fact: f }) }))),
      h("ul", { class: "legend" }, FACTS.filter((f) => facts.get(f)).map((f) => h("li", null, h("i", { class: f }), `${t(f)} ${number(facts.get(f) / events.length, { style: "percent", maximumFractionDigits: 0 })}`))),
      actors.length ? [h("h2", { css: { "margin-top": "34px" } }, t("topActors")), h("p", { class: "lede" }, t("topActorsNote")),
        h("ul", { class: "bars" }, actors.map(([id, n]) => bar(ENTITY.get(id).name, WORDS[lang].entity[ENTITY.get(id).type], n, actors[0][1], [["", n]], () => set({ actor: id }))))] : null),
    h("section", { class: "wide" }, h("h2", null, t("money")), h("p", { class: "lede" }, t("moneyNote")), sums(events)));
}

function sums(events) {
  const seen = new Set(), rows = new Map();
  for (const e of events) for (const a of e.amounts) {
    if (a[4] !== "money") continue;
    const told = `${e.cluster}|${a[8]}|${a[5]}|${a[6]}|${a[7]}`;
    if (seen.has(told)) continue;
    seen.add(told);
    const key = `${e.type}|${a[8]}`, row = rows.get(key) || { type: e.type, unit: a[8], n: 0, sum: 0, max: 0, ranges: 0, top: null };
    if (a[5] == null) row.ranges++; else { row.n++; row.sum += a[5]; if (a[5] > row.max || !row.top) { row.max = a[5]; row.top = e; } }
    rows.set(key, row);
  }
  const sorted = [...rows.values()].sort((a, b) => (typeName(a.type) < typeName(b.type) ? -1 : typeName(a.type) > typeName(b.type) ? 1 : b.sum - a.sum));
  if (!sorted.length) return h("p", { class: "lede" }, "—");
  let last = "";
  return h("div", { class: "scroll" }, h("table", { class: "plain" },
    h("thead", null, h("tr", null, h("th", null, t("type")), h("th", null, t("unit")), h("th", { class: "num figures" }, t("figures")), h("th", { class: "num" }, t("sum")), h("th", { class: "num" }, t("max")))),
    h("tbody", null, sorted.map((r) => { const first = r.type !== last; last = r.type; return h("tr", null, h("td", null, first ? typeName(r.type) : ""), h("td", null, r.unit),
      h("td", { class: "num figures" }, number(r.n), r.ranges ? h("small", null, ` + ${t("ranges", r.ranges)}`) : null), h("td", { class: "num", title: money(r.sum, r.unit, false) }, r.n ? money(r.sum, r.unit) : "—"),
      h("td", { class: "num" }, r.top ? h("a", { href: go(r.top) }, money(r.max, r.unit)) : "—")); }))));
}

function monthRange(keys) {
  const all = []; let [y, m] = keys[0].split("-").map(Number); const end = keys[keys.length - 1];
  for (;;) { const k = `${String(y).padStart(4, "0")}-${String(m).padStart(2, "0")}`; all.push(k); if (k >= end) return all; if (++m > 12) { m = 1; y++; } }
}

function months(events) {
  const own = events.filter((e) => monthOf(e.when) && e.when.own).length, dated = events.filter((e) => monthOf(e.when));
  const note = h("p", { class: "lede" }, t("byMonthNote", number(own), number(dated.length - own), number(events.length - dated.length)));
  if (!dated.length) return note;
  const keys = [...new Set(dated.map((e) => monthOf(e.when)))].sort();
  // A few mentions of a distant past must not squeeze the rest: years are shown when the months do not fit.
  let axis = monthRange(keys), keyOf = (e) => monthOf(e.when);
  if (axis.length > 120) { keyOf = (e) => e.when.from.slice(0, 4); const y0 = +keys[0].slice(0, 4), y1 = +keys[keys.length - 1].slice(0, 4); axis = y1 - y0 < 160 ? Array.from({ length: y1 - y0 + 1 }, (_, i) => String(y0 + i)) : [...new Set(keys.map((k) => k.slice(0, 4)))]; }
  const stacks = new Map(axis.map((k) => [k, FACTS.map(() => 0)]));
  for (const e of dated) stacks.get(keyOf(e))[FACTS.indexOf(e.fact)]++;
  const max = Math.max(...[...stacks.values()].map((v) => v.reduce((a, b) => a + b)));
  const W = Math.min(document.body.clientWidth - (innerWidth < 760 ? 32 : 64), 1256), H = 170, base = H - 22, step = W / axis.length, width = Math.max(1.5, Math.min(34, step * 0.8));
  const svg = s("svg", { class: "months", viewBox: `0 0 ${W} ${H}`, role: "img", "aria-label": t("byMonth") });
  const ticks = max <= 4 ? [max] : [Math.round(max / 2), max];
  for (const n of ticks) { const y = base - (n / max) * (base - 14); svg.append(s("line", { x1: 0, x2: W, y1: y, y2: y }), s("text", { x: 0, y: y - 3 }, number(n))); }
  const room = Math.ceil(84 / step);
  axis.forEach((k, i) => {
    const x = i * step + (step - width) / 2; let y = base;
    stacks.get(k).forEach((n, f) => { if (!n) return; const height = (n / max) * (base - 14); y -= height; svg.append(s("rect", { x, y, width, height: Math.max(0.5, height - 0.6), fill: `var(--${FACTS[f]})` })); });
    const year = k.endsWith("-01") || i === 0 || k.length === 4;
    if (i % room === 0) { const mid = i * step + step / 2, end = i > 0 && mid + 24 > W; svg.append(s("text", { x: i === 0 && step < 40 ? 0 : end ? W : mid, y: H - 6, "text-anchor": i === 0 && step < 40 ? "start" : end ? "end" : "middle", "font-weight": year ? 600 : 400 }, k)); }
    const total = stacks.get(k).reduce((a, b) => a + b); if (!total) return;
    const b = bounds(k), pick = () => set({ from: b[0], to: b[1] });
    svg.append(s("rect", { class: "hit", x: i * step, y: 0, width: step, height: base, tabindex: 0, role: "button", "aria-label": `${k}: ${total}`, onclick: pick, onkeydown: (ev) => ev.key === "Enter" && pick() }, s("title", null, `${k} : ${total}`)));
  });
  svg.append(s("line", { x1: 0, x2: W, y1: base, y2: base, css: { stroke: "var(--ink)" } }));
  return [note, legend(), svg];
}

function timeline(events) {
  const dated = events.filter((e) => e.when).sort((a, b) => (a.when.from < b.when.from ? 1 : a.when.from > b.when.from ? -1 : a.index - b.index));
  const undated = events.filter((e) => !e.when);
  if (!events.length) return h("p", { class: "empty" }, t("none"));
  const list = h("ol", { class: "chronicle" });
  let shown = 0, month = "";
  const all = [...dated, ...undated];
  const more = h("button", { type: "button", class: "kind", css: { padding: "18px 0" }, onclick: () => grow() });
  const grow = () => {
    for (const e of all.slice(shown, shown + 60)) {
      const key = monthOf(e.when) || (e.when ? e.when.from.slice(0, 4) : t("undated"));
      if (key !== month) { month = key; list.append(h("li", null, h("h3", null, monthOf(e.when) ? new Intl.DateTimeFormat(lang, { month: "long", year: "numeric", timeZone: "UTC" }).format(new Date(`${key}-15T00:00:00Z`)) : key))); }
      list.append(h("li", null, h("a", { href: go(e) }, h("time", null, whenText(e.when)), h("div", null, h("span", { class: "kind" }, typeName(e.type)), e.fact !== "asserted" ? h("span", { class: "fact", css: { "--c": `var(--${e.fact})`, "margin-left": "12px" } }, t(e.fact)) : null, h("p", null, sentence(e))))));
    }
    shown += 60; more.textContent = t("more", number(Math.max(0, all.length - shown))); more.hidden = shown >= all.length;
  };
  grow();
  return h("div", { css: { "padding-top": "26px" } }, h("h2", null, t("timeline")), h("p", { class: "lede" }, t("stripNote")), dated.length ? strip(dated) : null, list, more);
}

function strip(dated) {
  const narrow = innerWidth < 760, W = Math.min(document.body.clientWidth - (narrow ? 32 : 64), 1256), left = narrow ? 78 : 96, lane = 30;
  const day = (d) => Date.parse(`${d}T00:00:00Z`) / 864e5;
  const times = dated.map((e) => day(e.when.from)).filter(Number.isFinite).sort((a, b) => a - b);
  // The axis spans the middle 96 of 100; what lies outside is drawn at the edge.
  let from = times[Math.floor(times.length * 0.02)], to = times[Math.min(times.length - 1, Math.floor(times.length * 0.98))]; if (to - from < 30) { from -= 15; to += 15; }
  const x = (d) => left + 8 + Math.max(0, Math.min(1, (d - from) / (to - from))) * (W - left - 16);
  const families = FAMILIES.filter((f) => dated.some((e) => e.family === f)), H = families.length * lane + 26;
  const svg = s("svg", { class: "strip", viewBox: `0 0 ${W} ${H}`, height: H, role: "img", "aria-label": t("timeline") });
  families.forEach((f, i) => svg.append(s("line", { x1: left, x2: W, y1: i * lane + lane / 2, y2: i * lane + lane / 2 }), s("text", { x: 0, y: i * lane + lane / 2 + 4 }, FAMILY_NAMES[lang][f])));
  const span = to - from, years = span > 900, steps = Math.max(2, Math.floor((W - left) / 110));
  let said = "";
  for (let i = 0; i <= steps; i++) { const d = new Date((from + (span * i) / steps) * 864e5).toISOString(), label = years ? d.slice(0, 4) : span > 90 ? d.slice(0, 7) : d.slice(0, 10); if (label !== said) svg.append(s("text", { x: x(from + (span * i) / steps), y: H - 4, "text-anchor": i === steps ? "end" : "middle" }, (said = label))); }
  const place = new Map(), dots = dated.length > 3000 ? dated.filter((_, i) => i % Math.ceil(dated.length / 3000) === 0) : dated;
  for (const e of dots) {
    const f = families.indexOf(e.family), cx = x(day(e.when.from)), slot = `${f}|${Math.round(cx / 7)}`, k = place.get(slot) || 0; place.set(slot, k + 1);
    const cy = f * lane + lane / 2 + (k % 2 ? 1 : -1) * Math.ceil(k / 2) * 4 % (lane / 2);
    svg.append(s("circle", { cx, cy, r: 3.4, class: e.when.own ? null : "loose", fill: `var(--${e.fact})`, stroke: `var(--${e.fact})`, onclick: () => (location.hash = go(e)) }, s("title", null, `${whenText(e.when)} · ${typeName(e.type)} · ${e.trigger[2]}`)));
  }
  return svg;
}

function network(events) {
  const ties = new Map(), weight = new Map();
  for (const e of events) {
    for (const a of e.actors) weight.set(a, (weight.get(a) || 0) + 1);
    for (let i = 0; i < e.actors.length; i++) for (let j = i + 1; j < e.actors.length; j++) { const key = [e.actors[i], e.actors[j]].sort().join("|"); ties.set(key, (ties.get(key) || 0) + 1); }
  }
  const limit = innerWidth < 760 ? 28 : 60;
  const degree = new Map();
  for (const [k, n] of ties) for (const id of k.split("|")) degree.set(id, (degree.get(id) || 0) + n);
  const kept = new Set(ranked(degree).slice(0, limit).map(([id]) => id));
  const edges = ranked(ties).map(([k, n]) => ({ a: k.split("|")[0], b: k.split("|")[1], n })).filter((e) => kept.has(e.a) && kept.has(e.b));
  if (!edges.length) return h("p", { class: "empty" }, t("none"));
  const W = innerWidth < 760 ? 380 : 820, H = innerWidth < 760 ? 470 : 620;
  const nodes = [...kept].map((id, i) => ({ id, w: weight.get(id), x: W / 2 + Math.cos(i * 2.4) * 22 * Math.sqrt(i), y: H / 2 + Math.sin(i * 2.4) * 18 * Math.sqrt(i), name: ENTITY.get(id).name, type: ENTITY.get(id).type }));
  layout(nodes, edges, W, H);
  const at = new Map(nodes.map((n) => [n.id, n])), most = Math.max(...nodes.map((n) => n.w));
  const svg = s("svg", { class: "net", viewBox: `0 0 ${W} ${H}`, role: "group", "aria-label": t("netTitle") });
  for (const e of edges) svg.append(s("line", { "data-a": e.a, "data-b": e.b, x1: at.get(e.a).x, y1: at.get(e.a).y, x2: at.get(e.b).x, y2: at.get(e.b).y, "stroke-width": Math.min(6, 0.8 + e.n) }));
  const focus = (id) => { for (const el of svg.querySelectorAll("g,line")) { const near = !id || el.dataset.id === id || el.dataset.a === id || el.dataset.b === id || edges.some((e) => (e.a === id && e.b === el.dataset.id) || (e.b === id && e.a === el.dataset.id)); el.classList.toggle("off", !near); } };
  const boxes = [], radius = (n) => 4 + 9 * Math.sqrt(n.w / most);
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
  return h("div", { class: "grid" }, h("section", { class: "twothirds" }, h("h2", null, t("netTitle")), h("p", { class: "lede" }, t("netNote")), h("ul", { class: "legend" }, ["PER", "ORG", "LOC", "MISC"].map((k) => h("li", null, h("i", { css: { background: `var(--${k})` } }), WORDS[lang].entity[k]))), svg),
    h("section", { class: "third" }, h("h2", null, t("ties")), h("p", { class: "lede" }, "\u00a0"), h("table", { class: "plain" }, h("tbody", null, edges.slice(0, 22).map((e) => h("tr", null, h("td", null, bdi(at.get(e.a).name), " — ", bdi(at.get(e.b).name)), h("td", { class: "num" }, number(e.n))))))));
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

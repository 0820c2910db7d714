// Months as months: the axis is where the events are; stray dates stand in a band of their own at its ends.
const monthOf = (w) => (w && w.from.slice(0, 7) === w.to.slice(0, 7) ? w.from.slice(0, 7) : null);
/** The month in which an event begins, as the recipes take it; a date known to the year only has none. */
const startMonth = (w) => (w && w.first && !["year", "open"].includes(w.precision) ? w.first.slice(0, 7) : null);
const ordinal = (month) => +month.slice(0, 4) * 12 + +month.slice(5, 7) - 1;
const ofOrdinal = (n) => `${String(Math.floor(n / 12)).padStart(4, "0")}-${String((n % 12) + 1).padStart(2, "0")}`;
const LONGEST = 240, SHORT = 120, GAP = 12;

/**
 * First and last month of the axis for months with their number of events.
 *
 * Months fall into groups where more than a year between them is empty. The axis has the largest group; a neighbor joins while the
 * whole stays within ten years, or within twenty when the neighbor holds a tenth of all events or a fifth would stand outside.
 */
function axisOf(counts) {
  const at = [...counts].map(([month, n]) => [ordinal(month), n]).sort((a, b) => a[0] - b[0]), all = at.reduce((sum, [, n]) => sum + n, 0);
  const groups = [];
  for (const [month, n] of at) { const last = groups[groups.length - 1]; if (last && month - last.to <= GAP) { last.to = month; last.n += n; } else groups.push({ from: month, to: month, n }); }
  let low = groups.reduce((best, g, i) => (g.n > groups[best].n ? i : best), 0), high = low, held = groups[low].n;
  for (;;) {
    const near = [low - 1, high + 1].filter((i) => groups[i]).map((i) => ({ i, g: groups[i], span: Math.max(groups[high].to, groups[i].to) - Math.min(groups[low].from, groups[i].from) + 1 }));
    const fits = near.filter(({ g, span }) => span <= SHORT || (span <= LONGEST && (g.n >= all * 0.1 || held < all * 0.8))).sort((a, b) => a.span - b.span)[0];
    if (!fits) break;
    low = Math.min(low, fits.i); high = Math.max(high, fits.i); held += fits.g.n;
  }
  let [from, to] = [groups[low].from, groups[high].to];
  if (to - from >= LONGEST) {
    const within = (start) => at.reduce((sum, [month, n]) => sum + (month >= start && month < start + LONGEST ? n : 0), 0);
    from = at.map(([month]) => month).filter((month) => month >= from && month <= to).reduce((best, month) => (within(month) > within(best) ? month : best)); to = Math.min(to, from + LONGEST - 1);
  }
  return [ofOrdinal(from), ofOrdinal(to)];
}

const countMonths = (dated) => tally(dated, (e) => monthOf(e.when));
const aroundDay = (date, days) => new Date(Date.parse(`${date}T00:00:00Z`) + days * 864e5).toISOString().slice(0, 10);

/** The columns of the chart: a band for what is before, the months, a band for what is after. */
function columnsOf(dated) {
  const [first, last] = axisOf(countMonths(dated)), out = [], start = `${first}-01`, end = bounds(last)[1];
  if (dated.some((e) => monthOf(e.when) < first)) out.push({ key: "before", lines: [t("before"), dateText(first, "short")], band: true, pick: { from: "", to: aroundDay(start, -1) } });
  for (let n = ordinal(first); n <= ordinal(last); n++) { const key = ofOrdinal(n), [from, to] = bounds(key); out.push({ key, lines: [dateText(key, "short")], pick: { from, to } }); }
  if (dated.some((e) => monthOf(e.when) > last)) out.push({ key: "after", lines: [t("after"), dateText(last, "short")], band: true, pick: { from: aroundDay(end, 1), to: "" } });
  const keyOf = (e) => { const month = monthOf(e.when); return month < first ? "before" : month > last ? "after" : month; };
  return [out, keyOf];
}

function months(events) {
  const dated = events.filter((e) => monthOf(e.when)), own = dated.filter((e) => e.when.own).length;
  const note = h("p", { class: "lede" }, t("byMonthNote", own, dated.length - own, events.length - dated.length));
  if (!dated.length) return note;
  const [columns, keyOf] = columnsOf(dated), stacks = new Map(columns.map((c) => [c.key, FACTS.map(() => 0)]));
  for (const e of dated) stacks.get(keyOf(e))[FACTS.indexOf(e.fact)]++;
  const total = (key) => stacks.get(key).reduce((a, b) => a + b), max = Math.max(...columns.map((c) => total(c.key)));
  const W = Math.min(document.body.clientWidth - (innerWidth < 760 ? 32 : 64), 1256), H = 184, base = H - 34, BAND = innerWidth < 760 ? 84 : 96;
  const bands = columns.filter((c) => c.band).length, plain = columns.length - bands, step = (W - bands * BAND) / plain;
  const svg = s("svg", { class: "months", viewBox: `0 0 ${W} ${H}`, role: "img", "aria-label": t("byMonth") });
  const ticks = max <= 4 ? [max] : [Math.round(max / 2), max];
  const height = (n) => (n / max) * (base - 14);
  for (const n of ticks) svg.append(s("line", { x1: 0, x2: W, y1: base - height(n), y2: base - height(n) }));
  const LABEL = 58, edge = W - (columns[columns.length - 1].band ? BAND : 0); let left = 0, free = 0;
  for (const c of columns) {
    const wide = c.band ? BAND : step, width = Math.max(1, Math.min(34, wide * 0.8)), mid = left + wide / 2, n = total(c.key); let y = base;
    if (c.band) svg.append(s("rect", { class: "band", x: left + (c.key === "after" ? 8 : 0), y: 0, width: BAND - 8, height: base }));
    stacks.get(c.key).forEach((k, f) => { if (!k) return; y -= height(k); svg.append(s("rect", { x: mid + (c.key === "after" ? 4 : c.band ? -4 : 0) - width / 2, y, width, height: Math.max(0.5, height(k) - 0.6), fill: `var(--${FACTS[f]})` })); });
    if (c.band) [c.lines[0], `${c.lines[1]} (${number(n)})`].forEach((words, i) => svg.append(s("text", { x: c.key === "after" ? W : 0, y: H - 18 + i * 14, "text-anchor": c.key === "after" ? "end" : "start" }, words)));
    else {
      const from = Math.max(free ? 0 : left, Math.min(mid - LABEL / 2, edge - LABEL));
      if (from >= free) { svg.append(s("text", { x: from, y: H - 18, "font-weight": c.key.endsWith("-01") || !free ? 600 : 400 }, c.lines[0])); free = from + LABEL + 16; }
    }
    const pick = () => set(c.pick);
    if (n) svg.append(s("rect", { class: "hit", "data-month": c.key, x: left, y: 0, width: wide, height: base, tabindex: 0, role: "button", "aria-label": labeled(c.lines.join(" "), number(n)), onclick: pick, onkeydown: (ev) => ev.key === "Enter" && pick() }, s("title", null, labeled(c.lines.join(" "), number(n)))));
    left += wide;
  }
  svg.append(s("line", { x1: 0, x2: W, y1: base, y2: base, css: { stroke: "var(--ink)" } }));
  // Figures come last, or a band would cover them.
  for (const n of ticks) svg.append(s("text", { class: "tick", x: 0, y: base - height(n) - 3 }, number(n)));
  return [note, legend(), svg];
}

function strip(dated) {
  const narrow = innerWidth < 760, W = Math.min(document.body.clientWidth - (narrow ? 32 : 64), 1256), left = narrow ? 78 : 96, lane = 30;
  const day = (d) => Date.parse(`${d}T00:00:00Z`) / 864e5;
  const whole = dated.filter((e) => Number.isFinite(day(e.when.from))), placed = whole.filter((e) => monthOf(e.when));
  if (!placed.length) return null;
  const [first, last] = axisOf(countMonths(placed));
  let [from, to] = [day(`${first}-01`), day(bounds(last)[1])]; if (to - from < 60) { from -= 15; to += 15; }
  const early = whole.some((e) => day(e.when.from) < from), late = whole.some((e) => day(e.when.from) > to), BAND = narrow ? 40 : 60;
  const x0 = left + 8 + (early ? BAND : 0), x1 = W - 8 - (late ? BAND : 0);
  const x = (d) => (d < from ? x0 - BAND / 2 - 6 : d > to ? x1 + BAND / 2 + 6 : x0 + ((d - from) / (to - from)) * (x1 - x0));
  const families = FAMILIES.filter((f) => dated.some((e) => e.family === f)), H = families.length * lane + 26;
  const svg = s("svg", { class: "strip", viewBox: `0 0 ${W} ${H}`, height: H, role: "img", "aria-label": t("timeline") });
  families.forEach((f, i) => svg.append(s("line", { x1: left, x2: W, y1: i * lane + lane / 2, y2: i * lane + lane / 2 }), s("text", { x: 0, y: i * lane + lane / 2 + 4 }, FAMILY_NAMES[lang][f])));
  for (const [there, at, side, month, anchor] of [[early, x0 - BAND, t("before"), first, "start"], [late, x1 + 12, t("after"), last, "end"]]) if (there) svg.append(s("rect", { class: "band", x: at, y: 0, width: BAND - 12, height: H - 20 }, s("title", null, `${side} ${dateText(month)}`)), s("text", { x: anchor === "start" ? at : W, y: H - 4, "text-anchor": anchor }, narrow ? "…" : `${side} ${month.slice(0, 4)}`));
  const span = to - from, short = span <= 90, ticks = [], width = short ? 88 : 68;
  if (span > 900) for (let y = +first.slice(0, 4) + 1; y <= +last.slice(0, 4); y++) ticks.push([day(`${y}-01-01`), String(y)]);
  else if (!short) for (let n = ordinal(first); n <= ordinal(last); n++) ticks.push([day(`${ofOrdinal(n)}-01`), dateText(ofOrdinal(n), "short")]);
  else for (let d = Math.ceil(from); d <= to; d += 7) ticks.push([d, dateText(new Date(d * 864e5).toISOString().slice(0, 10), "short")]);
  let free = x0;
  for (const [d, label] of ticks) { const at = Math.max(x0, x(d)); if (at >= free && at + width <= x1 + 8) { svg.append(s("text", { x: at, y: H - 4 }, label)); free = at + width; } }
  const place = new Map(), dots = whole.length > 3000 ? whole.filter((_, i) => i % Math.ceil(whole.length / 3000) === 0) : whole;
  for (const e of dots) {
    const f = families.indexOf(e.family), cx = x(day(e.when.from)), slot = `${f}|${Math.round(cx / 7)}`, k = place.get(slot) || 0; place.set(slot, k + 1);
    const cy = f * lane + lane / 2 + (k % 2 ? 1 : -1) * Math.ceil(k / 2) * 4 % (lane / 2);
    svg.append(s("circle", { cx, cy, r: 3.4, class: e.when.own ? null : "loose", fill: `var(--${e.fact})`, stroke: `var(--${e.fact})`, onclick: () => (location.hash = go(e)) }, s("title", null, `${whenText(e.when)} · ${typeName(e.type)} · ${e.trigger[2]}`)));
  }
  return svg;
}

// Overview and timeline: drawn from the selected events.
const tally = (items, key) => { const m = new Map(); for (const i of items) for (const k of [key(i)].flat()) m.set(k, (m.get(k) || 0) + 1); return m; };
/** The most frequent first; of equals, in the order of what they are called. */
const ranked = (m, called = String) => [...m].sort((a, b) => b[1] - a[1] || order(called(a[0]), called(b[0])));
const PARTS = ["told", "ahead", "denied"];
const legend = () => h("ul", { class: "legend" }, FACTS.map((f) => h("li", null, h("i", { class: f }), t(f))));

function bar(name, note, n, max, parts, onclick) {
  return h("li", null, h("button", { type: "button", onclick }, h("span", { class: "name" }, bdi(name), note ? h("small", null, ` ${note}`) : null),
    h("span", { class: "track" }, parts.map(([cls, k]) => h("i", { class: cls, css: { width: `${(100 * k) / max}%`, ...(cls ? {} : { background: "var(--asserted)" }) } }))),
    h("span", { class: "n" }, number(n))));
}

function overview(events) {
  if (!events.length) return nothing();
  const types = ranked(tally(events, (e) => e.type), typeName), maxType = types[0][1];
  const facts = tally(events, (e) => e.fact);
  const actors = ranked(tally(events, (e) => e.actors), entityName).slice(0, 15);
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
      h("div", { class: "share" }, FACTS.filter((f) => facts.get(f)).map((f) => h("button", { type: "button", class: f, title: `${t(f)} ${number(facts.get(f))}`, "aria-label": `${t(f)} ${number(facts.get(f))}`, css: { flex: `${facts.get(f)} 0 0` }, onclick: () => set({ fact: f }) }))),
      h("ul", { class: "legend" }, FACTS.filter((f) => facts.get(f)).map((f) => h("li", null, h("i", { class: f }), `${t(f)} ${number(facts.get(f) / events.length, { style: "percent", maximumFractionDigits: 0 })}`))),
      actors.length ? [h("h2", { css: { "margin-top": "34px" } }, t("topActors")), h("p", { class: "lede" }, t("topActorsNote")),
        h("ul", { class: "bars" }, actors.map(([id, n]) => bar(entityName(id), WORDS[lang].entity[ENTITY.get(id).type], n, actors[0][1], [["", n]], () => set({ actor: id }))))] : null),
    h("section", { class: "wide", id: "sums" }, h("h2", null, t("money")), h("p", { class: "lede" }, t("moneyNote")), sums(events)));
}

// What is refused is not paid; what is asked for, promised or threatened is not paid yet.
const REFUSED = new Set(["COM.Reject", "COM.Deny"]), SAID = new Set(["COM.Request", "COM.Promise", "COM.Threaten"]);
/** What is investigated or what cuts save is paid by nobody. */
const NO_PAYMENT = new Set(["JUS.Investigate", "ECO.Layoff"]);
/** Whether the money of an event has moved, may move, or does not. */
const partOf = (e, a) => (e.fact === "denied" || REFUSED.has(e.type) ? "denied" : a[0] === "forecast" || e.fact !== "asserted" || SAID.has(e.type) ? "ahead" : "told");

/** What money an event tells: its main amount, set apart where it is refused or no more than expected. Firms' results are no payment. */
function payments(events) {
  const seen = new Set(), out = [];
  for (const e of events) {
    const a = mainAmount(e, "money");
    if (!a) continue;
    const told = `${e.cluster}|${a[8]}|${a[5]}|${a[6]}|${a[7]}|${a[0]}`;
    if (seen.has(told)) continue;
    seen.add(told);
    out.push({ e, a, part: partOf(e, a) });
  }
  return out;
}

/** By type and currency: how many figures, their sum where they add up, the largest and whose it is; what is only expected apart. */
function sums(events) {
  const rows = new Map();
  for (const { e, a, part } of payments(events)) {
    const key = `${part}|${e.type}|${a[8]}`, row = rows.get(key) || { part, type: e.type, unit: a[8], n: 0, sum: 0, ranges: 0, top: null };
    if (a[5] == null) row.ranges++; else { row.n++; row.sum += a[5]; }
    if (!row.top || mostOf(a) > mostOf(row.top.a)) row.top = { e, a };
    rows.set(key, row);
  }
  if (!rows.size) return h("p", { class: "lede" }, t("noMoney"));
  const sorted = [...rows.values()].sort((a, b) => order(typeName(a.type), typeName(b.type)) || b.sum - a.sum);
  const adds = (r) => r.n > 0 && r.type !== "ECO.Result";
  return PARTS.filter((part) => sorted.some((r) => r.part === part)).map((part) => sheet(`depeche-${part}`, t("parts")[part], [
    { name: "type", label: t("type"), of: (r) => typeName(r.type) },
    { name: "unit", label: t("unit"), of: (r) => r.unit, show: (r) => unitName(r.unit, 2) },
    { name: "figures", label: t("figures"), num: true, minor: true, of: (r) => r.n, show: (r) => [number(r.n), r.ranges ? h("small", null, ` + ${t("ranges", r.ranges)}`) : null] },
    { name: "sum", label: t("sum"), num: true, named: true, of: (r) => (adds(r) ? r.sum : null), show: (r) => (adds(r) ? money(r.sum, r.unit) : "—") },
    { name: "largest", label: t("max"), num: true, named: true, of: (r) => mostOf(r.top.a), show: (r) => h("a", { href: go(r.top.e) }, amountText(r.top.a)) },
    { name: "who", label: t("who"), of: (r) => whoText(r.top.e), show: (r) => who(r.top.e) },
  ], sorted.filter((r) => r.part === part)));
}

function timeline(events) {
  if (!events.length) return nothing();
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
      if (key !== month) { month = key; list.append(h("li", null, h("h3", null, dateText(key)))); }
      list.append(h("li", null, h("a", { href: go(e) }, h("time", null, whenText(e.when)), h("div", null, h("span", { class: "kind" }, typeName(e.type)), e.fact !== "asserted" ? h("span", { class: "fact", css: { "--c": `var(--${e.fact})`, "margin-left": "12px" } }, t(e.fact)) : null, h("p", null, sentence(e))))));
    }
    shown += 60; more.textContent = t("more", Math.max(0, all.length - shown)); more.hidden = shown >= all.length;
  };
  grow();
  return h("div", { css: { "padding-top": "26px" } }, h("h2", null, t("timeline")), h("p", { class: "lede" }, t("stripNote")), dated.length ? strip(dated) : null, list, more);
}


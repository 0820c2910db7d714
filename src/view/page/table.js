// The table of events: a virtual list, only the rows in sight are in the page.
let sortBy = ["when", 1];
const biggest = (e) => e.amounts.reduce((m, a) => (a[4] === "money" && (a[5] ?? a[7] ?? 0) > m ? (a[5] ?? a[7]) : m), -1);
const people = (e, roles) => [...new Set(e.args.filter((a) => roles.includes(a[0])).map((a) => a[6] || a[3]))].join(", ");
const KEYS = { when: (e) => (e.when ? e.when.from : "9999"), type: (e) => typeName(e.type), who: (e) => people(e, ["actor"]) || "\uffff", what: (e) => e.index, amount: (e) => -biggest(e), fact: (e) => FACTS.indexOf(e.fact), conf: (e) => -e.conf };

function who(e) {
  const a = people(e, ["actor"]), r = people(e, ["recipient", "counterpart"]);
  return a && r ? [bdi(a), " → ", bdi(r)] : a ? bdi(a) : r ? ["→ ", bdi(r)] : "—";
}

function table(events) {
  const [key, way] = sortBy, of = KEYS[key];
  const rows = events.map((e) => [of(e), e]).sort((a, b) => (a[0] < b[0] ? -way : a[0] > b[0] ? way : a[1].index - b[1].index)).map((r) => r[1]);
  const head = h("div", { class: "head", role: "row" }, [["when", "date"], ["type", "type"], ["who", "who"], ["what", "what"], ["amount", "amount"], ["fact", "fact"], ["conf", "confShort"]].map(([k, label]) =>
    h("button", { type: "button", role: "columnheader", "aria-sort": key === k ? (way > 0 ? "ascending" : "descending") : null, onclick: () => { sortBy = [k, key === k ? -way : 1]; draw(); } }, t(label))));
  const inner = h("div", { css: { position: "relative" } }), list = h("div", { class: "list", id: "list", tabindex: 0, role: "grid", "aria-rowcount": rows.length, "aria-label": t("events") }, inner);
  if (!rows.length) { list.append(h("p", { class: "empty" }, t("none"))); return h("div", null, head, list); }
  let at = -1, first = -1, last = -1;
  const height = innerWidth <= 760 ? 104 : 52;
  inner.style.height = `${rows.length * height}px`;
  const paint = (force) => {
    const a = Math.max(0, Math.floor(list.scrollTop / height) - 6), b = Math.min(rows.length, Math.ceil((list.scrollTop + (list.clientHeight || 900)) / height) + 6);
    if (!force && a === first && b === last) return;
    [first, last] = [a, b];
    inner.replaceChildren(...rows.slice(a, b).map((e, i) => h("a", { class: a + i === at ? "row at" : "row", role: "row", "aria-rowindex": a + i + 1, tabindex: -1, href: go(e), css: { top: `${(a + i) * height}px` } },
      h("span", { class: "when", role: "gridcell" }, whenText(e.when)), h("span", { class: "kind", role: "gridcell", title: e.type }, typeName(e.type)), h("span", { class: "who", role: "gridcell" }, who(e)), h("span", { class: "says", role: "gridcell" }, sentence(e)),
      h("span", { class: "num amt", role: "gridcell" }, e.amounts.map(amountText).join(", ")), h("span", { class: "fact", role: "gridcell", css: { "--c": `var(--${e.fact})` } }, t(e.fact)), h("span", { class: "num conf", role: "gridcell" }, number(e.conf, { minimumFractionDigits: 2, maximumFractionDigits: 2 })))));
  };
  list.addEventListener("scroll", () => paint(false), { passive: true });
  list.addEventListener("keydown", (ev) => {
    const page = Math.floor(list.clientHeight / height) || 10, move = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -1e9, End: 1e9 }[ev.key];
    if (ev.key === "Enter" && at >= 0) { location.hash = go(rows[at]); return; }
    if (move === undefined) return;
    ev.preventDefault(); at = Math.max(0, Math.min(rows.length - 1, at + move));
    if (at * height < list.scrollTop) list.scrollTop = at * height; else if ((at + 1) * height > list.scrollTop + list.clientHeight) list.scrollTop = (at + 1) * height - list.clientHeight;
    paint(true);
  });
  paint(true); requestAnimationFrame(() => paint(true));
  return h("div", null, head, list);
}

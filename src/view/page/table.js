// The table of events: a virtual list, only the rows in sight are in the page.
let sortBy = ["when", 1];
const biggest = (e) => e.amounts.reduce((m, a) => (a[4] === "money" ? Math.max(m ?? 0, mostOf(a)) : m), null);
const people = (e, roles) => [...new Set(e.args.filter((a) => roles.includes(a[0])).map(nameOf))].join(", ");
const KEYS = { when: (e) => e.when && Date.parse(e.when.from), type: (e) => typeName(e.type), who: (e) => people(e, ["actor"]) || null, what: (e) => e.index, amount: (e) => { const most = biggest(e); return most && -most; }, fact: (e) => FACTS.indexOf(e.fact), conf: (e) => -e.conf };

function who(e) {
  const a = people(e, ["actor"]), r = people(e, ["recipient", "counterpart"]);
  return a && r ? [bdi(a), " → ", bdi(r)] : a ? bdi(a) : r ? ["→ ", bdi(r)] : "—";
}

const whoText = (e) => [people(e, ["actor"]), people(e, ["recipient", "counterpart"])].map((x, i) => (x && i ? `→ ${x}` : x)).filter(Boolean).join(" ");

/** What the download of events holds: the main columns of the table of events that `depeche export` makes, under their names. */
function eventColumns() {
  const own = (name, of) => ({ name, of });
  const roles = ["actor", "recipient", "theme", "place", "counterpart"].flatMap((role) => [own(role, (e) => nameOf(argument(e, role))), own(`${role}_id`, (e) => (argument(e, role) || [])[5])]);
  const amounts = ["money", "percent", "count"].flatMap((kind) => ["value", "min", "max", "cmp", "unit", "role"].map((what) => own(`${kind}_${what}`, (e) => { const a = mainAmount(e, kind); return a && { ...figures(a), cmp: a[9], unit: a[8], role: a[0] }[what]; })));
  return [own("event_id", (e) => e.id), own("cluster_id", (e) => e.cluster), own("doc_id", (e) => e.doc.id), own("doc_date", (e) => e.doc.date), own("doc_title", (e) => e.doc.title), own("source", (e) => e.doc.source), own("url", (e) => e.doc.url), own("type", (e) => e.type), own("label_fr", (e) => RUN.types[e.type].fr), own("trigger", (e) => e.trigger[2]), own("sentence", (e) => e.sentence[3]),
    ...roles, ...amounts, own("date_earliest", (e) => e.when && e.when.first), own("date_latest", (e) => e.when && e.when.last), own("date_precision", (e) => e.when && e.when.precision), own("date_source", (e) => e.when && e.when.source), own("factuality", (e) => e.fact), own("attribution", (e) => e.from[0]), own("attribution_source", (e) => e.source), own("confidence", (e) => e.conf), own("rule", (e) => e.rule), own("warnings", (e) => e.warnings.join("; ") || null)];
}

/** The amounts of an event, each whole; those for which a row has no room are counted. */
function amountLines(e) {
  const all = [...new Set([mainAmount(e, "money"), ...e.amounts].filter(Boolean))].map(amountText), room = all.length > 2 ? 1 : 2;
  return [...all.slice(0, room).map((text) => h("span", null, text)), all.length > room ? h("small", null, `+ ${number(all.length - room)}`) : null];
}

function table(events) {
  if (!events.length) return nothing();
  const [key, way] = sortBy, of = KEYS[key];
  const rows = events.map((e) => [of(e), e]).sort((a, b) => ordered(a[0], b[0], way) || a[1].index - b[1].index).map((r) => r[1]);
  const head = h("div", { class: "head", role: "row" }, [["when", "date"], ["type", "type"], ["who", "who"], ["what", "what"], ["amount", "amount"], ["fact", "fact"], ["conf", "confShort"]].map(([k, label]) =>
    h("button", { type: "button", role: "columnheader", "aria-sort": key === k ? (way > 0 ? "ascending" : "descending") : null, onclick: () => { sortBy = [k, key === k ? -way : 1]; draw(); } }, t(label))));
  const inner = h("div", { css: { position: "relative" } }), list = h("div", { class: "list", id: "list", tabindex: 0, role: "grid", "aria-rowcount": rows.length, "aria-label": t("events") }, inner);
    const take = h("div", { class: "takeline" }, downloads("depeche-events", eventColumns(), rows));
  let at = -1, first = -1, last = -1;
  const height = innerWidth <= 760 ? 104 : 52;
  inner.style.height = `${rows.length * height}px`;
  const paint = (force) => {
    const a = Math.max(0, Math.floor(list.scrollTop / height) - 6), b = Math.min(rows.length, Math.ceil((list.scrollTop + (list.clientHeight || 900)) / height) + 6);
    if (!force && a === first && b === last) return;
    [first, last] = [a, b];
    inner.replaceChildren(...rows.slice(a, b).map((e, i) => h("a", { class: a + i === at ? "row at" : "row", role: "row", "aria-rowindex": a + i + 1, tabindex: -1, href: go(e), css: { top: `${(a + i) * height}px` } },
      h("span", { class: "when", role: "gridcell" }, whenText(e.when, "short")), h("span", { class: "kind", role: "gridcell", title: e.type }, typeName(e.type)), h("span", { class: whoText(e) ? "who" : "who void", role: "gridcell" }, who(e)), h("span", { class: "says", role: "gridcell" }, sentence(e)),
      h("span", { class: "num amt", role: "gridcell", title: e.amounts.map(amountText).join(", ") }, amountLines(e)), h("span", { class: "fact", role: "gridcell", css: { "--c": `var(--${e.fact})` } }, t(e.fact)), h("span", { class: "num conf", role: "gridcell" }, number(e.conf, { minimumFractionDigits: 2, maximumFractionDigits: 2 })))));
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
  return h("div", null, take, head, list);
}

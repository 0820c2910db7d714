// Three questions that many come with, each answered ready: layoffs, money, accusations.
/** The column of an event's date. */
const dateColumn = (label) => ({ name: "date", label, of: (r) => whenIso(r.e.when), show: (r) => whenText(r.e.when, "short") });
const sentenceColumn = { name: "sentence", get label() { return t("what"); }, says: true, of: (r) => r.e.sentence[3].trim(), show: (r) => h("a", { href: go(r.e) }, sentence(r.e)) };

const aim = (a) => (a ? ["→ ", bdi(nameOf(a))] : "—");

/** The question's title, what its figures mean, and its tables. */
function ready(key, sheets) {
  const some = sheets.filter(Boolean);
  return h("div", { class: "ready" }, h("h2", null, t("tabs")[key]), h("p", { class: "lede" }, t("readyNote")[key]), some.length ? some : nothing());
}

/** How many people or jobs an event names; shops, plants and the like are none. */
const jobsOf = (e) => mainAmount({ amounts: e.amounts.filter((a) => PEOPLE.has(a[8])) }, "count");

/** Firm by month: of several tellings the largest number of jobs, since papers repeat the same cuts and tell whole and parts. */
function layoffs(events) {
  const own = events.filter((e) => e.type === "ECO.Layoff"), rows = new Map();
  // A mention that names no firm has that of another mention of the same event.
  const told = new Map(own.filter((e) => argument(e, "actor")).map((e) => [e.cluster, argument(e, "actor")]));
  for (const e of own) {
    const firm = argument(e, "actor") || told.get(e.cluster), jobs = jobsOf(e), month = startMonth(e.when), part = e.fact === "asserted" ? "told" : e.fact === "planned" ? "ahead" : "unsure";
    const key = [part, firm ? same(firm) : e.cluster, month || ""].join("\u0001"), row = rows.get(key) || { part, firm, month, own: false, jobs: null, docs: new Set(), e };
    row.docs.add(e.d); row.own ||= Boolean(e.when && e.when.source === "event");
    if (jobs && (!row.jobs || mostOf(jobs) > mostOf(row.jobs))) { row.jobs = jobs; row.e = e; }
    rows.set(key, row);
  }
  const sorted = [...rows.values()].sort((a, b) => Boolean(b.firm && b.firm[5]) - Boolean(a.firm && a.firm[5]) || ordered(nameOf(a.firm), nameOf(b.firm)) || ordered(a.month, b.month));
  const columns = [
    { name: "firm", label: t("firm"), of: (r) => nameOf(r.firm), show: (r) => bdi(nameOf(r.firm) || "—") },
    { name: "month", label: t("month"), whole: true, of: (r) => r.month, show: (r) => (r.month ? `${dateText(r.month)}${r.own ? "" : "\u00a0*"}` : "—") },
    { name: "jobs", label: t("jobs"), num: true, of: (r) => (r.jobs ? r.jobs[5] ?? mostOf(r.jobs) : null), show: (r) => (r.jobs ? amountText(r.jobs) : "—") },
    { name: "documents", label: t("documents"), num: true, minor: true, of: (r) => r.docs.size, show: (r) => number(r.docs.size) },
    sentenceColumn,
  ];
  return ready("layoffs", ["told", "ahead", "unsure"].map((part) => { const own = sorted.filter((r) => r.part === part); return own.length ? sheet(`depeche-layoffs-${part}`, t("layoffParts")[part], columns, own) : null; }));
}

/** Where an amount stands: payments, results of an organization, and what is neither, apart. */
function moneyPart({ e, part }) {
  if (part !== "told") return part;
  if (e.type === "ECO.Result") return ["actor", "theme"].some((role) => e.args.some((a) => a[0] === role && a[7] === "ORG")) ? "results" : "other";
  return NO_PAYMENT.has(e.type) ? "other" : "told";
}

/** Amounts, largest first within each currency; forecasts, plans and what is denied apart. */
function moneyView(events) {
  const all = payments(events), units = ranked(tally(all, (p) => p.a[8]), unitName).map(([u]) => u);
  const sorted = all.sort((x, y) => units.indexOf(x.a[8]) - units.indexOf(y.a[8]) || mostOf(y.a) - mostOf(x.a) || x.e.index - y.e.index);
  const columns = [
    { name: "amount", label: t("amount"), num: true, of: (r) => r.a[5] ?? mostOf(r.a), show: (r) => h("span", { title: r.a[3] }, amountText(r.a)) },
    { name: "unit", file: true, of: (r) => r.a[8] },
    { name: "role", label: t("meaning"), of: (r) => r.a[0], show: (r) => t("role")[r.a[0]] || r.a[0] },
    { name: "actor", label: t("actor"), of: (r) => nameOf(argument(r.e, "actor")), show: (r) => bdi(nameOf(argument(r.e, "actor")) || "—") },
    { name: "type", label: t("type"), of: (r) => r.e.type, show: (r) => h("span", { class: "kind" }, typeName(r.e.type)) },
    { name: "recipient", label: t("payee"), of: (r) => nameOf(argument(r.e, "recipient") || argument(r.e, "counterpart")), show: (r) => aim(argument(r.e, "recipient") || argument(r.e, "counterpart")) },
    dateColumn(t("date")),
    { name: "factuality", label: t("fact"), of: (r) => r.e.fact, show: (r) => h("span", { class: "fact", css: { "--c": `var(--${r.e.fact})` } }, t(r.e.fact)) },
    sentenceColumn,
  ];
  return ready("money", ["told", "ahead", "results", "other", "denied"].map((name) => { const own = sorted.filter((p) => moneyPart(p) === name); return own.length ? sheet(`depeche-money-${name}`, t("moneyParts")[name], columns, own) : null; }));
}

/** Who accuses whom: one row a pair, with its events and the newest of them. */
function accusations(events) {
  const rows = new Map();
  for (const e of events) {
    if (e.type !== "COM.Accuse") continue;
    const by = argument(e, "actor"), of = argument(e, "recipient"), part = e.fact === "asserted" ? "told" : "unsure", key = [part, by ? same(by) : "", of ? same(of) : "", by || of ? "" : e.cluster].join("\u0001");
    const row = rows.get(key) || { part, by, of, clusters: new Set(), docs: new Set(), e };
    row.clusters.add(e.cluster); row.docs.add(e.d);
    if (e.when && (!row.e.when || e.when.to > row.e.when.to)) row.e = e;
    rows.set(key, row);
  }
  const known = (r) => Boolean(r.by) + Boolean(r.of), sorted = [...rows.values()].sort((a, b) => known(b) - known(a) || b.clusters.size - a.clusters.size || ordered(nameOf(a.by), nameOf(b.by)));
  const columns = [
    { name: "accuser", label: t("accuser"), of: (r) => nameOf(r.by), show: (r) => bdi(nameOf(r.by) || "—") },
    { name: "accused", label: t("accused"), of: (r) => nameOf(r.of), show: (r) => aim(r.of) },
    { name: "events", label: t("events"), num: true, named: true, of: (r) => r.clusters.size, show: (r) => number(r.clusters.size) },
    { name: "documents", label: t("documents"), num: true, minor: true, of: (r) => r.docs.size, show: (r) => number(r.docs.size) },
    dateColumn(t("latest")),
    sentenceColumn,
  ];
  return ready("accusations", ["told", "unsure"].map((part) => { const own = sorted.filter((r) => r.part === part); return own.length ? sheet(`depeche-accusations-${part}`, t("accuseParts")[part], columns, own) : null; }));
}

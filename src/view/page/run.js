"use strict";
// The run as the page holds it: events with their document, actors, dates and words for searching.
const RUN = JSON.parse(document.getElementById("data").textContent);
const FACTS = ["asserted", "planned", "possible", "denied"];
const FAMILIES = ["COM", "POL", "SEC", "CYB", "JUS", "ECO", "DIS"];

function lastDay(year, month) { return new Date(Date.UTC(year, month, 0)).getUTCDate(); }

/** The first and last day of YYYY, YYYY-MM or YYYY-MM-DD. */
function bounds(date) {
  if (!date) return null;
  const [y, m, d] = date.split("-");
  if (d) return [date, date];
  if (m) return [`${y}-${m}-01`, `${y}-${m}-${lastDay(+y, +m)}`];
  return [`${y}-01-01`, `${y}-12-31`];
}

/** When an event is: its own date when it has one that is resolved, else its document's. */
function when(event, doc) {
  const order = { event_time: 0, begin: 1, end: 2 };
  const own = event.dates.filter((d) => d[7]).sort((a, b) => order[a[0]] - order[b[0]])[0];
  if (own) return { from: own[7], to: own[8] || own[7], own: true };
  const b = bounds(doc.date);
  return b ? { from: b[0], to: b[1], own: false } : null;
}

const fold = (s) => s.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[’ʼ]/g, "'").toLowerCase();
const actorsOf = (event) => event.args.filter((a) => ["actor", "recipient", "counterpart"].includes(a[0]) && a[5]);

RUN.docs.forEach((doc, i) => { doc.index = i; doc.events = []; });
RUN.events.forEach((event, i) => {
  event.index = i;
  event.doc = RUN.docs[event.d];
  event.doc.events.push(event);
  event.when = when(event, event.doc);
  event.family = event.type.split(".")[0];
  event.actors = [...new Set(actorsOf(event).map((a) => a[5]))];
  event.source = event.from[1] ? event.from[1][4] || event.from[1][2] : null;
});
const EVENT_BY_ID = new Map(RUN.events.map((e) => [e.id, e]));
const DOC_BY_ID = new Map(RUN.docs.map((d) => [d.id, d]));
const ENTITY = new Map();
for (const e of RUN.events) for (const a of e.args) if (a[5] && !ENTITY.has(a[5])) ENTITY.set(a[5], { id: a[5], name: a[6] || a[3], type: a[7] || "MISC" });

/** Words to search in, made when first asked for. */
function haystack(e) {
  return (e.hay ??= fold([e.sentence[3], e.type, RUN.types[e.type].fr, e.doc.title || "", e.doc.id, e.source || "", ...e.actors.map((id) => ENTITY.get(id).name)].join(" \u0001 ")));
}

const EMPTY = { q: "", type: "", actor: "", from: "", to: "", min: "", cur: "", fact: "", src: "", conf: 0 };
let filter = { ...EMPTY };

function passes(e, words) {
  const f = filter;
  if (f.type && e.type !== f.type && e.family !== f.type) return false;
  if (f.fact && e.fact !== f.fact) return false;
  if (f.conf && e.conf < f.conf) return false;
  if (f.actor && !e.actors.includes(f.actor)) return false;
  if (f.src && (f.src === "*" ? !e.source : f.src === "-" ? e.source : e.source !== f.src)) return false;
  if (f.from && !(e.when && e.when.to >= f.from)) return false;
  if (f.to && !(e.when && e.when.from <= f.to)) return false;
  if (f.min !== "" || f.cur) {
    const min = f.min === "" ? -Infinity : +f.min;
    if (!e.amounts.some((a) => (!f.cur || a[8] === f.cur) && Math.max(a[5] ?? -Infinity, a[7] ?? -Infinity, a[6] ?? -Infinity) >= min)) return false;
  }
  return words.every((w) => haystack(e).includes(w));
}

function selected() {
  const words = fold(filter.q).split(/\s+/).filter(Boolean);
  return RUN.events.filter((e) => passes(e, words));
}

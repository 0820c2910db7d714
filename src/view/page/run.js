"use strict";
// The run as the page holds it: events with their document, actors, dates and words for searching.
const RUN = JSON.parse(document.getElementById("data").textContent);
const PEOPLE = new Set(RUN.people);
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

/** When an event is: its first and last day, one standing for the other where a bound is open; nothing where no day is known. */
function when([first, last, source, precision], dates) {
  return first || last ? { from: first || last, to: last || first, first, last, source, precision, own: source !== "document", known: knownBound(first, last, dates) } : null;
}

/** Of a time with one end the date that the text gives for it: « depuis 2001 » is known to the year. */
function knownBound(first, last, dates) {
  if (first && last) return null;
  const told = dates.map((d) => d[5]).filter((value) => /^\d{4}(-\d\d){0,2}$/.test(value));
  return told.find((value) => (first ? bounds(value)[0] === first : bounds(value)[1] === last)) || first || last;
}

/** Case, accents, kinds of apostrophe, hyphen and space aside. */
const fold = (s) => s.normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/[’ʼ]/g, "'").replace(/[\u2010-\u2013]/g, "-").replace(/\s+/g, " ").toLowerCase();
const actorsOf = (event) => event.args.filter((a) => ["actor", "recipient", "counterpart"].includes(a[0]) && a[5]);

RUN.docs.forEach((doc, i) => { doc.index = i; doc.events = []; });
RUN.events.forEach((event, i) => {
  event.index = i;
  event.doc = RUN.docs[event.d];
  event.doc.events.push(event);
  event.when = when(event.when, event.dates);
  event.family = event.type.split(".")[0];
  event.actors = [...new Set(actorsOf(event).map((a) => a[5]))];
  event.source = event.from[1] ? event.from[1][4] || event.from[1][2] : null;
});
const EVENT_BY_ID = new Map(RUN.events.map((e) => [e.id, e]));
const DOC_BY_ID = new Map(RUN.docs.map((d) => [d.id, d]));
const ENTITY = new Map();
for (const e of RUN.events) for (const a of e.args) if (a[5] && !ENTITY.has(a[5])) ENTITY.set(a[5], { id: a[5], name: a[6] || a[3], type: a[7] || "MISC" });
const entityName = (id) => (ENTITY.get(id) || { name: id || "—" }).name;

/** Words to search in, made when first asked for. */
function haystack(e) {
  return (e.hay ??= fold([e.sentence[3], e.type, RUN.types[e.type].fr, TYPES_FR[e.type] || "", e.doc.title || "", e.doc.id, e.source || "", ...e.actors.map(entityName)].join(" \u0001 ")));
}

const EMPTY = { q: "", type: "", actor: "", other: "", from: "", to: "", min: "", cur: "", fact: "", src: "", conf: 0 };
let filter = { ...EMPTY };

/** The filter and a chosen language as the address carries them, `?type=ECO.Layoff&from=2024-01-01&lang=en`; nothing where there is neither. */
function query(of = filter) {
  const said = new URLSearchParams(Object.entries(of).filter(([k, v]) => v !== EMPTY[k]).map(([k, v]) => [k, String(v)]));
  if (chosen) said.set("lang", chosen);
  return String(said) && `?${said}`;
}

/** The filter that an address carries; what is no filter in it is left out. */
function filterOf(said) {
  const of = { ...EMPTY };
  for (const [k, v] of new URLSearchParams(said)) if (k in EMPTY) of[k] = k === "conf" ? Math.max(0, Math.min(1, +v || 0)) : v;
  return of;
}

/** Words that must all occur; what stands in quotation marks is a phrase, found on its borders only. */
function terms(q) {
  const word = /[\p{L}\p{N}]/u, out = [];
  for (const [, phrase, single] of fold(q).matchAll(/["«“”]\s*([^"«»“”]+?)\s*(?:["»“”]|$)|([^\s"«»“”]+)/g)) {
    if (single) { out.push((hay) => hay.includes(single)); continue; }
    out.push((hay) => {
      for (let at = hay.indexOf(phrase); at >= 0; at = hay.indexOf(phrase, at + 1)) if (!word.test(hay[at - 1] || "") && !word.test(hay[at + phrase.length] || "")) return true;
      return false;
    });
  }
  return out;
}

/** An amount's figure and its bounds, as in the tables of `depeche export`: « plus de 2 millions » has a lower bound only. */
function figures([, , , , , value, low, high, , cmp]) {
  if (cmp === "gt") return { value: null, min: value ?? low, max: null };
  if (cmp === "lt") return { value: null, min: null, max: value ?? high };
  return { value, min: value ?? low, max: value ?? high };
}

const mostOf = (a) => Math.max(a[5] ?? -Infinity, a[6] ?? -Infinity, a[7] ?? -Infinity);

function passes(e, wanted) {
  const f = filter;
  if (f.type && e.type !== f.type && e.family !== f.type) return false;
  if (f.fact && e.fact !== f.fact) return false;
  if (f.conf && e.conf < f.conf) return false;
  if (f.actor && !e.actors.includes(f.actor)) return false;
  if (f.other && !e.actors.includes(f.other)) return false;
  if (f.src && (f.src === "*" ? !e.source : f.src === "-" ? e.source : e.source !== f.src)) return false;
  if (f.from && !(e.when && e.when.to >= f.from)) return false;
  if (f.to && !(e.when && e.when.from <= f.to)) return false;
  if (f.min !== "" || f.cur) {
    const min = f.min === "" ? -Infinity : +f.min;
    if (!e.amounts.some((a) => (!f.cur || a[8] === f.cur) && mostOf(a) >= min)) return false;
  }
  return wanted.every((found) => found(haystack(e)));
}

function selected() {
  const wanted = terms(filter.q);
  return RUN.events.filter((e) => passes(e, wanted));
}

/** The argument that stands for its role: the first whose entity is known, else the first. */
function argument(e, role) { const all = e.args.filter((a) => a[0] === role); return all.find((a) => a[5]) || all[0]; }
const nameOf = (a) => (a ? a[6] || a[3] : null);
/** What two mentions of one participant share: the entity, else the words. */
const same = (a) => a[5] || fold(a[3]);

const AMOUNT_ROLES = ["price", "level", "change", "count", "share", "total", "forecast"];
/** Of several amounts of a kind (`percent` with points) the one that the event is about, as in the tables of `depeche export`. */
function mainAmount(e, kind) {
  const rank = (a) => (AMOUNT_ROLES.indexOf(a[0]) + 8) % 8;
  return e.amounts.filter((a) => a[4] === kind || (kind === "percent" && a[4] === "percentage_point")).reduce((best, a) => (best && rank(best) <= rank(a) ? best : a), null);
}

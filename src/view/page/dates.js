// Dates as people read them, « 12 juin 2024 »; downloads and the address keep ISO.
const FORMATS = new Map();
/** The formatter of days or months, made once for each language and length. */
function dateFormat(unit, month) {
  const key = `${lang} ${unit} ${month}`;
  if (!FORMATS.has(key)) FORMATS.set(key, new Intl.DateTimeFormat(lang, { ...(unit === "day" ? { day: "numeric" } : {}), month, year: "numeric", timeZone: "UTC" }));
  return FORMATS.get(key);
}

/** Parts of a date as words that no line breaks; French counts the first of a month, « 1er juin », which Intl does not. */
const dateWords = (parts) => parts.map((p) => (lang === "fr" && p.type === "day" && p.value === "1" ? "1er" : p.type === "literal" && !/[–-]/.test(p.value) ? p.value.replaceAll(" ", "\u00a0") : p.value)).join("");
const firstDay = (date) => new Date(`${date}${"-01-01".slice(date.length - 4)}T00:00:00Z`);

/** YYYY, YYYY-MM or YYYY-MM-DD in words; anything else as it stands. */
function dateText(date, month = "long") {
  const known = /^\d{4}(-\d\d){0,2}$/.test(date) && !Number.isNaN(+firstDay(date));
  if (!known) return date;
  return date.length === 4 ? String(+date) : dateWords(dateFormat(date.length === 10 ? "day" : "month", month).formatToParts(firstDay(date)));
}

/** The longest date, YYYY or YYYY-MM, that means just the days from one to another; nothing where none does. */
function wholeOf(from, to) {
  return [from, from.slice(0, 7), from.slice(0, 4)].find((date) => { const [first, last] = bounds(date); return first === from && last === to; }) || null;
}

/** From one day to another: « 10–14 juin 2024 », « avril – juin 2024 », « 2021 – 2024 ». */
function spanText(from, to, month = "long") {
  const whole = wholeOf(from, to);
  if (whole) return dateText(whole, month);
  const [a, b] = [firstDay(from), firstDay(to)];
  if (!(a <= b)) return `${dateText(from, month)} – ${dateText(to, month)}`;
  if (from.endsWith("-01-01") && to.endsWith("-12-31")) return `${dateText(from.slice(0, 4))} – ${dateText(to.slice(0, 4))}`;
  const months = from.endsWith("-01") && bounds(to.slice(0, 7))[1] === to;
  return dateWords(dateFormat(months ? "month" : "day", month).formatRangeToParts(a, b));
}

/** From one date to another, each known to the day, the month or the year. */
const periodText = (first, last) => (first.length === 10 && last.length === 10 ? spanText(first, last) : first === last ? dateText(first) : `${dateText(first)} – ${dateText(last)}`);

/** When an event is; an open end is said, since a single day would claim too much. */
function whenText(w, month = "long") {
  if (!w) return "—";
  if (!w.last || !w.first) return t(w.first ? "since" : "until", dateText(w.known, month), w.known.length === 10);
  return spanText(w.from, w.to, month);
}

/** The same for a file. */
function whenIso(w) {
  if (!w) return null;
  return wholeOf(w.from, w.to) || (w.from.endsWith("-01-01") && w.to.endsWith("-12-31") ? `${w.from.slice(0, 4)} – ${w.to.slice(0, 4)}` : `${w.from} →`);
}

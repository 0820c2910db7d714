// TIMEX3 values, as « 2024-Q2 » or « P3M », in words.
/** A number below forty as French writes centuries. */
const roman = (n) => [[10, "X"], [9, "IX"], [5, "V"], [4, "IV"], [1, "I"]].reduce(([rest, out], [value, sign]) => [rest % value, out + sign.repeat(Math.floor(rest / value))], [n, ""])[1];

/** « P1Y6M »: 1 an 6 mois; an X is some. */
function lengthText(value) {
  const [days, clock] = value.slice(1).split("T");
  const units = (text, before) => [...(text || "").matchAll(/(\d+(?:\.\d+)?|X)([A-Z])/g)].map(([, n, unit]) => [n, before + unit]);
  return [...units(days, ""), ...units(clock, "T")].map(([n, unit]) => {
    const [one, other, some] = t("length")[unit] || [unit, unit, unit];
    return n === "X" ? some : counted(+n, one, other);
  }).join(" ");
}

// A Monday, from which the days of a week are counted.
const dayOfWeek = (n) => new Intl.DateTimeFormat(lang, { weekday: "long", timeZone: "UTC" }).format(new Date(Date.UTC(2024, 0, n)));

/** A part of a year, as « Q2 » or « WXX-1 ». */
function partOfYear(part) {
  const [, kind, n] = part.match(/^([QH])(.)$/) || [];
  if (kind) return t(kind === "Q" ? "quarter" : "half", n);
  const [, week, day] = part.match(/^W(\d\d|XX)(?:-(WE|\d))?$/) || [];
  if (!week) return t("season")[part] || null;
  const own = week === "XX" && day ? null : t("week", week);
  return [day === "WE" ? t("weekend") : day ? dayOfWeek(+day) : null, own].filter(Boolean).join(", ");
}

/** A day or month of a year that is not known: « 6 février », « février »; nothing where no more is known than that it is one. */
function yearlessText(part) {
  const [month, day] = part.split("-");
  if (month === "XX") return day && day !== "XX" ? String(+day) : "";
  const options = day && day !== "XX" ? { day: "numeric", month: "long" } : { month: "long" };
  return dateWords(new Intl.DateTimeFormat(lang, { ...options, timeZone: "UTC" }).formatToParts(new Date(Date.UTC(2024, +month - 1, options.day ? +day : 1))));
}

function dateValueText(value) {
  if (/^BC\d{4}$/.test(value)) return t("bc", +value.slice(2));
  if (/^\d\d$/.test(value)) return t("century", +value + 1);
  if (/^\d{3}$/.test(value)) return t("decade", `${value}0`);
  const [, year, part] = value.match(/^(\d{4}|XXXX)(?:-(.+))?$/) || [];
  if (!year) return /^X+$/.test(value) ? "" : value;
  if (part && /^[A-Z]/.test(part) && !/^XX/.test(part)) return [partOfYear(part) || part, year === "XXXX" ? null : t("ofYear", part, dateText(year))].filter(Boolean).join(" ");
  return year === "XXXX" ? (part ? yearlessText(part) : "") : dateText(value);
}

function timeText(time) {
  const [, hour, minute] = time.match(/^(\d\d):(\d\d)/) || [];
  return hour ? t("clock", hour, minute) : t("partOfDay")[time] || time;
}

/** A whole value in words; « non résolu » where all of it is open. */
function valueText(value) {
  const [, ref] = value.match(/^(PAST|PRESENT|FUTURE)_REF$/) || [];
  if (ref) return t("ref")[ref];
  if (value.startsWith("P")) return lengthText(value);
  const [, first, last] = value.match(/^(\d{4}-\d\d-\d\d)\/(\d{4}-\d\d-\d\d)$/) || [];
  if (first) return spanText(first, last);
  return value.split("/").map((one) => {
    const [date, time] = one.split("T");
    return [dateValueText(date), time ? timeText(time) : null].filter(Boolean).join(", ");
  }).filter(Boolean).join(" – ") || t("open");
}

/** The same with its modifier: « 2024 (début) ». */
const timexText = (value, mod) => (mod ? `${valueText(value)} (${wordFor("mod", mod)})` : valueText(value));

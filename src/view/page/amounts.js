// Amounts as people read them, with their units.
/** An exact figure: in millions or billions where three decimals hold all of it, else with all its digits. */
function exact(n, options = {}) {
  const scale = Math.abs(n) >= 1e9 ? 1e9 : 1e6;
  if (Math.abs(n) < 1e6 || n % (scale / 1e3) !== 0) return new Intl.NumberFormat(lang, { ...options, maximumFractionDigits: 8 }).format(n);
  if (lang !== "fr" || Math.abs(n) < 1e12) return new Intl.NumberFormat(lang, { ...options, notation: "compact", maximumFractionDigits: 3 }).format(n);
  // French news counts on in « milliards » where Intl goes over to « Bn ».
  const parts = new Intl.NumberFormat(lang, { ...options, maximumFractionDigits: 3 }).formatToParts(n / 1e9), last = parts.findLastIndex((p) => ["integer", "fraction"].includes(p.type));
  return parts.map((p, i) => (i === last ? `${p.value}\u00a0Md` : p.value)).join("");
}
function money(n, unit) {
  try { return exact(n, { style: "currency", currency: unit, minimumFractionDigits: 0 }); } catch { return `${exact(n)} ${unit}`; }
}

/** The plural of the noun that is counted: its first word's, and that of the adjective after it; words joined by a preposition stay. */
function plural(unit) {
  const one = (w) => (/[sxz]$/.test(w) || /\d/.test(w) ? w : /[ea]u$/.test(w) && !/^(bleu|pneu|landau)$/.test(w) ? `${w}x` : /al$/.test(w) && !/^(bal|carnaval|festival|récital|chacal|naval|fatal|final|natal)$/.test(w) ? `${w.slice(0, -2)}aux` : `${w}s`);
  const words = unit.split(" "), cut = words.findIndex((w) => /^(de|du|des|à|au|aux|en|par|pour|sans|d['’].*)$/.test(w));
  return words.map((w, i) => (cut >= 0 && i >= cut ? w : one(w))).join(" ");
}

/** A unit as people say it; nouns stay French, since they are the text's. */
function unitName(unit, n = 1) {
  if (unit === "percent") return "%";
  if (unit === "percentage_point") return t("points", n);
  if (/^[A-Z]{3}$/.test(unit)) { try { return new Intl.DisplayNames(lang, { type: "currency" }).of(unit); } catch { return unit; } }
  return form(n, unit, plural(unit), "fr");
}

function amountText(a) {
  const [, , , , kind, value, low, high, unit, cmp] = a;
  const one = (n) => kind === "money" ? money(n, unit) : kind === "percent" ? number(n / 100, { style: "percent", maximumFractionDigits: 8 }) : `${exact(n)}\u00a0${unitName(unit, Math.abs(n))}`;
  // Both ends of a range of money are whole: « entre 900 000 et 1,2 million » has two scales.
  const text = value != null ? one(value) : low != null && high != null ? `${kind === "money" ? one(low) : exact(low)} – ${one(high)}` : low != null ? `≥ ${one(low)}` : high != null ? `≤ ${one(high)}` : "";
  return { approx: "≈ ", lt: "< ", gt: "> " }[cmp] ? { approx: "≈ ", lt: "< ", gt: "> " }[cmp] + text : text;
}

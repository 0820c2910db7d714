// The language of the page and what depends on it: its words, plurals, order of names, and figures.
const LANGUAGES = ["fr", "en"];
const COLLATORS = Object.fromEntries(LANGUAGES.map((l) => [l, new Intl.Collator(l, { numeric: true })]));
const PLURALS = Object.fromEntries(LANGUAGES.map((l) => [l, new Intl.PluralRules(l)]));
const ORDINALS = new Intl.PluralRules("en", { type: "ordinal" });

const stored = (key) => { try { return localStorage.getItem(`depeche.${key}`); } catch { return null; } };
const store = (key, value) => { try { localStorage.setItem(`depeche.${key}`, value); } catch { /* a page from disk may have no storage */ } };

/** The language that an address names, if the page has it. */
function languageOf(said) {
  const named = new URLSearchParams(said).get("lang");
  return LANGUAGES.includes(named) ? named : null;
}

/** The first of the browser's languages that the page has; a browser with neither reads English sooner than French. */
function browserLanguage() {
  const wanted = navigator.languages && navigator.languages.length ? navigator.languages : [navigator.language || "fr"];
  return wanted.map((l) => l.slice(0, 2).toLowerCase()).find((l) => LANGUAGES.includes(l)) || "en";
}

// An address tells the language only once somebody chose it, so that a plain link is read in the reader's own.
let chosen = languageOf(location.hash.replace(/^[^?]*/, ""));
let lang = chosen || LANGUAGES.find((l) => l === stored("lang")) || browserLanguage();

/** Spaces that French print has before its signs and within its quotation marks must not end a line. */
function typeset(words) {
  if (typeof words === "string") return words.replace(/ (?=[:;?!»≥])/g, "\u00a0").replace(/« /g, "«\u00a0");
  if (typeof words === "function") return (...args) => typeset(words(...args));
  if (Array.isArray(words)) return words.map(typeset);
  return Object.fromEntries(Object.entries(words).map(([key, value]) => [key, typeset(value)]));
}
WORDS.fr = typeset(WORDS.fr);

const t = (key, ...args) => { const w = WORDS[lang][key]; return typeof w === "function" ? w(...args) : w; };
/** « projet : va », « plan: va ». */
const labeled = (label, value) => `${label}${lang === "fr" ? "\u00a0: " : ": "}${value}`;
/** A code of the records in words; one that the page does not know as it stands. */
const wordFor = (group, code) => t(group)[code] || code;

const number = (n, options) => new Intl.NumberFormat(lang, options).format(n);
/** The form that a noun has behind a number: in French 0 and 1 take the singular. */
const form = (n, one, other, of = lang) => (PLURALS[of].select(n) === "one" ? one : other);
const counted = (n, one, other) => `${number(n)}\u00a0${form(n, one, other)}`;

/** The order of two values of a column: numbers by size, words as a dictionary has them. */
const order = (a, b) => (typeof a === "number" && typeof b === "number" ? a - b : COLLATORS[lang].compare(a, b));
/** The same in either direction; what a row does not have stands last in both. */
const ordered = (a, b, way = 1) => (a == null || b == null ? (a == null) - (b == null) : way * order(a, b));

const typeFull = (code) => (RUN.types[code] || { fr: code }).fr;
const typeName = (code) => (lang === "fr" ? TYPES_FR[code] || typeFull(code).split(",")[0] : code === "CYB.Attack" ? "Cyberattack" : TYPES_EN[code.split(".")[1]] || code);

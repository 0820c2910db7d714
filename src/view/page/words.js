// What the page says, in French and English.
const WORDS = {
  fr: {
    overview: "Aperçu", timeline: "Chronologie", network: "Réseau", events: "Événements", documents: "Documents", skip: "Aller au contenu",
    summary: (e, d, p) => `${e} mentions d’événements dans ${d} documents${p ? `, ${p}` : ""}`, other: "English", dark: "Sombre", light: "Clair",
    search: "Chercher", type: "Type", all: "tous", actor: "Acteur", allActors: "tous", from: "Du", to: "au", min: "Montant ≥", currency: "Unité", fact: "Factualité", src: "Source", conf: "Confiance ≥", filters: "Filtres", reset: "Effacer", found: (n, all) => n === all ? `${n} événements` : `${n} sur ${all}`, anySource: "attribués à quelqu’un", noSource: "voix de l’article",
    asserted: "avéré", planned: "prévu", possible: "possible", denied: "nié",
    byType: "Par type", byTypeNote: "Mentions, par factualité. Un clic filtre toute la page.", byMonth: "Par mois", byMonthNote: (own, doc, none) => `${own} datés par leur propre date, ${doc} par celle de leur document, ${none} sans mois connu.`, topActors: "Acteurs les plus cités", topActorsNote: "Acteur, destinataire ou contrepartie, nommés.", money: "Montants", moneyNote: "Chaque chiffre compte une fois par événement, même s’il est dit plusieurs fois. Les devises ne sont ni mêlées ni converties ; les fourchettes ne sont pas additionnées.", share: "Factualité", shareNote: "Ce qui a eu lieu, ce qui est annoncé, ce qui reste incertain, ce qui est nié.",
    sum: "Somme", max: "Le plus grand", figures: "Chiffres", ranges: (n) => (n === 1 ? "1 fourchette" : `${n} fourchettes`), unit: "Devise", none: "Rien ne correspond aux filtres.", more: (n) => `Montrer plus (${n})`, undated: "Sans date", stripNote: "Un point par événement ; plein : daté dans le texte, vide : daté par le document.", netTitle: "Qui agit sur qui", netNote: "Les acteurs nommés les plus liés ; un trait par couple présent dans un même événement. Un clic filtre.", ties: "Liens les plus forts", tie: "Ensemble",
    date: "Date", who: "Qui", what: "Phrase", amount: "Montant", confShort: "Conf.", noText: "Le texte n’a pas été retrouvé à sa source : seules les phrases qui portent un événement sont montrées. Pour tout lire : depeche view RUN --text ENTRÉE.", someNoText: (n, all) => `Le texte de ${n} documents sur ${all} n’a pas été retrouvé à sa source ; pour ceux-là, seules les phrases d’événements sont montrées.`,
    layers: { name: "Noms", date: "Dates", amount: "Montants", trigger: "Déclencheurs", argument: "Arguments", attribution: "Attribution" }, role: { actor: "acteur", recipient: "destinataire", theme: "objet", place: "lieu", instrument: "moyen", beneficiary: "bénéficiaire", counterpart: "contrepartie", scope: "portée", event_time: "date", begin: "début", end: "fin", level: "niveau", change: "variation", share: "part", count: "nombre", price: "prix", total: "total", forecast: "prévision" },
    rule: "Règle", cues: "Indices", saidBy: "Selon", cluster: "Même événement", link: "Lien", noEvents: "Aucun événement dans ce document.", undatedDoc: "sans date", inDoc: (n) => `${n} événements`, open: "non résolu", score: "score", about: "environ", lt: "moins de", gt: "plus de", back: "Tous les documents", entity: { PER: "personne", ORG: "organisation", LOC: "lieu", MISC: "autre" },
  },
  en: {
    overview: "Overview", timeline: "Timeline", network: "Network", events: "Events", documents: "Documents", skip: "Skip to content",
    summary: (e, d, p) => `${e} event mentions in ${d} documents${p ? `, ${p}` : ""}`, other: "Français", dark: "Dark", light: "Light",
    search: "Search", type: "Type", all: "all", actor: "Actor", allActors: "all", from: "From", to: "to", min: "Amount ≥", currency: "Unit", fact: "Factuality", src: "Source", conf: "Confidence ≥", filters: "Filters", reset: "Clear", found: (n, all) => n === all ? `${n} events` : `${n} of ${all}`, anySource: "attributed to someone", noSource: "the article’s own voice",
    asserted: "asserted", planned: "planned", possible: "possible", denied: "denied",
    byType: "By type", byTypeNote: "Mentions, by factuality. A click filters the whole page.", byMonth: "By month", byMonthNote: (own, doc, none) => `${own} dated by their own date, ${doc} by their document’s, ${none} without a known month.`, topActors: "Most cited actors", topActorsNote: "Named actor, recipient or counterpart.", money: "Sums of money", moneyNote: "A figure counts once per event, however often it is told. Currencies are neither mixed nor converted; ranges are not added.", share: "Factuality", shareNote: "What happened, what is announced, what is uncertain, what is denied.",
    sum: "Sum", max: "Largest", figures: "Figures", ranges: (n) => (n === 1 ? "1 range" : `${n} ranges`), unit: "Currency", none: "Nothing matches the filters.", more: (n) => `Show more (${n})`, undated: "No date", stripNote: "One dot per event; solid: dated in the text, hollow: dated by the document.", netTitle: "Who acts on whom", netNote: "The best connected named actors; a line for each pair in one event. A click filters.", ties: "Strongest ties", tie: "Together",
    date: "Date", who: "Who", what: "Sentence", amount: "Amount", confShort: "Conf.", noText: "The text was not found at its source: only sentences that hold an event are shown. To read all: depeche view RUN --text INPUT.", someNoText: (n, all) => `The text of ${n} of ${all} documents was not found at its source; of those, only sentences with events are shown.`,
    layers: { name: "Names", date: "Dates", amount: "Amounts", trigger: "Triggers", argument: "Arguments", attribution: "Attribution" }, role: { actor: "actor", recipient: "recipient", theme: "theme", place: "place", instrument: "instrument", beneficiary: "beneficiary", counterpart: "counterpart", scope: "scope", event_time: "date", begin: "begin", end: "end", level: "level", change: "change", share: "share", count: "count", price: "price", total: "total", forecast: "forecast" },
    rule: "Rule", cues: "Cues", saidBy: "According to", cluster: "Same event", link: "Link", noEvents: "No event in this document.", undatedDoc: "no date", inDoc: (n) => `${n} events`, open: "not resolved", score: "score", about: "about", lt: "less than", gt: "more than", back: "All documents", entity: { PER: "person", ORG: "organization", LOC: "place", MISC: "other" },
  },
};
const TYPES_EN = { Statement: "Statement", Accuse: "Accusation", Criticize: "Criticism", Deny: "Denial", Reject: "Refusal", Request: "Request", Threaten: "Threat", Promise: "Promise", Support: "Support", Meet: "Meeting", Agree: "Agreement", Cooperate: "Cooperation", Aid: "Aid", Sanction: "Sanction", Ban: "Ban", Legislate: "Law or vote", Elect: "Election", Appoint: "Appointment", Resign: "Resignation", Withdraw: "Withdrawal", Protest: "Protest or strike", Attack: "Attack", Casualty: "Dead or injured", Mobilize: "Deployment", Vulnerability: "Vulnerability", Espionage: "Espionage", Protect: "Protection", Investigate: "Investigation", Arrest: "Arrest", Prosecute: "Prosecution", Convict: "Conviction", Release: "Release", Found: "Founding", Close: "Closure", Acquire: "Acquisition", Invest: "Investment", Trade: "Sale or contract", Suspend: "Suspension or recall", Layoff: "Layoffs", Hire: "Hiring", Result: "Results", Launch: "Launch", Expand: "Expansion", Disaster: "Disaster" };
const FAMILY_NAMES = { fr: { COM: "Parole", POL: "Politique", SEC: "Sécurité", CYB: "Cyber", JUS: "Justice", ECO: "Économie", DIS: "Catastrophes" }, en: { COM: "Speech", POL: "Politics", SEC: "Security", CYB: "Cyber", JUS: "Justice", ECO: "Economy", DIS: "Disasters" } };

const stored = (key) => { try { return localStorage.getItem(`depeche.${key}`); } catch { return null; } };
const store = (key, value) => { try { localStorage.setItem(`depeche.${key}`, value); } catch { /* a page from disk may have no storage */ } };
let lang = stored("lang") || ((navigator.language || "fr").startsWith("fr") ? "fr" : "en");
const t = (key, ...args) => { const w = WORDS[lang][key]; return typeof w === "function" ? w(...args) : w; };
const typeFull = (code) => (RUN.types[code] || { fr: code }).fr;
const typeName = (code) => lang === "fr" ? typeFull(code).split(",")[0] : (code === "CYB.Attack" ? "Cyberattack" : TYPES_EN[code.split(".")[1]] || code);
const number = (n, options) => new Intl.NumberFormat(lang, options).format(n);
const short = (n) => new Intl.NumberFormat(lang, { notation: "compact", maximumFractionDigits: 2 }).format(n);
function money(n, unit, compact = true) {
  try { return new Intl.NumberFormat(lang, { style: "currency", currency: unit, notation: compact ? "compact" : "standard", maximumFractionDigits: 2, minimumFractionDigits: 0 }).format(n); } catch { return `${short(n)} ${unit}`; }
}
function amountText(a) {
  const [, , , , kind, value, low, high, unit, cmp] = a;
  const one = (n) => kind === "money" ? money(n, unit) : kind === "count" ? `${number(n)} ${unit}` : `${number(n)} ${kind === "percent" ? "%" : "pts"}`;
  const text = value != null ? one(value) : low != null && high != null ? `${number(low, { notation: "compact" })} – ${one(high)}` : low != null ? `≥ ${one(low)}` : high != null ? `≤ ${one(high)}` : "";
  return { approx: "≈ ", lt: "< ", gt: "> " }[cmp] ? { approx: "≈ ", lt: "< ", gt: "> " }[cmp] + text : text;
}
function whenText(w) {
  if (!w) return "—";
  if (w.from === w.to) return w.from;
  if (w.from.slice(0, 7) === w.to.slice(0, 7) && w.from.endsWith("-01") && +w.to.slice(8) === lastDay(+w.to.slice(0, 4), +w.to.slice(5, 7))) return w.from.slice(0, 7);
  if (w.from.endsWith("-01-01") && w.to === `${w.from.slice(0, 4)}-12-31`) return w.from.slice(0, 4);
  if (w.from.endsWith("-01-01") && w.to.endsWith("-12-31")) return `${w.from.slice(0, 4)} – ${w.to.slice(0, 4)}`;
  return `${w.from} →`;
}

// What the page says, in French and English.
const WORDS = {
  fr: {
    tabs: { overview: "Aperçu", timeline: "Chronologie", network: "Réseau", layoffs: "Suppressions d’emplois", money: "Argent", accusations: "Accusations", events: "Événements", documents: "Documents" }, timeline: "Chronologie", events: "Événements", documents: "Documents", eventsShort: "Nb", skip: "Aller au contenu",
    summary: (e, d, p) => `${e} mentions d’événements dans ${d} documents${p ? `, ${p}` : ""}`, other: "English", dark: "Sombre", light: "Clair",
    search: "Mots ou « phrase exacte »", searchLabel: "Chercher", pair: (a, b) => `${a} et ${b}`, drop: "Enlever", type: "Type", all: "tous", actor: "Acteur", allActors: "tous", from: "Du", to: "au", min: "Montant ≥", currency: "Unité", fact: "Factualité", src: "Source", conf: "Confiance ≥", filters: "Filtres", reset: "Effacer", found: (n, all) => n === all ? `${n} événements` : `${n} sur ${all}`, anySource: "attribués à quelqu’un", noSource: "voix de l’article",
    asserted: "avéré", planned: "prévu", possible: "possible", denied: "nié",
    byType: "Par type", byTypeNote: "Mentions, par factualité. Un clic filtre toute la page.", byMonth: "Par mois", byMonthNote: (own, doc, none) => `${own} datés par leur propre date, ${doc} par celle de leur document, ${none} sans mois connu.`, topActors: "Acteurs les plus cités", topActorsNote: "Acteur, destinataire ou contrepartie, nommés.", money: "Montants", moneyNote: "Le montant principal de chaque événement, compté une fois même s’il est dit plusieurs fois. Ce qui est seulement prévu, nié ou refusé est à part. Les devises ne sont ni mêlées ni converties ; ni fourchettes ni résultats d’entreprises ne sont additionnés.", share: "Factualité", shareNote: "Ce qui a eu lieu, ce qui est annoncé, ce qui reste incertain, ce qui est nié.",
    sum: "Somme", max: "Le plus grand", figures: "Chiffres", ranges: (n) => (n === 1 ? "1 fourchette" : `${n} fourchettes`), unit: "Devise", none: "Rien ne correspond aux filtres.", more: (n) => `Montrer plus (${n})`, undated: "Sans date", stripNote: "Un point par événement ; plein : daté dans le texte, vide : daté par le document.", netTitle: "Qui agit sur qui", netNote: "Les acteurs nommés les plus liés. Une flèche va de l’acteur au destinataire, un trait sans pointe relie deux acteurs d’un même événement ; la couleur dit le type le plus fréquent. Un clic filtre.", ties: "Liens les plus forts", tieFrom: "De", tieTo: "À",
    before: (m) => `avant ${m}`, after: (m) => `après ${m}`, excel: "Excel", csvNote: "Télécharger ces lignes en CSV (UTF-8, virgules)", excelNote: "Télécharger pour un tableur (points-virgules, virgule décimale)", points: (n) => (n < 2 ? "point" : "points"),
    parts: { told: "Avéré", ahead: "Prévisions, projets, éventualités", denied: "Nié ou refusé" }, firm: "Entreprise", month: "Mois", jobs: "Emplois", meaning: "Sens", payee: "Destinataire", accuser: "Qui accuse", accused: "Qui est accusé", latest: "Dernière date",
    readyNote: { layoffs: "Par entreprise et par mois, le plus grand nombre de postes ou de personnes qui soit dit : les journaux répètent les mêmes suppressions et donnent le tout et ses parties. Le mois est celui du début. * : mois de l’article.", money: "Le montant principal de chaque événement, du plus grand au plus petit dans chaque devise. Qui paie dépend du type : l’acteur d’un achat ou d’une aide, le destinataire d’une amende.", accusations: "Une ligne par couple, avec la phrase la plus récente. « — » : non dit dans la phrase." },
    layoffParts: { told: "Faites ou en cours", ahead: "Annoncées ou décidées", unsure: "Possibles ou niées" }, moneyParts: { told: "Avéré", ahead: "Prévisions, projets, éventualités", results: "Résultats d’entreprises", other: "Autres montants", denied: "Nié ou refusé" }, accuseParts: { told: "Accusations", unsure: "Prévues, possibles ou niées" },
    date: "Date", who: "Qui", what: "Phrase", amount: "Montant", confShort: "Conf.", noText: "Le texte n’a pas été retrouvé à sa source : seules les phrases qui portent un événement sont montrées. Pour tout lire : depeche view RUN --text ENTRÉE.", someNoText: (n, all) => `Le texte de ${n} documents sur ${all} n’a pas été retrouvé à sa source ; pour ceux-là, seules les phrases d’événements sont montrées.`,
    layers: { name: "Noms", date: "Dates", amount: "Montants", trigger: "Déclencheurs", argument: "Arguments", attribution: "Attribution" }, role: { actor: "acteur", recipient: "destinataire", theme: "objet", place: "lieu", instrument: "moyen", beneficiary: "bénéficiaire", counterpart: "contrepartie", scope: "portée", event_time: "date", begin: "début", end: "fin", level: "niveau", change: "variation", share: "part", count: "nombre", price: "prix", total: "total", forecast: "prévision" },
    rule: "Règle", warning: "Attention", outOfTime: { after: (event, article) => `avéré pour le ${event}, après l’article du ${article}`, before: (event, article) => `prévu pour le ${event}, avant l’article du ${article}` }, cues: "Indices", saidBy: "Selon", cluster: "Même événement", link: "Lien", noEvents: "Aucun événement dans ce document.", undatedDoc: "sans date", inDoc: (n) => `${n} événements`, open: "non résolu", score: "score", about: "environ", lt: "moins de", gt: "plus de", back: "Tous les documents", entity: { PER: "personne", ORG: "organisation", LOC: "lieu", MISC: "autre" },
  },
  en: {
    tabs: { overview: "Overview", timeline: "Timeline", network: "Network", layoffs: "Layoffs", money: "Money", accusations: "Accusations", events: "Events", documents: "Documents" }, timeline: "Timeline", events: "Events", documents: "Documents", eventsShort: "N", skip: "Skip to content",
    summary: (e, d, p) => `${e} event mentions in ${d} documents${p ? `, ${p}` : ""}`, other: "Français", dark: "Dark", light: "Light",
    search: "Words or “exact phrase”", searchLabel: "Search", pair: (a, b) => `${a} and ${b}`, drop: "Remove", type: "Type", all: "all", actor: "Actor", allActors: "all", from: "From", to: "to", min: "Amount ≥", currency: "Unit", fact: "Factuality", src: "Source", conf: "Confidence ≥", filters: "Filters", reset: "Clear", found: (n, all) => n === all ? `${n} events` : `${n} of ${all}`, anySource: "attributed to someone", noSource: "the article’s own voice",
    asserted: "asserted", planned: "planned", possible: "possible", denied: "denied",
    byType: "By type", byTypeNote: "Mentions, by factuality. A click filters the whole page.", byMonth: "By month", byMonthNote: (own, doc, none) => `${own} dated by their own date, ${doc} by their document’s, ${none} without a known month.`, topActors: "Most cited actors", topActorsNote: "Named actor, recipient or counterpart.", money: "Sums of money", moneyNote: "The main amount of each event, counted once however often it is told. What is only expected, denied or refused stands apart. Currencies are neither mixed nor converted; neither ranges nor results of firms are added.", share: "Factuality", shareNote: "What happened, what is announced, what is uncertain, what is denied.",
    sum: "Sum", max: "Largest", figures: "Figures", ranges: (n) => (n === 1 ? "1 range" : `${n} ranges`), unit: "Currency", none: "Nothing matches the filters.", more: (n) => `Show more (${n})`, undated: "No date", stripNote: "One dot per event; solid: dated in the text, hollow: dated by the document.", netTitle: "Who acts on whom", netNote: "The best connected named actors. An arrow goes from actor to recipient, a line without a point joins two actors of one event; the color tells the most frequent type. A click filters.", ties: "Strongest ties", tieFrom: "From", tieTo: "To",
    before: (m) => `before ${m}`, after: (m) => `after ${m}`, excel: "Excel", csvNote: "Download these rows as CSV (UTF-8, commas)", excelNote: "Download for a spreadsheet", points: (n) => (n === 1 ? "point" : "points"),
    parts: { told: "Asserted", ahead: "Forecasts, plans, possibilities", denied: "Denied or refused" }, firm: "Firm", month: "Month", jobs: "Jobs", meaning: "Meaning", payee: "Recipient", accuser: "Who accuses", accused: "Who is accused", latest: "Latest date",
    readyNote: { layoffs: "By firm and month, the largest number of jobs or people told: papers repeat the same cuts and give the whole and its parts. The month is that of the beginning. *: the article’s month.", money: "The main amount of each event, largest first within each currency. Who pays depends on the type: the actor of a purchase or an aid, the recipient of a fine.", accusations: "One row a pair, with its newest sentence. “—”: the sentence does not say." },
    layoffParts: { told: "Made or under way", ahead: "Announced or decided", unsure: "Possible or denied" }, moneyParts: { told: "Asserted", ahead: "Forecasts, plans, possibilities", results: "Results of firms", other: "Other amounts", denied: "Denied or refused" }, accuseParts: { told: "Accusations", unsure: "Planned, possible or denied" },
    date: "Date", who: "Who", what: "Sentence", amount: "Amount", confShort: "Conf.", noText: "The text was not found at its source: only sentences that hold an event are shown. To read all: depeche view RUN --text INPUT.", someNoText: (n, all) => `The text of ${n} of ${all} documents was not found at its source; of those, only sentences with events are shown.`,
    layers: { name: "Names", date: "Dates", amount: "Amounts", trigger: "Triggers", argument: "Arguments", attribution: "Attribution" }, role: { actor: "actor", recipient: "recipient", theme: "theme", place: "place", instrument: "instrument", beneficiary: "beneficiary", counterpart: "counterpart", scope: "scope", event_time: "date", begin: "begin", end: "end", level: "level", change: "change", share: "share", count: "count", price: "price", total: "total", forecast: "forecast" },
    rule: "Rule", warning: "Warning", outOfTime: { after: (event, article) => `asserted for ${event}, after the article of ${article}`, before: (event, article) => `planned for ${event}, before the article of ${article}` }, cues: "Cues", saidBy: "According to", cluster: "Same event", link: "Link", noEvents: "No event in this document.", undatedDoc: "no date", inDoc: (n) => `${n} events`, open: "not resolved", score: "score", about: "about", lt: "less than", gt: "more than", back: "All documents", entity: { PER: "person", ORG: "organization", LOC: "place", MISC: "other" },
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
/** A record's warning in the page's language; as it stands where it is of a kind that the page does not know. */
function warningText(words) {
  const [, way, event, article] = words.match(/^dated (after|before) its article: \w+ for (\S+), told on (\S+)$/) || [];
  return way ? t("outOfTime")[way](event, article) : words;
}

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
  return n >= 2 ? plural(unit) : unit;
}

function amountText(a) {
  const [, , , , kind, value, low, high, unit, cmp] = a;
  const one = (n) => kind === "money" ? money(n, unit) : kind === "percent" ? number(n / 100, { style: "percent", maximumFractionDigits: 8 }) : `${exact(n)}\u00a0${unitName(unit, Math.abs(n))}`;
  // Both ends of a range of money are whole: « entre 900 000 et 1,2 million » has two scales.
  const text = value != null ? one(value) : low != null && high != null ? `${kind === "money" ? one(low) : exact(low)} – ${one(high)}` : low != null ? `≥ ${one(low)}` : high != null ? `≤ ${one(high)}` : "";
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

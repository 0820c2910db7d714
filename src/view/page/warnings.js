// What was odd about a document or an event, in French; English has the records' own words.
/** How a warning begins, or all of it, and what the French page says for it; the places between brackets are handed on. */
const WARNINGS_FR = [
  [/^encoding guessed: (.+)$/, (name) => `encodage deviné : ${name}`],
  [/^encoding (.+) by its byte order mark$/, (name) => `encodage ${name}, d’après l’indicateur d’ordre des octets`],
  [/^date of the last change, since/, () => "date de la dernière modification, faute de date de publication"],
  [/^date (\S+) taken from the document's number$/, (day) => `date (${dateText(day)}) tirée du numéro du document`],
  [/^date "(.*)" read as ([\d-]+): the column seems to be month-first/, (words, day) => `date « ${words} » lue ${dateText(day)} : la colonne semble donner le mois en premier, or 03/04/2024 se lit 3 avril ; récrivez ses dates sous la forme AAAA-MM-JJ`],
  [/^date "(.*)" is of the year (-?\d+), which is left out; wanted/, (words, year) => `date « ${words} » écartée : l’année ${year} est hors des limites`],
  [/^date "(.*)" is not read; wanted/, (words) => `date « ${words} » non reconnue ; formes attendues : AAAA-MM-JJ, AAAA-MM, JJ/MM/AAAA, 20240716, « 16 juillet 2024 » ou secondes depuis 1970`],
  [/^id "(.*)" was given before; this document is "(.*)"$/, (id, own) => `identifiant « ${id} » déjà pris ; ce document s’appelle « ${own} »`],
  [/^HTML in the text was stripped/, () => "balises HTML retirées du texte : les positions se comptent dans ce qui reste"],
  [/^key "(.*)" holds .+, it is left out$/, (key) => `clé « ${key} » laissée de côté : sa valeur n’est pas un texte`],
  [/^half of a character .+, places: (\d+);/, (n) => `${counted(+n, "demi-caractère lu", "demi-caractères lus")} comme \ufffd ; écrivez des caractères entiers dans le JSON`],
  [/^no JSON: .+, places: (\d+);/, (n) => `${counted(+n, "valeur NaN ou Infinity lue", "valeurs NaN ou Infinity lues")} comme null ; écrivez null ou un nombre`],
  [/^letters lost before depeche read them: (\d+);/, (n) => `${counted(+n, "lettre perdue", "lettres perdues")} avant la lecture ; décodez à nouveau la source`],
  [/^mojibake mended, places: (\d+);(?: letters lost: (\d+);)?/, (n, lost) => `${counted(+n, "passage mal décodé rétabli", "passages mal décodés rétablis")}${lost ? `, ${counted(+lost, "lettre perdue", "lettres perdues")}` : ""} ; les positions se comptent dans le texte rétabli ; décodez la source en UTF-8`],
  [/^(\S+) is not the weekday that the text names$/, (day) => `le ${dateText(day)} n’est pas le jour de la semaine que nomme le texte`],
];

/** A warning in the page's language; as it stands where it is of a kind that the page does not know. */
function warningText(words) {
  const [, way, event, article] = words.match(/^dated (after|before) its article: \w+ for (\S+), told on (\S+)$/) || [];
  if (way) return t("outOfTime")[way](dateText(event), dateText(article));
  const [pattern, french] = WARNINGS_FR.find(([pattern]) => lang === "fr" && pattern.test(words)) || [];
  return french ? typeset(french(...words.match(pattern).slice(1))) : words;
}

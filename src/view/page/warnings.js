// What is odd about an event.
/** A record's warning in the page's language; as it stands where it is of a kind that the page does not know. */
function warningText(words) {
  const [, way, event, article] = words.match(/^dated (after|before) its article: \w+ for (\S+), told on (\S+)$/) || [];
  return way ? t("outOfTime")[way](event, article) : words;
}

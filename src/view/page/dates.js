// When an event is.
function whenText(w) {
  if (!w) return "—";
  if (w.from === w.to) return w.from;
  if (w.from.slice(0, 7) === w.to.slice(0, 7) && w.from.endsWith("-01") && +w.to.slice(8) === lastDay(+w.to.slice(0, 4), +w.to.slice(5, 7))) return w.from.slice(0, 7);
  if (w.from.endsWith("-01-01") && w.to === `${w.from.slice(0, 4)}-12-31`) return w.from.slice(0, 4);
  if (w.from.endsWith("-01-01") && w.to.endsWith("-12-31")) return `${w.from.slice(0, 4)} – ${w.to.slice(0, 4)}`;
  return `${w.from} →`;
}

// Tables that can be taken along as CSV.
const BOM = "\ufeff";
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;

/** Rows as CSV. For a spreadsheet: what looks like a formula becomes words, and the separator is the one the language's spreadsheets expect. */
function csv(columns, rows, excel) {
  const mark = excel && lang === "fr" ? ";" : ",", comma = excel && lang === "fr";
  const cell = (value) => {
    if (value == null) return "";
    if (typeof value === "number") return comma ? String(value).replace(".", ",") : String(value);
    const words = excel && FORMULA.test(value) ? `'${value}` : String(value);
    return /[",;\r\n]/.test(words) ? `"${words.replaceAll('"', '""')}"` : words;
  };
  const lines = [columns.map((c) => cell(c.name)), ...rows.map((r) => columns.map((c) => cell(c.of(r))))];
  return (excel ? BOM : "") + lines.map((l) => `${l.join(mark)}\r\n`).join("");
}

/** Gives the rows as a file; the page has them already, so nothing is asked of the network. */
function download(name, columns, rows, excel) {
  const url = URL.createObjectURL(new Blob([csv(columns, rows, excel)], { type: "text/csv;charset=utf-8" }));
  const link = h("a", { href: url, download: `${name}.csv` });
  document.body.append(link); link.click(); link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 10000);
}

const downloads = (name, columns, rows) => h("span", { class: "take" }, h("button", { type: "button", class: "csv", title: t("csvNote"), onclick: () => download(name, columns, rows, false) }, "CSV"), h("button", { type: "button", class: "excel", title: t("excelNote"), onclick: () => download(name, columns, rows, true) }, t("excel")));

/** A heading, its rows (the first of them, more on demand) and their download; a column says its name in the file, its label, what it holds and how that is shown; some stand in the file only, some are named beside their figure on a phone, where there is no head. */
function sheet(name, title, columns, rows, first = 40) {
  const body = h("tbody", null), seen = columns.filter((c) => !c.file); let shown = 0;
  const more = h("button", { type: "button", class: "kind", css: { padding: "10px 0" }, onclick: () => grow() });
  const grow = () => {
    body.append(...rows.slice(shown, shown + first).map((r) => h("tr", null, seen.map((c) => { const td = h("td", { class: cssOf(c), "data-label": c.named ? labeled(c.named === true ? c.label : c.named, "") : null }, c.show ? c.show(r) : bdi(c.of(r) ?? "—")); if (td.textContent === "—") td.classList.add("void"); return td; }))));
    shown += first; more.hidden = shown >= rows.length; more.textContent = t("more", Math.max(0, rows.length - shown));
  };
  const cssOf = (c) => [c.num && "num", c.minor && "minor", c.says && "says", c.whole && "whole"].filter(Boolean).join(" ") || null;
  grow();
  return h("div", { class: "sheet" }, h("div", { class: "sheethead" }, h("h3", null, title), downloads(name, columns, rows)), h("div", { class: "scroll" }, h("table", { class: "plain" }, h("thead", null, h("tr", null, seen.map((c) => h("th", { class: cssOf(c) }, c.label)))), body)), more);
}

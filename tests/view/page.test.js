// The page of `depeche view` in a real browser: reading, filtering, ready views, downloads, highlights, hostile text, size.
// usage: node page.test.js DEPECHE RUN_DIR SCREENSHOTS; RUN_DIR is a run whose inputs are still in their place.
import { createHash } from "node:crypto";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const [depeche, run, shots] = process.argv.slice(2).map((p) => resolve(p));
const work = mkdtempSync(join(tmpdir(), "depeche-view-"));
const lines = (path) => readFileSync(path, "utf8").split("\n").filter(Boolean).map((l) => JSON.parse(l));
const asLines = (values) => values.map((v) => `${JSON.stringify(v)}\n`).join("");
const view = (from, name) => {
  const html = join(work, `${name}.html`);
  execFileSync(depeche, ["view", from, "-o", html, "--quiet"]);
  return html;
};
const save = (name, documents, events) => {
  const folder = join(work, name);
  mkdirSync(folder);
  writeFileSync(join(folder, "documents.jsonl"), asLines(documents));
  writeFileSync(join(folder, "events.jsonl"), asLines(events));
  return folder;
};

const browser = await chromium.launch({
  executablePath: "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
let [passed, failed] = [0, 0];
const complaints = [];
const requests = [];
async function open(html, hash = "", size = { width: 1440, height: 900 }, locale = "fr-FR") {
  const context = await browser.newContext({ viewport: size, locale, hasTouch: size.width < 500 });
  const page = await context.newPage();
  page.on("pageerror", (e) => complaints.push(e.message));
  page.on("console", (m) => m.type() === "error" && complaints.push(m.text()));
  page.on("request", (r) => r.url().startsWith("file:") || requests.push(r.url()));
  page.on("dialog", (d) => { complaints.push("a dialog opened"); d.dismiss(); });
  await page.goto(pathToFileURL(html).href + hash);
  await page.waitForFunction(() => document.documentElement.dataset.ready);
  return page;
}
async function test(name, body) {
  const before = complaints.length;
  try {
    await body();
    if (complaints.length > before) throw new Error(`the browser complains: ${complaints.slice(before).join("; ")}`);
    passed++;
    console.log(`ok    ${name}`);
  } catch (e) {
    failed++;
    console.log(`FAIL  ${name}: ${e.message}`);
  }
}
function equal(found, wanted, what) {
  if (JSON.stringify(found) !== JSON.stringify(wanted)) throw new Error(`${what}: found ${JSON.stringify(found)}, wanted ${JSON.stringify(wanted)}`);
}

mkdirSync(shots, { recursive: true });
const documents = lines(join(run, "documents.jsonl"));
const events = lines(join(run, "events.jsonl"));
const report = view(run, "report");

await test("the page tells how many events and documents there are", async () => {
  const page = await open(report);
  const digits = async (selector) => (await page.textContent(selector)).replace(/[\s\u202f]/g, "");
  if (!(await digits("#summary")).startsWith(`${events.length}mentions`)) throw new Error(await digits("#summary"));
  if (!(await digits("#found")).startsWith(String(events.length))) throw new Error(await digits("#found"));
  equal(await page.evaluate(() => RUN.docs.length), documents.length, "documents");
});

await test("a type filter leaves the events of that type, and clearing brings all back", async () => {
  const page = await open(report, "#/events");
  const kind = events[0].type;
  await page.selectOption("select[name=type]", kind);
  equal(await page.evaluate(() => selected().length), events.filter((e) => e.type === kind).length, "filtered");
  equal(await page.getAttribute("#list", "aria-rowcount"), String(events.filter((e) => e.type === kind).length), "rows");
  await page.click("#reset");
  equal(await page.evaluate(() => selected().length), events.length, "after clearing");
});

await test("search finds words without their accents", async () => {
  const page = await open(report, "#/events");
  const word = events.map((e) => e.trigger.text).find((w) => /^[a-zéè]*[éè][a-zéè]*$/.test(w));
  const bare = word.normalize("NFD").replace(/[\u0300-\u036f]/g, "");
  await page.fill("input[name=q]", bare);
  await page.waitForFunction((n) => selected().length < n && document.querySelector("#list").getAttribute("aria-rowcount") === String(selected().length), events.length);
  if (!(await page.evaluate((w) => selected().some((e) => e.trigger[2] === w), word))) throw new Error(`« ${bare} » does not find « ${word} »`);
});

await test("the table is walked by keyboard and opens the event's document", async () => {
  const page = await open(report, "#/events");
  await page.focus("#list");
  for (const key of ["ArrowDown", "ArrowDown", "ArrowUp", "End", "Home"]) await page.keyboard.press(key);
  equal(await page.locator(".row.at").count(), 1, "rows marked");
  await page.keyboard.press("Enter");
  await page.waitForSelector("#article .trigger.at");
});

await test("each document's text stands whole, and every trigger is highlighted on its own words", async () => {
  const page = await open(report);
  const document_ = documents.reduce((best, d) => (d.events > best.events ? d : best));
  await page.evaluate((id) => (location.hash = `#/document/${encodeURIComponent(id)}`), document_.doc_id);
  await page.waitForSelector("#article");
  const text = await page.textContent("#article");
  equal(Array.from(text).length, document_.chars, "length of the text shown");
  const marked = await page.$$eval("#article .trigger", (all) => all.map((n) => n.textContent));
  for (const e of events.filter((e) => e.doc_id === document_.doc_id)) if (!marked.some((m) => e.trigger.text.includes(m))) throw new Error(`« ${e.trigger.text} » is not marked`);
  for (const [layer, wanted] of [["name", document_.entities.length], ["date", document_.timexes.length], ["amount", document_.amounts.length]]) {
    const there = await page.locator(`#article .${layer}`).count();
    if (there < wanted) throw new Error(`${there} pieces of ${wanted} in layer ${layer}`);
  }
});

await test("a deep link shows the event with its arguments, values and rule", async () => {
  const event = events.find((e) => e.arguments.length > 1 && e.amounts.length) || events.find((e) => e.arguments.length) || events[0];
  const page = await open(report, `#${event.event_id}`);
  await page.waitForSelector("#article .trigger.at");
  equal(await page.locator(".card.at").count(), 1, "open cards");
  if (!(await page.textContent(".card.at")).includes(event.rule)) throw new Error("the rule is not told");
  if (event.arguments.length && !(await page.locator("#article .argument").count())) throw new Error("no argument is marked");
  await page.hover("#article .trigger.at");
  if (!(await page.textContent("#pop")).includes(event.type)) throw new Error("the popover does not tell the type");
  await page.uncheck("input[name=trigger]");
  equal(await page.locator(".show-trigger").count(), 0, "layer switched off");
});

await test("French and English, light and dark", async () => {
  const page = await open(report);
  await page.click("#langs [lang=en]");
  equal(await page.getAttribute("html", "lang"), "en", "language");
  if (!(await page.textContent("#tabs")).includes("Timeline")) throw new Error("tabs stay French");
  const light = await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
  await page.click("#theme");
  if (light === (await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor))) throw new Error("the background stays");
});

await test("words are at least 4.5 to 1 against their ground, light and dark", async () => {
  const page = await open(report);
  const ratios = await page.evaluate(() => {
    const channel = (v) => ((v /= 255) <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    const light = (c) => { const [r, g, b] = c.match(/\d+/g).map(Number); return 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b); };
    const color = (name) => { const n = document.createElement("i"); n.style.color = `var(--${name})`; document.body.append(n); const c = getComputedStyle(n).color; n.remove(); return light(c); };
    const out = {};
    for (const theme of ["light", "dark"]) {
      document.documentElement.dataset.theme = theme;
      for (const [ink, ground] of [["ink", "paper"], ["soft", "paper"], ["accent", "paper"], ["ink", "date"], ["ink", "amount"], ["ink", "trigger"], ["ink", "attribution"], ["ink", "panel"], ["soft", "panel"]]) {
        const [a, b] = [color(ink), color(ground)].sort((x, y) => y - x);
        out[`${theme} ${ink} on ${ground}`] = (a + 0.05) / (b + 0.05);
      }
    }
    return out;
  });
  const weak = Object.entries(ratios).filter(([, r]) => r < 4.5);
  equal(weak, [], "weak contrasts");
});

/** A run of events made up here: each entry changes some keys of a plain event; one document has them all. */
function invented(name, changes, date = "2024-03-10", odd = []) {
  const document_ = { ...documents[0], doc_id: `${name}.txt`, source: "/nowhere/invented.txt", doc_date: date, title: "Titre inventé", sha256: "0".repeat(64), entities: [], timexes: [], amounts: [], warnings: odd, events: changes.length };
  const made = changes.map((change, i) => ({ ...events[0], event_id: `${name}-${i}`, cluster_id: `${name}-c${i}`, doc_id: document_.doc_id, doc_title: document_.title, doc_date: date, source: document_.source, type: "ECO.Invest", label_fr: "Investissement", factuality: "asserted", arguments: [], dates: [], amounts: [], cues: [], attribution: { type: "author", source: null, cue: null }, ...change }));
  return view(save(name, [document_], made), `${name}-page`);
}
const argument = (role, name, type = "ORG") => ({ role, text: name, start: 0, end: name.length, mention: "name", entity_id: `${type.toLowerCase()}:${name.toLowerCase()}`, canonical: name, entity_type: type, score: 0.9 });
const amount = (role, kind, value, unit, more = {}) => ({ role, text: "", start: 0, end: 1, kind, value, low: null, high: null, unit, cmp: "eq", direction: null, ...more });
const dated = (from, to = from) => ({ role: "event_time", text: from, start: 0, end: 1, type: "DATE", value: from, mod: null, earliest: from, latest: to, anchor: "none", score: 0.9 });
const said = (text, trigger) => ({ sentence: { index: 0, start: 0, end: Array.from(text).length, text }, trigger: { ...events[0].trigger, text: trigger, start: text.indexOf(trigger), end: text.indexOf(trigger) + trigger.length } });
const flat = (text) => text.replace(/[\s\u00a0\u202f]+/g, " ").trim();

await test("months stay months whatever stray date occurs; strays stand in a band of their own", async () => {
  const months = ["2024-01", "2024-02", "2024-02", "2024-03", "2024-03", "2024-05"], strays = ["1789-07-14", "1944-06-06", "2190-01-01"];
  const page = await open(invented("stray", [...months.map((m) => ({ dates: [dated(`${m}-05`)] })), ...strays.map((d) => ({ dates: [dated(d)] }))]));
  equal(await page.$$eval(".months .hit", (all) => all.map((n) => n.dataset.month)), ["before", "2024-01", "2024-02", "2024-03", "2024-05", "after"], "columns that hold events");
  equal(await page.$$eval(".months .band", (all) => all.length), 2, "bands");
  await page.click(".months .hit[data-month=before]");
  equal(await page.evaluate(() => selected().map((e) => e.when.from)), ["1789-07-14", "1944-06-06"], "what the band holds");
  await page.goto(page.url().replace(/#.*/, "#/timeline"));
  equal(await page.$$eval(".strip .band", (all) => all.length), 2, "bands of the timeline");
  // Near: years of steady news are no strays.
  const years = await open(invented("steady", Array.from({ length: 90 }, (_, i) => ({ dates: [dated(`${2016 + Math.floor(i / 12)}-${String((i % 12) + 1).padStart(2, "0")}-02`)] }))));
  equal(await years.$$eval(".months .hit", (all) => all.length), 90, "months of seven years");
  equal(await years.$$eval(".months .band", (all) => all.length), 0, "bands without strays");
});

const MONEY = [
  { type: "ECO.Acquire", label_fr: "Rachat", arguments: [argument("actor", "Corvan"), argument("recipient", "Estrelle")], amounts: [amount("price", "money", 1234567, "EUR")] },
  { type: "ECO.Acquire", label_fr: "Rachat", arguments: [argument("actor", "Telvia"), argument("recipient", "Nordvind")], amounts: [amount("price", "money", 1680000000, "EUR")] },
  { type: "ECO.Acquire", label_fr: "Rachat", factuality: "planned", arguments: [argument("actor", "Brindé")], amounts: [amount("price", "money", 9000000, "EUR")] },
  { type: "ECO.Result", label_fr: "Résultat", arguments: [argument("actor", "Kelvar")], amounts: [amount("forecast", "money", 5000000, "USD"), amount("change", "percentage_point", 2, "percentage_point")] },
  { type: "POL.Aid", label_fr: "Aide", factuality: "denied", arguments: [argument("actor", "Verralie", "LOC")], amounts: [amount("level", "money", 7000000, "EUR")] },
  { type: "COM.Reject", label_fr: "Refus", arguments: [argument("actor", "Talvaré")], amounts: [amount("level", "money", 8000000, "EUR")] },
  { type: "COM.Request", label_fr: "Demande", arguments: [argument("actor", "Ostrevent", "LOC")], amounts: [amount("level", "money", 3000000, "EUR")] },
];

await test("money tables say who, and set apart what is only expected", async () => {
  const apart = [
    { type: "ECO.Result", label_fr: "Résultat", arguments: [argument("actor", "Kelvar")], amounts: [amount("level", "money", 11000000, "EUR")] },
    { type: "ECO.Result", label_fr: "Résultat", arguments: [argument("actor", "Ostrevent", "LOC")], amounts: [amount("level", "money", 12000000, "EUR")] },
    { type: "JUS.Investigate", label_fr: "Enquête", arguments: [argument("actor", "Voltane")], amounts: [amount("level", "money", 14000000, "EUR")] },
  ];
  const html = invented("money", [...MONEY, ...apart]);
  const overview = await open(html);
  const parts = await overview.$$eval("#sums .sheet", (all) => all.map((n) => [n.querySelector("h3").textContent, n.querySelector("tbody").textContent]));
  equal(parts.map(([name]) => name), ["Affirmé", "Prévisions, projets, éventualités", "Nié ou refusé"], "parts");
  const [told, ahead] = parts.map(([, text]) => flat(text));
  if (!told.includes("Telvia → Nordvind") || told.includes("8 M€") || told.includes("3 M€") || told.includes("9 M€") || told.includes("5 M$US")) throw new Error(told);
  if (!told.includes("1 681 234 567 €")) throw new Error(`the sum of what was paid is not whole: ${told}`);
  if (!ahead.includes("Brindé") || !ahead.includes("Kelvar")) throw new Error(ahead);
  const page = await open(html, "#/money");
  const rows = await page.$$eval(".ready .sheet", (all) => all.map((n) => [n.querySelector("h3").textContent, [...n.querySelectorAll("tbody tr")].map((r) => r.textContent)]));
  equal(rows.map(([name, list]) => [name, list.length]), [["Affirmé", 2], ["Prévisions, projets, éventualités", 3], ["Résultats d’entreprises", 1], ["Autres montants", 2], ["Nié ou refusé", 2]], "rows");
  if (!flat(rows[0][1][0]).includes("Telvia") || !flat(rows[0][1][1]).includes("Corvan")) throw new Error("the largest does not come first");
});

await test("amounts are whole, and units of the French page are French", async () => {
  const page = await open(invented("whole", MONEY), "#/events");
  const text = async (a) => flat(await page.evaluate((x) => amountText(x), a));
  const row = (kind, value, unit, low = null, high = null, cmp = "eq") => ["level", 0, 1, "", kind, value, low, high, unit, cmp];
  for (const [a, wanted] of [
    [row("money", 1234567, "EUR"), "1 234 567 €"], [row("money", 1000000001, "EUR"), "1 000 000 001 €"], [row("money", 1680000000, "EUR"), "1,68 Md €"], [row("money", 3228400000000, "EUR"), "3 228,4 Md €"], [row("money", 12.5, "USD"), "12,5 $US"],
    [row("count", 240, "poste"), "240 postes"], [row("count", 1, "poste"), "1 poste"], [row("count", 3, "hôpital"), "3 hôpitaux"], [row("count", 2, "voix"), "2 voix"], [row("count", 4, "casque bleu"), "4 casques bleus"], [row("count", 2, "offre d'emploi"), "2 offres d'emploi"],
    [row("percent", 0.2, "percent"), "0,2 %"], [row("percentage_point", 2, "percentage_point"), "2 points"], [row("percentage_point", 0.5, "percentage_point"), "0,5 point"], [row("money", null, "EUR", 900000, 1200000, "range"), "900 000 € – 1,2 M €"], [row("count", null, "emploi", 100, null, "range"), "≥ 100 emplois"],
  ]) if ((await text(a)) !== wanted) throw new Error(`${JSON.stringify(a)}: ${await text(a)}, wanted ${wanted}`);
  equal(await page.$$eval("select[name=cur] option", (all) => all.map((o) => o.textContent)), ["—", "euro", "dollar des États-Unis", "points"], "units to choose");
  const cut = await page.$$eval(".row .amt span", (all) => all.filter((n) => n.scrollWidth > n.clientWidth + 1).map((n) => n.textContent));
  equal(cut, [], "amounts that are cut");
});

await test("the network has direction and types, and a tie opens its events", async () => {
  const page = await open(invented("ties", [MONEY[0], { ...MONEY[0], type: "POL.Aid", label_fr: "Aide" }, { ...MONEY[0], type: "POL.Aid", label_fr: "Aide" }, { type: "POL.Meet", label_fr: "Rencontre", arguments: [argument("actor", "Estrelle"), argument("actor", "Nordvind")] }, { ...MONEY[0], arguments: [argument("actor", "Estrelle"), argument("recipient", "Corvan")] }]), "#/network");
  equal(await page.$$eval(".net .tie", (all) => all.map((n) => [n.dataset.a, n.dataset.b, n.dataset.way, n.dataset.type]).sort()), [["org:corvan", "org:estrelle", "1", "POL.Aid"], ["org:estrelle", "org:corvan", "1", "ECO.Acquire"], ["org:estrelle", "org:nordvind", "0", "POL.Meet"]], "ties");
  equal(await page.$$eval(".net .tie .point", (all) => all.length), 2, "points of arrows");
  const first = flat(await page.textContent(".sheet tbody tr"));
  if (!/Corvan.*→.*Estrelle.*Aide × 2, Rachat.*3/.test(first)) throw new Error(first);
  await page.click(".sheet tbody tr button");
  await page.waitForSelector("#list");
  equal(await page.evaluate(() => selected().length), 4, "events of the pair");
  if (!(await page.textContent(".pair")).includes("Corvan et Estrelle")) throw new Error("the pair is not told");
  await page.click(".pair button");
  equal(await page.evaluate(() => [filter.other, filter.actor]), ["", "org:corvan"], "what is left");
});

await test("filters live in the address: opened again, gone back, and kept through a document", async () => {
  const page = await open(report, "#/events");
  const kind = events[0].type;
  await page.selectOption("select[name=type]", kind);
  await page.fill("input[name=q]", "a");
  await page.waitForFunction(() => location.hash.includes("q=a"));
  const hash = await page.evaluate(() => location.hash), count = await page.evaluate(() => selected().length);
  equal(hash, `#/events?q=a&type=${kind}`, "address");
  const again = await open(report, hash);
  equal(await again.evaluate(() => [selected().length, document.querySelector("select[name=type]").value, document.querySelector("input[name=q]").value]), [count, kind, "a"], "the address opened again");
  await again.click("#tabs a:first-child");
  equal(await again.evaluate(() => [location.hash, selected().length]), [hash.replace("events", "overview"), count], "another tab");
  await again.goBack();
  await again.focus("#list");
  for (const key of ["ArrowDown", "Enter"]) await again.keyboard.press(key);
  await again.waitForSelector("#article");
  equal(await again.evaluate(() => selected().length), count, "in the document");
  await again.goBack();
  await again.waitForSelector("#list");
  equal(await again.evaluate(() => [location.hash, selected().length]), [hash, count], "back at the table");
  await again.click("#reset");
  equal(await again.evaluate(() => [location.hash, selected().length]), ["#/events", events.length], "cleared");
  await again.goBack();
  await again.waitForFunction((n) => selected().length === n, count);
  equal(await again.inputValue("select[name=type]"), kind, "the filter comes back with the history");
  const odd = await open(report, "#/events?type=No.Such&conf=x&unknown=1&q=%");
  equal(await odd.evaluate(() => [filter.type, filter.conf, "unknown" in filter]), ["", 0, false], "an address that makes no sense");
});

/** Rows of a CSV file as objects. */
function parse(text, mark = ",") {
  const rows = [[]]; let cell = "", quoted = false;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (quoted) { if (c === '"' && text[i + 1] === '"') { cell += c; i++; } else if (c === '"') quoted = false; else cell += c; }
    else if (c === '"') quoted = true;
    else if (c === mark) { rows[rows.length - 1].push(cell); cell = ""; }
    else if (c === "\n") { rows[rows.length - 1].push(cell); cell = ""; rows.push([]); }
    else if (c !== "\r") cell += c;
  }
  const [head, ...body] = rows.filter((r) => r.length);
  return body.map((r) => Object.fromEntries(head.map((name, i) => [name, r[i]])));
}
async function taken(page, selector) {
  const [file] = await Promise.all([page.waitForEvent("download"), page.click(selector)]);
  return [file.suggestedFilename(), readFileSync(await file.path(), "utf8")];
}

await test("the filtered table downloads as CSV, the same as the program's tables", async () => {
  const folder = join(work, "tables");
  execFileSync(depeche, ["export", run, "--to", "tables", "--as", "csv", "-o", folder, "--quiet"]);
  const wanted = new Map(parse(readFileSync(join(folder, "events.csv"), "utf8")).map((r) => [r.event_id, r]));
  const page = await open(report, "#/events?fact=asserted");
  const [name, text] = await taken(page, ".takeline .csv");
  equal(name, "depeche-events.csv", "name");
  const rows = parse(text);
  equal(rows.map((r) => r.event_id).sort(), events.filter((e) => e.factuality === "asserted").map((e) => e.event_id).sort(), "events");
  const numbers = /_(value|min|max)$|^confidence$/;
  for (const row of rows) for (const [key, value] of Object.entries(row)) {
    const other = wanted.get(row.event_id)[key];
    if (other === undefined) throw new Error(`the tables have no column ${key}`);
    if (numbers.test(key) && value !== "" ? Number(value) !== Number(other) : value !== other) throw new Error(`${row.event_id} ${key}: ${value}, the tables say ${other}`);
  }
  const bounds = ["eq", "approx", "gt", "lt"].map((cmp) => ["level", 0, 1, "", "money", 2, null, null, "EUR", cmp]);
  equal(await page.evaluate((all) => all.map((a) => Object.values(figures(a))), bounds), [[2, 2, 2], [2, 2, 2], [null, 2, null], [null, null, 2]], "figures and bounds");
  const evil = await open(invented("formula", [{ ...said("=1+1 ; « racheté »", "racheté"), amounts: [amount("price", "money", 1.5, "EUR")] }]), "#/events");
  const sheet = (await taken(evil, ".takeline .excel"))[1];
  if (!sheet.startsWith("\ufeff")) throw new Error("a spreadsheet would not read the accents");
  const [row] = parse(sheet.slice(1), ";");
  equal([row.sentence, row.money_value], ["'=1+1 ; « racheté »", "1,5"], "what a spreadsheet gets");
  equal(parse((await taken(evil, ".takeline .csv"))[1])[0].sentence, "=1+1 ; « racheté »", "what a program gets");
});

await test("a phrase is searched as a phrase", async () => {
  const page = await open(invented("phrase", [said("Un plan social est négocié.", "négocié"), said("Le plan de la sécurité sociale est négocié.", "négocié"), said("Ce plan\u00a0social\n  d’été est négocié.", "négocié")]), "#/events");
  for (const [q, ids] of [["plan social", ["phrase-0", "phrase-1", "phrase-2"]], ['"plan social"', ["phrase-0", "phrase-2"]], ["« plan social »", ["phrase-0", "phrase-2"]], ["“PLAN SOCIAL” d'ete", ["phrase-2"]], ['"plan soc"', []], ['"lan social"', []], ['"plan social', ["phrase-0", "phrase-2"]], ['""', ["phrase-0", "phrase-1", "phrase-2"]]])
    equal(await page.evaluate((words) => { filter = { ...EMPTY, q: words }; return selected().map((e) => e.id); }, q), ids, q);
});

await test("layoffs, money and accusations are ready, with their figures", async () => {
  const cut = (more) => ({ type: "ECO.Layoff", label_fr: "Licenciement", ...more });
  const html = invented("ready", [
    cut({ arguments: [argument("actor", "Kelvar")], amounts: [amount("count", "count", 240, "poste")], dates: [dated("2024-02-01")] }),
    cut({ arguments: [argument("actor", "Kelvar")], amounts: [amount("count", "count", 90, "poste")], dates: [dated("2024-02-20")] }),
    // Shops are no jobs.
    cut({ arguments: [argument("actor", "Kelvar")], amounts: [amount("count", "count", 300, "magasin")], dates: [dated("2024-02-20")] }),
    cut({ cluster_id: "one", arguments: [argument("actor", "Talvaré")], factuality: "planned" }),
    cut({ cluster_id: "one", amounts: [amount("count", "count", 1080, "salarié")], factuality: "planned" }),
    { type: "COM.Accuse", label_fr: "Accusation", arguments: [argument("actor", "Elle", "PER"), argument("recipient", "Voltane")] },
    { type: "COM.Accuse", label_fr: "Accusation", arguments: [argument("actor", "Elle", "PER"), argument("recipient", "Voltane")] },
    { type: "COM.Accuse", label_fr: "Accusation", factuality: "denied", arguments: [argument("actor", "Il", "PER"), argument("recipient", "Voltane")] },
  ]);
  const layoffs = await open(html, "#/layoffs");
  equal(await layoffs.$$eval(".sheet", (all) => all.map((n) => [n.querySelector("h3").textContent, [...n.querySelectorAll("tbody tr")].map((r) => [...r.cells].slice(0, 3).map((c) => c.textContent.replace(/[\s\u202f]/g, " ")).join(" | "))])), [["Faites ou en cours", ["Kelvar | février 2024 | 240 postes"]], ["Annoncées ou décidées", ["Talvaré | mars 2024 * | 1 080 salariés"]]], "layoffs");
  const rows = parse((await taken(layoffs, ".sheet .csv"))[1]);
  equal([rows[0].firm, rows[0].month, rows[0].jobs], ["Kelvar", "2024-02", "240"], "layoffs downloaded");
  const accusations = await open(html, "#/accusations");
  equal(await accusations.$$eval(".sheet", (all) => all.map((n) => [n.querySelector("h3").textContent, [...n.querySelectorAll("tbody tr")].map((r) => [...r.cells].slice(0, 3).map((c) => c.textContent).join(" | "))])), [["Accusations", ["Elle | → Voltane | 2"]], ["Prévues, possibles ou niées", ["Il | → Voltane | 1"]]], "accusations");
});

await test("an event out of its time says so in the page's language", async () => {
  const html = invented("late", [{ warnings: ["dated after its article: asserted for 2024-09-03, told on 2024-03-10"] }, { warnings: ["something else"] }]);
  for (const [id, words] of [["late-0", "affirmé, mais daté du 3 septembre 2024, après l’article (10 mars 2024)"], ["late-1", "something else"]]) equal(flat(await (await open(html, `#${id}`)).textContent(".card.at .warning")), words, id);
});

await test("0 and 1 take the singular in French, 1 alone in English", async () => {
  const html = invented("single", [{}]), french = await open(html), english = await open(html, "", undefined, "en-US");
  const says = async (page) => [flat(await page.textContent("#summary")).replace(/,.*/, ""), flat(await page.textContent("#found")), flat(await page.textContent(".grid .lede"))];
  equal(await says(french), ["1 mention d’événements dans 1 document", "1 événement", "0 daté par sa propre date, 1 par celle de son document, 0 sans mois connu."], "one event in French");
  equal(await says(english), ["1 event mention in 1 document", "1 event", "0 dated by their own date, 1 by its document’s, 0 without a known month."], "one event in English");
  const counts = (page) => page.evaluate(() => [0, 1, 2].map((n) => t("inDoc", n)).concat([0, 1, 2].map((n) => t("ranges", n))));
  equal((await counts(french)).map(flat), ["0 événement", "1 événement", "2 événements", "0 fourchette", "1 fourchette", "2 fourchettes"], "French");
  equal((await counts(english)).map(flat), ["0 events", "1 event", "2 events", "0 ranges", "1 range", "2 ranges"], "English");
  equal(flat(await french.evaluate(() => t("someNoText", 1, 3))).slice(0, 71), "Le texte de 1 document sur 3 n’a pas été retrouvé à sa source ; pour ce", "one text");
});

await test("names stand in the order of a dictionary, and what is missing last", async () => {
  const of = (type, label_fr, name) => ({ type, label_fr, arguments: name ? [argument("actor", name)] : [] });
  const page = await open(invented("order", [of("ECO.Trade", "Vente", "Zurel"), of("POL.Elect", "Élection", "elvane"), of("JUS.Investigate", "Enquête"), of("ECO.Acquire", "Achat", "Émeri"), of("ECO.Expand", "étude", "Abel")]), "#/events");
  const column = (name) => page.$$eval(`.row .${name}`, (all) => all.map((n) => n.textContent));
  const by = (n) => page.click(`.head button:nth-child(${n})`);
  await by(2);
  equal(await column("kind"), ["Achat", "Élection", "Enquête", "étude", "Vente"], "types");
  await by(3);
  equal(await column("who"), ["Abel", "elvane", "Émeri", "Zurel", "—"], "actors");
  await by(3);
  equal(await column("who"), ["Zurel", "Émeri", "elvane", "Abel", "—"], "actors from the end");
  equal(await page.$$eval("select[name=type] optgroup", (all) => all.map((g) => [...g.querySelectorAll("option")].slice(1).map((o) => o.textContent))), [["Élection"], ["Enquête"], ["Achat", "étude", "Vente"]], "types to choose");
  equal(await page.$$eval("select[name=actor] option", (all) => all.slice(1).map((o) => o.textContent)), ["Abel (1)", "elvane (1)", "Émeri (1)", "Zurel (1)"], "actors to choose");
});

await test("dates are read as people write them, and files keep ISO", async () => {
  const html = invented("dates", [{ dates: [dated("2024-06-12")] }, { dates: [dated("2024-06-01")] }, { dates: [dated("2024-06-01", "2024-06-30")] }, { dates: [dated("2024-06-28", "2024-07-03")] }, { dates: [dated("2024-01-01", "2024-12-31")] }, { dates: [{ ...dated("2001-01-01", null), value: "2001", text: "2001" }] }, { dates: [{ ...dated("2024-10-21"), earliest: null }] }]);
  const all = (page, length) => page.evaluate((l) => RUN.events.map((e) => whenText(e.when, l)), length);
  const page = await open(html, "#/events");
  equal((await all(page, "long")).map(flat), ["12 juin 2024", "1er juin 2024", "juin 2024", "28 juin – 3 juillet 2024", "2024", "dès 2001", "au plus tard le 21 octobre 2024"], "French");
  equal((await all(await open(html, "", undefined, "en-US"), "long")).map(flat), ["June 12, 2024", "June 1, 2024", "June 2024", "June 28 – July 3, 2024", "2024", "from 2001", "by October 21, 2024"], "English");
  equal((await page.$$eval(".row .when", (rows) => rows.map((n) => n.textContent))).map(flat).sort(), ["12 juin 2024", "1er juin 2024", "2024", "28 juin – 3 juil. 2024", "au plus tard le 21 oct. 2024", "dès 2001", "juin 2024"], "the table");
  const rows = parse((await taken(page, ".takeline .csv"))[1]).map((r) => r.date_earliest);
  equal(rows.filter(Boolean).every((d) => /^\d{4}-\d\d-\d\d$/.test(d)), true, "downloaded");
  await page.click("#tabs a:first-child");
  await page.click(".months .hit[data-month='2024-06']");
  equal(await page.evaluate(() => location.hash), "#/overview?from=2024-06-01&to=2024-06-30", "the address");
  const money = await open(invented("paid", [{ ...MONEY[0], dates: [dated("2024-06-01", "2024-06-30")] }]), "#/money");
  if (!flat(await money.textContent(".ready tbody")).includes("juin 2024")) throw new Error("no month in the table of money");
  equal(parse((await taken(money, ".sheet .csv"))[1])[0].date, "2024-06", "a downloaded month");
});

await test("values of dates are told in words", async () => {
  const values = [["2024", "2024", "2024"], ["2024-06-12T14:30", "12 juin 2024, 14 h 30", "June 12, 2024, 14:30"], ["2024-06-12TMO", "12 juin 2024, matin", "June 12, 2024, morning"], ["2024-Q1", "1er trimestre 2024", "quarter 1 of 2024"], ["2024-H2", "2e semestre 2024", "half 2 of 2024"], ["2024-WI", "hiver 2024", "winter 2024"], ["2024-W23", "semaine 23 de 2024", "week 23 of 2024"], ["XXXX-WXX-1", "lundi", "Monday"], ["XXXX-06-01", "1er juin", "June 1"], ["XXXX", "non résolu", "not resolved"], ["195", "années 1950", "1950s"], ["18", "XIXe siècle", "19th century"], ["20", "XXIe siècle", "21st century"], ["BC0120", "120 av. J.-C.", "120 BC"], ["P1Y6M", "1 an 6 mois", "1 year 6 months"], ["PXM", "quelques mois", "some months"], ["PT2H", "2 heures", "2 hours"], ["2024-06-03/2024-06-05", "3–5 juin 2024", "June 3 – 5, 2024"], ["2023/2025", "2023 – 2025", "2023 – 2025"], ["PRESENT_REF", "présent", "present"], ["no value", "no value", "no value"]];
  for (const [locale, at] of [["fr-FR", 1], ["en-US", 2]]) {
    const page = await open(report, "", undefined, locale);
    for (const row of values) equal(flat(await page.evaluate((v) => valueText(v), row[0])), row[at], row[0]);
  }
});

await test("the French page shows no raw value and none of the words it does not use", async () => {
  const page = await open(report, "", { width: 1280, height: 900 });
  const raw = await page.evaluate(() => RUN.docs.flatMap((d) => [...marks(d, null).flatMap((m) => m.says.filter((x) => x && !/^(timex|amount|event)\./.test(x))), ...d.events.map((e) => { const own = card(e, e); own.querySelectorAll("bdi, .more a").forEach((n) => n.remove()); return own.textContent; })])
    .filter((x) => /XXXX|\b\d{4}-\d\d(-\d\d)?\b|\b(DATE|TIME|DURATION|SET)\b|^(up|down|author|indirect|nominal|pronoun)$|\b(plan|modal|negation|denial|conditional|future)\s?:|\w:/.test(x)));
  equal(raw.slice(0, 5), [], "raw values");
  const words = /avéré|Montrer|Chercher|Enlever|voix de l’article|Licenciement/;
  for (const tab of ["overview", "timeline", "network", "layoffs", "money", "accusations", "events", "documents"]) {
    await page.evaluate((k) => (location.hash = `#/${k}`), tab);
    await page.waitForFunction((k) => document.querySelector("#tabs [aria-current]").hash === `#/${k}`, tab);
    const told = await page.evaluate(() => { const all = document.body.cloneNode(true); all.querySelectorAll("script, .says, .chronicle p, .docs a, .row .who").forEach((n) => n.remove()); return all.textContent + [...document.querySelectorAll("[title],[aria-label]")].map((n) => `${n.title} ${n.ariaLabel}`).join(" "); });
    equal(told.match(words), null, tab);
  }
  equal(await page.evaluate(() => [t("fact"), t("role").count, t("searchLabel"), typeName("ECO.Layoff") === t("tabs").layoffs, t("meaning")]), ["Factualité", "nombre", "Rechercher", true, "Nature du montant"], "words");
});

await test("warnings of documents and cues of events are French on the French page", async () => {
  const odd = ["encoding guessed: iso-8859-1", "encoding UTF-16LE by its byte order mark", "2024-06-12 is not the weekday that the text names", 'date "31 juin" is not read; wanted YYYY-MM-DD', "mojibake mended, places: 1; positions count in the mended text; decode the source as UTF-8", "of a kind not known yet"];
  const cue = (kind, text) => ({ kind, text, start: 0, end: 1 });
  const html = invented("odd", [{ cues: [cue("plan", "va"), cue("modal", "envisage")] }], undefined, odd);
  const told = async (page) => (await page.$$eval(".meta.warning", (all) => all.map((n) => n.textContent))).map(flat);
  const page = await open(html, "#odd-0");
  equal(await told(page), ["encodage deviné : iso-8859-1", "encodage UTF-16LE, d’après l’indicateur d’ordre des octets", "le 12 juin 2024 n’est pas le jour de la semaine que nomme le texte", "date « 31 juin » non reconnue ; formes attendues : AAAA-MM-JJ, AAAA-MM, JJ/MM/AAAA, 20240716, « 16 juillet 2024 » ou secondes depuis 1970", "1 passage mal décodé rétabli ; les positions se comptent dans le texte rétabli ; décodez la source en UTF-8", odd[5]], "French");
  const card = await page.textContent(".card.at");
  if (!card.includes("projet\u00a0: va · éventualité\u00a0: envisage")) throw new Error(`cues: ${card}`);
  const english = await open(html, "#odd-0", undefined, "en-US");
  equal(await told(english), odd, "English");
  if (!(await english.textContent(".card.at")).includes("plan: va · possibility: envisage")) throw new Error("cues in English");
});

await test("the page speaks the browser's language, and a choice stays in the address", async () => {
  const language = (page) => page.getAttribute("html", "lang");
  for (const [locale, wanted] of [["fr-FR", "fr"], ["fr-CA", "fr"], ["en-GB", "en"], ["de-DE", "en"]]) equal(await language(await open(report, "", undefined, locale)), wanted, locale);
  const page = await open(report, "#/events?fact=planned", undefined, "en-US");
  equal(await page.$$eval("#langs button", (all) => all.map((n) => [n.textContent, n.getAttribute("aria-pressed")])), [["Français", "false"], ["English", "true"]], "the switch");
  await page.click("#langs [lang=fr]");
  equal([await language(page), await page.evaluate(() => location.hash)], ["fr", "#/events?fact=planned&lang=fr"], "chosen");
  const sent = await open(report, await page.evaluate(() => location.hash), undefined, "en-US");
  equal([await language(sent), await sent.evaluate(() => selected().length)], ["fr", events.filter((e) => e.factuality === "planned").length], "the address opened elsewhere");
  await sent.click("#tabs a:nth-child(2)");
  await sent.click(".chronicle a");
  await sent.waitForSelector("#article");
  if (!(await sent.evaluate(() => location.hash)).includes("lang=fr")) throw new Error("a document's address forgets the language");
  await sent.evaluate(() => (location.hash = "#/overview?lang=en"));
  await sent.waitForFunction(() => document.documentElement.lang === "en");
  equal(await sent.textContent("#tabs a"), "Overview", "another language by the address");
  await page.reload();
  equal(await language(page), "fr", "after loading it again");
  const odd = await open(report, "#/overview?lang=xx");
  equal(await language(odd), "fr", "an address that names no language");
});

await test("a filter that leaves nothing says so, and a button takes the filters off", async () => {
  for (const tab of ["overview", "timeline", "network", "layoffs", "money", "accusations", "events", "documents"]) {
    const page = await open(report, `#/${tab}?q=zzzzzz&fact=denied`);
    equal(await page.textContent(".empty p"), "Aucun résultat avec ces filtres.", tab);
    await page.click(".empty button");
    equal([await page.locator(".empty").count(), await page.evaluate(() => [location.hash, selected().length])], [0, [`#/${tab}`, events.length]], `${tab} without filters`);
    await page.context().close();
  }
  const none = await open(invented("plain", [{}]), "#/accusations");
  equal(await none.$$eval(".empty", (all) => all.map((n) => [n.textContent, n.querySelectorAll("button").length])), [["Rien à afficher ici.", 0]], "no filter is to blame");
});

await test("no tab is cut on a phone, in either language", async () => {
  for (const width of [320, 360, 390]) {
    const page = await open(report, "", { width, height: 800 });
    for (const language of ["fr", "en"]) {
      if (language === "en") await page.click("#langs [lang=en]");
      equal(await page.$$eval(".switches button", (all) => all.filter((n) => { const r = n.getBoundingClientRect(); return r.left < 0 || r.right > innerWidth; }).length), 0, `switches cut at ${width} px`);
      equal(await page.$$eval("#tabs a", (all) => all.filter((n) => { const r = n.getBoundingClientRect(); return r.left < 0 || r.right > innerWidth || n.scrollWidth > n.clientWidth + 1; }).map((n) => n.textContent)), [], `tabs cut at ${width} px, ${language}`);
      equal(await page.$eval("#tabs", (n) => n.scrollWidth <= n.clientWidth), true, "the tabs need scrolling");
    }
    await page.context().close();
  }
});

await test("hostile text is shown and does nothing", async () => {
  const evil = "</script><script>window.pwned=1</script><img src=x onerror=window.pwned=2><!--";
  const text = `${evil} a \u202e racheté \u0007\u001b[31m %DATA% %SCRIPT% « שלום » 😀 5 euros`;
  const input = join(work, "evil.txt");
  writeFileSync(input, text);
  const points = Array.from(text);
  const at = (words) => { const start = Array.from(text.slice(0, text.indexOf(words))).length; return { text: words, start, end: start + Array.from(words).length }; };
  const document_ = { ...documents[0], doc_id: `"><svg onload=window.pwned=3>${evil}`, source: input, title: `<b onclick=window.pwned=4>${evil}`, url: "javascript:window.pwned=5", sha256: createHash("sha256").update(text).digest("hex"), chars: points.length, entities: [{ ...at(evil), type: "ORG", entity_id: evil, canonical: `${evil}\u202e`, score: 0.5 }], timexes: [], amounts: [{ ...at("5 euros"), kind: "money", value: 5, low: null, high: null, unit: `<i>${evil}`, cmp: "eq", direction: null, rule: evil }], events: 1, warnings: [evil] };
  const event = { ...events[0], event_id: `x'"<img src=x onerror=window.pwned=6>`, doc_id: document_.doc_id, doc_title: document_.title, source: document_.source, url: document_.url, label_fr: `<u onmouseover=window.pwned=7>${evil}`, trigger: { ...at("racheté"), lemma: "racheter", pos: "VERB" }, sentence: { index: 0, start: 0, end: points.length, text }, arguments: [{ role: "actor", ...at(evil), mention: "name", entity_id: evil, canonical: evil, entity_type: "ORG", score: 0.5 }], dates: [], amounts: [], cues: [], attribution: { type: "selon", source: { ...at(evil), entity_id: null, canonical: evil }, cue: evil }, rule: evil };
  const html = view(save("evil", [document_], [event]), "evil-page");
  const page = await open(html);
  for (const hash of ["#/overview", "#/timeline", "#/network", "#/layoffs", "#/money", "#/accusations", "#/events", "#/documents", `#${encodeURIComponent(event.event_id)}`]) {
    await page.evaluate((h) => (location.hash = h), hash);
    await page.waitForTimeout(60);
    for (const node of await page.$$("main button, main .row, #article span")) await node.hover({ timeout: 300, force: true }).catch(() => null);
    equal(await page.evaluate(() => window.pwned ?? null), null, hash);
  }
  await page.evaluate((id) => (location.hash = `#${encodeURIComponent(id)}`), event.event_id);
  await page.waitForSelector("#article .trigger.at");
  const shown = await page.textContent("#article");
  if (!shown.includes("<img src=x onerror")) throw new Error("the text is not shown as it is");
  if (/[\u202e\u0007\u001b]/.test(shown)) throw new Error("a control character reached the page");
  if (!shown.includes("⇄") || !shown.includes("␛")) throw new Error("controls are not made visible");
  equal(await page.locator("#article img, main script, main svg[onload], main [onclick], main [onmouseover]").count(), 0, "elements made from text");
  equal(await page.locator('a[href^="javascript" i]').count(), 0, "script links");
  equal(await page.textContent("#article .trigger"), "racheté", "offsets behind an emoji and controls");
});

await test("a run whose texts are gone says so and shows its sentences", async () => {
  const gone = documents.map((d) => ({ ...d, source: "/nowhere/gone.txt" }));
  const page = await open(view(save("gone", gone, events), "gone-page"), `#${events[0].event_id}`);
  if (!(await page.textContent("main")).includes("n’a pas été retrouvé")) throw new Error("nothing is said");
  if (!(await page.locator("#article .trigger.at").count())) throw new Error("the sentence is not highlighted");
});

await test("10,000 events are ready in under 3 s, and filtering them takes under 0.3 s", async () => {
  const copies = Math.ceil(10000 / events.length);
  const many = (list, ids) => Array.from({ length: copies }, (_, i) => list.map((x) => ({ ...x, ...Object.fromEntries(ids.map((k) => [k, `${x[k]}.${i}`])) }))).flat();
  const html = view(save("many", many(documents, ["doc_id"]), many(events, ["event_id", "doc_id"])), "many-page");
  const page = await open(html, "#/events");
  const [ready, count] = await page.evaluate(() => [+document.documentElement.dataset.ready, RUN.events.length]);
  if (count < 10000) throw new Error(`only ${count} events`);
  const took = await page.evaluate(() => { const start = performance.now(); set({ q: "une" }); return performance.now() - start; });
  const overview = await page.evaluate(() => { const start = performance.now(); set({ ...EMPTY }, "overview"); return performance.now() - start; });
  console.log(`      ${count} events: ready ${ready} ms, search ${Math.round(took)} ms, overview ${Math.round(overview)} ms, ${Math.round(readFileSync(html).length / 1e5) / 10} MB`);
  if (ready >= 3000) throw new Error(`ready after ${ready} ms`);
  if (took >= 300) throw new Error(`search took ${took} ms`);
  if ((await page.locator(".row").count()) > 80) throw new Error("rows out of sight are in the page");
});

await test("nothing is wider than a phone or a desktop screen; screenshots", async () => {
  for (const [name, size] of [["desktop", { width: 1440, height: 900 }], ["phone", { width: 390, height: 844 }]]) {
    for (const tab of ["overview", "timeline", "network", "layoffs", "money", "accusations", "events", "documents", events[0].event_id]) {
      const page = await open(report, tab === events[0].event_id ? `#${tab}` : `#/${tab}`, size);
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (over > 0) throw new Error(`${name} ${tab} is ${over} px too wide`);
      if (name === "phone") equal(await page.$$eval(".scroll", (all) => all.filter((n) => n.scrollWidth > n.clientWidth).length), 0, `tables cut on a phone, ${tab}`);
      await page.screenshot({ path: join(shots, `${name}-${tab === events[0].event_id ? "document" : tab}.png`) });
      await page.context().close();
    }
  }
});

await test("nothing was asked of the network", async () => equal(requests, [], "requests"));

await browser.close();
rmSync(work, { recursive: true });
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed ? 1 : 0);

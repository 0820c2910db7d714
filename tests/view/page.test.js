// The page of `depeche view` in a real browser: reading, filtering, highlights, hostile text, size.
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
async function open(html, hash = "", size = { width: 1440, height: 900 }) {
  const context = await browser.newContext({ viewport: size, locale: "fr-FR", hasTouch: size.width < 500 });
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
  await page.click("#lang");
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
  for (const hash of ["#/overview", "#/timeline", "#/network", "#/events", "#/documents", `#${encodeURIComponent(event.event_id)}`]) {
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
  const overview = await page.evaluate(() => { filter = { ...EMPTY }; const start = performance.now(); location.hash = "#/overview"; draw(); return performance.now() - start; });
  console.log(`      ${count} events: ready ${ready} ms, search ${Math.round(took)} ms, overview ${Math.round(overview)} ms, ${Math.round(readFileSync(html).length / 1e5) / 10} MB`);
  if (ready >= 3000) throw new Error(`ready after ${ready} ms`);
  if (took >= 300) throw new Error(`search took ${took} ms`);
  if ((await page.locator(".row").count()) > 80) throw new Error("rows out of sight are in the page");
});

await test("nothing is wider than a phone or a desktop screen; screenshots", async () => {
  for (const [name, size] of [["desktop", { width: 1440, height: 900 }], ["phone", { width: 390, height: 844 }]]) {
    for (const tab of ["overview", "timeline", "network", "events", "documents", events[0].event_id]) {
      const page = await open(report, tab === events[0].event_id ? `#${tab}` : `#/${tab}`, size);
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (over > 0) throw new Error(`${name} ${tab} is ${over} px too wide`);
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

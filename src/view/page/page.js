// What is shown: tabs, filters, the address after #.
const TABS = ["overview", "timeline", "network", "layoffs", "money", "accusations", "events", "documents"];
const VIEWS = { overview, timeline, network, layoffs, money: moneyView, accusations, events: table, documents };

const decoded = (text) => { try { return decodeURIComponent(text); } catch { return text; } };

/** What the address after # names: a tab, a document or an event, and the filter that follows a question mark. */
function route() {
  const at = location.hash.indexOf("?"), raw = decoded(at < 0 ? location.hash.slice(1) : location.hash.slice(1, at)), said = at < 0 ? "" : location.hash.slice(at);
  if (EVENT_BY_ID.has(raw)) return { tab: "document", doc: EVENT_BY_ID.get(raw).doc, event: EVENT_BY_ID.get(raw), said };
  const document_ = raw.match(/^\/document\/([\s\S]*)$/);
  if (document_ && DOC_BY_ID.has(document_[1])) return { tab: "document", doc: DOC_BY_ID.get(document_[1]), said };
  const tab = raw.slice(1);
  return { tab: TABS.includes(tab) ? tab : "overview", said };
}

/** Writes the filter into the address: a new entry of the history for a choice, the same one while someone types. */
function address(tab, typed) {
  const at = location.hash.indexOf("?"), path = tab ? `#/${tab}` : (at < 0 ? location.hash : location.hash.slice(0, at)) || "#/overview", next = path + query();
  if (next === location.hash || (next === "#/overview" && !location.hash)) return;
  if (typed) history.replaceState(null, "", next); else history.pushState(null, "", next);
}

/** Changes filters and shows the result. */
function set(change, tab) {
  filter = { ...filter, ...change };
  const other = tab && route().tab !== tab;
  address(tab); controls(); draw(other);
}

function controls() {
  const form = byId("filters"), was = document.activeElement && document.activeElement.name, open = form.classList.contains("open");
  const field = (name, label, control) => { if (String(filter[name]) !== String(EMPTY[name])) control.classList.add("on"); control.name = name; return h("label", null, label ? h("span", null, label) : null, control); };
  const choice = (name, label, options) => { const el = h("select", { "aria-label": label, onchange: (ev) => set({ [name]: ev.target.value }) }, options.map(([v, text]) => Array.isArray(text) ? h("optgroup", { label: v }, text.map(([w, x]) => h("option", { value: w }, x))) : h("option", { value: v }, text))); el.value = filter[name]; return field(name, label, el); };
  const types = Object.keys(RUN.types).sort((a, b) => order(typeName(a), typeName(b)));
  const families = FAMILIES.filter((f) => types.some((k) => k.startsWith(f)));
  const actors = (controls.actors ??= ranked(tally(RUN.events, (e) => e.actors), entityName).slice(0, 400));
  const sources = (controls.sources ??= ranked(tally(RUN.events.filter((e) => e.source), (e) => e.source)).slice(0, 200));
  const units = (controls.units ??= ranked(tally(RUN.events.flatMap((e) => e.amounts), (a) => a[8]), unitName).slice(0, 40));
  for (const [name, known] of [["type", [...types, ...FAMILIES]], ["fact", FACTS]]) if (filter[name] && !known.includes(filter[name])) filter[name] = "";
  const actorList = filter.actor && !actors.some(([id]) => id === filter.actor) ? [[filter.actor, 0], ...actors] : actors;
  const typing = (name) => (ev) => { filter[name] = ev.target.value; ev.target.classList.toggle("on", ev.target.value !== ""); clearTimeout(typing.wait); typing.wait = setTimeout(() => { address(null, true); draw(); }, 120); };
  const search = h("input", { type: "search", name: "q", placeholder: t("search"), "aria-label": t("searchLabel"), title: t("search"), value: filter.q, class: filter.q ? "on" : null, oninput: typing("q") });
  form.replaceChildren(...[search,
    h("button", { type: "button", class: "toggle", "aria-expanded": open ? "true" : "false", onclick: () => { form.classList.toggle("open"); } }, t("filters")),
    h("div", { class: "more" },
      choice("type", t("type"), [["", t("all")], ...families.map((f) => [FAMILY_NAMES[lang][f], [[f, `${FAMILY_NAMES[lang][f]} (${t("all")})`], ...types.filter((k) => k.startsWith(f)).map((k) => [k, typeName(k)])]])]),
      choice("actor", t("actor"), [["", t("allActors")], ...actorList.map(([id, n]) => [id, `${entityName(id)} (${number(n)})`])]),
      field("from", t("from"), h("input", { type: "date", value: filter.from, onchange: (ev) => set({ from: ev.target.value }) })), field("to", t("to"), h("input", { type: "date", value: filter.to, onchange: (ev) => set({ to: ev.target.value }) })),
      field("min", t("min"), h("input", { type: "number", min: 0, value: filter.min, oninput: typing("min") })), choice("cur", t("currency"), [["", "—"], ...units.map(([u]) => [u, unitName(u, 2)])]),
      choice("fact", t("fact"), [["", t("all")], ...FACTS.map((f) => [f, t(f)])]), choice("src", t("src"), [["", t("all")], ["*", t("anySource")], ["-", t("noSource")], ...sources.map(([x, n]) => [x, `${x} (${number(n)})`])]),
      field("conf", t("conf"), h("input", { type: "range", min: 0, max: 0.95, step: 0.05, value: filter.conf, title: number(filter.conf), "aria-label": t("conf"), oninput: (ev) => { filter.conf = +ev.target.value; ev.target.title = number(filter.conf); clearTimeout(typing.wait); typing.wait = setTimeout(() => { address(null, true); draw(); }, 120); } }))),
    filter.other ? h("span", { class: "pair on" }, bdi(t("pair", ...[filter.actor, filter.other].map(entityName))), " ", h("button", { type: "button", "aria-label": t("drop"), onclick: () => set({ other: "" }) }, "×")) : null,
    h("span", { class: "found", id: "found", role: "status" }),
    h("button", { type: "button", class: "reset", id: "reset", onclick: () => set({ ...EMPTY }) }, t("reset"))].filter(Boolean));
  if (was && form.elements[was]) form.elements[was].focus();
}

function frame() {
  document.documentElement.lang = lang;
  const dark = document.documentElement.dataset.theme === "dark";
  byId("skip").textContent = t("skip");
  for (const button of byId("langs").children) button.setAttribute("aria-pressed", String(button.lang === lang));
  byId("theme").textContent = dark ? t("light") : t("dark");
  const dates = RUN.docs.map((d) => d.date).filter(Boolean).sort();
  const says = t("summary", RUN.events.length, RUN.docs.length, dates.length ? periodText(dates[0], dates[dates.length - 1]) : "");
  byId("summary").textContent = says;
  document.title = `depeche · ${says}`;
}

function draw(focus) {
  const { tab, doc, event } = route(), events = selected();
  byId("pop").hidden = true;
  byId("tabs").replaceChildren(...TABS.map((k) => h("a", { href: `#/${k}${query()}`, "aria-current": k === tab || (tab === "document" && k === "documents") ? "page" : null }, t("tabs")[k])));
  const found = byId("found"); if (found) found.textContent = t("found", events.length, RUN.events.length);
  byId("reset").hidden = !filtered();
  byId("filters").hidden = tab === "document";
  byId("filters").style.display = tab === "document" ? "none" : "";
  byId("main").replaceChildren(tab === "document" ? article(doc, event) : h("div", null, [VIEWS[tab](events)]));
  if (focus === true) {
    const target = event && document.querySelector(".article .trigger.at");
    if (target) { const small = innerWidth <= 1080; target.scrollIntoView({ block: "center" }); if (!small) byId(`card-${event.index}`).scrollIntoView({ block: "nearest" }); } else scrollTo(0, 0);
    byId("main").focus({ preventScroll: true });
  }
}

/** Shows the page in a language, which the address then keeps. */
function speak(language) { lang = chosen = language; frame(); controls(); }
byId("langs").addEventListener("click", (ev) => { if (!LANGUAGES.includes(ev.target.lang)) return; store("lang", ev.target.lang); speak(ev.target.lang); address(null, true); draw(); });
byId("theme").addEventListener("click", () => { const next = document.documentElement.dataset.theme === "dark" ? "light" : "dark"; document.documentElement.dataset.theme = next; store("theme", next); frame(); });
document.documentElement.dataset.theme = stored("theme") || (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
byId("filters").addEventListener("submit", (ev) => ev.preventDefault());
/** Takes the filter and the language from the address, and shows what it names. */
function arrive() { const { said } = route(), next = filterOf(said), named = languageOf(said); if (named && named !== chosen) speak(named); if (query(next) !== query()) { filter = next; controls(); } draw(true); }
addEventListener("hashchange", arrive);
addEventListener("keydown", (ev) => { if (ev.key === "Escape") byId("pop").hidden = true; if (ev.key === "/" && !/INPUT|SELECT/.test(document.activeElement.tagName)) { ev.preventDefault(); const q = byId("filters").elements.q; if (q) q.focus(); } });
let width = innerWidth; addEventListener("resize", () => { if (innerWidth !== width) { width = innerWidth; draw(); } });
filter = filterOf(route().said); frame(); controls(); draw(Boolean(location.hash));
document.documentElement.dataset.ready = String(Math.round(performance.now()));

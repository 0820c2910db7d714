// Documents and one document with its layers.
const LAYERS = ["name", "date", "amount", "trigger", "argument", "attribution"];
let hiddenLayers = new Set();

function documents(events) {
  const counts = tally(events, (e) => e.d), filtered = events.length !== RUN.events.length;
  const docs = RUN.docs.filter((d) => !filtered || counts.get(d.index));
  let shown = 0; const list = h("ul", { class: "docs" });
  const more = h("button", { type: "button", class: "kind", css: { padding: "18px 0" }, onclick: () => grow() });
  const grow = () => {
    list.append(...docs.slice(shown, shown + 120).map((d) => h("li", null, h("a", { href: toDocument(d) }, bdi(titleOf(d))), h("small", null, [dateOf(d), t("inDoc", counts.get(d.index) || 0), d.source].join(" · ")))));
    shown += 120; more.textContent = t("more", Math.max(0, docs.length - shown)); more.hidden = shown >= docs.length;
  };
  grow();
  const lost = RUN.docs.filter((d) => d.text == null).length;
  return h("div", null, lost ? h("p", { class: "note" }, lost === RUN.docs.length ? t("noText") : t("someNoText", lost, RUN.docs.length)) : null, docs.length ? list : nothing(), more);
}

const dateOf = (d) => (d.date ? dateText(d.date) : t("undatedDoc"));

/** The words within so many letters, with a sign where some are left out. */
const cutAt = (words, longest) => (words.length > longest ? `${words.slice(0, longest - 5).trimEnd()}…` : words);

function titleOf(d) {
  if (d.title) return d.title;
  const line = d.text && d.text.replace(/^\s*date \d{4}[\d-]*\s*/, "").split("\n").map((l) => l.trim()).find((l) => l && !/^((se |s[’'])?(abonne[zr]|connecte[zr]|inscri(vez|re))|partager|publi[ée]|accueil|cookies?)(?!\p{L})/iu.test(l));
  return line ? cutAt(line, 110) : d.id;
}

/** The days that an expression may mean, where its value does not say them already. */
function daysOf(value, from, to, anchor) {
  if (!from && !to) return anchor === "none" && valueText(value) !== t("open") ? t("open") : null;
  const days = whenText(when([from, to], []));
  return valueText(value).startsWith(days) ? null : days;
}

const inBrackets = (words) => (words ? ` (${words})` : null);
/** The words of the text and what they mean, unless that is the same. */
function meant(words, value) {
  const plain = (s) => fold(s).trim();
  return plain(words) === plain(value) ? bdi(words) : [bdi(words), ` = ${value}`];
}

/** Every span of a document: place, layer, what it means. */
function marks(d, active) {
  const out = [], add = (start, end, layer, more) => end > start && out.push({ start, end, layer, ...more });
  for (const [a, b, kind, canonical, score] of d.names) add(a, b, "name", { color: `var(--${kind})`, says: [wordFor("entity", kind), canonical, `${t("score")} ${number(score)}`] });
  for (const [a, b, kind, value, mod, from, to, anchor, rule] of d.timexes) add(a, b, "date", { says: [labeled(wordFor("timex", kind), timexText(value, mod)), daysOf(value, from, to, anchor), rule] });
  for (const [a, b, kind, value, low, high, unit, cmp, direction, rule] of d.amounts) add(a, b, "amount", { says: [amountText([0, 0, 0, 0, kind, value, low, high, unit, cmp]), value != null && kind !== "count" ? `${number(value, { maximumFractionDigits: 8 })} ${unitName(unit, Math.abs(value))}` : null, direction && wordFor("direction", direction), rule] });
  for (const e of d.events) {
    add(e.trigger[0], e.trigger[1], "trigger", { event: e, says: [typeName(e.type), e.type, t(e.fact), `${t("confidence")} ${number(e.conf)}`, e.rule] });
    if (e.from[1]) add(e.from[1][0], e.from[1][1], "attribution", { says: [t("layers").attribution, wordFor("said", e.from[0]), e.from[2]] });
    if (e === active) for (const a of e.args) add(a[1], a[2], "argument", { role: wordFor("role", a[0]), says: [wordFor("role", a[0]), a[6], wordFor("mention", a[4]), `${t("score")} ${number(a[8])}`] });
  }
  return out;
}

/** Cuts a stretch of text at every border of a mark; each piece carries the marks over it. */
function highlight(points, offset, spans, active) {
  const end = offset + points.length, inside = spans.filter((m) => m.start < end && m.end > offset);
  const borders = [...new Set([offset, end, ...inside.flatMap((m) => [Math.max(m.start, offset), Math.min(m.end, end)])])].sort((a, b) => a - b);
  const pieces = [];
  for (let i = 0; i + 1 < borders.length; i++) {
    const [a, b] = [borders[i], borders[i + 1]], over = inside.filter((m) => m.start <= a && m.end >= b), text = points.slice(a - offset, b - offset).join("");
    if (!over.length) { pieces.push(document.createTextNode(clean(text))); continue; }
    const trigger = over.find((m) => m.layer === "trigger"), argument = over.find((m) => m.layer === "argument" && m.start === a), name = over.find((m) => m.layer === "name");
    const node = h("span", { class: [...new Set(over.map((m) => m.layer))].join(" ") + (trigger && over.some((m) => m.event === active && active) ? " at" : ""), "data-m": over.map((m) => spans.indexOf(m)).join(" "), "data-role": argument ? argument.role : null, tabindex: trigger ? 0 : null, role: trigger ? "link" : null, css: name ? { "--c": name.color } : {} }, text);
    if (trigger) { const e = trigger.event; node.addEventListener("click", () => (location.hash = go(e))); node.addEventListener("keydown", (ev) => ev.key === "Enter" && (location.hash = go(e))); }
    pieces.push(node);
  }
  return pieces;
}

function article(d, active) {
  const spans = marks(d, active), body = h("div", { class: `article ${LAYERS.filter((l) => !hiddenLayers.has(l)).map((l) => `show-${l}`).join(" ")}`, id: "article", lang: "fr" });
  if (d.text != null) body.append(...highlight(Array.from(d.text), 0, spans, active));
  else {
    const seen = new Set();
    for (const e of [...d.events].sort((a, b) => a.sentence[1] - b.sentence[1])) if (!seen.has(e.sentence[1])) { seen.add(e.sentence[1]); body.append(h("p", null, highlight(Array.from(e.sentence[3]), e.sentence[1], spans, active))); }
  }
  const pop = byId("pop");
  const show = (ev) => {
    const target = ev.target.closest && ev.target.closest("[data-m]");
    if (!target) { pop.hidden = true; return; }
    const says = target.dataset.m.split(" ").map((i) => spans[i]).filter((m) => !hiddenLayers.has(m.layer));
    if (!says.length) { pop.hidden = true; return; }
    fill(pop, null, []); pop.replaceChildren(...says.map((m) => h("div", null, h("b", null, bdi(m.says.filter(Boolean)[0])), " ", h("em", null, m.says.filter(Boolean).slice(1).flatMap((x) => [" · ", bdi(x)])))));
    pop.hidden = false;
    const r = target.getClientRects()[0] || target.getBoundingClientRect(), box = pop.getBoundingClientRect();
    pop.style.left = `${Math.max(8, Math.min(innerWidth - box.width - 8, r.left))}px`;
    pop.style.top = `${r.bottom + box.height + 10 < innerHeight ? r.bottom + 6 : Math.max(4, r.top - box.height - 6)}px`;
  };
  for (const kind of ["pointerover", "click", "focusin"]) body.addEventListener(kind, show);
  body.addEventListener("pointerleave", () => (pop.hidden = true));
  const layers = h("div", { class: "layers", role: "group" }, LAYERS.map((l) => h("label", null, h("input", { type: "checkbox", name: l, checked: !hiddenLayers.has(l), onchange: (ev) => { if (ev.target.checked) hiddenLayers.delete(l); else hiddenLayers.add(l); body.classList.toggle(`show-${l}`, ev.target.checked); } }), t("layers")[l])));
  const cards = [...d.events].sort((a, b) => a.trigger[0] - b.trigger[0]).map((e) => card(e, active));
  return h("div", null, h("p", { css: { margin: "18px 0 0", "font-size": "13px" } }, h("a", { href: `#/documents${query()}` }, `← ${t("back")}`)),
    h("div", { class: "doc" }, h("article", null, h("h2", null, bdi(titleOf(d))), h("span", { class: "meta" }, [dateOf(d), d.source].join(" · ")), web(d.url) ? h("span", { class: "meta" }, web(d.url)) : null, d.warnings.map((w) => h("span", { class: "meta warning" }, bdi(warningText(w)))), layers, d.text == null ? h("p", { class: "note" }, t("noText")) : null, body),
      h("aside", { class: "margin" }, h("h3", { css: { "margin-top": 0 } }, t("inDoc", d.events.length)), cards.length ? cards : h("p", { class: "lede" }, t("noEvents")))));
}

function card(e, active) {
  const on = e === active, line = (term, ...value) => value.flat().filter(Boolean).length ? [h("dt", null, term), h("dd", null, value)] : null;
  const same = RUN.events.filter((x) => x.cluster === e.cluster && x !== e);
  return h("section", { class: on ? "card at" : "card", id: `card-${e.index}` }, h("button", { type: "button", "aria-expanded": on ? "true" : "false", onclick: () => (location.hash = on ? toDocument(e.doc) : go(e)) },
    h("span", { class: "line" }, h("span", null, h("span", { class: "kind", title: typeFull(e.type) }, typeName(e.type)), "  ", h("b", null, bdi(e.trigger[2]))), h("span", { class: "fact", css: { "--c": `var(--${e.fact})` } }, t(e.fact)))),
    h("div", { class: "more" }, on ? h("dl", null,
      e.args.map((a) => line(wordFor("role", a[0]), bdi(a[6] && a[6] !== a[3] ? `${a[3]} (${a[6]})` : a[3]))), e.dates.map((x) => line(wordFor("role", x[0]), meant(x[3], timexText(x[5], x[6])), inBrackets(daysOf(x[5], x[7], x[8], x[9])))), e.amounts.map((x) => line(wordFor("role", x[0]), meant(x[3], amountText(x)))),
      line(t("saidBy"), e.source ? bdi(e.source) : null, e.source && e.from[2] ? [" (", bdi(e.from[2]), ")"] : null), line(t("cues"), e.cues.map((c) => labeled(wordFor("cue", c[0]), c[3])).join(" · ")), line(t("confidence"), number(e.conf)), line(t("rule"), e.rule), line(t("warning"), e.warnings.map((w) => h("span", { class: "warning" }, bdi(warningText(w))))), line("Plover", RUN.types[e.type].plover),
      line(t("cluster"), same.slice(0, 8).map((x, i) => [i ? ", " : "", h("a", { href: go(x) }, bdi(x.trigger[2]), x.d !== e.d ? h("small", null, " ", bdi(cutAt(titleOf(x.doc), 40))) : null)])), line(t("link"), h("a", { href: `#${encodeURIComponent(e.id)}` }, `#${e.id}`))) : null));
}

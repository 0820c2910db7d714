// Elements are made here and nowhere else; document text enters as text only.
const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff]/g;
/** Shows what would steer the page or hide in it: controls as pictures, direction marks as ⇄. */
const clean = (s) => String(s).replace(CONTROL, (c) => { const n = c.charCodeAt(0); return n < 32 ? String.fromCharCode(0x2400 + n) : n < 160 ? "\u2421" : "\u21c4"; });

function fill(node, attributes, children) {
  for (const [key, value] of Object.entries(attributes || {})) {
    if (value == null || value === false) continue;
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (key === "css") for (const [p, v] of Object.entries(value)) node.style.setProperty(p, v);
    else node.setAttribute(key, value === true ? "" : clean(value));
  }
  for (const child of children.flat(Infinity)) if (child != null && child !== false) node.append(child.nodeType ? child : document.createTextNode(clean(child)));
  return node;
}
const h = (tag, attributes, ...children) => fill(document.createElement(tag), attributes, children);
const s = (tag, attributes, ...children) => fill(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);
const bdi = (text) => h("bdi", null, text);
const byId = (id) => document.getElementById(id);
/** A link to an address of a document, only when it is a web address. */
const web = (url) => /^https?:\/\//i.test(url || "") ? h("a", { href: url, rel: "noopener noreferrer nofollow", target: "_blank" }, url) : url ? h("span", null, url) : null;
const go = (event) => `#${encodeURIComponent(event.id)}${query()}`;
const toDocument = (d) => `#/document/${encodeURIComponent(d.id)}${query()}`;

/** The sentence with its trigger set off. */
function sentence(e) {
  const points = Array.from(e.sentence[3]), start = e.trigger[0] - e.sentence[1], end = e.trigger[1] - e.sentence[1];
  if (points.slice(start, end).join("") !== e.trigger[2]) return [bdi(e.sentence[3].trim())];
  const before = points.slice(0, start).join("").replace(/^\s+/, ""), cut = before.length > 110 ? `…${before.slice(-95)}` : before;
  return [h("bdi", null, cut, h("b", null, e.trigger[2]), points.slice(end).join("").trimEnd())];
}

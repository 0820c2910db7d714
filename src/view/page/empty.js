// What stands in a view that has nothing to show.
const filtered = () => Object.keys(EMPTY).some((k) => filter[k] !== EMPTY[k]);

/** Says whether the filters are why, and then takes them off at a click. */
function nothing() {
  if (!filtered()) return h("p", { class: "empty" }, t("noneAtAll"));
  const clear = () => { set({ ...EMPTY }); byId("main").focus({ preventScroll: true }); };
  return h("div", { class: "empty" }, h("p", null, t("none")), h("button", { type: "button", class: "action", onclick: clear }, t("reset")));
}

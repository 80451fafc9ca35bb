// The legend is the filter: a box to tick for each class and each relation.
function toggles(kind, names) {
  const row = make("div", { class: "toggles" });
  for (const [key, hide] of [["all", []], ["none", names]]) {
    const button = make("button", { type: "button" }, t(key));
    button.setAttribute("aria-label", `${t(kind === "c" ? "classes" : "relations")}: ${t(key)}`);
    button.addEventListener("click", () => { state.hidden[kind] = new Set(hide); filter(); });
    row.append(button);
  }
  return row;
}

function option(kind, name, words) {
  const label = make("label");
  const box = make("input", { type: "checkbox", name: `${kind}:${name}` });
  box.checked = !state.hidden[kind].has(name);
  box.addEventListener("change", () => { state.hidden[kind][box.checked ? "delete" : "add"](name); filter(); });
  label.append(box, ...(kind === "c" ? [swatch(name)] : []), make("span", {}, words[state.lang]), make("span", { class: "count" }, number(words.count)));
  return label;
}

function fill(id, kind, table) {
  const set = byId(id);
  const sorted = Object.entries(table).sort((a, b) => b[1].count - a[1].count || a[1][state.lang].localeCompare(b[1][state.lang], state.lang));
  const options = make("div", { class: "options" });
  options.append(...sorted.map(([name, words]) => option(kind, name, words)));
  set.replaceChildren(set.querySelector("legend"), ...(sorted.length > 2 ? [toggles(kind, Object.keys(table))] : []), options);
  set.hidden = !sorted.length;
}

function showLegend() {
  fill("classes", "c", data.classes);
  fill("relations", "r", data.relations);
  countShown();
}

function countShown() {
  const some = state.hidden.c.size || state.hidden.r.size;
  const visible = data.nodes.filter(shown).length;
  byId("filtered").textContent = some ? t("filtered", { n: number(visible), all: number(data.nodes.length) }) : "";
  byId("first").hidden = firstCount === data.nodes.length;
  byId("first-text").textContent = t(state.whole ? "firstAll" : "firstSome", { n: number(visible), all: number(data.nodes.length) });
  byId("first-switch").textContent = t(state.whole ? "firstLess" : "firstMore", { all: number(data.nodes.length) });
  for (const box of byId("legend").querySelectorAll("input")) {
    const [kind, name] = [box.name[0], box.name.slice(2)];
    box.checked = !state.hidden[kind].has(name);
  }
}

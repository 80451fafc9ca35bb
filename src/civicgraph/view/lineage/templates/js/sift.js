// Filters and language, and the fragment of the address that keeps every selection.
const sift = () => {
  const sort = $("sort").value, lane = $("lane").value, only = $("stated").checked;
  const out = (item) => (only && item.kind !== "stated") || (sort && item.sort !== sort) || (lane && item.lane !== lane);
  state.hidden = new Set([...items.values()].filter((item) => item.sort !== "policy" && out(item)).map((item) => item.id));
  for (const node of all("svg [data-id]")) {
    const gone = state.hidden.has(node.dataset.id);
    node.classList.toggle("dim", gone);
    gone ? node.setAttribute("aria-hidden", "true") : node.removeAttribute("aria-hidden");
  }
  for (const node of all("[data-edge]")) node.classList.toggle("dim", state.hidden.has(node.dataset.edge));
  for (const node of all("[data-item]")) node.hidden = state.hidden.has(node.dataset.item);
  const total = items.size - policies.length;
  $("shown").textContent = state.hidden.size ? ui("shown", { n: total - state.hidden.size, m: total }) : "";
  if (!current().some((node) => node.getAttribute("tabindex") === "0")) rove(current()[0]);
  remember();
};
const speak = (to) => {
  state.lang = to;
  root.lang = to;
  document.title = of(model.title);
  for (const node of all("[data-de]")) node.textContent = node.dataset[to];
  for (const node of all("[data-word]")) node.textContent = ui(node.dataset.word);
  for (const node of all("[data-label]")) node.setAttribute("aria-label", ui(node.dataset.label));
  for (const node of all("button[data-lang]")) node.setAttribute("aria-pressed", String(node.dataset.lang === to));
  if (state.chosen) show(items.get(state.chosen)); else panel.replaceChildren(el("p", { class: "empty", id: "panel-title" }, ui("choose")));
  rove(current().find((node) => node.dataset.id === state.chosen) || current()[0]);
  roveFold(all("[data-fold]", svg())[0]);
  sift();
  layRows();
  resize();
  fit();
};
const fragment = () => [
  encodeURIComponent(state.chosen).replace(/%2F/g, "/"),
  state.lang !== first && `lang=${state.lang}`,
  $("stated").checked && "stated=1",
  $("sort").value && `sort=${$("sort").value}`,
  $("lane").value && `lane=${encodeURIComponent($("lane").value)}`,
  unusual() && `rows=${[...foldedRows].map(encodeURIComponent).join("+")}`,
].filter(Boolean).join("&");
const here = () => `${location.href.split("#")[0]}#${fragment()}`;
/* True where other lanes are folded than at the start. */
const unusual = () => foldedRows.size !== (isCrowded() ? lanesOf(svg()).length : 0);
const remember = () => { if (!state.quiet) history.replaceState(null, "", `#${fragment()}`); };
const plain = (text) => { try { return decodeURIComponent(text); } catch { return ""; } };
const restore = () => {
  const parts = location.hash.slice(1).split("&"), set = new Map(parts.filter((p) => p.includes("=")).map((p) => [p.slice(0, p.indexOf("=")), p.slice(p.indexOf("=") + 1)]));
  state.quiet = true;
  $("stated").checked = set.get("stated") === "1";
  for (const name of ["sort", "lane"]) $(name).value = [...$(name).options].some((o) => o.value === plain(set.get(name) || "")) ? plain(set.get(name) || "") : "";
  const to = set.get("lang") || first;
  if ((to === "de" || to === "en") && to !== state.lang) speak(to);
  foldedRows.clear();
  const known = new Set(lanesOf(svg()));
  for (const id of set.has("rows") ? set.get("rows").split("+").map(plain) : isCrowded() ? known : []) if (known.has(id)) foldedRows.add(id);
  layRows();
  sift();
  const id = plain(parts.find((p) => p && !p.includes("=")) || "");
  if (items.has(id)) choose(id, false);
  else $("shown").textContent ||= id ? ui("nothing") : "";
  state.quiet = false;
};

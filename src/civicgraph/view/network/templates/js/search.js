// Search by label: a combobox with a list (ARIA Authoring Practices, editable combobox with list autocomplete).
const MOST_HITS = 12;
const plain = (text) => text.toLowerCase().replaceAll("ß", "ss").normalize("NFD").replace(/\p{M}/gu, "");
const spelt = (text) => plain(text.toLowerCase().replaceAll("ä", "ae").replaceAll("ö", "oe").replaceAll("ü", "ue"));
const index = data.nodes.map((node) => [plain(node.label), spelt(node.label)]);
let hits = [];
let active = -1;

// Matches in order: beginnings of labels, beginnings of words, the rest; in each the most connected first.
function find(text) {
  const [a, b] = [plain(text.trim()), spelt(text.trim())];
  if (!a) return [];
  const grade = (id) => {
    const at = [index[id][0].indexOf(a), index[id][1].indexOf(b)].filter((i) => i >= 0);
    if (!at.length) return 3;
    const first = Math.min(...at);
    if (first === 0) return 0;
    return /[\p{L}\p{N}]/u.test(index[id][0][first - 1] || " ") ? 2 : 1;
  };
  return data.nodes.map((node) => [grade(node.id), node]).filter(([g]) => g < 3)
    .sort((x, y) => x[0] - y[0] || y[1].size - x[1].size || x[1].id - y[1].id).map(([, node]) => node);
}

function closeHits() {
  byId("hits").hidden = true;
  byId("search").setAttribute("aria-expanded", "false");
  byId("search").removeAttribute("aria-activedescendant");
  active = -1;
}

function markHit(position) {
  active = position;
  const options = [...byId("hits").children];
  options.forEach((option, i) => option.setAttribute("aria-selected", String(i === position)));
  byId("search").setAttribute("aria-activedescendant", options[position].id);
  options[position].scrollIntoView({ block: "nearest" });
}

function listHits() {
  const found = find(byId("search").value);
  hits = found.slice(0, MOST_HITS);
  const count = found.length > MOST_HITS ? t("hitsMore", { n: number(found.length), k: MOST_HITS }) : found.length === 1 ? t("hitOne") : found.length ? t("hits", { n: found.length }) : t("hitNone");
  byId("hits-count").textContent = byId("search").value.trim() ? count : "";
  byId("hits").replaceChildren(...hits.map((node, i) => {
    const option = make("li", { id: `hit-${i}`, role: "option", "aria-selected": "false" });
    option.append(swatch(node.cls), labelled(node), make("span", { class: "quiet" }, className(node)));
    option.addEventListener("mousedown", (event) => event.preventDefault());
    option.addEventListener("click", () => take(i));
    return option;
  }));
  closeHits();
  if (hits.length) {
    byId("hits").hidden = false;
    byId("search").setAttribute("aria-expanded", "true");
  }
}

function take(position) {
  const node = hits[position];
  closeHits();
  byId("search").value = "";
  byId("hits-count").textContent = "";
  if (state.from === null) choose(node.id, { from: "search" });
  else endPath(node.id);
}

function searchKey(event) {
  const open = !byId("hits").hidden;
  if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    if (!open) listHits();
    const step = event.key === "ArrowDown" ? 1 : -1;
    if (hits.length) markHit(active < 0 ? (step > 0 ? 0 : hits.length - 1) : (active + step + hits.length) % hits.length);
  } else if (event.key === "Enter" && open) {
    event.preventDefault();
    take(Math.max(active, 0));
  } else if (event.key === "Escape") {
    if (open) closeHits();
    else if (state.from !== null) cancelPath();
    else { byId("search").value = ""; byId("hits-count").textContent = ""; }
  }
}

function startPath(id) {
  state.from = id;
  speakSearch();
  byId("search").focus();
}

function endPath(id) {
  const start = state.from;
  const path = shortest(start, id);
  cancelPath();
  state.path = path || [];
  choose(null, { keepView: true });
  showPath(path ? null : [start, id]);
  byId("path-title").focus();
}

function cancelPath() {
  state.from = null;
  speakSearch();
}

function speakSearch() {
  byId("search-label").textContent = t(state.from === null ? "search" : "searchTarget");
  byId("search").placeholder = t("searchHint");
  byId("path-cancel").hidden = state.from === null;
}

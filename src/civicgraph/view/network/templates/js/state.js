// What is shown: filter, neighbours, shortest paths, and the URL fragment that brings a view back.
const touching = data.nodes.map(() => []);
for (const edge of data.edges) {
  touching[edge.from].push(edge);
  if (edge.to !== edge.from) touching[edge.to].push(edge);
}
// What the filter lets through; of a large network, only the first nodes of that and what is near the chosen one are drawn.
const allowed = (node) => !state.hidden.c.has(node.cls);
const linked = (edge) => !state.hidden.r.has(edge.rel) && allowed(data.nodes[edge.from]) && allowed(data.nodes[edge.to]);
let near = new Set();
const shown = (node) => allowed(node) && (state.whole || node.first || near.has(node.id));
const edgeShown = (edge) => linked(edge) && shown(data.nodes[edge.from]) && shown(data.nodes[edge.to]);
const firstCount = data.nodes.filter((node) => node.first).length;
const across = (edge, id) => (edge.from === id ? edge.to : edge.from);

// Breadth first over what the filter lets through, both ways; null where nothing connects the two.
function shortest(start, end) {
  const before = new Map([[start, null]]);
  const queue = [start];
  for (let i = 0; i < queue.length && !before.has(end); i += 1) {
    for (const edge of touching[queue[i]]) {
      const next = across(edge, queue[i]);
      if (linked(edge) && !before.has(next)) { before.set(next, queue[i]); queue.push(next); }
    }
  }
  if (!before.has(end)) return null;
  const path = [end];
  while (path[0] !== start) path.unshift(before.get(path[0]));
  return path;
}

function fragment() {
  const query = new URLSearchParams();
  if (state.chosen !== null) query.set("node", data.nodes[state.chosen].iri);
  if (state.path.length && state.path.join() !== data.path.join()) {
    query.set("from", data.nodes[state.path[0]].iri);
    query.set("to", data.nodes[state.path[state.path.length - 1]].iri);
  } else if (!state.path.length && data.path.length) query.set("from", "");
  for (const name of [...state.hidden.c].sort()) query.append("without", name);
  for (const name of [...state.hidden.r].sort()) query.append("unlinked", name);
  if (state.whole) query.set("whole", "");
  if (state.lang !== opened.lang) query.set("lang", state.lang);
  if (state.theme) query.set("theme", state.theme);
  return `#${query}`;
}
const opened = { lang: state.lang };

// The chosen one with its neighbours, the path, and where a path begins: they are drawn whatever the first drawing leaves out.
function surroundings() {
  near = new Set([...state.path, ...(state.from === null ? [] : [state.from])]);
  if (state.chosen === null) return;
  near.add(state.chosen);
  for (const edge of touching[state.chosen].filter(linked)) near.add(across(edge, state.chosen));
}

function remember() {
  const now = fragment();
  byId("permalink").setAttribute("href", now);
  if (now !== (location.hash || "#")) history.replaceState(null, "", now);
}

// Reads the fragment; what it does not know is passed over.
function restore() {
  const query = new URLSearchParams(location.hash.slice(1));
  const find = (name) => data.nodes.findIndex((node) => node.iri === query.get(name));
  const known = (name, table) => new Set(query.getAll(name).filter((key) => Object.hasOwn(table, key)));
  state.lang = ["de", "en"].includes(query.get("lang")) ? query.get("lang") : opened.lang;
  state.theme = ["light", "dark"].includes(query.get("theme")) ? query.get("theme") : "";
  state.whole = query.has("whole") && firstCount < data.nodes.length;
  state.hidden = { c: known("without", data.classes), r: known("unlinked", data.relations) };
  state.chosen = find("node") >= 0 ? find("node") : null;
  state.path = query.has("from") ? [] : data.path.slice();
  if (find("from") >= 0 && find("to") >= 0) state.path = shortest(find("from"), find("to")) || [];
}

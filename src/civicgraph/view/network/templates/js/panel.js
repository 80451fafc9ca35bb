// The chosen node with its neighbours by relation, and the path, both as buttons.
const FIRST = 25;

function thing(id) {
  const node = data.nodes[id];
  const button = make("button", { type: "button", class: "thing" });
  button.append(swatch(node.cls), labelled(node), make("span", { class: "kind" }, className(node)));
  button.addEventListener("click", () => choose(id, { from: "list" }));
  return button;
}

function item(child, attributes = {}) {
  const row = make("li", attributes);
  row.append(child);
  return row;
}

function facts(node) {
  const list = make("dl", { class: "facts" });
  const add = (key, ...children) => {
    const value = make("dd");
    value.append(...children);
    list.append(make("dt", {}, t(key)), value);
  };
  const here = touching[node.id].length;
  add("class", swatch(node.cls), className(node));
  add("connections", node.all > here ? t("connectionsCut", { n: number(here), all: number(node.all) }) : number(here));
  add("iri", make("code", {}, node.iri));
  return list;
}

const whole = (text) => (state.lang === "de" ? `„${text}“` : `“${text}”`);
const day = (iso) => new Date(`${iso}T12:00:00Z`).toLocaleDateString(state.lang === "de" ? "de-DE" : "en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

// The first sentence that says so, with its page; all of it is text; Python has seen that the address begins with http.
function sayings(id) {
  const said = data.said[id];
  if (!said) return [];
  const part = make("div", { class: "said" });
  const page = data.pages[said.page];
  part.append(make("h3", {}, t("where")));
  if (page) {
    const quote = make("blockquote", { lang: data.contentLang });
    quote.append(`${said.quote[0]} `, make("mark", {}, said.quote[1]), ` ${said.quote[2]}`);
    part.append(quote);
    if (said.more) part.append(make("p", { class: "quiet" }, t(said.more === 1 ? "placeMore" : "placesMore", { n: number(said.more) })));
  } else part.append(make("p", { class: "quiet" }, t("noPlace")));
  const list = make("dl", { class: "facts" });
  const add = (key, text) => { if (text) list.append(make("dt", {}, t(key)), make("dd", {}, text)); };
  add("status", said.status && t(said.status));
  add("kind", said.kinds.map((kind) => t(kind)).join(", "));
  if (page) {
    add("paper", [page.paper, page.title && whole(page.title), said.place[state.lang]].filter(Boolean).join(", "));
    add("page", page.location);
    add("as_of", page.as_of && day(page.as_of));
    add("retrieved", page.retrieved && day(page.retrieved));
    add("span", t("spanText", { a: number(said.span[0]), b: number(said.span[1]) }));
  }
  part.append(list);
  if (page) {
    const quoted = make("details", { class: "cite" });
    quoted.append(make("summary", {}, t("cite")), make("p", {}, page.cited[state.lang].replace("\ue000, ", said.place[state.lang] ? `${said.place[state.lang]}, ` : "")));
    if (said.link) part.append(make("a", { href: said.link, rel: "noreferrer" }, t("see")));
    part.append(quoted);
  }
  return [part];
}

function groups(id) {
  const found = new Map();
  for (const edge of touching[id].filter(linked)) {
    const direction = edge.from === id ? "out" : "in";
    const key = `${direction} ${edge.rel}`;
    if (!found.has(key)) found.set(key, [direction, edge.rel, new Set()]);
    found.get(key)[2].add(across(edge, id));
  }
  const order = (a, b) => data.nodes[a].label.localeCompare(data.nodes[b].label, data.contentLang, { numeric: true }) || a - b;
  return [...found.values()].map(([direction, rel, ids]) => [direction, rel, [...ids].sort(order)])
    .sort((a, b) => b[0].localeCompare(a[0]) || relationName(a[1]).localeCompare(relationName(b[1]), state.lang));
}

function group([direction, rel, ids]) {
  const part = make("div", { class: "group" });
  const head = make("h3");
  head.append(
    make("span", { "aria-hidden": "true" }, direction === "out" ? "→ " : "← "), relationName(rel), ` (${number(ids.length)}) `,
    make("span", { class: "quiet" }, t(direction)),
  );
  const list = make("ul");
  list.append(...ids.slice(0, FIRST).map((id) => item(thing(id))));
  part.append(head, list);
  if (ids.length > FIRST) {
    const more = make("button", { type: "button", class: "more" }, t("more", { n: number(ids.length) }));
    more.addEventListener("click", () => {
      const rest = ids.slice(FIRST).map((id) => item(thing(id)));
      list.append(...rest);
      more.remove();
      rest[0].firstChild.focus();
    });
    part.append(more);
  }
  return part;
}

function showPanel() {
  const title = byId("panel-title");
  const body = byId("panel-body");
  if (state.chosen === null) {
    title.textContent = t("chosen");
    title.lang = state.lang;
    body.replaceChildren(make("p", { class: "quiet" }, t("chooseHint")));
    return;
  }
  const node = data.nodes[state.chosen];
  const found = groups(node.id);
  const hidden = new Set(touching[node.id].filter((edge) => !linked(edge)).map((edge) => across(edge, node.id))).size;
  title.textContent = node.label;
  title.lang = data.contentLang;
  const actions = make("div", { class: "actions" });
  const way = make("button", { type: "button" }, t("pathFrom"));
  const close = make("button", { type: "button" }, t("close"));
  way.addEventListener("click", () => startPath(node.id));
  close.addEventListener("click", () => { choose(null); byId("search").focus(); });
  const own = data.own[node.id];
  actions.append(...(own ? [make("a", { href: own }, t("ownPage"))] : []), way, close);
  body.replaceChildren(facts(node), ...sayings(node.id), ...found.map(group));
  if (!found.length) body.append(make("p", { class: "quiet" }, t("noNeighbours")));
  if (hidden) body.append(make("p", { class: "quiet" }, t("hiddenByFilter", { n: number(hidden) })));
  body.append(actions);
}

function showPath(failed = null) {
  const box = byId("path");
  const path = failed || state.path;
  box.hidden = path.length < 2;
  if (box.hidden) return;
  const ends = { a: data.nodes[path[0]].label, b: data.nodes[path[path.length - 1]].label };
  byId("path-title").textContent = failed ? t("path") : t("pathTitle", ends);
  const steps = path.length - 1;
  byId("path-text").textContent = failed ? t("pathNone", ends) : t(steps === 1 ? "pathStep" : "pathSteps", { n: number(steps) });
  byId("path-list").replaceChildren(...(failed ? [] : path.flatMap((id, i) => {
    if (!i) return [item(thing(id))];
    const via = touching[id].filter((edge) => across(edge, id) === path[i - 1])
      .map((edge) => (edge.to === id ? `↓ ${relationName(edge.rel)}` : `↑ ${relationName(edge.rel)}`));
    return [item([...new Set(via)].join(" · "), { class: "via" }), item(thing(id))];
  })));
}

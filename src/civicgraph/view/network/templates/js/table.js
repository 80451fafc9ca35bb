// The drawing's content as two tables, made when they are opened or printed.
function cells(row, heads, values) {
  values.forEach((value, i) => {
    const cell = make("td", { "data-head": heads[i] });
    if (typeof value === "number") { cell.className = "number"; cell.textContent = number(value); } else cell.append(value);
    row.append(cell);
  });
  return row;
}

function table(caption, heads, numeric, rows) {
  const element = make("table");
  const head = make("tr");
  head.append(...heads.map((text, i) => make("th", { scope: "col", class: i === numeric ? "number" : "" }, text)));
  const top = make("thead");
  top.append(head);
  const body = make("tbody");
  body.append(...rows.map((values) => cells(make("tr"), heads, values)));
  element.append(make("caption", {}, `${caption} (${number(rows.length)})`), top, body);
  return element;
}

function showTables() {
  if (!byId("tables").open) return;
  const order = (a, b) => a.label.localeCompare(b.label, data.contentLang, { numeric: true }) || a.id - b.id;
  const nodes = data.nodes.filter(shown).sort(order);
  const place = new Map(nodes.map((node, i) => [node.id, i]));
  const edges = data.edges.filter(edgeShown).sort((a, b) => place.get(a.from) - place.get(b.from) || a.rel.localeCompare(b.rel) || place.get(a.to) - place.get(b.to));
  byId("tables-body").replaceChildren(
    make("p", { class: "quiet" }, t("tableNote")),
    table(t("tableThings"), [t("name"), t("class"), t("connections")], 2, nodes.map((node) => [labelled(node), className(node), touching[node.id].filter(edgeShown).length])),
    table(t("tableConnections"), [t("from"), t("relation"), t("to")], -1, edges.map((edge) => [labelled(data.nodes[edge.from]), relationName(edge.rel), labelled(data.nodes[edge.to])])),
  );
}

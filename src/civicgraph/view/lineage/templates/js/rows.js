// Lanes fold to one line without labels: a crowded drawing opens as an overview, and each lane opens by itself.
const FOLDED = 30, MANY = 24;
const lanesOf = (drawn) => all(".names [data-row]", drawn).map((node) => node.dataset.row);
const foldedRows = new Set();
const plan = (drawn) => {
  const places = new Map();
  let saved = 0;
  for (const ground of all(":scope > [data-row] > .lane", drawn)) {
    const id = ground.parentNode.dataset.row, y = +ground.getAttribute("y"), full = +(ground.dataset.full ||= ground.getAttribute("height")), folds = foldedRows.has(id);
    const height = folds ? FOLDED : full;
    places.set(id, { shift: -saved, height, y, folds });
    saved += full - height;
  }
  return { places, saved };
};
const foldMarks = (group, { y, folds }) => {
  for (const mark of all(".mark", group)) folds ? mark.setAttribute("transform", `translate(0 ${y + FOLDED / 2 - mark.dataset.y})`) : mark.removeAttribute("transform");
};
const shorten = (node, name, saved) => node.setAttribute(name, +(node.dataset[name] ||= node.getAttribute(name)) - saved);
const layRows = () => {
  for (const drawn of all(".scroll svg")) {
    const { places, saved } = plan(drawn), box = drawn.viewBox.baseVal;
    for (const group of all("[data-row]", drawn)) {
      const place = places.get(group.dataset.row);
      group.setAttribute("transform", `translate(0 ${place.shift})`);
      group.classList.toggle("folded", place.folds);
      for (const lane of all(".lane", group)) lane.setAttribute("height", place.height);
      foldMarks(group, place);
    }
    for (const node of all("[data-fold]", drawn)) node.setAttribute("aria-expanded", String(!foldedRows.has(node.dataset.fold)));
    for (const line of all(".through line", drawn)) shorten(line, "y2", saved);
    for (const rect of all(".through rect", drawn)) shorten(rect, "height", saved);
    for (const node of all(".below", drawn)) node.setAttribute("transform", `translate(0 ${-saved})`);
    const height = +(drawn.dataset.height ||= box.height) - saved;
    drawn.setAttribute("viewBox", `0 0 ${box.width} ${height}`);
    drawn.setAttribute("height", height);
  }
  const some = lanesOf(svg()).some((id) => !foldedRows.has(id));
  $("fold").textContent = ui(some ? "fold_all" : "unfold_all");
};
const toggleRow = (id) => { foldedRows.has(id) ? foldedRows.delete(id) : foldedRows.add(id); layRows(); remember(); };
const foldAll = () => {
  const ids = lanesOf(svg()), fold = ids.some((id) => !foldedRows.has(id));
  for (const id of ids) fold ? foldedRows.add(id) : foldedRows.delete(id);
  layRows();
  remember();
};
const unfoldFor = (id) => {
  const group = all(".mark", svg()).find((node) => node.dataset.id === id)?.closest("[data-row]");
  if (group && foldedRows.delete(group.dataset.row)) layRows();
};
const isCrowded = () => lanesOf(svg()).length > MANY;
scroll.addEventListener("click", (event) => { const node = event.target.closest?.("[data-fold]"); if (node) toggleRow(node.dataset.fold); });
scroll.addEventListener("keydown", (event) => {
  const node = event.target.closest?.("[data-fold]");
  if (!node) return;
  if (event.key === "Enter" || event.key === " ") { event.preventDefault(); toggleRow(node.dataset.fold); }
  const nodes = all("[data-fold]", svg()), next = { ArrowDown: nodes[nodes.indexOf(node) + 1], ArrowUp: nodes[nodes.indexOf(node) - 1], Home: nodes[0], End: nodes[nodes.length - 1] }[event.key];
  if (next) { event.preventDefault(); roveFold(next); next.focus(); next.scrollIntoView({ block: "nearest" }); }
});
const roveFold = (node) => { for (const other of all("[data-fold]", svg())) other.setAttribute("tabindex", other === node ? "0" : "-1"); };

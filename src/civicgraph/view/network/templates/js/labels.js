// Labels on the canvas, at the same size at every zoom: most connected first, none over another, over a shape or cut in words.
const FONT = "12.5px system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif";
const LINE = 15;
const CELL = 64;
const LABEL = -1;
const FEW = 12; // so many lines between policies have their names before things do, more only where there is room
const lines = new Map(); // characters in a row and label → { rows, width }, measured once

function wrapped(ctx, label, room) {
  const key = `${room} ${label}`;
  if (lines.has(key)) return lines.get(key);
  const rows = [""];
  for (const word of label.split(/\s+/)) {
    const row = rows[rows.length - 1];
    if (row && row.length + word.length > room) rows.push(word);
    else rows[rows.length - 1] = row ? `${row} ${word}` : word;
  }
  const kept = rows.slice(0, 2).map((row) => (row.length > room + 6 ? `${row.slice(0, room + 5)}…` : row));
  if (rows.length > 2) kept[1] = `${kept[1].replace(/…$/, "")} …`;
  const entry = { rows: kept, width: Math.max(...kept.map((row) => ctx.measureText(row).width)) };
  lines.set(key, entry);
  return entry;
}

// Boxes on the screen, found again by the cells that they touch.
function occupied() {
  const cells = new Map();
  const each = (box, visit) => {
    for (let i = Math.floor(box[0] / CELL); i <= Math.floor(box[2] / CELL); i += 1) {
      for (let j = Math.floor(box[1] / CELL); j <= Math.floor(box[3] / CELL); j += 1) if (visit(`${i},${j}`)) return true;
    }
    return false;
  };
  const meet = (a, b) => a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
  return {
    // owner: id of the shape in the box, or LABEL
    add(box, owner) { each(box, (cell) => { if (!cells.has(cell)) cells.set(cell, []); cells.get(cell).push([box, owner]); }); },
    free: (box, owner) => !each(box, (cell) => (cells.get(cell) || []).some(([other, whose]) => whose !== owner && meet(box, other))),
    // Owners of what the box would cover, each once.
    under(box, owner) {
      const found = new Set();
      each(box, (cell) => { for (const [other, whose] of cells.get(cell) || []) if (whose !== owner && meet(box, other)) found.add(whose); });
      return found;
    },
  };
}

const places = (x, y, r, w, h) => [
  [x - w / 2, y + r + 2, x + w / 2, y + r + 2 + h],
  [x - w / 2, y - r - 2 - h, x + w / 2, y - r - 2],
  [x + r + 4, y - h / 2, x + r + 4 + w, y + h / 2],
  [x - r - 4 - w, y - h / 2, x - r - 4, y + h / 2],
  [x + r, y + r, x + r + w, y + r + h],
  [x - r - w, y + r, x - r, y + r + h],
  [x + r, y - r - h, x + r + w, y - r],
  [x - r - w, y - r - h, x - r, y - r],
];

const led = new Set(leadingEdges.flatMap((edge) => [edge.from, edge.to])); // policies that led to another

function rank(node) {
  if (node.id === state.chosen) return 1e6;
  return (marked.has(node.id) ? 1e5 : 0) + (lit && lit.has(node.id) ? 1e4 : 0) + (led.has(node.id) ? 600 : 0) + (data.classes[node.cls].foremost ? 60 : 0) + node.size * 10;
}

function write(ctx, rows, box, alpha, bold, ink = colour.ink) {
  ctx.globalAlpha = alpha;
  ctx.font = bold ? `600 ${FONT}` : FONT;
  rows.forEach((row, i) => {
    const at = [row, (box[0] + box[2]) / 2, box[1] + LINE * (i + 0.5)];
    ctx.strokeText(...at);
    ctx.fillStyle = ink;
    ctx.fillText(...at);
  });
}

function drawLabels(ctx) {
  const { clientWidth: width, clientHeight: height } = byId("network");
  const scale = network.getScale();
  const centre = network.getViewPosition();
  const ratio = ctx.canvas.width / width;
  ctx.save();
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  Object.assign(ctx, { font: FONT, textAlign: "center", textBaseline: "middle", lineJoin: "round", lineWidth: 3.5, strokeStyle: colour.ground });
  const taken = occupied();
  taken.add([width - 225, height - 55, width, height], LABEL); // the buttons
  const seen = [];
  const where = network.getPositions();
  for (const node of data.nodes) {
    if (!shown(node)) continue;
    const x = (where[node.id].x - centre.x) * scale + width / 2;
    const y = (where[node.id].y - centre.y) * scale + height / 2;
    const r = radiusOf(node, scale) * scale;
    if (x < -20 || y < -20 || x > width + 20 || y > height + 20) continue;
    taken.add([x - r, y - r, x + r, y + r], node.id);
    seen.push([node, x, y, r]);
  }
  seen.sort((a, b) => rank(b[0]) - rank(a[0]) || a[0].id - b[0].id);
  // The most connected ones have a label even where it covers shapes of lesser ones; the larger the drawing, the more.
  const always = Math.min(14, Math.round((width * height) / 45000));
  const foremost = new Set([...seen.slice(0, 2 * always).map(([node]) => node), ...data.nodes.filter((node) => data.classes[node.cls].foremost)].map(({ id }) => id));
  const room = width < 500 ? 16 : 24;
  // Of the places that cover no label and no shape of a foremost one, the one that covers fewest.
  const leastCovering = (boxes, id) => boxes.map((at) => [at, taken.under(at, id)])
    .filter(([, under]) => !under.has(LABEL) && ![...under].some((owner) => foremost.has(owner)))
    .sort((a, b) => a[1].size - b[1].size).map(([at]) => at)[0];
  const at = (id) => [(where[id].x - centre.x) * scale + width / 2, (where[id].y - centre.y) * scale + height / 2];
  const inside = (box) => box[0] > 0 && box[1] > 0 && box[2] < width && box[3] < height;
  const leading = leadingEdges.filter(edgeShown);
  if (leading.length <= FEW) drawLeading(ctx, leading, at, taken, leastCovering, inside);
  for (const [place, [node, x, y, r]] of seen.slice(0, 400).entries()) {
    if (place >= 3 * always + led.size && r < 4) break; // far away only what is most connected has a label
    const { rows, width: w } = wrapped(ctx, node.label, room);
    const h = rows.length * LINE;
    const first = node.id === state.chosen ? places(x, y, r + 5, w + 6, h) : places(x, y, r, w, h);
    const box = first.find((at) => inside(at) && taken.free(at, node.id))
      || ((place < always || led.has(node.id)) && leastCovering(first.filter(inside), node.id))
      || (led.has(node.id) && first.find((at) => inside(at) && !taken.under(at, node.id).has(LABEL)))
      || (node.id === state.chosen ? first[0] : null);
    if (!box) continue;
    taken.add(box, LABEL);
    write(ctx, rows, box, lit && !lit.has(node.id) ? 0.65 : 1, node.id === state.chosen);
  }
  if (leading.length > FEW) drawLeading(ctx, leading, at, taken, (boxes, id) => boxes.find((box) => taken.free(box, id)), inside);
  drawRelations(ctx, taken, at);
  ctx.restore();
}

// How one policy led to another: the name of the connection at its middle, with an arrow the way it is read.
function drawLeading(ctx, leading, at, taken, chosenBox, inside) {
  const many = leading.length > FEW;
  for (const edge of leading) {
    const [[ax, ay], [bx, by]] = [at(edge.from), at(edge.to)];
    if (Math.hypot(ax - bx, ay - by) < 24) continue;
    const upright = Math.abs(by - ay) > 2 * Math.abs(bx - ax);
    const arrow = upright ? (by > ay ? "↓" : "↑") : bx > ax ? "→" : "←";
    const text = arrow === "←" ? `← ${relationName(edge.rel)}` : `${relationName(edge.rel)} ${arrow}`;
    const w = ctx.measureText(text).width * 1.08;
    const [x, y] = [(ax + bx) / 2, (ay + by) / 2];
    // On a long line its name stands upon it, on a short one beside it: the arrow is to be seen.
    const beside = [[x, y - LINE], [x, y + LINE], [x + w / 2 + 8, y], [x - w / 2 - 8, y], [x, y - 2 * LINE], [x, y + 2 * LINE]];
    const boxes = (Math.hypot(ax - bx, ay - by) > w + 40 || upright ? [[x, y], ...beside] : [...beside, [x, y]])
      .map(([cx, cy]) => [cx - w / 2, cy - LINE / 2, cx + w / 2, cy + LINE / 2]);
    const possible = boxes.filter(inside);
    const box = chosenBox(possible, LABEL - 1)
      || !many && possible.find((one) => ![LABEL, edge.from, edge.to].some((owner) => taken.under(one, LABEL - 1).has(owner)));
    if (!box) continue;
    taken.add(box, LABEL);
    write(ctx, [text], box, 1, true, colour.amber);
  }
  ctx.font = FONT;
}

// The names of the connections of the chosen node, and of the path, beside their lines.
function drawRelations(ctx, taken, at) {
  const edges = (state.chosen === null ? drawnPath : touching[state.chosen]).filter((edge) => !data.relations[edge.rel].leading);
  const pairs = new Map();
  for (const edge of edges.filter(edgeShown)) {
    const key = `${Math.min(edge.from, edge.to)} ${Math.max(edge.from, edge.to)}`;
    pairs.set(key, [...(pairs.get(key) || []), edge]);
  }
  for (const parallel of pairs.values()) {
    const [[ax, ay], [bx, by]] = [at(parallel[0].from), at(parallel[0].to)];
    if (Math.hypot(ax - bx, ay - by) < 60) continue;
    const text = [...new Set(parallel.map((edge) => relationName(edge.rel)))].join(", ");
    const w = ctx.measureText(text).width;
    const [x, y] = [(ax + bx) / 2, (ay + by) / 2];
    const box = [x - w / 2, y - LINE / 2, x + w / 2, y + LINE / 2];
    if (!taken.free(box, LABEL - 1)) continue;
    taken.add(box, LABEL);
    write(ctx, [text], box, 1, false, colour.accent);
  }
}

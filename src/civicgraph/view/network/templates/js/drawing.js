// The drawing: vis-network with places computed before, own shapes, own labels; no pop-ups of its own.
let network = null;
let nodeSet = null;
let edgeSet = null;
let lit = null; // ids that stay bright while others fade: the chosen one with its neighbours, or the path
let marked = new Set();
let drawn = { nodes: [], edges: [] }; // by id, what the drawing shows
const still = matchMedia("(prefers-reduced-motion: reduce)");
const moving = () => (still.matches ? false : { duration: 350, easingFunction: "easeInOutQuad" });

// Where few of many are drawn there is room for larger shapes.
const roomy = Math.min(2.4, Math.sqrt(data.nodes.length / Math.max(1, firstCount)));
const radiusOf = (node, scale) => Math.max(node.size * (state.whole ? 1 : roomy), 2.6 / scale);

function drawNode({ ctx, id, x, y, state: { hover } }) {
  const node = data.nodes[id];
  const { shape, colour: tone } = data.classes[node.cls];
  const radius = radiusOf(node, network.getScale());
  return {
    drawNode() {
      ctx.globalAlpha = lit && !lit.has(id) ? 0.28 : 1;
      if (id === state.chosen || marked.has(id) || hover) {
        trace(ctx, shape, x, y, radius + 5);
        ctx.fillStyle = id === state.chosen ? colour.strong : marked.has(id) ? colour.mark : colour.quiet;
        ctx.fill();
        trace(ctx, shape, x, y, radius + 2.5);
        ctx.fillStyle = colour.ground;
        ctx.fill();
      }
      trace(ctx, shape, x, y, radius);
      ctx.fillStyle = colour[tone];
      ctx.fill();
      ctx.lineWidth = 1;
      ctx.strokeStyle = colour.ground;
      ctx.stroke();
    },
    nodeDimensions: { width: 2 * radius, height: 2 * radius },
  };
}

function edgeColours() {
  return { color: colour.edge, highlight: colour.strong, hover: colour.edge, inherit: false, opacity: drawn.edges.filter(Boolean).length > 1500 ? 0.55 : 0.9 };
}

// How an edge looks on its own: how one policy led to another stands out.
function edgeLook(edge) {
  if (!data.relations[edge.rel].leading) return { id: edge.id, width: 1, color: edgeColours(), arrows: data.options.edges.arrows };
  return { id: edge.id, width: 4, color: { ...edgeColours(), color: colour.amber, highlight: colour.amber, opacity: 1 }, arrows: { to: { enabled: true, scaleFactor: 0.7 } } };
}
const leadingEdges = data.edges.filter((edge) => data.relations[edge.rel].leading);

function draw() {
  readColours();
  const { clientWidth, clientHeight } = byId("network");
  const upright = clientHeight > 1.1 * clientWidth; // on a phone the drawing is turned, as places lie wider than high
  const upwards = [...data.nodes].sort((a, b) => a.size - b.size || a.id - b.id); // the most connected lie on top
  drawn = { nodes: data.nodes.map(shown), edges: data.edges.map(edgeShown) };
  nodeSet = new vis.DataSet(upwards.map(({ id, x, y, size }) => ({ id, x: upright ? y : x, y: upright ? x : y, size, hidden: !shown(data.nodes[id]) })));
  edgeSet = new vis.DataSet(data.edges.map((edge) => ({ id: edge.id, from: edge.from, to: edge.to, hidden: !edgeShown(edge) })));
  const options = data.options;
  Object.assign(options.nodes, { ctxRenderer: drawNode });
  Object.assign(options.edges, { color: edgeColours() });
  network = new vis.Network(byId("network"), { nodes: nodeSet, edges: edgeSet }, options);
  network.on("click", ({ nodes }) => choose(nodes.length ? nodes[0] : null, { from: "drawing" }));
  network.on("hoverNode", ({ node, pointer }) => showCard(node, pointer.DOM));
  network.on("blurNode", hideCard);
  network.on("dragStart", hideCard);
  network.on("zoom", hideCard);
  network.on("afterDrawing", drawLabels);
  network.once("afterDrawing", () => performance.mark("network-drawn"));
  const frame = byId("network").querySelector(".vis-network");
  frame.setAttribute("role", "application");
  frame.tabIndex = 0;
  fit(false);
}

function speakDrawing() {
  byId("network").querySelector(".vis-network").setAttribute("aria-label", t("drawingLabel", { n: number(data.nodes.length), m: number(data.edges.length) }));
}

function fit(animation = moving()) {
  const ids = data.nodes.filter(shown).map((node) => node.id);
  network.fit({ nodes: ids.length ? ids : undefined, animation, maxZoomLevel: 1.3 });
}

function zoom(factor) {
  network.moveTo({ scale: Math.min(6, Math.max(0.02, network.getScale() * factor)), animation: moving() });
}

// Renews what of the drawing depends on filter, choice and path.
let drawnPath = [];
function light() {
  marked = new Set([...state.path, ...data.starts]);
  lit = null;
  if (state.chosen !== null) lit = new Set([state.chosen, ...touching[state.chosen].filter(linked).map((edge) => across(edge, state.chosen))]);
  else if (state.path.length) lit = new Set(state.path);
  const steps = state.path.slice(1).flatMap((id, i) => touching[id].filter((edge) => across(edge, id) === state.path[i]));
  edgeSet.update([
    ...[...leadingEdges, ...drawnPath].map(edgeLook),
    ...steps.map((edge) => ({ id: edge.id, width: 4, color: { ...edgeColours(), color: colour.mark, highlight: colour.mark, opacity: 1 } })),
  ]);
  drawnPath = steps;
  if (state.chosen === null) network.unselectAll();
  else network.selectNodes([state.chosen]);
  network.redraw();
}

// Gives the drawing what has changed only: all at once takes a while.
function filterDrawing() {
  const now = { nodes: data.nodes.map(shown), edges: data.edges.map(edgeShown) };
  const changed = (kind) => now[kind].flatMap((visible, id) => (visible === drawn[kind][id] ? [] : [{ id, hidden: !visible }]));
  nodeSet.update(changed("nodes"));
  edgeSet.update(changed("edges"));
  drawn = now;
}

function colourDrawing() {
  readColours();
  network.setOptions({ edges: { color: edgeColours() } });
  light();
}

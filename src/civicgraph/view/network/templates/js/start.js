// Ties the parts together: one function for each thing that can change, and the controls that call them.
function choose(id, { from = "", keepView = false } = {}) {
  if (id !== null && state.from !== null && from === "drawing") { endPath(id); return; }
  if (id !== null && !allowed(data.nodes[id])) { state.hidden.c.delete(data.nodes[id].cls); filter(); }
  state.chosen = id;
  hideCard();
  surroundings();
  filterDrawing();
  countShown();
  light();
  showPanel();
  showPath();
  remember();
  if (id === null || keepView) return;
  if (from !== "drawing") network.focus(id, { scale: Math.max(network.getScale(), 0.9), animation: moving() });
  if (from === "search" || from === "list") byId("panel-title").focus();
  else if (from === "drawing") byId("panel-title").scrollIntoView({ block: "nearest" });
}

function filter() {
  if (state.chosen !== null && !allowed(data.nodes[state.chosen])) state.chosen = null;
  surroundings();
  filterDrawing();
  light();
  countShown();
  showPanel();
  showTables();
  remember();
}

function dress() {
  if (state.theme) document.documentElement.dataset.theme = state.theme;
  else delete document.documentElement.dataset.theme;
  byId("theme").value = state.theme;
  colourDrawing();
}

function tell() {
  byId("lang").value = state.lang;
  speak();
  speakSearch();
  speakDrawing();
  showLegend();
  showPanel();
  showPath();
  showTables();
  network.redraw();
}

function show() {
  surroundings();
  filterDrawing();
  dress();
  tell();
  remember();
  if (state.chosen !== null) network.focus(state.chosen, { scale: Math.max(network.getScale(), 0.9), animation: false });
}

function printing(on) {
  if (on) {
    document.documentElement.dataset.theme = "light";
    byId("tables").open = true;
    if (byId("left")) byId("left").open = true;
    showTables();
    colourDrawing();
  } else dress();
}

restore();
surroundings();
countShown(); // the drawing's height depends on whether it says that it is not all
draw();
if (innerWidth < 640 && byId("left")) byId("left").open = false;
if (innerWidth < 640) byId("legend").open = Object.keys(data.classes).length <= 6;
show();
byId("search").addEventListener("input", listHits);
byId("search").addEventListener("keydown", searchKey);
byId("search").addEventListener("blur", closeHits);
byId("path-cancel").addEventListener("click", () => { cancelPath(); byId("search").focus(); });
byId("path-clear").addEventListener("click", () => { state.path = []; choose(state.chosen, { keepView: true }); byId("search").focus(); });
byId("first-switch").addEventListener("click", () => { state.whole = !state.whole; filter(); colourDrawing(); fit(); });
byId("lang").addEventListener("change", (event) => { state.lang = event.target.value; tell(); remember(); });
byId("theme").addEventListener("change", (event) => { state.theme = event.target.value; dress(); remember(); });
byId("zoom-in").addEventListener("click", () => zoom(1.4));
byId("zoom-out").addEventListener("click", () => zoom(1 / 1.4));
byId("fit").addEventListener("click", () => fit());
byId("png").addEventListener("click", savePicture);
byId("print").addEventListener("click", () => window.print());
byId("skip").addEventListener("click", (event) => { event.preventDefault(); byId("search").focus(); });
byId("tables").addEventListener("toggle", showTables);
addEventListener("hashchange", () => { restore(); show(); });
addEventListener("beforeprint", () => printing(true));
addEventListener("afterprint", () => printing(false));
for (const query of ["(prefers-color-scheme: dark)", "(forced-colors: active)"]) matchMedia(query).addEventListener("change", dress);

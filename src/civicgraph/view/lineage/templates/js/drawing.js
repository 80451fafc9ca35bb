// The drawing: one tab stop for events, arrow keys inside; a card on hover and focus; today's line.
const svg = () => document.querySelector(`.scroll .${state.lang} svg`);
const current = () => all("[data-id]", svg()).filter((node) => !node.classList.contains("dim"));
const rove = (node) => { for (const other of all("[data-id]", svg())) other.setAttribute("tabindex", other === node ? "0" : "-1"); };
const middle = (node) => { const box = node.getBoundingClientRect(); return [box.left + 8, box.top + box.height / 2]; };
const step = (from, key) => {
  const nodes = current(), [x, y] = middle(from), sideways = key === "ArrowLeft" || key === "ArrowRight", sign = key === "ArrowRight" || key === "ArrowDown" ? 1 : -1;
  if (key === "Home" || key === "End") return key === "Home" ? nodes[0] : nodes[nodes.length - 1];
  const ahead = nodes.map((node) => [node, ...middle(node)])
    .filter(([node, nx, ny]) => node !== from && (sideways ? sign * (nx - x) > 0.5 && Math.abs(ny - y) < 24 : sign * (ny - y) > 6));
  const far = ([, nx, ny]) => (sideways ? Math.abs(nx - x) : Math.abs(ny - y) * 3 + Math.abs(nx - x));
  ahead.sort((a, b) => far(a) - far(b));
  return ahead.length ? ahead[0][0] : nodes[nodes.indexOf(from) + sign];
};
const hint = (node) => {
  const item = items.get(node.dataset.id), box = node.getBoundingClientRect(), quote = item.quotes[0], text = quote ? whole(quote) : "";
  const when = item.when ? of(item.when.words) || item.when.raw.join(", ") : "";
  const ends = (item.outcomes || []).map((o) => o.raw).join(" / ") || (item.status === "planned" ? say("status", "planned") : "");
  const told = [item.actor, when, ends, item.kind !== "stated" && say("kind", item.kind), (item.otherwise || []).length && `≠ ${ui("differs")}`];
  card.replaceChildren(el("b", {}, of(item.title)), told.filter(Boolean).join(" · "), text ? el("div", { class: "q" }, quoted(text.length > 130 ? `${text.slice(0, 130)}…` : text)) : "");
  card.hidden = false;
  const below = box.bottom + card.offsetHeight + 12 < innerHeight;
  card.style.left = `${Math.max(8, Math.min(box.left, innerWidth - card.offsetWidth - 8))}px`;
  card.style.top = `${below ? box.bottom + 8 : Math.max(8, box.top - card.offsetHeight - 8)}px`;
};
const button = (event) => event.target.closest?.("[data-id]");
scroll.addEventListener("keydown", (event) => {
  const node = button(event);
  if (!node) return;
  if (event.key === "Enter" || event.key === " ") { event.preventDefault(); choose(node.dataset.id, true); }
  if (!/^(Arrow|Home|End)/.test(event.key)) return;
  const next = step(node, event.key);
  if (next) { event.preventDefault(); rove(next); next.focus(); next.scrollIntoView({ block: "nearest", inline: "nearest" }); }
});
for (const [kind, on] of [["pointerover", true], ["focusin", true], ["pointerout", false], ["focusout", false]]) {
  scroll.addEventListener(kind, (event) => {
    const node = button(event);
    if (node && on && (kind !== "focusin" || node.matches(":focus-visible"))) hint(node); else card.hidden = true;
  });
}
document.addEventListener("click", (event) => { const node = button(event); if (node) choose(node.dataset.id, event.detail === 0 || innerWidth < 1100 || embed); });
document.addEventListener("keydown", (event) => { if (event.key === "Escape") { card.hidden = true; if (panel.contains(document.activeElement)) leave(); } });
// Names stay at the left and the axis on top when the drawing is scrolled.
scroll.addEventListener("scroll", () => {
  card.hidden = true;
  const drawn = svg(), scale = drawn.getBoundingClientRect().width / drawn.viewBox.baseVal.width;
  drawn.querySelector(".names").setAttribute("transform", `translate(${(scroll.scrollLeft / scale).toFixed(1)} 0)`);
  drawn.querySelector(".scale").setAttribute("transform", `translate(0 ${(scroll.scrollTop / scale).toFixed(1)})`);
}, { passive: true });
// A font wider than the one the labels were measured for is squeezed into its place.
const fit = () => {
  for (const node of all("text[data-w]", svg())) if (node.getComputedTextLength() > +node.dataset.w) { node.setAttribute("textLength", node.dataset.w); node.setAttribute("lengthAdjust", "spacingAndGlyphs"); }
};
// Today is where the reader is, not where the file was made: a line within the axis, a word at its end where it is past it.
const markToday = () => {
  const now = new Date(), iso = [now.getFullYear(), String(now.getMonth() + 1).padStart(2, "0"), String(now.getDate()).padStart(2, "0")].join("-");
  for (const drawn of all(".scroll svg")) {
    const days = drawn.dataset.scale.split(" ").map((pair) => pair.split(",")).map(([d, x]) => [Date.parse(d), +x]), at = Date.parse(iso), end = +drawn.dataset.end;
    const lang = drawn.parentNode.lang, line = drawn.querySelector("line.today"), label = document.createElementNS("http://www.w3.org/2000/svg", "text");
    const after = days.findIndex(([d]) => d >= at), word = words.ui.today[lang === "de" ? 0 : 1];
    if (after > 0) {
      const [d0, x0] = days[after - 1], [d1, x1] = days[after], x = x0 + ((x1 - x0) * (at - d0)) / (d1 - d0);
      for (const name of ["x1", "x2"]) line.setAttribute(name, x.toFixed(1));
      line.removeAttribute("display");
      label.setAttribute("x", x.toFixed(1));
    } else label.setAttribute("x", (after === 0 ? days[0][1] : end + 34).toFixed(1));
    label.textContent = after > 0 ? word : after === 0 ? `← ${word}` : `${word} →`;
    label.setAttribute("class", "today");
    label.setAttribute("y", after > 0 ? "14" : "49");
    drawn.querySelector(".scale").append(label);
  }
};

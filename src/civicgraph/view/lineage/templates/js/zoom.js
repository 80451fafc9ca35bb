// Zoom and pan: buttons, + − 0, wheel with Ctrl, two fingers; dragging the ground moves it.
const LEAST = 0.4, MOST = 4, READABLE = 0.9;
let zoom = 0; // 0: as wide as the window, but not smaller than can be read
const scaleNow = () => svg().getBoundingClientRect().width / svg().viewBox.baseVal.width;
const resize = () => {
  const fitted = Math.max(READABLE, scroll.clientWidth / svg().viewBox.baseVal.width);
  for (const drawn of all("svg", scroll)) { drawn.style.width = `${drawn.viewBox.baseVal.width * (zoom || fitted)}px`; drawn.style.height = "auto"; }
};
/* factor: 0 fits; at: the point of the window that stays where it is. */
const zoomTo = (factor, at) => {
  const box = scroll.getBoundingClientRect(), before = scaleNow(), [px, py] = at ? [at[0] - box.left, at[1] - box.top] : [box.width / 2, box.height / 2];
  const x = (scroll.scrollLeft + px) / before, y = (scroll.scrollTop + py) / before;
  zoom = factor === 0 ? scroll.clientWidth / svg().viewBox.baseVal.width : Math.min(MOST, Math.max(LEAST, before * factor));
  resize();
  const after = scaleNow();
  scroll.scrollTo(x * after - px, y * after - py);
  card.hidden = true;
};
$("in").addEventListener("click", () => zoomTo(1.25));
$("out").addEventListener("click", () => zoomTo(0.8));
$("fit").addEventListener("click", () => zoomTo(0));
scroll.addEventListener("wheel", (event) => {
  if (!event.ctrlKey && !event.metaKey) return;
  event.preventDefault();
  zoomTo(Math.exp(-Math.sign(event.deltaY) * Math.min(60, Math.abs(event.deltaY)) / 300), [event.clientX, event.clientY]);
}, { passive: false });
scroll.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const factor = { "+": 1.25, "=": 1.25, "-": 0.8, "−": 0.8, 0: 0 }[event.key];
  if (factor !== undefined) { event.preventDefault(); zoomTo(factor); }
});
let held = null;
scroll.addEventListener("pointerdown", (event) => {
  if (event.pointerType !== "mouse" || event.button !== 0 || event.target.closest("[role=button]")) return;
  if (event.offsetX >= scroll.clientWidth && event.target === scroll) return; // the scroll bar
  held = { id: event.pointerId, x: event.clientX + scroll.scrollLeft, y: event.clientY + scroll.scrollTop };
  scroll.setPointerCapture(event.pointerId);
  scroll.classList.add("held");
});
scroll.addEventListener("pointermove", (event) => { if (held) scroll.scrollTo(held.x - event.clientX, held.y - event.clientY); });
for (const kind of ["pointerup", "pointercancel", "lostpointercapture"]) scroll.addEventListener(kind, () => { held = null; scroll.classList.remove("held"); });
let apart = 0;
const spread = ({ touches: [a, b] }) => [Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY), [(a.clientX + b.clientX) / 2, (a.clientY + b.clientY) / 2]];
scroll.addEventListener("touchstart", (event) => { if (event.touches.length === 2) [apart] = spread(event); }, { passive: true });
scroll.addEventListener("touchmove", (event) => {
  if (event.touches.length !== 2 || !apart) return;
  event.preventDefault();
  const [now, centre] = spread(event);
  zoomTo(now / apart, centre);
  apart = now;
}, { passive: false });
scroll.addEventListener("touchend", () => { apart = 0; }, { passive: true });
addEventListener("resize", resize);

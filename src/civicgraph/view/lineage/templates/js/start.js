// The start: everything is tied to its control, and the address says what is chosen.
for (const id of ["stated", "sort", "lane"]) $(id).addEventListener("change", sift);
for (const node of all("button[data-lang]")) node.addEventListener("click", () => speak(node.dataset.lang));
$("fold").addEventListener("click", foldAll);
$("link").addEventListener("click", (event) => copied(event.currentTarget, here()));
const sheet = document.querySelector("details.all");
if (innerWidth < 720 || embed) sheet.open = false;
document.querySelector(".skip").addEventListener("click", () => { sheet.open = true; });
addEventListener("beforeprint", () => { sheet.open = true; });
addEventListener("hashchange", restore);
root.classList.remove("plain");
markToday();
speak(state.lang);
restore();
const opening = model.edges[model.edges.length - 1] || model.events[0];
if (!state.chosen && opening && innerWidth >= 1100 && !embed) { state.quiet = true; choose(opening.id, false); state.quiet = false; }

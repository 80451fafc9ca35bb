const page = document.documentElement, at = (id) => document.getElementById(id);
const papers = [...document.querySelectorAll(".paper")].map((section) => ({ section, head: words(section.querySelector("h2").textContent),
  rows: [...section.querySelectorAll(".exchange")].map((row) => ({ row, status: row.dataset.status.split(" "), open: "open" in row.dataset, asked: row.querySelectorAll(".question").length })) }));
const all = papers.reduce((sum, { rows }) => sum + rows.reduce((n, { asked }) => n + asked, 0), 0);
let place = "";
const value = (id) => at(id)?.value || "";
const textOf = (row) => row.told ||= words([...row.row.querySelectorAll(".said, .number, .question .fine, .answer .of")].map((e) => e.textContent).join(" "));

function show() {
  const wanted = sought(value("search")), status = value("status"), body = value("body"), paper = value("paper");
  let shown = 0;
  for (const { section, head, rows } of papers) {
    const here = (!paper || section.dataset.paper === paper) && (!body || section.dataset.bodies.split(" ").includes(body));
    let any = false;
    for (const row of rows) {
      const fits = here && (!status || row.status.includes(status)) && wanted.every((one) => holds(head, one) || holds(textOf(row), one));
      row.row.hidden = !fits;
      if (fits) { any = true; shown += row.asked; }
    }
    section.hidden = !any;
  }
  at("shown").textContent = said("shown").replace("{n}", shown).replace("{all}", all);
  order(at("first").checked);
}
function order(first) {
  const put = (parent, items, open) => { const sorted = first ? [...items].sort((a, b) => open(b) - open(a)) : items;
    if (sorted.some((item, i) => parent.children[i] !== (item.section || item.row))) parent.append(...sorted.map((item) => item.section || item.row)); };
  for (const { section, rows } of papers) put(section.querySelector("tbody"), rows, (row) => Number(row.open));
  if (papers.length) put(at("questions"), papers, (one) => Number(one.rows.some((row) => row.open)));
}
const said = (key) => at("words").querySelector(`[data-key="${key}"] .${page.lang}`).textContent;
function speak(lang) {
  page.lang = lang;
  document.title = document.querySelector(`h1 .${lang}`)?.textContent || document.title;
  for (const button of document.querySelectorAll("[data-lang]")) button.setAttribute("aria-pressed", String(button.dataset.lang === lang));
  for (const option of document.querySelectorAll("option")) option.textContent = option.dataset[lang];
  document.querySelector(".langs").setAttribute("aria-label", said("language"));
}
const KEPT = ["search", "status", "body", "paper"];
function keep() {
  const told = new URLSearchParams();
  for (const id of KEPT) if (value(id)) told.set(id, value(id));
  if (at("first").checked) told.set("first", "1");
  if (page.lang !== LANG) told.set("lang", page.lang);
  const tail = String(told);
  history.replaceState(null, "", `#${place}${tail ? `&${tail}` : ""}`);
}
function restore() {
  const [id, ...rest] = location.hash.slice(1).split("&");
  const told = new URLSearchParams(rest.join("&"));
  place = id;
  for (const name of KEPT) if (at(name)) { at(name).value = told.get(name) || ""; if (at(name).selectedIndex === -1) at(name).selectedIndex = 0; }
  at("first").checked = told.get("first") === "1";
  if (["de", "en"].includes(told.get("lang"))) speak(told.get("lang"));
  show();
  if (rest.length && at(id)) { at(id).scrollIntoView(); at(id).classList.add("meant"); }
}
const LANG = page.lang;
for (const id of [...KEPT, "first"]) at(id)?.addEventListener("input", () => { show(); keep(); });
for (const button of document.querySelectorAll("[data-lang]")) button.addEventListener("click", () => { speak(button.dataset.lang); show(); keep(); });
document.addEventListener("click", (event) => { const link = event.target.closest('a[href^="#"]');
  if (!link || link.classList.contains("skip")) return;
  event.preventDefault(); place = decodeURIComponent(link.hash.slice(1));
  const target = at(place), lost = target?.closest("[hidden]");
  if (lost) { for (const id of KEPT) if (at(id)) at(id).value = ""; show(); }
  for (const old of document.querySelectorAll(".meant")) old.classList.remove("meant");
  target?.classList.add("meant"); target?.scrollIntoView(); keep(); });
at("link").addEventListener("click", async () => { keep(); try { await navigator.clipboard.writeText(location.href); at("shown").textContent = said("copied"); } catch { at("shown").textContent = location.href; } });
// An opened citation gets a button for each of its two forms; what stands there is copied in the language shown.
document.addEventListener("toggle", ({ target }) => {
  if (!target.open || !target.matches(".cite") || target.querySelector("button")) return;
  for (const form of target.querySelectorAll("p, pre")) {
    const button = document.createElement("button");
    button.type = "button"; button.textContent = `${said("copy")}${form.matches("pre") ? " (BibTeX)" : ""}`;
    button.addEventListener("click", async () => { try { await navigator.clipboard.writeText((form.querySelector(`.${page.lang}`) || form).textContent); at("shown").textContent = button.textContent = said("cited"); } catch { getSelection().selectAllChildren(form); } });
    form.after(button);
  }
}, true);
window.addEventListener("hashchange", restore);
for (const part of document.querySelectorAll(".tools, .langs")) part.hidden = false;
restore();

// The panel: what, when as written and as understood, who, how it ended, where it says so, what says otherwise.
const row = (name, ...values) => {
  const shown = values.flat().filter(Boolean);
  return shown.length ? [el("dt", {}, name), ...shown.map((value) => el("dd", {}, value))] : [];
};
const fine = (text) => el("span", { class: "fine" }, text);
const dates = (item) => {
  if (!item.when) return item.sort === "edge" || item.sort === "policy" ? [] : row(ui("when"), ui("undated"));
  const w = item.when, lines = [];
  if (w.raw.length) lines.push(el("span", {}, el("span", { lang: "de" }, w.raw.map(quoted).join(", ")), fine(` (${ui("written")})`)));
  if (of(w.words)) lines.push(el("span", {}, of(w.words), fine(` (${ui("understood")}${w.edtf ? `; EDTF ${w.edtf}` : ""})`)));
  if (w.earliest !== w.latest) lines.push(fine(ui("between", { a: day(w.earliest), b: day(w.latest) })));
  if (w.anchor) lines.push(fine(ui("anchored", { a: day(w.anchor) })));
  return row(ui("when"), lines);
};
const paper = (page) => page ? [page.paper_number || page.paper_title || page.location, page.agenda_number && ui("agenda", { n: page.agenda_number })].filter(Boolean).join(", ") : "";
const outcome = (o) => {
  const label = of(o.label), recorded = !o.code ? ui("words_in_no_scheme") : label !== o.raw ? ui("recorded", { l: label }) : "";
  const told = [recorded, o.pages.map((p) => paper(pages.get(p))).join(", ")].filter(Boolean);
  return el("span", {}, el("span", { lang: "de" }, quoted(o.raw)), fine(told.map((t) => ` · ${t}`).join("")));
};

// What stands around a quote is shown in short, the quote itself always whole.
const NEAR = 90;
const around = (text, atEnd) => {
  if (text.length <= NEAR + 30) return [text];
  const short = atEnd ? `${text.slice(0, NEAR).replace(/\s\S*$/, "")} …` : `… ${text.slice(-NEAR).replace(/^\S*\s/, "")}`;
  const shown = el("span", { class: "around" }, short);
  const unfold = () => { more.remove(); shown.textContent = text; shown.closest("blockquote").focus(); };
  const more = el("button", { type: "button", class: "more", lang: state.lang, "aria-label": ui("more_text"), on: unfold }, ui("more"));
  return atEnd ? [shown, more] : [more, shown];
};
const citing = (quote) => {
  const one = (name, text) => el("button", { type: "button", on: (e) => copied(e.currentTarget, text) }, name);
  return [one(ui("cite"), of(quote.citation)), one("BibTeX", quote.bibtex), one("CSL-JSON", quote.csl)];
};
const figure = (quote) => {
  const page = pages.get(quote.page), link = /^https?:\/\//.test(quote.link), end = Math.max(quote.end, ...quote.further.map((m) => m.end));
  const facts = [page.as_of && `${ui("page_of")}: ${day(page.as_of)}`, page.retrieved && `${ui("retrieved")}: ${day(page.retrieved)}`, ui("characters", { a: quote.start, b: end })];
  const marked = [el("mark", {}, quote.exact), ...quote.further.flatMap((more) => [more.between, el("mark", {}, more.exact)])];
  return el("figure", {},
    el("blockquote", { lang: "de", tabindex: "-1" }, around(quote.before, false), marked, around(quote.after, true)),
    el("figcaption", {},
      el("div", {}, [of(quote.place), page.paper_number].filter(Boolean).join(", "), page.paper_title && el("span", { lang: "de", class: "raw" }, ` ${quoted(page.paper_title)}`)),
      el("div", { class: "acts" }, link ? el("a", { href: quote.link, rel: "noreferrer noopener", target: "_blank" }, `${ui("see_source")} ↗`) : el("code", {}, page.location), citing(quote)),
      el("div", { class: "fine" }, facts.filter(Boolean).join(" · ")),
      el("details", {}, el("summary", {}, ui("snapshot")), el("code", {}, page.sha256), el("div", { class: "fine" }, ui("text_hash")), el("code", {}, quote.text_sha256))));
};
const differing = (o) => el("p", { class: "differs-box" }, `≠ ${of(o.about)}: ${o.values.map(quoted).join(" / ")}`, fine(` · ${o.pages.map((p) => paper(pages.get(p))).join(", ")}`));
const neighbour = (r) => {
  const item = items.get(r.id), ends = (item.outcomes || []).map((o) => o.raw).join(" / "), when = item.when ? of(item.when.words) : "";
  const told = [item.actor, when, ends, of(r.why)].filter(Boolean).map((t) => ` · ${t}`).join("");
  return el("li", {}, el("button", { type: "button", on: () => choose(r.id, true) }, of(item.title), fine(told)));
};
const section = (name, parts) => (parts.length ? [el("h3", {}, ui(name)), ...parts] : []);
const show = (item) => {
  const [main, ...more] = item.quotes, related = (item.related || []).filter((r) => items.has(r.id));
  const close = el("button", { type: "button", class: "close", "aria-label": ui("close"), on: leave }, "×");
  const link = el("button", { type: "button", class: "as-link fine", on: (e) => copied(e.currentTarget, here()) }, ui("copy_link"));
  const further = more.length > 3 ? [el("details", {}, el("summary", {}, ui("further", { n: more.length - 3 })), more.slice(3).map(figure))] : [];
  panel.replaceChildren(
    el("div", { class: "head" }, el("div", {}, el("h2", { id: "panel-title" }, item.actor || of(item.title)), el("p", { class: "sub" }, item.actor ? of(item.title) : say("sort", item.sort))), close),
    el("dl", {}, dates(item),
      row(ui("status"), item.status_words && of(item.status_words)), row(ui("outcome"), (item.outcomes || []).map(outcome)), row(ui("role"), item.role && of(item.role)),
      (item.details || []).flatMap((d) => row(of(d.name), of(d.value))), row(ui("names"), (item.names || []).join(", ")),
      row(ui("kind"), (item.kinds || [item.kind]).map((k) => say("kind_long", k)))),
    ...section("where", [main ? figure(main) : el("p", { class: "empty" }, ui("no_quote"))]),
    ...section("also", [...more.slice(0, 3).map(figure), ...further]),
    ...section("otherwise", (item.otherwise || []).map(differing)),
    ...section(item.sort === "edge" ? "behind" : "related", related.length ? [el("ul", { class: "others" }, related.map(neighbour))] : []),
    link);
  panel.scrollTop = 0;
};
const choose = (id, focus) => {
  if (!items.has(id)) return;
  state.chosen = id;
  card.hidden = true;
  show(items.get(id));
  panel.classList.add("opened");
  unfoldFor(id);
  for (const node of all("[data-id], tr[data-item], li[data-item]")) {
    const is = (node.dataset.id || node.dataset.item) === id;
    node.classList.toggle("chosen", is);
    if (node.getAttribute("role") === "button") node.setAttribute("aria-pressed", String(is));
  }
  rove(current().find((node) => node.dataset.id === id));
  remember();
  if (focus) panel.focus({ preventScroll: !embed && innerWidth > 1099 });
};
const leave = () => {
  panel.classList.remove("opened");
  const back = all("[data-id]").find((node) => node.dataset.id === state.chosen && node.getClientRects().length);
  if (back) back.focus();
};

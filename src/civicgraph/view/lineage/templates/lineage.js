// Makes the drawn page answer: choose, hover, filter, language, save. Text of pages enters the document as text nodes only.
"use strict";
(() => {
  const { lang: first, words, model } = JSON.parse(document.getElementById("data").textContent);
  const $ = (id) => document.getElementById(id);
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const root = document.documentElement, panel = $("panel"), card = $("card"), scroll = document.querySelector(".scroll");
  const policies = model.policies.map((p) => ({ ...p, sort: "policy", title: { de: p.name, en: p.name }, kind: "stated" }));
  const items = new Map([...policies, ...model.edges.map((e) => ({ ...e, sort: "edge" })), ...model.events].map((i) => [i.id, i]));
  const pages = new Map(model.pages.map((p) => [p.sha256, p]));
  let lang = first, chosen = "", zoom = 0, hidden = new Set();

  const say = (table, key) => (words[table][key] || [key, key])[lang === "de" ? 0 : 1];
  const ui = (key, values = {}) => say("ui", key).replace(/\{(\w)\}/g, (_, name) => String(values[name]));
  const of = (both) => both[lang];
  const day = (iso) => iso ? new Date(iso.slice(0, 10) + "T12:00:00Z").toLocaleDateString(lang === "de" ? "de-DE" : "en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" }) : ui("open");
  const whole = (quote) => [quote.exact, ...quote.further.map((more) => more.exact)].join(" … ");
  const quoted = (text) => lang === "de" ? `„${text}“` : `“${text}”`;
  const el = (name, props = {}, ...inside) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(props)) key === "on" ? made.addEventListener("click", value) : made.setAttribute(key, value);
    made.append(...inside.flat().filter((part) => part !== "" && part !== null && part !== undefined));
    return made;
  };

  // -- the panel
  const row = (name, ...values) => { const shown = values.flat().filter(Boolean); return shown.length ? [el("dt", {}, name), ...shown.map((v) => el("dd", {}, v))] : []; };
  const dates = (item) => {
    if (!item.when) return item.sort === "edge" || item.sort === "policy" ? [] : row(ui("when"), ui("undated"));
    const w = item.when, lines = [];
    if (w.raw.length) lines.push(el("span", {}, w.raw.map(quoted).join(", "), el("span", { class: "fine" }, ` (${ui("written")})`)));
    if (of(w.words)) lines.push(el("span", {}, of(w.words), el("span", { class: "fine" }, ` (${ui("understood")}${w.edtf ? `; EDTF ${w.edtf}` : ""})`)));
    if (w.earliest !== w.latest) lines.push(el("span", { class: "fine" }, ui("between", { a: day(w.earliest), b: day(w.latest) })));
    if (w.anchor) lines.push(el("span", { class: "fine" }, ui("anchored", { a: day(w.anchor) })));
    return row(ui("when"), lines);
  };
  const outcome = (o) => {
    const label = of(o.label), pagesOf = o.pages.map((p) => paper(pages.get(p))).join(", ");
    const recorded = !o.code ? ui("words_in_no_scheme") : label !== o.raw ? ui("recorded", { l: label }) : "";
    return el("span", {}, quoted(o.raw), el("span", { class: "fine" }, [recorded, pagesOf].filter(Boolean).map((t) => ` · ${t}`).join("")));
  };
  const paper = (page) => page ? [page.paper_number || page.paper_title || page.location, page.agenda_number && ui("agenda", { n: page.agenda_number })].filter(Boolean).join(", ") : "";
  const kinds = (item) => (item.kinds || [item.kind]).map((k) => say("kind_long", k));
  const copied = async (button, text) => {
    try { await navigator.clipboard.writeText(text); } catch { const area = el("textarea"); area.value = text; document.body.append(area); area.select(); document.execCommand("copy"); area.remove(); }
    const before = [...button.childNodes]; button.replaceChildren(`✓ ${ui("copied")}`); setTimeout(() => button.replaceChildren(...before), 1400);
  };
  const target = (page, quote) => {
    if (!page.html || quote.exact.includes("█")) return page.link;
    const tokens = quote.exact.trim().split(/\s+/), code = (part) => encodeURIComponent(part.join(" ")).replace(/-/g, "%2D");
    return `${page.link.split("#")[0]}#:~:text=${tokens.length > 12 ? `${code(tokens.slice(0, 5))},${code(tokens.slice(-5))}` : code(tokens)}`;
  };
  // What stands around a quote is shown in short, the quote itself always whole.
  const NEAR = 90;
  const shortened = (text, atEnd) => atEnd ? `${text.slice(0, NEAR).replace(/\s\S*$/, "")} …` : `… ${text.slice(-NEAR).replace(/^\S*\s/, "")}`;
  const around = (text, atEnd) => {
    if (text.length <= NEAR + 30) return [text];
    const shown = el("span", { class: "around" }, shortened(text, atEnd));
    const more = el("button", { type: "button", class: "more", lang, on: () => { more.remove(); shown.textContent = text; shown.closest("blockquote").focus(); } }, ui("more"));
    return atEnd ? [shown, more] : [more, shown];
  };
  const figure = (quote) => {
    const page = pages.get(quote.page), link = /^https?:\/\//.test(page.link);
    const facts = [page.as_of && `${ui("page_of")}: ${day(page.as_of)}`, page.retrieved && `${ui("retrieved")}: ${day(page.retrieved)}`, ui("characters", { a: quote.start, b: Math.max(quote.end, ...quote.further.map((m) => m.end)) })];
    return el("figure", {},
      el("blockquote", { lang: "de", tabindex: "-1" }, around(quote.before, false), el("mark", {}, quote.exact), quote.further.flatMap((more) => [more.between, el("mark", {}, more.exact)]), around(quote.after, true)),
      el("figcaption", {},
        el("div", {}, [of(quote.place), page.paper_number].filter(Boolean).join(", "), page.paper_title && el("span", { lang: "de", class: "raw" }, ` ${quoted(page.paper_title)}`)),
        el("div", { class: "acts" },
          link ? el("a", { href: target(page, quote), rel: "noreferrer noopener", target: "_blank" }, `${ui("see_source")} ↗`) : el("code", {}, page.location),
          el("button", { type: "button", on: (e) => copied(e.currentTarget, of(quote.citation)) }, ui("cite")),
          el("button", { type: "button", on: (e) => copied(e.currentTarget, quote.bibtex) }, ui("bibtex"))),
        el("div", { class: "fine" }, facts.filter(Boolean).join(" · ")),
        el("details", {}, el("summary", {}, ui("snapshot")), el("code", {}, page.sha256), el("div", { class: "fine" }, ui("text_hash")), el("code", {}, quote.text_sha256))));
  };
  const otherwise = (o) => el("p", { class: "differs-box" }, `≠ ${of(o.about)}: ${o.values.map(quoted).join(" / ")}`, el("span", { class: "fine" }, ` · ${o.pages.map((p) => paper(pages.get(p))).join(", ")}`));
  const show = (item) => {
    const [main, ...more] = item.quotes, named = item.actor || of(item.title);
    const close = el("button", { type: "button", class: "close", "aria-label": ui("close"), on: leave }, "×");
    const related = (item.related || []).filter((r) => items.has(r.id));
    panel.replaceChildren(
      el("div", { class: "head" }, el("div", {}, el("h2", { id: "panel-title" }, named), el("p", { class: "sub" }, item.actor ? of(item.title) : say("sort", item.sort))), close),
      el("dl", {}, dates(item), row(ui("status"), item.status_words && of(item.status_words)), row(ui("outcome"), (item.outcomes || []).map(outcome)), row(ui("role"), item.role && of(item.role)),
        (item.details || []).flatMap((d) => row(of(d.name), of(d.value))), row(ui("names"), (item.names || []).join(", ")), row(ui("kind"), kinds(item))),
      el("h3", {}, ui("where")), main ? figure(main) : el("p", { class: "empty" }, ui("no_quote")),
      ...(more.length ? [el("h3", {}, ui("also")), ...more.slice(0, 3).map(figure), more.length > 3 ? el("details", {}, el("summary", {}, ui("further", { n: more.length - 3 })), more.slice(3).map(figure)) : ""] : []),
      ...((item.otherwise || []).length ? [el("h3", {}, ui("otherwise")), ...item.otherwise.map(otherwise)] : []),
      ...(related.length ? [el("h3", {}, ui("related")), el("ul", { class: "others" }, related.map((r) => el("li", {}, el("button", { type: "button", on: () => choose(r.id, true) }, of(items.get(r.id).title), el("span", { class: "fine" }, ` · ${of(r.why)}`)))))] : []));
    panel.scrollTop = 0;
  };
  const choose = (id, focus) => {
    if (!items.has(id)) return;
    chosen = id;
    card.hidden = true;
    show(items.get(id));
    panel.classList.add("opened");
    for (const node of all("[data-id], tr[data-item], li[data-item]")) {
      const is = (node.dataset.id || node.dataset.item) === id;
      node.classList.toggle("chosen", is);
      if (node.getAttribute("role") === "button") node.setAttribute("aria-pressed", String(is));
    }
    rove(current().find((node) => node.dataset.id === id));
    remember();
    if (focus) panel.focus({ preventScroll: innerWidth > 1099 });
  };
  const leave = () => {
    panel.classList.remove("opened");
    const back = all(`[data-id]`).find((node) => node.dataset.id === chosen && node.getClientRects().length);
    if (back) back.focus();
  };

  // -- the drawing: one tab stop, arrow keys inside
  const svg = () => document.querySelector(`.scroll .${lang} svg`);
  const current = () => all("[data-id]", svg()).filter((node) => !node.classList.contains("dim"));
  const middle = (node) => { const box = node.getBoundingClientRect(); return [box.left + 8, box.top + box.height / 2]; };
  const rove = (node) => { for (const other of current()) other.setAttribute("tabindex", other === node ? "0" : "-1"); };
  const step = (from, key) => {
    const nodes = current(), [x, y] = middle(from), sideways = key === "ArrowLeft" || key === "ArrowRight", sign = key === "ArrowRight" || key === "ArrowDown" ? 1 : -1;
    const place = nodes.map((node) => [node, ...middle(node)]);
    if (key === "Home" || key === "End") return (key === "Home" ? nodes[0] : nodes[nodes.length - 1]);
    const ahead = place.filter(([node, nx, ny]) => node !== from && (sideways ? sign * (nx - x) > 0.5 && Math.abs(ny - y) < 24 : sign * (ny - y) > 6));
    ahead.sort((a, b) => sideways ? Math.abs(a[1] - x) - Math.abs(b[1] - x) : Math.abs(a[2] - y) * 3 + Math.abs(a[1] - x) - Math.abs(b[2] - y) * 3 - Math.abs(b[1] - x));
    return ahead.length ? ahead[0][0] : nodes[nodes.indexOf(from) + sign];
  };
  const hint = (node) => {
    const item = items.get(node.dataset.id), box = node.getBoundingClientRect(), quote = item.quotes[0];
    const when = item.when ? of(item.when.words) || item.when.raw.join(", ") : "";
    const ends = (item.outcomes || []).map((o) => o.raw).join(" / ") || (item.status === "planned" ? say("status", "planned") : "");
    card.replaceChildren(el("b", {}, of(item.title)), [item.actor, when, ends].filter(Boolean).join(" · "), quote ? el("div", { class: "q" }, quoted(whole(quote).length > 130 ? `${whole(quote).slice(0, 130)}…` : whole(quote))) : "");
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
    if (/^(Arrow|Home|End)/.test(event.key)) {
      const next = step(node, event.key);
      if (next) { event.preventDefault(); rove(next); next.focus(); next.scrollIntoView({ block: "nearest", inline: "nearest" }); }
    }
  });
  for (const [kind, on] of [["pointerover", true], ["focusin", true], ["pointerout", false], ["focusout", false]]) {
    scroll.addEventListener(kind, (event) => { const node = button(event); if (node && on && (kind !== "focusin" || node.matches(":focus-visible"))) hint(node); else card.hidden = true; });
  }
  document.addEventListener("click", (event) => { const node = button(event); if (node) choose(node.dataset.id, event.detail === 0 || innerWidth < 1100); });
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") { card.hidden = true; if (panel.contains(document.activeElement)) leave(); } });
  scroll.addEventListener("scroll", () => {
    card.hidden = true;
    const drawn = svg(), scale = drawn.getBoundingClientRect().width / drawn.viewBox.baseVal.width;
    drawn.querySelector(".names").setAttribute("transform", `translate(${(scroll.scrollLeft / scale).toFixed(1)} 0)`);
    drawn.querySelector(".scale").setAttribute("transform", `translate(0 ${(scroll.scrollTop / scale).toFixed(1)})`);
  }, { passive: true });
  const zoomTo = (factor) => {
    zoom = factor === 0 ? 0 : Math.min(4, Math.max(0.5, (zoom || svg().getBoundingClientRect().width / svg().viewBox.baseVal.width) * factor));
    scroll.classList.toggle("zoomed", zoom > 0);
    for (const drawn of all("svg", scroll)) drawn.style.width = zoom ? `${drawn.viewBox.baseVal.width * zoom}px` : "";
  };
  // A font wider than the one the labels were measured for is squeezed into its place.
  const fit = () => { for (const node of all("text[data-w]", svg())) if (node.getComputedTextLength() > +node.dataset.w) { node.setAttribute("textLength", node.dataset.w); node.setAttribute("lengthAdjust", "spacingAndGlyphs"); } };

  // -- filters, language, fragment
  const sift = () => {
    const sort = $("sort").value, lane = $("lane").value, only = $("stated").checked;
    const out = (item) => (only && item.kind !== "stated") || (sort && item.sort !== sort) || (lane && item.lane !== lane);
    hidden = new Set([...items.values()].filter((item) => item.sort !== "policy" && out(item)).map((item) => item.id));
    for (const node of all("svg [data-id]")) { const gone = hidden.has(node.dataset.id); node.classList.toggle("dim", gone); gone ? node.setAttribute("aria-hidden", "true") : node.removeAttribute("aria-hidden"); if (gone) node.setAttribute("tabindex", "-1"); }
    for (const node of all("[data-edge]")) node.classList.toggle("dim", hidden.has(node.dataset.edge));
    for (const node of all("[data-item]")) node.hidden = hidden.has(node.dataset.item);
    const total = items.size - policies.length;
    $("shown").textContent = hidden.size ? ui("shown", { n: total - hidden.size, m: total }) : "";
    if (!current().some((node) => node.getAttribute("tabindex") === "0")) rove(current()[0]);
    remember();
  };
  const speak = (to) => {
    lang = to;
    root.lang = to;
    document.title = of(model.title);
    for (const node of all("[data-de]")) node.textContent = node.dataset[to];
    for (const node of all("[data-word]")) node.textContent = ui(node.dataset.word);
    for (const node of all("[data-label]")) node.setAttribute("aria-label", ui(node.dataset.label));
    for (const node of all("button[data-lang]")) node.setAttribute("aria-pressed", String(node.dataset.lang === to));
    if (chosen) show(items.get(chosen)); else panel.replaceChildren(el("p", { class: "empty", id: "panel-title" }, ui("choose")));
    rove(current().find((node) => node.dataset.id === chosen) || current()[0]);
    sift();
    fit();
  };
  let quiet = true;
  const fragment = () => [encodeURIComponent(chosen).replace(/%2F/g, "/"), lang !== first && `lang=${lang}`, $("stated").checked && "stated=1", $("sort").value && `sort=${$("sort").value}`, $("lane").value && `lane=${encodeURIComponent($("lane").value)}`].filter(Boolean).join("&");
  const remember = () => { if (!quiet) history.replaceState(null, "", `#${fragment()}`); };
  const restore = () => {
    const parts = location.hash.slice(1).split("&"), plain = (text) => { try { return decodeURIComponent(text); } catch { return ""; } };
    const set = Object.fromEntries(parts.filter((p) => p.includes("=")).map((p) => [p.slice(0, p.indexOf("=")), plain(p.slice(p.indexOf("=") + 1))]));
    quiet = true;
    $("stated").checked = set.stated === "1";
    for (const name of ["sort", "lane"]) $(name).value = [...$(name).options].some((o) => o.value === set[name]) ? set[name] : "";
    if ((set.lang === "de" || set.lang === "en") && set.lang !== lang) speak(set.lang);
    sift();
    const id = plain(parts.find((p) => p && !p.includes("=")) || "");
    if (items.has(id)) choose(id, false);
    quiet = false;
  };

  // -- saving
  const save = (name, type, content) => { const url = URL.createObjectURL(new Blob([content], { type })), a = el("a", { href: url, download: name }); document.body.append(a); a.click(); a.remove(); setTimeout(() => URL.revokeObjectURL(url), 4000); };
  const alone = () => {
    const drawn = svg(), copy = drawn.cloneNode(true), make = (name) => document.createElementNS("http://www.w3.org/2000/svg", name), box = drawn.viewBox.baseVal;
    const style = make("style"), title = make("title"), foot = make("text"), note = make("text"), sheet = make("rect");
    style.textContent = $("drawing-style").textContent; title.textContent = of(model.title); foot.textContent = of(model.source_line); note.textContent = of(model.notice);
    foot.setAttribute("x", "10"); foot.setAttribute("y", String(box.height + 14)); foot.setAttribute("class", "foot");
    note.setAttribute("x", "10"); note.setAttribute("y", String(box.height + 30)); note.setAttribute("class", "foot");
    sheet.setAttribute("class", "sheet"); sheet.setAttribute("width", "100%"); sheet.setAttribute("height", "100%");
    copy.prepend(title, style, sheet); copy.append(foot, note); for (const name of [".names", ".scale"]) copy.querySelector(name).removeAttribute("transform"); copy.removeAttribute("style");
    for (const node of all(".chosen", copy)) node.classList.remove("chosen");
    for (const node of all("[tabindex]", copy)) node.removeAttribute("tabindex");
    copy.setAttribute("viewBox", `0 0 ${box.width} ${box.height + 40}`); copy.setAttribute("height", String(box.height + 40)); copy.setAttribute("width", String(box.width));
    return new XMLSerializer().serializeToString(copy);
  };
  const png = () => {
    const image = new Image(), box = svg().viewBox.baseVal;
    image.onload = () => { const canvas = el("canvas", { width: box.width * 2, height: (box.height + 40) * 2 }); canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height); canvas.toBlob((blob) => save("lineage.png", "image/png", blob)); };
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(alone())}`;
  };
  const csv = () => {
    const cell = (value) => { const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value; return /[",\n\r]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text; };
    const rows = [...model.edges.map((e) => ({ ...e, sort: "lineage" })), ...model.events].filter((i) => !hidden.has(i.id)).map((i) => {
      const q = i.quotes[0], p = q ? pages.get(q.page) : null;
      return [i.sort, of(i.title), i.actor || "", i.when ? i.when.raw.join("; ") : "", i.when ? i.when.earliest : "", i.when ? i.when.latest : "", i.status || "", (i.outcomes || []).map((o) => o.raw).join("; "), i.kind, q ? whole(q) : "", p ? p.paper_number : "", p ? p.location : "", p ? p.as_of : "", p ? p.retrieved : "", i.iri];
    });
    const head = ["sort", "title", "body", "raw_date", "earliest", "latest", "status", "raw_outcome", "kind", "quote", "paper", "url", "as_of", "retrieved", "iri"];
    return `\ufeff${[head, ...rows, [of(model.source_line)], [of(model.notice)]].map((r) => r.map((v) => cell(String(v))).join(",")).join("\r\n")}\r\n`;
  };

  for (const id of ["stated", "sort", "lane"]) $(id).addEventListener("change", sift);
  for (const node of all("button[data-lang]")) node.addEventListener("click", () => speak(node.dataset.lang));
  $("in").addEventListener("click", () => zoomTo(1.25)); $("out").addEventListener("click", () => zoomTo(0.8)); $("fit").addEventListener("click", () => zoomTo(0));
  $("svg").addEventListener("click", () => save("lineage.svg", "image/svg+xml", alone())); $("png").addEventListener("click", png); $("csv").addEventListener("click", () => save("lineage.csv", "text/csv", csv()));
  $("link").addEventListener("click", (event) => copied(event.currentTarget, location.href.split("#")[0] + `#${fragment()}`));
  const sheet = document.querySelector("details.all");
  if (innerWidth < 720) sheet.open = false;
  document.querySelector(".skip").addEventListener("click", () => { sheet.open = true; });
  addEventListener("beforeprint", () => { sheet.open = true; });
  addEventListener("hashchange", restore);
  root.classList.remove("plain");
  speak(lang);
  restore();
  if (!chosen) { const start = model.edges[model.edges.length - 1] || model.events[0]; if (start && innerWidth >= 1100) { quiet = true; choose(start.id, false); quiet = false; } }
})();

// Saving: the drawing as it is filtered and folded, as SVG and PNG; its rows as CSV. Each carries the line that names its source.
const save = (name, type, content) => {
  const url = URL.createObjectURL(new Blob([content], { type })), a = el("a", { href: url, download: name });
  document.body.append(a);
  a.click();
  a.remove();
  setTimeout(() => URL.revokeObjectURL(url), 4000);
};
const SVG = "http://www.w3.org/2000/svg";
/* Return the drawing as a whole SVG file, with its width and height. */
const alone = () => {
  const drawn = svg(), copy = drawn.cloneNode(true), { width, height } = drawn.viewBox.baseVal, head = +drawn.dataset.head, total = head + height + +drawn.dataset.foot;
  const title = document.createElementNS(SVG, "title"), style = document.createElementNS(SVG, "style"), sheet = document.createElementNS(SVG, "rect");
  title.textContent = of(model.title);
  style.textContent = $("drawing-style").textContent;
  for (const [name, value] of [["class", "sheet"], ["y", -head], ["width", width], ["height", total]]) sheet.setAttribute(name, value);
  copy.prepend(title, style, sheet);
  for (const name of [".names", ".scale"]) copy.querySelector(name).removeAttribute("transform");
  copy.removeAttribute("style");
  for (const node of [copy, ...all("*", copy)]) {
    node.classList.remove("chosen");
    for (const { name } of [...node.attributes]) if (/^(tabindex|aria-(pressed|expanded|label|hidden)|role|data-)/.test(name)) node.removeAttribute(name);
  }
  for (const [name, value] of [["viewBox", `0 ${-head} ${width} ${total}`], ["width", width], ["height", total], ["lang", state.lang]]) copy.setAttribute(name, value);
  return { text: new XMLSerializer().serializeToString(copy), width, height: total };
};
const SIDE = 8000; // browsers draw no larger canvas everywhere
const png = () => {
  const { text, width, height } = alone(), image = new Image(), scale = Math.min(2, SIDE / Math.max(width, height));
  image.onload = () => {
    const canvas = el("canvas", { width: Math.round(width * scale), height: Math.round(height * scale) });
    canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
    canvas.toBlob((blob) => save("lineage.png", "image/png", blob));
  };
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
};
const HEAD = ["sort", "title", "body", "raw_date", "earliest", "latest", "status", "raw_outcome", "kind", "questions", "sub_questions", "questions_open", "differs", "quote", "paper", "url", "as_of", "retrieved", "iri"];
const line = (item) => {
  const quote = item.quotes[0], page = quote ? pages.get(quote.page) : {}, when = item.when || { raw: [] }, asked = item.questions;
  return [
    item.sort === "edge" ? "lineage" : item.sort, of(item.title), item.actor, when.raw.join("; "), when.earliest, when.latest, item.status, (item.outcomes || []).map((o) => o.raw).join("; "), item.kind,
    asked ? asked.main : "", asked ? asked.sub : "", asked ? asked.main_open + asked.sub_open : "", item.otherwise.map((o) => `${of(o.about)}: ${o.values.join(" / ")}`).join("; "),
    quote ? whole(quote) : "", page.paper_number, page.location, page.as_of, page.retrieved, item.iri];
};
/* A cell that a spreadsheet would take for a formula begins with an apostrophe. */
const cell = (value) => { const text = String(value ?? ""), safe = /^\s*[=+\-@]/.test(text) ? `'${text}` : text; return /[",\n\r]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe; };
const csv = () => {
  const rows = [...edges, ...model.events].filter((item) => !state.hidden.has(item.id)).map(line);
  return `\ufeff${[HEAD, ...rows, [of(model.source_line)], [of(model.notice)]].map((cells) => cells.map(cell).join(",")).join("\r\n")}\r\n`;
};
$("svg").addEventListener("click", () => save("lineage.svg", "image/svg+xml", alone().text));
$("png").addEventListener("click", png);
$("csv").addEventListener("click", () => save("lineage.csv", "text/csv", csv()));

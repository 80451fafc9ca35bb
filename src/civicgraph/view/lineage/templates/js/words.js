// What the other parts share: the model, the words of both languages, elements whose text is always text.
const { lang: first, embed, words, model } = JSON.parse(document.getElementById("data").textContent);
const $ = (id) => document.getElementById(id);
const all = (selector, root = document) => [...root.querySelectorAll(selector)];
const root = document.documentElement, panel = $("panel"), card = $("card"), scroll = document.querySelector(".scroll");
const policies = model.policies.map((p) => ({ ...p, sort: "policy", title: { de: p.name, en: p.name }, kind: "stated" }));
const edges = model.edges.map((e) => ({ ...e, sort: "edge", related: e.decisions }));
const items = new Map([...policies, ...edges, ...model.events].map((item) => [item.id, item]));
const pages = new Map(model.pages.map((page) => [page.sha256, page]));
const state = { lang: first, chosen: "", hidden: new Set(), quiet: true };

const say = (table, key) => (words[table][key] || [key, key])[state.lang === "de" ? 0 : 1];
const ui = (key, values = {}) => say("ui", key).replace(/\{(\w)\}/g, (_, name) => String(values[name]));
const of = (both) => both[state.lang];
const day = (iso) => iso
  ? new Date(`${iso.slice(0, 10)}T12:00:00Z`).toLocaleDateString(state.lang === "de" ? "de-DE" : "en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" })
  : ui("open");
const whole = (quote) => [quote.exact, ...quote.further.map((more) => more.exact)].join(" … ");
const quoted = (text) => (state.lang === "de" ? `„${text}“` : `“${text}”`);
const el = (name, props = {}, ...inside) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(props)) key === "on" ? made.addEventListener("click", value) : made.setAttribute(key, value);
  made.append(...inside.flat().filter((part) => part !== "" && part !== null && part !== undefined));
  return made;
};
const copySelected = (button, text) => {
  const area = el("textarea", { "aria-hidden": "true" });
  area.value = text;
  document.body.append(area);
  area.select();
  document.execCommand("copy");
  area.remove();
  button.focus();
};
const copied = async (button, text) => {
  // A frame has no right to the clipboard, and asking for it is a complaint in the console; some browsers refuse it from file:// too.
  if (self !== top) copySelected(button, text);
  else try { await navigator.clipboard.writeText(text); } catch { copySelected(button, text); }
  const before = [...button.childNodes];
  button.replaceChildren(`✓ ${ui("copied")}`);
  $("told").textContent = ui("copied");
  setTimeout(() => { button.replaceChildren(...before); $("told").textContent = ""; }, 1400);
};

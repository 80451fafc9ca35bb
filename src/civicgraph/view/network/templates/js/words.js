// Phrases in the page's two languages, and the texts that the language switch renews.
const data = JSON.parse(document.getElementById("data").textContent);
const state = { lang: document.documentElement.lang, theme: "", chosen: null, path: data.path.slice(), from: null, whole: false, hidden: { c: new Set(), r: new Set() } };
const byId = (id) => document.getElementById(id);

function t(key, values = {}) {
  return Object.entries(values).reduce((text, [name, value]) => text.replaceAll(`{${name}}`, value), data.words[key][state.lang]);
}
const className = (node) => data.classes[node.cls][state.lang];
const relationName = (rel) => data.relations[rel][state.lang];
const number = (value) => value.toLocaleString(state.lang);

// Makes an element; `text` becomes text, whatever it holds.
function make(tag, attributes = {}, text = null) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  if (text !== null) element.textContent = text;
  return element;
}

function labelled(node, tag = "span") {
  return make(tag, { class: "label", lang: data.contentLang }, node.label);
}

function sourceLine() {
  return data.private ? `${t("privateShort")} · ${data.line[state.lang]}` : data.line[state.lang];
}

function speak() {
  document.documentElement.lang = state.lang;
  document.title = data.title[state.lang];
  byId("title").textContent = data.title[state.lang];
  byId("counts").textContent = t("counts", { n: number(data.nodes.length), m: number(data.edges.length) });
  byId("line").textContent = sourceLine();
  for (const element of document.querySelectorAll("[data-w]")) element.textContent = t(element.dataset.w);
  for (const element of document.querySelectorAll("[data-name]")) {
    element.setAttribute("aria-label", t(element.dataset.name));
    element.title = t(element.dataset.name);
  }
  data.notices.forEach((notice, i) => { byId("notices").children[i].textContent = notice[state.lang]; });
}

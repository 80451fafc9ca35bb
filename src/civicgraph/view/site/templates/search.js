/* Finds documents in the prebuilt index: shards are scripts that assign data, so it works from file:// too; nothing else is loaded. */
self.civicgraphIndex = { start: null, words: {}, documents: {} };
const index = self.civicgraphIndex, at = (id) => document.getElementById(id), SHOWN = 10;
const said = (key, n) => at("words").querySelector(`[data-key="${key}"]`).textContent.replace("{n}", n);
const loading = new Map();
const load = (path) => loading.get(path) || loading.set(path, new Promise((done, lost) => { const script = document.createElement("script");
  script.src = `search/${path}.js`; script.onload = done; script.onerror = lost; document.head.append(script); })).get(path);

/* Shards hold words in order; each is named by its first word. */
async function shardsFor({ words: told, beginning }) {
  const first = index.start.words, wanted = new Set();
  for (const [i, word] of told.entries()) {
    const last = beginning && i === told.length - 1 ? `${word}\uffff` : word;
    for (let n = 0; n < first.length; n++) if ((n + 1 === first.length || first[n + 1] > word) && first[n] <= last) wanted.add(n);
  }
  await Promise.all([...wanted].map((n) => load(`w${n}`)));
  return [...wanted].sort((a, b) => a - b);
}
/* Where a word, or words that begin so, stand: document to positions; exact ones are worth more. */
function postings(shards, word, beginning) {
  const found = new Map();
  for (const n of shards) for (const [told, rows] of Object.entries(index.words[n])) {
    if (told !== word && !(beginning && told.startsWith(word))) continue;
    let doc = 0;
    for (const [step, ...steps] of rows) { doc += step; let place = 0;
      const here = found.get(doc) || found.set(doc, new Map()).get(doc);
      for (const s of steps) { place += s; here.set(place, Math.max(here.get(place) || 0, told === word ? 2 : 1)); } }
  }
  return found;
}
async function matches(one) {
  const shards = await shardsFor(one), last = one.words.length - 1;
  const lists = one.words.map((word, i) => postings(shards, word, one.beginning && i === last));
  const found = new Map();
  for (const [doc, places] of lists[0]) { let worth = 0;
    for (const place of places.keys()) { let least = Infinity;
      for (const [i, list] of lists.entries()) least = Math.min(least, list.get(doc)?.get(place + i) || 0);
      if (least) worth = Math.max(worth, least * (place < index.start.head ? 2 : 1)); }
    if (worth) found.set(doc, worth); }
  return found;
}
async function find(text) {
  await load("start");
  let hits = null;
  for (const one of sought(text)) { const found = await matches(one);
    hits = hits === null ? found : new Map([...hits].filter(([doc]) => found.has(doc)).map(([doc, worth]) => [doc, worth + found.get(doc)])); }
  return [...(hits || [])].sort((a, b) => b[1] - a[1] || a[0] - b[0]).map(([doc]) => doc);
}
async function told(doc) {
  const starts = index.start.documents;
  let n = starts.length - 1;
  while (starts[n] > doc) n--;
  await load(`d${n}`);
  return index.documents[n][doc - starts[n]];
}
const el = (name, content, of = {}) => { const made = Object.assign(document.createElement(name), of); made.append(...content); return made; };
/* A text around the first word found, what was sought marked. */
function excerpt(text, wanted) {
  const spans = [...text.matchAll(/[\p{L}\p{N}]+/gu)].map((m) => ({ from: m.index, to: m.index + m[0].length, word: folded(m[0]) }));
  const list = spans.map((s) => s.word), meant = spans.map((_, i) => wanted.some((one) => one.words.some((_, k) => i >= k && startsAt(list, one, i - k))));
  const first = spans[meant.indexOf(true)]?.from ?? 0;
  let low = Math.max(0, first - 90), high = Math.min(text.length, first + 210);
  if (low) low = text.indexOf(" ", low) + 1; if (high < text.length) high = Math.max(first, text.lastIndexOf(" ", high));
  const parts = [low ? "… " : ""]; let done = low;
  for (const [i, { from, to }] of spans.entries()) if (meant[i] && from >= low && to <= high) { parts.push(text.slice(done, from), el("mark", [text.slice(from, to)])); done = to; }
  return [...parts, text.slice(done, high), high < text.length ? " …" : ""];
}
let turn = 0, hits = [], wanted = [];
async function more() {
  const mine = turn, from = at("hits").children.length;
  const found = await Promise.all(hits.slice(from, from + SHOWN).map(told));
  if (mine !== turn) return;
  for (const [kind, path, heading, text] of found) {
    const shown = excerpt(text, wanted), lang = index.start.lang;
    at("hits").append(el("li", [el("span", [said(`kind_${index.start.kinds[kind]}`)], { className: "kind" }), el("a", [heading], { href: path, lang }), el("div", shown, { lang })]));
  }
  at("more").hidden = at("hits").children.length >= hits.length;
}
const wrong = (text) => /\*(?![\s"„“”«»]|$)|(^|\s)\*/u.test(text) ? "wrong_star" : ([...text].filter((c) => "\"„“”«»".includes(c)).length % 2 ? "wrong_quote" : "");
async function show() {
  const text = at("q").value, mine = ++turn;
  wanted = sought(text);
  history.replaceState(null, "", text ? `#q=${encodeURIComponent(text)}` : location.pathname.split("/").pop() || "index.html");
  const fault = wrong(text), found = wanted.length && !fault ? await find(text) : [];
  if (mine !== turn) return;
  hits = found; at("hits").replaceChildren(); at("more").hidden = true;
  at("count").textContent = fault ? said(fault) : !wanted.length ? "" : hits.length === 0 ? said("hits_none") : said(hits.length === 1 ? "hits_one" : "hits_many", hits.length);
  await more();
}
const restore = () => { try { at("q").value = decodeURIComponent((location.hash.match(/^#q=(.*)$/) || [])[1] || ""); } catch { at("q").value = ""; } if (at("q").value) show(); };
document.querySelector(".find").hidden = false;
at("q").addEventListener("input", show);
at("more").addEventListener("click", async () => { const from = at("hits").children.length; await more(); at("hits").children[from]?.querySelector("a").focus(); });
window.addEventListener("hashchange", restore);
restore();

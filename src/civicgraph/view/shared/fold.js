/* Words as they are compared; civicgraph.search.folding does the same: what is changed here must be changed there. */
const folded = (word) => word.toLowerCase().replaceAll("ß", "ss").normalize("NFKD").replace(/[^\p{L}\p{N}]/gu, "").replace(/([aou])e/g, "$1");
const words = (text) => (text.replaceAll("\u00ad", "").normalize("NFC").match(/[\p{L}\p{N}]+/gu) || []).map(folded).filter(Boolean);
const PART = /["„“”«»]([^"„“”«»]*)["„“”«»](\*?)|([^\s"„“”«»]+)/gu;
/* What is asked: words in a row each; beginning: the last one may go on. */
const sought = (text) => [...text.matchAll(PART)]
  .map(([, phrase, star, bare]) => ({ words: words((phrase ?? bare).replaceAll("*", " ")), beginning: phrase === undefined || Boolean(star) }))
  .filter((one) => one.words.length);
const startsAt = (told, one, at) => one.words.every((word, i) =>
  told[at + i] === word || (one.beginning && i === one.words.length - 1 && (told[at + i] || "").startsWith(word)));
const holds = (told, one) => told.some((_, at) => startsAt(told, one, at));

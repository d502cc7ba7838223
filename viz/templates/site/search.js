"use strict";
// Every word has to begin a word of the name, in any case and with or without accents.
const MOST = 200;
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const known = NAMES.map(([name, note, href, fictional]) => ({
  name, note, href, fictional, words: plain(`${name} ${note}`).split(/[^\p{L}\p{N}]+/u),
}));
const words = document.getElementById("words");
const list = document.getElementById("found");
const count = document.getElementById("count");

function shown(one) {
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = one.href;
  link.textContent = one.name;
  const note = document.createElement("span");
  note.className = "soft";
  note.textContent = ` ${one.note}${one.fictional ? " (fictional)" : ""}`;
  item.append(link, note);
  return item;
}

function search() {
  const asked = plain(words.value).split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  const found = asked.length
    ? known.filter((one) => asked.every((word) => one.words.some((part) => part.startsWith(word))))
    : [];
  list.replaceChildren(...found.slice(0, MOST).map(shown));
  count.textContent = asked.length ? `${found.length} found${found.length > MOST ? `, ${MOST} shown` : ""}` : "";
}

words.addEventListener("input", search);
try {
  words.value = decodeURIComponent(location.hash.slice(1));
} catch {
  // An address that is cut in the middle of a letter asks for nothing.
}
search();

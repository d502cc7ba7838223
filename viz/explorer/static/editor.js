"use strict";
// Completion of prefixed names and variables, Ctrl + Enter, and examples; the form works without.
(function () {
  const text = document.getElementById("query");
  const offers = document.getElementById("offers");
  const terms = [...document.querySelectorAll("#terms option")].map((one) => ({ name: one.value, label: one.label }));

  function begun() { return (/[?\w:-]*$/.exec(text.value.slice(0, text.selectionStart)) || [""])[0]; }

  function near(word) {
    if (word.length < 2) { return []; }
    const variables = [...new Set(text.value.match(/\?\w+/g) || [])].filter((name) => name !== word).map((name) => ({ name, label: "" }));
    const wanted = word.toLowerCase();
    return [...variables, ...terms].filter((one) => one.name.toLowerCase().startsWith(wanted) || (!word.startsWith("?") && one.label.toLowerCase().includes(wanted))).slice(0, 8);
  }

  function take(name) {
    const end = text.selectionStart;
    text.setRangeText(name + " ", end - begun().length, end, "end");
    text.focus();
    offer();
    paint();
  }

  function offer() {
    const found = near(begun());
    offers.replaceChildren(...found.map((one) => {
      const item = document.createElement("li");
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = one.label && one.label !== one.name ? one.name + " – " + one.label : one.name;
      button.addEventListener("click", () => take(one.name));
      item.append(button);
      return item;
    }));
    offers.hidden = found.length === 0;
  }

  text.addEventListener("input", offer);
  text.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      text.form.requestSubmit();
    } else if (event.key === "Tab" && !event.shiftKey && !offers.hidden) {
      event.preventDefault();
      take(near(begun())[0].name);
    } else if (event.key === "Escape") {
      offers.hidden = true;
    }
  });
  // Colours stand in a layer below the text field, which grows with its text so that both break lines alike.
  const shade = document.getElementById("shade");
  const kinds = [
    ["comment", /#[^\n]*/y], ["iri", /<[^<>\s]*>/y], ["text", /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'/y], ["variable", /[?$]\w+/y],
    ["name", /[\w-]*:[\w.-]*/y], ["keyword", /\b(?:BASE|PREFIX|SELECT|DISTINCT|REDUCED|CONSTRUCT|DESCRIBE|ASK|FROM|NAMED|WHERE|GRAPH|OPTIONAL|UNION|MINUS|FILTER|BIND|AS|VALUES|SERVICE|SILENT|ORDER|GROUP|BY|HAVING|ASC|DESC|LIMIT|OFFSET|NOT|EXISTS|IN|UNDEF|COUNT|SUM|MIN|MAX|AVG|SAMPLE|GROUP_CONCAT|LANG|LANGMATCHES|STR|REGEX|CONTAINS|LCASE|UCASE|STRSTARTS|STRENDS|REPLACE|BOUND|IF|COALESCE|CONCAT|DATATYPE|YEAR|IRI|isIRI|isLITERAL)\b/iy],
  ];

  function paint() {
    const pieces = [];
    const query = text.value;
    let plain = "";
    for (let at = 0; at < query.length;) {
      const found = kinds.map(([kind, form]) => { form.lastIndex = at; const hit = form.exec(query); return hit && hit[0] ? [kind, hit[0]] : null; }).find(Boolean);
      if (found) {
        if (plain) { pieces.push(plain); plain = ""; }
        const piece = document.createElement("span");
        piece.className = "code-" + found[0];
        piece.textContent = found[1];
        pieces.push(piece);
        at += found[1].length;
      } else {
        const word = /\w+|[^]/y;
        word.lastIndex = at;
        const next = word.exec(query)[0];
        plain += next;
        at += next.length;
      }
    }
    shade.replaceChildren(...pieces, plain);
    text.style.height = "auto";
    text.style.height = text.scrollHeight + 2 + "px";
  }
  shade.hidden = false;
  shade.parentElement.classList.add("shaded");
  text.addEventListener("input", paint);
  addEventListener("resize", paint);
  paint();

  document.getElementById("examples").addEventListener("change", (event) => { if (event.target.value) { location.assign(event.target.value); } });
})();

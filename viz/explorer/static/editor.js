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
  document.getElementById("examples").addEventListener("change", (event) => { if (event.target.value) { location.assign(event.target.value); } });
})();

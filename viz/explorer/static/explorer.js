"use strict";
// What pages do better with a script; all of them work without.
(function () {
  // The very words: all pieces between two positions, not the first alone.
  function light() {
    const asked = /^#char=(\d+),(\d+)$/.exec(decodeURIComponent(location.hash));
    for (const one of document.querySelectorAll("mark.lit")) { one.classList.remove("lit"); }
    if (!asked) { return; }
    const [start, end] = [Number(asked[1]), Number(asked[2])];
    let first = null;
    for (const one of document.querySelectorAll(".text [data-start]")) {
      const at = Number(one.dataset.start);
      if (at >= start && at < end && one.tagName === "MARK") {
        one.classList.add("lit");
        first = first || one;
      }
    }
    if (first) { first.scrollIntoView({ block: "center" }); }
  }
  addEventListener("hashchange", light);
  // After the browser has gone to the place itself, or it would undo the centring.
  addEventListener("load", () => requestAnimationFrame(light));
  light();

  const print = document.getElementById("print");
  if (print) {
    print.hidden = false;
    print.addEventListener("click", () => window.print());
  }

  // Needs and offers: pointing at a state or an area shows its lines alone.
  const flow = document.querySelector(".flow");
  if (flow) {
    const pick = (event) => {
      const link = event.target.closest("a");
      flow.classList.toggle("picked", Boolean(link));
      for (const line of flow.querySelectorAll("path")) {
        const on = link && (link.dataset.state ? line.dataset.state === link.dataset.state : line.dataset.area === link.dataset.area);
        line.classList.toggle("on", Boolean(on));
      }
    };
    for (const name of ["mouseover", "focusin", "focusout"]) { flow.addEventListener(name, pick); }
    flow.addEventListener("mouseleave", () => flow.classList.remove("picked"));
  }

  // Filters take effect at once where one chooses from a list; empty ones stay out of the address.
  for (const form of document.querySelectorAll("form.filters")) {
    form.addEventListener("submit", () => {
      for (const field of form.querySelectorAll("input[name], select[name]")) { field.disabled = field.value === ""; }
    });
    form.addEventListener("change", (event) => { if (event.target.tagName === "SELECT") { form.requestSubmit(); } });
  }
  addEventListener("pageshow", () => {
    for (const field of document.querySelectorAll("form.filters [disabled]")) { field.disabled = false; }
  });
})();

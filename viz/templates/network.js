"use strict";
(function () {
  const data = JSON.parse(document.getElementById("data").textContent);
  const words = data.words;
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  const ink = dark ? "#ececec" : "#1c1c1c";
  const line = dark ? "#7f868f" : "#8d8a84";

  for (const node of data.nodes) {
    node.color.highlight.border = dark ? "#7cc0ff" : "#005fa3";
    node.color.hover = node.color.highlight;
    if (dark && node.category === "State") { node.color.border = "#ececec"; }
  }
  for (const edge of data.edges) {
    edge.named = edge.label;
    edge.label = undefined;
    edge.color = { color: line, highlight: dark ? "#7cc0ff" : "#005fa3", hover: ink };
  }

  const nodes = new vis.DataSet(data.nodes);
  const edges = new vis.DataSet(data.edges);
  const drawing = document.getElementById("drawing");
  // What is few enough is read like a page: as wide as the window, as tall as it needs, and the wheel scrolls.
  data.options.interaction.zoomView = !data.tall;
  const network = new vis.Network(drawing, { nodes, edges }, data.options);
  let drawn = data.nodes, tall = data.tall;
  function whole() {
    if (!drawn.length) { return; }
    drawing.style.height = "";
    if (tall) {
      const xs = drawn.map((n) => n.x), ys = drawn.map((n) => n.y);
      const scale = Math.min(1, drawing.clientWidth / (Math.max(...xs) - Math.min(...xs) + 250));
      const height = (Math.max(...ys) - Math.min(...ys) + 120) * scale;
      drawing.style.height = Math.max(innerHeight * 0.8, height) + "px";
      network.setSize("100%", drawing.style.height);
      network.moveTo({ position: { x: (Math.max(...xs) + Math.min(...xs)) / 2, y: (Math.max(...ys) + Math.min(...ys)) / 2 }, scale });
    } else {
      network.setSize("100%", "100%");
      network.fit({ nodes: drawn.map((n) => n.id) });
    }
    network.redraw();
  }
  function zoom(factor) { network.moveTo({ scale: network.getScale() * factor }); }
  whole();
  window.addEventListener("resize", whole);
  document.getElementById("closer").addEventListener("click", () => zoom(1.25));
  document.getElementById("farther").addEventListener("click", () => zoom(0.8));

  function element(name, text, className) {
    const made = document.createElement(name);
    if (text !== undefined) { made.textContent = text; }
    if (className) { made.className = className; }
    return made;
  }

  function place(source) {
    const at = source.start === null ? "" : ", " + words.character + " " + source.start + "–" + source.end;
    return source.state + ", " + source.file + ", " + source.item + at + " · " + source.sure + " " + words.sure;
  }

  function tooltip(edge) {
    const box = element("div");
    box.style.maxWidth = "26rem";
    box.style.whiteSpace = "normal";
    box.append(element("strong", data.things[edge.from].label + " — " + edge.label + " — " + data.things[edge.to].label));
    for (const source of data.sources[edge.id].slice(0, 2)) {
      box.append(element("div", source.quote ? "“" + source.quote + "”" : words.none));
      box.append(element("div", place(source)));
    }
    return box;
  }

  function sources(panel, edge) {
    for (const source of data.sources[edge.id]) {
      panel.append(element("blockquote", source.quote || words.none));
      panel.append(element("cite", place(source)));
    }
  }

  function show(selected) {
    const panel = document.getElementById("panel");
    panel.replaceChildren();
    if (selected.nodes.length) {
      const thing = data.things[selected.nodes[0]];
      panel.append(element("h2", thing.label));
      panel.append(element("p", [thing.kind, thing.state, thing.year].filter(Boolean).join(", "), "kind"));
      for (const id of network.getConnectedEdges(selected.nodes[0])) {
        const edge = edges.get(id);
        panel.append(element("p", data.things[edge.from].label + " " + edge.named + " " + data.things[edge.to].label));
        sources(panel, edge);
      }
    } else if (selected.edges.length) {
      const edge = edges.get(selected.edges[0]);
      panel.append(element("h2", data.things[edge.from].label + " " + edge.named + " " + data.things[edge.to].label));
      sources(panel, edge);
    } else {
      panel.append(element("p", words.hint, "kind"));
    }
  }

  function choose(id) {
    network.selectNodes([id]);
    if (tall) {
      scrollTo({ top: scrollY + drawing.getBoundingClientRect().top + network.canvasToDOM(network.getPosition(id)).y - innerHeight / 2 });
    } else {
      network.focus(id, { scale: 1, animation: !matchMedia("(prefers-reduced-motion: reduce)").matches });
    }
    show({ nodes: [id], edges: [] });
  }

  network.on("select", show);
  // Made when first pointed at: a large page has thousands.
  network.on("hoverEdge", ({ edge: id }) => {
    const edge = edges.get(id);
    if (!edge.title) { edges.update({ id, title: tooltip({ ...edge, label: edge.named }) }); }
  });

  const names = document.getElementById("names");
  for (const id of Object.keys(data.things)) {
    const option = element("option");
    option.value = data.things[id].label;
    names.append(option);
  }
  // What begins as it is typed, or else what holds it.
  function typed(wanted, all, low) {
    return all.find((one) => low(one).startsWith(wanted)) || all.find((one) => low(one).includes(wanted));
  }
  const find = document.getElementById("find");
  function search() {
    const wanted = find.value.trim().toLocaleLowerCase();
    const ids = drawn.map((node) => node.id), name = (id) => data.things[id].label.toLocaleLowerCase();
    const found = wanted && typed(wanted, ids, name);
    if (found) { choose(found); }
  }
  document.getElementById("finder").addEventListener("submit", (event) => { event.preventDefault(); if (document.activeElement === find) { search(); } });
  find.addEventListener("change", search);
  // One state's things of a drawing too large for columns, in columns after all: each beside what it is linked with.
  function arranged(shown, links) {
    const columns = [[], [], [], []], height = new Map();
    for (const node of shown) { columns[data.things[node.id].column].push(node.id); }
    const near = (id) => links.flatMap((edge) => (edge.from === id ? [edge.to] : edge.to === id ? [edge.from] : []));
    const middle = (id) => {
      const around = near(id).filter((other) => height.has(other)).map((other) => height.get(other));
      return around.length ? around.reduce((sum, y) => sum + y, 0) / around.length : height.get(id);
    };
    const stack = (ids) => ids.forEach((id, place) => height.set(id, (place - (ids.length - 1) / 2) * 80));
    columns.forEach(stack);
    for (let sweep = 0; sweep < 6; sweep += 1) {
      for (const ids of sweep % 2 ? [...columns].reverse() : columns) {
        const at = new Map(ids.map((id) => [id, middle(id)]));
        stack(ids.sort((one, other) => at.get(one) - at.get(other)));
      }
    }
    return columns.flatMap((ids, column) => ids.map((id) => ({ id, x: column * 330, y: height.get(id) })));
  }

  // What is shown: the kinds that are ticked, and of one state, where one is chosen, all that it says.
  const state = document.getElementById("state");
  const rows = document.querySelectorAll("tbody tr");
  function chosen() {
    const wanted = state ? state.value.trim().toLocaleLowerCase() : "";
    const names = Object.keys(data.states), low = (name) => name.toLocaleLowerCase();
    const found = wanted && (names.find((name) => low(name) === wanted || low(data.states[name]) === wanted)
      || typed(wanted, names, low));
    if (state) {
      state.value = found || state.value;
      state.setCustomValidity(wanted && !found ? words.unknown : "");
      state.reportValidity();
    }
    return found ? data.states[found] : "";
  }
  function filter() {
    const code = chosen();
    const hidden = new Set([...document.querySelectorAll(".legend input:not(:checked)")].map((b) => b.value));
    const links = data.edges.filter((edge) => !code || data.sources[edge.id].some((source) => source.state === code));
    const said = new Set(links.map((edge) => edge.id)), linked = new Set(links.flatMap((edge) => [edge.from, edge.to]));
    const of = (node) => !code || linked.has(node.id) || data.things[node.id].code === code;
    const shown = data.nodes.filter((node) => !hidden.has(node.category) && of(node)), ids = new Set(shown.map((node) => node.id));
    const moved = code && !data.tall ? new Map(arranged(shown, links).map((place) => [place.id, place])) : new Map();
    tall = data.tall || moved.size > 0;
    drawn = shown.map((node) => moved.get(node.id) || node);
    network.setOptions({ interaction: { zoomView: !tall } });
    edges.update(data.edges.map((edge) => ({ id: edge.id, hidden: !said.has(edge.id) })));
    nodes.update(data.nodes.map((node) => ({ id: node.id, x: node.x, y: node.y, ...moved.get(node.id), hidden: !ids.has(node.id) })));
    for (const row of rows) { row.hidden = Boolean(code) && row.dataset.state !== code; }
  }
  function refilter() { filter(); network.unselectAll(); show({ nodes: [], edges: [] }); whole(); }
  for (const box of document.querySelectorAll(".legend input")) { box.addEventListener("change", filter); }
  if (state) { state.addEventListener("change", refilter); }
  document.getElementById("whole").addEventListener("click", () => { if (state) { state.value = ""; } refilter(); });
})();

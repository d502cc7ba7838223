"use strict";
// Draws the network that stands in the table: positions come with the data, nothing moves by itself.
(async function () {
  const drawing = document.getElementById("drawing");
  const panel = document.getElementById("panel");
  const answer = await fetch(drawing.dataset.src);
  if (!answer.ok) { return; }
  const data = await answer.json();
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  const [ink, line, pick] = dark ? ["#ececee", "#7f868f", "#8cc5ff"] : ["#1d1d1f", "#8d8a84", "#00599c"];
  const onPath = new Set(data.marked);

  for (const node of data.nodes) {
    node.color.highlight = { background: node.color.background, border: pick };
    node.color.hover = node.color.highlight;
    if (dark && node.category === "State") { node.color.border = "#ececee"; }
    if (onPath.has(node.id)) { node.borderWidth = 5; node.color.border = pick; }
  }
  for (const edge of data.edges) {
    edge.named = edge.label;
    edge.label = undefined;
    edge.title = sentence(edge);
    const marked = onPath.has(edge.from) && onPath.has(edge.to);
    edge.color = { color: marked ? pick : line, highlight: pick, hover: ink };
    if (marked) { edge.width = 4; }
  }

  drawing.replaceChildren();
  const nodes = new vis.DataSet(data.nodes);
  const edges = new vis.DataSet(data.edges);
  const network = new vis.Network(drawing, { nodes, edges }, data.options);
  frame();
  addEventListener("resize", frame);

  function frame() {
    network.fit({ animation: false });
    if (onPath.size) {
      network.fit({ nodes: [...onPath], animation: false, maxZoomLevel: 1 });
      return;
    }
    // Columns are read from the top at a size that can be read, not squeezed into the window.
    if (data.columns && network.getScale() < 0.6) {
      const xs = data.nodes.map((node) => node.x);
      const top = Math.min(...data.nodes.map((node) => node.y)) - 50;
      const [left, width] = [Math.min(...xs) - 120, Math.max(...xs) - Math.min(...xs) + 240];
      const scale = Math.max(0.6, Math.min(1.3, drawing.clientWidth / width));
      const half = Math.min(width, drawing.clientWidth / scale) / 2;
      network.moveTo({ scale, position: { x: left + half, y: top + drawing.clientHeight / scale / 2 } });
    }
  }

  function sentence(edge) { return data.things[edge.from].label + " – " + (edge.named || "") + " – " + data.things[edge.to].label; }

  function element(name, text, className) {
    const made = document.createElement(name);
    if (text !== undefined) { made.textContent = text; }
    if (className) { made.className = className; }
    return made;
  }

  function link(text, href) {
    const made = element("a", text);
    made.setAttribute("href", href);
    return made;
  }

  function words(edge) {
    panel.append(element("h3", sentence(edge)));
    data.sources[edge.id].forEach((source, at) => {
      panel.append(element("blockquote", source.quote || panel.dataset.box));
      const place = element("p", undefined, "source");
      place.append(link(source.item + ", " + source.file, data.places[edge.id][at]), " · " + source.sure);
      panel.append(place);
    });
  }

  function show(chosen) {
    panel.replaceChildren();
    if (chosen.nodes.length) {
      const id = chosen.nodes[0];
      const thing = data.things[id];
      panel.append(element("h2", thing.label), element("p", [thing.kind, thing.state, thing.year].filter(Boolean).join(" · "), "soft"));
      const ways = element("p", undefined, "links");
      if (data.pages[id]) { ways.append(link(panel.dataset.page, data.pages[id])); }
      if (data.alike[id]) { ways.append(link(panel.dataset.alike, data.alike[id])); }
      const here = new URL(location);
      here.searchParams.set("node", id);
      ways.append(link(panel.dataset.around, here.pathname + here.search));
      panel.append(ways);
      for (const edge of network.getConnectedEdges(id)) { words(edges.get(edge)); }
    } else if (chosen.edges.length) {
      words(edges.get(chosen.edges[0]));
    } else {
      panel.append(element("p", panel.dataset.hint, "soft"));
    }
  }
  network.on("select", show);

  // By keyboard: the arrow keys move, Enter chooses the next thing in reading order, Escape lets go.
  let at = -1;
  const order = [...data.nodes].sort((one, other) => one.x - other.x || one.y - other.y).map((node) => node.id);
  drawing.addEventListener("keydown", (event) => {
    if (event.key === "Enter" || event.key === "n" || event.key === "p") {
      at = (at + (event.key === "p" ? order.length - 1 : 1)) % order.length;
      network.selectNodes([order[at]]);
      network.focus(order[at], { scale: 1, animation: !still });
      show({ nodes: [order[at]], edges: [] });
      event.preventDefault();
    } else if (event.key === "Escape") {
      network.unselectAll();
      show({ nodes: [], edges: [] });
    }
  });

  const whole = document.getElementById("whole");
  whole.hidden = false;
  whole.addEventListener("click", () => { network.unselectAll(); show({ nodes: [], edges: [] }); network.fit({ animation: !still }); });

  const png = document.getElementById("png");
  png.hidden = false;
  png.addEventListener("click", () => {
    const seen = drawing.querySelector("canvas");
    const whole = document.createElement("canvas");
    whole.width = seen.width;
    whole.height = seen.height;
    const brush = whole.getContext("2d");
    brush.fillStyle = getComputedStyle(document.body).backgroundColor;
    brush.fillRect(0, 0, whole.width, whole.height);
    brush.drawImage(seen, 0, 0);
    const made = link("", whole.toDataURL("image/png"));
    made.setAttribute("download", "network.png");
    made.click();
  });
  drawing.dataset.drawn = String(data.nodes.length);
})();

(function () {
  const nodes = new vis.DataSet(lt.data.nodes);
  const nodeView = new vis.DataView(nodes, { filter: (n) => lt.visible(lt.byId.get(n.id)) });
  let network = null, hit = 0;
  lt.hits = [];

  function show(id) {
    const node = id === null ? null : lt.byId.get(id);
    lt.active = node ? (lt.data.edges.some((e) => e.from === id || e.to === id) ? id : node.owner || id) : null;
    lt.panel(id);
    if (network) network.redraw();
  }

  // What a filter or the other side of a what-if hides is brought out first.
  lt.select = function (id) {
    const node = id === null ? null : lt.byId.get(id);
    if (node && node.when && node.when !== lt.time) lt.turn(node.when);
    if (node && !lt.visible(node)) { lt.resetFilters(); nodeView.refresh(); }
    lt.held = id;
    if (network) network.selectNodes(id === null ? [] : [id]);
    show(id);
  };

  function fit() {
    if (!network || !lt.$("canvas").clientWidth) return; // not in sight, as on paper
    const { w, h } = lt.bounds();
    const scale = Math.min(lt.$("canvas").clientWidth / w, lt.$("canvas").clientHeight / h) * 0.97;
    network.fit({ animation: false });
    network.moveTo({ position: { x: w / 2, y: h / 2 }, scale, animation: false });
  }

  // Move only where the box is out of sight or too small to read.
  lt.reveal = function (node) {
    const at = network.canvasToDOM(node), { clientWidth: w, clientHeight: h } = lt.$("canvas"), scale = network.getScale();
    if (scale < 0.5 || at.x < 100 || at.y < 40 || at.x > w - 100 || at.y > h - 40) network.moveTo({ position: node, scale: Math.max(scale, 0.8), animation: false });
  };

  function under(ctx) {
    const from = network.DOMtoCanvas({ x: 0, y: 0 }), to = network.DOMtoCanvas({ x: lt.$("canvas").clientWidth, y: lt.$("canvas").clientHeight });
    const pen = lt.canvasPen(ctx);
    pen.rect(from.x, from.y, to.x - from.x, to.y - from.y, { fill: "#ffffff" });
    lt.paintLanes(pen);
    lt.paintLines(pen);
  }

  function over(ctx) {
    const pen = lt.canvasPen(ctx);
    for (const node of lt.data.nodes) if (node.hatched && lt.visible(node)) lt.paintHatch(pen, node);
    lt.paintRings(pen);
  }

  function build() {
    if (network) return;
    network = new vis.Network(lt.$("canvas"), { nodes: nodeView, edges: [] }, lt.data.options);
    for (const inner of lt.$("canvas").querySelectorAll("[tabindex]")) inner.tabIndex = -1;
    network.on("beforeDrawing", under);
    network.on("afterDrawing", over);
    network.on("click", (e) => { lt.select(e.nodes.length ? e.nodes[0] : null); lt.$("canvas").focus({ preventScroll: true }); });
    network.on("hoverNode", (e) => { if (lt.held === null) show(e.node); });
    network.on("blurNode", () => { if (lt.held === null) show(null); });
    network.on("resize", fit);
    if (lt.data.asked) lt.select(lt.data.asked);
  }

  function jump() {
    if (!lt.hits.length) {
      lt.$("found").textContent = lt.$("search").value.trim() ? "没有找到" : "";
      return lt.select(null);
    }
    const id = lt.hits[hit % lt.hits.length];
    lt.$("found").textContent = (hit % lt.hits.length + 1) + "/" + lt.hits.length + (lt.hits.length > 1 ? "，回车看下一个" : "");
    lt.select(id);
    network.focus(id, { scale: 1, animation: false });
  }

  lt.refresh = function () {
    nodeView.refresh();
    if (lt.held !== null && !lt.visible(lt.byId.get(lt.held))) lt.select(null);
    if (network) network.redraw();
  };

  lt.turn = function (time) {
    lt.time = time;
    for (const radio of lt.$("times").querySelectorAll("input")) radio.checked = radio.value === time;
    nodes.update(lt.at(time));
    lt.recount();
    lt.refresh();
  };

  function view(name) {
    for (const one of ["board", "map"]) {
      lt.$(one).hidden = one !== name;
      lt.$("tab-" + one).setAttribute("aria-selected", String(one === name));
    }
    if (name === "map") { build(); fit(); }
  }

  lt.buildFilters();
  lt.recount();
  lt.buildTimes();
  lt.buildNames();
  lt.panel(null);
  lt.$("tab-board").addEventListener("click", () => view("board"));
  lt.$("tab-map").addEventListener("click", () => view("map"));
  lt.$("fit").addEventListener("click", fit);
  lt.$("png").addEventListener("click", lt.savePng);
  lt.$("svg").addEventListener("click", lt.saveSvg);
  lt.$("filters").addEventListener("submit", (e) => e.preventDefault());
  lt.$("canvas").addEventListener("keydown", lt.onKey);
  lt.$("search").addEventListener("input", () => { lt.hits = lt.matches(lt.$("search").value); hit = 0; jump(); });
  lt.$("search").addEventListener("keydown", (e) => { if (e.key === "Enter") { e.preventDefault(); hit += 1; jump(); } });
  document.addEventListener("keydown", (e) => { if (e.key === "Escape") lt.onEscape(); });
  window.liantu = Object.assign(lt, { nodeView, network: () => network });
  view(window.matchMedia("(max-width:700px)").matches ? "board" : "map");
})();

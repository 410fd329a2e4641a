"use strict";
(function () {
  const $ = (id) => document.getElementById(id);
  const data = JSON.parse($("data").textContent);
  const byId = new Map(data.nodes.map((n) => [n.id, n]));
  const off = new Set();
  const nodes = new vis.DataSet(data.nodes);
  const edges = new vis.DataSet(data.edges);
  let active = null, held = false, network = null, hits = [], hit = 0, needOnly = false;

  function visible(node) {
    for (const f of data.filters) if (f.key in node && off.has(f.key + "=" + node[f.key])) return false;
    if (node.owner) return visible(byId.get(node.owner));
    return !needOnly || node.need;
  }
  const nodeView = new vis.DataView(nodes, { filter: (n) => visible(byId.get(n.id)) });
  const edgeView = new vis.DataView(edges, {
    filter: (e) => (e.from === active || e.to === active) && visible(byId.get(e.from)) && visible(byId.get(e.to)),
  });

  function el(tag, text, parent) {
    const made = document.createElement(tag);
    if (text !== undefined) made.textContent = text;
    if (parent) parent.appendChild(made);
    return made;
  }

  function panel(id) {
    const box = $("panel");
    box.replaceChildren();
    const about = id === null ? null : data.details[id];
    if (!about) return void el("p", "点选环节看投入与去向、依据原文；点选企业看谁说的。", box);
    el("h2", about.title, box);
    const list = el("dl", undefined, box);
    for (const [term, text] of about.rows) { el("dt", term, list); el("dd", text, list); }
    if (about.quotes.length) el("h3", "谁说的（" + about.quotes.length + "）", box);
    for (const [quote, where] of about.quotes) {
      const block = el("blockquote", undefined, box);
      el("span", quote, block);
      el("cite", where, block);
    }
    if (about.forms.length > 1) el("p", "又名：" + about.forms.slice(1).join("、"), box);
  }

  function show(id) {
    const node = id === null ? null : byId.get(id);
    active = node ? node.owner || id : null;
    edgeView.refresh();
    panel(id);
  }

  function select(id) {
    held = id !== null;
    if (network) network.selectNodes(id === null ? [] : [id]);
    show(id);
    if (network) network.redraw();
  }

  function bounds() {
    const last = data.lanes[data.lanes.length - 1];
    return last ? { w: last.x + last.width, h: last.y + last.height } : { w: 1, h: 1 };
  }

  function fit() {
    if (!network) return;
    const { w, h } = bounds();
    const scale = Math.min($("canvas").clientWidth / w, $("canvas").clientHeight / h) * 0.97;
    network.fit({ animation: false });
    network.moveTo({ position: { x: w / 2, y: h / 2 }, scale, animation: false });
  }

  function hatch(ctx, box) {
    ctx.save();
    ctx.beginPath();
    ctx.rect(box.left, box.top, box.right - box.left, box.bottom - box.top);
    ctx.clip();
    ctx.strokeStyle = "#b0bec5";
    ctx.lineWidth = 1.5;
    ctx.beginPath();
    for (let x = box.left - (box.bottom - box.top); x < box.right; x += 9) {
      ctx.moveTo(x, box.bottom);
      ctx.lineTo(x + box.bottom - box.top, box.top);
    }
    ctx.stroke();
    ctx.restore();
  }

  function backdrop(ctx) {
    const from = network.DOMtoCanvas({ x: 0, y: 0 });
    const to = network.DOMtoCanvas({ x: $("canvas").clientWidth, y: $("canvas").clientHeight });
    ctx.fillStyle = "#ffffff";
    ctx.fillRect(from.x, from.y, to.x - from.x, to.y - from.y);
    for (const lane of data.lanes) {
      ctx.fillStyle = "#f3f6f7";
      ctx.fillRect(lane.x, lane.y, lane.width, lane.height);
      ctx.fillStyle = "#37474f";
      ctx.fillRect(lane.x, lane.y, lane.width, 36);
      ctx.fillStyle = "#ffffff";
      ctx.font = "bold 20px " + data.font;
      ctx.textAlign = "left";
      ctx.textBaseline = "middle";
      ctx.fillText(lane.title, lane.x + 12, lane.y + 18, lane.width - 24);
    }
  }

  function hatches(ctx) {
    ctx.globalAlpha = 0.45;
    for (const node of nodeView.get({ filter: (n) => n.hatched })) hatch(ctx, network.getBoundingBox(node.id));
    ctx.globalAlpha = 1;
    if (!held) return;
    const box = network.getBoundingBox(network.getSelectedNodes()[0]);
    if (!box) return;
    ctx.strokeStyle = "#d500f9";
    ctx.lineWidth = 4;
    ctx.strokeRect(box.left - 3, box.top - 3, box.right - box.left + 6, box.bottom - box.top + 6);
  }

  function build() {
    if (network) return;
    network = new vis.Network($("canvas"), { nodes: nodeView, edges: edgeView }, data.options);
    network.on("beforeDrawing", backdrop);
    network.on("afterDrawing", hatches);
    network.on("click", (e) => select(e.nodes.length ? e.nodes[0] : null));
    network.on("hoverNode", (e) => { if (!held) show(e.node); });
    network.on("blurNode", () => { if (!held) show(null); });
    network.on("resize", fit);
    fit();
  }

  const key = (text) => text.normalize("NFKC").toLowerCase().replace(/[\s()]/g, "");

  function matches(text) {
    const wanted = key(text);
    if (!wanted) return [];
    const rank = (n) => Math.min(...data.details[n.id].forms.map((f) => { const k = key(f); return k === wanted ? 0 : k.startsWith(wanted) ? 1 : k.includes(wanted) ? 2 : 3; }));
    return data.nodes.map((n) => [rank(n), n.id]).filter(([r]) => r < 3).sort((a, b) => a[0] - b[0]).map(([, id]) => id);
  }

  function jump() {
    if (!hits.length) {
      $("found").textContent = $("search").value.trim() ? "没有找到" : "";
      return select(null);
    }
    const id = hits[hit % hits.length];
    if (!visible(byId.get(id))) reset();
    $("found").textContent = (hit % hits.length + 1) + "/" + hits.length + (hits.length > 1 ? "，回车看下一个" : "");
    select(id);
    network.focus(id, { scale: 1, animation: false });
  }

  function refresh() {
    nodeView.refresh();
    edgeView.refresh();
    if (held && !visible(byId.get(network.getSelectedNodes()[0] || "") || {})) select(null);
  }

  function reset() {
    off.clear();
    needOnly = false;
    for (const box of $("filters").querySelectorAll("input")) box.checked = !box.dataset.only;
    nodeView.refresh();
  }

  function swatch(look, label, parent) {
    const made = el("span", label, parent);
    made.className = "map-swatch" + (look && look.hatched ? " hatched" : "");
    if (!look) return;
    made.style.backgroundColor = look.color;
    made.style.color = look.text;
    made.style.border = "2px " + look.border_style + " " + look.border;
  }

  function option(parent, label, count, look, checked, change) {
    const line = el("label", undefined, parent);
    const box = el("input", undefined, line);
    box.type = "checkbox";
    box.checked = checked;
    box.addEventListener("change", () => { change(box.checked); refresh(); });
    swatch(look, label, line);
    el("span", String(count), line);
    return box;
  }

  function buildFilters() {
    for (const f of data.filters) {
      const set = el("fieldset", undefined, $("filters"));
      el("legend", f.title, set);
      for (const o of f.options) {
        const box = option(set, o.label, o.count, data.looks[o.value], true, (on) => (on ? off.delete(f.key + "=" + o.value) : off.add(f.key + "=" + o.value)));
        box.name = f.key;
        box.value = o.value;
      }
    }
    if (data.need) {
      const set = el("fieldset", undefined, $("filters"));
      el("legend", "只看", set);
      const box = option(set, data.need.label, data.need.count, data.looks[data.need.label], false, (on) => { needOnly = on; });
      box.dataset.only = "1";
      box.name = "need";
    }
    el("p", "投入关系点选环节后显示：实线为必需，虚线为可替代或非必需。", $("filters"));
  }

  function buildNames() {
    const forms = new Set(data.nodes.flatMap((n) => data.details[n.id].forms));
    for (const form of forms) el("option", undefined, $("names")).value = form;
  }

  function view(name) {
    for (const one of ["board", "map"]) {
      $(one).hidden = one !== name;
      $("tab-" + one).setAttribute("aria-selected", String(one === name));
    }
    if (name === "map") { build(); fit(); }
  }

  buildFilters();
  buildNames();
  panel(null);
  $("tab-board").addEventListener("click", () => view("board"));
  $("tab-map").addEventListener("click", () => view("map"));
  $("fit").addEventListener("click", fit);
  $("filters").addEventListener("submit", (e) => e.preventDefault());
  $("search").addEventListener("input", () => { hits = matches($("search").value); hit = 0; jump(); });
  $("search").addEventListener("keydown", (e) => { if (e.key === "Enter") { e.preventDefault(); hit += 1; jump(); } });
  document.addEventListener("keydown", (e) => {
    if (e.key !== "Escape") return;
    $("search").value = "";
    hits = [];
    $("found").textContent = "";
    select(null);
  });
  $("png").addEventListener("click", () => {
    const link = document.createElement("a");
    link.download = data.file;
    link.href = $("canvas").querySelector("canvas").toDataURL("image/png");
    link.click();
  });
  window.liantu = { data, byId, nodeView, edgeView, bounds, network: () => network };
  view(window.matchMedia("(max-width:700px)").matches ? "board" : "map");
})();

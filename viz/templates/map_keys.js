// The map by keyboard: arrows to the nearest box that way, Shift with left or right along the supply, Enter to the panel, Esc back.
lt.ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

lt.first = () => lt.data.nodes.filter(lt.visible).sort((a, b) => a.y - b.y || a.x - b.x)[0];

// The nearest visible box in a direction: how far along counts once, how far aside three times.
lt.nearest = function (from, [dx, dy]) {
  let best = null, least = Infinity;
  for (const n of lt.data.nodes) {
    const along = (n.x - from.x) * dx + (n.y - from.y) * dy, aside = Math.abs((n.x - from.x) * dy) + Math.abs((n.y - from.y) * dx);
    if (along > 1 && along + 3 * aside < least && lt.visible(n)) { best = n; least = along + 3 * aside; }
  }
  return best;
};

// Inputs of a box (left) or what it goes into (right), one after the other while the key is pressed again.
lt.along = function (from, way) {
  const pivot = lt.walk && lt.walk.way === way && lt.walk.last === from.id ? lt.walk : { way, of: from.id, at: -1 };
  const ends = lt.data.edges.filter((e) => (way < 0 ? e.to : e.from) === pivot.of).map((e) => (way < 0 ? e.from : e.to)).filter((i) => lt.visible(lt.byId.get(i)));
  if (!ends.length) return null;
  pivot.at = (pivot.at + 1) % ends.length;
  pivot.last = ends[pivot.at];
  lt.walk = pivot;
  return lt.byId.get(pivot.last);
};

lt.tell = function (id) {
  const about = lt.data.details[id], status = about.rows.find(([term]) => term === "现状" || term === "类型");
  lt.$("told").textContent = about.title + (status ? "，" + status[1] : "") + "；依据 " + about.quotes.length + " 条";
};

lt.onKey = function (event) {
  const way = lt.ARROWS[event.key];
  if (event.key === "Enter" && lt.held !== null) { event.preventDefault(); return lt.$("panel").focus(); }
  if (!way || event.altKey || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  const from = lt.held === null ? null : lt.byId.get(lt.held);
  const next = from === null ? lt.first() : event.shiftKey && way[0] ? lt.along(from, way[0]) : lt.nearest(from, way);
  if (!next) return void (lt.$("told").textContent = "这个方向没有了");
  lt.select(next.id);
  lt.reveal(next);
  lt.tell(next.id);
};

lt.onEscape = function () {
  if (document.activeElement === lt.$("panel")) return lt.$("canvas").focus();
  lt.$("search").value = "";
  lt.$("found").textContent = "";
  lt.hits = [];
  lt.select(null);
};

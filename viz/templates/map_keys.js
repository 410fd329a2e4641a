// The map by keyboard: arrows to the nearest box that way, Shift along the supply, Enter to the panel, Esc back.
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

// Shift: left to the first input of a box, right to the first it goes into; up and down to the others of the same box.
lt.along = function (from, [dx, dy]) {
  const walk = lt.walk;
  if (dy && walk && walk.ends[walk.at] === from.id) walk.at = (walk.at + dy + walk.ends.length) % walk.ends.length;
  else if (dx) {
    const ends = lt.data.edges.filter((e) => (dx < 0 ? e.to : e.from) === from.id).map((e) => (dx < 0 ? e.from : e.to));
    lt.walk = { ends: ends.filter((i) => lt.visible(lt.byId.get(i))), at: 0 };
  } else return null;
  return lt.byId.get(lt.walk.ends[lt.walk.at]) || null;
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
  const next = from === null ? lt.first() : event.shiftKey ? lt.along(from, way) : lt.nearest(from, way);
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

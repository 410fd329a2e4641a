// What lies under the boxes (lanes, bands, lines) and over them (hatching, rings); on the canvas and in the saved file alike.
lt.LANE = "#f3f6f7";
lt.HEAD = "#37474f";
lt.IN = "#1565c0";
lt.OUT = "#b34700";
lt.OTHER = "#546e7a";
lt.RING = "#d500f9";

lt.paintLanes = function (pen) {
  for (const lane of lt.data.lanes) {
    pen.rect(lane.x, lane.y, lane.width, lane.height, { fill: lt.LANE });
    pen.rect(lane.x, lane.y, lane.width, 36, { fill: lt.HEAD });
    pen.text(lane.x + 12, lane.y + 18, lane.title, { fill: "#ffffff", size: 20, bold: true, room: lane.width - 24 });
  }
  for (const band of lt.data.bands) pen.text(band.x + 14, band.y + 8, band.title, { fill: "#546e7a", size: 14 });
};

lt.tint = (e) => ({ 投入: e.from === lt.active ? lt.OUT : lt.IN, 去向: lt.OUT })[e.word] || lt.OTHER;

// Lines of the chosen box lie above the others, which pale.
lt.paintLines = function (pen) {
  const own = (e) => lt.active === e.from || lt.active === e.to, shown = lt.lines(), chosen = shown.filter(own);
  for (const e of shown) if (!own(e)) lt.paintLine(pen, e, lt.tint(e) + (chosen.length ? "55" : ""));
  for (const e of chosen) lt.paintLine(pen, e, lt.tint(e));
};

lt.paintLine = function (pen, e, color) {
  const route = lt.route(e), [x, y] = route[route.length - 1], [px, py] = route[route.length - 2];
  pen.path(route, { stroke: color, width: e.width || 1, dash: e.dashes ? [6, 4] : [] });
  const angle = Math.atan2(y - py, x - px), side = (turn) => [x - 9 * Math.cos(angle + turn), y - 9 * Math.sin(angle + turn)];
  pen.path([[x, y], side(0.45), side(-0.45)], { fill: color });
};

lt.paintHatch = function (pen, node) {
  const b = lt.box(node);
  for (let x = 9 - b.h; x < b.w; x += 9) {
    const from = Math.max(0, x), to = Math.min(b.w, x + b.h);
    pen.path([[b.x + from, b.y + b.h - (from - x)], [b.x + to, b.y + b.h - (to - x)]], { stroke: "rgba(176,190,197,.45)", width: 1.5 });
  }
};

lt.paintRings = function (pen) {
  const ring = (id, color, width) => { const b = lt.box(lt.byId.get(id)); pen.rect(b.x - 2, b.y - 2, b.w + 4, b.h + 4, { stroke: color, width, radius: 5 }); };
  for (const e of lt.lines()) if (e.from === lt.active) ring(e.to, lt.tint(e), 3); else if (e.to === lt.active) ring(e.from, lt.tint(e), 3);
  if (lt.held !== null && lt.visible(lt.byId.get(lt.held))) ring(lt.held, lt.RING, 4);
};

// vis-network paints the boxes on the screen; in the saved file we do.
lt.paintBox = function (pen, node) {
  const b = lt.box(node), lines = String(node.label).split("\n"), size = node.font.size, step = size * 1.15;
  const dashes = node.shapeProperties.borderDashes;
  pen.rect(b.x, b.y, b.w, b.h, { fill: node.color.background, stroke: node.color.border, width: node.borderWidth, dash: dashes || [], radius: 4 });
  if (node.hatched) lt.paintHatch(pen, node);
  lines.forEach((line, n) => pen.text(node.x, node.y + (n - (lines.length - 1) / 2) * step, line, { fill: node.font.color, size, middle: true }));
};

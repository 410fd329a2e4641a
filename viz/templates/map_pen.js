// Two pens with the same strokes, so that the screen and the saved file are painted by one hand.
lt.canvasPen = function (ctx) {
  const stroke = (color, width, dash) => { ctx.strokeStyle = color; ctx.lineWidth = width; ctx.setLineDash(dash || []); ctx.stroke(); ctx.setLineDash([]); };
  return {
    rect(x, y, w, h, o) {
      ctx.beginPath();
      ctx.roundRect(x, y, w, h, o.radius || 0);
      if (o.fill) { ctx.fillStyle = o.fill; ctx.fill(); }
      if (o.stroke) stroke(o.stroke, o.width || 1, o.dash);
    },
    path(points, o) {
      ctx.beginPath();
      points.forEach(([x, y], n) => (n ? ctx.lineTo(x, y) : ctx.moveTo(x, y)));
      if (o.fill) { ctx.closePath(); ctx.fillStyle = o.fill; ctx.fill(); }
      if (o.stroke) stroke(o.stroke, o.width || 1, o.dash);
    },
    text(x, y, text, o) {
      ctx.fillStyle = o.fill;
      ctx.font = (o.bold ? "bold " : "") + o.size + "px " + lt.data.font;
      ctx.textAlign = o.middle ? "center" : "left";
      ctx.textBaseline = "middle";
      ctx.fillText(text, x, y, o.room);
    },
  };
};

// SVG is built as a document, never as text: names become text nodes and cannot become markup.
lt.svgPen = function (svg) {
  const NS = "http://www.w3.org/2000/svg";
  const add = (tag, attributes, text) => {
    const made = document.createElementNS(NS, tag);
    for (const [key, value] of Object.entries(attributes)) if (value !== undefined) made.setAttribute(key, String(value));
    if (text !== undefined) made.textContent = text;
    svg.appendChild(made);
  };
  const look = (o) => ({ fill: o.fill || "none", stroke: o.stroke, "stroke-width": o.stroke && (o.width || 1), "stroke-dasharray": o.dash && o.dash.length ? o.dash.join(" ") : undefined });
  return {
    rect: (x, y, width, height, o) => add("rect", { x, y, width, height, rx: o.radius, ...look(o) }),
    path: (points, o) => add(o.fill ? "polygon" : "polyline", { points: points.map((p) => p.join(",")).join(" "), ...look(o) }),
    text: (x, y, text, o) => add("text", { x, y, fill: o.fill, "font-size": o.size, "font-weight": o.bold ? "bold" : undefined, "text-anchor": o.middle ? "middle" : undefined, "dominant-baseline": "central" }, text),
  };
};

// The whole picture as SVG, and as PNG drawn from that SVG; what filters hide is not in it.
lt.legend = function () {
  const count = (f, o) => lt.data.nodes.filter((n) => n[f.key] === o.value && lt.visible(n)).length;
  const options = lt.data.filters.flatMap((f) => f.options.map((o) => [o.label, count(f, o), lt.data.looks[o.value]]));
  const shown = options.filter(([, number, look]) => look && number);
  return lt.data.need ? [...shown, [lt.data.need.label, lt.data.need.count, lt.data.looks[lt.data.need.label]]] : shown;
};

lt.paintLegend = function (pen, y, width) {
  let x = 16, row = 0;
  for (const [label, count, look] of lt.legend()) {
    const w = 26 + label.length * 15 + String(count).length * 9;
    if (x + w > width && x > 16) { x = 16; row += 1; }
    pen.rect(x, y + row * 30, w - 8, 24, { fill: look.color, stroke: look.border, dash: { dashed: [6, 4], dotted: [2, 3] }[look.border_style] || [], radius: 3 });
    pen.text(x + (w - 8) / 2, y + 12 + row * 30, label + " " + count, { fill: look.text, size: 14, middle: true });
    x += w + 8;
  }
};

lt.heading = () => lt.data.title + (lt.isWhatIf() ? (lt.time === "after" ? "：之后（假设）" : "：之前（现状）") : "");

lt.svg = function () {
  const { w, h } = lt.bounds(), top = 76, bottom = 30 * Math.ceil(lt.legend().length / Math.max(1, Math.floor(w / 260))) + 40;
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const box = { x: -16, y: -top, w: w + 32, h: h + top + bottom };
  svg.setAttribute("viewBox", [box.x, box.y, box.w, box.h].join(" "));
  svg.setAttribute("width", box.w);
  svg.setAttribute("height", box.h);
  svg.setAttribute("font-family", lt.data.font);
  const pen = lt.svgPen(svg);
  pen.rect(box.x, box.y, box.w, box.h, { fill: "#ffffff" });
  pen.text(0, -48, lt.heading(), { fill: "#1c2529", size: 26, bold: true });
  pen.text(0, -18, lt.data.head, { fill: "#455a64", size: 15 });
  lt.paintLanes(pen);
  lt.paintLines(pen);
  for (const node of lt.data.nodes) if (lt.visible(node)) lt.paintBox(pen, node);
  lt.paintRings(pen);
  lt.paintLegend(pen, h + 16, w);
  return { text: new XMLSerializer().serializeToString(svg), w: box.w, h: box.h };
};

lt.save = function (name, href) {
  const link = document.createElement("a");
  link.download = name;
  link.href = href;
  link.click();
};

lt.asUrl = (text) => "data:image/svg+xml;charset=utf-8," + encodeURIComponent(text);

lt.saveSvg = () => lt.save(lt.heading() + ".svg", lt.asUrl(lt.svg().text));

lt.savePng = function () {
  const { text, w, h } = lt.svg(), image = new Image(), sheet = document.createElement("canvas");
  const scale = Math.min(2, 12000 / Math.max(w, h));
  sheet.width = w * scale;
  sheet.height = h * scale;
  image.onload = () => {
    sheet.getContext("2d").drawImage(image, 0, 0, sheet.width, sheet.height);
    lt.save(lt.heading() + ".png", sheet.toDataURL("image/png"));
  };
  image.src = lt.asUrl(text);
};

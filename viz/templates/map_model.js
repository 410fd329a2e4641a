"use strict";
// What is drawn and what of it is to be seen. Every part of the map hangs on `lt`; map.js comes last and wires them.
const lt = { data: JSON.parse(document.getElementById("data").textContent), off: new Set(), needOnly: false, time: "before", active: null, held: null };

lt.byId = new Map(lt.data.nodes.map((n) => [n.id, n]));
lt.$ = (id) => document.getElementById(id);

lt.el = function (tag, text, parent) {
  const made = document.createElement(tag);
  if (text !== undefined) made.textContent = text;
  if (parent) parent.appendChild(made);
  return made;
};

lt.visible = function (node) {
  if (!node || (node.when && node.when !== lt.time)) return false;
  for (const f of lt.data.filters) if (f.key in node && lt.off.has(f.key + "=" + node[f.key])) return false;
  if (node.owner) return lt.visible(lt.byId.get(node.owner));
  return !lt.needOnly || node.kind !== "link" || node.need;
};

// Left, top, width, height of a box: the places are ours, so no drawing has to be asked.
lt.box = function (node) {
  const w = node.widthConstraint.minimum + 10, h = node.heightConstraint.minimum + 10;
  return { x: node.x - w / 2, y: node.y - h / 2, w, h };
};

// The lines to be seen: those of the chosen box, or all of a picture of one gap or firm; candidates' lines only when chosen.
lt.lines = function () {
  const own = (e) => e.from === lt.active || e.to === lt.active;
  return lt.data.edges.filter((e) => ((lt.data.asked && !e.quiet) || own(e)) && lt.visible(lt.byId.get(e.from)) && lt.visible(lt.byId.get(e.to)));
};

// In a what-if: the boxes as they are, and as they would be.
lt.earlier = Object.fromEntries(Object.keys(lt.data.later).map((i) => [i, { ...lt.byId.get(i) }]));

lt.at = (time) => Object.entries(time === "after" ? lt.data.later : lt.earlier).map(([id, look]) => Object.assign(lt.byId.get(id), look));

lt.route = (e) => e.route || [e.from, e.to].map((i) => [lt.byId.get(i).x, lt.byId.get(i).y]);

lt.bounds = function () {
  let w = 1, h = 1;
  for (const lane of lt.data.lanes) { w = Math.max(w, lane.x + lane.width); h = Math.max(h, lane.y + lane.height); }
  return { w, h };
};

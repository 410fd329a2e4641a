// The panel beside the map, the legend that filters, the list of names. Everything by textContent.
lt.panel = function (id) {
  const box = lt.$("panel"), about = id === null ? null : lt.data.details[id];
  box.replaceChildren();
  if (!about) return void lt.el("p", "点选环节看投入与去向、依据原文；点选企业看谁说的。", box);
  lt.el("h2", about.title, box);
  const list = lt.el("dl", undefined, box);
  for (const [term, text] of about.rows) { lt.el("dt", term, list); lt.el("dd", text, list); }
  if (about.quotes.length) lt.el("h3", "谁说的（" + about.quotes.length + "）", box);
  for (const [quote, where] of about.quotes) {
    const block = lt.el("blockquote", undefined, box);
    lt.el("span", quote, block);
    lt.el("cite", where, block);
  }
  if (about.forms.length > 1) lt.el("p", "又名：" + about.forms.slice(1).join("、"), box);
};

lt.swatch = function (look, label, parent) {
  const made = lt.el("span", label, parent);
  made.className = "map-swatch" + (look && look.hatched ? " hatched" : "");
  if (!look) return;
  made.style.backgroundColor = look.color;
  made.style.color = look.text;
  made.style.border = "2px " + look.border_style + " " + look.border;
};

lt.counts = [];

// Counts of what is drawn now; in a what-if they change with the side.
lt.recount = function () {
  const now = lt.data.nodes.filter((n) => !n.when || n.when === lt.time);
  for (const [span, box] of lt.counts) if (!box.dataset.only) span.textContent = String(now.filter((n) => n[box.name] === box.value).length);
};

lt.buildTimes = function () {
  const box = lt.$("times");
  box.hidden = !lt.isWhatIf();
  for (const [time, word] of [["before", "之前（现状）"], ["after", "之后（假设）"]]) {
    const line = lt.el("label", undefined, box), radio = lt.el("input", undefined, line);
    radio.type = "radio";
    radio.name = "time";
    radio.value = time;
    radio.checked = time === lt.time;
    lt.el("span", word, line);
    radio.addEventListener("change", () => lt.turn(time));
  }
};

lt.isWhatIf = () => Object.keys(lt.data.later).length > 0 || lt.data.nodes.some((n) => n.when);

lt.option = function (parent, label, count, look, checked, change) {
  const line = lt.el("label", undefined, parent), box = lt.el("input", undefined, line);
  box.type = "checkbox";
  box.checked = checked;
  box.addEventListener("change", () => { change(box.checked); lt.refresh(); });
  lt.swatch(look, label, line);
  lt.counts.push([lt.el("span", String(count), line), box]);
  return box;
};

lt.group = function (title) {
  const set = lt.el("fieldset", undefined, lt.$("filters"));
  lt.el("legend", title, set);
  return set;
};

lt.buildFilters = function () {
  for (const f of lt.data.filters) {
    const set = lt.group(f.title);
    for (const o of f.options) {
      const key = f.key + "=" + o.value;
      const box = lt.option(set, o.label, o.count, lt.data.looks[o.value], true, (on) => (on ? lt.off.delete(key) : lt.off.add(key)));
      box.name = f.key;
      box.value = o.value;
    }
  }
  if (lt.data.need) {
    const box = lt.option(lt.group("只看"), lt.data.need.label, lt.data.need.count, lt.data.looks[lt.data.need.label], false, (on) => { lt.needOnly = on; });
    box.dataset.only = "1";
    box.name = "need";
  }
  const lines = lt.el("p", "线：", lt.$("filters"));
  for (const [color, word] of [[lt.IN, "投入"], [lt.OUT, "去向"], [lt.OTHER, "其他关系"]]) { const mark = lt.el("b", "— " + word + " ", lines); mark.style.color = color; }
  lt.el("span", (lt.data.asked ? "" : "点选环节后显示；") + "实线为必需，虚线为可替代、非必需或未证实。", lines);
};

lt.resetFilters = function () {
  lt.off.clear();
  lt.needOnly = false;
  for (const box of lt.$("filters").querySelectorAll("input")) box.checked = !box.dataset.only;
};

lt.buildNames = function () {
  const forms = new Set(lt.data.nodes.flatMap((n) => lt.data.details[n.id].forms));
  for (const form of forms) lt.el("option", undefined, lt.$("names")).value = form;
};

"use strict";
(() => {
  const MOST_LINES = 14, ROW = 24, SHORTEST = 360;
  const options = JSON.parse(document.getElementById("data").textContent);
  const live = {};

  // A node built from text, never a string of HTML.
  const tip = (point) => {
    const lines = (point.data && point.data.tip) || [point.name];
    const box = document.createElement("div");
    box.className = "tip";
    const left = lines.length - MOST_LINES;
    const shown = left > 0 ? [...lines.slice(0, MOST_LINES), `等，共 ${lines.length - 1} 项，见数据表`] : lines;
    for (const line of shown) {
      box.appendChild(document.createElement("p")).textContent = line;
    }
    return box;
  };

  // A tree grows with what is opened in it.
  const fit = (chart, element) => {
    let leaves = 0;
    const count = (node) => {
      const open = node.isExpand && node.children.length;
      if (open) node.children.forEach(count);
      else leaves += 1;
    };
    count(chart.getModel().getSeriesByIndex(0).getData().tree.root.children[0]);
    element.style.height = `${Math.max(SHORTEST, ROW * leaves)}px`;
    chart.resize();
  };

  for (const [id, option] of Object.entries(options)) {
    const element = document.getElementById(`chart-${id}`);
    element.hidden = false;
    const chart = echarts.init(element, null, { renderer: "svg" });
    chart.setOption({ ...option, tooltip: { confine: true, formatter: tip } });
    if (option.series[0].type === "tree") chart.on("click", () => setTimeout(() => fit(chart, element)));
    live[id] = chart;
  }
  for (const table of document.querySelectorAll("details")) table.open = false;
  window.addEventListener("resize", () => Object.values(live).forEach((chart) => chart.resize()));
  window.liantu = { charts: live };
})();

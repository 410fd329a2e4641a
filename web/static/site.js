// Options that arrive with new counts are moved one by one, and the browser's own choice slips to the last of them:
// put it back to the one the server marked.
document.addEventListener("htmx:after:swap", () => {
  for (const choice of document.querySelectorAll(".filters select")) {
    const marked = [...choice.options].findIndex((option) => option.hasAttribute("selected"));
    choice.selectedIndex = Math.max(marked, 0);
  }
});

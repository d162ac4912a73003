/* Arrow keys in the matrix: an addition to a table of links. With it, the whole matrix is one stop for the tab key. */
(() => {
  "use strict";
  const keys = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };

  function rove(table) {
    const grid = [...table.rows].map((row) => [...row.cells].map((field) => field.querySelector("a")));
    const links = grid.flat().filter(Boolean);
    if (links.length < 2) return;
    let stop = table.querySelector("tbody a.cell") || links[0];
    links.forEach((link) => { link.tabIndex = link === stop ? 0 : -1; });

    const hold = (link) => {
      stop.tabIndex = -1;
      stop = link;
      stop.tabIndex = 0;
    };
    const place = (link) => {
      const field = link.closest("td, th");
      return [field.parentElement.rowIndex, field.cellIndex];
    };
    /* The next link in the direction: empty fields are stepped over. */
    const next = ([row, column], [down, right]) => {
      let link = null;
      do {
        row += down;
        column += right;
        link = grid[row]?.[column];
      } while (!link && row >= 0 && row < grid.length && column >= 0 && column < grid[row].length);
      return link;
    };
    const ends = (event, [row]) => {
      const line = (event.ctrlKey ? grid.flat() : grid[row]).filter(Boolean);
      return event.key === "Home" ? line[0] : line[line.length - 1];
    };

    table.addEventListener("focusin", (event) => { if (links.includes(event.target)) hold(event.target); });
    table.addEventListener("keydown", (event) => {
      const link = event.target.closest("a");
      if (!link || event.altKey || event.metaKey) return;
      let goal = null;
      if (event.key in keys && !event.ctrlKey) goal = next(place(link), keys[event.key]);
      else if (event.key === "Home" || event.key === "End") goal = ends(event, place(link));
      else return;
      event.preventDefault();
      if (goal) {
        hold(goal);
        goal.focus();
        goal.scrollIntoView({ block: "nearest", inline: "nearest" });
      }
    });
    table.closest(".matrix-frame")?.querySelector("[data-arrows]")?.removeAttribute("hidden");
  }

  document.querySelectorAll("table.matrix").forEach(rove);
})();

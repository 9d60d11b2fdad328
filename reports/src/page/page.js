"use strict";

// The colours and letters of the charts are the page's own.
const settings = {
  background: null,
  font: "system-ui, -apple-system, 'Segoe UI', Roboto, Arial, sans-serif",
  view: { stroke: null },
  axis: {
    labelColor: "var(--ink-soft)", titleColor: "var(--ink-soft)", gridColor: "var(--line)", domainColor: "var(--line)",
    tickColor: "var(--line)", labelFontSize: 12, titleFontSize: 12, titleFontWeight: "normal", gridOpacity: 0.7,
  },
  legend: { labelColor: "var(--ink)", labelFontSize: 12, titleColor: "var(--ink)", labelLimit: 240 },
  text: { fontSize: 13 },
  // The page says in words what each chart shows.
  aria: false,
};

function draw(place) {
  const drawn = JSON.parse(document.getElementById(place.dataset.drawn).textContent);
  return vegaEmbed(place, drawn, {
    actions: false, ast: true, config: settings, mode: "vega-lite", renderer: "svg",
    tooltip: { theme: "custom", disableDefaultStyle: false },
  }).then(
    () => place.classList.add("drawn"),
    (error) => {
      place.textContent = "This chart could not be drawn; its numbers stand below.";
      console.error(place.dataset.drawn, error);
    },
  );
}

// A number before a word, and what is missing last, in either direction.
function order(a, b, direction) {
  if (a === "" || b === "") return (a === "") - (b === "");
  const [x, y] = [Number(a), Number(b)];
  const numbers = !Number.isNaN(x) && !Number.isNaN(y);
  return direction * (numbers ? x - y : a.localeCompare(b, "en"));
}

function sort(button) {
  const heading = button.closest("th");
  const table = heading.closest("table");
  const ascending = heading.getAttribute("aria-sort") !== "ascending";
  for (const other of table.tHead.rows[0].cells) other.setAttribute("aria-sort", "none");
  heading.setAttribute("aria-sort", ascending ? "ascending" : "descending");
  const body = table.tBodies[0];
  const key = (row) => row.cells[heading.cellIndex].dataset.key;
  const rows = [...body.rows].sort((a, b) => order(key(a), key(b), ascending ? 1 : -1));
  body.append(...rows);
}

document.addEventListener("click", (event) => {
  const button = event.target.closest(".sortable thead button");
  if (button) sort(button);
});

// A link to something folded away unfolds it.
function unfold() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  for (let at = target; at; at = at.parentElement) if (at.tagName === "DETAILS") at.open = true;
  if (target && target.closest("details")) target.scrollIntoView();
}
addEventListener("hashchange", unfold);

// On paper nothing can be unfolded.
let folded = [];
addEventListener("beforeprint", () => {
  folded = [...document.querySelectorAll("details:not([open])")];
  for (const details of folded) details.open = true;
});
addEventListener("afterprint", () => {
  for (const details of folded) details.open = false;
});

Promise.all([...document.querySelectorAll(".chart")].map(draw)).then(() => {
  document.documentElement.dataset.drawn = "all";
  unfold();
});

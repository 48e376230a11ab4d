// Views by address, keys, theme.

const VIEWS = [
  ["", "Overview"],
  ["statements", "Statements"],
  ["people", "People"],
  ["countries", "Countries"],
  ["organizations", "Organizations"],
  ["links", "Who on whom"],
  ["map", "Map"],
  ["articles", "Articles"],
  ["about", "About"],
];

function viewOf({ path: [name, id], query }) {
  switch (name) {
    case "statements":
      return statementsView(query);
    case "people":
    case "countries":
    case "organizations":
      return entitiesView(name, query);
    case "entity":
      return entityView(id);
    case "links":
      return linksView(query);
    case "map":
      return mapView(query);
    case "articles":
      return articlesView(query);
    case "article":
      return articleView(id, query);
    case "about":
      return aboutView();
    default:
      return overviewView();
  }
}

let shownPath = null;

async function show() {
  const place = here(),
    path = place.path.join("/");
  if (place.path[0] === "statements" && shownPath === path && updateStatements(place.query)) return;
  document.querySelector("dialog.over")?.remove();
  const main = document.getElementById("main");
  const typed = document.activeElement && main.contains(document.activeElement) ? document.activeElement.id : "";
  const { view, title, after, keep, keepScroll } = await viewOf(place);
  main.replaceChildren(view);
  const brand = document.querySelector(".brand").textContent;
  document.title = `${title} · ${brand}`;
  const section =
    place.path[0] === "entity"
      ? VIEW_OF[D.entities.kind[D.entityOf.get(place.path[1])]]
      : place.path[0] === "article"
        ? "articles"
        : place.path[0];
  for (const one of document.querySelectorAll("#views a")) {
    if (one.dataset.view === section) one.setAttribute("aria-current", "page");
    else one.removeAttribute("aria-current");
  }
  const field = keep && typed === keep ? document.getElementById(keep) : null;
  if (field) {
    field.focus();
    field.setSelectionRange(field.value.length, field.value.length);
  } else if (shownPath !== null && shownPath !== path) {
    if (!keepScroll) window.scrollTo(0, 0);
    main.querySelector("h1").focus({ preventScroll: true });
  }
  shownPath = path;
  if (after) after();
}

const THEMES = { auto: "Theme: as the system", light: "Theme: light", dark: "Theme: dark" };

function setTheme(theme) {
  document.documentElement.dataset.theme = theme;
  const button = document.getElementById("theme");
  button.setAttribute("aria-label", THEMES[theme]);
  button.title = THEMES[theme];
  button.textContent = { auto: "◐", light: "○", dark: "●" }[theme];
}

function startKeys() {
  document.addEventListener("keydown", (event) => {
    const isTyping = event.target.matches("input, select, textarea");
    if (
      event.key === "Escape" &&
      !isTyping &&
      here().query.s &&
      here().path[0] === "statements" &&
      !document.querySelector("dialog.over")
    ) {
      document.querySelector(".reading .icon")?.click();
    }
    if (isTyping || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "/") {
      event.preventDefault();
      document.getElementById("search").focus();
    } else if (event.key === "j" || event.key === "k") stepStatement(event.key === "j" ? 1 : -1);
  });
}

async function start() {
  const saved = remembered("theme");
  setTheme(saved in THEMES ? saved : "auto");
  document.getElementById("theme").addEventListener("click", () => {
    const names = Object.keys(THEMES),
      next = names[(names.indexOf(document.documentElement.dataset.theme) + 1) % names.length];
    setTheme(next);
    remember("theme", next);
  });
  document.getElementById("skip").addEventListener("click", () => document.getElementById("main").focus());
  if (typeof DecompressionStream === "undefined" || !CSS.supports("color: light-dark(#000, #fff)")) {
    document.getElementById("opening").textContent =
      "This browser is too old for the report: it needs Chrome or Edge 123, Firefox 120, Safari 17.5, or newer.";
    return;
  }
  await load();
  document
    .getElementById("views")
    .replaceChildren(...VIEWS.map(([view, text]) => link(view, {}, { "data-view": view }, text)));
  startSearch();
  startKeys();
  window.addEventListener("hashchange", show);
  let waiting,
    width = innerWidth;
  window.addEventListener("resize", () => {
    clearTimeout(waiting);
    if (innerWidth === width) return;
    width = innerWidth;
    waiting = setTimeout(() => {
      shownList = null;
      show();
    }, 150);
  });
  await show();
  document.documentElement.dataset.ready = String(Math.round(performance.now()));
  (window.requestIdleCallback || setTimeout)(haystacks); // so that the first search need not
}

start();

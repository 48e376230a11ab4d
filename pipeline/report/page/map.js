// Countries on a map (Equal Earth projection: areas keep their proportion).

let outlines = null;

// Upper bounds of five classes, so that each holds about as many countries, without empty or double ones.
function classesOf(counts) {
  const sorted = [...counts].sort((x, y) => x - y);
  const bounds = [0.3, 0.55, 0.75, 0.92, 1].map(
    (share) => sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))],
  );
  return [...new Set(bounds)];
}

async function mapView(query) {
  outlines ||= await unpacked("outlines");
  const isAbout = query.show === "about";
  const rows = [...D.countryOf]
    .map(([iso, entity]) => ({ iso, entity, n: (isAbout ? D.about.get(entity) || [] : statementsBy(entity)).length }))
    .filter((row) => row.n)
    .sort((x, y) => y.n - x.n || x.iso.localeCompare(y.iso));
  const tab = (value, text) =>
    link(
      "map",
      { show: value },
      { class: "tab", "aria-current": (isAbout ? "about" : null) === value ? "true" : null },
      text,
    );
  const tabs = el(
    "div",
    { class: "tabs", role: "group", "aria-label": "What is counted" },
    tab(null, "Spoken for"),
    tab("about", "Spoken about"),
  );
  const head = heading("Countries on the map", tabs);
  if (!rows.length)
    return {
      title: "Map",
      view: el(
        "div",
        {},
        head,
        empty(isAbout ? "No statement is about a country." : "No statement is made for a country."),
      ),
    };
  const bounds = classesOf(rows.map((row) => row.n));
  const shift = 5 - bounds.length; // few classes use the stronger colours
  const level = new Map(rows.map((row) => [row.iso, shift + bounds.findIndex((bound) => row.n <= bound) + 1]));
  const byIso = new Map(rows.map((row) => [row.iso, row]));
  const hrefOf = (row) =>
    to("statements", isAbout ? { about: D.entities.id[row.entity] } : { speaker: D.entities.id[row.entity] });
  const told = (row) => `${D.entities.name[row.entity]}: ${plural(row.n, "statement")}`;
  const shape = (iso) => {
    const row = byIso.get(iso);
    const path = svg("path", { d: outlines.paths[iso], class: row ? `level-${level.get(iso)}` : "land" });
    return row
      ? svg("a", { href: hrefOf(row), tabindex: "-1", "aria-label": told(row) }, svg("title", {}, told(row)), path)
      : path;
  };
  const order = Object.keys(outlines.paths).sort((x, y) => byIso.has(x) - byIso.has(y) || x.localeCompare(y));
  const dots = outlines.dots
    .filter((iso) => byIso.has(iso))
    .map((iso) =>
      svg(
        "a",
        { href: hrefOf(byIso.get(iso)), tabindex: "-1", "aria-label": told(byIso.get(iso)) },
        svg("title", {}, told(byIso.get(iso))),
        svg("circle", {
          cx: outlines.centres[iso][0],
          cy: outlines.centres[iso][1],
          r: isNarrow() ? 90 : 45,
          class: `level-${level.get(iso)}`,
        }),
      ),
    );
  const missing = rows.filter((row) => !outlines.paths[row.iso] && !outlines.dots.includes(row.iso));
  const drawing = svg(
    "svg",
    {
      class: "map",
      viewBox: `0 0 ${outlines.width} ${outlines.height}`,
      role: "group",
      "aria-label": "Map of the world; the list says the same",
    },
    svg("path", { class: "sea", d: outlines.frame }),
    svg("g", {}, order.map(shape)),
    svg("g", {}, dots),
  );
  const key = el(
    "p",
    { class: "legend" },
    el("span", {}, "Statements:"),
    bounds.map((bound, k) => {
      const low = k ? bounds[k - 1] + 1 : 1;
      return el(
        "span",
        { class: "key-box" },
        el("i", { class: `box level-${shift + k + 1}`, "aria-hidden": "true" }),
        low === bound ? count(bound) : `${count(low)}–${count(bound)}`,
      );
    }),
  );
  const list = barList(
    rows.slice(0, 24).map((row) => ({
      label: D.entities.name[row.entity],
      n: row.n,
      href: hrefOf(row),
      className: isAbout ? "spoken" : "said",
    })),
    "Statements by country",
  );
  return {
    title: "Map",
    view: el(
      "div",
      {},
      head,
      el("figure", { class: "map-figure" }, drawing, key),
      section(
        isAbout ? "Spoken about" : "Spoken for",
        { class: "columns" },
        list,
        rows.length > 24 ? el("p", {}, link("countries", {}, {}, `All ${count(rows.length)} countries`)) : null,
      ),
      missing.length
        ? el(
            "p",
            { class: "soft" },
            `Not on this map: ${missing.map((row) => D.entities.name[row.entity]).join(", ")}.`,
          )
        : null,
    ),
  };
}

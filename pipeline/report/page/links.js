// Who talks about whom: as a network and as a matrix.

const ACT_ORDER = [
  "states",
  "accuses",
  "condemns",
  "praises",
  "denies",
  "demands",
  "promises",
  "threatens",
  "warns",
  "asks",
  "thinks",
  "intends",
  "hopes",
  "other",
];

// Pairs of speaker and someone spoken about, with the statements: [{from, about, rows}], most first.
function pairs(query) {
  const { statements: s, entities: e } = D;
  const found = new Map();
  const leftOut = new Set((query.without || "").split("-").filter(Boolean));
  for (let i = 0; i < D.n; i++) {
    const from = s.speaker[i];
    if (from === NONE || leftOut.has(e.kind[from]) || (query.act && s.act[i] !== query.act)) continue;
    for (const about of s.about[i]) {
      if (about !== from && !leftOut.has(e.kind[about])) push(found, from * e.id.length + about, i);
    }
  }
  return [...found]
    .map(([key, rows]) => ({ from: Math.floor(key / e.id.length), about: key % e.id.length, rows }))
    .sort((x, y) => y.rows.length - x.rows.length || x.from - y.from || x.about - y.about);
}

function linksView(query) {
  const all = pairs(query);
  const shape = query.as === "matrix" ? "matrix" : "network";
  const size = Number(query.size) || (isNarrow() ? 16 : 32);
  const tab = (value, text) =>
    link(
      "links",
      { ...query, as: value === "network" ? null : value },
      { class: "tab", "aria-current": shape === value ? "true" : null },
      text,
    );
  const acts = ACT_ORDER.filter((act) => D.statements.act.includes(act)).map((act) => [act, act]);
  const withoutOptions = [
    ["", "Everyone"],
    ["country-organization", "People only"],
    ["person-organization", "Countries only"],
    ["organization", "People and countries"],
    ["country", "People and organizations"],
  ];
  const controls = el(
    "form",
    { class: "filter-bar", onsubmit: (event) => event.preventDefault(), "aria-label": "What is shown" },
    el(
      "div",
      { class: "filter-row" },
      choice("Act", "act", [["", "Any act"], ...acts], query, "links"),
      choice("Who", "without", withoutOptions, query, "links"),
      choice(
        "At most",
        "size",
        [
          ["", `${isNarrow() ? 16 : 32} names`],
          ["12", "12 names"],
          ["20", "20 names"],
          ["48", "48 names"],
          ["80", "80 names"],
        ],
        query,
        "links",
      ),
      el(
        "div",
        { class: "tabs", role: "group", "aria-label": "Shown as" },
        tab("network", "Network"),
        tab("matrix", "Matrix"),
      ),
    ),
  );
  const body = !all.length
    ? empty(
        "Nobody talks about anybody here",
        query.act || query.without ? [" with these filters. ", link("links", {}, {}, "Take them away")] : "",
        ".",
      )
    : shape === "matrix"
      ? matrix(all, size, query)
      : network(all, size, query);
  say(plural(all.length, "pair"));
  return {
    title: "Who talks about whom",
    view: el(
      "div",
      {},
      heading(["Who talks about whom", el("span", { class: "soft" }, ` ${plural(all.length, "pair")}`)]),
      controls,
      body,
    ),
  };
}

const pairHref = (pair, query) =>
  to("statements", { speaker: D.entities.id[pair.from], about: D.entities.id[pair.about], act: query.act });

// The entities with most statements in these pairs.
function mostLinked(all, size, sides = ["from", "about"]) {
  const counts = new Map();
  for (const pair of all)
    for (const side of sides) counts.set(pair[side], (counts.get(pair[side]) || 0) + pair.rows.length);
  return [...counts].sort((x, y) => y[1] - x[1] || x[0] - y[0]).slice(0, size);
}

function shortName(entity, most = 20) {
  const name = D.entities.name[entity];
  if (name.length <= most) return name;
  const parts = name.split(/\s+/u),
    last = parts.pop();
  const short = `${parts.map((part) => `${[...part][0]}.`).join(" ")} ${last}`;
  if (D.entities.kind[entity] === "person" && short.length <= most) return short;
  return `${name.slice(0, most - 1).trimEnd()}…`;
}

// What stands beside the network: the strongest pairs, or those of one entity.
function pairLists(entity, all, query, clear) {
  const row = (pair, other) => ({
    label: other === undefined ? `${shortName(pair.from, 24)} → ${shortName(pair.about, 24)}` : D.entities.name[other],
    n: pair.rows.length,
    href: pairHref(pair, query),
    glyph: other === undefined ? null : glyph(D.entities.kind[other]),
  });
  if (entity === null)
    return [
      el("h2", {}, "Strongest pairs"),
      barList(
        all.slice(0, 14).map((pair) => row(pair)),
        "Strongest pairs",
      ),
    ];
  const to = all.filter((pair) => pair.from === entity).slice(0, 10),
    by = all.filter((pair) => pair.about === entity).slice(0, 10);
  return [
    el(
      "div",
      { class: "side-head" },
      el("h2", {}, entityLink(entity)),
      el("button", { type: "button", class: "icon", "aria-label": "Show all pairs", onclick: clear }, "×"),
    ),
    el("h3", {}, "Talks about"),
    to.length
      ? barList(
          to.map((pair) => row(pair, pair.about)),
          "Talks about",
        )
      : empty("Nobody here."),
    el("h3", {}, "Talked about by"),
    by.length
      ? barList(
          by.map((pair) => row(pair, pair.from)),
          "Talked about by",
        )
      : empty("Nobody here."),
  ];
}

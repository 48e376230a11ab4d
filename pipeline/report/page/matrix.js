// The matrix: rows speak, columns are spoken about.

function matrix(all, size, query) {
  const side = Math.min(size, 40);
  const speakers = mostLinked(all, side, ["from"]).map(([entity]) => entity),
    abouts = mostLinked(all, side, ["about"]).map(([entity]) => entity);
  const cells = new Map(all.map((pair) => [`${pair.from} ${pair.about}`, pair]));
  const most = Math.max(1, ...all.map((pair) => pair.rows.length));
  const cell = (from, about) => {
    const pair = cells.get(`${from} ${about}`);
    if (!pair) return el("td", { class: from === about ? "self" : null });
    const strength = Math.min(5, Math.ceil((5 * Math.log(1 + pair.rows.length)) / Math.log(1 + most)));
    const told = `${D.entities.name[from]} about ${D.entities.name[about]}: ${plural(pair.rows.length, "statement")}`;
    return el(
      "td",
      { class: `level-${strength}` },
      el("a", { href: pairHref(pair, query), title: told, "aria-label": told }, count(pair.rows.length)),
    );
  };
  return el(
    "div",
    {},
    el("p", { class: "soft" }, "Rows speak, columns are spoken about; a cell leads to its statements."),
    el(
      "div",
      { class: "table-scroll", tabindex: "0", role: "region", "aria-label": "Matrix of who talks about whom" },
      el(
        "table",
        { class: "matrix" },
        el(
          "thead",
          {},
          el(
            "tr",
            {},
            el("td", { class: "corner" }, el("span", {}, "speaker"), el("span", {}, "about")),
            abouts.map((entity) =>
              el(
                "th",
                { scope: "col" },
                el(
                  "a",
                  { href: entityHref(entity), title: D.entities.name[entity] },
                  el("span", {}, words(shortName(entity, 22))),
                ),
              ),
            ),
          ),
        ),
        el(
          "tbody",
          {},
          speakers.map((from) =>
            el(
              "tr",
              {},
              el(
                "th",
                { scope: "row" },
                el("a", { href: entityHref(from), title: D.entities.name[from] }, words(shortName(from, 24))),
              ),
              abouts.map((about) => cell(from, about)),
            ),
          ),
        ),
      ),
    ),
  );
}

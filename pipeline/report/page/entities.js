// Tables of people, countries and organizations.

const ROWS = 60;
const TITLES = { people: "People", countries: "Countries", organizations: "Organizations" };

function entityRows(kind) {
  return [...D.entities.id.keys()]
    .filter((i) => D.entities.kind[i] === kind)
    .map((i) => ({
      entity: i,
      name: D.entities.name[i],
      said: statementsBy(i),
      about: D.about.get(i) || [],
      articles: (D.articlesOf.get(i) || new Map()).size,
    }));
}

const COMPARE = {
  name: (x, y) => x.name.localeCompare(y.name, "en"),
  said: (x, y) => y.said.length - x.said.length,
  about: (x, y) => y.about.length - x.about.length,
  articles: (x, y) => y.articles - x.articles,
};

function entitiesView(view, query) {
  const kind = Object.keys(VIEW_OF).find((one) => VIEW_OF[one] === view);
  let rows = entityRows(kind);
  const total = rows.length;
  const parts = partsOf(query.q || "");
  if (parts.length) {
    rows = rows.filter((row) => {
      const text = plain([row.name, ...D.entities.aliases[row.entity], standing(row.entity)].join(" "));
      return parts.every((part) => text.includes(part));
    });
  }
  const order = COMPARE[query.order] ? query.order : "said";
  rows.sort(
    (x, y) =>
      COMPARE[order](x, y) || COMPARE.said(x, y) || COMPARE.about(x, y) || COMPARE.articles(x, y) || COMPARE.name(x, y),
  );
  const { bar, from, until } = pager(rows.length, ROWS, query, view);
  const shown = rows.slice(from, until);
  const timed = hasTime();
  const most = {
    said: Math.max(1, ...rows.map((row) => row.said.length)),
    about: Math.max(1, ...rows.map((row) => row.about.length)),
  };
  const head = (name, text, properties) =>
    el(
      "th",
      {
        scope: "col",
        "aria-sort": order === name ? (name === "name" ? "ascending" : "descending") : null,
        ...properties,
      },
      link(
        view,
        { ...query, order: name === "said" ? null : name, p: null },
        { class: "sort" },
        text,
        el("span", { "aria-hidden": "true" }, order === name ? (name === "name" ? " ↑" : " ↓") : ""),
      ),
    );
  const number = (n, all, className) =>
    el(
      "td",
      { class: "n" },
      el("span", { class: "n-text" }, n ? count(n) : "–"),
      el(
        "span",
        { class: "n-track", "aria-hidden": "true" },
        el("span", { class: `bar-fill ${className}`, style: { width: `${(100 * n) / all}%` } }),
      ),
    );
  const table = el(
    "div",
    { class: "table-scroll", tabindex: "0", role: "region", "aria-label": TITLES[view] },
    el(
      "table",
      { class: "entities" },
      el(
        "thead",
        {},
        el(
          "tr",
          {},
          head("name", "Name"),
          head("said", kind === "country" ? "Speak for it" : "Statements", { class: "n" }),
          head("about", "Spoken about", { class: "n" }),
          head("articles", "Articles", { class: "n" }),
          timed ? el("th", { scope: "col", class: "spark-cell" }, "Statements over time") : null,
        ),
      ),
      el(
        "tbody",
        {},
        shown.map((row) =>
          el(
            "tr",
            {},
            el(
              "th",
              { scope: "row" },
              entityLink(row.entity),
              el("span", { class: "under" }, words(standing(row.entity))),
            ),
            number(row.said.length, most.said, "said"),
            number(row.about.length, most.about, "spoken"),
            el("td", { class: "n plain" }, count(row.articles)),
            timed
              ? el(
                  "td",
                  { class: "spark-cell" },
                  row.said.some((i) => D.day[i] !== null)
                    ? sparkline(overTime(row.said), `Statements over time: ${row.name}`)
                    : null,
                )
              : null,
          ),
        ),
      ),
    ),
  );
  const field = el("input", {
    type: "search",
    id: "names",
    value: query.q || "",
    placeholder: "Part of a name or role",
    autocomplete: "off",
    spellcheck: "false",
  });
  let waiting;
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => go(to(view, { ...here().query, q: field.value.trim(), p: null }), true), 120);
  });
  say(plural(rows.length, "row"));
  return {
    title: TITLES[view],
    keep: "names",
    view: el(
      "div",
      {},
      heading([
        TITLES[view],
        el("span", { class: "soft" }, ` ${rows.length < total ? `${count(rows.length)} of ` : ""}${count(total)}`),
      ]),
      total
        ? el(
            "form",
            { class: "filter-bar", onsubmit: (event) => event.preventDefault() },
            el("label", { class: "choice wide" }, el("span", {}, "Name"), field),
          )
        : null,
      total
        ? shown.length
          ? [table, bar]
          : empty(`Nobody of that name. `, link(view, {}, {}, "Show all"), ".")
        : empty(`No ${view} were found in these articles.`),
    ),
  };
}

// The list of articles, and one article with what was said in it.

const ARTICLES = 60;

function articlesView(query) {
  const { articles: a } = D;
  const parts = partsOf(query.q || "");
  const saidIn = (i) => (D.inArticle.get(i) || []).length;
  let rows = [...a.id.keys()];
  if (parts.length)
    rows = rows.filter((i) => {
      const text = plain([headingOf(i), origin(i), a.author[i] || "", D.sources.name[a.source[i]]].join(" "));
      return parts.every((part) => text.includes(part));
    });
  if (query.order === "said") rows.sort((x, y) => saidIn(y) - saidIn(x) || x - y);
  else if (query.order === "newest")
    rows.sort((x, y) => (a.published[y] || "").localeCompare(a.published[x] || "") || x - y);
  const { bar, from, until } = pager(rows.length, ARTICLES, query, "articles");
  const field = el("input", {
    type: "search",
    id: "titles",
    value: query.q || "",
    placeholder: "Title, source or author",
    autocomplete: "off",
    spellcheck: "false",
  });
  let waiting;
  field.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => go(to("articles", { ...here().query, q: field.value.trim(), p: null }), true), 120);
  });
  const list = el(
    "ol",
    { class: "article-list", start: from + 1 },
    rows.slice(from, until).map((i) => {
      const speakers = tally(D.inArticle.get(i) || [], (k) => D.statements.speaker[k]).slice(0, 3);
      return el(
        "li",
        {},
        el("a", { class: "article-title", href: articleHref(i) }, words(headingOf(i))),
        el(
          "p",
          { class: "soft" },
          words(origin(i)),
          ` · ${plural(saidIn(i), "statement")}`,
          a.duplicate[i] !== NONE ? " · the same text as an earlier one" : "",
        ),
        speakers.length
          ? el(
              "p",
              { class: "speakers" },
              speakers.map(([entity]) => entityLink(entity)),
            )
          : null,
      );
    }),
  );
  say(plural(rows.length, "article"));
  return {
    title: "Articles",
    keep: "titles",
    view: el(
      "div",
      {},
      heading(["Articles", el("span", { class: "soft" }, ` ${count(rows.length)}`)]),
      el(
        "form",
        { class: "filter-bar", onsubmit: (event) => event.preventDefault() },
        el(
          "div",
          { class: "filter-row" },
          el("label", { class: "choice wide" }, el("span", {}, "Title"), field),
          choice(
            "Order",
            "order",
            [["", "by source"], ["said", "most statements first"], ...(hasTime() ? [["newest", "newest first"]] : [])],
            query,
            "articles",
          ),
        ),
      ),
      rows.length ? [list, bar] : empty("No article fits. ", link("articles", {}, {}, "Show all"), "."),
    ),
  };
}

function articleView(id, query) {
  const article = D.articleOf.get(id);
  if (article === undefined)
    return {
      title: "Not here",
      view: el(
        "div",
        {},
        heading("Not here"),
        empty("This report does not hold that article. ", link("articles", {}, {}, "All articles"), "."),
      ),
    };
  const { articles: a } = D;
  const picked = query.s && D.statementOf.has(query.s) ? D.statementOf.get(query.s) : null;
  const said = D.inArticle.get(article) || [];
  const pick = (i) => go(articleHref(article, i), true);
  const [from, until] = reachOf(article);
  const furniture = (D.furnitureIn.get(a.source[article]) || []).filter(
    (i) => D.furniture.start[i] >= from && D.furniture.start[i] < until,
  );
  const kinds = tally(furniture, (i) => readable(D.furniture.kind[i]));
  const text = articleText(article, picked, pick);
  const hide = el("input", { type: "checkbox", checked: remembered("furniture") === "hidden" });
  const apply = () => text.classList.toggle("hides-furniture", hide.checked);
  hide.addEventListener("change", () => {
    remember("furniture", hide.checked ? "hidden" : "shown");
    apply();
  });
  apply();
  const facts = [
    a.author[article] ? words(`by ${a.author[article]}`) : null,
    articleLine(article) ? words(articleLine(article)) : null,
    words(D.sources.name[a.source[article]]),
  ].filter(Boolean);
  const side = el(
    "aside",
    { class: "side", "aria-label": "Said in this article" },
    picked === null ? null : [el("h2", {}, "This statement"), factsOf(picked)],
    el("h2", {}, said.length ? `Said here (${count(said.length)})` : "Nothing was said here"),
    el(
      "ol",
      { class: "said-here" },
      said.map((i) =>
        el(
          "li",
          { class: i === picked ? "is-picked" : null },
          el(
            "a",
            { href: articleHref(article, i), "aria-current": i === picked ? "true" : null },
            el("b", {}, words(speakerOf(i) || "Nobody named")),
            " ",
            el("span", {}, words(contentOf(i))),
          ),
        ),
      ),
    ),
  );
  return {
    title: headingOf(article),
    view: el(
      "div",
      {},
      heading(
        words(headingOf(article)),
        el(
          "p",
          { class: "soft" },
          facts.map((fact, k) => [k ? " · " : "", fact]),
          a.url[article] ? [" · ", outside(a.url[article], "the page itself") || words(a.url[article])] : null,
        ),
        el(
          "p",
          { class: "legend" },
          el("span", { class: "sample said" }, "said by someone"),
          el("span", { class: "sample picked" }, "picked"),
          el("span", { class: "sample mention" }, "name"),
          furniture.length
            ? el(
                "label",
                {},
                hide,
                ` hide what was dropped as page furniture (${kinds.map(([kind, n]) => `${count(n)} ${kind}`).join(", ")})`,
              )
            : el("span", {}, "nothing was dropped"),
        ),
      ),
      el("div", { class: "article-split" }, text, side),
    ),
    after: picked === null ? null : () => showPicked(text, true),
    keepScroll: picked !== null,
  };
}

// The page of one person, country or organization.

// Whom the statements are about, or who made them: rows for a list of bars.
function partners(statements, valueOf, hrefOf, most) {
  return tally(statements, valueOf)
    .slice(0, most)
    .map(([entity, n]) => ({
      label: D.entities.name[entity],
      n,
      glyph: glyph(D.entities.kind[entity]),
      href: hrefOf(entity),
      className: "",
    }));
}

function entityView(id) {
  const entity = D.entityOf.get(id);
  if (entity === undefined)
    return {
      title: "Not here",
      view: el(
        "div",
        {},
        heading("Not here"),
        empty("This report holds nobody of that id. ", link("people", {}, {}, "All people"), "."),
      ),
    };
  const { name, kind, aliases } = D.entities;
  const said = statementsBy(entity),
    about = D.about.get(entity) || [];
  const isCountry = kind[entity] === "country";
  const others = (i) => D.statements.about[i].filter((one) => one !== entity);
  const speaker = (i) => (D.statements.speaker[i] === entity ? null : D.statements.speaker[i]);
  const talksAbout = partners(said, others, (one) => to("statements", { speaker: id, about: D.entities.id[one] }), 8);
  const talkedBy = partners(about, speaker, (one) => to("statements", { speaker: D.entities.id[one], about: id }), 8);
  const acts = tally(said, (i) => D.statements.act[i]).map(([act, n]) => ({
    label: act,
    n,
    href: to("statements", { speaker: id, act }),
    className: "",
  }));
  const roles = D.rolesOf.get(entity) || [];
  const relations = relationList(entity);
  const articles = [...(D.articlesOf.get(entity) || [])].sort((x, y) => y[1] - x[1] || x[0] - y[0]);
  const speakersFor = isCountry
    ? partners(
        said,
        speaker,
        (one) => to("statements", { speaker: D.entities.id[one], iso: D.entities.iso[entity] }),
        8,
      )
    : [];
  const also =
    !isCountry && aliases[entity].length
      ? el(
          "p",
          { class: "soft" },
          "Also written ",
          aliases[entity].slice(0, 8).map((alias, k) => [k ? ", " : "", words(alias)]),
        )
      : null;
  const tiles = el(
    "ul",
    { class: "tiles small" },
    tile(
      said.length,
      isCountry ? "statements made for it" : "statements",
      said.length ? to("statements", { speaker: id }) : null,
    ),
    tile(
      about.length,
      kind[entity] === "person" ? "statements about them" : "statements about it",
      about.length ? to("statements", { about: id }) : null,
    ),
    tile(articles.length, articles.length === 1 ? "article" : "articles", null),
  );
  const chart =
    hasTime() && said.length + about.length
      ? section(
          "Over time",
          { class: "card wide" },
          timeChart(
            [
              { name: isCountry ? "said for it" : "said", counts: overTime(said), className: "said" },
              { name: "said about", counts: overTime(about), className: "spoken" },
            ],
            `Statements by and about ${name[entity]} over time`,
            (step) => to("statements", { speaker: id, from: isoOf(step.from), to: isoOf(step.until - 1) }),
          ),
        )
      : null;
  const surest = (list) => list.slice().sort(ORDERS.sure[1]);
  const cards = (list, title, filter) =>
    list.length
      ? section(
          title,
          { class: "listed" },
          list.length > 8 ? el("p", { class: "soft" }, "The most certain first.") : null,
          el(
            "ol",
            { class: "statements" },
            (list.length > 8 ? surest(list) : list).slice(0, 8).map((i) =>
              statementCard(i, to("statements", { ...filter, s: D.statements.id[i] }), {
                hideSpeaker: !isCountry && filter.speaker === id,
              }),
            ),
          ),
          list.length > 8
            ? el(
                "p",
                {},
                link(
                  "statements",
                  { ...filter, order: "sure" },
                  { class: "button" },
                  `All ${count(list.length)} statements`,
                ),
              )
            : null,
        )
      : null;
  const card = (title, body) => section(title, { class: "card" }, body);
  return {
    title: name[entity],
    view: el(
      "div",
      { class: "entity-page" },
      heading(
        [glyph(kind[entity]), words(name[entity])],
        el("p", { class: "standing" }, words(standing(entity) || KIND_NAMES[kind[entity]])),
        also,
        tiles,
      ),
      chart ? el("div", { class: "cards" }, chart) : null,
      el(
        "div",
        { class: "cards flow" },
        speakersFor.length ? card("Who speaks for it", barList(speakersFor, "Who speaks for it")) : null,
        talksAbout.length ? card("Talks about", barList(talksAbout, "Talks about")) : null,
        talkedBy.length ? card("Talked about by", barList(talkedBy, "Talked about by")) : null,
        acts.length ? card("How", barList(acts.slice(0, 8), "Acts")) : null,
        roles.length ? card("Roles", roleTable(roles)) : null,
        relations.length
          ? card(
              "Facts, with their evidence",
              el(
                "ul",
                { class: "relations" },
                relations.slice(0, 20),
                relations.length > 20
                  ? el("li", { class: "soft" }, `and ${count(relations.length - 20)} more in the table “relations”`)
                  : null,
              ),
            )
          : null,
        articles.length
          ? card(
              "Articles",
              el(
                "ul",
                { class: "plain-list" },
                articles
                  .slice(0, 10)
                  .map(([article, n]) =>
                    el(
                      "li",
                      {},
                      el("a", { href: articleHref(article) }, words(headingOf(article))),
                      el("span", { class: "soft" }, ` · ${plural(n, "mention")}`),
                    ),
                  ),
                articles.length > 10 ? el("li", { class: "soft" }, `and ${count(articles.length - 10)} more`) : null,
              ),
            )
          : null,
      ),
      cards(said, isCountry ? "Said for it" : kind[entity] === "person" ? "What they said" : "What it said", {
        speaker: id,
      }),
      cards(about, kind[entity] === "person" ? "What was said about them" : "What was said about it", { about: id }),
      said.length + about.length ? null : empty("Named in the articles; no statement is by or about it."),
    ),
  };
}

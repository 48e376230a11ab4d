// The first view: what there is, who speaks most, who is spoken about, who accuses whom.

function tile(n, text, href) {
  const inner = [el("b", {}, count(n)), " ", el("span", {}, text)];
  return el("li", {}, href && n ? el("a", { href }, inner) : el("span", { class: "no-link" }, inner));
}

const SHARP = ["accuses", "condemns", "threatens", "warns", "denies"];

function overviewView() {
  const { statements: s, entities: e, articles: a } = D;
  const ofKind = (kind) => e.kind.filter((one) => one === kind).length;
  const all = [...s.id.keys()];
  const row = ([entity, n], side) => ({
    label: e.name[entity],
    n,
    glyph: glyph(e.kind[entity]),
    href: to("statements", { [side]: e.id[entity] }),
    className: side === "about" ? "spoken" : "said",
  });
  const quoted = tally(all, (i) => s.speaker[i])
    .slice(0, 10)
    .map((one) => row(one, "speaker"));
  const spoken = tally(all, (i) => s.about[i])
    .slice(0, 10)
    .map((one) => row(one, "about"));
  const acts = tally(all, (i) => s.act[i]).map(([act, n]) => ({ label: act, n, href: to("statements", { act }) }));
  const sharp = all
    .filter((i) => SHARP.includes(s.act[i]) && s.speaker[i] !== NONE && s.about[i].length)
    .sort((x, y) => s.confidence[y] - s.confidence[x] || x - y)
    .slice(0, 5);
  const sure = [
    [90, 101, "0.9 and more"],
    [70, 90, "0.7 to 0.9"],
    [50, 70, "0.5 to 0.7"],
    [0, 50, "below 0.5"],
  ].map(([low, high, label]) => {
    const n = all.filter((i) => s.confidence[i] >= low && s.confidence[i] < high).length;
    return { label, n, href: to("statements", { conf: low || null, order: low === 0 ? "unsure" : null }) };
  });
  const unmeasured = all.filter((i) => s.confidence[i] === NONE).length;
  const span = D.days.length ? [isoOf(D.days[0]), isoOf(D.days[D.days.length - 1])] : null;
  const drawn = overTime(all).reduce((sum, n) => sum + n, 0),
    far = D.days.length - drawn,
    undated = D.n - D.days.length;
  const notDrawn = [
    undated ? `${plural(undated, "statement")} without a date` : null,
    far ? `${plural(far, "statement")} long before or after` : null,
  ]
    .filter(Boolean)
    .join(" and ");
  const time = hasTime()
    ? section(
        "Over time",
        { class: "card wide" },
        timeChart([{ name: "statements", counts: overTime(all), className: "said" }], "Statements over time", (step) =>
          to("statements", { from: isoOf(step.from), to: isoOf(step.until - 1) }),
        ),
        notDrawn ? el("p", { class: "soft" }, `Not in the drawing: ${notDrawn}.`) : null,
      )
    : null;
  if (!D.n) {
    return {
      title: "Overview",
      view: el(
        "div",
        {},
        heading("Nothing was said"),
        leftOut(),
        empty(
          a.id.length
            ? [
                "No statement was found in ",
                plural(a.id.length, "article"),
                ". ",
                link("articles", {}, {}, "Look at the articles"),
                ".",
              ]
            : "No article was found in what was read.",
        ),
      ),
    };
  }
  return {
    title: "Overview",
    view: el(
      "div",
      {},
      heading(
        "Overview",
        el(
          "p",
          { class: "soft" },
          hasTime()
            ? `${dateText(span[0])} to ${dateText(span[1])}`
            : span
              ? `Only ${plural(D.days.length, "statement")} of ${count(D.n)} can be dated, so nothing is drawn over time.`
              : "No article carries a date, so nothing is drawn over time.",
        ),
      ),
      leftOut(),
      el(
        "ul",
        { class: "tiles" },
        tile(D.n, "statements", to("statements")),
        tile(a.id.length, a.id.length === 1 ? "article" : "articles", to("articles")),
        tile(ofKind("person"), "people", to("people")),
        tile(ofKind("country"), "countries", to("countries")),
        tile(ofKind("organization"), "organizations", to("organizations")),
      ),
      el(
        "div",
        { class: "cards" },
        time,
        section(
          "Most quoted",
          { class: "card" },
          quoted.length ? barList(quoted, "Most quoted") : empty("No named speaker."),
        ),
        section(
          "Most talked about",
          { class: "card" },
          spoken.length
            ? barList(spoken, "Most talked about")
            : empty("No statement is about a named person, country or organization."),
        ),
        section("What they do with words", { class: "card" }, barList(acts.slice(0, 10), "Acts")),
        section(
          "How sure",
          { class: "card" },
          el(
            "p",
            { class: "soft" },
            "Measured against annotated news: of statements at 0.8, about four in five are right.",
          ),
          barList(sure, "Confidence"),
          unmeasured
            ? el("p", { class: "soft" }, `${plural(unmeasured, "statement")} without a measured confidence.`)
            : null,
        ),
      ),
      sharp.length
        ? section(
            "Sharp words",
            { class: "listed" },
            el(
              "p",
              { class: "soft" },
              "Accusations, denials, warnings and threats, the most certain first. ",
              link("links", { act: "accuses" }, {}, "Who accuses whom"),
              ".",
            ),
            el(
              "ol",
              { class: "statements" },
              sharp.map((i) => statementCard(i, to("statements", { act: s.act[i], s: s.id[i] }))),
            ),
          )
        : null,
    ),
  };
}

// What the report does not hold, said where everything begins.
function leftOut() {
  if (!D.left) return null;
  const { sources, articles, statements } = D.left;
  return el(
    "p",
    { class: "notice" },
    el("b", {}, "Not all is here. "),
    `This page holds ${plural(D.n, "statement")} of ${count(D.n + statements)}, the newest first; ${plural(statements, "statement")} of ${plural(articles, "article")} from ${plural(sources, "source")} ${statements === 1 ? "is" : "are"} left out. The tables hold all.`,
  );
}

// How to read the report, and what it was made of.

const KEYS = [
  ["/", "search"],
  ["j, k", "next statement, the one before"],
  ["Enter", "open what is picked"],
  ["Esc", "close, leave the search"],
  ["← →", "from name to name in the network"],
];

function aboutView() {
  const { run } = D;
  const counts = Object.entries(run.counts).filter(([name]) => !["sources_read"].includes(name));
  const rows = [
    ["Made by", run.program || "unknown"],
    ["Language model", run.model || "unknown"],
    ["Reader", run.reader ? "used" : "not used: rules alone"],
  ];
  return {
    title: "About",
    view: el(
      "div",
      { class: "prose" },
      heading("About this report"),
      leftOut(),
      section(
        "How to read it",
        {},
        el(
          "p",
          {},
          "Each row is something that an article says somebody said: the speaker as the article names them and as resolved, the words, and where they stand. Pick a statement to read it in its place.",
        ),
        el(
          "p",
          {},
          el("b", {}, "Confidence"),
          " was measured against annotated news: of statements at 0.8, about four in five are right. Anything below 0.5 is more often wrong than right.",
        ),
        el(
          "p",
          {},
          el("b", {}, "Speaks for"),
          " counts the statements of a country, its government and its office holders. ",
          el("b", {}, "About"),
          " are the people, countries and organizations that the words themselves mention.",
        ),
        el(
          "p",
          {},
          el("b", {}, "Greyed"),
          " in an article is what was dropped as page furniture: menus, captions, teasers, comments. No statement is taken from it.",
        ),
        el(
          "p",
          {},
          "A statement that was reported is not a fact. The report tells who is said to have said it, not whether it is true.",
        ),
      ),
      section(
        "Keys",
        {},
        el(
          "dl",
          { class: "facts" },
          KEYS.map(([key, text]) => [el("dt", {}, el("kbd", {}, key)), el("dd", {}, text)]),
        ),
      ),
      section(
        "The run",
        {},
        el(
          "dl",
          { class: "facts" },
          rows.map(([name, value]) => [el("dt", {}, name), el("dd", {}, words(value))]),
          counts.map(([name, n]) => [el("dt", {}, readable(name)), el("dd", {}, count(n))]),
        ),
      ),
      run.unread
        ? section(
            "Not read",
            {},
            el("p", {}, `${plural(run.unread, "source")} ${run.unread === 1 ? "was" : "were"} refused or skipped.`),
            el(
              "ul",
              {},
              D.unread.map(([source, status, reason]) =>
                el("li", {}, words(source), ` · ${status}`, reason ? [": ", words(reason)] : null),
              ),
              run.unread > D.unread.length
                ? el("li", {}, `and ${count(run.unread - D.unread.length)} more; the table “sources” has all`)
                : null,
            ),
          )
        : null,
      section(
        "Drawn with",
        {},
        el(
          "p",
          {},
          "Outlines of countries: Natural Earth (public domain), Equal Earth projection. Territories by ISO 3166, Kosovo as XK. This page loads nothing from elsewhere and sends nothing anywhere.",
        ),
      ),
    ),
  };
}

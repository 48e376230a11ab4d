// What else is known of an entity: roles, and facts with the words that say so.

const PREDICATES = {
  holds_role: ["is", "is held by"],
  represents: ["represents", "represented by"],
  member_of: ["belongs to", "has as member"],
  leads: ["leads", "is led by"],
  based_in: ["is based in", "is the base of"],
  part_of: ["is part of", "includes"],
  same_as: ["is the same as", "is the same as"],
  met_with: ["met", "met"],
  accuses: ["accuses", "is accused by"],
  supports: ["supports", "is supported by"],
  opposes: ["opposes", "is opposed by"],
  fights: ["fights", "is fought by"],
};

// Facts of one entity with their evidence: grouped by what is said, most often said first.
function relationList(entity) {
  const { relations: r } = D;
  const groups = new Map();
  for (const i of D.relationsOf.get(entity) || []) {
    const isSubject = r.subject[i] === entity,
      other = isSubject ? r.object[i] : r.subject[i];
    const key = [
      r.predicate[i],
      isSubject,
      other === NONE ? r.words[i] : other,
      r.qualifier[i] || "",
      r.negated[i],
    ].join("|");
    push(groups, key, i);
  }
  const rows = [...groups.values()].sort((x, y) => y.length - x.length);
  return rows.map((evidence) => {
    const i = evidence[0],
      isSubject = r.subject[i] === entity,
      other = isSubject ? r.object[i] : r.subject[i];
    const [forward, backward] = PREDICATES[r.predicate[i]] || [
      readable(r.predicate[i]),
      `${readable(r.predicate[i])} (of)`,
    ];
    const places = evidence
      .slice(0, 12)
      .map((k) =>
        el(
          "li",
          {},
          el("q", { class: "evidence" }, words(wordsAt(r.article[k], r.start[k], r.length[k]))),
          " ",
          el("a", { class: "soft-link", href: articleHref(r.article[k]) }, words(headingOf(r.article[k]))),
          r.confidence[k] === NONE ? null : [" ", sureness(r.confidence[k])],
        ),
      );
    return el(
      "li",
      {},
      el(
        "details",
        {},
        el(
          "summary",
          {},
          r.negated[i] ? el("span", { class: "mark strong" }, "not so") : null,
          " ",
          isSubject ? forward : backward,
          " ",
          r.qualifier[i] ? `${r.qualifier[i]} ` : "",
          other === NONE ? words(r.words[i] || "") : words(D.entities.name[other]),
          el("span", { class: "soft" }, ` · ${plural(evidence.length, "place")}`),
        ),
        el("ul", {}, places),
      ),
    );
  });
}

function roleTable(roles) {
  const { roles: r } = D;
  const hasDates = roles.some((i) => r.first[i]);
  const rows = roles
    .slice()
    .sort((x, y) => r.n[y] - r.n[x])
    .slice(0, 12);
  return el(
    "table",
    { class: "small-table" },
    el(
      "thead",
      {},
      el(
        "tr",
        {},
        el("th", { scope: "col" }, "Role"),
        hasDates ? el("th", { scope: "col" }, "Seen") : null,
        el("th", { scope: "col", class: "n" }, "Said"),
      ),
    ),
    el(
      "tbody",
      {},
      rows.map((i) =>
        el(
          "tr",
          {},
          el(
            "td",
            {},
            words([r.qualifier[i], r.role[i]].filter(Boolean).join(" ")),
            r.organization[i] === NONE ? null : [", ", entityLink(r.organization[i])],
            r.iso[i] ? `, ${countryName(r.iso[i])}` : null,
          ),
          hasDates
            ? el("td", {}, [...new Set([dateText(r.first[i]), dateText(r.last[i])].filter(Boolean))].join(" – "))
            : null,
          el("td", { class: "n" }, count(r.n[i])),
        ),
      ),
    ),
  );
}

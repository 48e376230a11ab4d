// Finding statements and entities.

const MARKS = /\p{M}/gu;

// Text as it is compared: no accents, no case, plain quotation marks.
function plain(text) {
  return text.normalize("NFKD").replace(MARKS, "").toLowerCase().replace(/[‘’ʼ]/gu, "'").replace(/[“”„]/gu, '"');
}

// The parts of a query that must all be there: words, and phrases that stand in quotation marks.
function partsOf(query) {
  return [...plain(query).matchAll(/"([^"]+)(?:"|$)|(\S+)/gu)]
    .map((match) => (match[1] || match[2]).trim())
    .filter(Boolean);
}

let searched = null;

// What a query looks at, for each statement; made when first asked for.
function haystacks() {
  if (searched) return searched;
  const { statements: s, entities: e } = D;
  const names = e.name.map((name, i) => plain([name, ...e.aliases[i]].join(" · ")));
  const heads = D.articles.id.map((_, article) => plain(headingOf(article)));
  searched = s.id.map((_, i) => {
    const about = s.about[i].map((entity) => names[entity]).join(" · ");
    const who = s.speaker[i] === NONE ? "" : names[s.speaker[i]];
    const own = plain([contentOf(i), whoOf(i), cueOf(i), s.name[i] || "", s.role[i] || ""].join(" · "));
    return `${own} · ${who} · ${about} · ${heads[s.article[i]]}`;
  });
  return searched;
}

const FILTERS = ["q", "speaker", "about", "act", "kind", "who", "iso", "conf", "from", "to"];

const ORDERS = {
  "": ["as in the articles", null],
  newest: ["newest first", (x, y) => (D.day[y] ?? -Infinity) - (D.day[x] ?? -Infinity)],
  oldest: ["oldest first", (x, y) => (D.day[x] ?? Infinity) - (D.day[y] ?? Infinity)],
  sure: ["most certain first", (x, y) => D.statements.confidence[y] - D.statements.confidence[x]],
  unsure: ["least certain first", (x, y) => D.statements.confidence[x] - D.statements.confidence[y]],
  length: ["longest first", (x, y) => lengthOf(y) - lengthOf(x)],
};

function lengthOf(i) {
  const spans = D.statements.spans[i];
  return spans.reduce((sum, offset, k) => sum + (k % 2 ? offset : -offset), 0);
}

// Places of the statements that a query picks, in its order.
function findStatements(query) {
  const { statements: s } = D;
  let found = [...s.id.keys()];
  if (query.speaker) {
    const entity = D.entityOf.get(query.speaker);
    found = entity === undefined ? [] : statementsBy(entity);
  }
  if (query.about) {
    const about = new Set(D.about.get(D.entityOf.get(query.about)) || []);
    found = found.filter((i) => about.has(i));
  }
  for (const name of ["act", "kind", "who", "iso"]) {
    if (query[name]) found = found.filter((i) => s[name][i] === query[name]);
  }
  if (query.conf) {
    const low = Number(query.conf);
    found = found.filter((i) => s.confidence[i] >= low);
  }
  const from = dayOf(query.from),
    until = dayOf(query.to);
  if (from !== null) found = found.filter((i) => D.day[i] !== null && D.day[i] >= from);
  if (until !== null) found = found.filter((i) => D.day[i] !== null && D.day[i] <= until);
  const parts = partsOf(query.q || "");
  if (parts.length) {
    const texts = haystacks();
    found = found.filter((i) => parts.every((part) => texts[i].includes(part)));
  }
  const order = ORDERS[query.order || ""];
  if (order && order[1]) found.sort((x, y) => order[1](x, y) || x - y);
  return found;
}

let entityNames = null;

// Entities whose names hold all parts of the query; those that begin with it and are spoken of most come first.
function findEntities(query, most) {
  const parts = partsOf(query);
  if (!parts.length) return [];
  const { entities: e } = D;
  entityNames ||= e.name.map((name, i) => ` ${plain([name, ...e.aliases[i]].join(" · "))}`);
  const weight = (i) =>
    statementsBy(i).length + (D.about.get(i) || []).length + (entityNames[i].includes(` ${parts[0]}`) ? 1e6 : 0);
  return [...e.id.keys()]
    .filter((i) => parts.every((part) => entityNames[i].includes(part)))
    .map((i) => [weight(i), i])
    .sort((x, y) => y[0] - x[0] || x[1] - y[1])
    .slice(0, most)
    .map(([, i]) => i);
}

// How often each value of a column stands in the given rows, most frequent first.
function tally(rows, valueOf) {
  const counts = new Map();
  for (const row of rows) {
    for (const value of [valueOf(row)].flat()) {
      if (value !== null && value !== undefined && value !== NONE) counts.set(value, (counts.get(value) || 0) + 1);
    }
  }
  return [...counts].sort((x, y) => y[1] - x[1]);
}

// The data: unpacked columns, and what is looked up in them often.

const NONE = -1;

async function unpacked(id) {
  const letters = atob(document.getElementById(id).textContent);
  const bytes = new Uint8Array(letters.length);
  for (let i = 0; i < letters.length; i++) bytes[i] = letters.charCodeAt(i);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Response(stream).json();
}

// A coded column as one value a row.
const decoded = (column) => (Array.isArray(column) ? column : column.i.map((code) => column.d[code]));

function decodedTable(table) {
  return Object.fromEntries(Object.entries(table).map(([name, column]) => [name, decoded(column)]));
}

const push = (map, key, value) => {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
};

// D holds all: tables as columns, and indices from entities and articles to rows.
let D;

async function load() {
  const raw = await unpacked("data");
  D = { run: raw.run, left: raw.left, unread: raw.unread };
  for (const name of ["sources", "articles", "furniture", "entities", "mentions", "roles", "relations", "statements"]) {
    D[name] = decodedTable(raw[name]);
  }
  const { statements: s, entities: e, articles: a, mentions: m, relations: r, roles, furniture: f } = D;
  D.n = s.id.length;
  D.entityOf = new Map(e.id.map((id, i) => [id, i]));
  D.articleOf = new Map(a.id.map((id, i) => [id, i]));
  D.statementOf = new Map(s.id.map((id, i) => [id, i]));
  D.countryOf = new Map();
  e.id.forEach((id, i) => e.kind[i] === "country" && D.countryOf.set(e.iso[i] || id, i));
  D.said = new Map(); // entity -> statements it made
  D.about = new Map(); // entity -> statements of others about it
  D.spoken = new Map(); // ISO code -> statements made for the country
  D.inArticle = new Map();
  D.reports = new Map(); // utterance -> statements that report it
  D.day = new Array(D.n);
  for (let i = 0; i < D.n; i++) {
    if (s.speaker[i] !== NONE) push(D.said, s.speaker[i], i);
    s.about[i] = s.about[i].filter((entity) => entity !== s.speaker[i]);
    for (const entity of s.about[i]) push(D.about, entity, i);
    if (s.iso[i]) push(D.spoken, s.iso[i], i);
    push(D.inArticle, s.article[i], i);
    push(D.reports, s.utterance[i], i);
    D.day[i] = dayOf(s.said[i] || a.published[s.article[i]]);
  }
  D.mentionsIn = new Map();
  D.articlesOf = new Map(); // entity -> articles that mention it, with how often
  m.article.forEach((article, i) => {
    push(D.mentionsIn, article, i);
    if (!D.articlesOf.has(m.entity[i])) D.articlesOf.set(m.entity[i], new Map());
    const counts = D.articlesOf.get(m.entity[i]);
    counts.set(article, (counts.get(article) || 0) + 1);
  });
  D.relationsOf = new Map();
  r.article.forEach((_, i) => {
    for (const entity of new Set([r.subject[i], r.object[i]])) if (entity !== NONE) push(D.relationsOf, entity, i);
  });
  D.rolesOf = new Map();
  roles.entity.forEach((entity, i) => push(D.rolesOf, entity, i));
  D.furnitureIn = new Map();
  f.source.forEach((source, i) => push(D.furnitureIn, source, i));
  D.articlesIn = new Map();
  a.source.forEach((source, i) => push(D.articlesIn, source, i));
  D.days = D.day.filter((day) => day !== null).sort((x, y) => x - y);
}

const textOf = (article) => D.sources.text[D.articles.source[article]] || "";
const folded = (text) => text.replace(/\s+/gu, " ").trim();

// The words at a place of the article's source.
function wordsAt(article, start, length) {
  return start === NONE ? "" : folded(textOf(article).slice(start, start + length));
}

// What was said, its pieces joined as in the tables.
function contentOf(i) {
  const spans = D.statements.spans[i];
  const text = textOf(D.statements.article[i]);
  const pieces = [];
  for (let k = 0; k < spans.length; k += 2) pieces.push(folded(text.slice(spans[k], spans[k + 1])));
  return pieces.join(" ");
}

const cueOf = (i) => wordsAt(D.statements.article[i], D.statements.cueStart[i], D.statements.cueLength[i]);
const whoOf = (i) => wordsAt(D.statements.article[i], D.statements.whoStart[i], D.statements.whoLength[i]);

// The speaker's name where there is one, else the words for them; null where nobody is named at all.
function speakerOf(i) {
  const { speaker, name } = D.statements;
  if (speaker[i] !== NONE) return D.entities.name[speaker[i]];
  return name[i] || whoOf(i) || null;
}

// What an article is called: its title, else its first line.
function headingOf(article) {
  const title = D.articles.title[article];
  if (title) return title;
  const { start, length } = D.articles;
  const text = textOf(article).slice(start[article], start[article] + Math.min(length[article], 400));
  const line = text.trim().split(/\n/u)[0].replace(/\s+/gu, " ");
  if (line.length <= 140) return line.replace(/(?<=\p{Ll})\.$/u, "") || "(no text)";
  return `${line.slice(0, 110).replace(/\s+\S*$/u, "")}\u00a0…`;
}

// The name that readers know a country by.
function countryName(iso) {
  const entity = D.countryOf.get(iso);
  return entity === undefined ? iso : D.entities.name[entity];
}

// Statements that are made by an entity; for a country also those made on its behalf.
function statementsBy(entity) {
  const own = D.said.get(entity) || [];
  if (D.entities.kind[entity] !== "country") return own;
  const all = new Set([...own, ...(D.spoken.get(D.entities.iso[entity]) || [])]);
  return [...all].sort((x, y) => x - y);
}

// Pieces that several views are made of.

const KIND_NAMES = { person: "person", country: "country", organization: "organization" };
const VIEW_OF = { person: "people", country: "countries", organization: "organizations" };
const readable = (name) => name.replaceAll("_", " ");

// The sign of a kind: a dot, a diamond, a square.
function glyph(kind) {
  const shape =
    kind === "person"
      ? svg("circle", { cx: 5, cy: 5, r: 4 })
      : kind === "country"
        ? svg("path", { d: "M5 .4 9.6 5 5 9.6.4 5z" })
        : svg("rect", { x: 1.2, y: 1.2, width: 7.6, height: 7.6 });
  return svg(
    "svg",
    { class: `glyph ${kind}`, viewBox: "0 0 10 10", width: 9, height: 9, "aria-hidden": "true" },
    shape,
  );
}

function entityLink(entity, properties) {
  const { name, id, kind } = D.entities;
  return link(
    `entity/${encodeURIComponent(id[entity])}`,
    {},
    { class: "entity", ...properties },
    glyph(kind[entity]),
    words(name[entity]),
  );
}

const entityHref = (entity) => to(`entity/${encodeURIComponent(D.entities.id[entity])}`);
const articleHref = (article, statement) =>
  to(`article/${encodeURIComponent(D.articles.id[article])}`, {
    s: statement === undefined ? null : D.statements.id[statement],
  });

function heading(title, ...under) {
  return el("div", { class: "heading" }, el("h1", { tabindex: "-1" }, title), under);
}

const section = (title, properties, ...children) => el("section", properties, el("h2", {}, title), children);
const empty = (...children) => el("p", { class: "empty" }, children);

// Who an entity is, in one line: role, organization, country.
function standing(entity) {
  const { role, organization, iso, kind, aliases } = D.entities;
  if (kind[entity] === "country") return aliases[entity].slice(0, 6).join(", ");
  const parts = [role[entity]];
  if (organization[entity] !== NONE) parts.push(D.entities.name[organization[entity]]);
  if (iso[entity]) parts.push(countryName(iso[entity]));
  return [...new Set(parts.filter(Boolean))].join(" · ");
}

function articleLine(article) {
  const { published, site } = D.articles;
  return [site[article], dateText(published[article])].filter(Boolean).join(" · ");
}

// Where an article comes from: site and date, else the name of its file.
const origin = (article) => articleLine(article) || D.sources.name[D.articles.source[article]];

const ACTS_PLAIN = new Set(["states", "other", null]);

// One statement in a list; `href` selects it.
function statementCard(i, href, { hideSpeaker = false, hideArticle = false } = {}) {
  const { statements: s } = D;
  const name = speakerOf(i),
    written = whoOf(i),
    content = contentOf(i);
  const who =
    s.speaker[i] !== NONE
      ? entityLink(s.speaker[i])
      : name
        ? el("span", { class: "unnamed" }, words(name))
        : el("span", { class: "unnamed" }, "Nobody named");
  const cue = /\p{L}/u.test(cueOf(i)) ? cueOf(i) : "";
  const others = (D.reports.get(s.utterance[i]) || []).length - 1;
  const told = s.addressee[i] ? el("span", {}, " to ", words(s.addressee[i])) : null;
  const how = [
    s.role[i] ? el("span", {}, words(s.role[i])) : null,
    written && name !== written ? el("span", { class: "written" }, "written as “", words(written), "”") : null,
    cue ? el("span", {}, el("i", {}, words(cue)), told) : told,
    s.venue[i] ? el("span", {}, readable(s.venue[i])) : null,
  ].filter(Boolean);
  const marks = [
    s.negated[i] ? el("span", { class: "mark strong" }, "did not say") : null,
    ACTS_PLAIN.has(s.act[i]) ? null : el("span", { class: "mark" }, s.act[i]),
    s.kind[i] === "indirect" ? null : el("span", { class: "mark" }, s.kind[i] === "direct" ? "quote" : "part quote"),
  ];
  const about = s.about[i];
  return el(
    "li",
    { class: "statement", "data-id": s.id[i] },
    el(
      "div",
      { class: "statement-head" },
      hideSpeaker ? null : el("span", { class: "statement-who" }, who),
      el("span", { class: "statement-how" }, how),
      sureness(s.confidence[i]),
    ),
    el("a", { class: "statement-content", href }, words(content || "(no words)")),
    el(
      "div",
      { class: "statement-foot" },
      marks,
      about.length
        ? el(
            "span",
            { class: "about" },
            "about ",
            about.slice(0, 4).map((entity) => entityLink(entity)),
            about.length > 4 ? el("span", {}, `and ${about.length - 4} more`) : null,
          )
        : null,
      others > 0 ? el("span", {}, `also reported ${others === 1 ? "once" : `${count(others)} times`} more`) : null,
      hideArticle
        ? null
        : el(
            "a",
            { class: "statement-article", href: articleHref(s.article[i], i) },
            words(headingOf(s.article[i])),
            D.articles.published[s.article[i]] ? ` · ${dateText(D.articles.published[s.article[i]])}` : null,
          ),
    ),
  );
}

// A labelled choice that changes the filter `name` in the address.
function choice(label, name, options, query, path) {
  const select = el(
    "select",
    { onchange: (event) => go(to(path, { ...query, [name]: event.target.value, p: null, s: null })) },
    options.map(([value, text]) => el("option", { value, selected: (query[name] || "") === value }, text)),
  );
  return el("label", { class: "choice" }, el("span", {}, label), select);
}

// Steps from page to page of a long list.
function pager(n, size, query, path) {
  const pages = Math.ceil(n / size),
    now = Math.min(Math.max(1, Number(query.p) || 1), Math.max(1, pages));
  const step = (page, text, is) =>
    page >= 1 && page <= pages
      ? link(path, { ...query, p: page === 1 ? null : page, s: null }, { class: "button", rel: is }, text)
      : el("span", { class: "button off", "aria-hidden": "true" }, text);
  const shown = n ? `${count((now - 1) * size + 1)}–${count(Math.min(n, now * size))} of ${count(n)}` : "";
  const bar =
    pages > 1
      ? el(
          "nav",
          { class: "pager", "aria-label": "Pages" },
          step(now - 1, "‹ Previous", "prev"),
          el("span", {}, shown),
          step(now + 1, "Next ›", "next"),
        )
      : null;
  return { bar, from: (now - 1) * size, until: Math.min(n, now * size) };
}

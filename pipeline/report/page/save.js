// Statements as a CSV file for a spreadsheet, cells as in the tables.

const SAVED = [
  "statement_id",
  "speaker",
  "speaker_text",
  "speaker_kind",
  "speaker_role",
  "speaker_iso_alpha2",
  "cue",
  "content",
  "kind",
  "act",
  "negated",
  "about",
  "said_on",
  "published",
  "title",
  "source",
  "confidence",
];

// One cell: quoted where it must be, and with a leading ' where a spreadsheet would take it for a formula.
function cell(value) {
  const text = /^'*[=+\-@\t\r]/u.test(value) ? `'${value}` : value;
  return /[",\r\n]/u.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function savedRow(i) {
  const { statements: s, articles: a, entities: e } = D;
  const article = s.article[i];
  const name = s.speaker[i] === NONE ? s.name[i] : e.name[s.speaker[i]];
  return [
    s.id[i],
    name,
    whoOf(i),
    s.who[i],
    s.role[i],
    s.iso[i],
    cueOf(i),
    contentOf(i),
    s.kind[i],
    s.act[i],
    String(Boolean(s.negated[i])),
    s.about[i].map((entity) => e.name[entity]).join("; "),
    s.said[i],
    a.published[article],
    a.title[article],
    D.sources.name[a.source[article]],
    s.confidence[i] === NONE ? "" : (s.confidence[i] / 100).toFixed(2),
  ]
    .map((value) => cell(value || ""))
    .join(",");
}

function saveStatements(found) {
  const text = [SAVED.join(","), ...found.map(savedRow), ""].join("\r\n");
  const address = URL.createObjectURL(new Blob([text], { type: "text/csv" }));
  el("a", { href: address, download: "statements.csv" }).click();
  setTimeout(() => URL.revokeObjectURL(address), 10000);
  say(`${plural(found.length, "statement")} saved`);
}

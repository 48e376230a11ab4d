// An article as it stands in its source: furniture greyed, what was said marked, one statement picked out.

const BREAK = /\n[^\S\n]*\n\s*/gu;

// The part of the source that belongs to an article's view: from the article before, or the start, up to its own end;
// the last one takes what follows too. So every character of a source is seen in one view.
function reachOf(article) {
  const { start, length, source } = D.articles;
  const siblings = (D.articlesIn.get(source[article]) || []).slice().sort((x, y) => start[x] - start[y]);
  const k = siblings.indexOf(article);
  const from = k ? start[siblings[k - 1]] + length[siblings[k - 1]] : 0;
  const until = k === siblings.length - 1 ? textOf(article).length : start[article] + length[article];
  return [from, until];
}

// Pieces to show, one after the other: paragraphs, cut where whole lines are furniture of another kind.
// [{from, until, kind}], `kind` null for the article's own text.
function piecesOf(text, from, until, furniture) {
  const out = [];
  const add = (a, b) => {
    let last = null;
    for (let start = a; start < b;) {
      const next = text.indexOf("\n", start),
        end = next < 0 || next >= b ? b : next;
      const own = text.slice(start, end).trim();
      if (own) {
        const over = furniture.filter((mark) => mark.from < end && mark.until > start);
        const covered = over.reduce((sum, mark) => sum + Math.min(end, mark.until) - Math.max(start, mark.from), 0);
        const kind = covered >= own.length * 0.95 ? readable(D.furniture.kind[over[0].value]) : null;
        if (last && last.kind === kind) last.until = end;
        else out.push((last = { from: start, until: end, kind }));
      }
      start = end + 1;
    }
  };
  let start = from;
  BREAK.lastIndex = from;
  for (let match; (match = BREAK.exec(text)) && match.index < until;) {
    add(start, match.index);
    start = Math.min(until, BREAK.lastIndex);
  }
  add(start, until);
  return out;
}

// All that is marked in an article: [{from, until, type, value}].
function marksOf(article, picked) {
  const { statements: s, mentions: m, furniture: f, articles: a } = D;
  const out = [];
  const add = (start, length, type, value) =>
    start !== NONE && length > 0 && out.push({ from: start, until: start + length, type, value });
  for (const i of D.furnitureIn.get(a.source[article]) || []) add(f.start[i], f.length[i], "furniture", i);
  for (const i of D.mentionsIn.get(article) || []) add(m.start[i], m.length[i], "mention", i);
  for (const i of D.inArticle.get(article) || []) {
    const spans = s.spans[i];
    for (let k = 0; k < spans.length; k += 2)
      add(spans[k], spans[k + 1] - spans[k], i === picked ? "picked" : "said", i);
  }
  if (picked !== null) {
    add(s.whoStart[picked], s.whoLength[picked], "who", picked);
    add(s.cueStart[picked], s.cueLength[picked], "cue", picked);
  }
  add(a.titleStart[article], a.titleLength[article], "title", article);
  return out.sort((x, y) => x.from - y.from || y.until - x.until);
}

// The words between two offsets with all marks that lie over them; `pick` is called with a statement that was clicked.
function markedText(text, from, until, marks, pick) {
  const over = marks.filter((mark) => mark.from < until && mark.until > from);
  const cuts = new Set([from, until]);
  for (const mark of over) {
    cuts.add(Math.max(from, mark.from));
    cuts.add(Math.min(until, mark.until));
  }
  const places = [...cuts].sort((x, y) => x - y);
  const out = [];
  for (let k = 0; k + 1 < places.length; k++) {
    const here = over.filter((mark) => mark.from <= places[k] && mark.until >= places[k + 1]);
    const piece = text.slice(places[k], places[k + 1]);
    if (!here.length) {
      out.push(piece);
      continue;
    }
    const classes = new Set(here.map((mark) => mark.type));
    const said = here
      .filter((mark) => mark.type === "said" || mark.type === "picked")
      .sort((x, y) => x.until - x.from - (y.until - y.from))[0];
    const mention = here.find((mark) => mark.type === "mention");
    const isLink = mention && !classes.has("furniture");
    const tag = classes.has("picked") ? "mark" : isLink ? "a" : "span";
    const node = el(
      tag,
      {
        class: [...classes].join(" "),
        href: tag === "a" ? entityHref(D.mentions.entity[mention.value]) : null,
        title: isLink
          ? D.entities.name[D.mentions.entity[mention.value]]
          : classes.has("furniture")
            ? "left out as " + readable(D.furniture.kind[here.find((mark) => mark.type === "furniture").value])
            : null,
        onclick: said && pick && tag !== "a" ? () => pick(said.value) : null,
      },
      piece,
    );
    out.push(node);
  }
  return out;
}

// The article's text with its marks. Kinds of furniture stand beside what they label.
function articleText(article, picked, pick) {
  const text = textOf(article),
    marks = marksOf(article, picked),
    { titleStart, titleLength, start, length } = D.articles;
  const [from, until] = reachOf(article);
  const furniture = marks.filter((mark) => mark.type === "furniture");
  const blocks = piecesOf(text, from, until, furniture).map((piece) => {
    const own = text.slice(piece.from, piece.until).trim().length,
      at = titleStart[article];
    const isTitle =
      at !== NONE && piece.from <= at && piece.until >= at + titleLength[article] && own < titleLength[article] + 4;
    const isBeside = piece.until <= start[article] || piece.from >= start[article] + length[article];
    const label = piece.kind ? el("span", { class: "furniture-kind" }, piece.kind) : null;
    return el(
      "p",
      { class: isTitle ? "is-title" : piece.kind || isBeside ? "is-out" : null },
      label,
      markedText(text, piece.from, piece.until, marks, pick),
    );
  });
  return el("div", { class: "article-text" }, blocks);
}

// Bring the picked passage into the middle of what scrolls.
function showPicked(scroller, isPage) {
  const mark = scroller.querySelector("mark.picked, .who, .cue");
  if (!mark) return;
  const box = mark.getBoundingClientRect();
  if (isPage) window.scrollTo(0, Math.max(0, window.scrollY + box.top - window.innerHeight / 3));
  else
    scroller.scrollTop = Math.max(
      0,
      scroller.scrollTop + box.top - scroller.getBoundingClientRect().top - scroller.clientHeight / 3,
    );
}

// What is known of one statement, in words.
function factsOf(i) {
  const { statements: s } = D;
  const rows = [
    ["Speaker", s.speaker[i] !== NONE ? entityLink(s.speaker[i]) : speakerOf(i) ? words(speakerOf(i)) : "nobody named"],
    ["Written as", whoOf(i) && whoOf(i) !== speakerOf(i) ? words(`“${whoOf(i)}”`) : null],
    ["Role", s.role[i] ? words(s.role[i]) : null],
    ["Speaks for", s.iso[i] ? countryName(s.iso[i]) : null],
    [
      "How",
      [
        s.negated[i] ? "did not say; " : "",
        s.act[i],
        ", ",
        s.kind[i],
        cueOf(i) ? [" (", el("i", {}, words(cueOf(i))), ")"] : null,
      ],
    ],
    ["To", s.addressee[i] ? words(s.addressee[i]) : null],
    [
      "Said",
      [s.said[i] ? dateText(s.said[i]) : null, s.venue[i] ? readable(s.venue[i]) : null].filter(Boolean).join(" · ") ||
        null,
    ],
    ["About", s.about[i].length ? s.about[i].map((entity) => [entityLink(entity), " "]) : null],
    [
      "Part of",
      s.parent[i] !== NONE
        ? el("a", { href: articleHref(s.article[i], s.parent[i]) }, `what ${speakerOf(s.parent[i]) || "someone"} said`)
        : null,
    ],
    ["Confidence", sureness(s.confidence[i])],
  ];
  return el(
    "dl",
    { class: "facts" },
    rows.filter(([, value]) => value !== null).map(([name, value]) => [el("dt", {}, name), el("dd", {}, value)]),
  );
}

// The reading pane beside a list: facts, and the passage in its article.
function readingPane(i, pick, close) {
  const { statements: s } = D;
  const article = s.article[i];
  const scroller = el(
    "div",
    { class: "pane-scroll", tabindex: "0", role: "region", "aria-label": "The passage in its article" },
    articleText(article, i, pick),
  );
  const pane = el(
    "div",
    { class: "pane" },
    el(
      "div",
      { class: "pane-head" },
      el(
        "div",
        {},
        el("h2", { tabindex: "-1" }, words(headingOf(article))),
        el("p", { class: "soft" }, words(origin(article))),
      ),
      el("button", { type: "button", class: "icon", "aria-label": "Close", onclick: close }, "×"),
    ),
    factsOf(i),
    scroller,
    el(
      "p",
      { class: "pane-foot" },
      el("a", { class: "button", href: articleHref(article, i) }, "Open the whole article"),
    ),
  );
  return { pane, show: () => showPicked(scroller, false) };
}

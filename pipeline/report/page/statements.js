// The list of statements with its filters, and the reading pane.

const PAGE = 40;

function optionsOf(column, any, name = (value) => value) {
  const found = tally([...D.statements.id.keys()], (i) => D.statements[column][i]);
  return [["", any], ...found.map(([value, n]) => [value, `${name(value)} (${count(n)})`])];
}

function filterBar(query) {
  const path = "statements";
  const search = el("input", {
    type: "search",
    id: "words",
    value: query.q || "",
    autocomplete: "off",
    spellcheck: "false",
    placeholder: "Words, or “a phrase”",
  });
  let waiting;
  search.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => go(to(path, { ...here().query, q: search.value.trim(), p: null, s: null }), true), 120);
  });
  const countries = [...optionsOf("iso", "Any country", countryName)];
  const date = (label, name) =>
    el(
      "label",
      { class: "choice" },
      el("span", {}, label),
      el("input", {
        type: "date",
        value: query[name] || "",
        onchange: (event) => go(to(path, { ...query, [name]: event.target.value, p: null, s: null })),
      }),
    );
  const parts = [
    choice("Act", "act", optionsOf("act", "Any act"), query, path),
    choice("Form", "kind", optionsOf("kind", "Any form"), query, path),
    choice("Speaker is", "who", optionsOf("who", "Anyone", readable), query, path),
    countries.length > 1 ? choice("Speaks for", "iso", countries, query, path) : null,
    choice(
      "Confidence",
      "conf",
      [
        ["", "Any"],
        ["50", "0.5 and more"],
        ["70", "0.7 and more"],
        ["90", "0.9 and more"],
      ],
      query,
      path,
    ),
    hasTime() ? [date("From", "from"), date("To", "to")] : null,
  ];
  const first = [
    el("label", { class: "choice wide" }, el("span", {}, "Words"), search),
    choice(
      "Order",
      "order",
      Object.entries(ORDERS)
        .filter(([key]) => hasTime() || !["newest", "oldest"].includes(key))
        .map(([key, [text]]) => [key, text]),
      query,
      path,
    ),
  ];
  const used = ["act", "kind", "who", "iso", "conf", "from", "to"].filter((name) => query[name]).length;
  const more = el(
    "details",
    { class: "filters", open: !isNarrow() || used > 0 },
    el("summary", {}, used ? `Filters (${used} set)` : "Filters"),
    el("div", { class: "filter-row" }, parts),
  );
  return el(
    "form",
    { class: "filter-bar", onsubmit: (event) => event.preventDefault(), "aria-label": "Filters" },
    el("div", { class: "filter-row" }, first),
    more,
  );
}

// Chips for what is picked by name; each takes itself away.
function chips(query) {
  const chip = (name, text) =>
    link(
      "statements",
      { ...query, [name]: null, p: null, s: null },
      { class: "chip", title: "Take this away" },
      text,
      el("span", { "aria-hidden": "true" }, " ×"),
    );
  const of = (name, lead) => {
    const entity = D.entityOf.get(query[name]);
    return query[name] ? chip(name, [lead, words(entity === undefined ? query[name] : D.entities.name[entity])]) : null;
  };
  const set = FILTERS.filter((name) => query[name]);
  return [
    of("speaker", "by "),
    of("about", "about "),
    set.length > 1 ? link("statements", {}, { class: "chip plain" }, "Clear all") : null,
  ];
}

let shownList = null; // what the list on the page was made for

function statementsView(query) {
  const found = findStatements(query);
  const { bar, from, until } = pager(found.length, PAGE, query, "statements");
  const page = found.slice(from, until);
  const list = el(
    "ol",
    { class: "statements", start: from + 1 },
    page.map((i) => statementCard(i, to("statements", { ...query, s: D.statements.id[i] }))),
  );
  const said = plural(found.length, "statement");
  const result = el(
    "div",
    { class: "results" },
    found.length ? [list, bar] : empty("No statement fits. ", link("statements", {}, {}, "Take all filters away"), "."),
  );
  const aside = el("aside", { class: "reading", "aria-label": "In its context" });
  shownList = { key: keyOf(query), result, aside, page, query };
  say(said);
  const view = el(
    "div",
    {},
    heading(el("span", {}, said, found.length < D.n ? el("span", { class: "soft" }, ` of ${count(D.n)}`) : null)),
    filterBar(query),
    el(
      "div",
      { class: "chips" },
      chips(query),
      found.length
        ? el("button", { type: "button", class: "save", onclick: () => saveStatements(found) }, "Save as CSV")
        : null,
    ),
    el("div", { class: "split" }, result, aside),
  );
  return { view, title: "Statements", after: () => showReading(query) };
}

const keyOf = (query) => JSON.stringify([...FILTERS, "order", "p"].map((name) => query[name] || ""));

// Only the words or the picked statement changed: the list and the field that is typed in stay as they are.
function updateStatements(query) {
  if (!shownList || !shownList.result.isConnected) return false;
  if (shownList.key === keyOf(query)) {
    shownList.query = query;
    showReading(query);
    return true;
  }
  if (document.activeElement && document.activeElement.id === "words") {
    const { view } = statementsView(query);
    const old = document.querySelector("#main > div");
    old.querySelector(".heading").replaceWith(view.querySelector(".heading"));
    old.querySelector(".chips").replaceWith(view.querySelector(".chips"));
    old.querySelector(".split").replaceWith(view.querySelector(".split"));
    return true;
  }
  return false;
}

function showReading(query) {
  const { result, aside, page } = shownList;
  const i = query.s ? D.statementOf.get(query.s) : undefined;
  for (const item of result.querySelectorAll(".statement")) {
    const isPicked = item.dataset.id === query.s;
    item.classList.toggle("is-picked", isPicked);
    const content = item.querySelector(".statement-content");
    if (isPicked) content.setAttribute("aria-current", "true");
    else content.removeAttribute("aria-current");
    content.href = to("statements", { ...query, s: item.dataset.id });
  }
  const close = () => {
    const back = to("statements", { ...here().query, s: null });
    go(back, true);
    const item = result.querySelector(`[data-id="${CSS.escape(query.s)}"] .statement-content`);
    if (item) item.focus();
  };
  const pick = (other) => go(to("statements", { ...here().query, s: D.statements.id[other] }), true);
  document.querySelector("dialog.over")?.remove();
  if (i === undefined) {
    aside.replaceChildren(
      page.length
        ? empty(
            "Pick a statement to read it where it stands. ",
            el("kbd", {}, "j"),
            " and ",
            el("kbd", {}, "k"),
            " go down and up.",
          )
        : "",
    );
    return;
  }
  const { pane, show } = readingPane(i, pick, close);
  if (isNarrow()) {
    aside.replaceChildren();
    const dialog = el(
      "dialog",
      {
        class: "over",
        "aria-label": "In its context",
        oncancel: (event) => {
          event.preventDefault();
          close();
        },
      },
      pane,
    );
    document.body.append(dialog);
    dialog.showModal();
  } else aside.replaceChildren(pane);
  show();
}

// j and k: the next and the one before.
function stepStatement(direction) {
  const links = [...document.querySelectorAll(".statement .statement-content")];
  if (!links.length) return;
  const now = links.findIndex((one) => one === document.activeElement);
  const picked = links.findIndex((one) => one.getAttribute("aria-current"));
  const next = Math.min(links.length - 1, Math.max(0, (now >= 0 ? now : picked) + direction));
  links[next].focus();
  if (here().path[0] === "statements" && !isNarrow()) go(links[next].getAttribute("href"), true);
  links[next].closest(".statement").scrollIntoView({ block: "nearest" });
}

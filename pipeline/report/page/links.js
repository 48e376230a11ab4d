// Who talks about whom: as a network and as a matrix.

const ACT_ORDER = ["states", "accuses", "condemns", "praises", "denies", "demands", "promises", "threatens", "warns", "asks", "thinks", "intends", "hopes", "other"];

// Pairs of speaker and someone spoken about, with the statements: [{from, about, rows}], most first.
function pairs(query) {
  const { statements: s, entities: e } = D;
  const found = new Map();
  const leftOut = new Set((query.without || "").split("-").filter(Boolean));
  for (let i = 0; i < D.n; i++) {
    const from = s.speaker[i];
    if (from === NONE || leftOut.has(e.kind[from]) || (query.act && s.act[i] !== query.act)) continue;
    for (const about of s.about[i]) {
      if (about !== from && !leftOut.has(e.kind[about])) push(found, from * e.id.length + about, i);
    }
  }
  return [...found].map(([key, rows]) => ({ from: Math.floor(key / e.id.length), about: key % e.id.length, rows })).sort((x, y) => y.rows.length - x.rows.length || x.from - y.from || x.about - y.about);
}

function linksView(query) {
  const all = pairs(query);
  const shape = query.as === "matrix" ? "matrix" : "network";
  const size = Number(query.size) || (isNarrow() ? 16 : 32);
  const tab = (value, text) => link("links", { ...query, as: value === "network" ? null : value }, { class: "tab", "aria-current": shape === value ? "true" : null }, text);
  const acts = ACT_ORDER.filter((act) => D.statements.act.includes(act)).map((act) => [act, act]);
  const withoutOptions = [["", "Everyone"], ["country-organization", "People only"], ["person-organization", "Countries only"], ["organization", "People and countries"], ["country", "People and organizations"]];
  const controls = el("form", { class: "filter-bar", onsubmit: (event) => event.preventDefault(), "aria-label": "What is shown" }, el("div", { class: "filter-row" },
    choice("Act", "act", [["", "Any act"], ...acts], query, "links"),
    choice("Who", "without", withoutOptions, query, "links"),
    choice("At most", "size", [["", `${isNarrow() ? 16 : 32} names`], ["12", "12 names"], ["20", "20 names"], ["48", "48 names"], ["80", "80 names"]], query, "links"),
    el("div", { class: "tabs", role: "group", "aria-label": "Shown as" }, tab("network", "Network"), tab("matrix", "Matrix"))));
  const body = !all.length ? empty("Nobody talks about anybody here", query.act || query.without ? [" with these filters. ", link("links", {}, {}, "Take them away")] : "", ".")
    : shape === "matrix" ? matrix(all, size, query) : network(all, size, query);
  say(plural(all.length, "pair"));
  return {
    title: "Who talks about whom",
    view: el("div", {}, heading(["Who talks about whom", el("span", { class: "soft" }, ` ${plural(all.length, "pair")}`)]), controls, body),
  };
}

const pairHref = (pair, query) => to("statements", { speaker: D.entities.id[pair.from], about: D.entities.id[pair.about], act: query.act });

// The entities with most statements in these pairs.
function mostLinked(all, size, sides = ["from", "about"]) {
  const counts = new Map();
  for (const pair of all) for (const side of sides) counts.set(pair[side], (counts.get(pair[side]) || 0) + pair.rows.length);
  return [...counts].sort((x, y) => y[1] - x[1] || x[0] - y[0]).slice(0, size);
}

function shortName(entity, most = 20) {
  const name = D.entities.name[entity];
  if (name.length <= most) return name;
  const parts = name.split(/\s+/u), last = parts.pop();
  const short = `${parts.map((part) => `${[...part][0]}.`).join(" ")} ${last}`;
  if (D.entities.kind[entity] === "person" && short.length <= most) return short;
  return `${name.slice(0, most - 1).trimEnd()}…`;
}

function network(all, size, query) {
  const main = document.getElementById("main").clientWidth;
  const isWide = main > 940;
  const width = Math.max(300, Math.min(isWide ? main - 350 : main - 32, 1000)), height = isNarrow() ? Math.max(380, width * 1.15) : 640;
  const strongest = new Set(mostLinked(all, size).map(([entity]) => entity));
  const inside = all.filter((pair) => strongest.has(pair.from) && strongest.has(pair.about));
  const chosen = mostLinked(inside.length ? inside : all.slice(0, 1), size);
  const place = new Map(chosen.map(([entity], k) => [entity, k]));
  const most = chosen[0][1], scale = isNarrow() ? 11 : 17;
  const nodes = chosen.map(([entity, n]) => {
    const r = 4 + scale * Math.sqrt(n / most), label = shortName(entity);
    return { entity, n, r, label, w: Math.max(2 * r, label.length * 6.1), h: 2 * r + 15 };
  });
  const shown = all.filter((pair) => place.has(pair.from) && place.has(pair.about));
  const lines = shown.map((pair) => ({ a: place.get(pair.from), b: place.get(pair.about), n: pair.rows.length, pair }));
  placeNodes(nodes, lines, width, height);
  const heaviest = Math.max(1, ...lines.map((one) => one.n));
  const drawing = svg("svg", { class: "network", viewBox: `0 0 ${width} ${height}`, width, height, role: "group", "aria-label": "Network of who talks about whom; the list beside it says the same" },
    svg("defs", {}, svg("marker", { id: "tip", viewBox: "0 0 8 8", refX: 7, refY: 4, markerWidth: 7, markerHeight: 7, markerUnits: "userSpaceOnUse", orient: "auto" }, svg("path", { d: "M0 .8 7.4 4 0 7.2z" }))));
  const edges = lines.map(({ a, b, n, pair }) => {
    const from = nodes[a], end = nodes[b], dx = end.x - from.x, dy = end.y - from.y, distance = Math.hypot(dx, dy) || 1;
    const bend = Math.min(22, distance * 0.12), mx = (from.x + end.x) / 2 - (dy / distance) * bend, my = (from.y + end.y) / 2 + (dx / distance) * bend;
    const cut = (x, y, node, gap) => { const d = Math.hypot(x - node.x, y - node.y) || 1; return [node.x + ((x - node.x) / d) * (node.r + gap), node.y + ((y - node.y) / d) * (node.r + gap)]; };
    const [x0, y0] = cut(mx, my, from, 1), [x1, y1] = cut(mx, my, end, 3);
    const line = svg("path", { class: "edge", "data-a": a, "data-b": b, d: `M${x0.toFixed(1)} ${y0.toFixed(1)}Q${mx.toFixed(1)} ${my.toFixed(1)} ${x1.toFixed(1)} ${y1.toFixed(1)}`, "stroke-width": (0.8 + 3.4 * Math.sqrt(n / heaviest)).toFixed(2), "marker-end": "url(#tip)" },
      svg("title", {}, `${D.entities.name[pair.from]} about ${D.entities.name[pair.about]}: ${plural(n, "statement")}`));
    line.addEventListener("click", () => go(pairHref(pair, query)));
    return line;
  });
  const side = el("aside", { class: "side", "aria-label": "Pairs" });
  let picked = null;
  const points = nodes.map((node, k) => {
    const kind = D.entities.kind[node.entity], r = node.r;
    const shape = kind === "person" ? svg("circle", { r }) : kind === "country" ? svg("path", { d: `M0 ${-r * 1.15}L${r * 1.15} 0L0 ${r * 1.15}L${-r * 1.15} 0z` }) : svg("rect", { x: -r * 0.9, y: -r * 0.9, width: r * 1.8, height: r * 1.8, rx: 1 });
    const group = svg("g", { class: `node ${kind}`, transform: `translate(${node.x.toFixed(1)} ${node.y.toFixed(1)})`, tabindex: k ? "-1" : "0", role: "button", "aria-label": `${D.entities.name[node.entity]}, ${KIND_NAMES[kind]}, ${plural(node.n, "statement")}` },
      svg("title", {}, D.entities.name[node.entity]), shape, svg("text", { y: r + 12, "text-anchor": "middle" }, node.label));
    group.addEventListener("click", () => pickNode(picked === k ? null : k));
    group.addEventListener("keydown", (event) => {
      if (event.key === "Enter" || event.key === " ") pickNode(picked === k ? null : k);
      else if (event.key === "ArrowRight" || event.key === "ArrowDown") focusNode(k + 1);
      else if (event.key === "ArrowLeft" || event.key === "ArrowUp") focusNode(k - 1);
      else return;
      event.preventDefault();
    });
    return group;
  });
  const focusNode = (k) => {
    const next = (k + nodes.length) % nodes.length;
    points.forEach((point, n) => point.setAttribute("tabindex", n === next ? "0" : "-1"));
    points[next].focus();
  };
  const pickNode = (k) => {
    picked = k;
    const near = new Set(k === null ? [] : [k]);
    lines.forEach(({ a, b }, n) => {
      const isNear = k !== null && (a === k || b === k);
      if (isNear) near.add(a).add(b);
      edges[n].classList.toggle("far", k !== null && !isNear);
      edges[n].classList.toggle("near", isNear);
    });
    points.forEach((point, n) => {
      point.classList.toggle("far", k !== null && !near.has(n));
      point.setAttribute("aria-pressed", n === k ? "true" : "false");
    });
    side.replaceChildren(...pairLists(k === null ? null : nodes[k].entity, all, query, () => pickNode(null)));
  };
  drawing.append(svg("g", { class: "edges" }, edges), svg("g", {}, points));
  pickNode(null);
  const key = el("p", { class: "legend" }, ["person", "country", "organization"].map((kind) => el("span", {}, glyph(kind), ` ${KIND_NAMES[kind]}`)), el("span", { class: "soft" }, "An arrow goes from the speaker to whom they talk about. Pick a name to see its own."));
  const rest = new Set(all.flatMap((pair) => [pair.from, pair.about])).size - nodes.length;
  return el("div", { class: "network-split" }, el("div", { class: "drawing" }, drawing, key, rest > 0 ? el("p", { class: "soft" }, `Shown are the ${nodes.length} with most statements; ${plural(rest, "other name")} ${rest === 1 ? "is" : "are"} left out of the drawing.`) : null), side);
}

// What stands beside the network: the strongest pairs, or those of one entity.
function pairLists(entity, all, query, clear) {
  const row = (pair, other) => ({ label: other === undefined ? `${shortName(pair.from, 24)} → ${shortName(pair.about, 24)}` : D.entities.name[other], n: pair.rows.length, href: pairHref(pair, query), glyph: other === undefined ? null : glyph(D.entities.kind[other]) });
  if (entity === null) return [el("h2", {}, "Strongest pairs"), barList(all.slice(0, 14).map((pair) => row(pair)), "Strongest pairs")];
  const to = all.filter((pair) => pair.from === entity).slice(0, 10), by = all.filter((pair) => pair.about === entity).slice(0, 10);
  return [el("div", { class: "side-head" }, el("h2", {}, entityLink(entity)), el("button", { type: "button", class: "icon", "aria-label": "Show all pairs", onclick: clear }, "×")),
    el("h3", {}, "Talks about"), to.length ? barList(to.map((pair) => row(pair, pair.about)), "Talks about") : empty("Nobody here."),
    el("h3", {}, "Talked about by"), by.length ? barList(by.map((pair) => row(pair, pair.from)), "Talked about by") : empty("Nobody here.")];
}

function matrix(all, size, query) {
  const side = Math.min(size, 40);
  const speakers = mostLinked(all, side, ["from"]).map(([entity]) => entity), abouts = mostLinked(all, side, ["about"]).map(([entity]) => entity);
  const cells = new Map(all.map((pair) => [`${pair.from} ${pair.about}`, pair]));
  const most = Math.max(1, ...all.map((pair) => pair.rows.length));
  const cell = (from, about) => {
    const pair = cells.get(`${from} ${about}`);
    if (!pair) return el("td", { class: from === about ? "self" : null });
    const strength = Math.min(5, Math.ceil((5 * Math.log(1 + pair.rows.length)) / Math.log(1 + most)));
    const told = `${D.entities.name[from]} about ${D.entities.name[about]}: ${plural(pair.rows.length, "statement")}`;
    return el("td", { class: `level-${strength}` }, el("a", { href: pairHref(pair, query), title: told, "aria-label": told }, count(pair.rows.length)));
  };
  return el("div", {}, el("p", { class: "soft" }, "Rows speak, columns are spoken about; a cell leads to its statements."),
    el("div", { class: "table-scroll", tabindex: "0", role: "region", "aria-label": "Matrix of who talks about whom" }, el("table", { class: "matrix" },
      el("thead", {}, el("tr", {}, el("td", { class: "corner" }, el("span", {}, "speaker"), el("span", {}, "about")), abouts.map((entity) => el("th", { scope: "col" }, el("a", { href: entityHref(entity), title: D.entities.name[entity] }, el("span", {}, words(shortName(entity, 22)))))))),
      el("tbody", {}, speakers.map((from) => el("tr", {}, el("th", { scope: "row" }, el("a", { href: entityHref(from), title: D.entities.name[from] }, words(shortName(from, 24)))), abouts.map((about) => cell(from, about))))))));
}

// The network: who talks about whom, drawn.

function network(all, size, query) {
  const main = document.getElementById("main").clientWidth;
  const isWide = main > 940;
  const width = Math.max(300, Math.min(isWide ? main - 350 : main - 32, 1000)),
    height = isNarrow() ? Math.max(380, width * 1.15) : 640;
  const strongest = new Set(mostLinked(all, size).map(([entity]) => entity));
  const inside = all.filter((pair) => strongest.has(pair.from) && strongest.has(pair.about));
  const chosen = mostLinked(inside.length ? inside : all.slice(0, 1), size);
  const place = new Map(chosen.map(([entity], k) => [entity, k]));
  const most = chosen[0][1],
    scale = isNarrow() ? 11 : 17;
  const nodes = chosen.map(([entity, n]) => {
    const r = 4 + scale * Math.sqrt(n / most),
      label = shortName(entity);
    return { entity, n, r, label, w: Math.max(2 * r, label.length * 6.1), h: 2 * r + 15 };
  });
  const shown = all.filter((pair) => place.has(pair.from) && place.has(pair.about));
  const lines = shown.map((pair) => ({ a: place.get(pair.from), b: place.get(pair.about), n: pair.rows.length, pair }));
  placeNodes(nodes, lines, width, height);
  const heaviest = Math.max(1, ...lines.map((one) => one.n));
  const drawing = svg(
    "svg",
    {
      class: "network",
      viewBox: `0 0 ${width} ${height}`,
      width,
      height,
      role: "group",
      "aria-label": "Network of who talks about whom; the list beside it says the same",
    },
    svg(
      "defs",
      {},
      svg(
        "marker",
        {
          id: "tip",
          viewBox: "0 0 8 8",
          refX: 7,
          refY: 4,
          markerWidth: 7,
          markerHeight: 7,
          markerUnits: "userSpaceOnUse",
          orient: "auto",
        },
        svg("path", { d: "M0 .8 7.4 4 0 7.2z" }),
      ),
    ),
  );
  const edges = lines.map(({ a, b, n, pair }) => {
    const from = nodes[a],
      end = nodes[b],
      dx = end.x - from.x,
      dy = end.y - from.y,
      distance = Math.hypot(dx, dy) || 1;
    const bend = Math.min(22, distance * 0.12),
      mx = (from.x + end.x) / 2 - (dy / distance) * bend,
      my = (from.y + end.y) / 2 + (dx / distance) * bend;
    const cut = (x, y, node, gap) => {
      const d = Math.hypot(x - node.x, y - node.y) || 1;
      return [node.x + ((x - node.x) / d) * (node.r + gap), node.y + ((y - node.y) / d) * (node.r + gap)];
    };
    const [x0, y0] = cut(mx, my, from, 1),
      [x1, y1] = cut(mx, my, end, 3);
    const line = svg(
      "path",
      {
        class: "edge",
        "data-a": a,
        "data-b": b,
        d: `M${x0.toFixed(1)} ${y0.toFixed(1)}Q${mx.toFixed(1)} ${my.toFixed(1)} ${x1.toFixed(1)} ${y1.toFixed(1)}`,
        "stroke-width": (0.8 + 3.4 * Math.sqrt(n / heaviest)).toFixed(2),
        "marker-end": "url(#tip)",
      },
      svg("title", {}, `${D.entities.name[pair.from]} about ${D.entities.name[pair.about]}: ${plural(n, "statement")}`),
    );
    line.addEventListener("click", () => go(pairHref(pair, query)));
    return line;
  });
  const side = el("aside", { class: "side", "aria-label": "Pairs" });
  let picked = null;
  const points = nodes.map((node, k) => {
    const kind = D.entities.kind[node.entity],
      r = node.r;
    const shape =
      kind === "person"
        ? svg("circle", { r })
        : kind === "country"
          ? svg("path", { d: `M0 ${-r * 1.15}L${r * 1.15} 0L0 ${r * 1.15}L${-r * 1.15} 0z` })
          : svg("rect", { x: -r * 0.9, y: -r * 0.9, width: r * 1.8, height: r * 1.8, rx: 1 });
    const group = svg(
      "g",
      {
        class: `node ${kind}`,
        transform: `translate(${node.x.toFixed(1)} ${node.y.toFixed(1)})`,
        tabindex: k ? "-1" : "0",
        role: "button",
        "aria-label": `${D.entities.name[node.entity]}, ${KIND_NAMES[kind]}, ${plural(node.n, "statement")}`,
      },
      svg("title", {}, D.entities.name[node.entity]),
      shape,
      svg("text", { y: r + 12, "text-anchor": "middle" }, node.label),
    );
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
  const key = el(
    "p",
    { class: "legend" },
    ["person", "country", "organization"].map((kind) => el("span", {}, glyph(kind), ` ${KIND_NAMES[kind]}`)),
    el(
      "span",
      { class: "soft" },
      "An arrow goes from the speaker to whom they talk about. Pick a name to see its own.",
    ),
  );
  const rest = new Set(all.flatMap((pair) => [pair.from, pair.about])).size - nodes.length;
  return el(
    "div",
    { class: "network-split" },
    el(
      "div",
      { class: "drawing" },
      drawing,
      key,
      rest > 0
        ? el(
            "p",
            { class: "soft" },
            `Shown are the ${nodes.length} with most statements; ${plural(rest, "other name")} ${rest === 1 ? "is" : "are"} left out of the drawing.`,
          )
        : null,
    ),
    side,
  );
}

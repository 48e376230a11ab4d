// Small drawings. Each says in words what it shows.

// Bars over time, one or two series: [{name, counts, className}]. `pick` makes the link of a step.
function timeChart(series, label, pick) {
  const all = steps();
  const width = Math.max(240, document.getElementById("main").clientWidth - (isNarrow() ? 62 : 78)),
    height = 132;
  const left = 34,
    bottom = 22,
    top = 8;
  const most = Math.max(1, ...series.flatMap((one) => one.counts));
  const nice = niceMost(most);
  const step = (width - left) / all.length;
  const y = (n) => top + (height - top - bottom) * (1 - n / nice);
  const bar = Math.max(1, Math.min(26, step * 0.72) / series.length);
  const every = Math.ceil(all.length / Math.max(2, Math.floor((width - left) / 112)));
  const short = (text) => text.replace(/^week of /u, "");
  const rows = all.map((one, k) => {
    const x = left + step * (k + 0.5) - (bar * series.length) / 2;
    const told = series.map((each) => `${count(each.counts[k])} ${each.name}`).join(", ");
    const total = series.reduce((sum, each) => sum + each.counts[k], 0);
    const bars = series.map((each, n) =>
      each.counts[k]
        ? svg("rect", {
            class: each.className,
            x: x + n * bar,
            width: Math.max(1, bar - 1),
            y: y(each.counts[k]),
            height: height - bottom - y(each.counts[k]),
          })
        : null,
    );
    const hit = svg("rect", { class: "hit", x: left + step * k, width: step, y: top, height: height - top - bottom });
    const group = [svg("title", {}, `${one.label}: ${told}`), hit, bars];
    if (!total || !pick) return svg("g", {}, group);
    return svg("a", { href: pick(one), "aria-label": `${one.label}: ${told}`, tabindex: "-1" }, group);
  });
  const ticks = [0, nice / 2, nice]
    .filter((n) => Number.isInteger(n))
    .map((n) => [
      svg("line", { class: n ? "grid" : "axis", x1: left, x2: width, y1: y(n), y2: y(n) }),
      svg("text", { x: left - 6, y: y(n) + 4, "text-anchor": "end" }, count(n)),
    ]);
  const names = all.map((one, k) => {
    if (k % every || (k > 0 && left + step * (k + 0.5) > width - 30)) return null;
    const x = left + step * (k + 0.5);
    return svg(
      "text",
      { x: Math.max(x, left + 2), y: height - 5, "text-anchor": k ? "middle" : step > 60 ? "middle" : "start" },
      short(one.label),
    );
  });
  const legend =
    series.length > 1
      ? el(
          "p",
          { class: "legend" },
          series.map((each) => el("span", { class: `key ${each.className}` }, each.name)),
        )
      : null;
  return el(
    "figure",
    { class: "time" },
    legend,
    svg(
      "svg",
      { viewBox: `0 0 ${width} ${height}`, width, height, role: "group", "aria-label": label },
      ticks,
      rows,
      names,
    ),
  );
}

function niceMost(most) {
  if (most <= 4) return most <= 2 ? 2 : 4;
  const size = 10 ** Math.floor(Math.log10(most));
  return [1, 2, 4, 6, 8, 10].map((n) => n * size).find((n) => n >= most);
}

// A line without axes for a row of a table.
function sparkline(counts, label) {
  const width = 96,
    height = 20,
    most = Math.max(1, ...counts);
  const step = width / counts.length;
  const bar = Math.max(1, step - (step > 4 ? 1 : 0.2));
  return svg(
    "svg",
    { class: "spark", viewBox: `0 0 ${width} ${height}`, width, height, role: "img", "aria-label": label },
    svg("line", { class: "axis", x1: 0, x2: width, y1: height - 0.5, y2: height - 0.5 }),
    counts.map((n, k) =>
      n
        ? svg("rect", {
            class: "said",
            x: k * step,
            width: bar,
            y: (height - 1) * (1 - n / most),
            height: (height - 1) * (n / most),
          })
        : null,
    ),
  );
}

// A list of names with bars: [{label, n, href, hint}].
function barList(rows, label) {
  const most = Math.max(1, ...rows.map((row) => row.n));
  return el(
    "ol",
    { class: "bars", "aria-label": label },
    rows.map((row) =>
      el(
        "li",
        {},
        el(
          "a",
          { href: row.href, title: row.hint },
          el("span", { class: "bar-name" }, row.glyph || null, words(row.label)),
          el("span", { class: "bar-n" }, count(row.n)),
          el(
            "span",
            { class: "bar-track", "aria-hidden": "true" },
            el("span", { class: `bar-fill ${row.className || ""}`, style: { width: `${(100 * row.n) / most}%` } }),
          ),
        ),
      ),
    ),
  );
}

// How sure: a number, and the same as a short bar.
function sureness(percent) {
  if (percent === NONE)
    return el(
      "span",
      { class: "sure", title: "confidence was not measured" },
      el("span", { class: "sure-n" }, "not measured"),
    );
  const text = (percent / 100).toFixed(2);
  return el(
    "span",
    { class: "sure", title: `Confidence ${text}: of such statements ${percent} in 100 are right` },
    el(
      "span",
      { class: "sure-track", "aria-hidden": "true" },
      el("span", { class: "sure-fill", style: { width: `${percent}%` } }),
    ),
    el("span", { class: "hidden" }, "confidence "),
    el("span", { class: "sure-n" }, text),
  );
}

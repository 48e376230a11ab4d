// The search box: entities as one types, and the statements that hold the words.

function startSearch() {
  const box = document.getElementById("search"),
    found = document.getElementById("found");
  let options = [],
    active = -1;
  const close = () => {
    found.hidden = true;
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
    active = -1;
  };
  const leave = (href) => {
    close();
    box.value = "";
    go(href);
  };
  const mark = (next) => {
    active = next;
    [...found.children].forEach((item, k) => item.setAttribute("aria-selected", k === active ? "true" : "false"));
    if (active >= 0) {
      box.setAttribute("aria-activedescendant", `found-${active}`);
      found.children[active].scrollIntoView({ block: "nearest" });
    } else box.removeAttribute("aria-activedescendant");
  };
  const refresh = () => {
    const query = box.value.trim();
    if (!query) return close();
    options = findEntities(query, 7).map((entity) => ({
      href: entityHref(entity),
      parts: [
        glyph(D.entities.kind[entity]),
        words(D.entities.name[entity]),
        el("span", { class: "soft" }, words(standing(entity))),
      ],
    }));
    const n = findStatements({ q: query }).length;
    options.push({
      href: to("statements", { q: query }),
      parts: [el("span", { class: "found-words" }, `${plural(n, "statement")} with “`, words(query), "”")],
    });
    found.replaceChildren(
      ...options.map((option, k) => {
        const item = el("li", { role: "option", id: `found-${k}`, "aria-selected": "false" }, option.parts);
        item.addEventListener("mousedown", (event) => {
          event.preventDefault();
          leave(option.href);
        });
        return item;
      }),
    );
    found.hidden = false;
    box.setAttribute("aria-expanded", "true");
    mark(-1);
    say(`${plural(options.length - 1, "name")}, ${plural(n, "statement")}`);
  };
  let waiting;
  box.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(refresh, 80);
  });
  box.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      if (found.hidden) return;
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      mark((active + step + options.length + (active < 0 && step < 0 ? 1 : 0)) % options.length);
    } else if (event.key === "Enter" && box.value.trim()) {
      event.preventDefault();
      clearTimeout(waiting);
      const query = box.value.trim();
      leave(active >= 0 ? options[active].href : to("statements", { q: query }));
    } else if (event.key === "Escape") {
      event.preventDefault();
      if (found.hidden && !box.value) box.blur();
      box.value = "";
      close();
    }
  });
  box.addEventListener("blur", close);
}

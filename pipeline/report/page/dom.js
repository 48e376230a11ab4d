// Making elements. Text goes in as text nodes only; addresses come from three functions alone: `to`, `outside`,
// and `saveStatements`.

const SVG = "http://www.w3.org/2000/svg";

function fill(node, properties, children) {
  for (const [name, value] of Object.entries(properties || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else if (name === "style") for (const [key, part] of Object.entries(value)) node.style.setProperty(key, part);
    else node.setAttribute(name, value === true ? "" : value);
  }
  for (const child of children.flat(Infinity)) {
    if (child !== null && child !== undefined && child !== false) node.append(child);
  }
  return node;
}

const el = (tag, properties, ...children) => fill(document.createElement(tag), properties, children);
const svg = (tag, properties, ...children) => fill(document.createElementNS(SVG, tag), properties, children);

// Words from the data, kept apart in direction from what stands around them.
const words = (text, properties) => el("bdi", properties, text);

const count = (n) => n.toLocaleString("en-GB");
const plural = (n, one, many = `${one}s`) => `${count(n)} ${n === 1 ? one : many}`;

// The hash for a view: its path, and what is filtered.
function to(path, query = {}) {
  const parts = Object.entries(query).filter(([, value]) => value !== null && value !== undefined && value !== "");
  return `#/${path}${parts.length ? `?${new URLSearchParams(parts)}` : ""}`;
}

const link = (path, query, properties, ...children) => el("a", { href: to(path, query), ...properties }, children);

// A link out of the page; null where the address is none of the web's.
function outside(address, ...children) {
  let url;
  try {
    url = new URL(address);
  } catch {
    return null;
  }
  if (url.protocol !== "https:" && url.protocol !== "http:") return null;
  return el("a", { href: url.href, rel: "noopener noreferrer external", target: "_blank" }, children);
}

function say(message) {
  document.getElementById("status").textContent = message;
}

// Where the page stands: {path: ["entity", "p12"], query: {…}}.
function here() {
  const [path, query] = location.hash.replace(/^#\/?/u, "").split("?");
  let parts;
  try {
    parts = path.split("/").map(decodeURIComponent);
  } catch {
    parts = [""];
  }
  return { path: parts, query: Object.fromEntries(new URLSearchParams(query || "")) };
}

// Go to a view; `replace` leaves no step to go back to.
function go(hash, replace = false) {
  if (replace) {
    history.replaceState(null, "", hash);
    window.dispatchEvent(new Event("hashchange"));
  } else location.hash = hash;
}

const isNarrow = () => matchMedia("(max-width: 999px)").matches;

function remember(key, value) {
  try {
    localStorage.setItem(`whosaid-${key}`, value);
  } catch {
    // a page from disk may have no storage: the choice then lasts as long as the page
  }
}

function remembered(key) {
  try {
    return localStorage.getItem(`whosaid-${key}`);
  } catch {
    return null;
  }
}

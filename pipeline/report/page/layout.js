// Where the nodes of a network stand. The same network always gets the same picture.

// nodes: [{r}], links: [{a, b, n}]; gives each node x and y within the size (after Fruchterman and Reingold, 1991).
function placeNodes(nodes, links, width, height) {
  const n = nodes.length,
    ratio = width / height,
    ideal = Math.min(110, 0.8 * Math.sqrt((width * height) / Math.max(1, n)));
  nodes.forEach((node, k) => {
    const turn = k * 2.399963,
      out = (0.46 * Math.sqrt(k + 0.5)) / Math.sqrt(n);
    node.x = width / 2 + out * width * Math.cos(turn);
    node.y = height / 2 + out * height * Math.sin(turn);
  });
  const heaviest = Math.max(1, ...links.map((one) => one.n));
  const rounds = 260;
  for (let round = 0; round < rounds; round++) {
    const heat = (Math.min(width, height) / 9) * (1 - round / rounds) ** 1.4 + 0.3;
    for (const node of nodes) {
      node.dx = (width / 2 - node.x) * 0.32;
      node.dy = (height / 2 - node.y) * 0.32 * ratio;
    }
    for (let i = 0; i < n; i++) {
      for (let j = i + 1; j < n; j++) {
        let dx = nodes[i].x - nodes[j].x || 0.01 * (j - i),
          dy = nodes[i].y - nodes[j].y || 0.01;
        const distance = Math.max(4, Math.hypot(dx, dy) - nodes[i].r - nodes[j].r);
        const push = (ideal * ideal) / distance / Math.hypot(dx, dy);
        dx *= push;
        dy *= push;
        nodes[i].dx += dx;
        nodes[i].dy += dy;
        nodes[j].dx -= dx;
        nodes[j].dy -= dy;
      }
    }
    for (const { a, b, n: weight } of links) {
      const dx = nodes[a].x - nodes[b].x,
        dy = nodes[a].y - nodes[b].y,
        distance = Math.hypot(dx, dy) || 1;
      const pull = (distance / ideal) * (0.25 + 0.75 * Math.sqrt(weight / heaviest));
      nodes[a].dx -= dx * pull;
      nodes[a].dy -= dy * pull;
      nodes[b].dx += dx * pull;
      nodes[b].dy += dy * pull;
    }
    for (const node of nodes) {
      const size = Math.hypot(node.dx, node.dy) || 1,
        step = Math.min(size, heat) / size;
      node.x += node.dx * step;
      node.y += node.dy * step;
    }
  }
  fitInto(nodes, width, height);
  spreadLabels(nodes, width, height);
}

// Stretch what was placed to the size, each way for itself, though not to more than double.
function fitInto(nodes, width, height) {
  for (const [key, size, margin] of [
    ["x", width, Math.min(52, width / 7)],
    ["y", height, 30],
  ]) {
    const low = Math.min(...nodes.map((node) => node[key])),
      high = Math.max(...nodes.map((node) => node[key]));
    const scale = Math.min(2, (size - 2 * margin) / Math.max(1, high - low));
    for (const node of nodes) node[key] = size / 2 + (node[key] - (low + high) / 2) * scale;
  }
}

// Push apart nodes whose boxes, names included, lie over each other.
function spreadLabels(nodes, width, height) {
  for (let round = 0; round < 120; round++) {
    let moved = false;
    for (let i = 0; i < nodes.length; i++) {
      for (let j = i + 1; j < nodes.length; j++) {
        const a = nodes[i],
          b = nodes[j];
        const overX = (a.w + b.w) / 2 + 4 - Math.abs(a.x - b.x);
        const overY = (a.h + b.h) / 2 + 2 - Math.abs(a.y + a.h / 2 - a.r - (b.y + b.h / 2 - b.r));
        if (overX <= 0 || overY <= 0) continue;
        moved = true;
        const key = overX < overY ? "x" : "y",
          by = Math.min(overX, overY) / 2 + 0.5,
          sign = a[key] < b[key] || (a[key] === b[key] && i < j) ? -1 : 1;
        a[key] += sign * by;
        b[key] -= sign * by;
      }
    }
    for (const node of nodes) {
      node.x = Math.min(width - node.w / 2 - 2, Math.max(node.w / 2 + 2, node.x));
      node.y = Math.min(height - node.h + node.r - 2, Math.max(node.r + 4, node.y));
    }
    if (!moved) return;
  }
}

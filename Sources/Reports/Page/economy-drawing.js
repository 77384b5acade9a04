/** What the grid of an economy looks like at one moment. */

function drawGrid(context, view, state, side, exchange) {
  const {rules, layers, document, replay} = view;
  const n = rules.grid, cell = (side - 4) / n;
  const middle =
      (place) => [2 + (place % n + 0.5) * cell, 2 + (Math.floor(place / n) + 0.5) * cell];
  context.fillStyle = Canvas.colour("page");
  context.fillRect(2, 2, side - 4, side - 4);
  if (layers.lambda) drawLambda(context, state, n, cell);
  if (cell >= 8) {
    context.strokeStyle = Canvas.colour("grid");
    context.lineWidth = 1;
    for (let k = 0; k <= n; k++) {
      line(context, 2 + k * cell, 2, 2 + k * cell, side - 2);
      line(context, 2, 2 + k * cell, side - 2, 2 + k * cell);
    }
  }
  if (layers.resources) drawResources(context, document, state, middle, cell);
  const spots = layOut(state, n, cell, middle);
  if (layers.homes && cell >= 8) {
    context.strokeStyle = Canvas.colour("muted");
    for (const home of replay.home) {
      const [x, y] = middle(home);
      context.strokeRect(x - cell * 0.46, y - cell * 0.46, cell * 0.18, cell * 0.18);
    }
  }
  drawGoals(context, layers, state, spots, middle, cell);
  if (layers.pairs) {
    context.strokeStyle = Canvas.colour("text");
    context.lineWidth = 3;
    state.partner.forEach((partner, id) => {
      if (partner > id) line(context, spots[id].x, spots[id].y, spots[partner].x, spots[partner].y);
    });
  }
  drawTrail(context, view, middle);
  for (const {x, y, r, id} of spots) {
    context.beginPath();
    context.arc(x, y, r, 0, 7);
    context.fillStyle = Canvas.nth(view.kinds.indexOf(document.agents[id].type));
    context.fill();
    const isChosen = view.chosen.includes(id);
    context.strokeStyle = Canvas.colour(isChosen ? "text" : "panel");
    context.lineWidth = isChosen ? 3 : 1;
    context.stroke();
    if (r >= 9)
      label(
          context, String(id), x, y, Canvas.colour("panel"), `600 ${Math.min(13, r)}px system-ui`);
  }
  if (layers.flash) drawFlashes(context, view, spots, exchange);
  return spots;
}

function label(context, text, x, y, colour, font, align = "center") {
  context.font = font;
  context.textAlign = align;
  context.textBaseline = "middle";
  context.fillStyle = colour;
  context.fillText(text, x, y);
}

function drawResources(context, document, state, middle, cell) {
  const {cells} = document;
  for (let k = 0; k < cells.length; k += 3) {
    const amount = state.grown[k / 3];
    const [x, y] = middle(cells[k]);
    const size = cell * 0.8;
    context.fillStyle = Canvas.colour(cells[k + 1] ? "ask" : "bid");
    context.globalAlpha = amount > 0 ? Math.min(0.55, 0.14 + 0.07 * amount) : 0.04;
    context.fillRect(x - size / 2, y - size / 2, size, size);
    context.globalAlpha = 1;
    if (cell >= 20 && amount > 0)
      label(
          context, `${amount}`, x + size / 2 - 5, y + size / 2 - 6, Canvas.colour("muted"),
          "10px system-ui");
  }
}

/** Several agents of one cell side by side in it, none above another. */
function layOut(state, n, cell, middle) {
  const crowd = new Map();
  state.cell.forEach((place, id) => {
    if (!crowd.has(place)) crowd.set(place, []);
    crowd.get(place).push(id);
  });
  const spots = new Array(state.cell.length);
  for (const [place, ids] of crowd) {
    const rows = Math.ceil(Math.sqrt(ids.length));
    const step = cell * 0.9 / rows;
    const [x, y] = middle(place);
    ids.forEach((id, k) => {
      spots[id] = {
        id,
        x: x + (k % rows - (rows - 1) / 2) * step,
        y: y + (Math.floor(k / rows) - (Math.ceil(ids.length / rows) - 1) / 2) * step,
        r: Math.max(1.5, Math.min(18, step * 0.4))
      };
    });
  }
  return spots;
}

function drawGoals(context, layers, state, spots, middle, cell) {
  for (let id = 0; id < spots.length; id++) {
    const seeks = state.seeks[id], goal = state.goal[id];
    const isTrade = seeks >= 0;
    if (goal < 0 || (isTrade ? !layers.trade || state.partner[id] >= 0 : !layers.forage)) continue;
    const from = spots[id];
    const [x, y] = isTrade && spots[seeks] ? [spots[seeks].x, spots[seeks].y] : middle(goal);
    const length = Math.hypot(x - from.x, y - from.y);
    if (length < cell * 0.3) continue;
    const end = isTrade ? length - (spots[seeks]?.r ?? 0) : length;
    const [dx, dy] = [(x - from.x) / length, (y - from.y) / length];
    const [tipX, tipY] = [from.x + dx * end, from.y + dy * end];
    context.strokeStyle = context.fillStyle = Canvas.colour(isTrade ? "text" : "muted");
    context.lineWidth = 1.2;
    context.setLineDash(isTrade ? [] : [4, 3]);
    line(context, from.x + dx * from.r, from.y + dy * from.r, tipX, tipY);
    context.setLineDash([]);
    context.beginPath();
    context.moveTo(tipX, tipY);
    context.lineTo(tipX - 7 * dx + 3 * dy, tipY - 7 * dy - 3 * dx);
    context.lineTo(tipX - 7 * dx - 3 * dy, tipY - 7 * dy + 3 * dx);
    context.fill();
  }
}

/** Cells by the mean λ of who stands there, on a scale of logarithms. */
function drawLambda(context, state, n, cell) {
  const sums = new Map();
  state.cell.forEach((place, id) => {
    const [sum, count] = sums.get(place) ?? [0, 0];
    sums.set(place, [sum + Math.log(state.lambda[id]), count + 1]);
  });
  const values = [...sums.values()].map(([sum, count]) => sum / count);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const heat = Canvas.heatScale();
  for (const [place, [sum, count]] of sums) {
    const share = high > low ? (sum / count - low) / (high - low) : 0.5;
    context.fillStyle = heat[Math.round(6 + share * 25)];
    context.fillRect(2 + (place % n) * cell, 2 + Math.floor(place / n) * cell, cell, cell);
  }
}

/** The way a chosen agent has come. */
function drawTrail(context, view, middle) {
  const id = view.chosen[0];
  if (id === undefined) return;
  context.beginPath();
  view.trail(id).forEach((place, k) => {
    const [x, y] = middle(place);
    if (k)
      context.lineTo(x, y);
    else
      context.moveTo(x, y);
  });
  context.strokeStyle = Canvas.colour("accent");
  context.lineWidth = 2;
  context.globalAlpha = 0.55;
  context.stroke();
  context.globalAlpha = 1;
}

function drawFlashes(context, view, spots) {
  const {trades} = view.document;
  const taken = [];
  for (const i of view.tradesAt(view.frame)) {
    const [buyer, seller] = [spots[trades.buyer[i]], spots[trades.seller[i]]];
    const colour = Canvas.colour(pairColours[trades.pair[i]]);
    context.strokeStyle = colour;
    context.lineWidth = 3;
    for (const spot of [buyer, seller]) {
      if (!spot) continue;
      context.beginPath();
      context.arc(spot.x, spot.y, spot.r + 4, 0, 7);
      context.stroke();
    }
    const one = buyer ?? seller, other = seller ?? buyer;
    if (!one || spots.length > 60) continue;
    const [good, money] = {"A<->B": ["A", "B"], "A<->M": ["A", "M"], "B<->M": [
                             "B", "M"
                           ]}[trades.pair[i]];
    const text = `${trades.payment[i]} ${money} ⇄ ${trades.units[i]} ${good}`;
    context.font = "600 12px system-ui";
    const width = context.measureText(text).width + 10;
    let [x, y] = [
      Math.max(width / 2 + 2, (one.x + other.x) / 2),
      Math.max(12, Math.min(one.y, other.y) - one.r - 14)
    ];
    while (taken.some(([a, b]) => Math.abs(a - x) < width && Math.abs(b - y) < 18)) y += 18;
    taken.push([x, y]);
    context.fillStyle = Canvas.colour("panel");
    context.fillRect(x - width / 2, y - 9, width, 18);
    context.strokeStyle = colour;
    context.lineWidth = 1.5;
    context.strokeRect(x - width / 2, y - 9, width, 18);
    label(context, text, x, y, Canvas.colour("text"), "600 12px system-ui");
  }
}

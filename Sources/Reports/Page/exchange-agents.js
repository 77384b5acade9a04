/** Who has what: equity over time, and the leaderboard with where each profit came from. */

/** Which colour stands for an agent's kind. */
function kindsOf(agents) {
  const names = [];
  for (const agent of agents) {
    const kind = agent.bot ?? "remote";
    if (!names.includes(kind)) names.push(kind);
  }
  return names;
}

function equityPanel(view) {
  const owner = panel("Equity of the agents", "Cash and goods at the last price, for each agent, coloured by its kind. ✕ marks a "
    + "bankruptcy. Choose kinds below; choose an agent in the leaderboard to follow its line.");
  const { timeline, document } = view;
  const kinds = kindsOf(document.agents);
  const hidden = new Set();
  const drawn = document.agents.filter((agent) => agent.equity_series)
    .map((agent) => ({ agent, kind: kinds.indexOf(agent.bot ?? "remote"), values: agent.equity_series.map((value) => Number(value) / 1e8) }));
  owner.body.append(el("div", { class: "choices" }, ...kinds.map((kind, n) => el("label", {},
    el("input", { type: "checkbox", checked: true, onchange: (event) => {
      if (event.target.checked) hidden.delete(n); else hidden.add(n);
      timeline.wake(2);
    } }), el("i", { style: `background:var(--c${n % 8})` }), kind))));
  const seen = () => drawn.filter(({ kind }) => !hidden.has(kind));
  const plot = new TimePlot(owner, timeline, {
    height: 300, label: "Equity of every agent over time", yText: Numbers.axis,
    bounds: (first, last) => extent(seen().map(({ values }) => values), first, last),
    draw(plot) {
      const lines = seen();
      for (const { agent, kind, values } of lines) {
        if (agent.id !== view.chosen) plot.path(values, Canvas.nth(kind), { width: 1.2, alpha: view.chosen === null ? 0.8 : 0.3 });
      }
      for (const { agent, kind, values } of lines) {
        if (agent.id === view.chosen) plot.path(values, Canvas.nth(kind), { width: 2.6 });
        if (agent.bankrupt_at_tick === null) continue;
        const { context } = plot;
        context.font = "bold 13px system-ui";
        context.textAlign = "center";
        context.fillStyle = Canvas.colour("loss");
        const stop = timeline.nearest(agent.bankrupt_at_tick);
        context.fillText("✕", plot.x(agent.bankrupt_at_tick), plot.y(values[stop] ?? 0) + 4);
      }
    },
    mark(plot) {
      const lines = seen();
      const i = timeline.shown;
      let near = lines.find(({ agent }) => agent.id === view.chosen);
      if (plot.pointer !== null && plot.pointer !== undefined) {
        near = lines.reduce((best, line) => !best || Math.abs(plot.y(line.values[i]) - plot.pointer) < Math.abs(plot.y(best.values[i]) - plot.pointer) ? line : best, null);
      }
      const ranked = lines.slice().sort((a, b) => b.values[i] - a.values[i] || a.agent.id - b.agent.id);
      const shown = near ? [near, ...ranked.filter((line) => line !== near).slice(0, 2)] : ranked.slice(0, 3);
      for (const line of shown) plot.dot(timeline.stops[i], line.values[i], Canvas.nth(line.kind), line === near ? 4 : 2.5);
      read(owner.reading, [["tick", Numbers.count(timeline.stops[i])],
        ...shown.map(({ agent, kind }) => [agent.name, Numbers.units(agent.equity_series[i], 2), Canvas.nth(kind)]),
        near || lines.length <= 3 ? null : ["", "(the first three)"]]);
    },
  });
  plot.element.addEventListener("pointermove", (event) => { plot.pointer = event.clientY - plot.element.getBoundingClientRect().top; timeline.wake(1); });
  plot.element.addEventListener("pointerleave", () => { plot.pointer = null; });
  return owner;
}

const profitParts = [["spread", "spread", "c0"], ["inventory", "inventory", "c4"], ["fees", "fees", "c3"],
  ["rebates", "rebates", "c5"], ["decay", "decay", "c2"], ["other", "other", "c6"]];

/** With how many decimals a column of money stays readable; as the command's tables have it. */
function moneyDecimals(texts) {
  const largest = texts.reduce((most, text) => Math.max(most, Math.abs(Number(text))), 0);
  return largest >= 1e6 ? 0 : largest >= 1 || largest === 0 ? 2 : largest >= 1e-3 ? 4 : 8;
}

function leaderboardPanel(view) {
  const owner = panel("Leaderboard", "Profit or loss of every agent over the whole run, and its parts, which sum to it exactly. "
    + "Spread: what its trades gained or gave away against the middle of the market at that moment. Inventory: what the price "
    + "did to the goods it held, those it began with included. The bar shows the parts around zero, the mark the sum.");
  const { document, timeline } = view;
  const agents = document.agents.slice().sort((a, b) => compareAmounts(b.pnl, a.pnl) || a.id - b.id);
  const parts = profitParts.filter(([key]) => agents.some((agent) => Number(agent.pnl_parts[key]) !== 0));
  const decimals = moneyDecimals(agents.map((agent) => agent.pnl));
  const equityDecimals = moneyDecimals(agents.map((agent) => agent.equity));
  const reach = agents.reduce(([low, high], agent) => {
    const values = parts.map(([key]) => Number(agent.pnl_parts[key]));
    const sum = (sign) => values.filter((value) => value * sign > 0).reduce((a, b) => a + b, 0);
    return [Math.min(low, sum(-1)), Math.max(high, sum(1))];
  }, [0, 0]);
  const head = ["#", "agent", "kind", `equity`, "P&L", "P&L %", "where it came from", ...parts.map(([, name]) => name), "trades", "status"];
  const left = new Set(["agent", "kind", "where it came from", "status"]);
  const rows = agents.map((agent, rank) => {
    const choose = el("button", { type: "button", class: "name", "aria-pressed": "false", onclick: () => {
      view.chosen = view.chosen === agent.id ? null : agent.id;
      for (const other of rows) {
        const isChosen = other.agent.id === view.chosen;
        other.row.classList.toggle("chosen", isChosen);
        other.choose.setAttribute("aria-pressed", String(isChosen));
      }
      timeline.wake(2);
    } }, agent.name);
    const money = (text) => el("td", { class: Number(text) < 0 ? "lost" : "" }, Numbers.amount(text, decimals));
    const row = el("tr", {}, el("td", {}, String(rank + 1)), el("td", { class: "left" }, choose),
      el("td", { class: "left" }, agent.bot ?? "remote"), el("td", {}, Numbers.amount(agent.equity, equityDecimals)),
      money(agent.pnl), el("td", {}, Numbers.real(agent.pnl_pct, 2)),
      el("td", { class: "left" }, profitBar(agent, parts, reach)), ...parts.map(([key]) => money(agent.pnl_parts[key])),
      el("td", {}, Numbers.count(agent.trades)),
      el("td", { class: "left" }, agent.bankrupt_at_tick === null ? "active" : `bankrupt at ${Numbers.count(agent.bankrupt_at_tick)}`));
    return { agent, row, choose };
  });
  owner.body.append(
    el("div", { class: "choices" }, ...parts.map(([, name, colour]) => el("label", {}, el("i", { style: `background:var(--${colour})` }), name))),
    el("div", { class: "table tall", tabindex: 0, role: "region", "aria-label": "Table of the leaderboard" }, el("table", {},
      el("thead", {}, el("tr", {}, ...head.map((text) => el("th", { scope: "col", class: left.has(text) ? "left" : "" }, text)))),
      el("tbody", {}, ...rows.map(({ row }) => row)))));
  return owner;
}

function compareAmounts(left, right) {
  const units = (text) => BigInt(text.replace(".", ""));
  const difference = units(left) - units(right);
  return difference > 0n ? 1 : difference < 0n ? -1 : 0;
}

/** The parts of a profit around zero, the losses to the left, and a mark at the sum. */
function profitBar(agent, parts, [low, high]) {
  const width = 180, height = 16;
  const x = (value) => 2 + (value - low) / (high - low || 1) * (width - 4);
  const ns = "http://www.w3.org/2000/svg";
  const shape = (name, attributes) => {
    const element = document.createElementNS(ns, name);
    for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
    return element;
  };
  const svg = shape("svg", { width, height, viewBox: `0 0 ${width} ${height}`, role: "img",
    "aria-label": parts.map(([key, name]) => `${name} ${Numbers.amount(agent.pnl_parts[key], 2)}`).join(", ") });
  let [down, up] = [0, 0];
  for (const [key, name, colour] of parts) {
    const value = Number(agent.pnl_parts[key]);
    const from = value < 0 ? down : up;
    if (value < 0) down += value; else up += value;
    const [a, b] = [x(from), x(from + value)].sort((one, other) => one - other);
    svg.append(shape("rect", { x: a, y: 2, width: Math.max(0, b - a), height: height - 4, fill: `var(--${colour})` }));
  }
  svg.append(shape("line", { x1: x(0), x2: x(0), y1: 0, y2: height, stroke: "var(--text)", "stroke-width": 1 }));
  const sum = x(Number(agent.pnl));
  svg.append(shape("path", { d: `M${sum - 4} 0h8l-4 6z M${sum - 4} ${height}h8l-4 -6z`, fill: "var(--text)" }));
  return svg;
}

/** Who earned what, and from what. */

const profitParts = [
  ["spread", "spread", "c0"], ["inventory", "inventory", "c4"], ["fees", "fees", "c3"],
  ["rebates", "rebates", "c5"], ["decay", "decay", "c2"], ["other", "other", "c6"]
];

/** With how many decimals a column of money stays readable; as the command's tables have it. */
function moneyDecimals(texts) {
  const largest = texts.reduce((most, text) => Math.max(most, Math.abs(Number(text))), 0);
  return largest >= 1e6 ? 0 : largest >= 1 || largest === 0 ? 2 : largest >= 1e-3 ? 4 : 8;
}

function leaderboardPanel(view) {
  const owner = panel(
      "Leaderboard",
      "Profit or loss of every agent over the whole run, and its parts, which sum to it exactly. " +
          "Spread: what its trades gained or gave away against the middle of the market at " +
          "that moment. Inventory: what the price " +
          "did to the goods it held, those it began with included. The bar shows the parts " +
          "around zero, the mark the sum.");
  const place = el(
      "div",
      {class: "table tall", tabindex: 0, role: "region", "aria-label": "Table of the leaderboard"});
  const legend = el("div", {class: "choices"});
  owner.body.append(legend, place);
  const show = () => {
    const parts = profitParts.filter(
        ([key]) => view.document.agents.some((agent) => Number(agent.pnl_parts?.[key] ?? 0) !== 0));
    legend.replaceChildren(...parts.map(
        ([, name, colour]) =>
            el("label", {}, el("i", {style: `background:var(--${colour})`}), name)));
    place.replaceChildren(leaderboardTable(view, parts));
  };
  show();
  let due = 0;
  // A table is no clock: every other second is enough for who reads it.
  view.onData.push(() => {
    if (performance.now() > due) {
      due = performance.now() + 2000;
      show();
    }
  });
  return owner;
}

function leaderboardTable(view, parts) {
  const agents = view.document.agents.filter((agent) => agent.pnl !== undefined)
                     .sort((a, b) => compareAmounts(b.pnl, a.pnl) || a.id - b.id);
  const decimals = moneyDecimals(agents.map((agent) => agent.pnl));
  const equityDecimals = moneyDecimals(agents.map((agent) => agent.equity));
  const part = (agent, key) => agent.pnl_parts?.[key] ?? "0";
  const reach = agents.reduce(([low, high], agent) => {
    const sum = (sign) => parts.map(([key]) => Number(part(agent, key)))
                              .filter((value) => value * sign > 0)
                              .reduce((a, b) => a + b, 0);
    return [Math.min(low, sum(-1)), Math.max(high, sum(1))];
  }, [0, 0]);
  const head = [
    "#", "agent", "kind", "equity", "P&L", "P&L %", "where it came from",
    ...parts.map(([, name]) => name), "trades", "status"
  ];
  const left = new Set(["agent", "kind", "where it came from", "status"]);
  const money = (text) =>
      el("td", {class: Number(text) < 0 ? "lost" : ""}, Numbers.amount(text, decimals));
  const mark = ({row, choose, agent}) => {
    const isChosen = agent.id === view.chosen;
    row.classList.toggle("chosen", isChosen);
    choose.setAttribute("aria-pressed", String(isChosen));
  };
  const rows = agents.map((agent, rank) => {
    const choose =
        el("button", {
          type: "button",
          class: "name",
          onclick: () => {
            view.chosen = view.chosen === agent.id ? null : agent.id;
            rows.forEach(mark);
            view.timeline.wake(2);
          }
        },
           agent.name);
    const row = el(
        "tr", {}, el("td", {}, String(rank + 1)), el("td", {class: "left"}, choose),
        el("td", {class: "left"}, agent.bot ?? "remote"),
        el("td", {}, Numbers.amount(agent.equity, equityDecimals)), money(agent.pnl),
        el("td", {}, Numbers.real(agent.pnl_pct, 2)),
        el("td", {class: "left"}, profitBar(agent, parts, reach)),
        ...parts.map(([key]) => money(part(agent, key))), el("td", {}, Numbers.count(agent.trades)),
        el("td", {class: "left"},
           agent.bankrupt_at_tick === null ?
               "active" :
               `bankrupt at ${Numbers.count(agent.bankrupt_at_tick)}`));
    return {agent, row, choose};
  });
  rows.forEach(mark);
  return el(
      "table", {},
      el("thead", {},
         el("tr", {},
            ...head.map(
                (text) => el("th", {scope: "col", class: left.has(text) ? "left" : ""}, text)))),
      el("tbody", {}, ...rows.map(({row}) => row)));
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
  const svg = shape("svg", {
    width,
    height,
    viewBox: `0 0 ${width} ${height}`,
    role: "img",
    "aria-label":
        parts.map(([key, name]) => `${name} ${Numbers.amount(agent.pnl_parts?.[key] ?? "0", 2)}`)
            .join(", ")
  });
  let [down, up] = [0, 0];
  for (const [key, name, colour] of parts) {
    const value = Number(agent.pnl_parts?.[key] ?? 0);
    const from = value < 0 ? down : up;
    if (value < 0)
      down += value;
    else
      up += value;
    const [a, b] = [x(from), x(from + value)].sort((one, other) => one - other);
    svg.append(shape(
        "rect",
        {x: a, y: 2, width: Math.max(0, b - a), height: height - 4, fill: `var(--${colour})`}));
  }
  svg.append(shape(
      "line", {x1: x(0), x2: x(0), y1: 0, y2: height, stroke: "var(--text)", "stroke-width": 1}));
  const sum = x(Number(agent.pnl));
  svg.append(shape(
      "path", {d: `M${sum - 4} 0h8l-4 6z M${sum - 4} ${height}h8l-4 -6z`, fill: "var(--text)"}));
  return svg;
}

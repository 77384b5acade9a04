/** What the periods of a laboratory came to. */

/** A figure of every period as bars from its first to its last trade. */
function periodBars(view, title, about, stacks, readings, {height = 170, bounds} = {}) {
  const owner = panel(title, about, "third");
  const {timeline, summary} = view;
  const periods = summary.periods.slice(0, view.starts.length);
  const sums = periods.map(
      (period) =>
          stacks.map(([, value]) => Math.max(0, value(period) ?? 0)).reduce((a, b) => a + b, 0));
  new TimePlot(owner, timeline, {
    height,
    fromZero: true,
    label: title,
    yText: Numbers.axis,
    columns: view.columns,
    bounds: bounds ?? (() => [0, Math.max(1, ...sums)]),
    draw(plot) {
      const {context} = plot;
      periods.forEach((period, n) => {
        const [left, right] = [plot.x(view.starts[n] + 0.1), plot.x(view.ends[n] + 0.9)];
        let sum = 0;
        for (const [, value, colour] of stacks) {
          const size = value(period) ?? 0;
          context.fillStyle = Canvas.colour(colour);
          context.fillRect(
              left, plot.y(sum + size), Math.max(1, right - left),
              plot.y(sum) - plot.y(sum + size));
          sum += size;
        }
      });
    },
    mark() {
      const n = view.steps[timeline.shown]?.period ?? 0;
      if (periods[n])
        read(owner.reading, [["period", Numbers.count(n + 1)], ...readings(periods[n])]);
    },
  });
  return owner;
}

function efficiencyPanel(view) {
  return periodBars(
      view, "Efficiency",
      "What the traders gained together in each period, in percent of the most that can be gained.",
      [["efficiency", (p) => p.efficiency, "c2"]],
      (p) => [
          ["efficiency", `${Numbers.real(p.efficiency, 2)} %`, Canvas.colour("c2")],
          ["trades", Numbers.count(p.trades)]],
      {bounds: () => [0, 100]});
}

function alphaPanel(view) {
  return periodBars(
      view, "Alpha",
      "Smith's α: how far prices stray from P₀, in percent of it. Small is near to theory.",
      [["alpha", (p) => p.alpha, "c7"]],
      (p) => [
          ["α", Numbers.real(p.alpha, 2), Canvas.colour("c7")],
          ["mean price", Numbers.real(p.price, 2)]]);
}

function surplusPanel(view) {
  const lost = (share) => (p) => p[share] === null ? 0 : p[share] / 100 * view.crossing.surplus;
  const stacks = [
    ["buyers", (p) => p.buyers_gain, "bid"], ["sellers", (p) => p.sellers_gain, "ask"],
    ["not traded", lost("untraded_loss"), "c6"], ["overtraded", lost("extramarginal_loss"), "c3"]
  ];
  return periodBars(
      view, "Who gains",
      "The greatest surplus there is, as it was shared in each period: to buyers, to sellers, " +
      "and lost on units that should have traded and did not, " +
          "or should not have and did.",
      stacks,
      (p) => [
          ["buyers", Numbers.count(p.buyers_gain), Canvas.colour("bid")],
          ["sellers", Numbers.count(p.sellers_gain), Canvas.colour("ask")],
          ["not traded", `${Numbers.real(p.untraded_loss, 2)} %`, Canvas.colour("c6")],
          ["overtraded", `${Numbers.real(p.extramarginal_loss, 2)} %`, Canvas.colour("c3")],
          p.pool_gain ? ["pool", Numbers.real(p.pool_gain, 0)] : null]);
}

function periodsPanel(view) {
  const owner = panel(
      "Periods", "The figures of every period, and their means over the periods that have them.");
  const {summary, timeline} = view;
  const head = [
    "period", "trades", "efficiency %", "mean price", "α", "not traded %", "overtraded %", "buyers",
    "sellers"
  ];
  const cells = (name, p) =>
      [name, Numbers.real(p.trades, Number.isInteger(p.trades) ? 0 : 2),
       Numbers.real(p.efficiency, 2), Numbers.real(p.price, 2), Numbers.real(p.alpha, 2),
       Numbers.real(p.untraded_loss, 2), Numbers.real(p.extramarginal_loss, 2),
       p.buyers_gain === undefined ? "" : Numbers.count(p.buyers_gain),
       p.sellers_gain === undefined ? "" : Numbers.count(p.sellers_gain)];
  const row = (texts, name = "td") =>
      el("tr", {}, ...texts.map((text, n) => el(n ? name : "th", {scope: n ? null : "row"}, text)));
  const rows = summary.periods.slice(0, 500).map((period, n) => row(cells(String(n + 1), period)));
  follow(
      owner, timeline,
      () => rows.forEach(
          (one, n) => one.classList.toggle("chosen", n === view.steps[timeline.shown]?.period)));
  owner.body.append(
      el("div",
         {class: "table tall", tabindex: 0, role: "region", "aria-label": "Table of the periods"},
         el("table", {},
            el("thead", {}, el("tr", {}, ...head.map((text) => el("th", {scope: "col"}, text)))),
            el("tbody", {}, ...rows, row(cells("mean", summary.means))))));
  return owner;
}

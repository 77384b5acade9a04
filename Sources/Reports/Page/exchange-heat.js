/** The book over time, as a map of what stood at each price. */

/** The middle of the market at each point; the last one known while a side is empty. */
function middles(market) {
  let last = Number(market.instrument.reference_price) / market.scale;
  return market.bid.map((bid, i) => {
    const ask = market.ask[i];
    last = bid !== null && ask !== null ? (bid + ask) / 2 : market.close[i] ?? last;
    return last;
  });
}

function heatPanel(view) {
  const owner = panel(
      "Order book over time",
      "What stood in the book at each price, on average over each small cell: the darker, the " +
      "more " +
          "(on a scale of square roots). The two lines are the best bid (blue, below) and the " +
          "best ask (orange, above). Prices are shown as they " +
          "are, or by their distance from the middle of the market, which shows the book where " +
          "prices have gone far.");
  const {timeline} = view;
  const [low, high] = extent([view.market.close], 0, view.market.close.length - 1);
  // Where prices have gone much further than the book is wide, it would be a thin line.
  let isRelative = high - low > 0.25 * Math.abs(high);
  const choice = el("input", {
    type: "checkbox",
    checked: isRelative,
    onchange: () => {
      isRelative = choice.checked;
      timeline.wake(2);
    }
  });
  owner.body.append(
      el("div", {class: "choices"}, el("label", {}, choice, "by distance from the middle")));
  const base = (i) => isRelative ? (view.market.middle ??= middles(view.market))[i] : 0;
  new TimePlot(owner, timeline, {
    height: 260,
    label: "Quantities in the order book over time and price",
    yText: Numbers.axis,
    bounds(first, last) {
      const {market} = view;
      const prices = [];
      for (let i = first; i <= last; i++) {
        for (const levels of [market.series.bids[i], market.series.asks[i]]) {
          if (!levels?.length) continue;
          const far = levels[Math.max(0, Math.min(levels.length - 2, 12))];
          prices.push(
              Number(levels[0]) / market.scale - base(i), Number(far) / market.scale - base(i));
        }
      }
      if (!prices.length) return [0, 1];
      prices.sort((a, b) => a - b);
      return [
        prices[Math.floor(prices.length * 0.01)], prices[Math.ceil(prices.length * 0.99) - 1]
      ];
    },
    draw(plot) {
      const {market} = view;
      drawHeat(plot, market, base);
      for (const side of ["bid", "ask"])
        plot.path(
            market[side].map((price, i) => price === null ? null : price - base(i)),
            Canvas.colour(side), {width: 1.2});
    },
    mark(plot) {
      const {market} = view;
      const i = timeline.shown;
      for (const side of ["bid", "ask"])
        if (market[side][i] !== null)
          plot.dot(timeline.stops[i], market[side][i] - base(i), Canvas.colour(side), 3);
      const touch = (levels) => levels?.length ?
          `${market.quantity(levels[1])} at ${market.price(levels[0])}` :
          levels === null ? "not told" : "nothing";
      read(owner.reading, [
        ["best bid", touch(market.series.bids[i]), Canvas.colour("bid")],
        ["best ask", touch(market.series.asks[i]), Canvas.colour("ask")],
        ["at the end of tick", Numbers.count(market.series.tick[i])]
      ]);
    },
  });
  return owner;
}

/** Cells of some pixels, each with the mean of what stood in it; an empty one stays bare. */
function drawHeat(plot, market, base) {
  const {context, timeline, margin} = plot;
  const heat = Canvas.heatScale();
  const [first, last] = plot.view;
  const bottom = plot.height - margin.bottom;
  const across = plot.width - margin.left - margin.right;
  const step = across / Math.max(1, last - first);
  const wide = Math.max(step, 3), high = 4;
  const columns = Math.ceil(across / wide) + 1, rows = Math.ceil((bottom - margin.top) / high);
  const sums = new Float32Array(columns * rows), counts = new Uint16Array(columns);
  for (let i = first; i <= last; i++) {
    const column = Math.floor((plot.x(timeline.stops[i]) - margin.left) / wide);
    if (column < 0 || column >= columns) continue;
    counts[column] += 1;
    for (const levels of [market.series.bids[i], market.series.asks[i]]) {
      for (let k = 0; k < (levels?.length ?? 0); k += 2) {
        const row =
            Math.floor((plot.y(Number(levels[k]) / market.scale - base(i)) - margin.top) / high);
        if (row >= 0 && row < rows) sums[column * rows + row] += Number(levels[k + 1]);
      }
    }
  }
  let most = 0;
  sums.forEach((sum, n) => {
    if (sum) most = Math.max(most, sums[n] = sum / counts[Math.floor(n / rows)]);
  });
  sums.forEach((mean, n) => {
    if (!mean) return;
    context.fillStyle = heat[Math.max(3, Math.round(Math.sqrt(mean / most) * 31))];
    context.fillRect(
        margin.left + Math.floor(n / rows) * wide - (step > 3 ? wide : 0),
        margin.top + (n % rows) * high, wide + 0.5, high);
  });
}

/** An exchange's market over time: price, book, spread and volume. */

/** A market's columns as numbers of whole units for drawing; the exact ones stay beside them. */
function marketView(instrument) {
  const { series, price_decimals: decimals, quantity_decimals: lots } = instrument;
  const scale = 10 ** decimals, lotScale = 10 ** lots;
  const number = (row, by) => row.map((value) => value === null ? null : Number(value) / by);
  const best = (sides) => sides.map((levels) => levels.length ? Number(levels[0]) / scale : null);
  const bid = best(series.bids), ask = best(series.asks);
  return {
    instrument, series, decimals, lots, scale, lotScale, bid, ask,
    open: number(series.open, scale), high: number(series.high, scale), low: number(series.low, scale),
    close: number(series.close, scale), vwap: number(series.vwap, 1e8),
    volume: number(series.volume, lotScale), spread: number(series.spread_mean, 1e8),
    widest: number(series.spread_widest, scale),
    price: (value) => Numbers.exact(value, decimals), quantity: (value) => Numbers.exact(value, lots),
  };
}

/** The trades of one instrument, as columns for drawing. */
function tradesOf(document, place, market) {
  const { trades } = document;
  const kept = [];
  for (let i = 0; i < trades.tick.length; i++) if (!trades.instrument || trades.instrument[i] === place) kept.push(i);
  const within = { at: 0, of: 0, before: -1 };
  const time = new Float64Array(kept.length);
  // Trades of one tick stand side by side in it, in their order.
  for (let i = 0, j = 0; i < kept.length; i = j) {
    while (j < kept.length && trades.tick[kept[j]] === trades.tick[kept[i]]) j++;
    for (let k = i; k < j; k++) time[k] = trades.tick[kept[i]] - 1 + (k - i + 1) / (j - i);
  }
  return { time, price: Float64Array.from(kept, (i) => Number(trades.price[i]) / market.scale),
    buys: kept.map((i) => trades.taker_buys[i]), index: kept, within };
}

function pricePanel(view) {
  const owner = panel("Price", "Every dot is a trade, blue where the buyer came to the seller, orange where the seller "
    + "came to the buyer; from afar, a bar from the lowest to the highest price. The dashed line is the mean of all trades "
    + "so far, weighted by quantity (VWAP). ◆ marks what the scenario planned and who went bankrupt.");
  const { timeline } = view;
  const between = (trades, from, to) => [lowerBound(trades.time, from), lowerBound(trades.time, to)];
  new TimePlot(owner, timeline, {
    height: 280, label: "Price of trades over time", yText: Numbers.axis,
    bounds: (first, last) => extent([view.market.high, view.market.low, view.market.vwap], first, last),
    draw(plot) {
      const { market, trades } = view;
      const { context } = plot;
      const [a, b] = between(trades, timeline.from - 1, timeline.to + 1);
      if (b - a > 4000) {
        const width = Math.max(1, (plot.x(timeline.stops[1] ?? 1) - plot.x(timeline.stops[0] ?? 0)) * 0.8);
        context.fillStyle = Canvas.colour("accent");
        const [first, last] = plot.view;
        for (let i = first; i <= last; i++) {
          if (market.high[i] === null) continue;
          const top = plot.y(market.high[i]);
          context.fillRect(plot.x(timeline.stops[i]) - width / 2, top, width, Math.max(1, plot.y(market.low[i]) - top));
        }
      } else {
        for (const side of [0, 1]) {
          context.fillStyle = Canvas.colour(side ? "bid" : "ask");
          const size = b - a > 800 ? 1.3 : 2.2;
          for (let i = a; i < b; i++) {
            if (trades.buys[i] !== side) continue;
            context.fillRect(plot.x(trades.time[i]) - size, plot.y(trades.price[i]) - size, 2 * size, 2 * size);
          }
        }
      }
      plot.path(market.vwap, Canvas.colour("mark"), { dash: [6, 4], width: 1.4 });
      context.font = "12px system-ui";
      context.textAlign = "center";
      for (const notice of view.notices) {
        if (notice.kind !== "scenario" && notice.kind !== "bankrupt") continue;
        context.fillStyle = Canvas.colour(notice.kind === "bankrupt" ? "loss" : "text");
        context.fillText("◆", plot.x(notice.tick), 14);
      }
    },
    mark(plot) {
      const { market } = view;
      const i = timeline.shown;
      plot.dot(timeline.stops[i], market.close[i], Canvas.colour("accent"));
      const { series } = market;
      const span = view.every > 1 ? `ticks ${Numbers.count(series.tick[i] - view.every + 1)}–${Numbers.count(series.tick[i])}` : `tick ${Numbers.count(series.tick[i])}`;
      read(owner.reading, series.tick.length ? [["", span],
        ["first", market.price(series.open[i])], ["high", market.price(series.high[i])],
        ["low", market.price(series.low[i])], ["last", market.price(series.close[i]), Canvas.colour("accent")],
        ["VWAP", Numbers.units(series.vwap[i], Math.min(8, market.decimals + 2)), Canvas.colour("mark")],
        ["trades", Numbers.count(series.trades[i])]] : []);
    },
  });
  return owner;
}

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
  const owner = panel("Order book over time", "What stood in the book at each price, on average over each small cell: the darker, the more "
    + "(on a scale of square roots). The two lines are the best bid (blue, below) and the best ask (orange, above). Prices are shown as they "
    + "are, or by their distance from the middle of the market, which shows the book where prices have gone far.");
  const { timeline } = view;
  const [low, high] = extent([view.market.close], 0, view.market.close.length - 1);
  // Where prices have gone much further than the book is wide, it would be a thin line.
  let isRelative = high - low > 0.25 * Math.abs(high);
  const choice = el("input", { type: "checkbox", checked: isRelative, onchange: () => { isRelative = choice.checked; timeline.wake(2); } });
  owner.body.append(el("div", { class: "choices" }, el("label", {}, choice, "by distance from the middle")));
  const base = (i) => isRelative ? (view.market.middle ??= middles(view.market))[i] : 0;
  new TimePlot(owner, timeline, {
    height: 260, label: "Quantities in the order book over time and price", yText: Numbers.axis,
    bounds(first, last) {
      const { market } = view;
      const prices = [];
      for (let i = first; i <= last; i++) {
        for (const levels of [market.series.bids[i], market.series.asks[i]]) {
          if (!levels.length) continue;
          const far = levels[Math.max(0, Math.min(levels.length - 2, 12))];
          prices.push(Number(levels[0]) / market.scale - base(i), Number(far) / market.scale - base(i));
        }
      }
      if (!prices.length) return [0, 1];
      prices.sort((a, b) => a - b);
      return [prices[Math.floor(prices.length * 0.01)], prices[Math.ceil(prices.length * 0.99) - 1]];
    },
    draw(plot) {
      const { market } = view;
      drawHeat(plot, market, base);
      for (const side of ["bid", "ask"]) plot.path(market[side].map((price, i) => price === null ? null : price - base(i)), Canvas.colour(side), { width: 1.2 });
    },
    mark(plot) {
      const { market } = view;
      const i = timeline.shown;
      for (const side of ["bid", "ask"]) if (market[side][i] !== null) plot.dot(timeline.stops[i], market[side][i] - base(i), Canvas.colour(side), 3);
      const touch = (levels) => levels?.length ? `${market.quantity(levels[1])} at ${market.price(levels[0])}` : "nothing";
      read(owner.reading, [["best bid", touch(market.series.bids[i]), Canvas.colour("bid")],
        ["best ask", touch(market.series.asks[i]), Canvas.colour("ask")],
        ["at the end of tick", Numbers.count(market.series.tick[i])]]);
    },
  });
  return owner;
}

/** Cells of some pixels, each with the mean of what stood in it; an empty one stays bare. */
function drawHeat(plot, market, base) {
  const { context, timeline, margin } = plot;
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
      for (let k = 0; k < levels.length; k += 2) {
        const row = Math.floor((plot.y(Number(levels[k]) / market.scale - base(i)) - margin.top) / high);
        if (row >= 0 && row < rows) sums[column * rows + row] += Number(levels[k + 1]);
      }
    }
  }
  let most = 0;
  sums.forEach((sum, n) => { if (sum) most = Math.max(most, sums[n] = sum / counts[Math.floor(n / rows)]); });
  sums.forEach((mean, n) => {
    if (!mean) return;
    context.fillStyle = heat[Math.max(3, Math.round(Math.sqrt(mean / most) * 31))];
    context.fillRect(margin.left + Math.floor(n / rows) * wide - (step > 3 ? wide : 0), margin.top + (n % rows) * high, wide + 0.5, high);
  });
}

function spreadPanel(view) {
  const owner = panel("Spread and volume", "Above, the best ask less the best bid: the mean of each point (line) and its "
    + "widest (pale). Below, how much was traded.");
  const { timeline } = view;
  new TimePlot(owner, timeline, {
    height: 140, axis: false, fromZero: true, label: "Spread over time", yText: Numbers.axis,
    bounds: (first, last) => [0, extent([view.market.widest, view.market.spread], first, last)[1]],
    draw(plot) {
      if (view.every > 1) plot.path(view.market.widest, Canvas.colour("c5"), { width: 1, alpha: 0.55 });
      plot.path(view.market.spread, Canvas.colour("c0"), { width: 1.5 });
    },
    mark(plot) { plot.dot(timeline.stops[timeline.shown], view.market.spread[timeline.shown], Canvas.colour("c0")); },
  });
  new TimePlot(owner, timeline, {
    height: 110, fromZero: true, label: "Volume over time", yText: Numbers.axis,
    bounds: (first, last) => [0, extent([view.market.volume], first, last)[1]],
    draw(plot) {
      const { context } = plot;
      const [first, last] = plot.view;
      context.fillStyle = Canvas.colour("c6");
      const base = plot.y(0);
      for (let i = first; i <= last; i++) {
        const left = i ? plot.x(timeline.stops[i - 1]) : plot.margin.left;
        const top = plot.y(view.market.volume[i] ?? 0);
        context.fillRect(left, top, Math.max(0.7, (plot.x(timeline.stops[i]) - left) * 0.85), base - top);
      }
    },
    mark(plot) {
      const { market } = view;
      const i = timeline.shown;
      read(owner.reading, [["mean spread", Numbers.units(market.series.spread_mean[i], Math.min(8, market.decimals + 2)), Canvas.colour("c0")],
        view.every > 1 ? ["widest", market.price(market.series.spread_widest[i]), Canvas.colour("c5")] : null,
        ["volume", `${market.quantity(market.series.volume[i])} ${market.instrument.base}`, Canvas.colour("c6")]]);
    },
  });
  return owner;
}

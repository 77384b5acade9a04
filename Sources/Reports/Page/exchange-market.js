/** An exchange's market over time: price, book, spread and volume. */

/** A market's columns as numbers of whole units for drawing; the exact ones stay beside them. */
function marketView(instrument) {
  const {series, price_decimals: decimals, quantity_decimals: lots} = instrument;
  const scale = 10 ** decimals, lotScale = 10 ** lots;
  const number = (row, by) => row.map((value) => value === null ? null : Number(value) / by);
  const best = (sides) => sides.map((levels) => levels?.length ? Number(levels[0]) / scale : null);
  const bid = best(series.bids), ask = best(series.asks);
  return {
    instrument,
    series,
    decimals,
    lots,
    scale,
    lotScale,
    bid,
    ask,
    open: number(series.open, scale),
    high: number(series.high, scale),
    low: number(series.low, scale),
    close: number(series.close, scale),
    vwap: number(series.vwap, 1e8),
    volume: number(series.volume, lotScale),
    spread: number(series.spread_mean, 1e8),
    widest: number(series.spread_widest, scale),
    price: (value) => Numbers.exact(value, decimals),
    quantity: (value) => Numbers.exact(value, lots),
  };
}

/**
 * The trades of one instrument, as columns for drawing; the known ones again if there are no more.
 */
function tradesOf(document, place, market, known) {
  const {trades} = document;
  if (known && known.count === trades.count) return known;
  const kept = [];
  for (let i = 0; i < trades.tick.length; i++)
    if (!trades.instrument || trades.instrument[i] === place) kept.push(i);
  const time = new Float64Array(kept.length);
  // Trades of one tick stand side by side in it, in their order.
  for (let i = 0, j = 0; i < kept.length; i = j) {
    while (j < kept.length && trades.tick[kept[j]] === trades.tick[kept[i]]) j++;
    for (let k = i; k < j; k++) time[k] = trades.tick[kept[i]] - 1 + (k - i + 1) / (j - i);
  }
  return {
    time,
    price: Float64Array.from(kept, (i) => Number(trades.price[i]) / market.scale),
    buys: kept.map((i) => trades.taker_buys[i]),
    count: trades.count
  };
}

function pricePanel(view) {
  const owner = panel(
      "Price",
      "Every dot is a trade, blue where the buyer came to the seller, orange where the seller " +
          "came to the buyer; from afar, a bar from the lowest to the highest price. The " +
          "dashed line is the mean of all trades " +
          "so far, weighted by quantity (VWAP). ◆ marks what the scenario planned and who went " +
          "bankrupt.");
  const {timeline} = view;
  const between =
      (trades, from, to) => [lowerBound(trades.time, from), lowerBound(trades.time, to)];
  new TimePlot(owner, timeline, {
    height: 280,
    label: "Price of trades over time",
    yText: Numbers.axis,
    bounds: (first, last) =>
        extent([view.market.high, view.market.low, view.market.vwap], first, last),
    draw(plot) {
      const {market, trades} = view;
      const {context} = plot;
      const [a, b] = between(trades, timeline.from - 1, timeline.to + 1);
      if (b - a > 4000) {
        const width =
            Math.max(1, (plot.x(timeline.stops[1] ?? 1) - plot.x(timeline.stops[0] ?? 0)) * 0.8);
        context.fillStyle = Canvas.colour("accent");
        const [first, last] = plot.view;
        for (let i = first; i <= last; i++) {
          if (market.high[i] === null) continue;
          const top = plot.y(market.high[i]);
          context.fillRect(
              plot.x(timeline.stops[i]) - width / 2, top, width,
              Math.max(1, plot.y(market.low[i]) - top));
        }
      } else {
        for (const side of [0, 1]) {
          context.fillStyle = Canvas.colour(side ? "bid" : "ask");
          const size = b - a > 800 ? 1.3 : 2.2;
          for (let i = a; i < b; i++) {
            if (trades.buys[i] !== side) continue;
            context.fillRect(
                plot.x(trades.time[i]) - size, plot.y(trades.price[i]) - size, 2 * size, 2 * size);
          }
        }
      }
      plot.path(market.vwap, Canvas.colour("mark"), {dash: [6, 4], width: 1.4});
      context.font = "12px system-ui";
      context.textAlign = "center";
      for (const notice of view.notices) {
        if (notice.kind !== "scenario" && notice.kind !== "bankrupt") continue;
        context.fillStyle = Canvas.colour(notice.kind === "bankrupt" ? "loss" : "text");
        context.fillText("◆", plot.x(notice.tick), 14);
      }
    },
    mark(plot) {
      const {market} = view;
      const i = timeline.shown;
      plot.dot(timeline.stops[i], market.close[i], Canvas.colour("accent"));
      const {series} = market;
      const [from, to] = view.span(i).map(Numbers.count);
      const span = from === to ? `tick ${to}` : `ticks ${from}–${to}`;
      read(
          owner.reading,
          series.tick.length ?
              [
                ["", span], ["first", market.price(series.open[i])],
                ["high", market.price(series.high[i])], ["low", market.price(series.low[i])],
                ["last", market.price(series.close[i]), Canvas.colour("accent")],
                [
                  "VWAP", Numbers.units(series.vwap[i], Math.min(8, market.decimals + 2)),
                  Canvas.colour("mark")
                ],
                ["trades", Numbers.count(series.trades[i])]
              ] :
              []);
    },
  });
  return owner;
}

function spreadPanel(view) {
  const owner = panel(
      "Spread and volume",
      "Above, the best ask less the best bid: the mean of each point (line) and its " +
          "widest (pale). Below, how much was traded.");
  const {timeline} = view;
  new TimePlot(owner, timeline, {
    height: 140,
    axis: false,
    fromZero: true,
    label: "Spread over time",
    yText: Numbers.axis,
    bounds: (first, last) => [0, extent([view.market.widest, view.market.spread], first, last)[1]],
    draw(plot) {
      if (view.every > 1)
        plot.path(view.market.widest, Canvas.colour("c5"), {width: 1, alpha: 0.55});
      plot.path(view.market.spread, Canvas.colour("c0"), {width: 1.5});
    },
    mark(plot) {
      plot.dot(
          timeline.stops[timeline.shown], view.market.spread[timeline.shown], Canvas.colour("c0"));
    },
  });
  new TimePlot(owner, timeline, {
    height: 110,
    fromZero: true,
    label: "Volume over time",
    yText: Numbers.axis,
    bounds: (first, last) => [0, extent([view.market.volume], first, last)[1]],
    draw(plot) {
      const {context} = plot;
      const [first, last] = plot.view;
      context.fillStyle = Canvas.colour("c6");
      const base = plot.y(0);
      for (let i = first; i <= last; i++) {
        const left = i ? plot.x(timeline.stops[i - 1]) : plot.margin.left;
        const top = plot.y(view.market.volume[i] ?? 0);
        context.fillRect(
            left, top, Math.max(0.7, (plot.x(timeline.stops[i]) - left) * 0.85), base - top);
      }
    },
    mark(plot) {
      const {market} = view;
      const i = timeline.shown;
      read(owner.reading, [
        [
          "mean spread",
          Numbers.units(market.series.spread_mean[i], Math.min(8, market.decimals + 2)),
          Canvas.colour("c0")
        ],
        view.every > 1 ?
            ["widest", market.price(market.series.spread_widest[i]), Canvas.colour("c5")] :
            null,
        [
          "volume", `${market.quantity(market.series.volume[i])} ${market.instrument.base}`,
          Canvas.colour("c6")
        ]
      ]);
    },
  });
  return owner;
}

/** The page of a laboratory: theory's crossing, and what the traders made of it. */
function laboratoryPage(source, places) {
  const {document} = source;
  const {trades, summary, theory} = document;
  // Time is the order of the trades; every period begins with a stop of its own.
  const steps = [];
  trades.forEach((row, period) => {
    steps.push({period, trade: -1});
    for (let k = 0; k < row.length; k += 3)
      steps.push({period, trade: k / 3, buyer: row[k], seller: row[k + 1], price: row[k + 2]});
  });
  const stops = steps.map((_, n) => n);
  const timeline = new Timeline(stops, {
    live: source.isLive,
    unit: "trade",
    name: (index) => {
      const {period, trade} = steps[index];
      return `period ${period + 1} of ${summary.periods.length}, ` +
          (trade < 0 ? "before its first trade" : `trade ${trade + 1}`);
    }
  });
  timeline.speed = 8;
  const ends = trades.map(
      (_, period) => steps.reduce((last, step, n) => step.period === period ? n : last, 0));
  const starts = trades.map((_, period) => steps.findIndex((step) => step.period === period));
  const view = {
    document,
    timeline,
    steps,
    theory,
    summary,
    ends,
    starts,
    crossing: theory.crossing,
    columns: () => starts.map(
        (start, period) =>
            [start + (ends[period] - start) / 2,
             starts.length > 12 ? `${period + 1}` : `period ${period + 1}`])
  };
  new Controls(places.controls, timeline, {overview: () => steps.map(({price}) => price ?? null)});
  for (const make
           of [curvesPanel, pathPanel, efficiencyPanel, alphaPanel, surplusPanel, periodsPanel])
    places.panels.append(make(view).section);
  return timeline;
}

/** What a trader's units were worth to it, one after the other, within a period. */
function unitOf(view, step, side) {
  const trader = step[side];
  let done = 0;
  for (let n = view.starts[step.period]; n < view.timeline.stops.length && view.steps[n] !== step;
       n++)
    if (view.steps[n][side] === trader) done++;
  return view.document.traders[trader]?.units[done] ?? null;
}

function curvesPanel(view) {
  const owner = panel(
      "Supply and demand",
      "Units by their value to buyers, best first (blue, falling), and by their cost to " +
      "sellers (orange, rising). Where they cross, " +
          "theory expects the price (shaded) and the number of trades. Dots are the trades of " +
          "the period up to the one shown, each a line from what the " +
          "seller's unit cost to what the buyer's was worth.",
      "twothirds");
  const {theory, timeline, crossing} = view;
  const canvas =
      el("canvas",
         {role: "img", "aria-label": "Supply and demand as steps, with the trades of the period"});
  const place = el("div", {class: "plot", style: "height:340px"}, canvas);
  owner.body.append(place);
  new ResizeObserver(() => timeline.wake(2)).observe(place);
  follow(owner, timeline, () => {
    const [width, height] = [place.clientWidth, place.clientHeight];
    const context = Canvas.clear(canvas, width, height);
    const step = view.steps[timeline.shown];
    const shown = step ? view.steps.slice(view.starts[step.period] + 1, timeline.shown + 1) : [];
    const all = [...theory.values, ...theory.costs, ...shown.map(({price}) => price)];
    if (!all.length) return;
    const [low, high] = [Math.min(0, ...all), Math.max(...all)];
    const most = Math.max(theory.values.length, theory.costs.length, shown.length);
    const x = (n) => 10 + n / most * (width - 70);
    const y = (price) => height - 24 - (price - low) / (high - low || 1) * (height - 36);
    const rows = Canvas.ticks(low, high, 6);
    context.strokeStyle = Canvas.colour("grid");
    for (const value of rows.values) {
      line(context, 10, y(value), width - 60, y(value));
      label(
          context, Numbers.axis(value, rows.step), width - 54, y(value), Canvas.colour("muted"),
          "11px system-ui", "left");
    }
    for (const value of Canvas.ticks(0, most, 10).values)
      if (value % 1 === 0)
        label(
            context, String(value), x(value), height - 9, Canvas.colour("muted"), "11px system-ui");
    if (crossing.price_interval) {
      const [from, to] = crossing.price_interval.map(y);
      context.fillStyle = Canvas.colour("shade");
      context.fillRect(10, Math.min(from, to) - 1, width - 70, Math.abs(from - to) + 2);
      context.strokeStyle = Canvas.colour("muted");
      context.setLineDash([4, 4]);
      line(context, x(crossing.quantity), y(low), x(crossing.quantity), y(high));
      context.setLineDash([]);
    }
    for (const [units, colour] of [[theory.values, "bid"], [theory.costs, "ask"]]) {
      context.beginPath();
      units.forEach((unit, n) => {
        context.lineTo(x(n), y(unit));
        context.lineTo(x(n + 1), y(unit));
      });
      context.strokeStyle = Canvas.colour(colour);
      context.lineWidth = 2;
      context.stroke();
    }
    shown.forEach((trade, n) => {
      const [value, cost] = [unitOf(view, trade, "buyer"), unitOf(view, trade, "seller")];
      context.strokeStyle = Canvas.colour("line");
      context.lineWidth = 2;
      if (value !== null && cost !== null) line(context, x(n + 0.5), y(value), x(n + 0.5), y(cost));
      for (const [unit, colour] of [[value, "bid"], [cost, "ask"]]) {
        if (unit === null) continue;
        context.fillStyle = Canvas.colour(colour);
        context.fillRect(x(n + 0.5) - 4, y(unit) - 1, 8, 2.5);
      }
      context.beginPath();
      context.arc(x(n + 0.5), y(trade.price), trade === step ? 5 : 3.5, 0, 7);
      context.fillStyle = Canvas.colour("text");
      context.fill();
    });
    const trader = (id) => view.document.traders[id]?.name ?? "the pool";
    read(owner.reading, [
      ["period", step ? Numbers.count(step.period + 1) : "–"],
      [
        "equilibrium price",
        crossing.price_interval ?
            [...new Set(crossing.price_interval)].map(Numbers.count).join("–") :
            Numbers.none
      ],
      ["units", Numbers.count(crossing.quantity)],
      step && step.trade >= 0 ?
          [
            "",
            `${trader(step.buyer)} bought from ${trader(step.seller)} at ${
                Numbers.count(step.price)}`
          ] :
          null
    ]);
  });
  return owner;
}

function pathPanel(view) {
  const owner = panel(
      "Prices",
      "The price of every trade in its order, period by period (shaded in turn); the dashed " +
      "line is theory's price P₀ and the band " +
          "the prices at which just the right units trade.",
      "third");
  const {timeline, crossing, steps} = view;
  const prices = steps.map(({price}) => price ?? null);
  new TimePlot(owner, timeline, {
    height: 340,
    label: "Prices of trades",
    yText: Numbers.axis,
    columns: view.columns,
    bounds(first, last) {
      const [low, high] = extent([prices], first, last);
      return [
        Math.min(low, ...(crossing.price_interval ?? [])),
        Math.max(high, ...(crossing.price_interval ?? []))
      ];
    },
    draw(plot) {
      const {context} = plot;
      context.fillStyle = Canvas.colour("shade");
      view.starts.forEach((start, period) => {
        if (period % 2)
          context.fillRect(
              plot.x(start), plot.margin.top, plot.x(view.ends[period] + 1) - plot.x(start),
              plot.height - plot.margin.top - plot.margin.bottom);
      });
      if (crossing.price_interval) {
        const [from, to] = crossing.price_interval.map((price) => plot.y(price));
        context.fillRect(plot.margin.left, to, plot.width, Math.max(2, from - to));
        context.strokeStyle = Canvas.colour("mark");
        context.setLineDash([6, 4]);
        line(context, plot.margin.left, plot.y(crossing.price), plot.width, plot.y(crossing.price));
        context.setLineDash([]);
      }
      plot.path(prices, Canvas.colour("accent"), {width: 1.2});
      const [first, last] = plot.view;
      context.fillStyle = Canvas.colour("accent");
      if (last - first < 600)
        for (let n = first; n <= last; n++)
          if (prices[n] !== null) context.fillRect(plot.x(n) - 2, plot.y(prices[n]) - 2, 4, 4);
    },
    mark(plot) {
      const {shown} = timeline;
      plot.dot(shown, prices[shown], Canvas.colour("accent"));
      read(
          owner.reading,
          steps[shown] ?
              [
                ["", timeline.name(shown)],
                ["price", Numbers.count(prices[shown]), Canvas.colour("accent")],
                ["P₀", Numbers.real(crossing.price, 1)]
              ] :
              []);
    },
  });
  return owner;
}

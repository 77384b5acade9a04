/** An economy's figures over time. */

/** Lines of agents by what kind of utility they have, with readings of the chosen or the first. */
function linesPanel(view, title, about, rows, decimals = 4) {
  const owner = panel(title, about, "half");
  const {timeline, document} = view;
  const {series} = document;
  const kindOf = (id) => view.kinds.indexOf(document.agents[id].type);
  new TimePlot(owner, timeline, {
    height: 190,
    label: title,
    yText: Numbers.axis,
    ticks: () => series.tick,
    bounds: (first, last) => extent(rows, first, last),
    draw(plot) {
      rows.forEach((row, k) => {
        const id = series.agents[k];
        const isChosen = view.chosen.includes(id);
        plot.path(
            row, Canvas.nth(kindOf(id)),
            {width: isChosen ? 2.8 : 1.2, alpha: view.chosen.length && !isChosen ? 0.35 : 0.85});
      });
    },
    mark(plot) {
      const i = plot.place;
      const chosen =
          series.agents.map((id, k) => k).filter((k) => view.chosen.includes(series.agents[k]));
      const ranked =
          rows.map((row, k) => k).sort((a, b) => (rows[b][i] ?? 0) - (rows[a][i] ?? 0) || a - b);
      const shown = chosen.length ? chosen : [...ranked.slice(0, 2), ...ranked.slice(2).slice(-1)];
      for (const k of shown)
        plot.dot(series.tick[i], rows[k][i], Canvas.nth(kindOf(series.agents[k])));
      read(owner.reading, [
        ["tick", Numbers.count(series.tick[i])],
        ...shown.map(
            (k) =>
                [`agent ${series.agents[k]}`, Numbers.real(rows[k][i], decimals),
                 Canvas.nth(kindOf(series.agents[k]))]),
        chosen.length || ranked.length <= 3 ? null : ["", "(two highest, lowest)"]
      ]);
    },
  });
  return owner;
}

function pricesPanel(view) {
  const owner = panel(
      "Prices of trades",
      "What a unit cost, by what was exchanged: the mean of each tick with trades (dots and " +
      "line), from " +
          "the lowest to the highest (bar), and theory's price for what the agents began with " +
          "(dashed).",
      "half");
  const {timeline, document, rules} = view;
  const {series, theory} = document;
  const expected = (pair) => !theory.start ? null :
      pair === "A<->B"                     ? theory.start.A / theory.start.B :
      pair === "A<->M"                     ? theory.start.A :
                                             theory.start.B;
  const seen = () => series.pairs.filter(({pair}) => view.allowsPair(pair));
  if (!series.pairs.length) owner.body.append(el("p", {class: "empty"}, "Nobody traded."));
  new TimePlot(owner, timeline, {
    height: 190,
    label: "Prices of trades over time",
    yText: Numbers.axis,
    ticks: () => series.tick,
    bounds(first, last) {
      const [low, high] = extent(seen().flatMap(({low, high}) => [low, high]), first, last);
      const levels = seen().map(({pair}) => expected(pair)).filter((value) => value !== null);
      return [Math.min(low, ...levels), Math.max(high, ...levels)];
    },
    draw(plot) {
      const {context} = plot;
      const [first, last] = plot.view;
      for (const {pair, mean, low, high} of seen()) {
        const colour = Canvas.colour(pairColours[pair]);
        let before = null;
        for (let i = first; i <= last; i++) {
          if (mean[i] === null) continue;
          const [x, y] = [plot.x(series.tick[i]), plot.y(mean[i])];
          context.strokeStyle = context.fillStyle = colour;
          context.lineWidth = 2;
          context.globalAlpha = 0.45;
          if (high[i] > low[i]) line(context, x, plot.y(high[i]), x, plot.y(low[i]));
          context.lineWidth = 1;
          if (before) line(context, ...before, x, y);
          context.globalAlpha = 1;
          context.beginPath();
          context.arc(x, y, 2, 0, 7);
          context.fill();
          before = [x, y];
        }
        const level = expected(pair);
        if (level === null) continue;
        context.strokeStyle = colour;
        context.lineWidth = 1.2;
        context.setLineDash([6, 4]);
        line(
            context, plot.margin.left, plot.y(level), plot.width - plot.margin.right,
            plot.y(level));
        context.setLineDash([]);
      }
    },
    mark(plot) {
      const i = plot.place;
      for (const {pair, mean} of seen())
        plot.dot(series.tick[i], mean[i], Canvas.colour(pairColours[pair]));
      read(owner.reading, [
        ["tick", Numbers.count(series.tick[i])],
        ...seen().map(
            ({pair, mean, low, high}) =>
                [pairNames[pair],
                 mean[i] === null ? "no trade" :
                                    Numbers.real(mean[i], 3) +
                         (high[i] > low[i] ?
                              ` (${Numbers.real(low[i], 3)}–${Numbers.real(high[i], 3)})` :
                              ""),
                 Canvas.colour(pairColours[pair])]),
        ...seen()
            .filter(({pair}) => expected(pair) !== null)
            .map(
                ({pair}) =>
                    ["theory", Numbers.real(expected(pair), 3), Canvas.colour(pairColours[pair])])
      ]);
    },
  });
  return owner;
}

/** Bars side by side or one upon the other, a row for each kind. */
function barsPanel(view, title, about, rows) {
  const owner = panel(title, about, "half");
  const {timeline, document} = view;
  const {series} = document;
  const shown = () => rows().filter(({values}) => values.length);
  new TimePlot(owner, timeline, {
    height: 150,
    fromZero: true,
    label: title,
    yText: Numbers.axis,
    ticks: () => series.tick,
    bounds(first, last) {
      let most = 1;
      for (let i = first; i <= last; i++)
        most = Math.max(most, shown().reduce((sum, {values}) => sum + (values[i] ?? 0), 0));
      return [0, most];
    },
    draw(plot) {
      const {context} = plot;
      const [first, last] = plot.view;
      for (let i = first; i <= last; i++) {
        const left = i ? plot.x(series.tick[i - 1]) : plot.x(series.tick[i]) - 4;
        const width = Math.max(1, (plot.x(series.tick[i]) - left) * 0.8);
        let sum = 0;
        for (const {values, colour} of shown()) {
          if (!values[i]) continue;
          context.fillStyle = Canvas.colour(colour);
          const [from, to] = [plot.y(sum), plot.y(sum += values[i])];
          context.fillRect(plot.x(series.tick[i]) - width / 2, to, width, from - to);
        }
      }
    },
    mark(plot) {
      read(owner.reading, [
        ["tick", Numbers.count(series.tick[plot.place])],
        ...shown().map(
            ({name,
              values,
              colour}) => [name, Numbers.count(values[plot.place]), Canvas.colour(colour)])
      ]);
    },
  });
  return owner;
}

function giniPanel(view) {
  const {series} = view.document;
  const owner = panel(
      "How equally gains are shared",
      "The Gini coefficient of the gains in utility so far: 0 where all gained alike, near 1 " +
      "where one " +
          "gained everything. Blank while somebody has lost, or nobody gained.",
      "third");
  new TimePlot(owner, view.timeline, {
    height: 300,
    fromZero: true,
    label: "Gini coefficient of gains over time",
    yText: Numbers.axis,
    ticks: () => series.tick,
    bounds: (first, last) => [0, Math.max(0.1, extent([series.gini], first, last)[1])],
    draw(plot) { plot.path(series.gini, Canvas.colour("c7"), {width: 1.8}); },
    mark(plot) {
      plot.dot(series.tick[plot.place], series.gini[plot.place], Canvas.colour("c7"));
      read(owner.reading, [
        ["tick", Numbers.count(series.tick[plot.place])],
        ["Gini", Numbers.real(series.gini[plot.place], 4), Canvas.colour("c7")]
      ]);
    },
  });
  return owner;
}

/** What became of every agent over the whole run. */
function outcomesPanel(view) {
  const owner = panel(
      "What became of the agents",
      "Goods, money and utility at the start and at the end of the whole run, and what each " +
      "gathered. " +
          "Choose one or two to look closer.");
  const {document, rules} = view;
  const agents = document.summary.agents.slice().sort((a, b) => b.gain - a.gain || a.id - b.id);
  const many = agents.length > 200;
  const shown = many ? [...agents.slice(0, 100), ...agents.slice(-100)] : agents;
  const head = [
    "agent", "utility function", "A", "B", ...(rules.has_money ? ["money"] : []), "utility", "gain",
    "gathered A", "gathered B", "trades"
  ];
  const rows = shown.map((agent) => {
    const arrow = (key) =>
        el("td", {}, `${Numbers.count(agent.start[key])} → ${Numbers.count(agent.end[key])}`);
    const choose =
        el("button", {type: "button", class: "name", onclick: () => view.choose(agent.id)},
           `agent ${agent.id}`);
    const row = el(
        "tr", {}, el("td", {class: "left"}, choose), el("td", {class: "left"}, agent.utility_type),
        arrow("A"), arrow("B"), ...(rules.has_money ? [arrow("M")] : []),
        el("td", {},
           `${Numbers.real(agent.start.utility, 4)} → ${Numbers.real(agent.end.utility, 4)}`),
        el("td", {class: agent.gain < 0 ? "lost" : ""}, Numbers.real(agent.gain, 4)),
        el("td", {}, Numbers.count(agent.gathered.A)),
        el("td", {}, Numbers.count(agent.gathered.B)), el("td", {}, Numbers.count(agent.trades)));
    return {id: agent.id, row};
  });
  view.onChoice.push(
      () => rows.forEach(({id, row}) => row.classList.toggle("chosen", view.chosen.includes(id))));
  if (many)
    read(owner.reading, [["shown", "the 100 who gained most and the 100 who gained least"]]);
  owner.body.append(
      el("div", {
        class: "table tall",
        tabindex: 0,
        role: "region",
        "aria-label": "Table of what became of the agents"
      },
         el("table", {},
            el("thead", {},
               el("tr", {},
                  ...head.map(
                      (text, n) => el("th", {scope: "col", class: n < 2 ? "left" : ""}, text)))),
            el("tbody", {}, ...rows.map(({row}) => row)))));
  return owner;
}

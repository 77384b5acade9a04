/** Who has what: equity over time. */

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
  const owner = panel(
      "Equity of the agents",
      "Cash and goods at the last price, for each agent, coloured by its kind. ✕ marks a " +
          "bankruptcy. Choose kinds below; choose an agent in the leaderboard to follow its line.");
  const {timeline, document} = view;
  const kinds = kindsOf(document.agents);
  const hidden = new Set();
  const draw = () => document.agents.filter((agent) => agent.equity_series)
                         .map((agent) => ({
                                agent,
                                kind: Math.max(0, kinds.indexOf(agent.bot ?? "remote")),
                                values: agent.equity_series.map(
                                    (value) => value === null ? null : Number(value) / 1e8)
                              }));
  let drawn = draw();
  view.onData.push(() => {
    drawn = draw();
  });
  owner.body.append(
      el("div", {class: "choices"},
         ...kinds.map(
             (kind, n) =>
                 el("label", {}, el("input", {
                      type: "checkbox",
                      checked: true,
                      onchange: (event) => {
                        if (event.target.checked)
                          hidden.delete(n);
                        else
                          hidden.add(n);
                        timeline.wake(2);
                      }
                    }),
                    el("i", {style: `background:var(--c${n % 8})`}), kind))));
  const seen = () => drawn.filter(({kind}) => !hidden.has(kind));
  const plot = new TimePlot(owner, timeline, {
    height: 300,
    label: "Equity of every agent over time",
    yText: Numbers.axis,
    bounds: (first, last) => extent(seen().map(({values}) => values), first, last),
    draw(plot) {
      const lines = seen();
      for (const {agent, kind, values} of lines) {
        if (agent.id !== view.chosen)
          plot.path(
              values, Canvas.nth(kind), {width: 1.2, alpha: view.chosen === null ? 0.8 : 0.3});
      }
      for (const {agent, kind, values} of lines) {
        if (agent.id === view.chosen) plot.path(values, Canvas.nth(kind), {width: 2.6});
        if (agent.bankrupt_at_tick === null) continue;
        const {context} = plot;
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
      let near = lines.find(({agent}) => agent.id === view.chosen);
      if (plot.pointer !== null && plot.pointer !== undefined) {
        near = lines.reduce(
            (best, line) => !best ||
                    Math.abs(plot.y(line.values[i]) - plot.pointer) <
                        Math.abs(plot.y(best.values[i]) - plot.pointer) ?
                line :
                best,
            null);
      }
      const ranked =
          lines.slice().sort((a, b) => b.values[i] - a.values[i] || a.agent.id - b.agent.id);
      const shown =
          near ? [near, ...ranked.filter((line) => line !== near).slice(0, 2)] : ranked.slice(0, 3);
      for (const line of shown)
        plot.dot(timeline.stops[i], line.values[i], Canvas.nth(line.kind), line === near ? 4 : 2.5);
      read(owner.reading, [
        ["tick", Numbers.count(timeline.stops[i])],
        ...shown.map(
            ({agent,
              kind}) => [agent.name, Numbers.units(agent.equity_series[i], 2), Canvas.nth(kind)]),
        near || lines.length <= 3 ? null : ["", "(the first three)"]
      ]);
    },
  });
  plot.element.addEventListener("pointermove", (event) => {
    plot.pointer = event.clientY - plot.element.getBoundingClientRect().top;
    timeline.wake(1);
  });
  plot.element.addEventListener("pointerleave", () => {
    plot.pointer = null;
  });
  return owner;
}

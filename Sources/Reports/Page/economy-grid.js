/** The grid of an economy: who stands where, goes where, and trades what. */
function gridPanel(view) {
  const owner = panel(
      "The grid",
      "Where everybody stands at the end of the tick shown. Squares hold resources (A blue, B " +
      "orange, with " +
          "their amount), discs are agents, coloured by what kind of utility they have; a " +
          "small square is a home. Lines lead to targets, " +
          "a bar joins a pair, and a ring marks a trade with what went each way. Click an " +
          "agent, and a second one, to look closer.",
      "twothirds");
  const {timeline, replay, document, rules} = view;
  const canvas = el("canvas", {role: "img", "aria-label": "The grid with agents and resources"});
  const place = el("div", {class: "plot grid"}, canvas);
  const mode = el("p", {class: "overlay"});
  const toggle = (name, text, isOn = true) => {
    view.layers[name] = isOn;
    return el(
        "label", {}, el("input", {
          type: "checkbox",
          checked: isOn,
          onchange: (event) => {
            view.layers[name] = event.target.checked;
            timeline.wake(2);
          }
        }),
        text);
  };
  const choices =
      el("div", {class: "choices"}, toggle("resources", "resources"), toggle("homes", "homes"),
         toggle("trade", "lines to partners"), toggle("forage", "lines to resources"),
         toggle("pairs", "pairs"), toggle("flash", "trades"),
         rules.has_money ? toggle("lambda", "λ as heat", false) : null);
  const kinds = [...new Set(document.agents.map(({type}) => type))];
  view.kinds = kinds;
  owner.body.append(
      mode, choices, place,
      el("div", {class: "choices"},
         ...kinds.map(
             (kind, n) =>
                 el("label", {}, el("i", {style: `background:var(--c${n % 8});border-radius:50%`}),
                    kind))));
  let spots = [];
  new ResizeObserver(() => timeline.wake(2)).observe(place);
  place.addEventListener("click", (event) => {
    const box = canvas.getBoundingClientRect();
    const [x, y] = [event.clientX - box.left, event.clientY - box.top];
    const near = spots.reduce((best, spot) => {
      const distance = Math.hypot(spot.x - x, spot.y - y);
      return distance < Math.max(14, spot.r + 4) && (!best || distance < best.distance) ?
          {...spot, distance} :
          best;
    }, null);
    if (near) view.choose(near.id);
  });
  place.addEventListener("pointermove", (event) => {
    const box = canvas.getBoundingClientRect();
    const spot = spots.find(
        ({x, y, r}) =>
            Math.hypot(x - event.clientX + box.left, y - event.clientY + box.top) < r + 3);
    view.pointed = spot?.id ?? null;
    readGrid();
  });

  function readGrid() {
    const {state} = replay;
    const id = view.pointed ?? view.chosen[0] ?? null;
    const trades = view.tradesAt(view.frame);
    read(owner.reading, [
      ["tick", Numbers.count(view.frame)], ["trades", Numbers.count(trades.length)],
      ["pairs", Numbers.count(state.partner.reduce((sum, partner, id) => sum + (partner > id), 0))],
      id === null ? null :
                    [
                      "agent",
                      `${id}: ${state.a[id]} A, ${state.b[id]} B${
                          rules.has_money ? `, ${state.m[id]} M` :
                                            ""}, utility ${Numbers.real(state.utility[id], 4)}`
                    ]
    ]);
  }

  follow(owner, timeline, (isAll) => {
    const {frame} = view;
    if (!isAll && frame === view.drawn) return;
    view.drawn = frame;
    const state = replay.at(frame);
    const modeNow = view.modeAt(frame);
    const exchange = exchangeKind(rules, modeNow);
    mode.replaceChildren(
        el("i", {style: `background:var(--${exchange.colour})`}),
        `Mode ${modeNow}, regime ${rules.regime}: `, el("b", {}, exchange.kind),
        exchange.pairs.length ? ` (${exchange.pairs.map((pair) => pairNames[pair]).join(", ")})` :
                                "");
    const width = place.clientWidth;
    const side = Math.min(width, 900, Math.max(320, window.innerHeight * 0.8));
    if (place.style.height !== `${side}px`) place.style.height = canvas.style.width = `${side}px`;
    spots = drawGrid(Canvas.clear(canvas, side, side), view, state, side, exchange);
    readGrid();
  });
  return owner;
}

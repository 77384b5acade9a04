/** One agent up close, and two of them in an Edgeworth box. */
function agentPanel(view) {
  const owner = panel(
      "One agent",
      "What it has, what it asks and bids, and its trades up to the tick shown; the grid shows " +
      "the way it has come.",
      "third");
  const {timeline, replay, document, rules} = view;
  const options = () => document.agents.slice(0, 2000).map(
      (agent, id) => el("option", {value: id}, `agent ${id} (${agent.type})`));
  const selects = ["Agent", "and"].map((word, n) => {
    const select =
        el("select", {
          onchange: () => {
            view.chosen[n] = Number(select.value);
            view.changed();
          }
        },
           ...options());
    return {select, item: el("label", {}, word, select)};
  });
  const table = el("tbody", {});
  const list =
      el("ol", {class: "feed", tabindex: 0, "aria-label": "Trades of the agent, the newest first"});
  owner.body.append(
      el("div", {class: "choices"}, ...selects.map(({item}) => item)),
      el("div", {class: "table", tabindex: 0, role: "region", "aria-label": "Holdings and quotes"},
         el("table", {}, table)),
      list);
  const price = (value) => Number.isFinite(value) ? Numbers.real(value, 4) : "none";
  follow(owner, timeline, (isAll) => {
    const [id, other] = view.chosen;
    selects.forEach(({select}, n) => {
      if (view.chosen[n] !== undefined) select.value = view.chosen[n];
    });
    if (id === undefined) return;
    const state = replay.at(view.frameAt(timeline.shown));
    const row = (name, ...cells) =>
        el("tr", {}, el("th", {class: "left", scope: "row"}, name),
           ...cells.map((cell) => el("td", {}, cell)));
    const ids = other === undefined ? [id] : [id, other];
    table.replaceChildren(
        row("", ...ids.map((id) => `agent ${id}`)),
        row("A", ...ids.map((id) => Numbers.count(state.a[id]))),
        row("B", ...ids.map((id) => Numbers.count(state.b[id]))),
        ...(rules.has_money ?
                [
                  row("money", ...ids.map((id) => Numbers.count(state.m[id]))),
                  row("λ", ...ids.map((id) => Numbers.real(state.lambda[id], 4)))
                ] :
                []),
        row("utility", ...ids.map((id) => Numbers.real(state.utility[id], 4))),
        ...replay.pairs.flatMap(
            (pair, n) =>
                [row(`asks, ${pairNames[pair]}`,
                     ...ids.map((id) => price(replay.quotes(id)[n].ask))),
                 row(`bids, ${pairNames[pair]}`,
                     ...ids.map((id) => price(replay.quotes(id)[n].bid)))]));
    const {trades} = document;
    const mine = [];
    for (let i = view.tradesUpTo(view.frame) - 1; i >= 0 && mine.length < 40; i--)
      if (trades.buyer[i] === id || trades.seller[i] === id) mine.push(i);
    list.replaceChildren(...mine.map(
        (i) =>
            el("li", {}, el("span", {class: "when"}, `tick ${Numbers.count(trades.tick[i])}`),
               el("span", {},
                  `${tradeText(trades, i)}; gains ${Numbers.real(trades.gain_buyer[i], 4)} and ${
                      Numbers.real(trades.gain_seller[i], 4)}`))));
    if (!mine.length)
      list.replaceChildren(el("li", {}, el("span", {}, "–"), el("span", {}, "no trade so far")));
    read(
        owner.reading,
        [["tick", Numbers.count(view.frame)], ["agent", `${id}, ${document.agents[id].type}`]]);
  });
  return owner;
}

function edgeworthPanel(view) {
  const owner = panel(
      "Edgeworth box",
      "All that two agents have between them: the first measures from the lower left, the " +
      "second from the upper right. " +
          "Curves: what each finds as good as the start (thin) and as what they have now " +
          "(thick); the dotted line is where no exchange " +
          "helps both any more (contract curve), its thick part what both prefer to the start " +
          "(core). Dots: their trades with each other.",
      "twothirds");
  const canvas =
      el("canvas", {role: "img", "aria-label": "Edgeworth box of the two chosen agents"});
  const place = el("div", {class: "plot", style: "height:420px"}, canvas);
  owner.body.append(place);
  new ResizeObserver(() => view.timeline.wake(2)).observe(place);
  let drawn = "";
  follow(owner, view.timeline, (isAll) => {
    const key = `${view.chosen} ${view.frameAt(view.timeline.shown)}`;
    if (!isAll && key === drawn) return;
    drawn = key;
    const context = Canvas.clear(canvas, place.clientWidth, place.clientHeight);
    const [i, j] = view.chosen;
    if (i === undefined || j === undefined || i === j) {
      read(owner.reading, [["", "choose two agents"]]);
      return;
    }
    const box = Edgeworth.box(view, i, j);
    Edgeworth.draw(context, place.clientWidth, place.clientHeight, view, box);
    read(owner.reading, [
      ["from tick", box.since < 0 ? "the start" : Numbers.count(box.since)],
      [`agent ${i} has`, `${box.now[0]} A, ${box.now[1]} B`, Canvas.colour("c0")],
      [
        `agent ${j}`, `${box.total[0] - box.now[0]} A, ${box.total[1] - box.now[1]} B`,
        Canvas.colour("c1")
      ],
      ["trades with each other", Numbers.count(box.path.length - 1)]
    ]);
  });
  return owner;
}

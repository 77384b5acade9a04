/** Puts the page together from whatever source there is. */
(() => {
  const source = Source.find();
  const places = Object.fromEntries(["head", "story", "controls", "panels", "foot"].map((id) => [id, document.getElementById(id)]));
  if (!source) {
    places.panels.append(el("p", { class: "empty" }, "There is nothing to show yet."));
    return;
  }
  const run = source.document.run;
  const kinds = { exchange: typeof exchangePage === "undefined" ? null : exchangePage,
    economy: typeof economyPage === "undefined" ? null : economyPage,
    laboratory: typeof laboratoryPage === "undefined" ? null : laboratoryPage };
  places.head.append(el("h1", {}, run.name),
    run.description ? el("p", { class: "what" }, run.description) : "",
    el("p", { class: "facts" }, `Seed ${run.seed}, ${run.end}, ${Numbers.count(run.events)} events. Run `, el("code", {}, run.run_id),
      ", event head ", el("code", { id: "event-head" }, run.head ?? "none"), "."));
  const story = source.document.story ?? [];
  places.story.append(el("dl", {}, ...story.map(({ title, text }) => el("div", {}, el("dt", {}, title), el("dd", {}, text)))));
  Canvas.readColours();
  const timeline = kinds[source.document.kind]?.(source, places);
  const sampling = source.document.sampling;
  places.foot.append(sampling ? el("p", { id: "sampling" }, sampling.sentence) : "",
    el("p", {}, "Keys: ", el("kbd", {}, "space"), " plays and pauses, ", el("kbd", {}, "←"), " ", el("kbd", {}, "→"), " step, ",
      el("kbd", {}, "Home"), " ", el("kbd", {}, "End"), " go to the ends. In a plot the pointer reads, a click goes there, a drag chooses a range."),
    el("p", {}, "Made by Catallaxy from the events of the run alone. Whoever has them can check them: ",
      el("code", {}, `catallaxy verify RUN --head ${run.head ?? "SEQ:HASH"}`)));
  if (!timeline) return;
  const repaint = () => { Canvas.readColours(); timeline.wake(2); };
  for (const query of ["(prefers-color-scheme: dark)", "print"]) matchMedia(query).addEventListener("change", repaint);
  window.catallaxy = { timeline, document: source.document, view: timeline.view };
  timeline.wake(2);
})();

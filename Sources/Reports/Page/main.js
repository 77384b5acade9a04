/**
 * Puts the page together from whatever source there is: words first, panels as soon as those are
 * seen.
 */
const Page = (() => {
  const kinds = {exchange: exchangePage, economy: economyPage, laboratory: laboratoryPage};
  const places = Object.fromEntries(["head", "story", "controls", "panels", "foot"].map(
      (id) => [id, document.getElementById(id)]));

  /** How far the run is; a line by itself, so that a run that goes on moves nothing else. */
  function writeFacts({run}) {
    places.facts.replaceChildren(
        `Seed ${run.seed}, ${run.end}, ${Numbers.count(run.events)} events. Run `,
        el("code", {}, run.run_id), ", event head ",
        el("code", {id: "event-head"}, run.head ?? "none"), ".");
  }

  function writeHead({run, story = [], live}) {
    // A story is told once: of a run that goes on it says until when it is true.
    if (live) live.toldTicks ??= run.ticks;
    places.facts = el("p", {class: "facts"});
    writeFacts({run});
    places.head.replaceChildren(
        el("h1", {}, run.name), run.description ? el("p", {class: "what"}, run.description) : "",
        places.facts);
    const items = story.map(
        ({title, text}) => el("div", {}, el("dt", {}, title), el("dd", {}, text)));
    const note = live ?
        el("p", {class: "facts"}, `Until tick ${Numbers.count(live.toldTicks)}, in words:`) :
        "";
    places.story.replaceChildren(note, el("dl", {}, ...items));
  }

  const liveSentence = "Ticks since this page was opened are shown one by one; equity and the " +
      "leaderboard follow as often as the scenario takes figures (metrics_every). ";

  function writeFoot({run, sampling, live}) {
    const key = (text) => el("kbd", {}, text);
    places.foot.replaceChildren(
        sampling ? el("p", {id: "sampling"}, sampling.sentence) : "",
        el("p", {}, "Keys: ", key("space"), " plays and pauses, ", key("←"), " ", key("→"),
           " step, ", key("Home"), " ", key("End"),
           " go to the ends. In a plot the pointer reads, a click goes there, a drag chooses a " +
           "range, two clicks show all of it again."),
        live ? el("p", {}, liveSentence, el("a", {href: "/openapi.json"}, "What can be asked")) : "",
        el("p", {},
           "Made by Catallaxy from the events of the run alone. Whoever has them can check them: ",
           el("code", {}, `catallaxy verify RUN --head ${run.head ?? "SEQ:HASH"}`)));
  }

  function show(source) {
    Canvas.readColours();
    const timeline = kinds[source.document.kind](source, places);
    const repaint = () => {
      Canvas.readColours();
      timeline.wake(2);
    };
    for (const query of ["(prefers-color-scheme: dark)", "print"])
      matchMedia(query).addEventListener("change", repaint);
    window.catallaxy = {timeline, document: source.document, view: timeline.view};
    timeline.wake(2);
  }

  function open(source) {
    if (!source) {
      places.panels.append(el("p", {class: "empty"}, "There is nothing to show yet."));
      return;
    }
    writeHead(source.document);
    writeFoot(source.document);
    // The words are painted before the panels are made.
    requestAnimationFrame(() => setTimeout(() => show(source)));
  }

  return {open, show, writeHead, writeFacts, writeFoot};
})();

Page.open(Source.find());

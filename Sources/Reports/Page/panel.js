/** A panel: a title, a sentence on how to read it, a line of readings, and what it shows. */
function panel(title, about, size = "wide") {
  const id = title.toLowerCase().replace(/[^a-z]+/g, "-");
  const reading = el("p", {class: "reading", "data-reading": id});
  const body = el("div", {class: "body"});
  const section =
      el("section", {class: `panel ${size}`, id, "aria-labelledby": `${id}-title`},
         el("h2", {id: `${id}-title`}, title), el("p", {class: "about"}, about), reading, body);
  return {id, title, about, section, reading, body};
}

/** Fills a line of readings with [word, value, colour] triples; touches only what has changed. */
function read(line, items) {
  const shown = items.filter(Boolean);
  while (line.childElementCount > shown.length) line.lastElementChild.remove();
  shown.forEach(([word, value, colour], n) => {
    let item = line.children[n];
    if (!item) {
      item =
          el("span", {}, el("i", {class: "key", hidden: true}), document.createTextNode(""),
             el("b", {}));
      line.append(item);
    }
    const [key, text, bold] = item.childNodes;
    if (item.colour !== colour) {
      item.colour = colour;
      key.hidden = !colour;
      key.style.background = colour ?? "";
    }
    if (text.data !== word + " ") text.data = word + " ";
    if (bold.textContent !== value) bold.textContent = value;
  });
}

/**
 * Makes a place hold as many elements as there are items, and tells each of its own; none is made
 * twice.
 */
function fill(place, items, make, tell) {
  while (place.childElementCount > items.length) place.lastElementChild.remove();
  items.forEach((item, n) => {
    const element = place.children[n] ?? place.appendChild(make());
    tell(element, item);
  });
}

function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** Whether a panel would be seen: while time runs, what is out of sight waits. */
const Sight = (() => {
  const hidden = new Set();
  const timelines = new Map();
  const observer = new IntersectionObserver((entries) => {
    for (const {target, isIntersecting} of entries) {
      if (!isIntersecting) hidden.add(target);
      else if (hidden.delete(target)) timelines.get(target).wake(1);
    }
  });
  function watch(section, timeline) {
    timelines.set(section, timeline);
    observer.observe(section);
  }
  return {watch, misses: (section) => timelines.get(section).isRunning && hidden.has(section)};
})();

/** Draws a panel after every change of time, unless nobody would see it. */
function follow(owner, timeline, draw) {
  Sight.watch(owner.section, timeline);
  let missed = 0;
  timeline.follow((isAll) => {
    missed = Math.max(missed, isAll ? 2 : 1);
    if (Sight.misses(owner.section)) return;
    draw(missed === 2);
    missed = 0;
  });
}

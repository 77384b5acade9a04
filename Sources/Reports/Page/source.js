/**
 * Where a page's data comes from. A source has the document of a run (the JSON that
 * Looking-at-markets describes) and may go on telling:
 *
 *     document            what is known now
 *     isLive              whether more may come
 *     follow(listener)    calls listener(document) after every change
 */
const Source = (() => {
  /** A finished run: the document stands in the page. */
  function embedded(element) {
    return { document: JSON.parse(element.textContent), isLive: false, follow() {} };
  }

  /** The first that has something: the page's own document, or what the page's host has set up. */
  function find() {
    const element = document.getElementById("data");
    if (element && element.textContent.trim()) return embedded(element);
    return null;
  }

  return { embedded, find };
})();

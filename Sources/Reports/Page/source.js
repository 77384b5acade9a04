/**
 * Where a page's data comes from. A source has the document of a run (the JSON that
 * Looking-at-markets describes) and may go on telling:
 *
 *     document            what is known now
 *     isLive              whether more may come
 *     status              how it stands with that, in a word
 *     follow(listener)    calls listener() after every change of the document
 */
const Source = (() => {
  /** A finished run: the document stands in the page. */
  function embedded(element) {
    const document = JSON.parse(element.textContent);
    return document.live ? new LiveSource(document) :
                           {document, isLive: false, status: "", follow() {}};
  }

  /** The page's source: its own document, which a stream goes on with where it says so. */
  function find() {
    const element = document.getElementById("data");
    if (element && element.textContent.trim()) return embedded(element);
    return null;
  }

  return {embedded, find};
})();

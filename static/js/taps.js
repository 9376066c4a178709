// Which words of a marked text are meant: by tapping the first and the last one, or dragging over them. The text hears of
// it as `words-picked`, with the numbers of both.

const TEXT = "[data-spans-text]";
let begun = null;

function tell(text, first, last) {
  text.dispatchEvent(new CustomEvent("words-picked", { detail: { first, last } }));
}

document.addEventListener("click", ({ target }) => {
  if (target.closest("[data-spans-layers]")) begun = null; // other words are picked now
  const text = target.closest(TEXT);
  if (!text || !("word" in target.dataset)) return;
  const word = Number(target.dataset.word);
  const first = begun === null ? word : Math.min(begun, word);
  begun = begun === null ? word : null;
  tell(text, first, word);
});

// Words that were selected are picked as they are.
document.addEventListener("pointerup", () => {
  const selection = getSelection();
  const text = selection.isCollapsed ? null : selection.anchorNode.parentElement?.closest(TEXT);
  if (!text) return;
  const chosen = [...text.querySelectorAll("[data-word]")].filter((word) => selection.containsNode(word, true));
  selection.removeAllRanges();
  begun = null;
  if (chosen.length) tell(text, Number(chosen[0].dataset.word), Number(chosen.at(-1).dataset.word));
});
document.addEventListener("htmx:load", () => { begun = null; });

// Single keys. A button or link says which key works it: data-key="j", a sequence data-key="g c", or, with a modifier
// and in fields too, data-key="Ctrl+Enter" (Cmd on a Mac). A field is focused, everything else is clicked; of several
// with one key, the first that can be seen counts. Shifted keys are written as typed: data-key="X", data-key="?".
// No single key acts in fields, with modifiers, in an open dialog, or when switched off (html[data-keys=off]).
// A page that acts on a key by itself listens on its own hidden button: <button hidden> does not count, so use .spoken.

const FIELDS = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]";
const PREFIX_MS = 1500;
let prefix = "";
let forget;

function find(key) {
  return [...document.querySelectorAll(`[data-key="${CSS.escape(key)}"]`)].find(
    (element) => !element.disabled && element.checkVisibility(),
  );
}

// Links in the folded menu cannot be seen, yet their keys work: their twins in the header count.
function findLink(key) {
  return document.querySelector(`a[data-key="${CSS.escape(key)}"]`);
}

function act(element) {
  if (element.matches(FIELDS)) {
    element.focus();
    element.select?.();
  } else {
    element.click();
  }
}

function press(event) {
  const element = find((prefix ? `${prefix} ` : "") + event.key) ?? (prefix ? findLink(`${prefix} ${event.key}`) : null);
  const begins = !prefix && document.querySelector(`[data-key^="${CSS.escape(event.key)} "]`);
  prefix = "";
  clearTimeout(forget);
  if (element) {
    event.preventDefault();
    act(element);
  } else if (begins) {
    prefix = event.key;
    forget = setTimeout(() => (prefix = ""), PREFIX_MS);
  }
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing) return;
  if ((event.ctrlKey || event.metaKey) && event.key === "Enter") {
    const element = find("Ctrl+Enter");
    if (element) {
      event.preventDefault();
      act(element);
    }
    return;
  }
  const off = document.documentElement.dataset.keys === "off";
  if (off || event.ctrlKey || event.metaKey || event.altKey || event.key.length !== 1) return;
  if (event.target.closest(FIELDS) || document.querySelector("dialog[open]")) return;
  press(event);
});

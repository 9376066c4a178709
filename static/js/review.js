// The review queue by keyboard: keys themselves act through data-key (keys.js); here is what a click alone cannot do.

const page = document.querySelector("[data-review]");

// A chosen verdict takes the focus, so that Tab leads on to the rationale.
document.addEventListener("click", ({ target }) => {
  if (target.matches?.("input[type=radio][data-key]")) target.focus();
});

// An empty row of evidence is used before another one is added.
document.addEventListener("click", (event) => {
  if (!event.target.closest?.("[data-add-evidence]")) return;
  const url = document.querySelector("[data-last-evidence] input");
  if (!url || url.value) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  url.focus();
}, true);

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && event.target.matches("input, textarea, select") && !event.target.closest("dialog")) {
    event.target.blur();
  }
});

// What is missing takes the focus, not the summary: the next key types into it.
document.addEventListener("htmx:afterSettle", () => {
  const first = document.querySelector("[data-review] .assess .problem a");
  if (!first) return;
  const field = document.querySelector(first.hash);
  (field?.matches("input, textarea") ? field : field?.parentElement.querySelector("input"))?.focus();
});

// The range from the last box that was ticked to the current one.
let latest = null;
document.addEventListener("change", ({ target }) => {
  if (target.matches?.("[data-bulk]") && target.checked) latest = target;
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "X" || !page || event.target.matches("input:not([type=checkbox], [type=radio]), textarea, select")) return;
  if (document.documentElement.dataset.keys === "off" || document.querySelector("dialog[open]")) return;
  const boxes = [...document.querySelectorAll("[data-bulk]")];
  const ends = [boxes.indexOf(latest ?? boxes[0]), boxes.findIndex((box) => "current" in box.dataset)];
  for (const box of boxes.slice(Math.min(...ends), Math.max(...ends) + 1)) box.checked = true;
});
// Its boxes stand in a folded list, which their key must see.
page?.querySelector(".review-list")?.setAttribute("open", "");

// How long ago the draft was saved. The note is no live region: nobody wants to hear it each second.
const note = document.querySelector("[data-draft-note]");
const ago = (s) => (s < 60 ? `${Math.max(1, s)} s` : s < 3600 ? `${Math.floor(s / 60)} min` : `${Math.floor(s / 3600)} h`);
const tell = () => {
  const at = document.querySelector("[data-draft-at]")?.dataset.draftAt;
  note.textContent = at ? `· saved ${ago(Math.round((Date.now() - at) / 1000))} ago (draft)` : "";
};
if (note) setInterval(tell, 1000);

// Filters act at once instead of waiting for Apply; empty fields stay out of the address.

const narrow = matchMedia("(max-width: 60rem)");

function bind() {
  const form = document.querySelector("[data-filters]");
  if (!form || form.dataset.bound) return;
  form.dataset.bound = "true";
  form.querySelector("[data-apply]")?.setAttribute("hidden", "");
  // Leaving the box is no search; sending it is.
  form.querySelector("[data-main-search]")?.addEventListener("change", (event) => event.stopPropagation());
  form.addEventListener("formdata", (event) => {
    for (const [name, value] of [...event.formData]) {
      if (value === "") event.formData.delete(name);
    }
  });
}

document.addEventListener("htmx:configRequest", (event) => {
  if (!event.target.closest("[data-filters]")) return;
  const { parameters } = event.detail;
  const finding = event.target.matches("[data-find]");
  for (const [name, value] of [...parameters.entries()]) {
    if (value === "" || (name.startsWith("find_") && !finding)) parameters.delete(name);
  }
});
// Finding a value among those of a filter chooses none yet.
document.addEventListener("change", (event) => event.target.matches("[data-find]") && event.stopPropagation(), true);
// A folded filter box stays folded, an open one open, when the list is replaced.
let open = !narrow.matches;
document.addEventListener("toggle", (event) => {
  if (event.target.matches("details.filters")) open = event.target.open;
}, true);
document.addEventListener("htmx:afterSwap", () => {
  const box = document.querySelector("details.filters");
  if (box) box.open = open;
  bind();
  picks();
});

// Boxes of claims for one decision on many: how many are ticked, and all of a page at once.
function picks() {
  const boxes = [...document.querySelectorAll("[data-pick]")];
  const all = document.querySelector("[data-pick-all]");
  if (!all) return;
  all.hidden = false;
  const ticked = boxes.filter((box) => box.checked).length;
  all.firstElementChild.checked = ticked > 0 && ticked === boxes.length;
  document.querySelector("[data-picked]").textContent = ticked ? `With the ${ticked} selected:` : "With the selected:";
}
document.addEventListener("change", ({ target }) => {
  if (target.closest("[data-pick-all]")) {
    for (const box of document.querySelectorAll("[data-pick]")) box.checked = target.checked;
  }
  if (target.closest("[data-pick-all], [data-pick]")) picks();
});

if (narrow.matches) document.querySelector("details.filters")?.removeAttribute("open");
bind();
picks();

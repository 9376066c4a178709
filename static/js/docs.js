// The reader's own token in the examples of this page; it goes nowhere else.
document.querySelector("[data-my-token]")?.addEventListener("input", (event) => {
  for (const place of document.querySelectorAll("[data-token]")) place.textContent = event.target.value.trim() || "TOKEN";
});

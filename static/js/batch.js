// The summary of a batch is spoken at most every 10 seconds.

const SPOKEN_EVERY = 10000;
let spokenAt = 0;

document.addEventListener("htmx:afterSwap", () => {
  const progress = document.getElementById("progress");
  const done = !("unfinished" in progress.dataset);
  if (!done && Date.now() - spokenAt < SPOKEN_EVERY) return;
  spokenAt = Date.now();
  document.querySelector("[data-spoken]").textContent = progress.querySelector("[data-summary]").textContent;
});

// What happens around parts that htmx takes in: waiting, failing, and where the focus goes.

const busy = (target, on) => (on ? target.setAttribute("aria-busy", "true") : target.removeAttribute("aria-busy"));
let focused;

document.addEventListener("htmx:beforeRequest", ({ detail }) => busy(detail.target, true));
// What is asked for again and again waits until somebody looks.
document.addEventListener("htmx:beforeRequest", (event) => {
  if (document.hidden && event.target.matches("[hx-trigger*=every]")) event.preventDefault();
});
document.addEventListener("htmx:afterRequest", ({ detail }) => busy(detail.target, false));

// The focus stays on the control; where that is gone, it goes to the heading of what came in its place.
document.addEventListener("htmx:beforeSwap", ({ detail }) => {
  const active = document.activeElement;
  focused = detail.target.contains(active) ? { id: active.id, target: detail.target.id } : null;
});
document.addEventListener("htmx:afterSettle", ({ detail }) => {
  if (!focused || document.activeElement !== document.body) return;
  const part = document.getElementById(focused.target) ?? detail.elt;
  const next = (focused.id && document.getElementById(focused.id)) || part.querySelector("[autofocus], h1, h2, h3, h4");
  focused = null;
  if (!next) return;
  if (next.tabIndex < 0) next.tabIndex = -1;
  next.focus({ preventScroll: true });
});

// A part that fails keeps its old content, says why above it, and can be asked for again.
function fail(detail, words) {
  const part = detail.target;
  part.querySelector(":scope > .failed-part")?.remove();
  const note = document.createElement("div");
  note.className = "notice failed-part";
  note.setAttribute("role", "alert");
  const text = document.createElement("span");
  text.textContent = words;
  const retry = document.createElement("button");
  retry.type = "button";
  retry.className = "button slim";
  retry.textContent = "Retry";
  const { elt, requestConfig: asked } = detail;
  retry.addEventListener("click", () => {
    note.remove();
    if (elt.matches("form")) elt.requestSubmit();
    else htmx.ajax(asked.verb.toUpperCase(), asked.path, { source: elt, target: part, values: asked.parameters });
  });
  note.append(text, retry);
  part.prepend(note);
}

document.addEventListener("htmx:responseError", ({ detail }) => {
  const { status } = detail.xhr;
  const number = detail.xhr.getResponseHeader("X-Request-ID");
  const again = detail.xhr.getResponseHeader("Retry-After");
  if (status === 429) fail(detail, `Too many requests. Try again in ${again ?? "some"} seconds.`);
  else if (status === 403) fail(detail, "This is not allowed. Nothing was changed. Reload the page, perhaps you were signed out.");
  else if (status < 500) fail(detail, "This cannot be done as it stands. Nothing was changed. Reload the page.");
  else fail(detail, `Something failed on our side${number ? ` and was recorded as ${number}` : ""}. Nothing was changed.`);
});
for (const name of ["htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(name, ({ detail }) => fail(detail, "No answer came: perhaps there is no connection. What you typed is kept."));
}

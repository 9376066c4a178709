// Selecting a statement without a reload: number, tint and rail entry belong together, and the address follows.

const reader = document.querySelector("[data-reader]");
const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;

function pieces(number) {
  return [...reader.querySelectorAll("[data-statements]")].filter((piece) =>
    piece.dataset.statements.split(" ").includes(number),
  );
}

function show(element) {
  element?.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
}

function select(number, { from } = {}) {
  for (const chosen of reader.querySelectorAll(".chosen")) {
    chosen.classList.remove("chosen");
    chosen.removeAttribute("aria-current");
  }
  reader.classList.toggle("has-choice", number !== null);
  if (number === null) return;
  for (const piece of pieces(number)) piece.classList.add("chosen");
  const mark = reader.querySelector(`.no[data-number="${number}"]`);
  const entry = reader.querySelector(`[data-entry="${number}"]`);
  for (const element of [mark, entry]) element?.classList.add("chosen");
  for (const link of [mark, entry?.querySelector(".rail-number")]) link?.setAttribute("aria-current", "true");
  if (from !== "text") show(mark);
  if (from !== "rail" && entry && getComputedStyle(entry.closest(".rail")).position === "sticky") {
    const rail = entry.closest(".rail");
    rail.scrollTo({ top: entry.offsetTop - rail.offsetTop - rail.clientHeight / 3, behavior: calm ? "auto" : "smooth" });
  }
}

// The innermost statement first; on the words already chosen, the next one that holds them.
function under(piece) {
  const numbers = piece.dataset.statements.split(" ");
  const chosen = reader.querySelector(".no.chosen")?.dataset.number;
  return numbers[(numbers.indexOf(chosen) + 1) % numbers.length];
}

reader?.addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey || !getSelection().isCollapsed) return;
  const link = event.target.closest("a[data-number]");
  const piece = event.target.closest("[data-statements]");
  if (!link && (!piece || event.target.closest("a"))) return;
  event.preventDefault();
  const number = link?.dataset.number ?? under(piece);
  select(number, { from: event.target.closest(".rail") ? "rail" : "text" });
  history.pushState(null, "", reader.querySelector(`a[data-number="${number}"]`).href);
});

function follow() {
  const wanted = new URL(location.href).searchParams.get("statement");
  const link = [...reader.querySelectorAll("a.rail-number")].find(
    (candidate) => new URL(candidate.href).searchParams.get("statement") === wanted,
  );
  select(link?.dataset.number ?? null, {});
}

if (reader) {
  addEventListener("popstate", follow);
  if (reader.classList.contains("has-choice")) follow();
}

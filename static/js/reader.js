// Selecting a statement without a reload: number, tint and rail entry belong together, and the address follows.

const reader = document.querySelector("[data-reader]");
const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
const all = (selector) => [...reader.querySelectorAll(selector)];
const entryOf = (number) => reader.querySelector(`[data-entry="${number}"]`);
const markOf = (number) => reader.querySelector(`.no[data-number="${number}"]`);
let chooser = null;
const close = () => { chooser = chooser?.remove(); };

function select(number, { from } = {}) {
  close();
  for (const chosen of all(".chosen")) chosen.classList.remove("chosen");
  for (const link of all("a[data-number][aria-current]")) link.removeAttribute("aria-current");
  reader.classList.toggle("has-choice", number !== null);
  const entry = number !== null && entryOf(number);
  step(entry);
  const foot = reader.querySelector("[data-foot]");
  foot.hidden = !entry;
  if (!entry) return;
  foot.replaceChildren(...[...entry.children].map((child) => child.cloneNode(true)));
  for (const piece of all("[data-statements]")) {
    if (piece.dataset.statements.split(" ").includes(number)) piece.classList.add("chosen");
  }
  const mark = markOf(number);
  for (const element of [mark, entry]) element.classList.add("chosen");
  for (const link of [mark, entry.querySelector(".rail-number")]) link.setAttribute("aria-current", "true");
  if (from !== "text") mark.scrollIntoView({ block: "center", behavior: calm ? "auto" : "smooth" });
  const rail = entry.closest(".rail");
  if (from !== "rail" && getComputedStyle(rail).position === "sticky") {
    rail.scrollTo({ top: entry.offsetTop - rail.offsetTop - rail.clientHeight / 3, behavior: calm ? "auto" : "smooth" });
  }
}

// The links to the statements before and after; their keys are theirs.
function step(entry) {
  const entries = all("[data-entry]");
  for (const link of all("[data-step]")) {
    const at = entry ? entries.indexOf(entry) + Number(link.dataset.step) : (link.dataset.step === "1" ? 0 : -1);
    link.hidden = !entries[at];
    if (entries[at]) link.href = entries[at].querySelector(".rail-number").href;
  }
}

// The innermost statement first; on the words already chosen, the next one that holds them.
function under(piece) {
  const numbers = piece.dataset.statements.split(" ");
  const chosen = reader.querySelector(".no.chosen")?.dataset.number;
  return numbers[(numbers.indexOf(chosen) + 1) % numbers.length];
}

// Statements on the very same words: which is meant?
function ask(piece, numbers) {
  close();
  chooser = Object.assign(document.createElement("span"), { className: "chooser", role: "group" });
  chooser.setAttribute("aria-label", "Statements on these words");
  for (const number of numbers) {
    const link = entryOf(number).querySelector(".rail-number").cloneNode();
    link.removeAttribute("aria-label");
    link.textContent = `${number} ${entryOf(number).querySelector(".rail-open").textContent}`;
    chooser.append(link);
  }
  piece.after(chooser);
  chooser.firstChild.focus({ preventScroll: true });
}

reader?.addEventListener("click", (event) => {
  if (event.ctrlKey || event.metaKey || event.shiftKey || !getSelection().isCollapsed) return;
  const link = event.target.closest("a[data-number], a[data-step]");
  const piece = event.target.closest("[data-statements]");
  if (!link && (!piece || event.target.closest("a"))) return;
  const same = link ? 0 : Number(piece.dataset.same ?? 0);
  if (same) return ask(piece, piece.dataset.statements.split(" ").slice(0, same));
  const target = link ?? entryOf(under(piece))?.querySelector(".rail-number");
  const number = target && all("a.rail-number").find((other) => other.href === target.href)?.dataset.number;
  if (!number || !markOf(number)) return; // not drawn: the address shows it
  event.preventDefault();
  history.pushState(null, "", target.href);
  select(number, { from: event.target.closest(".rail") ? "rail" : "text" });
});

reader?.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !chooser) return;
  const { number } = chooser.firstChild.dataset;
  close();
  markOf(number).focus({ preventScroll: true });
});

function follow() {
  const wanted = new URL(location.href).searchParams.get("statement");
  const link = all("a.rail-number").find((other) => new URL(other.href).searchParams.get("statement") === wanted);
  select(link?.dataset.number ?? null);
}

if (reader?.querySelector("[data-foot]")) {
  addEventListener("popstate", follow);
  if (reader.classList.contains("has-choice")) follow();
}

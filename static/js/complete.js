// The search box completes fields, speakers, outlets and words (an ARIA combobox). Without this, it is a search box.

const WAIT_MS = 150;
let input, list, timer;
let found = [];
let before, after;
let at = -1;
let asked = 0;

const make = (tag, fields) => Object.assign(document.createElement(tag), fields);

function bind() {
  const box = document.querySelector("[data-complete]");
  if (!box || box === input) return;
  input = box;
  list = make("ul", { id: "completions", className: "menu-body completions", role: "listbox", ariaLabel: "Completions", hidden: true });
  input.after(list);
  Object.assign(input, { role: "combobox", autocomplete: "off", ariaAutoComplete: "list", ariaExpanded: "false" });
  input.setAttribute("aria-controls", list.id);
  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(ask, WAIT_MS);
  });
  input.addEventListener("keydown", press);
  input.addEventListener("blur", close);
  // The box keeps the focus while an option is pressed.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", ({ target }) => {
    const option = target.closest("[role=option]");
    if (option) pick([...list.children].indexOf(option));
  });
}

async function ask() {
  const turn = ++asked;
  const end = input.selectionEnd ?? input.value.length;
  const typed = input.value.slice(0, end);
  if (!typed.trim()) return close();
  try {
    const answer = await fetch(`${input.dataset.complete}?q=${encodeURIComponent(typed)}`);
    if (!answer.ok || turn !== asked || document.activeElement !== input) return;
    ({ before, completions: found } = await answer.json());
    after = input.value.slice(end);
    show();
  } catch {
    close();
  }
}

function show() {
  at = -1;
  list.replaceChildren(...found.map((completion, number) => {
    const option = make("li", { id: `completion-${number}`, role: "option", ariaSelected: "false" });
    option.append(completion.label, " ", make("span", { className: "by", textContent: completion.kind }));
    return option;
  }));
  open(found.length > 0);
}

function open(on) {
  list.hidden = !on;
  input.ariaExpanded = on;
  if (!on) input.removeAttribute("aria-activedescendant");
}

function close() {
  clearTimeout(timer);
  asked += 1;
  at = -1;
  open(false);
}

function move(step) {
  at = (at + step + found.length + (at < 0 && step < 0 ? 1 : 0)) % found.length;
  [...list.children].forEach((option, number) => (option.ariaSelected = number === at));
  input.setAttribute("aria-activedescendant", `completion-${at}`);
  list.children[at].scrollIntoView({ block: "nearest" });
}

function pick(number) {
  const { text, more } = found[number];
  input.value = before + text + after.trimStart();
  input.setSelectionRange((before + text).length, (before + text).length);
  close();
  input.focus();
  if (more) ask();
}

function press(event) {
  const acts = { ArrowDown: () => move(1), ArrowUp: () => move(-1), Escape: close };
  if (at >= 0) acts.Enter = () => pick(at);
  if (list.hidden || !(event.key in acts)) return;
  event.preventDefault();
  event.stopPropagation();
  acts[event.key]();
}

document.addEventListener("htmx:afterSwap", bind);
bind();

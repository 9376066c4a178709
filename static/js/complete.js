// The search box completes fields, speakers, outlets and words (an ARIA combobox). Without this, it is a search box.

const WAIT_MS = 150;
let input;
let list;
let found = [];
let before = "";
let after = "";
let at = -1;
let timer;
let asked = 0;

function bind() {
  const box = document.querySelector("[data-complete]");
  if (!box || box === input) return;
  input = box;
  list = document.createElement("ul");
  list.id = "completions";
  list.className = "menu-body completions";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Completions");
  list.hidden = true;
  input.after(list);
  const states = { role: "combobox", autocomplete: "off", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id };
  for (const [name, value] of Object.entries(states)) input.setAttribute(name, value);
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
    const told = await answer.json();
    ({ before } = told);
    found = told.completions;
    after = input.value.slice(end);
    show();
  } catch {
    close();
  }
}

function show() {
  at = -1;
  list.replaceChildren(...found.map((completion, number) => {
    const option = document.createElement("li");
    option.id = `completion-${number}`;
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", "false");
    const kind = document.createElement("span");
    kind.className = "by";
    kind.textContent = completion.kind;
    option.append(completion.label, " ", kind);
    return option;
  }));
  open(found.length > 0);
}

function open(on) {
  list.hidden = !on;
  input.setAttribute("aria-expanded", String(on));
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
  [...list.children].forEach((option, number) => option.setAttribute("aria-selected", String(number === at)));
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
  if (list.hidden) return;
  if (event.key === "ArrowDown") move(1);
  else if (event.key === "ArrowUp") move(-1);
  else if (event.key === "Enter" && at >= 0) pick(at);
  else if (event.key === "Escape") close();
  else return;
  event.preventDefault();
  event.stopPropagation();
}

document.addEventListener("htmx:afterSwap", bind);
bind();

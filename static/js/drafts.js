// <form data-draft="assess-12"> keeps what is typed in this browser until it was sent and taken. It comes back when the
// form is shown again: after a crash, without a connection, or once somebody who was signed out has signed in again.

const user = document.documentElement.dataset.user;
const PREFIX = "draft:";
const SAVE_MS = 400;

function fields(form) {
  return [...form.elements].filter((field) => field.name && field.matches("textarea, select, input:not([type=hidden], [type=password], [type=file])"));
}

function read(form) {
  const values = {};
  for (const field of fields(form)) {
    if (!field.matches("[type=radio], [type=checkbox]")) values[field.name] = field.value;
    else if (field.checked) values[field.name] = [...(values[field.name] ?? []), field.value];
  }
  return values;
}

function fill(form, values) {
  for (const field of fields(form)) {
    const value = values[field.name];
    if (field.matches("[type=radio], [type=checkbox]")) field.checked = Boolean(value?.includes(field.value));
    else if (value !== undefined) field.value = value;
  }
}

function say(form, draft) {
  const note = document.createElement("p");
  note.className = "notice";
  note.textContent = `Your text of ${new Date(draft.at).toLocaleTimeString([], { hour: "2-digit", minute: "2-digit" })} is back. `;
  const drop = document.createElement("button");
  drop.type = "reset";
  drop.className = "plain-button";
  drop.textContent = "Discard it";
  drop.addEventListener("click", () => {
    localStorage.removeItem(PREFIX + user + ":" + form.dataset.draft);
    note.remove();
  });
  note.append(drop);
  form.prepend(note);
}

function bind() {
  for (const form of document.querySelectorAll("form[data-draft]:not([data-bound])")) {
    form.dataset.bound = "";
    const key = PREFIX + user + ":" + form.dataset.draft;
    const asServed = JSON.stringify(read(form));
    const draft = JSON.parse(localStorage.getItem(key) ?? "null");
    // What the server sends back with an error is newer than what is kept.
    if (draft && !form.querySelector(".problem") && JSON.stringify(draft.values) !== asServed) {
      fill(form, draft.values);
      say(form, draft);
    }
    let timer;
    const keep = (sent) => localStorage.setItem(key, JSON.stringify({ values: read(form), at: Date.now(), sent }));
    form.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(() => keep(false), SAVE_MS);
    });
    form.addEventListener("submit", () => {
      clearTimeout(timer);
      keep(true);
    });
  }
}

// A draft that was sent, and whose form is not here any more, was taken: unless nobody is signed in now.
function tidy() {
  for (const key of Object.keys(localStorage).filter((name) => name.startsWith(PREFIX + user + ":"))) {
    const name = key.slice((PREFIX + user + ":").length);
    const shown = document.querySelector(`form[data-draft="${CSS.escape(name)}"]`);
    if (!shown && JSON.parse(localStorage.getItem(key)).sent) localStorage.removeItem(key);
  }
}

if (user) {
  bind();
  tidy();
  document.addEventListener("htmx:load", bind);
  document.addEventListener("htmx:afterSettle", tidy);
  document.querySelector("[data-sign-out]")?.addEventListener("submit", () => {
    for (const key of Object.keys(localStorage)) if (key.startsWith(PREFIX)) localStorage.removeItem(key);
  });
}

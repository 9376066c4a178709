// <form data-draft="assess-12"> keeps what is typed in this browser until it was sent and taken. It comes back when the
// form is shown again: after a crash, without a connection, or once somebody who was signed out has signed in again.
// data-draft-page="/..." is the page of the form, where another page shows it as a part.

const user = document.documentElement.dataset.user;
const PREFIX = `draft:${user}:`;
const SAVE_MS = 400;
const TYPED = "textarea, select, input:not([type=hidden], [type=password], [type=file])";

const drafts = () => Object.keys(localStorage).filter((name) => name.startsWith(PREFIX));
const load = (key) => JSON.parse(localStorage.getItem(key));
const typed = (form) => [...form.elements].filter((field) => field.name && field.matches(TYPED));
const ticked = (field) => field.matches("[type=radio], [type=checkbox]");
const hour = (draft) => new Date(draft.at).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });

function read(form) {
  const values = {};
  for (const field of typed(form)) {
    if (!ticked(field)) values[field.name] = field.value;
    else if (field.checked) values[field.name] = [...(values[field.name] ?? []), field.value];
  }
  return values;
}

function fill(form, values) {
  for (const field of typed(form)) {
    if (ticked(field)) field.checked = Boolean(values[field.name]?.includes(field.value));
    else if (field.name in values) field.value = values[field.name];
  }
}

function say(place, words, control, onClick) {
  const note = document.createElement("p");
  note.className = "notice";
  control.addEventListener("click", () => note.remove());
  if (onClick) control.addEventListener("click", onClick);
  note.append(words, control);
  place.querySelector(":scope > :not(input)").before(note);
}

function control(tag, words, fields) {
  return Object.assign(document.createElement(tag), { textContent: words, ...fields });
}

function bind() {
  for (const form of document.querySelectorAll("form[data-draft]:not([data-bound])")) {
    form.dataset.bound = "";
    const key = PREFIX + form.dataset.draft;
    const draft = load(key);
    // What the server sends back with an error is newer than what is kept.
    if (draft && !form.querySelector(".problem") && JSON.stringify(draft.values) !== JSON.stringify(read(form))) {
      fill(form, draft.values);
      form.dataset.draftAt = draft.at;
      const drop = control("button", "Discard it", { type: "reset", className: "plain-button" });
      say(form, `Your text of ${hour(draft)} is back. `, drop, () => {
        localStorage.removeItem(key);
        delete form.dataset.draftAt;
      });
    }
    const page = form.dataset.draftPage ?? location.href;
    const keep = (state) => {
      form.dataset.draftAt = Date.now();
      localStorage.setItem(key, JSON.stringify({ values: read(form), at: Date.now(), page, state }));
    };
    let timer;
    form.addEventListener("input", () => {
      clearTimeout(timer);
      timer = setTimeout(keep, SAVE_MS, "typed");
    });
    form.addEventListener("submit", () => {
      clearTimeout(timer);
      keep("sent");
    });
    form.addEventListener("htmx:beforeOnLoad", ({ detail }) => {
      if (detail.xhr.getResponseHeader("HX-Redirect")?.startsWith("/login/")) keep("refused");
    });
  }
}

// A draft that was sent, and whose form is not here any more, was taken. One refused for want of signing in is offered.
function tidy() {
  for (const key of drafts()) {
    const draft = load(key);
    if (document.querySelector(`form[data-draft="${CSS.escape(key.slice(PREFIX.length))}"]`)) continue;
    if (draft.state === "sent") localStorage.removeItem(key);
    if (draft.state !== "refused") continue;
    const go = control("a", "Go on writing", { href: draft.page });
    say(document.querySelector("main .page"), `Your text of ${hour(draft)} was kept. `, go);
  }
}

if (user) {
  bind();
  tidy();
  document.addEventListener("htmx:load", bind);
  document.querySelector("[data-sign-out]")?.addEventListener("submit", () => {
    for (const key of drafts()) localStorage.removeItem(key);
  });
}

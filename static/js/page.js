// What every page has: menus that close, toasts that leave, dialogs, the theme without a reload.

function closeMenus(except) {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (menu !== except) menu.open = false;
  }
}

document.addEventListener("click", (event) => closeMenus(event.target.closest("details.menu")));

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = document.querySelector("details.menu[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

// A picture wider than its room is moved no further than until what stands highest in it can be seen, with its name.
const HALF_A_NAME = 80;
for (const room of document.querySelectorAll("[data-begins]")) {
  room.scrollLeft = Number(room.dataset.begins) + HALF_A_NAME - room.clientWidth;
}

// A toast stays while it is hovered or focused; the next one takes its place.
const TOAST_SECONDS = 10;
function bindToasts() {
  for (const toast of document.querySelectorAll("[data-toast]:not([data-bound])")) {
    toast.dataset.bound = "";
    const leave = () => {
      if (toast.matches(":hover, :focus-within")) setTimeout(leave, 1000);
      else toast.remove();
    };
    setTimeout(leave, TOAST_SECONDS * 1000);
  }
}
bindToasts();
document.addEventListener("htmx:oobAfterSwap", bindToasts);

// A link with data-dialog opens its page in the dialog; with modifiers, or where that page has no part, it is followed.
const dialog = document.querySelector("[data-dialog-box]");
document.addEventListener("click", async (event) => {
  const link = event.target.closest("a[data-dialog]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const body = dialog.querySelector("[data-dialog-body]");
  body.replaceChildren();
  await htmx.ajax("GET", link.href, { target: body, swap: "innerHTML" }).catch(() => {});
  if (!body.querySelector("h1, h2, .failed-part")) return location.assign(link.href);
  dialog.setAttribute("aria-label", link.textContent.trim());
  dialog.showModal();
});
dialog.addEventListener("click", (event) => {
  if (event.target === dialog) dialog.close();
});

// The same cookie and class as the server gives; the form alone does it with a reload.
document.querySelector("[data-theme-choice]")?.addEventListener("submit", (event) => {
  const theme = event.submitter?.value;
  if (!theme) return;
  event.preventDefault();
  const known = theme === "light" || theme === "dark";
  document.cookie = `theme=${known ? theme : ""}; path=/; samesite=lax; max-age=${known ? 31536000 : 0}`;
  document.documentElement.classList.remove("light", "dark");
  if (known) document.documentElement.classList.add(theme);
  for (const button of event.target.querySelectorAll("[aria-pressed]")) {
    button.setAttribute("aria-pressed", String(button === event.submitter));
  }
});

for (const select of document.querySelectorAll("[data-submit-on-change]")) {
  select.form.querySelector("[data-apply]")?.setAttribute("hidden", "");
  select.addEventListener("change", () => select.form.requestSubmit());
}

// A button with data-show="id" unveils the password in that field.
for (const button of document.querySelectorAll("[data-show]")) {
  const field = document.getElementById(button.dataset.show);
  button.addEventListener("click", () => {
    field.type = field.type === "password" ? "text" : "password";
    button.setAttribute("aria-pressed", String(field.type === "text"));
  });
}
for (const element of document.querySelectorAll("[data-scripted]")) element.hidden = false;

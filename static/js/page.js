// What every page has: menus that close, toasts that leave, the theme without a reload.

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

// The same cookie and class as the server gives; the form alone does it with a reload.
document.querySelector("[data-theme-choice]")?.addEventListener("submit", (event) => {
  const theme = event.submitter?.value;
  if (!theme) return;
  event.preventDefault();
  const known = theme === "light" || theme === "dark";
  document.cookie = `theme=${known ? theme : ""}; path=/; samesite=lax; max-age=${known ? 31536000 : 0}`;
  document.documentElement.className = known ? theme : "";
  for (const button of event.target.querySelectorAll("[aria-pressed]")) {
    button.setAttribute("aria-pressed", String(button === event.submitter));
  }
});

for (const select of document.querySelectorAll("[data-submit-on-change]")) {
  select.form.querySelector("[data-apply]")?.setAttribute("hidden", "");
  select.addEventListener("change", () => select.form.requestSubmit());
}

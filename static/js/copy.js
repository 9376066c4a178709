// Buttons that copy: they appear only where script can, the words stand beside them to be selected by hand.

for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) break;
  button.hidden = false;
  const label = button.textContent;
  button.addEventListener("click", async () => {
    const source = document.getElementById(button.dataset.copy);
    const here = () => document.querySelector("link[rel=canonical]").href + location.search;
    await navigator.clipboard.writeText(source ? source.textContent : here());
    button.textContent = "Copied";
    setTimeout(() => { button.textContent = label; }, 2000);
  });
}

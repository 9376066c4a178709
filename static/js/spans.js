// Words selected in the paragraph go into the field that is asked for, instead of being copied by hand.

const LAYERS = ["source", "cue", "content"];

function bind() {
  for (const form of document.querySelectorAll("[data-spans]:not([data-bound])")) {
    const text = form.querySelector("[data-spans-text]");
    if (!text || !form.querySelector("#id_content")) continue;
    form.dataset.bound = "";
    const row = document.createElement("p");
    row.className = "buttons";
    for (const layer of LAYERS) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "button slim";
      button.textContent = `Use the selected words as ${layer}`;
      button.addEventListener("click", () => {
        const selection = getSelection();
        if (selection.isCollapsed || !text.contains(selection.anchorNode)) return;
        const field = form.querySelector(`#id_${layer}`);
        field.value = selection.toString().trim();
        field.dispatchEvent(new Event("input", { bubbles: true }));
      });
      row.append(button);
    }
    text.after(row);
  }
}

bind();
document.addEventListener("htmx:load", bind);

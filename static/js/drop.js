// Files that are dropped on a form with data-drop go into its file field; their names are shown before they are sent.

for (const form of document.querySelectorAll("[data-drop]")) {
  const field = form.querySelector("[type=file]");
  const list = form.querySelector("[data-names]");
  const show = () => {
    const names = [...field.files].map((file) => Object.assign(document.createElement("li"), { textContent: file.name }));
    list.replaceChildren(...names);
    list.hidden = names.length < 2;
  };
  form.addEventListener("dragover", (event) => {
    if (event.dataTransfer.types.includes("Files")) event.preventDefault();
  });
  form.addEventListener("drop", (event) => {
    if (!event.dataTransfer.files.length) return;
    event.preventDefault();
    field.files = event.dataTransfer.files;
    show();
    field.focus();
  });
  field.addEventListener("change", show);
}

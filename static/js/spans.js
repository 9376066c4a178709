// The marked words of a statement, moved by words. A layer is picked; its ends move by buttons and keys, or to the words that
// were tapped or dragged over (taps.js). The fields below say the same in words, and a hidden one of each layer
// (`content_at`) where in the article they stand: that is what is sent. Without this, the words are typed in.

const LAYERS = ["source", "cue", "content"];
const WORD = /[\p{L}\p{N}]+(?:['’.,-][\p{L}\p{N}]+)*/gu;
const GAP = "…";

function make(tag, ...content) {
  const element = document.createElement(tag);
  element.append(...content);
  return element;
}

const points = (text, index) => [...text.slice(0, index)].length;

// Where some words stand in the text: nearest to a place, if one is known.
function nearest(text, words, near) {
  let best = -1;
  for (let at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) {
    if (best < 0 || Math.abs(at - near) < Math.abs(best - near)) best = at;
  }
  return best;
}

// Where the words of a field begin and end in the text; an ellipsis parts words that do not follow each other.
function placeOf(field, text, near) {
  const parts = field.value.split(GAP).map((part) => part.trim()).filter(Boolean);
  if (!parts.length) return null;
  const start = nearest(text, parts[0], near);
  const last = text.indexOf(parts.at(-1), start);
  return start < 0 || last < 0 ? null : { start, end: last + parts.at(-1).length, parts, last };
}

function put(field, text, place, { start, end }) {
  if (start >= end) return;
  if (place && place.parts.length > 1) {
    const first = text.slice(start, place.start + place.parts[0].length).trim();
    field.value = [first, ...place.parts.slice(1, -1), text.slice(place.last, end)].join(` ${GAP} `);
  } else field.value = text.slice(start, end);
}

function moved(words, { start, end }, key) {
  if (key === "[") start = words.findLast((word) => word.start < start)?.start ?? start;
  if (key === "]") start = words.find((word) => word.start > start)?.start ?? start;
  if (key === "{") end = words.findLast((word) => word.end < end)?.end ?? end;
  if (key === "}") end = words.find((word) => word.end > end)?.end ?? end;
  return { start, end };
}

function bind(form) {
  const quote = form.querySelector("[data-spans-text]");
  const field = (name) => form.querySelector(`#id_${name}`);
  const fields = Object.fromEntries(LAYERS.map((layer) => [layer, field(layer)]));
  if (!quote || !fields.content) return;
  form.dataset.bound = "";
  const text = [...quote.children].map((paragraph) => paragraph.textContent).join("\n\n");
  const words = [...text.matchAll(WORD)].map(({ 0: word, index }) => ({ start: index, end: index + word.length }));
  const from = Number(quote.dataset.spansText);
  let layer = form.dataset.spans || "content";
  const choice = form.querySelector("[data-spans-layers]");
  const moves = form.querySelector("[data-spans-moves]");
  const shown = make("p");
  // Without a place yet, a layer is looked for from where the text begins.
  const near = () => [...text].slice(0, Math.max(0, (field(`${layer}_at`)?.value || from) - from)).join("").length;
  const here = () => placeOf(fields[layer], text, near());
  const draw = () => {
    const place = here();
    shown.replaceChildren(...words.flatMap((word, number) => {
      const inside = place && word.start < place.end && word.end > place.start;
      const next = words[number + 1]?.start ?? text.length;
      const end = inside && next < place.end ? next : word.end; // no gaps in what is marked
      const element = make(inside ? "mark" : "span", text.slice(word.start, end));
      element.dataset.word = number;
      return [...(number ? [] : [text.slice(0, word.start)]), element, text.slice(end, next)];
    }));
    for (const button of choice.children) button.ariaPressed = String(button.value === layer);
    for (const button of moves.children) button.disabled = !place;
  };
  const mark = (place, ends) => {
    const at = field(`${layer}_at`);
    if (at) at.value = from + points(text, ends.start);
    put(fields[layer], text, place, ends);
    fields[layer].dispatchEvent(new Event("input", { bubbles: true }));
  };
  for (const button of choice.children) {
    button.addEventListener("click", () => { layer = button.value; draw(); });
    fields[button.value].addEventListener("input", draw);
  }
  for (const button of moves.children) {
    button.addEventListener("click", () => mark(here(), moved(words, here(), button.value)));
  }
  quote.addEventListener("words-picked", ({ detail: { first, last } }) => mark(null, { start: words[first].start, end: words[last].end }));
  quote.replaceChildren(shown);
  draw();
}
const bindAll = () => document.querySelectorAll("[data-spans]:not([data-bound])").forEach(bind);
document.addEventListener("htmx:load", bindAll);
bindAll();

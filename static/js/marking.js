// Words selected in the text of an article: a bar beside them offers to make them a statement. Its link says where they
// stand, in code points of the text; the form behind it works without this.

const WAIT_MS = 150;
const story = document.querySelector(".story");
const bar = document.querySelector("[data-mark-bar]");
const link = bar?.querySelector("a");
const WORD = /[\p{L}\p{N}]/u;
let timer;

// The text as the server has it: paragraphs parted by an empty line, the heading among them if it is part of the text.
const paragraphs = () => [...story.querySelectorAll(story.hasAttribute("data-titled") ? ":scope > :is(h1, p)" : ":scope > p")];

function wordsOf(node) {
  const copy = node.cloneNode(true);
  for (const added of copy.querySelectorAll(".no, .chooser")) added.remove();
  return copy.textContent;
}

// How much of the text comes before an end of the selection.
function before(node, offset) {
  let length = 0;
  for (const paragraph of paragraphs()) {
    const range = document.createRange();
    range.selectNodeContents(paragraph);
    const place = range.comparePoint(node, offset);
    if (place < 0) break;
    if (place === 0) range.setEnd(node, offset);
    length += wordsOf(range.cloneContents()).length;
    if (place === 0) return length;
    length += 2;
  }
  return length;
}

function selected() {
  const selection = getSelection();
  if (selection.isCollapsed || !selection.rangeCount) return null;
  const range = selection.getRangeAt(0);
  if (!story.contains(range.startContainer) || !story.contains(range.endContainer)) return null;
  const text = paragraphs().map(wordsOf).join("\n\n");
  let start = before(range.startContainer, range.startOffset);
  let end = before(range.endContainer, range.endOffset);
  // Whole words, and no spaces around them.
  while (start < end && /\s/u.test(text[start])) start += 1;
  while (end > start && /\s/u.test(text[end - 1])) end -= 1;
  if (start >= end) return null;
  while (start > 0 && WORD.test(text[start]) && WORD.test(text[start - 1])) start -= 1;
  while (end < text.length && WORD.test(text[end - 1]) && WORD.test(text[end])) end += 1;
  const points = (index) => [...text.slice(0, index)].length;
  return { start: points(start), end: points(end), box: range.getBoundingClientRect() };
}

function offer() {
  const words = selected();
  bar.hidden = !words;
  if (!words) return;
  const address = new URL(link.href);
  address.search = new URLSearchParams({ start: words.start, end: words.end });
  link.href = address;
  bar.style.setProperty("--x", `${Math.max(0, words.box.left)}px`);
  bar.style.setProperty("--y", `${Math.max(0, words.box.bottom) + scrollY}px`);
}

if (story && bar) {
  document.addEventListener("selectionchange", () => {
    clearTimeout(timer);
    timer = setTimeout(offer, WAIT_MS);
  });
  // Pressing the bar leaves the words selected.
  bar.addEventListener("pointerdown", (event) => event.preventDefault());
  bar.addEventListener("mousedown", (event) => event.preventDefault());
}

// Type-ahead over known actors, places and conflicts in the correction form; a name that nobody bears is marked as new.

import { hide, later, makeCombobox, open, optionLine } from "./combobox.js";

export function makeKnown(input) {
  const finder = makeCombobox(input, "Known names", { ask, choose });
  input.after(finder.list);
  // The list stands within the label: its lines must not become part of the field's name.
  input.setAttribute("aria-label", input.closest("label").querySelector("span").textContent);
  input.addEventListener("input", (event) => { if (event.isTrusted) later(finder); });
}

async function ask(finder) {
  const text = finder.input.value.split(";").at(-1).trim();
  const turn = ++finder.turn;
  if (!text) return hide(finder);
  const address = new URL("/review/known.json", location.origin);
  address.searchParams.set("thing", finder.input.dataset.known);
  address.searchParams.set("q", text);
  const answer = await fetch(address).then((reply) => (reply.ok ? reply.json() : null)).catch(() => null);
  if (turn === finder.turn && answer) show(finder, answer);
  return undefined;
}

function show(finder, answer) {
  finder.options = answer.known;
  finder.input.classList.toggle("new", !answer.known.length);
  const lines = answer.known.map((one, place) => optionLine(finder, one, place));
  open(finder, lines.length ? lines : [nobody(finder)], -1);
}

function nobody(finder) {
  const line = document.createElement("li");
  line.className = "none";
  line.textContent = finder.input.dataset.known === "actor" ? "Nobody of this name is known: say what kind it is" : "Not known yet: it will be new";
  return line;
}

function choose(finder, one) {
  const { input } = finder;
  hide(finder);
  const before = input.name === "processes" ? input.value.split(";").slice(0, -1).map((name) => `${name.trim()}; `).join("") : "";
  input.value = before + one.name;
  input.classList.remove("new");
  if (/^(third|party)-\d+-name$/.test(input.name)) {
    set(input, "id", one.id);
    set(input, "of", one.name);
  }
  if (/^venue-\d+-name$/.test(input.name)) set(input, "country", one.country);
  input.dispatchEvent(new Event("change", { bubbles: true }));
}

// Another field of the same line.
function set(input, word, value) {
  const field = input.form.elements[input.name.replace("name", word)];
  if (field) field.value = value;
}

// Type-ahead over known actors, places and conflicts in the correction form; a name that nobody bears is marked as new.

const PAUSE = 130;

export function makeKnown(input) {
  const list = document.createElement("ul");
  Object.assign(list, { className: "found", id: `${input.id}-found`, hidden: true });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Known names");
  input.after(list);
  // The list stands within the label: its lines must not become part of the field's name.
  input.setAttribute("aria-label", input.closest("label").querySelector("span").textContent);
  Object.entries({ role: "combobox", "aria-controls": list.id, "aria-expanded": "false", "aria-autocomplete": "list" })
    .forEach(([name, value]) => input.setAttribute(name, value));
  const finder = { input, list, found: [], active: -1, timer: 0, turn: 0 };
  input.addEventListener("input", (event) => { if (event.isTrusted) later(finder); });
  input.addEventListener("keydown", (event) => onFinderKey(finder, event));
  input.addEventListener("blur", () => setTimeout(() => hide(finder), 150));
  list.addEventListener("pointerdown", (event) => event.preventDefault());
}

function later(finder) {
  clearTimeout(finder.timer);
  finder.timer = setTimeout(() => ask(finder), PAUSE);
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
  finder.found = answer.known;
  const lines = answer.known.map((one, place) => option(finder, one, place));
  if (!lines.length) lines.push(nobody(finder));
  finder.input.classList.toggle("new", !answer.known.length);
  finder.list.replaceChildren(...lines);
  finder.list.hidden = false;
  finder.input.setAttribute("aria-expanded", "true");
  activate(finder, -1);
}

function option(finder, one, place) {
  const line = document.createElement("li");
  line.id = `${finder.list.id}-${place}`;
  line.setAttribute("role", "option");
  line.append(one.name);
  if (one.note) {
    const note = document.createElement("span");
    note.textContent = one.note;
    line.append(note);
  }
  line.addEventListener("click", () => choose(finder, one));
  return line;
}

function nobody(finder) {
  const line = document.createElement("li");
  line.className = "none";
  line.textContent = finder.input.dataset.known === "actor" ? "Nobody of this name is known: say what kind it is" : "Not known yet: it will be new";
  return line;
}

function activate(finder, place) {
  finder.active = place;
  [...finder.list.children].forEach((line, at) => line.setAttribute("aria-selected", String(at === place)));
  finder.list.children[place]?.scrollIntoView({ block: "nearest" });
  finder.input.setAttribute("aria-activedescendant", place < 0 ? "" : finder.list.children[place]?.id ?? "");
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

function onFinderKey(finder, event) {
  if (finder.list.hidden) return;
  const last = finder.found.length - 1;
  const steps = { ArrowDown: finder.active >= last ? 0 : finder.active + 1, ArrowUp: finder.active <= 0 ? last : finder.active - 1 };
  if (event.key in steps && last >= 0) {
    event.preventDefault();
    activate(finder, steps[event.key]);
  } else if (event.key === "Enter" && !event.ctrlKey && finder.found[finder.active]) {
    event.preventDefault();
    choose(finder, finder.found[finder.active]);
  } else if (event.key === "Escape") {
    event.preventDefault();
    hide(finder);
  }
}

function hide(finder) {
  finder.turn += 1;
  clearTimeout(finder.timer);
  finder.list.hidden = true;
  finder.input.setAttribute("aria-expanded", "false");
  finder.input.removeAttribute("aria-activedescendant");
}

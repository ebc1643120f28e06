// Type-ahead on the two name fields: a list of things by name, worked by keyboard; without script they are plain forms.

const THINGS = { actor: "", conflict: "conflict", process: "process", venue: "venue" };
const PAUSE = 140;

export function makeFinders(panel) {
  document.querySelectorAll("input[data-find]").forEach((input) => makeFinder(input, panel));
}

function makeFinder(input, panel) {
  const list = document.createElement("ul");
  list.className = "found";
  list.id = `${input.id}-found`;
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Found names");
  input.parentElement.append(list);
  Object.entries({ role: "combobox", "aria-controls": list.id, "aria-expanded": "false", "aria-autocomplete": "list" })
    .forEach(([name, value]) => input.setAttribute(name, value));
  const finder = { input, list, panel, options: [], active: -1, timer: 0, turn: 0 };
  input.addEventListener("input", () => later(finder));
  input.addEventListener("keydown", (event) => onKey(finder, event));
  input.addEventListener("blur", () => setTimeout(() => hide(finder), 150));
  list.addEventListener("pointerdown", (event) => event.preventDefault());
}

function later(finder) {
  clearTimeout(finder.timer);
  finder.timer = setTimeout(() => ask(finder), PAUSE);
}

async function ask(finder) {
  const text = finder.input.value.trim();
  const turn = ++finder.turn;
  if (!text) return hide(finder);
  const address = new URL("/find.json", location.origin);
  address.search = location.search;
  address.searchParams.set("q", text);
  const answer = await fetch(address).then((reply) => (reply.ok ? reply.json() : null)).catch(() => null);
  if (turn === finder.turn && answer) show(finder, answer);
  return undefined;
}

function show(finder, answer) {
  const options = answer.finds.map((find) => ({
    name: find.name,
    note: [THINGS[find.thing] || find.kind, find.alias && `also ${find.alias}`, `${find.events}`].filter(Boolean).join(", "),
    href: finder.input.dataset.find === "filter" || !find.page ? find.filter : find.page,
    inPanel: finder.input.dataset.find === "open" && Boolean(find.page),
  }));
  options.push({ name: `Events that name “${answer.text}”`, note: "", href: answer.events, inPanel: false });
  finder.options = options;
  finder.list.replaceChildren(...options.map((option, place) => item(finder, option, place)));
  finder.list.hidden = false;
  finder.input.setAttribute("aria-expanded", "true");
  activate(finder, 0);
}

function item(finder, option, place) {
  const line = document.createElement("li");
  line.id = `${finder.list.id}-${place}`;
  line.setAttribute("role", "option");
  line.append(option.name);
  if (option.note) {
    const note = document.createElement("span");
    note.textContent = option.note;
    line.append(note);
  }
  line.addEventListener("click", () => choose(finder, option));
  return line;
}

function activate(finder, place) {
  finder.active = place;
  [...finder.list.children].forEach((line, at) => line.setAttribute("aria-selected", String(at === place)));
  finder.list.children[place]?.scrollIntoView({ block: "nearest" });
  finder.input.setAttribute("aria-activedescendant", finder.list.children[place]?.id ?? "");
}

function choose(finder, option) {
  hide(finder);
  if (option.inPanel && finder.panel) {
    finder.input.value = "";
    finder.panel.open(option.href, { from: finder.input, focus: true });
  } else location.assign(option.href);
}

function onKey(finder, event) {
  if (finder.list.hidden) return;
  const last = finder.options.length - 1;
  const steps = { ArrowDown: finder.active === last ? 0 : finder.active + 1, ArrowUp: finder.active <= 0 ? last : finder.active - 1 };
  if (event.key in steps) {
    event.preventDefault();
    activate(finder, steps[event.key]);
  } else if (event.key === "Enter" && finder.options[finder.active]) {
    event.preventDefault();
    choose(finder, finder.options[finder.active]);
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

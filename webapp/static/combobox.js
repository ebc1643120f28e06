// A list of choices below a field, worked by keyboard: what the type-aheads share.

const PAUSE = 140;

// `ask` fills the list once the typing pauses, `choose` takes a choice.
export function makeCombobox(input, label, { ask, choose }) {
  const list = document.createElement("ul");
  Object.assign(list, { className: "found", id: `${input.id}-found`, hidden: true });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", label);
  Object.entries({ role: "combobox", "aria-controls": list.id, "aria-expanded": "false", "aria-autocomplete": "list" })
    .forEach(([name, value]) => input.setAttribute(name, value));
  const box = { input, list, options: [], active: -1, timer: 0, turn: 0, ask, choose };
  input.addEventListener("keydown", (event) => onKey(box, event));
  input.addEventListener("blur", () => setTimeout(() => hide(box), 150));
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  return box;
}

export function later(box) {
  clearTimeout(box.timer);
  box.timer = setTimeout(() => box.ask(box), PAUSE);
}

export function optionLine(box, option, place) {
  const line = document.createElement("li");
  line.id = `${box.list.id}-${place}`;
  line.setAttribute("role", "option");
  line.append(option.name);
  if (option.note) {
    const note = document.createElement("span");
    note.textContent = option.note;
    line.append(note);
  }
  line.addEventListener("click", () => box.choose(box, option));
  return line;
}

export function open(box, lines, active) {
  box.list.replaceChildren(...lines);
  box.list.hidden = false;
  box.input.setAttribute("aria-expanded", "true");
  activate(box, active);
}

export function hide(box) {
  box.turn += 1;
  clearTimeout(box.timer);
  box.list.hidden = true;
  box.input.setAttribute("aria-expanded", "false");
  box.input.removeAttribute("aria-activedescendant");
}

function activate(box, place) {
  box.active = place;
  [...box.list.children].forEach((line, at) => line.setAttribute("aria-selected", String(at === place)));
  const line = place < 0 ? null : box.list.children[place];
  line?.scrollIntoView({ block: "nearest" });
  box.input.setAttribute("aria-activedescendant", line?.id ?? "");
}

function onKey(box, event) {
  if (box.list.hidden) return;
  const last = box.options.length - 1;
  const steps = { ArrowDown: box.active >= last ? 0 : box.active + 1, ArrowUp: box.active <= 0 ? last : box.active - 1 };
  if (event.key in steps && last >= 0) {
    event.preventDefault();
    activate(box, steps[event.key]);
  } else if (event.key === "Enter" && !event.ctrlKey && box.options[box.active]) {
    event.preventDefault();
    box.choose(box, box.options[box.active]);
  } else if (event.key === "Escape") {
    event.preventDefault();
    hide(box);
  }
}

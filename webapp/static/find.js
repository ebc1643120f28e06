// Type-ahead on the two name fields: a list of things by name; without script they are plain forms.

import { hide, later, makeCombobox, open, optionLine } from "./combobox.js";

const THINGS = { actor: "", conflict: "conflict", process: "process", venue: "venue" };

export function makeFinders(panel) {
  document.querySelectorAll("input[data-find]").forEach((input) => makeFinder(input, panel));
}

function makeFinder(input, panel) {
  const finder = makeCombobox(input, "Found names", { ask, choose });
  finder.panel = panel;
  input.parentElement.append(finder.list);
  input.addEventListener("input", () => later(finder));
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
  open(finder, options.map((option, place) => optionLine(finder, option, place)), 0);
}

function choose(finder, option) {
  hide(finder);
  if (option.inPanel && finder.panel) {
    finder.input.value = "";
    finder.panel.open(option.href, { from: finder.input, focus: true });
  } else location.assign(option.href);
}

// The review desk by keyboard: a key for each decision, type-ahead over known names, lines added and removed.

import { makeKnown } from "./desk_known.js";

const page = {
  form: document.querySelector("[data-decide]"),
  keys: document.querySelector("[data-keys]"),
  correct: document.querySelector("[data-correct]"),
};

const typing = (target) => target.closest?.("input:not([type=radio]):not([type=checkbox]), select, textarea, dialog");

function press(selector) {
  const one = document.querySelector(selector);
  one?.click();
  return Boolean(one);
}

function openCorrect() {
  if (!page.correct) return false;
  page.correct.open = true;
  const field = page.correct.querySelector("input:not([type=hidden])");
  field.focus({ preventScroll: true });
  field.select();
  showAboveDecisions(field.closest("[data-entry]") ?? field);
  return true;
}

// The bar of decisions covers the lower end of the window: what lies behind it comes up above the middle.
function showAboveDecisions(one) {
  const bar = document.querySelector(".decisions").getBoundingClientRect();
  const at = one.getBoundingClientRect();
  if (at.top < 72 || at.bottom > bar.top) scrollBy({ top: at.top - innerHeight / 3 });
}

// On a phone the reason is asked for first; a second tap rejects.
function onReject(event) {
  const asked = event.target.closest(".with-why").classList.contains("asking");
  if (event.detail && !asked && matchMedia("(max-width: 900px)").matches && askWhy()) event.preventDefault();
}

function askWhy() {
  const field = document.querySelector("[data-why]");
  if (!field) return false;
  field.closest(".with-why").classList.add("asking");
  field.placeholder = "why? Enter rejects";
  field.focus();
  return true;
}

// The first claim that can be split off; the decided fact's own button where there is one.
function toSplit() {
  const list = document.querySelector("[data-tellers]");
  if (!list) return press('[data-key="x"]');
  list.open = true;
  const buttons = [...list.querySelectorAll("[data-split]")];
  const next = buttons[buttons.indexOf(document.activeElement) + 1] ?? buttons[0];
  next?.focus();
  return Boolean(next);
}

// It is that event: at once where there is one choice, else the next of the choices is gone to.
function asEvent() {
  const buttons = [...document.querySelectorAll("[data-as-event]")];
  if (buttons.length === 1) return press("[data-as-event]");
  const next = buttons[buttons.indexOf(document.activeElement) + 1] ?? buttons[0];
  next?.focus();
  return Boolean(next);
}

// Without a decision of this session there is nothing to take back: that is said, not passed over.
function undo() {
  if (press("[data-undo] button")) return true;
  const said = document.querySelector("[data-said]");
  const words = document.createElement("p");
  words.textContent = said.dataset.nothing;
  said.replaceChildren(words);
  return true;
}

function toEvidence() {
  const proof = document.querySelector(".beside .proof, .beside .spelled");
  document.getElementById("article")?.focus({ preventScroll: true });
  proof?.scrollIntoView({ block: "center" });
  return Boolean(proof);
}

function showKeys() {
  page.keys.showModal();
  return true;
}

const KEYS = {
  a: () => press('[data-key="a"]'),
  s: () => press('[data-key="s"]'),
  d: () => press('[data-key="d"]'),
  c: openCorrect,
  e: openCorrect,
  r: askWhy,
  x: toSplit,
  n: () => press("[data-after]"),
  j: () => press("[data-after]"),
  p: () => press("[data-before]"),
  k: () => press("[data-before]"),
  i: asEvent,
  u: undo,
  o: toEvidence,
  "?": showKeys,
};

function onKey(event) {
  if (event.key === "Escape" && typing(event.target) && !page.keys.open && !event.defaultPrevented) return leave(event.target);
  if (event.key === "Enter" && page.form?.contains(event.target)) return onEnter(event);
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || page.keys.open || typing(event.target)) return undefined;
  if (KEYS[event.key]?.()) event.preventDefault();
  return undefined;
}

function leave(field) {
  field.blur();
  document.getElementById("item-head")?.focus({ preventScroll: true });
}

// Enter in a field never decides by accident: in the reason it rejects, elsewhere only with Ctrl.
function onEnter(event) {
  if (event.defaultPrevented || !event.target.matches("input, select")) return;
  if (event.ctrlKey || event.metaKey) press('[data-key="a"]');
  else if (event.target.matches("[data-why]")) press("[data-reject]");
  else if (event.target.matches("[type=radio], [type=checkbox]")) return;
  event.preventDefault();
}

// A second press while the first is on its way decides nothing.
function onSubmit(event) {
  if (event.target.dataset.sent) { event.preventDefault(); return; }
  event.target.dataset.sent = "true";
}

const valueOf = (field) => (field.type === "checkbox" ? field.checked : field.value);

function watchChanges(form) {
  const words = form?.querySelector("[data-accept]");
  if (!words || !page.correct) return;
  const usual = words.textContent;
  const fields = () => [...page.correct.querySelectorAll("input:not([type=hidden]), select")];
  const before = new Map(fields().map((field) => [field, valueOf(field)]));
  const differs = (field) => valueOf(field) !== (before.get(field) ?? (field.tagName === "SELECT" ? field.value : ""));
  const look = () => { words.textContent = usual === "Accept" && fields().some(differs) ? "Accept with changes" : usual; };
  form.addEventListener("input", look);
  form.addEventListener("change", look);
}

// Lists of names: the empty line at the end is shown when it is asked for, and then further ones like it.
function makeList(list) {
  const add = list.querySelector("[data-add]");
  const entries = [...list.querySelectorAll("[data-entry]")];
  entries.forEach(makeEntry);
  entries.at(-1).hidden = entries.length > 1;
  add.hidden = false;
  add.addEventListener("click", () => {
    let last = [...list.querySelectorAll("[data-entry]")].at(-1);
    if (!last.hidden || last.querySelector("input").value) last = another(last);
    last.hidden = false;
    last.querySelector("input").focus();
  });
}

function another(last) {
  const fresh = last.cloneNode(true);
  renumber(fresh);
  last.after(fresh);
  makeEntry(fresh);
  return fresh;
}

function renumber(entry) {
  entry.querySelectorAll(".found").forEach((one) => one.remove());
  for (const field of entry.querySelectorAll("[name]")) {
    field.name = field.name.replace(/\d+/, (number) => Number(number) + 1);
    if (field.id) field.id = `f-${field.name}`;
    if (field.type === "checkbox") field.checked = false;
    else if (field.tagName === "SELECT") field.selectedIndex = [...field.options].findIndex((one) => one.defaultSelected);
    else field.value = "";
    if (field.tagName === "SELECT" && field.selectedIndex < 0) field.selectedIndex = 0;
    field.classList.remove("new");
  }
}

function makeEntry(entry) {
  const remove = entry.querySelector("[data-remove]");
  const name = entry.querySelector("input");
  remove.hidden = false;
  remove.addEventListener("click", () => {
    name.value = "";
    name.dispatchEvent(new Event("input", { bubbles: true }));
    entry.hidden = true;
    entry.closest("[data-list]").querySelector("[data-add]").focus();
  });
  entry.querySelectorAll("[data-known]").forEach(makeKnown);
}

// Without leaving the page where it is: the evidence comes into view within the article's own column.
function bringIntoView() {
  const beside = document.getElementById("article");
  const proof = beside?.querySelector(".proof, .spelled");
  if (proof && beside.scrollHeight > beside.clientHeight) {
    beside.scrollTop = proof.getBoundingClientRect().top - beside.getBoundingClientRect().top - beside.clientHeight / 3;
  }
  const current = document.querySelector("[data-current]");
  const queue = current?.closest(".queue");
  if (queue && queue.scrollHeight > queue.clientHeight) queue.scrollTop = current.offsetTop - queue.clientHeight / 3;
}

// A status is read out when it changes, not when the page loads with it.
function readOut() {
  const said = document.querySelector("[data-said] p");
  if (!said) return;
  const words = [...said.childNodes];
  said.replaceChildren();
  setTimeout(() => said.replaceChildren(...words), 60);
}

function start() {
  const queue = document.querySelector("[data-queue]");
  if (queue && matchMedia("(max-width: 900px)").matches && page.form) queue.open = false;
  document.addEventListener("keydown", onKey);
  document.querySelectorAll("form[method=post]").forEach((form) => form.addEventListener("submit", onSubmit));
  window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sent]").forEach((form) => { delete form.dataset.sent; }));
  document.querySelector("[data-open-correct]")?.addEventListener("click", (event) => { event.preventDefault(); openCorrect(); });
  document.querySelector("[data-reject]")?.addEventListener("click", onReject);
  const opener = document.querySelector("[data-keys-open]");
  if (opener) { opener.hidden = false; opener.addEventListener("click", showKeys); }
  document.querySelectorAll("[data-list]").forEach(makeList);
  document.querySelectorAll("[data-correct] fieldset:not([data-list]) [data-known]").forEach(makeKnown);
  watchChanges(page.form);
  bringIntoView();
  readOut();
  document.querySelector("[data-refused]")?.scrollIntoView({ block: "nearest" });
  const fault = document.querySelector('.correct [aria-invalid="true"]');
  if (fault) { fault.focus({ preventScroll: true }); showAboveDecisions(fault); }
  else if (location.hash !== "#article") document.getElementById("item-head")?.focus({ preventScroll: true });
  document.documentElement.dataset.desk = "true";
}

start();

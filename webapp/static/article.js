// The text and its facts light each other up: a mark its facts, a fact its sentences. Panels open as everywhere else.

const marks = () => document.querySelectorAll("mark[data-claims]");
const claimsOf = (mark) => mark.dataset.claims.split(" ");

function choose(claims) {
  const chosen = new Set(claims);
  marks().forEach((mark) => mark.classList.toggle("chosen", claimsOf(mark).some((claim) => chosen.has(claim))));
  document.querySelectorAll(".fact-list [data-fact]").forEach((line) => {
    line.classList.toggle("chosen", chosen.has(line.dataset.fact));
  });
}

function sentencesOf(claim) {
  return [...marks()].filter((mark) => claimsOf(mark).includes(claim));
}

const narrow = () => matchMedia("(max-width: 900px)").matches;

function bring(mark, block) {
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  mark.scrollIntoView({ block, behavior: calm ? "auto" : "smooth" });
}

function show(claim, { focus = false } = {}) {
  const [first] = sentencesOf(claim);
  if (!first) return false;
  choose([claim]);
  bring(first, narrow() && !document.getElementById("panel").hidden ? "start" : "center");
  if (focus) first.querySelector("a").focus({ preventScroll: true });
  const line = document.getElementById(`fact-${claim}`);
  document.getElementById("told").textContent = `Sentences of: ${line?.querySelector(".choose").textContent ?? "this fact"}`;
  return true;
}

// On a phone the panel is a sheet over the lower part of the page: the sentence must come to stand above it.
function open(mark) {
  choose(claimsOf(mark));
  if (narrow()) bring(mark, "start");
}

// A fact whose sentences stand in another part of the text is a plain link there.
function onClick(event) {
  const link = event.target.closest?.("[data-choose]");
  const mark = event.target.closest?.("mark[data-claims]");
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  if (mark) open(mark);
  if (!link || !show(link.dataset.choose, { focus: event.detail === 0 })) return;
  event.preventDefault();
  if (document.getElementById("panel").hidden) history.replaceState(history.state, "", `#${link.dataset.choose}`);
}

function onKey(event) {
  if (event.key === "Escape" && !event.target.closest("input")) choose([]);
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  const links = [...document.querySelectorAll(".fact-list .choose")];
  const place = links.indexOf(document.activeElement);
  if (!step || place < 0) return;
  event.preventDefault();
  links[Math.min(Math.max(place + step, 0), links.length - 1)].focus();
}

function follow() {
  const claim = decoded(location.hash.slice(1));
  if (claim && !claim.startsWith("/")) show(claim);
}

// An address that was cut off within a character names nothing.
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}

document.addEventListener("click", onClick);
document.addEventListener("keydown", onKey);
window.addEventListener("hashchange", follow);
follow();

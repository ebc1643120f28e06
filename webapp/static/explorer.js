// Entry of the explorer's script: wires the picture, the panel, the finder and the years that the page has.
import { drawColumns } from "./columns.js";
import { drawNetwork } from "./network.js";
import { makePanel } from "./panel.js";
import { makeFinders } from "./find.js";
import { makeYears } from "./years.js";

function drawing() {
  const block = document.getElementById("drawing");
  return block ? JSON.parse(block.textContent) : null;
}

async function fontsReady() {
  if (!document.fonts) return;
  await Promise.all(["400", "600"].map((weight) => document.fonts.load(`${weight} 13px "Source Sans 3"`)));
}

async function makePicture(panel) {
  const holder = document.getElementById("picture");
  const drawn = drawing();
  if (!holder || !drawn || !window.vis) return null;
  await fontsReady();
  const draw = holder.dataset.view === "network" ? drawNetwork : drawColumns;
  return draw(holder, drawn, panel);
}

function typing(target) {
  return target.closest("input, select, textarea");
}

function onKey(event, panel, picture) {
  if (event.key === "/" && !typing(event.target) && !event.ctrlKey && !event.metaKey) {
    event.preventDefault();
    document.getElementById("search").focus();
  }
  if (event.key === "Escape" && !event.defaultPrevented) {
    document.querySelectorAll("details.adding[open]").forEach((one) => { one.open = false; });
    panel?.close();
    picture?.clear();
  }
}

function closeOutside(event) {
  for (const one of document.querySelectorAll("details.adding[open]")) {
    if (!one.contains(event.target)) one.open = false;
  }
}

async function start() {
  const panel = makePanel(document.getElementById("panel"), document.getElementById("guide"));
  makeFinders(panel);
  makeYears(document.querySelector("[data-years]"));
  document.addEventListener("click", closeOutside);
  const picture = await makePicture(panel);
  document.addEventListener("keydown", (event) => onKey(event, panel, picture));
  if (panel) {
    panel.onOpen = (path, events) => picture?.show(path, events);
    panel.onClose = () => picture?.clear();
    panel.reopen();
  }
  document.documentElement.dataset.ready = "true";
}

start();

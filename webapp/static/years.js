// The years along the bottom: dragging over bars selects a span; with the keyboard, arrows move and Shift extends.

export function makeYears(strip) {
  if (!strip) return;
  const years = { strip, bars: [...strip.querySelectorAll("a[data-start]")], anchor: -1, reach: -1, dragging: false };
  years.bars.forEach((bar, place) => { bar.tabIndex = place ? -1 : 0; });
  strip.addEventListener("pointerdown", (event) => begin(years, event));
  addEventListener("pointermove", (event) => move(years, event));
  addEventListener("pointerup", (event) => end(years, event));
  addEventListener("pointercancel", () => stop(years));
  strip.addEventListener("dragstart", (event) => event.preventDefault());
  strip.addEventListener("keydown", (event) => onKey(years, event));
}

function barAt(years, x) {
  const places = years.bars.map((bar, place) => [Math.abs(centre(bar) - x), place]);
  return places.sort((a, b) => a[0] - b[0])[0][1];
}

function centre(bar) {
  const at = bar.getBoundingClientRect();
  return at.left + at.width / 2;
}

function begin(years, event) {
  if (event.button || !event.target.closest("a[data-start]")) return;
  years.dragging = true;
  years.anchor = years.reach = barAt(years, event.clientX);
}

function move(years, event) {
  if (!years.dragging) return;
  years.reach = barAt(years, event.clientX);
  show(years);
}

function end(years, event) {
  if (!years.dragging) return;
  const moved = years.reach !== years.anchor;
  years.dragging = false;
  if (!moved) return;
  event.preventDefault();
  addEventListener("click", (click) => click.preventDefault(), { capture: true, once: true });
  go(years);
}

function stop(years) {
  years.dragging = false;
  years.anchor = years.reach = -1;
  show(years);
}

function span(years) {
  return [Math.min(years.anchor, years.reach), Math.max(years.anchor, years.reach)];
}

function show(years) {
  const [first, last] = span(years);
  years.bars.forEach((bar, place) => bar.parentElement.classList.toggle("reach", first >= 0 && place >= first && place <= last));
}

function go(years) {
  const [first, last] = span(years);
  const address = new URLSearchParams(years.strip.dataset.address);
  address.set("since", years.bars[first].dataset.start);
  address.set("until", years.bars[last].dataset.end);
  location.assign(`/?${address}`);
}

function onKey(years, event) {
  const place = years.bars.indexOf(event.target.closest("a[data-start]"));
  if (place < 0) return;
  const next = { ArrowRight: place + 1, ArrowLeft: place - 1, Home: 0, End: years.bars.length - 1 }[event.key];
  if (next !== undefined && years.bars[next]) {
    event.preventDefault();
    if (!event.shiftKey) years.anchor = -1;
    else if (years.anchor < 0) years.anchor = place;
    years.reach = event.shiftKey ? next : -1;
    years.bars[next].focus();
    show(years);
  }
  if (event.key === "Enter" && years.anchor >= 0) {
    event.preventDefault();
    go(years);
  }
  if (event.key === "Escape" && years.anchor >= 0) {
    event.preventDefault();
    stop(years);
  }
}

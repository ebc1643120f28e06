// Colours of the theme, the three marks, and text in boxes: what both pictures draw with.

const NAMES = ["paper", "card", "ink", "soft", "line", "edge", "third", "third-ground", "side", "side-ground", "venue", "venue-ground", "relation", "chosen"];

export const FONT = '"Source Sans 3", system-ui, sans-serif';

export function colours() {
  const style = getComputedStyle(document.documentElement);
  return Object.fromEntries(NAMES.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]));
}

export function onTheme(redraw) {
  document.addEventListener("themechange", redraw);
}

export function mark(ctx, kind, x, y, r) {
  ctx.beginPath();
  if (kind === "third") ctx.arc(x, y, r, 0, 2 * Math.PI);
  else if (kind === "side") ctx.rect(x - r * 0.9, y - r * 0.9, r * 1.8, r * 1.8);
  else if (kind === "venue") {
    ctx.moveTo(x, y - r * 1.2);
    ctx.lineTo(x + r * 1.2, y);
    ctx.lineTo(x, y + r * 1.2);
    ctx.lineTo(x - r * 1.2, y);
    ctx.closePath();
  } else ctx.arc(x, y, r * 0.7, 0, 2 * Math.PI);
  ctx.fill();
}

export function box(ctx, kind, left, top, width, height) {
  ctx.beginPath();
  ctx.roundRect(left, top, width, height, kind === "side" ? 4 : height / 2);
}

const measured = new Map();

export function widthOf(ctx, text) {
  const key = `${ctx.font}|${text}`;
  if (!measured.has(key)) measured.set(key, ctx.measureText(text).width);
  return measured.get(key);
}

function fitted(ctx, text, room) {
  if (widthOf(ctx, text) <= room) return text;
  let low = 0;
  let high = text.length;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (ctx.measureText(`${text.slice(0, middle).trimEnd()}…`).width <= room) low = middle;
    else high = middle - 1;
  }
  return `${text.slice(0, low).trimEnd()}…`;
}

// A text in at most so many lines, broken at words; the last line is cut where it does not fit.
export function wrapped(ctx, text, room, most) {
  const words = text.split(" ");
  const lines = [words.shift()];
  for (const word of words) {
    const longer = `${lines[lines.length - 1]} ${word}`;
    if (lines.length === most || widthOf(ctx, longer) <= room) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines.map((line) => fitted(ctx, line, room));
}

export function makeHint() {
  const hint = document.getElementById("hint");
  return {
    show(text, event) {
      hint.textContent = text;
      hint.hidden = false;
      const left = Math.min(event.clientX + 14, innerWidth - hint.offsetWidth - 8);
      hint.style.left = `${Math.max(left, 8)}px`;
      hint.style.top = `${Math.min(event.clientY + 16, innerHeight - hint.offsetHeight - 8)}px`;
    },
    hide() { hint.hidden = true; },
  };
}

export function tell(text) {
  document.getElementById("told").textContent = text;
}

export function eventsWord(number) {
  return `${number.toLocaleString("en")} ${number === 1 ? "event" : "events"}`;
}

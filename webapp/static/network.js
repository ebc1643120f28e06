// Draws the network: event dots between marks and names at the server's places; small names come with zoom or hover.
import { box, colours, eventsWord, FONT, makeHint, mark, onTheme, tell, widthOf } from "./marks.js";

const SIZE = 13;
const SMALLEST = 0.8;

export function drawNetwork(holder, drawing, panel) {
  const state = stateOf(drawing);
  // No more than vis-network needs to know: it would parse every label and colour that the renderer draws by itself.
  const nodes = new vis.DataSet(drawing.nodes.map((node) => ({ id: node.id, shape: node.shape, x: node.x, y: node.y, ctxRenderer: renderer(state, node) })));
  const edges = new vis.DataSet(drawing.edges.map((edge) => ({ id: edge.id, from: edge.from, to: edge.to })));
  const coarse = matchMedia("(pointer: coarse)").matches;
  const { left, right, top, bottom } = state.frame;
  holder.style.height = `${Math.max(Math.min(1, holder.clientWidth / (right - left)) * (bottom - top), 320)}px`;
  const options = {
    ...drawing.options,
    interaction: { ...drawing.options.interaction, zoomView: coarse },
    edges: { ...drawing.options.edges, ...stroke(state, false) },
    autoResize: false,
    width: "100%",
    height: holder.style.height,
  };
  const network = new vis.Network(holder, { nodes, edges }, options);
  const picture = { state, network, nodes, edges, holder, panel, hint: makeHint() };
  network.once("afterDrawing", () => { holder.dataset.drawn = "true"; });
  whole(picture);
  network.on("zoom", () => settle(picture));
  new ResizeObserver(() => resized(picture)).observe(holder);
  network.on("click", (event) => onClick(picture, event));
  network.on("hoverNode", (event) => onHover(picture, event));
  network.on("blurNode", () => leave(picture));
  holder.addEventListener("wheel", (event) => onWheel(picture, event), { passive: false });
  holder.addEventListener("keydown", (event) => onKey(picture, event));
  holder.addEventListener("focus", () => network.redraw());
  holder.addEventListener("blur", () => network.redraw());
  document.querySelectorAll("[data-zoom]").forEach((button) => button.addEventListener("click", () => zoom(picture, Number(button.dataset.zoom))));
  onTheme(() => repaint(picture));
  return { clear: () => clear(picture), show: (path, events) => showPath(picture, path, events), state, network };
}

function stateOf(drawing) {
  const nodes = new Map(drawing.nodes.map((node) => [node.id, node]));
  const beside = new Map(drawing.nodes.map((node) => [node.id, new Set()]));
  for (const edge of drawing.edges) {
    beside.get(edge.from).add(edge.to);
    beside.get(edge.to).add(edge.from);
  }
  return { nodes, edges: drawing.edges, beside, lit: null, chosen: null, focus: null, hover: null, scale: 1, whole: 1, named: new Set(), frame: frameOf(drawing.nodes), colours: colours() };
}

// A thing lights its events and all that stands in them; an event lights what stands in it.
function around(state, key) {
  const lit = new Set([key]);
  for (const other of state.beside.get(key)) {
    lit.add(other);
    if (other.startsWith("event:")) state.beside.get(other).forEach((third) => lit.add(third));
  }
  return lit;
}

function paint(state, edges) {
  edges.update(state.edges.map((edge) => ({ id: edge.id, ...stroke(state, state.lit?.has(edge.from) && state.lit.has(edge.to)) })));
}

function stroke(state, lit) {
  const opacity = lit ? 1 : state.lit ? 0.12 : 0.75;
  return { width: lit ? 1.8 : 1, color: { color: lit ? state.colours.chosen : state.colours.relation, opacity, inherit: false } };
}

// Which names are shown at this zoom: heavy ones first, each only where it covers no other. Each zoom draws anew by itself.
function settle(picture) {
  const { state, network } = picture;
  state.scale = network.getScale();
  const unit = unitAt(state.scale);
  const ctx = document.createElement("canvas").getContext("2d");
  ctx.font = `500 ${SIZE}px ${FONT}`;
  const taken = [];
  state.named = new Set();
  const heavy = [...state.nodes.values()].filter((node) => node.group !== "event").sort((a, b) => b.count - a.count);
  for (const node of heavy) {
    const at = { x: node.x, y: node.y, half: ((widthOf(ctx, node.label) + 34) / 2) * unit };
    if (taken.some((other) => Math.abs(other.x - at.x) < other.half + at.half && Math.abs(other.y - at.y) < 25 * unit)) continue;
    if (!node.named && (covers(state, node, at, unit) || sticksOut(state, at))) continue;
    taken.push(at);
    state.named.add(node.id);
  }
}

function covers(state, node, at, unit) {
  return [...state.nodes.values()].some((other) => other !== node && Math.abs(other.x - at.x) < at.half + 7 * unit && Math.abs(other.y - at.y) < 19 * unit);
}

function sticksOut(state, at) {
  return state.scale <= state.whole && (at.x - at.half < state.frame.left || at.x + at.half > state.frame.right);
}

function renderer(state, node) {
  return ({ ctx, x, y }) => {
    const unit = unitAt(state.scale);
    const shown = state.named.has(node.id) || state.hover === node.id || (node.group !== "event" && state.chosen === node.id);
    ctx.font = `500 ${SIZE * unit}px ${FONT}`;
    const named = node.group !== "event" && shown;
    const width = named ? widthOf(ctx, node.label) + 34 * unit : 13 * unit;
    const height = named ? 24 * unit : 13 * unit;
    return { drawNode: () => drawNode(ctx, state, node, { x, y, width, height, unit, named }), nodeDimensions: { width, height } };
  };
}

function drawNode(ctx, state, node, at) {
  const c = state.colours;
  const faded = Boolean(state.lit) && !state.lit.has(node.id);
  const chosen = state.chosen === node.id;
  ctx.globalAlpha = faded ? 0.3 : 1;
  if (at.named) drawBox(ctx, state, node, at, chosen);
  else if (node.group === "event") drawDot(ctx, state, node, at, chosen);
  else {
    ctx.fillStyle = c[node.group];
    mark(ctx, node.group, at.x, at.y, 5 * at.unit);
  }
  ctx.globalAlpha = 1;
  if (state.focus === node.id && document.activeElement?.id === "picture") {
    ctx.strokeStyle = c.chosen;
    ctx.lineWidth = 2 * at.unit;
    ctx.strokeRect(at.x - at.width / 2 - 4 * at.unit, at.y - at.height / 2 - 4 * at.unit, at.width + 8 * at.unit, at.height + 8 * at.unit);
  }
}

function drawBox(ctx, state, node, at, chosen) {
  const c = state.colours;
  const left = at.x - at.width / 2;
  box(ctx, node.group, left, at.y - at.height / 2, at.width, at.height);
  ctx.fillStyle = c[`${node.group}-ground`];
  ctx.fill();
  ctx.lineWidth = (chosen ? 2.4 : 1) * at.unit;
  ctx.strokeStyle = chosen ? c.chosen : c[node.group];
  ctx.stroke();
  ctx.fillStyle = c[node.group];
  mark(ctx, node.group, left + 13 * at.unit, at.y, 3.4 * at.unit);
  ctx.fillStyle = c.ink;
  ctx.textAlign = "left";
  ctx.textBaseline = "middle";
  ctx.fillText(node.label, left + 22 * at.unit, at.y + at.unit);
}

function drawDot(ctx, state, node, at, chosen) {
  const c = state.colours;
  const lit = state.lit?.has(node.id);
  ctx.beginPath();
  ctx.arc(at.x, at.y, (chosen ? 5.5 : 3.6) * at.unit, 0, 2 * Math.PI);
  ctx.fillStyle = lit ? c.chosen : node.unheld ? c.paper : c.soft;
  ctx.fill();
  if (!node.unheld) return;
  ctx.setLineDash([2 * at.unit, 2 * at.unit]);
  ctx.lineWidth = 1.2 * at.unit;
  ctx.strokeStyle = c.soft;
  ctx.stroke();
  ctx.setLineDash([]);
}

function select(picture, key) {
  picture.state.chosen = key;
  picture.state.focus = key;
  picture.state.lit = around(picture.state, key);
  repaint(picture);
}

function clear(picture) {
  picture.state.chosen = null;
  picture.state.lit = null;
  repaint(picture);
}

function repaint(picture) {
  picture.state.colours = colours();
  paint(picture.state, picture.edges);
  picture.network.redraw();
}

function onClick(picture, event) {
  const key = event.nodes[0];
  picture.hint.hide();
  if (!key) {
    picture.panel?.close();
    clear(picture);
    return;
  }
  select(picture, key);
  picture.panel?.open(picture.state.nodes.get(key).href, { from: picture.holder });
}

function wordsFor(node) {
  return node.group === "event" ? node.label : `${node.label}: ${eventsWord(node.count)}`;
}

function onHover(picture, event) {
  const node = picture.state.nodes.get(event.node);
  picture.state.hover = event.node;
  picture.holder.style.cursor = "pointer";
  picture.hint.show(wordsFor(node) + (node.unheld ? " (not held)" : ""), event.event.srcEvent ?? event.event);
  picture.network.redraw();
}

function leave(picture) {
  picture.state.hover = null;
  picture.holder.style.cursor = "";
  picture.hint.hide();
  picture.network.redraw();
}

function zoom(picture, factor) {
  if (factor) picture.network.moveTo({ scale: Math.min(Math.max(picture.network.getScale() * factor, 0.1), 6) });
  else whole(picture);
  settle(picture);
}

// Fits the picture's own frame: names near its border must not be cut.
function whole(picture) {
  const { state, holder, network } = picture;
  const { left, right, top, bottom } = state.frame;
  network.setSize("100%", holder.style.height);
  const scale = Math.min(holder.clientWidth / (right - left), holder.clientHeight / (bottom - top), 1.25);
  network.moveTo({ position: { x: (left + right) / 2, y: (top + bottom) / 2 }, scale });
  state.whole = scale * 1.02;
  state.size = sizeOf(holder);
  settle(picture);
}

function resized(picture) {
  if (picture.state.size !== sizeOf(picture.holder)) whole(picture);
}

function sizeOf(holder) {
  return `${holder.clientWidth} ${holder.clientHeight}`;
}

function frameOf(nodes) {
  const ctx = document.createElement("canvas").getContext("2d");
  ctx.font = `500 ${SIZE}px ${FONT}`;
  const half = (node) => (node.named ? widthOf(ctx, node.label) / 2 + 22 : 12);
  return {
    left: Math.min(...nodes.map((node) => node.x - half(node))),
    right: Math.max(...nodes.map((node) => node.x + half(node))),
    top: Math.min(...nodes.map((node) => node.y)) - 20,
    bottom: Math.max(...nodes.map((node) => node.y)) + 20,
  };
}

// Names keep their size on closer looks, and shrink a little before they would cover each other.
function unitAt(scale) {
  if (scale >= 1) return 1 / scale;
  return scale >= SMALLEST ? 1 : SMALLEST / scale;
}

// The wheel scrolls the page; with Ctrl it zooms, as a pinch on a touchpad does.
function onWheel(picture, event) {
  if (!event.ctrlKey) return;
  event.preventDefault();
  zoom(picture, Math.exp(-event.deltaY / 200));
}

function inDirection(from, key) {
  const [dx, dy] = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] }[key];
  return (node) => {
    const x = node.x - from.x;
    const y = node.y - from.y;
    const along = x * dx + y * dy;
    return along <= 0 ? Infinity : along + 2.5 * Math.abs(x * dy - y * dx);
  };
}

function onKey(picture, event) {
  const { state } = picture;
  if (event.key.startsWith("Arrow")) {
    event.preventDefault();
    const heavy = [...state.nodes.values()].sort((a, b) => b.count - a.count)[0];
    const from = state.nodes.get(state.focus);
    const far = from && inDirection(from, event.key);
    const next = from ? [...state.nodes.values()].filter((n) => far(n) < Infinity).sort((a, b) => far(a) - far(b))[0] : heavy;
    if (next) focusNode(picture, next);
  }
  if (event.key === "Enter" && state.focus) {
    event.preventDefault();
    select(picture, state.focus);
    picture.panel?.open(state.nodes.get(state.focus).href, { from: picture.holder, focus: true });
  }
}

function focusNode(picture, node) {
  picture.state.focus = node.id;
  picture.state.hover = node.id;
  tell(wordsFor(node));
  picture.network.redraw();
}

// What the panel shows lights up too; what has no node of its own, as a person that stood for a body, by its events.
function showPath(picture, path, events) {
  const node = [...picture.state.nodes.values()].find((one) => one.href.split("?")[0] === path && path !== "/lines");
  if (!node && events) showEvents(picture, events.map((id) => `event:${id}`).filter((key) => picture.state.nodes.has(key)));
  if (node && picture.state.chosen !== node.id) select(picture, node.id);
}

function showEvents(picture, keys) {
  if (!keys.length) return clear(picture);
  Object.assign(picture.state, { chosen: null, lit: new Set(keys.flatMap((key) => [...around(picture.state, key)])) });
  repaint(picture);
  tell(`${eventsWord(keys.length)} lit`);
}

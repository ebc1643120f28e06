// Draws the three columns: boxes at the server's places, lines of events, and what lights up when one is selected.
import { box, colours, eventsWord, FONT, makeHint, mark, onTheme, tell, widthOf, wrapped } from "./marks.js";

const PAD = 16;
// So many lines darken where they cross: they are drawn fainter.
const MANY = 140;
const WIDE = { narrow: false, size: 14, row: 24, stretch: 1, inset: 11, gap: 13, shares: [0.24, 0.34, 0.265] };
// On a phone a row is two lines high, so that names stay readable in a third of the width.
const NARROW = { narrow: true, size: 12, row: 36, stretch: 1.4, inset: 7, gap: 9, shares: [0.285, 0.295, 0.285] };
const KIND_WORDS = { third: "third party", side: "side", venue: "venue" };

export function drawColumns(holder, drawing, panel) {
  const state = stateOf(drawing);
  const hint = makeHint();
  const nodes = new vis.DataSet(state.nodes.map((node) => ({ ...node, ctxRenderer: renderer(state, node) })));
  const edges = new vis.DataSet(state.edges);
  measure(state, holder);
  placeAll(state, nodes);
  paint(state, edges);
  const network = new vis.Network(holder, { nodes, edges }, { ...drawing.options, autoResize: false, width: "100%", height: `${state.height}px` });
  const picture = { state, network, nodes, edges, holder, panel, hint };
  look(picture);
  network.on("click", (event) => onClick(picture, event));
  network.on("hoverNode", (event) => onHover(picture, state.rows.get(event.node), event));
  network.on("hoverEdge", (event) => onHover(picture, state.links.get(event.edge), event));
  network.on("blurNode", () => leave(picture));
  network.on("blurEdge", () => leave(picture));
  holder.addEventListener("keydown", (event) => onKey(picture, event));
  holder.addEventListener("focus", () => network.redraw());
  holder.addEventListener("blur", () => network.redraw());
  new ResizeObserver(() => resize(picture)).observe(holder);
  onTheme(() => repaint(picture));
  holder.dataset.drawn = "true";
  return { clear: () => clear(picture), show: (path, events) => showPath(picture, path, events), state, network };
}

function stateOf(drawing) {
  const rows = new Map(drawing.nodes.filter((node) => node.group !== "port").map((node) => [node.id, node]));
  const links = new Map(drawing.edges.map((edge) => [edge.id, edge]));
  return { nodes: drawing.nodes, edges: drawing.edges, ids: drawing.ids, rows, links, lit: null, fixed: {}, chosen: null, focus: null, hover: null, colours: colours() };
}

// Widths: as wide as the names need, within the room that three columns leave for the lines between them.
function measure(state, holder) {
  const ctx = document.createElement("canvas").getContext("2d");
  const room = holder.clientWidth;
  state.width = room;
  Object.assign(state, room < 560 ? NARROW : WIDE);
  state.height = Math.max(...[...state.rows.values()].map((row) => row.y), 0) * state.stretch + state.row + 2 * PAD;
  ctx.font = `500 ${state.size}px ${FONT}`;
  state.widths = state.shares.map((share, column) => {
    const wished = [...state.rows.values()].filter((row) => row.column === column).map((row) => widthOf(ctx, row.label) + 56);
    return Math.round(Math.min(Math.max(...wished, 80), share * room));
  });
  const [third, middle, venue] = state.widths;
  state.centres = [third / 2 + 1, room / 2, room - venue / 2 - 1];
  state.ports = { left: [0, -middle / 2, -venue / 2], right: [third / 2, middle / 2, 0] };
}

// The full name where it fits, else the short one, which the hint and the panel spell out.
function nameOf(ctx, state, row, room) {
  return widthOf(ctx, row.label) <= room * (state.narrow ? 1.6 : 1) ? row.label : row.short;
}

function placeAll(state, nodes) {
  nodes.update(state.nodes.map((node) => ({
    id: node.id,
    x: state.centres[node.column] + (node.group === "port" ? state.ports[node.side][node.column] : 0),
    y: node.y * state.stretch + PAD + state.row / 2,
  })));
}

function look(picture) {
  const { network, state } = picture;
  network.setSize("100%", `${state.height}px`);
  network.redraw();
  network.moveTo({ position: { x: state.width / 2, y: state.height / 2 }, scale: 1 });
}

function resize(picture) {
  if (picture.holder.clientWidth === picture.state.width) return;
  measure(picture.state, picture.holder);
  placeAll(picture.state, picture.nodes);
  look(picture);
}

function shared(state, events) {
  return state.lit ? events.filter((event) => state.lit.has(event)).length : events.length;
}

// In the column of what is selected only that is lit: its companions in an event are in the panel.
function reached(state, row) {
  const fixed = state.fixed[row.column];
  return !fixed || fixed === row.id;
}

function litRow(state, row) {
  return Boolean(state.lit) && reached(state, row) && shared(state, row.events) > 0;
}

function litLink(state, link) {
  return Boolean(state.lit) && link.ends.every((end) => reached(state, state.rows.get(end))) && shared(state, link.events) > 0;
}

function paint(state, edges) {
  const c = state.colours;
  edges.update(state.edges.map((edge) => {
    const events = shared(state, edge.events);
    const lit = litLink(state, edge);
    const hovered = state.hover === edge.id;
    const rest = (edge.light ? 0.5 : 0.9) * (state.edges.length > MANY ? 0.65 : 1);
    const opacity = lit || hovered ? 1 : state.lit ? 0.16 : rest * (state.narrow ? 0.7 : 1);
    return {
      id: edge.id,
      width: Math.max(lit ? Math.min(0.9 * Math.sqrt(events), 8) : edge.width, lit ? 1.6 : 1),
      color: { color: lit || hovered ? c.chosen : c.relation, opacity, inherit: false },
    };
  }));
}

function renderer(state, node) {
  if (node.group === "port") return () => ({ drawNode() {}, nodeDimensions: { width: 0, height: 0 } });
  return ({ ctx, x, y }) => {
    const width = state.widths[node.column];
    return { drawNode: () => drawRow(ctx, state, node, x - width / 2, y - state.row / 2, width), nodeDimensions: { width, height: state.row } };
  };
}

function drawRow(ctx, state, row, left, top, width) {
  const c = state.colours;
  const lit = litRow(state, row);
  const number = lit ? shared(state, row.events) : row.events.length;
  const faded = Boolean(state.lit) && !lit;
  const chosen = state.chosen === row.id;
  const colour = c[row.group];
  box(ctx, row.group, left, top, width, state.row);
  ctx.fillStyle = lit || !state.lit ? c[`${row.group}-ground`] : c.paper;
  ctx.fill();
  ctx.globalAlpha = faded ? 0.5 : 1;
  ctx.lineWidth = chosen ? 2.4 : state.hover === row.id ? 1.8 : 1;
  ctx.strokeStyle = chosen ? c.chosen : colour;
  ctx.setLineDash(row.unheld || row.vague ? [4, 3] : []);
  ctx.stroke();
  ctx.setLineDash([]);
  drawName(ctx, state, row, { left, top, width, number, chosen, colour });
  ctx.globalAlpha = 1;
  if (state.focus === row.id && document.activeElement?.id === "picture") {
    box(ctx, row.group, left - 3, top - 3, width + 6, state.row + 6);
    ctx.lineWidth = 2;
    ctx.strokeStyle = c.chosen;
    ctx.stroke();
  }
}

function drawName(ctx, state, row, at) {
  const c = state.colours;
  const middle = at.top + state.row / 2;
  const { inset, gap, size } = state;
  ctx.fillStyle = at.colour;
  mark(ctx, row.group, at.left + inset + 3, middle, state.narrow ? 2.8 : 3.4);
  ctx.textBaseline = "middle";
  ctx.font = `400 ${size - 1}px ${FONT}`;
  ctx.textAlign = "right";
  ctx.fillStyle = c.soft;
  const number = String(at.number);
  ctx.fillText(number, at.left + at.width - inset, middle + 1);
  const room = at.width - 2 * inset - gap - widthOf(ctx, number) - 5;
  ctx.font = `${row.vague ? "italic 400" : at.chosen ? "650" : "500"} ${size}px ${FONT}`;
  ctx.textAlign = "left";
  ctx.fillStyle = row.vague ? c.soft : c.ink;
  const lines = wrapped(ctx, nameOf(ctx, state, row, room), room, state.narrow ? 2 : 1);
  const first = middle + 1 - ((lines.length - 1) * (size + 1)) / 2;
  lines.forEach((line, place) => ctx.fillText(line, at.left + inset + gap, first + place * (size + 1)));
}

function select(picture, thing) {
  picture.state.chosen = thing.id;
  picture.state.lit = new Set(thing.events);
  picture.state.fixed = Object.fromEntries((thing.ends ?? [thing.id]).map((key) => [picture.state.rows.get(key).column, key]));
  repaint(picture);
  tell(`${labelOf(picture.state, thing)}, ${eventsWord(thing.events.length)} lit`);
}

function clear(picture) {
  picture.state.chosen = null;
  picture.state.lit = null;
  picture.state.fixed = {};
  repaint(picture);
}

function repaint(picture) {
  picture.state.colours = colours();
  paint(picture.state, picture.edges);
  picture.network.redraw();
}

function labelOf(state, thing) {
  if (!thing.ends) return thing.full;
  return thing.ends.map((end) => state.rows.get(end).full).join(" → ");
}

function onClick(picture, event) {
  const { state } = picture;
  const key = event.nodes.find((id) => state.rows.has(id));
  const thing = key ? state.rows.get(key) : state.links.get(event.edges[0]);
  picture.hint.hide();
  if (!thing) {
    picture.panel?.close();
    clear(picture);
    return;
  }
  if (key) state.focus = key;
  select(picture, thing);
  if (state.narrow && key) above(picture, thing);
  picture.panel?.open(thing.href, { from: picture.holder });
}

// On a phone the panel is a sheet over the lower part: what was chosen moves above it.
function above(picture, row) {
  const top = picture.holder.getBoundingClientRect().top + row.y * picture.state.stretch;
  scrollBy({ top: top - 130 });
}

function onHover(picture, thing, event) {
  if (!thing) return;
  picture.state.hover = thing.id;
  if (thing.ends) paint(picture.state, picture.edges);
  picture.network.redraw();
  picture.holder.style.cursor = "pointer";
  const where = event.event.srcEvent ?? event.event;
  const number = shared(picture.state, thing.events) || thing.events.length;
  picture.hint.show(`${labelOf(picture.state, thing)}: ${eventsWord(number)}${thing.unheld ? ", not held" : ""}`, where);
}

function leave(picture) {
  picture.state.hover = null;
  paint(picture.state, picture.edges);
  picture.network.redraw();
  picture.holder.style.cursor = "";
  picture.hint.hide();
}

function column(state, number) {
  return [...state.rows.values()].filter((row) => row.column === number).sort((a, b) => a.y - b.y);
}

function sideways(state, row, step) {
  const beside = column(state, row.column + step);
  const linked = beside.filter((other) => {
    const link = step > 0 ? state.links.get(`${row.id}>${other.id}`) : state.links.get(`${other.id}>${row.id}`);
    return link && (!state.lit || litLink(state, link));
  });
  return nearest(linked.length ? linked : beside, row);
}

function nearest(rows, row) {
  return rows.reduce((best, other) => (!best || Math.abs(other.y - row.y) < Math.abs(best.y - row.y) ? other : best), null);
}

function moved(state, key) {
  const row = state.rows.get(state.focus);
  if (!row) return column(state, 0)[0];
  const rows = column(state, row.column);
  const place = rows.indexOf(row);
  const steps = { ArrowDown: rows[place + 1], ArrowUp: rows[place - 1], Home: rows[0], End: rows[rows.length - 1] };
  if (key in steps) return steps[key];
  return sideways(state, row, key === "ArrowRight" ? 1 : -1);
}

function onKey(picture, event) {
  const { state } = picture;
  if (["ArrowDown", "ArrowUp", "ArrowLeft", "ArrowRight", "Home", "End"].includes(event.key)) {
    event.preventDefault();
    const row = moved(state, event.key);
    if (row) focusRow(picture, row);
  }
  const row = state.rows.get(state.focus);
  if ((event.key === "Enter" || event.key === " ") && row) {
    event.preventDefault();
    select(picture, row);
    picture.panel?.open(row.href, { from: picture.holder, focus: true });
  }
}

function focusRow(picture, row) {
  const { state, holder } = picture;
  state.focus = row.id;
  picture.network.redraw();
  const rows = column(state, row.column);
  tell(`${row.full}, ${KIND_WORDS[row.group]}, ${eventsWord(shared(state, row.events))}, ${rows.indexOf(row) + 1} of ${rows.length}`);
  const top = holder.getBoundingClientRect().top + row.y * state.stretch;
  if (top < 72) scrollBy({ top: top - 90 });
  else if (top > innerHeight - 130) scrollBy({ top: top - innerHeight + 170 });
}

// What the panel shows lights up too: a row by its address, an event by its place among the events, and what has no
// row of its own, as a person that stood for a body, by its events.
function showPath(picture, path, events) {
  const { state } = picture;
  const row = [...state.rows.values()].find((one) => one.href.split("?")[0] === path && path !== "/lines");
  if (row) {
    if (state.chosen !== row.id) select(picture, row);
    return;
  }
  if (path.startsWith("/events/")) showEvent(picture, decodeURIComponent(path.slice("/events/".length)));
  else if (events) showEvents(picture, events);
}

function showEvent(picture, id) {
  const event = picture.state.ids.indexOf(id);
  if (event >= 0 && !picture.state.lit?.has(event)) light(picture, new Set([event]));
}

function showEvents(picture, ids) {
  const places = new Map(picture.state.ids.map((id, place) => [id, place]));
  const shown = ids.filter((id) => places.has(id)).map((id) => places.get(id));
  if (!shown.length) return clear(picture);
  light(picture, new Set(shown));
  tell(`${eventsWord(shown.length)} lit`);
}

function light(picture, lit) {
  Object.assign(picture.state, { lit, chosen: null, fixed: {} });
  repaint(picture);
}

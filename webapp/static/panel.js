// The panel: fetches a thing's own page as a fragment, keeps a way back, and follows links to other things in place.

export function makePanel(holder, guide) {
  if (!holder) return null;
  const state = { holder, guide, content: holder.querySelector("[data-content]"), back: holder.querySelector("[data-back]"), depth: 0, from: null, turn: 0 };
  const panel = {
    onOpen: null,
    onClose: null,
    open: (href, how = {}) => open(state, panel, href, how),
    close: () => close(state, panel),
    reopen: () => reopen(panel),
  };
  holder.querySelector("[data-close]").addEventListener("click", () => panel.close());
  state.back.addEventListener("click", () => history.back());
  window.addEventListener("popstate", (event) => restore(state, panel, event.state));
  document.addEventListener("click", (event) => follow(panel, event));
  return panel;
}

// Each panel is a step of the browser's history; `depth` tells how many have been opened upon the page.
async function open(state, panel, href, { from = null, focus = false, depth = null } = {}) {
  if (!href) return;
  const turn = ++state.turn;
  if (state.holder.hidden && from) state.from = from;
  const html = await fetched(href);
  if (turn !== state.turn) return;
  const fresh = depth === null;
  state.depth = fresh ? (state.holder.hidden ? 1 : state.depth + 1) : depth;
  state.content.innerHTML = html;
  state.holder.hidden = false;
  state.guide.hidden = true;
  state.back.hidden = state.depth < 2;
  state.holder.scrollTop = 0;
  state.holder.parentElement.scrollTop = 0;
  if (fresh) history.pushState({ depth: state.depth }, "", `#${href}`);
  if (focus) state.content.querySelector("h2")?.focus();
  panel.onOpen?.(href.split("?")[0], eventsIn(state.content));
}

// The ids of the events that the panel tells of, where it names them.
function eventsIn(content) {
  return content.querySelector("[data-events]")?.dataset.events.split(" ").filter(Boolean) ?? null;
}

function restore(state, panel, kept) {
  if (isPanel(location.hash.slice(1))) open(state, panel, location.hash.slice(1), { depth: kept?.depth ?? 1 });
  else if (!location.hash) hide(state, panel);
}

// The server escapes every name in its pages. What it does not call a page (data, a text) is never read as one.
async function fetched(href) {
  try {
    const address = new URL(href, location.origin);
    address.searchParams.set("part", "panel");
    const answer = await fetch(address, { headers: { Accept: "text/html" } });
    if (!answer.headers.get("Content-Type")?.startsWith("text/html")) throw new TypeError("no page");
    return await answer.text();
  } catch {
    return '<article class="card"><h2 tabindex="-1">No answer</h2><p>Good Offices does not answer. See whether it still runs, then try again.</p></article>';
  }
}

function close(state, panel) {
  if (!state.holder.hidden) history.pushState(null, "", location.pathname + location.search);
  hide(state, panel);
}

// What is still on its way when the panel is closed stays away.
function hide(state, panel) {
  state.turn += 1;
  if (state.holder.hidden) return;
  state.depth = 0;
  state.holder.hidden = true;
  state.guide.hidden = false;
  panel.onClose?.();
  state.from?.focus?.({ preventScroll: true });
  state.from = null;
}

function follow(panel, event) {
  const link = event.target.closest?.("a[data-panel]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  panel.open(link.getAttribute("href"), { from: link, focus: event.detail === 0 });
}

// A panel that stood open is part of the address, so that a link shows the same.
function reopen(panel) {
  const href = location.hash.slice(1);
  if (isPanel(href)) panel.open(href, { depth: 1 });
}

function isPanel(href) {
  return /^\/(events|actors|venues|conflicts|lines|articles)\b/.test(href);
}

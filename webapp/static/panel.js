// The panel: fetches a thing's own page as a fragment, keeps a way back, and follows links to other things in place.

export function makePanel(holder, guide) {
  if (!holder) return null;
  const state = { holder, guide, content: holder.querySelector("[data-content]"), back: holder.querySelector("[data-back]"), trail: [], from: null, turn: 0 };
  const panel = {
    onOpen: null,
    onClose: null,
    open: (href, how = {}) => open(state, panel, href, how),
    close: () => close(state, panel),
    reopen: () => reopen(panel),
  };
  holder.querySelector("[data-close]").addEventListener("click", () => panel.close());
  state.back.addEventListener("click", () => goBack(state, panel));
  document.addEventListener("click", (event) => follow(panel, event));
  return panel;
}

async function open(state, panel, href, { from = null, focus = false, back = false } = {}) {
  if (!href) return;
  const turn = ++state.turn;
  if (state.holder.hidden && from) state.from = from;
  const html = await fetched(href);
  if (turn !== state.turn) return;
  if (!back) state.trail = state.holder.hidden ? [href] : [...state.trail, href];
  state.content.innerHTML = html;
  state.holder.hidden = false;
  state.guide.hidden = true;
  state.back.hidden = state.trail.length < 2;
  state.holder.scrollTop = 0;
  state.holder.parentElement.scrollTop = 0;
  history.replaceState(null, "", `#${href}`);
  if (focus) state.content.querySelector("h2")?.focus();
  panel.onOpen?.(href.split("?")[0]);
}

// The server escapes every name in its fragments; nothing else is ever put into the page as HTML.
async function fetched(href) {
  try {
    const address = new URL(href, location.origin);
    address.searchParams.set("part", "panel");
    const answer = await fetch(address, { headers: { Accept: "text/html" } });
    return await answer.text();
  } catch {
    return '<article class="card"><h2 tabindex="-1">No answer</h2><p>Good Offices does not answer. See whether it still runs, then try again.</p></article>';
  }
}

function close(state, panel) {
  if (state.holder.hidden) return;
  state.turn += 1;
  state.holder.hidden = true;
  state.guide.hidden = false;
  state.trail = [];
  history.replaceState(null, "", location.pathname + location.search);
  panel.onClose?.();
  state.from?.focus?.({ preventScroll: true });
  state.from = null;
}

function goBack(state, panel) {
  state.trail.pop();
  open(state, panel, state.trail[state.trail.length - 1], { back: true, focus: true });
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
  if (/^\/(events|actors|venues|conflicts|lines)\b/.test(href)) panel.open(href);
}

// Sets the theme before the first paint, and lets the switch change it. Without a choice the system decides.
(function () {
  "use strict";
  const KEY = "goodoffices-theme";
  const dark = matchMedia("(prefers-color-scheme: dark)");

  function saved() {
    try { return localStorage.getItem(KEY); } catch { return null; }
  }

  function save(theme) {
    try { localStorage.setItem(KEY, theme); } catch { /* private windows may keep nothing */ }
  }

  function current() {
    return document.documentElement.dataset.theme || (dark.matches ? "dark" : "light");
  }

  function show(theme) {
    if (theme === "dark" || theme === "light") document.documentElement.dataset.theme = theme;
    const button = document.querySelector("[data-theme-switch]");
    if (button) {
      button.hidden = false;
      button.textContent = current() === "dark" ? "Light" : "Dark";
      button.setAttribute("aria-label", `Switch to the ${button.textContent.toLowerCase()} theme`);
    }
  }

  function change(theme) {
    show(theme);
    document.dispatchEvent(new CustomEvent("themechange"));
  }

  function toggle(event) {
    if (!event.target.closest("[data-theme-switch]")) return;
    const theme = current() === "dark" ? "light" : "dark";
    save(theme);
    change(theme);
  }

  show(saved());
  document.addEventListener("DOMContentLoaded", () => show(saved()));
  document.addEventListener("click", toggle);
  dark.addEventListener("change", () => change(saved()));
})();

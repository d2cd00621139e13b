// The keyboard of the desk: / search, J K rows, Enter open, P pin, Esc close, ? help.
// Single letters never act inside a field, and can be switched off (WCAG 2.1.4).

const SWITCH = "tuntas-keys-off";
const FIELDS = "input, select, textarea, [contenteditable]";

// Only the reader's own preference is kept in the browser, nothing of the data.
const areOff = () => localStorage.getItem(SWITCH) === "yes";

const rows = () => [...document.querySelectorAll("[data-row]")].filter((row) => row.offsetParent !== null);

function step(by) {
  const all = rows();
  if (all.length === 0) return;
  const here = all.findIndex((row) => row.contains(document.activeElement));
  const next = all[Math.min(Math.max(here < 0 ? (by > 0 ? 0 : all.length - 1) : here + by, 0), all.length - 1)];
  const target = next.matches("a, button, [tabindex]") ? next : next.querySelector("a, button, [tabindex]");
  target?.focus();
  next.scrollIntoView({ block: "nearest" });
}

function toggleSheet(open) {
  const sheet = document.getElementById("keys");
  if (!sheet) return;
  sheet.hidden = open === undefined ? !sheet.hidden : !open;
}

function press(event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "Escape") {
    toggleSheet(false);
    if (event.target.matches?.("input[type=search]")) event.target.blur();
    return;
  }
  if (event.target.closest?.(FIELDS) || areOff()) return;
  const actions = {
    "/": () => document.querySelector("[data-key='/']")?.focus(),
    "?": () => toggleSheet(),
    j: () => step(1),
    k: () => step(-1),
    p: () => document.activeElement.closest?.("[data-row]")?.querySelector("[data-key='p']")?.click(),
  };
  const action = actions[event.key];
  if (!action) return;
  event.preventDefault();
  action();
}

export function startKeys() {
  document.addEventListener("keydown", press);
  const box = document.getElementById("keys-off");
  if (!box) return;
  box.checked = areOff();
  box.addEventListener("change", () => localStorage.setItem(SWITCH, box.checked ? "yes" : "no"));
}

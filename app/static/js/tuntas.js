// Small conveniences over pages that work without any script: keys, menus, busy buttons, announcements.

import { startKeys } from "./keys.js";

startKeys();

// A menu closes when one clicks elsewhere or presses Esc.
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// A form that is on its way is not sent a second time; its button keeps its width.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.sent === "yes") {
    event.preventDefault();
    return;
  }
  if (form.method === "post" && !form.hasAttribute("hx-post")) {
    form.dataset.sent = "yes";
    event.submitter?.setAttribute("aria-busy", "true");
  }
});

// Going back in the browser must find the forms usable again.
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
  for (const button of document.querySelectorAll("button[aria-busy]")) button.removeAttribute("aria-busy");
});

// What a fragment wants to have said aloud: an element with data-announce, at most once in 30 seconds.
const QUIET_FOR = 30_000;
let spokenAt = 0;
document.addEventListener("htmx:after:swap", () => {
  const words = document.querySelector("[data-announce]")?.dataset.announce;
  const announcer = document.getElementById("announcer");
  if (words && announcer && words !== announcer.textContent && Date.now() - spokenAt > QUIET_FOR) {
    announcer.textContent = words;
    spokenAt = Date.now();
  }
});

// Prints the page: <button type="button" data-print>.
document.addEventListener("click", (event) => {
  if (event.target.closest?.("[data-print]")) window.print();
});

"use strict";

// The place of this page in the history is given to where one goes, so that "back" does not show it again.
const way = document.querySelector("[data-leave]");
const leave = () => location.replace(way.href);

way.addEventListener("click", (event) => {
  event.preventDefault();
  leave();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") leave();
});

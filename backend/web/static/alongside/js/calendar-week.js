// On a narrow screen the week begins at today.

const box = document.querySelector("[data-hours]");
const today = box.querySelector(".hours__head.is-today");

if (today && box.scrollWidth > box.clientWidth) {
  const edge = box.querySelector(".hours__heads").getBoundingClientRect();
  const at = today.getBoundingClientRect();
  box.scrollLeft = document.documentElement.dir === "rtl" ? at.right - edge.right : at.left - edge.left;
}

// A swipe to the side leads to the next page of the calendar, or the one before.

const FAR = 70;
const SLANT = 0.6;

const follow = (rel) => document.querySelector(`[rel=${rel}]`)?.click();

const atEdge = (box, way) => {
  const scrolled = Math.abs(box.scrollLeft);
  return way > 0 ? scrolled + box.clientWidth >= box.scrollWidth - 2 : scrolled <= 2;
};

document.querySelectorAll("[data-swipe]").forEach((box) => {
  let start = null;

  box.addEventListener("touchstart", (event) => {
    const [touch] = event.touches;
    const edges = box.dataset.swipe === "edges" ? { on: atEdge(box, 1), back: atEdge(box, -1) } : { on: true, back: true };
    start = event.touches.length === 1 ? { x: touch.clientX, y: touch.clientY, ...edges } : null;
  }, { passive: true });

  box.addEventListener("touchend", (event) => {
    if (!start || document.documentElement.classList.contains("is-dragging")) return;
    const [touch] = event.changedTouches;
    const [x, y] = [touch.clientX - start.x, touch.clientY - start.y];
    if (Math.abs(x) < FAR || Math.abs(y) > Math.abs(x) * SLANT) return;
    const isOn = document.documentElement.dir === "rtl" ? x > 0 : x < 0;
    if (isOn && start.on) follow("next");
    if (!isOn && start.back) follow("prev");
  }, { passive: true });
});

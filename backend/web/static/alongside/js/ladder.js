// The picture of a ladder follows its form, and its points can be dragged; the form alone does it all, too.

const picture = document.querySelector("[data-ladder]");
const [FIRST, EVENT, POWER, MOST] = ["first", "event", "power", "most"].map((name) => Number(picture.dataset[name]));
const DAY_H = 24;
const BEGINS_H = 19;

const rungs = [...picture.querySelectorAll("[data-step]")].map((point) => {
  const fields = document.querySelector(`#step-${CSS.escape(point.dataset.step)}`);
  const [count] = fields.querySelectorAll("input[type=number]");
  return { point, count, wants: fields.querySelector("input[type=checkbox]"), at: fields.querySelector("input[type=time]") };
});

const clockOf = ({ at }) => {
  const [hour, minute] = (at?.value || "0:0").split(":").map(Number);
  return hour + minute / 60;
};
// How many hours before an evening at seven.
const lead = (rung) => (rung.at ? Number(rung.count.value) * DAY_H + BEGINS_H - clockOf(rung) : Number(rung.count.value));
const across = (hours) => EVENT - (EVENT - FIRST) * Math.min(1, hours / (MOST * DAY_H)) ** POWER;
const back = (x) => MOST * DAY_H * Math.max(0, (EVENT - x) / (EVENT - FIRST)) ** (1 / POWER);

const draw = (rung) => {
  const { point, count, wants, at } = rung;
  const label = point.querySelector("text");
  point.classList.toggle("is-off", !wants.checked);
  if (!count) {
    if (at?.value) label.textContent = at.value;
    return;
  }
  if (!count.checkValidity()) return;
  const x = `${across(lead(rung))}%`;
  point.querySelectorAll("circle").forEach((circle) => circle.setAttribute("cx", x));
  label.setAttribute("x", x);
  label.textContent = label.textContent.replace(/\d+/, count.value);
};

const drag = (rung, clientX) => {
  const box = picture.getBoundingClientRect();
  const hours = back(((clientX - box.left) / box.width) * 100);
  const wanted = Math.round(rung.at ? (hours - BEGINS_H + clockOf(rung)) / DAY_H : hours);
  rung.count.value = Math.min(Math.max(wanted, Number(rung.count.min)), Number(rung.count.max));
  rung.wants.checked = true;
  draw(rung);
};

const follow = (rung) => {
  const { point } = rung;
  let from = null;
  point.dataset.drag = "";
  point.addEventListener("dragstart", (event) => event.preventDefault());
  point.addEventListener("pointerdown", (event) => {
    if (event.button) return;
    from = event.clientX;
    point.setPointerCapture(event.pointerId);
  });
  point.addEventListener("pointermove", (event) => {
    if (from === null || (!point.classList.contains("is-dragged") && Math.abs(event.clientX - from) < 4)) return;
    point.classList.add("is-dragged");
    drag(rung, event.clientX);
  });
  // The click that ends a drag leads nowhere.
  point.addEventListener("click", (event) => {
    if (point.classList.contains("is-dragged")) event.preventDefault();
    point.classList.remove("is-dragged");
  });
  ["pointerup", "pointercancel"].forEach((name) => point.addEventListener(name, () => { from = null; }));
};

rungs.forEach((rung) => {
  [rung.count, rung.wants, rung.at].forEach((field) => field?.addEventListener("input", () => draw(rung)));
  if (rung.count) follow(rung);
  draw(rung);
});
picture.classList.add("can-drag");
document.querySelector("[data-ladder-hint]").hidden = false;

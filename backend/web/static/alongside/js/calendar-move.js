// One's own event is dragged to another time or day, or moved with a form; both end in the same POST.

const FAR_ENOUGH = 6;
const LONG_PRESS_MS = 350;
const QUARTERS = 4;

const root = document.documentElement;
const box = document.querySelector("[data-hours]");
const dialog = document.querySelector("[data-move-dialog]");
const form = dialog.querySelector("[data-move-form]");
const days = [...box.querySelectorAll("[data-day]")];
const hours = [...box.querySelectorAll("[data-clock]")];

const pad = (number) => String(number).padStart(2, "0");
const later = (day, by) => {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + by);
  return date.toISOString().slice(0, 10);
};
const between = (first, last) => Math.round((Date.parse(`${last}T00:00:00Z`) - Date.parse(`${first}T00:00:00Z`)) / 864e5);
const numberIn = (item, name) => Number(item.className.match(new RegExp(`(?:^| )${name}-(\\d+)`))?.[1] ?? 0);
const put = (item, name, number) => {
  item.className = item.className.replace(new RegExp(`(^| )${name}-\\d+`), `$1${name}-${number}`);
};

// --- The form -------------------------------------------------------------------------------------------

const fill = (link, start) => {
  const field = form.elements.start;
  field.type = link.dataset.start.includes("T") ? "datetime-local" : "date";
  field.value = start;
  form.action = link.dataset.move;
  form.elements.scope[0].checked = true;
  dialog.querySelector("[data-move-scope]").hidden = !("again" in link.dataset);
  dialog.querySelector("[data-move-what]").textContent = link.querySelector(".hour-chip__title, .event-chip__title").textContent;
};

const ask = (link, start, whenLeft = () => {}) => {
  fill(link, start);
  const close = () => dialog.returnValue !== "moved" && whenLeft();
  dialog.returnValue = "";
  dialog.addEventListener("close", close, { once: true });
  dialog.showModal();
  dialog.querySelector("[data-move-scope]:not([hidden]) input")?.focus();
};

form.addEventListener("submit", () => { dialog.returnValue = "moved"; });
dialog.querySelector("[data-move-cancel]").addEventListener("click", () => dialog.close());
box.querySelectorAll("[data-move-open]").forEach((button) => {
  const link = button.parentElement.querySelector("[data-move]");
  button.hidden = false;
  button.addEventListener("click", () => ask(link, link.dataset.start));
});

// --- Dragging -------------------------------------------------------------------------------------------

const place = (item) => ({ parent: item.parentElement, before: item.nextElementSibling, className: item.className });
const restore = (item, was) => {
  item.className = was.className;
  was.parent.insertBefore(item, was.before);
};

const dayAt = (x) => days.find((day) => {
  const at = day.getBoundingClientRect();
  return x >= at.left && x < at.right;
});

const wallAt = (day, row, minutes) => {
  const hour = hours[Math.floor(row / QUARTERS)];
  const [clock, minute] = hour.dataset.clock.split(":").map(Number);
  const at = clock * 60 + minute + (row % QUARTERS) * 15 + minutes;
  return `${later(day, "nextDay" in hour.dataset ? 1 : 0)}T${pad(Math.floor(at / 60) % 24)}:${pad(at % 60)}`;
};

const drags = {
  // An event of some hours goes to the row and the column under the pointer.
  block: (item, link, from) => {
    const quarter = item.closest("section").getBoundingClientRect().height / (hours.length * QUARTERS);
    const rows = hours.length * QUARTERS - numberIn(item, "for");
    const [row, minutes] = [numberIn(item, "from"), Number(link.dataset.start.slice(-2)) % 15];
    const origin = item.closest("section").dataset.day;
    let start = link.dataset.start;
    return {
      to: ({ x, y }) => {
        const day = dayAt(x) ?? item.closest("section");
        const moved = Math.min(Math.max(row + Math.round((y - from.y) / quarter), 0), Math.max(rows, 0));
        const list = day.querySelector("ul");
        if (item.parentElement !== list) list.append(item);
        put(item, "from", moved);
        put(item, "lane", 0);
        put(item, "wide", 12);
        const isBack = moved === row && day.dataset.day === origin;
        start = isBack ? link.dataset.start : wallAt(day.dataset.day, moved, minutes);
      },
      start: () => start,
    };
  },
  // A bar goes from day to day, and keeps its hour.
  bar: (item, link, from) => {
    const origin = dayAt(from.x)?.dataset.day;
    const [column, lasts] = [numberIn(item, "day"), numberIn(item, "days")];
    let by = 0;
    return {
      to: ({ x }) => {
        const day = dayAt(x)?.dataset.day;
        if (!origin || !day) return;
        by = Math.min(Math.max(between(origin, day), -column), days.length - lasts - column);
        put(item, "day", column + by);
      },
      start: () => later(link.dataset.start.slice(0, 10), by) + link.dataset.start.slice(10),
    };
  },
};

let held = null;

const begin = () => {
  const { item, link, from } = held;
  held.was = place(item);
  held.drag = drags[item.closest(".hours__bars") ? "bar" : "block"](item, link, from);
  item.classList.add("is-moved");
  root.classList.add("is-dragging");
};

const end = () => {
  clearTimeout(held?.timer);
  if (held?.drag) {
    // The click that follows a drag is none.
    addEventListener("click", (event) => event.preventDefault(), { capture: true, once: true });
    setTimeout(() => root.classList.remove("is-dragging"));
  }
  const done = held;
  held = null;
  return done;
};

const cancel = () => {
  const done = end();
  if (done?.drag) restore(done.item, done.was);
};

const drop = () => {
  const { item, link, drag, was } = end();
  if (!drag) return;
  const start = drag.start();
  const back = () => restore(item, was);
  if (start === link.dataset.start) return back();
  if ("again" in link.dataset) return ask(link, start, back);
  fill(link, start);
  form.requestSubmit();
};

box.classList.add("can-move");
box.addEventListener("dragstart", (event) => event.preventDefault());
box.addEventListener("pointerdown", (event) => {
  const link = event.target.closest("[data-move]");
  if (!link || event.button || held) return;
  held = { link, item: link.parentElement, from: { x: event.clientX, y: event.clientY }, isTouch: event.pointerType === "touch" };
  if (held.isTouch) held.timer = setTimeout(begin, LONG_PRESS_MS);
});
addEventListener("pointermove", (event) => {
  if (!held) return;
  const at = { x: event.clientX, y: event.clientY };
  const isFar = Math.hypot(at.x - held.from.x, at.y - held.from.y) > FAR_ENOUGH;
  if (!held.drag && isFar) {
    // A finger that moves before it has rested wants to scroll.
    if (held.isTouch) return cancel();
    begin();
  }
  held.drag?.to(at);
});
addEventListener("pointerup", () => held && drop());
addEventListener("pointercancel", () => held && cancel());
addEventListener("keydown", (event) => { if (event.key === "Escape" && held) cancel(); });
box.addEventListener("touchmove", (event) => { if (held?.drag) event.preventDefault(); }, { passive: false });
box.addEventListener("contextmenu", (event) => { if (held?.isTouch) event.preventDefault(); });

// In a month the arrow keys go from day to day, and a day's events appear below without another page.

const FOCUS = "alongside-day-to-focus";
const month = document.querySelector("[data-month]");
const days = [...month.querySelectorAll("[data-day]")];

const rove = (chosen) => days.forEach((day) => { day.tabIndex = day === chosen ? 0 : -1; });

const iso = (date) => date.toISOString().slice(0, 10);
const later = (day, by) => {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + by);
  return iso(date);
};

const go = (day) => {
  const link = days.find((one) => one.dataset.day === day);
  if (link) {
    rove(link);
    link.focus();
    return;
  }
  try { sessionStorage.setItem(FOCUS, day); } catch { /* Then the focus begins at the top. */ }
  location.assign(`?day=${day}`);
};

const steps = () => {
  const on = document.documentElement.dir === "rtl" ? -1 : 1;
  return { ArrowLeft: -on, ArrowRight: on, ArrowUp: -7, ArrowDown: 7 };
};

month.addEventListener("keydown", (event) => {
  const day = event.target.closest("[data-day]")?.dataset.day;
  if (!day || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
  const place = days.findIndex((one) => one.dataset.day === day) % 7;
  const step = { ...steps(), Home: -place, End: 6 - place }[event.key];
  if (step === undefined) return;
  event.preventDefault();
  go(later(day, step));
});

const show = async (link) => {
  const answer = await fetch(link.href);
  if (!answer.ok || answer.redirected) return location.assign(link.href);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const [here, there] = [document, page].map((one) => one.querySelector("#day"));
  if (!here || !there) return location.assign(link.href);
  here.replaceWith(document.importNode(there, true));
  const [tabs, from] = [document, page].map((one) => one.querySelector(".tabs"));
  tabs.replaceWith(document.importNode(from, true));
  month.querySelectorAll(".is-chosen").forEach((cell) => cell.classList.remove("is-chosen"));
  link.closest("td").classList.add("is-chosen");
  history.replaceState(null, "", link.href.replace(/#.*/, ""));
  document.querySelector("#day").scrollIntoView({ block: "nearest" });
};

month.addEventListener("click", (event) => {
  const link = event.target.closest("[data-day]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  if (link.closest(".is-outside") || !document.querySelector("#day")) return;
  event.preventDefault();
  rove(link);
  show(link).catch(() => location.assign(link.href));
});

const wanted = (() => {
  try {
    const day = sessionStorage.getItem(FOCUS);
    sessionStorage.removeItem(FOCUS);
    return day;
  } catch { return null; }
})();
const first = (selector) => month.querySelector(`${selector} [data-day]`);
rove(first(".is-chosen") ?? first(".is-today") ?? first("td:not(.is-outside)"));
if (wanted) go(wanted);

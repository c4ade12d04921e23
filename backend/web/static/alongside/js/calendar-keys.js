// Single keys on the pages of the calendar. They rest while somebody types, and can be switched off (WCAG 2.1.4).

const OFF = "alongside-keys-off";
const WEEK_NUMBERS = "alongside-week-numbers";

const kept = (name) => {
  try { return localStorage.getItem(name) === "yes"; } catch { return false; }
};
const keep = (name, is) => {
  try { localStorage.setItem(name, is ? "yes" : "no"); } catch { /* A browser that keeps nothing forgets it with the page. */ }
};

const dialog = document.querySelector("[data-keys]");
const opener = document.querySelector("[data-keys-open]");
const keysSwitch = document.querySelector("[data-keys-switch]");
const numbersSwitch = document.querySelector("[data-week-numbers]");

const showWeekNumbers = () => document.documentElement.classList.toggle("has-week-numbers", kept(WEEK_NUMBERS));

const follow = (selector) => {
  const link = document.querySelector(selector);
  link?.click();
  return Boolean(link);
};

const enter = (selector) => {
  const field = document.querySelector(selector);
  field?.focus();
  field?.select();
  return Boolean(field);
};

const isRtl = () => document.documentElement.dir === "rtl";

const deeds = {
  ArrowLeft: () => follow(isRtl() ? "[rel=next]" : "[rel=prev]"),
  ArrowRight: () => follow(isRtl() ? "[rel=prev]" : "[rel=next]"),
  k: () => follow("[rel=prev]"),
  j: () => follow("[rel=next]"),
  q: () => enter("#line"),
  "/": () => enter("#q"),
  "?": () => { dialog?.showModal(); return true; },
};
for (const key of ["t", "m", "w", "a", "y", "n"]) deeds[key] = () => follow(`[data-key="${key}"]`);

const isTyping = (target) => target.closest("input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]");
const scrollsItself = (target, key) => {
  const box = target.closest("[data-hours]");
  return key.startsWith("Arrow") && box && box.scrollWidth > box.clientWidth;
};

const onKey = (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (kept(OFF) || document.querySelector("dialog[open]") || isTyping(event.target)) return;
  if (scrollsItself(event.target, event.key)) return;
  if (Object.hasOwn(deeds, event.key) && deeds[event.key]()) event.preventDefault();
};

showWeekNumbers();
document.addEventListener("keydown", onKey);
if (opener && dialog) {
  opener.hidden = false;
  opener.addEventListener("click", () => dialog.showModal());
  keysSwitch.checked = !kept(OFF);
  keysSwitch.addEventListener("change", () => keep(OFF, !keysSwitch.checked));
  numbersSwitch.checked = kept(WEEK_NUMBERS);
  numbersSwitch.addEventListener("change", () => { keep(WEEK_NUMBERS, numbersSwitch.checked); showWeekNumbers(); });
}

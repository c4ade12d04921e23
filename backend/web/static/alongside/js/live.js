// What the other changes appears here without a reload: named parts are swapped, never one that is being typed in.
// The page asks while it is looked at, ever more calmly; as long as nothing has changed the answer is a bare 304.

const QUICK_MS = 3_000;
const SLOW_MS = 10_000;
const AWAY_MS = 60_000;
const CALMER = 1.2;
const TOKENS = /name="csrfmiddlewaretoken" value="[^"]*"/g;

const status = document.querySelector("[data-live-status]");
const parts = () => document.querySelectorAll("[data-live]");
const html = (part) => part.innerHTML.replace(TOKENS, "");
const shown = new Map([...parts()].map((part) => [part.dataset.live, html(part)]));
let etag = "";
let held = null;
let pause = QUICK_MS;
let timer;

const isChanged = (field) =>
  field.type === "checkbox" || field.type === "radio"
    ? field.checked !== field.defaultChecked
    : "defaultValue" in field && field.type !== "hidden" && field.value !== field.defaultValue;

/** Whether swapping this part would take words from under somebody's fingers. */
const isTypedIn = (part) =>
  part.querySelector("[data-draft]") !== null ||
  [...part.querySelectorAll("input, textarea, select")].some((field) => field === document.activeElement || isChanged(field));

const likeness = (node) => node.id || [node.tagName, node.getAttribute("href"), node.name, node.form?.action, node.textContent.trim()].join("|");

const withFocusKept = (part, deed) => {
  const had = part.contains(document.activeElement) ? likeness(document.activeElement) : null;
  deed();
  if (had === null) return;
  const again = [...part.querySelectorAll("a, button, summary, [id]")].find((node) => likeness(node) === had);
  again?.focus({ preventScroll: true });
};

const withPlaceKept = (deed) => {
  const read = scrollY > 0 ? document.elementFromPoint(innerWidth / 2, innerHeight / 3) : null;
  const top = read?.getBoundingClientRect().top;
  deed();
  if (read?.isConnected) scrollBy(0, read.getBoundingClientRect().top - top);
};

const swap = (part, fresh) => withFocusKept(part, () => {
  const open = [...part.querySelectorAll("details[id][open]")].map((fold) => fold.id);
  part.replaceChildren(...document.importNode(fresh, true).childNodes);
  open.forEach((id) => part.querySelector(`details#${CSS.escape(id)}`)?.setAttribute("open", ""));
});

/** Take from this page what has changed; how many parts did, and how many wait until nobody types in them. */
const renew = (page) => {
  const due = [...page.querySelectorAll("[data-live]")]
    .map((fresh) => [document.querySelector(`[data-live="${fresh.dataset.live}"]`), fresh])
    .filter(([part, fresh]) => part && html(fresh) !== shown.get(fresh.dataset.live));
  const free = due.filter(([part]) => !isTypedIn(part));
  withPlaceKept(() => free.forEach(([part, fresh]) => {
    swap(part, fresh);
    shown.set(fresh.dataset.live, html(fresh));
  }));
  return { swapped: free.length, waiting: due.filter(([part]) => isTypedIn(part) && !part.querySelector("[data-draft]")).length };
};

const say = (words) => {
  if (status.textContent !== words) status.textContent = words;
};

const tell = ({ swapped, waiting }) => {
  if (swapped) say(status.dataset.changed);
  else say(waiting ? status.dataset.waits : "");
};

const take = (page) => {
  const done = renew(page);
  held = done.waiting ? page : null;
  tell(done);
  document.dispatchEvent(new CustomEvent("live:read", { detail: page }));
  pause = done.swapped ? QUICK_MS : pause;
};

const address = () => {
  const wanted = new URL(status.dataset.livePage, location.href);
  wanted.search = location.search;
  wanted.searchParams.set("part", "live");
  return wanted;
};

/** Whether it is worth asking again. */
const ask = async () => {
  const answer = await fetch(address(), { headers: etag ? { "If-None-Match": etag } : {}, cache: "no-store" });
  if (answer.status === 304 || answer.status >= 500) {
    if (!held) say("");
    return true;
  }
  const named = answer.headers.get("ETag");
  // Signed out, or no longer theirs to read: the page stays as it is until it is loaded again.
  if (!answer.ok || answer.redirected || !named) return false;
  etag = named;
  take(new DOMParser().parseFromString(await answer.text(), "text/html"));
  return true;
};

const later = (ms) => {
  clearTimeout(timer);
  timer = setTimeout(tick, ms);
};

const tick = async () => {
  if (document.hidden) return;
  if (held) take(held);
  pause = Math.min(pause * CALMER, SLOW_MS);
  try {
    if (await ask()) later(pause);
  } catch {
    later(AWAY_MS);
  }
};

const soon = () => {
  if (document.hidden) return;
  pause = QUICK_MS;
  later(0);
};

if (status) {
  document.addEventListener("visibilitychange", soon);
  addEventListener("online", soon);
  later(QUICK_MS);
}

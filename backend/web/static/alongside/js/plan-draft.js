// A draft is kept as one types. The page is what holds the words: whatever goes wrong on the way, they stay in it.
// The answer is the form as it is kept now; from it come what the next save is compared with, and what was written
// in another window meanwhile.

const PAUSE_MS = 1_200;
const RETRY_MS = 4_000;
const OUTLIVES_THE_PAGE_BYTES = 60_000;

const form = document.querySelector("form[data-draft]");
const status = form?.querySelector("[data-draft-status]");
let timer;
let isSaving = false;
let underWay = Promise.resolve();
let isLeaving = false;

const parsed = (text) => new DOMParser().parseFromString(text, "text/html");
const say = (words) => { if (status.textContent !== words) status.textContent = words; };
const bare = (value) => value.replace(/\r\n?/g, "\n").trim();
const isOurs = (name) => !["csrfmiddlewaretoken", "base", "was"].includes(name);
const written = (source) => new Map([...new FormData(source)].filter(([name]) => isOurs(name)));
const asText = (values) => JSON.stringify([...values].map(([name, value]) => [name, bare(value)]));

let kept = form && asText(written(form));
const isDue = () => asText(written(form)) !== kept;

const later = (ms) => {
  clearTimeout(timer);
  timer = setTimeout(save, ms);
};

const setAll = (name, value) => {
  const field = form.elements.namedItem(name);
  if (field instanceof RadioNodeList && value === "") field.forEach((one) => { one.checked = false; });
  else field.value = value;
};

/** A line that was added in another window gets its row here, behind the rows that there are. */
const adoptRow = (field) => {
  const row = field.closest("[data-row]");
  const last = [...form.querySelectorAll("[data-row]")].at(-1);
  if (row && last) last.after(document.importNode(row, true));
  last?.closest("details")?.setAttribute("open", "");
};

/** Put in what was joined; false if that would have been over words typed since, which are then joined next time. */
const adopt = (fresh, sent) => {
  let isWhole = true;
  const [now, joined] = [written(form), written(fresh)];
  for (const name of new Set([...joined.keys(), ...sent.keys()])) {
    const value = joined.get(name) ?? "";
    if (!form.elements.namedItem(name)) adoptRow(fresh.elements.namedItem(name));
    else if (bare(now.get(name) ?? "") === bare(value)) continue;
    else if ((now.get(name) ?? "") === (sent.get(name) ?? "")) setAll(name, value);
    else isWhole = false;
  }
  return isWhole;
};

const swapParts = (fresh) => form.querySelectorAll("[data-draft-part]").forEach((part) => {
  const newer = fresh.querySelector(`[data-draft-part="${part.dataset.draftPart}"]`);
  if (newer && newer.innerHTML !== part.innerHTML) part.replaceChildren(...document.importNode(newer, true).childNodes);
});

const take = (fresh, sent) => {
  const isMerged = "merged" in fresh.dataset;
  if (!isMerged || adopt(fresh, sent)) {
    for (const name of ["base", "was"]) form.elements.namedItem(name).value = fresh.elements.namedItem(name).value;
  }
  swapParts(fresh);
  kept = asText(isMerged ? written(form) : sent);
  say(isMerged ? status.dataset.merged : status.dataset.kept);
};

const refuse = (page) => {
  const why = page.querySelector(".errorlist")?.textContent.trim();
  say(why ? `${status.dataset.refused} ${why}` : status.dataset.trouble);
};

const send = async () => {
  const sent = written(form);
  const body = new FormData(form);
  body.set("part", "draft");
  const size = new TextEncoder().encode(JSON.stringify([...body])).length;
  const answer = await fetch(form.action, { method: "POST", body, keepalive: size < OUTLIVES_THE_PAGE_BYTES });
  if (answer.redirected) return say(status.dataset.signedOut);
  if (answer.status >= 500) throw new Error("later");
  const page = parsed(await answer.text());
  const fresh = page.querySelector("form[data-draft]");
  if (fresh && answer.status !== 400) return take(fresh, sent);
  kept = asText(sent);
  return refuse(page);
};

const keep = async () => {
  try {
    await send();
    if (isDue()) later(PAUSE_MS);
  } catch {
    say(navigator.onLine ? status.dataset.trouble : status.dataset.offline);
    later(RETRY_MS);
  }
};

const save = () => {
  if (isSaving || isLeaving || !isDue()) return underWay;
  isSaving = true;
  underWay = keep().finally(() => { isSaving = false; });
  return underWay;
};

/** A button waits for what is under way, whose answer says what the page is compared with; else it would seem as if
 * another window had written. */
const leave = (event) => {
  if (event.target !== form || !isSaving) {
    isLeaving = event.target.matches("[data-draft], [data-draft-ends]");
    return;
  }
  event.preventDefault();
  underWay.then(() => form.requestSubmit(event.submitter));
};

/** The page goes: what is not kept yet is sent, and nobody waits for the answer. */
const saveOnTheWay = () => {
  if (!isLeaving && isDue()) send().catch(() => later(RETRY_MS));
};

/** Keep what is typed, then load the page anew: a link to where one is already would only scroll. */
const bringIn = async (event) => {
  event.preventDefault();
  const wanted = new URL(event.currentTarget.href);
  await save();
  if (wanted.pathname + wanted.search === location.pathname + location.search) location.reload();
  else location.assign(wanted);
};

if (form) {
  form.querySelector("[data-draft-newer] a").addEventListener("click", bringIn);
  form.addEventListener("input", () => {
    if (status.textContent === status.dataset.kept) say("");
    later(PAUSE_MS);
  });
  form.addEventListener("change", () => later(0));
  form.addEventListener("focusout", () => later(0));
  document.addEventListener("submit", leave);
  addEventListener("pagehide", saveOnTheWay);
  document.addEventListener("visibilitychange", () => { if (document.hidden) saveOnTheWay(); });
  addEventListener("pageshow", () => { isLeaving = false; });
  addEventListener("online", () => later(0));
  addEventListener("beforeunload", (event) => { if (!navigator.onLine && isDue() && !isLeaving) event.preventDefault(); });
  document.addEventListener("live:read", ({ detail: page }) => {
    const base = page.querySelector("form[data-draft] [name=base]")?.value;
    form.querySelector("[data-draft-newer]").hidden = !base || base === form.elements.namedItem("base").value;
  });
}

// What a plan may start from, on its own page: asked for when it is opened, and a tap puts a line into the form, as if it
// had been typed there. Without this the button leads to a page of its own.

const fold = document.querySelector("[data-starts]");
const form = fold?.closest("form");
const button = form?.querySelector(".plan-form__starts");
const status = fold?.querySelector("[data-starts-status]");
const NAMES = { way_home: "transport" };

const field = (name) => form.elements.namedItem(name);
const isEmpty = (one) => one.value.trim() === "";

const empty = (stem, ...others) => {
  for (let at = 0; field(`${stem}_${at}`); at += 1) {
    const row = [stem, ...others].map((name) => field(`${name}_${at}`));
    if (row.every(isEmpty)) return row;
  }
  return null;
};

/** The fields that a line goes into, each with what it will say; null where there is no room. */
const places = ({ place, text, then }) => {
  if (place === "ask") return empty("ask")?.map((one) => [one, text]) ?? null;
  if (place === "if_then") return empty("if", "then")?.map((one, at) => [one, at ? then : text]) ?? null;
  const one = field(NAMES[place] ?? place);
  return one && [[one, isEmpty(one) ? text : `${one.value.trimEnd()}\n${text}`]];
};

const labelOf = (one) => one.labels[0]?.firstChild?.textContent.trim() ?? "";

const write = (one, value) => {
  for (let fold = one.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  one.value = value;
  one.dispatchEvent(new Event("input", { bubbles: true }));
};

const put = (line) => {
  const found = places(line.dataset);
  if (!found) {
    status.textContent = status.dataset.full;
    return;
  }
  found.forEach(([one, value]) => write(one, value));
  form.dispatchEvent(new Event("change", { bubbles: true }));
  status.textContent = `${status.dataset.added} “${labelOf(found[0][0])}”.`;
  const next = line.nextElementSibling ?? line.previousElementSibling ?? fold.querySelector("summary");
  line.remove();
  next.focus();
};

const fill = async () => {
  if (!fold.open) return;
  status.textContent = "";
  try {
    const answer = await fetch(fold.dataset.starts);
    if (!answer.ok || answer.redirected) throw new Error("not here");
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    fold.querySelector("[data-starts-lines]").replaceChildren(...document.importNode(page.body, true).childNodes);
  } catch {
    fold.hidden = true;
    button.hidden = false;
  }
};

if (fold) {
  fold.hidden = false;
  button.hidden = true;
  fold.addEventListener("toggle", fill);
  fold.addEventListener("click", ({ target }) => {
    const line = target.closest("[data-place]");
    if (line) put(line);
  });
}

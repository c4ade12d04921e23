// A hint while one writes: "you always" closes a door that "I feel … about …" leaves open. It is looked for here in the
// page alone; nothing is sent, counted or kept, and once it is closed it stays away from that field.

const PAUSE_MS = 900;

/** Per language: words about the other as a whole instead of about this evening. */
const PHRASES = {
  en: [
    "you (always|never)", "you(’re| are) (always|never)", "you (keep|kept) \\w+ing", "every (single )?time you",
    "over-?react\\w*", "over-?sensitive", "too sensitive", "so (needy|dramatic|selfish|lazy)", "drama queen",
    "(just )?like your (mother|father|mum|mom|dad|sister|brother|family)", "what(’s| is) wrong with you",
    "you should have", "you don(’t|t) (even )?care", "if you (really )?loved me", "calm down", "your fault",
  ],
  de: [
    "(du|dich|dir) (\\w+ ){0,3}(immer|nie|niemals|ständig|dauernd)", "(immer|nie|ständig|dauernd) (\\w+ )?du",
    "jedes (einzelne )?mal (\\w+ )?du", "übertreib\\w*", "stell dich nicht so an", "(zu|so) empfindlich",
    "(so )?(überempfindlich|hysterisch|egoistisch|faul)", "(genau )?wie deine? (mutter|mama|vater|papa|schwester|bruder|familie)",
    "was (ist|stimmt) (denn )?(nicht )?mit dir", "du hättest", "dir ist (doch )?(alles )?egal", "wenn du mich (wirklich )?lieb\\w*",
    "beruhig dich", "deine schuld", "reg dich nicht auf",
  ],
};

const patternOf = (phrases) =>
  new RegExp(`(?<![\\p{L}\\p{N}])(?:${phrases.join("|")})(?![\\p{L}\\p{N}])`.replaceAll("\\w", "\\p{L}"), "iu");
const plain = (text) => text.replace(/['`´]/g, "’").replace(/\s+/g, " ");

const language = document.documentElement.lang.split("-")[0];
const pattern = patternOf(PHRASES[language] ?? PHRASES.en);
const template = document.querySelector("template[data-wording-hint]");
const closed = new WeakSet();
const hints = new Map();

const describe = (field, id, isThere) => {
  const ids = new Set((field.getAttribute("aria-describedby") ?? "").split(" ").filter(Boolean));
  if (isThere) ids.add(id); else ids.delete(id);
  if (ids.size) field.setAttribute("aria-describedby", [...ids].join(" "));
  else field.removeAttribute("aria-describedby");
};

const takeAway = (field) => {
  const hint = hints.get(field);
  if (!hint) return;
  describe(field, hint.id, false);
  hint.remove();
  hints.delete(field);
};

const offer = (field) => {
  const hint = template.content.firstElementChild.cloneNode(true);
  hint.id = `${field.id || field.name}_hint`;
  hint.querySelector("button").addEventListener("click", () => {
    closed.add(field);
    takeAway(field);
    field.focus();
  });
  field.after(hint);
  hints.set(field, hint);
  describe(field, hint.id, true);
};

const look = (field) => {
  const isMeant = field.isConnected && !closed.has(field) && pattern.test(plain(field.value));
  if (isMeant && !hints.has(field)) offer(field);
  if (!isMeant) takeAway(field);
};

if (template) {
  const timers = new WeakMap();
  document.addEventListener("input", ({ target }) => {
    if (!target.matches("textarea")) return;
    clearTimeout(timers.get(target));
    timers.set(target, setTimeout(look, PAUSE_MS, target));
  });
}

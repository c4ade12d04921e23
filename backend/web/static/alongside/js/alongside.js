"use strict";

document.querySelectorAll("[data-copy]").forEach((box) => {
  const button = box.querySelector("[data-copy-button]");
  const value = box.querySelector("input");
  if (!navigator.clipboard) return;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(value.value);
    button.textContent = button.dataset.copied;
  });
});

const isGuarded = (form) => form.method === "post" && !("submitMany" in form.dataset);

document.addEventListener("submit", (event) => {
  if (!isGuarded(event.target) || event.defaultPrevented) return;
  if (event.target.dataset.sent) event.preventDefault();
  event.target.dataset.sent = "yes";
  event.submitter?.setAttribute("aria-disabled", "true");
});

// A page restored by the back button must be usable again.
window.addEventListener("pageshow", () => {
  document.querySelectorAll("form[data-sent]").forEach((form) => {
    delete form.dataset.sent;
    form.querySelectorAll("[aria-disabled]").forEach((button) => button.removeAttribute("aria-disabled"));
  });
});

document.querySelectorAll("[data-guess-zone]").forEach((select) => {
  if (select.value) return;
  const guess = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if ([...select.options].some((option) => option.value === guess)) select.value = guess;
});

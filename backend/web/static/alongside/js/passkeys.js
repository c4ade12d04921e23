"use strict";

// WebAuthn speaks in bytes, forms in base64url: the names of what has to be turned are those of the standard.
const bytesOf = (base64url) =>
  Uint8Array.from(atob(base64url.replaceAll("-", "+").replaceAll("_", "/")), (char) => char.charCodeAt(0));

const textOf = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");

const withBytes = (descriptors = []) => descriptors.map((one) => ({ ...one, id: bytesOf(one.id) }));

const toCreate = ({ publicKey }) => ({
  publicKey: {
    ...publicKey,
    challenge: bytesOf(publicKey.challenge),
    user: { ...publicKey.user, id: bytesOf(publicKey.user.id) },
    excludeCredentials: withBytes(publicKey.excludeCredentials),
  },
});

const toGet = ({ publicKey }) => ({
  publicKey: {
    ...publicKey,
    challenge: bytesOf(publicKey.challenge),
    allowCredentials: withBytes(publicKey.allowCredentials),
  },
});

const IN_BYTES = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];

function written(credential) {
  const { id, rawId, type, authenticatorAttachment, response } = credential;
  const said = IN_BYTES.filter((name) => response[name]).map((name) => [name, textOf(response[name])]);
  return JSON.stringify({
    id,
    type,
    authenticatorAttachment,
    rawId: textOf(rawId),
    response: Object.fromEntries(said),
    clientExtensionResults: credential.getClientExtensionResults(),
  });
}

const WAYS = {
  create: async (form) => navigator.credentials.create(toCreate(JSON.parse(form.dataset.options))),
  get: async (form) => navigator.credentials.get(toGet(JSON.parse(form.dataset.options))),
  // Whoever only looks at the page of signing in opens no session.
  login: async (form) => {
    const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
    return navigator.credentials.get(toGet((await answer.json()).request_options));
  },
};

document.querySelectorAll("form[data-passkey]").forEach((form) => {
  const say = (isWrong) => form.querySelectorAll("[data-passkey-wrong]").forEach((line) => (line.hidden = !isWrong));
  form.hidden = !("PublicKeyCredential" in window);
  document
    .querySelectorAll("[data-passkey-unknown]")
    .forEach((line) => (line.hidden = "PublicKeyCredential" in window));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    say(false);
    try {
      form.elements.credential.value = written(await WAYS[form.dataset.passkey](form));
      form.submit();
    } catch {
      say(true);
    }
  });
});

// Registers and uses passkeys. A form marked data-passkey asks the browser's authenticator when it
// is sent, puts the answer into its field "credential", and goes on to the server.

const fromBase64Url = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (c) => c.charCodeAt(0));

const toBase64Url = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

const decodeIds = (descriptors = []) =>
  descriptors.map((descriptor) => ({ ...descriptor, id: fromBase64Url(descriptor.id) }));

const isOn = (form, name) => Boolean(form.elements[name]?.checked);

/** What navigator.credentials.create wants; alone: the passkey signs in without a user name. */
function creation({ publicKey }, alone) {
  return {
    publicKey: {
      ...publicKey,
      challenge: fromBase64Url(publicKey.challenge),
      user: { ...publicKey.user, id: fromBase64Url(publicKey.user.id) },
      excludeCredentials: decodeIds(publicKey.excludeCredentials),
      authenticatorSelection: {
        ...publicKey.authenticatorSelection,
        residentKey: alone ? "required" : "discouraged",
        requireResidentKey: alone,
        ...(alone && { userVerification: "required" }),
      },
    },
  };
}

function request({ publicKey }) {
  return {
    publicKey: {
      ...publicKey,
      challenge: fromBase64Url(publicKey.challenge),
      allowCredentials: decodeIds(publicKey.allowCredentials),
    },
  };
}

function encode(credential) {
  const { response } = credential;
  const sent = { clientDataJSON: toBase64Url(response.clientDataJSON) };
  if (response.attestationObject) {
    sent.attestationObject = toBase64Url(response.attestationObject);
    sent.transports = response.getTransports?.() ?? [];
  } else {
    sent.authenticatorData = toBase64Url(response.authenticatorData);
    sent.signature = toBase64Url(response.signature);
    sent.userHandle = response.userHandle ? toBase64Url(response.userHandle) : null;
  }
  return JSON.stringify({
    id: credential.id,
    rawId: toBase64Url(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response: sent,
  });
}

async function optionsOf(form) {
  const own = form.querySelector('script[type="application/json"]');
  if (own) return JSON.parse(own.textContent);
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error("The house did not answer.");
  return answer.json();
}

async function ask(form) {
  const options = await optionsOf(form);
  if (form.dataset.passkey === "create") {
    const wanted = creation(options.creation_options, isOn(form, "passwordless"));
    return navigator.credentials.create(wanted);
  }
  return navigator.credentials.get(request(options.request_options));
}

async function send(event) {
  const form = event.currentTarget;
  event.preventDefault();
  const failure = form.querySelector("[data-passkey-failed]");
  failure.hidden = true;
  try {
    form.elements.credential.value = encode(await ask(form));
    form.submit();
  } catch {
    failure.hidden = false;
  }
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  form.addEventListener("submit", send);
}

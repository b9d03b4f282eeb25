// Without a name there are no photos and no other authors: what cannot be sent is not shown.
function show(form) {
  const box = form.querySelector("[name=anonymous]");
  if (!box) return;
  for (const part of form.querySelectorAll("[data-named-only]")) part.hidden = box.checked;
  for (const field of form.querySelectorAll("[data-named-only] :is(input, button)")) field.disabled = box.checked;
}

function begin() {
  const form = document.querySelector("form[data-draft]");
  if (!form) return;
  form.addEventListener("change", (event) => {
    if (event.target.name === "anonymous") show(form);
  });
  form.addEventListener("restored", () => show(form));
  show(form);
}

begin();
document.addEventListener("idea:shown", begin);

// A table's choices and dates apply when chosen; without a script there is the button.
export function submitOnChange() {
  document.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-applies-itself]");
    if (form && event.target.matches("select, input[type=date]")) form.requestSubmit();
  });
}

// An address says what is asked for and nothing else.
export function leaveOutEmptyParts() {
  document.addEventListener("htmx:configRequest", (event) => {
    const { verb, parameters } = event.detail;
    if (verb !== "get") return;
    for (const [key, value] of Object.entries(parameters)) {
      if (value === "") delete parameters[key];
    }
  });
}

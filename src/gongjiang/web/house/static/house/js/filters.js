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

// Filters lie open where there is room; a phone keeps them folded until asked.
export function unfoldFilters(root) {
  if (!matchMedia("(min-width: 40rem)").matches) return;
  for (const filters of root.querySelectorAll?.(".table-filters") ?? []) filters.open = true;
}

// What is typed into a picker narrows its choices; Enter would send the form unfinished.
export function stayWhilePicking() {
  document.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && event.target.matches(".picker-find input")) event.preventDefault();
  });
}

// A table's choices and dates apply when chosen; without a script there is the button.
export function submitOnChange() {
  document.addEventListener("change", (event) => {
    const form = event.target.closest("form[data-applies-itself]");
    if (form && event.target.matches("select, input[type=date]")) form.requestSubmit();
  });
}

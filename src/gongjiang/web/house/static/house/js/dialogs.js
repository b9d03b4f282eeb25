// <button data-opens="ID"> opens <dialog id="ID">; the browser does the rest.
export function openDialogs() {
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-opens]");
    if (button) document.getElementById(button.dataset.opens)?.showModal();
  });
}

// What a reader who cannot see the page change must still be told.
export function focusErrors(root) {
  root.querySelector?.("[data-takes-focus]:not(.specimen *)")?.focus();
}

export function tellFailedRequests() {
  const tell = () => {
    const notice = document.getElementById("request-failed").content.cloneNode(true);
    document.getElementById("messages").replaceChildren(notice);
  };
  document.addEventListener("htmx:responseError", tell);
  document.addEventListener("htmx:sendError", tell);
}

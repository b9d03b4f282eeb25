// Shares are equal until somebody writes one; their sum is shown while they are written.
const WHOLE = 10000;

const rows = (list) => [...list.querySelectorAll("[data-author]")];
const box = (row) => row.querySelector("[name=author]");
const share = (row) => row.querySelector("input[type=number]");
const taking = (list) => rows(list).filter((row) => box(row).checked || box(row).type === "hidden");

function divide(list) {
  const all = taking(list);
  all.forEach((row, place) => {
    const part = Math.floor(WHOLE / all.length) + (place < WHOLE % all.length ? 1 : 0);
    share(row).value = String(part / 100);
  });
}

function sum(list) {
  const total = taking(list).reduce((all, row) => all + Math.round(Number(share(row).value) * 100), 0);
  const told = list.querySelector("[data-sum]");
  told.textContent = `${total / 100} %`;
  told.dataset.whole = total === WHOLE ? "yes" : "no";
}

function show(list) {
  for (const row of rows(list)) share(row).closest("[data-share]").hidden = !taking(list).includes(row);
  list.querySelector("[data-total]").hidden = taking(list).length < 2;
  sum(list);
}

function begin() {
  for (const list of document.querySelectorAll("[data-authors]:not([data-watched])")) {
    list.dataset.watched = "yes";
    list.addEventListener("change", (event) => {
      if (event.target.name === "author") {
        if (!list.dataset.written) divide(list);
        show(list);
      }
    });
    list.addEventListener("input", (event) => {
      if (event.target.type !== "number") return;
      list.dataset.written = "yes";
      sum(list);
    });
    list.closest("form").addEventListener("restored", () => show(list));
    if (taking(list).length > 1) list.dataset.written = "yes";
    show(list);
  }
}

begin();
document.addEventListener("idea:shown", begin);

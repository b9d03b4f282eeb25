// Small conveniences on top of pages that work without them; only charts need a script.
import { closeMenusElsewhere } from "./menus.js";
import { openDialogs } from "./dialogs.js";
import { focusErrors, tellFailedRequests } from "./feedback.js";
import { drawChartsIn } from "./charts.js";
import { leaveOutEmptyParts, stayWhilePicking, submitOnChange, unfoldFilters } from "./filters.js";

closeMenusElsewhere();
openDialogs();
tellFailedRequests();
submitOnChange();
leaveOutEmptyParts();
stayWhilePicking();
focusErrors(document);
unfoldFilters(document);
drawChartsIn(document);

document.addEventListener("htmx:load", (event) => {
  focusErrors(event.detail.elt);
  drawChartsIn(event.detail.elt);
});

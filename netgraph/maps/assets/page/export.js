"use strict";
/* The view as a picture, the people shown as a table: files made in the page, sent nowhere. */
function netgraphExport(page) {
  const { byId } = netgraphUi;
  function save(blob, name) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }
  const files = {
    svg: () => new Blob([page.poster.svg()], { type: "image/svg+xml" }),
    png: () => page.poster.png(),
    /* the mark at the front tells spreadsheets that it is UTF-8 */
    csv: () => new Blob(["\ufeff", page.table.csv()], { type: "text/csv" })
  };
  for (const [kind, file] of Object.entries(files))
    byId(`save-${kind}`).addEventListener("click", async () =>
      save(await file(), `referral-map.${kind}`)
    );
}
if (typeof module !== "undefined") module.exports = netgraphExport;

// A span of columns, drawn with a mouse or a pen, fills in the form below the columns and sends it. Keys and fingers have
// the form itself, and each column is a link.
(() => {
  const chart = document.querySelector(".histogram");
  const form = document.querySelector(".range form");
  if (!chart || !form) return;
  const columns = [...chart.querySelectorAll("li[data-from]")];
  let first = -1, last = -1;

  const at = (event) => {
    const hit = columns.findIndex((column) => event.clientX < column.getBoundingClientRect().right);
    return hit < 0 ? columns.length - 1 : hit;
  };
  const show = () => {
    const [from, to] = [Math.min(first, last), Math.max(first, last)];
    columns.forEach((column, i) => column.classList.toggle("within", first >= 0 && i >= from && i <= to));
  };
  const end = () => {
    first = last = -1;
    show();
  };

  chart.addEventListener("dragstart", (event) => event.preventDefault());
  chart.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || event.pointerType === "touch" || event.ctrlKey || event.metaKey || event.shiftKey) return;
    first = last = at(event);
  });
  addEventListener("pointermove", (event) => {
    if (first < 0) return;
    last = at(event);
    if (last !== first) show();
  });
  addEventListener("pointerup", () => {
    if (first < 0) return;
    if (first !== last) {
      form.elements.from.value = columns[Math.min(first, last)].dataset.from;
      form.elements.to.value = columns[Math.max(first, last)].dataset.to;
      // The column under the pointer is a link as well.
      const still = (event) => event.preventDefault();
      chart.addEventListener("click", still, { once: true, capture: true });
      setTimeout(() => chart.removeEventListener("click", still, true));
      form.requestSubmit();
    }
    end();
  });
  for (const event of ["pointercancel", "blur"]) addEventListener(event, end);
  addEventListener("keydown", (event) => { if (event.key === "Escape") end(); });
})();

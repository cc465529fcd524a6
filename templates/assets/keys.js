// Keys: they never act while something is typed or with a modifier, and a reader can switch them off (the dialog of "?",
// which the button at the foot opens too).
(() => {
  const OFF = "minutebook-keys";
  const KEYS = [["/", "To the search box"], ["j", "Next passage; then ↓ too"], ["k", "Passage before; then ↑ too"], ["Enter", "Open it"], ["c", "Copy its citation"], ["x", "Tick it for citing"], ["?", "These keys"]];
  const button = document.querySelector("[data-keys]");
  if (!button) return;

  // Where storage is refused the choice holds for this page.
  let off = false;
  try { off = localStorage.getItem(OFF) === "off"; } catch { /* On, then. */ }

  let dialog = null;
  const open = () => {
    dialog ??= make();
    dialog.querySelector("input").checked = !off;
    dialog.showModal();
  };
  const make = () => {
    const made = document.createElement("dialog");
    made.className = "keys";
    made.setAttribute("aria-labelledby", "keys-heading");
    made.innerHTML = '<h2 id="keys-heading">Keys</h2><dl></dl><p><label class="tick"><input type="checkbox"> Keys are on</label></p><form method="dialog"><button class="button">Close</button></form>';
    made.querySelector("dl").append(...KEYS.map(([key, does]) => {
      const row = document.createElement("div");
      const name = row.appendChild(document.createElement("dt")).appendChild(document.createElement("kbd"));
      name.textContent = key;
      row.appendChild(document.createElement("dd")).textContent = does;
      return row;
    }));
    made.querySelector("input").addEventListener("change", (event) => {
      off = !event.target.checked;
      try { localStorage.setItem(OFF, off ? "off" : "on"); } catch { /* For this page. */ }
    });
    document.body.append(made);
    return made;
  };
  button.hidden = false;
  button.addEventListener("click", open);

  const links = () => [...document.querySelectorAll(".hit h3 a, .hit .step a")].filter((link) => link.offsetParent);
  const here = () => document.activeElement?.closest(".hit");
  const move = (by) => {
    const all = links();
    if (!all.length) return false;
    const at = all.findIndex((link) => link.closest(".hit") === here());
    const next = all[at < 0 ? (by > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + by, 0), all.length - 1)];
    next.focus({ preventScroll: true });
    next.closest(".hit").scrollIntoView({ block: "nearest" });
    return true;
  };
  const box = () => {
    const input = document.querySelector("form.box input[type=search]");
    if (!input) return false;
    input.focus();
    input.select();
    return true;
  };
  // The page of a passage has one to copy, wherever the focus is.
  const ticked = () => (here() ?? document.querySelector(".whole"))?.querySelector(".tick input");
  const copy = () => {
    const id = ticked()?.value;
    if (!id) return false;
    document.dispatchEvent(new CustomEvent("minutebook:copy", { detail: [id] }));
    return true;
  };
  const tick = () => {
    ticked()?.click();
    return !!ticked();
  };
  const acts = { "/": box, j: () => move(1), k: () => move(-1), c: copy, x: tick, "?": () => { open(); return true; } };
  // Arrows move from passage to passage once one has the focus; before, they scroll as ever.
  const arrows = { ArrowDown: 1, ArrowUp: -1 };

  document.addEventListener("keydown", (event) => {
    if (off || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const target = event.target;
    if (target instanceof HTMLElement && (target.isContentEditable || target.closest("input:not([type=checkbox]), textarea, select, dialog"))) return;
    const onTitle = links().includes(document.activeElement);
    const act = Object.hasOwn(acts, event.key) ? acts[event.key] : onTitle && event.key in arrows ? () => move(arrows[event.key]) : null;
    if (act && act()) event.preventDefault();
  });
})();

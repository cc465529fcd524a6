// Suggestions while typing (the pattern of an editable combobox). Every page works without them.
(() => {
  const box = document.querySelector("form.box input[type=search]");
  if (!(box instanceof HTMLInputElement)) return;

  const list = document.createElement("ul");
  list.id = "suggestions";
  list.className = "suggestions";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Suggestions");
  box.form.append(list);
  for (const [name, value] of [["role", "combobox"], ["aria-autocomplete", "list"], ["aria-controls", list.id], ["aria-expanded", "false"]]) box.setAttribute(name, value);

  let chosen = -1, asked = 0, timer = 0;

  const close = () => {
    asked++;
    clearTimeout(timer);
    list.hidden = true;
    chosen = -1;
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
  };

  const choose = (at) => {
    const items = list.children;
    chosen = (at + items.length + 1) % (items.length + 1);
    for (const [i, item] of [...items].entries()) item.setAttribute("aria-selected", String(i === chosen));
    if (chosen === items.length) { chosen = -1; box.removeAttribute("aria-activedescendant"); return; }
    box.setAttribute("aria-activedescendant", items[chosen].id);
    items[chosen].scrollIntoView({ block: "nearest" });
  };

  const take = (query) => {
    box.value = query;
    close();
    if (query.endsWith(":")) box.focus(); else box.form.requestSubmit();
  };

  const show = (suggestions) => {
    list.replaceChildren(...suggestions.map((suggestion, i) => {
      const item = document.createElement("li");
      item.id = `suggestion-${i}`;
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", "false");
      item.dataset.query = suggestion.query;
      const label = document.createElement("span");
      label.textContent = suggestion.label;
      const kind = document.createElement("span");
      kind.className = "n";
      kind.textContent = suggestion.count ? `${suggestion.kind} · ${suggestion.count}` : suggestion.kind;
      item.append(label, kind);
      return item;
    }));
    chosen = -1;
    box.removeAttribute("aria-activedescendant");
    list.hidden = suggestions.length === 0;
    box.setAttribute("aria-expanded", String(!list.hidden));
  };

  const ask = async () => {
    const mine = ++asked;
    try {
      const reply = await fetch(`/api/v1/suggest?limit=8&q=${encodeURIComponent(box.value)}`);
      if (!reply.ok) return;
      const { suggestions } = await reply.json();
      if (mine === asked && document.activeElement === box) show(suggestions);
    } catch { /* Without an answer there are no suggestions. */ }
  };

  box.addEventListener("input", () => {
    clearTimeout(timer);
    if (box.value.trim()) timer = setTimeout(ask, 80); else close();
  });
  box.addEventListener("keydown", (event) => {
    if (event.isComposing || list.hidden) return;
    if (event.key === "ArrowDown") choose(chosen + 1);
    else if (event.key === "ArrowUp") choose(chosen - 1);
    else if (event.key === "Escape") close();
    else if (event.key === "Enter" && chosen >= 0) take(list.children[chosen].dataset.query);
    else return;
    event.preventDefault();
  });
  box.addEventListener("blur", close);
  list.addEventListener("mousedown", (event) => {
    event.preventDefault();
    const item = event.target instanceof Element && event.target.closest("li");
    if (item) take(item.dataset.query);
  });
})();

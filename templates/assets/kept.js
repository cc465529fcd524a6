// Searches kept in this browser only: the last ones, and those a reader saved. Nothing is sent; where storage is refused
// nothing is kept and nothing offered.
(() => {
  const MOST = { recent: 8, saved: 50 };
  const name = (kind) => `minutebook-${kind}`;
  try {
    localStorage.setItem(name("try"), "1");
    localStorage.removeItem(name("try"));
  } catch {
    return;
  }
  const read = (kind) => {
    try {
      const kept = JSON.parse(localStorage.getItem(name(kind)) || "[]");
      return Array.isArray(kept) ? kept.filter((query) => typeof query === "string" && query).slice(0, MOST[kind]) : [];
    } catch {
      return [];
    }
  };
  const write = (kind, queries) => {
    try { localStorage.setItem(name(kind), JSON.stringify(queries.slice(0, MOST[kind]))); } catch { /* It is full: then not. */ }
  };
  const put = (kind, query) => write(kind, [query, ...read(kind).filter((other) => other !== query)]);
  const drop = (kind, query) => write(kind, read(kind).filter((other) => other !== query));

  // On a page of answers
  const save = document.querySelector("[data-save]");
  const asked = document.querySelector("form.box input[type=search]")?.value.trim();
  if (save && asked) {
    put("recent", asked);
    const show = () => {
      const saved = read("saved").includes(asked);
      save.textContent = saved ? "Saved" : "Save";
      save.setAttribute("aria-pressed", String(saved));
    };
    save.title = "Keep this search on the first page, in this browser only";
    save.hidden = false;
    save.addEventListener("click", () => {
      (read("saved").includes(asked) ? drop : put)("saved", asked);
      show();
    });
    addEventListener("pageshow", show);
    show();
  }

  // On the first page
  const place = document.querySelector("[data-kept]");
  if (!place) return;
  const button = (text, label, act) => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "plain-button";
    made.textContent = text;
    made.setAttribute("aria-label", label);
    made.addEventListener("click", () => { act(); list(); });
    return made;
  };
  const shelf = (kind, heading) => {
    const queries = read(kind);
    if (!queries.length) return [];
    const section = document.createElement("section");
    section.setAttribute("aria-label", heading);
    const title = document.createElement("h2");
    title.textContent = heading;
    const rows = document.createElement("ul");
    rows.className = "leaders";
    rows.append(...queries.map((query) => {
      const row = document.createElement("li");
      const link = document.createElement("a");
      link.href = `/search?q=${encodeURIComponent(query)}`;
      link.textContent = query;
      link.dir = "auto";
      const out = button("×", `Forget ${query}`, () => drop(kind, query));
      row.append(link, out);
      return row;
    }));
    section.append(title, rows, button("Forget all", `Forget all: ${heading}`, () => write(kind, [])));
    return [section];
  };
  const list = () => {
    const shelves = [...shelf("saved", "Saved searches"), ...shelf("recent", "Recent searches")];
    place.replaceChildren(...shelves);
    place.hidden = shelves.length === 0;
  };
  addEventListener("pageshow", list);
  list();
})();

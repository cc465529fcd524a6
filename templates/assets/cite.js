// Copying, and the tray: ticked passages are kept in this browser only. Without this file the boxes are a plain form.
(() => {
  const KEY = "minutebook-tray";
  const MOST = 100;
  const tray = document.getElementById("tray");
  if (!(tray instanceof HTMLFormElement)) return;
  const find = (selector) => tray.querySelector(selector);

  const read = () => {
    try {
      const kept = JSON.parse(localStorage.getItem(KEY) || "[]");
      return Array.isArray(kept) ? kept.filter((item) => item && typeof item.id === "string" && typeof item.text === "string").slice(0, MOST) : [];
    } catch {
      return [];
    }
  };
  let items = read();
  const write = () => {
    try { localStorage.setItem(KEY, JSON.stringify(items)); } catch { /* Kept for this page alone. */ }
  };
  const say = (text) => {
    find(".said").textContent = text;
    const shown = document.querySelector("[data-said]");
    if (shown) shown.textContent = text;
  };
  const count = () => `${items.length} ${items.length === 1 ? "passage" : "passages"} to cite`;

  const copy = async (text, done) => {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // Without https there is no clipboard.
      const area = document.createElement("textarea");
      area.value = text;
      document.body.append(area);
      area.select();
      const copied = document.execCommand("copy");
      area.remove();
      if (!copied) return say("The browser does not let a page copy; select the text and copy it.");
    }
    say(done);
  };

  // The passages of a report have anchors; each gets a box of its own.
  const report = document.querySelector(".record[data-report]");
  for (const anchor of report ? report.querySelectorAll(".entry:not(.former)[id^='e-']") : []) {
    const box = document.createElement("input");
    box.type = "checkbox";
    box.className = "tick";
    box.value = `${report.dataset.report}/${anchor.id.slice(2)}`;
    const block = anchor.parentElement;
    const words = (block ? block.textContent : "").trim().replace(/\s+/g, " ").slice(0, 120);
    box.dataset.text = words;
    box.title = "Add to the passages to cite";
    box.setAttribute("aria-label", `Cite: ${words.slice(0, 60)}`);
    anchor.before(box);
  }

  const boxes = [...document.querySelectorAll("input[name=id][form=tray], .record input.tick")];
  // The tray brings its own; a box on the page would come twice.
  for (const box of boxes) box.removeAttribute("form");
  const words = (box) => {
    if (box.dataset.text) return box.dataset.text;
    const around = box.closest("article, section");
    const text = around && around.querySelector(".snippet, .line");
    return (text ? text.innerText : box.value).trim().replace(/\s+/g, " ").slice(0, 120);
  };

  const keep = (kept, said) => {
    items = kept;
    write();
    show();
    say(said || `Taken out. ${count()}.`);
  };
  const remove = (id) => keep(items.filter((item) => item.id !== id));

  const show = () => {
    const ids = new Set(items.map((item) => item.id));
    for (const box of boxes) box.checked = ids.has(box.value);
    tray.classList.toggle("filled", items.length > 0);
    document.body.classList.toggle("with-tray", items.length > 0);
    find(".count").textContent = count();
    const list = find("ol");
    list.replaceChildren(...items.map((item) => {
      const row = document.createElement("li");
      const link = document.createElement("a");
      link.href = `/entry/${item.id.split("/").map(encodeURIComponent).join("/")}`;
      link.textContent = item.text || item.id;
      link.dir = "auto";
      const out = document.createElement("button");
      out.type = "button";
      out.textContent = "Take out";
      out.setAttribute("aria-label", `Take out: ${item.text}`);
      out.addEventListener("click", () => {
        remove(item.id);
        (find("ol button") || find(".list summary")).focus();
      });
      const id = document.createElement("input");
      id.type = "hidden";
      id.name = "id";
      id.value = item.id;
      row.append(link, " ", out, id);
      return row;
    }));
  };

  for (const box of boxes) {
    box.addEventListener("change", () => {
      items = read();
      if (!box.checked) return remove(box.value);
      if (items.length >= MOST) {
        box.checked = false;
        return say(`No more than ${MOST} passages can be cited at once.`);
      }
      keep([...items, { id: box.value, text: words(box) }], `Added. ${items.length + 1} to cite.`);
    });
  }
  find("[data-tray=clear]").addEventListener("click", () => keep([], "The tray is empty."));
  const cite = async (ids) => {
    const query = new URLSearchParams(ids.map((id) => ["id", id]));
    query.set("format", find("[data-tray=format]").value);
    try {
      const reply = await fetch(`/api/v1/cite?${query}`);
      if (!reply.ok) throw new Error(reply.statusText);
      const { text, missing } = await reply.json();
      const gone = missing.length ? ` ${missing.length} could not be found.` : "";
      await copy(text, `Copied ${ids.length - missing.length}.${gone}`);
    } catch {
      say("The citations could not be fetched; try again.");
    }
  };
  find("[data-tray=copy]").addEventListener("click", () => cite(items.map((item) => item.id)));
  // A key asks for one passage.
  const toast = document.getElementById("toast");
  document.addEventListener("minutebook:copy", async (event) => {
    await cite(event.detail);
    toast.textContent = find(".said").textContent;
    setTimeout(() => { toast.textContent = ""; }, 4000);
  });

  for (const button of document.querySelectorAll("[data-copy]")) {
    const area = document.getElementById(button.dataset.copy);
    if (!area) continue;
    button.hidden = false;
    button.addEventListener("click", () => copy(area.value, "Copied."));
  }
  for (const part of [find(".list"), find(".do"), find("[data-tray=clear]")]) part.hidden = false;
  // What is left out on the page of citations leaves the tray too.
  for (const link of document.querySelectorAll(".cited .without")) {
    link.addEventListener("click", () => remove(link.closest("li").dataset.id));
  }
  // Another window, or the page one comes back to, may have changed it.
  for (const event of ["storage", "pageshow"]) {
    addEventListener(event, () => {
      items = read();
      show();
    });
  }
  show();
})();

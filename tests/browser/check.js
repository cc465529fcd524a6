// What a page must keep so that it can be read by everybody; gives a list of what is wrong. The test runs it on each type of
// page, in each theme.
(() => {
  const wrong = [];
  const all = (selector) => [...document.querySelectorAll(selector)];
  const seen = (e) => e.checkVisibility({ visibilityProperty: true });
  const told = (e) => `${e.outerHTML.slice(0, 120).replace(/\s+/g, " ")}`;
  const expect = (holds, what, e) => { if (!holds) wrong.push(e ? `${what}: ${told(e)}` : what); };

  expect(document.documentElement.lang, "no language");
  expect(document.title.trim(), "no title");
  // What a report holds is as its writers set it: its headings and tables are theirs.
  const own = (selector) => all(selector).filter((e) => !e.closest(".record"));
  expect(own("h1").length === 1, `${own("h1").length} first headings`);
  for (const part of ["main", "body > header", "body > footer", "header nav"]) expect(all(part).length === 1, `not one ${part}`);
  const skip = document.querySelector("a.skip");
  expect(skip && document.querySelector(skip.getAttribute("href")), "the skip link leads nowhere");

  const ids = new Set();
  for (const e of all("[id]")) {
    expect(!ids.has(e.id), `twice the id ${e.id}`);
    ids.add(e.id);
  }
  const named = (e) => {
    const by = e.getAttribute("aria-labelledby");
    if (by) return by.split(/\s+/).map((id) => document.getElementById(id)?.textContent ?? "").join(" ").trim();
    return (e.getAttribute("aria-label") ?? "").trim();
  };
  const words = (e) => [...e.childNodes].map((n) => (n.nodeType === 3 ? n.data : n.nodeType === 1 && n.getAttribute("aria-hidden") !== "true" ? named(n) || words(n) : "")).join("").trim();
  for (const e of all("[aria-labelledby], [aria-controls], [for]")) {
    for (const id of ["aria-labelledby", "aria-controls", "for"].flatMap((a) => (e.getAttribute(a) ?? "").split(/\s+/)).filter(Boolean)) expect(document.getElementById(id), `nothing has the id ${id}`, e);
  }
  for (const e of all("a[href], button, summary")) expect(named(e) || words(e), "no name", e);
  for (const e of all("input:not([type=hidden]), select, textarea")) expect(named(e) || [...(e.labels ?? [])].some((label) => words(label)), "no label", e);
  for (const e of all("svg")) expect(e.getAttribute("aria-hidden") === "true" || named(e), "a picture without words", e);
  for (const e of all("img")) expect(e.hasAttribute("alt"), "a picture without words", e);
  for (const e of all("section")) expect(named(e) || e.querySelector(":scope > h2, :scope > h3"), "a part without a name", e);
  for (const e of all("nav, aside")) expect(named(e), "a part without a name", e);
  for (const e of all("a[href^='#']")) expect(document.getElementById(decodeURIComponent(e.hash.slice(1))), "a link to nowhere", e);
  for (const e of own("th")) expect(e.scope, "a heading of a table without its direction", e);
  for (const e of all("a a, a button, button a, label label")) expect(false, "one control in another", e);
  // What the standard says may stand where, as far as pages of ours could break it.
  for (const e of all("a:not([href])")) expect(false, "a link without an address", e);
  for (const e of all("time")) expect(/^\d{4}-\d\d-\d\d/.test(e.dateTime || e.textContent.trim()), "a time that programs cannot read", e);
  for (const e of all("ul > :not(li), ol > :not(li), dl > :not(div), dl > div > :not(dt, dd), tr > :not(th, td), select > :not(option), :is(span, a, em, strong, label, p, h1, h2, h3) :is(div, p, ul, ol, section, table)")) expect(false, "an element where it must not stand", e);

  // Targets of 24 pixels, or so far from others that a circle of that width touches none (WCAG 2.5.8); links within a sentence are let be.
  const targets = all("a[href], button, input:not([type=hidden]), select, summary").filter((e) => seen(e) && !e.closest(".sr, .skip")).map((e) => [e, (e.type === "checkbox" && e.closest("label") || e).getBoundingClientRect()]);
  const small = (box) => box.width < 24 || box.height < 24;
  const middle = (box) => [box.x + box.width / 2, box.y + box.height / 2];
  const inline = (e) => getComputedStyle(e).display === "inline" && [...e.parentElement.childNodes].some((n) => n.nodeType === 3 && n.data.trim());
  const near = (box, other) => {
    const [x, y] = middle(box);
    const away = (to) => Math.hypot(to[0] - x, to[1] - y);
    const edge = [Math.min(Math.max(x, other.left), other.right), Math.min(Math.max(y, other.top), other.bottom)];
    return away(edge) < 12 || small(other) && away(middle(other)) < 24;
  };
  for (const [e, box] of targets) {
    if (!small(box) || inline(e)) continue;
    const others = targets.filter(([other]) => other !== e && !other.contains(e) && !e.contains(other));
    expect(!others.some(([, other]) => near(box, other)), "too small beside another", e);
  }

  for (const e of all("[tabindex]")) expect(e.tabIndex <= 0, "an order of its own", e);

  let level = 0;
  for (const e of own("h1, h2, h3, h4, h5, h6")) {
    const next = Number(e.tagName[1]);
    expect(next <= level + 1, `from heading ${level} to ${next}`, e);
    level = next;
  }

  // Contrast, as it is painted: colours with an alpha are laid over what is behind them.
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const rgba = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data].map((part, i) => (i === 3 ? part / 255 : part));
  };
  const over = (top, under) => [0, 1, 2].map((i) => top[i] * top[3] + under[i] * (1 - top[3])).concat(1);
  const ground = (e) => {
    const layers = [];
    for (let at = e; at; at = at.parentElement) {
      layers.push(rgba(getComputedStyle(at).backgroundColor));
      if (layers.at(-1)[3] === 1) break;
    }
    return layers.reduceRight((under, top) => over(top, under), [255, 255, 255, 1]);
  };
  const light = (colour) => [0.2126, 0.7152, 0.0722].reduce((sum, weight, i) => {
    const part = colour[i] / 255;
    return sum + weight * (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
  }, 0);
  const against = (colour, behind) => {
    const [a, b] = [light(over(rgba(colour), behind)), light(behind)];
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  };
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const done = new Set();
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    const e = node.parentElement;
    if (!node.data.trim() || done.has(e) || e.closest(".sr, .skip, svg, script, dialog") || !seen(e)) continue;
    done.add(e);
    const ratio = against(getComputedStyle(e).color, ground(e));
    expect(ratio >= 4.5, `contrast ${ratio.toFixed(2)}`, e);
  }
  for (const e of all("[placeholder]").filter(seen)) {
    const ratio = against(getComputedStyle(e, "::placeholder").color, ground(e));
    expect(ratio >= 4.5, `contrast of what an empty field says ${ratio.toFixed(2)}`, e);
  }
  // What bounds a field or a button, and what a chart draws.
  for (const e of all(".box, select, textarea, .button, .range input, .find input").filter(seen)) {
    const ratio = against(getComputedStyle(e).borderTopColor, ground(e.parentElement));
    expect(ratio >= 3, `contrast of an edge ${ratio.toFixed(2)}`, e);
  }
  for (const e of all(".histogram rect")) {
    const ratio = against(getComputedStyle(e).fill, ground(e.closest("li")));
    expect(ratio >= 3, `contrast of a column ${ratio.toFixed(2)}`, e);
  }
  expect(done.size > 5, "hardly any text was looked at");
  return wrong;
})()

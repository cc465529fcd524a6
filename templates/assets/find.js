// Finds values of a long facet while typing, among those on the page; Enter looks among all of them, as it does without
// scripts.
(() => {
  const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
  for (const box of document.querySelectorAll(".find input[type=search]")) {
    const facet = box.closest(".facet");
    box.addEventListener("input", () => {
      const like = plain(box.value.trim());
      const rest = facet.querySelector(".rest");
      if (rest && like) rest.open = true;
      for (const item of facet.querySelectorAll("li")) {
        item.hidden = !!like && !item.querySelector(".chosen") && !plain(item.querySelector(".name").textContent).includes(like);
      }
    });
  }
})();

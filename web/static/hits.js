// Walk through the marked words of an article with n and p, and say where one is: 3/12.
const bar = document.querySelector("[data-hits]");
const marks = [...document.querySelectorAll("article mark[id]")];
if (bar && marks.length) {
  const position = bar.querySelector("[data-position]");
  let at = -1;
  if (matchMedia("(hover: hover)").matches) position.textContent = position.dataset.keys;

  const go = step => {
    at = (at + step + marks.length) % marks.length;
    history.replaceState(null, "", `#${marks[at].id}`);
    marks[at].scrollIntoView({ block: "center" });
    marks.forEach((mark, other) => mark.toggleAttribute("data-current", other === at));
    position.textContent = `${marks[at].id.slice(1)}/${bar.dataset.hits}`;
  };

  // In a long document the first hit may lie in another part; then the link leads there.
  const next = bar.querySelector("[data-next]");
  next.addEventListener("click", event => {
    if (next.search !== location.search) return;
    event.preventDefault();
    go(1);
  });
  document.addEventListener("keydown", event => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea")) return;
    if (event.key === "n") go(1);
    if (event.key === "p") go(at < 0 ? 0 : -1);
  });
}

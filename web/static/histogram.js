// Drag across the bars, or move with the arrow keys and extend with Shift, to choose a period.
// Without script each bar is a plain link.
for (const chart of document.querySelectorAll("[data-histogram]")) {
  const svg = chart.querySelector("svg");
  const bars = [...svg.querySelectorAll("a[data-first]")];
  if (bars.length < 2) continue;
  let anchor = -1, dragged = false;

  const show = (from, to) => bars.forEach((bar, at) =>
    bar.classList.toggle("chosen", from >= 0 && at >= Math.min(from, to) && at <= Math.max(from, to)));

  const open = (from, to) => {
    const address = new URL(bars[from].getAttribute("href"), location);
    address.searchParams.delete("on");
    address.searchParams.set("from", bars[Math.min(from, to)].dataset.first);
    address.searchParams.set("to", bars[Math.max(from, to)].dataset.last);
    location.assign(address);
  };

  const nearest = event => {
    const box = svg.getBoundingClientRect();
    const x = (event.clientX - box.left) / box.width * svg.viewBox.baseVal.width;
    let best = 0, distance = Infinity;
    bars.forEach((bar, at) => {
      const ground = bar.querySelector(".ground");
      const middle = ground.x.baseVal.value + ground.width.baseVal.value / 2;
      if (Math.abs(middle - x) < distance) [best, distance] = [at, Math.abs(middle - x)];
    });
    return best;
  };

  // One stop for Tab; the arrows move among the bars.
  bars.forEach((bar, at) => { bar.setAttribute("tabindex", at ? "-1" : "0"); bar.setAttribute("draggable", "false"); });

  svg.addEventListener("pointerdown", event => {
    if (event.button || event.pointerType === "touch") return;
    anchor = nearest(event); dragged = false;
    event.preventDefault();
  });
  addEventListener("pointermove", event => {
    if (anchor < 0) return;
    const at = nearest(event);
    if (at !== anchor) dragged = true;
    if (dragged) show(anchor, at);
  });
  addEventListener("pointerup", event => {
    if (anchor < 0) return;
    const from = anchor;
    anchor = -1;
    if (dragged) open(from, nearest(event)); else show(-1, -1);
  });
  svg.addEventListener("click", event => { if (dragged) { event.preventDefault(); dragged = false; } });

  svg.addEventListener("keydown", event => {
    const at = bars.indexOf(document.activeElement);
    if (at < 0) return;
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step) {
      const to = Math.max(0, Math.min(bars.length - 1, at + step));
      if (event.shiftKey) { if (anchor < 0) anchor = at; show(anchor, to); } else { anchor = -1; show(-1, -1); }
      bars[at].setAttribute("tabindex", "-1");
      bars[to].setAttribute("tabindex", "0");
      bars[to].focus();
      event.preventDefault();
    } else if (event.key === "Enter" && anchor >= 0 && anchor !== at) {
      open(anchor, at);
      event.preventDefault();
    } else if (event.key === "Escape") {
      anchor = -1; show(-1, -1);
    }
  });
}

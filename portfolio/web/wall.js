// The wall of a workshop: draws anew whenever somebody answers or the facilitator moves on.
"use strict";
(() => {
  const wall = document.getElementById("wall"), here = location.pathname;
  let told = null, drawing = false, again = false;

  async function draw() {
    if (drawing) { again = true; return; }
    drawing = true;
    try {
      const response = await fetch(here + "/trin" + location.search, { cache: "no-store" });
      if (response.status === 401) return location.reload();
      if (response.ok) { wall.innerHTML = await response.text(); tick(); }
    } catch { /* the line below asks again when the connection is back */ }
    drawing = false;
    if (again) { again = false; draw(); }
  }

  function tick() {
    const clock = document.getElementById("clock");
    if (!clock) return;
    const left = Math.round((new Date(clock.dataset.ends) - Date.now()) / 1000), past = Math.abs(left);
    clock.textContent = (left < 0 ? "+" : "") + Math.floor(past / 60) + ":" + String(past % 60).padStart(2, "0");
  }

  const line = new EventSource(here + "/foelg");
  line.onmessage = (event) => {
    if (told !== null && told !== event.data) draw();
    told = event.data;
  };
  setInterval(tick, 1000);
  tick();
})();

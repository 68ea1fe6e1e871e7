// The wall of a workshop: draws anew whenever somebody answers or the facilitator moves on, and
// says so when it cannot know whether what it shows is still true.
"use strict";
(() => {
  const wall = document.getElementById("wall"), away = document.getElementById("away");
  const here = location.pathname, LONG = 3000; // ms without the server before it is said
  let told = null, drawing = false, again = false, lost = null, ahead = 0;

  function isThere(there) {
    if (there) { clearTimeout(lost); lost = null; away.hidden = true; return; }
    lost ??= setTimeout(() => { away.hidden = false; }, LONG);
  }

  async function draw() {
    if (drawing) { again = true; return; }
    drawing = true;
    try {
      const response = await fetch(here + "/trin" + location.search, { cache: "no-store", signal: AbortSignal.timeout(8000) });
      if (response.status === 401) return location.reload();
      if (response.ok) { wall.innerHTML = await response.text(); wake(); }
      isThere(response.ok);
      if (!response.ok) setTimeout(draw, LONG);
    } catch { isThere(false); setTimeout(draw, LONG); }
    drawing = false;
    if (again) { again = false; draw(); }
  }

  /** The clock goes by the server's: a computer may be minutes off. */
  function wake() {
    const now = document.getElementById("clock")?.dataset.now;
    if (now) ahead = new Date(now) - Date.now();
    tick();
  }

  function tick() {
    const clock = document.getElementById("clock");
    if (!clock) return;
    const left = Math.round((new Date(clock.dataset.ends) - Date.now() - ahead) / 1000), past = Math.abs(left);
    const time = Math.floor(past / 60) + ":" + String(past % 60).padStart(2, "0");
    clock.textContent = left < 0 ? clock.dataset.over.replace("#", time) : time;
    clock.parentElement.classList.toggle("over", left < 0);
  }

  const line = new EventSource(here + "/foelg");
  line.onmessage = (event) => {
    isThere(true);
    if (told !== event.data) draw();
    told = event.data;
  };
  line.onerror = () => isThere(false);
  setInterval(tick, 1000);
  setInterval(draw, 20000); // a line that is dead may not say so
  wake();
})();

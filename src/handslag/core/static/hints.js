// Kind hints while one types: the form is looked at on its own address, and the answer is put below the field.
// Around the field: <div data-hints="id-of-the-place"> … </div>. Without this script the same is said on saving.
(() => {
  "use strict";
  const PAUSE = 700;
  for (const around of document.querySelectorAll("[data-hints]")) {
    const form = around.closest("form");
    const place = document.getElementById(around.dataset.hints);
    if (!form || !place) continue;
    let timer = 0;
    let asked = 0;
    let before = "";
    const look = async () => {
      const mine = ++asked;
      const sent = new FormData(form);
      for (const [name, value] of [...sent.entries()]) if (value instanceof File) sent.delete(name);
      sent.set("granska", around.dataset.hintsOf || "1");
      try {
        const address = form.getAttribute("action") || location.href;
        const answer = await fetch(address, {
          method: "POST", body: sent, headers: { "HX-Request": "true" }, redirect: "error", credentials: "same-origin",
        });
        const html = (await answer.text()).trim();
        if (!answer.ok || mine !== asked || html === before) return;
        before = html;
        place.innerHTML = html;
      } catch {
        // No connection: the hint comes on saving.
      }
    };
    const soon = () => {
      clearTimeout(timer);
      timer = setTimeout(look, PAUSE);
    };
    around.addEventListener("input", soon);
    form.addEventListener("change", (event) => {
      if (event.target instanceof HTMLSelectElement) soon();
    });
  }
})();

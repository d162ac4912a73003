/* Answers beside their evidence: a press on a source puts its number where one writes, and the form saves itself.
   An addition to a form with a button: without it numbers are written by hand and Spara keeps the text. */
(() => {
  "use strict";
  const form = document.querySelector("form[data-answers]");
  if (!form) return;
  const WAIT = 1500;
  let timer = 0, sending = false, again = false;

  const said = (field) => field.closest(".editor").querySelector("[data-said]");

  form.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-cites]");
    if (!link) return;
    const field = document.getElementById(link.dataset.cites);
    if (!field) return;
    event.preventDefault();
    const at = field.selectionEnd ?? field.value.length;
    const before = field.value.slice(0, at);
    const gap = before && !/\s$/.test(before) ? " " : "";
    field.setRangeText(`${gap}[${link.textContent.trim()}]`, at, at, "end");
    field.focus();
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });

  async function save() {
    if (sending) { again = true; return; }
    sending = true;
    const sent = new FormData(form);
    const typed = [...form.querySelectorAll("textarea")].filter((one) => one.dataset.touched);
    try {
      const answer = await fetch(form.action || location.href, {
        method: "POST", body: sent, headers: { "HX-Request": "true" }, redirect: "error", credentials: "same-origin",
      });
      if (!answer.ok) throw new Error(String(answer.status));
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (!page.querySelector("form[data-answers]")) throw new Error("not the form");
      page.querySelectorAll("[data-live]").forEach((fresh) => {
        const here = form.querySelector(`[data-live="${fresh.dataset.live}"]`);
        if (here) here.innerHTML = fresh.innerHTML;
      });
      typed.forEach((field) => {
        const fresh = page.getElementById(field.id);
        const crossed = fresh && fresh.closest(".editor").querySelector(".ds-alert");
        if (crossed || (fresh && fresh.getAttribute("aria-invalid"))) {
          said(field).textContent = "Inte sparat. Tryck Spara och läs varför.";
          return;
        }
        const mark = `sedd-${field.id.slice("svar-".length)}`;
        form.elements[mark].value = page.querySelector(`[name="${mark}"]`).value;
        delete field.dataset.touched;
        said(field).textContent = "Sparat";
      });
    } catch {
      typed.forEach((field) => { said(field).textContent = "Inte sparat än. Tryck Spara när du är uppkopplad och inloggad."; });
    }
    sending = false;
    if (again) { again = false; save(); }
  }

  form.addEventListener("input", (event) => {
    if (event.target.tagName !== "TEXTAREA") return;
    event.target.dataset.touched = "1";
    said(event.target).textContent = "";
    clearTimeout(timer);
    timer = setTimeout(save, WAIT);
  });
})();

/* Answers beside their evidence: a press on a source puts its number where one writes, and the form saves itself.
   An addition to a form with a button: without it numbers are written by hand and Spara keeps the text. */
(() => {
  "use strict";
  const form = document.querySelector("form[data-answers]");
  if (!form) return;
  const WAIT = 1500;
  const AWAY = "Inte sparat än. Texten står kvar här. Tryck Spara när du är uppkopplad och inloggad.";
  const fields = [...form.querySelectorAll("textarea")];
  const kept = new Map(); /* field → what the server is known to have */
  let timer = 0, sending = null, again = false, leaving = false;

  const keyOf = (field) => field.id.slice("svar-".length);
  const done = (field) => form.elements[`klart-${keyOf(field)}`];
  const mark = (field) => form.elements[`sedd-${keyOf(field)}`];
  const state = (field) => `${done(field).checked ? 1 : 0}${field.value.trim()}`;
  const isNew = (field) => state(field) !== kept.get(field);
  const say = (field, text) => { field.closest(".editor").querySelector("[data-said]").textContent = text; };
  const shown = (field) => !field.closest(".editor").querySelector(".ds-alert") && !field.getAttribute("aria-invalid");

  /* What is given back because it could not be kept waits for a press on Spara: null. */
  for (const field of fields) kept.set(field, shown(field) ? `${done(field).defaultChecked ? 1 : 0}${field.defaultValue.trim()}` : null);

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

  function take(page, field, sent) {
    const fresh = page.getElementById(field.id);
    const version = page.querySelector(`[name="sedd-${keyOf(field)}"]`);
    if (!fresh || !version) return;
    const fault = fresh.closest(".editor").querySelector(".ds-validation-message");
    if (fault) { say(field, `Inte sparat. ${fault.textContent}`); return; }
    if (fresh.closest(".editor").querySelector(".ds-alert")) {
      say(field, "Inte sparat. Någon annan har sparat ett svar medan du skrev. Tryck Spara och läs det.");
      return;
    }
    if (sent === kept.get(field)) { /* not written in here: what another has written is shown */
      if (isNew(field)) return;
      field.value = fresh.value;
      done(field).checked = page.querySelector(`[name="klart-${keyOf(field)}"]`).checked;
      kept.set(field, state(field));
    } else {
      kept.set(field, sent);
      say(field, isNew(field) ? "" : "Sparat");
    }
    mark(field).value = version.value;
  }

  async function send() {
    const sent = new Map(fields.map((field) => [field, state(field)]));
    let told = AWAY;
    try {
      const answer = await fetch(location.pathname, {
        method: "POST", body: new FormData(form), headers: { "HX-Request": "true" }, redirect: "error",
        credentials: "same-origin", keepalive: document.hidden,
      });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      if (!answer.ok) {
        const why = page.querySelector("main .lead");
        if (why) told = `Inte sparat. ${why.textContent}`;
        throw new Error(String(answer.status));
      }
      if (!page.querySelector("form[data-answers]")) throw new Error("not the form");
      page.querySelectorAll("[data-live]").forEach((fresh) => {
        const here = form.querySelector(`[data-live="${fresh.dataset.live}"]`);
        if (here) here.innerHTML = fresh.innerHTML;
      });
      fields.forEach((field) => take(page, field, sent.get(field)));
    } catch {
      fields.filter(isNew).forEach((field) => say(field, told));
    }
  }

  function save() {
    clearTimeout(timer);
    if (sending) { again = true; return; }
    if (!fields.some(isNew) || fields.some((field) => kept.get(field) === null)) return;
    sending = send().finally(() => {
      sending = null;
      if (again) { again = false; save(); }
    });
  }

  form.addEventListener("input", (event) => {
    const editor = event.target.closest(".editor");
    if (!editor) return;
    editor.querySelector("[data-said]").textContent = "";
    clearTimeout(timer);
    timer = setTimeout(save, WAIT);
  });

  /* Spara waits for what is on its way: else the writer would be told that somebody else had saved. */
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    if (!navigator.onLine) {
      event.preventDefault();
      fields.filter(isNew).forEach((field) => say(field, AWAY));
      return;
    }
    if (!sending) { leaving = true; return; }
    event.preventDefault();
    again = false;
    sending.finally(() => { leaving = true; form.requestSubmit(event.submitter); });
  });

  addEventListener("online", save);
  document.addEventListener("visibilitychange", () => { if (document.hidden) save(); });
  addEventListener("pageshow", () => { leaving = false; });
  addEventListener("beforeunload", (event) => {
    if (!leaving && fields.some(isNew)) event.preventDefault();
  });
})();

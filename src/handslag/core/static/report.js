/* A form that saves itself: an addition to one with a button. What is not saved yet is kept in the browser, and sent
   when the line, the session or the page is back. The answer is the form again; only what says how things stand is
   taken from it, never a field somebody may be writing in. */
(() => {
  "use strict";
  const form = document.querySelector("form[data-saves-itself]");
  if (!form) return;
  const WAIT = 900, AGAIN = 4000, WEEK = 7 * 24 * 3600 * 1000;
  const KEPT = /^(lage|nytt|hinder|steg|underlag)-\d+$|^meddelande$/;
  const FILE = /^fil-\d+$/;
  const store = `handslag:${form.dataset.savesItself}:${location.pathname}`;
  const said = document.getElementById("sparat");
  let timer = 0, sending = false, waiting = false, leaving = false;

  form.querySelectorAll("[data-without-script]").forEach((button) => { button.hidden = true; });

  const lineOf = (name) => (name === "meddelande" ? "0" : name.split("-")[1]);
  const seenOf = (line) => form.elements[`sedd-${line}`];
  const fields = () => [...form.elements].filter((one) => KEPT.test(one.name) && one.type !== "hidden");
  const chosen = (place) => [...place.querySelectorAll("input[type=file]")].filter((one) => one.files.length);
  const say = (text) => { said.textContent = text; };
  const shown = new Map(fields().map((one) => [one.name, one.value]));

  function read() {
    try {
      const kept = JSON.parse(localStorage.getItem(store) || "null");
      return kept && Date.now() - kept.at < WEEK ? kept : null;
    } catch {
      return null;
    }
  }
  function keep(sent) {
    const lines = {};
    fields().filter((one) => one.value !== shown.get(one.name)).forEach((one) => {
      const line = lineOf(one.name);
      (lines[line] ||= { seen: seenOf(line)?.value, values: {} }).values[one.name] = one.value;
    });
    try {
      if (Object.keys(lines).length) localStorage.setItem(store, JSON.stringify({ at: Date.now(), sent, lines }));
      else localStorage.removeItem(store);
    } catch { /* a browser that keeps nothing still sends */ }
  }

  /* What was written before the line, the session or the page was lost comes back, with the mark it was written on. */
  function restore() {
    const kept = read();
    if (!kept) return;
    let back = false;
    Object.entries(kept.lines).forEach(([line, { seen, values }]) => {
      const mark = seenOf(line);
      if (!mark || (kept.sent && mark.value !== seen)) return;
      Object.entries(values).forEach(([name, value]) => {
        const field = form.elements[name];
        if (!field || field.type === "hidden" || field.value === value) return;
        field.value = value;
        mark.value = seen;
        back = true;
      });
    });
    if (back) {
      say("Det du skrev är tillbaka. Det sparas nu.");
      later(0);
    } else {
      localStorage.removeItem(store);
    }
  }

  function refresh(here, fresh) {
    if (here.innerHTML === fresh.innerHTML) return;
    const held = here.contains(document.activeElement) ? document.activeElement : null;
    const name = held && held.name, value = held && held.value;
    here.innerHTML = fresh.innerHTML;
    if (name) here.querySelector(`[name="${name}"][value="${value}"]`)?.focus();
  }

  /* A line nobody is writing in is shown as it stands now. In one that is being written in, the fields stay; and when
     another has changed it meanwhile its mark stays too, so that the two texts meet when it is saved. */
  function takeRow(row, fresh) {
    const own = [...row.querySelectorAll("[name]")].filter((one) => KEPT.test(one.name));
    const touched = chosen(row).length || own.some((one) => one.type !== "hidden" && one.value !== shown.get(one.name));
    if (!touched && !row.contains(document.activeElement)) {
      const open = row.querySelector("details")?.open;
      row.innerHTML = fresh.innerHTML;
      if (open) row.querySelector("details")?.setAttribute("open", "");
      [...row.querySelectorAll("[name]")].forEach((one) => { if (KEPT.test(one.name)) shown.set(one.name, one.value); });
    } else {
      const mark = row.querySelector("[name^=sedd-]").value;
      const same = own.every((one) => {
        const there = fresh.querySelector(`[name="${one.name}"]`);
        return there && there.value === one.value && there.type === one.type;
      });
      row.querySelectorAll("[data-fresh]").forEach((one) => refresh(one, fresh.querySelector(`#${one.id}`)));
      if (!same) row.querySelector("[name^=sedd-]").value = mark;
    }
    row.toggleAttribute("data-done", fresh.hasAttribute("data-done"));
  }

  function take(page, before) {
    const unsaved = new Set([...page.querySelectorAll("[role=group], [data-fresh] .ds-validation-message")].map(
      (one) => one.closest("[data-fresh]").id.replace("om-", "")));
    before.forEach((value, name) => { if (!unsaved.has(lineOf(name))) shown.set(name, value); });
    page.querySelectorAll("tr[id]").forEach((fresh) => {
      const row = document.getElementById(fresh.id);
      if (row) takeRow(row, fresh);
    });
    page.querySelectorAll("[data-fresh]").forEach((fresh) => {
      const here = document.getElementById(fresh.id);
      if (!here || here.closest("tr")) return;
      const mark = seenOf("0").value;
      refresh(here, fresh);
      const there = page.querySelector("[name=meddelande]");
      if (fresh.id === "om-0" && there.value !== form.elements.meddelande.value) seenOf("0").value = mark;
    });
  }

  const isLogin = (answer) => new URL(answer.url).pathname.startsWith("/logga-in/");

  /* Whoever has logged in anew in another window has another token. */
  async function newToken() {
    const answer = await fetch(location.href);
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const found = page.querySelector("[name=csrfmiddlewaretoken]");
    if (found) form.elements.csrfmiddlewaretoken.value = found.value;
    return Boolean(found);
  }

  async function save(first = true) {
    const before = new Map(fields().map((one) => [one.name, one.value]));
    const files = chosen(form).map((one) => [one, one.files[0]]);
    const sent = new FormData(form);
    form.querySelectorAll("input[type=file]").forEach((one) => { if (!one.files.length) sent.delete(one.name); });
    const body = files.length ? sent : new URLSearchParams(sent);
    const answer = await fetch(form.action, { method: "POST", body, headers: { "HX-Request": "true" } });
    if (isLogin(answer)) return signIn();
    if (answer.status === 403 && first && (await newToken())) return save(false);
    if (answer.status >= 500) throw new Error(String(answer.status));
    if (!answer.ok) return say("Det gick inte att spara. Läs in sidan igen: det du har skrivit finns kvar.");
    files.forEach(([one, file]) => { if (one.files[0] === file) one.value = ""; });
    take(new DOMParser().parseFromString(await answer.text(), "text/html"), before);
    return keep(false);
  }

  function signIn() {
    said.replaceChildren("Inte sparat än. Du har loggats ut. ");
    const way = document.createElement("a");
    way.className = "ds-link";
    way.href = `/logga-in/?next=${encodeURIComponent(location.pathname)}`;
    way.textContent = "Logga in igen: texten finns kvar.";
    said.append(way);
  }

  async function send() {
    if (leaving) return;
    if (sending) {
      waiting = true;
      return;
    }
    sending = true;
    try {
      await save();
    } catch {
      say("Inte sparat än. Vi försöker igen.");
      later(AGAIN);
    } finally {
      sending = false;
    }
    if (waiting) {
      waiting = false;
      later(0);
    }
  }
  function later(wait) {
    clearTimeout(timer);
    timer = setTimeout(send, wait);
  }

  form.addEventListener("input", (event) => {
    const isFile = FILE.test(event.target.name);
    if (!isFile && !KEPT.test(event.target.name)) return;
    keep(false);
    say("Sparar …");
    later(isFile ? 0 : WAIT);
  });
  form.addEventListener("submit", () => {
    leaving = true;
    clearTimeout(timer);
    keep(true);
  });
  window.addEventListener("pageshow", () => { leaving = false; });
  window.addEventListener("online", () => { if (read()) later(0); });
  restore();
})();

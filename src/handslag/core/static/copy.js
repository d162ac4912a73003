/* A button beside a text that can be copied: an addition to a text area in which it can be marked by hand. */
(() => {
  "use strict";
  document.querySelectorAll("button[data-copies]").forEach((button) => {
    const text = document.getElementById(button.dataset.copies);
    if (!text) return;
    button.hidden = false;
    button.addEventListener("click", async () => {
      text.select();
      try {
        await navigator.clipboard.writeText(text.value);
      } catch {
        document.execCommand("copy");
      }
      const said = button.parentElement.querySelector("[role=status]");
      if (said) said.textContent = "Kopierat";
    });
  });
})();

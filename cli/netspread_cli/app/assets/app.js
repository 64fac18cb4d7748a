"use strict";
/* What the pages of the app do by themselves. All of them work without this, but for dropping files. */

/* Files are dropped on the form as if they had been chosen; what is too much is told before it is sent. */
for (const form of document.querySelectorAll("form.drop")) {
  const input = form.querySelector("input[type=file]"), problem = form.querySelector(".problem");
  const over = (on) => (event) => { event.preventDefault(); form.classList.toggle("over", on); };
  const fits = () => {
    const files = [...input.files], bytes = files.reduce((sum, file) => sum + file.size, 0);
    const said = files.length > Number(form.dataset.mostFiles) ? form.dataset.tooMany
      : bytes > Number(form.dataset.mostBytes) ? form.dataset.tooLarge : "";
    problem.textContent = said;
    problem.hidden = !said;
    return !said;
  };
  form.addEventListener("dragover", over(true));
  form.addEventListener("dragleave", over(false));
  form.addEventListener("drop", (event) => {
    over(false)(event);
    if (!event.dataTransfer.files.length) return;
    input.files = event.dataTransfer.files;
    if (fits()) form.requestSubmit();
  });
  input.addEventListener("change", fits);
  form.addEventListener("submit", (event) => { if (!fits()) { event.preventDefault(); event.stopImmediatePropagation(); } });
}
/* A file that misses the form must not replace the page. */
for (const name of ["dragover", "drop"]) addEventListener(name, (event) => event.preventDefault());

/* A button that was pressed says what goes on, and is not pressed twice. */
for (const form of document.querySelectorAll("form")) {
  form.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (!button?.dataset.busy) return;
    button.textContent = button.dataset.busy;
    setTimeout(() => { button.disabled = true; });
  });
}
/* Coming back to a page, it is as it was. */
addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });

/* The page of the work looks again and again how far it is, and goes on when it is done. */
const progress = document.getElementById("progress");
async function look() {
  let shown = progress;
  try {
    const answer = await fetch(location.pathname, { redirect: "follow" });
    if (answer.redirected) { location.replace(answer.url); return; }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    shown = page.getElementById("progress");
    if (!shown || shown.dataset.over) { location.reload(); return; }
    for (const part of ["how", "left", "list"]) {
      const [old, fresh] = [progress, shown].map((where) => where.querySelector(`.${part}`));
      if (old.innerHTML !== fresh.innerHTML) old.innerHTML = fresh.innerHTML;
    }
    progress.querySelector("progress").value = shown.querySelector("progress").value;
  } catch { progress.querySelector(".left").textContent = progress.dataset.gone; }
  setTimeout(look, 700);
}
if (progress && !progress.dataset.over) setTimeout(look, 700);

/* Choosing "somebody else" is writing a name, and the other way round. */
for (const field of document.querySelectorAll(".review .other input:not([type=radio])")) {
  field.addEventListener("input", () => { field.closest(".other").querySelector("[type=radio]").checked = true; });
}

// The editor of an opening, which htmx sends while somebody writes: what is not kept is said, and not left without a word.
// Listens on the document, once: the answer to a form with errors brings the page, and this script, anew.
if (!window.talentbridgeEditor) {
  window.talentbridgeEditor = true;
  let unsaved = false;
  let retried = false;
  const editor = () => document.getElementById("editor");

  const say = (words) => {
    const line = document.getElementById("kept");
    line.textContent = words;
    line.classList.add("field__error");
    line.removeAttribute("data-kept");
    unsaved = true;
  };

  // A new log-in brings a new token: fetched with the page, and what is written is sent once more.
  const renewToken = async () => {
    const answer = await fetch(editor().dataset.address, { redirect: "error" }).catch(() => null);
    if (!answer || !answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const token = page.querySelector('#editor input[name="csrfmiddlewaretoken"]');
    if (!token || retried) return;
    retried = true;
    editor().querySelector('input[name="csrfmiddlewaretoken"]').value = token.value;
    editor().dispatchEvent(new Event("change", { bubbles: true }));
  };

  document.addEventListener("input", (event) => { if (event.target.closest("#editor")) unsaved = true; });
  document.addEventListener("opening-saved", () => { unsaved = retried = false; });
  for (const failure of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
    document.addEventListener(failure, (event) => {
      if (event.target !== editor()) return;
      say(editor().dataset.failed);
      renewToken();
    });
  }
  document.addEventListener("htmx:beforeOnLoad", (event) => {
    const form = editor();
    if (event.target !== form) return;
    const { xhr } = event.detail;
    if (xhr.getResponseHeader("HX-Redirect")) unsaved = false;
    // Led elsewhere – to the log-in, or to the state of an opening that is no draft any more: nothing was kept.
    if (xhr.responseURL && new URL(xhr.responseURL).pathname !== form.dataset.address) {
      event.preventDefault();
      say(form.dataset.gone);
      renewToken();
    }
  });
  window.addEventListener("beforeunload", (event) => { if (unsaved && editor()) event.preventDefault(); });
}

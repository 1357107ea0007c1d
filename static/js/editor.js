// The editor of an opening, which htmx sends while somebody writes: what is not kept is said, and not left without a word.
const form = document.getElementById("editor");
let unsaved = false;

function say(words) {
  const line = document.getElementById("kept");
  line.textContent = words;
  line.classList.add("field__error");
}

// A new log-in brings a new token: fetched with the page, so that Save works again where one is logged in meanwhile.
async function renewToken() {
  const answer = await fetch(form.action || location.href, { redirect: "error" }).catch(() => null);
  if (!answer || !answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const token = page.querySelector('#editor input[name="csrfmiddlewaretoken"]');
  if (token) form.querySelector('input[name="csrfmiddlewaretoken"]').value = token.value;
}

if (form) {
  form.addEventListener("input", () => { unsaved = true; });
  form.addEventListener("submit", () => { unsaved = false; });
  document.body.addEventListener("opening-saved", () => { unsaved = false; });
  for (const failure of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
    form.addEventListener(failure, (event) => {
      if (event.target !== form) return;
      unsaved = true;
      say(form.dataset.failed);
      renewToken();
    });
  }
  // Led elsewhere – to the log-in, or to the state of an opening that is no draft any more: nothing was kept.
  form.addEventListener("htmx:beforeSwap", (event) => {
    const { xhr } = event.detail;
    if (event.target !== form && event.detail.target.id !== "saved") return;
    if (!xhr.responseURL || new URL(xhr.responseURL).pathname === new URL(form.dataset.address, location.href).pathname) return;
    event.detail.shouldSwap = false;
    unsaved = true;
    say(form.dataset.gone);
  });
  window.addEventListener("beforeunload", (event) => { if (unsaved) event.preventDefault(); });
}

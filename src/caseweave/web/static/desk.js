// The desk's own script: keys, pending calls, dropping files, and a word when the desk is gone.
// Everything here has a form or a link that does the same without it.
"use strict";
(() => {
  const one = (what, from = document) => from.querySelector(what);
  const all = (what, from = document) => [...from.querySelectorAll(what)];
  const say = (words) => { one("#said").textContent = words; };
  const KEYS_OFF = "caseweave.keys.off";
  const listening = () => localStorage.getItem(KEYS_OFF) === null;

  document.documentElement.classList.add("js");

  // What j and k walk over: rows of a list, claims of a case, notes of a report.
  const stops = () => all("[data-row], .acc[data-claim], .note[data-claim]").filter((e) => e.getClientRects().length);
  let at = -1;
  const here = () => stops()[at];
  function go(step) {
    const every = stops();
    if (!every.length) return;
    every[at]?.classList.remove("at");
    const focused = every.findIndex((e) => e.contains(document.activeElement));
    if (at < 0 && focused >= 0) at = focused;
    at = Math.min(Math.max(at + step, 0), every.length - 1);
    const now = every[at];
    now.classList.add("at");
    now.scrollIntoView({ block: "nearest" });
    (one("a", now) || now).focus({ preventScroll: true });
  }

  // Pending calls: the radios of the form are the state; this only shows it.
  const form = one("[data-calls]");
  function pending() {
    const marked = form ? all(".call input:checked", form).filter((i) => i.value) : [];
    all(".acc", form || document).forEach((e) => {
      const value = one(".call input:checked", e)?.value;
      e.classList.toggle("will-accept", value === "accept");
      e.classList.toggle("will-reject", value === "reject");
    });
    const count = one("[data-count]");
    if (count) count.textContent = marked.length ? `${marked.length} ${marked.length === 1 ? "call" : "calls"}` : "";
    one("[data-callbar]")?.classList.toggle("some", marked.length > 0);
    return marked.length;
  }
  function call(value) {
    const input = here() && one(`.call input[value="${value}"]`, here());
    if (!input) return;
    input.checked = true;
    const count = pending();
    say(`${value || "left as it is"}; ${count} pending`);
  }
  if (form) {
    form.addEventListener("change", pending);
    // Calls that were marked and not recorded are not lost by leaving in haste.
    let sent = false;
    form.addEventListener("submit", () => { sent = true; });
    addEventListener("beforeunload", (e) => { if (!sent && pending()) e.preventDefault(); });
    pending();
  }

  const follow = (what) => { const link = one(what); if (link) link.click(); return Boolean(link); };
  const open = () => { const link = here() && one("a[data-open], a", here()); if (link) link.click(); };
  const pane = (what) => {
    const shown = one("#pane [data-pane-claim]")?.dataset.paneClaim;
    const mine = here()?.dataset.claim;
    if (mine && mine !== shown) { open(); document.body.addEventListener("htmx:afterSettle", () => one(what)?.focus(), { once: true }); return; }
    one(what)?.focus();
  };
  let g = false;
  const GO = { c: "/", r: "/reports", s: "/sources", d: "/decisions", b: "/bring-in" };
  const KEYS = {
    j: () => go(1), n: () => go(1), k: () => go(-1), p: () => go(-1), o: open,
    a: () => call("accept"), r: () => call("reject"), x: () => call(""),
    c: () => pane("#pane [name=value]"), w: () => pane("#pane [value=withhold], #pane [value=release]"),
    u: () => follow("[data-undo] button") || one("[data-undo]")?.requestSubmit?.(),
    "/": () => one("#find")?.focus(), "?": () => follow("[data-keys]"),
    "[": () => follow("a[rel=prev]"), "]": () => follow("a[rel=next]"),
  };
  addEventListener("keydown", (e) => {
    const field = e.target.closest("input:not([type=radio],[type=checkbox]), textarea, select");
    if (e.key === "Escape" && field) { field.blur(); return; }
    if (e.key === "Enter" && (e.ctrlKey || e.metaKey) && form) { form.requestSubmit(); return; }
    if (field || e.ctrlKey || e.metaKey || e.altKey || !listening()) return;
    if (g && GO[e.key]) { location.assign(GO[e.key]); return; }
    g = e.key === "g";
    if (/^[1-9]$/.test(e.key)) { all(".tabs a")[Number(e.key) - 1]?.click(); return; }
    if (KEYS[e.key]) { e.preventDefault(); KEYS[e.key](); }
  });

  const toggle = one("[data-keys-switch]");
  if (toggle) {
    toggle.checked = listening();
    toggle.addEventListener("change", () => toggle.checked ? localStorage.removeItem(KEYS_OFF) : localStorage.setItem(KEYS_OFF, "1"));
  }

  // The evidence pane: which claim is shown, and its page in the address bar.
  addEventListener("click", (e) => {
    const link = e.target.closest("[data-open]");
    if (!link) return;
    all(".acc.open").forEach((x) => x.classList.remove("open"));
    link.closest(".acc")?.classList.add("open");
    at = stops().indexOf(link.closest(".acc"));
  });

  // In the reader a mark and its note point at each other.
  addEventListener("click", (e) => {
    const mark = e.target.closest("mark[data-claims]");
    if (!mark) return;
    const note = document.getElementById(`n-${mark.dataset.claims.split(" ")[0]}`);
    all(".note.focus, mark.focus").forEach((x) => x.classList.remove("focus"));
    mark.classList.add("focus");
    note?.classList.add("focus");
    note?.scrollIntoView({ block: "nearest" });
    at = stops().indexOf(note);
  });

  // Dropping files and folders.
  const drop = one("[data-drop]");
  if (drop) {
    const input = one("#file", drop);
    const chosen = () => {
      const count = all("input[type=file]", drop).reduce((n, i) => n + i.files.length, 0);
      one("[data-chosen]", drop).textContent = count ? `${count} ${count === 1 ? "file" : "files"} chosen` : "";
    };
    drop.addEventListener("change", chosen);
    ["dragenter", "dragover"].forEach((k) => drop.addEventListener(k, (e) => { e.preventDefault(); drop.classList.add("over"); }));
    ["dragleave", "drop"].forEach((k) => drop.addEventListener(k, () => drop.classList.remove("over")));
    drop.addEventListener("drop", async (e) => {
      e.preventDefault();
      const files = await dropped(e.dataTransfer);
      const held = new DataTransfer();
      files.forEach((f) => held.items.add(f));
      input.files = held.files;
      chosen();
      if (files.length) drop.requestSubmit();
    });
    addEventListener("dragover", (e) => e.preventDefault());
    addEventListener("drop", (e) => e.preventDefault());
  }
  async function dropped(transfer) {
    const entries = [...transfer.items].map((i) => i.webkitGetAsEntry?.()).filter(Boolean);
    if (!entries.length) return [...transfer.files];
    const files = [];
    const walk = async (entry) => {
      if (entry.isFile) files.push(await new Promise((ok, no) => entry.file(ok, no)));
      else {
        const reader = entry.createReader();
        for (let some = true; some;) {
          const batch = await new Promise((ok, no) => reader.readEntries(ok, no));
          for (const child of batch) await walk(child);
          some = batch.length > 0;
        }
      }
    };
    for (const entry of entries) await walk(entry);
    return files;
  }

  // The desk is gone: say so, and keep what was marked.
  const gone = (yes) => { one("#offline").hidden = !yes; };
  document.body.addEventListener("htmx:sendError", () => gone(true));
  document.body.addEventListener("htmx:afterRequest", (e) => { if (e.detail.successful) gone(false); });
  if (one("[data-calls]")) setInterval(() => { fetch("/static/mark.svg", { cache: "no-store" }).then(() => gone(false), () => gone(true)); }, 15000);
})();

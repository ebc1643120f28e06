// The Import pages: files and folders are dropped and sent with progress; a job under way is watched; ticks are counted.

const units = (bytes) => (!bytes ? "empty" : bytes < 1e6 ? `${Math.max(1, Math.round(bytes / 1e3))} kB` : `${(bytes / 1e6).toFixed(1)} MB`);
const number = (value) => value.toLocaleString("en");

function tell(form, message) {
  const place = form.querySelector("[data-problem]");
  place.textContent = message;
  place.hidden = !message;
}

function makeUpload(form) {
  if (!form) return;
  const picked = [];
  const drop = form.querySelector("[data-drop]");
  const input = form.querySelector("input[type=file]");
  form.querySelector("[data-with-script]").hidden = false;
  input.addEventListener("change", () => {
    add(form, picked, [...input.files].map((file) => ({ file, path: file.webkitRelativePath || file.name })));
  });
  for (const name of ["dragenter", "dragover"]) {
    drop.addEventListener(name, (event) => { event.preventDefault(); drop.classList.add("over"); });
  }
  drop.addEventListener("dragleave", () => drop.classList.remove("over"));
  drop.addEventListener("drop", async (event) => {
    event.preventDefault();
    drop.classList.remove("over");
    try {
      add(form, picked, await dropped(event.dataTransfer));
    } catch (unread) {
      tell(form, `${unread.message} cannot be read, so nothing that was dropped with it was taken. Leave it out or make it readable, then drop again.`);
    }
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    send(form, picked);
  });
}

// A file chosen twice under one name counts once, the later one.
function add(form, picked, files) {
  for (const one of files) {
    const at = picked.findIndex((known) => known.path === one.path);
    if (at < 0) picked.push(one); else picked[at] = one;
  }
  form.querySelector("input[type=file]").required = !picked.length;
  list(form, picked);
  tell(form, tooMuch(form, picked));
}

function list(form, picked) {
  const place = form.querySelector("[data-chosen]");
  const lines = picked.slice(0, 100).map((one) => line(one.path, units(one.file.size)));
  if (picked.length > 100) lines.push(line(`and ${number(picked.length - 100)} more`, ""));
  place.replaceChildren(...lines);
  place.hidden = !picked.length;
}

function line(name, note) {
  const item = document.createElement("li");
  const words = document.createElement("b");
  const after = document.createElement("span");
  words.dir = "auto";
  words.textContent = name;
  after.textContent = note;
  item.append(words, after);
  return item;
}

function tooMuch(form, picked) {
  const bytes = picked.reduce((sum, one) => sum + one.file.size, 0);
  const [files, most] = [Number(form.dataset.mostFiles), Number(form.dataset.mostBytes)];
  if (picked.length > files) return `${number(picked.length)} files are too many: at most ${number(files)} at once. Put them into one .zip.`;
  if (bytes > most) return `${units(bytes)} are too much: at most ${units(most)} at once. Send them in parts, or packed into a .zip.`;
  return "";
}

async function dropped(transfer) {
  const entries = [...transfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
  if (!entries.length) return [...transfer.files].map((file) => ({ file, path: file.name }));
  return (await Promise.all(entries.map((entry) => below(entry)))).flat();
}

// Asks the browser for what an entry holds; where it cannot be read, the error names it.
function read(entry, ask) {
  return new Promise((done, failed) => ask(done, () => failed(new Error(entry.fullPath.replace(/^\//, "")))));
}

async function below(entry) {
  if (entry.name.startsWith(".")) return [];
  if (entry.isFile) {
    const file = await read(entry, (done, failed) => entry.file(done, failed));
    return [{ file, path: entry.fullPath.replace(/^\//, "") }];
  }
  const reader = entry.createReader();
  const inside = [];
  for (;;) {
    const some = await read(entry, (done, failed) => reader.readEntries(done, failed));
    if (!some.length) break;
    inside.push(...some);
  }
  return (await Promise.all(inside.map((one) => below(one)))).flat();
}

function send(form, picked) {
  const problem = tooMuch(form, picked) || (picked.length ? "" : "No file was chosen.");
  tell(form, problem);
  if (problem) return;
  const body = new FormData(form);
  body.delete("files");
  for (const one of picked) body.append("files", one.file, one.path);
  const place = form.querySelector("[data-sending]");
  const button = form.querySelector("button.primary");
  const request = new XMLHttpRequest();
  const fail = (message) => { tell(form, message); place.hidden = true; button.disabled = false; };
  request.upload.addEventListener("progress", (event) => sent(place, event));
  request.addEventListener("load", () => arrived(request, fail));
  request.addEventListener("error", () => fail("Good Offices does not answer, or a file changed or went away. See whether it still runs, then send again."));
  button.disabled = true;
  place.hidden = false;
  request.open("POST", form.action);
  request.responseType = "document";
  request.send(body);
}

function sent(place, event) {
  if (!event.lengthComputable) return;
  place.querySelector("progress").value = event.loaded / event.total;
  place.querySelector("[data-sent]").textContent = event.loaded < event.total ? `${units(event.loaded)} of ${units(event.total)} sent` : "Sent; being unpacked";
}

function arrived(request, fail) {
  if (request.status < 300) location.assign(request.responseURL);
  else fail(request.response?.querySelector(".lead")?.textContent || `The upload was refused (${request.status}).`);
}

function watch(place) {
  if (!place) return;
  const bar = place.querySelector("progress");
  const words = place.querySelector("[data-progress]");
  const look = async () => {
    try {
      const answer = await fetch(`${place.dataset.job}?part=progress`);
      const told = await answer.json();
      if (!answer.ok || told.state !== place.dataset.state || told.problem) return location.reload();
      show(bar, words, told.progress);
    } catch {
      words.textContent = "Good Offices does not answer. Once it runs again, this goes on.";
    }
    return setTimeout(look, 1000);
  };
  setTimeout(look, 300);
}

function show(bar, words, { file, done, total }) {
  if (total) { bar.max = total; bar.value = done; }
  if (done) words.textContent = `${number(done)}${total ? ` of ${number(total)}` : ""} done${file ? `, now ${file}` : ""}`;
}

// What was ticked and typed is kept after each change: a reload, or a restart of the app, finds it as it was.
function makeDraft(form) {
  if (!form) return () => {};
  const place = form.querySelector("[data-unkept]");
  const say = (words) => { place.textContent = words; place.hidden = !words; };
  let [sending, changed, gone] = [false, false, false];
  const keep = async () => {
    changed = true;
    if (sending || gone) return;
    sending = true;
    while (changed && !gone) {
      changed = false;
      say(await put(form));
    }
    sending = false;
  };
  form.addEventListener("submit", () => { gone = true; });
  // Before the next page is asked for, not once it is there; a phone that puts the page away says only the latter.
  for (const name of ["beforeunload", "pagehide"]) {
    window.addEventListener(name, () => { if (changed && !gone) put(form); changed = false; });
  }
  window.addEventListener("pageshow", () => { gone = false; });
  for (const field of form.elements) field.addEventListener("change", keep);
  return keep;
}

// The browser ends what is larger with the page; nothing else needs to outlast it.
const OUTLASTS = 60_000;

async function put(form) {
  const body = new URLSearchParams(new FormData(form)).toString();
  const headers = { "Content-Type": "application/x-www-form-urlencoded" };
  try {
    const answer = await fetch(form.dataset.decide, { method: "POST", body, headers, keepalive: body.length < OUTLASTS });
    return answer.ok ? "" : "What you ticked and typed is not kept: load this page again.";
  } catch {
    return "Good Offices does not answer, so what you ticked and typed is not kept yet. See whether it still runs.";
  }
}

function makeTicks(form, keep) {
  const place = form?.querySelector("[data-ticks]");
  if (!place) return;
  const boxes = [...form.querySelectorAll("input[name=tick]")];
  const count = () => {
    const ticked = boxes.filter((box) => box.checked).length;
    place.querySelector("[data-count]").textContent = `${number(ticked)} of ${number(boxes.length)} facts are ticked`;
  };
  const wanted = { all: () => true, none: () => false, proposed: (box) => "proposed" in box.dataset };
  place.addEventListener("click", (event) => {
    const choose = wanted[event.target.closest("[data-tick]")?.dataset.tick];
    if (!choose) return;
    boxes.forEach((box) => { box.checked = choose(box); });
    count();
    keep();
  });
  form.addEventListener("change", count);
  place.hidden = false;
  count();
}

const decide = document.querySelector("[data-decide]");
makeUpload(document.querySelector("[data-upload]"));
watch(document.querySelector("[data-job]"));
makeTicks(decide, makeDraft(decide));

"use strict";
(() => {
  const root = document.documentElement;
  const draft = document.querySelector(".draft");
  const bar = document.querySelector(".bar");
  const folds = [...document.querySelectorAll(".fold")];
  const changes = [...document.querySelectorAll(".ch")];
  const help = document.getElementById("tro-giup");
  for (const fold of folds) fold.open = changes.length === 0;
  if (!bar) return;
  bar.hidden = false;

  const told = document.getElementById("vi-tri");
  const filters = [...bar.querySelectorAll("[data-filter]")];
  const view = document.getElementById("kieu");
  const unfold = document.getElementById("mo");
  let current = -1;

  // The bar may take two lines; what sticks under it has to know.
  const measure = () => {
    const sticks = getComputedStyle(bar).position === "sticky";
    root.style.setProperty("--bar", `${sticks ? bar.offsetHeight : 0}px`);
  };
  new ResizeObserver(measure).observe(bar);
  measure();

  const shown = () => changes.filter((row) => !row.classList.contains("off"));

  const tell = () => {
    const rows = shown();
    const at = rows.indexOf(changes[current]);
    told.textContent = at < 0 ? `${rows.length} chỗ` : `${at + 1}/${rows.length}`;
  };

  // Two columns: each row once more without what is new, and once more without what is gone.
  const without = (text, gone, own) => {
    const side = text.cloneNode(true);
    for (const cell of side.querySelectorAll(`.cell.${gone}`)) {
      cell.previousElementSibling.append(...cell.childNodes);
      cell.remove();
    }
    for (const part of side.querySelectorAll(own === "del" ? "ins" : "del")) part.remove();
    for (const part of side.querySelectorAll("[id]")) part.removeAttribute("id");
    return side;
  };
  const said = (words) => {
    const part = document.createElement("p");
    part.className = "none";
    part.textContent = words;
    return part;
  };
  const split = (row) => {
    const text = row.querySelector(":scope > .text");
    if (row.dataset.split || text.classList.contains("wide")) return;
    row.dataset.split = "yes";
    const pair = document.createElement("div");
    pair.className = "pair";
    const left = document.createElement("div");
    const right = document.createElement("div");
    left.append(row.classList.contains("added") ? said("(chưa có)") : without(text, "new", "del"));
    if (row.classList.contains("away")) right.append(said("(đã chuyển đi)"));
    else right.append(row.classList.contains("removed") ? said("(không còn)") : without(text, "gone", "ins"));
    pair.append(left, right);
    text.before(pair);
  };
  const splitAll = () => {
    if (!root.classList.contains("two")) return;
    for (const row of draft.querySelectorAll(".hunk > .row, .fold[open] > .row")) split(row);
  };
  const setView = (two) => {
    root.classList.toggle("two", two);
    view.setAttribute("aria-pressed", String(two));
    splitAll();
  };
  for (const fold of folds) fold.addEventListener("toggle", splitAll);
  view.addEventListener("click", () => {
    setView(!root.classList.contains("two"));
    if (current >= 0) show(changes[current]);
  });

  const setFilters = () => {
    const wanted = filters.filter((button) => button.getAttribute("aria-pressed") === "true");
    const keys = wanted.map((button) => button.dataset.filter);
    root.classList.toggle("filtered", keys.length > 0);
    for (const row of draft.querySelectorAll(".ch, .away")) {
      const kinds = row.dataset.k.split(" ");
      row.classList.toggle("off", keys.length > 0 && !keys.some((key) => kinds.includes(key)));
    }
    for (const hunk of draft.querySelectorAll(".hunk")) {
      hunk.classList.toggle("off", keys.length > 0 && !hunk.querySelector(".ch:not(.off), .away:not(.off)"));
    }
    tell();
  };
  for (const button of filters) {
    button.addEventListener("click", () => {
      button.setAttribute("aria-pressed", String(button.getAttribute("aria-pressed") !== "true"));
      setFilters();
    });
  }

  unfold.addEventListener("click", () => {
    const open = unfold.getAttribute("aria-pressed") !== "true";
    unfold.setAttribute("aria-pressed", String(open));
    for (const fold of folds) fold.open = open;
  });
  if (!folds.length) unfold.disabled = true;

  const show = (row) => {
    const tall = row.offsetHeight > innerHeight * 0.6;
    row.scrollIntoView({ block: tall ? "start" : "center" });
  };
  const mark = (row) => {
    for (const other of document.querySelectorAll(".here")) other.classList.remove("here");
    row.classList.add("here");
    current = changes.indexOf(row);
    tell();
  };
  const step = (way) => {
    const rows = shown();
    if (!rows.length) return;
    const here = changes[current];
    let at = rows.indexOf(here);
    if (at < 0 && current >= 0) {
      // The change that was looked at is filtered away: go on from where it stands.
      at = rows.filter((row) => changes.indexOf(row) < current).length - (way > 0 ? 1 : 0);
    }
    const next = here ? Math.min(Math.max(at + way, 0), rows.length - 1) : way > 0 ? 0 : rows.length - 1;
    mark(rows[next]);
    rows[next].focus({ preventScroll: true });
    show(rows[next]);
  };
  document.getElementById("toi").addEventListener("click", () => step(1));
  document.getElementById("lui").addEventListener("click", () => step(-1));

  // A link into the text leads to what is seen: filters give way, folds open, and of two columns it is the new one.
  const follow = (hash) => {
    const target = hash && document.getElementById(decodeURIComponent(hash.slice(1)));
    if (!target || !draft.contains(target) || target === draft) return false;
    const row = target.closest(".row");
    if (!row) return false;
    if (row.classList.contains("off")) {
      for (const button of filters) button.setAttribute("aria-pressed", "false");
      setFilters();
    }
    const fold = row.closest(".fold");
    if (fold) fold.open = true;
    splitAll();
    if (changes.includes(row)) mark(row);
    row.focus({ preventScroll: true });
    const index = target.closest("[data-f]")?.dataset.f;
    const places = index ? [...row.querySelectorAll(`[data-f="${index}"]`)].filter((part) => part.offsetParent) : [];
    for (const part of places) part.classList.add("flash");
    setTimeout(() => places.forEach((part) => part.classList.remove("flash")), 2500);
    if (places.length) places[places.length - 1].scrollIntoView({ block: "center" });
    else show(row);
    return true;
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    if (follow(link.hash)) {
      event.preventDefault();
      history.pushState(null, "", link.hash);
    }
  });
  addEventListener("popstate", () => follow(location.hash));
  addEventListener("hashchange", () => follow(location.hash));

  const keys = document.getElementById("co-phim");
  const giup = document.getElementById("giup");
  giup.addEventListener("click", () => help.showModal());
  document.getElementById("dong").addEventListener("click", () => help.close());
  const figures = document.getElementById("so-lieu");
  const actions = {
    n: () => step(1),
    j: () => step(1),
    p: () => step(-1),
    k: () => step(-1),
    f: () => filters.find((button) => !button.disabled)?.focus(),
    v: () => view.click(),
    e: () => unfold.click(),
    s: () => {
      if (!figures) return;
      figures.tabIndex = -1;
      figures.focus({ preventScroll: true });
      figures.scrollIntoView({ block: "start" });
    },
    "?": () => help.showModal(),
  };
  document.addEventListener("keydown", (event) => {
    if (!keys.checked || help.open || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input, textarea, select")) return;
    const action = actions[event.key.length === 1 ? event.key.toLowerCase() : event.key];
    if (!action) return;
    event.preventDefault();
    action();
  });

  setView(matchMedia("(min-width: 64rem)").matches);
  tell();
  if (location.hash) follow(location.hash);
})();

"use strict";
(() => {
  const page = document.querySelector(".page");
  const outline = document.querySelector(".outline");
  const marks = document.getElementById("marks");
  const figures = [...document.querySelectorAll(".fig")];

  if (outline && matchMedia("(max-width: 62rem)").matches) outline.open = false;

  // Cards stand in the flow of the text without this script; with it they stay inside the window.
  const place = (card, owner) => {
    card.classList.add("placed");
    const box = owner.getClientRects()[0] || owner.getBoundingClientRect();
    const left = Math.min(Math.max(8, box.left), Math.max(8, innerWidth - card.offsetWidth - 8));
    const below = box.bottom + 2;
    const above = box.top - card.offsetHeight - 2;
    card.style.left = `${left}px`;
    card.style.top = `${below + card.offsetHeight > innerHeight && above > 0 ? above : below}px`;
  };
  const open = (event) => {
    const owner = event.currentTarget;
    const card = owner.querySelector(":scope > .card");
    owner.classList.remove("closed");
    if (card && getComputedStyle(card).display !== "none") place(card, owner);
  };
  for (const figure of figures) {
    figure.addEventListener("mouseenter", open);
    figure.addEventListener("focus", open);
  }

  // The note itself is shown beside its mark; the browser's own tooltip steps back.
  for (const mark of document.querySelectorAll(".mark")) {
    const link = mark.querySelector("a");
    const note = document.getElementById(link.hash.slice(1));
    link.removeAttribute("title");
    let card = null;
    const show = () => {
      if (card || !note) return;
      card = document.createElement("span");
      card.className = "card note-card";
      card.append(...[...note.childNodes].map((node) => node.cloneNode(true)));
      for (const extra of card.querySelectorAll(".back, .card")) extra.remove();
      for (const part of card.querySelectorAll("[id], [tabindex]")) {
        part.classList.remove("fig");
        part.removeAttribute("id");
        part.removeAttribute("tabindex");
        part.removeAttribute("aria-describedby");
      }
      card.setAttribute("aria-hidden", "true");
      card.style.display = "block";
      mark.append(card);
      place(card, link);
    };
    const hide = () => {
      if (card) card.remove();
      card = null;
    };
    mark.addEventListener("mouseenter", show);
    mark.addEventListener("mouseleave", hide);
    mark.addEventListener("keydown", (event) => event.key === "Escape" && hide());
    link.addEventListener("focus", show);
    link.addEventListener("blur", hide);
  }

  addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const figure of figures) if (figure.matches(":hover, :focus, :focus-within")) figure.classList.add("closed");
  });

  // Figures that are not marked need no stop for the Tab key.
  const tabStops = () => {
    for (const figure of figures) {
      if (!figure.classList.contains("gap")) figure.tabIndex = marks.checked ? 0 : -1;
    }
  };
  if (marks) {
    marks.addEventListener("change", tabStops);
    tabStops();
  }

  // A second click on the counter goes to the next gap.
  const counter = document.querySelector(".gaps");
  const gaps = [...document.querySelectorAll("mark.gap")];
  let next = 0;
  if (counter) {
    counter.addEventListener("click", (event) => {
      event.preventDefault();
      const gap = gaps[next % gaps.length];
      next += 1;
      gap.scrollIntoView({ block: "center" });
      gap.focus({ preventScroll: true });
    });
  }

  // Tables of indicators: sorted by any column, back in their order at the third press; or only what is behind.
  const collator = new Intl.Collator("vi", { numeric: true });
  const own = (cell) => {
    const copy = cell.cloneNode(true);
    for (const extra of copy.querySelectorAll(".card, .sr, svg")) extra.remove();
    return copy.textContent.trim();
  };
  for (const table of document.querySelectorAll(".measured table")) {
    const body = table.tBodies[0];
    const heads = [...table.tHead.rows[0].cells];
    const rows = [...body.rows];
    const lines = rows.filter((row) => !row.classList.contains("group"));
    const numeric = heads.map((_, at) => lines.some((row) => row.cells[at].dataset.v !== undefined));
    let only = false;
    let sorted = false;

    const told = document.createElement("span");
    told.className = "told";
    told.setAttribute("role", "status");
    const show = () => {
      let shown = 0;
      for (const row of body.rows) {
        const group = row.classList.contains("group");
        row.hidden = group ? sorted || only : only && !row.classList.contains("cham");
        if (!group && !row.hidden) shown += 1;
      }
      told.textContent = only || sorted ? `${shown} chỉ tiêu` : "";
    };

    const sort = (at, way) => {
      const factor = way === "descending" ? -1 : 1;
      const value = (row) => (numeric[at] ? Number(row.cells[at].dataset.v) : own(row.cells[at]));
      const known = (row) => (numeric[at] ? row.cells[at].dataset.v !== undefined : own(row.cells[at]) !== "");
      const compare = (one, other) => {
        if (known(one) !== known(other)) return known(one) ? -1 : 1;
        if (!known(one)) return 0;
        return factor * (numeric[at] ? value(one) - value(other) : collator.compare(value(one), value(other)));
      };
      sorted = way !== "none";
      body.append(...(sorted ? [...lines].sort(compare) : rows));
      heads.forEach((head, number) => head.setAttribute("aria-sort", number === at ? way : "none"));
      show();
    };

    heads.forEach((head, at) => {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      button.title = "Sắp xếp theo cột này";
      head.append(button);
      head.setAttribute("aria-sort", "none");
      const next = { none: "ascending", ascending: "descending", descending: "none" };
      button.addEventListener("click", () => sort(at, next[head.getAttribute("aria-sort")]));
    });

    const tools = document.createElement("div");
    tools.className = "tools";
    const label = document.createElement("label");
    const box = document.createElement("input");
    box.type = "checkbox";
    box.autocomplete = "off";
    const late = document.querySelector(".status")?.dataset.late ?? "chậm tiến độ";
    label.append(box, `Chỉ xem chỉ tiêu ${late}`);
    tools.append(label, told);
    table.parentElement.before(tools);
    box.addEventListener("change", () => {
      only = box.checked;
      show();
    });
  }

  if (outline && "IntersectionObserver" in window) {
    const links = new Map([...outline.querySelectorAll("a")].map((link) => [link.hash.slice(1), link]));
    const observer = new IntersectionObserver(
      (entries) => {
        for (const entry of entries) {
          if (!entry.isIntersecting) continue;
          for (const link of links.values()) link.removeAttribute("aria-current");
          const link = links.get(entry.target.id);
          link.setAttribute("aria-current", "true");
          if (page.offsetWidth > 900) {
            const box = outline.getBoundingClientRect();
            const at = link.getBoundingClientRect();
            if (at.top < box.top || at.bottom > box.bottom) outline.scrollTop += at.top - box.top - box.height / 2;
          }
        }
      },
      { rootMargin: "-15% 0px -75% 0px" },
    );
    for (const id of links.keys()) observer.observe(document.getElementById(id));
  }
})();

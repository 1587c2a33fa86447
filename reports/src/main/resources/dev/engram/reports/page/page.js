// What a page adds to its HTML where scripts run: sorting, filtering, downloads, cells under pointer and keyboard, facts on demand.
// Texts of prompts are untrusted: they reach the page as text nodes and attributes only.
"use strict";
(() => {
  const html = (tag, properties = {}, ...children) => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(properties)) {
      if (name in element && typeof value !== "string") element[name] = value;
      else element.setAttribute(name, value);
    }
    element.append(...children);
    return element;
  };

  // ---- Numbers, as the rest of the page writes them

  const shown = (value) => {
    const size = Math.abs(value);
    if (value === 0) return "0";
    const text = size >= 0.00095 ? size.toFixed(4) : size.toExponential(1);
    return (value < 0 ? "−" : "") + text;
  };
  const signed = (value) => (value > 0 ? "+" : "") + shown(value);

  /** The shortest decimal that is this 32-bit number. */
  const decimal = (value) => {
    for (let digits = 6; digits < 9; digits++) {
      const text = Number(value.toPrecision(digits));
      if (Math.fround(text) === Math.fround(value)) return text;
    }
    return Number(value.toPrecision(9));
  };

  /** A cell minus the corrupted value, both as they are in 32 bits: without the digits that only rounding would bring. */
  const effect = (value, corrupted) => Number((decimal(value) - decimal(corrupted)).toPrecision(7));

  /** For each value how many are greater, plus one; empty where there is none. */
  const ranks = (values) => {
    const descending = Float64Array.from(values.filter((value) => !Number.isNaN(value))).sort().reverse();
    const first = new Map();
    descending.forEach((value, i) => { if (!first.has(value)) first.set(value, i + 1); });
    return { of: (value) => first.get(value), count: descending.length };
  };

  // ---- Downloads

  const save = (name, type, lines) => {
    // In pieces: the numbers of a long list are more than one string may hold.
    const pieces = [];
    let piece = [];
    for (const line of lines) {
      if (piece.push(line) === 5000) {
        pieces.push(new Blob(piece));
        piece = [];
      }
    }
    const url = URL.createObjectURL(new Blob([...pieces, ...piece], { type }));
    html("a", { href: url, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(url), 10000);
  };
  const field = (value) => {
    const text = value === null || value === undefined ? "" : String(value);
    return /[",\r\n]/.test(text) ? '"' + text.replaceAll('"', '""') + '"' : text;
  };
  function* csv({ columns, rows }) {
    yield columns.map(field).join(",") + "\r\n";
    for (const row of rows) yield row.map(field).join(",") + "\r\n";
  }
  function* json({ columns, rows }) {
    let before = "[\n";
    for (const row of rows) {
      yield before + JSON.stringify(Object.fromEntries(columns.map((column, i) => [column, row[i]])));
      before = ",\n";
    }
    yield before === "[\n" ? "[]\n" : "\n]\n";
  }

  /** Buttons that save a table of columns and rows. */
  const downloads = (name, tableOf) => {
    const button = (kind, type, write) => {
      const element = html("button", { type: "button", "data-download": name + "." + kind }, kind.toUpperCase());
      element.setAttribute("aria-label", "Download " + name + " as " + kind.toUpperCase());
      element.addEventListener("click", () => save(name + "." + kind, type, write(tableOf())));
      return element;
    };
    return [button("csv", "text/csv", csv), button("json", "application/json", json)];
  };

  // ---- Tables: sorted, filtered, downloaded

  const textOf = (cell) => cell.textContent.trim().replace(/\s+/g, " ");
  const valueOf = (cell) => (cell.dataset.value === undefined ? textOf(cell) : cell.dataset.value === "" ? null : Number(cell.dataset.value));

  const tableRows = (table) => {
    const heads = [...table.tHead.rows[0].cells].map(textOf);
    const bodies = [...table.tBodies[0].rows];
    const columns = [];
    heads.forEach((head, i) => {
      columns.push({ name: head, read: (row) => valueOf(row.cells[i]) });
      for (const bound of ["low", "high", "layer"]) {
        if (bodies.some((row) => row.cells[i].dataset[bound] !== undefined)) {
          columns.push({
            name: head + " " + bound,
            read: (row) => (row.cells[i].dataset[bound] === undefined ? null : Number(row.cells[i].dataset[bound])),
          });
        }
      }
    });
    return {
      columns: columns.map((column) => column.name),
      rows: bodies.map((row) => columns.map((column) => column.read(row))),
    };
  };

  const sortable = (table) => {
    const body = table.tBodies[0];
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, column) => {
      if (!head.dataset.sort) return;
      const button = html("button", { type: "button", class: "sort" });
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const number = head.dataset.sort === "number";
        const before = head.getAttribute("aria-sort");
        // Numbers are looked for from the top, names from A.
        const descending = before ? before === "ascending" : number && column > 0;
        heads.forEach((other) => other.removeAttribute("aria-sort"));
        head.setAttribute("aria-sort", descending ? "descending" : "ascending");
        const keyed = [...body.rows].map((row) => [valueOf(row.cells[column]), row]);
        keyed.sort(([one], [other]) => {
          if (one === null || other === null) return (one === null) - (other === null);
          const order = number ? one - other : String(one).localeCompare(String(other));
          return descending ? -order : order;
        });
        body.append(...keyed.map(([, row]) => row));
      });
    });
  };

  const filter = (table, label) => {
    const input = html("input", { type: "search", autocomplete: "off", spellcheck: "false" });
    const count = html("output", { class: "muted" });
    const texts = new Map([...table.tBodies[0].rows].map((row) => [row, textOf(row).toLowerCase()]));
    const apply = () => {
      const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
      let visible = 0;
      for (const [row, text] of texts) {
        row.hidden = !words.every((word) => text.includes(word));
        visible += row.hidden ? 0 : 1;
      }
      count.value = words.length ? visible + " of " + texts.size : "";
    };
    input.addEventListener("input", apply);
    return [html("label", {}, label, input), count];
  };

  const prefix = (element) => {
    const run = element.closest("section.run");
    return run && document.querySelectorAll("section.run").length > 1 ? run.id + "-" : "";
  };

  const dressTables = () => {
    for (const table of document.querySelectorAll("table[data-name]")) {
      const place = table.closest(".scroll");
      if (table.dataset.filter) place.before(html("div", { class: "tools" }, ...filter(table, table.dataset.filter)));
      place.after(html("div", { class: "tools downloads" },
        html("span", { class: "muted" }, "This table:"),
        ...downloads(prefix(table) + table.dataset.name, () => tableRows(table)),
        ...(table.dataset.run ? allCells(table) : [])));
      sortable(table);
    }
  };

  // ---- Cells of heatmaps under pointer and keyboard

  /** Heatmaps of the same tokens and layers, by the name of their group: a cell that is looked at in one is marked in the others. */
  const groups = new Map();

  /**
   * Makes a heatmap speak.
   * heatmap: { root, cells, columns, values, kind, describe(i), mark(i, how), clear() }; readout: where it is said.
   */
  const explore = (group, heatmap, readout) => {
    const { root, cells, columns } = heatmap;
    const index = new Map(cells.map((cell, i) => [cell, i]));
    const rank = ranks(heatmap.values);
    heatmap.say = (i) =>
      Number.isNaN(heatmap.values[i]) ? "absent" : shown(heatmap.values[i]) + ", rank " + rank.of(heatmap.values[i]) + " of " + rank.count;
    if (!groups.has(group)) groups.set(group, []);
    groups.get(group).push(heatmap);
    let current = -1;
    const others = () => groups.get(group).filter((other) => other !== heatmap && other.cells.length === cells.length);
    const show = (i) => {
      current = i;
      for (const each of groups.get(group)) each.clear();
      heatmap.mark(i, "cursor");
      others().forEach((other) => other.mark(i, "twin"));
      const here = heatmap.describe(i) + ", rank " + (rank.of(heatmap.values[i]) ?? "–") + " of " + rank.count;
      readout.textContent = here + others().map((other) => "\n" + other.kind + ": " + other.say(i)).join("");
    };
    let at = "";
    const under = (event) => {
      // A pointer that rests while the page moves under it looks at nothing new.
      const place = event.clientX + "," + event.clientY;
      if (place === at) return;
      at = place;
      const cell = event.target.closest("td, rect");
      if (cell && index.has(cell)) show(index.get(cell));
    };
    root.addEventListener("pointermove", under);
    root.addEventListener("pointerdown", under);
    root.addEventListener("keydown", (event) => {
      const row = Math.floor(current / columns);
      const steps = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns };
      let next = current;
      if (event.key in steps) next = current < 0 ? 0 : current + steps[event.key];
      else if (event.key === "Home") next = Math.max(0, row) * columns;
      else if (event.key === "End") next = Math.max(0, row) * columns + columns - 1;
      else return;
      const sameRow = Math.floor(next / columns) === row;
      if (current >= 0 && Math.abs(steps[event.key] ?? 0) === 1 && !sameRow) next = current;
      if (next < 0 || next >= cells.length) next = current;
      event.preventDefault();
      show(next);
      cells[next].scrollIntoView({ block: "nearest", inline: "nearest" });
    });
    root.addEventListener("focus", () => { if (current < 0) readout.textContent = "Arrow keys move from cell to cell."; });
  };

  const SVG = "http://www.w3.org/2000/svg";

  const exploreDrawing = (root) => {
    const svg = root.querySelector("svg");
    const cells = [...svg.querySelectorAll("g[pointer-events='all'] > rect")];
    const values = root.dataset.values.split(" ").map((text) => (text === "" ? NaN : Number(text)));
    const readout = html("p", { class: "readout", "aria-live": "polite" });
    root.after(readout);
    let marks = [];
    explore(root.dataset.heatmap, {
      root,
      cells,
      values,
      columns: Number(root.dataset.columns),
      kind: root.dataset.kind,
      describe: (i) => cells[i].querySelector("title").textContent.split("\n").join(", "),
      mark: (i, how) => {
        for (const layer of ["under", ""]) {
          const mark = document.createElementNS(SVG, "rect");
          for (const name of ["x", "y", "width", "height"]) mark.setAttribute(name, cells[i].getAttribute(name));
          mark.setAttribute("class", "cursor " + layer + (how === "twin" ? " twin" : ""));
          mark.setAttribute("pointer-events", "none");
          svg.append(mark);
          marks.push(mark);
        }
      },
      clear: () => {
        marks.forEach((mark) => mark.remove());
        marks = [];
      },
    }, readout);
  };

  // ---- Facts on demand

  const parsed = new Map();
  const data = (id) => {
    if (!parsed.has(id)) parsed.set(id, JSON.parse(document.getElementById(id).textContent));
    return parsed.get(id);
  };

  const grid = (base64) => {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    const view = new DataView(bytes.buffer);
    return Array.from({ length: bytes.length / 4 }, (_, i) => view.getFloat32(4 * i, true));
  };

  const CELLS = ["fact", "id", "kind", "position", "token_id", "token", "role", "subject", "layer", "value", "effect", "clean", "corrupted"];

  const isSubject = (fact, position) => position >= fact.subject[0] && position < fact.subject[1];

  function* cellRows(run, fact) {
    for (const kind of run.kinds) {
      const values = grid(fact.grids[kind.label]);
      for (let i = 0; i < values.length; i++) {
        const position = Math.floor(i / run.layers);
        const token = fact.tokens[position];
        yield [
          fact.number, fact.id, kind.label, position, token.id, token.text, token.role, isSubject(fact, position), i % run.layers,
          decimal(values[i]), effect(values[i], fact.corrupted), fact.clean, fact.corrupted,
        ];
      }
    }
  }

  const allCells = (table) => {
    const run = data(table.dataset.run + "-data");
    const facts = [...table.tBodies[0].rows].map((row) => row.dataset.fact);
    return [
      html("span", { class: "muted" }, "Every cell:"),
      ...downloads(prefix(table) + "cells", () => ({
        columns: CELLS,
        rows: (function* () {
          for (const id of facts) yield* cellRows(run, JSON.parse(document.getElementById(id).textContent));
        })(),
      })),
    ];
  };

  const pieces = (label) => {
    const text = html("bdi");
    label.forEach((piece, i) => {
      if (piece) text.append(i % 2 ? html("span", { class: "symbol" }, piece) : piece);
    });
    return text;
  };

  const color = (run, place) => {
    const at = Math.min(1, Math.max(0, place)) * (run.colors.length - 1);
    const below = Math.min(Math.floor(at), run.colors.length - 2);
    const channel = (hex, i) => parseInt(hex.slice(1 + 2 * i, 3 + 2 * i), 16);
    const mixed = [0, 1, 2].map((i) => {
      const low = channel(run.colors[below], i);
      return Math.round(low + (channel(run.colors[below + 1], i) - low) * (at - below));
    });
    return "rgb(" + mixed.join(" ") + ")";
  };

  /** The ends of a heatmap's colours, by what it is to be compared with. */
  const extent = (run, fact, values, scope) => {
    if (scope === "run") return [run.low, run.high];
    const cells = scope === "fact" ? run.kinds.flatMap((kind) => grid(fact.grids[kind.label])) : values;
    const least = fact.corrupted + 0.01 * Math.abs(fact.clean - fact.corrupted);
    return [fact.corrupted, cells.reduce((most, value) => Math.max(most, value), least)];
  };

  const view = { scale: "linear", scope: "own" };

  const heat = (run, fact, kind, readout) => {
    const values = grid(fact.grids[kind.label]);
    const [low, high] = extent(run, fact, values, view.scope);
    const logarithmic = view.scale === "log" && run.probabilities && low > 0;
    const measure = logarithmic ? Math.log : (value) => value;
    const place = (value) => (logarithmic && value <= 0 ? 0 : (measure(value) - measure(low)) / (measure(high) - measure(low)));
    const cells = [];
    const step = run.layers > 32 ? 5 : run.layers > 12 ? 2 : 1;
    const heads = html("tr", {}, html("th", { scope: "col", "aria-label": "token" }, "layer"));
    for (let layer = 0; layer < run.layers; layer++) {
      heads.append(html("th", { scope: "col" }, layer % step === 0 ? String(layer) : html("span", { hidden: true }, String(layer))));
    }
    const body = html("tbody");
    fact.tokens.forEach((token, position) => {
      const subject = isSubject(fact, position);
      const row = html("tr", { class: subject ? "subject" : "" }, html("th", { scope: "row" }, html("code", {}, pieces(token.label), subject ? " *" : "")));
      for (let layer = 0; layer < run.layers; layer++) {
        const cell = html("td");
        cell.style.backgroundColor = color(run, place(values[position * run.layers + layer]));
        cells.push(cell);
        row.append(cell);
      }
      body.append(row);
    });
    const root = html("div", { class: "scroll", role: "group", "aria-label": kind.title, tabindex: "0" });
    const table = html("table", {}, html("thead", {}, heads), body);
    table.style.setProperty("--cell", run.layers > 32 ? "0.75rem" : run.layers > 16 ? "0.95rem" : "1.3rem");
    root.append(table);
    const bar = html("div", { class: "bar", role: "img", "aria-label": "Colours from " + shown(low) + " to " + shown(high) });
    bar.style.background = "linear-gradient(to right in srgb, " + run.colors.join(", ") + ")";
    bar.append(html("span", {}, shown(low) + (view.scope === "run" ? " lowest" : " corrupted")), html("span", { class: "end" }, shown(high)));
    if (fact.clean > low && fact.clean <= high) {
      const mark = html("span", { class: "mark" }, "clean " + shown(fact.clean));
      const at = 100 * place(fact.clean);
      mark.style.left = at + "%";
      if (at > 70 || at < 25) mark.textContent = "";
      mark.title = "clean " + shown(fact.clean);
      bar.append(mark);
    }
    explore("fact", {
      root,
      cells,
      values,
      columns: run.layers,
      kind: kind.label,
      describe: (i) => {
        const position = Math.floor(i / run.layers);
        const token = fact.tokens[position];
        return (
          kind.label + ": " + token.label.join("") + " (position " + position + ", " + token.role + "), layer " + (i % run.layers) + ": " +
          shown(values[i]) + ", effect " + signed(effect(values[i], fact.corrupted))
        );
      },
      mark: (i, how) => cells[i].classList.add(how),
      clear: () => root.querySelectorAll(".cursor, .twin").forEach((cell) => cell.classList.remove("cursor", "twin")),
    }, readout);
    return html("section", { class: "heat", "data-kind": kind.label }, html("h3", {}, kind.title), root, bar);
  };

  const choice = (label, value, options, chosen) => {
    const select = html("select");
    for (const [name, text] of options) select.append(html("option", { value: name }, text));
    select.value = value;
    select.addEventListener("change", () => chosen(select.value));
    return html("label", {}, label, select);
  };

  const dialog = html("dialog", { "aria-labelledby": "fact-title" });

  const openFact = (row) => {
    const table = row.closest("table");
    const run = data(table.dataset.run + "-data");
    const fact = data(row.dataset.fact);
    const visible = [...table.tBodies[0].rows].filter((each) => !each.hidden);
    const at = visible.indexOf(row);
    const readout = html("p", { class: "readout", "aria-live": "polite" });
    const heats = html("div", { class: "heats" });
    const draw = () => {
      groups.set("fact", []);
      heats.replaceChildren(...run.kinds.map((kind) => heat(run, fact, kind, readout)));
      readout.textContent = "Point at a cell, or move with the arrow keys.";
    };
    const button = (text, label, act, disabled) => {
      const element = html("button", { type: "button", "aria-label": label, disabled }, text);
      element.addEventListener("click", act);
      return element;
    };
    const scales = [["linear", "linear"], ["log", "logarithmic"]].slice(0, run.probabilities ? 2 : 1);
    const scopes = [["own", "each figure its own"], ["fact", "the same for all kinds"], ["run", "the same for all facts"]];
    const number = (name, value, detail) => html("div", {}, html("dt", {}, name), html("dd", {}, value), html("dd", { class: "muted" }, detail));
    const title = row.querySelector(".prompt bdi").cloneNode(true);
    dialog.replaceChildren(
      html("p", { class: "kind" }, "Fact " + fact.number),
      html("h2", { id: "fact-title", class: "prompt" }, title),
      html("p", { class: "answer" }, "The answer that is watched: ", row.querySelector("td .token").cloneNode(true)),
      html("dl", { class: "baselines small" },
        number("Clean", shown(fact.clean), run.metric),
        number("Corrupted", shown(fact.corrupted), "with nothing restored"),
        number("Total effect", signed(fact.clean - fact.corrupted), "clean − corrupted")),
      html("div", { class: "tools" },
        button("← Previous", "Previous fact", () => openFact(visible[at - 1]), at <= 0),
        button("Next →", "Next fact", () => openFact(visible[at + 1]), at >= visible.length - 1),
        choice("Scale", view.scale, scales, (value) => { view.scale = value; draw(); }),
        choice("Colours", view.scope, scopes, (value) => { view.scope = value; draw(); }),
        html("span", { class: "muted" }, "Numbers:"),
        ...downloads("fact-" + fact.number, () => ({ columns: CELLS, rows: cellRows(run, fact) }))),
      readout,
      heats,
      button("Close", "Close", () => dialog.close(), false));
    dialog.lastChild.classList.add("close");
    draw();
    if (!dialog.open) dialog.showModal();
    dialog.scrollTop = 0;
  };

  const dressFacts = () => {
    for (const row of document.querySelectorAll("table.facts tbody tr")) {
      row.dataset.open = "";
      const prompt = row.querySelector(".prompt");
      const button = html("button", { type: "button", class: "open", title: "Open the cells of this fact" });
      button.append(prompt.querySelector("bdi"));
      prompt.prepend(button);
      row.addEventListener("click", () => openFact(row));
    }
    document.body.append(dialog);
    dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
  };

  // ---- The page as a whole

  const dressPage = () => {
    document.querySelectorAll(".scripted").forEach((element) => { element.hidden = false; });
    const themes = [["", "as the system"], ["light", "light"], ["dark", "dark"]];
    document.querySelector("main").prepend(html("div", { class: "tools theme" }, choice("Colours", "", themes, (value) => {
      if (value) document.documentElement.dataset.theme = value;
      else delete document.documentElement.dataset.theme;
    })));
    const reveal = () => {
      const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
      if (target && target.tagName === "DETAILS") {
        target.open = true;
        target.scrollIntoView();
      }
    };
    addEventListener("hashchange", reveal);
    reveal();
  };

  dressPage();
  dressTables();
  dressFacts();
  document.querySelectorAll("[data-heatmap]").forEach(exploreDrawing);
})();

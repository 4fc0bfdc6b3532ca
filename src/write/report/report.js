"use strict";
// Comfort for the report: search, filters, keyboard, comparing, corrections. Reading needs none of it.
(() => {
  const root = document.documentElement;
  const one = (selector, within = document) => within.querySelector(selector);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const make = (tag, text, name) => Object.assign(document.createElement(tag), { textContent: text, className: name || "" });
  root.classList.add("scripted");

  // Most cards, and all bodies, wait as text, already escaped, until they are needed.
  let events = all("details.event");
  const arrive = (chunk) => {
    const html = chunk.textContent.replaceAll("<!--body-->", "<noscript>").replaceAll("<!--/body-->", "</noscript>");
    chunk.insertAdjacentHTML("afterend", html);
    chunk.remove();
  };
  const everything = () => {
    const chunks = all(".chunk");
    chunks.forEach(arrive);
    if (chunks.length) events = all("details.event");
    return events;
  };
  const idle = window.requestIdleCallback || ((f) => setTimeout(f, 50));
  const bitByBit = () => { const chunk = one(".chunk"); if (chunk) { arrive(chunk); events = all("details.event"); idle(bitByBit); } };
  idle(bitByBit);
  const fill = (event) => {
    const waiting = one(":scope > noscript", event);
    if (!waiting) return;
    waiting.insertAdjacentHTML("afterend", waiting.textContent);
    waiting.remove();
    mark(event);
  };
  const open = (event) => { fill(event); event.open = true; };
  document.addEventListener("toggle", (e) => e.target.open && e.target.matches("details.event") && fill(e.target), true);

  // Search and filters.
  const fold = (text) => text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");
  const signs = { "&lt;": "<", "&gt;": ">", "&amp;": "&", "&quot;": '"', "&#x27;": "'", "&#x2f;": "/" };
  const texts = new Map();
  const textOf = (event) => {
    if (!texts.has(event)) {
      const waiting = one(":scope > noscript", event);
      const body = waiting ? waiting.textContent.replace(/<[^>]*>/g, " ").replace(/&[#\w]+;/g, (s) => signs[s] || s) : "";
      texts.set(event, fold(event.textContent.replace(waiting ? waiting.textContent : "", "") + " " + body));
    }
    return texts.get(event);
  };
  const tools = one("#tools"), found = one("#found");
  const value = (name) => (tools ? tools.elements[name].value : "");
  const on = (name) => tools.elements[name].checked;
  const apply = () => {
    const wanted = fold(value("q")).split(/\s+/).filter(Boolean);
    const day = (name) => Date.parse(value(name)) / 1000, since = day("since"), until = day("until") + 86400;
    let shown = 0;
    for (const event of everything()) {
      const { i, c, u, lang, first, last } = event.dataset;
      event.hidden = !((!on("multi") || i > 1) && (!on("uncertain") || u) && (!on("conflicts") || c > 0)
        && (!value("lang") || (lang || "").split(" ").includes(value("lang")))
        && (!since || last >= since) && (!until || first < until)
        && wanted.every((word) => textOf(event).includes(word)));
      shown += !event.hidden;
    }
    const filtered = shown < events.length;
    found.textContent = filtered ? `${shown} of ${events.length} events` : `${events.length} events`;
    one("#clear").hidden = !filtered;
    for (const list of all(".events")) one(".none", list.parentNode).hidden = !filtered || all("details.event", list).some((e) => !e.hidden);
  };
  const orders = {
    size: (e) => [-e.dataset.i, -e.dataset.n, -(e.dataset.last || -1e15)],
    fresh: (e) => [-(e.dataset.last || -1e15)],
    early: (e) => [+(e.dataset.first || 1e15)],
    doubt: (e) => [-(e.dataset.doubt || 0) * e.dataset.n],
  };
  const sort = () => {
    const keyed = everything().map((event, at) => [[...orders[value("sort")](event), at], event]);
    keyed.sort(([a], [b]) => { let k = 0; while (k < a.length - 1 && a[k] === b[k]) k++; return a[k] - b[k]; });
    for (const [, event] of keyed) event.parentNode.append(event);
  };
  let waiting = 0;
  if (tools) {
    tools.hidden = false;
    tools.addEventListener("submit", (e) => e.preventDefault());
    tools.addEventListener("input", (e) => { clearTimeout(waiting); waiting = setTimeout(apply, e.target.name === "q" ? 120 : 0); });
    tools.elements.sort.addEventListener("change", sort);
    tools.addEventListener("reset", () => setTimeout(() => { sort(); apply(); }));
    found.textContent = `${root.dataset.events} events`;
  }
  for (const bar of all("[data-from].bar")) bar.addEventListener("click", () => {
    tools.elements.since.value = bar.dataset.from; tools.elements.until.value = bar.dataset.to; apply(); one("#events").scrollIntoView();
  });

  // Deep links: an article's link opens the event that holds it.
  const reach = () => {
    const id = decodeURIComponent(location.hash.slice(1));
    if (!/^[aes]-/.test(id)) return;
    const holds = (event) => event.id === id || one(":scope > noscript", event)?.textContent.includes(`id="${id}"`);
    const holder = document.getElementById(id) || events.find(holds) || everything().find(holds);
    if (holder?.matches("details.event")) open(holder);
    const target = document.getElementById(id);
    one("#lost").hidden = !!target;
    if (!target) return;
    for (let up = target; up; up = up.parentElement) { if (up.tagName === "DETAILS") { up.open = true; up.hidden = false; } }
    target.scrollIntoView({ block: target.matches("details") ? "start" : "center" });
    (one("summary", target) || target).focus({ preventScroll: true });
  };
  addEventListener("hashchange", reach);

  // Comparing two articles: runs of three or more shared words, or word by word.
  const WORD = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|[\p{L}\p{N}\p{M}]+/gu;
  const wordsOf = (text) => [...text.matchAll(WORD)].map((m) => ({ word: m[0].toLowerCase(), from: m.index, to: m.index + m[0].length }));
  const runs = (words) => words.slice(2).map((w, k) => `${words[k].word} ${words[k + 1].word} ${w.word}`);
  const articleText = (id) => {
    const shown = one(".words", document.getElementById(id));
    if (!shown) return "";
    if (shown.dataset.same) return articleText(shown.dataset.same);
    const copy = shown.cloneNode(true);
    all("del", copy).forEach((gone) => gone.remove());
    return copy.textContent;
  };
  const side = (text, words, other) => {
    const box = make("div", "", "words"), known = new Set(other), taken = words.map(() => false);
    box.dir = "auto";
    runs(words).forEach((run, k) => known.has(run) && taken.fill(true, k, k + 3));
    let at = 0;
    for (let k = 0; k < words.length;) {
      let end = k;
      while (end < words.length && taken[end] === taken[k]) end++;
      if (taken[k]) { box.append(text.slice(at, words[k].from), make("mark", text.slice(words[k].from, words[end - 1].to))); at = words[end - 1].to; }
      k = end;
    }
    box.append(text.slice(at));
    return box;
  };
  const inline = (a, wa, b, wb) => {
    const width = wb.length + 1, best = new Uint16Array((wa.length + 1) * width);
    for (let i = wa.length - 1; i >= 0; i--) for (let j = wb.length - 1; j >= 0; j--)
      best[i * width + j] = wa[i].word === wb[j].word ? best[(i + 1) * width + j + 1] + 1 : Math.max(best[(i + 1) * width + j], best[i * width + j + 1]);
    const box = make("div", "", "words"), rest = (text, words, k) => text.slice(words[k].from, k + 1 < words.length ? words[k + 1].from : text.length);
    box.dir = "auto";
    let last = null;
    const put = (tag, text) => { if (last?.tagName === tag) last.textContent += text; else box.append(last = make(tag, text)); };
    for (let i = 0, j = 0; i < wa.length || j < wb.length;) {
      if (i < wa.length && j < wb.length && wa[i].word === wb[j].word) { put("SPAN", rest(b, wb, j)); i++; j++; }
      else if (j >= wb.length || (i < wa.length && best[(i + 1) * width + j] >= best[i * width + j + 1])) put("DEL", rest(a, wa, i++));
      else put("INS", rest(b, wb, j++));
    }
    return box;
  };
  const picked = (event) => all(".pick:checked", event).map((box) => box.closest(".member"));
  const compare = (event) => {
    const panel = one(".compare", event), chosen = picked(event);
    if (!panel) return;
    panel.hidden = false;
    if (chosen.length !== 2) { panel.replaceChildren(make("p", "Tick two articles to compare them.", "hint")); return; }
    const [a, b] = chosen.map((member) => articleText(member.id)), [wa, wb] = [wordsOf(a), wordsOf(b)], [ra, rb] = [runs(wa), runs(wb)];
    const share = (mine, other) => { const known = new Set(other), own = [...new Set(mine)]; return own.length ? Math.round(100 * own.filter((r) => known.has(r)).length / own.length) : 0; };
    const [na, nb] = chosen.map((member) => one(".source", member).textContent);
    panel.replaceChildren(make("p", `${share(ra, rb)}% of ${na}’s text is in ${nb}’s, ${share(rb, ra)}% of ${nb}’s in ${na}’s (runs of three words, counted on the texts in this page).`, "hint"));
    if (panel.dataset.view === "inline" && wa.length * wb.length <= 2e7 && Math.max(wa.length, wb.length) < 65535)
      panel.append(make("p", `${nb} against ${na}: struck out is only in ${na}, underlined only in ${nb}.`, "hint"), inline(a, wa, b, wb));
    else {
      const pair = make("div", "", "pair");
      for (const [name, text, words, other] of [[na, a, wa, rb], [nb, b, wb, ra]]) { const column = make("div", ""); column.append(make("h5", name), side(text, words, other)); pair.append(column); }
      panel.append(pair);
    }
  };

  // Corrections: kept in the page (and the browser's storage, where there is one) and exported.
  const store = "samestory:" + root.dataset.report, tray = one("#tray");
  let marks = [];
  try { marks = JSON.parse(localStorage.getItem(store)) || []; } catch { /* no storage: the page keeps them */ }
  const pairOf = (m) => m.a && [m.a, m.b].sort().join();
  const lines = () => marks.map((m) => JSON.stringify(m) + "\n").join("");
  const mark = (within) => {
    for (const group of all(".verdicts", within)) {
      const mine = marks.find((m) => pairOf(m) === [group.dataset.a, group.dataset.b].sort().join());
      for (const button of all("button", group)) button.setAttribute("aria-pressed", String(mine?.verdict === button.dataset.v));
    }
  };
  const keep = () => {
    try { localStorage.setItem(store, JSON.stringify(marks)); } catch { /* as above */ }
    tray.hidden = !marks.length;
    one("output", tray).textContent = marks.length === 1 ? "1 correction" : `${marks.length} corrections`;
    one("pre", tray).textContent = lines();
    mark(document);
  };
  const correct = (verdict) => {
    const before = marks.findIndex((m) => pairOf(verdict) ? pairOf(m) === pairOf(verdict) : JSON.stringify(m) === JSON.stringify(verdict));
    const again = before >= 0 && marks[before].verdict === verdict.verdict;
    if (before >= 0) marks.splice(before, 1);
    if (!again) marks.push(verdict);
    keep();
  };
  let merging = null;
  const actions = {
    compare: (event) => compare(event),
    view: (event, button) => {
      const panel = one(".compare", event), next = panel.dataset.view === "inline" ? "side" : "inline";
      panel.dataset.view = next; button.textContent = next === "inline" ? "Show side by side" : "Show inline"; compare(event);
    },
    split: (event) => {
      const out = picked(event).map((m) => m.dataset.fp), from = all(".member", event).map((m) => m.dataset.fp).filter((fp) => !out.includes(fp));
      if (out.length && from.length) correct({ verdict: "split", articles: out, from, note: one("h3", event).textContent });
      else { const panel = one(".compare", event); panel.hidden = false; panel.replaceChildren(make("p", "Tick the articles that do not belong, but not all of them.", "hint")); }
    },
    lock: (event) => correct({ verdict: "lock_event", articles: all(".member", event).map((m) => m.dataset.fp), note: one("h3", event).textContent }),
    rename: (event) => { const title = one(".newtitle", event).value.trim(); if (title) correct({ verdict: "rename_event", article: one(".member", event).dataset.fp, title }); },
    lead: (event, button) => { const member = button.closest(".member"); correct({ verdict: "pin_lead", article: member.dataset.fp, note: one(".title", member).textContent }); },
    merge: (event, button) => {
      const here = { fp: one(".member", event).dataset.fp, title: one("h3", event).textContent };
      if (merging && merging.fp !== here.fp) { correct({ verdict: "merge", articles: [merging.fp, here.fp], note: `${merging.title} | ${here.title}` }); merging = null; }
      else merging = merging ? null : here;
      root.classList.toggle("merging", !!merging);
      button.textContent = merging ? "Now press “Merge with…” in the other event" : "Merge with…";
    },
    download: () => {
      const link = Object.assign(document.createElement("a"), { href: URL.createObjectURL(new Blob([lines()], { type: "application/x-ndjson" })), download: "corrections.jsonl" });
      link.click(); setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    },
    undo: () => { marks.pop(); keep(); },
    expand: () => events.filter((event) => !event.hidden).slice(0, 200).forEach(open),
    help: () => one("#help").showModal(),
  };
  document.addEventListener("click", (e) => {
    const button = e.target.closest("button");
    if (!button) return;
    const group = button.closest(".verdicts");
    if (group && button.dataset.v) correct({ verdict: button.dataset.v, a: group.dataset.a, b: group.dataset.b, note: group.dataset.note });
    else if (button.dataset.do) actions[button.dataset.do](button.closest("details.event"), button);
  });
  keep();

  // Keyboard.
  let current = -1;
  const move = (step) => {
    const shown = all("details.event:not([hidden])");
    const at = shown.findIndex((event) => event.contains(document.activeElement));
    current = Math.max(0, Math.min(shown.length - 1, (at >= 0 ? at : current) + step));
    one("summary", shown[current])?.focus();
  };
  const focused = () => document.activeElement?.closest("details.event");
  const keys = {
    "/": () => { one("#q").focus(); one("#q").select(); },
    j: () => move(1),
    k: () => move(-1),
    o: () => { const event = focused(); if (event) { fill(event); event.open = !event.open; } },
    d: () => {
      const event = focused();
      if (!event) return;
      open(event);
      const boxes = all(".pick", event);
      if (boxes.length < 2) { all("details.text", event).forEach((text) => { text.open = true; }); return; }
      if (picked(event).length !== 2) boxes.forEach((box, k) => { box.checked = k < 2; });
      compare(event);
      one(".compare", event).scrollIntoView({ block: "nearest" });
    },
    "?": () => actions.help(),
  };
  document.addEventListener("keydown", (e) => {
    if (e.ctrlKey || e.metaKey || e.altKey || e.target.matches("input:not([type=checkbox]), select, textarea") || one("dialog[open]")) return;
    if (keys[e.key]) { e.preventDefault(); keys[e.key](); }
  });

  // Paper shows the first events open, unless the reader has opened some.
  let printed = [];
  addEventListener("beforeprint", () => {
    if (!events.some((event) => event.open)) { printed = events.filter((event) => !event.hidden && !event.matches(".single")).slice(0, 30); printed.forEach(open); }
  });
  addEventListener("afterprint", () => { printed.forEach((event) => { event.open = false; }); printed = []; });
  reach();
})();

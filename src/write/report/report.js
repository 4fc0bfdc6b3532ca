"use strict";
// Comfort for the report: search, filters, keyboard, comparing, corrections. Reading needs none of it.
(() => {
  const one = (selector, within = document) => within.querySelector(selector);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const make = (tag, text, name = "") => Object.assign(document.createElement(tag), { textContent: text, className: name });
  const root = document.documentElement, form = one("#tools"), tools = form.elements, tray = one("#tray");

  // Bodies, and cards far down, wait in noscript as text, already escaped, until they are needed.
  const arrive = (waiting) => {
    const place = waiting.parentElement;
    waiting.insertAdjacentHTML("afterend", waiting.textContent.replace(/<!--(\/?)body-->/g, "<$1noscript>"));
    waiting.remove();
    show(place);
  };
  const cards = () => { all(".chunk").forEach(arrive); return all("details.event"); };
  const bitByBit = () => { const chunk = one(".chunk"); if (chunk) { arrive(chunk); setTimeout(bitByBit, 50); } };
  const body = (event) => one(":scope > noscript", event);
  const open = (event) => { if (body(event)) arrive(body(event)); event.open = true; };
  document.addEventListener("toggle", (e) => { if (e.target.open && e.target.matches(".event")) open(e.target); }, true);

  // Search, filters, order.
  const fold = (text) => text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");
  const texts = new Map(), parsed = document.createElement("template");
  const textOf = (event) => {
    if (!texts.has(event)) {
      parsed.innerHTML = body(event) ? body(event).textContent : event.innerHTML;
      texts.set(event, fold(`${one("summary", event).textContent} ${parsed.content.textContent}`));
    }
    return texts.get(event);
  };
  const apply = () => {
    const wanted = fold(tools.q.value).split(/\s+/).filter(Boolean), lang = tools.lang.value;
    const since = Date.parse(tools.since.value) / 1000, until = Date.parse(tools.until.value) / 1000 + 86400;
    const passes = (event, { independent, conflicts, uncertain, langs, first, last }) =>
      (!tools.multi.checked || independent > 1) && (!tools.uncertain.checked || uncertain) && (!tools.conflicts.checked || conflicts)
      && (!lang || langs?.split(" ").includes(lang)) && (!since || last >= since) && (!until || first < until)
      && wanted.every((word) => textOf(event).includes(word));
    const events = cards();
    for (const event of events) event.hidden = !passes(event, event.dataset);
    const shown = all(".event:not([hidden])").length, filtered = shown < events.length;
    one("#found").textContent = filtered ? `${shown} of ${events.length} events` : `${shown} events`;
    one("#clear").hidden = !filtered;
    for (const list of all(".events")) one(".none", list.parentNode).hidden = !filtered || one(".event:not([hidden])", list);
  };
  const sort = () => {
    const [attribute, sign = 1] = tools.sort.value.split(" ");
    const key = ({ dataset }) => (attribute in dataset ? dataset[attribute] * sign : Infinity);
    const events = cards().sort((a, b) => key(a) - key(b) || a.dataset.rank - b.dataset.rank);
    for (const event of events) event.parentNode.append(event);
  };
  let typing = 0;
  form.addEventListener("submit", (e) => e.preventDefault());
  form.addEventListener("input", (e) => { clearTimeout(typing); typing = setTimeout(apply, e.target === tools.q ? 120 : 0); });
  form.addEventListener("reset", () => setTimeout(() => { sort(); apply(); }));
  tools.sort.addEventListener("change", sort);
  for (const bar of all(".bar")) bar.addEventListener("click", () => {
    tools.since.value = bar.dataset.from;
    tools.until.value = bar.dataset.to;
    apply();
    one("#events").scrollIntoView();
  });

  // Deep links: what waits arrives until the article or event of the link is there.
  const reach = () => {
    const id = decodeURIComponent(location.hash.slice(1)), target = () => document.getElementById(id);
    if (!/^[aes]-/.test(id)) return;
    const holder = () => !target() && all("noscript").find((waiting) => waiting.textContent.includes(`id="${id}"`));
    for (let waiting = holder(); waiting; waiting = holder()) arrive(waiting);
    one("#lost").hidden = target();
    for (let up = target(); up; up = up.parentElement) if (up.matches("details")) Object.assign(up, { open: true, hidden: false });
    target()?.scrollIntoView({ block: target().matches("details") ? "start" : "center" });
    one(`#${CSS.escape(id)} summary`)?.focus({ preventScroll: true });
  };
  addEventListener("hashchange", reach);

  // Comparing: a word is shared when it stands in a run of three that the other text has, too.
  const WORD = /(?:^[^\p{L}\p{N}]+)?(?:[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|[\p{L}\p{N}\p{M}]+)[^\p{L}\p{N}]*/gu;
  const textIn = (id) => {
    const shown = one(".words", document.getElementById(id)).cloneNode(true);
    all("del", shown).forEach((gone) => gone.remove());
    return shown.dataset.same ? textIn(shown.dataset.same) : shown.textContent;
  };
  const read = (member) => {
    const words = textIn(member.id).match(WORD) || [], bare = words.map((word) => fold(word).replace(/[^\p{L}\p{N}]/gu, ""));
    return { name: one(".source", member).textContent, words, runs: bare.slice(2).map((_, k) => bare.slice(k, k + 3).join(" ")) };
  };
  /** Where each word of a text stands in the other one; -1 when it is not shared. */
  const places = (mine, other) => {
    const known = new Map(other.runs.map((run, k) => [run, k])), found = mine.words.map(() => -1);
    mine.runs.forEach((run, k) => { if (known.has(run)) [0, 1, 2].forEach((step) => { found[k + step] = known.get(run) + step; }); });
    return found;
  };
  const put = (box, tag, text) => (box.lastChild?.localName === tag ? box.lastChild : box.appendChild(make(tag, ""))).append(text);
  const page = () => Object.assign(make("div", "", "words"), { dir: "auto" });
  const side = (mine, other) => {
    const column = make("div", ""), text = page(), found = places(mine, other);
    mine.words.forEach((word, k) => put(text, found[k] < 0 ? "span" : "mark", word));
    column.append(make("h5", mine.name), text);
    return column;
  };
  const inline = (a, b) => {
    const text = page(), inA = places(b, a), inB = places(a, b);
    const gone = (k) => { for (; inB[k] < 0; k++) put(text, "del", a.words[k]); };
    gone(0);
    b.words.forEach((word, k) => { put(text, inA[k] < 0 ? "ins" : "span", word); if (inA[k] >= 0) gone(inA[k] + 1); });
    return text;
  };
  const share = (mine, other) => `${Math.round(100 * mine.runs.filter((run) => other.runs.includes(run)).length / (mine.runs.length || 1))}%`;
  const picked = (within) => all(".pick:checked", within).map((box) => box.closest(".member"));
  const tell = (event, ...parts) => { one(".compare", event).hidden = false; one(".compare", event).replaceChildren(...parts); };
  const advise = (event, words) => tell(event, make("p", words, "hint"));
  const compare = (event) => {
    if (picked(event).length !== 2) return advise(event, "Tick two articles to compare them.");
    const [a, b] = picked(event).map(read), pair = make("div", "", "pair"), merged = make("details", "", "more");
    pair.append(side(a, b), side(b, a));
    merged.append(make("summary", `Inline: ${b.name} against ${a.name}; struck out is only in the latter, underlined only in the former`), inline(a, b));
    const shares = `${share(a, b)} of ${a.name}’s text is in ${b.name}’s, ${share(b, a)} of ${b.name}’s in ${a.name}’s (runs of three words, counted on the texts in this page).`;
    return tell(event, make("p", shares, "hint"), pair, merged);
  };

  // Corrections: kept in the page (and the browser's storage, where there is one) and exported.
  const store = `samestory:${root.dataset.report}`;
  let marks = [];
  try { marks = JSON.parse(localStorage.getItem(store)) || []; } catch { /* no storage: the page keeps them */ }
  const about = (mark) => (mark.a ? [mark.a, mark.b].sort().join() : JSON.stringify(mark));
  const lines = () => marks.map((mark) => `${JSON.stringify(mark)}\n`).join("");
  const show = (within) => {
    for (const { dataset, children } of all(".verdicts", within)) {
      const mine = marks.find((mark) => about(mark) === about(dataset));
      for (const button of children) button.setAttribute("aria-pressed", mine?.verdict === button.dataset.v);
    }
  };
  const keep = () => {
    try { localStorage.setItem(store, JSON.stringify(marks)); } catch { /* as above */ }
    tray.hidden = !marks.length;
    one("output", tray).textContent = marks.length === 1 ? "1 correction" : `${marks.length} corrections`;
    one("pre", tray).textContent = lines();
    show(document);
  };
  const correct = (verdict, said) => {
    const mark = { verdict, ...said }, before = marks.find((other) => about(other) === about(mark));
    marks = marks.filter((other) => other !== before);
    if (before?.verdict !== verdict) marks.push(mark);
    keep();
  };
  const prints = (members) => members.map((member) => member.dataset.fp);
  const note = (...events) => events.map((event) => one("h3", event).textContent).join(" | ");
  const actions = {
    compare,
    split: (event) => {
      const articles = prints(picked(event)), from = prints(all(".member", event)).filter((print) => !articles.includes(print));
      if (articles.length && from.length) correct("split", { articles, from, note: note(event) });
      else advise(event, "Tick the articles that do not belong here, but not all of them.");
    },
    merge: (event) => {
      const events = [...new Set([event, ...picked(document).map((member) => member.closest(".event"))])];
      if (events.length > 1) correct("merge", { articles: prints(events.map((other) => one(".member", other))), note: note(...events) });
      else advise(event, "Tick an article in each other event that is the same as this one.");
    },
    lock: (event) => correct("lock_event", { articles: prints(all(".member", event)), note: note(event) }),
    rename: (event) => { const title = one(".newtitle", event).value.trim(); if (title) correct("rename_event", { article: one(".member", event).dataset.fp, title }); },
    lead: (event, button) => { const member = button.closest(".member"); correct("pin_lead", { article: member.dataset.fp, note: one(".title", member).textContent }); },
    download: () => Object.assign(make("a", ""), { href: URL.createObjectURL(new Blob([lines()])), download: "corrections.jsonl" }).click(),
    undo: () => { marks.pop(); keep(); },
    expand: () => all(".event:not([hidden])").slice(0, 200).forEach(open),
    help: () => one("#help").showModal(),
  };
  document.addEventListener("click", (e) => {
    const button = e.target.closest("[data-do], [data-v]");
    if (button?.dataset.v) correct(button.dataset.v, { ...button.parentElement.dataset });
    else if (button) actions[button.dataset.do](button.closest(".event"), button);
  });

  // Keyboard.
  const focused = () => document.activeElement.closest(".event");
  const move = (step) => {
    const shown = all(".event:not([hidden])"), at = Math.min(shown.indexOf(focused()) + step, shown.length - 1);
    one("summary", shown[Math.max(at, 0)])?.focus();
  };
  const keys = {
    "/": () => tools.q.select(),
    "?": actions.help,
    j: () => move(1),
    k: () => move(-1),
    o: (event) => { if (event?.open) event.open = false; else if (event) open(event); },
    d: (event) => {
      if (!event) return;
      open(event);
      if (!one(".compare", event)) return all("details.text", event).forEach((text) => { text.open = true; });
      if (picked(event).length !== 2) all(".pick", event).forEach((box, k) => { box.checked = k < 2; });
      compare(event);
    },
  };
  document.addEventListener("keydown", (e) => {
    const typed = e.ctrlKey || e.metaKey || e.altKey || e.target.matches("input:not([type=checkbox]), select, textarea");
    if (typed || one("dialog[open]") || !keys[e.key]) return;
    e.preventDefault();
    keys[e.key](focused());
  });

  // Paper shows the first events open, unless the reader has opened some.
  const printed = [];
  addEventListener("beforeprint", () => {
    if (!one(".event[open]")) printed.push(...all(".event:not([hidden]):not(.single)").slice(0, 30));
    printed.forEach(open);
  });
  addEventListener("afterprint", () => printed.splice(0).forEach((event) => { event.open = false; }));

  const language = new Intl.DisplayNames("en", { type: "language" });
  for (const option of tools.lang.options) if (option.value) option.textContent = language.of(option.value);
  root.classList.add("scripted");
  form.hidden = false;
  one("#found").textContent = `${root.dataset.events} events`;
  keep();
  bitByBit();
  reach();
})();

"use strict";
// Comfort for the report: search, filters, keyboard, comparing, corrections. Reading needs none of it.
(() => {
  const one = (selector, within = document) => within.querySelector(selector);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const make = (tag, properties = {}) => Object.assign(document.createElement(tag), properties);
  const root = document.documentElement, form = one("#tools"), tools = form.elements, tray = one("#tray");

  // Words: messages in the language of the page, with numbers and plural as it has them.
  const say = JSON.parse(root.dataset.strings), plural = new Intl.PluralRules(root.lang), percent = new Intl.NumberFormat(root.lang, { style: "percent" });
  const fill = (message, given = {}) => (message[plural.select(given.n)] ?? message.other ?? message)
    .replace(/\{(\w+)\}/g, (_, name) => (typeof given[name] === "number" ? given[name].toLocaleString(root.lang) : given[name]));

  // Bodies wait in noscript as text, already escaped, until they are needed.
  const cards = all("details.event");
  // In the first of many pages an event is a line of the index, and its card is on the page of its day.
  const rows = JSON.parse(one("#index")?.textContent ?? "[]").map((row, rank) => ({ ...row, dataset: { ...row, rank } }));
  const items = rows.length ? rows : cards;
  const body = (event) => one(":scope > noscript", event);
  const open = (event) => {
    const waiting = body(event);
    waiting?.insertAdjacentHTML("afterend", waiting.textContent);
    // What only works with this script is not repeated in the page.
    if (waiting) one(".folds", event)?.append(one("#correct").content.cloneNode(true));
    waiting?.remove();
    press(event);
    event.open = true;
  };
  const shown = () => all(".event:not([hidden])");
  const draw = (row) => {
    const line = make("a", { className: "event row", href: row.href }), meta = make("span", { className: "meta" }), title = make("h3");
    const isolated = (text, lang = "") => make("bdi", { textContent: text, lang });
    if (row.articles > 1) {
      const weight = make("span", { className: "weight" });
      weight.append(make("b", { textContent: row.independent.toLocaleString(root.lang) }), fill(say.row_sources, { n: row.independent }));
      line.append(weight);
    }
    title.append(isolated(row.title, row.lang));
    meta.append(isolated(row.source), `${row.time && ", "}${row.time} · ${fill(say.row_articles, { n: row.articles })}`);
    line.append(title, meta);
    return line;
  };
  let most = 100;
  const list = () => {
    if (!rows.length) return;
    const left = rows.filter((row) => !row.hidden);
    one("#rows").replaceChildren(...left.slice(0, most).map(draw));
    one("#more").hidden = left.length <= most;
  };
  document.addEventListener("toggle", (e) => { if (e.target.open && e.target.matches(".event")) open(e.target); }, true);

  // Search, filters, order.
  const fold = (text) => text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "");
  const parsed = make("template"), plain = (html) => { parsed.innerHTML = html; return parsed.content.textContent; };
  const textOf = (event) => {
    event.text ??= fold(event.href ? `${event.title} ${event.source} ${event.said}` : `${one("summary", event).textContent} ${plain(body(event)?.textContent ?? event.innerHTML)}`);
    return event.text;
  };
  const facets = all("#facets fieldset").map((set) => ({ kind: set.dataset.facet, boxes: all("[name=facet]", set) }));
  const has = (event) => (event.tokens ??= new Set(event.dataset.f.split(" ")));
  /** Whether an event has what is chosen in a facet: every kind, or any of the other values. */
  const fits = ({ kind, boxes }) => {
    const chosen = boxes.filter((box) => box.checked).map((box) => box.value);
    return (event) => !chosen.length || chosen[kind === "kind" ? "every" : "some"]((token) => has(event).has(token));
  };
  const apply = () => {
    clearTimeout(typing);
    const wanted = fold(tools.q.value).split(/\s+/).filter(Boolean);
    const since = Date.parse(tools.since?.value) / 1000, until = Date.parse(tools.until?.value) / 1000 + 86400;
    const passes = (event, its = event.dataset) => (!since || its.last >= since) && (!until || its.first < until) && wanted.every((word) => textOf(event).includes(word));
    const found = items.filter((event) => passes(event)), tests = facets.map(fits);
    // Beside a value stands how many events it would leave, its own facet aside.
    facets.forEach(({ boxes }, own) => {
      const counts = new Map();
      for (const event of found) if (tests.every((test, at) => at === own || test(event))) for (const token of has(event)) counts.set(token, (counts.get(token) ?? 0) + 1);
      for (const box of boxes) one(".n", box.parentNode).textContent = (counts.get(box.value) ?? 0).toLocaleString(root.lang);
    });
    const left = new Set(found.filter((event) => tests.every((test) => test(event))));
    for (const event of items) event.hidden = !left.has(event);
    most = 100;
    list();
    const narrowed = left.size < items.length || wanted.length > 0;
    root.classList.toggle("narrowed", narrowed);
    for (const list of all(".events")) list.parentNode.hidden = narrowed && !one(".event:not([hidden])", list);
    one("#none").hidden = left.size || !narrowed;
    one("#clear").hidden = !narrowed;
    one("#found").textContent = fill(narrowed ? say.found_of : say.found, { n: items.length, shown: left.size });
  };
  const sort = () => {
    const [attribute, sign = 1] = tools.sort.value.split(" ");
    const key = ({ dataset }) => (attribute in dataset && dataset[attribute] !== null ? dataset[attribute] * sign : Infinity);
    items.sort((a, b) => (key(a) === key(b) ? 0 : key(a) - key(b)) || a.dataset.rank - b.dataset.rank).forEach((event) => event.parentNode?.append(event));
    list();
  };
  let typing = 0;
  form.addEventListener("submit", (e) => e.preventDefault());
  const search = () => {
    apply();
    // The first hit is seen while one types.
    const hit = shown()[0]?.getBoundingClientRect();
    if (hit && (hit.top < 0 || hit.bottom > innerHeight)) one(".browse").scrollIntoView();
  };
  document.addEventListener("input", (e) => { if (e.target.form === form) { clearTimeout(typing); typing = setTimeout(e.target === tools.q ? search : apply, e.target === tools.q ? 120 : 0); } });
  form.addEventListener("reset", () => setTimeout(() => { sort(); apply(); }));
  tools.sort.addEventListener("change", sort);

  // Deep links: what holds the article or event of the link arrives.
  const reach = () => {
    const id = decodeURIComponent(location.hash.slice(1)), target = () => document.getElementById(id);
    if (!/^[aes]-/.test(id)) return;
    const holder = target() || cards.find((event) => body(event)?.textContent.includes(`id="${id}"`));
    if (holder?.matches(".event")) open(holder);
    one("#lost").hidden = target();
    for (let up = target(); up; up = up.parentElement) if (up.matches("details")) Object.assign(up, { open: true, hidden: false });
    target()?.scrollIntoView({ block: target().matches("details") ? "start" : "center" });
    one(`#${CSS.escape(id)} summary`)?.focus({ preventScroll: true });
  };
  addEventListener("hashchange", reach);

  // Comparing: a word is shared when it stands in a run of three that the other text has, too.
  const WORD = /(?:^[^\p{L}\p{N}]+)?(?:[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]|[\p{L}\p{N}\p{M}]+)[^\p{L}\p{N}]*/gu;
  const textIn = (id) => {
    const text = one(".words", document.getElementById(id)).cloneNode(true);
    all("del", text).forEach((gone) => gone.remove());
    return text.dataset.same ? textIn(text.dataset.same) : text.textContent;
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
  /** A text with what the other one has, too, what is new in it, and what of the other one is gone. */
  const against = (other, mine) => {
    const text = make("div", { className: "words", dir: "auto" }), here = places(mine, other), there = places(other, mine);
    const put = (tag, word) => (text.lastChild?.localName === tag ? text.lastChild : text.appendChild(make(tag))).append(word);
    const gone = (k) => { for (; there[k] < 0; k++) put("del", other.words[k]); };
    gone(0);
    mine.words.forEach((word, k) => { put(here[k] < 0 ? "ins" : "mark", word); if (here[k] >= 0) gone(here[k] + 1); });
    return text;
  };
  const share = (mine, other) => percent.format(mine.runs.filter((run) => other.runs.includes(run)).length / (mine.runs.length || 1));
  const picked = (within) => all(".pick:checked", within).map((box) => box.closest(".member"));
  const tell = (event, words, ...parts) => {
    one(".compare", event).hidden = false;
    one(".compare", event).replaceChildren(make("p", { textContent: words, className: "hint" }), ...parts);
  };
  const compare = (event) => {
    if (picked(event).length !== 2) return tell(event, say.tick_two);
    const [a, b] = picked(event).map(read), pair = make("div", { className: "pair" }), merged = make("details", { className: "more" });
    const headed = (mine, other) => { const box = make("div"); box.append(make("h5", { textContent: mine.name }), against(other, mine)); return box; };
    const caption = fill(say.inline, { a: a.name, b: b.name });
    pair.append(headed(a, b), headed(b, a));
    merged.append(make("summary", { textContent: caption }), against(a, b));
    return tell(event, fill(say.compared, { a: a.name, b: b.name, share_a: share(a, b), share_b: share(b, a) }), pair, merged);
  };

  // Corrections: kept in the page (and the browser's storage, where there is one) and exported.
  const store = `samestory:${root.dataset.report}`;
  let marks = [];
  try { marks = JSON.parse(localStorage.getItem(store)) || []; } catch { /* no storage: the page keeps them */ }
  const about = (mark) => (mark.a ? [mark.a, mark.b].sort().join() : JSON.stringify(mark));
  const lines = () => marks.map((mark) => `${JSON.stringify(mark)}\n`).join("");
  const press = (within) => {
    all(".verdicts", within).forEach(({ dataset, children }) => {
      const mine = marks.find((mark) => about(mark) === about(dataset));
      for (const button of children) button.setAttribute("aria-pressed", mine?.verdict === button.dataset.verdict);
    });
    // A part goes by its first article.
    const first = ({ dataset }) => dataset.fps.split(" ")[0], marked = (verdict, print) => marks.some((mark) => mark.verdict === verdict && mark.articles[0] === print);
    all("[data-do=part]", within).forEach((button) => button.setAttribute("aria-pressed", marked("split", first(button.parentElement))));
    all("[data-do=whole]", within).forEach((button) => button.setAttribute("aria-pressed", marked("merge", first(one(".parts li", button.closest(".question"))))));
  };
  const keep = (kept) => {
    marks = kept;
    try { localStorage.setItem(store, JSON.stringify(marks)); } catch { /* as above */ }
    tray.hidden = !marks.length;
    one("output", tray).textContent = fill(say.corrections, { n: marks.length });
    one("pre", tray).textContent = lines();
    press(document);
  };
  const correct = (verdict, said) => {
    const mark = { verdict, ...said }, before = marks.find((other) => about(other) === about(mark));
    const others = marks.filter((other) => other !== before);
    keep(before?.verdict === verdict ? others : [...others, mark]);
  };
  const prints = (members) => members.map((member) => member.dataset.fp);
  const note = (...events) => events.map((event) => one("h3", event).textContent).join(" | ");

  // What buttons do: the action's name is in data-do.
  const actions = {
    compare,
    judge: (_, { dataset, parentElement }) => correct(dataset.verdict, { ...parentElement.dataset }),
    part: (_, { parentElement: part }) => {
      const articles = part.dataset.fps.split(" "), rest = all("li", part.parentElement).filter((other) => other !== part);
      correct("split", { articles, from: rest.flatMap((other) => other.dataset.fps.split(" ")), note: one("a", part).textContent });
    },
    whole: (_, button, asked = button.closest(".question")) =>
      correct("merge", { articles: all(".parts li", asked).map((part) => part.dataset.fps.split(" ")[0]), note: one("a", asked).textContent }),
    split: (event) => {
      const articles = prints(picked(event)), from = prints(all(".member", event)).filter((print) => !articles.includes(print));
      if (articles.length && from.length) correct("split", { articles, from, note: note(event) });
      else tell(event, say.tick_split);
    },
    merge: (event) => {
      const events = [...new Set([event, ...picked(document).map((member) => member.closest(".event"))])];
      if (events.length > 1) correct("merge", { articles: prints(events.map((other) => one(".member", other))), note: note(...events) });
      else tell(event, say.tick_merge);
    },
    lock: (event) => correct("lock_event", { articles: prints(all(".member", event)), note: note(event) }),
    rename: (event, { previousElementSibling: { value } }) => value.trim() && correct("rename_event", { article: one(".member", event).dataset.fp, title: value.trim() }),
    lead: (_, button, member = button.closest(".member")) => correct("pin_lead", { article: member.dataset.fp, note: one(".title", member).textContent }),
    download: () => make("a", { href: URL.createObjectURL(new Blob([lines()])), download: "corrections.jsonl" }).click(),
    undo: () => keep(marks.slice(0, -1)),
    more: () => { most += 200; list(); },
    expand: () => shown().slice(0, 200).forEach(open),
    day: (_, { dataset }) => { tools.since.value = dataset.since; tools.until.value = dataset.until; apply(); one("#events").scrollIntoView(); },
  };
  document.addEventListener("click", (e) => { const button = e.target.closest("[data-do]"); if (button) actions[button.dataset.do](button.closest(".event"), button); });

  // Keyboard: what the keys mean goes by the event in focus, else the last one, else the first on the screen.
  let last = null;
  document.addEventListener("focusin", (e) => { last = e.target.closest(".event") ?? last; });
  const onScreen = (event) => event && !event.hidden && event.getBoundingClientRect().bottom > 0 && event.getBoundingClientRect().top < innerHeight;
  const current = () => document.activeElement.closest(".event") ?? (onScreen(last) ? last : shown().find(onScreen)) ?? shown()[0];
  const focus = (event) => { (one("summary", event) ?? event)?.focus(); last = event; };
  const move = (step) => {
    const events = shown(), at = events.indexOf(current());
    // The first key only takes hold of the event that is seen.
    const to = events[at] === document.activeElement.closest(".event") || events[at] === last ? at + step : at;
    if (events.length) focus(events[Math.max(0, Math.min(to, events.length - 1))]);
  };
  const keys = {
    "/": () => { tools.q.focus(); tools.q.select(); },
    "?": () => one("#help").togglePopover(),
    j: () => move(1),
    k: () => move(-1),
    o: (event) => { if (event?.href) event.click(); else if (event?.open) event.removeAttribute("open"); else if (event) open(event); if (event) focus(event); },
    d: (event) => {
      if (!event || event.href) return;
      open(event);
      focus(event);
      if (!one(".compare", event)) return;
      if (picked(event).length !== 2) all(".pick", event).forEach((box, k) => { box.checked = k < 2; });
      compare(event);
      one(".compare", event).scrollIntoView({ block: "nearest" });
    },
  };
  document.addEventListener("keydown", (e) => {
    const typed = e.ctrlKey || e.metaKey || e.altKey || e.target.matches("input:not([type=checkbox]), select, textarea");
    if (e.target === tools.q && e.key === "Escape") { e.preventDefault(); tools.q.blur(); }
    if (e.target === tools.q && e.key === "Enter") { e.preventDefault(); apply(); const hit = shown()[0]; if (hit?.href) hit.click(); else if (hit) { open(hit); focus(hit); hit.scrollIntoView(); } }
    if (!typed && keys[e.key]) { e.preventDefault(); keys[e.key](current()); }
  });

  // Paper shows the first events open, unless the reader has opened some.
  let printed = [];
  addEventListener("beforeprint", () => {
    const events = one(".event[open]") ? [] : shown().slice(0, 30);
    events.forEach(open);
    printed = [...events, ...all(".event[open] .part-of:not([open])")];
    printed.forEach((part) => { part.open = true; });
  });
  addEventListener("afterprint", () => printed.forEach((part) => { part.open = false; }));

  const language = new Intl.DisplayNames(root.lang, { type: "language" });
  for (const name of all("[data-facet=language] bdi")) name.textContent = language.of(name.textContent);
  // On a narrow screen the list comes first, and what narrows it waits.
  if (matchMedia("(max-width: 60rem)").matches) one("#facets > details")?.removeAttribute("open");
  root.classList.add("scripted");
  form.hidden = false;
  apply();
  keep(marks);
  reach();
})();

// Writes output folders as `samestory cluster -o` does, with known content: the tests of the page
// must not depend on what the detection finds. All texts are made up for this file.
import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

const hex = (text) => createHash("sha256").update(text).digest("hex").slice(0, 16);
const seconds = (time) => (time ? Date.parse(time) : Infinity);

/** Evidence with quotes; a quote is [article id, words]. */
const says = (articles) => (signal, detail, weight, ...quotes) => ({
  signal, detail, weight,
  quotes: quotes.map(([id, text]) => {
    const article = articles.find((a) => a.id === id);
    const start = Buffer.byteLength(article.text.slice(0, Math.max(0, article.text.indexOf(text))));
    return { article: id, field: "text", start, end: start + Buffer.byteLength(text), text };
  }),
});

/**
 * Writes the folder. `events` name their members, lead first; `families` are lists of ids;
 * everything that is not given is derived from the articles.
 */
export function writeFolder(folder, { articles, events, storylines = [], families = [], pairs = [], run = {} }) {
  pairs = pairs.map((p) => ({ resemblance: 0.05, containment: 0.08, containment_back: 0.07, event_score: null, storyline_score: null, for: [], against: [], ...p }));
  const byId = new Map(articles.map((a) => [a.id, a]));
  const familyOf = new Map(families.flatMap((members) => members.map((id) => [id, members])));
  const eventOf = new Map(events.flatMap((e) => e.members.map((id) => [id, e])));
  const times = (ids) => ids.map((id) => byId.get(id).published).filter(Boolean).sort();
  for (const event of events) {
    event.id = "e:" + hex(event.members[0]);
    event.times = times(event.members);
  }
  const lines = storylines.map((line) => ({ ...line, id: "s:" + hex(line.events[0]) }));
  const lineOf = new Map(lines.flatMap((line) => line.events.map((lead) => [eventOf.get(lead).id, line])));
  for (const event of events) if (!lineOf.has(event.id)) {
    const line = { id: "s:" + event.id.slice(2), events: [event.members[0]], terms: [], follows: [] };
    lines.push(line);
    lineOf.set(event.id, line);
  }
  const tie = (id, lead) => {
    const pair = pairs.find((p) => (p.a === id && p.b === lead) || (p.b === id && p.a === lead));
    if (!pair) return null;
    const own = pair.a === id;
    return { to: lead, kind: pair.relation, resemblance: pair.resemblance, containment: own ? pair.containment : pair.containment_back, containment_back: own ? pair.containment_back : pair.containment };
  };
  const memberships = articles.map(({ id, score = 0.97, flags = [], role }) => {
    const event = eventOf.get(id), lead = event.members[0];
    const single = event.members.length === 1;
    return {
      id, family: "f:" + hex((familyOf.get(id) || [id])[0]), event: event.id, storyline: lineOf.get(event.id).id,
      role: role || (single ? "single" : id === lead ? "lead" : "report"), lead,
      relation: id === lead ? null : tie(id, lead), score: id === lead ? 1 : score, storyline_score: 0.9, margin: 0.8, flags,
    };
  });
  const sources = (ids) => [...new Set(ids.map((id) => byId.get(id).source).filter(Boolean))].sort();
  const records = {
    "articles.jsonl": articles.map(({ score, flags, role, credits = [], ...article }) => ({ ...article, language: /^[a-z]{2}$/.test(article.lang) ? article.lang : "und", credits, shortened: false, fingerprint: hex(article.id + article.text) })),
    "memberships.jsonl": memberships,
    "families.jsonl": families.map((members) => ({ family: "f:" + hex(members[0]), lead: members[0], members, cohesion: { min: 0.8, mean: 0.9, weakest: null, bridges: [] } })),
    "events.jsonl": events.map((e) => ({
      event: e.id, storyline: lineOf.get(e.id).id, title: byId.get(e.members[0]).title, lead: e.members[0], members: e.members,
      families: new Set(e.members.map((id) => (familyOf.get(id) || [id])[0])).size, sources: sources(e.members),
      first_published: e.times[0] ?? null, last_published: e.times.at(-1) ?? null, event_date: e.date ?? null, terms: e.terms ?? [],
      cohesion: e.cohesion ?? { min: 0.9, mean: 0.95, weakest: null, bridges: [] }, conflicts: e.conflicts ?? [],
    })),
    "storylines.jsonl": lines.map((line) => {
      const ids = line.events.map((lead) => eventOf.get(lead));
      const all = ids.flatMap((e) => e.times).sort();
      return {
        storyline: line.id, title: byId.get(line.events[0]).title, events: ids.map((e) => e.id), articles: ids.reduce((n, e) => n + e.members.length, 0),
        terms: line.terms, first_published: all[0] ?? null, last_published: all.at(-1) ?? null,
        follows: (line.follows ?? []).map(([event, follows, score]) => ({ event: eventOf.get(event).id, follows: eventOf.get(follows).id, score })),
      };
    }),
    "pairs.jsonl": pairs,
  };
  mkdirSync(folder, { recursive: true });
  for (const [name, list] of Object.entries(records)) writeFileSync(join(folder, name), list.map((r) => JSON.stringify(r) + "\n").join(""));
  writeFileSync(join(folder, "run.json"), JSON.stringify({
    schema: "samestory-output/1", program: "samestory (fixture)", config: {}, inputs: [{ name: "fixture.jsonl", format: "jsonl", articles: articles.length, rejected: 0 }],
    rejected: 0, rejected_records: [], warnings: 0, warned_records: [], skipped: [], fields: [], stored_text_chars: 20000,
    counts: { articles: articles.length, empty: 0, short: 0, copies: 0, families: families.length, events: events.length, single_events: 0, storylines: lines.length, copy_candidates: 0, event_candidates: 0, capped: [], bands: null },
    performance: { jobs: 1, seconds: 0, input_bytes: 0, stages: [], peak_memory_bytes: null }, ...run,
  }));
  return folder;
}

const wire = `A fire broke out in the east wing of the harbour library in Marwick shortly after four on Tuesday morning. Two night porters were taken to hospital with burns.

About 12,000 volumes were lost, among them the town's shipping registers from 1790 on, the head librarian, Ines Calder, told reporters at the scene. "We will not get those back," she said.

The fire service needed six hours to bring the flames under control. Its cause is not known.`;

export const hostile = {
  script: `<script>window.hacked = 1</script>"><img src=x onerror="window.hacked=2"><svg onload=window.hacked=3>`,
  style: `</style></noscript></textarea><style>body{display:none}</style><base href="http://evil.example/">`,
  bidi: `\u202Egnirts desrever\u2066 and \u200Fmarks\u0000\u0007`,
  quotes: `"'\`><a href="javascript:window.hacked=4" onmouseover='window.hacked=5'>{{ 7*7 }} {% raw %} \${window.hacked=6} &lt;b&gt; &amp;amp;`,
};

/** Events of every kind that the page treats in its own way. */
export function newsroom() {
  const articles = [
    { id: "wire-1", title: "Fire destroys part of Marwick harbour library", text: wire, published: "2024-03-12T05:10:00Z", source: "Coastline Wire", lang: "en", url: "https://coastline.example/1" },
    { id: "herald", title: "Fire destroys part of Marwick library", text: wire.replace("About 12,000 volumes were lost", "About 12,000 books were lost"), published: "2024-03-12T05:31:00Z", source: "Marwick Herald", lang: "en", url: "https://herald.example/fire", role: "near_copy", score: 0.99 },
    { id: "metro", title: "Fire destroys part of Marwick harbour library", text: wire, published: "2024-03-12T06:02:00Z", source: "metro.example", lang: "en", role: "identical", score: 1 },
    { id: "metro-sport", title: "Library fire in Marwick", text: wire.split("\n\n")[0], published: "2024-03-12T06:40:00Z", source: "sport.metro.example", lang: "en", role: "excerpt", score: 0.98 },
    { id: "courier", title: "Centuries of ship records burn in Marwick", text: `Flames tore through Marwick's harbour library before dawn on Tuesday, leaving two porters injured and its collection of ship records in ashes.\n\nInes Calder, who runs the library, put the loss at some 15,000 volumes. Firefighters were at work until ten in the morning. The mayor promised an inquiry into the old wiring of the east wing.`, published: "2024-03-12T09:20:00Z", source: "The Courier", lang: "en", url: "https://courier.example/marwick", score: 0.91, flags: ["conflict"], credits: ["AFP", "Reuters"] },
    { id: "radio", title: "Library fire: police question no one yet", text: `Police in Marwick say that nobody has been questioned over the fire that gutted a wing of the harbour library on Tuesday. A spokesman would not rule out arson.`, published: "2024-03-12T14:00:00Z", source: "Radio Firth", lang: "en", score: 0.62, flags: ["bridge"], credits: ["AFP"] },
    { id: "blog", title: "What burned with the library", text: `Notes on a lost archive: the registers began in 1790. Nobody had ever filmed them.`, published: "2024-03-13", source: "Harbour Notes", lang: "en", score: 0.55, flags: ["short_text"] },
    { id: "inquiry", title: "Marwick council orders inquiry into library wiring", text: `The council of Marwick voted on Thursday for an independent inquiry into the wiring of its harbour library, two days after a fire. It is to report by June.`, published: "2024-03-14T17:00:00Z", source: "The Courier", lang: "en" },
    { id: "inquiry-2", title: "Inquiry into library blaze", text: `Councillors in Marwick have asked an outside engineer to find out why the library burned. Her report is due in June.`, published: "2024-03-14T18:30:00Z", source: "Marwick Herald", lang: "en", score: 0.93 },
    { id: "fund", title: "Readers give 40,000 for the burnt library", text: `A fund for the harbour library in Marwick has passed 40,000 in its first week.`, published: "2024-03-19T08:00:00Z", source: "Radio Firth", lang: "en" },
    { id: "ar-1", title: "افتتاح خط قطار جديد بين المدينتين", text: "افتتحت الوزارة اليوم خط القطار الجديد الذي يربط بين المدينتين، ويقطع المسافة في أربعين دقيقة.", published: "2024-03-13T07:00:00Z", source: "صحيفة المرفأ", lang: "ar" },
    { id: "ar-2", title: "قطار جديد يربط المدينتين في أربعين دقيقة", text: "بدأ اليوم تشغيل القطار الجديد بين المدينتين. وتستغرق الرحلة أربعين دقيقة بحسب الوزارة.", published: "2024-03-13T08:15:00Z", source: "أخبار الساحل", lang: "ar", score: 0.88 },
    { id: "zh-1", title: "新地铁线路周一开通", text: "市政府宣布，新的地铁线路将于周一开通，全长二十公里，共设十二座车站。", published: "2024-03-13T02:00:00Z", source: "港口日报", lang: "zh" },
    { id: "zh-2", title: "十二座车站的地铁新线开通", text: "全长二十公里的地铁新线周一通车。沿线共设十二座车站，票价不变。", published: "2024-03-13T02:30:00Z", source: "新城晚报", lang: "zh", score: 0.86 },
    { id: "hostile-1", title: hostile.script, text: hostile.script + hostile.style + hostile.quotes + hostile.bidi + " " + "x".repeat(1_000_000), published: "2024-03-12T10:00:00Z", source: hostile.quotes, lang: "\"><script>", url: "javascript:window.hacked=7" },
    { id: hostile.style, title: hostile.bidi + hostile.style, text: hostile.style + hostile.script, published: "2024-03-12T10:00:00Z", source: hostile.bidi, score: 0.7 },
    { id: "undated", title: "", text: "A shop in Lower Firth has sold kites for a hundred years.", source: "Radio Firth", flags: ["undated", "short_text"] },
    { id: "empty", title: "", text: "", published: "2024-03-15T00:00:00Z", flags: ["empty"] },
  ];
  const why = says(articles);
  const pairs = [
    { a: "wire-1", b: "herald", relation: "near_copy", resemblance: 0.94, containment: 0.97, containment_back: 0.97 },
    { a: "wire-1", b: "metro", relation: "identical", resemblance: 1, containment: 1, containment_back: 1 },
    { a: "herald", b: "metro", relation: "near_copy", resemblance: 0.94, containment: 0.97, containment_back: 0.97 },
    { a: "metro", b: "metro-sport", relation: "excerpt", resemblance: 0.4, containment: 0.4, containment_back: 1 },
    { a: "wire-1", b: "courier", relation: "rewrite", event_score: 0.93, storyline_score: 0.98, for: [
      why("names", "both name Ines Calder and Marwick", 2.1, ["wire-1", "Ines Calder"], ["courier", "Ines Calder"]),
      why("event_date", "both put it on Tuesday, 12 March 2024", 1.8, ["wire-1", "on Tuesday morning"], ["courier", "before dawn on Tuesday"]),
      why("body", "shared rare words: harbour, library, porters, wing", 1.4),
    ], against: [why("numbers", "12,000 volumes against 15,000", -0.6, ["wire-1", "12,000 volumes"], ["courier", "15,000 volumes"])] },
    { a: "wire-1", b: "radio", relation: "same_event", event_score: 0.62, storyline_score: 0.95, for: [why("lead", "both lead with the fire in the harbour library", 1.2)], against: [why("kind", "one reports the fire, the other the police work after it", -0.9, ["radio", "nobody has been questioned"])] },
    { a: "radio", b: "blog", relation: "same_event", event_score: 0.55, storyline_score: 0.9, for: [why("names", "shared rare word: registers", 0.4)], against: [why("numbers", "no number in common", 0)] },
    { a: "wire-1", b: "inquiry", relation: "same_storyline", event_score: 0.34, storyline_score: 0.96, for: [why("names", "both name Marwick and its harbour library", 1.6, ["inquiry", "harbour library"])], against: [why("event_date", "12 March against 14 March 2024", -2.2, ["wire-1", "on Tuesday morning"], ["inquiry", "on Thursday"])] },
    { a: "inquiry", b: "inquiry-2", relation: "same_event", event_score: 0.93, storyline_score: 0.97, for: [why("body", "shared rare words: inquiry, June, wiring", 1.7)] },
    { a: "inquiry", b: "fund", relation: "same_storyline", event_score: 0.11, storyline_score: 0.8, against: [why("event_date", "14 March against 19 March 2024", -1.5)] },
    { a: "ar-1", b: "ar-2", relation: "same_event", event_score: 0.88, storyline_score: 0.9, for: [why("lead", "القطار الجديد، أربعين دقيقة", 1.5)] },
    { a: "zh-1", b: "zh-2", relation: "same_event", event_score: 0.86, storyline_score: 0.9, for: [why("lead", "地铁 二十公里 十二座车站", 1.5)] },
    { a: "hostile-1", b: hostile.style, relation: "same_event", event_score: 0.7, storyline_score: 0.8, for: [why(hostile.script, hostile.script + hostile.style, 1, ["hostile-1", hostile.script])] },
  ];
  const said = (id, text) => why("", "", 0, [id, text]).quotes[0];
  return {
    articles, pairs, families: [["wire-1", "herald", "metro", "metro-sport"]],
    events: [
      { members: ["wire-1", "herald", "metro", "metro-sport", "courier", "radio", "blog"], terms: ["library", "marwick", "harbour", "fire", "porters", "registers"],
        date: { from: "2024-03-12", to: "2024-03-12", confidence: 0.83, quote: said("wire-1", "shortly after four on Tuesday morning") },
        cohesion: { min: 0.31, mean: 0.78, weakest: ["wire-1", "blog"], bridges: ["radio"] },
        conflicts: [{ field: "volumes_lost", values: [{ value: "12,000", articles: ["wire-1", "herald", "metro"], quote: said("wire-1", "About 12,000 volumes were lost") }, { value: "15,000", articles: ["courier"], quote: said("courier", "some 15,000 volumes") }] }] },
      { members: ["inquiry", "inquiry-2"], terms: ["inquiry", "wiring", "council"], date: { from: "2024-03-14", to: "2024-03-14", confidence: 1, quote: said("inquiry", "on Thursday") } },
      { members: ["fund"], terms: ["fund"] },
      { members: ["ar-1", "ar-2"], terms: ["القطار"] }, { members: ["zh-1", "zh-2"], terms: ["地铁"] },
      { members: ["hostile-1", hostile.style], terms: [hostile.script], conflicts: [{ field: hostile.script, values: [{ value: hostile.style, articles: ["hostile-1"], quote: said("hostile-1", hostile.script) }] }] },
      { members: ["undated"] }, { members: ["empty"] },
    ],
    storylines: [{ events: ["wire-1", "inquiry", "fund"], terms: ["library", "marwick", "fire"], follows: [["inquiry", "wire-1", 0.96], ["fund", "inquiry", 0.8]] }],
    run: { inputs: [{ name: "newsroom.jsonl", format: "jsonl", articles: 18, rejected: 2 }], rejected: 2, rejected_records: [{ input: "newsroom.jsonl", record: 7, reason: "not JSON: <b>unexpected</b> end", repair: "mend the line" }, { input: "newsroom.jsonl", record: 19, reason: "no title and no text", repair: "give one of them" }] },
  };
}

/** Many events: every third one alone, the others reported two to four times. */
export function many(count) {
  const articles = [], events = [], pairs = [], places = ["Aldmoor", "Brackwater", "Cinderford", "Dunhaven", "Eastwick", "Farrow"];
  const acts = ["opens a new bridge", "closes its last mill", "elects a mayor", "counts flood damage", "welcomes a choir", "bans fireworks"];
  for (let n = 0; n < count; n++) {
    const size = [1, 2, 3, 1, 4, 2][n % 6], place = places[n % 6], act = acts[Math.floor(n / 6) % 6], members = [];
    for (let k = 0; k < size; k++) {
      const id = `n${n}-${k}`, minute = String((k * 13) % 60).padStart(2, "0");
      const day = String(1 + (n % 28)).padStart(2, "0");
      articles.push({ id, title: `${place} ${act}, report ${n} as told by outlet ${k}`, text: `${place} ${act}. `.repeat(3) + `Report ${n} in the words of outlet ${k}: residents, officials and visitors spoke of number ${n * 7}. `.repeat(6), published: `2024-04-${day}T0${k}:${minute}:00Z`, source: `Outlet ${k}`, lang: "en", score: 0.8 + (n % 20) / 100 });
      members.push(id);
      if (k) pairs.push({ a: members[0], b: id, relation: "same_event", event_score: 0.9, storyline_score: 0.95, for: [{ signal: "lead", detail: `both tell of ${place} and number ${n * 7}`, weight: 1, quotes: [] }] });
    }
    events.push({ members, terms: [place] });
  }
  return { articles, events, pairs, run: { inputs: [{ name: "many.jsonl", format: "jsonl", articles: articles.length, rejected: 0 }] } };
}

/** Nothing at all, and one article alone. */
export const nothing = () => ({ articles: [], events: [], run: { inputs: [{ name: "empty.jsonl", format: "jsonl", articles: 0, rejected: 0 }] } });
export const alone = () => ({ articles: [newsroom().articles[0]], events: [{ members: ["wire-1"] }] });

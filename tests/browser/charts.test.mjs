// What is looked at: charts with the same numbers as tables, in every shape of window; and editions.
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { test } from "node:test";
import { program, room } from "./browser.mjs";
import { hostile, many, newsroom, writeFolder } from "./fixture.mjs";
import { news, pageOf, visit } from "./pages.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const chart = (page, title) => page.locator("#overview .figures figure").filter({ has: page.locator("h3", { hasText: title }) });
const table = async (page, title) => {
  const figure = chart(page, title);
  await figure.locator("summary").click();
  return figure.locator("tbody tr").evaluateAll((rows) => rows.map((row) => [...row.cells].map((cell) => cell.textContent)));
};

test("each chart has a name, a description and its numbers as a table", async () => {
  const page = await visit(news());
  const titles = await page.locator("#overview .figures figure h3").allInnerTexts();
  assert.deepEqual(titles, ["Events over time", "How large events are", "Who writes, and who carries", "The way of one text"]);
  for (const svg of await page.locator("#overview .figures svg.drawing").all()) {
    const named = await svg.evaluate((it) => it.getAttribute("aria-labelledby").split(" ").map((id) => document.getElementById(id)?.textContent));
    assert.ok(named.length === 2 && named.every((words) => words?.length > 10), named.join());
  }
  assert.deepEqual((await table(page, "Events over time")).find(([day]) => day === "14 March 2024"), ["14 March 2024", "1", "1"]);
  assert.deepEqual((await table(page, "How large"))[0], ["1 article", "3"]);
  const outlets = await table(page, "Who writes");
  assert.deepEqual(outlets.find(([name]) => name === "Marwick Herald"), ["Marwick Herald", "1", "1"], "its own, and the wire's");
  assert.deepEqual((await table(page, "The way")).map(([outlet, , from]) => [outlet, from]), [
    ["Coastline Wire", ""], ["Marwick Herald", "Coastline Wire"], ["metro.example", "Coastline Wire"], ["sport.metro.example", "metro.example"],
  ]);
});

test("a feed of two days is drawn by the hour", async () => {
  const hourly = () => {
    const content = many(60);
    content.articles.forEach((article, at) => { article.published = `2024-04-0${1 + (at % 2)}T${String(at % 24).padStart(2, "0")}:30:00Z`; });
    return content;
  };
  const page = await visit(pageOf("hourly", hourly));
  assert.match(await chart(page, "Events over time").innerText(), /by the hour of their first report/);
  assert.match((await table(page, "Events over time"))[0][0], /^1 April 2024, 0\d:00$/);
});

for (const [name, options] of [["a phone", { viewport: { width: 390, height: 800 } }], ["the dark", { colorScheme: "dark" }]]) {
  test(`charts keep their place and their contrast: ${name}`, async () => {
    const page = await visit(news(), options);
    const wide = await page.locator("#overview .figures svg.drawing").evaluateAll((all) => all.filter((svg) => svg.getBoundingClientRect().right > innerWidth).length);
    assert.equal(wide, 0);
    const letters = await page.locator("#overview .figures svg.drawing text").first().evaluate((text) => text.getBoundingClientRect().height);
    assert.ok(letters >= 10, `${letters} pixels high`);
    await page.evaluate(axe);
    const { violations } = await page.evaluate(() => window.axe.run("#overview .figures", { resultTypes: ["violations"] }));
    assert.deepEqual(violations.map((found) => `${found.id}: ${found.nodes[0].html}`), []);
  });
}

/** Pages of a PDF that the browser has printed. */
const printed = async (page) => {
  const pdf = await page.pdf({ preferCSSPageSize: true });
  return pdf.toString("latin1").match(/\/Type\s*\/Page\b(?!s)/g).length;
};

/** Events whose every field is as long as it gets, in wide letters. */
const longest = () => {
  const content = many(600);
  for (const article of content.articles) {
    article.title = `${article.title} ${"新地铁线路周一开通".repeat(30)}`;
    article.text = `${"市政府宣布，新的地铁线路将于周一开通。".repeat(40)} ${article.text}`;
    article.source = `${article.source} ${"港口日报".repeat(20)}`;
  }
  content.storylines = Array.from({ length: 12 }, (_, at) => ({ events: content.events.slice(at * 10, at * 10 + 10).map((event) => event.members[0]), terms: [] }));
  return content;
};

test("a day's edition takes at most ten pages of paper, however long its texts", async () => {
  for (const [name, content] of [["newsroom", newsroom], ["many-pages", () => many(3000)], ["longest", longest]]) {
    const file = join(room, `${name}.html`);
    program("report", writeFolder(join(room, `edition-${name}`), content()), "--format", "pdf-ready", "-o", file, "--quiet");
    const page = await visit(file);
    const pages = await printed(page);
    assert.ok(pages <= 10, `${name}: ${pages} pages`);
    if (name !== "newsroom") assert.ok(pages >= 4, `${name}: only ${pages} pages`);
  }
});

test("an edition holds no markup of articles, and Markdown keeps it inert", async () => {
  const folder = writeFolder(join(room, "edition-hostile"), newsroom());
  const file = join(room, "hostile.html");
  program("report", folder, "--format", "pdf-ready", "-o", file, "--quiet");
  const page = await visit(file);
  assert.equal(await page.evaluate(() => window.hacked), undefined);
  assert.equal(await page.locator("script, img, iframe").count(), 0);
  assert.match(await page.locator("main").innerText(), /Fire destroys part of Marwick harbour library[\s\S]*The reports differ: [Vv]olumes lost: 12,000 \/ 15,000/);
  const mail = program("report", folder, "--format", "md");
  assert.ok(!mail.includes(hostile.script.slice(0, 8)) && !mail.includes("](javascript"), mail);
  assert.match(mail, /1\. \[\*\*Fire destroys part of Marwick harbour library\*\*\]\(https:\/\/coastline\.example\/1\): 3 independent sources, 7 articles/);
  writeFileSync(join(room, "mail.md"), mail);
});

test("a click on a column of the timeline narrows the list to its days", async () => {
  const page = await visit(news());
  await page.locator("#overview [data-do=day]", { has: page.locator("title", { hasText: "14 March 2024" }) }).click();
  assert.deepEqual(await page.locator("#events .event:not([hidden]) h3").allInnerTexts(), ["Marwick council orders inquiry into library wiring"]);
});

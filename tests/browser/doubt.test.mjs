// What to doubt, and storylines: questions with suggested parts, and what their buttons export.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { many } from "./fixture.mjs";
import { news, pageOf, visit } from "./pages.mjs";

const first = (page) => page.locator("#doubt .question").first();

test("an event in doubt is one question, with the parts it may fall into and what parts them", async () => {
  const page = await visit(news());
  const question = await first(page).innerText();
  assert.match(question, /^1\. Are these 7 articles one happening\?[\s\S]*3 independent sources/);
  assert.match(question, /5 articles: Coastline Wire, [\s\S]*1 article: Radio Firth[\s\S]*1 article: Harbour Notes/);
  assert.match(question, /one reports the fire, the other the police work after it[\s\S]*both lead with the fire/);
  assert.match(await page.locator("#doubt").innerText(), /Kept apart: is one of these the same after all\?[\s\S]*chance of being the same event 0\.34/);
});

test("a part that is another event is exported as a split, and the whole as a merge", async () => {
  const page = await visit(news());
  const parts = first(page).locator(".parts li"), button = (at) => parts.nth(at).getByRole("button");
  await button(2).click();
  assert.equal(await button(2).getAttribute("aria-pressed"), "true");
  assert.equal(await button(1).getAttribute("aria-pressed"), "false");
  await button(1).click();
  await first(page).getByRole("button", { name: "All of it is one event" }).click();
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Download corrections.jsonl" }).click()]);
  const marks = readFileSync(await download.path(), "utf8").trim().split("\n").map((line) => JSON.parse(line));
  assert.deepEqual(marks.map((mark) => mark.verdict), ["split", "split", "merge"]);
  assert.deepEqual([marks[0].articles.length, marks[0].from.length], [1, 6]);
  assert.equal(marks[2].articles.length, 3, "one of each part");
  await button(2).click();
  assert.equal(await button(2).getAttribute("aria-pressed"), "false", "taken back");
});

test("marks of parts survive a reload, and without a script the parts can be read", async () => {
  const page = await visit(news());
  await first(page).locator(".parts li").first().getByRole("button").click();
  await page.reload();
  assert.equal(await first(page).locator(".parts li").first().getByRole("button").getAttribute("aria-pressed"), "true");
  const still = await visit(news(), { javaScriptEnabled: false });
  assert.match(await first(still).innerText(), /Suggested parts/);
  assert.equal(await first(still).getByRole("button").count(), 0);
});

test("a storyline is a thread: what happened, then what, with dates", async () => {
  const page = await visit(news());
  const story = page.locator("details.story").first();
  await story.locator("> summary").click();
  assert.match(await story.innerText(), /3 events, 10 articles, 12–19 March 2024/);
  const steps = await story.locator(".steps li").allInnerTexts();
  assert.match(steps[0], /^12 March 2024\s+Fire destroys part/);
  assert.match(steps[1], /^14 March 2024 2 days later\s+Marwick council orders inquiry/);
  assert.match(steps[2], /^19 March 2024 5 days later\s+Readers give 40,000/);
});

test("of a storyline of many events the most reported are shown, in the order of time, and the rest is counted", async () => {
  const long = () => {
    const content = many(90);
    content.storylines = [{ events: content.events.map((event) => event.members[0]), terms: [] }];
    return content;
  };
  const page = await visit(pageOf("long-storyline", long));
  const story = page.locator("details.story").first();
  await story.locator("> summary").click();
  assert.match(await story.innerText(), /90 events[\s\S]*The 30 events with most articles; 60 more are in storylines\.jsonl/);
  const sizes = await story.locator(".steps li").evaluateAll((steps) => steps.map((step) => parseInt(/(\d+) articles?/.exec(step.textContent)[1])));
  assert.equal(sizes.length, 30);
  assert.ok(Math.min(...sizes) >= 3, "of sizes 1 to 4 the larger: " + sizes);
});

// A report of many pages: an index that finds every event, pages by day, and links between them.
import assert from "node:assert/strict";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { program, room } from "./browser.mjs";
import { many, writeFolder } from "./fixture.mjs";
import { visit } from "./pages.mjs";

let made;
/** Three thousand events that one page of 2 MB does not hold. */
const folder = () => {
  if (!made) {
    made = writeFolder(join(room, "large"), many(3_000));
    program("report", made, "--max-megabytes", "2", "--quiet");
  }
  return join(made, "report");
};
const index = (options) => visit(join(folder(), "index.html"), options);
const found = (page, words) => page.waitForFunction((wanted) => document.querySelector("#found").textContent === wanted, words);

describe("a report of many pages", () => {
  test("replaces the one page, has a page for each day, and every event once", () => {
    const pages = readdirSync(folder()).sort();
    assert.equal(existsSync(join(made, "report.html")), false);
    assert.equal(pages.length, 29, "28 days and the index");
    const cards = pages.map((name) => (readFileSync(join(folder(), name), "utf8").match(/<details class="event/g) ?? []).length);
    assert.equal(cards.reduce((sum, n) => sum + n), 3_000);
  });

  test("the index finds an event by typing, and Enter goes to it, open on its page", async () => {
    const page = await index();
    assert.match(await page.locator("h1").innerText(), /on 3,000 events/);
    await page.keyboard.press("/");
    await page.keyboard.type("report 2995 ");
    await found(page, "1 of 3,000 events");
    await page.keyboard.press("Enter");
    await page.waitForURL(/\d{4}-\d\d-\d\d\.html#e-/);
    const open = page.locator("details.event[open]");
    await open.locator(".member").first().waitFor();
    assert.match(await open.locator("h3").first().innerText(), /report 2995/);
    assert.match(await page.locator("h1").innerText(), /March 2024|May 2024|\d{4}: /);
  });

  test("filters and order work on the index; more is shown on demand", async () => {
    const page = await index();
    assert.equal(await page.locator("a.row").count(), 100);
    await page.click("#more");
    assert.equal(await page.locator("a.row").count(), 300);
    await page.locator("[value=by_several]").check();
    await page.waitForFunction(() => /^[\d,]+ of 3,000/.test(document.querySelector("#found").textContent));
    await page.locator("[value=by_several]").uncheck();
    await page.selectOption("[name=sort]", { label: "oldest" });
    const first = await page.locator("a.row").first().getAttribute("href");
    assert.match(first, /-01\.html#/);
    await page.keyboard.press("j");
  });

  test("pages lead to one another and to the index, and questions to their events", async () => {
    const page = await index();
    await page.locator("#days a").first().click();
    await page.locator("nav a[rel=prev]").click();
    await page.waitForURL(/-27\.html/);
    await page.locator("nav a[rel=next]").click();
    await page.waitForURL(/-28\.html/);
    await page.getByRole("link", { name: "All days" }).click();
    const broken = await page.evaluate(() => [...document.querySelectorAll("#doubt a, #storylines a, #rows a")].filter((a) => !/^[\w-]+\.html#[ae]-/.test(a.getAttribute("href"))).map((a) => a.outerHTML));
    assert.deepEqual(broken, []);
  });

  test("without scripts: the most reported events and all days are there", async () => {
    const page = await index({ javaScriptEnabled: false });
    assert.equal(await page.locator("a.row").count(), 200);
    assert.equal(await page.locator("#days a").count(), 28);
    await page.locator("a.row").first().click();
    assert.match(page.url(), /\.html#e-/);
  });

  test("at 390 pixels nothing is wider than the window", async () => {
    const page = await index({ viewport: { width: 390, height: 844 }, isMobile: true });
    const [inner, scroll] = await page.evaluate(() => [innerWidth, document.documentElement.scrollWidth]);
    assert.ok(scroll <= inner, `${scroll} > ${inner}`);
  });

  test("one page again, when it may be larger", () => {
    folder();
    program("report", made, "--quiet");
    assert.equal(existsSync(join(made, "report")), false);
    assert.ok(existsSync(join(made, "report.html")));
    made = undefined;
  });
});

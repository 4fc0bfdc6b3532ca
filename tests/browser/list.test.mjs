// The first screen: the headline, the list, search, filters and keys; in every language of the report.
import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, test } from "node:test";
import { program, room } from "./browser.mjs";
import { many, newsroom, writeFolder } from "./fixture.mjs";
import { news, pageOf, visit } from "./pages.mjs";

const PHONE = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };
const focused = (page) => page.evaluate(() => document.activeElement.closest(".event")?.querySelector("h3").textContent ?? document.activeElement.id);
const inWindow = (locator) => locator.evaluate((it) => { const box = it.getBoundingClientRect(); return box.top >= 0 && box.bottom <= innerHeight; });
const found = (page, words) => page.waitForFunction((wanted) => document.querySelector("#found").textContent === wanted, words);

describe("the first screen", () => {
  for (const [name, options] of Object.entries({ desktop: {}, phone: PHONE }))
    test(`${name}: the headline says what happened, and the list begins without scrolling`, async () => {
      const page = await visit(news(), options);
      assert.equal(await page.locator("h1").innerText(), "newsroom.jsonl, 12–19 March 2024: 18 articles on 8 events, 5 of them reported more than once");
      assert.ok(await inWindow(page.locator("#events .event > summary").first()));
      assert.ok(await inWindow(page.locator("#q")));
    });

  for (const [name, options] of Object.entries({ desktop: {}, phone: PHONE, dark: { colorScheme: "dark" } }))
    test(`${name}: what is typed is seen at once, Enter opens it, Escape leaves the field`, async () => {
      const page = await visit(pageOf("many-600", () => many(600)), options);
      await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
      await page.evaluate(() => { document.querySelector("#q").focus({ preventScroll: true }); });
      await page.keyboard.type("report 599 ");
      await found(page, "1 of 600 events");
      const hit = page.locator("details.event:not([hidden])");
      assert.ok(await inWindow(hit.locator("> summary")), "seen without scrolling");
      await page.keyboard.press("Enter");
      await hit.locator(".body").waitFor();
      assert.match(await focused(page), /report 599/);
      await page.keyboard.press("/");
      assert.equal(await focused(page), "q");
      await page.keyboard.press("Escape");
      assert.notEqual(await focused(page), "q");
      assert.equal(await page.inputValue("#q"), "report 599 ", "what was typed stays");
    });

  test("j k o d ? work from anywhere in the page", async () => {
    const page = await visit(news());
    const places = ["#doubt h2", "#overview", "#about", "#events"];
    for (const place of places) {
      await page.locator(place).evaluate((it) => { document.activeElement.blur(); it.scrollIntoView(); });
      await page.keyboard.press("j");
      assert.ok((await focused(page)).length > 2, place);
      await page.keyboard.press("o");
      assert.ok(await page.evaluate(() => document.activeElement.closest(".event").open), place);
      await page.keyboard.press("o");
      await page.keyboard.press("?");
      assert.ok(await page.locator("#help").isVisible(), place);
      await page.keyboard.press("Escape");
    }
    await page.locator("[value=by_several]").focus();
    await page.keyboard.press("j");
    assert.ok(await page.evaluate(() => document.activeElement.matches(".event > summary")), "from a filter");
    await page.evaluate(() => { document.activeElement.blur(); scrollTo(0, 0); });
    await page.keyboard.press("d");
    assert.match(await page.locator(".compare:not([hidden])").first().innerText(), /of the text of/);
    await page.locator("#doubt button").first().focus();
    await page.keyboard.press("k");
    assert.ok(await page.evaluate(() => document.activeElement.matches(".event > summary")), "from a button");
  });

  test("filters count, and a count says what a click leaves", async () => {
    const page = await visit(news());
    const value = (name) => page.locator("#facets label").filter({ has: page.locator("bdi", { hasText: new RegExp(`^${name}$`) }) });
    const count = async (name) => Number(await value(name).locator(".n").innerText());
    for (const [name, events] of [["several independent sources", 5], ["reports differ", 2], ["doubtful", 2], ["Radio Firth", 3], ["Arabic", 1], ["14 March 2024", 1], ["Marwick", 3]]) {
      await page.locator("#facets details.more").evaluateAll((all) => all.forEach((it) => { it.open = true; }));
      assert.equal(await count(name), events, name);
      await value(name).click();
      await found(page, `${events} of 8 events`);
      assert.equal(await page.locator(".event:not([hidden])").count(), events, name);
      await page.click("#clear");
      await found(page, "8 events");
    }
    await value("Radio Firth").click();
    await found(page, "3 of 8 events");
    assert.equal(await count("reports differ"), 1, "beside what is chosen");
    await value("Marwick Herald").click();
    await found(page, "4 of 8 events");
    await value("reports differ").click();
    await found(page, "1 of 8 events");
    await page.fill("[name=since]", "2024-04-01");
    await page.locator("#none").waitFor({ state: "visible" });
    assert.equal(await page.locator("#events").isVisible(), false);
  });

  test("a screen reader meets the search, the filters, then the list; headings lead there", async () => {
    const page = await visit(news());
    const order = await page.evaluate(() => ["h1", "nav", "#tools", "#facets", "#h-events", "#h-singles", "#h-storylines", "#h-doubt", "#h-overview", "#h-about"]
      .map((it) => document.querySelector(it)).every((it, at, all) => at === 0 || all[at - 1].compareDocumentPosition(it) & Node.DOCUMENT_POSITION_FOLLOWING));
    assert.ok(order);
    assert.equal(await page.getByRole("heading", { level: 1 }).count(), 1);
    assert.equal(await page.getByRole("group", { name: "Outlet" }).count(), 1, "a group of boxes has a name");
    assert.equal(await page.locator("#found").getAttribute("role"), "status");
  });

  test("without scripts there is no filter, and the list has the whole width", async () => {
    const page = await visit(news(), { javaScriptEnabled: false });
    assert.equal(await page.locator("#facets").isVisible(), false);
    const [list, wrap] = await Promise.all([".lists", "main"].map((it) => page.locator(it).boundingBox()));
    assert.ok(list.width > wrap.width - 60, `${list.width} of ${wrap.width}`);
  });
});

describe("languages", () => {
  const ENGLISH = /\b(articles?|events?|sources?|reported|independent|Search|Filters|Keyboard|reports?|doubtful|likely)\b/;
  const heads = { de: "18 Artikel zu 8 Ereignissen?", fr: "18 articles sur 8 événements", es: "18 artículos sobre 8 sucesos", ru: "18 статей, 8 событий", zh: "18 篇文章，8 个事件" };
  for (const [lang, head] of Object.entries(heads))
    test(`${lang}: the page says its language, and no word of it is left in English`, async () => {
      const folder = writeFolder(join(room, `news-${lang}`), newsroom());
      program("report", folder, "--report-lang", lang, "--quiet");
      const page = await visit(join(folder, "report.html"));
      assert.equal(await page.locator("html").getAttribute("lang"), lang);
      assert.match(await page.locator("h1").innerText(), new RegExp(head));
      await page.locator("details").evaluateAll((all) => all.forEach((it) => { it.open = true; }));
      // What articles say is isolated; names of files and settings stay.
      const own = await page.evaluate(() => {
        const copy = document.body.cloneNode(true);
        copy.querySelectorAll("bdi, script, noscript, code, q, .words, .brand, footer, [lang]:not(b), .adds, h1, pre, svg text").forEach((it) => it.remove());
        return [copy.textContent, ...[...copy.querySelectorAll("[aria-label], [placeholder]")].flatMap((it) => [it.getAttribute("aria-label"), it.placeholder])].join("\n");
      });
      const left = own.split("\n").filter((line) => ENGLISH.test(line) && !/jsonl|samestory/.test(line));
      if (lang !== "fr") assert.deepEqual(left, []);
      await page.keyboard.press("j");
      await page.keyboard.press("d");
      assert.ok((await page.locator(".compare:not([hidden])").innerText()).length > 20);
    });

  test("the browser's plural rules are those of the report", async () => {
    const page = await visit(news());
    const wanted = await page.evaluate(() => Object.fromEntries(["en", "de", "fr", "es", "ru", "zh"].map((lang) => [lang, [0, 1, 2, 3, 4, 5, 11, 12, 14, 21, 22, 25, 101, 111, 112, 1000].map((n) => new Intl.PluralRules(lang).select(n))])));
    // The forms of `plural.rs`, written out.
    const one = (n) => (n === 1 ? "one" : "other"), russian = (n) => (n % 10 === 1 && n % 100 !== 11 ? "one" : n % 10 >= 2 && n % 10 <= 4 && !(n % 100 >= 12 && n % 100 <= 14) ? "few" : "many");
    const rules = { en: one, de: one, es: one, fr: (n) => (n <= 1 ? "one" : "other"), ru: russian, zh: () => "other" };
    for (const [lang, rule] of Object.entries(rules)) assert.deepEqual([0, 1, 2, 3, 4, 5, 11, 12, 14, 21, 22, 25, 101, 111, 112, 1000].map(rule), wanted[lang], lang);
  });
});

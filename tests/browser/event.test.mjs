// One event in one view: who had it first, what each report adds, the headline, and what is folded.
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { newsroom } from "./fixture.mjs";
import { news, pageOf, visit } from "./pages.mjs";

const openEvent = async (page, title) => {
  const it = page.locator("details.event").filter({ has: page.locator("> summary h3", { hasText: title }) }).first();
  await it.locator("> summary").click();
  await it.locator(".body").waitFor();
  return it;
};
const report = (id, title, text, published) => ({ id, title, text, published, source: `Outlet ${id}`, lang: "en" });
const ferry = (reports) => () => ({ articles: reports, events: [{ members: reports.map(({ id }) => id) }], pairs: [] });

describe("an event in one view", () => {
  for (const [name, options, screens] of [["desktop", {}, 2], ["phone", { viewport: { width: 390, height: 844 }, isMobile: true }, 4]])
    test(`${name}: an event of seven articles takes no more than ${screens} screens, and the page is not wider than the window`, async () => {
      const page = await visit(news(), options);
      const fire = await openEvent(page, "Fire destroys");
      const { height } = await fire.boundingBox();
      assert.ok(height < screens * (options.viewport?.height ?? 900), `${height} pixels`);
      const [inner, scroll] = await page.evaluate(() => [innerWidth, document.documentElement.scrollWidth]);
      assert.ok(scroll <= inner, `${scroll} > ${inner}`);
    });

  test("each report says what it adds, and the first adds nothing to itself", async () => {
    const page = await visit(news());
    const fire = await openEvent(page, "Fire destroys");
    const adds = (name) => fire.locator(".members > li", { hasText: name }).locator(".adds");
    assert.match(await adds("The Courier").first().innerText(), /^Adds: (Flames tore|Ines Calder, who runs|The mayor promised|Firefighters)/);
    assert.equal(await fire.locator(".members > li").first().locator(".adds").count(), 0);
  });

  test("a day without an hour never leads over a stated hour", async () => {
    const page = await visit(pageOf("hours", ferry([
      report("a", "Ferry hits rocks at Kellan Head on Monday", "The ferry ran aground.", "2024-05-06"),
      report("b", "Ferry hits rocks off Kellan Head this morning", "The ferry ran onto rocks.", "2024-05-06T09:00:00Z"),
      report("c", "Ferry hits rocks near Kellan Head", "A ferry hit rocks.", "2024-05-06T11:00:00Z"),
    ])));
    const event = await openEvent(page, "Ferry");
    assert.match(await event.locator("summary").first().innerText(), /Outlet b, 6 May 2024, 09:00/);
    assert.match(await event.locator(".facts").innerText(), /Who had it first\s+Outlet b, 6 May 2024, 09:00\. Outlet a names only the day, the same one, so it may have been earlier/);
  });

  test("the headline is the most central of the clear ones, and says whose it is", async () => {
    const page = await visit(pageOf("headline", ferry([
      report("a", "LIVE: ferry on rocks at Kellan Head, latest updates", "The ferry ran aground.", "2024-05-06T08:00:00Z"),
      report("b", "Was the captain asleep?", "The ferry ran onto rocks.", "2024-05-06T09:00:00Z"),
      report("c", "All 84 rescued as ferry hits rocks at Kellan Head", "A ferry hit rocks.", "2024-05-06T10:00:00Z"),
      report("d", "Lifeboats save 84 from ferry on rocks off Kellan", "Lifeboats saved all.", "2024-05-06T11:00:00Z"),
    ])));
    const event = await openEvent(page, "All 84 rescued");
    assert.match(await event.locator(".facts").innerText(), /Headline\s+from Outlet c/);
    assert.match(await page.locator("#about").innerText(), /shares most with the other headlines/);
  });

  test("more than ten reports are folded, and none is lost", async () => {
    const reports = Array.from({ length: 14 }, (_, n) => report(`r${n}`, `Ferry hits rocks at Kellan Head, report ${n}`, `Witness ${n} told outlet ${n} about the ferry.`, `2024-05-06T${String(8 + n).padStart(2, "0")}:00:00Z`));
    const page = await visit(pageOf("folded", ferry(reports)));
    const event = await openEvent(page, "Ferry");
    assert.equal(await event.locator(".member >> visible=true").count(), 10);
    await event.getByText("Show 4 more reports").click();
    assert.equal(await event.locator(".member >> visible=true").count(), 14);
  });

  test("right to left: a report's words and what it adds have their own direction", async () => {
    const arabic = (id, title, text, published) => ({ ...report(id, title, text, published), lang: "ar" });
    const page = await visit(pageOf("arabic", ferry([
      arabic("a", "افتتاح خط قطار جديد بين المدينتين", "افتتحت الوزارة اليوم خط القطار الجديد.", "2024-03-13T07:00:00Z"),
      arabic("b", "قطار جديد يربط المدينتين", "وقال المهندس المسؤول إن الرحلة تستغرق أربعين دقيقة وتتوقف عند محطات كثيرة.", "2024-03-13T08:00:00Z"),
    ])));
    const train = await openEvent(page, "افتتاح");
    for (const part of [".adds", ".title bdi", ".summary"]) assert.equal(await train.locator(part).first().evaluate((it) => getComputedStyle(it).direction), "rtl", part);
    assert.equal(await train.locator(".adds").getAttribute("lang"), "ar");
  });

  test("on paper and without scripts an event says the same", async () => {
    const bare = await visit(pageOf("newsroom", newsroom), { javaScriptEnabled: false });
    const fire = await openEvent(bare, "Fire destroys");
    assert.match(await fire.locator(".facts").innerText(), /21 minutes before Marwick Herald/);
    const page = await visit(news());
    await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
    await page.emulateMedia({ media: "print" });
    assert.ok(await page.getByText("Who has the text from whom").first().isVisible());
    assert.ok(await page.locator(".tree").first().isVisible(), "folds are open on paper");
  });
});

// Pictures of the report on corpus/, for the documentation.
import { join } from "node:path";
import { clean, launch, open, program, room } from "./browser.mjs";

const project = join(import.meta.dirname, "..", "..");
const images = join(project, "docs", "images");
const out = join(room, "out");
program("cluster", join(project, "corpus", "articles"), "-o", out, "--quiet");
const path = join(out, "report.html");
const browser = await launch();
const first = (page) => page.locator("#events details.event").first();
const openFirst = async (page) => { await first(page).locator("> summary").click(); await first(page).locator(".body").waitFor(); };

for (const [name, options, prepare] of [
  ["desktop", {}, async () => {}],
  ["event", { viewport: { width: 1280, height: 1100 } }, async (page) => { await openFirst(page); await first(page).evaluate((e) => e.scrollIntoView()); }],
  ["phone", { viewport: { width: 390, height: 844 }, isMobile: true }, async (page) => { await openFirst(page); await first(page).evaluate((e) => e.scrollIntoView()); }],
  ["dark", { colorScheme: "dark" }, async (page) => page.evaluate(() => document.querySelector("#doubt").scrollIntoView())],
  ["print", { viewport: { width: 794, height: 1000 } }, async (page) => { await openFirst(page); await page.emulateMedia({ media: "print" }); await first(page).evaluate((e) => e.scrollIntoView()); }],
]) {
  const page = await open(browser, path, options);
  await prepare(page);
  await page.waitForTimeout(300);
  await page.screenshot({ path: join(images, `report-${name}.png`), type: "png" });
  await page.context().close();
}
await browser.close();
clean();

// Pages for a file of tests: one browser for all of it, and nothing wrong after any of them.
import assert from "node:assert/strict";
import { join } from "node:path";
import { after, afterEach, before } from "node:test";
import { clean, launch, open, report, room } from "./browser.mjs";
import { newsroom, writeFolder } from "./fixture.mjs";

const made = new Map();
/** The report of a folder with known content, made once. */
export const pageOf = (name, content) => {
  if (!made.has(name)) made.set(name, report(writeFolder(join(room, name), content())));
  return made.get(name);
};
export const news = () => pageOf("newsroom", newsroom);

let browser;
const pages = [];
/** Opens a page of this file's browser, closed after the test. */
export const visit = async (path, options) => { const page = await open(browser, path, options); pages.push(page); return page; };

before(async () => { browser = await launch(); });
after(async () => { await browser?.close(); clean(); });
/** After every test: no console message, no request, no policy violation, no dialog. */
afterEach(async () => {
  const wrong = pages.flatMap((page) => page.wrong);
  await Promise.all(pages.splice(0).map((page) => page.context().close()));
  assert.deepEqual(wrong, []);
});

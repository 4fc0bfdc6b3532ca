// The browser and the pages that the tests look at.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";

export const samestory = process.env.SAMESTORY;
export const room = mkdtempSync(join(tmpdir(), "samestory-browser-"));
export const clean = () => rmSync(room, { recursive: true, force: true });

/** Runs the program; what it says is shown when it fails. */
export const program = (...args) => execFileSync(samestory, args, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });

/** Makes the report of an output folder and returns its path. */
export function report(folder) {
  program("report", folder, "--quiet");
  return join(folder, "report.html");
}

export const launch = () => chromium.launch({
  executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});

/** Opens a page that records everything a report must never do. */
export async function open(browser, path, { hash = "", ...options } = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, acceptDownloads: true, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  page.wrong = [];
  page.on("console", (message) => page.wrong.push(`console ${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => page.wrong.push(`error: ${error.message}`));
  page.on("dialog", (dialog) => { page.wrong.push(`dialog: ${dialog.message()}`); dialog.dismiss(); });
  page.on("request", (request) => { if (!/^(file|data|blob):/.test(request.url())) page.wrong.push(`request: ${request.url()}`); });
  if (options.javaScriptEnabled !== false) await page.addInitScript(() => {
    document.addEventListener("securitypolicyviolation", (e) => console.error(`policy: ${e.violatedDirective} ${e.blockedURI}`));
  });
  await page.goto(`file://${path}${hash}`);
  return page;
}

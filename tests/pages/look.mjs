// Looks at a page as readers do: axe in light and dark, on a desktop and a phone, screenshots of all four, and a PDF.
//   npm install && node look.mjs ../../out/storyboard/index.html shots/story
// Needs Chromium at /usr/bin/chromium, or its path in CHROMIUM. Ends with 1 when axe finds something serious or critical, or the
// page scrolls sideways.
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import puppeteer from 'puppeteer-core';
const [file, prefix] = process.argv.slice(2);
fs.mkdirSync(path.dirname(path.resolve(prefix)), { recursive: true });
const axe = fs.readFileSync(new URL('./node_modules/axe-core/axe.min.js', import.meta.url), 'utf8');
const browser = await puppeteer.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ['--no-sandbox', '--allow-file-access-from-files'] });
let serious = 0;
try {
  for (const [scheme, width] of [['light', 1280], ['light', 390], ['dark', 1280], ['dark', 390]]) {
    const page = await browser.newPage();
    await page.setViewport({ width, height: width === 390 ? 844 : 800 });
    await page.emulateMediaFeatures([{ name: 'prefers-color-scheme', value: scheme }]);
    await page.goto(pathToFileURL(path.resolve(file)).href, { waitUntil: 'load' });
    await page.evaluate(async () => {
      for (const image of document.images) image.loading = 'eager';
      await Promise.allSettled([...document.images].map(image => image.decode()));
      const details = document.querySelector('details');
      if (details) details.open = true;
    });
    await page.evaluate(axe);
    const result = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ['violations'] }));
    for (const violation of result.violations) {
      console.log(scheme, width, violation.impact, violation.id, violation.nodes.length, violation.nodes[0].html.slice(0, 160));
      serious += violation.impact === 'serious' || violation.impact === 'critical' ? 1 : 0;
    }

    if (await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)) {
      console.log(scheme, width, 'scrolls sideways');
      serious++;
    }

    await page.screenshot({ path: `${prefix}-${scheme}-${width}.png`, fullPage: true });
    if (scheme === 'light' && width === 1280)
      await page.pdf({ path: `${prefix}.pdf`, printBackground: true, preferCSSPageSize: true });
    await page.close();
  }
} finally {
  await browser.close();
}

console.log('serious:', serious);
process.exit(serious ? 1 : 0);

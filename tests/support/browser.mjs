// A look at a page with Chromium: what became an element, how it is laid out, how
// well it can be read. The page forbids scripts, so another page of the same
// server looks at it through a frame.
import { spawn, spawnSync } from 'node:child_process';
import { createServer } from 'node:http';

import { makeFolder } from './repo.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome'];

/** The browser's name, or undefined where there is none. */
export const browser = NAMES.find((name) => spawnSync(name, ['--version']).status === 0);

/** Runs in the browser. */
function look(page) {
  const body = page.body;
  const channels = (colour) => colour.match(/[\d.]+/g).map(Number);
  const light = (colour) => channels(colour).slice(0, 3)
    .map((c) => c / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = (element) => {
    for (let e = element; e; e = e.parentElement) {
      const colour = getComputedStyle(e).backgroundColor;
      if ((channels(colour)[3] ?? 1) > 0) return colour;
    }
    return 'rgb(255, 255, 255)';
  };
  const contrasts = [...body.querySelectorAll('*')]
    .filter((e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.data.trim()))
    .map((e) => {
      const [a, b] = [light(getComputedStyle(e).color), light(ground(e))].sort();
      return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    });
  return {
    title: page.title,
    lang: page.documentElement.lang,
    elements: [...new Set([...page.querySelectorAll('*')].map((e) => e.localName))].sort(),
    attributes: [...new Set([...body.querySelectorAll('*')]
      .flatMap((e) => [...e.attributes].map((a) => a.name)))].sort(),
    headings: [...body.querySelectorAll('h1,h2,h3,h4,h5,h6')]
      .map((e) => [Number(e.localName[1]), e.textContent]),
    headers: [...body.querySelectorAll('th')].map((e) => e.scope),
    landmarks: body.querySelectorAll('main').length,
    text: body.textContent,
    ground: getComputedStyle(body).backgroundColor,
    contrast: Math.min(...contrasts),
    overflow: page.documentElement.scrollWidth - page.documentElement.clientWidth,
  };
}

const watcher = (width) => `<!DOCTYPE html><title>watcher</title>
<iframe src="/report" style="border:0;width:${width}px;height:800px"></iframe><pre></pre>
<script>${look}
const frame = document.querySelector('iframe');
onload = () => {
  for (const e of frame.contentDocument.querySelectorAll('details')) e.open = true;
  document.querySelector('pre').textContent =
    btoa(unescape(encodeURIComponent(JSON.stringify(look(frame.contentDocument)))));
};
</script>`;

/** What `look` says of the HTML text, and the paths that were asked for. */
export async function lookAt(t, html, { width = 1000, dark = false } = {}) {
  const asked = [];
  const server = createServer((request, response) => {
    asked.push(request.url);
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    response.end(request.url === '/report' ? html
      : request.url === '/' ? watcher(width) : '');
  });

  await new Promise((done) => { server.listen(0, '127.0.0.1', done); });
  try {
    const child = spawn(browser, ['--headless', '--no-sandbox', '--disable-gpu',
      '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync',
      `--user-data-dir=${makeFolder(t)}`,
      `--blink-settings=preferredColorScheme=${dark ? 0 : 1}`,
      '--timeout=20000', '--dump-dom', `http://127.0.0.1:${server.address().port}/`]);
    let dom = '';

    child.stdout.setEncoding('utf8').on('data', (text) => { dom += text; });
    child.stderr.resume();
    await new Promise((done) => { child.on('close', done); });
    const [, seen] = /<pre>([^<]+)<\/pre>/.exec(dom) ?? [];
    if (!seen) throw new Error(`the page could not be looked at: ${dom.slice(0, 500)}`);
    return { ...JSON.parse(Buffer.from(seen, 'base64').toString('utf8')), asked };
  } finally {
    server.closeAllConnections?.();
    server.close();
  }
}

// Every report format, read by a reader of that format, on changes whose paths,
// lines, threat models and answers try to break out of it.
import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';

import Ajv2020 from 'ajv/dist/2020.js';
import { SaxesParser } from 'saxes';

import { browser, lookAt } from '../support/browser.mjs';
import { ARGS, PATHS, body, crowdedRepo, hostileRepo } from '../support/hostile.mjs';
import { makeFolder } from '../support/repo.mjs';

const FORMATS = ['text', 'json', 'markdown', 'sarif', 'html', 'junit', 'github'];
const WIDTHS = [60, 80, 200];
const env = { THREATGATE_TODAY: '2026-11-02' };
const input = body;

const file = (path) => readFileSync(fileURLToPath(new URL(path, import.meta.url)), 'utf8');
const repos = { hostile: hostileRepo(null), crowded: crowdedRepo(null) };
const out = makeFolder(null);

/** Each repository's report in every format, written by one run. */
const reports = Object.fromEntries(Object.entries(repos).map(([name, repo]) => {
  const done = repo.run([...ARGS, '--body', '-',
    ...FORMATS.flatMap((f) => ['--write', `${f}=${join(out, `${name}.${f}`)}`])],
  { input, env });

  assert.equal(done.status, 1, done.stderr);
  return [name, Object.fromEntries(FORMATS.map((f) =>
    [f, readFileSync(join(out, `${name}.${f}`), 'utf8')]))];
}));
const each = (title, fn) => {
  for (const [name, report] of Object.entries(reports))
    test(`${title} (${name})`, (t) => fn(report, t, name));
};

// What would reorder, hide or colour the text around it.
const UNSEEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u2028-\u202e\u2066-\u2069]/;

/* --- json, sarif -------------------------------------------------------------- */

each('json follows its schema and has every finding', ({ json }, _t, name) => {
  const validate = new Ajv2020({ allErrors: true })
    .compile(JSON.parse(file('../../docs/report.schema.json')));
  const report = JSON.parse(json);

  assert.ok(validate(report), JSON.stringify(validate.errors, null, 1));
  assert.equal(report.findings.filter((f) => f.id === 'mitigation/control-removed').length,
    name === 'crowded' ? 300 : PATHS.length + 1);
  assert.equal(new Set(report.findings.map((f) => f.fingerprint)).size,
    report.findings.length);
});

each('sarif follows the OASIS schema', ({ sarif }) => {
  const { root, definitions } = JSON.parse(file('../formats/sarif-2.1.0.slice.json'));
  const validate = new Ajv2020({ allErrors: true, validateFormats: false, strict: false })
    .compile({ ...root, definitions });

  assert.ok(validate(JSON.parse(sarif)), JSON.stringify(validate.errors, null, 1));
});

each('sarif holds what GitHub asks for', ({ sarif, json }) => {
  const [run] = JSON.parse(sarif).runs;
  const { rules } = run.tool.driver;
  const { findings } = JSON.parse(json);
  const hashes = new Set();

  assert.equal(run.results.length, findings.length);
  for (const rule of rules) {
    for (const key of ['shortDescription', 'fullDescription', 'help'])
      assert.ok(rule[key].text.length > 1 && rule[key].text.length <= 1024, key);
    assert.ok(rule.properties.tags.includes('security'));
  }
  run.results.forEach((result, i) => {
    const [{ physicalLocation: { artifactLocation: { uri }, region } }] = result.locations;

    assert.equal(rules[result.ruleIndex].id, result.ruleId);
    assert.equal(result.level, findings[i].level);
    assert.match(uri, /^[A-Za-z0-9._~%-][A-Za-z0-9._~%/-]*$/);
    assert.doesNotMatch(uri, /%(?![0-9A-F]{2})/);
    assert.ok(region.startLine >= 1);
    assert.equal(result.partialFingerprints['threatgate/v1'], findings[i].fingerprint);
    assert.equal(result.suppressions?.[0].justification, findings[i].waived ?? undefined);
    // The uploader tells results apart by the text of their line unless told.
    if (findings[i].side === 'old' || !findings[i].line) {
      hashes.add(result.partialFingerprints.primaryLocationLineHash);
      assert.equal(region.startLine, 1);
    } else {
      assert.equal(result.partialFingerprints.primaryLocationLineHash, undefined);
    }
  });
  assert.ok(!hashes.has(undefined));
  assert.equal(hashes.size,
    findings.filter((f) => f.side === 'old' || !f.line).length);
});

test('sarif names each path by its bytes', () => {
  const uris = JSON.parse(reports.hostile.sarif).runs[0].results
    .map((r) => r.locations[0].physicalLocation.artifactLocation.uri);
  const bytes = (uri) => Buffer.from(uri.replace(/%(..)/g,
    (_, hex) => String.fromCharCode(parseInt(hex, 16))), 'latin1');
  const seen = new Set(uris.map((uri) => bytes(uri).toString('hex')));

  for (const path of PATHS) assert.ok(seen.has(path.toString('hex')), path.toString());
});

/* --- html ----------------------------------------------------------------------- */

const ELEMENTS = 'body br code dd details dl dt h1 h2 h3 head header html li main meta p '
  + 'pre section span strong style summary table tbody td th thead title tr ul';
const ATTRIBUTES = 'aria-labelledby class data-label id open role scope';
const skip = browser ? false : 'chromium is not installed';

each('html: nothing of the change becomes an element, runs or loads', async ({ html }, t) => {
  if (skip) return t.skip(skip);
  const page = await lookAt(t, html);

  assert.equal(page.title, 'threatgate: fail');
  assert.deepEqual(page.elements.filter((e) => !ELEMENTS.split(' ').includes(e)), []);
  assert.deepEqual(page.attributes.filter((a) => !ATTRIBUTES.split(' ').includes(a)), []);
  assert.deepEqual(page.asked.filter((url) => !['/', '/report', '/favicon.ico'].includes(url)),
    []);
  assert.doesNotMatch(page.text, UNSEEN);
  return undefined;
});

each('html: a page that can be read', async ({ html, json }, t) => {
  if (skip) return t.skip(skip);
  for (const dark of [false, true]) {
    for (const width of [320, 1000]) {
      const page = await lookAt(t, html, { width, dark });

      assert.equal(page.overflow, 0, `at ${width} pixels it scrolls sideways`);
      assert.ok(page.contrast >= 4.5, `contrast ${page.contrast}, dark: ${dark}`);
      assert.equal(page.ground, dark ? 'rgb(13, 17, 23)' : 'rgb(255, 255, 255)');
      assert.equal(page.lang, 'en');
      assert.equal(page.landmarks, 1);
      assert.equal(page.headings.filter(([level]) => level === 1).length, 1);
      page.headings.forEach(([level, text], i) => {
        assert.ok(text.trim());
        assert.ok(level <= (page.headings[i - 1]?.[0] ?? 0) + 1, `${text} skips a level`);
      });
      assert.ok(page.headers.every((scope) => ['row', 'col'].includes(scope)));
      for (const { range } of [JSON.parse(json)])
        assert.ok(page.text.includes(range.head) && page.text.includes(range.base));
    }
  }
  return undefined;
});

test('html: waived findings, threats and what the author wrote are there', () => {
  const { html } = reports.hostile;

  for (const title of ['What must be done', 'Warnings', 'Waived (1)', 'Checklist',
    'Threat models concerned', 'Threats touched', 'What was seen in the change'])
    assert.ok(html.includes(title), title);
  assert.match(html, /Known &lt;img src=x onerror=&quot;/);
  assert.match(html, /<summary>Data flow diagram/);
});

/* --- junit ------------------------------------------------------------------------ */

each('junit is XML whose counts are right', ({ junit, json }) => {
  const parser = new SaxesParser();
  const seen = { testcase: 0, failure: 0, skipped: 0 };
  const suites = [];
  const inside = [];
  const parents = { testsuites: undefined, testsuite: 'testsuites', testcase: 'testsuite',
    failure: 'testcase', skipped: 'testcase', 'system-out': 'testcase' };

  parser.on('error', (error) => { throw error; });
  parser.on('opentag', ({ name, attributes }) => {
    assert.ok(name in parents, name);
    if (name !== 'system-out') assert.equal(inside.at(-1), parents[name]);
    if (name.startsWith('testsuite')) suites.push(attributes);
    if (name === 'testcase') assert.ok(attributes.name && attributes.classname);
    if (name in seen) seen[name] += 1;
    inside.push(name);
  });
  parser.on('closetag', () => { inside.pop(); });
  parser.write(junit).close();
  assert.equal(suites.length, 2);
  for (const suite of suites) {
    assert.equal(Number(suite.tests), seen.testcase);
    assert.equal(Number(suite.failures), seen.failure);
    assert.equal(Number(suite.skipped), seen.skipped);
  }
  const { findings } = JSON.parse(json);
  assert.equal(seen.testcase, findings.length);
  assert.equal(seen.failure, findings.filter((f) => f.level === 'error').length);
  assert.equal(seen.skipped, findings.filter((f) => f.waived).length);
});

/* --- workflow commands --------------------------------------------------------------- */

/** A line as the runner reads it: `::name key=value,...::message`. */
function command(line) {
  const match = /^::([a-z-]+)(?: ([^:]*(?::(?!:)[^:]*)*))?::(.*)$/.exec(line);
  if (!match) return undefined;
  const plain = (text) => text.replace(/%0D/g, '\r').replace(/%0A/g, '\n');
  return {
    name: match[1],
    properties: Object.fromEntries((match[2] ?? '').split(',').filter(Boolean).map((pair) => {
      const at = pair.indexOf('=');
      return [pair.slice(0, at), plain(pair.slice(at + 1))
        .replace(/%3A/g, ':').replace(/%2C/g, ',').replace(/%25/g, '%')];
    })),
    message: plain(match[3]).replace(/%25/g, '%'),
  };
}

each('annotations: each line is one command of ours, the worst first', ({ github, json }) => {
  const lines = github.split(/\r\n|\r|\n/).filter(Boolean);
  const last = lines.at(-1);
  const commands = lines.filter((line) => line !== last).map(command);
  const { findings } = JSON.parse(json);

  assert.match(last, /^threatgate: \d+ more findings are not shown as annotations$/);
  assert.equal(commands.length + Number(/\d+/.exec(last)[0]), findings.length);
  for (const c of commands) {
    assert.ok(['error', 'warning', 'notice'].includes(c?.name), JSON.stringify(c));
    assert.ok(Object.keys(c.properties).every((k) => ['file', 'line', 'title'].includes(k)));
    assert.ok(findings.some((f) => f.id === c.properties.title));
    assert.ok([...c.message].length <= 4096);
    assert.doesNotMatch(c.message, UNSEEN);
  }
  const order = commands.map((c) => ['error', 'warning', 'notice'].indexOf(c.name));
  assert.deepEqual(order, [...order].sort());
});

test('annotations: a removed line is named in the message', () => {
  const [line] = reports.crowded.github.split('\n')
    .filter((l) => l.includes('mitigation/control-removed'));
  assert.match(command(line).message, /^app\/views_0_\S+\.py:8 \(removed\): /);
});

/* --- markdown -------------------------------------------------------------------------- */

const cells = (row) => row.replace(/\\\|/g, '').split('|').length - 2;

each('markdown: no stray HTML, tables are whole, what opens closes', ({ markdown }) => {
  let columns, fenced = false;
  const folds = [];

  assert.doesNotMatch(markdown, UNSEEN);
  for (const line of markdown.split('\n')) {
    if (/^ *```/.test(line)) fenced = !fenced;
    if (fenced) continue;
    const bare = line.replace(/(`+)(?!`).*?[^`]\1(?!`)/g, '');
    for (const [tag] of bare.matchAll(/<\/?[A-Za-z!][^>]*>?/g)) {
      assert.match(tag, /^<\/?(details|summary|sub)>$/, line);
      if (tag === '<details>') folds.push(tag);
      if (tag === '</details>') assert.ok(folds.pop(), 'closed what was not open');
    }
    assert.doesNotMatch(bare, /(?<!\\)\]\(/, 'a link without a base for links');
    assert.doesNotMatch(bare, /@[A-Za-z]|https?:\/\//);
    if (line.startsWith('|')) {
      columns ??= cells(line);
      assert.equal(cells(line), columns, line);
    } else {
      columns = undefined;
    }
  }
  assert.equal(fenced, false);
  assert.deepEqual(folds, []);
});

/* --- text -------------------------------------------------------------------------------- */

const COLOURS = /\x1b\[[0-9;]*m/g;

for (const [name, repo] of Object.entries(repos)) {
  for (const columns of WIDTHS) {
    test(`text: fits ${columns} columns, with and without colour (${name})`, () => {
      const text = (color, ...more) => repo.run(
        [...ARGS, '--body', '-', '--color', color, '-v', ...more],
        { input, env: { ...env, COLUMNS: String(columns) } }).stdout
        .replace(/, \d+ ms\)/, ')');
      const plain = text('never'), coloured = text('always');

      assert.equal(coloured.replace(COLOURS, ''), plain);
      assert.match(coloured, COLOURS);
      assert.doesNotMatch(plain, UNSEEN);
      for (const line of plain.split('\n')) {
        assert.doesNotMatch(line, / $/);
        // A path or a word is never broken.
        if ([...line].length > columns)
          assert.match(line, /^ +(app\/.*|\S+)$/, line);
      }
    });
  }
}

/* --- --write ------------------------------------------------------------------------------ */

test('--write: what is written is what --format prints', () => {
  for (const format of FORMATS) {
    const done = repos.hostile.run([...ARGS, '--body', '-', '--format', format], { input, env });
    assert.equal(done.stdout, reports.hostile[format], format);
  }
});

test('--write: a file that cannot be written is said once, and leaves nothing', (t) => {
  const dir = makeFolder(t);

  mkdirSync(join(dir, 'taken.json'));
  for (const target of ['missing/report.json', 'taken.json']) {
    const done = repos.hostile.run([...ARGS, '--write', `json=${join(dir, target)}`], { env });

    assert.equal(done.status, 3);
    assert.equal(done.stderr.trim().split('\n').filter((l) => /^threatgate/.test(l)).length, 1);
    assert.ok(done.stderr.includes(target));
    assert.deepEqual(readdirSync(dir), ['taken.json']);
    assert.ok(!existsSync(join(dir, 'missing')));
  }
});

test('--write: an unknown format is a mistake of the command line', (t) => {
  const dir = makeFolder(t);
  const done = repos.hostile.run([...ARGS, '--write', `pdf=${join(dir, 'x')}`], { env });

  assert.equal(done.status, 2);
  assert.match(done.stderr, /pdf/);
  assert.deepEqual(readdirSync(dir), []);
});

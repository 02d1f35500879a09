// Changes that try not to be seen. Each opens the example's export to everybody
// or weakens its threat model, in a disguise, under a body that says No to all:
// the run must fail, or at least say what was done.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';

import { makeRepo } from '../support/repo.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const order = join(root, 'examples/order-service');
const read = (path) => readFileSync(join(order, path), 'utf8');
const app = 'services/order/app.py';
const model = 'docs/threat-models/order-service.md';
const before = read(`base/${app}`);
const after = read(`pull-requests/02-export-without-guard/files/${app}`);
const threats = read(`base/${model}`);
const auth = read('base/services/order/auth.py');
const server = 'services/admin/server.js';
const express = `const express = require('express');
const { requireLogin } = require('./session');

const app = express();
const limits = { json: '10kb' };
const kept = new Map();
const seen = new Set();
const names = [];
const sizes = [];

app.use(requireLogin({ role: 'admin' }));

app.get('/admin/orders', (req, res) => {
  res.json(kept.get(req.query.id));
});

module.exports = { app, seen, names, sizes, limits };
`;
const closing = "app.use('/admin', requireLogin({ role: 'admin' }));\n";
const refunds = `from flask import abort

from .auth import current_user


def refund(order):
    if not current_user().is_admin:
        abort(403)
    return order.refund()
`;
const no = `## Security Considerations
- [x] Does this change handle user input? If yes, is it validated? No
- [x] Does this change cross a trust boundary? If yes, is it authenticated and authorized? No
- [x] Does this change handle sensitive data? If yes, is it encrypted and not logged? No
- [x] Does this change introduce a new external dependency? If yes, is it pinned and verified? No
- [x] Could this change be abused at scale? If yes, are there rate limits? No

Threat model reviewed: no change, because the flows stay the same
`;

function judge(t, { base = {}, head = {}, act, body = no }) {
  const repo = makeRepo(t);
  repo.write({ [app]: before, [model]: threats, 'services/order/auth.py': auth, ...base });
  repo.commit('base');
  repo.branch('change').write(head);
  act?.(repo);
  repo.commit('change');
  return repo.run(['check', '--base', 'main', '--head', 'change', '--format', 'json',
    '--body', '-'], { input: body, env: { THREATGATE_TODAY: '2026-11-02' } });
}

/** The run failed; some finding or signal speaks of `about`, if given. */
function caught(t, attack, about) {
  const done = judge(t, attack);
  assert.notEqual(done.status, 0, 'passed');
  if (!about) return;
  const text = JSON.stringify([done.json.findings, done.json.signals]);
  assert.match(text, about);
}

const hidden = (files) => ({ head: files });
const attacks = {
  'no disguise': hidden({ [app]: after }),
  'a new .gitattributes takes the diff away': hidden({ [app]: after,
    '.gitattributes': '*.py -diff\n* binary\n' }),
  'a new .gitattributes calls it generated': hidden({ [app]: after,
    '.gitattributes': '*.py linguist-generated linguist-vendored linguist-documentation\n' }),
  'a .gitattributes beside it': hidden({ [app]: after,
    'services/order/.gitattributes': '* -diff linguist-generated\n' }),
  'a NUL byte at the end': hidden({ [app]: `${after}# \0\n` }),
  'a NUL byte at the beginning': hidden({ [app]: `# \0\n${after}` }),
  'lone CR line ends': hidden({ [app]: after.replace(/\n/g, '\r') }),
  'CRLF line ends': hidden({ [app]: after.replace(/\n/g, '\r\n') }),
  'a byte order mark': hidden({ [app]: `\ufeff${after}` }),
  'UTF-16': hidden({ [app]: Buffer.from(`\ufeff${after}`, 'utf16le') }),
  'invalid UTF-8': hidden({ [app]: Buffer.concat([Buffer.from([0x23, 0xff, 0xfe, 0x0a]),
    Buffer.from(after)]) }),
  'Unicode line separators': hidden({ [app]: after.replace('\n@app.route("/orders/export")',
    '\n# \u2028\n@app.route("/orders/export")') }),
  'behind a very long line': hidden({ [app]: after.replace('@app.route("/orders/export")',
    `x = 0;${' '.repeat(5000)}y = 1\n@app.route("/orders/export")`) }),
  'at the end of a very long line': hidden({ [app]: `${before}${' '.repeat(8000)}@app.route("/orders/export")\ndef e(): return orders.of_month(request.args["m"])\n` }),
  'a name in other case': { act: (r) => { r.git('mv', app, 'services/order/App.py');
    r.write({ 'services/order/App.py': after }); } },
  'a rename with the change inside': { act: (r) => { r.git('mv', app, 'services/order/entry.py');
    r.write({ 'services/order/entry.py': after }); } },
  'a rename below the likeness': { act: (r) => { r.git('mv', app, 'services/order/entry.py');
    r.write({ 'services/order/entry.py': `${after}${'# filler of a line\n'.repeat(200)}` }); } },
  'a rename into vendor': { act: (r) => { r.write({ 'vendor/order/app.py': after, [app]: null }); } },
  'a rename into tests': { act: (r) => { r.write({ 'tests/test_app.py': after, [app]: null }); } },
  'a rename to a generated name': { act: (r) => { r.write({ 'services/order/app_pb2.py': after, [app]: null }); } },
  'a rename into documentation': { act: (r) => { r.write({ 'docs/app.py': after, [app]: null }); } },
  'a rename to no extension': { act: (r) => { r.write({ 'services/order/app': `#!/usr/bin/env python3\n${after}`, [app]: null }); } },
  'suppressed by its own comment': hidden({ [app]: after.replace('@app.route("/orders/export")',
    '# threatgate:ignore * -- fine\n@app.route("/orders/export")  # threatgate:ignore auth.* -- it is fine like that') }),
  'the guard moved to another function': hidden({ [app]: before
    .replace('@login_required\ndef show_order', 'def show_order')
    + '\n\n@login_required\ndef unused():\n    pass\n' }),
  'the guard commented out': hidden({ [app]: before
    .replace('@login_required\ndef show_order', '# @login_required\ndef show_order') }),
  'a guard wrapped into a comment, its own line unchanged': { base: { [server]: express },
    head: { [server]: express.replace('\napp.use(requireLogin', '\n/*\napp.use(requireLogin')
      .replace('\napp.get', '\n*/\napp.get') } },
  'a guard wrapped from far away': { base: { [server]: express },
    head: { [server]: express.replace('const limits', '/* const limits')
      .replace('\napp.get', '*/\napp.get') } },
  'a guard wrapped into a string': { base: { 'services/order/refunds.py': refunds },
    head: { 'services/order/refunds.py': refunds.replace('    if not', '    """\n    if not')
      .replace('    return', '    """\n    return') } },
  'a guard wrapped at the end of its file': { base: { [server]: express + closing },
    head: { [server]: `${express}/*\n${closing}*/\n` } },
  'an endpoint that was a comment': { base: { [server]: express.replace('\napp.get', '\n/*\napp.get')
    .replace('\nmodule', '*/\nmodule') }, head: { [server]: express } },
  'a policy that switches off': hidden({ [app]: after,
    '.threatgate.yml': 'levels: {"*": off}\nrules: {disable: ["*"]}\n' }),
  'a policy that ignores the path': hidden({ [app]: after,
    '.threatgate.yml': 'rules: {ignore: ["**"]}\n' }),
  'limits in the policy of the change': hidden({ [app]: after,
    '.threatgate.yml': 'limits: {file_bytes: 10, line_bytes: 10, files: 1}\n' }),
  'a baseline': hidden({ [app]: after, '.threatgate/baseline.yml': 'findings: []\n' }),
  'rules of its own by the same ids': hidden({ [app]: after, '.threatgate/rules/a.yml': 'pack: a\nrules: []\n' }),
  'evidence taken away with its function': hidden({ 'services/order/auth.py': 'x = 1\n' }),
  'evidence moved elsewhere': { act: (r) => { r.write({ 'lib/auth.py': 'x = 1\n', 'services/order/auth.py': null }); } },
};

for (const [name, attack] of Object.entries(attacks))
  test(`hidden: ${name}`, (t) => caught(t, attack));

const swap = (from, to) => {
  const text = threats.replace(from, to);
  assert.notEqual(text, threats, `${from} is not in the model`);
  return hidden({ [model]: text });
};
const weakened = {
  'implemented becomes planned': swap('never from the request | implemented', 'never from the request | planned'),
  'implemented becomes accepted': swap('never from the request | implemented', 'never from the request | accepted'),
  'words that weaken': swap('Use parameters in every query', 'Use parameters in queries where convenient'),
  'a mitigation emptied': swap('Use parameters in every query', 'TBD'),
  'a mitigation taken away': hidden({ [model]: threats.replace(/\| T8 \| Use parameters.*\n/, '') }),
  'a threat taken away': hidden({ [model]: threats.replace(/\| T8 \|.*\n/g, '') }),
  'a threat in an HTML comment': hidden({ [model]: threats.replace(/(\| T8 \| Tampering.*\n)/, '<!-- $1 -->\n') }),
  'a risk lowered': swap('| T8 | 3 | 3 | 2 | 3 | 2 | 13 | Critical |', '| T8 | 1 | 1 | 1 | 1 | 1 | 5 | Low |'),
  'a threshold raised': swap('owner: orders team\n', 'owner: orders team\nthreshold: critical\n'),
  'coverage shrunk': swap('  - services/order/**\n', ''),
  'coverage emptied': hidden({ [model]: threats.replace(/covers:\n.*\n.*\n/, 'covers: []\n') }),
  'coverage of nothing': swap('services/order/**', 'services/ordre/**'),
  'front matter removed': hidden({ [model]: threats.replace(/^---[^]*?\n---\n/, '') }),
  'front matter broken': hidden({ [model]: threats.replace('covers:', 'covers: [') }),
  'the model deleted': hidden({ [model]: null }),
  'the model moved away': { act: (r) => { r.write({ 'notes/old.md': threats, [model]: null }); } },
  'the model in a fence': hidden({ [model]: `\`\`\`\n${threats}\n\`\`\`\n` }),
  'the model made a symbolic link': hidden({ [model]: { link: '/etc/passwd' } }),
  'a threat taken away from a model made binary': hidden({
    [model]: `${threats.replace(/\| T8 \|.*\n/g, '')}\0` }),
  'declared out of scope': hidden({ [model]: `${threats}\n## Out of scope\n\n- T8 and everything about SQL injection\n` }),
};

for (const [name, attack] of Object.entries(weakened))
  test(`weakened: ${name}`, (t) => caught(t, { ...attack, body: no.replace(/\nThreat model.*/, '') }));

test('a symbolic link in place of code is seen', (t) => {
  const done = judge(t, { head: { 'services/order/auth.py': { link: '../../../../etc/passwd' } } });
  assert.notEqual(done.status, 0);
});

test('the executable bit alone is no change of code', (t) => {
  const done = judge(t, { head: { [app]: { text: before, mode: 0o755 } } });
  assert.equal(done.status, 0, done.stdout);
});

test('a file over the limit is not "nothing found"', (t) => {
  const big = `${'# a line of a comment that is long enough\n'.repeat(120000)}${after}`;
  const done = judge(t, { head: { [app]: big } });
  assert.notEqual(done.status, 0);
  assert.ok(done.json.findings.some((f) => f.id === 'gate/incomplete'));
});

test('more files than the limit, the change in the last', (t) => {
  const files = Object.fromEntries(Array.from({ length: 130 }, (_, i) => [`a/f${i}.txt`, `${i}\n`]));
  const done = judge(t, { base: { '.threatgate.yml': 'limits: {files: 100}\n' },
    head: { ...files, [app]: after } });
  assert.notEqual(done.status, 0);
  assert.ok(done.status === 3 || done.json.findings.some((f) => f.id === 'gate/incomplete'));
});

test('a hundred matches before the one in another file', (t) => {
  const decoys = Array.from({ length: 300 }, (_, i) =>
    `@app.route("/d${i}")\n@login_required\ndef d${i}():\n    return request.args["q"]\n\n`).join('\n');
  const done = judge(t, { head: { 'services/order/aaa.py': decoys, [app]: after } });
  assert.notEqual(done.status, 0);
  assert.ok(done.json.signals.some((s) => s.path === app));
});

const innocent = {
  'a typo in a comment': hidden({ [app]: before.replace('The HTTP entry', 'The HTTP entrance') }),
  'a new line end': hidden({ 'services/order/auth.py': `${auth}\n` }),
  'a CSS change': hidden({ 'web/order.css': 'body { color: red; }\n' }),
  'white space': hidden({ [app]: before.replace(/    /g, '\t') }),
  'functions in another order': hidden({ 'README.md': '# Orders\n\nWe log no password.\n' }),
  'a test': hidden({ 'tests/test_total.py': 'def test_total():\n    assert 1 + 1 == 2\n' }),
  'a docstring more': { base: { 'services/order/refunds.py': refunds },
    head: { 'services/order/refunds.py': refunds.replace('def refund(order):\n',
      'def refund(order):\n    """Gives the money back.\n\n    All of it.\n    """\n') } },
  'a comment that ends a line later': { base: { [server]: express.replace('\napp.use', '\n/* who\n   may\n*/\napp.use') },
    head: { [server]: express.replace('\napp.use', '\n/* who\n   may\n   come in\n */\napp.use') } },
  'a threat more': hidden({ [model]: threats.replace('| T13 |',
    '| T14 | Tampering | Order service to Stripe | A proxy in between changes an amount |\n| T13 |') }),
};

for (const [name, change] of Object.entries(innocent))
  test(`innocent: ${name}`, (t) => {
    const done = judge(t, change);
    assert.equal(done.status, 0, JSON.stringify(done.json.findings, null, 1));
  });

// A bundle under a name of its own: 12,000 bytes on one line.
const bundle = word => `${`function ${word}(t,n){return t?n:${word}(n,t)}`.repeat(300)}\n`;
const served = 'services/order/static/app.js';

test('a bundle that is built anew is nothing, whatever it is named', (t) => {
  const done = judge(t, { base: { [served]: bundle('e') },
    head: { [served]: bundle('e').replace('return', 'eval(location.hash);return') } });
  assert.equal(done.status, 0, JSON.stringify(done.json.findings, null, 1));
  assert.deepEqual(done.json.signals, []);
});

test('code that people read in the place of a bundle is judged', (t) => {
  const done = judge(t, { base: { [served]: bundle('e') },
    head: { [served]: 'export function go() {\n  eval(location.hash);\n}\n' } });
  assert.notEqual(done.status, 0);
  assert.ok(done.json.signals.some(s => s.rule === 'exec.code'));
});

test('a bundle that the base does not have proves nothing', (t) => {
  const done = judge(t, { head: { [served]: bundle('e') } });
  assert.notEqual(done.status, 0);
  assert.ok(done.json.findings.some(f => f.id === 'gate/incomplete'
    && f.fix.includes('linguist-generated')));
});

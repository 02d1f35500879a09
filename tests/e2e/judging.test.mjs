// Who judges: the policy, the waivers and the questions of the base, whatever a
// pull request writes about itself.
import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import test from 'node:test';
import { fileURLToPath } from 'node:url';

import { makeRepo } from '../support/repo.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const order = join(root, 'examples/order-service');
const read = (path) => readFileSync(join(order, path), 'utf8');
const app = 'services/order/app.py';
const model = 'docs/threat-models/order-service.md';

const questions = [
  'Does this change handle user input? If yes, is it validated?',
  'Does this change cross a trust boundary? If yes, is it authenticated and authorized?',
  'Does this change handle sensitive data? If yes, is it encrypted and not logged?',
  'Does this change introduce a new external dependency? If yes, is it pinned and verified?',
  'Could this change be abused at scale? If yes, are there rate limits?',
];
const section = (answers) => `## Security Considerations\n${
  questions.map((q, i) => `- [x] ${q} ${answers[i % answers.length]}`).join('\n')}\n`;
const allNo = section(['No']);

/** Judges the example's unguarded export, with more files in base and change. */
function judge(t, { base = {}, head = {}, body = allNo } = {}) {
  const repo = makeRepo(t);
  repo.write({ [app]: read(`base/${app}`), [model]: read(`base/${model}`), ...base });
  repo.commit('base');
  repo.branch('change');
  repo.write({ [app]: read(`pull-requests/02-export-without-guard/files/${app}`), ...head });
  repo.commit('change');
  writeFileSync(join(repo.dir, 'BODY.md'), body);
  const done = repo.run(['check', '--base', 'main', '--head', 'change', '--format', 'json',
    '--body', join(repo.dir, 'BODY.md')], { env: { THREATGATE_TODAY: '2026-11-02' } });
  const report = JSON.parse(done.stdout);
  return {
    status: done.status,
    report,
    ids: (level) => report.findings.filter((f) => !level || f.level === level)
      .map((f) => f.id),
    topic: (id) => report.topics.find((x) => x.id === id),
  };
}

test('a bare No to what the change shows is contradicted, on its line', (t) => {
  const { status, report, topic } = judge(t);
  assert.equal(status, 1);
  assert.equal(topic('trust-boundary').outcome, 'contradicted');
  const found = report.findings.find((f) => f.topic === 'trust-boundary');
  assert.equal(found.path, app);
  assert.ok(found.line > 1);
  assert.match(found.fingerprint, /^[0-9a-f]{32}$/);
});

test('empty ticks in disguise do not pass', (t) => {
  const { status, topic } = judge(t, { body: section([
    'Yes: TODO', 'Yes: it is authenticated and authorized', 'Yes: ...', 'Yes: \u200b\u200b',
    'Yes: see above']) });
  assert.equal(status, 1);
  assert.equal(topic('trust-boundary').outcome, 'needs-explanation');
  assert.equal(topic('dependency').outcome, 'ok');
});

test('lists of other sections, quotes and fences are no answers', (t) => {
  const filled = section(['Yes: behind the staff guard of the gateway']);
  const elsewhere = filled.replace('## Security Considerations', '## Type of change');
  const quoted = filled.replace(/^/gm, '> ');
  const { status, topic } = judge(t, {
    body: `${elsewhere}\n${quoted}\n\`\`\`\n${filled}\n\`\`\`\n` });
  assert.equal(status, 1);
  assert.ok(['missing'].includes(topic('trust-boundary').answer));
});

for (const [name, head] of [
  ['switches everything off', { '.threatgate.yml': 'levels: {"*": off}\n' }],
  ['asks another question', { '.threatgate.yml':
    'checklist: {items: [{id: own, question: Is all of it fine?}]}\n' }],
  ['waives itself', { '.threatgate/waivers.yml': `waivers:
  - {finding: "*", path: "**", reason: I am in a hurry, owner: me, expires: 2099-12-31}\n` }],
]) {
  test(`a change that ${name} is judged as strictly as before`, (t) => {
    const { status, ids } = judge(t, { head });
    assert.equal(status, 1);
    assert.ok(ids('error').includes('checklist/contradicted'));
    assert.ok(ids('warning').includes('gate/policy-changed'));
  });
}

test('a policy broken by the change is a finding; the base stands alone', (t) => {
  const { status, report } = judge(t, { head: { '.threatgate.yml': 'checklst: {}\n' } });
  assert.equal(status, 1);
  const broken = report.findings.find((f) => f.id === 'gate/policy-broken');
  assert.equal(broken.path, '.threatgate.yml');
  assert.match(broken.message, /unknown key "checklst"/);
});

test('a waiver of the base counts until its day, then it is a warning', (t) => {
  const waiver = (day) => ({ '.threatgate/waivers.yml': `waivers:
  - {finding: "*", path: "**", reason: Export is for one test, owner: me, expires: ${day}}\n` });
  const waived = judge(t, { base: waiver('2026-11-02') });
  assert.equal(waived.status, 0);
  assert.ok(waived.report.findings.some((f) => f.waived));
  const late = judge(t, { base: waiver('2026-11-01') });
  assert.equal(late.status, 1);
  assert.ok(late.ids('warning').includes('gate/waiver-expired'));
});

test('declaring the model reviewed, with a reason, is enough', (t) => {
  assert.ok(judge(t).ids().includes('model/review-needed'));
  const body = (why) => `${allNo}\nThreat model reviewed: no change, because ${why}\n`;
  assert.ok(judge(t, { body: body('...') }).ids().includes('model/review-needed'));
  assert.ok(!judge(t, { body: body('the flows stay the same') }).ids()
    .includes('model/review-needed'));
});

test('a rule that is not committed yet is tried out with --policy worktree, and only then', (t) => {
  const repo = makeRepo(t);
  repo.write({ 'app.py': 'x = 1\n' });
  repo.commit('base');
  repo.branch('change');
  repo.write({ 'app.py': 'x = 1\nopen_vault(x)\n' });
  repo.commit('change');
  repo.write({ '.threatgate/rules/own.yml': [
    'pack: own', 'rules:', '  - id: own.vault', '    title: The vault is opened',
    '    topic: trust-boundary', '    severity: high', '    confidence: high',
    "    line: 'open_vault\\('", '    message: The vault is opened.',
    '    ask: Who may open it?', ''].join('\n') });
  const rules = (...more) => JSON.parse(repo.run(['check', '--base', 'main', '--head', 'change',
    '--format', 'json', ...more]).stdout).signals.map((signal) => signal.rule);
  assert.deepEqual(rules('--policy', 'worktree'), ['own.vault']);
  assert.deepEqual(rules(), []);
});

// threatgate draft: what it prepares, what it leaves alone, and that the gate
// takes it once the author has written what was asked.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'node:test';

import { cleanEnv, makeFolder, makeRepo, program } from '../support/repo.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const today = { THREATGATE_TODAY: '2026-11-02' };
const questions = [
  'Does this change handle user input? If yes, is it validated?',
  'Does this change cross a trust boundary? If yes, is it authenticated and authorized?',
  'Does this change handle sensitive data? If yes, is it encrypted and not logged?',
  'Does this change introduce a new external dependency? If yes, is it pinned and verified?',
  'Could this change be abused at scale? If yes, are there rate limits?',
];

const app = `from flask import Flask, request

app = Flask(__name__)
`;
const route = `${app}

@app.route("/export", methods=["POST"])
def export():
    return render(request.form["month"])
`;

function makeChange(t, { base = {}, head = { 'app.py': route } } = {}) {
  const repo = makeRepo(t);
  repo.write({ 'app.py': app, 'a.css': 'a {}\n', ...base }).commit('base');
  repo.branch('change').write(head).commit('change');
  return repo;
}

const draft = (repo, args = [], options = {}) =>
  repo.run(['draft', '--base', 'main', ...args], { env: today, ...options });
const check = (repo, body) =>
  repo.run(['check', '--base', 'main', '--body', '-', '--format', 'json'],
    { input: body, env: today }).json;

// What an author does: writes behind every open "Yes:" and wherever else it asks.
const write = (body) => body
  .replace(/^([ >]*)Yes: <!--.*?-->/gm, '$1Yes: the month is parsed as a date, else a 400 follows')
  .replace(/because <!--.*?-->/g, 'because the flow and its boundaries stay the same')
  .replace(/^(- (?:What|Did) .*?\?) <!--.*?-->$/gm, '$1 A monthly export for the shop owner');

const checklistErrors = (report) => report.findings.filter((f) => f.level === 'error' &&
  /^(checklist|discussion)\/|control-removed|review-needed/.test(f.id)).map((f) => f.id);

test('nothing seen: every item says "No", and the gate takes it as it is', (t) => {
  const repo = makeChange(t, { head: { 'a.css': 'b {}\n' } });
  const { status, stdout, stderr } = draft(repo);
  assert.equal(status, 0);
  assert.equal(stderr, '');
  for (const q of questions) assert.ok(stdout.includes(`- [ ] ${q} No <!-- threatgate:`), q);
  assert.equal(check(repo, stdout).verdict, 'pass');
});

test('what was seen is shown with its line, and waits for the author', (t) => {
  const repo = makeChange(t);
  const { stdout, stderr } = draft(repo);
  assert.match(stdout, /> - `app\.py:\d+` /);
  assert.match(stderr, /for you to write/);
  assert.ok(checklistErrors(check(repo, stdout)).includes('checklist/needs-explanation'));
  const written = check(repo, write(stdout));
  assert.deepEqual(checklistErrors(written), []);
});

test('the evidence never passes for an explanation', (t) => {
  const repo = makeChange(t);
  const bare = draft(repo).stdout.replace(/Yes: <!--.*?-->/g, 'Yes').replaceAll('[ ]', '[x]');
  assert.ok(checklistErrors(check(repo, bare)).includes('checklist/needs-explanation'));
});

test('every example: drafted, explained, and the checklist is met', (t) => {
  const example = join(root, 'examples/order-service');
  for (const name of readdirSync(join(example, 'pull-requests'))) {
    const repo = makeRepo(t);
    cpSync(join(example, 'base'), repo.dir, { recursive: true });
    repo.commit('base');
    repo.branch('change');
    cpSync(join(example, 'pull-requests', name, 'files'), repo.dir, { recursive: true });
    repo.commit('change');
    const { stdout } = draft(repo);
    assert.deepEqual(checklistErrors(check(repo, write(stdout))), [], name);
  }
});

test('a control that goes is asked about, though nothing else speaks to its item', (t) => {
  const guarded = app.replace('request\n', 'request\nfrom flask_login import login_required\n') +
    '\n@app.route("/orders")\n@login_required\ndef orders():\n    return []\n';
  const repo = makeChange(t, { base: { 'app.py': guarded },
    head: { 'app.py': guarded.replace('@login_required\n', '') } });
  const body = draft(repo).stdout;
  assert.deepEqual(checklistErrors(check(repo, write(body))), []);
});

test('the repository\'s own template is the frame; its own wording stays', (t) => {
  const template = '## What\n\n<!-- say what -->\n\n## Security Considerations\n\n' +
    '- [ ] Is anything that people type in checked? <!-- threatgate:user-input -->\n' +
    questions.slice(1).map((q) => `- [ ] ${q}\n`).join('') + '\n## Screenshots\n';
  const repo = makeChange(t, { base: { '.github/pull_request_template.md': template } });
  const { stdout } = draft(repo);
  assert.match(stdout, /^## What\n\n<!-- say what -->/);
  assert.match(stdout, /\n## Screenshots\n$/);
  assert.equal(stdout.match(/Security Considerations/g).length, 1);
  assert.match(stdout, /Is anything that people type in checked\?.*\n\n {2}Yes: /);
  assert.deepEqual(checklistErrors(check(repo, write(stdout))), []);
  assert.doesNotMatch(draft(repo, ['--no-template']).stdout, /Screenshots/);
});

test('--update keeps the answers that were given and fills in the rest', (t) => {
  const repo = makeChange(t);
  const file = join(makeFolder(t), 'body.md');
  const mine = 'Adds an export.\r\n\r\n## Security Considerations\r\n' +
    `- [x] ${questions[0]} Yes: the month is parsed as a date\r\n- [ ] ${questions[2]}\r\n`;
  writeFileSync(file, mine);
  assert.equal(draft(repo, ['--update', file]).status, 0);
  const now = readFileSync(file, 'utf8');
  assert.ok(now.startsWith(mine.slice(0, mine.indexOf(`- [ ] ${questions[2]}`))));
  assert.ok(now.includes(`- [ ] ${questions[2]} No\r\n`));
  assert.ok(!/[^\r]\n/.test(now), 'its line ends are kept');
  assert.deepEqual(checklistErrors(check(repo, write(now))), []);
});

test('updated twice is updated once', (t) => {
  const repo = makeChange(t);
  const once = draft(repo, ['--update', '-'], { input: 'Words.\n' }).stdout;
  assert.equal(draft(repo, ['--update', '-'], { input: once }).stdout, once);
});

test('a "No" that the change contradicts stays, and is spoken of', (t) => {
  const repo = makeChange(t);
  const body = `## Security Considerations\n- [ ] ${questions[0]} No\n`;
  const { stdout, stderr } = draft(repo, ['--update', '-'], { input: body });
  assert.ok(stdout.startsWith(body.trimEnd()));
  assert.match(stderr, /contradicts the change/);
});

test('choices of a template are answered below it', (t) => {
  const repo = makeChange(t);
  const body = '## Security Considerations\n' + questions.map((q) => `- [ ] ${q} Yes / No\n`).join('');
  const { stdout } = draft(repo, ['--update', '-'], { input: body });
  const answers = check(repo, stdout).topics.map((topic) => topic.answer);
  assert.ok(!answers.includes('unanswered'), answers.join());
});

test('a path that is made of Markdown shows as itself', (t) => {
  const repo = makeChange(t, { head: { 'a`<b>@x|[y](z).py': route } });
  const { stdout } = draft(repo);
  assert.match(stdout, /`` a`<b>@x\|\[y\]\(z\)\.py:\d+ ``/);
});

test('it can look at what is staged, the work tree, or a diff', (t) => {
  const repo = makeRepo(t);
  repo.write({ 'app.py': app }).commit('base');
  repo.write({ 'app.py': route });
  assert.match(repo.run(['draft', '--worktree']).stdout, /Yes: /);
  assert.doesNotMatch(repo.run(['draft', '--staged']).stdout, /Yes: /);
  repo.stage();
  assert.match(repo.run(['draft', '--staged']).stdout, /Yes: /);
  assert.match(repo.run(['draft', '--diff', '-'], { input: repo.git('diff', '--cached') + '\n' }).stdout,
    /Yes: /);
  assert.equal(repo.run(['draft', '--staged', '--worktree']).status, 2);
});

// --- random bodies ----------------------------------------------------------------

function random(seed) {
  let x = seed;
  return (n) => {
    x = (Math.imul(x, 1664525) + 1013904223) >>> 0;
    return Math.floor(x / 4294967296 * n);
  };
}

const pieces = [
  'Some words about it.', '', '', '## Security Considerations', '### Security considerations 🔒',
  '**Security Considerations**', '## Other', ...questions.map((q) => `- [ ] ${q}`),
  ...questions.map((q) => `* [x] ${q} Yes: it is parsed as a date`),
  `1. [ ] ${questions[1]}`, `> - [ ] ${questions[0]}`, `  - [ ] ${questions[4]}`,
  `- [ ] ${questions[3]} Yes / No`, `- [ ] ~~${questions[2]}~~`, '  - [ ] Yes', '  - [x] No',
  '```', '    indented', '<!-- a comment', '-->', '<details>',
  '<summary>Security Considerations</summary>', '</details>', '| a | b |', '| --- | --- |', '---',
  '\tTab', 'Grüße 日本 🎉', '- bullet', '  continued', '# Security Considerations for reviewers',
  'What can go wrong?', '- [ ] unrelated box', 'a\\', '~~~', '&nbsp;', '> quote', '* * *',
];

// True when `big` is `small` with something put in: nothing taken, nothing moved.
function holdsAll(big, small) {
  let at = 0;
  for (const c of big) if (at < small.length && c === small[at]) at++;
  return at === small.length;
}

test('every word of any body survives, and no question is left without a place', (t) => {
  const repo = makeChange(t);
  const next = random(20261123);
  for (let round = 0; round < 150; round++) {
    const eol = ['\n', '\n', '\r\n'][next(3)];
    const body = Array.from({ length: next(25) }, () => pieces[next(pieces.length)]).join(eol) +
      (next(2) ? eol : '');
    const done = spawnSync(program, ['draft', '--base', 'main', '--update', '-'],
      { cwd: repo.dir, input: body, encoding: 'utf8', env: cleanEnv(today) });
    assert.equal(done.status, 0, `${JSON.stringify(body)}\n${done.stderr}`);
    assert.ok(holdsAll([...done.stdout], [...body]), JSON.stringify(body));
    const before = check(repo, body).topics, after = check(repo, done.stdout).topics;
    after.forEach((topic, i) => {
      assert.notEqual(topic.answer, 'missing', `${topic.id} in ${JSON.stringify(body)}`);
      if (['yes', 'no'].includes(before[i].answer))
        assert.deepEqual([topic.answer, topic.explained],
          [before[i].answer, before[i].explained], `${topic.id} in ${JSON.stringify(body)}`);
    });
  }
});

// threatgate check as a user meets it: ranges, bad input, exit statuses.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import test from 'node:test';

import Ajv2020 from 'ajv/dist/2020.js';

import { cloneRepo, makeFolder, makeRepo, run } from '../support/repo.mjs';

const schema = JSON.parse(readFileSync(
  resolve(import.meta.dirname ?? new URL('.', import.meta.url).pathname,
    '../../docs/report.schema.json'), 'utf8'));
const validate = new Ajv2020({ allErrors: true }).compile(schema);

const guarded = `from flask import Flask, request
from flask_login import login_required

app = Flask(__name__)


@app.route("/orders")
@login_required
def orders():
    return "ok"
`;
const unguarded = guarded.replace('@login_required\ndef', 'def')
  + `

@app.route("/export")
def export():
    return run_query(request.args["q"])
`;

/** A repository with a guarded view on main and a change that opens it up. */
function risky(t) {
  const repo = makeRepo(t);
  repo.write({ 'app/views.py': guarded, 'README.md': '# App\n' }).commit('base');
  repo.branch('feature').write({ 'app/views.py': unguarded }).commit('feature');
  return repo;
}

const check = (repo, ...args) => repo.run(['check', '--format', 'json', ...args]);
/** What must not depend on how the change was handed over. */
const judged = ({ json }) => ({
  topics: json.topics, signals: json.signals, findings: json.findings,
  models: json.threat_models, verdict: json.verdict, summary: json.summary,
});

test('a report follows its schema', (t) => {
  const repo = risky(t);
  for (const args of [[], ['--body', '-']]) {
    const done = check(repo, '--base', 'main', ...args);
    assert.ok(validate(done.json), JSON.stringify(validate.errors, null, 1));
  }
});

test('a new endpoint without a guard is seen, with its line', (t) => {
  const { json } = check(risky(t), '--base', 'main');
  const boundary = json.topics.find((topic) => topic.id === 'trust-boundary');
  assert.equal(boundary.detected, true);
  assert.ok(json.signals.some((s) => s.path === 'app/views.py'
    && s.change === 'removed' && s.excerpt.includes('login_required')));
  assert.ok(json.signals.some((s) => s.change === 'added' && s.excerpt.includes('/export')));
});

test('the default base is the remote\'s default branch', (t) => {
  const origin = risky(t);
  origin.switch('main');
  const clone = cloneRepo(t, origin);
  clone.git('switch', '--quiet', 'feature');
  assert.deepEqual(judged(check(clone)), judged(check(clone, '--base', 'origin/main')));
});

test('no base to be found is said, and names --base', (t) => {
  const repo = makeRepo(t);
  repo.write({ a: '1\n' }).commit();
  repo.git('branch', '-m', 'trunk');
  const done = repo.run(['check']);
  assert.equal(done.status, 3);
  assert.match(done.stderr, /--base/);
  assert.equal(done.stdout, '');
});

test('staged, work tree and diff give the result of the commit', (t) => {
  const repo = risky(t);
  const range = judged(check(repo, '--base', 'main', '--head', 'feature'));
  const diff = repo.git('diff', 'main', 'feature') + '\n';

  assert.deepEqual(judged(repo.run(['check', '--format', 'json', '--base', 'main', '--diff', '-'],
    { input: diff })), range);
  repo.switch('main').write({ 'app/views.py': unguarded });
  assert.deepEqual(judged(check(repo, '--worktree')), range);
  repo.stage();
  assert.deepEqual(judged(check(repo, '--staged')), range);
});

test('a subfolder, a linked work tree and a bare clone work like the repository', (t) => {
  const repo = risky(t);
  const expected = judged(check(repo, '--base', 'main'));
  const bare = cloneRepo(t, repo, ['--bare']);
  const linked = join(makeFolder(t), 'linked');
  repo.git('worktree', 'add', '--quiet', '--detach', linked, 'feature');

  assert.deepEqual(judged(run(['check', '--format', 'json', '--base', 'main'],
    { cwd: join(repo.dir, 'app') })), expected);
  assert.deepEqual(judged(check(bare, '--base', 'main', '--head', 'feature')), expected);
  assert.deepEqual(judged(run(['check', '--format', 'json', '--base', 'main'],
    { cwd: linked })), expected);
});

/** main and feature have both gone on, and HEAD is their merge as GitHub makes it. */
function pullRequest(t) {
  const repo = risky(t);
  repo.switch('main').write({ 'other.txt': 'x\n' }).commit('main goes on');
  repo.git('switch', '--quiet', '--detach', 'main');
  repo.merge('feature');
  repo.git('update-ref', 'refs/pull/7/merge', 'HEAD');
  return repo;
}

test('a merge commit of depth 2 is enough, and shows the pull request alone', (t) => {
  const origin = pullRequest(t);
  const clone = makeRepo(t);
  clone.git('remote', 'add', 'origin', `file://${origin.dir}`);
  clone.git('fetch', '--quiet', '--depth=2', 'origin', '+refs/pull/7/merge:refs/remotes/pull/7/merge');
  clone.git('checkout', '--quiet', '--detach', 'refs/remotes/pull/7/merge');
  const { status, json } = check(clone);
  assert.notEqual(status, 3);
  assert.equal(json.summary.files, 1);
});

test('history that a shallow clone lacks is said with the fix, and nothing is judged', (t) => {
  const origin = pullRequest(t);
  const clone = makeRepo(t);
  clone.git('remote', 'add', 'origin', `file://${origin.dir}`);
  clone.git('fetch', '--quiet', '--depth=1', 'origin', '+refs/pull/7/merge:refs/remotes/pull/7/merge');
  clone.git('checkout', '--quiet', '--detach', 'refs/remotes/pull/7/merge');
  for (const args of [[], ['--base', 'HEAD^1']]) {
    const done = clone.run(['check', ...args]);
    assert.equal(done.status, 3, done.stdout + done.stderr);
    assert.match(done.stderr, /fetch-depth: 0|unshallow/);
    assert.equal(done.stdout, '');
  }
});

test('attributes of the change hide nothing', (t) => {
  const repo = risky(t);
  const plain = check(repo, '--base', 'main').json.signals;
  repo.write({ '.gitattributes': '*.py -diff linguist-generated linguist-vendored binary\n' })
    .commit('hide');
  const hidden = check(repo, '--base', 'main').json;
  assert.deepEqual(hidden.signals.filter((s) => s.path === 'app/views.py'), plain);
});

test('a rename without a change is no change, one out of a model still counts', (t) => {
  const repo = makeRepo(t);
  repo.write({ 'app/views.py': guarded }).commit('base');
  repo.branch('feature').write({ 'app/views.py': null, 'app/pages.py': guarded }).commit();
  const { json } = check(repo, '--base', 'main');
  assert.equal(json.summary.signals, 0);
  assert.equal(json.summary.files, 1);
});

test('a line that was only moved is not new', (t) => {
  const repo = makeRepo(t);
  const view = '@app.route("/a")\ndef first():\n    return request.args["q"]\n';
  repo.write({ 'app/views.py': `${guarded}\n\n${view}`, 'app/more.py': 'x = 1\n' }).commit('base');
  repo.branch('feature').write({ 'app/views.py': guarded, 'app/more.py': `x = 1\n\n\n${view}` })
    .commit();
  assert.deepEqual(check(repo, '--base', 'main').json.topics.filter((t2) => t2.detected), []);
});

const badInput = [
  ['an unknown option', ['check', '--bas', 'main'], 2, /unknown option '--bas'[\s\S]*--base/],
  ['an unknown command', ['chek'], 2, /no command 'chek'[\s\S]*check/],
  ['an option without its value', ['check', '--base'], 2, /--base needs a value/],
  ['a format that there is not', ['check', '--format', 'jsn'], 2, /'jsn'[\s\S]*json/],
  ['two ways to name the change', ['check', '--staged', '--worktree'], 2, /exclude each other/],
  ['a stray argument', ['check', 'main'], 2, /'main'/],
  ['an unknown revision', ['check', '--base', 'no-such'], 3, /no-such/],
  ['a body that is not there', ['check', '--base', 'main', '--body', 'nowhere.md'], 3, /nowhere\.md/],
  ['a policy that is not there', ['check', '--base', 'main', '--policy', 'nowhere.yml'], 3, /nowhere\.yml/],
];

for (const [what, args, status, message] of badInput) {
  test(`${what} is one clear message`, (t) => {
    const done = risky(t).run(args);
    assert.equal(done.status, status, done.stderr);
    assert.match(done.stderr, message);
    assert.equal(done.stdout, '');
    assert.ok(done.stderr.trim().split('\n').length <= 2, done.stderr);
  });
}

test('no repository is one clear message', (t) => {
  const done = run(['check'], { cwd: makeFolder(t) });
  assert.equal(done.status, 3);
  assert.match(done.stderr, /repository/);
});

test('a body that is no UTF-8 is told by its line, one that is too large by its size', (t) => {
  const repo = risky(t), dir = makeFolder(t);
  writeFileSync(join(dir, 'bad.md'), Buffer.from('fine\nbad \xff\n', 'latin1'));
  writeFileSync(join(dir, 'big.md'), 'x'.repeat((1 << 20) + 1));
  const bad = repo.run(['check', '--base', 'main', '--body', join(dir, 'bad.md')]);
  assert.equal(bad.status, 3);
  assert.match(bad.stderr, /:2:5|line 2/);
  const big = repo.run(['check', '--base', 'main', '--body', join(dir, 'big.md')]);
  assert.equal(big.status, 3);
  assert.match(big.stderr, /larger than|bytes/);
});

test('a wrong policy is told with line, column and the nearest name', (t) => {
  const repo = makeRepo(t);
  repo.write({ '.threatgate.yml': 'checklst:\n  required: always\n' }).commit();
  repo.branch('feature').write({ a: '1\n' }).commit();
  const done = repo.run(['check', '--base', 'main']);
  assert.equal(done.status, 2);
  assert.match(done.stderr, /\.threatgate\.yml:1:1: [\s\S]*checklst[\s\S]*checklist/);
});

test('a policy that the change breaks is a finding, and the base\'s holds', (t) => {
  const repo = makeRepo(t);
  repo.write({ '.threatgate.yml': 'checklist:\n  required: always\n', a: '1\n' }).commit();
  repo.branch('feature').write({ '.threatgate.yml': 'checklist: [\n' }).commit();
  const { status, json } = check(repo, '--base', 'main');
  assert.notEqual(status, 3);
  assert.ok(json.findings.some((f) => f.id === 'gate/policy-changed'));
});

test('a change cannot switch the gate off', (t) => {
  const repo = risky(t);
  repo.write({ '.threatgate.yml': 'checklist:\n  required: never\nrules:\n  disable: ["*"]\n' })
    .commit('switch it off');
  const { status, json } = repo.run(['check', '--format', 'json', '--base', 'main', '--body', '-'],
    { input: 'No checklist here.\n' });
  assert.equal(status, 1);
  assert.ok(json.findings.some((f) => f.id === 'gate/policy-changed'));
  assert.ok(json.findings.some((f) => f.id === 'checklist/item-missing'));
});

test('a pipe gets plain text, a terminal\'s escapes are taken out of paths', (t) => {
  const repo = makeRepo(t);
  repo.write({ a: '1\n' }).commit();
  repo.branch('feature').write({ 'app/\x1b[31mred.py': unguarded }).commit();
  const done = repo.run(['check', '--base', 'main', '-v']);
  assert.ok(!done.stdout.includes('\x1b'), JSON.stringify(done.stdout));
});

test('--write leaves a file per format', (t) => {
  const repo = risky(t), dir = makeFolder(t);
  const done = repo.run(['check', '--base', 'main', '--write', `json=${dir}/r.json`,
    '--write', `markdown=${dir}/r.md`]);
  assert.equal(JSON.parse(readFileSync(join(dir, 'r.json'))).schema, 'threatgate-report/1');
  assert.match(readFileSync(join(dir, 'r.md'), 'utf8'), /threatgate/);
  assert.match(done.stdout, /^(PASS|FAIL) /);
});

test('submodules, links, modes, binaries and odd names do not stop it', (t) => {
  const repo = makeRepo(t);
  repo.write({ a: '1\n', run: { text: '#!/bin/sh\n', mode: 0o644 } }).commit();
  repo.branch('feature').write({
    link: { link: '/etc/passwd' },
    'picture.png': Buffer.from([0x89, 0x50, 0, 1, 2, 3]),
    'no-newline.py': 'x = 1',
    'crlf.py': 'x = 1\r\ny = 2\r\n',
    'sp ace/q"uo\\te\ttab.txt': 'x\n',
    run: { text: '#!/bin/sh\n', mode: 0o755 },
  });
  repo.stage();
  repo.git('update-index', '--add', '--cacheinfo', `160000,${repo.head()},sub`);
  repo.git('commit', '--quiet', '-m', 'odd things');
  const { json } = check(repo, '--base', 'main');
  assert.equal(json.summary.files, 7);
});

test('the same run twice prints the same bytes', (t) => {
  const repo = risky(t);
  for (const format of ['text', 'json', 'markdown', 'sarif', 'html', 'junit', 'github']) {
    const once = repo.run(['check', '--base', 'main', '--format', format]).stdout;
    assert.equal(repo.run(['check', '--base', 'main', '--format', format]).stdout, once);
  }
});

test('a root commit and an empty change are judged', (t) => {
  const repo = makeRepo(t);
  repo.write({ 'app/views.py': unguarded }).commit();
  const empty = '4b825dc642cb6eb9a060e54bf8d69288fbee4904';
  assert.equal(check(repo, '--base', empty).json.summary.files, 1);
  const none = check(repo, '--base', 'HEAD');
  assert.equal(none.status, 0);
  assert.equal(none.json.summary.files, 0);
});

test('unrelated histories are refused with the reason', (t) => {
  const repo = risky(t);
  repo.git('switch', '--quiet', '--orphan', 'other');
  repo.write({ z: '1\n' }).commit();
  const done = repo.run(['check', '--base', 'main']);
  assert.equal(done.status, 3);
  assert.match(done.stderr, /history/);
});

test('nothing that the repository names is run', (t) => {
  const repo = risky(t), dir = makeFolder(t);
  const trap = join(dir, 'trap.sh'), mark = join(dir, 'ran');
  writeFileSync(trap, `#!/bin/sh\ntouch ${mark}\ncat\n`, { mode: 0o755 });
  for (const key of ['diff.external', 'core.fsmonitor', 'core.sshCommand', 'diff.evil.textconv',
    'filter.evil.smudge', 'filter.evil.clean', 'core.pager', 'core.editor'])
    repo.git('config', key, trap);
  mkdirSync(join(repo.dir, '.git/info'), { recursive: true });
  writeFileSync(join(repo.dir, '.git/info/attributes'), '*.py diff=evil filter=evil\n');
  repo.run(['check', '--base', 'main']);
  repo.run(['check', '--worktree']);
  assert.equal(spawnSync('test', ['-e', mark]).status, 1);
});

test('functions within functions are followed up to a limit, which is said', (t) => {
  const repo = makeRepo(t);
  const stair = k => Array.from({ length: 200 }, (_, d) =>
    `${' '.repeat(d)}f${k}_${d}(shelf, a${d} => { x${d}.trim();\n`).join('');
  repo.write({ 'a.js': '\n' }).commit('base');
  repo.write({ 'a.js': Array.from({ length: 22 }, (_, k) => stair(k)).join('') }).commit('deep');
  const done = repo.run(['check', '--base', 'HEAD~1']);
  assert.equal(done.status, 1);
  assert.match(done.stdout, /gate\/incomplete/);
  assert.match(done.stdout, /a\.js: values from outside were followed through 50000 lines/);
});

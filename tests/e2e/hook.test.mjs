// The pre-push hook: real `git push` to a real bare repository.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, lstatSync, mkdirSync, readFileSync, readdirSync, readlinkSync, statSync,
  symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { Repo, cleanEnv, makeFolder, makeRepo, run } from '../support/repo.mjs';

const plain = { 'README.md': '# Shop\n', 'web/a.css': 'a { color: red }\n' };
const guarded = `from flask import Flask
from flask_login import login_required

app = Flask(__name__)


@app.route("/orders")
@login_required
def orders():
    return list_orders()
`;
const unguarded = guarded.replace('@login_required\n', '');
const route = `${guarded}

@app.route("/export", methods=["POST"])
def export():
    return render(request.form["month"])
`;

// A work repository whose main is on a bare remote "origin"; the hook is in.
function makePair(t, { install = true, files = {} } = {}) {
  const remote = makeRepo(t, { bare: true });
  const repo = makeRepo(t);
  repo.write({ ...plain, 'app.py': guarded, ...files }).commit('first');
  repo.git('remote', 'add', 'origin', `file://${remote.dir}`);
  repo.git('push', '--quiet', '--set-upstream', 'origin', 'main');
  repo.git('remote', 'set-head', 'origin', 'main');
  if (install) assert.equal(repo.run(['hook', 'install']).status, 0);
  return { repo, remote };
}

function push(repo, args = ['origin', 'HEAD'], env = {}) {
  const done = spawnSync('git', ['push', '--quiet', ...args], {
    cwd: repo.dir, encoding: 'utf8', env: cleanEnv(env),
  });
  return { status: done.status, out: done.stdout + done.stderr };
}

const has = (remote, ref) =>
  spawnSync('git', ['rev-parse', '--verify', '--quiet', ref], { cwd: remote.dir }).status === 0;

const hookOf = (repo) => join(repo.dir, '.git/hooks/pre-push');

function writeHook(repo, text, mode = 0o755) {
  mkdirSync(join(repo.dir, '.git/hooks'), { recursive: true });
  writeFileSync(hookOf(repo), text, { mode });
}

test('a push of nothing security-relevant says nothing at all', (t) => {
  const { repo, remote } = makePair(t);
  repo.branch('css').write({ 'web/a.css': 'a { color: blue }\n' }).commit();
  assert.deepEqual(push(repo), { status: 0, out: '' });
  assert.ok(has(remote, 'css'));
});

test('a new branch is compared with the default branch; the questions are printed', (t) => {
  const { repo, remote } = makePair(t);
  repo.branch('route').write({ 'app.py': route }).commit();
  const { status, out } = push(repo);
  assert.equal(status, 0, out);
  assert.match(out, /refs\/heads\/route/);
  assert.match(out, /Does this change handle user input\?/);
  assert.match(out, /threatgate draft/);
  assert.doesNotMatch(out, /\u001b/, 'no colour into a pipe');
  assert.ok(has(remote, 'route'));
});

test('a control that goes is a warning: there is no body yet', (t) => {
  const { repo } = makePair(t);
  repo.branch('open').write({ 'app.py': unguarded }).commit();
  const { status, out } = push(repo);
  assert.equal(status, 0, out);
  assert.match(out, /mitigation\/control-removed/);
});

test('code under a threat model can be pushed before its review is declared', (t) => {
  const { repo, remote } = makePair(t, { files: { 'docs/threat-models/shop.md':
    '---\ncovers: ["*.py"]\n---\n# Shop\n\n## Threats\n\n| ID | Threat | Risk | Mitigation | Status |\n' +
    '|---|---|---|---|---|\n| T1 | Spoofing: stolen session | high | Sessions end after 15 minutes | implemented |\n' } });
  repo.branch('route').write({ 'app.py': route }).commit();
  const { status, out } = push(repo);
  assert.equal(status, 0, out);
  assert.match(out, /model\/review-needed/);
  assert.ok(has(remote, 'route'));
});

test('a body in the git directory is judged, and stops the push', (t) => {
  const { repo, remote } = makePair(t);
  repo.branch('route').write({ 'app.py': route }).commit();
  writeFileSync(join(repo.dir, '.git/PR_BODY.md'), '## Security Considerations\n' +
    '- [ ] Does this change handle user input? If yes, is it validated? No\n');
  const { status, out } = push(repo);
  assert.notEqual(status, 0);
  assert.match(out, /checklist\/contradicted/);
  assert.match(out, /--no-verify/);
  assert.ok(!has(remote, 'route'));

  assert.equal(push(repo, ['--no-verify', 'origin', 'HEAD']).status, 0);
  assert.ok(has(remote, 'route'));
});

test('THREATGATE_BODY names a body; one that is not there is an error', (t) => {
  const { repo, remote } = makePair(t);
  const body = join(makeFolder(t), 'body.md');
  repo.branch('route').write({ 'app.py': route }).commit();
  const missing = push(repo, undefined, { THREATGATE_BODY: body });
  assert.notEqual(missing.status, 0);
  assert.match(missing.out, /THREATGATE_BODY/);

  repo.run(['draft', '-o', body]);
  writeFileSync(body, readFileSync(body, 'utf8')
    .replaceAll('Yes: ', 'Yes: the month is parsed as a date and the caller is signed in ')
    .replaceAll('because ', 'because the flow stays the same '));
  const good = push(repo, undefined, { THREATGATE_BODY: body });
  assert.equal(good.status, 0, good.out);
  assert.ok(has(remote, 'route'));
});

test('only what is new is judged, branch by branch', (t) => {
  const { repo } = makePair(t);
  repo.branch('route').write({ 'app.py': route }).commit();
  assert.match(push(repo).out, /user-input/);
  repo.write({ 'web/a.css': 'a { color: green }\n' }).commit();
  assert.deepEqual(push(repo), { status: 0, out: '' });
});

test('several refs in one push are judged each; two names of one commit once', (t) => {
  const { repo, remote } = makePair(t);
  repo.branch('one').write({ 'app.py': route }).commit();
  repo.git('branch', 'same');
  repo.switch('main').branch('two').write({ 'app.py': unguarded }).commit();
  repo.switch('main').branch('three').write({ 'web/a.css': 'b {}\n' }).commit();
  const { status, out } = push(repo, ['origin', 'one', 'same', 'two', 'three']);
  assert.equal(status, 0, out);
  assert.equal(out.match(/^threatgate: refs/gm).length, 2);
  assert.match(out, /refs\/heads\/two/);
  assert.doesNotMatch(out, /refs\/heads\/three/);
  for (const name of ['one', 'same', 'two', 'three']) assert.ok(has(remote, name));
});

test('deleting a branch and pushing a tag are no changes', (t) => {
  const { repo, remote } = makePair(t);
  repo.branch('route').write({ 'app.py': route }).commit();
  push(repo, ['--no-verify', 'origin', 'route']);
  repo.git('tag', 'v1');
  assert.deepEqual(push(repo, ['origin', 'v1', ':route']), { status: 0, out: '' });
  assert.ok(has(remote, 'v1'));
  assert.ok(!has(remote, 'route'));
});

test('a forced push after a rebase does not judge what others merged meanwhile', (t) => {
  const { repo } = makePair(t);
  repo.branch('css').write({ 'web/a.css': 'a { color: blue }\n' }).commit();
  push(repo);
  repo.switch('main').write({ 'app.py': route }).commit('others');
  push(repo, ['--no-verify', 'origin', 'main']);
  repo.switch('css');
  repo.git('rebase', '--quiet', 'main');
  assert.deepEqual(push(repo, ['--force', 'origin', 'css']), { status: 0, out: '' });
});

test('merging the default branch into a branch does not make it its change', (t) => {
  const { repo } = makePair(t);
  repo.branch('css').write({ 'web/a.css': 'a { color: blue }\n' }).commit();
  push(repo);
  repo.switch('main').write({ 'app.py': route }).commit('others');
  push(repo, ['--no-verify', 'origin', 'main']);
  repo.switch('css').merge('main');
  assert.deepEqual(push(repo), { status: 0, out: '' });
});

test('an amended and forced branch is judged from where both part', (t) => {
  const { repo } = makePair(t);
  repo.branch('route').write({ 'app.py': route }).commit();
  push(repo);
  repo.git('commit', '--quiet', '--amend', '-m', 'other words');
  const { status, out } = push(repo, ['--force', 'origin', 'route']);
  assert.equal(status, 0);
  assert.match(out, /user-input/);
});

test('the first push of a repository is all new', (t) => {
  const remote = makeRepo(t, { bare: true });
  const repo = makeRepo(t);
  repo.write({ 'app.py': route }).commit('first');
  repo.git('remote', 'add', 'origin', `file://${remote.dir}`);
  repo.run(['hook', 'install']);
  const { status, out } = push(repo);
  assert.equal(status, 0, out);
  assert.match(out, /user-input/);
  assert.ok(has(remote, 'main'));
});

test('an empty list of refs passes; nonsense does not', (t) => {
  const { repo } = makePair(t);
  const none = repo.run(['hook', 'run', 'pre-push'], { input: '' });
  assert.deepEqual([none.status, none.stdout, none.stderr], [0, '', '']);
  const wrong = repo.run(['hook', 'run', 'pre-push'], { input: 'what is this\n' });
  assert.equal(wrong.status, 3);
  assert.match(wrong.stderr, /pre-push/);
});

test('the pre-commit framework\'s names of the range are honoured', (t) => {
  const { repo } = makePair(t);
  const from = repo.head();
  repo.branch('route').write({ 'app.py': route }).commit();
  const env = { PRE_COMMIT_FROM_REF: from, PRE_COMMIT_TO_REF: repo.head(),
    PRE_COMMIT_REMOTE_BRANCH: 'refs/heads/route' };
  const done = repo.run(['hook', 'run', 'pre-push'], { env });
  assert.equal(done.status, 0);
  assert.match(done.stderr, /refs\/heads\/route[^]*user-input/);
});

// --- a hook that was there before ----------------------------------------------

test('a hook that was there runs first, with the same refs and arguments', (t) => {
  const { repo } = makePair(t, { install: false });
  const log = join(makeFolder(t), 'log');
  writeHook(repo, `#!/bin/sh\n{ echo "$@"; cat; } >'${log}'\n`);
  assert.match(repo.run(['hook', 'install']).stdout, /runs first/);
  repo.branch('route').write({ 'app.py': route }).commit();
  const { status, out } = push(repo);
  assert.equal(status, 0, out);
  assert.match(out, /user-input/, 'the gate saw the refs, too');
  const [args, ref] = readFileSync(log, 'utf8').split('\n');
  assert.match(args, /^origin file:/);
  assert.match(ref, new RegExp(`^\\S+ ${repo.head()} refs/heads/route 0{40}$`));
});

test('its refusal stops the push, and its status is kept', (t) => {
  const { repo, remote } = makePair(t, { install: false });
  writeHook(repo, '#!/bin/sh\necho no >&2\nexit 7\n');
  repo.run(['hook', 'install']);
  repo.branch('css').write({ 'web/a.css': 'b {}\n' }).commit();
  assert.notEqual(push(repo).status, 0);
  assert.ok(!has(remote, 'css'));
  const done = spawnSync(hookOf(repo), ['origin', 'url'], { cwd: repo.dir, input: '', env: cleanEnv() });
  assert.equal(done.status, 7);
});

test('one that is not executable is not run, as git would not', (t) => {
  const { repo } = makePair(t, { install: false });
  writeHook(repo, '#!/bin/sh\nexit 1\n', 0o644);
  repo.run(['hook', 'install']);
  repo.branch('css').write({ 'web/a.css': 'b {}\n' }).commit();
  assert.equal(push(repo).status, 0);
});

test('installed twice is installed once; uninstalled is as before, byte by byte', (t) => {
  const { repo } = makePair(t, { install: false });
  const text = '#!/bin/sh\n# mine, without a last line end\nexit 0';
  writeHook(repo, text, 0o750);
  const before = readdirSync(join(repo.dir, '.git/hooks')).sort();
  repo.run(['hook', 'install']);
  const once = readFileSync(hookOf(repo), 'utf8');
  assert.equal(repo.run(['hook', 'install']).status, 0);
  assert.equal(readFileSync(hookOf(repo), 'utf8'), once);
  assert.equal(repo.run(['hook', 'uninstall']).status, 0);
  assert.equal(readFileSync(hookOf(repo), 'utf8'), text);
  assert.equal(statSync(hookOf(repo)).mode & 0o777, 0o750);
  assert.deepEqual(readdirSync(join(repo.dir, '.git/hooks')).sort(), before);
  assert.match(repo.run(['hook', 'uninstall']).stdout, /no hook of threatgate/);
  assert.equal(readFileSync(hookOf(repo), 'utf8'), text);
});

test('a hook that is a symbolic link is one again afterwards', (t) => {
  const { repo } = makePair(t, { install: false, files: {
    'tools/push.sh': { text: '#!/bin/sh\nexit 0\n', mode: 0o755 } } });
  mkdirSync(join(repo.dir, '.git/hooks'), { recursive: true });
  symlinkSync('../../tools/push.sh', hookOf(repo));
  repo.run(['hook', 'install']);
  repo.branch('css').write({ 'web/a.css': 'b {}\n' }).commit();
  assert.equal(push(repo).status, 0);
  repo.run(['hook', 'uninstall']);
  assert.ok(lstatSync(hookOf(repo)).isSymbolicLink());
  assert.equal(readlinkSync(hookOf(repo)), '../../tools/push.sh');
});

test('without a hook before, nothing is left: not even a folder that was not there', (t) => {
  const repo = makeRepo(t);
  spawnSync('rm', ['-rf', join(repo.dir, '.git/hooks')]);
  repo.run(['hook', 'install']);
  repo.run(['hook', 'install']);
  assert.ok(existsSync(hookOf(repo)));
  repo.run(['hook', 'uninstall']);
  assert.ok(!existsSync(join(repo.dir, '.git/hooks')));
});

test('core.hooksPath is honoured, in the repository and in a user\'s configuration', (t) => {
  const repo = makeRepo(t);
  repo.git('config', 'core.hooksPath', '.githooks');
  repo.run(['hook', 'install']);
  assert.ok(existsSync(join(repo.dir, '.githooks/pre-push')));
  repo.run(['hook', 'uninstall']);
  assert.ok(!existsSync(join(repo.dir, '.githooks')));
  repo.git('config', '--unset', 'core.hooksPath');

  const home = makeFolder(t);
  writeFileSync(join(home, '.gitconfig'), '[core]\n\thooksPath = ~/hooks\n');
  const env = { HOME: home, GIT_CONFIG_GLOBAL: join(home, '.gitconfig') };
  const refused = repo.run(['hook', 'install'], { env });
  assert.equal(refused.status, 2);
  assert.match(refused.stderr, /other repositories/);
  assert.equal(repo.run(['hook', 'install', '--shared'], { env }).status, 0);
  assert.ok(existsSync(join(home, 'hooks/pre-push')));
  assert.equal(repo.run(['hook', 'uninstall'], { env }).status, 0);
  assert.ok(!existsSync(join(home, 'hooks')));
});

test('a linked work tree shares the hook, and has a body of its own', (t) => {
  const { repo, remote } = makePair(t, { install: false });
  const dir = join(makeFolder(t), 'linked');
  repo.git('worktree', 'add', '--quiet', '-b', 'linked', dir);
  const linked = new Repo(dir);
  assert.equal(linked.run(['hook', 'install']).status, 0);
  assert.ok(existsSync(hookOf(repo)));
  linked.write({ 'app.py': route }).commit();
  writeFileSync(join(repo.dir, '.git/worktrees/linked/PR_BODY.md'),
    '## Security Considerations\n');
  const { status, out } = push(linked);
  assert.notEqual(status, 0);
  assert.match(out, /checklist\/item-missing/);
  assert.ok(!has(remote, 'linked'));
});

test('husky\'s own hook stays in charge, and the people\'s runs first', (t) => {
  const { repo, remote } = makePair(t, { install: false, files: {
    '.husky/pre-push': 'echo from-husky >&2\n',
    '.husky/_/h': '#!/bin/sh\nn=$(basename "$0")\ns=$(dirname "$(dirname "$0")")/$n\n' +
      '[ ! -f "$s" ] && exit 0\nsh -e "$s" "$@"\n',
    '.husky/_/pre-push': { text: '#!/usr/bin/env sh\n. "$(dirname "$0")/h"', mode: 0o755 } } });
  repo.git('config', 'core.hooksPath', '.husky/_');
  assert.equal(repo.run(['hook', 'install']).status, 0);
  repo.branch('route').write({ 'app.py': route });
  repo.git('commit', '--quiet', '-am', 'route');
  const { status, out } = push(repo);
  assert.equal(status, 0, out);
  assert.match(out, /from-husky[^]*user-input/);
  assert.ok(has(remote, 'route'));
  repo.run(['hook', 'uninstall']);
  assert.equal(readFileSync(join(repo.dir, '.husky/pre-push'), 'utf8'), 'echo from-husky >&2\n');
});

test('a hook that acts on its own name is left alone, with the line to add', (t) => {
  const repo = makeRepo(t);
  const text = '#!/bin/sh\nexec run-all "$(basename "$0")" "$@"\n';
  writeHook(repo, text);
  const done = repo.run(['hook', 'install']);
  assert.equal(done.status, 2);
  assert.match(done.stderr, /threatgate hook run pre-push "\$@"/);
  assert.equal(readFileSync(hookOf(repo), 'utf8'), text);
});

test('the hook survives the program: a clear message, and the push goes on', (t) => {
  const { repo, remote } = makePair(t);
  const text = readFileSync(hookOf(repo), 'utf8');
  writeHook(repo, text.replace(/^program=.*$/m, "program='/nonexistent/threatgate'"));
  repo.branch('css').write({ 'web/a.css': 'b {}\n' }).commit();
  const { status, out } = push(repo, undefined, { PATH: '/usr/bin:/bin' });
  assert.equal(status, 0, out);
  assert.match(out, /not installed here any more/);
  assert.ok(has(remote, 'css'));
});

test('a folder name that a shell would take apart does no harm', (t) => {
  const dir = join(makeFolder(t), "it's $(touch oops) \"quoted\"");
  const repo = makeRepo(t, { dir });
  const remote = makeRepo(t, { bare: true });
  repo.write({ ...plain }).commit();
  repo.git('remote', 'add', 'origin', `file://${remote.dir}`);
  writeHook(repo, '#!/bin/sh\nexit 0\n');
  repo.run(['hook', 'install']);
  assert.equal(push(repo).status, 0);
  assert.ok(!existsSync(join(dir, 'oops')));
});

test('outside a repository it says so', (t) => {
  const done = run(['hook', 'install'], { cwd: makeFolder(t) });
  assert.equal(done.status, 3);
  assert.match(done.stderr, /repository/);
});

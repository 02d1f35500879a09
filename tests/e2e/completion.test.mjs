// Completion, asked of the real shells.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { cleanEnv, makeFolder, makeRepo, run } from '../support/repo.mjs';

const skip = (shell) =>
  spawnSync(shell, ['--version']).error !== undefined && `${shell} is not installed`;

function script(t, shell, name) {
  const done = run(['completion', shell]);
  assert.equal(done.status, 0);
  const file = join(makeFolder(t), name);
  writeFileSync(file, done.stdout);
  return file;
}

function makeWork(t) {
  const repo = makeRepo(t);
  repo.write({ 'body.md': 'x\n', 'docs/a.md': 'x\n' }).commit('one');
  return repo.branch('feature');
}

const ask = (shell, args, repo) => {
  const done = spawnSync(shell, args, { cwd: repo.dir, encoding: 'utf8', env: cleanEnv(), timeout: 30_000 });
  assert.equal(done.stderr, '', `${shell}: ${done.stderr}`);
  return done.stdout.split('\n').filter(Boolean);
};

// What each shell must offer, and must not.
const cases = [
  ['commands', 'threatgate ', ['check', 'draft', 'hook', 'init'], ['mdoc', 'install']],
  ['the beginning of a command', 'threatgate ch', ['check'], ['draft']],
  ['subcommands', 'threatgate hook ', ['install', 'uninstall', 'run'], ['check']],
  ['options of a command', 'threatgate check --', ['--base', '--format'], ['--update']],
  ['options of a subcommand', 'threatgate rules list --', ['--topic'], ['--base']],
  ['values of an option', 'threatgate check --format ', ['json', 'sarif'], ['--base']],
  ['branches', 'threatgate check --base ', ['main', 'feature'], ['body.md']],
  ['files', 'threatgate check --body b', ['body.md'], ['main']],
  ['shells', 'threatgate completion ', ['bash', 'zsh', 'fish'], []],
];

function judge(offered, [name, line, wanted, unwanted]) {
  for (const word of wanted) assert.ok(offered.includes(word), `${name}: ${line}: ${word} in ${offered}`);
  for (const word of unwanted) assert.ok(!offered.includes(word), `${name}: ${line}: not ${word}`);
}

test('bash', { skip: skip('bash') }, (t) => {
  const file = script(t, 'bash', 'threatgate.bash'), repo = makeWork(t);
  for (const one of cases) {
    const words = one[1].split(' ');
    judge(ask('bash', ['--norc', '-c', `. ${file}; COMP_WORDS=(${words.map((w) => `'${w}'`).join(' ')});
      COMP_CWORD=${words.length - 1}; _threatgate; printf '%s\\n' "\${COMPREPLY[@]}"`], repo), one);
  }
});

test('fish', { skip: skip('fish') }, (t) => {
  const file = script(t, 'fish', 'threatgate.fish'), repo = makeWork(t);
  for (const one of cases) {
    const lines = ask('fish', ['--no-config', '-c', `source ${file}; complete -C '${one[1]}'`], repo);
    judge(lines.map((line) => line.split('\t')[0]), one);
  }
});

// zsh completes only at a line editor: a terminal of its own, and a widget that
// prints what was offered.
test('zsh', { skip: skip('zsh') }, (t) => {
  const file = script(t, 'zsh', '_threatgate'), repo = makeWork(t);
  for (const one of cases) {
    const lines = ask('zsh', ['-f', '-c', `
      zmodload zsh/zpty
      zpty z 'zsh -f -i 2>&1'
      zpty -w z "PS1= RPS1= ; unsetopt zle_bracketed_paste beep"
      zpty -w z "autoload -Uz compinit; compinit -u -d ${file}.dump; source ${file}"
      zpty -w z "compadd() { [[ \\\${@[1,(i)(-|--)]} == *-(O|A|D)\\ * ]] && { builtin compadd \\"\\\$@\\"; return }; local -a __h; builtin compadd -O __h \\"\\\$@\\"; print -l -- @@\\\${^__h} >> ${file}.out; builtin compadd \\"\\\$@\\" }"
      zpty -w z "bindkey '^I' complete-word"
      zpty -w -n z "${one[1]}"$'\\t'
      for i in {1..100}; do [[ -s ${file}.out ]] && break; sleep 0.1; done; sleep 0.2
      zpty -d z
      touch ${file}.out; cat ${file}.out; rm -f ${file}.out`], repo);
    judge(lines.map((line) => line.replace(/^@@/, '').replace(/=$/, '')), one);
  }
});

test('an unknown shell is an error that names those there are', () => {
  const done = run(['completion', 'tcsh']);
  assert.equal(done.status, 2);
  assert.match(done.stderr, /bash, zsh and fish/);
});

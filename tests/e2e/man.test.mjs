// The manual pages know every command, option and key, and are clean.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'node:test';

import { makeFolder, run } from '../support/repo.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const pages = join(root, 'docs/man');
const page = (name) => readFileSync(join(pages, name), 'utf8');
const has = (program) => spawnSync(program, ['-V']).error === undefined;

// Every command that help lists, down to the last: ["check"], ["rules", "list"] …
function commands(path = []) {
  const help = run([...path, '--help']).stdout;
  const list = /\nCommands:\n((?: {2}\S.*\n)+)/.exec(help);

  if (!list || path[0] === 'help') return [{ path, help }];
  return list[1].trimEnd().split('\n')
    .flatMap((line) => commands([...path, line.trim().split(' ')[0]]));
}

test('threatgate(1) has every command and every option of it', () => {
  const text = page('threatgate.1');
  for (const { path, help } of commands()) {
    const start = text.indexOf(`.Ss threatgate ${path.join(' ')} `);
    assert.notEqual(start, -1, `${path.join(' ')}: run 'make man'`);
    const part = text.slice(start, text.indexOf('\n.S', start + 1));
    for (const [, name] of help.matchAll(/^ {2}(?:-\w, )?--([\w-]+)/gm))
      assert.ok(part.includes(`Fl \\-${name}`), `${path.join(' ')} --${name}: run 'make man'`);
  }
});

test('threatgate(1) is what the tables say now', () => {
  assert.ok(page('threatgate.1').includes(run(['mdoc']).stdout), "run 'make man'");
});

function tableKeys(file) {
  return [...readFileSync(join(root, file), 'utf8').matchAll(/^\| ((?:`[^`]+`(?:, )?)+) \|/gm)]
    .flatMap(([, cell]) => [...cell.matchAll(/`([^`]+)`/g)].map((m) => m[1]));
}

test('threatgate-policy(5) has every key of the policy', () => {
  const text = page('threatgate-policy.5');
  const keys = tableKeys('docs/policy.md').filter((key) => !key.includes('/'));
  assert.ok(keys.length > 15);
  for (const key of keys) assert.match(text, new RegExp(`\\b${key}\\b`), key);
});

test('threatgate-rules(5) has every key of a rule', () => {
  const text = page('threatgate-rules.5');
  const keys = tableKeys('rules/README.md');
  assert.ok(keys.length > 20);
  for (const key of keys) assert.ok(text.includes(key), key);
});

test('mandoc finds nothing to complain of', { skip: !has('mandoc') && 'mandoc is not installed' }, () => {
  for (const name of readdirSync(pages)) {
    const done = spawnSync('mandoc', ['-T', 'lint', '-W', 'warning', join(pages, name)],
      { encoding: 'utf8' });
    assert.equal(done.stdout + done.stderr, '', name);
  }
});

test('help of every command has examples and exit statuses, and fits 80 columns', () => {
  for (const { path, help } of commands()) {
    assert.match(help, /Exit status:/, path.join(' '));
    for (const line of help.split('\nExamples:')[0].split('\n'))
      assert.ok(line.length <= 80, line);
    if (!['help', 'version'].includes(path[0])) assert.match(help, /Examples:/, path.join(' '));
  }
});

test('make install puts pages and completions where they are looked for; uninstall takes them', () => {
  const dest = makeFolder();
  const make = (target) => spawnSync('make', ['-s', '-n', '-C', root, target, `DESTDIR=${dest}`,
    'PREFIX=/usr', 'STATIC=no'], { encoding: 'utf8' }).stdout;
  for (const path of ['man1/threatgate.1', 'man5/threatgate-policy.5', 'man5/threatgate-rules.5',
    'bash-completion/completions/threatgate', 'zsh/site-functions/_threatgate',
    'fish/vendor_completions.d/threatgate.fish']) {
    assert.ok(make('install').includes(path), path);
    assert.ok(make('uninstall').includes(path), path);
  }
});

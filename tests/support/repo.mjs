// Real git repositories in temporary folders, and real runs of the program.
//
//   import { makeRepo, run } from '../support/repo.mjs';
//
//   const repo = makeRepo(t);                       // removed after test `t`
//   repo.write({ 'a.py': 'x = 1\n', 'docs/b.md': '# B\n' });
//   const base = repo.commit('first');
//   repo.branch('feature');
//   repo.write({ 'a.py': null });                   // null removes a file
//   const head = repo.commit('second');
//   const { status, stdout, stderr, json } =
//     run(['check', '--base', base, '--format', 'json'], { cwd: repo.dir });
//
// Author, committer and time are fixed, and no configuration of the machine or
// the user is read: the same calls give the same object ids everywhere.

import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync }
  from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/** The program under test. */
export const program = process.env.TG_BIN
  ? resolve(process.env.TG_BIN)
  : join(root, 'build', 'threatgate');

const FIRST_COMMIT = Date.UTC(2026, 0, 1) / 1000;

/** A temporary folder that is removed after the test `t` (or at exit). */
export function makeFolder(t) {
  const dir = mkdtempSync(join(tmpdir(), 'threatgate-test-'));
  const remove = () => rmSync(dir, { recursive: true, force: true });

  if (t?.after) t.after(remove);
  else process.once('exit', remove);
  return dir;
}

/** Writes { path: content } below `dir`. Content: text, Buffer, null to remove,
 *  { link: target } for a symbolic link, { text, mode } for other modes. */
export function writeFiles(dir, files) {
  for (const [path, content] of Object.entries(files)) {
    const file = join(dir, path);

    rmSync(file, { recursive: true, force: true });
    if (content === null) continue;
    mkdirSync(dirname(file), { recursive: true });
    if (typeof content === 'string' || Buffer.isBuffer(content)) {
      writeFileSync(file, content);
    } else if (content.link !== undefined) {
      symlinkSync(content.link, file);
    } else {
      writeFileSync(file, content.text);
      chmodSync(file, content.mode);
    }
  }
}

/** The environment of every run: nothing of the machine's git or GitHub. */
export function cleanEnv(extra = {}) {
  const env = { ...process.env };

  for (const name of Object.keys(env)) {
    if (/^(GIT_|GITHUB_|GH_|INPUT_|THREATGATE_|RUNNER_|NO_COLOR$|CI$)/.test(name))
      delete env[name];
  }
  return {
    ...env,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_TERMINAL_PROMPT: '0',
    LC_ALL: 'C.UTF-8',
    TZ: 'UTC',
    ...extra,
  };
}

/** Runs the program. Options: cwd, input, env, timeout (ms). The result's `json`
 *  parses standard output when first asked for. A run that is killed throws. */
export function run(args, { cwd, input = '', env = {}, timeout = 60_000 } = {}) {
  const done = spawnSync(program, args, {
    cwd, input, env: cleanEnv(env), timeout, maxBuffer: 1 << 28, encoding: 'utf8',
  });

  if (done.error) throw done.error;
  if (done.signal)
    throw new Error(`threatgate ${args.join(' ')}: ${done.signal}\n${done.stderr}`);
  return {
    status: done.status,
    stdout: done.stdout,
    stderr: done.stderr,
    get json() {
      return JSON.parse(done.stdout);
    },
  };
}

/** Like run, without blocking: for tests that serve the program meanwhile. */
export function runAsync(args, { cwd, input = '', env = {}, timeout = 60_000 } = {}) {
  return new Promise((fulfil, reject) => {
    const child = spawn(program, args, { cwd, env: cleanEnv(env), timeout });
    let stdout = '', stderr = '';

    child.stdout.setEncoding('utf8').on('data', (text) => { stdout += text; });
    child.stderr.setEncoding('utf8').on('data', (text) => { stderr += text; });
    child.stdin.on('error', () => {}); // it may not read its input
    child.stdin.end(input);
    child.on('error', reject);
    child.on('close', (status, signal) => {
      if (signal) {
        reject(new Error(`threatgate ${args.join(' ')}: ${signal}\n${stderr}`));
        return;
      }
      fulfil({
        status, stdout, stderr,
        get json() {
          return JSON.parse(stdout);
        },
      });
    });
  });
}

/** A repository on disk. */
export class Repo {
  #time = FIRST_COMMIT;

  constructor(dir) {
    this.dir = dir;
  }

  /** Runs git and returns its standard output without the last line end. */
  git(...args) {
    return this.gitWith({}, ...args);
  }

  /** Like git, with `input` and more `env`. */
  gitWith({ input = '', env = {} }, ...args) {
    const stamp = `${this.#time} +0000`;
    const done = spawnSync('git', args, {
      cwd: this.dir, input, encoding: 'utf8', maxBuffer: 1 << 28,
      env: cleanEnv({
        GIT_AUTHOR_NAME: 'Ada Author', GIT_AUTHOR_EMAIL: 'ada@example.com',
        GIT_COMMITTER_NAME: 'Ada Author', GIT_COMMITTER_EMAIL: 'ada@example.com',
        GIT_AUTHOR_DATE: stamp, GIT_COMMITTER_DATE: stamp, ...env,
      }),
    });

    if (done.error) throw done.error;
    if (done.status !== 0)
      throw new Error(`git ${args.join(' ')}: ${done.status}\n${done.stderr}`);
    return done.stdout.replace(/\n$/, '');
  }

  /** Writes files into the work tree: see writeFiles. */
  write(files) {
    writeFiles(this.dir, files);
    return this;
  }

  /** Adds everything, also what is ignored, without committing. */
  stage() {
    this.git('add', '--all', '--force', '.');
    return this;
  }

  /** Commits the work tree as it is; each commit is a minute later. Its id. */
  commit(message = 'change') {
    this.stage();
    this.git('commit', '--quiet', '--allow-empty', '-m', message);
    this.#time += 60;
    return this.head();
  }

  /** Makes a branch at `start` and switches to it. */
  branch(name, start = 'HEAD') {
    this.git('switch', '--quiet', '--create', name, start);
    return this;
  }

  switch(name) {
    this.git('switch', '--quiet', name);
    return this;
  }

  /** Merges `name` with a merge commit, as GitHub does. Its id. */
  merge(name, message = `Merge ${name}`) {
    this.git('merge', '--quiet', '--no-ff', '-m', message, name);
    this.#time += 60;
    return this.head();
  }

  head(rev = 'HEAD') {
    return this.git('rev-parse', '--verify', `${rev}^{commit}`);
  }

  /** Runs the program in this repository: see run. */
  run(args, options = {}) {
    return run(args, { cwd: this.dir, ...options });
  }
}

/** A new empty repository on branch main. Options: bare, dir. */
export function makeRepo(t, { bare = false, dir = makeFolder(t) } = {}) {
  mkdirSync(dir, { recursive: true });
  const repo = new Repo(dir);

  repo.git('init', '--quiet', '--initial-branch=main', ...(bare ? ['--bare'] : []));
  repo.git('config', 'core.autocrlf', 'false');
  repo.git('config', 'commit.gpgsign', 'false');
  return repo;
}

/** A clone of `from` (a Repo); `args` are options of git clone (--depth=1). */
export function cloneRepo(t, from, args = [], dir = join(makeFolder(t), 'clone')) {
  from.git('clone', '--quiet', ...args, `file://${from.dir}`, dir);
  return new Repo(dir);
}

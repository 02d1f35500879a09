// Runs `threatgate github` once against the stand-in, for trying things out:
//
//   node tests/github/try.mjs [--api] [--fork] [--depth=N] [--twice] [--serve]
//
// prints what the run said, what was asked, and what GitHub would not have taken.
// --serve prints the environment instead and answers until it is stopped.

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { makeFolder } from '../support/repo.mjs';
import { pullRequest } from './events.mjs';
import { scenario } from './scenario.mjs';
import { PERMISSIONS, READ_ONLY } from './server.mjs';

const flag = (name) => process.argv.includes(`--${name}`);
const depth = Number(process.argv.find((a) => a.startsWith('--depth='))?.slice(8) ?? 0);
const cleanUp = [];
const t = { after: (f) => cleanUp.push(f) };

const s = await scenario(t, { permissions: flag('fork') ? READ_ONLY : PERMISSIONS });

if (flag('serve')) {
  const dir = makeFolder(t);
  const event = join(dir, 'event.json');

  writeFileSync(event, JSON.stringify(pullRequest(s.github, 7)));
  const env = { ...s.github.env(), GITHUB_EVENT_NAME: 'pull_request', GITHUB_EVENT_PATH: event,
    GITHUB_WORKSPACE: s.checkout({ depth }) };
  for (const [name, value] of Object.entries(env)) console.log(`export ${name}='${value}'`);
} else {
  const workspace = flag('api') ? undefined : s.checkout({ depth });
  const inputs = flag('api') ? { api: 'true' } : {};

  for (let i = 0; i < (flag('twice') ? 2 : 1); i++) {
    const done = await s.run({ workspace, inputs });

    console.log(`--- exit ${done.status}, ${done.ms} ms\n${done.stdout}`);
    console.log(`--- standard error\n${done.stderr}--- outputs\n${done.output}`);
    console.log(`--- job summary\n${done.summary}--- requests`);
    for (const r of done.requests) console.log(r.method, r.status, r.path, JSON.stringify(r.query));
  }
  for (const c of s.state.comments) console.log(`--- comment ${c.id}\n${c.body}`);
  for (const c of s.state.reviewComments) console.log(`--- on ${c.path}:${c.line}\n${c.body}`);
  console.log('--- violations', s.github.violations);
  for (const f of cleanUp.reverse()) await f();
}

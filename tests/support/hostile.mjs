// Repositories whose paths, lines, threat models and answers try to break out of
// the report they end up in.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

import { makeRepo } from './repo.mjs';

/** Runs if any format lets it become an element. */
export const MARKUP = '<img src=x onerror="document.title=\'ran\'">';
const SPEECH = `${MARKUP} @team #1 [x](https://evil.example/) ##[error]forged `
  + '\u202egnp.exe\u202c </details></script><script>document.title="ran"</script> '
  + '| a | b | `code` https://evil.example/ & ]]> --> ${{ x }} %0A::error::forged \x1b[31m';

const NAMES = [
  '<img src=x onerror=document.title=1>', '"double" \'single\'', '`back` ``two``',
  'new\nline\n::error title=x::forged', 'bell\x07esc\x1b[31mred', '##[error]forged',
  '@team mail@example.com', '\u202egnp', 'a|b|c', '100%25 50% a,b:c', '[x](y) _m_ *s*',
  'caf\u00e9 \u2028line', '</details>', 'ends ', '-dash', '\\back\\slash', 'c\r\nrlf',
];

/** Every hostile path, and one that is no UTF-8, as bytes. */
export const PATHS = [
  ...NAMES.map((name) => Buffer.from(`app/${name}.py`)),
  Buffer.from('app/bad\xff\xfe.py', 'latin1'),
];

const view = (name, guard) => `from flask import Flask
from flask_login import login_required

app = Flask(__name__)


@app.route("/${name}")
${guard ? '@login_required\n' : ''}def ${name}():
    return "ok"
`;

const added = `

@app.route("/export")  # ${SPEECH.replace(/[\r\n]/g, ' ')}
def export():
    return run_query(request.args["${MARKUP.replaceAll('"', '')}"])
`;

const model = `---
covers: ["app/**"]
owner: "${MARKUP.replaceAll('"', '\'')}"
---
# Shop ${SPEECH}

## Scope

The shop ${SPEECH}.

## Data flow diagram

\`\`\`mermaid
flowchart LR
  user["Customer ${MARKUP.replaceAll('"', '\'')}"]
  shop(Shop)
  user -->|orders @team| shop
\`\`\`

## Trust boundaries

Between the internet and the shop.

## Threats

| ID | Category | Threat | Risk | Mitigation | Status | Owner |
| --- | --- | --- | --- | --- | --- | --- |
| T1 | Spoofing | Somebody \\<img src=x onerror=alert(1)\\> @team \\#1 ##[error]x orders | Critical | None | | |
| T2 | Tampering | Prices are changed \u202egnp | High | Signed carts | Implemented | shop team |
`;

const waivers = `waivers:
  - finding: mitigation/control-removed
    path: app/waived.py
    reason: 'Known ${MARKUP.replaceAll('\'', '\'\'')} @team ##[error]x'
    owner: shop team
    expires: 2027-01-31
`;

export const body = `## Security Considerations
- [x] Does this change handle user input? If yes, is it validated?
  Yes: ${SPEECH}
- [ ] Does this change cross a trust boundary? If yes, is it authenticated and authorized?
- [ ] Does this change handle sensitive data? If yes, is it encrypted and not logged?
  No: ${SPEECH}
- [ ] Does this change introduce a new external dependency? If yes, is it pinned and verified?
- [ ] Could this change be abused at scale? If yes, are there rate limits?
`;

function write(repo, path, text) {
  const file = Buffer.concat([Buffer.from(`${repo.dir}/`), path]);

  mkdirSync(dirname(join(repo.dir, path.toString('latin1'))), { recursive: true });
  writeFileSync(file, text);
}

/** The arguments of a check of what hostileRepo made. */
export const ARGS = ['check', '--base', 'main'];

/** A repository on branch feature in which each hostile file lost its guard. */
export function hostileRepo(t) {
  const repo = makeRepo(t);

  repo.write({
    'docs/threat-models/shop.md': model, '.threatgate/waivers.yml': waivers,
    'app/waived.py': view('waived', true),
  });
  for (const path of PATHS) write(repo, path, view('v', true));
  repo.commit('base');
  repo.branch('feature').write({ 'app/waived.py': view('waived', false) });
  for (const path of PATHS) write(repo, path, view('v', false) + added);
  repo.commit('feature');
  return repo;
}

/** One with more findings than any comment holds: one for each of `n` files. */
export function crowdedRepo(t, n = 300) {
  const repo = makeRepo(t);
  const files = (guard) => Object.fromEntries(Array.from({ length: n },
    (_, i) => [`app/views_${i}_of_a_long_and_winding_path_name.py`, view(`v${i}`, guard)]));

  repo.write({ 'docs/threat-models/shop.md': model, ...files(true) }).commit('base');
  repo.branch('feature').write(files(false)).commit('feature');
  return repo;
}

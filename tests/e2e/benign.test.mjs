// Ordinary changes, one file for each language: no rule may have a word to say.
// They hold the traps on purpose: `author`, `className`, `discard`, comments
// and texts about passwords, imports of guards, moved methods, tests, documents.
import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'

import { run } from '../support/repo.mjs'

const folder = fileURLToPath(new URL('../rules/benign', import.meta.url))

for (const name of readdirSync(folder).filter(n => n.endsWith('.diff')))
  test(`nothing is said about ${name}`, () => {
    const { json, stderr } = run(['check', '--diff', join(folder, name), '--format', 'json'])

    assert.ok(json, stderr)
    assert.deepEqual(json.signals.map(s => `${s.rule} ${s.path}:${s.line} ${s.excerpt}`), [])
  })

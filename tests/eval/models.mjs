// How well real threat models are read: `make eval-models CORPUS=<folder>`.
//
// The folder holds documents and expected.tsv, tab-separated with a header
// line; read here are: file, threats, mitigated, has_dfd, has_trust_boundaries,
// risk_scheme. The first two numbers make the score, the others are told. What
// lies in uncounted/ and history/ only has to be read without a crash.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

const GOOD_ENOUGH = 0.95
const SCHEMES = { severity: 'severity-word' }

const [gate, corpus] = process.argv.slice(2)
if (!gate || !corpus || !existsSync(join(corpus, 'expected.tsv'))) {
	console.error('usage: node tests/eval/models.mjs GATE CORPUS (with expected.tsv)')
	process.exit(2)
}

function readExpected() {
	const text = readFileSync(join(corpus, 'expected.tsv'), 'utf8').trimEnd()
	const [head, ...lines] = text.split('\n').map(line => line.split('\t'))
	return lines.map(cells =>
		Object.fromEntries(head.map((name, i) => [name, cells[i] ?? ''])))
}

function show(file) {
	const run = spawnSync(gate, ['model', 'show', '--format', 'json', file],
		{ encoding: 'utf8', maxBuffer: 1 << 28, timeout: 60000 })
	if (run.signal || run.error)
		return { crash: run.signal ?? String(run.error) }
	if (run.status > 1)
		return { error: run.stderr.trim() }
	return { model: JSON.parse(run.stdout) }
}

function compare(expected, model) {
	const yes = flag => (flag ? 'yes' : 'no')
	const mitigated = model.threats.filter(t => t.mitigations.length > 0).length
	const pairs = [
		['threats', String(model.threats.length), expected.threats],
		['mitigated', String(mitigated), expected.mitigated],
		['has_dfd', yes(model.sections.dfd), expected.has_dfd],
		['has_trust_boundaries', yes(model.sections.trust_boundaries),
			expected.has_trust_boundaries],
		['risk_scheme', SCHEMES[model.risk_scheme] ?? model.risk_scheme,
			expected.risk_scheme],
	]
	return pairs.filter(([, got, want]) => got !== want)
}

function mustBeRead(folder) {
	const dir = join(corpus, folder)
	let crashed = 0
	for (const name of existsSync(dir) ? readdirSync(dir) : []) {
		if (name.endsWith('.tsv'))
			continue
		const { crash } = show(join(dir, name))
		if (crash) {
			crashed++
			console.log(`CRASH ${folder}/${name}: ${crash}`)
		}
	}
	return crashed
}

let right = 0, hints = 0, crashed = 0
const all = readExpected()
for (const expected of all) {
	const { model, error, crash } = show(join(corpus, expected.file))
	if (!model) {
		crashed += crash ? 1 : 0
		console.log(`MISS  ${expected.file}: ${crash ?? error}`)
		continue
	}
	const wrong = compare(expected, model)
	const counts = wrong.filter(([name]) => name === 'threats' || name === 'mitigated')
	right += counts.length === 0 ? 1 : 0
	hints += wrong.length - counts.length
	for (const [name, got, want] of wrong)
		console.log(`${counts.length ? 'MISS ' : 'note '} ${expected.file}: ` +
			`${name} ${got}, expected ${want} (${model.read_as ?? ''})`)
}
crashed += mustBeRead('uncounted') + mustBeRead('history')
const share = all.length ? right / all.length : 1
console.log(`${right} of ${all.length} documents with the right counts ` +
	`(${(share * 100).toFixed(1)} %), ${hints} other columns differ, ${crashed} crashes`)
process.exit(share >= GOOD_ENOUGH && crashed === 0 ? 0 : 1)

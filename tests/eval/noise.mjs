// How loud the rules are on any clone: `make noise CLONES=...`.
//
// Over the last commits of each clone (first parents, so about one for each
// merged pull request): how many get a detected topic, and which rules match
// in how many commits of a hundred. With `--rule ID` the matches of that rule
// are listed instead, to be read.
import { check, folderOfClones, inParallel, listClones, options, refuse, run } from './clones.mjs'

const opt = options({
	clones: '', gate: 'build/threatgate', last: '200', jobs: '2', only: '', rule: '',
	top: '40',
})

const list = async dir => {
	const { stdout } = await run('git', ['-C', dir, 'rev-list', '--first-parent',
		`--max-count=${opt.last}`, '--min-parents=1', 'HEAD'])
	return stdout.split('\n').filter(Boolean)
}

const isRule = async id => {
	const { stdout } = await run(opt.gate, ['rules', 'list', '--format', 'json'])
	return stdout.includes(`"${id}"`)
}

const hundred = (n, of) => (100 * n / (of || 1)).toFixed(1)
const rules = new Map() // rule -> { commits, matches, detected }
let judged = 0

const clones = listClones(folderOfClones(opt.clones)).filter(({ name }) =>
	!opt.only || opt.only.split(',').some(part => name.includes(part)))
if (clones.length === 0)
	refuse(`no clone${opt.only ? ` named like "${opt.only}"` : ''} below ${opt.clones}`)

for (const { name, dir } of clones) {
	const commits = await list(dir)
	const topics = new Map()
	let any = 0, quiet = 0, review = 0, failed = 0
	await inParallel(commits, Number(opt.jobs), async commit => {
		const report = await check(opt.gate, dir, commit)
		if (report.failed) {
			failed++
			return
		}
		judged++
		const detected = report.topics.filter(topic => topic.detected)
		any += detected.length > 0
		quiet += report.signals.length === 0
		review += report.review.required
		for (const { id } of detected)
			topics.set(id, (topics.get(id) ?? 0) + 1)
		const here = new Set()
		for (const signal of report.signals) {
			const sum = rules.get(signal.rule) ?? { commits: 0, matches: 0 }
			sum.matches++
			sum.commits += !here.has(signal.rule)
			here.add(signal.rule)
			rules.set(signal.rule, sum)
			if (signal.rule === opt.rule)
				console.log(`${name} ${commit.slice(0, 9)} ${signal.path}:${signal.line} ` +
					`${signal.change === 'removed' ? '-' : '+'} ${signal.excerpt}`)
		}
	})
	const n = commits.length - failed
	if (!opt.rule)
		console.log(`${name}: ${n} commits` + (failed ? `, ${failed} not judged` : '') +
			`; of a hundred ${hundred(any, n)} get a detected topic` +
			` (${[...topics].map(([id, c]) => `${id} ${hundred(c, n)}`).join(', ')}),` +
			` ${hundred(review, n)} a review, ${hundred(quiet, n)} no signal at all`)
}

if (!opt.rule) {
	console.log(`\nrule${' '.repeat(38)}commits of 100   matches of 100`)
	const loudest = [...rules].sort((a, b) => b[1].commits - a[1].commits)
	for (const [rule, { commits, matches }] of loudest.slice(0, Number(opt.top)))
		console.log(rule.padEnd(42), hundred(commits, judged).padStart(8),
			hundred(matches, judged).padStart(16))
}

// A rule of a clone's own is in no list of the built-in ones.
if (opt.rule && !rules.has(opt.rule))
	if (await isRule(opt.rule))
		console.log(`no match of ${opt.rule} in ${judged} commits`)
	else
		refuse(`no match, and no built-in rule ${opt.rule}: threatgate rules list`)

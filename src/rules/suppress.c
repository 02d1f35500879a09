/*
 * "threatgate:ignore RULE-ID -- reason", in a comment on the line or the line
 * above. It counts only when the base has it already: on an unchanged line, or,
 * where lines around it were edited, among the lines that were taken out.
 */
#include "scan.h"

#include "../git/language.h"

#define MARK "threatgate:ignore"

struct note {
	struct tg_str rule, reason;
	size_t start;
};

static bool find_note(struct tg_str text, struct note *out)
{
	struct tg_str rest;
	size_t dashes;

	out->start = tg_str_find(text, TG_STR(MARK));
	if (out->start == SIZE_MAX)
		return false;
	rest = tg_str_from(text, out->start + sizeof(MARK) - 1);
	if (!tg_str_word(&rest, &out->rule))
		return false;
	dashes = tg_str_find(rest, TG_STR("--"));
	if (dashes == SIZE_MAX || tg_str_trim(tg_str_sub(rest, 0, dashes)).n > 0)
		return false;
	out->reason = tg_str_trim(tg_str_from(rest, dashes + 2));
	while (tg_str_ends(out->reason, "*/") || tg_str_ends(out->reason, "-->")) {
		out->reason.n -= tg_str_ends(out->reason, "*/") ? 2 : 3;
		out->reason = tg_str_rtrim(out->reason);
	}
	return out->reason.n >= 3;
}

/* A note for this rule on line `at`, in a comment where the language has any;
 * above the line `i` that it speaks of, the comment is all that is there. */
static bool note_on(struct tg_scan *scan, uint32_t at, uint32_t i,
		    const struct tg_rule *rule, struct note *out)
{
	const struct tg_language *language = scan->view->change->language;
	struct tg_str text = scan->view->lines[at].text;
	enum tg_side side = tg_line_side(&scan->view->lines[i]);
	size_t start;

	if (!find_note(text, out) || !tg_str_is(out->rule, rule->id))
		return false;
	start = at == i ? out->start : 0;
	if (!tg_str_is(tg_str(language->id), "unknown"))
		return tg_scan_is_comment(scan, side, at, start, text.n);
	text = tg_str_trim(text);
	return at == i || (text.n > 0 && !tg_is_alnum(text.p[0]));
}

/* How many lines of `kind` from `first` up to `end` carry this very note. */
static unsigned count_notes(struct tg_scan *scan, const struct note *note,
			    uint32_t first, uint32_t end, enum tg_line_kind kind)
{
	const struct tg_line *lines = scan->view->lines;
	struct note other;
	unsigned n = 0;

	for (uint32_t i = first; i < end; i++)
		n += lines[i].kind == kind && find_note(lines[i].text, &other) &&
		     tg_str_eq(other.rule, note->rule) &&
		     tg_str_eq(other.reason, note->reason);
	return n;
}

/* An added note is an old one when the lines that made room for it had it; each
 * of those serves one added note. */
static bool in_base(struct tg_scan *scan, const struct note *note, uint32_t i)
{
	const struct tg_line *line = &scan->view->lines[i];
	const struct tg_block *block;
	unsigned before, earlier;

	if (line->kind != TG_LINE_ADDED)
		return true;
	tg_scan_blocks(scan);
	block = &scan->blocks[scan->block_of[i]];
	before = count_notes(scan, note, block->first, block->last + 1,
			     TG_LINE_REMOVED);
	earlier = count_notes(scan, note, block->first, i, TG_LINE_ADDED);
	return earlier < before;
}

static void list_note(struct tg_scan *scan, const struct tg_rule *rule,
		      const struct tg_line *line, const struct note *note,
		      bool effective)
{
	struct tg_worker *worker = scan->worker;
	struct tg_suppression *s =
		TG_VEC_PUSH(&worker->arena, &worker->suppressions);

	s->rule = rule->id;
	s->path = scan->view->change->path;
	s->line = line->kind == TG_LINE_REMOVED ? line->old_line : line->new_line;
	s->reason = tg_arena_strndup(&worker->arena, note->reason.p,
				     note->reason.n > 200 ? 200 : note->reason.n);
	s->effective = effective;
}

/* The line above on the same side, or TG_NO_LINE. */
static uint32_t line_above(const struct tg_scan *scan, uint32_t i)
{
	const struct tg_line *lines = scan->view->lines;

	for (uint32_t k = i; k > 0 && lines[k - 1].hunk == lines[i].hunk; k--)
		if (lines[k - 1].kind == TG_LINE_CONTEXT ||
		    lines[k - 1].kind == lines[i].kind)
			return k - 1;
	return TG_NO_LINE;
}

/* An unchanged note above an added line was written for the line that stood
 * there: it speaks of the added one only when that line was taken out. */
static bool speaks_of(struct tg_scan *scan, uint32_t note, uint32_t i)
{
	const struct tg_line *lines = scan->view->lines;

	if (lines[note].kind != TG_LINE_CONTEXT || lines[i].kind != TG_LINE_ADDED)
		return true;
	tg_scan_blocks(scan);
	return scan->blocks[scan->block_of[i]].removed > 0;
}

bool tg_scan_suppressed(struct tg_scan *scan, const struct tg_rule *rule,
			uint32_t i)
{
	uint32_t places[2] = { i, line_above(scan, i) };
	bool silenced = false;

	for (size_t k = 0; k < 2 && !silenced; k++) {
		struct note note;

		if (places[k] == TG_NO_LINE ||
		    !note_on(scan, places[k], i, rule, &note))
			continue;
		silenced = in_base(scan, &note, places[k]) &&
			   speaks_of(scan, places[k], i);
		list_note(scan, rule, &scan->view->lines[places[k]], &note,
			  silenced);
	}
	return silenced;
}

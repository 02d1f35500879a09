/* List items and titles: what names the threat, and what is done about it. */
#include "record_lines.h"

#include <string.h>

/* Where a sentence turns to what is done about it. */
static size_t find_inline_mitigation(struct tg_str text, size_t *skip);

/* The first colon or dash between blanks after `from`, SIZE_MAX for none. */
static size_t find_break(struct tg_str text, size_t from)
{
	static const char *const dashes[] = { " \xe2\x80\x94 ", " \xe2\x80\x93 ", " - ",
					      " -- ", ": " };
	size_t best = SIZE_MAX;

	for (size_t i = 0; i < sizeof(dashes) / sizeof(dashes[0]); i++) {
		size_t at = tg_str_find(tg_str_from(text, from), tg_str(dashes[i]));

		if (at < best)
			best = at;
	}
	return best == SIZE_MAX ? SIZE_MAX : best + from;
}

/* How many bytes at the front of the line name the thing: what is emphasised,
 * or what stands before a colon or a dash between blanks. */
static size_t lead_length(const struct tg_record_line *line)
{
	struct tg_str text = tg_str(line->text), id, rest;
	size_t strong = line->strong, best = find_break(text, 0), skip;
	bool loose;

	if (strong > 0 && strong < text.n && tg_is_alnum(text.p[strong]) &&
	    tg_is_alnum(text.p[strong - 1]))
		strong = 0; /* a letter inside a word */
	if (strong > 0 && tg_threat_id(tg_str_n(line->text, strong), &id, &rest, &loose) &&
	    rest.n == 0) {
		/* "**T1** Replay of orders: ..." is named after its id */
		best = find_break(text, strong + 3);
		return best <= 120 ? best : strong;
	}
	if (strong > 0)
		return strong;
	if (best == SIZE_MAX && tg_str_ends(text, ":"))
		best = text.n - 1;
	if (find_inline_mitigation(text, &skip) <= best)
		return 0;
	return best <= 90 ? best : 0;
}

static const char *after_lead(const char *p)
{
	static const char *const signs[] = { "\xe2\x80\x94", "\xe2\x80\x93", "--", "-",
					     ":", " ", "." };
	bool more = true;

	while (more) {
		more = false;
		for (size_t i = 0; i < sizeof(signs) / sizeof(signs[0]); i++) {
			size_t n = strlen(signs[i]);

			if (strncmp(p, signs[i], n) != 0)
				continue;
			p += n;
			more = true;
		}
	}
	return p;
}

static struct tg_str without_colon(struct tg_str s)
{
	s = tg_str_trim(s);
	while (s.n > 0 && (s.p[s.n - 1] == ':' || s.p[s.n - 1] == '.'))
		s = tg_str_rtrim(tg_str_sub(s, 0, s.n - 1));
	return s;
}

static bool ends_word(struct tg_str text, size_t at)
{
	return at >= text.n || tg_is_space(text.p[at]);
}

/* Nothing, or the end of a sentence. */
static bool ends_sentence(struct tg_str s)
{
	s = tg_str_rtrim(s);
	while (tg_str_ends(s, ")") || tg_str_ends(s, "*"))
		s = tg_str_sub(s, 0, s.n - 1);
	return s.n == 0 || strchr(".!?", s.p[s.n - 1]) != NULL;
}

/* "A stolen phone. → Sessions end after a day": an arrow that opens the text, or
 * follows the end of a sentence; any other ("A → B") is a flow. */
static size_t find_arrow(struct tg_str text, size_t *skip)
{
	static const char *const arrows[] = { "\xe2\x86\x92", "->", "=>", "\xe2\x87\x92" };
	size_t best = SIZE_MAX;

	for (size_t i = 0; i < sizeof(arrows) / sizeof(arrows[0]); i++) {
		struct tg_str arrow = tg_str(arrows[i]);
		size_t at = tg_str_find(text, arrow), next;

		while (at != SIZE_MAX && (!ends_sentence(tg_str_sub(text, 0, at)) ||
					  !ends_word(text, at + arrow.n))) {
			next = tg_str_find(tg_str_from(text, at + arrow.n), arrow);
			at = next == SIZE_MAX ? next : at + arrow.n + next;
		}
		if (at < best) {
			best = at;
			*skip = arrow.n;
		}
	}
	return best;
}

/* Where the label begins that ends with the colon at `colon`: after the end of a
 * sentence, a bracket or a dash, at most five words before. */
static size_t label_start(struct tg_str text, size_t colon)
{
	size_t from = colon, words = 0;

	while (from > 0 && strchr(".;,:()!?*|\xe2\x80\x94", text.p[from - 1]) == NULL) {
		words += tg_is_space(text.p[from - 1]);
		if (words > 5)
			return SIZE_MAX;
		from--;
	}
	while (from < colon && tg_is_space(text.p[from]))
		from++;
	return from;
}

/* How many bytes of a colon or of a dash between blanks stand there; 0 for none. */
static size_t sign_at(struct tg_str rest)
{
	static const char *const signs[] = { ": ", " - ", " \xe2\x80\x93 ",
					     " \xe2\x80\x94 " };

	for (size_t i = 0; i < sizeof(signs) / sizeof(signs[0]); i++)
		if (tg_str_starts(rest, signs[i]))
			return strlen(signs[i]);
	return 0;
}

/* "... Countermeasure: quotas", "... (How we handle it: quotas)", "Replay - an old order
 * again. Mitigation - nonces". */
size_t tg_record_inline_label(struct tg_str text, size_t *skip)
{
	for (size_t i = 0; i + 1 < text.n; i++) {
		size_t sign = sign_at(tg_str_from(text, i));
		size_t from = sign > 0 ? label_start(text, i) : SIZE_MAX;

		if (from == SIZE_MAX || from >= i ||
		    tg_field_of(tg_str_sub(text, from, i - from)) != TG_F_MITIGATION)
			continue;
		/* what stands in front of a dash may be a name */
		if (text.p[i] == ' ' && from == 0)
			continue;
		*skip = i + sign - from;
		return from;
	}
	return SIZE_MAX;
}

/* "a missing checksum: covered by the installer's tests": such verbs need a sign in
 * front of them, or they say who does something. */
static size_t find_turn(struct tg_str text)
{
	static const char *const verbs[] = { "covered by ", "addressed by ", "prevented by ",
					     "handled by ", "blocked by ", "countered by " };
	static const char *const signs[] = { ": ", "; ", " - ", " (", " \xe2\x80\x94 ",
					     " \xe2\x80\x93 " };
	size_t best = SIZE_MAX;

	for (size_t i = 0; i < sizeof(verbs) / sizeof(verbs[0]); i++) {
		size_t at = tg_str_ifind(text, tg_str(verbs[i]));

		if (at == 0)
			return 0;
		for (size_t k = 0; at < best && k < sizeof(signs) / sizeof(signs[0]); k++)
			if (tg_str_ends(tg_str_sub(text, 0, at), signs[k]))
				best = at;
	}
	return best;
}

static size_t find_inline_mitigation(struct tg_str text, size_t *skip)
{
	static const char *const marks[] = { "mitigated by ", "mitigated via ",
					     "mitigated with ", "mitigated through " };
	size_t best = find_arrow(text, skip), label_skip = 0, turn = find_turn(text);
	size_t label = tg_record_inline_label(text, &label_skip);

	if (label < best) {
		best = label;
		*skip = label_skip;
	}
	for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++) {
		size_t at = tg_str_ifind(text, tg_str(marks[i]));

		if (at < best) {
			best = at;
			*skip = 0;
		}
	}
	if (turn < best) {
		best = turn;
		*skip = 0;
	}
	return best;
}

/* "text (", "text ->", "text -": the sign that led to the mitigation. */
struct tg_str tg_record_without_turn(struct tg_str s)
{
	static const char *const signs[] = { "(", "*", "_", ":", "\xe2\x86\x92", "->", "=>",
					     "\xe2\x80\x94", "\xe2\x80\x93", " -", ";" };
	bool more = true;

	while (more) {
		more = false;
		for (size_t i = 0; i < sizeof(signs) / sizeof(signs[0]); i++) {
			if (!tg_str_ends(s, signs[i]))
				continue;
			s = tg_str_rtrim(tg_str_sub(s, 0, s.n - strlen(signs[i])));
			more = true;
		}
	}
	return s;
}

static void add_sentence(struct tg_record_reader *rd, const char *text,
			 const struct tg_record_line *line, const struct tg_md *p)
{
	size_t skip = 0;
	size_t at = find_inline_mitigation(tg_str(text), &skip);

	if (at == SIZE_MAX) {
		tg_record_reader_go_on(rd, text, line->number, p);
		return;
	}
	struct tg_str before = tg_str_trim(tg_str_n(text, at));

	before = tg_record_without_turn(before);
	if (before.n > 0)
		tg_record_reader_go_on(rd, tg_arena_dup_str(rd->arena, before), line->number, p);
	rd->field = TG_F_MITIGATION;
	rd->fresh = true;
	/* "→ Mitigations:" with a list below it, "→" at the end of a line */
	struct tg_str after = tg_str_trim(tg_str(text + at + skip));
	const struct tg_record_line rest = { .text = tg_arena_dup_str(rd->arena, after) };
	struct tg_record_label label = tg_record_line_label(&rest);

	tg_record_reader_value(rd, label.field == TG_F_MITIGATION ? label.value : rest.text,
			       line->number, p);
}

/* A sentence that is wrapped goes on in the next lines, up to one with a label.
 * Returns the index after it. */
static size_t join_sentence(struct tg_record_lines *l)
{
	struct tg_record_line *first = &l->v.items[0];
	size_t i = 1;

	for (; i < l->v.n && strlen(first->text) < 600; i++) {
		if (tg_record_line_label(&l->v.items[i]).found)
			break;
		first->text = tg_arena_printf(l->arena, "%s %s", first->text,
					      l->v.items[i].text);
	}
	return i;
}

/* The sentence as a whole is the threat, up to where it turns to what is done. */
static const char *name_of_sentence(struct tg_arena *arena, struct tg_str sentence)
{
	size_t skip = 0;
	size_t at = find_inline_mitigation(sentence, &skip);

	if (at != SIZE_MAX && at > 0)
		sentence = tg_str_trim(tg_str_sub(sentence, 0, at));
	sentence = tg_record_without_turn(sentence);
	return tg_arena_dup_str(arena, sentence);
}

/* Reads what names the threat; returns the index of the first line after it. */
static size_t read_name(struct tg_record_reader *rd, struct tg_record_lines *l,
			const struct tg_md *item, const char **lead)
{
	struct tg_record_line *line = &l->v.items[0];
	size_t n = lead_length(line), next = n > 0 ? 1 : join_sentence(l), skip = 0;
	struct tg_str name =
		without_colon(n > 0 ? tg_str_n(line->text, n) : tg_str(line->text));
	struct tg_value value = { "", line->number, item->first, item->task };

	value.text = n > 0 ? tg_arena_dup_str(rd->arena, name) :
			     name_of_sentence(rd->arena, name);
	if (n > 0 && lead != NULL)
		*lead = value.text;
	tg_record_add(rd->r, rd->arena, TG_F_THREAT, value);
	const char *rest = n > 0 ? after_lead(line->text + n) : line->text;

	if (rest[0] != '\0' &&
	    (n > 0 || find_inline_mitigation(tg_str(rest), &skip) != SIZE_MAX))
		add_sentence(rd, rest, line, item->first);
	return next;
}

void tg_record_read_item(struct tg_record *r, struct tg_arena *arena,
			 const struct tg_md *item, const char **lead)
{
	struct tg_record_reader rd = { .r = r, .arena = arena };
	const struct tg_md *p = item->first;
	struct tg_record_lines l = { 0 };

	if (lead != NULL)
		*lead = "";
	if (p != NULL && p->kind == TG_MD_PARAGRAPH)
		tg_record_lines_init(&l, arena, p);
	for (size_t i = l.v.n > 0 ? read_name(&rd, &l, item, lead) : 0; i < l.v.n; i++) {
		struct tg_record_label label = tg_record_line_label(&l.v.items[i]);

		if (label.found) {
			tg_record_reader_label(&rd, &label);
			tg_record_reader_value(&rd, label.value, l.v.items[i].number, p);
		} else {
			add_sentence(&rd, l.v.items[i].text, &l.v.items[i], p);
		}
	}
	if (l.v.n > 0)
		p = p->next;
	for (; p != NULL; p = p->next)
		tg_record_reader_block(&rd, p);
	r->line = item->line;
	r->end_line = item->end_line;
}

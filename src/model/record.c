#include "record.h"

#include "../base/buf.h"
#include "table.h"

#include <stdlib.h>
#include <string.h>

#define MAX_DEPTH 12u

void tg_record_clear(struct tg_record *r)
{
	for (size_t i = 0; i < TG_F_COUNT; i++)
		r->of[i].n = 0;
	r->line = 0;
	r->end_line = 0;
}

void tg_record_add(struct tg_record *r, struct tg_arena *arena, enum tg_field field,
		   struct tg_value value)
{
	*TG_VEC_PUSH(arena, &r->of[field]) = value;
}

const char *tg_record_text(const struct tg_record *r, enum tg_field field)
{
	return r->of[field].n > 0 ? r->of[field].items[0].text : "";
}

bool tg_record_has(const struct tg_record *r, enum tg_field field)
{
	return r->of[field].n > 0 && r->of[field].items[0].text[0] != '\0';
}

/* --- lines of a paragraph -------------------------------------------------- */

/* One line of a paragraph; `strong` is how many bytes of its text, from its
 * start, are emphasised. */
struct line {
	const char *text;
	size_t strong;
	uint32_t number;
};

struct lines {
	struct tg_arena *arena;
	TG_VEC(struct line) v;
	struct tg_buf text;
	size_t strong;
	bool plain_seen; /* something that is not emphasised stands in the line */
	uint32_t number;
};

static void end_line(struct lines *l)
{
	struct tg_str text = tg_str_trim(tg_buf_str(&l->text));

	if (text.n > 0) {
		struct line *line = TG_VEC_PUSH(l->arena, &l->v);

		line->text = tg_arena_dup_str(l->arena, text);
		line->strong = l->strong < text.n ? l->strong : text.n;
		line->number = l->number;
	}
	tg_buf_clear(&l->text);
	l->strong = 0;
	l->plain_seen = false;
}

static bool is_blank(struct tg_str s)
{
	return tg_str_trim(s).n == 0;
}

static void add_text(struct lines *l, struct tg_str text, bool emphasised)
{
	tg_buf_put_str(&l->text, text);
	if (emphasised && !l->plain_seen)
		l->strong = l->text.len;
	else if (!is_blank(text))
		l->plain_seen = true;
}

static bool is_br(const struct tg_md *node)
{
	return node->kind == TG_MD_HTML &&
	       tg_str_istarts(tg_str(node->text), "<br");
}

static bool is_emphasis(const struct tg_md *node, const struct tg_md *root)
{
	for (; node != NULL && node != root; node = node->parent)
		if (node->kind == TG_MD_STRONG || node->kind == TG_MD_EMPH)
			return true;
	return false;
}

static void lines_init(struct lines *l, struct tg_arena *arena,
		       const struct tg_md *paragraph)
{
	*l = (struct lines){ .arena = arena, .number = paragraph->line };
	tg_buf_init(&l->text, TG_MARKDOWN_MAX_BYTES);
	for (const struct tg_md *n = tg_md_walk(paragraph, paragraph); n != NULL;
	     n = tg_md_walk(paragraph, n)) {
		if (n->kind == TG_MD_TEXT || n->kind == TG_MD_CODE) {
			add_text(l, tg_str(n->text), is_emphasis(n, paragraph));
		} else if (n->kind == TG_MD_SOFT_BREAK ||
			   n->kind == TG_MD_LINE_BREAK || is_br(n)) {
			end_line(l);
			l->number += n->kind != TG_MD_HTML;
		}
	}
	end_line(l);
	tg_buf_release(&l->text);
}

/* --- labels ---------------------------------------------------------------- */

struct label {
	bool found;
	enum tg_field field; /* TG_F_NONE: a label of something else */
	const char *value;
};

static const char *skip_signs(const char *p)
{
	while (*p == ':' || *p == ' ' || *p == '*' || *p == '_')
		p++;
	return p;
}

/* "Mitigation: text", "**Mitigation** text", "Mitigations" alone. */
static struct label label_of_line(const struct line *line)
{
	struct tg_str text = tg_str(line->text);
	size_t colon = tg_str_chr(text, ':');
	struct label none = { false, TG_F_NONE, line->text };

	/* "**S**poofing: ..." emphasises a letter, not a label */
	if (line->strong > 0 && line->strong < text.n &&
	    tg_is_alnum(text.p[line->strong]) && tg_is_alnum(text.p[line->strong - 1]))
		return none;
	if (colon != SIZE_MAX && colon > 0 && colon <= 60) {
		struct tg_str name = tg_str_sub(text, 0, colon);
		enum tg_field field = tg_field_of(name);
		bool strong = line->strong > 0 && line->strong + 1 >= colon;
		struct tg_fold f;

		tg_fold(&f, name);
		if (strong || (field != TG_F_NONE && f.words <= 4))
			return (struct label){ true, field,
					       skip_signs(line->text + colon) };
	}
	if (line->strong > 0 && line->strong <= 60) {
		struct tg_str name = tg_str_sub(text, 0, line->strong);
		enum tg_field field = tg_field_of(name);

		if (field != TG_F_NONE)
			return (struct label){ true, field,
					       skip_signs(line->text + line->strong) };
	}
	return none;
}

enum tg_field tg_label_of(struct tg_arena *arena, const struct tg_md *block,
			  const char **value)
{
	const struct tg_md *p = block->kind == TG_MD_ITEM ? block->first : block;
	struct lines l;

	*value = "";
	if (p == NULL || p->kind != TG_MD_PARAGRAPH)
		return TG_F_NONE;
	lines_init(&l, arena, p);
	if (l.v.n == 0)
		return TG_F_NONE;
	struct label label = label_of_line(&l.v.items[0]);

	if (label.found && label.field != TG_F_NONE)
		*value = label.value;
	return label.field;
}

/* --- blocks ---------------------------------------------------------------- */

struct reader {
	struct tg_record *r;
	struct tg_arena *arena;
	enum tg_field field;   /* what unlabelled text belongs to */
	bool ignored;          /* it stands under a label of something else */
	bool fresh;            /* the label had no value of its own yet */
	enum tg_md_task task;
	unsigned depth;
};

static void read_block(struct reader *rd, const struct tg_md *block);

static void add_value(struct reader *rd, const char *text, uint32_t line,
		      const struct tg_md *node)
{
	enum tg_field field = rd->field == TG_F_NONE ? TG_F_DESCRIPTION : rd->field;

	if (rd->ignored || text[0] == '\0')
		return;
	tg_record_add(rd->r, rd->arena, field,
		      (struct tg_value){ text, line, node, rd->task });
	rd->fresh = false;
}

/* Goes on with the last value of the current field, or begins one. */
static void go_on(struct reader *rd, const char *text, uint32_t line,
		  const struct tg_md *node)
{
	enum tg_field field = rd->field == TG_F_NONE ? TG_F_DESCRIPTION : rd->field;

	if (rd->ignored)
		return;
	if (rd->fresh || rd->r->of[field].n == 0) {
		add_value(rd, text, line, node);
		return;
	}
	struct tg_value *last = &rd->r->of[field].items[rd->r->of[field].n - 1];

	if (strlen(last->text) < 4000)
		last->text = tg_arena_printf(rd->arena, "%s %s", last->text, text);
}

static void set_label(struct reader *rd, const struct label *label)
{
	rd->field = label->field;
	rd->ignored = label->field == TG_F_NONE;
	rd->fresh = true;
}

static void read_paragraph(struct reader *rd, const struct tg_md *p)
{
	struct lines l;
	bool strong = false;

	lines_init(&l, rd->arena, p);
	for (size_t i = 0; i < l.v.n; i++) {
		const struct line *line = &l.v.items[i];
		struct label label = label_of_line(line);

		/* after "*Example:*" a plain "Solution:" is part of its text */
		if (label.found && (!strong || line->strong > 0)) {
			strong = strong || line->strong > 0;
			set_label(rd, &label);
			add_value(rd, label.value, line->number, p);
		} else {
			go_on(rd, line->text, line->number, p);
		}
	}
}

/* An item without a label is a value of its own; its nested blocks go on. */
static void read_plain_item(struct reader *rd, const struct tg_md *item)
{
	const struct tg_md *p = item->first;

	if (p != NULL && p->kind == TG_MD_PARAGRAPH) {
		add_value(rd, tg_md_plain(p, rd->arena, true), p->line, p);
		p = p->next;
	}
	for (; p != NULL; p = p->next)
		read_block(rd, p);
}

static void read_item(struct reader *rd, const struct tg_md *item)
{
	struct reader saved = *rd;
	const struct tg_md *p = item->first;
	struct lines l = { 0 };
	struct label label = { 0 };

	rd->task = item->task;
	if (p != NULL && p->kind == TG_MD_PARAGRAPH) {
		lines_init(&l, rd->arena, p);
		if (l.v.n > 0)
			label = label_of_line(&l.v.items[0]);
	}
	/* in a list of mitigations "Logging: write it down" is no label */
	if (label.found && (label.field != TG_F_NONE || saved.field == TG_F_NONE)) {
		for (; p != NULL; p = p->next)
			read_block(rd, p);
	} else {
		read_plain_item(rd, item);
	}
	bool fresh = rd->fresh;

	*rd = saved;
	rd->fresh = fresh && saved.fresh;
}

static void read_block(struct reader *rd, const struct tg_md *block)
{
	if (rd->depth >= MAX_DEPTH)
		return;
	rd->depth++;
	switch (block->kind) {
	case TG_MD_PARAGRAPH:
		read_paragraph(rd, block);
		break;
	case TG_MD_LIST:
		for (const struct tg_md *i = block->first; i != NULL; i = i->next)
			read_item(rd, i);
		break;
	case TG_MD_QUOTE:
		for (const struct tg_md *i = block->first; i != NULL; i = i->next)
			read_block(rd, i);
		break;
	case TG_MD_TABLE:
		tg_table_read_single(rd->r, rd->arena, block);
		break;
	default:
		break;
	}
	rd->depth--;
}

void tg_record_read(struct tg_record *r, struct tg_arena *arena,
		    const struct tg_md *const *blocks, size_t n,
		    enum tg_field start)
{
	struct reader rd = { .r = r, .arena = arena, .field = start, .fresh = true };

	for (size_t i = 0; i < n; i++)
		read_block(&rd, blocks[i]);
}

/* --- list items ------------------------------------------------------------ */

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
static size_t lead_length(const struct line *line)
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

static size_t find_inline_mitigation(struct tg_str text, size_t *skip)
{
	static const char *const marks[] = {
		"mitigation: ", "mitigations: ", "mitigated by ", "mitigated via ",
		"mitigated with ", "countermeasure: ", "remediation: ",
		"control: ", "controls: ", "fix: ", "defense: ", "mitigate: ",
	};
	size_t best = SIZE_MAX;

	for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++) {
		size_t at = tg_str_ifind(text, tg_str(marks[i]));

		if (at < best) {
			best = at;
			*skip = strchr(marks[i], ':') != NULL ? strlen(marks[i]) : 0;
		}
	}
	return best;
}

/* "text (", "text ->", "text -": the sign that led to the mitigation. */
static struct tg_str without_turn(struct tg_str s)
{
	static const char *const signs[] = { "(", "*", "_", "\xe2\x86\x92", "->", "=>",
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

static void add_sentence(struct reader *rd, const char *text, const struct line *line,
			 const struct tg_md *p)
{
	size_t skip = 0;
	size_t at = find_inline_mitigation(tg_str(text), &skip);

	if (at == SIZE_MAX) {
		go_on(rd, text, line->number, p);
		return;
	}
	struct tg_str before = tg_str_trim(tg_str_n(text, at));

	before = without_turn(before);
	if (before.n > 0)
		go_on(rd, tg_arena_dup_str(rd->arena, before), line->number, p);
	rd->field = TG_F_MITIGATION;
	rd->fresh = true;
	add_value(rd, text + at + skip, line->number, p);
}

void tg_record_read_item(struct tg_record *r, struct tg_arena *arena,
			 const struct tg_md *item, const char **lead)
{
	struct reader rd = { .r = r, .arena = arena };
	const struct tg_md *p = item->first;
	struct lines l = { 0 };
	size_t n = 0;

	if (lead != NULL)
		*lead = "";
	if (p != NULL && p->kind == TG_MD_PARAGRAPH)
		lines_init(&l, arena, p);
	if (l.v.n > 0) {
		const struct line *line = &l.v.items[0];
		struct tg_str name;

		n = lead_length(line);
		name = without_colon(n > 0 ? tg_str_n(line->text, n) :
					     tg_str(line->text));
		struct tg_value value = { tg_arena_dup_str(arena, name), line->number,
					  p, item->task };

		if (n > 0 && lead != NULL)
			*lead = value.text;
		if (n == 0) { /* the sentence itself is the threat */
			size_t skip = 0;
			size_t at = find_inline_mitigation(name, &skip);

			if (at != SIZE_MAX && at > 0)
				value.text = tg_arena_dup_str(
					arena, without_turn(tg_str_trim(
						       tg_str_sub(name, 0, at))));
		}
		tg_record_add(r, arena, TG_F_THREAT, value);
		const char *rest = n > 0 ? after_lead(line->text + n) : line->text;
		size_t skip = 0;

		if (rest[0] != '\0' &&
		    (n > 0 || find_inline_mitigation(tg_str(rest), &skip) != SIZE_MAX))
			add_sentence(&rd, rest, line, p);
		for (size_t i = 1; i < l.v.n; i++) {
			struct label label = label_of_line(&l.v.items[i]);

			if (label.found) {
				set_label(&rd, &label);
				add_value(&rd, label.value, l.v.items[i].number, p);
			} else {
				add_sentence(&rd, l.v.items[i].text,
					     &l.v.items[i], p);
			}
		}
		p = p->next;
	}
	for (; p != NULL; p = p->next)
		read_block(&rd, p);
	r->line = item->line;
	r->end_line = item->end_line;
}

/* --- what a title holds ------------------------------------------------------ */

static void add_bracket(struct tg_record *r, struct tg_arena *arena, struct tg_str inner,
			uint32_t line)
{
	struct tg_value v = { tg_arena_dup_str(arena, tg_str_trim(inner)), line, NULL,
			      TG_MD_NOT_A_TASK };
	enum tg_risk_level level;

	if (tg_risk_level_parse(tg_str(v.text), &level) &&
	    !tg_record_has(r, TG_F_PRIORITY))
		tg_record_add(r, arena, TG_F_PRIORITY, v);
	else if (tg_stride_label(tg_str(v.text)) != 0 && inner.n > 2 &&
		 !tg_record_has(r, TG_F_CATEGORY))
		tg_record_add(r, arena, TG_F_CATEGORY, v);
}

static void split_brackets(struct tg_record *r, struct tg_arena *arena,
			   struct tg_str text, uint32_t line)
{
	for (size_t i = 0; i < text.n; i++) {
		char close = text.p[i] == '(' ? ')' : text.p[i] == '[' ? ']' : '\0';
		struct tg_str inner = tg_str_from(text, i + 1), part;
		size_t n = close != '\0' ? tg_str_chr(inner, close) : SIZE_MAX;

		if (n == SIZE_MAX || n > 60)
			continue;
		inner = tg_str_sub(inner, 0, n);
		while (tg_str_split(&inner, ',', &part))
			add_bracket(r, arena, part, line);
	}
}

void tg_record_split_title(struct tg_record *r, struct tg_arena *arena)
{
	struct tg_str title = tg_str(tg_record_text(r, TG_F_THREAT));
	struct tg_str text = tg_str(tg_record_text(r, TG_F_DESCRIPTION));

	split_brackets(r, arena, tg_str_sub(title, 0, 200), r->line);
	if (text.n > 0 && (text.p[0] == '(' || text.p[0] == '['))
		split_brackets(r, arena, tg_str_sub(text, 0, 60), r->line);
}

#include "draft.h"

#include "../base/vec.h"
#include "../checklist/section.h"
#include "draft_text.h"

#include <string.h>

#define MAX_OUTPUT (4u << 20)

/* How an answer is put beside a question that is there already. The next one is
 * tried where the checklist's reader does not take the one before. */
enum manner { ON_THE_LINE, NESTED, LEFT_ALONE };

/* Where questions go that the body lacks. */
enum place { IN_SECTION, AT_END, AT_START, PLACES };

struct insertion {
	size_t at;
	struct tg_str text;
};

struct drafting {
	const struct tg_draft_input *in;
	struct tg_arena *arena;
	struct tg_md *document;
	struct tg_checklist *answers; /* of the body as it was given */
	size_t *lines;                /* where each line begins; one more: the end */
	size_t n_lines;
	enum manner *manners;         /* for each item */
	enum place place;
	TG_VEC(struct insertion) insertions;
};

/* --- places in the body ------------------------------------------------------- */

static void index_lines(struct drafting *d)
{
	struct tg_str rest = d->in->body, line;
	TG_VEC(size_t) starts = { 0 };

	while (tg_str_line(&rest, &line))
		*TG_VEC_PUSH(d->arena, &starts) = (size_t)(line.p - d->in->body.p);
	*TG_VEC_PUSH(d->arena, &starts) = d->in->body.n;
	d->lines = starts.items;
	d->n_lines = starts.n - 1;
}

static struct tg_str line_of(const struct drafting *d, unsigned number)
{
	struct tg_str rest, line = { d->in->body.p, 0 };

	if (number == 0 || number > d->n_lines)
		return line;
	rest = tg_str_from(d->in->body, d->lines[number - 1]);
	(void)tg_str_line(&rest, &line);
	return line;
}

/* After the last visible character of a line. */
static size_t end_of_line(const struct drafting *d, unsigned number)
{
	struct tg_str line = tg_str_rtrim(line_of(d, number));

	return (size_t)(line.p - d->in->body.p) + line.n;
}

static void insert(struct drafting *d, size_t at, struct tg_buf *text)
{
	*TG_VEC_PUSH(d->arena, &d->insertions) = (struct insertion){
		at, tg_str(tg_arena_dup_str(d->arena, tg_buf_str(text)))
	};
	tg_buf_release(text);
}

/* What continues an item on further lines: the quote marks around it, and
 * blanks as wide as what stands before its text. */
static const char *indent_of(const struct drafting *d, const struct tg_md *item)
{
	struct tg_str line = line_of(d, item->line);
	size_t n = item->column ? item->column - 1 : 0, blanks = 0;

	while (n < line.n && (tg_is_digit(line.p[n]) || strchr("-+*.)", line.p[n])))
		n++;
	while (n < line.n && blanks < 4 && line.p[n] == ' ') {
		n++;
		blanks++;
	}
	char *indent = tg_arena_strndup(d->arena, line.p, n < line.n ? n : line.n);

	for (char *p = indent; *p; p++)
		if (*p != '>' && *p != '\t')
			*p = ' ';
	return indent;
}

static const struct tg_md *item_at(const struct drafting *d, uint32_t line)
{
	const struct tg_md *node = NULL;

	for (node = d->document; node;
	     node = tg_md_walk(d->document, node))
		if (node->kind == TG_MD_ITEM && node->line == line && node->first &&
		    node->first->kind == TG_MD_PARAGRAPH)
			return node;
	return NULL;
}

/* --- questions that are there ------------------------------------------------- */

static bool is_blank(const char *indent)
{
	return tg_str_trim(tg_str(indent)).n == 0;
}

static void answer_here(struct drafting *d, size_t item, const struct tg_md *at)
{
	const char *indent = indent_of(d, at);
	struct tg_buf text = TG_BUF_INIT(MAX_OUTPUT);

	if (tg_draft_needs_words(d->in, &d->in->policy->items[item])) {
		if (d->manners[item] == NESTED)
			tg_buf_printf(&text, "\n%s- Yes:", indent);
		else
			tg_buf_printf(&text, "\n%s\n", is_blank(indent) ? "" : indent);
		if (d->manners[item] == ON_THE_LINE) {
			tg_draft_put_open(&text, d->in, &d->in->policy->items[item],
					  indent);
			text.len--; /* the line that follows brings its own end */
		}
	} else if (d->manners[item] == NESTED) {
		tg_buf_printf(&text, "\n%s- No", indent);
	} else {
		tg_buf_puts(&text, " No");
	}
	insert(d, end_of_line(d, at->first->end_line), &text);
}

static bool is_open(const struct tg_item_answer *answer)
{
	return answer->answer == TG_ANSWER_UNANSWERED && !answer->contradictory;
}

static void answer_open_items(struct drafting *d)
{
	for (size_t i = 0; i < d->answers->n; i++) {
		const struct tg_md *item;

		if (!is_open(&d->answers->answers[i]) || d->manners[i] == LEFT_ALONE)
			continue;
		item = item_at(d, d->answers->answers[i].line);
		if (item)
			answer_here(d, i, item);
	}
}

/* --- questions that are not --------------------------------------------------- */

/* After the section's last list, or after its heading. */
static bool place_in_section(const struct drafting *d, size_t *at)
{
	const struct tg_md *last = NULL;
	struct tg_section section;

	if (!tg_section_next(&section, d->document, NULL, d->in->policy->heading,
			     d->arena))
		return false;
	last = section.heading;
	for (const struct tg_md *b = section.first; b && b != section.end; b = b->next)
		if (b->kind == TG_MD_LIST)
			last = b;
	*at = end_of_line(d, last->end_line);
	return true;
}

static void put_new(struct drafting *d, struct tg_buf *out)
{
	for (size_t i = 0; i < d->answers->n; i++)
		if (d->answers->answers[i].answer == TG_ANSWER_MISSING)
			tg_draft_put_item(out, d->in, &d->in->policy->items[i]);
	tg_draft_put_rest(out, d->in, d->answers);
}

static void add_missing(struct drafting *d)
{
	struct tg_buf text = TG_BUF_INIT(MAX_OUTPUT), news = TG_BUF_INIT(MAX_OUTPUT);
	bool empty = tg_str_trim(d->in->body).n == 0;
	size_t at = 0;

	put_new(d, &news);
	if (!news.len) {
		tg_buf_release(&news);
		return;
	}
	if (d->place == IN_SECTION && place_in_section(d, &at)) {
		tg_buf_puts(&text, "\n\n");
	} else {
		at = d->place == AT_START ? 0 : d->in->body.n;
		tg_buf_printf(&text, "%s## %s\n\n", at && !empty ? "\n\n" : "",
			      d->in->policy->heading);
	}
	tg_buf_put_str(&text, tg_str_trim(tg_buf_str(&news)));
	tg_buf_puts(&text, at && at < d->in->body.n ? "" : "\n");
	if (at == 0 && !empty)
		tg_buf_puts(&text, "\n");
	tg_buf_release(&news);
	insert(d, at, &text);
}

/* --- putting it together ------------------------------------------------------ */

/* Stable: two at one place stay in the order they were made. */
static void sort_insertions(struct drafting *d)
{
	struct insertion *items = d->insertions.items;

	for (size_t i = 1; i < d->insertions.n; i++) {
		struct insertion now = items[i];
		size_t j = i;

		for (; j > 0 && items[j - 1].at > now.at; j--)
			items[j] = items[j - 1];
		items[j] = now;
	}
}

/* Line ends become those of the body. */
static void put_text(struct tg_buf *out, struct tg_str text, bool crlf)
{
	for (size_t i = 0; i < text.n; i++) {
		if (text.p[i] == '\n' && crlf)
			tg_buf_putc(out, '\r');
		tg_buf_putc(out, text.p[i]);
	}
}

static void apply(struct tg_buf *out, struct drafting *d)
{
	bool crlf = tg_str_find(d->in->body, TG_STR("\r\n")) != SIZE_MAX;
	size_t from = 0;

	sort_insertions(d);
	for (size_t i = 0; i < d->insertions.n; i++) {
		const struct insertion *now = &d->insertions.items[i];

		tg_buf_put_str(out, tg_str_sub(d->in->body, from, now->at - from));
		put_text(out, now->text, crlf);
		from = now->at;
	}
	tg_buf_put_str(out, tg_str_from(d->in->body, from));
}

static void compose(struct tg_buf *out, struct drafting *d)
{
	d->insertions.n = 0;
	answer_open_items(d);
	add_missing(d);
	apply(out, d);
}

static enum tg_rc read_answers(struct tg_checklist **out, struct drafting *d,
			       struct tg_str body, struct tg_err *err)
{
	const struct tg_policy *policy = d->in->policy;
	struct tg_checklist_wanted wanted = { policy->heading, policy->items,
					      policy->n_items };

	return tg_checklist_read(out, d->arena, body, &wanted, err);
}

/* The answer reads as what was put in; an open one still waits for the author. */
static bool came_out(const struct drafting *d, size_t item,
		     const struct tg_item_answer *now)
{
	if (tg_draft_needs_words(d->in, &d->in->policy->items[item]))
		return now->answer == TG_ANSWER_YES && !now->explained;
	return now->answer == TG_ANSWER_NO;
}

/* Looks at what was made with the eyes of the gate, and chooses another manner
 * or place where it does not read as it should. False when all is well. */
static bool improve(struct drafting *d, const struct tg_checklist *now)
{
	bool again = false, move = false;

	for (size_t i = 0; i < d->answers->n; i++) {
		const struct tg_item_answer *before = &d->answers->answers[i];
		bool missing = before->answer == TG_ANSWER_MISSING;

		if ((!missing && !is_open(before)) || d->manners[i] == LEFT_ALONE ||
		    came_out(d, i, &now->answers[i]))
			continue;
		if (missing)
			move = true;
		else
			d->manners[i]++;
		again |= !missing;
	}
	if (move && d->place + 1 < PLACES) {
		d->place++;
		again = true;
	}
	return again;
}

static void count_rest(struct tg_draft_rest *rest, const struct drafting *d,
		       const struct tg_checklist *now)
{
	*rest = (struct tg_draft_rest){ 0 };
	for (size_t i = 0; i < now->n; i++) {
		bool before = d->answers->answers[i].answer >= TG_ANSWER_NO;

		if (!tg_draft_needs_words(d->in, &d->in->policy->items[i]) ||
		    now->answers[i].explained)
			continue;
		if (before && now->answers[i].answer == TG_ANSWER_NO)
			rest->kept++;
		else
			rest->to_write++;
	}
}

static enum tg_rc begin(struct drafting *d, struct tg_err *err)
{
	enum tg_rc rc = tg_markdown_parse(&d->document, d->arena, d->in->body, err);

	if (rc == TG_OK)
		rc = read_answers(&d->answers, d, d->in->body, err);
	if (rc != TG_OK)
		return rc;
	index_lines(d);
	d->manners = tg_arena_calloc(d->arena, d->answers->n + 1, sizeof(*d->manners));
	return TG_OK;
}

enum tg_rc tg_report_draft(struct tg_buf *out, struct tg_draft_rest *rest,
			   const struct tg_draft_input *input, struct tg_arena *arena,
			   struct tg_err *err)
{
	struct drafting d = { .in = input, .arena = arena };
	struct tg_buf text = TG_BUF_INIT(MAX_OUTPUT);
	struct tg_checklist *now;
	enum tg_rc rc = begin(&d, err);

	while (rc == TG_OK) {
		tg_buf_clear(&text);
		compose(&text, &d);
		rc = read_answers(&now, &d, tg_buf_str(&text), err);
		if (rc != TG_OK || !improve(&d, now))
			break;
	}
	if (rc == TG_OK) {
		count_rest(rest, &d, now);
		tg_buf_put_str(out, tg_buf_str(&text));
	}
	tg_buf_release(&text);
	return rc;
}

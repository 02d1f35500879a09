/* "Abuse cases:" or "**Mitigation:** tokens are bound" right below the last bullet of a
 * list. To Markdown such a line goes on with the bullet's text, and the bullets below it
 * with the list; to its author it ends the list and is a label. */
#include "reading.h"

#define MAX_LABEL 60u

static struct tg_md *new_block(struct tg_arena *arena, enum tg_md_kind kind,
			       struct tg_md *after)
{
	struct tg_md *n = tg_arena_calloc(arena, 1, sizeof(*n));

	n->kind = kind;
	n->text = "";
	n->info = "";
	n->parent = after->parent;
	n->prev = after;
	n->next = after->next;
	if (after->next != NULL)
		after->next->prev = n;
	else
		after->parent->last = n;
	after->next = n;
	return n;
}

/* Gives `from` and all that follows it to another parent, which has no children. */
static void move_from(struct tg_md *from, struct tg_md *to)
{
	struct tg_md *old = from->parent;

	to->first = from;
	to->last = old->last;
	old->last = from->prev;
	if (from->prev != NULL)
		from->prev->next = NULL;
	else
		old->first = NULL;
	from->prev = NULL;
	for (struct tg_md *n = from; n != NULL; n = n->next)
		n->parent = to;
}

/* The paragraph that an item ends with, however deep its lists are nested. */
static struct tg_md *last_paragraph(struct tg_md *item)
{
	struct tg_md *n = item->last;

	while (n != NULL && (n->kind == TG_MD_LIST || n->kind == TG_MD_ITEM))
		n = n->last;
	return n != NULL && n->kind == TG_MD_PARAGRAPH ? n : NULL;
}

/* The cursor over the source, which only goes forward. */
struct cursor {
	struct tg_str rest;
	unsigned line;
};

static struct tg_str line_at(struct cursor *c, unsigned line)
{
	struct tg_str text = { 0 };

	while (c->line < line && tg_str_split(&c->rest, '\n', &text))
		c->line++;
	return c->line == line ? text : (struct tg_str){ 0 };
}

/* "Abuse cases:", at the margin: a few words with a capital, no sentence. */
static bool is_label(struct tg_str line)
{
	struct tg_str text = tg_str_trim(line);
	struct tg_fold f;

	if (line.n == 0 || line.p == NULL || text.n < 3 || text.n > MAX_LABEL ||
	    line.p[0] != text.p[0] ||
	    !tg_str_ends(text, ":") || tg_str_find(text, TG_STR(". ")) != SIZE_MAX)
		return false;
	while (text.n > 0 && (text.p[0] == '*' || text.p[0] == '_'))
		text = tg_str_from(text, 1);
	tg_fold(&f, text);
	return f.words <= 6 && text.p[0] >= 'A' && text.p[0] <= 'Z';
}

/* "**Mitigation:** ...", "**Mitigations**: ...", at the margin. */
static bool is_bold_label(struct tg_str line)
{
	struct tg_str name = tg_str_from(line, 2);
	size_t end = tg_str_find(name, TG_STR("**"));
	struct tg_fold f;

	if (!tg_str_starts(line, "**") || end == SIZE_MAX || end > MAX_LABEL)
		return false;
	tg_fold(&f, tg_str_sub(name, 0, end));
	return f.words > 0 && f.words <= 4 &&
	       (tg_str_ends(tg_str_sub(name, 0, end), ":") ||
		tg_str_starts(tg_str_from(name, end + 2), ":"));
}

/* The line of the text that is a label, after its first; 0 for none. */
static unsigned label_line(struct cursor *at, const struct tg_md *text)
{
	for (unsigned line = text->line + 1; line <= text->end_line; line++) {
		struct tg_str s = line_at(at, line);

		if (is_bold_label(s) || (line == text->end_line && is_label(s)))
			return line;
	}
	return 0;
}

/* The break before that line of the text, where no emphasis goes over it. */
static struct tg_md *break_before(struct tg_md *text, unsigned line)
{
	const struct tg_md *n = text;
	unsigned here = text->line;

	while (here < line && (n = tg_md_walk(text, n)) != NULL)
		here += n->kind == TG_MD_SOFT_BREAK || n->kind == TG_MD_LINE_BREAK;
	for (struct tg_md *c = text->first; c != NULL; c = c->next)
		if (c == n && c->prev != NULL && c->next != NULL)
			return c;
	return NULL;
}

/* Makes what begins at `line` of the item's text a paragraph below the list, and what
 * follows in the list one of its own. Returns the list to go on with. */
static struct tg_md *split(struct tg_arena *arena, struct tg_md *list, struct tg_md *item,
			   struct tg_md *text, unsigned line)
{
	struct tg_md *at = break_before(text, line), *label, *rest = NULL;

	if (at == NULL)
		return list;
	label = new_block(arena, TG_MD_PARAGRAPH, list);
	label->line = line;
	label->end_line = text->end_line;
	move_from(at->next, label);
	text->last = at->prev;
	at->prev->next = NULL;
	if (item->next != NULL) {
		rest = new_block(arena, TG_MD_LIST, label);
		rest->ordered = list->ordered;
		rest->start = list->start;
		rest->line = item->next->line;
		rest->end_line = list->end_line;
		move_from(item->next, rest);
	}
	text->end_line = line - 1;
	item->end_line = list->end_line = text->end_line;
	return rest;
}

/* Splits a list at each of its labels; returns what its end is part of then. */
static struct tg_md *split_list(struct tg_arena *arena, struct tg_md *list,
				struct cursor *at)
{
	struct tg_md *last = list;

	for (struct tg_md *item = list->first, *next; item != NULL && list != NULL;
	     item = next) {
		struct tg_md *text = last_paragraph(item);

		unsigned line = text != NULL ? label_line(at, text) : 0;

		next = item->next;
		if (line > 0)
			list = split(arena, list, item, text, line);
		last = list != NULL ? list : last;
	}
	return last;
}

void tg_markdown_labels(struct tg_arena *arena, struct tg_md *document, struct tg_str source)
{
	struct cursor at = { source, 0 };

	for (struct tg_md *n = document->first; n != NULL; n = n->next)
		if (n->kind == TG_MD_LIST)
			n = split_list(arena, n, &at);
}

#include "html_list.h"

#include "html_table.h"

#define MAX_TAG 1000u
#define MAX_ITEMS 5000u
#define MAX_DEPTH 8u /* lists in lists; what is deeper is text of the last */

struct list_reader {
	struct tg_arena *arena;
	struct tg_md *root;
	struct tg_md *lists[MAX_DEPTH];
	size_t depth, items;
	struct tg_md *paragraph, *strong; /* the open ones, or NULL */
	uint32_t line;
};

static struct tg_md *append(struct list_reader *r, enum tg_md_kind kind, struct tg_md *parent)
{
	struct tg_md *n = tg_arena_calloc(r->arena, 1, sizeof(*n));

	n->kind = kind;
	n->line = n->end_line = r->line;
	n->text = n->info = "";
	n->parent = parent;
	if (parent == NULL)
		return n;
	n->prev = parent->last;
	if (parent->last != NULL)
		parent->last->next = n;
	else
		parent->first = n;
	parent->last = n;
	return n;
}

static void open_list(struct list_reader *r, bool ordered)
{
	struct tg_md *parent = r->depth > 0 ? r->lists[r->depth - 1]->last : NULL;

	if (r->depth == MAX_DEPTH || (r->depth > 0 && parent == NULL))
		return;
	r->lists[r->depth] = append(r, TG_MD_LIST, parent);
	r->lists[r->depth]->ordered = ordered;
	r->lists[r->depth]->start = 1;
	if (r->depth++ == 0)
		r->root = r->lists[0];
	r->paragraph = r->strong = NULL;
}

static void open_item(struct list_reader *r)
{
	if (r->depth == 0 || r->items++ >= MAX_ITEMS)
		return;
	struct tg_md *item = append(r, TG_MD_ITEM, r->lists[r->depth - 1]);

	r->paragraph = append(r, TG_MD_PARAGRAPH, item);
	r->strong = NULL;
}

static void close_list(struct list_reader *r)
{
	if (r->depth > 0)
		r->lists[--r->depth]->end_line = r->line;
	r->paragraph = r->strong = NULL;
}

static void tag(struct list_reader *r, struct tg_str t)
{
	if (tg_html_tag_is(t, "ul") || tg_html_tag_is(t, "ol"))
		open_list(r, tg_html_tag_is(t, "ol"));
	else if (tg_html_tag_is(t, "/ul") || tg_html_tag_is(t, "/ol"))
		close_list(r);
	else if (tg_html_tag_is(t, "li"))
		open_item(r);
	else if (r->paragraph == NULL)
		return;
	else if (tg_html_tag_is(t, "strong") || tg_html_tag_is(t, "b"))
		r->strong = append(r, TG_MD_STRONG, r->paragraph);
	else if (tg_html_tag_is(t, "/strong") || tg_html_tag_is(t, "/b"))
		r->strong = NULL;
	else if (tg_html_tag_is(t, "br") || tg_html_tag_is(t, "p"))
		append(r, TG_MD_LINE_BREAK, r->paragraph);
}

static void text(struct list_reader *r, struct tg_str s)
{
	const char *plain = tg_html_plain(r->arena, s);

	if (r->paragraph != NULL && plain[0] != '\0' &&
	    !(r->paragraph->first == NULL && tg_str_trim(tg_str(plain)).n == 0))
		append(r, TG_MD_TEXT, r->strong != NULL ? r->strong : r->paragraph)->text =
			r->paragraph->first == NULL ? tg_str_trim(tg_str(plain)).p : plain;
	for (size_t i = 0; i < s.n; i++)
		r->line += s.p[i] == '\n';
	for (struct tg_md *n = r->paragraph; n != NULL && n != r->root; n = n->parent)
		n->end_line = r->line;
}

struct tg_md *tg_html_list(struct tg_arena *arena, struct tg_str html, uint32_t line,
			   size_t *length)
{
	struct list_reader r = { .arena = arena, .line = line };
	struct tg_str rest = html;

	do {
		size_t end = tg_str_chr(tg_str_sub(rest, 0, MAX_TAG), '>'), open;

		if (rest.n == 0 || rest.p[0] != '<' || end == SIZE_MAX)
			break;
		tag(&r, tg_str_sub(rest, 1, end - 1));
		rest = tg_str_from(rest, end + 1);
		if (r.depth == 0)
			break;
		open = tg_str_chr(rest, '<');
		text(&r, tg_str_sub(rest, 0, open));
		rest = tg_str_from(rest, open == SIZE_MAX ? rest.n : open);
	} while (r.depth > 0);
	*length = html.n - rest.n;
	while (r.depth > 0)
		close_list(&r);
	return r.root != NULL && r.root->first != NULL ? r.root : NULL;
}

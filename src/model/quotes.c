/* "> **Threat:** ..." with "> **Mitigation:** ...": to its author a card, and no quote. */
#include "reading.h"

static bool is_card(struct tg_arena *arena, const struct tg_md *quote)
{
	const char *value;

	for (const struct tg_md *n = quote->first; n != NULL; n = n->next)
		if (tg_label_of(arena, n, &value) == TG_F_THREAT ||
		    tg_label_of(arena, n, &value) == TG_F_MITIGATION)
			return true;
	return false;
}

/* "[!WARNING]" in the first line of a quote is a sign to the renderer. */
static void drop_sign(struct tg_md *quote)
{
	struct tg_md *p = quote->first, *sign = p->first;

	if (p->kind != TG_MD_PARAGRAPH || sign == NULL || sign->kind != TG_MD_TEXT ||
	    !tg_str_starts(tg_str(sign->text), "[!") || sign->next == NULL ||
	    sign->next->kind != TG_MD_SOFT_BREAK || sign->next->next == NULL)
		return;
	p->first = sign->next->next;
	p->first->prev = NULL;
	p->line++;
}

/* Puts the blocks of the quote in its place. Returns the last of them. */
static struct tg_md *unwrap(struct tg_md *quote)
{
	struct tg_md *last = quote->last;

	for (struct tg_md *n = quote->first; n != NULL; n = n->next)
		n->parent = quote->parent;
	quote->first->prev = quote->prev;
	last->next = quote->next;
	if (quote->prev != NULL)
		quote->prev->next = quote->first;
	else
		quote->parent->first = quote->first;
	if (quote->next != NULL)
		quote->next->prev = last;
	else
		quote->parent->last = last;
	return last;
}

void tg_markdown_quotes(struct tg_arena *arena, struct tg_md *document)
{
	for (struct tg_md *n = document->first; n != NULL; n = n->next)
		if (n->kind == TG_MD_QUOTE && n->first != NULL && is_card(arena, n)) {
			drop_sign(n);
			n = unwrap(n);
		}
}

#include "record_lines.h"

#include <string.h>

static void end_line(struct tg_record_lines *l)
{
	struct tg_str text = tg_str_trim(tg_buf_str(&l->text));

	if (text.n > 0) {
		struct tg_record_line *line = TG_VEC_PUSH(l->arena, &l->v);

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

/* `emphasis` is the outermost node that emphasises the text, or NULL. What follows
 * "**A name.**" is not part of the name, "*Defense:*" in the same line neither. */
static void add_text(struct tg_record_lines *l, struct tg_str text,
		     const struct tg_md *emphasis)
{
	struct tg_str so_far = tg_str_rtrim(tg_buf_str(&l->text));
	bool ended = so_far.n > 0 && strchr(".:!?", so_far.p[so_far.n - 1]) != NULL;

	if (emphasis != NULL && l->strong > 0 && emphasis != l->emphasis && ended)
		l->plain_seen = true;
	tg_buf_put_str(&l->text, text);
	if (emphasis != NULL && !l->plain_seen) {
		l->strong = l->text.len;
		l->emphasis = emphasis;
	} else if (!is_blank(text)) {
		l->plain_seen = true;
	}
}

static bool is_br(const struct tg_md *node)
{
	return node->kind == TG_MD_HTML &&
	       tg_str_istarts(tg_str(node->text), "<br");
}

static const struct tg_md *emphasis_of(const struct tg_md *node, const struct tg_md *root)
{
	const struct tg_md *found = NULL;

	for (; node != NULL && node != root; node = node->parent)
		if (node->kind == TG_MD_STRONG || node->kind == TG_MD_EMPH)
			found = node;
	return found;
}

static bool ends_sentence(struct tg_str s)
{
	static const char *const signs[] = { ".", ":", ";", "!", "?", ")", "\xe2\x80\x94",
					     "\xe2\x80\x93" };

	s = tg_str_rtrim(s);
	for (size_t i = 0; i < sizeof(signs) / sizeof(signs[0]); i++)
		if (tg_str_ends(s, signs[i]))
			return true;
	return s.n == 0;
}

/* "... is used again. **Mitigation.** Tokens are bound": an emphasised label that
 * follows the end of a sentence begins a line. */
static bool begins_label(struct tg_record_lines *l, const struct tg_md *n,
			 const struct tg_md *paragraph)
{
	struct tg_str name, after;

	if ((n->kind != TG_MD_STRONG && n->kind != TG_MD_EMPH) ||
	    emphasis_of(n, paragraph) != n || !ends_sentence(tg_buf_str(&l->text)))
		return false;
	name = tg_str_trim(tg_str(tg_md_plain(n, l->arena, true)));
	after = tg_str(n->next != NULL && n->next->kind == TG_MD_TEXT ? n->next->text : "");
	if (!tg_str_ends(name, ":") && !tg_str_ends(name, ".") &&
	    !tg_str_starts(tg_str_trim(after), ":"))
		return false;
	return name.n <= 40 && tg_field_of(name) != TG_F_NONE;
}

void tg_record_lines_init(struct tg_record_lines *l, struct tg_arena *arena,
		       const struct tg_md *paragraph)
{
	*l = (struct tg_record_lines){ .arena = arena, .number = paragraph->line };
	tg_buf_init(&l->text, TG_MARKDOWN_MAX_BYTES);
	for (const struct tg_md *n = tg_md_walk(paragraph, paragraph); n != NULL;
	     n = tg_md_walk(paragraph, n)) {
		if (begins_label(l, n, paragraph))
			end_line(l);
		if (n->kind == TG_MD_TEXT || n->kind == TG_MD_CODE) {
			add_text(l, tg_str(n->text), emphasis_of(n, paragraph));
		} else if (n->kind == TG_MD_SOFT_BREAK ||
			   n->kind == TG_MD_LINE_BREAK || is_br(n)) {
			end_line(l);
			l->number += n->kind != TG_MD_HTML;
		}
	}
	end_line(l);
	tg_buf_release(&l->text);
}

/* --- labels --------------------------------------------- */

static const char *skip_signs(const char *p)
{
	while (*p == ':' || *p == ' ' || *p == '*' || *p == '_')
		p++;
	return p;
}

/* "Mitigation (none):", "Not mitigated:": what follows is no mitigation. */
static bool is_denied(struct tg_str label)
{
	return (tg_str_ifind(label, TG_STR("mitigated")) != SIZE_MAX &&
		tg_text_denies(label)) ||
	       tg_str_ifind(label, TG_STR("(unmitigated")) != SIZE_MAX ||
	       tg_str_ifind(label, TG_STR("(none")) != SIZE_MAX ||
	       tg_str_ifind(label, TG_STR("(open")) != SIZE_MAX;
}

/* "**Partially mitigated, and this is the one to watch.** The gateway ...": the status
 * that opens a paragraph leads to what is done. */
static bool opens_with_mitigated(struct tg_str lead)
{
	static const char *const openings[] = { "mitigated", "partially mitigated",
						"partly mitigated", "fully mitigated",
						"largely mitigated", "mostly mitigated" };
	struct tg_fold f;

	tg_fold(&f, lead);
	for (size_t i = 0; i < sizeof(openings) / sizeof(openings[0]); i++)
		if (tg_fold_starts(&f, openings[i]))
			return true;
	return false;
}

static enum tg_field field_named(struct tg_str name)
{
	return is_denied(name) ? TG_F_RESIDUAL : tg_field_of(name);
}

/* "Mitigation: ...", or whatever is emphasised up to its colon. */
static bool ends_with_colon(struct tg_record_label *out, const struct tg_record_line *line)
{
	size_t colon = tg_str_chr(tg_str(line->text), ':');
	bool strong = line->strong > 0 && line->strong + 1 >= colon;
	struct tg_fold f;

	if (colon == SIZE_MAX || colon == 0 || colon > 60)
		return false;
	struct tg_str name = tg_str_n(line->text, colon);
	enum tg_field field = field_named(name);

	tg_fold(&f, name);
	/* "A stolen key. Mitigation: ..." begins with a sentence */
	if (!strong && (field == TG_F_NONE || f.words > 4 ||
			tg_str_find(name, TG_STR(". ")) != SIZE_MAX))
		return false;
	*out = (struct tg_record_label){ true, field, skip_signs(line->text + colon) };
	return true;
}

/* "**Mitigation** ...", "**Partially mitigated.** ..." */
static bool ends_with_emphasis(struct tg_record_label *out,
			       const struct tg_record_line *line)
{
	struct tg_str lead = tg_str_n(line->text, line->strong);
	enum tg_field field = lead.n <= 60 ? field_named(lead) : TG_F_NONE;

	if (lead.n == 0)
		return false;
	if (field == TG_F_NONE && lead.n <= 140 && line->text[lead.n] != '\0' &&
	    opens_with_mitigated(lead))
		field = TG_F_MITIGATION;
	if (field == TG_F_NONE)
		return false;
	*out = (struct tg_record_label){ true, field, skip_signs(line->text + lead.n) };
	return true;
}

struct tg_record_label tg_record_line_label(const struct tg_record_line *line)
{
	struct tg_record_label label = { false, TG_F_NONE, line->text };

	/* "**S**poofing: ..." emphasises a letter, not a label */
	if (line->strong > 0 && tg_is_alnum(line->text[line->strong]) &&
	    tg_is_alnum(line->text[line->strong - 1]))
		return label;
	if (!ends_with_colon(&label, line))
		(void)ends_with_emphasis(&label, line);
	return label;
}

enum tg_field tg_label_of(struct tg_arena *arena, const struct tg_md *block,
			  const char **value)
{
	const struct tg_md *p = block->kind == TG_MD_ITEM ? block->first : block;
	struct tg_record_lines l;

	*value = "";
	if (p == NULL || p->kind != TG_MD_PARAGRAPH)
		return TG_F_NONE;
	tg_record_lines_init(&l, arena, p);
	if (l.v.n == 0)
		return TG_F_NONE;
	struct tg_record_label label = tg_record_line_label(&l.v.items[0]);

	if (label.found && label.field != TG_F_NONE)
		*value = label.value;
	return label.field;
}

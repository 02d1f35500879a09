/* What stands above a list and says what it lists. */
#include "headings.h"
#include "lists.h"

/* What a paragraph right above a list announces it to be. */
enum tg_field tg_list_label_above(struct tg_reading *rd, const struct tg_md *above,
				 bool *announced)
{
	const char *value = "";
	enum tg_field f;
	struct tg_str text;

	*announced = false;
	if (above == NULL || above->kind != TG_MD_PARAGRAPH)
		return TG_F_NONE;
	f = tg_label_of(rd->arena, above, &value);
	text = tg_str_trim(tg_str(tg_md_plain(above, rd->arena, true)));
	/* "**Mitigations**" alone does without the colon */
	*announced = text.n > 0 && text.n <= 60 &&
		     (text.p[text.n - 1] == ':' || (f != TG_F_NONE && value[0] == '\0'));
	return f;
}

const char *tg_list_stride_text(const struct tg_outline *o, size_t section)
{
	for (size_t i = section; i != 0; i = o->sections.items[i].parent)
		if (o->sections.items[i].stride != 0)
			return o->sections.items[i].title;
	return "";
}

/* "Assets at risk" and "Residual risks" below a category hold none of its threats. */
bool tg_list_is_aside(const struct tg_section *s)
{
	return s->stride == 0 &&
	       (s->part == TG_PART_OTHER || s->part == TG_PART_RESIDUAL ||
		s->part == TG_PART_MITIGATIONS || s->part == TG_PART_OUT_OF_SCOPE ||
		s->part == TG_PART_SCOPE || s->part == TG_PART_BOUNDARIES ||
		s->part == TG_PART_DFD || s->part == TG_PART_COVERS);
}

/* "We considered what can go wrong:" announces threats, "These threats are addressed
 * by:" does not. */
bool tg_list_announces(struct tg_reading *rd, const struct tg_md *above)
{
	static const char *const about[] = { "threats",	      "attacks", "risks",
					     "go wrong",      "abuse",	 "scenarios",
					     "vulnerabilities" };
	static const char *const answers[] = {
		"mitigat", "address", "prevent", "protect", "reduc", "control", "measure",
		"defen", "not", "actor", "scope", "assum", "categor", "against", "model",
	};
	struct tg_str text;
	struct tg_fold f;
	bool found = false;

	if (above == NULL || above->kind != TG_MD_PARAGRAPH)
		return false;
	text = tg_str_trim(tg_str(tg_md_plain(above, rd->arena, true)));
	if (!tg_str_ends(text, ":"))
		return false;
	tg_fold(&f, text.n > 70 ? tg_str_from(text, text.n - 70) : text);
	for (size_t i = 0; i < sizeof(answers) / sizeof(answers[0]); i++)
		if (tg_fold_has_stem(&f, answers[i]))
			return false;
	for (size_t i = 0; i < sizeof(about) / sizeof(about[0]); i++)
		found = found || tg_fold_has_stem(&f, about[i]);
	return found;
}

bool tg_list_tells_what_attackers_do(struct tg_reading *rd, size_t section,
				     const struct tg_md *above)
{
	static const char *const ends[] = { "can", "could", "may", "might", "would",
					    "try to", "want to", "attempt to" };
	static const char *const who[] = { "attacker", "adversar", "insider", "someone",
					   "malicious", "hostile", "compromised", "rogue" };
	struct tg_str text;
	struct tg_fold f;
	bool named = false;

	if (above == NULL || above->kind != TG_MD_PARAGRAPH)
		return false;
	text = tg_str_trim(tg_str(tg_md_plain(above, rd->arena, true)));
	tg_fold(&f, text.n > 70 ? tg_str_from(text, text.n - 70) : text);
	if (!tg_str_ends(text, ":") || tg_fold_has(&f, "not"))
		return false;
	for (size_t i = 0; i < sizeof(who) / sizeof(who[0]); i++)
		named = named || tg_fold_has_stem(&f, who[i]);
	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++)
		if (tg_fold_ends(&f, ends[i]))
			return named && tg_section_answers(rd, section);
	return false;
}

/* "The sandbox also closes these:"; but "The following mitigates these:" lists answers. */
static bool closes_these(const struct tg_fold *f)
{
	static const char *const verbs[] = { "closes",	 "blocks",   "prevents",  "stops",
					     "defeats",	 "thwarts",  "mitigates", "resists",
					     "counters", "addresses", "handles",  "rules out" };
	static const char *const what[] = { "these", "the following", "all of these",
					    "the following attacks", "these attacks",
					    "the following threats", "these threats",
					    "the following vectors", "these vectors" };
	struct tg_fold rest;

	if (tg_fold_starts(f, "the following") || tg_fold_starts(f, "these"))
		return false;
	for (size_t w = 0; w < sizeof(what) / sizeof(what[0]); w++) {
		if (!tg_fold_ends(f, what[w]))
			continue;
		tg_fold(&rest, tg_str_n(f->text, f->n - tg_str(what[w]).n));
		for (size_t v = 0; v < sizeof(verbs) / sizeof(verbs[0]); v++)
			if (tg_fold_ends(&rest, verbs[v]))
				return true;
	}
	return false;
}

/* "closes these (see the next page):" without what stands in brackets at its end. */
static struct tg_str without_remark(struct tg_str text)
{
	size_t open = text.n;

	if (!tg_str_ends(text, "):"))
		return text;
	while (open > 0 && text.p[open - 1] != '(')
		open--;
	return open > 1 ? tg_str_rtrim(tg_str_sub(text, 0, open - 1)) : text;
}

/* "The protocol protects messages against:" announces threats that are dealt with. */
bool tg_list_defends(struct tg_reading *rd, const struct tg_md *above)
{
	struct tg_str text;
	struct tg_fold f;

	if (above == NULL || above->kind != TG_MD_PARAGRAPH)
		return false;
	text = tg_str_trim(tg_str(tg_md_plain(above, rd->arena, true)));
	if (!tg_str_ends(text, ":"))
		return false;
	text = without_remark(text);
	tg_fold(&f, text.n > 90 ? tg_str_from(text, text.n - 90) : text);
	if (tg_fold_has(&f, "not") || tg_fold_has_stem(&f, "cannot"))
		return false;
	return closes_these(&f) ||
	       ((tg_fold_ends(&f, "against") || tg_fold_ends(&f, "from")) &&
		tg_defends_against(&f));
}

/* "Spoofing:" or "**Spoofing**" right above a list is the category of its items. */
void tg_list_category_above(struct tg_reading *rd, const struct tg_md *above,
			   struct tg_list_context *c)
{
	const char *text;

	if (above == NULL || above->kind != TG_MD_PARAGRAPH)
		return;
	text = tg_md_plain(above, rd->arena, true);
	if (tg_stride_label(tg_str(text)) == 0)
		return;
	c->stride = tg_stride_label(tg_str(text));
	c->stride_text = text;
}

/* Which words are worth a person's time, and how sure their evidence makes us. */
#include "suggest_impl.h"

#include <stdlib.h>
#include <string.h>

#define MAX_DEFINED 3u   /* more functions of one name are not one thing */
#define MIN_DECIDES 3u
#define MIN_HELD 4u
#define MIN_CHANGES 6u   /* commits in which a name or folder was seen */
#define MAX_IN_RULE 10u

/* --- evidence ------------------------------------------------------------------- */

/* At least `percent` of the whole. */
static bool is_share(unsigned part, unsigned whole, unsigned percent)
{
	return part * 100 >= whole * percent;
}

static void set(struct sg_word *w, enum sg_evidence evidence, enum sg_kind kind)
{
	w->evidence = evidence;
	w->kind = kind;
	w->topic = sg_topic_of_kind[kind];
}

/* Does the body do `kind` often enough, and does the name not speak against it? */
static bool does(const struct sg_word *w, unsigned kind, bool of_type)
{
	struct tg_str name = tg_str(w->name);

	if (w->does[kind] == 0 || !is_share(w->does[kind], w->defined, of_type ? 20 : 67))
		return false;
	if (kind == SG_CHECK)
		return sg_says_check(name) || w->brief[kind] > 0;
	return kind != SG_READ || sg_says_read(name);
}

/* Its body does it, wherever one of that name stands. Functions of one name in one
 * type are the same thing for different arguments. */
static bool is_defined(struct sg_word *w)
{
	bool of_type = strpbrk(w->name, ".:") != NULL;
	bool says_check = sg_says_check(tg_str(w->name));

	if (w->defined == 0 || w->defined > MAX_DEFINED + (of_type ? 2 : 0))
		return false;
	for (unsigned k = 0; k < SG_KINDS; k++) {
		if (!does(w, k, of_type))
			continue;
		set(w, SG_DEFINED, (enum sg_kind)k);
		w->sure = (k != SG_SINK && says_check) ||
			  (k == SG_GUARD && w->brief[k] > 0);
		return true;
	}
	return false;
}

/* Where it is set, it is set from a request. */
static bool is_held(struct sg_word *w)
{
	if (w->does[SG_HELD] < MIN_HELD || !is_share(w->does[SG_HELD], w->defined, 70))
		return false;
	set(w, SG_DEFINED, SG_HELD);
	w->sure = is_share(w->does[SG_HELD], w->defined, 85);
	return true;
}

/* Called, and written by somebody else. */
static bool is_foreign(const struct sg_word *w)
{
	return w->uses > 0 && w->defined == 0 && w->shape == SG_CALL;
}

/* Where a condition asks it, a refusal follows. */
static bool decides(struct sg_word *w)
{
	if (is_foreign(w))
		return false;
	for (unsigned k = 0; k < SG_KINDS; k++)
		if (w->refuses[k] >= MIN_DECIDES && is_share(w->refuses[k], w->uses, 50)) {
			set(w, SG_DECIDES, (enum sg_kind)k);
			w->sure = is_share(w->refuses[k], w->uses, 70) &&
				  sg_says_check(tg_str(w->name));
			return true;
		}
	return false;
}

static bool is_named(struct sg_word *w)
{
	enum sg_kind kind;

	if (w->shape == SG_NAME || !sg_kind_of_name(tg_str(w->name), &kind))
		return false;
	set(w, SG_NAMED, kind);
	w->sure = kind == SG_GUARD && w->defined > 0 && sg_demands(tg_str(w->name));
	return true;
}

/* "MAX_ROWS": a constant stands for its value, not for what is done with it. */
static bool is_constant(const char *name)
{
	for (; *name; name++)
		if (*name >= 'a' && *name <= 'z')
			return false;
	return true;
}

/* It changes where a topic changes, time and again. */
static bool is_beside(struct sg_word *w)
{
	unsigned best = 0;

	for (unsigned t = 1; t < SG_TOPICS; t++)
		if (w->beside[t] > w->beside[best])
			best = t;
	if (is_constant(w->name) || is_foreign(w) || w->changes < MIN_CHANGES ||
	    !is_share(w->beside[best], w->changes, 80))
		return false;
	w->evidence = SG_BESIDE;
	w->topic = (enum sg_topic)best;
	w->sure = false; /* what stands beside a thing need not be it */
	return true;
}

/* A sure rule sees most of its places already. */
static bool is_known(const struct sg_word *w)
{
	return w->uses > 0 && is_share(w->covered[w->topic], w->uses, 50);
}

/* What goes into a pattern or a path list as it stands: no quotes, no wildcards,
 * no line ends, whatever the repository calls its files. */
static bool is_plain(const struct sg_word *w)
{
	const char *more = w->shape == SG_FOLDER ? "._-/" : "._:";

	for (const char *c = w->name; *c; c++)
		if (!tg_is_alnum(*c) && strchr(more, *c) == NULL)
			return false;
	return true;
}

static unsigned at_most(unsigned n, unsigned max)
{
	return n < max ? n : max;
}

static bool is_worth_it(struct sg_word *w, unsigned min)
{
	static const unsigned bonus[SG_EVIDENCES] = {
		[SG_DEFINED] = 60, [SG_DECIDES] = 60, [SG_NAMED] = 20, [SG_BESIDE] = 0,
	};
	bool in_tree = w->uses >= min;

	if (w->shape == SG_VARIABLE ? !(in_tree && is_held(w)) :
	    w->shape == SG_FOLDER ? !is_beside(w) :
	    !((in_tree && (is_defined(w) || decides(w) || is_named(w))) || is_beside(w)))
		return false;
	w->weight = bonus[w->evidence] + (w->sure ? 60 : 0) + at_most(w->uses, 30) +
		    2 * at_most(w->changes, 15);
	return !is_known(w) && is_plain(w);
}

/* --- order ----------------------------------------------------------------------- */

static int by_weight(const void *a, const void *b)
{
	const struct sg_word *const *x = a, *const *y = b;
	int order;

	if ((*x)->weight != (*y)->weight)
		return (*x)->weight > (*y)->weight ? -1 : 1;
	order = strcmp((*x)->name, (*y)->name);
	return order != 0 ? order : strcmp((*x)->language, (*y)->language);
}

static int compare(unsigned a, unsigned b)
{
	return a < b ? -1 : a > b;
}

int sg_compare_groups(const struct sg_word *x, const struct sg_word *y)
{
	int order = strcmp(x->language, y->language);

	if (order == 0)
		order = compare(x->evidence, y->evidence);
	if (order == 0)
		order = compare(x->shape == SG_FOLDER, y->shape == SG_FOLDER);
	if (order == 0)
		order = x->evidence == SG_BESIDE ? compare(x->topic, y->topic) :
						   compare(x->kind, y->kind);
	return order != 0 ? order : compare(y->sure, x->sure);
}

static int by_group(const void *a, const void *b)
{
	const struct sg_word *const *x = a, *const *y = b;
	int order = sg_compare_groups(*x, *y);

	return order != 0 ? order : by_weight(a, b);
}

/* The folder's parent says the same already. */
static bool is_below_another(struct tg_suggest *s, const struct sg_word *w, size_t n)
{
	if (w->shape != SG_FOLDER)
		return false;
	for (size_t i = 0; i < n; i++) {
		const struct sg_word *other = s->all.items[i];
		size_t length = strlen(other->name);

		if (other != w && other->shape == SG_FOLDER && other->topic == w->topic &&
		    strcmp(other->language, w->language) == 0 &&
		    other->sure >= w->sure &&
		    strncmp(other->name, w->name, length) == 0 &&
		    w->name[length] == '/')
			return true;
	}
	return false;
}

/* One rule does not take the place of all others. */
static bool has_room(struct sg_word *const *items, size_t n, const struct sg_word *w)
{
	unsigned same = 0;

	for (size_t i = 0; i < n; i++)
		same += sg_compare_groups(items[i], w) == 0;
	return same < MAX_IN_RULE;
}

void sg_choose(struct tg_suggest *s, unsigned min)
{
	struct sg_word **items = s->all.items;
	size_t n = 0, kept = 0;

	for (size_t i = 0; i < s->all.n; i++)
		if (is_worth_it(items[i], min))
			items[n++] = items[i];
	if (n > 0)
		qsort(items, n, sizeof(*items), by_weight);
	for (size_t i = 0; i < n && kept < TG_SUGGEST_MAX; i++)
		if (!is_below_another(s, items[i], n) &&
		    has_room(items, kept, items[i]))
			items[kept++] = items[i];
	s->all.n = kept;
	if (kept > 0)
		qsort(items, kept, sizeof(*items), by_group);
}

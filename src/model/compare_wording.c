/* The sentences of the findings of a comparison. */
#include "compare_wording.h"

#include "../base/buf.h"
#include "../base/utf8.h"
#include "vocab.h"
#include "weaken.h"

#include <string.h>

#define SHOWN 90u /* bytes of a quoted text in a message */

const char *tg_delta_quote(struct tg_arena *arena, const char *text)
{
	struct tg_str whole = tg_str(text), cut = tg_utf8_cut(whole, SHOWN);

	return tg_arena_printf(arena, "“%.*s%s”", (int)cut.n, cut.p,
			       cut.n < whole.n ? " ..." : "");
}

/* “old” became “new”, from where they begin to differ. */
static const char *quote_change(struct tg_arena *arena, const struct tg_delta *d)
{
	size_t start = tg_change_start(d->from, d->to, SHOWN);
	const char *lead = start ? "... " : "";

	return tg_arena_printf(
		arena, "%s became %s",
		tg_delta_quote(arena, tg_arena_printf(arena, "%s%s", lead, d->from + start)),
		tg_delta_quote(arena, tg_arena_printf(arena, "%s%s", lead, d->to + start)));
}

/* "T4 (BOLA via user ID)", or the title alone. */
static const char *name_of(struct tg_arena *arena, const struct tg_delta *d)
{
	const struct tg_threat *t = d->before ? d->before : d->after;
	struct tg_str title;

	if (!t)
		return tg_delta_quote(arena, d->subject);
	title = tg_utf8_cut(tg_str(t->title), SHOWN);
	if (!*t->id || (title.n && tg_id_is_machine_made(t->id)))
		return tg_delta_quote(arena, t->title);
	if (!title.n || tg_str_is(title, t->id))
		return t->id;
	return tg_arena_printf(arena, "%s (%.*s)", t->id, (int)title.n, title.p);
}

static const char *scope_message(struct tg_arena *a, const struct tg_delta *d)
{
	if (d->kind == TG_DELTA_COVERAGE_SHRUNK)
		return tg_arena_printf(a, "The model no longer covers %s",
				       tg_delta_quote(a, d->subject));
	if (d->listed)
		return tg_arena_printf(a, "The document no longer lists the trust "
				       "boundary %s", tg_delta_quote(a, d->subject));
	if (strcmp(d->to, "out of scope") == 0)
		return tg_arena_printf(a, "The model now declares out of scope: %s",
				       tg_delta_quote(a, d->subject));
	if (*d->to)
		return tg_arena_printf(a, "The model changed %s from %s to %s",
				       d->subject, d->from, d->to);
	if (tg_str_starts(tg_str(d->subject), "the "))
		return tg_arena_printf(a, "The model no longer has %s", d->subject);
	return tg_arena_printf(a, "The diagram no longer shows %s",
			       tg_delta_quote(a, d->subject));
}

const char *tg_delta_message(struct tg_arena *a, const struct tg_comparison *c,
			      const struct tg_delta *d)
{
	const char *name = name_of(a, d);

	switch (d->kind) {
	case TG_DELTA_MODEL_DELETED:
		if (c->after != NULL)
			return tg_arena_printf(a, "Nothing in the document can be read "
					       "as a threat any more: its %zu threat%s "
					       "gone, or written in a way that "
					       "threatgate cannot read",
					       c->before->n_threats,
					       c->before->n_threats == 1 ? " is" : "s are");
		return tg_arena_printf(a, "The threat model is deleted, with %zu "
				       "threat%s", c->before->n_threats,
				       c->before->n_threats == 1 ? "" : "s");
	case TG_DELTA_THREAT_DELETED:
		return tg_arena_printf(a, "Threat %s is no longer in the model", name);
	case TG_DELTA_MITIGATION_DELETED:
		return tg_arena_printf(a, "A mitigation of %s is gone: %s", name,
				       tg_delta_quote(a, d->from));
	case TG_DELTA_MITIGATION_WEAKENED:
		return tg_arena_printf(a, "A mitigation of %s was weakened, %s: %s",
				       name, d->why, quote_change(a, d));
	case TG_DELTA_MITIGATION_CHANGED:
		return tg_arena_printf(a, "A mitigation of %s was replaced: %s",
				       name, quote_change(a, d));
	case TG_DELTA_STATUS_REGRESSED:
		return tg_arena_printf(a, "The status of %s went back from %s to %s",
				       name, d->from, d->to);
	case TG_DELTA_ACCEPTANCE_REMOVED:
		return tg_arena_printf(a, "The risk of %s is no longer accepted, and "
				       "%s takes its place", name,
				       d->excused ? "a mitigation" : "nothing");
	case TG_DELTA_RISK_LOWERED:
		return tg_arena_printf(a, "The risk of %s went down from %s to %s%s",
				       name, d->from, d->to, d->excused ? "" :
				       *d->why ? " while its mitigations were changed "
						 "and none was added" :
				       " while its mitigations stayed as they were");
	default:
		return scope_message(a, d);
	}
}

/* What a sentence that excuses it must begin with: an id as it is, a pattern as
 * code, the beginning of a title in quotes. */
static void put_quoted(struct tg_buf *buf, struct tg_str who, const struct tg_delta *d)
{
	bool is_id = d->before != NULL && *d->before->id != '\0' &&
		     tg_str_is(who, d->before->id);
	const char *quote = d->before == NULL ? "`" : is_id ? "" : "\"";

	tg_buf_puts(buf, quote);
	tg_buf_put_str(buf, who);
	tg_buf_puts(buf, quote);
}

const char *tg_delta_fix(struct tg_arena *arena, const char *pattern, const char *path,
			  const struct tg_delta *d)
{
	struct tg_buf buf = TG_BUF_INIT(4096);
	struct tg_str who = tg_utf8_cut(tg_str(d->subject), SHOWN);
	const char *out;

	for (const char *p = pattern; *p; p++) {
		char what = p[0] == '%' ? p[1] : '\0';

		if (what == 's')
			tg_buf_put_str(&buf, who);
		else if (what == 'q')
			put_quoted(&buf, who, d);
		else if (what == 'p')
			tg_buf_puts(&buf, path);
		else
			tg_buf_putc(&buf, *p);
		p += what == 's' || what == 'q' || what == 'p';
	}
	out = tg_arena_dup_str(arena, tg_buf_str(&buf));
	tg_buf_release(&buf);
	return out;
}

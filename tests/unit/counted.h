/* Documents with the threats and mitigations that a careful reader counts in them:
 * what the suites about reading threat models share. */
#ifndef TG_UNIT_COUNTED_H
#define TG_UNIT_COUNTED_H

#include "../../src/model/read.h"
#include "../../src/model/vocab.h"

#include <check.h>

struct counted {
	const char *label;
	const char *text;
	size_t threats, mitigated;
};

static struct tg_arena arena;

static void setup(void)
{
	arena = (struct tg_arena)TG_ARENA_INIT;
}

static void teardown(void)
{
	tg_arena_release(&arena);
}

static struct tg_model *read_md(const char *text)
{
	struct tg_model *m = NULL;
	struct tg_err err;

	ck_assert_int_eq(tg_model_read(&m, &arena, "docs/threat-models/x.md", tg_str(text),
				       &err),
			 TG_OK);
	return m;
}

static void check_counts(const struct counted *doc)
{
	struct tg_model *m = read_md(doc->text);

	ck_assert_msg(m->n_threats == doc->threats, "%s: %zu threats, want %zu (%s)",
		      doc->label, m->n_threats, doc->threats,
		      m->read_as != NULL ? m->read_as : "");
	ck_assert_msg(tg_model_mitigated(m) == doc->mitigated,
		      "%s: %zu mitigated, want %zu", doc->label, tg_model_mitigated(m),
		      doc->mitigated);
}

#endif

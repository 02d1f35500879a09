/* Checks that tie a document to the code. */
#include "lint_run.h"

#include <string.h>

static const char *why(enum tg_evidence_state state)
{
	switch (state) {
	case TG_EVIDENCE_NO_FILE: return "there is no such file";
	case TG_EVIDENCE_NO_SYMBOL: return "the file is there, the symbol is not";
	case TG_EVIDENCE_NO_LINES: return "the file is shorter than that";
	case TG_EVIDENCE_THERE:
	case TG_EVIDENCE_UNKNOWN:
	default: return NULL;
	}
}

/* What is only planned may point to code that is still to be written. */
static void visit(struct tg_lint *l, const struct tg_threat *t,
		  const struct tg_mitigation *m, void *ctx)
{
	(void)ctx;
	if (m->status == TG_MITIGATION_PLANNED)
		return;
	for (size_t i = 0; i < m->n_evidence; i++) {
		struct tg_evidence e;
		const char *reason;

		if (!tg_evidence_parse(&e, l->arena, tg_str(m->evidence[i])))
			continue;
		reason = why(tg_evidence_check(&e, l->options->lookup,
					       l->options->lookup_ctx, NULL));
		if (reason != NULL)
			tg_lint_add(l, m->line, t, "%s cites %s: %s", tg_lint_name(l, t),
				    tg_lint_short(l, m->evidence[i]), reason);
	}
}

void tg_lint_evidence(struct tg_lint *l)
{
	if (l->options->lookup != NULL)
		tg_lint_each_mitigation(l, visit, NULL);
}

static bool is_idle(const struct tg_lint *l, const char *glob)
{
	return glob[0] != '!' && !l->options->matches(l->options->matches_ctx, glob);
}

/* What the policy says that this document covers. */
static void check_policy(struct tg_lint *l, const struct tg_policy *policy)
{
	for (size_t i = 0; i < policy->n_covers; i++) {
		const struct tg_policy_cover *cover = &policy->covers[i];

		if (l->model->path == NULL || strcmp(cover->model, l->model->path) != 0)
			continue;
		for (size_t k = 0; k < cover->n; k++)
			if (is_idle(l, cover->covers[k]))
				tg_lint_add(l, 1, NULL,
					    "\"%s\", which the policy says that this "
					    "document covers, matches no file",
					    tg_lint_short(l, cover->covers[k]));
	}
}

void tg_lint_covers(struct tg_lint *l)
{
	if (l->options->matches == NULL)
		return;
	for (size_t i = 0; i < l->model->n_covers; i++) {
		const char *glob = l->model->covers[i];

		if (is_idle(l, glob))
			tg_lint_add(l, tg_model_covers_line(l->model, i), NULL,
				    "\"%s\" matches no file", tg_lint_short(l, glob));
	}
	if (l->options->policy != NULL)
		check_policy(l, l->options->policy);
}

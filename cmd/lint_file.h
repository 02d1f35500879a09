/* What threatgate lint makes of one file, and of all the models together. */
#ifndef CMD_LINT_FILE_H
#define CMD_LINT_FILE_H

#include "../src/policy/policy.h"
#include "cmd.h"
#include "lint_files.h"

struct tg_model;

/* What one run has seen. */
struct lint {
	struct cli *cli;
	bool fix; /* repair what can be repaired */
	struct lint_files files;
	struct tg_arena arena;
	struct tg_policy *policy;
	char today[11];
	TG_VEC(struct tg_finding) findings;
	TG_VEC(struct tg_model *) read; /* the models, until all are there */
	size_t models, others, repaired;
	int status;
};

/* The exit status comes to be `status`, where that is the worse one. */
void lint_worsen(struct lint *l, int status);

/* The policy, a rule file, a workflow, or where the policy says that models are. */
bool lint_is_known_path(const struct lint *l, const char *path);

/* Reads the file as what it is and notes what is wrong with it. `named`: the user
 * asked for this very file, so it is taken for a model where it is nothing else.
 * Models are read only, for lint_models to judge. */
void lint_file(struct lint *l, const char *path, bool named);

/* Judges the models that were read: each may refer to the others. */
void lint_models(struct lint *l);

#endif

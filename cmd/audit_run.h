/* One run of `threatgate audit`. */
#ifndef CMD_AUDIT_RUN_H
#define CMD_AUDIT_RUN_H

#include "../src/base/map.h"
#include "../src/base/vec.h"
#include "../src/model/audit.h"
#include "cmd.h"
#include "model_dates.h"
#include "model_files.h"

/* What the command holds while it runs. */
struct audit_run {
	struct cli *cli;
	struct tg_arena arena;
	struct tg_buf out;
	struct tg_repo *repo;
	struct tg_policy *policy;
	struct tg_waivers waivers;
	struct tg_baseline baseline;
	struct tg_coverage coverage;
	struct model_list models;
	struct tg_audit audit;
	char rev[TG_HEX], today[11];
	struct tg_map files;           /* every path of the revision */
	TG_VEC(const char *) sources;  /* those whose coverage counts */
	struct model_dates *dates;     /* by model */
	TG_VEC(struct tg_finding) findings;
};

/* How many findings of that level nobody puts up with. */
size_t audit_count(const struct audit_run *s, enum tg_level level);

/* Print the run into its buffer. */
void audit_put_text(struct audit_run *s);
void audit_put_json(struct audit_run *s);

#endif

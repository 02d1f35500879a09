/* The rules that hold in a work tree: built in, derived, of manifests, and the
 * team's own. */
#ifndef CMD_OWN_RULES_H
#define CMD_OWN_RULES_H

#include "../src/rules/rules.h"

#define OWN_RULES_FOLDER ".threatgate/rules"
#define OWN_RULES_MAX_FILES 200

/* --repo of the `rules` commands: the folder whose own rules count. */
extern const char *own_rules_dir;
#define OWN_RULES_OPTION { "repo", 'C', OPT_TEXT, &own_rules_dir, "DIR", \
			   "the work tree whose own rules count (here)", NULL }

struct own_rules {
	struct tg_arena arena;
	struct tg_rule_pack *packs; /* built-in, derived, of manifests, then
	                               one for each file */
	size_t n;
	size_t n_own;               /* how many of them are the team's */
};

/* Reads .threatgate/rules/(name).yml below `dir`, sorted by name. */
enum tg_rc own_rules_read(struct own_rules *out, const char *dir,
			  struct tg_err *err) TG_MUST_CHECK;

/* Reads the files that are named, and nothing else. */
enum tg_rc own_rules_read_files(struct own_rules *out, char **paths, size_t n,
				struct tg_err *err) TG_MUST_CHECK;
void own_rules_release(struct own_rules *rules);

/* The pack whose rule of that id counts: a later pack replaces an earlier. */
bool own_rules_counts(const struct own_rules *rules, size_t pack,
		      const struct tg_rule *rule);

#endif

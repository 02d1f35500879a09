#include "own_rules.h"

#include "../src/base/file.h"
#include "../src/base/vec.h"
#include "../src/deps/deps.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

const char *own_rules_dir = ".";

/* What the readers of manifests find, as rules. */
static struct tg_rule_pack manifest_rules(struct tg_arena *arena)
{
	struct tg_rule *rules = tg_arena_calloc(arena, tg_deps_rule_count, sizeof(*rules));

	for (size_t i = 0; i < tg_deps_rule_count; i++) {
		const struct tg_deps_rule *r = &tg_deps_rule_info[i];

		rules[i] = (struct tg_rule){
			.id = r->id, .title = r->title, .topic = "dependency",
			.stride = r->stride, .severity = r->severity,
			.confidence = r->confidence, .message = r->message,
			.ask = r->ask, .references = r->references,
			.change = TG_RULE_EITHER,
		};
	}
	return (struct tg_rule_pack){
		.name = "manifests", .rules = rules, .n = tg_deps_rule_count,
	};
}

static enum tg_rc read_pack(struct own_rules *rules, const char *path,
			    struct tg_err *err)
{
	struct tg_buf text = TG_BUF_INIT(TG_RULES_MAX_BYTES);
	enum tg_rc rc = tg_file_read(&text, path, TG_RULES_MAX_BYTES, err);

	if (rc == TG_OK)
		rc = tg_rules_read(&rules->packs[rules->n], &rules->arena,
				   tg_buf_str(&text), path, err);
	if (rc == TG_OK) {
		rules->n++;
		rules->n_own++;
	}
	tg_buf_release(&text);
	return rc;
}

static enum tg_rc read_all(struct own_rules *rules, const char *const *paths,
			   size_t n, struct tg_err *err)
{
	for (size_t i = 0; i < n; i++)
		if (tg_rules_is_file(paths[i]) && read_pack(rules, paths[i], err) != TG_OK)
			return err->code;
	return TG_OK;
}

/* What somebody names is read, whatever it is called; a folder stands for the rule
 * files in it. */
static enum tg_rc read_named(struct own_rules *rules, const char *path,
			     struct tg_err *err)
{
	const char *const *paths = NULL;
	size_t n = 0, before = rules->n;
	struct stat st;

	if (stat(path, &st) != 0 || !S_ISDIR(st.st_mode))
		return read_pack(rules, path, err);
	if (tg_file_list(&paths, &n, path, OWN_RULES_MAX_FILES, &rules->arena, err) !=
		    TG_OK || read_all(rules, paths, n, err) != TG_OK)
		return err->code;
	if (rules->n > before)
		return TG_OK;
	tg_err_set(err, TG_E_USAGE, "%s: no rule file is in this folder", path);
	return tg_err_hint(err, "rule files end in .yml or .yaml");
}

static void make_room(struct own_rules *out, size_t n)
{
	out->packs = tg_arena_calloc(&out->arena, n + 3, sizeof(*out->packs));
}

enum tg_rc own_rules_read(struct own_rules *out, const char *dir,
			  struct tg_err *err)
{
	const char *const *paths = NULL;
	const char *folder;
	size_t n;

	*out = (struct own_rules){ .arena = TG_ARENA_INIT };
	folder = strcmp(dir, ".") == 0 ? OWN_RULES_FOLDER :
		 tg_arena_printf(&out->arena, "%s/" OWN_RULES_FOLDER, dir);
	if (tg_file_list(&paths, &n, folder, OWN_RULES_MAX_FILES, &out->arena, err) !=
	    TG_OK)
		return err->code;
	make_room(out, n);
	out->packs[out->n++] = tg_builtin_rules;
	out->packs[out->n++] = tg_derived_rules;
	out->packs[out->n++] = manifest_rules(&out->arena);
	return read_all(out, paths, n, err);
}

enum tg_rc own_rules_read_files(struct own_rules *out, char **paths, size_t n,
				struct tg_err *err)
{
	*out = (struct own_rules){ .arena = TG_ARENA_INIT };
	make_room(out, n * OWN_RULES_MAX_FILES);
	for (size_t i = 0; i < n; i++)
		if (read_named(out, paths[i], err) != TG_OK)
			return err->code;
	return TG_OK;
}

void own_rules_release(struct own_rules *rules)
{
	tg_arena_release(&rules->arena);
}

bool own_rules_counts(const struct own_rules *rules, size_t pack,
		      const struct tg_rule *rule)
{
	return pack + 1 == rules->n ||
	       tg_rule_find(rules->packs + pack + 1, rules->n - pack - 1,
			    rule->id) == NULL;
}

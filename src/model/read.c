#include "read.h"

#include "formats.h"
#include "reading.h"

#include "../markup/json.h"
#include "../markup/yaml.h"

#include <string.h>

/* The readers of structured formats, asked in turn whether it is theirs. */
static const struct {
	enum tg_model_format format;
	bool (*is_it)(const struct tg_tree *root);
	void (*read)(struct tg_model *model, struct tg_arena *arena,
		     const struct tg_tree *root);
} formats[] = {
	{ TG_MODEL_THREAT_DRAGON, tg_is_threat_dragon, tg_read_threat_dragon },
	{ TG_MODEL_OTM, tg_is_otm, tg_read_otm },
	{ TG_MODEL_THREAGILE, tg_is_threagile, tg_read_threagile },
	{ TG_MODEL_THREAT_COMPOSER, tg_is_threat_composer, tg_read_threat_composer },
	{ TG_MODEL_THREATCL, tg_is_threatcl, tg_read_threatcl },
	{ TG_MODEL_OWASP_LIBRARY, tg_is_owasp_library, tg_read_owasp_library },
};

#define FORMATS (sizeof(formats) / sizeof(formats[0]))

static struct tg_str file_name(const char *path)
{
	struct tg_str s = tg_str(path);
	size_t slash = tg_str_rchr(s, '/');

	return slash == SIZE_MAX ? s : tg_str_from(s, slash + 1);
}

static bool is_markdown_name(struct tg_str name)
{
	return tg_str_iends(name, ".md") || tg_str_iends(name, ".markdown") ||
	       tg_str_iends(name, ".mdx") || tg_str_iends(name, ".mkd");
}

static bool is_yaml_name(struct tg_str name)
{
	return tg_str_iends(name, ".yaml") || tg_str_iends(name, ".yml");
}

/* JSON by its name, or by how it begins where the name says nothing. */
static bool is_json(struct tg_str name, struct tg_str text)
{
	struct tg_str start = tg_str_trim(tg_str_sub(text, 0, 64));

	if (tg_str_iends(name, ".json"))
		return true;
	return !is_markdown_name(name) && !is_yaml_name(name) &&
	       tg_str_starts(start, "{");
}

static enum tg_rc parse_tree(struct tg_tree **out, struct tg_arena *arena,
			     const char *path, struct tg_str text, struct tg_err *err)
{
	if (!is_json(file_name(path), text))
		return tg_yaml_read(out, arena, text, path, err);
	enum tg_rc rc = tg_json_read(out, arena, text, path, err);

	if (rc == TG_OK)
		tg_json_lines(*out, text);
	return rc;
}

static enum tg_rc read_tree(struct tg_model *model, struct tg_arena *arena,
			    struct tg_str text, struct tg_err *err)
{
	struct tg_tree *root = NULL;
	enum tg_rc rc = parse_tree(&root, arena, model->path, text, err);

	if (rc != TG_OK)
		return rc;
	for (size_t i = 0; i < FORMATS; i++) {
		if (!formats[i].is_it(root))
			continue;
		model->format = formats[i].format;
		formats[i].read(model, arena, root);
		return TG_OK;
	}
	tg_err_set(err, TG_E_SYNTAX, "this is no threat model in a format that is known");
	tg_err_at(err, model->path, 0, 0);
	return tg_err_hint(err, "Known are Markdown, OWASP Threat Dragon, Open Threat "
				"Model, Threagile, Threat Composer, the OWASP Threat "
				"Model Library and threatcl JSON.");
}

static void no_nulls(struct tg_model *model)
{
	if (model->title == NULL)
		model->title = "";
	if (model->read_as == NULL)
		model->read_as = "";
	if (model->covers == NULL)
		model->n_covers = 0;
	/* a field that a format demands may say nothing */
	if (model->owner != NULL && model->owner[0] == '\0')
		model->owner = NULL;
	if (model->reviewed != NULL && model->reviewed[0] == '\0')
		model->reviewed = NULL;
}

enum tg_rc tg_model_read(struct tg_model **out, struct tg_arena *arena,
			 const char *path, struct tg_str text, struct tg_err *err)
{
	struct tg_model *model;
	struct tg_str name = file_name(path);
	enum tg_rc rc;

	*out = NULL;
	if (text.n > TG_MODEL_MAX_BYTES) {
		tg_err_set(err, TG_E_LIMIT, "the threat model is larger than %u bytes",
			   TG_MODEL_MAX_BYTES);
		return tg_err_at(err, path, 0, 0);
	}
	model = tg_arena_alloc(arena, sizeof(*model));
	model->path = tg_arena_dup(arena, path);
	model->source = tg_str_n(tg_arena_strndup(arena, text.p, text.n), text.n);
	if (is_json(name, text) || is_yaml_name(name))
		rc = read_tree(model, arena, model->source, err);
	else
		rc = tg_markdown_model(model, arena, model->path, model->source, err);
	if (rc != TG_OK)
		return rc;
	no_nulls(model);
	*out = model;
	return TG_OK;
}

/* --- is it one? ------------------------------------------------------------------- */

/* Names of files that stand beside models and are none. */
static bool is_companion(struct tg_str name)
{
	static const struct {
		const char *word;
		bool anywhere; /* also as one word of several */
	} words[] = {
		{ "template", true }, { "guide", true },
		{ "guidelines", true }, { "readme", false },
		{ "index", false }, { "contributing", false },
		{ "changelog", false }, { "license", false },
		{ "process", false }, { "methodology", false },
		{ "glossary", false },
	};
	size_t dot = tg_str_rchr(name, '.');
	struct tg_fold f;

	tg_fold(&f, dot == SIZE_MAX ? name : tg_str_sub(name, 0, dot));
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (tg_fold_is(&f, words[i].word) ||
		    (words[i].anywhere && tg_fold_has(&f, words[i].word)))
			return true;
	return false;
}

/* Marks of a structured format, before anything is parsed. */
static bool has_marks(struct tg_str name, struct tg_str text)
{
	static const char *const marks[] = {
		"otmVersion", "tm.Process", "tm.Actor", "tm.Store", "diagramTop",
		"diagramJson", "threagile_version", "technical_assets",
		"threatAction", "mitigationLinks", "threat-model.schema.json",
		"threat_personas", "\"symbolic_name\"", "\"threatmodel\"",
	};
	struct tg_str head = tg_str_sub(text, 0, 1u << 20);

	if (tg_str_iends(name, ".tc.json"))
		return true;
	for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++)
		if (tg_str_find(head, tg_str(marks[i])) != SIZE_MAX)
			return true;
	return false;
}

static bool is_known_tree(const char *path, struct tg_str text)
{
	struct tg_arena arena = TG_ARENA_INIT;
	struct tg_tree *root = NULL;
	struct tg_err err;
	bool known = false;

	if (parse_tree(&root, &arena, path, text, &err) == TG_OK)
		for (size_t i = 0; i < FORMATS; i++)
			known = known || formats[i].is_it(root);
	else
		known = tg_str_iends(file_name(path), ".tc.json");
	tg_arena_release(&arena);
	return known;
}

bool tg_model_is_one(const char *path, struct tg_str text)
{
	struct tg_str name = file_name(path);

	if (text.n > TG_MODEL_MAX_BYTES)
		text.n = TG_MODEL_MAX_BYTES;
	if (is_json(name, text) || is_yaml_name(name))
		return has_marks(name, text) && is_known_tree(path, text);
	return is_markdown_name(name) && !is_companion(name);
}

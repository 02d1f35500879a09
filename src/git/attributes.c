#include "attributes.h"

#include "../base/map.h"
#include "../base/vec.h"
#include "repo_impl.h"

#include <pthread.h>
#include <string.h>

#define MAX_BYTES ((size_t)256 << 10)
#define MAX_LINES 2000

/* The patterns of one file that speak of one attribute, and what they say. */
struct list {
	TG_VEC(const char *) patterns;
	TG_VEC(enum tg_attribute) values;
	struct tg_globs *globs;
};

/* One folder: its .gitattributes, and the nearest folder above that has one. */
struct folder {
	size_t prefix; /* bytes of its path with the slash */
	const struct folder *parent;
	struct folder *next; /* of all that have patterns, to free them */
	struct list lists[TG_LINGUIST_COUNT];
};

struct tg_attributes {
	struct tg_arena *arena;
	const struct tg_repo *repo;
	git_tree *tree;
	pthread_mutex_t lock;  /* of what is read on the way */
	struct tg_map folders; /* path with its slash -> struct folder */
	struct folder *all;
};

struct tg_attributes *tg_attributes_new(struct tg_arena *arena,
					const struct tg_repo *repo, const char *rev)
{
	struct tg_attributes *a = tg_arena_calloc(arena, 1, sizeof(*a));
	struct tg_err ignored;

	a->arena = arena;
	a->repo = repo;
	pthread_mutex_init(&a->lock, NULL);
	tg_map_init(&a->folders, arena);
	/* A base that cannot be read is an error where its files are read. */
	if (repo && rev && *rev && tg_repo_tree(&a->tree, repo, rev, &ignored) != TG_OK)
		a->tree = NULL;
	return a;
}

void tg_attributes_free(struct tg_attributes *a)
{
	if (!a)
		return;
	for (struct folder *f = a->all; f; f = f->next)
		for (size_t i = 0; i < TG_LINGUIST_COUNT; i++)
			tg_globs_free(f->lists[i].globs);
	git_tree_free(a->tree);
	pthread_mutex_destroy(&a->lock);
}

static const char *const linguist_names[] = { "linguist-generated",
					      "linguist-vendored",
					      "linguist-documentation" };

/* "name", "-name", "name=true", "name=false"; "!name" takes it back. */
static bool parse_word(struct tg_str word, size_t *which, enum tg_attribute *value)
{
	size_t equals = tg_str_chr(word, '=');
	struct tg_str name = equals == SIZE_MAX ? word : tg_str_sub(word, 0, equals);

	*value = TG_ATTRIBUTE_YES;
	if (tg_str_starts(name, "-"))
		*value = TG_ATTRIBUTE_NO;
	else if (tg_str_starts(name, "!"))
		*value = TG_ATTRIBUTE_UNSET;
	if (*value != TG_ATTRIBUTE_YES)
		name = tg_str_from(name, 1);
	if (equals != SIZE_MAX &&
	    tg_str_iis(tg_str_from(word, equals + 1), "false"))
		*value = TG_ATTRIBUTE_NO;
	for (size_t i = 0; i < TG_LINGUIST_COUNT; i++)
		if (tg_str_is(name, linguist_names[i])) {
			*which = i;
			return true;
		}
	return false;
}

/* The pattern at the front of a line: bare, or in double quotes. */
static bool take_pattern(struct tg_str *line, struct tg_str *pattern)
{
	size_t end;

	*line = tg_str_trim(*line);
	if (!line->n || tg_str_starts(*line, "#") || tg_str_starts(*line, "!") ||
	    tg_str_starts(*line, "[attr]"))
		return false;
	if (!tg_str_starts(*line, "\""))
		return tg_str_word(line, pattern);
	end = tg_str_chr(tg_str_from(*line, 1), '"');
	if (end == SIZE_MAX)
		return false;
	*pattern = tg_str_sub(*line, 1, end);
	*line = tg_str_from(*line, end + 2);
	return pattern->n > 0;
}

static void parse_line(struct folder *f, struct tg_arena *arena, struct tg_str line)
{
	struct tg_str pattern, word;

	if (!take_pattern(&line, &pattern))
		return;
	while (tg_str_word(&line, &word)) {
		enum tg_attribute value;
		size_t which;
		struct list *list;

		if (!parse_word(word, &which, &value))
			continue;
		list = &f->lists[which];
		*TG_VEC_PUSH(arena, &list->patterns) = tg_arena_dup_str(arena, pattern);
		*TG_VEC_PUSH(arena, &list->values) = value;
	}
}

static void parse_file(struct folder *f, struct tg_arena *arena, struct tg_str text)
{
	struct tg_str line;
	struct tg_err ignored;

	for (size_t n = 0; n < MAX_LINES && tg_str_line(&text, &line); n++)
		parse_line(f, arena, line);
	/* A pattern that git itself could not use says nothing. */
	for (size_t i = 0; i < TG_LINGUIST_COUNT; i++) {
		struct list *l = &f->lists[i];

		if (l->patterns.n &&
		    tg_globs_new(&l->globs, arena, l->patterns.items, l->patterns.n, 0,
				 &ignored) != TG_OK)
			l->globs = NULL;
	}
}

/* Reads the .gitattributes of the folder whose path (with slash) is `dir`. */
static bool read_file(struct tg_attributes *a, const char *dir, struct tg_str *text)
{
	char path[4096];
	git_tree_entry *entry = NULL;
	git_blob *blob = NULL;
	int n = snprintf(path, sizeof(path), "%s.gitattributes", dir);
	bool found = false;

	if (n < 0 || (size_t)n >= sizeof(path))
		return false;
	if (git_tree_entry_bypath(&entry, a->tree, path) == 0 &&
	    git_tree_entry_type(entry) == GIT_OBJECT_BLOB &&
	    git_blob_lookup(&blob, a->repo->git, git_tree_entry_id(entry)) == 0 &&
	    (size_t)git_blob_rawsize(blob) <= MAX_BYTES) {
		text->n = (size_t)git_blob_rawsize(blob);
		text->p = tg_arena_strndup(a->arena, git_blob_rawcontent(blob), text->n);
		found = true;
	}
	git_blob_free(blob);
	git_tree_entry_free(entry);
	return found;
}

/* The folder that decides for paths right below `dir`. */
static const struct folder *folder_of(struct tg_attributes *a, struct tg_str dir)
{
	const struct folder *known = tg_map_get(&a->folders, dir), *parent = NULL;
	struct folder *f;
	struct tg_str text;
	char *name;

	if (known)
		return known;
	if (dir.n) {
		size_t slash = tg_str_rchr(tg_str_sub(dir, 0, dir.n - 1), '/');

		parent = folder_of(a, tg_str_sub(dir, 0, slash == SIZE_MAX ? 0 : slash + 1));
	}
	name = tg_arena_dup_str(a->arena, dir);
	f = tg_arena_calloc(a->arena, 1, sizeof(*f));
	f->prefix = dir.n;
	f->parent = parent;
	if (read_file(a, name, &text)) {
		parse_file(f, a->arena, text);
		f->next = a->all;
		a->all = f;
	}
	tg_map_set(&a->folders, tg_str_n(name, dir.n), f);
	return f;
}

static enum tg_attribute ask(const struct folder *f, size_t which, const char *path)
{
	for (; f; f = f->parent) {
		const struct list *l = &f->lists[which];
		size_t at = SIZE_MAX;

		if (l->globs)
			at = tg_globs_decided_by(l->globs, path + f->prefix);
		if (at != SIZE_MAX)
			return l->values.items[at];
	}
	return TG_ATTRIBUTE_UNSET;
}

void tg_attributes_of(enum tg_attribute out[TG_LINGUIST_COUNT],
		      struct tg_attributes *a, const char *path)
{
	const char *slash = strrchr(path, '/');
	const struct folder *f = NULL;

	if (a && a->tree) {
		pthread_mutex_lock(&a->lock);
		f = folder_of(a, tg_str_n(path, slash ? (size_t)(slash - path) + 1 : 0));
		pthread_mutex_unlock(&a->lock);
	}
	for (size_t i = 0; i < TG_LINGUIST_COUNT; i++)
		out[i] = ask(f, i, path);
}

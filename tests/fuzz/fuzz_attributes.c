/* .gitattributes of the base, read as git keeps it: in a tree. */
#include "../../src/git/attributes.h"
#include "../../src/git/repo_impl.h"
#include "fuzz.h"

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>

#include <git2/sys/mempack.h>

static struct tg_repo *repo;
static git_odb_backend *memory;
static char folder[] = "/tmp/threatgate-fuzz-XXXXXX";

static int remove_one(const char *path, const struct stat *info, int kind,
		      struct FTW *walk)
{
	(void)info;
	(void)kind;
	(void)walk;
	return remove(path);
}

static void clean_up(void)
{
	tg_repo_free(repo);
	(void)nftw(folder, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

/* A repository whose new objects stay in memory. */
static void set_up(void)
{
	git_repository *made;
	struct tg_err err;

	fuzz_expect(mkdtemp(folder) != NULL);
	fuzz_expect(tg_git_start(&err) == TG_OK);
	fuzz_expect(git_repository_init(&made, folder, true) == 0);
	git_repository_free(made);
	fuzz_expect(tg_repo_open(&repo, folder, &err) == TG_OK);
	atexit(clean_up);
	git_libgit2_opts(GIT_OPT_ENABLE_CACHING, 0);
	fuzz_expect(git_mempack_new(&memory) == 0);
	fuzz_expect(git_odb_add_backend(repo->odb, memory, 999) == 0);
}

static void write_tree(char hex[GIT_OID_HEXSZ + 1], struct tg_str text)
{
	git_treebuilder *builder;
	git_oid blob, tree;

	fuzz_expect(git_odb_write(&blob, repo->odb, text.n ? text.p : "", text.n,
				  GIT_OBJECT_BLOB) == 0);
	fuzz_expect(git_treebuilder_new(&builder, repo->git, NULL) == 0);
	fuzz_expect(git_treebuilder_insert(NULL, builder, ".gitattributes", &blob,
					   GIT_FILEMODE_BLOB) == 0);
	fuzz_expect(git_treebuilder_write(&tree, builder) == 0);
	git_treebuilder_free(builder);
	git_oid_tostr(hex, GIT_OID_HEXSZ + 1, &tree);
}

void fuzz_attributes(struct tg_str input)
{
	struct tg_arena arena = TG_ARENA_INIT;
	enum tg_attribute values[TG_LINGUIST_COUNT];
	struct tg_attributes *attributes;
	char hex[GIT_OID_HEXSZ + 1];

	if (!repo)
		set_up();
	write_tree(hex, input);
	attributes = tg_attributes_new(&arena, repo, hex);
	tg_attributes_of(values, attributes, "src/app.py");
	for (size_t i = 0; i < TG_LINGUIST_COUNT; i++)
		fuzz_expect(values[i] <= TG_ATTRIBUTE_YES);
	tg_attributes_of(values, attributes, "vendor/a b/c.js");
	tg_attributes_free(attributes);
	tg_arena_release(&arena);
	git_mempack_reset(memory);
}

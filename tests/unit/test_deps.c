/* Two versions of a repository: what the comparison of its manifests says. */
#include "../../src/base/buf.h"
#include "../../src/deps/deps.h"
#include "../../src/git/repo.h"
#include "../../src/git/revision.h"
#include "git_fixture.h"

#include <check.h>
#include <git2.h>
#include <stdlib.h>
#include <string.h>

#define MAX_FILES 6

struct file {
	const char *path, *old, *now; /* NULL: not there on that side */
};

struct change {
	const char *label;
	struct file files[MAX_FILES];
	const char *want; /* "rule confidence path:line;" in the report's order */
};

#define LOCK3(body) "{\"lockfileVersion\": 3, \"packages\": {\"\": {}" body "}}"
#define LOCKED(name, version, host, hash)                                    \
	", \"node_modules/" name "\": {\"version\": \"" version "\", \"resolved\": " \
	"\"https://" host "/" name ".tgz\", \"integrity\": \"sha512-" hash "\"}"
#define NPMJS "packages.npmjs.org"
#define SHA1 "1234567890123456789012345678901234567890"
#define SHA2 "abcdefabcdefabcdefabcdefabcdefabcdefabcd"
#define STEPS "on: push\njobs:\n  a:\n    steps:\n"

static const struct change changes[] = {
	/* new */
	{ "npm: a new name", { { "package.json", "{\"dependencies\": {\n\"a\": \"1\"}}",
	    "{\"dependencies\": {\n\"a\": \"1\",\n\"b\": \"^2\"}}" } },
	  "deps.new high package.json:3;" },
	{ "npm: a new name that floats", { { "package.json", "{\n}",
	    "{\"dependencies\": {\n\"b\": \"latest\"}}" } },
	  "deps.new high package.json:2;deps.unpinned medium package.json:2;" },
	{ "npm: the first manifest of a repository", { { "package.json", NULL,
	    "{\"devDependencies\": {\n\"b\": \"1\"}}" } }, "deps.new high package.json:2;" },
	{ "a new name in another ecosystem is new", {
	    { "package.json", "{\"dependencies\": {\"six\": \"1\"}}",
	      "{\"dependencies\": {\"six\": \"1\"}}" },
	    { "requirements.txt", "", "six==1\n" } }, "deps.new high requirements.txt:1;" },
	{ "actions: a new one", { { ".github/workflows/ci.yml",
	    STEPS "      - uses: actions/checkout@v4\n",
	    STEPS "      - uses: actions/checkout@v4\n      - uses: o/x@v1\n" } },
	  "deps.new high .github/workflows/ci.yml:6;" },
	{ "docker: another base image", { { "Dockerfile", "FROM node:18\n",
	    "FROM debian:12\n" } }, "deps.new high Dockerfile:1;" },
	{ "docker: another package of the system", { { "Dockerfile",
	    "FROM debian:12\nRUN apt-get install -y \\\n  curl\n",
	    "FROM debian:12\nRUN apt-get install -y \\\n  curl \\\n  libheif1\n" } },
	  "deps.new high Dockerfile:4;" },
	{ "terraform: a new provider and module", { { "main.tf", "",
	    "terraform {\n  required_providers {\n    http = {\n"
	    "      source = \"o/http\"\n    }\n  }\n}\nmodule \"m\" {\n"
	    "  source = \"a/b/c\"\n  version = \"1.0\"\n}\n" } },
	  "deps.new high main.tf:3;deps.new high main.tf:9;" },
	{ "a new submodule", { { ".gitmodules", "",
	    "[submodule \"x\"]\n  path = x\n  url = https://h.test/x\n" } },
	  "deps.new high .gitmodules:3;" },
	{ "a sample for tests is a hint", { { "test/fixtures/package.json", NULL,
	    "{\"dependencies\": {\"b\": \"1\"}}" } },
	  "deps.new low test/fixtures/package.json:1;" },
	/* nothing */
	{ "npm: another version", { { "package.json",
	    "{\"dependencies\": {\"a\": \"^1.0.0\"}}",
	    "{\"dependencies\": {\"a\": \"^2.0.0\"}}" } }, "" },
	{ "npm: another section, order and layout", { { "package.json",
	    "{\"dependencies\": {\"a\": \"1\", \"b\": \"1\"}}",
	    "{\n\"devDependencies\": {\"a\": \"1\"},\n\"dependencies\":\n{\"b\": \"1\"}}" } },
	  "" },
	{ "npm: removed", { { "package.json", "{\"dependencies\": {\"a\": \"1\"}}",
	    "{\"dependencies\": {}}" } }, "" },
	{ "npm: moved to another file", {
	    { "a/package.json", "{\"dependencies\": {\"x\": \"1\"}}", "{}" },
	    { "b/package.json", "{}", "{\"dependencies\": {\"x\": \"1\"}}" } }, "" },
	{ "python: from requirements to pyproject", {
	    { "requirements.txt", "Flask_Login==1\n", NULL },
	    { "pyproject.toml", NULL, "[project]\ndependencies = [\"flask-login==1\"]\n" } },
	  "" },
	{ "a file that is renamed", {
	    { "old/requirements.txt", "six==1\nrequests==2\n", NULL },
	    { "new/requirements.txt", NULL, "six==1\nrequests==2\n" } }, "" },
	{ "go: a new major version", { { "go.mod", "module x\nrequire a.test/b v1.0.0\n",
	    "module x\nrequire a.test/b/v2 v2.0.0\n" } }, "" },
	{ "go: indirect becomes direct", { { "go.mod",
	    "module x\nrequire a.test/b v1.0.0 // indirect\n",
	    "module x\nrequire a.test/b v1.0.0\n" } }, "" },
	{ "go: another module of this repository", { { "go.mod",
	    "module github.com/o/r/app\n",
	    "module github.com/o/r/app\nrequire github.com/o/r/lib v0.1.0\n" } }, "" },
	{ "actions: another version, a commit, another file", {
	    { ".github/workflows/a.yml", STEPS "      - uses: Actions/Checkout@v3\n", STEPS
	      "      - uses: actions/checkout@" SHA1 " # v4\n" } }, "" },
	{ "actions: a local one", { { ".github/workflows/a.yml", STEPS "      - run: x\n",
	    STEPS "      - uses: ./.github/actions/x\n" } }, "" },
	{ "docker: another package manager and order, one version less", { { "Dockerfile",
	    "FROM debian:12\nRUN apt-get install -y curl=8 git\n",
	    "FROM debian:12\nRUN apk add git \\\n  curl\n" } }, "" },
	{ "docker: tag, digest and stage", { { "Dockerfile", "FROM node:18\n",
	    "FROM docker.io/library/node:20@sha256:aa AS b\nFROM b\n" } }, "" },
	{ "a package of this repository", {
	    { "packages/own/package.json", "{\"name\": \"@o/own\"}", "{\"name\": \"@o/own\"}" },
	    { "app/package.json", "{}", "{\"dependencies\": {\"@o/own\": \"^1\"}}" } },
	  "deps.new low app/package.json:1;" },
	{ "a lock file that follows a version", {
	    { "package.json", "{\"dependencies\": {\"a\": \"1.0.0\"}}",
	      "{\"dependencies\": {\"a\": \"1.1.0\"}}" },
	    { "package-lock.json", LOCK3(LOCKED("a", "1.0.0", NPMJS, "x=")),
	      LOCK3(LOCKED("a", "1.1.0", NPMJS, "y=")) } }, "" },
	{ "a lock file that is read before its manifest", {
	    { "a/yarn.lock", "", "b@^1:\n  version \"1.0.0\"\n" },
	    { "package.json", "{}", "{\"dependencies\": {\"b\": \"^1\"}}" } },
	  "deps.new high package.json:1;" },
	/* siblings */
	{ "a monorepo: a sibling has it already", {
	    { "a/package.json", "{\"dependencies\": {\"x\": \"1\"}}",
	      "{\"dependencies\": {\"x\": \"1\"}}" },
	    { "b/package.json", "{}", "{\"dependencies\": {\n\"x\": \"1\"}}" } },
	  "deps.new low b/package.json:2;" },
	{ "a monorepo: a sibling has it from elsewhere", {
	    { "a/package.json", "{\"dependencies\": {\"x\": \"1\"}}",
	      "{\"dependencies\": {\"x\": \"1\"}}" },
	    { "b/package.json", "{}", "{\"dependencies\": {\n\"x\": \"evil/x\"}}" } },
	  "deps.source-changed high b/package.json:2;" },
	{ "a monorepo: new in two manifests, told once", {
	    { "a/package.json", "{}", "{\"dependencies\": {\"x\": \"1\"}}" },
	    { "b/package.json", "{}", "{\"dependencies\": {\"x\": \"1\"}}" } },
	  "deps.new high a/package.json:1;" },
	{ "a copy of foreign code vouches for nothing", {
	    { "vendor/y/package.json", "{\"dependencies\": {\"x\": \"1\"}}",
	      "{\"dependencies\": {\"x\": \"1\"}}" },
	    { "package.json", "{}", "{\"dependencies\": {\"x\": \"1\"}}" } },
	  "deps.new high package.json:1;" },
	/* source */
	{ "npm: a fork", { { "package.json", "{\"dependencies\": {\"a\": \"1\"}}",
	    "{\"dependencies\": {\"a\": \"github:evil/a#" SHA1 "\"}}" } },
	  "deps.source-changed high package.json:1;" },
	{ "ruby: a branch of a fork", { { "Gemfile", "gem 'a', '~> 1'\n",
	    "gem 'a', github: 'o/a', branch: 'x'\n" } },
	  "deps.source-changed high Gemfile:1;" },
	{ "cargo: a patch", { { "Cargo.toml", "[dependencies]\na = \"1\"\n",
	    "[dependencies]\na = \"1\"\n[patch.crates-io]\na = { git = \"https://h.test/a\" }\n"
	    } }, "deps.source-changed high Cargo.toml:4;" },
	{ "go: a replacement", { { "go.mod", "module x\nrequire a.test/b v1.0.0\n",
	    "module x\nrequire a.test/b v1.0.0\nreplace a.test/b => e.test/b v1.0.0\n" } },
	  "deps.source-changed high go.mod:3;" },
	{ "a submodule's address", { { ".gitmodules",
	    "[submodule \"x\"]\n  path = x\n  url = https://h.test/x\n",
	    "[submodule \"x\"]\n  path = x\n  url = https://evil.test/x\n" } },
	  "deps.source-changed high .gitmodules:3;" },
	{ "a lock file that goes to another host", { { "package-lock.json",
	    LOCK3(LOCKED("a", "1.0.0", NPMJS, "x=") LOCKED("b", "1.0.0", NPMJS, "y=")),
	    LOCK3(LOCKED("a", "1.0.0", "m.test", "x=") LOCKED("b", "1.0.0", "m.test", "y="))
	    } }, "deps.source-changed high package-lock.json:1;" },
	/* pins */
	{ "actions: no longer a commit, in two files", {
	    { ".github/workflows/a.yml", STEPS "      - uses: o/x@" SHA1 "\n",
	      STEPS "      - uses: o/x@v1\n" },
	    { ".github/workflows/b.yml", STEPS "      - uses: o/x@" SHA1 "\n",
	      STEPS "      - uses: o/x@v1\n" } },
	  "deps.unpinned medium .github/workflows/a.yml:5;" },
	{ "actions: another commit", { { ".github/workflows/a.yml",
	    STEPS "      - uses: o/x@" SHA1 "\n", STEPS "      - uses: o/x@" SHA2 "\n" } }, "" },
	{ "python: no version any more", { { "requirements.txt", "six==1.0\n", "six\n" } },
	  "deps.unpinned medium requirements.txt:1;" },
	{ "docker: latest", { { "Dockerfile", "FROM node:18\n", "FROM node:latest\n" } },
	  "deps.unpinned medium Dockerfile:1;" },
	/* verified */
	{ "another hash for the same version", { { "package-lock.json",
	    LOCK3(LOCKED("a", "1.0.0", NPMJS, "x=")), LOCK3(LOCKED("a", "1.0.0", NPMJS, "z="))
	    } }, "deps.unverified high package-lock.json:1;" },
	{ "yarn: another way to hash is no other hash", { { "yarn.lock",
	    "__metadata:\n  cacheKey: 8\n\n\"a@npm:1\":\n  version: 1.0.0\n  checksum: aa\n",
	    "__metadata:\n  cacheKey: 10c0\n\n\"a@npm:1\":\n  version: 1.0.0\n"
	    "  checksum: 10c0/bb\n" } }, "" },
	{ "composer: the same version is another commit", { { "composer.lock",
	    "{\"packages\": [{\"name\": \"v/a\", \"version\": \"1.0\", \"source\":"
	    " {\"url\": \"https://github.com/v/a.git\", \"reference\": \"" SHA1 "\"}}]}",
	    "{\"packages\": [{\"name\": \"v/a\", \"version\": \"1.0\", \"source\":"
	    " {\"url\": \"git@github.com:w/a.git\", \"reference\": \"" SHA2 "\"}}]}" } },
	  "deps.unverified high composer.lock:1;" },
	{ "go: another hash for the same version", { { "go.sum", "a.test/b v1.0.0 h1:aa=\n",
	    "a.test/b v1.0.0 h1:bb=\n" } }, "deps.unverified high go.sum:1;" },
	{ "go: more hashes are nothing", { { "go.sum", "a.test/b v1.0.0 h1:aa=\n",
	    "a.test/b v1.0.0 h1:aa=\nc.test/d v1.0.0 h1:cc=\n" } }, "" },
	{ "a hash that is gone", { { "requirements.txt", "a==1 --hash=sha256:aa\nb==1\n",
	    "a==1\nb==1\n" } }, "deps.unpinned medium requirements.txt:1;" },
	{ "the wrapper's checksum is gone", { { "gradle/wrapper/gradle-wrapper.properties",
	    "distributionUrl=https\\://services.gradle.org/distributions/gradle-8.0.zip\n"
	    "distributionSha256Sum=aa\n",
	    "distributionUrl=https\\://services.gradle.org/distributions/gradle-8.1.zip\n" } },
	  "deps.unverified high gradle/wrapper/gradle-wrapper.properties:1;" },
	{ "a lock file is deleted", { { "yarn.lock", "a@^1:\n  version \"1.0.0\"\n", NULL } },
	  "deps.unverified high yarn.lock:0;" },
	{ "a lock file gives way to another", {
	    { "yarn.lock", "a@^1:\n  version \"1.0.0\"\n", NULL },
	    { "package-lock.json", NULL, LOCK3(LOCKED("a", "1.0.0", NPMJS, "x=")) } },
	  "deps.transitive low package-lock.json:0;" },
	{ "a lock file goes with its manifest", {
	    { "x/yarn.lock", "a@^1:\n  version \"1.0.0\"\n", NULL },
	    { "x/package.json", "{}", NULL } }, "" },
	/* registries, scripts, transitive */
	{ "a registry", { { ".npmrc", "", "registry=https://npm.corp.test\n" } },
	  "deps.registry-changed high .npmrc:1;" },
	{ "the default registry is none", { { "Gemfile", "",
	    "source 'https://rubygems.org'\n" } }, "" },
	{ "an install script", { { "package.json", "{}",
	    "{\"scripts\": {\n\"postinstall\": \"node x.js\"}}" } },
	  "deps.install-script medium package.json:2;" },
	{ "what comes with a package is counted, not listed", {
	    { "package.json", "{}", "{\"dependencies\": {\"a\": \"1\"}}" },
	    { "package-lock.json", LOCK3(""), LOCK3(LOCKED("a", "1", NPMJS, "x=")
	      LOCKED("b", "1", NPMJS, "y=") LOCKED("c", "1", NPMJS, "z=")) } },
	  "deps.transitive low package-lock.json:0;deps.new high package.json:1;" },
	{ "python: a written file's own needs are direct", { { "requirements.txt",
	    "# This file is autogenerated by pip-compile\na==1\n    # via -r requirements.in\n",
	    "# This file is autogenerated by pip-compile\na==1\n    # via -r requirements.in\n"
	    "b==1\n    # via a\n" } }, "deps.transitive low requirements.txt:0;" },
	/* what cannot be read */
	{ "a broken base is held against its words", { { "package.json",
	    "{\"dependencies\": {\"a\": \"1\",}}", "{\"dependencies\": {\"a\": \"1\"}}" } }, "" },
};

static void add_side(git_index *index, const struct file *files, bool old)
{
	git_index_clear(index);
	for (size_t i = 0; i < MAX_FILES && files[i].path != NULL; i++) {
		const char *text = old ? files[i].old : files[i].now;
		git_index_entry entry = { .mode = GIT_FILEMODE_BLOB,
					  .path = files[i].path };
		if (text != NULL)
			ck_assert_int_eq(git_index_add_from_buffer(
						 index, &entry, text, strlen(text)), 0);
	}
}

static void write_tree(char hex[TG_HEX], git_index *index)
{
	git_oid id;

	ck_assert_int_eq(git_index_write_tree(&id, index), 0);
	git_oid_tostr(hex, TG_HEX, &id);
}

/* A real repository with both sides as trees; the change set between them. */
static void make(struct tg_range *range, const struct file *files)
{
	git_repository *repo;
	git_index *index;

	ck_assert_int_ge(git_libgit2_init(), 0);
	ck_assert_int_eq(git_repository_open(&repo, fixture_new()), 0);
	ck_assert_int_eq(git_repository_index(&index, repo), 0);
	*range = (struct tg_range){ .merge_lines = false };
	add_side(index, files, true);
	write_tree(range->base, index);
	memcpy(range->merge_base, range->base, TG_HEX);
	add_side(index, files, false);
	write_tree(range->head, index);
	git_index_free(index);
	git_repository_free(repo);
	git_libgit2_shutdown();
}

struct run {
	struct tg_arena arena;
	struct tg_repo *repo;
	struct tg_changeset set;
	struct tg_deps_result result;
};

static void run(struct run *r, const struct file *files)
{
	struct tg_range range;
	struct tg_err err;

	memset(r, 0, sizeof *r);
	make(&range, files);
	ck_assert_msg(tg_repo_open(&r->repo, fixture_path(), &err) == TG_OK, "%s", err.msg);
	ck_assert_msg(tg_changeset_open_range(&r->set, &r->arena, r->repo, &range, NULL,
					      &err) == TG_OK, "%s", err.msg);
	ck_assert_int_eq(tg_deps_compare(&r->result, &r->set, &r->arena, &err), TG_OK);
}

static void finish(struct run *r)
{
	tg_changeset_release(&r->set);
	tg_repo_free(r->repo);
	tg_arena_release(&r->arena);
	fixture_remove();
}

START_TEST(a_change_of_manifests_says_what_it_brings)
{
	struct tg_buf got = TG_BUF_INIT(1u << 16);
	struct run r;

	run(&r, changes[_i].files);
	for (size_t i = 0; i < r.result.n; i++) {
		const struct tg_signal *s = &r.result.signals[i];
		tg_buf_printf(&got, "%s %s %s:%u;", s->rule,
			      tg_confidence_name(s->confidence), s->path, s->line);
		ck_assert_str_eq(s->topic, "dependency");
		ck_assert(*s->message && *s->ask && s->references[0]);
	}
	ck_assert_msg(strcmp(got.ptr ? got.ptr : "", changes[_i].want) == 0,
		      "%s\n got: %s\nwant: %s", changes[_i].label,
		      got.ptr ? got.ptr : "", changes[_i].want);
	tg_buf_release(&got);
	finish(&r);
}
END_TEST

START_TEST(a_message_names_package_version_ecosystem_and_manifest)
{
	static const struct file files[] = {
		{ "requirements.txt", "", "left-pad==1.2.3\n" }, [MAX_FILES - 1] = { 0 }
	};
	struct run r;

	run(&r, files);
	ck_assert_uint_eq(r.result.n, 1);
	const struct tg_signal *s = &r.result.signals[0];
	ck_assert_str_eq(s->message,
			 "Python package left-pad ==1.2.3 is new in requirements.txt.");
	ck_assert_str_eq(s->excerpt, "left-pad==1.2.3");
	ck_assert_uint_eq(s->triggers, 0);
	finish(&r);
}
END_TEST

START_TEST(a_client_of_a_foreign_service_is_an_integration)
{
	static const struct file files[] = {
		{ "Gemfile", "", "gem 'stripe', '1.0'\n" }, [MAX_FILES - 1] = { 0 }
	};
	struct run r;

	run(&r, files);
	ck_assert_uint_eq(r.result.n, 1);
	ck_assert_uint_eq(r.result.signals[0].triggers, TG_NEW_INTEGRATION);
	finish(&r);
}
END_TEST

START_TEST(what_cannot_be_read_is_named)
{
	static const struct file files[] = {
		{ "package.json", "{}", "{\"dependencies\": " },
		{ "test/fixtures/package.json", "{}", "{\"a\": " }, [MAX_FILES - 1] = { 0 }
	};
	struct run r;

	run(&r, files);
	ck_assert_uint_eq(r.result.n, 0);
	ck_assert_uint_eq(r.result.n_unread, 1);
	ck_assert(strncmp(r.result.unread[0], "package.json: ", 14) == 0);
	finish(&r);
}
END_TEST

START_TEST(many_new_names_are_cut_and_counted)
{
	struct tg_buf text = TG_BUF_INIT(1u << 20);
	struct run r;

	for (unsigned i = 0; i < TG_DEPS_MAX_SIGNALS + 5; i++)
		tg_buf_printf(&text, "p%u==1\n", i);
	const struct file files[MAX_FILES] = { { "requirements.txt", "", text.ptr } };
	run(&r, files);
	ck_assert_uint_eq(r.result.n, TG_DEPS_MAX_SIGNALS + 1);
	ck_assert_str_eq(r.result.signals[0].message, "5 more of the same in this file.");
	tg_buf_release(&text);
	finish(&r);
}
END_TEST

START_TEST(every_rule_is_described)
{
	const struct tg_deps_rule *rule = &tg_deps_rule_info[_i];

	ck_assert(strncmp(rule->id, "deps.", 5) == 0);
	ck_assert(*rule->title && *rule->message && *rule->ask && rule->stride != 0);
	ck_assert_ptr_nonnull(rule->references[0]);
	if (_i > 0)
		ck_assert_int_lt(strcmp(rule[-1].id, rule->id), 0);
}
END_TEST

Suite *deps_suite(void);

Suite *deps_suite(void)
{
	Suite *s = suite_create("deps");
	TCase *compare = tcase_create("compare");

	tcase_set_timeout(compare, 30);
	tcase_add_loop_test(compare, a_change_of_manifests_says_what_it_brings, 0,
			    sizeof changes / sizeof *changes);
	tcase_add_test(compare, a_message_names_package_version_ecosystem_and_manifest);
	tcase_add_test(compare, a_client_of_a_foreign_service_is_an_integration);
	tcase_add_test(compare, what_cannot_be_read_is_named);
	tcase_add_test(compare, many_new_names_are_cut_and_counted);
	tcase_add_loop_test(compare, every_rule_is_described, 0, (int)tg_deps_rule_count);
	suite_add_tcase(s, compare);
	return s;
}

/*
 * The inside of deps: one manifest as read, the parsers, and what they share.
 * A parser is a total function from text to a set of dependencies: it never
 * fails for want of sense, only when the text is no document of its format.
 */
#ifndef TG_DEPS_MANIFEST_H
#define TG_DEPS_MANIFEST_H

#include "../base/arena.h"
#include "../base/str.h"
#include "deps.h"

/* The integrity that grows, with its room: see tg_manifest_integrity. */
struct tg_hashes {
	char *text;
	size_t n, cap;
};

struct tg_manifest {
	struct tg_arena *arena;   /* names and versions live here */
	struct tg_arena *scratch; /* trees; gone after parsing */
	const char *path, *ecosystem;
	struct tg_dependency *deps;
	size_t n, cap;
	struct tg_hashes hashes;
	struct tg_dependency spare; /* what is over the limit is written here */
	bool truncated;
};

typedef enum tg_rc tg_manifest_fn(struct tg_manifest *m, struct tg_str text,
				  struct tg_err *err);

/* A pattern without a slash is held against the file's name, one with a slash
 * against the end of the path; `*` is any run of bytes but a slash. Case is
 * ignored. The first row that matches counts. */
#define TG_MANIFEST_PATTERNS 8
struct tg_manifest_format {
	const char *ecosystem;
	const char *also;       /* a second ecosystem that it names, or NULL */
	bool lock;
	bool hashes_only;       /* names in it say nothing (go.sum) */
	tg_manifest_fn *parse;
	const char *paths[TG_MANIFEST_PATTERNS];
};

/* NULL when the path is none. */
const struct tg_manifest_format *tg_manifest_format_of(const char *path);

/* Parses into `m`, whose arenas and path are set. */
enum tg_rc tg_manifest_parse(struct tg_manifest *m,
			     const struct tg_manifest_format *format,
			     struct tg_str text, struct tg_err *err)
	TG_MUST_CHECK;

/* A new direct dependency of the manifest's ecosystem. The pointer holds until
 * the next one is added; never NULL. */
struct tg_dependency *tg_manifest_add(struct tg_manifest *m, struct tg_str name,
				      uint32_t line);
struct tg_dependency *tg_manifest_add_as(struct tg_manifest *m,
					 const char *ecosystem,
					 struct tg_str name, uint32_t line);

/* A place that packages come from; the well-known default of each ecosystem is
 * left out. */
void tg_manifest_registry(struct tg_manifest *m, struct tg_str url,
			  uint32_t line);

/* Something that runs when dependencies are installed. */
void tg_manifest_script(struct tg_manifest *m, struct tg_str what,
			struct tg_str command, uint32_t line);

/* The name of the package that the manifest describes: naming it elsewhere in
 * the repository is no external dependency. */
void tg_manifest_own(struct tg_manifest *m, struct tg_str name, uint32_t line);

/* Sets version and pin of a dependency; a NUL-terminated copy is made. */
void tg_manifest_version(struct tg_manifest *m, struct tg_dependency *dep,
			 struct tg_str version, enum tg_pin pin);

/* Sets the source to a normalised URL ("host/owner/name"), "" for the default
 * registry of the ecosystem. */
void tg_manifest_source(struct tg_manifest *m, struct tg_dependency *dep,
			struct tg_str url);

/* Appends "algorithm:value" to the dependency's integrity. */
void tg_manifest_integrity(struct tg_manifest *m, struct tg_dependency *dep,
			   const char *algorithm, struct tg_str value);

/* --- facts about names, versions and addresses (facts.c) ------------------- */

/* The usual reading of a version range: nothing, "*", "latest", "any", "x" and
 * branch-like words float; a bare number is exact; the rest is a range. */
enum tg_pin tg_pin_of_range(struct tg_str range);

/* 40 or 64 hex digits. */
bool tg_is_commit(struct tg_str s);

/* HASH for a commit, FLOATING for nothing or a branch's name, else EXACT: a
 * tag. */
enum tg_pin tg_pin_of_ref(struct tg_str ref);

/* "https://user@Host/owner/name.git?x#y" and "git@Host:owner/name" →
 * "host/owner/name". */
const char *tg_url_normalise(struct tg_arena *arena, struct tg_str url);

/* What follows "#", or "?ref=" and the like; empty where there is none. */
struct tg_str tg_url_fragment(struct tg_str url);
struct tg_str tg_url_query(struct tg_str url, const char *key);

/* True when a normalised URL is the default registry of the ecosystem. */
bool tg_registry_is_default(const char *ecosystem, const char *url);

/* Lower case; PEP 503 folds runs of "-_." into "-" as well. */
const char *tg_name_lower(struct tg_arena *arena, struct tg_str name);
const char *tg_name_pep503(struct tg_arena *arena, struct tg_str name);

/* --- reading text that has no library (scan.c) ----------------------------- */

struct tg_scan {
	struct tg_str rest;
	uint32_t line; /* of what was returned last; 0 before */
};

/* Lines, trimmed at both ends, with their number; `indent` (may be NULL) is the
 * number of blanks at the front. */
bool tg_scan_line(struct tg_scan *scan, struct tg_str *line, size_t *indent);

/* The next string in single or double quotes on *rest, which moves past it. */
bool tg_scan_quoted(struct tg_str *rest, struct tg_str *value);

/* Up to the first of `stops` outside quotes. */
struct tg_str tg_scan_until(struct tg_str s, const char *stops);

/* Takes a word of letters, digits, "_" and `more` off *rest. */
struct tg_str tg_scan_word(struct tg_str *rest, const char *more);

/* True and moved past it when *rest begins with the word `word`. */
bool tg_scan_keyword(struct tg_str *rest, const char *word);

/* Drops a comment that begins with `mark` outside quotes. */
struct tg_str tg_scan_uncomment(struct tg_str line, const char *mark);

/* Calls and blocks, `name(...)` or `name "label" {...}`, of the names that are
 * asked for. Strings are skipped over, and comments that begin with `comment`;
 * a group that is not closed ends with the text. Groups inside a found one are
 * not looked for, so that one pass does. */
struct tg_calls {
	struct tg_str text;
	const char *comment;
	char open;                /* '(' or '{' */
	const char *const *names; /* NULL-terminated */
	bool any_case;            /* of the names */
	size_t at, counted;       /* begin with 0 */
	uint32_t lines;
};

struct tg_call {
	struct tg_str name, args; /* what stands between the brackets */
	uint32_t line;
};

bool tg_scan_call(struct tg_calls *calls, struct tg_call *call);

/* The string after `key` and "=", ":" or "=>" in the arguments of a call;
 * empty where there is none. */
struct tg_str tg_scan_arg(struct tg_str args, const char *key);

/* --- the parsers ----------------------------------------------------------- */

tg_manifest_fn tg_npm_package, tg_npm_lock, tg_npm_rc, tg_yarn_lock, tg_yarn_rc,
	tg_pnpm_lock, tg_pnpm_workspace, tg_bun_lock, tg_deno_config;
tg_manifest_fn tg_pip_requirements, tg_pip_config, tg_python_setup,
	tg_python_project, tg_python_pipfile, tg_python_pipfile_lock,
	tg_python_lock, tg_conda_environment;
tg_manifest_fn tg_go_mod, tg_go_sum;
tg_manifest_fn tg_cargo_toml, tg_cargo_lock, tg_cargo_config;
tg_manifest_fn tg_gemfile, tg_gemfile_lock, tg_gemspec;
tg_manifest_fn tg_maven_pom, tg_gradle_build, tg_gradle_catalog, tg_gradle_lock,
	tg_gradle_verification, tg_gradle_wrapper;
tg_manifest_fn tg_composer_json, tg_composer_lock;
tg_manifest_fn tg_nuget_project, tg_nuget_config, tg_nuget_lock, tg_nuget_tools;
tg_manifest_fn tg_mix_exs, tg_mix_lock;
tg_manifest_fn tg_pubspec, tg_pubspec_lock;
tg_manifest_fn tg_swift_package, tg_swift_resolved, tg_podfile, tg_podfile_lock,
	tg_cartfile;
tg_manifest_fn tg_conanfile_txt, tg_conanfile_py, tg_conan_lock;
tg_manifest_fn tg_vcpkg_json, tg_vcpkg_config;
tg_manifest_fn tg_cmake_lists, tg_meson_wrap;
tg_manifest_fn tg_gitmodules;
tg_manifest_fn tg_dockerfile, tg_compose;
tg_manifest_fn tg_actions_workflow, tg_gitlab_ci;
tg_manifest_fn tg_terraform_files, tg_terraform_lock;
tg_manifest_fn tg_helm_chart, tg_helm_lock;
tg_manifest_fn tg_precommit_config;
tg_manifest_fn tg_nix_flake, tg_nix_lock;
tg_manifest_fn tg_bazel_files;

/* A container image reference, as Docker reads it; variables that cannot be
 * told make it no dependency. Shared by everything that names images. */
void tg_docker_image(struct tg_manifest *m, struct tg_str reference,
		     uint32_t line);

/* The packages of an operating system that the commands of an instruction install, from
 * where `scan` stands up to line `last`. */
void tg_system_packages(struct tg_manifest *m, struct tg_scan scan, uint32_t last);

/* One entry of a package.json; one of a catalogue reads alike. Nothing is added
 * for what lives in the repository. */
void tg_npm_spec(struct tg_manifest *m, struct tg_str name, struct tg_str spec,
		 bool dev, uint32_t line);

struct tg_tree;

/* "catalog" and "catalogs", as pnpm, Yarn and Bun write them. */
void tg_npm_catalogs(struct tg_manifest *m, const struct tg_tree *root);

/* An override counts where it sends a package elsewhere. */
void tg_npm_overrides(struct tg_manifest *m, const struct tg_tree *section);

/* A requirement in the words of PEP 508, shared by all that name Python
 * packages. */
void tg_pip_requirement(struct tg_manifest *m, struct tg_str requirement,
			uint32_t line, bool app);

#endif

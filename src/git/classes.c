#include "classes.h"

#include "language.h"

#include <string.h>

/* How a row's word is held against a path. */
enum how {
	DIR,    /* one of its folders */
	DIR_END, /* the end of the name of one of its folders */
	BUILT,  /* one of its folders, for what a bundler writes */
	PROSE,  /* one of its folders, unless the file is a program */
	TOP,    /* its first folder */
	NAME,   /* the file's name */
	STEM,   /* the name up to its first dot */
	PREFIX, /* the name's beginning */
	SUFFIX, /* the name's end */
	CASED,  /* the name's end, upper and lower case as given */
	UNDER   /* the path's beginning */
};

struct convention {
	enum how how;
	enum tg_class file_class;
	const char *word; /* lower case, but for CASED */
};

/* The first row that fits decides. Vendored before generated before tests
 * before documentation before configuration: what somebody else wrote stays
 * theirs wherever it lies. */
static const struct convention conventions[] = {
	/* somebody else's code */
	{ DIR, TG_CLASS_VENDORED, "vendor" },
	{ DIR, TG_CLASS_VENDORED, "node_modules" },
	{ DIR, TG_CLASS_VENDORED, "third_party" },
	{ DIR, TG_CLASS_VENDORED, "third-party" },
	{ DIR, TG_CLASS_VENDORED, "thirdparty" },
	{ DIR, TG_CLASS_VENDORED, "3rdparty" },
	{ DIR, TG_CLASS_VENDORED, "godeps" },
	{ DIR, TG_CLASS_VENDORED, "pods" },
	{ DIR, TG_CLASS_VENDORED, "carthage" },
	{ DIR, TG_CLASS_VENDORED, "bower_components" },
	{ DIR, TG_CLASS_VENDORED, "jspm_packages" },
	{ DIR, TG_CLASS_VENDORED, "site-packages" },
	{ UNDER, TG_CLASS_VENDORED, ".yarn/releases/" },
	{ UNDER, TG_CLASS_VENDORED, ".yarn/plugins/" },

	/* made by a program */
	{ SUFFIX, TG_CLASS_GENERATED, ".min.js" },
	{ SUFFIX, TG_CLASS_GENERATED, ".min.css" },
	{ SUFFIX, TG_CLASS_GENERATED, ".js.map" },
	{ SUFFIX, TG_CLASS_GENERATED, ".css.map" },
	{ SUFFIX, TG_CLASS_GENERATED, ".lock" },
	{ SUFFIX, TG_CLASS_GENERATED, ".lock.hcl" },
	{ SUFFIX, TG_CLASS_GENERATED, "-lock.json" },
	{ SUFFIX, TG_CLASS_GENERATED, "-lock.yaml" },
	{ SUFFIX, TG_CLASS_GENERATED, ".lock.json" },
	{ NAME, TG_CLASS_GENERATED, "npm-shrinkwrap.json" },
	{ NAME, TG_CLASS_GENERATED, "go.sum" },
	{ SUFFIX, TG_CLASS_GENERATED, ".pb.go" },
	{ SUFFIX, TG_CLASS_GENERATED, ".pb.gw.go" },
	{ SUFFIX, TG_CLASS_GENERATED, ".pb.cc" },
	{ SUFFIX, TG_CLASS_GENERATED, ".pb.h" },
	{ SUFFIX, TG_CLASS_GENERATED, "_pb2.py" },
	{ SUFFIX, TG_CLASS_GENERATED, "_pb2.pyi" },
	{ SUFFIX, TG_CLASS_GENERATED, "_pb2_grpc.py" },
	{ SUFFIX, TG_CLASS_GENERATED, "_pb.js" },
	{ SUFFIX, TG_CLASS_GENERATED, "_pb.ts" },
	{ SUFFIX, TG_CLASS_GENERATED, "_pb.d.ts" },
	{ SUFFIX, TG_CLASS_GENERATED, "_pb.rb" },
	{ SUFFIX, TG_CLASS_GENERATED, ".g.cs" },
	{ SUFFIX, TG_CLASS_GENERATED, ".g.i.cs" },
	{ SUFFIX, TG_CLASS_GENERATED, ".designer.cs" },
	{ SUFFIX, TG_CLASS_GENERATED, "modelsnapshot.cs" },
	{ SUFFIX, TG_CLASS_GENERATED, ".g.dart" },
	{ SUFFIX, TG_CLASS_GENERATED, ".freezed.dart" },
	{ SUFFIX, TG_CLASS_GENERATED, ".generated.ts" },
	{ SUFFIX, TG_CLASS_GENERATED, ".generated.go" },
	{ PREFIX, TG_CLASS_GENERATED, "zz_generated." },
	{ DIR, TG_CLASS_GENERATED, "__generated__" },
	{ BUILT, TG_CLASS_GENERATED, "dist" },

	/* what a package manager wrote: the manifests' readers look at these */
	{ NAME, TG_CLASS_GENERATED, "package-lock.json" },
	{ NAME, TG_CLASS_GENERATED, "npm-shrinkwrap.json" },
	{ NAME, TG_CLASS_GENERATED, "yarn.lock" },
	{ NAME, TG_CLASS_GENERATED, "pnpm-lock.yaml" },
	{ NAME, TG_CLASS_GENERATED, "bun.lock" },
	{ NAME, TG_CLASS_GENERATED, "deno.lock" },
	{ NAME, TG_CLASS_GENERATED, "packages.lock.json" },
	{ NAME, TG_CLASS_GENERATED, "project.assets.json" },
	{ NAME, TG_CLASS_GENERATED, "paket.lock" },
	{ NAME, TG_CLASS_GENERATED, "composer.lock" },
	{ NAME, TG_CLASS_GENERATED, "gemfile.lock" },
	{ NAME, TG_CLASS_GENERATED, "gems.locked" },
	{ NAME, TG_CLASS_GENERATED, "cargo.lock" },
	{ NAME, TG_CLASS_GENERATED, "poetry.lock" },
	{ NAME, TG_CLASS_GENERATED, "uv.lock" },
	{ NAME, TG_CLASS_GENERATED, "pdm.lock" },
	{ NAME, TG_CLASS_GENERATED, "pipfile.lock" },
	{ NAME, TG_CLASS_GENERATED, "pixi.lock" },
	{ NAME, TG_CLASS_GENERATED, "conda-lock.yml" },
	{ NAME, TG_CLASS_GENERATED, "pylock.toml" },
	{ NAME, TG_CLASS_GENERATED, "go.sum" },
	{ NAME, TG_CLASS_GENERATED, "go.work.sum" },
	{ NAME, TG_CLASS_GENERATED, "mix.lock" },
	{ NAME, TG_CLASS_GENERATED, "pubspec.lock" },
	{ NAME, TG_CLASS_GENERATED, "package.resolved" },
	{ NAME, TG_CLASS_GENERATED, "podfile.lock" },
	{ NAME, TG_CLASS_GENERATED, "cartfile.resolved" },
	{ NAME, TG_CLASS_GENERATED, "conan.lock" },
	{ NAME, TG_CLASS_GENERATED, "flake.lock" },
	{ NAME, TG_CLASS_GENERATED, "module.bazel.lock" },
	{ NAME, TG_CLASS_GENERATED, "chart.lock" },
	{ NAME, TG_CLASS_GENERATED, ".terraform.lock.hcl" },
	{ NAME, TG_CLASS_GENERATED, "gradle.lockfile" },
	{ NAME, TG_CLASS_GENERATED, "buildscript-gradle.lockfile" },

	/* tests, fixtures, mocks */
	{ DIR, TG_CLASS_TEST, "test" },
	{ DIR, TG_CLASS_TEST, "tests" },
	{ DIR_END, TG_CLASS_TEST, ".tests" },
	{ DIR_END, TG_CLASS_TEST, ".test" },
	{ DIR_END, TG_CLASS_TEST, ".unittests" },
	{ DIR_END, TG_CLASS_TEST, ".integrationtests" },
	{ DIR_END, TG_CLASS_TEST, "-tests" },
	{ DIR_END, TG_CLASS_TEST, "_tests" },
	{ DIR, TG_CLASS_TEST, "__tests__" },
	{ DIR, TG_CLASS_TEST, "__mocks__" },
	{ DIR, TG_CLASS_TEST, "__snapshots__" },
	{ DIR, TG_CLASS_TEST, "__fixtures__" },
	{ DIR, TG_CLASS_TEST, "spec" },
	{ DIR, TG_CLASS_TEST, "specs" },
	{ DIR, TG_CLASS_TEST, "testing" },
	{ DIR, TG_CLASS_TEST, "testutil" },
	{ DIR, TG_CLASS_TEST, "testutils" },
	{ DIR, TG_CLASS_TEST, "test-utils" },
	{ DIR, TG_CLASS_TEST, "test_utils" },
	{ DIR, TG_CLASS_TEST, "playwright" },
	{ DIR, TG_CLASS_TEST, "testdata" },
	{ DIR, TG_CLASS_TEST, "test-data" },
	{ DIR, TG_CLASS_TEST, "test_data" },
	{ DIR, TG_CLASS_TEST, "fixtures" },
	{ DIR, TG_CLASS_TEST, "mocks" },
	{ DIR, TG_CLASS_TEST, "e2e" },
	{ DIR, TG_CLASS_TEST, "cypress" },
	{ DIR, TG_CLASS_TEST, "cassettes" },
	{ DIR, TG_CLASS_TEST, "snapshots" },
	{ DIR, TG_CLASS_TEST, "benchmarks" },
	{ DIR, TG_CLASS_TEST, "androidtest" },
	{ DIR, TG_CLASS_TEST, "integrationtest" },
	{ DIR, TG_CLASS_TEST, "integration-test" },
	{ DIR, TG_CLASS_TEST, "integration_tests" },
	{ SUFFIX, TG_CLASS_TEST, "_test.go" },
	{ SUFFIX, TG_CLASS_TEST, "_test.py" },
	{ SUFFIX, TG_CLASS_TEST, "_tests.py" },
	{ SUFFIX, TG_CLASS_TEST, "_test.rb" },
	{ SUFFIX, TG_CLASS_TEST, "_spec.rb" },
	{ SUFFIX, TG_CLASS_TEST, "_test.exs" },
	{ SUFFIX, TG_CLASS_TEST, "_test.rs" },
	{ SUFFIX, TG_CLASS_TEST, "_test.c" },
	{ SUFFIX, TG_CLASS_TEST, "_test.cc" },
	{ SUFFIX, TG_CLASS_TEST, "_test.cpp" },
	{ SUFFIX, TG_CLASS_TEST, "_test.dart" },
	{ CASED, TG_CLASS_TEST, "Test.java" },
	{ CASED, TG_CLASS_TEST, "Tests.java" },
	{ CASED, TG_CLASS_TEST, "Test.kt" },
	{ CASED, TG_CLASS_TEST, "Tests.kt" },
	{ CASED, TG_CLASS_TEST, "Test.php" },
	{ CASED, TG_CLASS_TEST, "Tests.cs" },
	{ CASED, TG_CLASS_TEST, "Test.cs" },
	{ CASED, TG_CLASS_TEST, "Tests.swift" },
	{ CASED, TG_CLASS_TEST, "Spec.scala" },
	{ CASED, TG_CLASS_TEST, "Test.scala" },
	{ SUFFIX, TG_CLASS_TEST, ".test.js" },
	{ SUFFIX, TG_CLASS_TEST, ".test.jsx" },
	{ SUFFIX, TG_CLASS_TEST, ".test.ts" },
	{ SUFFIX, TG_CLASS_TEST, ".test.tsx" },
	{ SUFFIX, TG_CLASS_TEST, ".test.mjs" },
	{ SUFFIX, TG_CLASS_TEST, ".test.cjs" },
	{ SUFFIX, TG_CLASS_TEST, ".spec.js" },
	{ SUFFIX, TG_CLASS_TEST, ".spec.jsx" },
	{ SUFFIX, TG_CLASS_TEST, ".spec.ts" },
	{ SUFFIX, TG_CLASS_TEST, ".spec.tsx" },
	{ SUFFIX, TG_CLASS_TEST, ".stories.js" },
	{ SUFFIX, TG_CLASS_TEST, ".stories.jsx" },
	{ SUFFIX, TG_CLASS_TEST, ".stories.ts" },
	{ SUFFIX, TG_CLASS_TEST, ".stories.tsx" },
	{ SUFFIX, TG_CLASS_TEST, ".cy.ts" },
	{ SUFFIX, TG_CLASS_TEST, ".cy.js" },
	{ SUFFIX, TG_CLASS_TEST, ".snap" },
	{ NAME, TG_CLASS_TEST, "conftest.py" },
	{ PREFIX, TG_CLASS_TEST, "test_" },
	{ PREFIX, TG_CLASS_TEST, "jest.config." },
	{ PREFIX, TG_CLASS_TEST, "jest.setup." },
	{ PREFIX, TG_CLASS_TEST, "vitest.config." },
	{ PREFIX, TG_CLASS_TEST, "playwright.config." },

	/* pipelines and orders to machines, before documentation: a workflow
	 * under docs/ still runs */
	{ UNDER, TG_CLASS_CONFIG, ".github/workflows/" },
	{ UNDER, TG_CLASS_CONFIG, ".github/actions/" },

	/* documentation, examples, translations */
	{ TOP, TG_CLASS_DOCS, "docs" },
	{ TOP, TG_CLASS_DOCS, "doc" },
	{ PROSE, TG_CLASS_DOCS, "docs" },
	{ PROSE, TG_CLASS_DOCS, "doc" },
	{ PROSE, TG_CLASS_DOCS, "documentation" },
	{ DIR, TG_CLASS_DOCS, "javadoc" },
	{ TOP, TG_CLASS_DOCS, "examples" },
	{ TOP, TG_CLASS_DOCS, "example" },
	{ PROSE, TG_CLASS_DOCS, "locale" },
	{ PROSE, TG_CLASS_DOCS, "locales" },
	{ PROSE, TG_CLASS_DOCS, "translations" },
	{ PROSE, TG_CLASS_DOCS, "i18n" },
	{ UNDER, TG_CLASS_DOCS, "resources/lang/" },
	{ UNDER, TG_CLASS_DOCS, "lang/" },
	{ DIR, TG_CLASS_DOCS, ".changeset" },
	{ SUFFIX, TG_CLASS_DOCS, ".md" },
	{ SUFFIX, TG_CLASS_DOCS, ".markdown" },
	{ SUFFIX, TG_CLASS_DOCS, ".mdx" },
	{ SUFFIX, TG_CLASS_DOCS, ".rst" },
	{ SUFFIX, TG_CLASS_DOCS, ".adoc" },
	{ SUFFIX, TG_CLASS_DOCS, ".asciidoc" },
	{ SUFFIX, TG_CLASS_DOCS, ".po" },
	{ SUFFIX, TG_CLASS_DOCS, ".pot" },
	{ SUFFIX, TG_CLASS_DOCS, ".xlf" },
	{ NAME, TG_CLASS_DOCS, "readme" },
	{ NAME, TG_CLASS_DOCS, "changelog" },
	{ NAME, TG_CLASS_DOCS, "changes" },
	{ NAME, TG_CLASS_DOCS, "license" },
	{ NAME, TG_CLASS_DOCS, "licence" },
	{ NAME, TG_CLASS_DOCS, "copying" },
	{ NAME, TG_CLASS_DOCS, "authors" },
	{ NAME, TG_CLASS_DOCS, "contributing" },

	/* configuration, build, infrastructure */
	{ SUFFIX, TG_CLASS_CONFIG, ".yml" },
	{ SUFFIX, TG_CLASS_CONFIG, ".yaml" },
	{ SUFFIX, TG_CLASS_CONFIG, ".json" },
	{ SUFFIX, TG_CLASS_CONFIG, ".jsonc" },
	{ SUFFIX, TG_CLASS_CONFIG, ".json5" },
	{ SUFFIX, TG_CLASS_CONFIG, ".toml" },
	{ SUFFIX, TG_CLASS_CONFIG, ".ini" },
	{ SUFFIX, TG_CLASS_CONFIG, ".cfg" },
	{ SUFFIX, TG_CLASS_CONFIG, ".conf" },
	{ SUFFIX, TG_CLASS_CONFIG, ".properties" },
	{ SUFFIX, TG_CLASS_CONFIG, ".env" },
	{ SUFFIX, TG_CLASS_CONFIG, ".tf" },
	{ SUFFIX, TG_CLASS_CONFIG, ".tfvars" },
	{ SUFFIX, TG_CLASS_CONFIG, ".hcl" },
	{ SUFFIX, TG_CLASS_CONFIG, ".bicep" },
	{ SUFFIX, TG_CLASS_CONFIG, ".xml" },
	{ SUFFIX, TG_CLASS_CONFIG, ".csproj" },
	{ SUFFIX, TG_CLASS_CONFIG, ".props" },
	{ SUFFIX, TG_CLASS_CONFIG, ".gradle" },
	{ SUFFIX, TG_CLASS_CONFIG, ".gradle.kts" },
	{ SUFFIX, TG_CLASS_CONFIG, ".service" },
	{ SUFFIX, TG_CLASS_CONFIG, ".mk" },
	{ SUFFIX, TG_CLASS_CONFIG, ".cmake" },
	{ SUFFIX, TG_CLASS_CONFIG, ".dockerfile" },
	{ STEM, TG_CLASS_CONFIG, "dockerfile" },
	{ STEM, TG_CLASS_CONFIG, "containerfile" },
	{ STEM, TG_CLASS_CONFIG, "makefile" },
	{ STEM, TG_CLASS_CONFIG, "jenkinsfile" },
	{ NAME, TG_CLASS_CONFIG, "caddyfile" },
	{ NAME, TG_CLASS_CONFIG, "procfile" },
	{ NAME, TG_CLASS_CONFIG, "pipfile" },
	{ NAME, TG_CLASS_CONFIG, "gemfile" },
	{ NAME, TG_CLASS_CONFIG, "go.mod" },
	{ NAME, TG_CLASS_CONFIG, "go.sum" },
	{ NAME, TG_CLASS_CONFIG, "go.work" },
	{ NAME, TG_CLASS_CONFIG, "cmakelists.txt" },
	{ NAME, TG_CLASS_CONFIG, "setup.py" },
	{ NAME, TG_CLASS_CONFIG, "codeowners" },
	{ NAME, TG_CLASS_CONFIG, "requirements.txt" },
	{ NAME, TG_CLASS_CONFIG, "requirements.in" },
	{ NAME, TG_CLASS_CONFIG, "constraints.txt" },
	{ PREFIX, TG_CLASS_CONFIG, "requirements-" },
	{ PREFIX, TG_CLASS_CONFIG, "requirements_" },
	{ PREFIX, TG_CLASS_CONFIG, ".env" },
	{ PREFIX, TG_CLASS_CONFIG, ".git" },
	{ PREFIX, TG_CLASS_CONFIG, ".npmrc" },
	{ PREFIX, TG_CLASS_CONFIG, ".docker" },
	{ PREFIX, TG_CLASS_CONFIG, ".eslintrc" },

	{ SUFFIX, TG_CLASS_DOCS, ".txt" },
};

struct path {
	struct tg_str all, name, stem; /* lower case */
	const char *given;
};

/* One of the folders is named so, or, not `whole`, ends so. */
static bool has_folder(struct tg_str path, struct tg_str word, bool whole)
{
	size_t slash;

	for (; (slash = tg_str_chr(path, '/')) != SIZE_MAX;
	     path = tg_str_from(path, slash + 1))
		if ((whole ? slash == word.n : slash > word.n) &&
		    memcmp(path.p + slash - word.n, word.p, word.n) == 0)
			return true;
	return false;
}

/* What bundlers write for browsers; other things under such a folder are code. */
static bool is_bundle(struct tg_str name)
{
	static const char *const ends[] = { ".js", ".mjs", ".cjs", ".css", ".map", ".html" };

	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++)
		if (tg_str_ends(name, ends[i]))
			return true;
	return false;
}

static bool fits(const struct convention *c, const struct path *path)
{
	struct tg_str word = tg_str(c->word);

	switch (c->how) {
	case DIR:
		return has_folder(path->all, word, true);
	case DIR_END:
		return has_folder(path->all, word, false);
	case BUILT:
		return has_folder(path->all, word, true) && is_bundle(path->name);
	case PROSE:
		return has_folder(path->all, word, true) &&
		       !tg_language_of(path->given, tg_str(""))->program;
	case CASED:
		return tg_str_ends(tg_str(path->given), c->word);
	case TOP:
		return path->all.n > word.n && path->all.p[word.n] == '/' &&
		       tg_str_starts(path->all, c->word);
	case NAME:
		return tg_str_eq(path->name, word);
	case STEM:
		return tg_str_eq(path->stem, word);
	case PREFIX:
		return tg_str_starts(path->name, c->word);
	case SUFFIX:
		return tg_str_ends(path->name, c->word);
	case UNDER:
		return tg_str_starts(path->all, c->word);
	}
	return false;
}

static struct tg_class_reason by_convention(const char *given)
{
	struct tg_class_reason reason = { TG_CLASS_PRODUCTION, "no convention" };
	char lower[4096];
	struct path path;
	size_t n = 0, slash, dot;

	for (; given[n] && n < sizeof(lower) - 1; n++)
		lower[n] = tg_lower(given[n]);
	path.given = given;
	path.all = tg_str_n(lower, n);
	slash = tg_str_rchr(path.all, '/');
	path.name = tg_str_from(path.all, slash == SIZE_MAX ? 0 : slash + 1);
	dot = tg_str_chr(path.name, '.');
	path.stem = tg_str_sub(path.name, 0, dot == SIZE_MAX ? path.name.n : dot);
	for (size_t i = 0; i < sizeof(conventions) / sizeof(*conventions); i++)
		if (fits(&conventions[i], &path)) {
			reason.file_class = conventions[i].file_class;
			reason.because = conventions[i].word;
			break;
		}
	return reason;
}

/* Attributes that the base gives overrule conventions, both ways. */
static void by_attribute(struct tg_class_reason *reason,
			 struct tg_attributes *attributes, const char *path)
{
	static const struct tg_class_reason yes[] = {
		{ TG_CLASS_GENERATED, "linguist-generated" },
		{ TG_CLASS_VENDORED, "linguist-vendored" },
		{ TG_CLASS_DOCS, "linguist-documentation" },
	};
	static const struct tg_class_reason no[] = {
		{ TG_CLASS_PRODUCTION, "-linguist-generated" },
		{ TG_CLASS_PRODUCTION, "-linguist-vendored" },
		{ TG_CLASS_PRODUCTION, "-linguist-documentation" },
	};
	enum tg_attribute values[TG_LINGUIST_COUNT];

	tg_attributes_of(values, attributes, path);
	for (size_t i = 0; i < TG_LINGUIST_COUNT; i++)
		if (values[i] == TG_ATTRIBUTE_YES) {
			*reason = yes[i];
			return;
		}
	for (size_t i = 0; i < TG_LINGUIST_COUNT; i++)
		if (values[i] == TG_ATTRIBUTE_NO &&
		    reason->file_class == yes[i].file_class)
			*reason = no[i];
}

struct tg_class_reason tg_classify(const char *path,
				   struct tg_globs *const *class_paths,
				   struct tg_attributes *attributes)
{
	struct tg_class_reason reason;

	for (size_t i = 0; class_paths && i <= TG_CLASS_CONFIG; i++)
		if (class_paths[i] && tg_globs_match(class_paths[i], path)) {
			size_t at = tg_globs_decided_by(class_paths[i], path);

			reason.file_class = (enum tg_class)i;
			reason.because = tg_globs_pattern(class_paths[i], at);
			return reason;
		}
	reason = by_convention(path);
	if (attributes)
		by_attribute(&reason, attributes, path);
	return reason;
}

/* Phrases of code generators. "DO NOT EDIT" alone is written by people, too. */
bool tg_says_generated(struct tg_str text)
{
	static const char *const phrases[] = {
		"@generated",
		"<auto-generated",
		"code generated by",
		"generated by the protocol buffer compiler",
		"autogenerated by thrift",
		"automatically generated by",
		"this file is auto-generated",
		"this file was auto-generated",
		"this file was automatically generated",
		"auto-generated by",
		"do not edit this file directly",
	};
	struct tg_str line;

	text = tg_str_sub(text, 0, 2048);
	for (unsigned n = 0; n < 10 && tg_str_line(&text, &line); n++)
		for (size_t i = 0; i < sizeof(phrases) / sizeof(*phrases); i++)
			if (tg_str_ifind(line, tg_str(phrases[i])) != SIZE_MAX)
				return true;
	return false;
}

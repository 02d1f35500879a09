#include "conventions.h"

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
	struct tg_str word; /* lower case, but for CASED */
};

#define W(literal) { literal, sizeof(literal) - 1 }

/* The first row that fits decides. Vendored before generated before tests
 * before documentation before configuration: what somebody else wrote stays
 * theirs wherever it lies. */
static const struct convention conventions[] = {
	/* somebody else's code */
	{ DIR, TG_CLASS_VENDORED, W("vendor") },
	{ DIR, TG_CLASS_VENDORED, W("node_modules") },
	{ DIR, TG_CLASS_VENDORED, W("third_party") },
	{ DIR, TG_CLASS_VENDORED, W("third-party") },
	{ DIR, TG_CLASS_VENDORED, W("thirdparty") },
	{ DIR, TG_CLASS_VENDORED, W("3rdparty") },
	{ DIR, TG_CLASS_VENDORED, W("godeps") },
	{ DIR, TG_CLASS_VENDORED, W("pods") },
	{ DIR, TG_CLASS_VENDORED, W("carthage") },
	{ DIR, TG_CLASS_VENDORED, W("bower_components") },
	{ DIR, TG_CLASS_VENDORED, W("jspm_packages") },
	{ DIR, TG_CLASS_VENDORED, W("site-packages") },
	{ UNDER, TG_CLASS_VENDORED, W(".yarn/releases/") },
	{ UNDER, TG_CLASS_VENDORED, W(".yarn/plugins/") },

	/* made by a program */
	{ SUFFIX, TG_CLASS_GENERATED, W(".min.js") },
	{ SUFFIX, TG_CLASS_GENERATED, W(".min.css") },
	{ SUFFIX, TG_CLASS_GENERATED, W(".js.map") },
	{ SUFFIX, TG_CLASS_GENERATED, W(".css.map") },
	{ SUFFIX, TG_CLASS_GENERATED, W(".lock") },
	{ SUFFIX, TG_CLASS_GENERATED, W(".lock.hcl") },
	{ SUFFIX, TG_CLASS_GENERATED, W("-lock.json") },
	{ SUFFIX, TG_CLASS_GENERATED, W("-lock.yaml") },
	{ SUFFIX, TG_CLASS_GENERATED, W(".lock.json") },
	{ NAME, TG_CLASS_GENERATED, W("npm-shrinkwrap.json") },
	{ NAME, TG_CLASS_GENERATED, W("go.sum") },
	{ SUFFIX, TG_CLASS_GENERATED, W(".pb.go") },
	{ SUFFIX, TG_CLASS_GENERATED, W(".pb.gw.go") },
	{ SUFFIX, TG_CLASS_GENERATED, W(".pb.cc") },
	{ SUFFIX, TG_CLASS_GENERATED, W(".pb.h") },
	{ SUFFIX, TG_CLASS_GENERATED, W("_pb2.py") },
	{ SUFFIX, TG_CLASS_GENERATED, W("_pb2.pyi") },
	{ SUFFIX, TG_CLASS_GENERATED, W("_pb2_grpc.py") },
	{ SUFFIX, TG_CLASS_GENERATED, W("_pb.js") },
	{ SUFFIX, TG_CLASS_GENERATED, W("_pb.ts") },
	{ SUFFIX, TG_CLASS_GENERATED, W("_pb.d.ts") },
	{ SUFFIX, TG_CLASS_GENERATED, W("_pb.rb") },
	{ SUFFIX, TG_CLASS_GENERATED, W(".g.cs") },
	{ SUFFIX, TG_CLASS_GENERATED, W(".g.i.cs") },
	{ SUFFIX, TG_CLASS_GENERATED, W(".designer.cs") },
	{ SUFFIX, TG_CLASS_GENERATED, W("modelsnapshot.cs") },
	{ SUFFIX, TG_CLASS_GENERATED, W(".g.dart") },
	{ SUFFIX, TG_CLASS_GENERATED, W(".freezed.dart") },
	{ SUFFIX, TG_CLASS_GENERATED, W(".generated.ts") },
	{ SUFFIX, TG_CLASS_GENERATED, W(".generated.go") },
	{ PREFIX, TG_CLASS_GENERATED, W("zz_generated.") },
	{ DIR, TG_CLASS_GENERATED, W("__generated__") },
	{ BUILT, TG_CLASS_GENERATED, W("dist") },

	/* what a package manager wrote and is not named as above */
	{ NAME, TG_CLASS_GENERATED, W("project.assets.json") },
	{ NAME, TG_CLASS_GENERATED, W("gems.locked") },
	{ NAME, TG_CLASS_GENERATED, W("conda-lock.yml") },
	{ NAME, TG_CLASS_GENERATED, W("pylock.toml") },
	{ NAME, TG_CLASS_GENERATED, W("go.work.sum") },
	{ NAME, TG_CLASS_GENERATED, W("package.resolved") },
	{ NAME, TG_CLASS_GENERATED, W("cartfile.resolved") },
	{ NAME, TG_CLASS_GENERATED, W("gradle.lockfile") },
	{ NAME, TG_CLASS_GENERATED, W("buildscript-gradle.lockfile") },

	/* tests, fixtures, mocks */
	{ DIR, TG_CLASS_TEST, W("test") },
	{ DIR, TG_CLASS_TEST, W("tests") },
	{ DIR_END, TG_CLASS_TEST, W(".tests") },
	{ DIR_END, TG_CLASS_TEST, W(".test") },
	{ DIR_END, TG_CLASS_TEST, W(".unittests") },
	{ DIR_END, TG_CLASS_TEST, W(".integrationtests") },
	{ DIR_END, TG_CLASS_TEST, W("-tests") },
	{ DIR_END, TG_CLASS_TEST, W("_tests") },
	{ DIR, TG_CLASS_TEST, W("__tests__") },
	{ DIR, TG_CLASS_TEST, W("__mocks__") },
	{ DIR, TG_CLASS_TEST, W("__snapshots__") },
	{ DIR, TG_CLASS_TEST, W("__fixtures__") },
	{ DIR, TG_CLASS_TEST, W("spec") },
	{ DIR, TG_CLASS_TEST, W("specs") },
	{ DIR, TG_CLASS_TEST, W("testing") },
	{ DIR, TG_CLASS_TEST, W("testutil") },
	{ DIR, TG_CLASS_TEST, W("testutils") },
	{ DIR, TG_CLASS_TEST, W("test-utils") },
	{ DIR, TG_CLASS_TEST, W("test_utils") },
	{ DIR, TG_CLASS_TEST, W("playwright") },
	{ DIR, TG_CLASS_TEST, W("testdata") },
	{ DIR, TG_CLASS_TEST, W("test-data") },
	{ DIR, TG_CLASS_TEST, W("test_data") },
	{ DIR, TG_CLASS_TEST, W("fixtures") },
	{ DIR, TG_CLASS_TEST, W("mocks") },
	{ DIR, TG_CLASS_TEST, W("e2e") },
	{ DIR, TG_CLASS_TEST, W("cypress") },
	{ DIR, TG_CLASS_TEST, W("cassettes") },
	{ DIR, TG_CLASS_TEST, W("snapshots") },
	{ DIR, TG_CLASS_TEST, W("benchmarks") },
	{ DIR, TG_CLASS_TEST, W("androidtest") },
	{ DIR, TG_CLASS_TEST, W("integrationtest") },
	{ DIR, TG_CLASS_TEST, W("integration-test") },
	{ DIR, TG_CLASS_TEST, W("integration_tests") },
	{ DIR, TG_CLASS_TEST, W("testing_support") },
	{ DIR, TG_CLASS_TEST, W("testcases") },
	{ DIR, TG_CLASS_TEST, W("test_cases") },
	{ DIR, TG_CLASS_TEST, W("test-cases") },
	{ DIR, TG_CLASS_TEST, W("test_resources") },
	{ DIR, TG_CLASS_TEST, W("test-resources") },
	{ DIR, TG_CLASS_TEST, W("testsuite") },
	{ DIR, TG_CLASS_TEST, W("test-suite") },
	{ DIR, TG_CLASS_TEST, W("test_suite") },
	{ DIR, TG_CLASS_TEST, W("testhelpers") },
	{ DIR, TG_CLASS_TEST, W("test_helpers") },
	{ DIR, TG_CLASS_TEST, W("test-helpers") },
	{ DIR, TG_CLASS_TEST, W("testfixtures") },
	{ DIR, TG_CLASS_TEST, W("testkit") },
	{ DIR, TG_CLASS_TEST, W("testlib") },
	{ DIR, TG_CLASS_TEST, W("test-support") },
	{ DIR, TG_CLASS_TEST, W("test_support") },
	{ DIR, TG_CLASS_TEST, W("mock") },
	{ DIR, TG_CLASS_TEST, W("stories") },
	{ DIR, TG_CLASS_TEST, W("__stories__") },
	{ DIR, TG_CLASS_TEST, W("benches") },
	{ DIR, TG_CLASS_TEST, W("benchmark") },
	{ DIR, TG_CLASS_TEST, W("integratedtest") },
	{ DIR_END, TG_CLASS_TEST, W(".testing") },
	{ DIR_END, TG_CLASS_TEST, W(".benchmarks") },
	{ DIR_END, TG_CLASS_TEST, W(".benchmark") },
	{ DIR_END, TG_CLASS_TEST, W("-e2e") },
	{ DIR_END, TG_CLASS_TEST, W("-test") },
	{ DIR_END, TG_CLASS_TEST, W("-testing") },
	{ DIR_END, TG_CLASS_TEST, W("integrationtests") },
	{ DIR_END, TG_CLASS_TEST, W("unittests") },
	{ SUFFIX, TG_CLASS_TEST, W("_test.go") },
	{ SUFFIX, TG_CLASS_TEST, W("_test.py") },
	{ SUFFIX, TG_CLASS_TEST, W("_tests.py") },
	{ SUFFIX, TG_CLASS_TEST, W("_test.rb") },
	{ SUFFIX, TG_CLASS_TEST, W("_spec.rb") },
	{ SUFFIX, TG_CLASS_TEST, W("_test.exs") },
	{ SUFFIX, TG_CLASS_TEST, W("_test.rs") },
	{ SUFFIX, TG_CLASS_TEST, W("_test.c") },
	{ SUFFIX, TG_CLASS_TEST, W("_test.cc") },
	{ SUFFIX, TG_CLASS_TEST, W("_test.cpp") },
	{ SUFFIX, TG_CLASS_TEST, W("_test.dart") },
	{ CASED, TG_CLASS_TEST, W("Test.java") },
	{ CASED, TG_CLASS_TEST, W("Tests.java") },
	{ CASED, TG_CLASS_TEST, W("Test.kt") },
	{ CASED, TG_CLASS_TEST, W("Tests.kt") },
	{ CASED, TG_CLASS_TEST, W("Test.php") },
	{ CASED, TG_CLASS_TEST, W("Tests.cs") },
	{ CASED, TG_CLASS_TEST, W("Test.cs") },
	{ CASED, TG_CLASS_TEST, W("Tests.swift") },
	{ CASED, TG_CLASS_TEST, W("Spec.scala") },
	{ CASED, TG_CLASS_TEST, W("Test.scala") },
	{ SUFFIX, TG_CLASS_TEST, W(".test.js") },
	{ SUFFIX, TG_CLASS_TEST, W(".test.jsx") },
	{ SUFFIX, TG_CLASS_TEST, W(".test.ts") },
	{ SUFFIX, TG_CLASS_TEST, W(".test.tsx") },
	{ SUFFIX, TG_CLASS_TEST, W(".test.mjs") },
	{ SUFFIX, TG_CLASS_TEST, W(".test.cjs") },
	{ SUFFIX, TG_CLASS_TEST, W(".spec.js") },
	{ SUFFIX, TG_CLASS_TEST, W(".spec.jsx") },
	{ SUFFIX, TG_CLASS_TEST, W(".spec.ts") },
	{ SUFFIX, TG_CLASS_TEST, W(".spec.tsx") },
	{ SUFFIX, TG_CLASS_TEST, W(".stories.js") },
	{ SUFFIX, TG_CLASS_TEST, W(".stories.jsx") },
	{ SUFFIX, TG_CLASS_TEST, W(".stories.ts") },
	{ SUFFIX, TG_CLASS_TEST, W(".stories.tsx") },
	{ SUFFIX, TG_CLASS_TEST, W(".cy.ts") },
	{ SUFFIX, TG_CLASS_TEST, W(".cy.js") },
	{ SUFFIX, TG_CLASS_TEST, W(".snap") },
	{ NAME, TG_CLASS_TEST, W("conftest.py") },
	{ SUFFIX, TG_CLASS_TEST, W("_mock.go") },
	{ SUFFIX, TG_CLASS_TEST, W("_mocks.go") },
	{ SUFFIX, TG_CLASS_TEST, W(".mock.ts") },
	{ SUFFIX, TG_CLASS_TEST, W(".mock.js") },
	{ SUFFIX, TG_CLASS_TEST, W(".mocks.ts") },
	{ SUFFIX, TG_CLASS_TEST, W(".fixture.ts") },
	{ SUFFIX, TG_CLASS_TEST, W(".fixtures.ts") },
	{ SUFFIX, TG_CLASS_TEST, W(".bench.ts") },
	{ SUFFIX, TG_CLASS_TEST, W(".stories.vue") },
	{ SUFFIX, TG_CLASS_TEST, W(".stories.svelte") },
	{ SUFFIX, TG_CLASS_TEST, W(".stories.mdx") },
	{ SUFFIX, TG_CLASS_TEST, W(".spec.mjs") },
	{ SUFFIX, TG_CLASS_TEST, W(".e2e-spec.ts") },
	{ SUFFIX, TG_CLASS_TEST, W("-test.js") },
	{ SUFFIX, TG_CLASS_TEST, W("-test.ts") },
	{ SUFFIX, TG_CLASS_TEST, W("-spec.ts") },
	{ SUFFIX, TG_CLASS_TEST, W("-tests.ts") },
	{ SUFFIX, TG_CLASS_TEST, W("-test.sh") },
	{ SUFFIX, TG_CLASS_TEST, W("_test.sh") },
	{ SUFFIX, TG_CLASS_TEST, W("_test.ts") },
	{ SUFFIX, TG_CLASS_TEST, W("_test.js") },
	{ SUFFIX, TG_CLASS_TEST, W("_spec.lua") },
	{ SUFFIX, TG_CLASS_TEST, W("_test.php") },
	{ SUFFIX, TG_CLASS_TEST, W(".feature") },
	{ CASED, TG_CLASS_TEST, W("TestCase.java") },
	{ CASED, TG_CLASS_TEST, W("IT.java") },
	{ CASED, TG_CLASS_TEST, W("ITCase.java") },
	{ CASED, TG_CLASS_TEST, W("Spec.java") },
	{ CASED, TG_CLASS_TEST, W("TestCase.kt") },
	{ CASED, TG_CLASS_TEST, W("Spec.kt") },
	{ CASED, TG_CLASS_TEST, W("IT.kt") },
	{ CASED, TG_CLASS_TEST, W("TestData.kt") },
	{ CASED, TG_CLASS_TEST, W("TestCase.php") },
	{ CASED, TG_CLASS_TEST, W("Fixture.cs") },
	{ CASED, TG_CLASS_TEST, W("Fixtures.cs") },
	{ CASED, TG_CLASS_TEST, W("Specs.cs") },
	{ CASED, TG_CLASS_TEST, W("Benchmark.cs") },
	{ CASED, TG_CLASS_TEST, W("Benchmarks.cs") },
	{ CASED, TG_CLASS_TEST, W("Spec.groovy") },
	{ CASED, TG_CLASS_TEST, W("Test.groovy") },
	{ CASED, TG_CLASS_TEST, W("Test.swift") },
	{ CASED, TG_CLASS_TEST, W("TestCase.swift") },
	{ NAME, TG_CLASS_TEST, W("tests.py") },
	{ NAME, TG_CLASS_TEST, W("test.py") },
	{ NAME, TG_CLASS_TEST, W("tests.rs") },
	{ NAME, TG_CLASS_TEST, W("test.rs") },
	{ NAME, TG_CLASS_TEST, W("test.js") },
	{ NAME, TG_CLASS_TEST, W("test.ts") },
	{ NAME, TG_CLASS_TEST, W("test.rb") },
	{ NAME, TG_CLASS_TEST, W("mock.ts") },
	{ NAME, TG_CLASS_TEST, W("mock.js") },
	{ NAME, TG_CLASS_TEST, W("mocks.py") },
	{ NAME, TG_CLASS_TEST, W("mocks.ts") },
	{ NAME, TG_CLASS_TEST, W("stories.tsx") },
	{ NAME, TG_CLASS_TEST, W("stories.ts") },
	{ NAME, TG_CLASS_TEST, W("test-utils.ts") },
	{ NAME, TG_CLASS_TEST, W("test-utils.tsx") },
	{ NAME, TG_CLASS_TEST, W("test-helpers.ts") },
	{ NAME, TG_CLASS_TEST, W("testing.go") },
	{ NAME, TG_CLASS_TEST, W("testhelpers.go") },
	{ NAME, TG_CLASS_TEST, W("vitest.setup.ts") },
	{ NAME, TG_CLASS_TEST, W("setuptests.ts") },
	{ PREFIX, TG_CLASS_TEST, W("test_") },
	{ PREFIX, TG_CLASS_TEST, W("jest.config.") },
	{ PREFIX, TG_CLASS_TEST, W("jest.setup.") },
	{ PREFIX, TG_CLASS_TEST, W("vitest.config.") },
	{ PREFIX, TG_CLASS_TEST, W("playwright.config.") },

	/* pipelines and orders to machines, before documentation: a workflow
	 * under docs/ still runs */
	{ UNDER, TG_CLASS_CONFIG, W(".github/workflows/") },
	{ UNDER, TG_CLASS_CONFIG, W(".github/actions/") },

	/* documentation, examples, translations */
	{ TOP, TG_CLASS_DOCS, W("docs") },
	{ TOP, TG_CLASS_DOCS, W("doc") },
	{ PROSE, TG_CLASS_DOCS, W("docs") },
	{ PROSE, TG_CLASS_DOCS, W("doc") },
	{ PROSE, TG_CLASS_DOCS, W("documentation") },
	{ DIR, TG_CLASS_DOCS, W("javadoc") },
	{ TOP, TG_CLASS_DOCS, W("example") },
	{ DIR, TG_CLASS_DOCS, W("examples") },
	{ DIR, TG_CLASS_DOCS, W("samples") },
	{ DIR_END, TG_CLASS_DOCS, W("-examples") },
	{ PROSE, TG_CLASS_DOCS, W("locale") },
	{ PROSE, TG_CLASS_DOCS, W("locales") },
	{ PROSE, TG_CLASS_DOCS, W("translations") },
	{ PROSE, TG_CLASS_DOCS, W("i18n") },
	{ UNDER, TG_CLASS_DOCS, W("resources/lang/") },
	{ UNDER, TG_CLASS_DOCS, W("lang/") },
	{ DIR, TG_CLASS_DOCS, W(".changeset") },
	{ SUFFIX, TG_CLASS_DOCS, W(".md") },
	{ SUFFIX, TG_CLASS_DOCS, W(".markdown") },
	{ SUFFIX, TG_CLASS_DOCS, W(".mdx") },
	{ SUFFIX, TG_CLASS_DOCS, W(".rst") },
	{ SUFFIX, TG_CLASS_DOCS, W(".adoc") },
	{ SUFFIX, TG_CLASS_DOCS, W(".asciidoc") },
	{ SUFFIX, TG_CLASS_DOCS, W(".po") },
	{ SUFFIX, TG_CLASS_DOCS, W(".pot") },
	{ SUFFIX, TG_CLASS_DOCS, W(".xlf") },
	{ NAME, TG_CLASS_DOCS, W("readme") },
	{ NAME, TG_CLASS_DOCS, W("changelog") },
	{ NAME, TG_CLASS_DOCS, W("changes") },
	{ NAME, TG_CLASS_DOCS, W("license") },
	{ NAME, TG_CLASS_DOCS, W("licence") },
	{ NAME, TG_CLASS_DOCS, W("copying") },
	{ NAME, TG_CLASS_DOCS, W("authors") },
	{ NAME, TG_CLASS_DOCS, W("contributing") },

	/* configuration, build, infrastructure */
	{ SUFFIX, TG_CLASS_CONFIG, W(".yml") },
	{ SUFFIX, TG_CLASS_CONFIG, W(".yaml") },
	{ SUFFIX, TG_CLASS_CONFIG, W(".json") },
	{ SUFFIX, TG_CLASS_CONFIG, W(".jsonc") },
	{ SUFFIX, TG_CLASS_CONFIG, W(".json5") },
	{ SUFFIX, TG_CLASS_CONFIG, W(".toml") },
	{ SUFFIX, TG_CLASS_CONFIG, W(".ini") },
	{ SUFFIX, TG_CLASS_CONFIG, W(".cfg") },
	{ SUFFIX, TG_CLASS_CONFIG, W(".conf") },
	{ SUFFIX, TG_CLASS_CONFIG, W(".properties") },
	{ SUFFIX, TG_CLASS_CONFIG, W(".env") },
	{ SUFFIX, TG_CLASS_CONFIG, W(".tf") },
	{ SUFFIX, TG_CLASS_CONFIG, W(".tfvars") },
	{ SUFFIX, TG_CLASS_CONFIG, W(".hcl") },
	{ SUFFIX, TG_CLASS_CONFIG, W(".bicep") },
	{ SUFFIX, TG_CLASS_CONFIG, W(".xml") },
	{ SUFFIX, TG_CLASS_CONFIG, W(".csproj") },
	{ SUFFIX, TG_CLASS_CONFIG, W(".props") },
	{ SUFFIX, TG_CLASS_CONFIG, W(".gradle") },
	{ SUFFIX, TG_CLASS_CONFIG, W(".gradle.kts") },
	{ SUFFIX, TG_CLASS_CONFIG, W(".service") },
	{ SUFFIX, TG_CLASS_CONFIG, W(".mk") },
	{ SUFFIX, TG_CLASS_CONFIG, W(".cmake") },
	{ SUFFIX, TG_CLASS_CONFIG, W(".dockerfile") },
	{ STEM, TG_CLASS_CONFIG, W("dockerfile") },
	{ STEM, TG_CLASS_CONFIG, W("containerfile") },
	{ STEM, TG_CLASS_CONFIG, W("makefile") },
	{ STEM, TG_CLASS_CONFIG, W("jenkinsfile") },
	{ NAME, TG_CLASS_CONFIG, W("caddyfile") },
	{ NAME, TG_CLASS_CONFIG, W("procfile") },
	{ NAME, TG_CLASS_CONFIG, W("pipfile") },
	{ NAME, TG_CLASS_CONFIG, W("gemfile") },
	{ NAME, TG_CLASS_CONFIG, W("go.mod") },
	{ NAME, TG_CLASS_CONFIG, W("go.work") },
	{ NAME, TG_CLASS_CONFIG, W("cmakelists.txt") },
	{ NAME, TG_CLASS_CONFIG, W("setup.py") },
	{ NAME, TG_CLASS_CONFIG, W("codeowners") },
	{ NAME, TG_CLASS_CONFIG, W("requirements.txt") },
	{ NAME, TG_CLASS_CONFIG, W("requirements.in") },
	{ NAME, TG_CLASS_CONFIG, W("constraints.txt") },
	{ PREFIX, TG_CLASS_CONFIG, W("requirements-") },
	{ PREFIX, TG_CLASS_CONFIG, W("requirements_") },
	{ PREFIX, TG_CLASS_CONFIG, W(".env") },
	{ PREFIX, TG_CLASS_CONFIG, W(".git") },
	{ PREFIX, TG_CLASS_CONFIG, W(".npmrc") },
	{ PREFIX, TG_CLASS_CONFIG, W(".docker") },
	{ PREFIX, TG_CLASS_CONFIG, W(".eslintrc") },

	{ SUFFIX, TG_CLASS_DOCS, W(".txt") },
};

struct path {
	struct tg_str all, name, stem; /* lower case */
	const char *given;
	uint32_t first, last; /* letters that its folders' names begin and end with */
};

static bool begins(struct tg_str s, struct tg_str word)
{
	return s.n >= word.n && memcmp(s.p, word.p, word.n) == 0;
}

static bool ends(struct tg_str s, struct tg_str word)
{
	return s.n >= word.n && s.p[s.n - 1] == word.p[word.n - 1] &&
	       memcmp(s.p + s.n - word.n, word.p, word.n) == 0;
}

static bool equals(struct tg_str s, struct tg_str word)
{
	return s.n == word.n && memcmp(s.p, word.p, word.n) == 0;
}

static uint32_t letter(char c)
{
	return 1u << (c & 31);
}

static void note_letters(struct path *path)
{
	const char *p = path->all.p;

	path->first = path->last = 0;
	for (size_t i = 0, start = 0; i < path->all.n; i++) {
		if (p[i] != '/')
			continue;
		if (i > start) {
			path->first |= letter(p[start]);
			path->last |= letter(p[i - 1]);
		}
		start = i + 1;
	}
}

/* One of the folders is named so, or, not `whole`, ends so. Most are told apart
 * by a letter. */
static bool has_folder(const struct path *path, struct tg_str word, bool whole)
{
	struct tg_str rest = path->all;
	size_t slash;

	if (!(path->last & letter(word.p[word.n - 1])) ||
	    (whole && !(path->first & letter(word.p[0]))))
		return false;
	for (; (slash = tg_str_chr(rest, '/')) != SIZE_MAX;
	     rest = tg_str_from(rest, slash + 1))
		if ((whole ? slash == word.n : slash > word.n) &&
		    memcmp(rest.p + slash - word.n, word.p, word.n) == 0)
			return true;
	return false;
}

/* What bundlers write for browsers; other things under such a folder are code. */
static bool is_bundle(struct tg_str name)
{
	static const char *const endings[] = {
		".js", ".mjs", ".cjs", ".css", ".map", ".html"
	};

	for (size_t i = 0; i < sizeof(endings) / sizeof(*endings); i++)
		if (tg_str_ends(name, endings[i]))
			return true;
	return false;
}

static bool fits(const struct convention *c, const struct path *path)
{
	const struct tg_str word = c->word;

	switch (c->how) {
	case DIR:
		return has_folder(path, word, true);
	case DIR_END:
		return has_folder(path, word, false);
	case BUILT:
		return has_folder(path, word, true) && is_bundle(path->name);
	case PROSE:
		return has_folder(path, word, true) &&
		       !tg_language_of(path->given, tg_str(""))->program;
	case CASED:
		return ends(tg_str(path->given), word);
	case TOP:
		return path->all.n > word.n && path->all.p[word.n] == '/' &&
		       begins(path->all, word);
	case NAME:
		return equals(path->name, word);
	case STEM:
		return equals(path->stem, word);
	case PREFIX:
		return begins(path->name, word);
	case SUFFIX:
		return ends(path->name, word);
	case UNDER:
		return begins(path->all, word);
	}
	return false;
}

struct tg_class_reason tg_convention_of(const char *given)
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
	note_letters(&path);
	for (size_t i = 0; i < sizeof(conventions) / sizeof(*conventions); i++)
		if (fits(&conventions[i], &path)) {
			reason.file_class = conventions[i].file_class;
			reason.because = conventions[i].word.p;
			break;
		}
	return reason;
}

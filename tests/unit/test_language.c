#include "../../src/git/classes.h"
#include "../../src/git/language.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

Suite *language_suite(void);

static const struct {
	const char *path, *first_line, *id;
} files[] = {
	{ "a.py", "", "python" },
	{ "src/App.TSX", "", "typescript" },
	{ "a.mjs", "", "javascript" },
	{ "A.java", "", "java" },
	{ "a.kt", "", "kotlin" },
	{ "main.go", "", "go" },
	{ "x.rb", "", "ruby" },
	{ "Gemfile", "", "ruby" },
	{ "index.php", "", "php" },
	{ "view.blade.php", "", "blade" },
	{ "A.cs", "", "csharp" },
	{ "lib.rs", "", "rust" },
	{ "a.h", "", "c" },
	{ "a.cpp", "", "cpp" },
	{ "a.swift", "", "swift" },
	{ "a.scala", "", "scala" },
	{ "a.ex", "", "elixir" },
	{ "a.vue", "", "vue" },
	{ "a.sql", "", "sql" },
	{ "main.tf", "", "terraform" },
	{ "a.proto", "", "protobuf" },
	{ "a.graphql", "", "graphql" },
	{ ".github/workflows/x.yml", "", "yaml" },
	{ "Dockerfile", "", "dockerfile" },
	{ "Dockerfile.prod", "", "dockerfile" },
	{ "docker/web.dockerfile", "", "dockerfile" },
	{ "nginx.conf", "", "nginx" },
	{ "Pipfile", "", "toml" },
	{ "package.json", "", "json" },
	{ ".env.production", "", "properties" },
	{ "go.mod", "", "gomod" },
	{ "bin/run", "#!/usr/bin/env python3.11", "python" },
	{ "bin/run", "#!/bin/bash -e", "shell" },
	{ "bin/run", "#! /usr/bin/env -S node --x", "javascript" },
	{ "bin/run", "no interpreter", "unknown" },
	{ "", "", "unknown" },
	{ ".", "", "unknown" },
	{ "dir.py/x", "", "unknown" },
};

START_TEST(language_of_a_file)
{
	const struct tg_language *l = tg_language_of(files[_i].path,
						     tg_str(files[_i].first_line));

	ck_assert_msg(strcmp(l->id, files[_i].id) == 0, "%s: %s", files[_i].path, l->id);
	ck_assert_ptr_eq(tg_language_by_id(l->id), l);
}
END_TEST

/* The text, and below each byte what it is: '.' code, 'c' comment, 's' string. */
static const struct {
	const char *id, *text, *want;
} texts[] = {
	{ "python", "x = 1 # c\ny", "......ccc.." },
	{ "python", "x = '#' # c", "....sss.ccc" },
	{ "python", "x = 'a\\'#'", "....ssssss" },
	{ "python", "x = 'a\ny # c", "....ss...ccc" },
	{ "python", "def f():\n  \"\"\"d\"\"\"\n  x", "...........ccccccc...." },
	{ "python", "r\"\"\"d\"\"\"\nx", ".ccccccc.." },
	{ "python", "x = \"\"\"a\n#b\"\"\" #c", "....ssssssssss.cc" },
	{ "python", "f(\n\"\"\"q\"\"\")", "...sssssss." },
	{ "python", "\"\"\"open", "sssssss" },
	{ "javascript", "a // b\nc /* d */ e", "..cccc...ccccccc.." },
	{ "javascript", "'//' + `//`", "ssss...ssss" },
	{ "javascript", "x = /[/*]/; y", "....ssssss..." },
	{ "javascript", "a / b / c // d", "..........cccc" },
	{ "javascript", "/* a /* b */ c", "cccccccccccc.." },
	{ "rust", "/* a /* b */ c */ d", "ccccccccccccccccc.." },
	{ "rust", "fn f<'a>() { 'x' }", ".............sss.." },
	{ "rust", "r#\"a\"//\"# // c", "sssssssss.cccc" },
	{ "go", "a := `//\n` // c", ".....sssss.cccc" },
	{ "c", "'\"' // c", "sss.cccc" },
	{ "c", "\"a\\\"//\" x", "sssssss.." },
	{ "shell", "echo $# #c", "........cc" },
	{ "shell", "cat <<E #c\n#x\nE\n#y", "........cc.sssss" "cc" },
	{ "shell", "x=$((1 << E))\n#y", "..............cc" },
	{ "yaml", "a: b#c #d", ".......cc" },
	{ "yaml", "#x\na: '#'", "cc....sss" },
	{ "sql", "a -- b\n'--' /* c */", "..cccc.ssss.ccccccc" },
	{ "html", "a <!-- b\nc --> d", "..cccccccccccc.." },
	{ "php", "#[Route]\n# c", ".........ccc" },
	{ "ruby", "=begin\nx\n=end\ny", "ccccccccccccc.." },
	{ "ruby", "a #{x} # c", "..cccccccc" },
	{ "lua", "--[[ a\nb ]] c -- d", "ccccccccccc...cccc" },
	{ "terraform", "a = <<E\n# x\nE\n# y", "........ssssssccc" },
	{ "dockerfile", "RUN a # b\n# c", "......ccc.ccc" },
	{ "batch", "REM a\necho", "ccccc....." },
	{ "unknown", "# // /* \"", "........." },
};

START_TEST(code_comment_and_string)
{
	const struct tg_language *l = tg_language_by_id(texts[_i].id);
	struct tg_str text = tg_str(texts[_i].text);
	unsigned char out[256];
	char got[256] = "";

	ck_assert_ptr_nonnull(l);
	tg_language_lex(l, text, out);
	for (size_t i = 0; i < text.n; i++)
		got[i] = ".cs"[out[i]];
	ck_assert_msg(strcmp(got, texts[_i].want) == 0, "%s: %s\n%s\ninstead of\n%s",
		      texts[_i].id, texts[_i].text, got, texts[_i].want);
}
END_TEST

static const char *const hostile[] = { "<<A ", "/", "/*", "\"", "'", "\"\"\"", "`", "#",
				       "r#", "r\"#", "--[[", "\n<<A\n", "'\\", "{-", "=/",
				       "\n  \"\"\"", "<!--", "(*", "\\", "\n" };

/* Much of one thing: a pass that were not linear would take minutes. */
START_TEST(hostile_texts_take_no_time)
{
	size_t n = (size_t)192 << 10, unit = strlen(hostile[_i]);
	char *text = malloc(n);
	unsigned char *out = malloc(n);

	ck_assert(text && out);
	for (size_t i = 0; i < n; i++)
		text[i] = hostile[_i][i % unit];
	for (size_t i = 0; i < tg_language_count(); i++) {
		clock_t start = clock();

		tg_language_lex(tg_language_at(i), tg_str_n(text, n), out);
		ck_assert_msg(clock() - start < CLOCKS_PER_SEC, "%s on %s",
			      tg_language_at(i)->id, hostile[_i]);
	}
	free(out);
	free(text);
}
END_TEST

static const struct {
	const char *path;
	enum tg_class want;
} classes[] = {
	{ "app/views.py", TG_CLASS_PRODUCTION },
	{ "app/tests/test_views.py", TG_CLASS_TEST },
	{ "src/__tests__/a.js", TG_CLASS_TEST },
	{ "pkg/a_test.go", TG_CLASS_TEST },
	{ "src/test/java/com/acme/AppTest.java", TG_CLASS_TEST },
	{ "src/main/java/com/example/App.java", TG_CLASS_PRODUCTION },
	{ "src/main/java/com/acme/Latest.java", TG_CLASS_PRODUCTION },
	{ "src/contest.cs", TG_CLASS_PRODUCTION },
	{ "src/attestation.ts", TG_CLASS_PRODUCTION },
	{ "README.md", TG_CLASS_DOCS },
	{ "docs/conf.py", TG_CLASS_DOCS },
	{ "src/docs/handler.py", TG_CLASS_PRODUCTION },
	{ "src/docs/page.html", TG_CLASS_DOCS },
	{ "src/license.py", TG_CLASS_PRODUCTION },
	{ "LICENSE", TG_CLASS_DOCS },
	{ "api/user.pb.go", TG_CLASS_GENERATED },
	{ "web/app.min.js", TG_CLASS_GENERATED },
	{ "shop/static/js/chunk-vendors.js", TG_CLASS_GENERATED },
	{ "shop/web/openapi.json.client.ts", TG_CLASS_GENERATED },
	{ "shop/assets/js/prism.js", TG_CLASS_VENDORED },
	{ "shop/assets/js/jquery.shelf.js", TG_CLASS_PRODUCTION },
	{ "shop/web/shelf.client.ts", TG_CLASS_PRODUCTION },
	{ "public/build/assets/shelf-1a2b3c4d.js", TG_CLASS_GENERATED },
	{ "public/shelf.js", TG_CLASS_PRODUCTION },
	{ "vendor/x/y.go", TG_CLASS_VENDORED },
	{ "node_modules/x/test/a.js", TG_CLASS_VENDORED },
	{ ".github/workflows/ci.yml", TG_CLASS_CONFIG },
	{ "Dockerfile.prod", TG_CLASS_CONFIG },
	{ "main.tf", TG_CLASS_CONFIG },
	{ "requirements.txt", TG_CLASS_CONFIG },
	{ "package-lock.json", TG_CLASS_GENERATED },
	{ "locale/de.po", TG_CLASS_DOCS },
	{ "vendor", TG_CLASS_PRODUCTION },
	{ "db/migrations/0001_initial.py", TG_CLASS_PRODUCTION },
	{ "shop/orders/tests.py", TG_CLASS_TEST },
	{ "shop-e2e/src/order.ts", TG_CLASS_TEST },
	{ "hub/servertest/server.go", TG_CLASS_TEST },
	{ "hub/latest/server.go", TG_CLASS_PRODUCTION },
	{ "hub/servertest/server.py", TG_CLASS_PRODUCTION },
	{ "shop-integration-test/src/main/java/com/acme/Order.java", TG_CLASS_TEST },
	{ "pkg/mail_mock.go", TG_CLASS_TEST },
	{ "src/main/java/com/acme/OrderIT.java", TG_CLASS_TEST },
	{ "src/main/java/com/acme/Audit.java", TG_CLASS_PRODUCTION },
	{ "packages/sdk/examples/order.ts", TG_CLASS_DOCS },
	{ "app/stories/stories.py", TG_CLASS_PRODUCTION },
	{ "src/routes/test.ts", TG_CLASS_PRODUCTION },
	{ "src/ab-test/choice.ts", TG_CLASS_PRODUCTION },
	{ "src/quality/testcases/run.py", TG_CLASS_PRODUCTION },
};

START_TEST(class_of_a_path)
{
	struct tg_class_reason r = tg_classify(classes[_i].path, NULL, NULL);

	ck_assert_msg(r.file_class == classes[_i].want, "%s: %s, by %s", classes[_i].path,
		      tg_class_name(r.file_class), r.because);
}
END_TEST

START_TEST(the_team_decides_first)
{
	static const char *const patterns[] = { "lib/**", "!lib/ours/**" };
	struct tg_arena arena = TG_ARENA_INIT;
	struct tg_globs *lists[6] = { NULL };
	struct tg_err err;

	ck_assert_int_eq(tg_globs_new(&lists[TG_CLASS_VENDORED], &arena, patterns, 2, 0,
				      &err), TG_OK);
	ck_assert_int_eq(tg_classify("lib/x.py", lists, NULL).file_class,
			 TG_CLASS_VENDORED);
	ck_assert_str_eq(tg_classify("lib/x.py", lists, NULL).because, "lib/**");
	ck_assert_int_eq(tg_classify("lib/ours/x.py", lists, NULL).file_class,
			 TG_CLASS_PRODUCTION);
	tg_globs_free(lists[TG_CLASS_VENDORED]);
	tg_arena_release(&arena);
}
END_TEST

Suite *language_suite(void)
{
	Suite *s = suite_create("language");
	TCase *t = tcase_create("language");

	tcase_add_loop_test(t, language_of_a_file, 0, sizeof(files) / sizeof(*files));
	tcase_add_loop_test(t, code_comment_and_string, 0, sizeof(texts) / sizeof(*texts));
	tcase_add_loop_test(t, hostile_texts_take_no_time, 0,
			    sizeof(hostile) / sizeof(*hostile));
	tcase_add_loop_test(t, class_of_a_path, 0, sizeof(classes) / sizeof(*classes));
	tcase_add_test(t, the_team_decides_first);
	suite_add_tcase(s, t);
	return s;
}

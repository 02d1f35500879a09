/* What the engine says about a change: small diffs through the real thing. */
#include "../../src/base/buf.h"
#include "../../src/git/language.h"
#include "../../src/rules/rules.h"

#include <check.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

#define MAX_FILES 4
#define MAX_LINES 2000

static struct tg_arena arena;
static struct tg_engine_result result;

static void release(void)
{
	tg_arena_release(&arena);
}

static const char rules_text[] =
	"pack: test\n"
	"rules:\n"
	"  - id: guard.removed\n"
	"    title: A guard was removed\n"
	"    topic: trust-boundary\n"
	"    severity: high\n"
	"    confidence: high\n"
	"    change: removed\n"
	"    control: true\n"
	"    role: guard\n"
	"    line: '@login_required|\\bcheck_access\\('\n"
	"    message: m\n"
	"    ask: a\n"
	"  - id: route.added\n"
	"    title: A route\n"
	"    topic: trust-boundary\n"
	"    severity: medium\n"
	"    confidence: high\n"
	"    role: endpoint\n"
	"    line: '@app\\.route\\(|\\bbare_route\\b'\n"
	"    message: m\n"
	"    ask: a\n"
	"  - id: input.read\n"
	"    title: Input is read\n"
	"    topic: user-input\n"
	"    severity: medium\n"
	"    confidence: high\n"
	"    languages: [python, ruby, unknown]\n"
	"    line: 'request\\.GET'\n"
	"    message: m\n"
	"    ask: a\n"
	"  - id: sql.raw\n"
	"    title: SQL\n"
	"    topic: user-input\n"
	"    severity: medium\n"
	"    confidence: medium\n"
	"    line: '\\.execute\\('\n"
	"    near: 'import db'\n"
	"    without: 'escape\\('\n"
	"    unless: 'SELECT 1'\n"
	"    message: m\n"
	"    ask: a\n"
	"  - id: guard.condition\n"
	"    title: A condition\n"
	"    topic: trust-boundary\n"
	"    severity: medium\n"
	"    confidence: medium\n"
	"    change: either\n"
	"    on: decision\n"
	"    line: '\\bwhen_\\w+'\n"
	"    inside: '\\b(?:def|function|class) \\w*[Aa]llowed'\n"
	"    message: m\n"
	"    ask: a\n"
	"  - id: input.field\n"
	"    title: A field\n"
	"    topic: user-input\n"
	"    severity: medium\n"
	"    confidence: medium\n"
	"    line: ': text'\n"
	"    inside: 'class \\w*Request'\n"
	"    directly: true\n"
	"    message: m\n"
	"    ask: a\n"
	"  - id: input.any\n"
	"    title: Any input\n"
	"    topic: user-input\n"
	"    severity: medium\n"
	"    confidence: high\n"
	"    fallback: true\n"
	"    line: 'request\\.(?:path_of_ours|GET_FIRST)'\n"
	"    message: m\n"
	"    ask: a\n"
	"  - id: input.cut\n"
	"    title: Cut\n"
	"    topic: user-input\n"
	"    severity: medium\n"
	"    confidence: high\n"
	"    change: either\n"
	"    from: outside\n"
	"    line: '\\.cut\\('\n"
	"    message: m\n"
	"    ask: a\n"
	"  - id: slow.one\n"
	"    title: slow\n"
	"    topic: abuse\n"
	"    severity: low\n"
	"    confidence: low\n"
	"    line: 'quad(?:,|,,|,,,){1,15}[;:]'\n"
	"    message: m\n"
	"    ask: a\n"
	"  - id: page.route\n"
	"    title: A page\n"
	"    triggers: [new-feature, auth-change]\n"
	"    severity: low\n"
	"    confidence: high\n"
	"    change: either\n"
	"    line: 'page\\(\"'\n"
	"    message: m\n"
	"    ask: a\n"
	"  - id: file.policy\n"
	"    title: A policy file\n"
	"    triggers: [auth-change]\n"
	"    severity: low\n"
	"    confidence: medium\n"
	"    control: true\n"
	"    paths: ['**/policies/**']\n"
	"    status: [added, deleted]\n"
	"    message: m\n"
	"    ask: a\n"
	"  - id: file.rights\n"
	"    title: A file of rights\n"
	"    topic: trust-boundary\n"
	"    severity: low\n"
	"    confidence: medium\n"
	"    paths: ['**/rights/**']\n"
	"    message: m\n"
	"    ask: a\n";

struct file {
	const char *path, *diff;
	enum tg_status status;
	enum tg_class file_class, old_class;
	const char *old_path;
};

struct built {
	struct tg_change change;
	struct tg_line *lines;
	size_t n, hunks;
};

/* The file without its lines of one kind, where the diff shows all of it. */
static struct tg_str text_without(const struct built *b, enum tg_line_kind kind)
{
	struct tg_buf out = TG_BUF_INIT(1u << 20);
	struct tg_str text;

	for (size_t i = 0; i < b->n; i++)
		if (b->lines[i].kind != kind) {
			tg_buf_put_str(&out, b->lines[i].text);
			tg_buf_putc(&out, '\n');
		}
	text = tg_str(tg_arena_dup(&arena, out.ptr ? out.ptr : ""));
	tg_buf_release(&out);
	return text;
}

/* Lines with their signs; "@@" begins another hunk, 100 lines further down. */
static void build(struct built *b, const struct file *file, size_t index)
{
	struct tg_str rest = tg_str(file->diff), text;
	uint32_t old_line = 0, new_line = 0;

	memset(b, 0, sizeof(*b));
	b->lines = tg_arena_calloc(&arena, MAX_LINES, sizeof(*b->lines));
	b->change.status = file->status == TG_STATUS_ADDED && file->old_path == NULL &&
		strchr(file->diff, '-') ? TG_STATUS_MODIFIED : file->status;
	b->change.index = index;
	b->change.path = b->change.new_path = file->path;
	b->change.old_path = file->old_path ? file->old_path : file->path;
	b->change.file_class = file->file_class;
	b->change.old_class = file->old_path ? file->old_class : file->file_class;
	b->change.language = tg_language_of(file->path, TG_STR(""));
	while (tg_str_line(&rest, &text)) {
		struct tg_line *line;
		char sign = text.n > 0 ? text.p[0] : ' ';

		if (tg_str_starts(text, "@@")) {
			b->hunks++;
			old_line += 100;
			new_line += 100;
			continue;
		}
		ck_assert_uint_lt(b->n, MAX_LINES);
		line = &b->lines[b->n++];
		line->kind = sign == '+' ? TG_LINE_ADDED :
			     sign == '-' ? TG_LINE_REMOVED : TG_LINE_CONTEXT;
		line->text = tg_str_from(text, 1);
		line->hunk = (uint32_t)b->hunks;
		if (sign != '+')
			line->old_line = ++old_line;
		if (sign != '-')
			line->new_line = ++new_line;
	}
}

static uint64_t clock_us;
static uint64_t tick(void)
{
	return clock_us += 30000;
}

static void run_with(const struct file *files, size_t n,
		     struct tg_engine_options *options)
{
	struct tg_rule_pack pack;
	struct tg_engine *engine;
	struct tg_err err = { .code = TG_OK };
	struct built built[MAX_FILES];
	struct tg_change changes[MAX_FILES];
	struct tg_changeset set = { .arena = &arena, .changes = changes, .n = n };

	ck_assert_msg(tg_rules_read(&pack, &arena, tg_str(rules_text), "t.yml",
				    &err) == TG_OK, "%s", err.msg);
	options->packs = &pack;
	options->n_packs = 1;
	options->workers = 2;
	ck_assert_msg(tg_engine_new(&engine, options, &err) == TG_OK, "%s", err.msg);
	for (size_t i = 0; i < n; i++) {
		struct tg_file_view view;

		build(&built[i], &files[i], i);
		changes[i] = built[i].change;
		view = (struct tg_file_view){ .change = &changes[i],
			.lines = built[i].lines, .n_lines = built[i].n,
			.n_hunks = built[i].hunks + 1, .worker = (unsigned)(i % 2) };
		if (built[i].hunks == 0) {
			view.old_text = text_without(&built[i], TG_LINE_ADDED);
			view.new_text = text_without(&built[i], TG_LINE_REMOVED);
		}
		tg_engine_visit(&view, engine);
	}
	ck_assert_msg(tg_engine_finish(&result, engine, &set, &arena, &err) == TG_OK,
		      "%s", err.msg);
	tg_engine_free(engine);
}

static const char *outcome(void)
{
	struct tg_buf out = TG_BUF_INIT(4096);
	const char *text;

	for (size_t i = 0; i < result.n; i++) {
		const struct tg_signal *s = &result.signals[i];

		tg_buf_printf(&out, "%s%s %s:%c%u%s", i > 0 ? "; " : "", s->rule,
			      s->path, s->side == TG_SIDE_OLD ? '-' : '+', s->line,
			      s->control_removed ? "!" : "");
	}
	text = tg_arena_dup(&arena, out.ptr ? out.ptr : "");
	tg_buf_release(&out);
	return text;
}

/* --- the table ----------------------------------------------------------- */

static const struct {
	const char *label;
	struct file files[2];
	const char *want;
} cases[] = {
	{ "an added line", { { "a.py", " x\n+v = request.GET['a']\n", 0, 0, 0, NULL } },
	  "input.read a.py:+2" },
	{ "case of the literal is no matter, of the pattern it is",
	  { { "a.py", "+REQUEST.GET\n", 0, 0, 0, NULL } }, "" },
	{ "a removed line is not an added one",
	  { { "a.py", "-v = request.GET['a']\n", 0, 0, 0, NULL } }, "" },
	{ "to say or not to say whose it is changes nothing",
	  { { "a.py", "-v = self.request.GET['what the caller is looking for this very day']\n"
	      "+v = request.GET['what the caller is looking for this very day']\n", 0, 0, 0,
	      NULL } }, "" },
	{ "another language", { { "a.php", "+request.GET\n", 0, 0, 0, NULL } }, "" },
	{ "a comment", { { "a.py", "+x = 1  # request.GET\n", 0, 0, 0, NULL } }, "" },
	{ "code before a comment that says the same",
	  { { "a.py", "+request.GET  # request.GET\n", 0, 0, 0, NULL } },
	  "input.read a.py:+1" },
	{ "code after a comment that says the same",
	  { { "a.js", "-/* check_access( */ check_access(x)\n+x()\n", 0, 0, 0, NULL } },
	  "guard.removed a.js:-1!" },
	{ "tests are not looked at",
	  { { "a.py", "+request.GET\n", 0, TG_CLASS_TEST, 0, NULL } }, "" },
	{ "a string is code", { { "a.py", "+x = 'request.GET'\n", 0, 0, 0, NULL } },
	  "input.read a.py:+1" },
	{ "unless, near and without: all as asked",
	  { { "a.py", " import db\n+c.execute(q)\n", 0, 0, 0, NULL } },
	  "sql.raw a.py:+2" },
	{ "near is missing", { { "a.py", " import os\n+c.execute(q)\n", 0, 0, 0, NULL } },
	  "" },
	{ "near is in another hunk",
	  { { "a.py", "+import db\n@@\n+c.execute(q)\n", 0, 0, 0, NULL } }, "" },
	{ "near was removed", { { "a.py", "-import db\n+c.execute(q)\n", 0, 0, 0, NULL } },
	  "" },
	{ "near is a comment",
	  { { "a.py", " # import db\n+c.execute(q)\n", 0, 0, 0, NULL } }, "" },
	{ "without is there",
	  { { "a.py", " import db\n q = escape(q)\n+c.execute(q)\n", 0, 0, 0, NULL } },
	  "" },
	{ "without was removed",
	  { { "a.py", " import db\n-q = escape(q)\n+c.execute(q)\n", 0, 0, 0, NULL } },
	  "sql.raw a.py:+2" },
	{ "without is a comment",
	  { { "a.py", " import db\n # escape(q)\n+c.execute(q)\n", 0, 0, 0, NULL } },
	  "sql.raw a.py:+3" },
	{ "unless is on the line",
	  { { "a.py", " import db\n+c.execute('SELECT 1')\n", 0, 0, 0, NULL } }, "" },

	/* rules of last resort */
	{ "nobody else knows the line",
	  { { "a.py", "+v = request.path_of_ours()\n", 0, 0, 0, NULL } },
	  "input.any a.py:+1" },
	{ "another rule knows it: both lines are told once",
	  { { "a.py", "+v = request.GET_FIRST\n+w = request.path_of_ours()\n", 0, 0, 0, NULL } },
	  "input.read a.py:+1; input.any a.py:+2" },

	/* what a line stands in */
	{ "in the function that is asked for",
	  { { "a.py", " def is_allowed(x):\n     y = 1\n+    return when_open(x)\n", 0, 0,
	      0, NULL } }, "guard.condition a.py:+3" },
	{ "in the function, and no decision",
	  { { "a.py", " def is_allowed(x):\n     y = 1\n+    y = when_open\n", 0, 0,
	      0, NULL } }, "" },
	{ "in the function, and only gives back what was decided elsewhere",
	  { { "a.py", " def is_allowed(x):\n     y = 1\n+    return when_open\n", 0, 0,
	      0, NULL } }, "" },
	{ "in the function after it",
	  { { "a.py", " def is_allowed(x):\n     return 1\n def next(x):\n"
	      "+    return when_open(x)\n", 0, 0, 0, NULL } }, "" },
	{ "deeper inside, with more around it",
	  { { "a.js", " class AllowedHosts {\n   find(x) {\n     if (x) {\n"
	      "-      a()\n+      return when_open()\n     }\n   }\n }\n", 0, 0, 0, NULL } },
	  "guard.condition a.js:+4" },
	{ "beside the class, not in it",
	  { { "a.js", " class AllowedHosts {\n   find(x) {\n   }\n }\n"
	      "+  when_open()\n", 0, 0, 0, NULL } }, "" },
	{ "a head that is broken over lines",
	  { { "a.py", " def is_allowed(\n         x,\n         y,\n ):\n"
	      "+    return when_open(x)\n", 0, 0, 0, NULL } }, "guard.condition a.py:+5" },
	{ "a head in a comment is none",
	  { { "a.py", " # def is_allowed(x):\n+    return when_open(x)\n", 0, 0, 0, NULL } },
	  "" },
	{ "a field directly in the type",
	  { { "a.py", " class PayRequest:\n+    note: text\n", 0, 0, 0, NULL } },
	  "input.field a.py:+2" },
	{ "a variable in a method of the type",
	  { { "a.py", " class PayRequest:\n     def go(self):\n+        note: text\n", 0, 0,
	      0, NULL } }, "" },
	{ "tests that Rust keeps beside the code",
	  { { "a.rs", " mod tests {\n     fn is_allowed() {\n+        if check_access(x) {\n"
	      "-        check_access(y);\n     }\n }\n", 0, 0, 0, NULL } }, "" },
	{ "of a hunk alone, without the file",
	  { { "a.py", " x\n@@\n def is_allowed(x):\n-    return when_open(x)\n", 0, 0, 0,
	      NULL } }, "guard.condition a.py:-103" },

	/* values from outside */
	{ "a parameter of a type that a framework fills",
	  { { "a.java", " Reply add(AddRequest wish, Log log) {\n+  wish.name.cut(3);\n"
	      "+  log.cut(3);\n }\n", 0, 0, 0, NULL } }, "input.cut a.java:+2" },
	{ "a parameter with an annotation",
	  { { "a.java", " Reply add(@PathVariable String shelf,\n     Log log) {\n"
	      "+  shelf.cut(3);\n+  log.cut(3);\n }\n", 0, 0, 0, NULL } },
	  "input.cut a.java:+3" },
	{ "a parameter by its name",
	  { { "a.py", " def add(shelf, payload):\n+    shelf.cut(3)\n+    payload.cut(3)\n", 0,
	      0, 0, NULL } }, "input.cut a.py:+3" },
	{ "read from the request, then handed on twice",
	  { { "a.js", " function add(q) {\n   const first = req.query.name\n"
	      "   const { title, shelf } = split(first)\n+  shelf.cut(3)\n+  q.cut(3)\n }\n", 0, 0, 0,
	      NULL } }, "input.cut a.js:+4" },
	{ "the handler of a route",
	  { { "a.js", " app.post('/shelves', guard, async (req, reply) => {\n"
	      "+  req.shelf.cut(3)\n+  reply.shelf.cut(3)\n   const data = load()\n"
	      "+  data.cut(3)\n })\n", 0, 0, 0, NULL } }, "input.cut a.js:+2" },
	{ "each of a list that came in",
	  { { "a.rb", " def add(params)\n   params[:all].each do |one|\n+    one.cut(3)\n   end\n"
	      " end\n", 0, 0, 0, NULL } }, "input.cut a.rb:+3" },
	{ "filled by a call",
	  { { "a.go", " func add(c Context) {\n 	var shelf Shelf\n"
	      " 	err := c.Bind(&shelf)\n+	shelf.Name.cut(3)\n }\n", 0, 0, 0, NULL } },
	  "input.cut a.go:+4" },
	{ "who is signed in is no input",
	  { { "a.js", " function add(req) {\n   const me = req.user\n+  me.cut(3)\n"
	      "+  req.session.cut(3)\n }\n", 0, 0, 0, NULL } }, "" },
	{ "the function beside it has the same names",
	  { { "a.py", " def add(payload):\n     one = payload.name\n def other(shelf):\n"
	      "+    one.cut(3)\n", 0, 0, 0, NULL } }, "" },
	{ "a value that goes is one too",
	  { { "a.py", " def add(payload):\n-    payload.cut(3)\n     x()\n", 0, 0, 0, NULL } },
	  "input.cut a.py:-2" },

	/* removal of a control */
	{ "a guard goes, what it guarded stays",
	  { { "a.py", "-@login_required\n def view(request):\n", 0, 0, 0, NULL } },
	  "guard.removed a.py:-1!" },
	{ "a guard goes with what it guarded",
	  { { "a.py", " x = 1\n-@login_required\n-def view(request):\n-    pass\n y\n",
	      0, 0, 0, NULL } }, "guard.removed a.py:-2" },
	{ "a check goes with its function",
	  { { "a.py", "-def view(request):\n-    check_access(request)\n", 0, 0, 0,
	      NULL } }, "guard.removed a.py:-2" },
	{ "a check goes from its function",
	  { { "a.py", " def view(request):\n-    check_access(request)\n-    log()\n",
	      0, 0, 0, NULL } }, "guard.removed a.py:-2!" },
	{ "a check goes with the if around it",
	  { { "a.py", " def view(request):\n-    if x:\n-        check_access(request)\n",
	      0, 0, 0, NULL } }, "guard.removed a.py:-3!" },
	{ "commenting a guard out removes it",
	  { { "a.py", "-@login_required\n+# @login_required\n def view(request):\n", 0,
	      0, 0, NULL } }, "guard.removed a.py:-1!" },
	{ "an edited guard is still one",
	  { { "a.py", "-@login_required\n+@login_required(login_url='/in')\n"
	      " def view(request):\n", 0, 0, 0, NULL } }, "" },
	{ "an edited check is still one",
	  { { "a.py", "-    check_access(request, user)\n"
	      "+    check_access(request, user, 'write')\n", 0, 0, 0, NULL } }, "" },
	{ "a guard of one view does not make up for another's",
	  { { "a.py", "-@login_required\n-def first(request):\n-    return one\n"
	      "+def first(request, page):\n+    return one\n"
	      "+@login_required\n+def ping():\n", 0, 0, 0, NULL } },
	  "guard.removed a.py:-1!" },

	/* formatting */
	{ "a call that is broken over lines is the same call",
	  { { "a.js", "-check_access(user, \"read\", object)\n+check_access(\n+  user,\n"
	      "+  \"read\",\n+  object,\n+)\n x()\n", 0, 0, 0, NULL } }, "" },
	{ "a call that is broken over lines and loses an argument is not",
	  { { "a.js", "-check_access(user, \"read\", object)\n+check_other(\n+  user,\n"
	      "+  object,\n+)\n x()\n", 0, 0, 0, NULL } }, "guard.removed a.js:-1!" },

	{ "an item that is no longer the last of its list",
	  { { "a.php", " x = [\n-  check_access(user)\n+  check_access(user),\n"
	      "+  size(user)\n ]\n", 0, 0, 0, NULL } }, "" },
	{ "a route that is no longer the last of its list",
	  { { "a.js", " x = [\n   first_one,\n-  go(@app.route('/a'))\n+  go(@app.route('/a')),\n"
	      "+  size\n ]\n", 0, 0, 0, NULL } }, "" },
	{ "a line that goes on behind a backslash",
	  { { "a.py", "-v = '/%s' % request.GET\n+v = '/%s' % \\\n+    request.GET\n", 0, 0, 0,
	      NULL } }, "" },
	{ "a backslash that a text ends with",
	  { { "a.py", "-v = request.GET + 'a'\n+v = request.GET + 'a\\\n", 0, 0, 0, NULL } },
	  "input.read a.py:+1" },
	{ "a comma that makes a tuple, which is always true",
	  { { "a.py", " x()\n-v = request.GET\n+v = request.GET,\n y()\n", 0, 0, 0,
	      NULL } }, "input.read a.py:+2" },

	{ "other quotes, no semicolon, a constant",
	  { { "a.py", "-let v = request.GET['a'];\n+const v = request.GET[\"a\"]\n", 0, 0, 0,
	      NULL } }, "" },
	{ "quotes that mean something",
	  { { "a.py", "-v = request.GET['${a}']\n+v = request.GET[`${a}`]\n", 0, 0, 0,
	      NULL } }, "input.read a.py:+1" },
	{ "a string where there was none",
	  { { "a.py", "-v = [\"\", request.GET]\n+v = [\"a\", request.GET]\n", 0, 0, 0,
	      NULL } }, "input.read a.py:+1" },
	{ "another string",
	  { { "a.py", "-v = request.GET['a']\n+v = request.GET['b']\n", 0, 0, 0, NULL } },
	  "input.read a.py:+1" },
	{ "parentheses around one value",
	  { { "a.py", "-if (x || (request.GET.ok(y))) {\n+if (x || request.GET.ok(y)) {\n",
	      0, 0, 0, NULL } }, "" },
	{ "parentheses that group",
	  { { "a.py", "-v = (a + request.GET) * 2\n+v = a + request.GET * 2\n", 0, 0, 0,
	      NULL } }, "input.read a.py:+1" },
	{ "parentheses that call",
	  { { "a.py", "-v = cut(request.GET)\n+v = cut, request.GET\n", 0, 0, 0, NULL } },
	  "input.read a.py:+1" },
	{ "another comment behind the code",
	  { { "a.py", "-v = request.GET  # old\n+v = request.GET  # better\n", 0, 0, 0,
	      NULL } }, "" },
	{ "a name that the file renames throughout",
	  { { "a.py", "-shelf = request.GET\n-use(shelf)\n+rack = request.GET\n+use(rack)\n"
	      " x = 1\n-go(shelf, request.GET)\n+go(rack, request.GET)\n", 0, 0, 0, NULL } },
	  "" },
	{ "another name, the old one is still used",
	  { { "a.py", " shelf = 1\n-go(shelf, request.GET)\n+go(rack, request.GET)\n", 0, 0,
	      0, NULL } }, "input.read a.py:+2" },
	{ "a name that says more about who may",
	  { { "a.py", "-go(allowed_shelf, request.GET)\n+go(shelf, request.GET)\n", 0, 0, 0,
	      NULL } }, "input.read a.py:+1" },
	{ "a name that comes from elsewhere",
	  { { "a.py", "-from b import shelf\n+from b import rack\n x = 1\n"
	      "-go(shelf, request.GET)\n+go(rack, request.GET)\n", 0, 0, 0, NULL } },
	  "input.read a.py:+3" },
	{ "another member of a type",
	  { { "a.py", "-go(Shelf.Top, request.GET)\n+go(Shelf.Low, request.GET)\n", 0, 0, 0,
	      NULL } }, "input.read a.py:+1" },
	{ "a sentence for people that says it in other words",
	  { { "a.py", "-go('The shelf has no free plaec.', request.GET)\n"
	      "+go('The shelf has no free place.', request.GET)\n", 0, 0, 0, NULL } }, "" },
	{ "a sentence that tells something else of an account",
	  { { "a.py", "-go('This email is not known.', request.GET)\n"
	      "+go('This email or password is wrong.', request.GET)\n", 0, 0, 0, NULL } },
	  "input.read a.py:+1" },
	{ "a text that is no sentence",
	  { { "a.py", "-go('Select a from b', request.GET)\n+go('Select c from b', request.GET)\n",
	      0, 0, 0, NULL } }, "input.read a.py:+1" },
	{ "the mark of a name that is not used",
	  { { "a.py", "-go(_shelf, request.GET)\n+go(shelf, request.GET)\n", 0, 0, 0, NULL } },
	  "" },
	{ "a check that there is something at all",
	  { { "a.py", "-if (shelf.open(request.GET)) {\n"
	      "+if (shelf != null && shelf.open(request.GET)) {\n", 0, 0, 0, NULL } }, "" },
	{ "a check that there is something else",
	  { { "a.py", "-if (shelf.open(request.GET)) {\n"
	      "+if (room != null && shelf.open(request.GET)) {\n", 0, 0, 0, NULL } },
	  "input.read a.py:+1" },
	{ "a check that there is nothing",
	  { { "a.py", "-if (shelf.open(request.GET)) {\n"
	      "+if (shelf == null && shelf.open(request.GET)) {\n", 0, 0, 0, NULL } },
	  "input.read a.py:+1" },
	{ "a member of what may be missing",
	  { { "a.py", "-go(shelf.top, room, request.GET)\n+go(shelf?.top, room!, request.GET)\n",
	      0, 0, 0, NULL } }, "" },
	{ "the opposite", { { "a.py", "-if (shelf, request.GET) {\n+if (!shelf, request.GET) {\n",
	      0, 0, 0, NULL } }, "input.read a.py:+1" },
	{ "a name that the file renames throughout and uses once more",
	  { { "a.py", "-shelf = request.GET\n-use(shelf)\n+rack = request.GET\n+use(rack)\n"
	      " x = 1\n+dust(rack)\n", 0, 0, 0, NULL } }, "" },
	{ "false for true",
	  { { "a.py", "-go(true, request.GET)\n+go(false, request.GET)\n", 0, 0, 0, NULL } },
	  "input.read a.py:+1" },
	{ "a line that changed its place among other changes",
	  { { "a.py", "-first(1)\n-go('a', request.GET)\n+second(2)\n+third(3)\n"
	      "+go(\"a\", request.GET)\n+fourth(4)\n", 0, 0, 0, NULL } },
	  "input.read a.py:+3" },

	{ "rows that are loaded along",
	  { { "a.rb", "-v = Book.find(request.GET.id)\n"
	      "+v = Book.includes(:author, shelf: :room).find(request.GET.id)\n", 0, 0, 0,
	      NULL } }, "" },
	{ "a value that is asked whether it includes another",
	  { { "a.py", "-go(a, request.GET)\n+go(a.includes(b), request.GET)\n", 0, 0, 0,
	      NULL } }, "input.read a.py:+1" },
	{ "a call that is not closed on its line",
	  { { "a.rb", "-v = go(request.GET)\n+v = go.includes(request.GET, ok()\n", 0, 0, 0,
	      NULL } }, "input.read a.rb:+1" },
	{ "a text that explains an argument",
	  { { "a.py", "-v = request.GET(str)\n"
	      "+v = request.GET(str, description='of the shelf', deprecated=True)\n", 0, 0,
	      0, NULL } }, "" },
	{ "another text, to be translated, before the rest",
	  { { "a.py", "-v = request.GET(help_text=_('one'), size=1)\n"
	      "+v = request.GET(help_text=_('two'), size=1)\n", 0, 0, 0, NULL } }, "" },
	{ "a text that is worked out",
	  { { "a.py", "-v = request.GET(description=one())\n"
	      "+v = request.GET(description=two())\n", 0, 0, 0, NULL } },
	  "input.read a.py:+1" },
	{ "an argument that does something",
	  { { "a.py", "-v = request.GET(str)\n+v = request.GET(str, role='any')\n", 0, 0, 0,
	      NULL } }, "input.read a.py:+1" },

	/* imports */
	{ "a name in a list of imports",
	  { { "a.py", "+from b import (\n+    bare_route,\n+    size,\n+)\n", 0, 0, 0, NULL },
	    { "b.js", " import {\n+  bare_route as route,\n } from './b'\n", 0, 0, 0, NULL } },
	  "" },
	{ "a name among arguments",
	  { { "a.py", "+go(\n+    bare_route,\n+)\n", 0, 0, 0, NULL } },
	  "route.added a.py:+2" },
	{ "an exported class is no list of imports",
	  { { "a.js", " export class ShelfRequest {\n+  text_of: text,\n }\n", 0, 0, 0,
	      NULL } }, "input.field a.js:+2" },

	/* moves */
	{ "a function moves within a file",
	  { { "a.py", "-@login_required\n-def view(request):\n-    pass\n@@\n"
	      "+@login_required\n+def view(request):\n+    pass\n", 0, 0, 0, NULL } },
	  "" },
	{ "a function moves to another file",
	  { { "a.py", "-def view(request):\n-    v = request.GET\n", 0, 0, 0, NULL },
	    { "b.py", "+def view(request):\n+        v = request.GET\n", 0, 0, 0, NULL } },
	  "" },
	{ "a route moves among the guarded ones",
	  { { "a.go", " func registerAuthRoutes(r *R) {\n"
	      "-\t@app.route(\"/mail/change/code\", a.userController.ChangeMail)\n \tx()\n"
	      "+\t@app.route(\"/mail/change/code\", a.userController.ChangeMail)\n }\n",
	      0, 0, 0, NULL } }, "" },
	{ "a route goes from the guarded ones to the open ones",
	  { { "a.go", " func registerUnAuthRoutes(r *R) {\n \tx()\n"
	      "+\t@app.route(\"/mail/change/code\", a.userController.ChangeMail)\n }\n"
	      " func registerRoutes(r *R) {\n \tx()\n"
	      "-\t@app.route(\"/mail/change/code\", a.userController.ChangeMail)\n }\n",
	      0, 0, 0, NULL } }, "route.added a.go:+3" },
	{ "into a test it does not move, it goes",
	  { { "a.py", "-@login_required\n-def view(request):\n+def view2():\n", 0, 0, 0,
	      NULL },
	    { "t.py", "+@login_required\n+def view(request):\n", 0, TG_CLASS_TEST, 0,
	      NULL } }, "guard.removed a.py:-1!" },
	{ "a guard that goes from one view to another is no move",
	  { { "a.py", "-@login_required\n def view(request):\n@@\n+@login_required\n"
	      " def other(request):\n", 0, 0, 0, NULL } }, "guard.removed a.py:-1!" },
	{ "not even when the views look the same",
	  { { "a.py", "-    @login_required\n     def get(self):\n@@\n"
	      "+    @login_required\n     def get(self):\n", 0, 0, 0, NULL } },
	  "guard.removed a.py:-1!" },
	{ "nor with a blank line and a bracket beside it",
	  { { "a.js", "-check_access(x);\n-}\n-\n@@\n+check_access(x);\n+}\n+\n", 0, 0, 0,
	      NULL } }, "guard.removed a.js:-1!" },
	{ "two removed, one of them moved",
	  { { "a.py", "-    one = 1\n-    v = check_access(x)\n@@\n-    two = 2\n"
	      "-    v = check_access(x)\n@@\n+    one = 1\n+    v = check_access(x)\n",
	      0, 0, 0, NULL } }, "guard.removed a.py:-104!" },
	{ "a long line is nobody else's",
	  { { "a.py", "+result = transform_everything(request.GET, "
	      "with_these=options, and_more=1)\n", 0, 0, 0, NULL },
	    { "b.py", "-result = transform_everything(request.GET, "
	      "with_these=options, and_more=1)\n", 0, 0, 0, NULL } }, "" },
	{ "re-indentation is no change",
	  { { "a.py", " def view(r):\n-    v = request.GET\n+    if r:\n"
	      "+        v = request.GET\n     return v\n", 0, 0, 0, NULL } }, "" },

	/* derived from names */
	{ "a guard that no rule knows",
	  { { "a.py", "-@require_tenant_role('x')\n def view(request):\n", 0, 0, 0, NULL } },
	  "derived.guard-removed a.py:-1!" },
	{ "gone with what it stood on",
	  { { "a.py", " x = 1\n-@require_tenant_role('x')\n-def view(request):\n y\n", 0, 0,
	      0, NULL } }, "" },
	{ "edited",
	  { { "a.py", "-@require_tenant_role('x')\n+@require_tenant_role('y')\n"
	      " def view(request):\n", 0, 0, 0, NULL } }, "" },
	{ "replaced by another guard",
	  { { "a.py", "-@require_tenant_role('x')\n+@only_admin\n"
	      " def view(request):\n", 0, 0, 0, NULL } }, "" },
	{ "a name that speaks of something else",
	  { { "a.py", "-@author_required_field('x')\n-@cached\n def view(request):\n", 0, 0,
	      0, NULL } }, "" },
	{ "a call to a new host",
	  { { "a.py", "+post('https://api.pay.io/v1')\n", 0, 0, 0, NULL } },
	  "derived.host-added a.py:+1" },
	{ "to a host that was there",
	  { { "a.py", " u = 'https://api.pay.io/v1'\n+post('https://api.pay.io/v2')\n", 0, 0,
	      0, NULL } }, "" },
	{ "a page is no interface",
	  { { "a.py", "+see('https://www.pay.io/docs')\n+# https://api.pay.io\n"
	      "+x = 'https://api.example.com'\n", 0, 0, 0, NULL } }, "" },

	/* files */
	{ "a file rule", { { "app/policies/a.py", "+x\n", 0, 0, 0, NULL } },
	  "file.policy app/policies/a.py:+0" },
	{ "a deleted control file",
	  { { "app/policies/a.py", "-x\n", TG_STATUS_DELETED, 0, 0,
	      "app/policies/a.py" } }, "file.policy app/policies/a.py:-0!" },
	{ "a file of which the imports and the comments alone change",
	  { { "app/rights/a.py", "-import a\n+from b import c\n x = 1\n+# of c\n+\n", 0, 0,
	      0, NULL } }, "" },
	{ "and one of which something else does",
	  { { "app/rights/a.py", "-import a\n+from b import c\n-x = 1\n+x = c\n", 0, 0, 0,
	      NULL } }, "file.rights app/rights/a.py:+0" },
	{ "another status", { { "app/policies/a.py", "-x\n+y\n", 0, 0, 0, NULL } }, "" },
	{ "a rename out of the class still shows what went",
	  { { "tests/a.py", "-@login_required\n+pass\n def view(request):\n",
	      TG_STATUS_RENAMED, TG_CLASS_TEST, TG_CLASS_PRODUCTION, "a.py" } },
	  "guard.removed tests/a.py:-1!" },
};

START_TEST(says_what_a_change_does)
{
	struct tg_engine_options options = { 0 };
	size_t n = cases[_i].files[1].path ? 2 : 1;

	run_with(cases[_i].files, n, &options);
	ck_assert_msg(strcmp(outcome(), cases[_i].want) == 0,
		      "%s\n  got:  %s\n  want: %s", cases[_i].label, outcome(),
		      cases[_i].want);
	ck_assert_uint_eq(result.n_incomplete, 0);
}
END_TEST

/* --- suppressions -------------------------------------------------------- */

static const struct {
	const char *label, *diff, *want;
	int listed; /* 0: none; 1: does not count; 2: counts */
} notes[] = {
	{ "in the base, above an edited line",
	  " # threatgate:ignore input.read -- only for metrics\n-v = request.GET['a']\n"
	  "+v = request.GET['b']\n", "", 2 },
	{ "in the base, but the line is another one",
	  " # threatgate:ignore input.read -- only for metrics\n+v = request.GET['b']\n"
	  " w = request.GET['a']\n", "input.read a.py:+2", 1 },
	{ "added by the change itself",
	  "+# threatgate:ignore input.read -- only for metrics\n+v = request.GET\n",
	  "input.read a.py:+2", 1 },
	{ "added on the line itself",
	  "+v = request.GET # threatgate:ignore input.read -- only for metrics\n",
	  "input.read a.py:+1", 1 },
	{ "kept on an edited line",
	  "-v = request.GET # threatgate:ignore input.read -- only for metrics\n"
	  "+w = request.GET # threatgate:ignore input.read -- only for metrics\n", "",
	  2 },
	{ "kept once, added once more",
	  "-v = request.GET # threatgate:ignore input.read -- only for metrics\n"
	  "+w = request.GET # threatgate:ignore input.read -- only for metrics\n"
	  "+x = request.GET # threatgate:ignore input.read -- only for metrics\n",
	  "input.read a.py:+2", 2 },
	{ "of another rule",
	  " # threatgate:ignore sql.raw -- only for metrics\n-a\n+v = request.GET\n",
	  "input.read a.py:+2", 0 },
	{ "of a group: a rule's id is needed",
	  " # threatgate:ignore input.* -- only for metrics\n-a\n+v = request.GET\n",
	  "input.read a.py:+2", 0 },
	{ "without a reason",
	  " # threatgate:ignore input.read\n-a\n+v = request.GET\n",
	  "input.read a.py:+2", 0 },
	{ "with an empty reason",
	  " # threatgate:ignore input.read -- \n-a\n+v = request.GET\n",
	  "input.read a.py:+2", 0 },
	{ "not in a comment",
	  " s = 'threatgate:ignore input.read -- only for metrics'\n-a\n"
	  "+v = request.GET\n", "input.read a.py:+2", 0 },
	{ "on a guard that goes",
	  "-@login_required # threatgate:ignore guard.removed -- public page\n"
	  " def view(request):\n", "", 2 },
};

START_TEST(suppressions_count_from_the_base_on)
{
	struct tg_engine_options options = { 0 };
	struct file file = { "a.py", notes[_i].diff, TG_STATUS_MODIFIED, 0, 0, NULL };

	run_with(&file, 1, &options);
	ck_assert_msg(strcmp(outcome(), notes[_i].want) == 0, "%s: %s",
		      notes[_i].label, outcome());
	ck_assert_msg((result.n_suppressions > 0) == (notes[_i].listed > 0),
		      "%s: %zu listed", notes[_i].label, result.n_suppressions);
	if (notes[_i].listed > 0) {
		ck_assert(result.suppressions[0].effective == (notes[_i].listed == 2));
		ck_assert_str_ne(result.suppressions[0].reason, "");
	}
}
END_TEST

/* --- threads --------------------------------------------------------------- */

#define THREADS 4
#define ROUNDS 60

struct share {
	struct tg_engine *engine;
	struct built *files;
	size_t n;
	unsigned worker;
};

static void *visit_share(void *ctx)
{
	struct share *share = ctx;

	for (size_t i = share->worker; i < share->n; i += THREADS) {
		struct tg_file_view view = { .change = &share->files[i].change,
			.lines = share->files[i].lines, .n_lines = share->files[i].n,
			.n_hunks = 1, .worker = share->worker };

		tg_engine_visit(&view, share->engine);
	}
	return NULL;
}

START_TEST(threads_find_what_one_finds)
{
	static const struct file kinds[4] = {
		{ "a.py", "+v = request.GET['a']\n", TG_STATUS_MODIFIED, 0, 0, NULL },
		{ "b.py", "-@login_required\n def v(r):\n", 0, 0, 0, NULL },
		{ "c/policies/x.py", "+x\n", TG_STATUS_ADDED, 0, 0, NULL },
		{ "d.py", " import db\n+c.execute(q)\n", 0, 0, 0, NULL },
	};
	struct built *files = tg_arena_calloc(&arena, ROUNDS, sizeof(*files));
	struct tg_changeset set = { .arena = &arena };
	struct tg_engine_options options = { .workers = THREADS, .n_packs = 1 };
	struct share shares[THREADS];
	pthread_t threads[THREADS];
	struct tg_rule_pack pack;
	struct tg_engine *engine;
	struct tg_err err = { .code = TG_OK };

	ck_assert_int_eq(tg_rules_read(&pack, &arena, tg_str(rules_text), "t.yml",
				       &err), TG_OK);
	options.packs = &pack;
	ck_assert_int_eq(tg_engine_new(&engine, &options, &err), TG_OK);
	for (size_t i = 0; i < ROUNDS; i++)
		build(&files[i], &kinds[i % 4], i);
	for (unsigned t = 0; t < THREADS; t++) {
		shares[t] = (struct share){ engine, files, ROUNDS, t };
		ck_assert_int_eq(pthread_create(&threads[t], NULL, visit_share,
						&shares[t]), 0);
	}
	for (unsigned t = 0; t < THREADS; t++)
		pthread_join(threads[t], NULL);
	ck_assert_int_eq(tg_engine_finish(&result, engine, &set, &arena, &err), TG_OK);
	ck_assert_uint_eq(result.n, ROUNDS);
	tg_engine_free(engine);
}
END_TEST

/* --- limits -------------------------------------------------------------- */

START_TEST(a_line_that_takes_too_long_is_told)
{
	struct tg_engine_options options = { 0 };
	char *diff = tg_arena_alloc(&arena, 4100);
	struct file file = { "a.py", diff, 0, 0, 0, NULL };

	memset(diff, ',', 4095);
	memcpy(diff, "+quad", 5);
	run_with(&file, 1, &options);
	ck_assert_str_eq(outcome(), "");
	ck_assert_uint_eq(result.n_incomplete, 1);
	ck_assert_msg(strstr(result.incomplete[0], "a.py:1: rule slow.one") != NULL,
		      "%s", result.incomplete[0]);
}
END_TEST

/* All that was told, a line each. */
static const char *told(void)
{
	struct tg_buf out = TG_BUF_INIT(1u << 16);
	const char *text;

	for (size_t i = 0; i < result.n_incomplete; i++)
		tg_buf_printf(&out, "%s\n", result.incomplete[i]);
	text = tg_arena_dup(&arena, out.ptr ? out.ptr : "");
	tg_buf_release(&out);
	return text;
}

START_TEST(what_is_told_does_not_hang_on_who_looked)
{
	struct tg_engine_options options = { 0 };
	char *diff = tg_arena_alloc(&arena, 15 * 4096 + 1);
	struct file a = { "a.py", diff, 0, 0, 0, NULL };
	struct file b = { "b.py", diff, 0, 0, 0, NULL };
	struct file none = { "c.py", "+x\n", 0, 0, 0, NULL };
	struct file apart[] = { a, b }, together[] = { a, none, b };
	const char *once;

	for (size_t i = 0; i < 15; i++) {
		memset(diff + i * 4096, ',', 4095);
		memcpy(diff + i * 4096, "+quad", 5);
		diff[i * 4096 + 4095] = '\n';
	}
	run_with(apart, 2, &options);
	ck_assert_uint_eq(result.n_incomplete, 21);
	once = told();
	ck_assert_msg(strstr(once, "10 further lines") != NULL, "%s", once);
	options = (struct tg_engine_options){ 0 };
	run_with(together, 3, &options);
	ck_assert_str_eq(told(), once);
}
END_TEST

START_TEST(files_after_the_budget_are_told)
{
	struct tg_limits limits = tg_limits_default;
	struct tg_engine_options options = { .limits = &limits, .now_us = tick };
	struct file files[4] = {
		{ "a.py", "+request.GET\n", 0, 0, 0, NULL },
		{ "b.py", "+request.GET\n", 0, 0, 0, NULL },
		{ "c.py", "+request.GET\n", 0, 0, 0, NULL },
		{ "d.py", "+request.GET\n", 0, 0, 0, NULL },
	};

	limits.budget_ms = 20; /* each file takes 30 on this clock */
	run_with(files, 4, &options);
	ck_assert_str_eq(outcome(), "input.read a.py:+1; input.read b.py:+1");
	ck_assert_uint_eq(result.n_incomplete, 1);
	ck_assert_msg(strstr(result.incomplete[0], "2 files were not matched") != NULL,
		      "%s", result.incomplete[0]);
}
END_TEST

START_TEST(over_the_cap_each_file_keeps_one)
{
	struct tg_limits limits = tg_limits_default;
	struct tg_engine_options options = { .limits = &limits };
	char many[150 * 14 + 1];
	struct file files[2] = { { "a.py", many, 0, 0, 0, NULL },
				 { "b.py", "+request.GET\n", 0, 0, 0, NULL } };

	for (size_t i = 0; i < 150; i++)
		memcpy(many + i * 13, "+request.GET\n", 14);
	limits.matches_per_rule = 10;
	run_with(files, 2, &options);
	ck_assert_uint_eq(result.n, 11);
	ck_assert_str_eq(result.signals[10].path, "b.py");
	ck_assert_uint_eq(result.more, 140);
}
END_TEST

/* --- derived from several lines and files ---------------------------------- */

static const struct {
	const char *label, *diff, *want;
} endpoints[] = {
	{ "the others are guarded, the new one is not",
	  " @app.route('/a')\n @login_required\n def a():\n     one()\n     two()\n"
	  "     three()\n     four()\n     five()\n     six()\n     seven()\n"
	  " @app.route('/b')\n @login_required\n def b():\n     one()\n     two()\n"
	  "     three()\n     four()\n     five()\n     six()\n     seven()\n"
	  "+@app.route('/c')\n+def c():\n+    pass\n",
	  "derived.endpoint-unguarded a.py:+21; route.added a.py:+21" },
	{ "so is the new one",
	  " @app.route('/a')\n @login_required\n def a():\n     one()\n     two()\n"
	  " @app.route('/b')\n @login_required\n def b():\n     one()\n     two()\n"
	  "+@app.route('/c')\n+@login_required\n+def c():\n+    pass\n",
	  "route.added a.py:+11" },
	{ "short handlers: the guard of the one before is not its own",
	  " @app.route('/a')\n @login_required\n def a():\n     one()\n"
	  " @app.route('/b')\n @login_required\n def b():\n     one()\n"
	  "+@app.route('/c')\n+def c():\n+    pass\n",
	  "derived.endpoint-unguarded a.py:+9; route.added a.py:+9" },
	{ "a guard of the project's own, known by its name alone",
	  " @app.route('/a')\n @needs_shop_role\n def a():\n     one()\n"
	  " @app.route('/b')\n @needs_shop_role\n def b():\n     one()\n"
	  "+@app.route('/c')\n+def c():\n+    pass\n",
	  "derived.endpoint-unguarded a.py:+9; route.added a.py:+9" },
	{ "the guard stands above the route",
	  " @login_required\n @app.route('/a')\n def a():\n     one()\n"
	  " @login_required\n @app.route('/b')\n def b():\n     one()\n"
	  "+@login_required\n+@app.route('/c')\n+def c():\n+    pass\n",
	  "route.added a.py:+10" },
	{ "one of the others is open",
	  " @app.route('/a')\n @login_required\n def a():\n     one()\n     two()\n"
	  "     three()\n     four()\n     five()\n     six()\n     seven()\n"
	  " @app.route('/b')\n @login_required\n def b():\n     one()\n     two()\n"
	  "     three()\n     four()\n     five()\n     six()\n     seven()\n"
	  " @app.route('/d')\n def d():\n     pass\n"
	  "+@app.route('/c')\n+def c():\n+    pass\n", "route.added a.py:+24" },
};

START_TEST(an_endpoint_is_held_against_its_neighbours)
{
	struct tg_engine_options options = { 0 };
	struct file file = { "a.py", endpoints[_i].diff, TG_STATUS_MODIFIED, 0, 0,
			     NULL };

	run_with(&file, 1, &options);
	ck_assert_msg(strcmp(outcome(), endpoints[_i].want) == 0, "%s: %s",
		      endpoints[_i].label, outcome());
}
END_TEST

static const struct {
	const char *label;
	struct file files[4];
	const char *want;
} services[] = {
	{ "a new folder with a manifest",
	  { { "svc/pay/package.json", "+x\n", 0, TG_CLASS_CONFIG, 0, NULL },
	    { "svc/pay/a.js", "+x\n", 0, 0, 0, NULL },
	    { "svc/pay/b.js", "+x\n", 0, 0, 0, NULL },
	    { "svc/pay/c.js", "+x\n", 0, 0, 0, NULL } },
	  "derived.service-added svc/pay/package.json:+0" },
	{ "a folder that was there",
	  { { "svc/pay/package.json", "+x\n", 0, TG_CLASS_CONFIG, 0, NULL },
	    { "svc/pay/a.js", "-x\n", 0, 0, 0, NULL },
	    { "svc/pay/b.js", "+x\n", 0, 0, 0, NULL },
	    { "svc/pay/c.js", "+x\n", 0, 0, 0, NULL } }, "" },
	{ "a manifest among tests",
	  { { "tests/pay/package.json", "+x\n", 0, TG_CLASS_TEST, 0, NULL },
	    { "tests/pay/a.js", "+x\n", 0, TG_CLASS_TEST, 0, NULL },
	    { "tests/pay/b.js", "+x\n", 0, TG_CLASS_TEST, 0, NULL },
	    { "tests/pay/c.js", "+x\n", 0, TG_CLASS_TEST, 0, NULL } }, "" },
	{ "hardly more than a manifest",
	  { { "svc/pay/package.json", "+x\n", 0, TG_CLASS_CONFIG, 0, NULL },
	    { "svc/pay/a.js", "+x\n", 0, 0, 0, NULL },
	    { "svc/b.js", "+x\n", 0, 0, 0, NULL },
	    { "svc/c.js", "+x\n", 0, 0, 0, NULL } }, "" },
};

START_TEST(a_new_service_is_seen)
{
	struct tg_engine_options options = { 0 };

	run_with(services[_i].files, 4, &options);
	ck_assert_msg(strcmp(outcome(), services[_i].want) == 0, "%s: %s",
		      services[_i].label, outcome());
}
END_TEST

START_TEST(disabled_rules_and_ignored_paths_say_nothing)
{
	static const char *const off[] = { "input.*" };
	static const char *const patterns[] = { "legacy/**" };
	struct tg_engine_options options = { .disabled = off, .n_disabled = 1 };
	struct file files[2] = {
		{ "a.py", "+request.GET\n-check_access(x)\n", 0, 0, 0, NULL },
		{ "legacy/a.py", "-check_access(x)\n", 0, 0, 0, NULL },
	};
	struct tg_globs *globs;
	struct tg_err err;

	ck_assert_int_eq(tg_globs_new(&globs, &arena, patterns, 1, 0, &err), TG_OK);
	options.ignored_paths = globs;
	run_with(files, 2, &options);
	tg_globs_free(globs);
	ck_assert_str_eq(outcome(), "guard.removed a.py:-1!");
}
END_TEST

START_TEST(only_what_arrives_is_new)
{
	struct tg_engine_options options = { 0 };
	struct file files[2] = {
		{ "a.py", "-page(\"orders\")\n x\n+page(\"bills\")\n", 0, 0, 0, NULL },
		{ "b.py", "-page(\"orders\", a)\n+page(\"orders\", b)\n", 0, 0, 0, NULL },
	};

	run_with(files, 2, &options);
	ck_assert_uint_eq(result.n, 4);
	for (size_t i = 0; i < result.n; i++) {
		const struct tg_signal *s = &result.signals[i];
		bool arrives = strcmp(s->path, "a.py") == 0 && s->side == TG_SIDE_NEW;

		ck_assert_uint_eq(s->triggers, TG_AUTH_CHANGE |
				  (arrives ? TG_NEW_FEATURE : 0u));
	}
}
END_TEST

START_TEST(a_hostile_file_ends)
{
	struct tg_engine_options options = { 0 };
	char *diff = tg_arena_alloc(&arena, 1500u * 600u + 1);
	struct file file = { "a.py", diff, 0, 0, 0, NULL };

	/* every line a literal of every rule, over and over */
	for (size_t i = 0; i < 1500; i++) {
		char *line = diff + i * 600;

		memset(line, '(', 600);
		for (size_t k = 1; k + 60 < 600; k += 60)
			memcpy(line + k, "@login_required check_access( request.GET "
			       ".execute( quad", 56);
		line[590] = (char)('a' + i % 26);
		line[591] = (char)('a' + i / 26 % 26);
		line[592] = (char)('a' + i / 676);
		line[0] = i % 2 ? '+' : '-';
		line[599] = '\n';
	}
	run_with(&file, 1, &options);
	ck_assert_uint_gt(result.n, 0);
	ck_assert_uint_gt(result.more, 0);
}
END_TEST

#define COUNT(a) ((int)(sizeof(a) / sizeof((a)[0])))

Suite *engine_suite(void);
Suite *engine_suite(void)
{
	Suite *suite = suite_create("engine");
	TCase *changes = tcase_create("changes");
	TCase *limits = tcase_create("limits");

	tcase_add_checked_fixture(changes, NULL, release);
	tcase_add_loop_test(changes, says_what_a_change_does, 0, COUNT(cases));
	tcase_add_loop_test(changes, suppressions_count_from_the_base_on, 0,
			    COUNT(notes));
	tcase_add_loop_test(changes, an_endpoint_is_held_against_its_neighbours, 0,
			    COUNT(endpoints));
	tcase_add_loop_test(changes, a_new_service_is_seen, 0, COUNT(services));
	tcase_add_test(changes, threads_find_what_one_finds);
	tcase_add_test(changes, disabled_rules_and_ignored_paths_say_nothing);
	tcase_add_checked_fixture(limits, NULL, release);
	tcase_add_test(limits, a_line_that_takes_too_long_is_told);
	tcase_add_test(limits, what_is_told_does_not_hang_on_who_looked);
	tcase_add_test(limits, files_after_the_budget_are_told);
	tcase_add_test(limits, over_the_cap_each_file_keeps_one);
	tcase_add_test(limits, only_what_arrives_is_new);
	tcase_add_test(limits, a_hostile_file_ends);
	suite_add_tcase(suite, changes);
	suite_add_tcase(suite, limits);
	return suite;
}

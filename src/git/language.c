#include "language.h"

#include "lex.h"

#include <string.h>

/* Strings and comments that many languages share. */
#define DQ { "\"", "\"", false, false, false, false }
#define SQ { "'", "'", false, false, false, false }
#define DQ_LINES { "\"", "\"", false, true, false, false }
#define SQ_LINES { "'", "'", false, true, false, false }
#define SQ_RAW { "'", "'", false, true, true, false }
#define DQ_RAW { "\"", "\"", false, true, true, false }
#define DQ3 { "\"\"\"", "\"\"\"", false, true, false, false }
#define DQ3_RAW { "\"\"\"", "\"\"\"", false, true, true, false }
#define DQ3_DOC { "\"\"\"", "\"\"\"", false, true, false, true }
#define SQ3_DOC { "'''", "'''", false, true, false, true }
#define SQ3 { "'''", "'''", false, true, false, false }
#define BACKTICK { "`", "`", false, true, false, false }
#define BACKTICK_RAW { "`", "`", false, true, true, false }
#define C_BLOCK { "/*", "*/", false, false, false, false }
#define C_BLOCK_NESTS { "/*", "*/", true, false, false, false }
#define XML_BLOCK { "<!--", "-->", false, false, false, false }

static const struct tg_lexical none = { .line_at_word = false };
static const struct tg_lexical hash_only = {
	.line = { "#" }, .line_at_word = true, .string = { DQ, SQ }
};
static const struct tg_lexical c_like = {
	.line = { "//" }, .block = { C_BLOCK }, .string = { DQ }, .char_literal = true
};
static const struct tg_lexical c_text_blocks = {
	.line = { "//" }, .block = { C_BLOCK }, .string = { DQ3, DQ },
	.char_literal = true
};
static const struct tg_lexical go = { .line = { "//" }, .block = { C_BLOCK },
				      .string = { DQ, BACKTICK_RAW },
				      .char_literal = true };
static const struct tg_lexical rust = { .line = { "//" },
					.block = { C_BLOCK_NESTS },
					.string = { DQ_LINES }, .char_literal = true,
					.raw_hash = true };
static const struct tg_lexical kotlin = { .line = { "//" },
					  .block = { C_BLOCK_NESTS },
					  .string = { DQ3_RAW, DQ },
					  .char_literal = true };
static const struct tg_lexical swift = { .line = { "//" },
					 .block = { C_BLOCK_NESTS },
					 .string = { DQ3, DQ } };
static const struct tg_lexical csharp = {
	.line = { "//" }, .block = { C_BLOCK },
	.string = { { "@\"", "\"", false, true, true, false },
		    { "$@\"", "\"", false, true, true, false }, DQ3_RAW, DQ },
	.char_literal = true
};
static const struct tg_lexical javascript = { .line = { "//" },
					      .block = { C_BLOCK },
					      .string = { DQ, SQ, BACKTICK },
					      .regex = true };
static const struct tg_lexical markup_js = { .line = { "//" },
					     .block = { XML_BLOCK, C_BLOCK },
					     .string = { DQ_LINES }, .regex = true };
static const struct tg_lexical dart = { .line = { "//" },
					.block = { C_BLOCK_NESTS },
					.string = { DQ3, SQ3, DQ, SQ } };
static const struct tg_lexical python = { .line = { "#" },
					  .string = { DQ3_DOC, SQ3_DOC, DQ, SQ } };
static const struct tg_lexical ruby = {
	.line = { "#" }, .line_at_word = true,
	.block = { { "\n=begin", "\n=end", false, false, false, false } },
	.string = { DQ_LINES, SQ_LINES, BACKTICK }, .heredoc = 2
};
static const struct tg_lexical php = { .line = { "//", "#" }, .block = { C_BLOCK },
				       .string = { DQ_LINES, SQ_LINES, BACKTICK },
				       .heredoc = 3, .hash_attribute = true };
static const struct tg_lexical shell = { .line = { "#" }, .line_at_word = true,
					 .string = { DQ_LINES, SQ_RAW },
					 .heredoc = 2 };
static const struct tg_lexical powershell = {
	.line = { "#" }, .block = { { "<#", "#>", false, false, false, false } },
	.string = { { "@\"", "\"@", false, true, true, false },
		    { "@'", "'@", false, true, true, false }, DQ_RAW, SQ_RAW }
};
static const struct tg_lexical batch = { .line = { "rem ", "::" },
					 .line_at_word = true,
					 .line_caseless = true };
static const struct tg_lexical sql = { .line = { "--" },
				       .block = { C_BLOCK_NESTS },
				       .string = { SQ_RAW, DQ_RAW, BACKTICK_RAW } };
static const struct tg_lexical hcl = { .line = { "#", "//" }, .block = { C_BLOCK },
				       .string = { DQ }, .heredoc = 2 };
static const struct tg_lexical graphql = { .line = { "#" },
					   .string = { DQ3_DOC, DQ } };
static const struct tg_lexical elixir = { .line = { "#" },
					  .string = { DQ3_DOC, SQ3_DOC, DQ_LINES, SQ } };
static const struct tg_lexical erlang = { .line = { "%" }, .string = { DQ_LINES, SQ } };
static const struct tg_lexical lua = {
	.line = { "--" }, .block = { { "--[[", "]]", false, false, false, false } },
	.string = { { "[[", "]]", false, true, true, false }, DQ, SQ }
};
static const struct tg_lexical perl = {
	.line = { "#" }, .line_at_word = true,
	.block = { { "\n=pod", "\n=cut", false, false, false, false },
		   { "\n=head", "\n=cut", false, false, false, false } },
	.string = { DQ_LINES, SQ_LINES }, .heredoc = 2
};
static const struct tg_lexical haskell = {
	.line = { "--" }, .block = { { "{-", "-}", true, false, false, false } },
	.string = { DQ }, .char_literal = true
};
static const struct tg_lexical clojure = { .line = { ";" }, .string = { DQ_LINES } };
static const struct tg_lexical fsharp = {
	.line = { "//" }, .block = { { "(*", "*)", true, false, false, false } },
	.string = { DQ3_RAW, DQ_LINES }, .char_literal = true
};
static const struct tg_lexical visual_basic = { .line = { "'", "rem " },
						.line_caseless = true,
						.string = { DQ_RAW } };
static const struct tg_lexical toml = { .line = { "#" },
					.string = { DQ3, SQ3, DQ, SQ_RAW } };
static const struct tg_lexical ini = { .line = { "#", ";" }, .line_at_word = true };
static const struct tg_lexical json = { .line = { "//" }, .block = { C_BLOCK },
					.string = { DQ } };
static const struct tg_lexical xml = { .block = { XML_BLOCK },
				       .string = { DQ_RAW, SQ_RAW } };
static const struct tg_lexical html = { .block = { XML_BLOCK } };
static const struct tg_lexical jinja = {
	.block = { { "{#", "#}", false, false, false, false }, XML_BLOCK }
};
static const struct tg_lexical erb = {
	.block = { { "<%#", "%>", false, false, false, false }, XML_BLOCK,
		   { "<%--", "--%>", false, false, false, false } }
};
static const struct tg_lexical blade = {
	.block = { { "{{--", "--}}", false, false, false, false }, XML_BLOCK }
};
static const struct tg_lexical razor = {
	.line = { "//" },
	.block = { { "@*", "*@", false, false, false, false }, XML_BLOCK, C_BLOCK }
};
static const struct tg_lexical handlebars = {
	.block = { { "{{!--", "--}}", false, false, false, false },
		   { "{{!", "}}", false, false, false, false }, XML_BLOCK }
};
static const struct tg_lexical haml = { .line = { "-#", "/" }, .line_at_word = true,
					.string = { DQ, SQ } };
static const struct tg_lexical css = { .block = { C_BLOCK }, .string = { DQ, SQ } };
static const struct tg_lexical scss = { .line = { "//" }, .block = { C_BLOCK },
					.string = { DQ, SQ } };
static const struct tg_lexical solidity = { .line = { "//" }, .block = { C_BLOCK },
					    .string = { DQ, SQ } };

/* id, name, does it run, lexical facts; file name endings and whole names
 * (both in lower case, blank-separated), interpreters of a "#!" line */
struct row {
	struct tg_language language;
	const char *endings, *names, *interpreters;
};

#define L(id, name, program, lexical) { id, name, program, &(lexical) }

static const struct row rows[] = {
	{ L("unknown", "Unknown", false, none), "", "", "" },
	{ L("python", "Python", true, python), ".py .pyi .pyw .pyx", "sconstruct wscript",
	  "python python2 python3" },
	{ L("javascript", "JavaScript", true, javascript), ".js .jsx .mjs .cjs", "",
	  "node nodejs" },
	{ L("typescript", "TypeScript", true, javascript), ".ts .tsx .mts .cts", "",
	  "deno ts-node bun tsx" },
	{ L("vue", "Vue", true, markup_js), ".vue", "", "" },
	{ L("svelte", "Svelte", true, markup_js), ".svelte .astro", "", "" },
	{ L("java", "Java", true, c_text_blocks), ".java", "", "" },
	{ L("kotlin", "Kotlin", true, kotlin), ".kt .kts", "", "" },
	{ L("scala", "Scala", true, kotlin), ".scala .sc .sbt", "", "" },
	{ L("groovy", "Groovy", true, dart), ".groovy .gradle .gvy", "jenkinsfile",
	  "groovy" },
	{ L("go", "Go", true, go), ".go", "", "" },
	{ L("ruby", "Ruby", true, ruby), ".rb .rake .gemspec .ru .jbuilder",
	  "gemfile rakefile vagrantfile podfile fastfile guardfile capfile", "ruby" },
	{ L("php", "PHP", true, php), ".php .phtml .php5 .inc", "", "php" },
	{ L("csharp", "C#", true, csharp), ".cs .csx", "", "" },
	{ L("fsharp", "F#", true, fsharp), ".fs .fsx .fsi", "", "" },
	{ L("visualbasic", "Visual Basic", true, visual_basic), ".vb .vbs .bas", "", "" },
	{ L("rust", "Rust", true, rust), ".rs", "", "" },
	{ L("c", "C", true, c_like), ".c .h", "", "" },
	{ L("cpp", "C++", true, c_like), ".cc .cpp .cxx .hh .hpp .hxx .c++ .ipp .inl", "",
	  "" },
	{ L("objectivec", "Objective-C", true, c_like), ".m .mm", "", "" },
	{ L("swift", "Swift", true, swift), ".swift", "", "" },
	{ L("dart", "Dart", true, dart), ".dart", "", "" },
	{ L("elixir", "Elixir", true, elixir), ".ex .exs", "", "elixir" },
	{ L("erlang", "Erlang", true, erlang), ".erl .hrl", "", "escript" },
	{ L("haskell", "Haskell", true, haskell), ".hs", "", "runhaskell" },
	{ L("clojure", "Clojure", true, clojure), ".clj .cljs .cljc .edn", "", "" },
	{ L("lua", "Lua", true, lua), ".lua", "", "lua" },
	{ L("perl", "Perl", true, perl), ".pl .pm .t", "", "perl" },
	{ L("solidity", "Solidity", true, solidity), ".sol", "", "" },
	{ L("shell", "Shell", true, shell), ".sh .bash .zsh .ksh .bats",
	  ".bashrc .profile .zshrc .envrc", "sh bash zsh dash ksh ash" },
	{ L("powershell", "PowerShell", true, powershell), ".ps1 .psm1 .psd1", "",
	  "pwsh powershell" },
	{ L("batch", "Batch", true, batch), ".bat .cmd", "", "" },
	{ L("sql", "SQL", true, sql), ".sql .psql .ddl", "", "" },
	{ L("terraform", "Terraform", true, hcl), ".tf .tfvars .tofu", "", "" },
	{ L("hcl", "HCL", true, hcl), ".hcl .nomad", "", "" },
	{ L("bicep", "Bicep", true, solidity), ".bicep", "", "" },
	{ L("dockerfile", "Dockerfile", true, hash_only), ".dockerfile",
	  "dockerfile containerfile", "" },
	{ L("makefile", "Makefile", true, hash_only), ".mk .mak",
	  "makefile gnumakefile justfile", "make" },
	{ L("cmake", "CMake", true, hash_only), ".cmake", "cmakelists.txt", "" },
	{ L("nginx", "nginx", false, hash_only), ".nginx .nginxconf",
	  "nginx.conf caddyfile haproxy.cfg", "" },
	{ L("yaml", "YAML", false, hash_only), ".yml .yaml", ".clang-format .yamllint",
	  "" },
	{ L("json", "JSON", false, json), ".json .jsonc .json5 .webmanifest",
	  ".eslintrc .babelrc .prettierrc", "" },
	{ L("toml", "TOML", false, toml), ".toml", "pipfile cargo.lock poetry.lock", "" },
	{ L("ini", "INI", false, ini),
	  ".ini .cfg .conf .service .editorconfig .npmrc .pylintrc",
	  ".editorconfig .npmrc .gitconfig .pypirc", "" },
	{ L("properties", "Properties", false, ini), ".properties .env", ".env", "" },
	{ L("xml", "XML", false, xml),
	  ".xml .xsd .xsl .xslt .csproj .vbproj .fsproj .props .targets .config .plist "
	  ".svg .resx .wsdl .pom", "", "" },
	{ L("html", "HTML", false, html), ".html .htm .xhtml", "", "" },
	{ L("jinja", "Jinja", true, jinja), ".j2 .jinja .jinja2 .njk .twig .liquid", "",
	  "" },
	{ L("erb", "ERB", true, erb), ".erb .ejs .jsp .jspx .asp .aspx", "", "" },
	{ L("blade", "Blade", true, blade), ".blade.php", "", "" },
	{ L("razor", "Razor", true, razor), ".cshtml .razor .vbhtml", "", "" },
	{ L("handlebars", "Handlebars", true, handlebars), ".hbs .handlebars .mustache", "",
	  "" },
	{ L("haml", "Haml", true, haml), ".haml .slim", "", "" },
	{ L("pug", "Pug", true, javascript), ".pug .jade", "", "" },
	{ L("css", "CSS", false, css), ".css", "", "" },
	{ L("scss", "SCSS", false, scss), ".scss .sass .less", "", "" },
	{ L("graphql", "GraphQL", false, graphql), ".graphql .gql .graphqls", "", "" },
	{ L("protobuf", "Protocol Buffers", false, solidity), ".proto .thrift", "", "" },
	{ L("prisma", "Prisma", false, solidity), ".prisma", "", "" },
	{ L("gomod", "Go module", false, solidity), "", "go.mod go.work go.sum", "" },
	{ L("rego", "Rego", true, hash_only), ".rego", "", "" },
	{ L("markdown", "Markdown", false, html), ".md .markdown .mdx", "", "" },
	{ L("text", "Text", false, none), ".txt .rst .adoc .asciidoc .csv .log .po .pot", "",
	  "" },
};

#define N_ROWS (sizeof(rows) / sizeof(*rows))

/* True when `word` is one of the blank-separated words of `list`. */
static bool listed(const char *list, struct tg_str word)
{
	for (const char *p = list; p && *p && word.n; p = strchr(p, ' ')) {
		p += *p == ' ';
		if (*p == word.p[0] && strncmp(p, word.p, word.n) == 0 &&
		    (p[word.n] == ' ' || p[word.n] == '\0'))
			return true;
	}
	return false;
}

/* The longest ending of the name that some row lists: ".blade.php" before
 * ".php". */
static const struct row *by_ending(struct tg_str name)
{
	size_t dot = tg_str_chr(name, '.');

	while (dot != SIZE_MAX) {
		name = tg_str_from(name, dot);
		for (size_t i = 0; i < N_ROWS; i++)
			if (listed(rows[i].endings, name))
				return &rows[i];
		name = tg_str_from(name, 1);
		dot = tg_str_chr(name, '.');
	}
	return NULL;
}

static const struct row *by_name(struct tg_str name)
{
	for (size_t i = 0; i < N_ROWS; i++)
		if (listed(rows[i].names, name))
			return &rows[i];
	return NULL;
}

/* Dockerfile.prod, Makefile.am, .env.production */
static const struct row *by_stem(struct tg_str name)
{
	size_t dot = tg_str_chr(tg_str_from(name, 1), '.');

	return dot == SIZE_MAX ? NULL : by_name(tg_str_sub(name, 0, dot + 1));
}

/* "#!/usr/bin/env python3 -u": the interpreter without its version. */
static const struct row *by_interpreter(struct tg_str line)
{
	struct tg_str word;
	size_t slash;

	if (!tg_str_starts(line, "#!"))
		return NULL;
	line = tg_str_from(line, 2);
	do {
		if (!tg_str_word(&line, &word))
			return NULL;
		slash = tg_str_rchr(word, '/');
		word = tg_str_from(word, slash == SIZE_MAX ? 0 : slash + 1);
	} while (tg_str_is(word, "env") || tg_str_starts(word, "-"));
	while (word.n && (tg_is_digit(word.p[word.n - 1]) || word.p[word.n - 1] == '.'))
		word.n--;
	for (size_t i = 0; i < N_ROWS; i++)
		if (listed(rows[i].interpreters, word))
			return &rows[i];
	return NULL;
}

const struct tg_language *tg_language_of(const char *path, struct tg_str first_line)
{
	const char *slash = strrchr(path, '/');
	const char *given = slash ? slash + 1 : path;
	const struct row *row;
	char lower[256];
	size_t n = 0;

	for (; given[n] && n < sizeof(lower); n++)
		lower[n] = tg_lower(given[n]);
	row = by_name(tg_str_n(lower, n));
	if (!row)
		row = by_ending(tg_str_n(lower, n));
	if (!row)
		row = by_stem(tg_str_n(lower, n));
	if (!row)
		row = by_interpreter(first_line);
	return row ? &row->language : &rows[0].language;
}

const struct tg_language *tg_language_by_id(const char *id)
{
	for (size_t i = 0; i < N_ROWS; i++)
		if (strcmp(rows[i].language.id, id) == 0)
			return &rows[i].language;
	return NULL;
}

size_t tg_language_count(void)
{
	return N_ROWS;
}

const struct tg_language *tg_language_at(size_t index)
{
	return index < N_ROWS ? &rows[index].language : NULL;
}

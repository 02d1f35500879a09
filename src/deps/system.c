/*
 * Packages of an operating system that a Dockerfile installs. The names of one
 * distribution are mostly those of another: all are of one ecosystem, so that another
 * base image is no list of new packages.
 */
#include "manifest.h"

#include <string.h>

/* Who installs, and by which word (apt-get(8), apk(8), dnf(8), zypper(8), pacman(8)). */
static const struct {
	const char *tool, *verb;
} installers[] = {
	{ "apk", "add" }, { "apt-get", "install" }, { "apt", "install" },
	{ "aptitude", "install" }, { "yum", "install" }, { "dnf", "install" },
	{ "microdnf", "install" }, { "tdnf", "install" }, { "zypper", "install" },
	{ "zypper", "in" }, { "pacman", "-S" }, { "pacman", "-Sy" }, { "pacman", "-Syu" },
};

/* Options whose next word is no package. */
static const char *const taking[] = { "-t", "--virtual", "-X", "--repository", "-o", "-c",
	"--target-release", "--option", "--repo", "--enablerepo", "--disablerepo",
	"--installroot", "--releasever", "--root", "-p", NULL };

/* What may stand before the command itself, beside options and "A=b". */
static const char *const before[] = { "run", "sudo", "env", "exec", "time", "then", "do",
	"else", "if", "!", "{", NULL };

struct shell {
	struct tg_str tool; /* the installer that this command is of, or none */
	bool other;         /* the command is none */
	bool installing, skip;
};

static bool installs(struct tg_str tool, struct tg_str word)
{
	for (size_t i = 0; i < sizeof installers / sizeof *installers; i++)
		if (tg_str_is(tool, installers[i].tool) && tg_str_is(word, installers[i].verb))
			return true;
	return false;
}

static bool is_installer(struct tg_str word)
{
	for (size_t i = 0; i < sizeof installers / sizeof *installers; i++)
		if (tg_str_is(word, installers[i].tool))
			return true;
	return false;
}

static bool may_stand_before(struct tg_str word)
{
	return tg_str_starts(word, "-") || tg_str_chr(word, '=') != SIZE_MAX ||
	       tg_str_iis_one_of(word, before);
}

static bool is_name(struct tg_str name)
{
	if (name.n < 2 || !tg_is_alnum(name.p[0]))
		return false;
	for (size_t i = 0; i < name.n; i++)
		if (!tg_is_alnum(name.p[i]) && (!name.p[i] || !strchr("._+-", name.p[i])))
			return false;
	return true;
}

/* "curl", "curl=8.5", "curl~8", "curl:arm64", "curl/stable", "curl@edge". */
static void add_package(struct tg_manifest *m, struct tg_str word, uint32_t line)
{
	struct tg_str name = tg_scan_until(word, "=~<>:@/"), version;
	struct tg_dependency *dep;

	if (!is_name(name))
		return;
	dep = tg_manifest_add_as(m, "system", tg_str(tg_name_lower(m->scratch, name)), line);
	version = tg_str_from(word, name.n);
	if (tg_str_starts(version, "=") && tg_str_chr(version, '$') == SIZE_MAX)
		tg_manifest_version(m, dep, tg_str_from(version, 1), TG_PIN_EXACT);
	else
		tg_manifest_version(m, dep, TG_STR(""), TG_PIN_UNKNOWN);
}

static void read_word(struct tg_manifest *m, struct shell *sh, struct tg_str word,
		      uint32_t line)
{
	if (sh->installing && sh->skip) {
		sh->skip = false;
	} else if (sh->installing && tg_str_starts(word, "-")) {
		sh->skip = tg_str_is_one_of(word, taking);
	} else if (sh->installing) {
		add_package(m, word, line);
	} else if (sh->tool.n > 0) {
		sh->installing = installs(sh->tool, word);
	} else if (is_installer(word) && !sh->other) {
		sh->tool = word;
	} else {
		sh->other = sh->other || !may_stand_before(word);
	}
}

/* Ends a command: "a && b", "a; b", "a | b", "(a)". */
static bool is_separator(char c)
{
	return c == '&' || c == ';' || c == '|' || c == '(' || c == ')';
}

/* What stands between blanks: "cat)", "x;". */
static void read_pieces(struct tg_manifest *m, struct shell *sh, struct tg_str text,
			uint32_t line)
{
	while (text.n > 0) {
		size_t n = 0;

		while (n < text.n && !is_separator(text.p[n]))
			n++;
		if (n > 0)
			read_word(m, sh, tg_str_sub(text, 0, n), line);
		if (n < text.n)
			*sh = (struct shell){ .tool = TG_STR("") };
		text = tg_str_from(text, n < text.n ? n + 1 : n);
	}
}

static void read_line(struct tg_manifest *m, struct shell *sh, struct tg_str rest,
		      uint32_t line)
{
	struct tg_str text;

	while (tg_str_word(&rest, &text))
		read_pieces(m, sh, text, line);
}

void tg_system_packages(struct tg_manifest *m, struct tg_scan scan, uint32_t last)
{
	struct shell sh = { .tool = TG_STR("") };
	struct tg_str line;

	while (scan.line < last && tg_scan_line(&scan, &line, NULL)) {
		if (tg_str_starts(line, "#"))
			continue;
		if (tg_str_ends(line, "\\") || tg_str_ends(line, "`"))
			line.n--;
		read_line(m, &sh, line, scan.line);
	}
}

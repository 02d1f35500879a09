/* What CMake and Meson fetch or look for. */
#include "manifest.h"

#include <string.h>

/* The word after `key` among the arguments, quotes taken off. */
static struct tg_str argument(struct tg_str args, const char *key)
{
	struct tg_str word;

	while (tg_str_word(&args, &word)) {
		if (!tg_str_is(word, key))
			continue;
		if (!tg_str_word(&args, &word))
			break;
		while (word.n > 0 && word.p[0] == '"')
			word = tg_str_from(word, 1);
		while (word.n > 0 && word.p[word.n - 1] == '"')
			word.n--;
		return word;
	}
	return TG_STR("");
}

/* Tools and system parts that find_package is also used for. */
static bool is_tool(struct tg_str name)
{
	static const char *const tools[] = {
		"Threads", "Git", "Python", "Python2", "Python3", "PythonInterp",
		"PythonLibs", "PkgConfig", "Doxygen", "OpenMP", "Perl", "Java", "JNI",
		"CUDA", "CUDAToolkit", "MPI", "Backtrace", "BISON", "FLEX", "Sphinx",
		"OpenGL", "X11", NULL
	};

	for (const char *const *t = tools; *t != NULL; t++)
		if (tg_str_is(name, *t))
			return true;
	return false;
}

static struct tg_str hash_of(struct tg_str args)
{
	struct tg_str hash = argument(args, "URL_HASH");

	return hash.n > 0 ? hash : argument(args, "EXPECTED_HASH");
}

/* FetchContent_Declare, ExternalProject_Add, CPMAddPackage with keywords. */
static void add_fetched(struct tg_manifest *m, const struct tg_call *call)
{
	struct tg_str rest = call->args, name = TG_STR("");
	struct tg_str git = argument(call->args, "GIT_REPOSITORY");
	struct tg_str hub = argument(call->args, "GITHUB_REPOSITORY");
	struct tg_str tag = argument(call->args, "GIT_TAG");
	struct tg_str url = argument(call->args, "URL");
	struct tg_str named = argument(call->args, "NAME");
	struct tg_str hash = hash_of(call->args);

	tg_str_word(&rest, &name);
	if (named.n > 0)
		name = named;
	if (git.n == 0 && hub.n > 0)
		git = tg_str(tg_arena_printf(m->scratch, "github.com/%.*s", (int)hub.n,
					     hub.p));
	if (git.n == 0 && url.n == 0)
		return;
	struct tg_dependency *dep = tg_manifest_add(
		m, tg_str(tg_name_lower(m->scratch, name)), call->line);
	if (git.n > 0) {
		tg_manifest_source(m, dep, git);
		tg_manifest_version(m, dep, tag, tg_str_starts(tag, "${") ?
				    TG_PIN_UNKNOWN : tg_pin_of_ref(tag));
		return;
	}
	/* the version is part of the address: its folder is what counts */
	size_t slash = tg_str_find(url, TG_STR("/archive/"));
	if (slash == SIZE_MAX)
		slash = tg_str_find(url, TG_STR("/releases/"));
	if (slash == SIZE_MAX)
		slash = tg_str_rchr(url, '/');
	tg_manifest_source(m, dep, tg_str_sub(url, 0, slash));
	tg_manifest_version(m, dep, tg_str_from(url, slash == SIZE_MAX ? 0 : slash + 1),
			    hash.n > 0 ? TG_PIN_HASH : TG_PIN_EXACT);
	tg_manifest_integrity(m, dep, "hash", hash);
}

/* CPMAddPackage("gh:owner/name@1.0") */
static bool add_short(struct tg_manifest *m, const struct tg_call *call)
{
	struct tg_str rest = call->args, what;

	if (!tg_str_starts(tg_str_trim(rest), "\"") || !tg_scan_quoted(&rest, &what))
		return false;
	struct tg_str place = tg_scan_until(what, "@#");
	struct tg_str version = tg_str_from(what, place.n + 1);
	size_t slash = tg_str_rchr(place, '/');
	struct tg_str name = tg_str_from(place, slash == SIZE_MAX ? 0 : slash + 1);
	struct tg_dependency *dep = tg_manifest_add(
		m, tg_str(tg_name_lower(m->scratch, name)), call->line);
	if (tg_str_starts(place, "gh:"))
		place = tg_str(tg_arena_printf(m->scratch, "github.com/%.*s",
					       (int)place.n - 3, place.p + 3));
	tg_manifest_source(m, dep, place);
	tg_manifest_version(m, dep, version, tg_pin_of_ref(version));
	return true;
}

enum tg_rc tg_cmake_lists(struct tg_manifest *m, struct tg_str text,
			  struct tg_err *err)
{
	static const char *const names[] = {
		"FetchContent_Declare", "ExternalProject_Add", "CPMAddPackage",
		"find_package", NULL
	};
	struct tg_calls calls = { .text = text, .comment = "#", .open = '(',
				  .names = names, .any_case = true };
	struct tg_call call;
	struct tg_str name;

	(void)err;
	while (tg_scan_call(&calls, &call)) {
		if (!tg_str_iis(call.name, "find_package")) {
			if (!tg_str_iis(call.name, "CPMAddPackage") || !add_short(m, &call))
				add_fetched(m, &call);
			continue;
		}
		if (!tg_str_word(&call.args, &name) || is_tool(name) ||
		    tg_str_chr(name, '$') != SIZE_MAX)
			continue;
		tg_manifest_add(m, tg_str(tg_name_lower(m->scratch, name)), call.line);
	}
	return TG_OK;
}

enum tg_rc tg_meson_wrap(struct tg_manifest *m, struct tg_str text,
			 struct tg_err *err)
{
	struct tg_scan scan = { text, 0 };
	struct tg_str line, url = TG_STR(""), hash = TG_STR(""), ref = TG_STR("");
	const char *slash = strrchr(m->path, '/');
	uint32_t at = 0;

	(void)err;
	while (tg_scan_line(&scan, &line, NULL)) {
		struct tg_str rest = line;
		struct tg_str key = tg_scan_word(&rest, "");
		rest = tg_str_trim(rest);
		if (!tg_str_starts(rest, "="))
			continue;
		rest = tg_str_trim(tg_str_from(rest, 1));
		if (tg_str_is(key, "source_url") || tg_str_is(key, "url")) {
			url = rest;
			at = scan.line;
		} else if (tg_str_is(key, "source_hash")) {
			hash = rest;
		} else if (tg_str_is(key, "revision")) {
			ref = rest;
		}
	}
	if (url.n == 0)
		return TG_OK;
	struct tg_str name = tg_str(slash ? slash + 1 : m->path);
	struct tg_dependency *dep =
		tg_manifest_add(m, tg_str_sub(name, 0, name.n - 5), at);
	bool git = tg_str_ends(url, ".git") || ref.n > 0;
	size_t cut = tg_str_rchr(url, '/');
	tg_manifest_source(m, dep, git ? url : tg_str_sub(url, 0, cut));
	tg_manifest_version(m, dep, git ? ref : tg_str_from(url, cut + 1),
			    git ? tg_pin_of_ref(ref) :
			    hash.n > 0 ? TG_PIN_HASH : TG_PIN_FLOATING);
	tg_manifest_integrity(m, dep, "sha256", hash);
	return TG_OK;
}

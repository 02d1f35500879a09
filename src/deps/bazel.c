/* Bazel: MODULE.bazel and WORKSPACE. */
#include "manifest.h"

static void add_archive(struct tg_manifest *m, const struct tg_call *call)
{
	struct tg_str name = tg_scan_arg(call->args, "name");
	struct tg_str url = tg_scan_arg(call->args, "urls");
	struct tg_str hash = tg_scan_arg(call->args, "sha256");
	struct tg_str ref = tg_scan_arg(call->args, "commit");
	struct tg_str remote = tg_scan_arg(call->args, "remote");
	bool git = remote.n > 0;

	if (name.n == 0)
		name = tg_scan_arg(call->args, "module_name");
	if (url.n == 0)
		url = tg_scan_arg(call->args, "url");
	if (hash.n == 0)
		hash = tg_scan_arg(call->args, "integrity");
	struct tg_dependency *dep = tg_manifest_add(m, name, call->line);
	dep->redirects = tg_str_ends(call->name, "_override");
	dep->local = tg_str_is(call->name, "local_path_override");
	if (git) {
		if (ref.n == 0)
			ref = tg_scan_arg(call->args, "tag");
		tg_manifest_source(m, dep, remote);
		tg_manifest_version(m, dep, ref, tg_pin_of_ref(ref));
		return;
	}
	/* the version is part of the address: its folder is what counts */
	size_t cut = tg_str_find(url, TG_STR("/archive/"));
	if (cut == SIZE_MAX)
		cut = tg_str_find(url, TG_STR("/releases/"));
	if (cut == SIZE_MAX)
		cut = tg_str_rchr(url, '/');
	tg_manifest_source(m, dep, tg_str_sub(url, 0, cut));
	tg_manifest_version(m, dep, tg_str_from(url, cut == SIZE_MAX ? 0 : cut + 1),
			    hash.n > 0 ? TG_PIN_HASH : TG_PIN_FLOATING);
	tg_manifest_integrity(m, dep, "sha256", hash);
}

enum tg_rc tg_bazel_files(struct tg_manifest *m, struct tg_str text,
			  struct tg_err *err)
{
	static const char *const names[] = {
		"bazel_dep", "http_archive", "http_file", "http_jar",
		"git_repository", "new_git_repository", "archive_override",
		"git_override", "local_path_override", NULL
	};
	struct tg_calls calls = { .text = text, .comment = "#", .open = '(',
				  .names = names };
	struct tg_call call;

	(void)err;
	while (tg_scan_call(&calls, &call)) {
		if (!tg_str_is(call.name, "bazel_dep")) {
			add_archive(m, &call);
			continue;
		}
		struct tg_str version = tg_scan_arg(call.args, "version");
		struct tg_dependency *dep = tg_manifest_add(
			m, tg_scan_arg(call.args, "name"), call.line);
		tg_manifest_version(m, dep, version, version.n > 0 ? TG_PIN_EXACT :
				    TG_PIN_UNKNOWN);
	}
	return TG_OK;
}

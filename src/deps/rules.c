/* The signals of this layer, described once: for the engine and for people. */
#include "deps.h"

static const char *const third_party[] = { "CWE-1357", "CWE-829", "ASVS-14.2.1", NULL };
static const char *const origin[] = { "CWE-1357", "CWE-494", "CWE-829", NULL };
static const char *const pinned[] = { "CWE-1357", "CWE-829", "ASVS-14.2.4", NULL };
static const char *const integrity[] = { "CWE-494", "CWE-353", "CWE-345", NULL };
static const char *const registry[] = { "CWE-427", "CWE-494", "CWE-829", NULL };
static const char *const scripts[] = { "CWE-506", "CWE-829", "CWE-94", NULL };

/* Sorted by id. */
const struct tg_deps_rule tg_deps_rule_info[] = {
	{ "deps.install-script", "Code runs when dependencies are installed",
	  "An installation now runs a script that it did not run before.",
	  "What does the script do, and must it run at installation?",
	  TG_TAMPERING | TG_ELEVATION_OF_PRIVILEGE, TG_SEVERITY_MEDIUM,
	  TG_CONFIDENCE_MEDIUM, scripts },
	{ "deps.new", "A new external dependency",
	  "A manifest names a package, image, action or module that no manifest of "
	  "the same ecosystem named before.",
	  "Is it pinned and verified, who maintains it, and is it needed?",
	  TG_TAMPERING | TG_ELEVATION_OF_PRIVILEGE, TG_SEVERITY_MEDIUM,
	  TG_CONFIDENCE_HIGH, third_party },
	{ "deps.registry-changed", "Packages may come from another registry",
	  "A registry, index or repository is added: names may now be answered by it.",
	  "Who runs this registry, and can it answer for names of another?",
	  TG_SPOOFING | TG_TAMPERING, TG_SEVERITY_HIGH, TG_CONFIDENCE_HIGH, registry },
	{ "deps.source-changed", "A dependency comes from elsewhere",
	  "A known dependency is now taken from another registry, repository or URL.",
	  "Is the new source trusted, pinned and verified?",
	  TG_SPOOFING | TG_TAMPERING, TG_SEVERITY_HIGH, TG_CONFIDENCE_HIGH, origin },
	{ "deps.transitive", "New indirect dependencies",
	  "A lock file names packages that it did not name before and that no "
	  "manifest asks for.",
	  "Do the new direct dependencies justify what comes with them?",
	  TG_TAMPERING, TG_SEVERITY_LOW, TG_CONFIDENCE_LOW, third_party },
	{ "deps.unpinned", "A dependency is not pinned",
	  "The version is left open, so that other code can arrive without a change "
	  "of this repository.",
	  "Can it be pinned to a version or a hash?",
	  TG_TAMPERING, TG_SEVERITY_MEDIUM, TG_CONFIDENCE_MEDIUM, pinned },
	{ "deps.unverified", "A dependency is no longer verified",
	  "A hash is gone, or differs for the same version, or a lock file is "
	  "deleted.",
	  "Why does the same version have another content, or none that is checked?",
	  TG_TAMPERING | TG_SPOOFING, TG_SEVERITY_HIGH, TG_CONFIDENCE_HIGH, integrity },
};

const size_t tg_deps_rule_count = sizeof tg_deps_rule_info / sizeof *tg_deps_rule_info;

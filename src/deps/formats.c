/* The table of all files that are read: how they are called, and who reads. */
#include "manifest.h"

#include <string.h>

#include <pthread.h>

static const struct tg_manifest_format formats[] = {
	/* ecosystem, also, lock, hashes only, parser, names */
	{ "npm", NULL, false, false, tg_npm_package, { "package.json" } },
	{ "npm", NULL, true, false, tg_npm_lock,
	  { "package-lock.json", "npm-shrinkwrap.json" } },
	{ "npm", NULL, false, false, tg_npm_rc, { ".npmrc" } },
	{ "npm", NULL, true, false, tg_yarn_lock, { "yarn.lock" } },
	{ "npm", NULL, false, false, tg_yarn_rc, { ".yarnrc.yml" } },
	{ "npm", NULL, true, false, tg_pnpm_lock, { "pnpm-lock.yaml" } },
	{ "npm", NULL, false, false, tg_pnpm_workspace, { "pnpm-workspace.yaml" } },
	{ "npm", NULL, true, false, tg_bun_lock, { "bun.lock" } },
	{ "npm", NULL, false, false, tg_deno_config,
	  { "deno.json", "deno.jsonc", "import_map.json" } },
	{ "pypi", NULL, false, false, tg_pip_requirements,
	  { "*requirements*.txt", "requirements/*.txt", "*requirements*.in",
	    "requirements/*.in", "*constraints*.txt" } },
	{ "pypi", NULL, false, false, tg_pip_config, { "pip.conf", "pip.ini" } },
	{ "pypi", NULL, false, false, tg_python_setup, { "setup.py", "setup.cfg" } },
	{ "pypi", NULL, false, false, tg_python_project, { "pyproject.toml" } },
	{ "pypi", NULL, false, false, tg_python_pipfile, { "Pipfile" } },
	{ "pypi", NULL, true, false, tg_python_pipfile_lock, { "Pipfile.lock" } },
	{ "pypi", NULL, true, false, tg_python_lock,
	  { "poetry.lock", "uv.lock", "pdm.lock", "pylock.toml", "pylock.*.toml" } },
	{ "conda", "pypi", false, false, tg_conda_environment,
	  { "environment.yml", "environment.yaml" } },
	{ "go", NULL, false, false, tg_go_mod, { "go.mod" } },
	{ "go", NULL, true, true, tg_go_sum, { "go.sum" } },
	{ "cargo", NULL, false, false, tg_cargo_toml, { "Cargo.toml" } },
	{ "cargo", NULL, true, false, tg_cargo_lock, { "Cargo.lock" } },
	{ "cargo", NULL, false, false, tg_cargo_config,
	  { ".cargo/config.toml", ".cargo/config" } },
	{ "rubygems", NULL, false, false, tg_gemfile,
	  { "Gemfile", "gems.rb", "*.gemfile", "*_dependencies.rb" } },
	{ "rubygems", NULL, true, false, tg_gemfile_lock,
	  { "Gemfile.lock", "gems.locked" } },
	{ "rubygems", NULL, false, false, tg_gemspec, { "*.gemspec" } },
	{ "maven", NULL, false, false, tg_maven_pom,
	  { "pom.xml", "*.pom", ".mvn/extensions.xml" } },
	{ "maven", NULL, false, false, tg_gradle_build,
	  { "*.gradle", "*.gradle.kts", "Dependencies.kt", "Deps.kt", "Libs.kt" } },
	{ "maven", NULL, false, false, tg_gradle_catalog, { "*.versions.toml" } },
	{ "maven", NULL, true, false, tg_gradle_lock,
	  { "gradle.lockfile", "buildscript-gradle.lockfile",
	    "gradle/dependency-locks/*.lockfile" } },
	{ "maven", NULL, true, true, tg_gradle_verification,
	  { "gradle/verification-metadata.xml" } },
	{ "maven", NULL, true, true, tg_gradle_wrapper,
	  { "gradle-wrapper.properties", "maven-wrapper.properties" } },
	{ "composer", NULL, false, false, tg_composer_json, { "composer.json" } },
	{ "composer", NULL, true, false, tg_composer_lock, { "composer.lock" } },
	{ "nuget", NULL, false, false, tg_nuget_project,
	  { "*.csproj", "*.fsproj", "*.vbproj", "Directory.*.props",
	    "Directory.*.targets", "Packages.props", "packages.config" } },
	{ "nuget", NULL, false, false, tg_nuget_config, { "nuget.config" } },
	{ "nuget", NULL, true, false, tg_nuget_lock, { "packages.lock.json" } },
	{ "nuget", NULL, false, false, tg_nuget_tools,
	  { "dotnet-tools.json", "global.json" } },
	{ "hex", NULL, false, false, tg_mix_exs, { "mix.exs" } },
	{ "hex", NULL, true, false, tg_mix_lock, { "mix.lock" } },
	{ "pub", NULL, false, false, tg_pubspec, { "pubspec.yaml" } },
	{ "pub", NULL, true, false, tg_pubspec_lock, { "pubspec.lock" } },
	{ "swift", NULL, false, false, tg_swift_package,
	  { "Package.swift", "Package@swift-*.swift" } },
	{ "swift", NULL, true, false, tg_swift_resolved, { "Package.resolved" } },
	{ "cocoapods", NULL, false, false, tg_podfile, { "Podfile" } },
	{ "cocoapods", NULL, true, false, tg_podfile_lock, { "Podfile.lock" } },
	{ "carthage", NULL, false, false, tg_cartfile,
	  { "Cartfile", "Cartfile.private" } },
	{ "conan", NULL, false, false, tg_conanfile_txt, { "conanfile.txt" } },
	{ "conan", NULL, false, false, tg_conanfile_py, { "conanfile.py" } },
	{ "conan", NULL, true, false, tg_conan_lock, { "conan.lock" } },
	{ "vcpkg", NULL, false, false, tg_vcpkg_json, { "vcpkg.json" } },
	{ "vcpkg", NULL, false, false, tg_vcpkg_config,
	  { "vcpkg-configuration.json" } },
	{ "cmake", NULL, false, false, tg_cmake_lists,
	  { "CMakeLists.txt", "*.cmake" } },
	{ "meson", NULL, false, false, tg_meson_wrap, { "subprojects/*.wrap" } },
	{ "git-submodule", NULL, false, false, tg_gitmodules, { ".gitmodules" } },
	{ "docker", "system", false, false, tg_dockerfile,
	  { "Dockerfile", "Dockerfile.*", "*.Dockerfile", "Containerfile",
	    "Containerfile.*", "Dockerfile-*" } },
	{ "docker", NULL, false, false, tg_compose,
	  { "docker-compose*.yml", "docker-compose*.yaml", "compose.yml",
	    "compose.yaml", "compose.*.yml", "compose.*.yaml", "*compose/*.yml",
	    "*compose/*.yaml" } },
	{ "github-actions", "docker", false, false, tg_actions_workflow,
	  { ".github/workflows/*.yml", ".github/workflows/*.yaml", "action.yml",
	    "action.yaml" } },
	{ "gitlab-ci", "docker", false, false, tg_gitlab_ci,
	  { ".gitlab-ci.yml", ".gitlab-ci.yaml" } },
	{ "terraform", NULL, false, false, tg_terraform_files,
	  { "*.tf", "*.tofu", "terragrunt.hcl" } },
	{ "terraform", NULL, true, false, tg_terraform_lock,
	  { ".terraform.lock.hcl" } },
	{ "helm", NULL, false, false, tg_helm_chart, { "Chart.yaml", "requirements.yaml" } },
	{ "helm", NULL, true, false, tg_helm_lock, { "Chart.lock" } },
	{ "pre-commit", NULL, false, false, tg_precommit_config,
	  { ".pre-commit-config.yaml" } },
	{ "nix", NULL, false, false, tg_nix_flake, { "flake.nix" } },
	{ "nix", NULL, true, false, tg_nix_lock, { "flake.lock" } },
	{ "bazel", NULL, false, false, tg_bazel_files,
	  { "MODULE.bazel", "WORKSPACE", "WORKSPACE.bazel", "WORKSPACE.bzlmod" } },
};

/* `*` is any run but of slashes; linear but for the last star. */
static bool wild(const char *pattern, const char *s)
{
	const char *star = NULL, *resume = NULL;

	while (*s != '\0') {
		if (*pattern == '*') {
			star = ++pattern;
			resume = s;
		} else if (tg_lower(*pattern) == tg_lower(*s)) {
			pattern++;
			s++;
		} else if (star != NULL && *resume != '/') {
			pattern = star;
			s = ++resume;
		} else {
			return false;
		}
	}
	while (*pattern == '*')
		pattern++;
	return *pattern == '\0';
}

/* The end of `path` with as many slashes as the pattern, or NULL. */
static const char *tail(const char *path, const char *pattern)
{
	size_t slashes = 0;

	for (const char *p = pattern; *p != '\0'; p++)
		slashes += *p == '/';
	const char *p = path + strlen(path);
	while (p > path) {
		if (p[-1] == '/' && slashes-- == 0)
			return p;
		p--;
	}
	return slashes == 0 ? p : NULL;
}

/* Every path of a tree is asked for, and hardly one is a manifest: the patterns
 * are kept by their last byte, in the order of the table. */
#define MAX_KEPT 640u

struct kept {
	const char *pattern;
	size_t n;
	const struct tg_manifest_format *format;
};

static struct kept kept[MAX_KEPT];
static size_t first[257]; /* of the patterns that end with this byte */
static pthread_once_t once = PTHREAD_ONCE_INIT;

_Static_assert(sizeof formats / sizeof *formats * TG_MANIFEST_PATTERNS <= MAX_KEPT,
	       "room for all patterns");

static size_t keep_ending_with(size_t n, unsigned byte)
{
	for (size_t i = 0; i < sizeof formats / sizeof *formats; i++)
		for (size_t k = 0; k < TG_MANIFEST_PATTERNS; k++) {
			const char *pattern = formats[i].paths[k];
			size_t length = pattern ? strlen(pattern) : 0;

			if (length && (unsigned char)tg_lower(pattern[length - 1]) == byte)
				kept[n++] = (struct kept){ pattern, length, &formats[i] };
		}
	return n;
}

static void keep_all(void)
{
	for (unsigned byte = 0; byte < 256; byte++)
		first[byte + 1] = keep_ending_with(first[byte], byte);
}

static const struct tg_manifest_format *find(unsigned char last, const char *path,
					     struct tg_str name)
{
	for (size_t i = first[last]; i < first[last + 1]; i++) {
		const struct kept *k = &kept[i];
		char before = k->n > 1 ? k->pattern[k->n - 2] : '*';

		if (last != '*' && before != '*' && name.n > 1 &&
		    tg_lower(before) != tg_lower(name.p[name.n - 2]))
			continue;
		const char *end = strchr(k->pattern, '/') ? tail(path, k->pattern)
							  : name.p;
		if (end != NULL && wild(k->pattern, end))
			return k->format;
	}
	return NULL;
}

/* Of two that fit, the first of the table. */
const struct tg_manifest_format *tg_manifest_format_of(const char *path)
{
	const char *slash = strrchr(path, '/');
	struct tg_str name = tg_str(slash ? slash + 1 : path);
	const struct tg_manifest_format *ending = NULL, *open;

	pthread_once(&once, keep_all);
	if (name.n)
		ending = find((unsigned char)tg_lower(name.p[name.n - 1]), path, name);
	open = find('*', path, name);
	return ending == NULL || (open != NULL && open < ending) ? open : ending;
}

bool tg_deps_is_manifest(const char *path)
{
	return tg_manifest_format_of(path) != NULL;
}

bool tg_deps_is_lock(const char *path)
{
	const struct tg_manifest_format *format = tg_manifest_format_of(path);

	return format != NULL && format->lock;
}

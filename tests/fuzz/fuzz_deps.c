/* Manifests and lock files: the first byte picks the format. */
#include "../../src/deps/deps.h"
#include "fuzz.h"

/* One name for each row of the table of formats. */
static const char *const names[] = {
	"package.json", "package-lock.json", ".npmrc", "yarn.lock", ".yarnrc.yml",
	"pnpm-lock.yaml", "pnpm-workspace.yaml", "bun.lock", "deno.json",
	"requirements.txt", "pip.conf", "setup.py", "setup.cfg", "pyproject.toml",
	"Pipfile", "Pipfile.lock", "poetry.lock", "uv.lock", "pdm.lock",
	"pylock.toml", "environment.yml", "go.mod", "go.sum", "Cargo.toml",
	"Cargo.lock", ".cargo/config.toml", "Gemfile", "Gemfile.lock", "a.gemspec",
	"pom.xml", "build.gradle", "build.gradle.kts", "libs.versions.toml",
	"gradle.lockfile", "gradle/verification-metadata.xml",
	"gradle-wrapper.properties", "composer.json", "composer.lock", "a.csproj",
	"packages.config", "Directory.Packages.props", "nuget.config",
	"packages.lock.json", "dotnet-tools.json", "global.json", "mix.exs",
	"mix.lock", "pubspec.yaml", "pubspec.lock", "Package.swift",
	"Package.resolved", "Podfile", "Podfile.lock", "Cartfile", "conanfile.txt",
	"conanfile.py", "conan.lock", "vcpkg.json", "vcpkg-configuration.json",
	"CMakeLists.txt", "subprojects/a.wrap", ".gitmodules", "Dockerfile",
	"compose.yaml", ".github/workflows/ci.yml", "action.yml", ".gitlab-ci.yml",
	"main.tf", ".terraform.lock.hcl", "Chart.yaml", "Chart.lock",
	".pre-commit-config.yaml", "flake.nix", "flake.lock", "MODULE.bazel",
	"WORKSPACE",
};

void fuzz_deps(struct tg_str input)
{
	const char *name = names[fuzz_choice(&input, sizeof(names) / sizeof(names[0]))];
	struct tg_arena arena = TG_ARENA_INIT;
	struct tg_dependency *deps;
	struct tg_err err;
	size_t n;

	fuzz_expect(tg_deps_is_manifest(name));
	if (tg_deps_read(&deps, &n, name, input, &arena, &err) == TG_OK)
		for (size_t i = 0; i < n; i++) {
			fuzz_touch_text(deps[i].ecosystem);
			fuzz_touch_text(deps[i].name);
			fuzz_touch_text(deps[i].version);
			fuzz_touch_text(deps[i].source);
			fuzz_touch_text(deps[i].integrity);
		}
	tg_arena_release(&arena);
}

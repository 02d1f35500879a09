/* What each kind of manifest is read as, and that no text can harm a reader. */
#include "../../src/base/buf.h"
#include "../../src/deps/deps.h"
#include "../../src/deps/manifest.h"
#include "scale.h"

#include <check.h>
#include <stdlib.h>
#include <string.h>

/* One fact as text: "[kind ]name[ version][ <source][ pin]", one a line. */
static void put(struct tg_buf *b, const struct tg_dependency *d)
{
	static const char *const pins[] = { "?", "floating", "locked", "exact", "hash" };
	static const char *const kinds[] = { "", "registry ", "script ", "own " };

	if (d->kind == TG_DEP_OWN)
		return;
	tg_buf_printf(b, "%s%s", kinds[d->kind], d->name);
	if (d->kind == TG_DEP_PACKAGE) {
		tg_buf_printf(b, " %s", pins[d->pin]);
		if (*d->source)
			tg_buf_printf(b, " <%s", d->source);
	}
	tg_buf_putc(b, ';');
}

static const struct {
	const char *label, *path, *text, *want;
} reads[] = {
	{ "package.json: sections, ranges, aliases, addresses", "web/package.json",
	  "{\"dependencies\": {\"a\": \"1.0.0\", \"@s/b\": \"^2\", \"c\": \"*\","
	  " \"d\": \"npm:real@3.1.0\", \"e\": \"git+https://github.com/O/e.git#main\","
	  " \"f\": \"o/f#1234567890123456789012345678901234567890\","
	  " \"own\": \"workspace:*\", \"near\": \"file:../near\"},"
	  " \"devDependencies\": {\"g\": \"~1\"},"
	  " \"scripts\": {\"postinstall\": \"node x\", \"test\": \"t\"}}",
	  "a exact;@s/b locked;c floating;real exact;e floating <github.com/o/e;"
	  "f hash <github.com/o/f;g locked;script postinstall;" },
	{ "package.json: an override that sends a package elsewhere", "package.json",
	  "{\"overrides\": {\"a\": \"1.2.3\", \"b\": \"git+ssh://git@h.test/x/b.git\"}}",
	  "b floating <h.test/x/b;" },
	{ "package-lock.json: nested, links, hosts, scripts", "package-lock.json",
	  "{\"lockfileVersion\": 3, \"packages\": {\"\": {},"
	  " \"packages/own\": {\"version\": \"1.0.0\"},"
	  " \"node_modules/own\": {\"link\": true},"
	  " \"node_modules/a\": {\"version\": \"1.0.0\","
	  " \"resolved\": \"https://packages.npmjs.org/a/-/a-1.0.0.tgz\","
	  " \"integrity\": \"sha512-xx==\", \"hasInstallScript\": true},"
	  " \"node_modules/a/node_modules/@s/b\": {\"version\": \"2.0.0\","
	  " \"resolved\": \"https://mirror.test/b.tgz\"}}}",
	  "a exact;script a;@s/b exact <mirror.test;" },
	{ "package-lock.json: version 1", "package-lock.json",
	  "{\"dependencies\": {\"a\": {\"version\": \"1.0.0\","
	  " \"dependencies\": {\"b\": {\"version\": \"2.0.0\"}}}}}",
	  "a exact;b exact;" },
	{ "yarn.lock: version 1", "yarn.lock",
	  "# yarn lockfile v1\n\n\"@s/a@^1\", \"@s/a@^1.1\":\n  version \"1.2.0\"\n"
	  "  resolved \"https://packages.yarnpkg.com/@s/a/-/a-1.2.0.tgz#abc\"\n"
	  "  integrity sha512-q==\n  dependencies:\n    b \"^2\"\n\nb@^2:\n"
	  "  version \"2.0.0\"\n  resolved \"https://evil.test/b.tgz#x\"\n",
	  "@s/a exact;b exact <evil.test;" },
	{ "yarn.lock: berry", "yarn.lock",
	  "__metadata:\n  version: 6\n\n\"a@npm:^1\":\n  version: 1.0.0\n"
	  "  resolution: \"a@npm:1.0.0\"\n  checksum: 10c0/abcd\n\n"
	  "\"own@workspace:.\":\n  version: 0.0.0-use.local\n"
	  "  resolution: \"own@workspace:.\"\n  checksum: x\n",
	  "a exact;" },
	{ "pnpm-lock.yaml: three spellings of a key", "pnpm-lock.yaml",
	  "lockfileVersion: '9.0'\nimporters:\n  .:\n    dependencies:\n      a:\n"
	  "        version: 1.0.0\npackages:\n\n  /a/1.0.0:\n"
	  "    resolution: {integrity: sha512-q==}\n\n  /@s/b@2.0.0(react@18.0.0):\n"
	  "    resolution: {integrity: sha512-r==}\n\n  'c@3.0.0':\n"
	  "    resolution: {tarball: https://codeload.test/o/c}\n    requiresBuild: true\n",
	  "a exact;@s/b exact;c exact <codeload.test;script c;" },
	{ ".npmrc", ".npmrc",
	  "registry=https://packages.npmjs.org/\n@s:registry=https://npm.corp.test/x/\n"
	  "ignore-scripts=false\n; registry=https://no.test\n",
	  "registry npm.corp.test/x;script ignore-scripts;" },
	{ "requirements.txt", "requirements/dev.txt",
	  "-r base.txt\n# note\nDjango==4.2  # web\nzope.interface [test] >=5,<6\n"
	  "Flask_Login\nattrs>=20\ncryptography==41 \\\n    --hash=sha256:aa \\\n"
	  "    --hash=sha256:bb\nmine @ git+https://github.com/o/mine.git@v1.0\n"
	  "-e git+ssh://git@github.com/o/p.git@main#egg=The_P==1.2\n-e .\n./local\n"
	  "--extra-index-url https://pypi.corp.test/simple\n",
	  "django exact;zope-interface locked;flask-login floating;attrs floating;"
	  "cryptography hash;mine exact <github.com/o/mine;the-p floating <github.com/o/p;"
	  "registry pypi.corp.test/simple;" },
	{ "pyproject.toml: PEP 621, groups, uv", "pyproject.toml",
	  "[build-system]\nrequires = [\"hatchling\"]\n[project]\nname = \"x\"\n"
	  "dependencies = [\"httpx[http2]>=0.2\", 'a==1.0; python_version < \"3.9\"']\n"
	  "[project.optional-dependencies]\nextra = [\"B_b~=1.0\"]\n"
	  "[dependency-groups]\ndev = [\"pytest\", {include-group = \"x\"}]\n"
	  "[tool.uv.sources]\nhttpx = { git = \"https://github.com/o/httpx\", rev = \"main\" }\n"
	  "[[tool.uv.index]]\nurl = \"https://pkg.test/simple\"\n",
	  "httpx floating <github.com/o/httpx;a exact;b-b locked;pytest ?;hatchling ?;"
	  "registry pkg.test/simple;" },
	{ "pyproject.toml: Poetry", "pyproject.toml",
	  "[tool.poetry.dependencies]\npython = \"^3.9\"\nDjango = \"^4\"\n"
	  "own = {path = \"../own\"}\nfork = {git = \"https://git.test/o/fork.git\"}\n"
	  "any = \"*\"\n[tool.poetry.group.dev.dependencies]\nblack = {version = \"23.1\"}\n",
	  "django locked;fork floating <git.test/o/fork;any floating;black locked;" },
	{ "Pipfile", "Pipfile",
	  "[[source]]\nurl = \"https://pypi.org/simple\"\n[packages]\nrequests = \"*\"\n",
	  "requests locked;" },
	{ "poetry.lock and uv.lock", "uv.lock",
	  "version = 1\n[[package]]\nname = \"own\"\nversion = \"0.1\"\n"
	  "source = { editable = \".\" }\n[[package]]\nname = \"A_b\"\nversion = \"1.0\"\n"
	  "source = { registry = \"https://pypi.org/simple\" }\n"
	  "sdist = { url = \"u\", hash = \"sha256:aa\" }\n"
	  "[[package]]\nname = \"c\"\nversion = \"1\"\n"
	  "source = { git = \"https://github.com/o/c?rev=x#abc\" }\n",
	  "a-b exact;c exact <github.com/o/c;" },
	{ "setup.py", "setup.py",
	  "setup(\n  name='x',\n  install_requires=[\n    'requests>=2',  # http\n"
	  "    \"Six\",\n  ],\n  extras_require={'t': ['pytest==7']},\n  url='https://x')\n",
	  "requests locked;six ?;pytest exact;" },
	{ "setup.cfg", "setup.cfg",
	  "[metadata]\nname = x\n[options]\ninstall_requires =\n    requests>=2\n    six\n"
	  "zip_safe = no\n[options.extras_require]\nt =\n    pytest==7\n",
	  "requests locked;six ?;pytest exact;" },
	{ "go.mod", "go.mod",
	  "module example.test/x\n\ngo 1.21\n\nrequire (\n\tgithub.com/A/b v1.0.0\n"
	  "\tgithub.com/c/d/v3 v3.1.0 // indirect\n\tgopkg.in/yaml.v3 v3.0.1\n)\n"
	  "require e.test/f v0.0.0-20210101000000-abcdefabcdef\n"
	  "replace github.com/A/b => github.com/fork/b v1.0.1\n"
	  "replace e.test/own => ../own\n",
	  "github.com/A/b exact <github.com/fork/b;github.com/c/d exact;"
	  "gopkg.in/yaml exact;e.test/f exact;" },
	{ "Cargo.toml", "Cargo.toml",
	  "[package]\nname = \"x\"\n[dependencies]\nserde_json = \"1\"\n"
	  "own = { path = \"../own\" }\nren = { package = \"real\", version = \"=1.0.0\" }\n"
	  "ws = { workspace = true }\n[dependencies.tokio]\nversion = \"*\"\n"
	  "[target.'cfg(unix)'.dependencies]\nnix = \"0.2\"\n[dev-dependencies]\n"
	  "fork = { git = \"https://github.com/o/fork\", branch = \"main\" }\n"
	  "[patch.crates-io]\nserde_json = { git = \"https://github.com/o/sj\", rev = \"abc\" }\n",
	  "serde-json exact <github.com/o/sj;real exact;ws ?;tokio floating;"
	  "fork floating <github.com/o/fork;nix locked;" },
	{ "Cargo.lock", "Cargo.lock",
	  "version = 3\n[[package]]\nname = \"own\"\nversion = \"0.1.0\"\n[[package]]\n"
	  "name = \"a_b\"\nversion = \"1.0.0\"\nchecksum = \"aa\"\n"
	  "source = \"registry+https://github.com/rust-lang/crates.io-index\"\n"
	  "[[package]]\nname = \"g\"\nversion = \"1.0.0\"\n"
	  "source = \"git+https://github.com/o/g?rev=a#abc\"\n",
	  "a-b exact;g exact <github.com/o/g;" },
	{ "Gemfile", "Gemfile",
	  "source 'https://rubygems.org'\nsource \"https://gems.corp.test\" do\n"
	  "  gem 'inner'\nend\ngem 'rails', '~> 7.0' # web\ngem \"pg\", '1.5.0'\n"
	  "gem 'own', path: '../own'\ngem 'fork', github: 'o/fork', branch: 'main'\n"
	  "gem 'pinned', git: 'https://github.com/o/p.git',\n  tag: 'v1'\n"
	  "group :test do\n  gem 'rspec'\nend\npath '..' do\n  gem 'mono'\nend\ngem 'last'\n",
	  "registry gems.corp.test;inner locked <gems.corp.test;rails locked;pg exact;"
	  "fork floating <github.com/o/fork;pinned exact <github.com/o/p;rspec locked;"
	  "last locked;" },
	{ "gemspec", "x.gemspec",
	  "Gem::Specification.new do |s|\n  s.add_dependency 'a', '>= 1'\n"
	  "  s.add_development_dependency(\"b\")\nend\n", "a locked;b locked;" },
	{ "Gemfile.lock", "Gemfile.lock",
	  "GIT\n  remote: https://github.com/o/f.git\n  revision: abc\n  specs:\n"
	  "    f (1.0)\n      a\n\nPATH\n  remote: .\n  specs:\n    own (1)\n\nGEM\n"
	  "  remote: https://rubygems.org/\n  specs:\n    a (2.0)\n      b (>= 1)\n\n"
	  "DEPENDENCIES\n  a\n", "f exact <github.com/o/f;a exact;" },
	{ "pom.xml", "pom.xml",
	  "<project><groupId>org.own</groupId><parent><groupId>org.boot</groupId>"
	  "<artifactId>starter</artifactId><version>3</version></parent><dependencies>"
	  "<dependency><groupId>g</groupId><artifactId>a</artifactId>"
	  "<version>1.0</version></dependency><dependency><groupId>org.own</groupId>"
	  "<artifactId>module</artifactId></dependency><dependency><groupId>g</groupId>"
	  "<artifactId>b</artifactId><version>LATEST</version><exclusions><exclusion>"
	  "<groupId>x</groupId><artifactId>y</artifactId></exclusion></exclusions>"
	  "</dependency></dependencies><build><plugins><plugin>"
	  "<artifactId>maven-jar-plugin</artifactId></plugin></plugins></build>"
	  "<repositories><repository><url>https://m.corp.test/r</url></repository>"
	  "</repositories></project>",
	  "org.boot:starter exact;g:a exact;g:b floating;"
	  "org.apache.maven.plugins:maven-jar-plugin ?;registry m.corp.test/r;" },
	{ "build.gradle", "app/build.gradle",
	  "plugins {\n  id 'java'\n  id 'org.boot' version '3.0'\n}\n"
	  "repositories {\n  mavenCentral()\n  maven { url 'https://m.corp.test/r' }\n}\n"
	  "dependencies {\n  implementation 'g.h:a:1.0' // note\n"
	  "  api(\"g.h:b:$version\")\n  implementation project(':core')\n"
	  "  testImplementation group: 'g.h', name: 'c', version: '1.+'\n"
	  "  implementation ('g.h:d') { exclude group: 'x', module: 'y' }\n}\n"
	  "task go { doLast { println '12:30' } }\n",
	  "org.boot exact;registry m.corp.test/r;g.h:a exact;g.h:b ?;g.h:c floating;"
	  "g.h:d ?;" },
	{ "build.gradle.kts", "build.gradle.kts",
	  "plugins {\n    id(\"org.boot\") version \"3.0\"\n}\n"
	  "dependencies {\n    implementation(\"g.h:a:1.0\")\n"
	  "    implementation(libs.x)\n}\n", "org.boot exact;g.h:a exact;" },
	{ "version catalogue", "gradle/libs.versions.toml",
	  "[versions]\nx = \"1\"\n[libraries]\na = { module = \"g.h:a\", version.ref = \"x\" }\n"
	  "b = \"g.h:b:1.0\"\nc = { group = \"g.h\", name = \"c\", version = \"2\" }\n"
	  "[plugins]\np = { id = \"org.p\", version = \"1\" }\n",
	  "g.h:a exact;g.h:b exact;g.h:c exact;org.p exact;" },
	{ "composer.json", "composer.json",
	  "{\"require\": {\"php\": \"^8\", \"ext-json\": \"*\", \"Vendor/A\": \"^1\","
	  " \"v/b\": \"dev-main\"}, \"require-dev\": {\"v/c\": \"1.0\"},"
	  " \"repositories\": [{\"type\": \"vcs\", \"url\": \"https://git.test/v/b\"},"
	  " {\"type\": \"path\", \"url\": \"./x\"}]}",
	  "vendor/a locked;v/b floating;v/c exact;registry git.test/v/b;" },
	{ "csproj", "src/App.csproj",
	  "<Project Sdk=\"Microsoft.NET.Sdk\"><ItemGroup>"
	  "<PackageReference Include=\"Newtonsoft.Json\" Version=\"13.0.1\" />"
	  "<PackageReference Include=\"B\"><Version>1.*</Version></PackageReference>"
	  "<PackageReference Include=\"C\" /><ProjectReference Include=\"../x\" />"
	  "</ItemGroup></Project>", "newtonsoft.json exact;b floating;c ?;" },
	{ "Directory.Packages.props", "Directory.Packages.props",
	  "<Project><ItemGroup><PackageVersion Include=\"A\" Version=\"1.0\" />"
	  "</ItemGroup></Project>", "a exact;" },
	{ "nuget.config", "NuGet.Config",
	  "<configuration><packageSources><clear/>"
	  "<add key=\"n\" value=\"https://feed.nuget.org/v3/index.json\"/>"
	  "<add key=\"c\" value=\"https://n.corp.test/v3\"/></packageSources>"
	  "</configuration>", "registry n.corp.test/v3;" },
	{ "mix.exs", "mix.exs",
	  "defmodule X do\n  def project do\n    [app: :x]\n  end\n"
	  "  defp deps do\n    [\n      {:plug, \"~> 1.0\"}, # http\n"
	  "      {:own, path: \"../own\"},\n      {:f, github: \"o/f\", branch: \"main\"},\n"
	  "      {:u, in_umbrella: true}\n    ] ++ more_deps()\n  end\n"
	  "  defp more_deps(), do: [{:g, \"1.0.0\"}]\n"
	  "  def config, do: [{:no, \"1.0.0\"}]\nend\n",
	  "plug locked;f floating <github.com/o/f;g exact;" },
	{ "mix.lock", "mix.lock",
	  "%{\n  \"plug\": {:hex, :plug, \"1.0.0\", \"aa\", [:mix], [], \"hexpm\", \"bb\"},\n"
	  "  \"f\": {:git, \"https://github.com/o/f.git\", \"abc\", []},\n}\n",
	  "plug exact;f hash <github.com/o/f;" },
	{ "pubspec.yaml", "pubspec.yaml",
	  "name: x\ndependencies:\n  flutter:\n    sdk: flutter\n  http: ^1.0.0\n  any_: any\n"
	  "  own:\n    path: ../own\n  f:\n    git:\n      url: https://github.com/o/f.git\n"
	  "dev_dependencies:\n  test:\n", "http locked;any_ floating;"
	  "f floating <github.com/o/f;test floating;" },
	{ "Package.swift", "Package.swift",
	  "let p = Package(dependencies: [\n  .package(url: \"https://github.com/A/b.git\","
	  " from: \"1.0.0\"),\n  .package(url: \"https://github.com/c/d\", branch: \"main\"),\n"
	  "  .package(path: \"../own\"),\n], targets: [])\n",
	  "github.com/a/b locked;github.com/c/d floating;" },
	{ "Podfile", "Podfile",
	  "target 'X' do\n  pod 'A/Core', '~> 1'\n  pod 'B', :git => 'https://github.com/o/b.git'\n"
	  "  pod 'Own', :path => '../Own'\nend\n", "A locked;B floating <github.com/o/b;" },
	{ "conanfile.py", "conanfile.py",
	  "class X(ConanFile):\n    requires = \"zlib/1.2.11\", \"fmt/[>=9]\"\n"
	  "    def requirements(self):\n        self.requires(\"boost/1.80@a/b\")\n",
	  "zlib exact;fmt locked;boost exact;" },
	{ "vcpkg.json", "vcpkg.json",
	  "{\"dependencies\": [\"fmt\", {\"name\": \"zlib\"}]}", "fmt ?;zlib ?;" },
	{ "CMakeLists.txt", "CMakeLists.txt",
	  "find_package(Threads REQUIRED)\nfind_package(ZLIB REQUIRED)\n"
	  "FetchContent_Declare(\n  fmt\n  GIT_REPOSITORY https://github.com/o/fmt.git\n"
	  "  GIT_TAG main)\nFetchContent_Declare(z URL https://h.test/o/z/archive/1.tar.gz"
	  " URL_HASH SHA256=aa)\n# find_package(Not)\n",
	  "zlib ?;fmt floating <github.com/o/fmt;z hash <h.test/o/z;" },
	{ ".gitmodules", ".gitmodules",
	  "[submodule \"x\"]\n\tpath = ext/y\n\turl = git@github.com:O/x.git\n",
	  "x hash <github.com/o/x;" },
	{ "Dockerfile", "Dockerfile",
	  "# syntax=docker/dockerfile:1\nARG TAG=3.19\nARG BASE=node\n"
	  "FROM --platform=linux/amd64 docker.io/library/alpine:${TAG} AS build\n"
	  "FROM $BASE\nFROM build\nFROM scratch\nFROM ghcr.io/o/x@sha256:aa AS last\n"
	  "COPY --from=build /a /a\nCOPY --from=0 /a /a\nCOPY --from=nginx:latest /a /a\n"
	  "FROM ${UNKNOWN}\n",
	  "docker/dockerfile exact;alpine exact;node floating;ghcr.io/o/x hash;"
	  "nginx floating;" },
	{ "system packages", "Dockerfile",
	  "FROM scratch\nRUN apt-get -qq update && \\\n  apt-get install -y --no-install-recommends \\\n"
	  "    curl=8.5.0-2 \\\n    # told\n    libxml2-dev:arm64 $MORE ./own.deb;\\\n"
	  "  echo apt install words; rm -rf /x\n"
	  "RUN apk add --no-cache -t .build gcc musl-dev~=1.2 && (dnf -y install git|cat)\n"
	  "RUN echo apk\nRUN pip install six\nCMD apk add never\n",
	  "curl exact;libxml2-dev ?;gcc ?;musl-dev ?;git ?;" },
	{ "compose", "docker-compose.yml",
	  "services:\n  db:\n    image: postgres:15\n  own:\n    build: .\n    image: own/app\n"
	  "  r:\n    image: ${R:-redis:7}\n", "postgres exact;redis exact;" },
	{ "workflow", ".github/workflows/ci.yml",
	  "on: push\njobs:\n  a:\n    container: node:20\n    services:\n      db:\n"
	  "        image: postgres:15\n    steps:\n      - uses: Actions/Checkout@v4\n"
	  "      - uses: ./.github/actions/own\n      - uses: o/p/sub@main\n"
	  "      - uses: docker://alpine:3\n"
	  "      - run: \"uses: no/no@v1\"\n  b:\n"
	  "    uses: o/r/.github/workflows/x.yml@1234567890123456789012345678901234567890\n",
	  "node exact;postgres exact;actions/checkout exact;o/p floating;alpine exact;"
	  "o/r hash;" },
	{ "a workflow that the YAML reader refuses", ".github/workflows/ci.yml",
	  "on: push\njobs:\n  a:\n    container: node:20 # note\n    x: @bad\n    steps:\n"
	  "      - uses: o/p@v1 # v1\n      - {'uses': \"q/r@main\"}\n"
	  "      # - uses: no/no@v1\n      - run: echo uses\n",
	  "node exact;o/p exact;q/r floating;" },
	{ "gitlab", ".gitlab-ci.yml",
	  "include:\n  - local: x.yml\n  - project: g/p\n    ref: main\n"
	  "image: ruby:3\njob:\n  image:\n    name: node:20\n",
	  "g/p floating;ruby exact;node exact;" },
	{ "terraform", "main.tf",
	  "terraform {\n  required_version = \">= 1\"\n  required_providers {\n    aws = {\n"
	  "      source  = \"hashicorp/aws\"\n      version = \">= 4\"\n    }\n"
	  "    # note\n    tls = \"~> 3\"\n  }\n}\n"
	  "module \"kms\" {\n  source  = \"terraform-aws-modules/kms/aws//modules/x\"\n"
	  "  version = \"1.0\"\n}\nmodule \"own\" {\n  source = \"./modules/own\"\n}\n"
	  "module \"g\" {\n  source = \"git::https://github.com/O/g.git//sub?ref=main\"\n}\n",
	  "provider hashicorp/aws locked;provider hashicorp/tls locked;"
	  "module terraform-aws-modules/kms/aws exact;module github.com/o/g floating;" },
	{ "terraform lock", ".terraform.lock.hcl",
	  "provider \"providers.terraform.io/hashicorp/aws\" {\n  version = \"4.0.0\"\n"
	  "  hashes = [\n    \"h1:aa=\",\n    \"zh:bb\",\n  ]\n}\n",
	  "provider hashicorp/aws exact;" },
	{ "Chart.yaml", "charts/x/Chart.yaml",
	  "name: x\ndependencies:\n  - name: redis\n    version: 17.0.0\n"
	  "    repository: https://charts.test/r\n  - name: own\n    repository: file://../own\n",
	  "redis exact <charts.test/r;" },
	{ "pre-commit", ".pre-commit-config.yaml",
	  "repos:\n  - repo: https://github.com/O/hooks\n    rev: v1.0\n    hooks: []\n"
	  "  - repo: local\n    hooks: []\n", "github.com/o/hooks exact;" },
	{ "flake.nix", "flake.nix",
	  "{\n  inputs.nixpkgs.url = \"github:NixOS/nixpkgs/nixos-23.05\";\n  inputs = {\n"
	  "    a.url = \"github:o/a\";\n    b = {\n      url = \"path:./b\";\n    };\n  };\n"
	  "  outputs = { self }: { };\n}\n",
	  "nixpkgs locked <github.com/nixos/nixpkgs;a locked <github.com/o/a;" },
	{ "MODULE.bazel", "MODULE.bazel",
	  "bazel_dep(name = \"a\", version = \"1.0\")\nhttp_archive(\n    name = \"b\",\n"
	  "    urls = [\"https://h.test/o/b/archive/1.zip\"],\n)\n"
	  "git_repository(name = \"c\", remote = \"https://github.com/o/c\", commit ="
	  " \"1234567890123456789012345678901234567890\")\n",
	  "a exact;b floating <h.test/o/b;c hash <github.com/o/c;" },
	{ "an empty file names nothing", "requirements.txt", "", "" },
	{ "a byte order mark is no part of it", "package.json",
	  "\xef\xbb\xbf{\"dependencies\": {\"a\": \"1\"}}", "a exact;" },
};

START_TEST(a_manifest_is_read_as_what_it_names)
{
	struct tg_arena arena = TG_ARENA_INIT;
	struct tg_buf got = TG_BUF_INIT(1u << 16);
	struct tg_dependency *deps;
	struct tg_err err;
	size_t n;

	enum tg_rc rc = tg_deps_read(&deps, &n, reads[_i].path, tg_str(reads[_i].text),
				     &arena, &err);
	ck_assert_msg(rc == TG_OK, "%s: %s", reads[_i].label, err.msg);
	for (size_t i = 0; i < n; i++)
		put(&got, &deps[i]);
	ck_assert_msg(strcmp(got.ptr ? got.ptr : "", reads[_i].want) == 0,
		      "%s\n got: %s\nwant: %s", reads[_i].label,
		      got.ptr ? got.ptr : "", reads[_i].want);
	tg_buf_release(&got);
	tg_arena_release(&arena);
}
END_TEST

static const struct {
	const char *path;
	bool manifest, lock;
} names[] = {
	{ "package.json", true, false }, { "a/b/package.json", true, false },
	{ "package.json.bak", false, false }, { "mypackage.json", false, false },
	{ "yarn.lock", true, true }, { "requirements.txt", true, false },
	{ "requirements-dev.txt", true, false }, { "requirements/base.txt", true, false },
	{ "docs/notes.txt", false, false }, { ".github/workflows/x.yml", true, false },
	{ "sub/.github/workflows/x.yml", true, false }, { "workflows/x.yml", false, false },
	{ ".github/workflows/deep/x.yml", false, false }, { "action.yml", true, false },
	{ "Dockerfile", true, false }, { "Dockerfile.prod", true, false },
	{ "api.Dockerfile", true, false }, { "x.tf", true, false },
	{ "src/X.CSPROJ", true, false }, { "go.sum", true, true },
	{ "docker/compose/db.yml", true, false }, { "compose/deep/db.yml", false, false },
	{ "common_dependencies.rb", true, false }, { "", false, false },
	{ "/", false, false },
};

START_TEST(a_manifest_is_known_by_its_name)
{
	ck_assert_msg(tg_deps_is_manifest(names[_i].path) == names[_i].manifest, "%s",
		      names[_i].path);
	ck_assert_msg(tg_deps_is_lock(names[_i].path) == names[_i].lock, "%s",
		      names[_i].path);
}
END_TEST

/* Every reader gets every piece of every text, and texts made to run away. */
static const char *const every_path[] = {
	"package.json", "package-lock.json", ".npmrc", "yarn.lock", ".yarnrc.yml",
	"pnpm-lock.yaml", "pnpm-workspace.yaml", "bun.lock", "deno.json",
	"requirements.txt", "pip.conf", "setup.py", "setup.cfg", "pyproject.toml",
	"Pipfile", "Pipfile.lock", "poetry.lock", "environment.yml", "go.mod", "go.sum",
	"Cargo.toml", "Cargo.lock", ".cargo/config.toml", "Gemfile", "Gemfile.lock",
	"x.gemspec", "pom.xml", "build.gradle", "libs.versions.toml", "gradle.lockfile",
	"gradle/verification-metadata.xml", "gradle-wrapper.properties",
	"composer.json", "composer.lock", "x.csproj", "nuget.config",
	"packages.lock.json", "global.json", "mix.exs", "mix.lock", "pubspec.yaml",
	"pubspec.lock", "Package.swift", "Package.resolved", "Podfile", "Podfile.lock",
	"Cartfile", "conanfile.txt", "conanfile.py", "conan.lock", "vcpkg.json",
	"vcpkg-configuration.json", "CMakeLists.txt", "subprojects/x.wrap",
	".gitmodules", "Dockerfile", "compose.yml", ".github/workflows/x.yml",
	".gitlab-ci.yml", "main.tf", ".terraform.lock.hcl", "Chart.yaml", "Chart.lock",
	".pre-commit-config.yaml", "flake.nix", "flake.lock", "MODULE.bazel",
};
#define N_PATHS (sizeof every_path / sizeof *every_path)

static void read_anything(const char *path, const char *text, size_t len)
{
	struct tg_arena arena = TG_ARENA_INIT;
	struct tg_dependency *deps;
	struct tg_err err;
	size_t n;
	/* a copy without room behind it, for the sanitizers */
	char *exact = malloc(len ? len : 1);

	memcpy(exact, text, len);
	if (tg_deps_read(&deps, &n, path, tg_str_n(exact, len), &arena, &err) == TG_OK)
		for (size_t i = 0; i < n; i++)
			ck_assert(deps[i].name && deps[i].version && deps[i].source &&
				  deps[i].integrity && deps[i].ecosystem);
	free(exact);
	tg_arena_release(&arena);
}

START_TEST(every_reader_survives_every_cut_text)
{
	for (size_t r = 0; r < sizeof reads / sizeof *reads; r++) {
		size_t len = strlen(reads[r].text);
		bool own = strcmp(reads[r].path, every_path[_i]) == 0;
		for (size_t n = 0; n <= len; n += own ? 1 : 37)
			read_anything(every_path[_i], reads[r].text, n);
	}
}
END_TEST

START_TEST(hostile_text_costs_no_more_than_its_length)
{
	static const char *const pieces[] = {
		"(", "{", "[", "\"", "b'", "a(", "module \"x\" {", ".package(url: \"", "\\\n",
		"${", "$", "@", "FROM a AS b\n", "gem 'x',", "-e ", "a:b:c ", "<a>", "#",
		"required_providers {", "require (\n", "{:", "bazel_dep(", "[[package]]\n",
		"  a (1)\n", "\r", "- - - ", "{\"a\":", "GEM\n", "\"a@b\":\n  version 1\n",
	};
	const size_t size = TG_TEST_SIZE(200000);
	char *text = malloc(size);

	for (size_t p = 0; p < sizeof pieces / sizeof *pieces; p++) {
		size_t len = strlen(pieces[p]), at = 0;
		for (; at + len <= size; at += len)
			memcpy(text + at, pieces[p], len);
		read_anything(every_path[_i], text, at);
	}
	free(text);
}
END_TEST

static const struct {
	const char *url, *want;
} urls[] = {
	{ "https://user:secret@GitHub.com/O/R.git?ref=x#y", "github.com/o/r" },
	{ "git@github.com:o/r.git", "github.com/o/r" },
	{ "ssh://git@h.test:22/o/r", "h.test:22/o/r" },
	{ "git+https://h.test/Case/Kept/", "h.test/Case/Kept" },
	{ "", "" },
};

START_TEST(one_place_has_one_name)
{
	struct tg_arena arena = TG_ARENA_INIT;

	ck_assert_str_eq(tg_url_normalise(&arena, tg_str(urls[_i].url)), urls[_i].want);
	tg_arena_release(&arena);
}
END_TEST

Suite *manifests_suite(void);

Suite *manifests_suite(void)
{
	Suite *s = suite_create("manifests");
	TCase *read = tcase_create("read"), *hostile = tcase_create("hostile");

	tcase_add_loop_test(read, a_manifest_is_read_as_what_it_names, 0,
			    sizeof reads / sizeof *reads);
	tcase_add_loop_test(read, a_manifest_is_known_by_its_name, 0,
			    sizeof names / sizeof *names);
	tcase_add_loop_test(read, one_place_has_one_name, 0, sizeof urls / sizeof *urls);
	tcase_add_loop_test(hostile, every_reader_survives_every_cut_text, 0, N_PATHS);
	tcase_add_loop_test(hostile, hostile_text_costs_no_more_than_its_length, 0,
			    N_PATHS);
	suite_add_tcase(s, read);
	suite_add_tcase(s, hostile);
	return s;
}

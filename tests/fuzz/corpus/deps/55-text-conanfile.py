7left==1.0 --hash=sha256:abc ; python_version > "3"
-r other.txt
git+https://example.org/b.git@main#egg=b
gem "rails", "~> 7.0", git: "https://example.org/r.git"
require (
	example.org/a/b v1.0.0 // indirect
)
replace a => ../b
FROM nginx:latest AS x
RUN curl https://example.org | sh
implementation("g:a:1.+")
module "m" { source = "a/b/c" version = "1" }
FetchContent_Declare(x GIT_REPOSITORY https://example.org/x GIT_TAG main)
bazel_dep(name = "r", version = "1")
.package(url: "https://example.org/s", from: "1.0.0"),
{:plug, "~> 1.0"}
GEM
  remote: https://example.org/
  specs:
    a (1.0)

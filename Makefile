# threatgate: everything is built in build/, by this one file.
#   make deps       installs what is missing
#   make            the program: build/threatgate
#   make test       all tests that this machine can run
#   make help       what else there is
MAKEFLAGS += --no-builtin-rules
.DELETE_ON_ERROR:
.SUFFIXES:
.PHONY: all
export LC_ALL := C

VERSION := 0.1.0

# --- places -------------------------------------------------------------
BUILD   ?= release
O       ?= build
B       := $(O)$(if $(filter-out release,$(BUILD)),/$(BUILD))
PREFIX  ?= /usr/local
BINDIR  ?= $(PREFIX)/bin
LIBDIR  ?= $(PREFIX)/lib
INCDIR  ?= $(PREFIX)/include
MANDIR  ?= $(PREFIX)/share/man
DATADIR ?= $(PREFIX)/share
MAN_PAGES := $(sort $(wildcard docs/man/*.[15]))
# Where a package puts a file: section of a manual page, script for a shell.
man_dest = $(DESTDIR)$(MANDIR)/man$(subst .,,$(suffix $1))/$(notdir $1)
COMPLETIONS := bash-completion/completions/threatgate zsh/site-functions/_threatgate \
	fish/vendor_completions.d/threatgate.fish
INSTALL ?= install
JOBS    ?= $(shell nproc 2>/dev/null || echo 2)
GCOV    ?= gcov
CC      ?= cc
ifeq ($(origin CC),default)
CC      := cc
endif

# --- flags --------------------------------------------------------------
PKGS    := libgit2 jansson libfyaml libpcre2-8 expat libcmark-gfm
PKG_CFLAGS := $(shell pkg-config --cflags $(PKGS) libcurl 2>/dev/null)
PKG_SHARED := $(shell pkg-config --libs $(PKGS) 2>/dev/null) -lcmark-gfm-extensions -lpthread -ldl -lm

# Half of a short run is loading shared libraries. Where the archives are there,
# and libgit2's can be linked without its network (src/git/no_network.c), the
# program is linked with them; else, or with STATIC=no, with the shared ones.
archives := cmark-gfm-extensions cmark-gfm git2 jansson fyaml expat pcre2-8 z
PKG_STATIC := $(archives:%=-l:lib%.a) -lpthread -ldl -lm
links_static = $(shell printf '%s\n' 'extern int git_libgit2_init(void), xdl_diff(void), tg_git_offline(void);' \
	'int main(void){return git_libgit2_init() + tg_git_offline() + xdl_diff();}' >$(1).c; \
	$(CC) $(PKG_CFLAGS) -DTG_STATIC_LIBGIT2 -fPIE -pie -w -o $(1) $(1).c src/git/no_network.c $(PKG_STATIC) \
	>/dev/null 2>&1 && echo yes; rm -f $(1) $(1).c)
ifeq ($(origin STATIC),undefined)
STATIC := $(call links_static,$(or $(TMPDIR),/tmp)/threatgate-link-$(shell echo $$PPID))
endif
# Where libdeflate is there, libgit2's calls of zlib's inflate() go through
# src/git/inflate.c; LIBDEFLATE=no leaves them as they are.
libdeflate_libs := -Wl,--wrap=inflate,-u,__wrap_inflate -l:libdeflate.a
ifeq ($(STATIC)$(origin LIBDEFLATE),yesundefined)
LIBDEFLATE := $(shell printf '%s\n' '#include <zlib.h>' '#include <libdeflate.h>' \
	'int __wrap_inflate(void){return libdeflate_alloc_decompressor() == 0;}' \
	'int main(void){return 0;}' | $(CC) -x c - -o /dev/null $(libdeflate_libs) 2>/dev/null && echo yes)
endif
# The hash of a line is ours with the libgit2 that src/git/text_diff.c knows.
own_hash := -Wl,--wrap=xdl_hash_record,-u,__wrap_xdl_hash_record
xdiff_libs := $(if $(filter 1.5.%,$(shell pkg-config --modversion libgit2 2>/dev/null)),$(own_hash))
ifeq ($(STATIC),yes)
PKG_LIBS   := $(xdiff_libs) $(if $(filter yes,$(LIBDEFLATE)),$(libdeflate_libs)) $(PKG_STATIC)
PKG_CFLAGS += -DTG_STATIC_LIBGIT2 $(if $(filter yes,$(LIBDEFLATE)),-DTG_LIBDEFLATE)
else
PKG_LIBS   := $(PKG_SHARED)
endif

# A flag is used only where the compiler takes it.
try = $(shell printf 'int main(void){return 0;}\n' | $(CC) -Werror $(1) -x c - -o /dev/null 2>/dev/null && echo '$(1)')

WARN := -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wstrict-prototypes \
	-Wmissing-prototypes -Wold-style-definition -Wvla -Wundef -Wformat=2 \
	-Wwrite-strings -Wcast-qual -Wpointer-arith -Wimplicit-fallthrough
HARDEN := -O2 -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3 -fstack-protector-strong \
	$(call try,-fstack-clash-protection) $(call try,-fcf-protection=full) \
	$(call try,-ftrivial-auto-var-init=zero) -fno-common -fPIE
flags_release  := $(HARDEN)
flags_debug    := -O0 -g3
flags_asan     := -O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=all
flags_fuzz     := -O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined,fuzzer-no-link \
	-fno-sanitize-recover=all
flags_coverage := -O0 -g --coverage
link_release   := -pie -Wl,-z,relro -Wl,-z,now -Wl,-z,noexecstack -Wl,--as-needed
link_asan      := -fsanitize=address,undefined
link_fuzz      := -fsanitize=address,undefined,fuzzer-no-link
link_coverage  := --coverage

BASE_CFLAGS := -D_POSIX_C_SOURCE=200809L -D_DEFAULT_SOURCE \
	-DTG_VERSION='"$(VERSION)"' -Iinclude $(PKG_CFLAGS)
ALL_CFLAGS := -std=c17 $(BASE_CFLAGS) $(WARN) \
	$(flags_$(BUILD)) $(if $(WERROR),-Werror) -include src/base/banned.h -MMD -MP $(CFLAGS)
ALL_LDFLAGS := $(link_$(BUILD)) $(LDFLAGS)

# --- sources ------------------------------------------------------------
LAYERS   := base markup git policy rules deps model checklist gate report pipeline github
LIB_SRC  := $(sort $(wildcard $(LAYERS:%=src/%/*.c)))
CMD_SRC  := $(sort $(wildcard cmd/*.c))
UNIT_SRC := $(sort $(wildcard tests/unit/*.c))
LIB_OBJ  := $(LIB_SRC:%.c=$(B)/%.o) $(B)/gen/builtin_rules.o
CMD_OBJ  := $(CMD_SRC:%.c=$(B)/%.o)
UNIT_OBJ := $(UNIT_SRC:%.c=$(B)/%.o)

all: $(B)/threatgate ## build/threatgate

$(B)/threatgate: $(CMD_OBJ) $(B)/libthreatgate.a
	$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $(CMD_OBJ) $(B)/libthreatgate.a $(PKG_LIBS) $(LDLIBS)

$(B)/libthreatgate.a: $(LIB_OBJ)
	@rm -f $@
	$(AR) rcs $@ $(LIB_OBJ)

$(B)/%.o: %.c $(B)/.flags
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) $(if $(filter tests/%,$<),$(CHECK_CFLAGS)) -c -o $@ $<

$(B)/.flags: FORCE
	@mkdir -p $(@D)
	@echo '$(subst ','\'',$(CC) $(ALL_CFLAGS))' | cmp -s - $@ || echo '$(subst ','\'',$(CC) $(ALL_CFLAGS))' >$@

# --- built-in rules -----------------------------------------------------
# packc reads the packs with the reader that a team's own go through, runs every
# rule's tests, and writes them as constant tables.
RULE_FILES := $(sort $(wildcard rules/*.yml))
PACKC_OWN  := $(B)/rules/packc.o $(B)/rules/packc_tables.o
PACKC_OBJ  := $(PACKC_OWN) $(filter $(foreach l,base markup git rules,$(B)/src/$l/%),$(LIB_OBJ))

$(B)/packc: $(PACKC_OBJ)
	$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $(PACKC_OBJ) $(PKG_LIBS) $(LDLIBS)

$(B)/gen/.rule-files: FORCE
	@mkdir -p $(@D)
	@echo '$(RULE_FILES)' | cmp -s - $@ || echo '$(RULE_FILES)' >$@

$(B)/gen/builtin_rules.c: $(B)/packc $(RULE_FILES) $(B)/gen/.rule-files
	$(B)/packc -o $@ $(RULE_FILES)

$(B)/gen/builtin_rules.o: $(B)/gen/builtin_rules.c
	$(CC) $(ALL_CFLAGS) -Isrc -c -o $@ $<

.PHONY: check-rules
check-rules: $(B)/packc ## the built-in rules: their tests, counts, the slowest
	$(B)/packc $(RULE_FILES)

# --- how right and how loud the rules are -----------------------------------
# CLONES is a folder with clones of public repositories; LABELS a table of
# labelled commits (tests/eval/eval.mjs says which columns it reads).
LAST ?= 200
LABELS ?= tests/eval/labels/tuned.tsv
.PHONY: eval noise
eval: $(B)/threatgate ## precision and recall on labelled commits (CLONES=, LABELS=)
	node tests/eval/eval.mjs --gate $(B)/threatgate --clones '$(CLONES)' \
		--labels '$(LABELS)' --misses $(O)/eval/misses.txt $(EVAL_ARGS)

noise: $(B)/threatgate ## which rules match how often in any clones (CLONES=, LAST=)
	node tests/eval/noise.mjs --gate $(B)/threatgate --clones '$(CLONES)' \
		--last $(LAST) $(EVAL_ARGS)

# CORPUS is a folder of threat models with expected.tsv (tests/eval/models.mjs).
.PHONY: eval-models
eval-models: $(B)/threatgate ## how well real threat models are read (CORPUS=)
	node tests/eval/models.mjs $(B)/threatgate '$(CORPUS)'

# --- unit tests ---------------------------------------------------------
# Every tests/unit/test_NAME.c has a function `Suite *NAME_suite(void)`.
UNIT_NAMES := $(patsubst tests/unit/test_%.c,%,$(filter tests/unit/test_%.c,$(UNIT_SRC)))

$(B)/gen/suites.def: $(UNIT_SRC) Makefile
	@mkdir -p $(@D)
	@for n in $(UNIT_NAMES); do echo "X($$n)"; done >$@

$(B)/tests/unit/main.o: $(B)/gen/suites.def
$(B)/tests/unit/main.o: ALL_CFLAGS += -I$(B)/gen

$(B)/unit: $(UNIT_OBJ) $(B)/libthreatgate.a
	$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $(UNIT_OBJ) $(B)/libthreatgate.a $(PKG_LIBS) $(shell pkg-config --libs check) $(LDLIBS)

.PHONY: unit
unit: $(B)/unit ## unit tests (CK_RUN_SUITE=name picks one)
	CK_DEFAULT_TIMEOUT=60 CK_TIMEOUT_MULTIPLIER=$(if $(filter asan,$(BUILD)),10,1) $(B)/unit

# --- fuzzing --------------------------------------------------------------
# Every tests/fuzz/fuzz_NAME.c is a target, tests/fuzz/corpus/NAME its seeds. What
# is found is kept in build/fuzz-corpus/NAME, what fails in build/fuzz-failed.
FUZZ_NAMES := $(sort $(patsubst tests/fuzz/fuzz_%.c,%,$(wildcard tests/fuzz/fuzz_*.c)))
FUZZ_MAINS := tests/fuzz/libfuzzer.c tests/fuzz/replay.c
FUZZ_SRC   := $(filter-out $(FUZZ_MAINS),$(sort $(wildcard tests/fuzz/*.c)))
FUZZ_OBJ   := $(FUZZ_SRC:%.c=$(B)/%.o)
-include $(FUZZ_OBJ:.o=.d) $(FUZZ_MAINS:%.c=$(B)/%.d)

$(B)/gen/targets.def: $(FUZZ_SRC) Makefile
	@mkdir -p $(@D)
	@for n in $(FUZZ_NAMES); do echo "X($$n)"; done >$@

$(FUZZ_OBJ) $(FUZZ_MAINS:%.c=$(B)/%.o): $(B)/gen/targets.def
$(FUZZ_OBJ) $(FUZZ_MAINS:%.c=$(B)/%.o): ALL_CFLAGS += -I$(B)/gen -D_GNU_SOURCE

$(B)/fuzz: $(FUZZ_OBJ) $(B)/tests/fuzz/libfuzzer.o $(B)/libthreatgate.a
	$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -fsanitize=fuzzer -o $@ $^ $(PKG_LIBS) $(LDLIBS)

$(B)/replay: $(FUZZ_OBJ) $(B)/tests/fuzz/replay.o $(B)/libthreatgate.a
	$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $^ $(PKG_LIBS) $(LDLIBS)

.PHONY: replay fuzz fuzz-run
replay: $(B)/replay ## the fuzz targets on all that they ever failed on
	$(B)/replay tests/fuzz/corpus

fuzz: ## made-up hostile input for each parser (SECONDS=20 each, FUZZ=names)
	@$(MAKE) --no-print-directory -s BUILD=fuzz CC=clang fuzz-run

SECONDS ?= 20
FUZZ    ?= $(FUZZ_NAMES)
fuzz-run: $(B)/fuzz
	@tests/fuzz/run.sh $(B)/fuzz $(O) $(SECONDS) $(FUZZ)

# --- benchmark ----------------------------------------------------------
BENCH_OBJ := $(patsubst %.c,$(B)/%.o,$(wildcard tests/bench/*.c))
-include $(BENCH_OBJ:.o=.d)

$(B)/bench: $(BENCH_OBJ)
	$(CC) $(ALL_CFLAGS) $(ALL_LDFLAGS) -o $@ $(BENCH_OBJ)

.PHONY: bench
bench: $(B)/bench $(B)/threatgate ## time and memory against git diff (REPO=folder RUNS=9)
	$(B)/bench $(B)/threatgate $(or $(REPO),-) $(or $(RUNS),9)

# --- all tests ------------------------------------------------------------
.PHONY: test check e2e layers headers
# A make of its own: what was installed just now is asked for its flags anew.
test: deps ## installs what is missing, then all tests
	@$(MAKE) --no-print-directory check

check: unit replay layers headers check-rules e2e ## all tests, without installing anything

E2E := e2e github red-team
# UPDATE=1 writes the expected output of the golden cases anew.
e2e: $(B)/threatgate tests/node_modules/.package-lock.json ## end-to-end tests
	TG_BIN=$(abspath $(B)/threatgate) UPDATE=$(UPDATE) node --test \
		$(if $(NODE_TEST_REPORTER),--test-reporter=$(NODE_TEST_REPORTER)) \
		$(wildcard $(E2E:%=tests/%/*.test.mjs))

tests/node_modules/.package-lock.json: tests/package-lock.json
	cd tests && npm ci --silent --no-audit --no-fund
	@touch $@

layers: ## each layer includes only those above it
	@tests/layers.sh $(LAYERS)

headers: ## each header compiles alone
	@CC='$(CC)' CFLAGS='$(BASE_CFLAGS)' tests/headers.sh

# --- the same tests in other builds -----------------------------------------
.PHONY: asan coverage
asan: ## all tests of the program under AddressSanitizer and UBSan
	$(MAKE) BUILD=asan unit replay e2e

coverage: ## line coverage of the tests, in build/coverage/report.txt
	$(MAKE) BUILD=coverage unit replay e2e
	@cd $(O)/coverage && find src -name '*.gcda' -exec $(GCOV) -n {} + 2>/dev/null | \
		awk '/^File .src/ { file = $$2 } \
		/^Lines executed/ && file { split($$2, p, ":"); \
			printf "%7s of %5d  %s\n", p[2], $$4, file; \
			hit += p[2] * $$4 / 100; all += $$4; file = "" } \
		END { if (all) printf "%6.2f%% of %5d  in all\n", 100 * hit / all, all }' | \
		sort -k4 >report.txt; tail -1 report.txt

# --- lint -------------------------------------------------------------------
# One stamp for each file: only what changed is looked at again.
TIDY_STAMPS := $(LIB_SRC:%.c=$(O)/lint/%.tidy) $(CMD_SRC:%.c=$(O)/lint/%.tidy)
CPPCHECK    ?= cppcheck
CLANG_TIDY  ?= clang-tidy

.PHONY: lint tidy
lint: layers headers ## clang-tidy, cppcheck, layers, headers
	@$(MAKE) --no-print-directory -k -j$(JOBS) tidy $(O)/lint/cppcheck.ok
	@if command -v shellcheck >/dev/null; then \
		shellcheck $(wildcard tests/*.sh scripts/*.sh) .ci/run; fi

tidy: $(TIDY_STAMPS) ## clang-tidy alone

# The object brings the headers that the file includes.
$(O)/lint/%.tidy: %.c $(B)/%.o .clang-tidy
	@mkdir -p $(@D)
	@echo 'tidy $<'
	@$(CLANG_TIDY) -quiet $< -- -std=c17 $(BASE_CFLAGS) -include src/base/banned.h \
		2>$@.log || { cat $@.log >&2; exit 1; }
	@rm -f $@.log; touch $@

# ctuuninitvar takes keeping the address of what a function is to fill for reading it.
$(O)/lint/cppcheck.ok: $(LIB_SRC) $(CMD_SRC) $(wildcard include/threatgate/*.h src/*/*.h)
	@mkdir -p $(@D)/cppcheck
	@echo 'cppcheck src cmd'
	@$(CPPCHECK) --quiet --error-exitcode=1 --std=c11 --inline-suppr \
		--enable=warning,performance,portability --suppress=missingIncludeSystem \
		--suppress=preprocessorErrorDirective --suppress=ctuuninitvar \
		--cppcheck-build-dir=$(@D)/cppcheck \
		-Iinclude -D__GNUC__=12 -DTG_VERSION='"$(VERSION)"' src cmd
	@touch $@

# --- set-up and installation --------------------------------------------------
.PHONY: deps install uninstall dist
deps: ## installs what is missing to build and test, without questions
	@scripts/deps.sh

# The archive goes with the libraries that it was compiled for, in that form.
$(B)/threatgate.pc: Makefile
	@mkdir -p $(@D)
	@printf '%s\n' 'prefix=$(PREFIX)' 'libdir=$(LIBDIR)' 'includedir=$(INCDIR)' '' \
		'Name: threatgate' 'Description: Threat model gate for pull requests' \
		'Version: $(VERSION)' 'Cflags: -I$${includedir}' \
		'Libs: -L$${libdir} -lthreatgate $(PKG_LIBS)' >$@

install: $(B)/threatgate $(B)/libthreatgate.a $(B)/threatgate.pc ## honours DESTDIR and PREFIX
	$(INSTALL) -d $(DESTDIR)$(BINDIR) $(DESTDIR)$(LIBDIR)/pkgconfig \
		$(DESTDIR)$(INCDIR)/threatgate $(DESTDIR)$(MANDIR)/man1 \
		$(DESTDIR)$(MANDIR)/man5 $(dir $(COMPLETIONS:%=$(DESTDIR)$(DATADIR)/%))
	$(INSTALL) -m 755 $(B)/threatgate $(DESTDIR)$(BINDIR)/threatgate
	$(INSTALL) -m 644 $(B)/libthreatgate.a $(DESTDIR)$(LIBDIR)/libthreatgate.a
	$(INSTALL) -m 644 $(B)/threatgate.pc $(DESTDIR)$(LIBDIR)/pkgconfig/threatgate.pc
	$(INSTALL) -m 644 include/threatgate/*.h $(DESTDIR)$(INCDIR)/threatgate
	$(foreach m,$(MAN_PAGES),$(INSTALL) -m 644 $m $(call man_dest,$m) &&) true
	$(foreach c,$(COMPLETIONS),$(B)/threatgate completion $(firstword $(subst -, ,$(subst /, ,$c))) \
		>$(DESTDIR)$(DATADIR)/$c &&) true

uninstall: ## takes away what install put there
	rm -f $(DESTDIR)$(BINDIR)/threatgate $(DESTDIR)$(LIBDIR)/libthreatgate.a \
		$(DESTDIR)$(LIBDIR)/pkgconfig/threatgate.pc \
		$(foreach m,$(MAN_PAGES),$(call man_dest,$m)) \
		$(COMPLETIONS:%=$(DESTDIR)$(DATADIR)/%)
	rm -rf $(DESTDIR)$(INCDIR)/threatgate

DIST := threatgate-$(VERSION)
dist: ## build/threatgate-VERSION.tar.gz, of what is committed
	@mkdir -p $(O)
	git archive --prefix=$(DIST)/ HEAD | gzip -9n >$(O)/$(DIST).tar.gz
	@echo $(O)/$(DIST).tar.gz

.PHONY: deb
deb: ## build/threatgate_VERSION_ARCH.deb
	@scripts/deb.sh

# The commands of threatgate(1), anew from the program's own tables.
.PHONY: man
man: $(B)/threatgate ## docs/man/threatgate.1 from the tables of commands
	@$(B)/threatgate mdoc >$(O)/commands.mdoc
	@awk '/^\.\\" commands: begin/ { print; while ((getline line < "$(O)/commands.mdoc") > 0) print line; skip = 1 } \
		/^\.\\" commands: end/ { skip = 0 } !skip' docs/man/threatgate.1 >$(O)/threatgate.1
	@cp $(O)/threatgate.1 docs/man/threatgate.1

.PHONY: demo
demo: deps ## installs what is missing, builds, runs the gate on an example
	@$(MAKE) --no-print-directory -s all
	@sh examples/demo.sh $(B)/threatgate

.PHONY: clean help FORCE
clean: ## remove build/
	rm -rf $(O)

help: ## this list
	@awk -F ':.*## ' '/^[a-z][a-z0-9-]*:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' \
		$(MAKEFILE_LIST)
	@echo
	@echo '  Variables: CC, CFLAGS, LDFLAGS, LDLIBS, PREFIX, DESTDIR; BUILD=release,'
	@echo '  debug, asan, fuzz or coverage; WERROR=1; O=folder to build in'

-include $(LIB_OBJ:.o=.d) $(PACKC_OWN:.o=.d) $(CMD_OBJ:.o=.d) $(UNIT_OBJ:.o=.d)

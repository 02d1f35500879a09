# threatgate: everything is built in build/, by this one file.
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
INSTALL ?= install
CC      ?= cc
ifeq ($(origin CC),default)
CC      := cc
endif

# --- flags --------------------------------------------------------------
PKGS    := libgit2 jansson libfyaml libpcre2-8 expat libcmark-gfm
PKG_CFLAGS := $(shell pkg-config --cflags $(PKGS) libcurl 2>/dev/null)
PKG_LIBS   := $(shell pkg-config --libs $(PKGS) 2>/dev/null) -lcmark-gfm-extensions -lpthread -ldl -lm

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
flags_coverage := -O0 -g --coverage
link_release   := -pie -Wl,-z,relro -Wl,-z,now -Wl,-z,noexecstack -Wl,--as-needed
link_asan      := -fsanitize=address,undefined
link_coverage  := --coverage

ALL_CFLAGS := -std=c17 -D_POSIX_C_SOURCE=200809L -D_DEFAULT_SOURCE \
	-DTG_VERSION='"$(VERSION)"' -Iinclude $(PKG_CFLAGS) $(WARN) \
	$(flags_$(BUILD)) $(if $(WERROR),-Werror) -include src/base/banned.h -MMD -MP $(CFLAGS)
ALL_LDFLAGS := $(link_$(BUILD)) $(LDFLAGS)

# --- sources ------------------------------------------------------------
LAYERS   := base markup git policy rules deps model checklist gate report pipeline github
LIB_SRC  := $(sort $(wildcard $(LAYERS:%=src/%/*.c)))
CMD_SRC  := $(sort $(wildcard cmd/*.c))
UNIT_SRC := $(sort $(wildcard tests/unit/*.c))
LIB_OBJ  := $(LIB_SRC:%.c=$(B)/%.o)
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
	CK_DEFAULT_TIMEOUT=60 $(B)/unit

.PHONY: clean help FORCE
clean: ## remove build/
	rm -rf $(O)

help: ## this list
	@sed -n 's/^\([a-z][a-z-]*\):.*## /  make \1: /p' $(MAKEFILE_LIST)

-include $(LIB_OBJ:.o=.d) $(CMD_OBJ:.o=.d) $(UNIT_OBJ:.o=.d)

/* The rows that conventions.c goes through. */
#ifndef TG_CONVENTION_ROWS_H
#define TG_CONVENTION_ROWS_H

#include "../base/str.h"
#include "classes.h"

/* How a row's word is held against a path. */
enum tg_how {
	TG_BY_DIR,     /* one of its folders */
	TG_BY_DIR_END, /* the end of the name of one of its folders */
	TG_BY_GO_DIR,  /* the same, for Go, where a package may lend tests a hand */
	TG_BY_BUILT,   /* one of its folders, for what a bundler writes */
	TG_BY_PROSE,   /* one of its folders, unless the file is a program */
	TG_BY_TOP,     /* its first folder */
	TG_BY_NAME,    /* the file's name */
	TG_BY_STEM,    /* the name up to its first dot */
	TG_BY_PREFIX,  /* the name's beginning */
	TG_BY_SUFFIX,  /* the name's end */
	TG_BY_CASED,   /* the name's end, upper and lower case as given */
	TG_BY_UNDER    /* the path's beginning */
};

struct tg_convention {
	enum tg_how how;
	enum tg_class file_class;
	struct tg_str word; /* lower case, but for TG_BY_CASED */
};

/* The first row that fits decides. */
extern const struct tg_convention tg_conventions[];
extern const size_t tg_n_conventions;

#endif

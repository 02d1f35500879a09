/* What the sanitizers are told when they are built in: two leaks of libgit2
 * 1.5 itself, per call and not per byte of input, are known, and one of libfyaml
 * 0.7.12, for a scalar of very many pieces (quotes that are doubled), of which
 * the size of a file is the bound. To see whose they are, stacks must be unwound through code without frame pointers. */
const char *__asan_default_options(void);
const char *__lsan_default_suppressions(void);

const char *__asan_default_options(void)
{
	return "fast_unwind_on_malloc=0";
}

const char *__lsan_default_suppressions(void)
{
	return "leak:git_regexp_match\n"
	       "leak:git_pqueue_init\n"
	       "leak:fy_atom_iter_grow_chunk\n";
}

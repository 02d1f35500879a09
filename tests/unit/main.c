/* Runs every suite of tests/unit; the table is made from the file names. */
#include <check.h>
#include <stdlib.h>

#define X(name) Suite *name##_suite(void);
#include "suites.def"
#undef X

int main(void)
{
	SRunner *runner = srunner_create(NULL);

#define X(name) srunner_add_suite(runner, name##_suite());
#include "suites.def"
#undef X
	srunner_run_all(runner, CK_ENV);
	int failed = srunner_ntests_failed(runner);
	srunner_free(runner);
	return failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}

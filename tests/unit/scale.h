/* How large the texts are that a test makes to see that reading stays cheap. */
#ifndef TG_TEST_SCALE_H
#define TG_TEST_SCALE_H

/* Under AddressSanitizer each step costs many times as much, and what is looked
 * for there is a byte read past an end: an eighth of the text has it, too. That
 * the cost grows with the length alone is what the other builds assert. */
#if defined(__SANITIZE_ADDRESS__)
#define TG_TEST_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define TG_TEST_SANITIZED 1
#endif
#endif

#ifdef TG_TEST_SANITIZED
#define TG_TEST_SIZE(n) ((n) / 8)
#else
#define TG_TEST_SIZE(n) (n)
#endif

#endif

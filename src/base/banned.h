/* Functions that have no safe use here are compile errors: this header is
 * included ahead of every source file by the build. */
#ifndef TG_BANNED_H
#define TG_BANNED_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#undef strcpy
#undef strcat
#undef strncpy
#undef strncat
#undef sprintf
#undef vsprintf
#undef strtok
#undef atoi
#undef atol
#undef sscanf
#undef system
#undef popen
#undef mktemp
#undef tmpnam
#undef gets
#pragma GCC poison strcpy strcat strncpy strncat sprintf vsprintf strtok atoi \
	atol sscanf system popen mktemp tmpnam gets

#endif

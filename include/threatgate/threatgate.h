/*
 * libthreatgate: what a program that embeds the gate needs.
 *
 *	err.h     why something could not be judged
 *	report.h  the report as plain values
 *	check.h   judging a change
 *	write.h   writing a report in one of the formats
 */
#ifndef THREATGATE_H
#define THREATGATE_H

#include <threatgate/check.h>
#include <threatgate/err.h>
#include <threatgate/report.h>
#include <threatgate/write.h>

#endif

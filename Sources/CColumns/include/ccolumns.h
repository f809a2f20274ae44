#ifndef CCOLUMNS_H
#define CCOLUMNS_H

// Loops over columns of numbers, four or eight at a time where the processor has AVX2 or AVX-512. That changes no bit
// of a result: each number is worked out by the same operations in the same order, whatever is beside it, and no two
// operations are joined into one.
#include "holdings.h"
#include "numbers.h"
#include "series.h"
#include "targets.h"
#include "verdicts.h"

/// Uses registers of at most so many numbers from now on, and tells how many they have then; for tests.
int ccolumns_limit(int numbers);

#endif

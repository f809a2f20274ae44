#ifndef CALLOCATIONS_H
#define CALLOCATIONS_H

#include <stdint.h>

/// How many times the calling thread has allocated memory since it began.
typedef uint64_t (*allocation_count)(void);

/// The counter; NULL where nothing can be counted, as under the address and thread sanitizers.
allocation_count _Nullable allocation_counter(void);

#endif

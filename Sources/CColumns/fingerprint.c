#include "ccolumns.h"
#include "wide.h"

// The golden section of 2^64: from one key to the next half of the bits change.
#define KEY 0x9e3779b97f4a7c15u
#define ROOM 64

INLINE uint64_t low(uint64_t word) { return word & 0xffffffffu; }

/// A number under the key of its column.
INLINE uint64_t keyed(uint64_t number, uint64_t key) {
  uint64_t met = number ^ key;
  return number + low(met) * (met >> 32);
}

/// Mixes words one to one.
INLINE uint64_t step(uint64_t met) {
  uint64_t folded = met ^ (met >> 32);
  return low(folded) * 0xfd4de0adu + (folded - low(folded));
}

INLINE void fingerprint(const ccolumns_market *market, int64_t instruments, int64_t cycles, uint64_t *sum) {
  const uint64_t *bar_time = market->bar_time, *quote_time = market->quote_time;
  uint64_t total = 0, seeds[ROOM];
  int64_t index = 0;
  for (int64_t start = 0; start < instruments * cycles; start += ROOM) {
    int64_t left = instruments * cycles - start, count = left < ROOM ? left : ROOM;
    for (int64_t n = 0; n < count; n++) {
      index = index + 1 == instruments ? 0 : index + 1;
      seeds[n] = (uint64_t)index * KEY;
    }
    for (int64_t n = 0; n < count; n++) {
      uint64_t word = seeds[n] + keyed(bar_time[start + n], KEY) + keyed(quote_time[start + n], 2 * KEY);
      const uint64_t *number = market->numbers + start + n;
#pragma clang loop unroll(full)
      for (uint64_t column = 0; column < 9; column++)
        word += keyed(number[(int64_t)column * market->rows], (column + 3) * KEY);
      total += step(step(word));
    }
  }
  *sum = total;
}

WIDE(ccolumns_fingerprint, fingerprint,
     (const ccolumns_market *market, int64_t instruments, int64_t cycles, uint64_t *sum),
     (market, instruments, cycles, sum))

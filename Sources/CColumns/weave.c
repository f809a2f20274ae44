#include "ccolumns.h"
#include "wide.h"

/// Four numbers, at any address.
typedef double four __attribute__((ext_vector_type(4), aligned(8)));

/// Four rows of four columns at a time, turned in registers.
INLINE void weave(int64_t rows, const double *a, const double *b, const double *c, const double *d, double *to,
                  int64_t step) {
  int64_t row = 0;
  for (; row + 4 <= rows; row += 4, to += 4 * step) {
    four of_a = *(const four *)(a + row), of_b = *(const four *)(b + row);
    four of_c = *(const four *)(c + row), of_d = *(const four *)(d + row);
    four even = __builtin_shufflevector(of_a, of_b, 0, 4, 2, 6), odd = __builtin_shufflevector(of_a, of_b, 1, 5, 3, 7);
    four other_even = __builtin_shufflevector(of_c, of_d, 0, 4, 2, 6);
    four other_odd = __builtin_shufflevector(of_c, of_d, 1, 5, 3, 7);
    *(four *)to = __builtin_shufflevector(even, other_even, 0, 1, 4, 5);
    *(four *)(to + step) = __builtin_shufflevector(odd, other_odd, 0, 1, 4, 5);
    *(four *)(to + 2 * step) = __builtin_shufflevector(even, other_even, 2, 3, 6, 7);
    *(four *)(to + 3 * step) = __builtin_shufflevector(odd, other_odd, 2, 3, 6, 7);
  }
  for (; row < rows; row++, to += step) to[0] = a[row], to[1] = b[row], to[2] = c[row], to[3] = d[row];
}

WIDE(ccolumns_weave, weave,
     (int64_t rows, const double *a, const double *b, const double *c, const double *d, double *to, int64_t step),
     (rows, a, b, c, d, to, step))

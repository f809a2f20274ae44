// What every loop here shares: it is compiled for the registers that processors may have, and the widest that this one
// has are used.
#pragma once

#define INLINE static inline __attribute__((always_inline))

/// Before a loop over the instruments of one cycle, of which there may be a dozen: more at a time would leave too many.
#define ROW _Pragma("clang loop vectorize_width(4) interleave_count(1)")

#if defined(__x86_64__)
#define AVX2 __attribute__((target("avx2")))
#define AVX512 __attribute__((target("avx512f,avx512vl,avx512dq,avx512bw")))

/// How wide the registers are that may be used: 2, 4 or 8 numbers. Any is right at any time.
extern int ccolumns_registers;
#define REGISTERS __atomic_load_n(&ccolumns_registers, __ATOMIC_RELAXED)

/// Defines a function whose body is another.
#define WIDE(name, body, parameters, arguments)                                                                        \
  static AVX2 void body##_4 parameters { body arguments; }                                                             \
  static AVX512 void body##_8 parameters { body arguments; }                                                           \
  void name parameters {                                                                                               \
    if (REGISTERS >= 8) return body##_8 arguments;                                                                     \
    if (REGISTERS >= 4) return body##_4 arguments;                                                                     \
    body arguments;                                                                                                    \
  }
#else
#define WIDE(name, body, parameters, arguments)                                                                        \
  void name parameters { body arguments; }
#endif

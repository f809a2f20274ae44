#include "ccolumns.h"
#include "wide.h"

#if defined(__x86_64__)
int ccolumns_registers = 2;

/// How wide the processor's registers are.
static int widest(void) {
  __builtin_cpu_init();
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512dq") &&
      __builtin_cpu_supports("avx512bw"))
    return 8;
  return __builtin_cpu_supports("avx2") ? 4 : 2;
}

/// Before anything of the program runs.
__attribute__((constructor)) static void begin(void) { ccolumns_registers = widest(); }

int ccolumns_limit(int numbers) {
  int most = widest(), used = numbers < most ? numbers : most;
  __atomic_store_n(&ccolumns_registers, used, __ATOMIC_RELAXED);
  return used;
}
#else
int ccolumns_limit(int numbers) { return numbers < 2 ? numbers : 2; }
#endif

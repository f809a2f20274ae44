#include "cstream.h"

#include <stdint.h>
#include <string.h>

typedef long long lane __attribute__((vector_size(16)));

/// Below this a copy through the caches is no slower, and leaves little behind.
enum { shortest = 1024, line = 64 };

static inline lane loaded(const char *from) {
    lane value;
    memcpy(&value, from, sizeof value);
    return value;
}

void cstream_copy(void *destination, const void *source, size_t count) {
    char *to = destination;
    const char *from = source;
    if (count >= shortest) {
        size_t head = (line - (uintptr_t)to % line) % line;
        memcpy(to, from, head);
        to += head, from += head, count -= head;
        for (; count >= line; to += line, from += line, count -= line) {
            lane a = loaded(from), b = loaded(from + 16), c = loaded(from + 32), d = loaded(from + 48);
            __builtin_nontemporal_store(a, (lane *)to);
            __builtin_nontemporal_store(b, (lane *)(to + 16));
            __builtin_nontemporal_store(c, (lane *)(to + 32));
            __builtin_nontemporal_store(d, (lane *)(to + 48));
        }
#if defined(__x86_64__)
        __builtin_ia32_sfence();
#else
        __atomic_thread_fence(__ATOMIC_RELEASE);
#endif
    }
    memcpy(to, from, count);
}

void cstream_expect(const void *source, size_t count) {
    const char *from = source;
    for (size_t place = 0; place < count; place += line) __builtin_prefetch(from + place);
}

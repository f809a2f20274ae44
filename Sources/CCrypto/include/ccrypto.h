#ifndef CCRYPTO_H
#define CCRYPTO_H

// OpenSSL's libcrypto is opened at the first use: a command that verifies nothing starts as if there were none.
// Its headers are not needed; the three functions that are called keep their form since OpenSSL 1.1.0.
#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

/// Opens libcrypto once per process; returns NULL, or why it cannot be used. Safe from any thread.
const char *_Nullable ccrypto_load(void);

/// Writes the 32 bytes of a message's SHA-256; returns 1, or 0 when libcrypto refuses.
///
/// Not to be called before `ccrypto_load` has returned NULL.
int ccrypto_sha256(const void *_Nullable bytes, size_t count, uint8_t *digest);

#pragma clang assume_nonnull end

#endif

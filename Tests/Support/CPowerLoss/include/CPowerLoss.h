#ifndef CPOWERLOSS_H
#define CPOWERLOSS_H

#include <stdint.h>

/// Registers with SQLite, under the name "power-loss", a file system layer over the usual one that remembers for each
/// file what has been synced and what has been written since; 0 when it could.
int power_loss_register(void);

/// Forgets all files; the next write is number 1.
void power_loss_reset(void);

/// How many writes, truncations, syncs and deletions there have been since the reset.
int64_t power_loss_operations(void);

/// What a power loss leaves of the writes that were not yet synced.
enum power_loss_form {
    /// None of them.
    power_loss_nothing = 0,
    /// A random subset of their sectors of 512 bytes.
    power_loss_some_sectors = 1,
};

/// Before the operation of a number: writes to a folder what each file would be if the power went at that moment.
///
/// Up to 1,024 moments can be asked for, in the order of their numbers. `folder` needs to exist then.
void power_loss_arm(int64_t operation, const char *_Nonnull folder, uint64_t seed, enum power_loss_form form);

/// Sets the number that is kept with each image, such as that of the last batch that was acknowledged.
void power_loss_note(int64_t number);

/// The number that was noted when the image of an armed moment, counted from 0, was made; -1 when it was not made.
int64_t power_loss_noted(int moment);

#endif

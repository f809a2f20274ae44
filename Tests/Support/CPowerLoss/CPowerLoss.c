#include "CPowerLoss.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

// One thread at a time uses this: tests that need it run one after another.

enum { sector = 512, most_files = 64, most_moments = 1024 };

// A write or a truncation that was not synced yet.
struct change {
    int64_t offset;
    int64_t size;
    // NULL for a truncation to `size`.
    uint8_t *bytes;
    struct change *next;
};

// A file by its name: what is safely on the disk, and what came after.
struct image {
    char *path;
    uint8_t *bytes;
    int64_t size;
    // Whether its name has reached the disk.
    int exists;
    struct change *first, *last;
};

struct moment {
    int64_t operation;
    char *folder;
    uint64_t seed;
    enum power_loss_form form;
    int64_t noted;
};

// What SQLite allocates for an open file; the real one stands behind it.
struct file {
    sqlite3_file head;
    struct image *image;
    sqlite3_file real[];
};

static struct image images[most_files];
static int image_count;
static struct moment moments[most_moments];
static int moment_count, next_moment;
static int64_t operations, note;
static sqlite3_vfs *usual;

// MARK: - Images

static struct image *image_of(const char *path) {
    for (int index = 0; index < image_count; index++)
        if (strcmp(images[index].path, path) == 0) return &images[index];
    if (image_count == most_files) return NULL;
    struct image *image = &images[image_count++];
    memset(image, 0, sizeof *image);
    image->path = strdup(path);
    return image;
}

static void write_into(uint8_t **bytes, int64_t *size, int64_t offset, const uint8_t *from, int64_t count) {
    if (offset + count > *size) {
        *bytes = realloc(*bytes, (size_t)(offset + count));
        memset(*bytes + *size, 0, (size_t)(offset + count - *size));
        *size = offset + count;
    }
    memcpy(*bytes + offset, from, (size_t)count);
}

static void truncate_to(uint8_t **bytes, int64_t *size, int64_t target) {
    if (target < *size) *size = target;
    (void)bytes;
}

static void remember(struct image *image, int64_t offset, int64_t size, const void *bytes) {
    if (!image) return;
    struct change *change = calloc(1, sizeof *change);
    change->offset = offset;
    change->size = size;
    if (bytes) {
        change->bytes = malloc((size_t)size);
        memcpy(change->bytes, bytes, (size_t)size);
    }
    if (image->last) image->last->next = change; else image->first = change;
    image->last = change;
}

static void drop_changes(struct image *image) {
    for (struct change *change = image->first; change;) {
        struct change *next = change->next;
        free(change->bytes);
        free(change);
        change = next;
    }
    image->first = image->last = NULL;
}

static void sync_image(struct image *image) {
    if (!image) return;
    for (struct change *change = image->first; change; change = change->next) {
        if (change->bytes) write_into(&image->bytes, &image->size, change->offset, change->bytes, change->size);
        else truncate_to(&image->bytes, &image->size, change->size);
    }
    drop_changes(image);
    // SQLite's unix layer syncs the folder with the first sync of a new file.
    image->exists = 1;
}

// MARK: - Moments

static uint64_t next_random(uint64_t *state) {
    *state += 0x9E3779B97F4A7C15ULL;
    uint64_t z = *state;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9ULL;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBULL;
    return z ^ (z >> 31);
}

static void write_some(uint8_t **bytes, int64_t *size, const struct change *change, uint64_t *random) {
    if (!change->bytes) {
        if (next_random(random) & 1) truncate_to(bytes, size, change->size);
        return;
    }
    for (int64_t start = 0; start < change->size;) {
        // Sectors are those of the file, not of the write.
        int64_t end = (change->offset + start) / sector * sector + sector - change->offset;
        if (end > change->size) end = change->size;
        if (next_random(random) & 1)
            write_into(bytes, size, change->offset + start, change->bytes + start, end - start);
        start = end;
    }
}

static void save(const struct image *image, struct moment *moment, uint64_t *random) {
    int keeps_some = moment->form == power_loss_some_sectors;
    if (!image->exists && !(keeps_some && (next_random(random) & 1))) return;
    int64_t size = image->size;
    uint8_t *bytes = malloc((size_t)size + 1);
    if (size) memcpy(bytes, image->bytes, (size_t)size);
    if (keeps_some)
        for (const struct change *change = image->first; change; change = change->next)
            write_some(&bytes, &size, change, random);
    char path[4096];
    const char *name = strrchr(image->path, '/');
    snprintf(path, sizeof path, "%s/%s", moment->folder, name ? name + 1 : image->path);
    int descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (descriptor >= 0) {
        for (int64_t done = 0; done < size;) {
            ssize_t count = write(descriptor, bytes + done, (size_t)(size - done));
            if (count <= 0) break;
            done += count;
        }
        close(descriptor);
    }
    free(bytes);
}

static void count_operation(void) {
    operations++;
    while (next_moment < moment_count && moments[next_moment].operation <= operations) {
        struct moment *moment = &moments[next_moment++];
        uint64_t random = moment->seed;
        for (int index = 0; index < image_count; index++) save(&images[index], moment, &random);
        moment->noted = note;
    }
}

// MARK: - What SQLite calls

static sqlite3_file *real(sqlite3_file *file) { return ((struct file *)file)->real; }
static struct image *image(sqlite3_file *file) { return ((struct file *)file)->image; }

static int close_file(sqlite3_file *file) { return real(file)->pMethods->xClose(real(file)); }

static int read_file(sqlite3_file *file, void *bytes, int count, sqlite3_int64 offset) {
    return real(file)->pMethods->xRead(real(file), bytes, count, offset);
}

static int write_file(sqlite3_file *file, const void *bytes, int count, sqlite3_int64 offset) {
    count_operation();
    int status = real(file)->pMethods->xWrite(real(file), bytes, count, offset);
    if (status == SQLITE_OK) remember(image(file), offset, count, bytes);
    return status;
}

static int truncate_file(sqlite3_file *file, sqlite3_int64 size) {
    count_operation();
    int status = real(file)->pMethods->xTruncate(real(file), size);
    if (status == SQLITE_OK) remember(image(file), 0, size, NULL);
    return status;
}

static int sync_file(sqlite3_file *file, int flags) {
    count_operation();
    int status = real(file)->pMethods->xSync(real(file), flags);
    if (status == SQLITE_OK) sync_image(image(file));
    return status;
}

static int file_size(sqlite3_file *file, sqlite3_int64 *size) {
    return real(file)->pMethods->xFileSize(real(file), size);
}
static int lock(sqlite3_file *file, int level) { return real(file)->pMethods->xLock(real(file), level); }
static int unlock(sqlite3_file *file, int level) { return real(file)->pMethods->xUnlock(real(file), level); }
static int check_lock(sqlite3_file *file, int *result) {
    return real(file)->pMethods->xCheckReservedLock(real(file), result);
}
static int file_control(sqlite3_file *file, int operation, void *argument) {
    return real(file)->pMethods->xFileControl(real(file), operation, argument);
}
static int sector_size(sqlite3_file *file) { return real(file)->pMethods->xSectorSize(real(file)); }
static int characteristics(sqlite3_file *file) {
    // Nothing is promised, so that SQLite does all it can.
    (void)file;
    return 0;
}
static int shm_map(sqlite3_file *file, int region, int size, int extend, void volatile **memory) {
    return real(file)->pMethods->xShmMap(real(file), region, size, extend, memory);
}
static int shm_lock(sqlite3_file *file, int offset, int count, int flags) {
    return real(file)->pMethods->xShmLock(real(file), offset, count, flags);
}
static void shm_barrier(sqlite3_file *file) { real(file)->pMethods->xShmBarrier(real(file)); }
static int shm_unmap(sqlite3_file *file, int delete) {
    return real(file)->pMethods->xShmUnmap(real(file), delete);
}

static const sqlite3_io_methods methods = {
    2, close_file, read_file, write_file, truncate_file, sync_file, file_size, lock, unlock, check_lock,
    file_control, sector_size, characteristics, shm_map, shm_lock, shm_barrier, shm_unmap, NULL, NULL,
};

static int open_file(sqlite3_vfs *layer, const char *path, sqlite3_file *file, int flags, int *given) {
    (void)layer;
    struct file *mine = (struct file *)file;
    int status = usual->xOpen(usual, path, mine->real, flags, given);
    mine->head.pMethods = mine->real->pMethods ? &methods : NULL;
    mine->image = path ? image_of(path) : NULL;
    return status;
}

static int delete_file(sqlite3_vfs *layer, const char *path, int syncs) {
    (void)layer;
    count_operation();
    int status = usual->xDelete(usual, path, syncs);
    if (status != SQLITE_OK) return status;
    struct image *gone = image_of(path);
    if (gone) {
        drop_changes(gone);
        gone->size = 0;
        gone->exists = 0;
    }
    return status;
}

int power_loss_register(void) {
    static sqlite3_vfs layer;
    if (usual) return 0;
    usual = sqlite3_vfs_find(NULL);
    if (!usual) return 1;
    layer = *usual;
    layer.zName = "power-loss";
    layer.szOsFile = (int)sizeof(struct file) + usual->szOsFile;
    layer.xOpen = open_file;
    layer.xDelete = delete_file;
    return sqlite3_vfs_register(&layer, 0);
}

void power_loss_reset(void) {
    for (int index = 0; index < image_count; index++) {
        drop_changes(&images[index]);
        free(images[index].bytes);
        free(images[index].path);
    }
    for (int index = 0; index < moment_count; index++) free(moments[index].folder);
    image_count = moment_count = next_moment = 0;
    operations = note = 0;
}

int64_t power_loss_operations(void) { return operations; }

void power_loss_arm(int64_t operation, const char *folder, uint64_t seed, enum power_loss_form form) {
    if (moment_count == most_moments) return;
    moments[moment_count++] = (struct moment){operation, strdup(folder), seed, form, -1};
}

void power_loss_note(int64_t number) { note = number; }

int64_t power_loss_noted(int moment) {
    return moment >= 0 && moment < moment_count ? moments[moment].noted : -1;
}

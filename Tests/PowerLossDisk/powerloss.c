#include "powerloss.h"
#include <pthread.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { sector = 512, limit_files = 64, limit_path = 1024 };

// What is known of one file.
typedef struct {
    char path[limit_path];
    unsigned char *durable;  // as of its last sync; NULL before the first
    size_t size;
    int is_named;  // its name was synced
} known_file;

// An open file that is watched: the system's own stands behind it in the same memory.
typedef struct {
    sqlite3_file base;
    known_file *known;
    int watch;          // of which watch it is
    int names_pending;  // a new journal: SQLite syncs the directory with its first sync
    sqlite3_file *real;
} watched_file;

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static char root[limit_path];
static known_file files[limit_files];
static int count, syncs, last_sync, is_pulled, watch;
static sqlite3_vfs *system_vfs, ours;

static sqlite3_file *real(sqlite3_file *file) { return ((watched_file *)file)->real; }

static int pulled(void) {
    pthread_mutex_lock(&lock);
    int answer = is_pulled;
    pthread_mutex_unlock(&lock);
    return answer;
}

static int is_below(const char *path) { return path && root[0] && strncmp(path, root, strlen(root)) == 0; }

// Under the lock. NULL when there are too many.
static known_file *known(const char *path, int make) {
    for (int i = 0; i < count; i++)
        if (strcmp(files[i].path, path) == 0) return &files[i];
    if (!make || count == limit_files || strlen(path) >= limit_path) return NULL;
    known_file *file = &files[count++];
    memset(file, 0, sizeof *file);
    strcpy(file->path, path);
    return file;
}

static void forget(known_file *file) {
    free(file->durable);
    file->durable = NULL;
    file->size = 0;
    file->is_named = 0;
}

// Under the lock: the directory is synced, with what was made in it and what was removed.
static void sync_names(void) {
    for (int i = 0; i < count; i++) {
        if (access(files[i].path, F_OK) == 0)
            files[i].is_named = 1;
        else
            forget(&files[i]);
    }
}

// --- an open file ----------------------------------------------------------------------------------------------------

static int file_close(sqlite3_file *f) { return real(f)->pMethods->xClose(real(f)); }
static int file_read(sqlite3_file *f, void *to, int n, sqlite3_int64 at) { return real(f)->pMethods->xRead(real(f), to, n, at); }
static int file_write(sqlite3_file *f, const void *from, int n, sqlite3_int64 at) {
    return pulled() ? SQLITE_IOERR_WRITE : real(f)->pMethods->xWrite(real(f), from, n, at);
}
static int file_truncate(sqlite3_file *f, sqlite3_int64 size) {
    return pulled() ? SQLITE_IOERR_TRUNCATE : real(f)->pMethods->xTruncate(real(f), size);
}

static int file_sync(sqlite3_file *f, int flags) {
    watched_file *watched = (watched_file *)f;
    sqlite3_int64 size = 0;
    // Under the lock: what is acknowledged after this is on the disk, or the power went before.
    pthread_mutex_lock(&lock);
    int code = is_pulled || watched->watch != watch ? SQLITE_IOERR_FSYNC : real(f)->pMethods->xFileSize(real(f), &size);
    if (code == SQLITE_OK) {
        unsigned char *content = malloc(size ? (size_t)size : 1);
        code = content ? SQLITE_OK : SQLITE_NOMEM;
        if (code == SQLITE_OK && size) code = real(f)->pMethods->xRead(real(f), content, (int)size, 0);
        if (code == SQLITE_OK) {
            free(watched->known->durable);
            watched->known->durable = content;
            watched->known->size = (size_t)size;
            if (++syncs == last_sync) is_pulled = 1;
            if (watched->names_pending) sync_names();
            watched->names_pending = 0;
        } else {
            free(content);
        }
    }
    pthread_mutex_unlock(&lock);
    return code;
}

static int file_size(sqlite3_file *f, sqlite3_int64 *size) { return real(f)->pMethods->xFileSize(real(f), size); }
static int file_lock(sqlite3_file *f, int level) { return real(f)->pMethods->xLock(real(f), level); }
static int file_unlock(sqlite3_file *f, int level) { return real(f)->pMethods->xUnlock(real(f), level); }
static int file_is_reserved(sqlite3_file *f, int *answer) { return real(f)->pMethods->xCheckReservedLock(real(f), answer); }
static int file_control(sqlite3_file *f, int op, void *argument) { return real(f)->pMethods->xFileControl(real(f), op, argument); }
static int file_sector(sqlite3_file *f) { (void)f; return sector; }
// No promise of the disk beyond a sector: SQLite may count on nothing.
static int file_traits(sqlite3_file *f) { (void)f; return 0; }
static int file_shm_map(sqlite3_file *f, int page, int size, int extend, void volatile **to) {
    return real(f)->pMethods->xShmMap(real(f), page, size, extend, to);
}
static int file_shm_lock(sqlite3_file *f, int at, int n, int flags) { return real(f)->pMethods->xShmLock(real(f), at, n, flags); }
static void file_shm_barrier(sqlite3_file *f) { real(f)->pMethods->xShmBarrier(real(f)); }
static int file_shm_unmap(sqlite3_file *f, int remove) { return real(f)->pMethods->xShmUnmap(real(f), remove); }

static const sqlite3_io_methods methods = {
    2, file_close, file_read, file_write, file_truncate, file_sync, file_size, file_lock, file_unlock, file_is_reserved, file_control,
    file_sector, file_traits, file_shm_map, file_shm_lock, file_shm_barrier, file_shm_unmap, NULL, NULL};

// --- the file system -------------------------------------------------------------------------------------------------

static int vfs_open(sqlite3_vfs *vfs, const char *path, sqlite3_file *f, int flags, int *given) {
    (void)vfs;
    pthread_mutex_lock(&lock);
    int is_watched = is_below(path), present = watch;
    known_file *file = is_watched ? known(path, 1) : NULL;
    pthread_mutex_unlock(&lock);
    if (!is_watched) return system_vfs->xOpen(system_vfs, path, f, flags, given);
    if (!file) return SQLITE_CANTOPEN;
    watched_file *watched = (watched_file *)f;
    watched->base.pMethods = NULL;
    watched->known = file;
    watched->watch = present;
    watched->real = (sqlite3_file *)(watched + 1);
    watched->names_pending = (flags & SQLITE_OPEN_CREATE) && (flags & (SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL));
    int code = system_vfs->xOpen(system_vfs, path, watched->real, flags, given);
    if (watched->real->pMethods) watched->base.pMethods = &methods;
    return code;
}

static int vfs_delete(sqlite3_vfs *vfs, const char *path, int sync_directory) {
    (void)vfs;
    pthread_mutex_lock(&lock);
    int is_watched = is_below(path);
    int code = is_watched && is_pulled ? SQLITE_IOERR_DELETE : system_vfs->xDelete(system_vfs, path, sync_directory);
    known_file *file = is_watched && code == SQLITE_OK && sync_directory ? known(path, 0) : NULL;
    if (file) forget(file);
    pthread_mutex_unlock(&lock);
    return code;
}

int powerloss_install(void) {
    pthread_mutex_lock(&lock);
    int code = SQLITE_OK;
    if (!system_vfs) {
        code = sqlite3_initialize();
        if (code == SQLITE_OK) {
            system_vfs = sqlite3_vfs_find(NULL);
            ours = *system_vfs;
            ours.zName = "powerloss";
            ours.pNext = NULL;
            ours.szOsFile = (int)sizeof(watched_file) + system_vfs->szOsFile;
            ours.xOpen = vfs_open;
            ours.xDelete = vfs_delete;
            code = sqlite3_vfs_register(&ours, 1);
        }
    }
    pthread_mutex_unlock(&lock);
    return code;
}

// --- the plug --------------------------------------------------------------------------------------------------------

void powerloss_watch(const char *directory) {
    pthread_mutex_lock(&lock);
    for (int i = 0; i < count; i++) free(files[i].durable);
    count = syncs = last_sync = is_pulled = 0;
    watch++;
    snprintf(root, sizeof root, "%s/", directory);
    pthread_mutex_unlock(&lock);
}

void powerloss_pull(void) {
    pthread_mutex_lock(&lock);
    is_pulled = 1;
    pthread_mutex_unlock(&lock);
}

void powerloss_pull_after(int limit) {
    pthread_mutex_lock(&lock);
    last_sync = limit;
    if (syncs >= limit) is_pulled = 1;
    pthread_mutex_unlock(&lock);
}

int powerloss_syncs(void) {
    pthread_mutex_lock(&lock);
    int answer = syncs;
    pthread_mutex_unlock(&lock);
    return answer;
}

// xorshift64*
static uint64_t next(uint64_t *state) {
    *state ^= *state >> 12, *state ^= *state << 25, *state ^= *state >> 27;
    return *state * 0x2545F4914F6CDD1Du;
}

static int write_image(const known_file *file, const char *directory, uint64_t *state) {
    // Never there, or gone for good.
    if (!file->durable && access(file->path, F_OK) != 0) return 0;
    // A name that was not synced may be there all the same.
    if (!file->is_named && next(state) >> 63) return 0;
    size_t size = file->size, current = 0;
    unsigned char *content = calloc(1, size + 1), *now = NULL;
    if (!content) return -1;
    if (file->durable) memcpy(content, file->durable, size);
    FILE *in = fopen(file->path, "rb");
    if (in) {
        fseek(in, 0, SEEK_END);
        current = (size_t)ftell(in);
        rewind(in);
        now = malloc(current + 1);
        if (!now || fread(now, 1, current, in) != current) return fclose(in), free(now), free(content), -1;
        fclose(in);
    }
    for (size_t at = 0; at < current; at += sector) {
        size_t length = current - at < sector ? current - at : sector;
        if (at + length <= file->size && memcmp(file->durable + at, now + at, length) == 0) continue;
        if (next(state) >> 63) continue;
        if (at + length > size) {
            unsigned char *larger = realloc(content, at + length + 1);
            if (!larger) return free(now), free(content), -1;
            memset(larger + size, 0, at + length - size);
            content = larger;
            size = at + length;
        }
        memcpy(content + at, now + at, length);
    }
    char path[2 * limit_path];
    snprintf(path, sizeof path, "%s/%s", directory, file->path + strlen(root));
    FILE *out = fopen(path, "wb");
    int failed = !out || fwrite(content, 1, size, out) != size;
    if (out && fclose(out) != 0) failed = 1;
    free(now);
    free(content);
    return failed ? -1 : 0;
}

int powerloss_image(const char *directory, uint64_t seed) {
    uint64_t state = seed * 0x9E3779B97F4A7C15u | 1;
    int code = 0;
    pthread_mutex_lock(&lock);
    for (int i = 0; i < count && code == 0; i++) code = write_image(&files[i], directory, &state);
    pthread_mutex_unlock(&lock);
    return code;
}

#pragma once
#include <sqlite3.h>

// sqlite3_db_config is variadic and does not reach Swift.
static inline int shim_sqlite3_db_flag(sqlite3 *database, int option, int on) {
    return sqlite3_db_config(database, option, on, (int *)0);
}

// So is sqlite3_config. Counting all memory takes one lock for every allocation of every connection; nobody asks for the count.
static inline int shim_sqlite3_no_memory_count(void) {
    return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

// SQLITE_TRANSIENT is a cast macro and does not reach Swift.
static inline int shim_sqlite3_bind_text(sqlite3_stmt *statement, int index, const void *bytes, sqlite3_uint64 count) {
    return sqlite3_bind_text64(statement, index, (const char *)bytes, count, SQLITE_TRANSIENT, SQLITE_UTF8);
}

static inline int shim_sqlite3_bind_blob(sqlite3_stmt *statement, int index, const void *bytes, sqlite3_uint64 count) {
    return sqlite3_bind_blob64(statement, index, bytes, count, SQLITE_TRANSIENT);
}

// Macros computed from others do not reach Swift either.
static const int shim_IOERR_SHORT_READ = SQLITE_IOERR_SHORT_READ;
static const int shim_IOERR_WRITE = SQLITE_IOERR_WRITE;
static const int shim_IOERR_FSYNC = SQLITE_IOERR_FSYNC;
static const int shim_IOERR_SHMSIZE = SQLITE_IOERR_SHMSIZE;
static const int shim_READONLY_ROLLBACK = SQLITE_READONLY_ROLLBACK;
static const int shim_CONSTRAINT_UNIQUE = SQLITE_CONSTRAINT_UNIQUE;
static const int shim_CONSTRAINT_PRIMARYKEY = SQLITE_CONSTRAINT_PRIMARYKEY;
static const int shim_CONSTRAINT_ROWID = SQLITE_CONSTRAINT_ROWID;

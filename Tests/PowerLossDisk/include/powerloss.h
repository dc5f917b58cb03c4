#pragma once
#include <stdint.h>

// A disk whose plug can be pulled: an SQLite VFS over the system's own, for all files below one directory at a time. It remembers of each file what
// was synced, and whether its name was. Files elsewhere are not touched.

/// Puts itself before the system's VFS, once for the process. 0 when it worked.
int powerloss_install(void);

/// From now on the files below this directory are watched, and nothing of an earlier watch is known any more.
void powerloss_watch(const char *directory);

/// The power goes: from now on nothing below the directory is written, synced, cut or removed; each attempt is an input/output error.
void powerloss_pull(void);

/// The power goes right after so many syncs.
void powerloss_pull_after(int syncs);

/// Writes what the disk holds after the power came back to a directory that has the same subdirectories: of each file what was synced, and of what
/// was written since some of the 512-byte sectors, in no order, as the seed has it. 0 when it worked.
int powerloss_image(const char *directory, uint64_t seed);

/// How many syncs have been seen since the watch began.
int powerloss_syncs(void);

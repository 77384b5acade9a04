#ifndef C_MEMORY_HINTS_H
#define C_MEMORY_HINTS_H

#include <stddef.h>
#include <sys/mman.h>

/// Asks the processor to fetch the cache line at `address`, which need not be valid: it will
/// soon be read and written. Never faults, changes nothing.
static inline void hint_will_write(const void *address) { __builtin_prefetch(address, 1); }

/// Asks the processor to fetch the cache line at `address`: it will soon be read.
static inline void hint_will_read(const void *address) { __builtin_prefetch(address, 0); }

/// Asks the system to back a large block with huge pages; a refusal is of no consequence.
static inline void hint_huge_pages(void *address, size_t bytes) {
#ifdef MADV_HUGEPAGE
    (void)madvise(address, bytes, MADV_HUGEPAGE);
#else
    (void)address;
    (void)bytes;
#endif
}

#endif

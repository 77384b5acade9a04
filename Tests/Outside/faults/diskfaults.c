/* Counts what a program does to the files of one folder, and lets any one of those calls fail.

   Preloaded (LD_PRELOAD). One counter for all threads, so that every call of a run can be named by
   its number; `strace` counts each thread apart. The environment:

   DISK_FOLDER  the folder, without symbolic links and with a slash at its end
   DISK_FAULTS  faults with commas between them, each WHAT:CLASS:NUMBER or WHAT:CLASS:NUMBER+
                WHAT    kill   the process dies before the call
                        tear   the first half of a write is done, then the process dies
                        term   the process sends itself SIGTERM, then does the call
                        28, 5, 122…  the call fails with this errno
                CLASS   w      calls that change files: open to write, write, sync, truncate,
                               unlink, rename, link, mkdir
                        r      calls that read them
                NUMBER  from 1; with a + every call from there on
   DISK_LOG     a file for the calls: a line `NUMBER CALL RESULT OFFSET LENGTH PATH [PATH]`, the
                number that of the last call that changed a file; after a write its bytes and a
                newline */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#define GREATEST_FD 1024
enum { KILL = -1, TEAR = -2, TERM = -3 };
struct fault { int what; char class; long number; int lasts; };

static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static const char *folder;
static struct fault faults[8];
static int fault_count, log_fd = -1;
static long counts[2];
static char paths[GREATEST_FD][PATH_MAX];

__attribute__((constructor)) static void prepare(void) {
    folder = getenv("DISK_FOLDER");
    const char *text = getenv("DISK_FAULTS");
    while (text && *text && fault_count < 8) {
        char what[16], class;
        struct fault *fault = &faults[fault_count];
        if (sscanf(text, "%15[^:]:%c:%ld", what, &class, &fault->number) != 3) abort();
        fault->what = !strcmp(what, "kill") ? KILL : !strcmp(what, "tear") ? TEAR
            : !strcmp(what, "term") ? TERM : atoi(what);
        fault->class = class;
        const char *end = strchrnul(text, ',');
        fault->lasts = end[-1] == '+';
        text = *end ? end + 1 : end;
        fault_count++;
    }
    const char *log = getenv("DISK_LOG");
    if (!log) return;
    int fd = syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_APPEND, 0644);
    log_fd = syscall(SYS_fcntl, fd, F_DUPFD_CLOEXEC, GREATEST_FD / 2);
    syscall(SYS_close, fd);
}

/* The path as the folder has it; NULL when it is none of ours. */
static const char *ours(const char *path, char *buffer) {
    if (!folder || !path) return NULL;
    if (*path != '/') {
        char here[PATH_MAX];
        if (syscall(SYS_getcwd, here, sizeof here) < 0) return NULL;
        if (snprintf(buffer, PATH_MAX, "%s/%s", here, path) >= PATH_MAX) return NULL;
        path = buffer;
    }
    /* The folder itself is opened too, to sync the names in it. */
    size_t length = strlen(folder) - 1;
    if (strncmp(path, folder, length) || (path[length] && path[length] != '/')) return NULL;
    return path;
}

static const char *opened(int fd) {
    return fd >= 0 && fd < GREATEST_FD && paths[fd][0] ? paths[fd] : NULL;
}

/* What is to happen at the next call of a class; 0 for nothing. */
static int due(char class) {
    long number = ++counts[class == 'r'];
    for (int i = 0; i < fault_count; i++) {
        struct fault *fault = &faults[i];
        if (fault->class != class) continue;
        if (number != fault->number && !(fault->lasts && number > fault->number)) continue;
        if (fault->what == KILL) syscall(SYS_kill, getpid(), SIGKILL);
        if (fault->what == TERM) syscall(SYS_kill, getpid(), SIGTERM);
        else return fault->what;
    }
    return 0;
}

static void note(const char *call, long result, long offset, long length, const char *path,
                 const char *other, const void *bytes) {
    if (log_fd < 0) return;
    char line[2 * PATH_MAX + 100];
    int size = snprintf(line, sizeof line, "%ld %s %ld %ld %ld %s%s%s\n", counts[0], call, result,
                        offset, length, path, other ? "\t" : "", other ? other : "");
    syscall(SYS_write, log_fd, line, size);
    if (!bytes) return;
    syscall(SYS_write, log_fd, bytes, length);
    syscall(SYS_write, log_fd, "\n", 1);
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

/* A call that changes something and has no bytes: count, fail or do, note. */
#define CHANGE(call, path, other, length, doing)                                                  \
    do {                                                                                           \
        pthread_mutex_lock(&mutex);                                                                \
        int fault = due('w');                                                                      \
        if (fault == TEAR) syscall(SYS_kill, getpid(), SIGKILL);                                   \
        int result = fault ? -1 : (doing);                                                         \
        int code = fault ? fault : errno;                                                          \
        note(call, result, 0, length, path, other, NULL);                                          \
        pthread_mutex_unlock(&mutex);                                                              \
        errno = code;                                                                              \
        return result;                                                                             \
    } while (0)

static int open_one(const char *name, int at, const char *path, int flags, mode_t mode) {
    char buffer[PATH_MAX];
    const char *known = at == AT_FDCWD || *path == '/' ? ours(path, buffer) : NULL;
    if (!known) return syscall(SYS_openat, at, path, flags, mode);
    pthread_mutex_lock(&mutex);
    int changes = (flags & O_ACCMODE) != O_RDONLY || flags & (O_CREAT | O_TRUNC);
    int fault = changes ? due('w') : 0;
    if (fault == TEAR) syscall(SYS_kill, getpid(), SIGKILL);
    int isNew = changes && syscall(SYS_access, known, F_OK) != 0;
    int result = fault ? -1 : syscall(SYS_openat, at, path, flags, mode);
    int code = fault ? fault : errno;
    if (result >= 0 && result < GREATEST_FD) strcpy(paths[result], known);
    if (changes && (isNew || flags & O_TRUNC)) note("create", result, 0, 0, known, NULL, NULL);
    (void)name;
    pthread_mutex_unlock(&mutex);
    errno = code;
    return result;
}

#define OPEN(name)                                                                                 \
    int name(const char *path, int flags, ...) {                                                   \
        va_list rest; va_start(rest, flags); mode_t mode = va_arg(rest, mode_t); va_end(rest);     \
        return open_one(#name, AT_FDCWD, path, flags, mode);                                       \
    }
OPEN(open) OPEN(open64)
#define OPENAT(name)                                                                               \
    int name(int at, const char *path, int flags, ...) {                                           \
        va_list rest; va_start(rest, flags); mode_t mode = va_arg(rest, mode_t); va_end(rest);     \
        return open_one(#name, at, path, flags, mode);                                             \
    }
OPENAT(openat) OPENAT(openat64)

int close(int fd) {
    pthread_mutex_lock(&mutex);
    if (opened(fd)) paths[fd][0] = 0;
    pthread_mutex_unlock(&mutex);
    return syscall(SYS_close, fd);
}

/* `offset` is -1 where the file's own counts. */
static ssize_t put(int fd, const void *bytes, size_t count, off_t offset) {
    const char *path = opened(fd);
    if (!path)
        return offset < 0 ? syscall(SYS_write, fd, bytes, count)
                          : syscall(SYS_pwrite64, fd, bytes, count, offset);
    pthread_mutex_lock(&mutex);
    int fault = due('w');
    off_t place = offset < 0 ? lseek(fd, 0, SEEK_CUR) : offset;
    size_t length = fault == TEAR ? count / 2 : count;
    ssize_t result = -1;
    if (fault <= 0)
        result = offset < 0 ? syscall(SYS_write, fd, bytes, length)
                            : syscall(SYS_pwrite64, fd, bytes, length, offset);
    int code = fault > 0 ? fault : errno;
    if (fault == TEAR) syscall(SYS_kill, getpid(), SIGKILL);
    note("write", result, place, result < 0 ? 0 : result, path, NULL, result < 0 ? "" : bytes);
    pthread_mutex_unlock(&mutex);
    errno = code;
    return result;
}

ssize_t write(int fd, const void *bytes, size_t count) { return put(fd, bytes, count, -1); }
ssize_t pwrite(int fd, const void *b, size_t n, off_t o) { return put(fd, b, n, o); }
ssize_t pwrite64(int fd, const void *b, size_t n, off64_t o) { return put(fd, b, n, o); }

/* Reads change nothing; only their turn is counted. */
static int read_fault(int fd) {
    if (!opened(fd)) return 0;
    pthread_mutex_lock(&mutex);
    int fault = due('r');
    note("read", fault ? -1 : 0, 0, 0, opened(fd), NULL, NULL);
    pthread_mutex_unlock(&mutex);
    if (fault > 0) errno = fault;
    return fault > 0;
}

ssize_t read(int fd, void *bytes, size_t count) {
    return read_fault(fd) ? -1 : syscall(SYS_read, fd, bytes, count);
}
ssize_t pread(int fd, void *bytes, size_t count, off_t offset) {
    return read_fault(fd) ? -1 : syscall(SYS_pread64, fd, bytes, count, offset);
}
ssize_t pread64(int fd, void *bytes, size_t count, off64_t offset) {
    return read_fault(fd) ? -1 : syscall(SYS_pread64, fd, bytes, count, offset);
}

#define ON_FILE(name, call, length, ...)                                                           \
        const char *path = opened(fd);                                                             \
        if (!path) return REAL(name)(__VA_ARGS__);                                                 \
        CHANGE(call, path, NULL, length, REAL(name)(__VA_ARGS__));
int fsync(int fd) { ON_FILE(fsync, "sync", 0, fd) }
int fdatasync(int fd) { ON_FILE(fdatasync, "sync", 0, fd) }
int ftruncate(int fd, off_t length) { ON_FILE(ftruncate, "truncate", length, fd, length) }
int ftruncate64(int fd, off64_t length) { ON_FILE(ftruncate64, "truncate", length, fd, length) }

int unlink(const char *name) {
    char buffer[PATH_MAX];
    const char *path = ours(name, buffer);
    if (!path) return REAL(unlink)(name);
    CHANGE("unlink", path, NULL, 0, REAL(unlink)(name));
}
int mkdir(const char *name, mode_t mode) {
    char buffer[PATH_MAX];
    const char *path = ours(name, buffer);
    if (!path) return REAL(mkdir)(name, mode);
    CHANGE("mkdir", path, NULL, 0, REAL(mkdir)(name, mode));
}
#define ON_TWO(name)                                                                               \
    int name(const char *from, const char *to) {                                                   \
        char first[PATH_MAX], second[PATH_MAX];                                                    \
        const char *old = ours(from, first), *new = ours(to, second);                              \
        if (!old || !new) return REAL(name)(from, to);                                             \
        CHANGE(#name, old, new, 0, REAL(name)(from, to));                                          \
    }
ON_TWO(rename) ON_TWO(link)

// SPDX-License-Identifier: LGPL-2.1-or-later
#include "libreceiver/output_folder.h"

#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <utility>

#include "base/text.h"
#include "libreceiver/file_name.h"

namespace joincast::libreceiver {
namespace {

constexpr mode_t kFileMode = 0666, kFolderMode = 0777;  // less the user's umask
constexpr unsigned kMostNumbers = 100'000;
constexpr std::size_t kSidecar = 5;  // octets of `.json`

std::error_code last_error() { return {errno, std::generic_category()}; }

/// Opens one name in a folder, without following a link. Kernels before 5.6 have no openat2; with a single name,
/// O_NOFOLLOW says the same.
net::Descriptor open_beneath(int folder, const std::string& name, int flags, mode_t mode) {
  open_how how{};
  how.flags = static_cast<std::uint64_t>(flags | O_CLOEXEC | O_NOFOLLOW);
  how.mode = flags & O_CREAT ? mode : 0;
  how.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS | RESOLVE_NO_XDEV;
  const long fd = syscall(SYS_openat2, folder, name.c_str(), &how, sizeof how);
  if (fd >= 0) return net::Descriptor(static_cast<int>(fd));
  if (errno != ENOSYS && errno != EPERM) return {};
  if (name.empty() || name == "." || name == ".." || name.find('/') != std::string::npos) {
    errno = EXDEV;
    return {};
  }
  return net::Descriptor(::openat(folder, name.c_str(), flags | O_CLOEXEC | O_NOFOLLOW, mode));
}

/// The folder of that name in `folder`, made if need be.
net::Descriptor enter(int folder, const std::string& name) {
  if (::mkdirat(folder, name.c_str(), kFolderMode) != 0 && errno != EEXIST) return {};
  return open_beneath(folder, name, O_RDONLY | O_DIRECTORY, 0);
}

bool exists(int folder, const std::string& name) {
  struct stat status {};
  return ::fstatat(folder, name.c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0;
}

}  // namespace

Result<OutputFolder, std::error_code> OutputFolder::open(const std::string& path) {
  const std::string where = path.empty() ? "." : path;
  OutputFolder folder;
  if (::mkdir(where.c_str(), kFolderMode) != 0 && errno != EEXIST) return fail(last_error());
  folder.descriptor_ = net::Descriptor(::open(where.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!folder.descriptor_) return fail(last_error());
  folder.path_ = where;
  return folder;
}

Result<OutputFolder::File, std::error_code> OutputFolder::create(const std::string& path,
                                                                 const std::string& extension) const {
  File file;
  file.folder = net::Descriptor(::fcntl(descriptor_.value(), F_DUPFD_CLOEXEC, 0));
  if (!file.folder) return fail(last_error());
  std::string rest = path;
  std::string before;
  for (std::size_t slash = rest.find('/'); slash != std::string::npos; slash = rest.find('/')) {
    const std::string name = rest.substr(0, slash);
    net::Descriptor next = enter(file.folder.value(), name);
    if (!next) return fail(last_error());
    file.folder = std::move(next);
    before += name + "/";
    rest.erase(0, slash + 1);
  }
  for (unsigned number = 1; number < kMostNumbers; ++number) {
    const std::string end = (number == 1 ? std::string() : " (" + std::to_string(number) + ")") + extension;
    file.name = std::string(cut_utf8(rest, kMaxName - end.size() - kSidecar)) + end;
    if (exists(file.folder.value(), file.name + ".json") || exists(file.folder.value(), file.name + ".cue")) continue;
    file.descriptor = open_beneath(file.folder.value(), file.name, O_RDWR | O_CREAT | O_EXCL, kFileMode);
    if (file.descriptor) {
      file.path = before + file.name;
      return file;
    }
    if (errno != EEXIST) return fail(last_error());
  }
  return fail(std::make_error_code(std::errc::file_exists));
}

Result<net::Descriptor, std::error_code> OutputFolder::lock(const std::string& name) const {
  net::Descriptor file = open_beneath(descriptor_.value(), name, O_RDWR | O_CREAT, kFileMode);
  if (!file || ::flock(file.value(), LOCK_EX | LOCK_NB) != 0) return fail(last_error());
  return file;
}

void OutputFolder::remove(const std::string& name) const noexcept { ::unlinkat(descriptor_.value(), name.c_str(), 0); }

std::error_code replace_file(int folder, const std::string& name, std::string_view text) {
  const std::string beside = "." + name.substr(0, kMaxName - 8) + ".new";
  ::unlinkat(folder, beside.c_str(), 0);
  net::Descriptor file = open_beneath(folder, beside, O_WRONLY | O_CREAT | O_EXCL, kFileMode);
  if (!file) return last_error();
  while (!text.empty()) {
    const ssize_t written = ::write(file.value(), text.data(), text.size());
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) {
      const std::error_code error = written == 0 ? std::make_error_code(std::errc::no_space_on_device) : last_error();
      ::unlinkat(folder, beside.c_str(), 0);
      return error;
    }
    text.remove_prefix(static_cast<std::size_t>(written));
  }
  if (::renameat(folder, beside.c_str(), folder, name.c_str()) == 0) return {};
  const std::error_code error = last_error();
  ::unlinkat(folder, beside.c_str(), 0);
  return error;
}

}  // namespace joincast::libreceiver

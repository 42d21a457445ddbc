// SPDX-License-Identifier: LGPL-2.1-or-later
#include "net/private_file.h"

#include <fcntl.h>
#include <pwd.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "net/descriptor.h"

namespace joincast::net {
namespace {

using Kind = PrivateFileError::Kind;

tl::unexpected<PrivateFileError> refuse(Kind kind, std::string message) {
  return fail(PrivateFileError{kind, std::move(message)});
}

bool may_own(uid_t user, const std::string& owner) {
  if (user == 0 || user == geteuid()) return true;
  const passwd* named = owner.empty() ? nullptr : getpwnam(owner.c_str());
  return named && named->pw_uid == user;
}

}  // namespace

Result<FileText, PrivateFileError> read_file(const std::string& path, std::size_t longest, const std::string& owner) {
  const Descriptor file(open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK));
  struct stat about {};
  if (file.value() < 0 || fstat(file.value(), &about) != 0) return refuse(Kind::unreadable, std::strerror(errno));
  if (!S_ISREG(about.st_mode)) return refuse(Kind::unreadable, "it is not a regular file");
  FileText read_text;
  if ((about.st_mode & 077) != 0)
    read_text.exposed = "others than its owner have a right to it: chmod 600 " + path;
  else if (!may_own(about.st_uid, owner))
    read_text.exposed = "it belongs to another user: chown it to yourself";
  std::string& text = read_text.text;
  char chunk[4096];
  while (text.size() <= longest) {
    const ssize_t count = read(file.value(), chunk, sizeof chunk);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return refuse(Kind::unreadable, std::strerror(errno));
    if (count == 0) return read_text;
    text.append(chunk, static_cast<std::size_t>(count));
  }
  return refuse(Kind::unreadable, "it is longer than " + std::to_string(longest) + " octets");
}

Result<std::string, PrivateFileError> read_private_file(const std::string& path, std::size_t longest,
                                                        const std::string& owner) {
  auto file = read_file(path, longest, owner);
  if (!file) return fail(std::move(file.error()));
  if (!file->exposed.empty()) return refuse(Kind::exposed, std::move(file->exposed));
  return std::move(file->text);
}

Result<void, PrivateFileError> make_private_file(const std::string& path, std::string_view text) {
  const Descriptor file(open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600));
  if (file.value() < 0)
    return refuse(errno == EEXIST ? Kind::exists : Kind::unreadable,
                  errno == EEXIST ? "it exists already: remove it, or take another name" : std::strerror(errno));
  while (!text.empty()) {
    const ssize_t count = write(file.value(), text.data(), text.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) {
      const std::string message = std::strerror(errno);
      unlink(path.c_str());
      return refuse(Kind::unreadable, message);
    }
    text.remove_prefix(static_cast<std::size_t>(count));
  }
  return {};
}

}  // namespace joincast::net

#include "base/error.hpp"

#include <cerrno>
#include <system_error>

namespace calo {

std::string_view name(Category category) {
  switch (category) {
    case Category::not_found:
      return "not found";
    case Category::permission:
      return "permission denied";
    case Category::malformed:
      return "malformed";
    case Category::unsupported:
      return "not supported";
    case Category::usage:
      return "usage";
    case Category::io:
      return "input/output";
    case Category::exhausted:
      return "exhausted";
    case Category::internal:
      return "internal";
  }
  return "internal";
}

std::string Error::text() const {
  if (remedy.empty()) return what;
  const char last = remedy.back();
  return what + ". " + remedy + (last == '.' || last == '!' || last == '?' ? "" : ".");
}

Error system_error(int error_number, std::string_view attempted, std::string remedy) {
  Category category = Category::io;
  switch (error_number) {
    case ENOENT:
    case ENOTDIR:
    case ENODEV:
    case ENXIO:
    case ESRCH:
      category = Category::not_found;
      break;
    case EACCES:
    case EPERM:
    case EROFS:
      category = Category::permission;
      break;
    case ENOSPC:
    case EDQUOT:
    case EMFILE:
    case ENFILE:
    case ENOMEM:
      category = Category::exhausted;
      break;
    case ENOSYS:
    case EOPNOTSUPP:
      category = Category::unsupported;
      break;
    default:
      break;
  }
  std::string reason = std::generic_category().message(error_number);
  if (!reason.empty() && reason.front() >= 'A' && reason.front() <= 'Z') {
    reason.front() = static_cast<char>(reason.front() - 'A' + 'a');
  }
  return {category, std::string{attempted} + ": " + reason, std::move(remedy)};
}

}  // namespace calo

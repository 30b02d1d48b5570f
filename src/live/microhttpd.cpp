#include "live/microhttpd.hpp"

#include "base/try.hpp"
#include "os/library.hpp"

namespace calo::live {

namespace {

Result<Microhttpd> load() {
  CALO_TRY(const os::Library library, os::Library::load("libmicrohttpd.so.12", "libmicrohttpd12"));
  Microhttpd m;
  const bool all = library.find(m.start, "MHD_start_daemon") &&
                   library.find(m.stop, "MHD_stop_daemon") &&
                   library.find(m.info, "MHD_get_daemon_info") &&
                   library.find(m.response, "MHD_create_response_from_buffer") &&
                   library.find(m.stream, "MHD_create_response_from_callback") &&
                   library.find(m.header, "MHD_add_response_header") &&
                   library.find(m.queue, "MHD_queue_response") &&
                   library.find(m.destroy, "MHD_destroy_response") &&
                   library.find(m.lookup, "MHD_lookup_connection_value") &&
                   library.find(m.suspend, "MHD_suspend_connection") &&
                   library.find(m.resume, "MHD_resume_connection");
  if (all) return m;
  return fail(Category::unsupported, "loading libmicrohttpd: it lacks what calo needs");
}

}  // namespace

const Result<Microhttpd>& microhttpd() {
  static const Result<Microhttpd> loaded = load();
  return loaded;
}

}  // namespace calo::live

#pragma once

#include <microhttpd.h>

#include "base/error.hpp"

namespace calo::live {

/// The functions of libmicrohttpd, which is loaded when the first server starts.
struct Microhttpd {
  MHD_Daemon* (*start)(unsigned, std::uint16_t, MHD_AcceptPolicyCallback, void*,
                       MHD_AccessHandlerCallback, void*, ...) = nullptr;
  decltype(MHD_stop_daemon)* stop = nullptr;
  const MHD_DaemonInfo* (*info)(MHD_Daemon*, MHD_DaemonInfoType, ...) = nullptr;
  decltype(MHD_create_response_from_buffer)* response = nullptr;
  decltype(MHD_create_response_from_callback)* stream = nullptr;
  decltype(MHD_add_response_header)* header = nullptr;
  decltype(MHD_queue_response)* queue = nullptr;
  decltype(MHD_destroy_response)* destroy = nullptr;
  decltype(MHD_lookup_connection_value)* lookup = nullptr;
  decltype(MHD_suspend_connection)* suspend = nullptr;
  decltype(MHD_resume_connection)* resume = nullptr;
};

/// Fails with `not_found` where the library is not installed.
const Result<Microhttpd>& microhttpd();

}  // namespace calo::live

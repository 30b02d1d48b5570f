# Warnings and sanitizers live in one interface target; nothing else sets flags.
add_library(calo_flags INTERFACE)
target_compile_features(calo_flags INTERFACE cxx_std_23)
target_compile_options(calo_flags INTERFACE $<$<COMPILE_LANGUAGE:CXX>:
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wold-style-cast -Wcast-qual
  -Wnon-virtual-dtor -Woverloaded-virtual -Wformat=2 -Wimplicit-fallthrough -fno-omit-frame-pointer>)
if(CALO_UNITY)
  # Names of one source are seen by the next; the presets dev and tidy look at each by itself.
  target_compile_options(calo_flags INTERFACE $<$<COMPILE_LANGUAGE:CXX>:-Wno-shadow -Wno-subobject-linkage>)
endif()
if(CALO_WERROR)
  target_compile_options(calo_flags INTERFACE $<$<COMPILE_LANGUAGE:CXX>:-Werror>)
endif()
if(CALO_SANITIZE)
  target_compile_options(calo_flags INTERFACE -fsanitize=${CALO_SANITIZE} -fno-sanitize-recover=all)
  target_link_options(calo_flags INTERFACE -fsanitize=${CALO_SANITIZE})
  # GCC's manual (-fsanitize=address): instrumentation makes this warning wrong; builds without it keep it.
  target_compile_options(calo_flags INTERFACE $<$<COMPILE_LANGUAGE:CXX>:-Wno-maybe-uninitialized>)
endif()

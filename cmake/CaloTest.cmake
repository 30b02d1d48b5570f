include_guard()
include(GoogleTest)
find_package(rapidcheck QUIET)

# The same cases in every run, so that a change passes or fails by itself. Search for more with another
# seed: CALO_PROPERTY_SEED, or RC_PARAMS=seed=N in front of a test program.
set(CALO_PROPERTY_SEED 20251122 CACHE STRING "seed of the property tests")

# calo_test(<name> [LIBRARIES <names or targets>])
#
# Builds the unit and property tests of the current directory into one program and registers each test.
function(calo_test name)
  if(NOT CALO_TESTS)
    return()
  endif()
  cmake_parse_arguments(ARG "" "" "LIBRARIES" ${ARGN})
  find_package(GTest REQUIRED)
  file(GLOB sources CONFIGURE_DEPENDS *.cpp)
  add_executable(test_${name} ${sources})
  target_link_libraries(test_${name} PRIVATE calo_flags GTest::gmock GTest::gtest_main rapidcheck)
  # Compiling a test takes longer than running it: half the time than with the release's options.
  target_compile_options(test_${name} PRIVATE -O1 -g1)
  foreach(library IN LISTS ARG_LIBRARIES)
    if(TARGET calo_${library})
      target_link_libraries(test_${name} PRIVATE calo_${library})
    else()
      target_link_libraries(test_${name} PRIVATE ${library})
    endif()
  endforeach()
  target_compile_definitions(test_${name} PRIVATE
    CALO_SOURCE_DIR="${PROJECT_SOURCE_DIR}" CALO_MACHINES_DIR="${PROJECT_SOURCE_DIR}/tests/machines")
  gtest_discover_tests(test_${name} TEST_PREFIX "unit/${name}/" DISCOVERY_TIMEOUT 60
    PROPERTIES LABELS unit ENVIRONMENT "RC_PARAMS=seed=${CALO_PROPERTY_SEED}")
endfunction()

# joincast_room(NAME HEADERS h... SOURCES cpp... [PRIVATE_HEADERS h...] [USES room...] [LINK target...])
#
# One folder, one static library `joincast_NAME` that other rooms and the tests link. HEADERS are public:
# they are installed under joincast/NAME/ and each must compile alone (`all_verify_interface_header_sets`).
function(joincast_room name)
  cmake_parse_arguments(ROOM "" "" "HEADERS;PRIVATE_HEADERS;SOURCES;USES;LINK" ${ARGN})
  if(ROOM_SOURCES)
    add_library(joincast_${name} STATIC ${ROOM_SOURCES} ${ROOM_PRIVATE_HEADERS})
    set(scope PUBLIC)
  else()
    add_library(joincast_${name} INTERFACE)
    set(scope INTERFACE)
  endif()
  target_include_directories(joincast_${name} ${scope} $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}>)
  if(ROOM_HEADERS)
    target_sources(joincast_${name} ${scope} FILE_SET HEADERS BASE_DIRS ${PROJECT_SOURCE_DIR} FILES ${ROOM_HEADERS})
  endif()
  list(TRANSFORM ROOM_USES PREPEND joincast_)
  target_link_libraries(joincast_${name} ${scope} ${ROOM_USES} ${ROOM_LINK})
  set_target_properties(joincast_${name} PROPERTIES JOINCAST_LINK "${ROOM_LINK}")  # what the shared library needs
endfunction()

# What tests themselves are made of is not optimised where sanitizers make that slow; what they test is.
function(joincast_quick_compile target)
  if(JOINCAST_SANITIZE)
    target_compile_options(${target} PRIVATE -O0)
  endif()
endfunction()

# joincast_test(NAME SOURCES cpp... [USES room...] [LINK target...] [LABELS label...] [TIMEOUT seconds] [PCH target]
#               [WAITS])
#
# One program `NAME_test`, run by ctest as one test. Default label: unit. With the label threads it is also
# part of the target `threaded_tests`, which runs under ThreadSanitizer. A lab test has the machine to itself, but
# with WAITS: nearly all of its time it waits, and how long something took is no verdict of it.
function(joincast_test name)
  cmake_parse_arguments(TEST "WAITS" "TIMEOUT;PCH" "SOURCES;USES;LINK;LABELS" ${ARGN})
  add_executable(${name}_test ${TEST_SOURCES})
  joincast_quick_compile(${name}_test)
  list(TRANSFORM TEST_USES PREPEND joincast_)
  target_link_libraries(${name}_test PRIVATE ${TEST_USES} ${TEST_LINK} GTest::gmock_main)
  if(NOT TEST_PCH)
    set(TEST_PCH joincast_test_pch)
  endif()
  target_precompile_headers(${name}_test REUSE_FROM ${TEST_PCH})
  target_compile_definitions(${name}_test PRIVATE JOINCAST_VECTORS="${PROJECT_SOURCE_DIR}/tests/vectors")
  if(NOT TEST_LABELS)
    set(TEST_LABELS unit)
  endif()
  if(NOT TEST_TIMEOUT)
    set(TEST_TIMEOUT 900)  # guards against hanging; what waits inside gives up before
  endif()
  if("threads" IN_LIST TEST_LABELS)
    add_dependencies(threaded_tests ${name}_test)
  endif()
  add_test(NAME ${name} COMMAND ${name}_test)
  set_tests_properties(${name} PROPERTIES LABELS "${TEST_LABELS}" TIMEOUT ${TEST_TIMEOUT})
  if("lab" IN_LIST TEST_LABELS AND NOT TEST_WAITS)
    set_tests_properties(${name} PROPERTIES RUN_SERIAL TRUE)  # it counts real packets, or what clocks say
  endif()
  if(JOINCAST_SANITIZE)
    # Sanitizers call dlopen in the program's place, so that the program's run path does not count.
    set_tests_properties(${name} PROPERTIES ENVIRONMENT "LD_LIBRARY_PATH=${CMAKE_BINARY_DIR}/lib")
  endif()
endfunction()

# joincast_fuzz(NAME USES room... [CORPUS folder])
#
# One libFuzzer target from NAME_fuzz.cpp, seeded from tests/vectors/CORPUS; built by the preset `fuzz`.
function(joincast_fuzz name)
  if(NOT JOINCAST_FUZZ)
    return()
  endif()
  cmake_parse_arguments(FUZZ "" "CORPUS" "USES" ${ARGN})
  add_executable(${name}_fuzz ${name}_fuzz.cpp)
  if(NOT TARGET fuzzers)
    add_custom_target(fuzzers)
  endif()
  add_dependencies(fuzzers ${name}_fuzz)
  list(TRANSFORM FUZZ_USES PREPEND joincast_)
  target_link_libraries(${name}_fuzz PRIVATE ${FUZZ_USES} -fsanitize=fuzzer)
  if(FUZZ_CORPUS)  # `./run fuzz` reads it
    file(WRITE ${CMAKE_BINARY_DIR}/corpus-of/${name} ${PROJECT_SOURCE_DIR}/tests/vectors/${FUZZ_CORPUS})
  endif()
endfunction()

# joincast_module(NAME SOURCES cpp... [USES room...] [LINK target...])
#
# A library `joincast-NAME.so` that the product loads by itself when it first needs it.
function(joincast_module name)
  cmake_parse_arguments(MODULE "" "" "SOURCES;USES;LINK" ${ARGN})
  add_library(joincast_${name}_module MODULE ${MODULE_SOURCES})
  set_target_properties(joincast_${name}_module PROPERTIES PREFIX "" OUTPUT_NAME joincast-${name})
  list(TRANSFORM MODULE_USES PREPEND joincast_)
  target_link_libraries(joincast_${name}_module PRIVATE joincast_base ${MODULE_USES} ${MODULE_LINK})
  install(TARGETS joincast_${name}_module LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}/joincast)
endfunction()

# joincast_program(NAME SOURCES cpp... [ARCHIVES target...] [LINK target...])
#
# An installed program: it takes the rooms from base to libreceiver out of libjoincast-receiver, so what it uses must
# be exported there. ARCHIVES are static libraries of its own (a room above, its commands), linked without the
# rooms that they in turn name.
function(joincast_program name)
  cmake_parse_arguments(PROGRAM "" "" "SOURCES;ARCHIVES;LINK" ${ARGN})
  add_executable(${name} ${PROGRAM_SOURCES})
  target_include_directories(${name} PRIVATE ${PROJECT_SOURCE_DIR})
  foreach(archive IN LISTS PROGRAM_ARCHIVES)
    add_dependencies(${name} ${archive})
    target_link_libraries(${name} PRIVATE $<TARGET_FILE:${archive}>)
  endforeach()
  target_link_libraries(${name} PRIVATE joincast_receiver ${PROGRAM_LINK})
  install(TARGETS ${name} RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
endfunction()

# joincast_unit(FILE DESTINATION): installs packaging/FILE, a systemd unit, with the program's place in this prefix.
function(joincast_unit file destination)
  install(CODE "
    file(READ \"${PROJECT_SOURCE_DIR}/packaging/${file}\" text)
    string(REPLACE \"=/usr/bin/\" \"=\${CMAKE_INSTALL_PREFIX}/${CMAKE_INSTALL_BINDIR}/\" text \"\${text}\")
    file(WRITE \"${PROJECT_BINARY_DIR}/units/${file}\" \"\${text}\")
    file(INSTALL DESTINATION \"\${CMAKE_INSTALL_PREFIX}/${destination}\" TYPE FILE
      FILES \"${PROJECT_BINARY_DIR}/units/${file}\")")
endfunction()

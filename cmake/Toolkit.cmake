# What other programmers get: the shared library's version script, its headers, a CMake package, a pkg-config file.
include(CMakePackageConfigHelpers)

# Rooms whose public headers are all installed; of the others only what these need.
set(JOINCAST_OPEN_ROOMS base sdp sap guide rtp rtcp payload membership libreceiver)
set(JOINCAST_FURTHER_HEADERS
  media/audio.h media/byte_sink.h media/container_writer.h media/file_type.h media/level.h
  media/decoder.h media/video.h net/clock.h net/descriptor.h net/event_loop.h net/host_facts.h net/interfaces.h
  net/loop_thread.h)

# joincast_public_headers(ROOM OUT): as in "base/bytes.h".
function(joincast_public_headers room out)
  get_target_property(headers joincast_${room} HEADER_SET)
  if(NOT headers)
    get_target_property(headers joincast_${room} INTERFACE_HEADER_SET)
  endif()
  get_target_property(folder joincast_${room} SOURCE_DIR)
  set(names)
  foreach(header IN LISTS headers)
    cmake_path(ABSOLUTE_PATH header BASE_DIRECTORY ${folder})
    cmake_path(RELATIVE_PATH header BASE_DIRECTORY ${PROJECT_SOURCE_DIR})
    list(APPEND names ${header})
  endforeach()
  set(${out} ${names} PARENT_SCOPE)
endfunction()

# joincast_exported_names(ROOM HEADER OUT): patterns for the linker of what a header marks with JOINCAST_EXPORT.
function(joincast_exported_names room header out)
  set_property(DIRECTORY ${PROJECT_SOURCE_DIR} APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/${header})
  file(STRINGS ${PROJECT_SOURCE_DIR}/${header} lines REGEX "JOINCAST_EXPORT")
  set(patterns)
  string(LENGTH ${room} room_length)
  foreach(line IN LISTS lines)
    set(name)
    if(line MATCHES "(class|struct) JOINCAST_EXPORT ([A-Za-z0-9_]+)")
      set(name ${CMAKE_MATCH_2})
    elseif(line MATCHES "JOINCAST_EXPORT.* [*&]?([a-z0-9_]+)\\(")
      set(name ${CMAKE_MATCH_1})
    endif()
    if(name)
      string(LENGTH ${name} length)
      foreach(kind IN ITEMS N NK TVN TIN TSN)
        list(APPEND patterns "_Z${kind}8joincast${room_length}${room}${length}${name}*")
      endforeach()
    endif()
  endforeach()
  set(${out} ${patterns} PARENT_SCOPE)
endfunction()

set(JOINCAST_INSTALLED_HEADERS ${JOINCAST_FURTHER_HEADERS})
foreach(room IN LISTS JOINCAST_OPEN_ROOMS)
  joincast_public_headers(${room} headers)
  list(APPEND JOINCAST_INSTALLED_HEADERS ${headers})
endforeach()

# What only our own programs use has a version of its own, as GLIBC_PRIVATE does.
set(own)
foreach(room IN ITEMS playlist net discovery media)
  joincast_public_headers(${room} headers)
  list(REMOVE_ITEM headers ${JOINCAST_FURTHER_HEADERS})
  foreach(header IN LISTS headers)
    joincast_exported_names(${room} ${header} patterns)
    list(APPEND own ${patterns})
  endforeach()
endforeach()
list(REMOVE_DUPLICATES own)
list(JOIN own ";\n    " JOINCAST_OWN_PATTERNS)
configure_file(${PROJECT_SOURCE_DIR}/cmake/install/exports.map.in ${PROJECT_BINARY_DIR}/joincast-receiver.map @ONLY)
set_property(TARGET joincast_receiver APPEND PROPERTY LINK_DEPENDS ${PROJECT_BINARY_DIR}/joincast-receiver.map)
target_link_options(joincast_receiver PRIVATE -Wl,--version-script=${PROJECT_BINARY_DIR}/joincast-receiver.map)

set(JOINCAST_INSTALLED_HEADERS_LIST ${JOINCAST_INSTALLED_HEADERS})
list(JOIN JOINCAST_INSTALLED_HEADERS "\n  " JOINCAST_INSTALLED_HEADERS)
configure_file(${PROJECT_SOURCE_DIR}/cmake/install/headers.cmake.in ${PROJECT_BINARY_DIR}/install-headers.cmake @ONLY)
install(SCRIPT ${PROJECT_BINARY_DIR}/install-headers.cmake)

# The package.
set(package_folder ${CMAKE_INSTALL_LIBDIR}/cmake/JoincastReceiver)
install(TARGETS joincast_receiver EXPORT JoincastReceiver LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(EXPORT JoincastReceiver NAMESPACE Joincast:: FILE JoincastReceiverTargets.cmake DESTINATION ${package_folder})
configure_package_config_file(
  ${PROJECT_SOURCE_DIR}/cmake/install/JoincastReceiverConfig.cmake.in ${PROJECT_BINARY_DIR}/JoincastReceiverConfig.cmake
  INSTALL_DESTINATION ${package_folder})
write_basic_package_version_file(${PROJECT_BINARY_DIR}/JoincastReceiverConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/JoincastReceiverConfig.cmake ${PROJECT_BINARY_DIR}/JoincastReceiverConfigVersion.cmake
  DESTINATION ${package_folder})

cmake_path(RELATIVE_PATH CMAKE_INSTALL_PREFIX BASE_DIRECTORY ${CMAKE_INSTALL_PREFIX}/${CMAKE_INSTALL_LIBDIR}/pkgconfig
  OUTPUT_VARIABLE JOINCAST_PC_TO_PREFIX)
configure_file(${PROJECT_SOURCE_DIR}/cmake/install/joincast-receiver.pc.in ${PROJECT_BINARY_DIR}/joincast-receiver.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/joincast-receiver.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)

install(FILES ${PROJECT_SOURCE_DIR}/LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(FILES ${PROJECT_SOURCE_DIR}/docs/library.md DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(DIRECTORY ${PROJECT_SOURCE_DIR}/examples DESTINATION ${CMAKE_INSTALL_DOCDIR})

# The API reference: every warning is an error (target `reference`; a test builds it).
find_package(Doxygen)
if(DOXYGEN_FOUND)
  list(TRANSFORM JOINCAST_INSTALLED_HEADERS_LIST PREPEND ${PROJECT_SOURCE_DIR}/ OUTPUT_VARIABLE headers)
  list(JOIN headers " \\\n  " JOINCAST_REFERENCE_INPUT)
  configure_file(${PROJECT_SOURCE_DIR}/docs/Doxyfile.in ${PROJECT_BINARY_DIR}/Doxyfile @ONLY)
  add_custom_target(reference COMMAND ${CMAKE_COMMAND} -E make_directory ${PROJECT_BINARY_DIR}/reference
    COMMAND Doxygen::doxygen ${PROJECT_BINARY_DIR}/Doxyfile VERBATIM)
endif()

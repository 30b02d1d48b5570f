# calo_embed(<directory name> <symbol> <file>)
#
# Puts the bytes of <file> into the library calo_<directory name>; "base/embedded.hpp" reads them.
function(calo_embed name symbol file)
  set(assembly ${CMAKE_CURRENT_BINARY_DIR}/${symbol}.S)
  file(CONFIGURE OUTPUT ${assembly} @ONLY CONTENT [[
.section .rodata
.global calo_embedded_@symbol@_begin
.global calo_embedded_@symbol@_end
.balign 16
calo_embedded_@symbol@_begin:
.incbin "@file@"
calo_embedded_@symbol@_end:
.byte 0
.section .note.GNU-stack,"",%progbits
]])
  set_source_files_properties(${assembly} PROPERTIES OBJECT_DEPENDS ${file})
  target_sources(calo_${name} PRIVATE ${assembly})
endfunction()

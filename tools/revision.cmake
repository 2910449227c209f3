# revision_of(FOLDER VARIABLE) sets the variable to the commit of the tree in that folder, in 12 digits, or to "unknown" if the
# folder is no clone. As a script, prints it: cmake -DFOLDER=. -P tools/revision.cmake
function(revision_of folder variable)
  set(${variable} unknown PARENT_SCOPE)
  # A folder within another tree has no commit of its own.
  if(NOT EXISTS ${folder}/.git)
    return()
  endif()
  execute_process(COMMAND git -C ${folder} rev-parse --verify HEAD OUTPUT_VARIABLE commit OUTPUT_STRIP_TRAILING_WHITESPACE
    RESULT_VARIABLE failed ERROR_QUIET)
  if(NOT failed)
    string(SUBSTRING ${commit} 0 12 commit)
    set(${variable} ${commit} PARENT_SCOPE)
  endif()
endfunction()

# configure_at_each_commit(FOLDER) has CMake run again when the tree's commit changes.
function(configure_at_each_commit folder)
  execute_process(COMMAND git -C ${folder} rev-parse --path-format=absolute --git-path logs/HEAD OUTPUT_VARIABLE log
    OUTPUT_STRIP_TRAILING_WHITESPACE RESULT_VARIABLE failed ERROR_QUIET)
  if(NOT failed AND EXISTS ${log})
    set_property(DIRECTORY ${PROJECT_SOURCE_DIR} APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${log})
  endif()
endfunction()

if(CMAKE_SCRIPT_MODE_FILE STREQUAL CMAKE_CURRENT_LIST_FILE)
  get_filename_component(folder ${FOLDER} ABSOLUTE)
  revision_of(${folder} revision)
  message(${revision})
endif()

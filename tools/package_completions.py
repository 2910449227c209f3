"""Completions for bash, zsh and fish. Imported by tools/package_*."""
from package_options import COMMANDS, HELP, VERSION, options

BASH = """# Completion of voiceid-local for bash.
_voiceid_local() {{
  local current=${{COMP_WORDS[COMP_CWORD]}} previous=${{COMP_WORDS[COMP_CWORD - 1]}} command='' word words=''
  for word in "${{COMP_WORDS[@]:1:COMP_CWORD-1}}"; do
    case $word in {names}) command=$word ;; esac
  done
  COMPREPLY=()
  case $previous in
{values}  esac
  case $command in
{commands}    *) words='{words}' ;;
  esac
  mapfile -t COMPREPLY < <(compgen -W "$words" -- "$current")
}}
complete -F _voiceid_local voiceid-local
"""
ZSH = """#compdef voiceid-local
# Completion of voiceid-local for zsh.
_voiceid-local() {{
  local context state state_descr line
  typeset -A opt_args
  _arguments -C {options} '1:command:->command' '*::argument:->argument'
  case $state in
    command)
      _values command {names}
      ;;
    argument)
      case $line[1] in
{commands}      esac
      ;;
  esac
}}
_voiceid-local "$@"
"""


def all_options():
    """The program's own, with those that only print."""
    return [*options(), HELP, VERSION]


def flags(found):
    return " ".join(f"--{each.name}" for each in found)


def bash_value(option):
    """What follows the flag, as a branch of the case."""
    actions = [f'-W "{" ".join(option.choices)}"'] if option.choices else []
    if option.takes_files or option.takes_folders:
        actions.append("-f" if option.takes_files else "-d")
    reply = f'mapfile -t COMPREPLY < <(compgen {" ".join(actions)} -- "$current"); ' if actions else ""
    return f"    --{option.name}) {reply}return ;;\n"


def bash():
    valued = [each for each in [*all_options(), *(each for command in COMMANDS for each in command.options)] if each.value]
    commands = "".join(f"    {each.name}) words='{flags([*each.options, HELP])}' ;;\n" for each in COMMANDS)
    return BASH.format(names="|".join(each.name for each in COMMANDS), values="".join(map(bash_value, valued)), commands=commands,
                       words=" ".join([*(each.name for each in COMMANDS), flags(all_options())]))


def quoted(text, *special):
    """A word in single quotes, in which these characters are escaped for zsh's own reading."""
    for each in special:
        text = text.replace(each, f"\\{each}")
    return text.replace("'", "'\\''")


def zsh_option(option):
    action = f"({' '.join(option.choices)})" if option.choices else ""
    if option.takes_files or option.takes_folders:
        action = "_files" if option.takes_files else "_files -/"
    values = f":{quoted(option.value, ':')}:{action}"
    many = "*" if option.is_repeatable else ""
    return f"'{many}--{option.name}[{quoted(option.meaning, '[', ']', ':')}]{values if option.value else ''}'"


def zsh():
    commands = "".join(f"        {each.name}) _arguments {' '.join(map(zsh_option, [*each.options, HELP]))} ;;\n" for each in COMMANDS)
    names = " ".join(f"'{each.name}[{quoted(each.meaning, '[', ']', ':')}]'" for each in COMMANDS)
    return ZSH.format(options=" ".join(map(zsh_option, all_options())), names=names, commands=commands)


def fish_option(option, condition):
    takes = " -r" if option.value else ""
    if option.choices:
        takes = f" -x -a '{' '.join(option.choices)}'"
    if option.takes_files:
        takes = f" -r -F -a '{' '.join(option.choices)}'"
    elif option.takes_folders:
        takes = " -x -a '(__fish_complete_directories)'"
    meaning = option.meaning.replace("\\", "\\\\").replace("'", "\\'")
    return f"complete -c voiceid-local -n '{condition}' -l {option.name}{takes} -d '{meaning}'\n"


def fish():
    names = " ".join(each.name for each in COMMANDS)
    none = f"not __fish_seen_subcommand_from {names}"
    lines = ["# Completion of voiceid-local for fish.\n", "complete -c voiceid-local -f\n"]
    lines += [f"complete -c voiceid-local -n '{none}' -a {each.name} -d '{each.meaning}'\n" for each in COMMANDS]
    lines += [fish_option(each, none) for each in all_options()]
    lines += [fish_option(each, f"__fish_seen_subcommand_from {command.name}") for command in COMMANDS
              for each in [*command.options, HELP]]
    return "".join(lines)

"""Settings that stay: a file ``whosaid.toml`` of options, and the commands' defaults that come from it.

A flag goes before an environment variable (``WHOSAID_RUN_WORKERS``), that before the file, that before the default.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pipeline.errors import InputError

FILE = Path("whosaid.toml")
_HIDDEN = ("help", "config", "version", "install_completion", "show_completion")


def read_settings(path: Path, options: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """The settings of ``path`` as defaults by command and parameter.

    ``options`` holds each command's options by the name they have on the command line, without dashes before it.
    Raises InputError, in one line, for a file that cannot be read and for a key that no command has.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(f"{path}: cannot be read ({error.strerror}); `whosaid init` writes one") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: no TOML ({error}); `whosaid init` shows how it looks") from error
    found: dict[str, dict[str, Any]] = {}
    for command, values in data.items():
        if command not in options or not isinstance(values, dict):
            raise InputError(f"{path}: {_unknown(command, options, 'command')}")
        for key, value in values.items():
            if key not in options[command]:
                raise InputError(f"{path}: [{command}]: {_unknown(key, options[command], 'option')}")
            found.setdefault(command, {})[options[command][key].name] = value
    return found


def options_of(context: Any) -> dict[str, dict[str, Any]]:
    """The options of each command of the program that ``context`` is that of, by long name without dashes."""
    return {name: dict(_options(command)) for name, command in sorted(context.command.commands.items())}


def _options(command: Any) -> Iterator[tuple[str, Any]]:
    for parameter in command.params:
        if parameter.param_type_name == "option" and parameter.name not in _HIDDEN:
            yield max(parameter.opts, key=len).lstrip("-"), parameter


def commented(options: Mapping[str, Mapping[str, Any]]) -> str:
    """A settings file in which every option stands as a comment, with what it does and its default."""
    lines = [
        "# Settings of whosaid: what stands here need not be given on the command line.",
        "# A flag goes before an environment variable, that before this file. Take the # away from what you change.",
    ]
    for command, named in options.items():
        if not named:
            continue
        lines += ["", f"[{command}]"]
        for name, option in named.items():
            lines += [f"# {option.help or ''}".rstrip(), f"# {name} = {_written(option)}"]
    return "\n".join(lines) + "\n"


def _written(option: Any) -> str:
    if option.is_flag:
        return "true" if option.default else "false"
    default = option.default
    if isinstance(default, (int, float)):
        return str(default)
    if default is None and option.type_descriptor.annotation in (int, float):
        return "1"
    return f'"{option.metavar or "…" if default is None else default}"'


def _unknown(key: str, known: Mapping[str, Any], what: str) -> str:
    near = get_close_matches(key, known, n=1)
    advice = f"did you mean {near[0]}?" if near else f"there are {', '.join(known)}"
    return f"no {what} {key!r}; {advice}"

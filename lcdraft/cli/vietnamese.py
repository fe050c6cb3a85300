"""Click in Vietnamese: help pages, usage errors, and the exit codes of the contract.

0 fine · 1 findings · 2 bad usage or unreadable input · 3 a bug of ours, with its traceback.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

import click

__all__ = ["Command", "Group", "report_error", "usage_message"]

BUG_ADVICE = (
    "Đây là lỗi của chương trình, không phải của số liệu. Gửi toàn bộ phần trên đây cho người phát triển lcdraft."
)


class _Vietnamese(click.Command):
    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix="Cách dùng: ")

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        pieces = [param.get_usage_pieces(ctx) for param in self.params if isinstance(param, click.Argument)]
        return [*(piece for group in pieces for piece in group), "[TÙY CHỌN]"]

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        options = [param for param in self.get_params(ctx) if isinstance(param, click.Option)]
        with formatter.section("Tùy chọn"):
            formatter.write_dl([record for option in options if (record := option.get_help_record(ctx)) is not None])

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        if self.epilog:
            formatter.write_paragraph()
            formatter.write_text(f"Ví dụ: {self.epilog}")

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "Hiện trang hướng dẫn này rồi thoát."
        return option


class Command(_Vietnamese):
    """A command with Vietnamese help."""


class Group(_Vietnamese, click.Group):
    """Commands by name, each imported when it is called; errors and exit codes as the contract has them."""

    command_class = Command

    def __init__(self, *args: Any, lazy: dict[str, tuple[str, str]] | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lazy = lazy or {}

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(self.lazy)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        if cmd_name not in self.lazy:
            return None
        from importlib import import_module

        command: click.Command = import_module(self.lazy[cmd_name][0]).command
        return command

    def collect_usage_pieces(self, ctx: click.Context) -> list[str]:
        del ctx
        return ["LỆNH", "[TÙY CHỌN]"]

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Lệnh"):
            formatter.write_dl([(name, about) for name, (_, about) in self.lazy.items()])
        _Vietnamese.format_options(self, ctx, formatter)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if name not in self.lazy and not name.startswith("-"):
            from lcdraft.text import nearest

            near = nearest(name, self.lazy)
            hint = f' Có phải "{near}"?' if near else ""
            ctx.fail(f'Không có lệnh "{name}".{hint}')
        return super().resolve_command(ctx, args)

    def main(  # type: ignore[override]
        self, args: Sequence[str] | None = None, prog_name: str | None = None, **extra: Any
    ) -> Any:
        """Run, print errors in Vietnamese, and end with the exit code of the contract."""
        extra.pop("standalone_mode", None)
        for stream in (sys.stdout, sys.stderr):
            reconfigure = getattr(stream, "reconfigure", None)
            if reconfigure is not None and (stream.encoding or "").lower().replace("-", "") != "utf8":
                reconfigure(encoding="utf-8")  # a Windows console may speak another code page
        try:
            result = super().main(args, prog_name or "lcdraft", standalone_mode=False, **extra)
            sys.exit(result if isinstance(result, int) else 0)
        except click.exceptions.Exit as stop:
            sys.exit(stop.exit_code)
        except click.Abort:
            click.echo("Đã dừng.", err=True)
            sys.exit(2)
        except click.ClickException as error:
            click.echo(usage_message(error), err=True)
            sys.exit(2)
        except BrokenPipeError:
            sys.stderr.close()
            sys.exit(0)
        except Exception as error:
            sys.exit(report_error(error))


def report_error(error: Exception) -> int:
    """Print an error that ended a command; the exit code."""
    from lcdraft.errors import LcdraftError

    if isinstance(error, LcdraftError):
        from lcdraft.cli.options import print_problems

        print_problems(error.problems)
        if len(error.problems) > 1:
            click.echo(f"Có {len(error.problems)} lỗi; chưa ghi tệp nào.", err=True)
        return 2
    import traceback

    traceback.print_exception(error)
    click.echo(BUG_ADVICE, err=True)
    return 3


def usage_message(error: click.ClickException) -> str:
    """What click found wrong with the command line, said in Vietnamese."""
    lines = []
    context = getattr(error, "ctx", None)
    if context is not None:
        lines.append(context.get_usage())
    lines.append(f"Lỗi: {_said(error)}")
    if context is not None:
        lines.append(f"Xem hướng dẫn: {context.command_path} --help")
    return "\n".join(lines)


def _said(error: click.ClickException) -> str:
    param = getattr(error, "param", None)
    name = ""
    if param is not None:
        name = param.make_metavar(error.ctx) if isinstance(param, click.Argument) else param.opts[0]  # type: ignore[attr-defined]
    match error:
        case click.NoSuchOption():
            from lcdraft.text import nearest

            options = [option for known in (error.ctx.command.params if error.ctx else []) for option in known.opts]
            near = nearest(error.option_name, options)
            return f"không có tùy chọn {error.option_name}." + (f" Có phải {near}?" if near else "")
        case click.MissingParameter():
            return f"thiếu {name}."
        case click.BadOptionUsage() if "requires an argument" in error.message or "argument" in error.message:
            return f"tùy chọn {error.option_name} cần một giá trị theo sau."
        case click.BadParameter():
            if isinstance(getattr(param, "type", None), click.Choice):
                choices = ", ".join(param.type.choices)  # type: ignore[union-attr]
                return f"{name} không nhận giá trị này; chọn một trong: {choices}."
            if isinstance(getattr(param, "type", None), click.IntRange):
                return f"{name} cần một số nguyên dương."
            return f"{name}: {error.message}"
        case click.UsageError() if "unexpected extra argument" in error.message:
            extra = error.message.split("(", 1)[-1].rstrip(")")
            return f"thừa tham số: {extra}."
        case click.UsageError() if error.message.startswith("Missing command"):
            return "chưa nói lệnh nào."
        case _:
            message = error.format_message()
            return message[:1].lower() + message[1:]

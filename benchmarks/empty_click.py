"""The least that a click program does: the measure for ``lcdraft --version``."""

import click


@click.command()
@click.version_option("1", package_name="x", prog_name="x")
def main() -> None:
    pass


main()
